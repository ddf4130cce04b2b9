//! What can be said of a deadline and its reminders (DL-1, DL-4).

use serde::{Deserialize, Serialize};

use crate::clock::Moment;

/// A deadline was waived (DL-1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeadlineWaived {
    /// `kind` or `kind/who` within the subject.
    pub deadline: String,
    /// Why.
    pub reason: String,
}

/// Somebody said why a deadline was met late (DL-1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeadlineExplained {
    /// `kind` or `kind/who` within the subject.
    pub deadline: String,
    /// The clock it ran by.
    pub clock: String,
    /// Why.
    pub reason: String,
}

/// Somebody knows what a reminder says (DL-4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReminderAcknowledged {
    /// `kind` or `kind/who` within the subject.
    pub deadline: String,
    /// The clock it runs by.
    pub clock: String,
}

/// Somebody wants to be reminded again later (DL-4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReminderSnoozed {
    /// `kind` or `kind/who` within the subject.
    pub deadline: String,
    /// The clock it runs by.
    pub clock: String,
    /// Until when.
    pub until: Moment,
}
