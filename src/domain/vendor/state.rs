//! What is known of one vendor: the fold of its facts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::domain::details::{AssuranceReport, Evidence, VendorDetails};
use crate::domain::fact::{Change, Condition, Outcome, Recipient, Settled};
use crate::domain::incident::state::{Done, Sent, Waiver};
use crate::domain::reminder::quiet::Quieted;
use crate::domain::subject::{Ref, Subject, SubjectKind};

/// State of one vendor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vendor {
    /// Id of the subject.
    pub id: String,
    /// What the register says.
    pub details: VendorDetails,
    /// When it entered the register.
    pub added_at: Moment,
    /// Who entered it.
    #[serde(default)]
    pub added_by: String,
    /// It was in use before it entered the register: which steps were done is unknown (VM-5).
    #[serde(default)]
    pub in_use: bool,
    /// Digest of the policy in force when the running clock started.
    pub policy: String,
    /// The day the running clock started on, where nothing was assessed yet.
    pub since: Moment,
    /// The last reassessment that was recorded here, and why it was late if it was.
    pub reassessed: Option<Reassessed>,
    /// What asks for a reassessment before its time, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub early: Vec<Early>,
    /// Conditions of reassessments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionState>,
    /// Diligence steps and what became of them, by key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub steps: BTreeMap<String, StepState>,
    /// Production data may flow, since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Done>,
    /// Assurance reports, each with the one before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<ReportState>,
    /// Accepted risks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<RiskState>,
    /// The last entry of monitoring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watched: Option<Watched>,
    /// Incidents it has to do with; the name is the code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<Ref>,
    /// Changes that were announced, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Announcement>,
    /// Objections, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<Objection>,
    /// It is used for production, since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live: Option<Done>,
    /// Credentials, keys and integrations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<Credential>,
    /// The end of the relationship, once it has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offboarding: Option<Offboarding>,
    /// The relationship has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Done>,
    /// Waived deadlines, by their key.
    pub waived: BTreeMap<String, Waiver>,
    /// Who wants no reminders for now.
    #[serde(default, skip_serializing_if = "Quieted::is_empty")]
    pub quiet: Quieted,
    /// Acts that were taken back.
    pub undone: BTreeSet<(String, u64)>,
    /// Facts this version cannot read.
    pub unknown: u32,
    /// Its entry was taken back.
    pub void: bool,
}

/// A recorded reassessment and the due time it met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reassessed {
    /// The day it was done.
    pub on: NaiveDate,
    /// When it was entered.
    pub recorded_at: Moment,
    /// Who entered it.
    pub who: String,
    /// What came of it.
    #[serde(default)]
    pub outcome: Outcome,
    /// A word about it.
    pub note: Option<String>,
    /// Why it was late.
    pub reason: Option<String>,
    /// The clock it met.
    pub before: VendorClock,
}

/// What a reassessment's due time follows from (DL-2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorClock {
    /// Key of the tier.
    pub tier: String,
    /// Digest of the policy in force when it started.
    pub policy: String,
    /// The assessment before.
    pub last_assessed: Option<NaiveDate>,
    /// The renewal.
    pub renewal: Option<NaiveDate>,
    /// What asks for it before its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<Early>,
}

/// Something that asks for a reassessment before its time (VM-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Early {
    /// The day it happened; its window runs from here.
    pub on: NaiveDate,
    /// What it is, in words.
    pub cause: String,
    /// The incident, where it is one; the name is the code.
    pub incident: Option<Ref>,
    /// Digest of the policy in force then.
    pub policy: String,
    /// It is known beforehand, as the end of a report is: then its clock runs from the last assessment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_foreseen: bool,
}

/// A condition and whether it was met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConditionState {
    /// What and by when.
    pub condition: Condition,
    /// When it was set.
    pub set_at: Moment,
    /// Digest of the policy in force then.
    pub policy: String,
    /// How it was met.
    pub met: Option<Done>,
    /// What shows it.
    pub evidence: Option<Evidence>,
}

/// What became of a diligence step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum StepState {
    /// Done.
    Done {
        /// When.
        at: Moment,
        /// Who did it, or gave the approval.
        who: String,
        /// What shows it.
        evidence: Option<Evidence>,
        /// A word about it.
        note: Option<String>,
    },
    /// It does not apply.
    Excluded {
        /// When that was said.
        at: Moment,
        /// Who said so.
        who: String,
        /// Why.
        reason: String,
    },
}

/// An assurance report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportState {
    /// What it says.
    pub report: AssuranceReport,
    /// When it came in.
    pub received_at: Moment,
    /// Digest of the policy in force then.
    pub policy: String,
    /// The one of the same name after it came in.
    pub renewed: Option<Done>,
}

/// An accepted risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RiskState {
    /// Its name.
    pub risk: String,
    /// Who accepted it.
    pub by: Ref,
    /// When.
    pub at: Moment,
    /// Digest of the policy in force then.
    pub policy: String,
    /// Last day on which it is accepted.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
    /// It is gone, or was accepted anew.
    pub settled: Option<Done>,
}

/// What somebody saw at a vendor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Watched {
    /// Key of the kind.
    pub kind: String,
    /// When.
    pub at: Moment,
    /// In words.
    pub text: String,
}

