//! What can happen in a breach: confirmed, corrected, withdrawn, and who was told (IR-6, IR-11, IR-14).

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::domain::details::Affected;

/// A personal data breach was confirmed; `happened_at` is the confirmation (IR-11).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreachConfirmed {
    /// Categories of data.
    pub categories: Vec<String>,
    /// Customers to be told, each with own contract hours where they have some.
    pub customers: Vec<Affected>,
}

/// One more customer is affected by the breach (IR-11).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerAffected {
    /// Who.
    pub customer: Affected,
}

/// The time of confirmation was corrected; `happened_at` is the right one (IR-11).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfirmationCorrected {
    /// What it was before.
    pub from: Moment,
    /// What it is now.
    pub to: Moment,
    /// Why.
    pub reason: String,
}

/// The confirmation was withdrawn; its clocks are cancelled (IR-11).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreachWithdrawn {
    /// Why.
    pub reason: String,
}

/// An open question was answered (IR-6, IR-14).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionAnswered {
    /// Key of the question.
    pub question: String,
    /// Yes or no.
    pub yes: bool,
    /// Why.
    pub reason: String,
}
