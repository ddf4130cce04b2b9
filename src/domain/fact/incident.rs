//! What can happen to an incident: declared, logged, rated, staffed, closed (IR-4 to IR-10, IR-15).

use serde::{Deserialize, Serialize};

use super::FactId;
use crate::clock::Moment;
use crate::domain::subject::Ref;

/// An incident was declared (IR-4, IR-5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    /// Short speakable code, such as `Q7K4`.
    pub code: String,
    /// One line saying what is wrong.
    pub title: String,
    /// Rank of the severity, 1 is the gravest.
    pub severity: u8,
    /// Key of the detection channel (IR-3).
    pub channel: Option<String>,
    /// Affected systems (IR-1).
    pub systems: Vec<Ref>,
    /// Customers thought to be concerned; no clock runs for them yet.
    pub customers: Vec<Ref>,
    /// Questions the severity asks from minute 0 (IR-6).
    pub asks: Vec<String>,
    /// Questions it asks while no breach is confirmed (IR-14).
    pub asks_without_breach: Vec<String>,
    /// First phase.
    pub phase: String,
}

/// A closed incident came in from another record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// Short speakable code.
    pub code: String,
    /// Id in the source; importing it again changes nothing.
    pub source: String,
    /// Title, or company and product where the source had none.
    pub title: String,
    /// Rank of the severity; `None` is unrated.
    pub severity: Option<u8>,
    /// When it began, as far as known.
    pub started_at: Option<Moment>,
    /// When it ended; `None` is end unknown.
    pub ended_at: Option<Moment>,
    /// Company it struck.
    pub company: String,
    /// Product it struck.
    pub product: String,
    /// Categories of the source.
    pub categories: Vec<String>,
    /// Search words of the source.
    pub keywords: Vec<String>,
    /// Where it was reported.
    pub link: String,
}

/// A person wrote a line on the log (IR-10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntryLogged {
    /// The words.
    pub text: String,
    /// Phase it belongs to.
    pub phase: String,
}

/// A line was struck out; its words stay readable (IR-10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntryStruck {
    /// Short id of the line.
    pub entry: String,
    /// Why.
    pub reason: String,
}

/// A line's words were removed for good (IR-10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntryExpunged {
    /// Short id of the line.
    pub entry: String,
    /// Which fact lost its body.
    pub target: FactId,
    /// Why.
    pub reason: String,
}

/// The severity was revised (IR-5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeverityRevised {
    /// Rank before; `None` where it was unrated.
    pub from: Option<u8>,
    /// Rank after.
    pub to: u8,
    /// Why.
    pub reason: String,
    /// Questions the new severity asks.
    pub asks: Vec<String>,
    /// Questions it asks while no breach is confirmed.
    pub asks_without_breach: Vec<String>,
}

/// A phase was entered, or entered again (IR-10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhaseEntered {
    /// Key of the phase.
    pub phase: String,
    /// A word about it.
    pub note: Option<String>,
}

/// A role was given to a person, perhaps taking it over from others (IR-4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleAssigned {
    /// Key of the role.
    pub role: String,
    /// Who has it now.
    pub person: Ref,
    /// Who had it and hands it over.
    pub replaces: Vec<Ref>,
}

/// A role was laid down (IR-4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleReleased {
    /// Key of the role.
    pub role: String,
    /// Who laid it down.
    pub person: Ref,
}

/// A page went out by other means and was recorded here (IR-6, IR-7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageRecorded {
    /// Who was paged.
    pub person: Ref,
    /// Standing duties this page meets.
    pub duties: Vec<String>,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// A page was answered (IR-6).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageAcknowledged {
    /// Who answered.
    pub person: Ref,
}

/// What was repaired is written down (IR-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RemediationDocumented {
    /// What was done.
    pub text: String,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// The incident was closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// Key of the final phase.
    pub phase: String,
}

/// It was opened again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reopened {
    /// Why.
    pub reason: String,
    /// Phase it goes on in.
    pub phase: String,
}

/// The written review is done (IR-15).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewDone {
    /// Why it was late, where it was.
    pub reason: Option<String>,
}