/// An announced change of subprocessors (VM-9, VM-10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Announcement {
    /// What changes.
    pub change: Change,
    /// When it was published.
    pub published_at: Moment,
    /// The day it takes effect, as it was published.
    pub effective_on: NaiveDate,
    /// The first moment at which it may take effect.
    pub ends_at: Moment,
    /// Digest of the policy in force then.
    pub policy: String,
    /// Customers to be told one by one, and whether they were.
    pub customers: Vec<Informed>,
    /// What was published with it.
    pub note: Option<String>,
    /// Why it will not happen.
    pub cancelled: Option<Waiver>,
    /// Why it may take effect before its time.
    pub expedited: Option<Expedited>,
}

/// A customer to be told of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Informed {
    /// Who, and how long ahead.
    pub recipient: Recipient,
    /// What went out.
    pub sent: Option<Sent>,
}

/// Why a subprocessor may go live before its notice has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expedited {
    /// When that was decided.
    pub at: Moment,
    /// Who decided it.
    pub who: String,
    /// Why.
    pub reason: String,
    /// The incident that asks for it; the name is the code.
    pub incident: Ref,
}

/// A customer's objection (VM-10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Objection {
    /// Who.
    pub customer: Ref,
    /// When they objected.
    pub at: Moment,
    /// On which grounds.
    pub grounds: String,
    /// Digest of the policy in force then.
    pub policy: String,
    /// What came of it.
    pub answer: Option<Answered>,
}

/// The answer to an objection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// When and by whom.
    pub done: Done,
    /// What came of it.
    pub outcome: Settled,
    /// In words.
    pub answer: String,
}

/// A credential, key or integration (VM-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Credential {
    /// Its name; never the secret itself.
    pub name: String,
    /// When it was listed.
    pub listed_at: Moment,
    /// Where it is used.
    pub note: Option<String>,
    /// It is revoked.
    pub revoked: Option<Done>,
    /// What shows that.
    pub evidence: Option<Evidence>,
}

/// The end of a relationship (VM-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offboarding {
    /// When it began.
    pub at: Moment,
    /// Who began it.
    pub who: String,
    /// Why.
    pub reason: String,
    /// Digest of the policy in force then.
    pub policy: String,
    /// Steps and what became of them, by key.
    pub steps: BTreeMap<String, OffboardingState>,
    /// What the vendor keeps for longer than agreed.
    pub retention: Option<String>,
}

/// What became of a step of the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum OffboardingState {
    /// Done.
    Done {
        /// When and by whom.
        done: Done,
        /// What shows it.
        evidence: Option<Evidence>,
        /// A word about it.
        note: Option<String>,
    },
    /// It does not apply.
    Excluded {
        /// When, who, why.
        why: Waiver,
    },
}

impl Vendor {
    /// The subject it is.
    pub fn subject(&self) -> Subject {
        Subject::new(SubjectKind::Vendor, self.id.clone())
    }

    /// A mention of it.
    pub fn mention(&self) -> Ref {
        Ref {
            id: self.id.clone(),
            name: self.details.name.clone(),
        }
    }

    /// Who wants it.
    pub fn requester(&self) -> &str {
        self.details.requester.as_ref().map_or(&self.added_by, |one| &one.name)
    }

    /// The last announced change that still stands.
    pub fn notice(&self) -> Option<&Announcement> {
        self.notices.iter().rfind(|notice| notice.cancelled.is_none())
    }

    /// The last announced addition that still stands, with no removal after it.
    pub fn addition(&self) -> Option<&Announcement> {
        self.notice().filter(|notice| notice.change == Change::Addition)
    }

    /// Objections that nobody has answered.
    pub fn open_objections(&self) -> impl Iterator<Item = &Objection> {
        self.objections.iter().filter(|objection| objection.answer.is_none())
    }

    /// Credentials that are not revoked.
    pub fn open_credentials(&self) -> impl Iterator<Item = &Credential> {
        self.credentials
            .iter()
            .filter(|credential| credential.revoked.is_none())
    }

    /// Where it stands, in words.
    pub fn stage(&self) -> Stage {
        if self.ended.is_some() {
            Stage::Ended
        } else if self.offboarding.is_some() {
            Stage::Leaving
        } else if self.live.is_some() {
            Stage::Live
        } else if self.in_use {
            Stage::InUse
        } else if self.allowed.is_some() {
            Stage::Allowed
        } else {
            Stage::Onboarding
        }
    }
}

/// Where a vendor stands between the first question and the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Its steps are being done.
    Onboarding,
    /// Production data may flow; it does not yet.
    Allowed,
    /// Used for production.
    Live,
    /// In use before it entered the register: which steps were done is unknown.
    #[serde(rename = "in-use")]
    InUse,
    /// The relationship comes to its end.
    Leaving,
    /// The relationship has ended.
    Ended,
}

impl Stage {
    /// The word in columns.
    pub fn word(self) -> &'static str {
        match self {
            Self::Onboarding => "onboarding",
            Self::Allowed => "allowed",
            Self::Live => "live",
            Self::InUse => "in use",
            Self::Leaving => "leaving",
            Self::Ended => "ended",
        }
    }
}
