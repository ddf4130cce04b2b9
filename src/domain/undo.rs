//! Taking back one's own last act: what may be, and what it was in words.

use super::decide::{Context, Decision, Loaded};
use super::fact::{Fact, Undone};
use super::incident::words::as_duties;
use super::refusal::Refusal;
use super::subject::Subject;
use crate::policy::Policy;

/// Takes back one's own last act, within the policy's window, when nothing is built on it.
pub(super) fn undo(loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = "Cannot undo";
    let Some(last) = &loaded.last_act else {
        return Err(Refusal::rule(
            what,
            "you have done nothing here that could be taken back",
        ));
    };
    // A declaration brings roles and a line along, a letter its template; otherwise what was meant stands last.
    let declared = last.facts.iter().find(|(_, fact)| matches!(fact, Fact::Declared(_)));
    let meant = |(_, fact): &&(Subject, Fact)| !matches!(fact, Fact::TemplateUsed(_));
    let words = declared
        .or(last.facts.iter().rfind(meant))
        .map_or_else(String::new, |(_, fact)| act_words(fact, context.book.current()));
    if let Some((_, fact)) = last.facts.iter().find(|(_, fact)| no_way_back(fact).is_some()) {
        let why = no_way_back(fact).unwrap_or_default();
        return Err(Refusal::rule(what, why));
    }
    let window = context.book.current().undo.window;
    if context.book.current().calendar.due(last.recorded_at, &window) < context.now {
        return Err(
            Refusal::rule(what, format!("your last act ({words}) is older than {window}"))
                .instead("Write down what changed instead."),
        );
    }
    if last.built_on {
        return Err(
            Refusal::rule(what, format!("something was written since your last act ({words})"))
                .instead("Write down what changed instead."),
        );
    }
    let mut decision = Decision::new(format!("Taken back: {words}."));
    let mut subjects: Vec<&Subject> = Vec::new();
    for (subject, fact) in &last.facts {
        match fact {
            // Who was only mentioned stays known: others may have named them since.
            Fact::RegisterAdded(added) if added.mentioned => {
                let (name, word) = (&added.details.name, subject.kind.word());
                decision = decision.warn(format!(
                    "{name} stays in the {word} register; firebell {word} merge \"{name}\" OTHER makes it part of another"
                ));
            }
            _ if !subjects.contains(&subject) => subjects.push(subject),
            _ => {}
        }
    }
    for subject in subjects {
        decision = decision.fact(
            subject,
            Undone {
                series: last.series.clone(),
                act: last.act,
                what: words.clone(),
            },
        );
    }
    Ok(decision)
}

/// Why an act of this kind cannot be taken back; `None` where it can.
pub fn no_way_back(fact: &Fact) -> Option<&'static str> {
    match fact {
        Fact::Imported(_) => Some("an import cannot be taken back"),
        Fact::BreachConfirmed(_) => Some("a confirmed breach is withdrawn with a reason, not undone"),
        Fact::NoticeSent(_) | Fact::ObligationSubmitted(_) | Fact::Published(_) => {
            Some("what was sent was sent; firebell notice supersede says that it was wrong")
        }
        Fact::EntryExpunged(_) => Some("what was expunged is gone"),
        Fact::PolicyAdopted(_) => Some("a policy is replaced by adopting another"),
        Fact::RegisterMerged(_) => Some("a merge cannot be taken back"),
        Fact::ChangeAnnounced(_) => Some("what was published was published; cancel it with a reason"),
        Fact::AnnouncementSent(_) | Fact::ObjectionAnswered(_) => Some("what was sent was sent"),
        Fact::VendorEnded(_) => Some("an end cannot be taken back"),
        _ => None,
    }
}

/// What an act was, with the words of a log line, so that nobody takes back another than they meant.
fn act_words(fact: &Fact, policy: &Policy) -> String {
    let role = |key: &str| {
        policy
            .role(key)
            .map_or_else(|| key.to_owned(), |role| role.short.to_lowercase())
    };
    match fact {
        Fact::RoleAssigned(assigned) => format!("{} as {}", assigned.person.name, role(&assigned.role)),
        Fact::RoleReleased(released) => {
            format!("release of {} from {}", released.person.name, role(&released.role))
        }
        Fact::PageRecorded(page) => format!("page to {}{}", page.person.name, as_duties(policy, &page.duties)),
        Fact::EntryLogged(entry) => {
            let words: String = entry.text.chars().take(30).collect();
            let more = if words.len() < entry.text.len() { "…" } else { "" };
            format!("log line \"{words}{more}\"")
        }
        _ => act_word(fact).to_owned(),
    }
}

