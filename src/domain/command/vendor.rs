//! Wishes about one vendor, from the first question to the end (VM-1 to VM-10).

use chrono::NaiveDate;

use super::{Declare, Mentions};
use crate::clock::Moment;
use crate::domain::details::{AssuranceReport, Evidence, VendorDetails};
use crate::domain::fact::Condition;
use crate::domain::subject::SubjectKind;

/// A new vendor, with the names that were typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewVendor {
    /// Everything known of it; an empty tier is one that nobody chose.
    pub details: VendorDetails,
    /// Name of the owner.
    pub owner: Option<String>,
    /// Name of who wants it.
    pub requester: Option<String>,
    /// It is in use already.
    pub in_use: bool,
    /// Why it has this tier.
    pub reason: Option<String>,
}

/// Changes to a vendor; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VendorChange {
    /// Another name.
    pub name: Option<String>,
    /// Key of the tier.
    pub tier: Option<String>,
    /// Kind of service.
    pub service: Option<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// Categories of data.
    pub categories: Option<Vec<String>>,
    /// Where it is processed.
    pub location: Option<String>,
    /// Customer data?
    pub customer_data: Option<bool>,
    /// Does production depend on it?
    pub production: Option<bool>,
    /// Name of the owner.
    pub owner: Option<String>,
    /// Name of who wants it.
    pub requester: Option<String>,
    /// How to reach it.
    pub contacts: Option<Vec<String>>,
    /// Day the contract was signed.
    pub contract: Option<NaiveDate>,
    /// Day the data processing agreement was signed.
    pub dpa: Option<NaiveDate>,
    /// Where more stands.
    pub links: Option<Vec<String>>,
    /// Day of the last assessment.
    pub last_assessed: Option<NaiveDate>,
    /// Day of renewal.
    pub renewal: Option<NaiveDate>,
    /// Why the tier changes.
    pub reason: Option<String>,
}

/// A reassessment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reassessment {
    /// The day it was done; today where not given.
    pub on: Option<NaiveDate>,
    /// What came of it; "keep" where not given.
    pub outcome: Option<String>,
    /// Under which conditions.
    pub conditions: Vec<Condition>,
    /// Next renewal.
    pub renewal: Option<NaiveDate>,
    /// A word about it.
    pub note: Option<String>,
    /// Why it is late.
    pub reason: Option<String>,
}

/// What shows that something was done, with a word about it and the time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proof {
    /// A link, or a file with its digest.
    pub evidence: Option<Evidence>,
    /// A word about it.
    pub note: Option<String>,
    /// When; now where not given.
    pub at: Option<Moment>,
    /// Why it is late.
    pub reason: Option<String>,
}

/// An announcement of a change of subprocessors.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Announce {
    /// The vendor goes.
    pub removal: bool,
    /// When it was published; now where not given.
    pub at: Option<Moment>,
    /// The day it takes effect; the first that is allowed where not given.
    pub effective: Option<NaiveDate>,
    /// Customers to be told besides those whose contract asks for it.
    pub customers: Vec<String>,
    /// What is published with it.
    pub note: Option<String>,
}

/// What is asked of a vendor by name. Field names are those of the facts.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "each variant says what it asks for; field names are those of the facts"
)]
pub enum VendorWish {
    DoStep {
        step: String,
        proof: Proof,
        retention: Option<String>,
    },
    ExcludeStep {
        step: String,
        reason: String,
    },
    ReopenStep {
        step: String,
        reason: String,
    },
    Approve {
        by: Option<String>,
        proof: Proof,
    },
    AllowProduction {
        note: Option<String>,
    },
    GoLive {
        at: Option<Moment>,
        note: Option<String>,
    },
    Reassess(Reassessment),
    OpenReassessment {
        on: Option<NaiveDate>,
        cause: String,
    },
    MeetCondition {
        condition: String,
        proof: Proof,
    },
    ReceiveReport {
        report: AssuranceReport,
        reason: Option<String>,
    },
    Note {
        kind: String,
        text: String,
        at: Option<Moment>,
    },
    AcceptRisk {
        risk: String,
        until: NaiveDate,
        by: Option<String>,
        reason: String,
        late: Option<String>,
    },
    CloseRisk {
        risk: String,
        reason: String,
    },
    LinkIncident {
        incident: String,
        note: Option<String>,
    },
    UnlinkIncident {
        incident: String,
        reason: String,
    },
    DeclareIncident(Box<Declare>),
    Announce(Announce),
    CancelAnnouncement {
        reason: String,
    },
    RecordTold {
        customer: String,
        by: String,
        at: Option<Moment>,
        reason: Option<String>,
    },
    Object {
        customer: String,
        grounds: String,
        at: Option<Moment>,
    },
    AnswerObjection {
        customer: String,
        outcome: String,
        answer: String,
        at: Option<Moment>,
        reason: Option<String>,
    },
    Expedite {
        incident: Option<String>,
        reason: String,
    },
    Offboard {
        at: Option<Moment>,
        reason: String,
    },
    ListCredential {
        credential: String,
        note: Option<String>,
    },
    RevokeCredential {
        credential: String,
        proof: Proof,
    },
    End {
        note: Option<String>,
    },
}

impl VendorWish {
    /// The incident it speaks of, as typed.
    pub fn incident(&self) -> Option<&str> {
        match self {
            Self::LinkIncident { incident, .. } | Self::UnlinkIncident { incident, .. } => Some(incident),
            Self::Expedite { incident, .. } => incident.as_deref(),
            _ => None,
        }
    }

    /// Does it concern every customer there is?
    pub fn concerns_customers(&self) -> bool {
        matches!(self, Self::Announce(_) | Self::DeclareIncident(_))
    }

    /// The people and customers it speaks of.
    pub(super) fn mention(&self, mentions: &mut Mentions) {
        let person = |name: &String| (SubjectKind::Person, name.clone());
        let customer = |name: &String| (SubjectKind::Customer, name.clone());
        match self {
            Self::Approve { by, .. } | Self::AcceptRisk { by, .. } => mentions.entries.extend(by.iter().map(person)),
            Self::Announce(announce) => mentions.entries.extend(announce.customers.iter().map(customer)),
            Self::RecordTold { customer: name, .. }
            | Self::Object { customer: name, .. }
            | Self::AnswerObjection { customer: name, .. } => mentions.entries.push(customer(name)),
            Self::DeclareIncident(declare) => {
                mentions
                    .entries
                    .extend(declare.roles.iter().map(|(_, name)| person(name)));
                mentions.entries.extend(declare.customers.iter().map(customer));
                let systems = declare.systems.iter();
                mentions
                    .entries
                    .extend(systems.map(|name| (SubjectKind::System, name.clone())));
            }
            _ => {}
        }
    }
}
