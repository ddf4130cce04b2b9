//! Which subjects a command speaks of, by the names that were typed; the engine loads them before it is decided.

use super::{Command, ConfirmBreach, DetailRecipient, SupersedeNotice, VendorWish};
use crate::domain::subject::SubjectKind;

/// The names a command speaks of, as typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mentions {
    /// Code or prefix of an incident.
    pub incident: Option<String>,
    /// Name of a vendor.
    pub vendor: Option<String>,
    /// A deadline's name; its subject is to be found from it.
    pub deadline: Option<String>,
    /// People, customers and systems.
    pub entries: Vec<(SubjectKind, String)>,
    /// Id of an incident in another record.
    pub source: Option<String>,
    /// Short id of a log entry.
    pub entry: Option<String>,
    /// The policies themselves.
    pub policy: bool,
}

impl Command {
    /// Which subjects must be loaded before this command can be decided.
    pub fn mentions(&self) -> Mentions {
        let mut mentions = Mentions {
            incident: self.incident().map(str::to_owned),
            policy: self.is_about_policies(),
            ..Mentions::default()
        };
        let entries = &mut mentions.entries;
        match self {
            Self::Declare(declare) => {
                entries.extend(
                    declare
                        .roles
                        .iter()
                        .map(|(_, person)| (SubjectKind::Person, person.clone())),
                );
                entries.extend(declare.systems.iter().map(|name| (SubjectKind::System, name.clone())));
                entries.extend(
                    declare
                        .customers
                        .iter()
                        .map(|name| (SubjectKind::Customer, name.clone())),
                );
            }
            Self::AssignRole { person, .. }
            | Self::OwnTemplate { person, .. }
            | Self::ReleaseRole {
                person: Some(person), ..
            }
            | Self::RecordPage { person, .. }
            | Self::AcknowledgePage { person, .. } => entries.push((SubjectKind::Person, person.clone())),
            Self::ConfirmBreach(confirm) => {
                entries.extend(
                    confirm
                        .customers
                        .iter()
                        .map(|name| (SubjectKind::Customer, name.clone())),
                );
            }
            Self::AddAffected { customer, .. } => entries.push((SubjectKind::Customer, customer.clone())),
            Self::RecordNotice(notice) => {
                let customer = notice.customer.iter();
                entries.extend(customer.map(|name| (SubjectKind::Customer, name.clone())));
            }
            Self::ReadyNotice { to, ask, .. } => {
                entries.push((SubjectKind::Customer, to.clone()));
                entries.extend(ask.iter().map(|name| (SubjectKind::Person, name.clone())));
            }
            Self::SupersedeNotice(SupersedeNotice { to, .. })
            | Self::DetailRecipient(DetailRecipient { to, .. })
            | Self::DraftNotice { to, .. }
            | Self::ApproveNotice { to, .. }
            | Self::ReturnNotice { to, .. } => entries.push((SubjectKind::Customer, to.clone())),
            Self::StrikeEntry { entry, .. } | Self::ExpungeEntry { entry, .. } | Self::MarkEntry { entry, .. } => {
                mentions.entry = Some(entry.clone());
            }
            Self::Waive { deadline, .. }
            | Self::Explain { deadline, .. }
            | Self::AcknowledgeReminder { deadline }
            | Self::SnoozeReminder { deadline, .. } => mentions.deadline = Some(deadline.clone()),
            Self::ImportIncident(import) => mentions.source = Some(import.source.clone()),
            Self::AddVendor(new) => {
                mentions.vendor = Some(new.details.name.clone());
                let people = new.owner.iter().chain(&new.requester);
                entries.extend(people.map(|name| (SubjectKind::Person, name.clone())));
            }
            Self::ChangeVendor { vendor, change } => {
                mentions.vendor = Some(vendor.clone());
                let people = change.owner.iter().chain(&change.requester);
                entries.extend(people.map(|name| (SubjectKind::Person, name.clone())));
            }
            Self::OfVendor { vendor, wish } => {
                mentions.vendor = Some(vendor.clone());
                wish.mention(&mut mentions);
            }
            Self::ReviewPolicy { by, .. } => entries.extend(by.iter().map(|name| (SubjectKind::Person, name.clone()))),
            Self::ReviewTemplate(review) => {
                entries.extend(review.by.iter().map(|name| (SubjectKind::Person, name.clone())));
            }
            Self::AddEntry { kind, details } => {
                entries.push((*kind, details.name.clone()));
                entries.extend(details.aliases.iter().map(|name| (*kind, name.clone())));
            }
            Self::ChangeEntry { kind, name, change } => {
                entries.push((*kind, name.clone()));
                entries.extend(
                    change
                        .name
                        .iter()
                        .chain(&change.aliases)
                        .map(|name| (*kind, name.clone())),
                );
            }
            Self::MergeEntry { kind, name, into } => {
                entries.push((*kind, name.clone()));
                entries.push((*kind, into.clone()));
            }
            _ => {}
        }
        mentions
    }

    /// Does it speak of the policies, or of the templates whose reviews stand with them?
    fn is_about_policies(&self) -> bool {
        matches!(
            self,
            Self::ReviewPolicy { .. }
                | Self::ReviewTemplate(_)
                | Self::OwnTemplate { .. }
                | Self::NoteGap { .. }
                | Self::DraftNotice { .. }
                | Self::ReadyNotice { .. }
        )
    }

    /// Does a new incident come of it?
    pub fn brings_an_incident(&self) -> bool {
        match self {
            Self::Declare(_) | Self::ImportIncident(_) => true,
            Self::OfVendor { wish, .. } => matches!(**wish, VendorWish::DeclareIncident(_)),
            _ => false,
        }
    }

    /// The code of the incident it is about, as typed.
    fn incident(&self) -> Option<&str> {
        match self {
            Self::LogEntry { incident, .. }
            | Self::StrikeEntry { incident, .. }
            | Self::ExpungeEntry { incident, .. }
            | Self::ReviseSeverity { incident, .. }
            | Self::EnterPhase { incident, .. }
            | Self::AssignRole { incident, .. }
            | Self::ReleaseRole { incident, .. }
            | Self::RecordPage { incident, .. }
            | Self::AcknowledgePage { incident, .. }
            | Self::ConfirmBreach(ConfirmBreach { incident, .. })
            | Self::AddAffected { incident, .. }
            | Self::CorrectConfirmation { incident, .. }
            | Self::WithdrawBreach { incident, .. }
            | Self::SupersedeNotice(SupersedeNotice { incident, .. })
            | Self::DetailRecipient(DetailRecipient { incident, .. })
            | Self::DraftNotice { incident, .. }
            | Self::ReadyNotice { incident, .. }
            | Self::ApproveNotice { incident, .. }
            | Self::ReturnNotice { incident, .. }
            | Self::SetCodename { incident, .. }
            | Self::MarkEntry { incident, .. }
            | Self::NoteGap { incident, .. }
            | Self::AnswerQuestion { incident, .. }
            | Self::DocumentRemediation { incident, .. }
            | Self::Close { incident, .. }
            | Self::Reopen { incident, .. }
            | Self::SetCompanyRole { incident, .. }
            | Self::SetAnchor { incident, .. }
            | Self::DecideObligation { incident, .. }
            | Self::RecordReview { incident, .. } => Some(incident),
            Self::RecordNotice(notice) => Some(&notice.incident),
            Self::SubmitObligation(submit) => Some(&submit.incident),
            Self::Publish(publish) => Some(&publish.incident),
            Self::OfVendor { wish, .. } => wish.incident(),
            _ => None,
        }
    }
}
