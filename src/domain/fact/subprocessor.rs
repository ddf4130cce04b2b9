//! What can happen to a subprocessor: announced, objected to, gone live (VM-6, VM-9, VM-10).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::domain::subject::Ref;

/// What a notice announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// A new subprocessor.
    Addition,
    /// A subprocessor goes.
    Removal,
}

impl Change {
    /// The word people read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Addition => "addition",
            Self::Removal => "removal",
        }
    }
}

/// A customer whose contract asks to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Who.
    pub customer: Ref,
    /// How many days before the change their contract wants to be told; `None`: before it.
    pub days: Option<u32>,
}

/// A change of subprocessors was published; `happened_at` is when (VM-9).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeAnnounced {
    /// What changes.
    pub change: Change,
    /// The day the change takes effect, as it was published.
    pub effective_on: NaiveDate,
    /// The first moment at which it may take effect.
    pub ends_at: Moment,
    /// Customers to be told one by one.
    pub customers: Vec<Recipient>,
    /// A word about it, published with it.
    pub note: Option<String>,
}

/// A published change will not happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnnouncementCancelled {
    /// Why.
    pub reason: String,
}

/// A customer was told of the change; `happened_at` is when (VM-10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnnouncementSent {
    /// Who.
    pub customer: Ref,
    /// By which way, such as `email`.
    pub by: String,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// A customer objects; `happened_at` is when they did (VM-10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ObjectionRaised {
    /// Who.
    pub customer: Ref,
    /// On which grounds.
    pub grounds: String,
}

/// What came of an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Settled {
    /// The customer took it back.
    Withdrawn,
    /// A way was found that suits the customer.
    Accommodated,
    /// The objection does not change anything.
    Declined,
    /// The customer leaves, or the change does not happen for them.
    Upheld,
}

impl Settled {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Withdrawn, Self::Accommodated, Self::Declined, Self::Upheld];

    /// The word people type and read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Accommodated => "accommodated",
            Self::Declined => "declined",
            Self::Upheld => "upheld",
        }
    }
}

/// An objection was answered; `happened_at` is when (VM-10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ObjectionAnswered {
    /// Whose.
    pub customer: Ref,
    /// What came of it.
    pub outcome: Settled,
    /// In words.
    pub answer: String,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// The vendor may go live before its notice has ended (VM-9).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoLiveExpedited {
    /// Why.
    pub reason: String,
    /// The security or availability incident that asks for it; its name is the code.
    pub incident: Ref,
}

/// The vendor is in use for production from here on; `happened_at` is when (VM-5, VM-9).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WentLive {
    /// A word about it.
    pub note: Option<String>,
}