/// What an act was, for the undo and its log line.
pub fn act_word(fact: &Fact) -> &'static str {
    match fact {
        Fact::Declared(_) => "declaration",
        Fact::Imported(_) => "import",
        Fact::EntryLogged(_) => "log line",
        Fact::EntryStruck(_) => "striking out",
        Fact::EntryExpunged(_) => "expunging",
        Fact::SeverityRevised(_) => "severity",
        Fact::PhaseEntered(_) => "phase",
        Fact::RoleAssigned(_) => "role",
        Fact::RoleReleased(_) => "release of a role",
        Fact::PageRecorded(_) => "page",
        Fact::PageAcknowledged(_) => "answer to a page",
        Fact::BreachConfirmed(_) => "confirmation of a breach",
        Fact::CustomerAffected(_) => "affected customer",
        Fact::ConfirmationCorrected(_) => "correction of the confirmation",
        Fact::BreachWithdrawn(_) => "withdrawal of the breach",
        Fact::NoticeSent(_) => "notice",
        Fact::QuestionAnswered(_) => "answer",
        Fact::RemediationDocumented(_) => "remediation",
        Fact::Closed(_) => "closing",
        Fact::Reopened(_) => "reopening",
        Fact::ReviewDone(_) => "review",
        Fact::CompanyRoleSet(_) => "role of the company",
        Fact::AnchorSet(_) => "anchor",
        Fact::ObligationSubmitted(_) => "submission",
        Fact::ObligationDeclined(_) => "decision that it is not notifiable",
        Fact::NoticeDrafted(_) => "letter",
        Fact::NoticeReadied(_) => "letter marked ready",
        Fact::NoticeApproved(_) => "approval of a letter",
        Fact::NoticeReturned(_) => "letter given back",
        Fact::NoticeSuperseded(_) => "superseding of a notice",
        Fact::RecipientDetailed(_) => "detail of a recipient",
        Fact::Published(_) => "publication",
        Fact::CodenameSet(_) => "codename",
        Fact::EntryMarked(_) => "mark on a line",
        Fact::DeadlineWaived(_) => "waiver",
        Fact::DeadlineExplained(_) => "explanation",
        Fact::ReminderAcknowledged(_) => "acknowledgement",
        Fact::ReminderSnoozed(_) => "snooze",
        Fact::VendorAdded(_) => "new vendor",
        Fact::VendorChanged(_) => "change of a vendor",
        Fact::VendorReassessed(_) => "reassessment",
        Fact::ReassessmentOpened(_) => "early reassessment",
        Fact::ConditionMet(_) => "condition",
        Fact::StepDone(_) | Fact::OffboardingStepDone(_) => "step",
        Fact::StepExcluded(_) | Fact::OffboardingStepExcluded(_) => "step left out",
        Fact::StepReopened(_) | Fact::OffboardingStepReopened(_) => "step opened again",
        Fact::ApprovalGiven(_) => "approval",
        Fact::ProductionAllowed(_) => "go for production data",
        Fact::ReportReceived(_) => "report",
        Fact::MonitoringNoted(_) => "note of a vendor",
        Fact::RiskAccepted(_) => "accepted risk",
        Fact::RiskClosed(_) => "closing of a risk",
        Fact::IncidentLinked(_) | Fact::VendorLinked(_) => "link of vendor and incident",
        Fact::IncidentUnlinked(_) | Fact::VendorUnlinked(_) => "end of a link",
        Fact::ChangeAnnounced(_) => "announcement",
        Fact::AnnouncementCancelled(_) => "cancelling of an announcement",
        Fact::AnnouncementSent(_) => "notice of a subprocessor",
        Fact::ObjectionRaised(_) => "objection",
        Fact::ObjectionAnswered(_) => "answer to an objection",
        Fact::GoLiveExpedited(_) => "shortened notice",
        Fact::WentLive(_) => "going live",
        Fact::OffboardingBegun(_) => "beginning of the end",
        Fact::CredentialListed(_) => "credential",
        Fact::CredentialRevoked(_) => "revoked credential",
        Fact::VendorEnded(_) => "end of a vendor",
        Fact::PolicyReviewed(_) => "review of a policy",
        Fact::TemplateReviewed(_) => "review of a template",
        Fact::TemplateOwned(_) => "owner of a template",
        Fact::TemplateUsed(_) => "use of a template",
        Fact::GapFound(_) | Fact::TemplateReviewOpened(_) => "communication gap",
        Fact::RegisterAdded(_) => "new entry",
        Fact::RegisterChanged(_) => "change of an entry",
        Fact::RegisterMerged(_) => "merge",
        Fact::PolicyAdopted(_) => "adoption of a policy",
        Fact::Undone(_) => "undo",
    }
}
