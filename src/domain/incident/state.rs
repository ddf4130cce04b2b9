//! What is known of one incident: the fold of its facts.
//!
//! Log entries are not kept here: an incident of 50,000 lines has the same small state as one of five.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::notice::Notices;
use super::obliged::Obliged;
use crate::clock::Moment;
use crate::domain::fact::{Affected, FactId};
use crate::domain::reminder::quiet::Quieted;
use crate::domain::subject::{Ref, Subject, SubjectKind};

/// State of one incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Id of the subject.
    pub id: String,
    /// Short speakable code.
    pub code: String,
    /// One line saying what is wrong.
    pub title: String,
    /// Rank now, 1 is the gravest; `None` is unrated.
    pub severity: Option<u8>,
    /// The gravest rank it ever had (IR-15).
    pub highest: Option<u8>,
    /// Every revision, oldest first; the first is the declaration.
    pub ratings: Vec<Rating>,
    /// Key of the detection channel.
    pub channel: Option<String>,
    /// Affected systems.
    pub systems: Vec<Ref>,
    /// Customers thought to be concerned; no clock runs for them.
    pub customers: Vec<Ref>,
    /// When it was declared, or began where it was imported; `None` is unknown.
    pub declared_at: Option<Moment>,
    /// Who declared it.
    pub declared_by: String,
    /// Where an imported incident came from.
    pub imported: Option<Box<Origin>>,
    /// Who holds which role now, and since when; more than one after a clash of two assignments.
    pub roles: BTreeMap<String, Vec<Holder>>,
    /// Phases in the order they were entered.
    pub phases: Vec<PhaseVisit>,
    /// Pages, in the order they were recorded.
    pub pages: Vec<Page>,
    /// The confirmed breach, also when it was withdrawn.
    pub breach: Option<Breach>,
    /// Questions the severity asks.
    pub asks: Vec<String>,
    /// Questions it asks while no breach is confirmed.
    pub asks_without_breach: Vec<String>,
    /// Answers, by question.
    pub answers: BTreeMap<String, Answer>,
    /// The repair, written down.
    pub remediation: Option<Remediation>,
    /// Closed now, since when.
    pub closed: Option<Closing>,
    /// How often it was reopened.
    pub reopened: u32,
    /// The written review.
    pub review: Option<Done>,
    /// Waived deadlines, by their key.
    pub waived: BTreeMap<String, Waiver>,
    /// Why deadlines were met late, by their key.
    pub explained: BTreeMap<String, Explained>,
    /// Who wants no reminders of what for now.
    #[serde(default, skip_serializing_if = "Quieted::is_empty")]
    pub quiet: Quieted,
    /// What law and contracts ask (IR-13).
    #[serde(default, skip_serializing_if = "Obliged::is_empty")]
    pub obliged: Obliged,
    /// Letters, and what was published (IR-11 to IR-14).
    #[serde(default, skip_serializing_if = "Notices::is_empty")]
    pub notices: Notices,
    /// Vendors it has to do with (VM-7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vendors: Vec<LinkedVendor>,
    /// Struck entries and why.
    pub struck: BTreeMap<String, String>,
    /// Expunged entries and why.
    pub expunged: BTreeMap<String, String>,
    /// Acts that were taken back: series and first sequence number.
    pub undone: BTreeSet<(String, u64)>,
    /// Log lines of persons so far.
    pub entries: u32,
    /// Facts of this incident that this version cannot read.
    pub unknown: u32,
    /// The declaration itself was taken back.
    pub void: bool,
}

/// A vendor that an incident has to do with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedVendor {
    /// Which.
    pub vendor: Ref,
    /// Categories of data that it processes, as the register said when it was linked.
    pub categories: Vec<String>,
}

/// One rating of the severity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// Rank before; `None` at the declaration.
    pub from: Option<u8>,
    /// Rank.
    pub rank: u8,
    /// Since when.
    pub at: Moment,
    /// Digest of the policy in force then; it governs the clocks this rating starts (DL-2).
    pub policy: String,
    /// The response to it: the first entry of a person after it that was not struck out (IR-7).
    pub response: Option<Response>,
}

/// The line that began the response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// Short id of the line.
    pub entry: Option<String>,
    /// When it is said to have happened, when it was entered.
    pub done: Done,
}

/// A person holding a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub person: Ref,
    /// Since when.
    pub since: Moment,
}

/// One visit to a phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhaseVisit {
    /// Key of the phase.
    pub phase: String,
    /// When it was entered.
    pub at: Moment,
}

/// One page that went out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Who was paged.
    pub person: Ref,
    /// Standing duties it meets.
    pub duties: Vec<String>,
    /// When.
    pub at: Moment,
    /// When it was written down.
    pub recorded_at: Moment,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// Why it was late.
    pub reason: Option<String>,
}

/// A confirmed personal data breach (IR-11).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Breach {
    /// When it was confirmed; the clocks run from here.
    pub confirmed_at: Moment,
    /// When the confirmation was written down, which no correction moves.
    pub recorded_at: Moment,
    /// Categories of data.
    pub categories: Vec<String>,
    /// Customers to be told.
    pub customers: Vec<Told>,
    /// Digest of the policy in force when it was confirmed.
    pub policy: String,
    /// Why and when it was withdrawn.
    pub withdrawn: Option<Waiver>,
}

/// A customer to be told, and whether it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Who, and its contract hours.
    pub affected: Affected,
    /// The notice that went out.
    pub sent: Option<Sent>,
}

/// A notice that went out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// When it went out.
    pub at: Moment,
    /// When that was written down.
    pub recorded_at: Moment,
    /// Who wrote it down.
    pub who: String,
    /// By which way.
    pub by: String,
    /// SHA-256 of the text, where one was given.
    pub text_digest: Option<String>,
    /// Why it was late.
    pub reason: Option<String>,
    /// The fact that says so, which holds the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<FactId>,
}

/// An answer to an open question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Yes or no.
    pub yes: bool,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub who: String,
    /// When.
    pub at: Moment,
}

/// Something done once: when it is said to have been, when it was entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// The stated time.
    pub at: Moment,
    /// When it was entered.
    pub recorded_at: Moment,
    /// Who.
    pub who: String,
    /// Why it was late.
    pub reason: Option<String>,
}

/// The repair in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remediation {
    /// What was done.
    pub text: String,
    /// When.
    pub done: Done,
}

/// A closing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Closing {
    /// When; `None` where an import did not know.
    pub at: Option<Moment>,
    /// Who.
    pub who: String,
    /// Digest of the policy in force then; it governs the review clock.
    pub policy: String,
}

/// A decision that something need not be done, or is void.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waiver {
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
    /// Why.
    pub reason: String,
}

/// Why a deadline was met late (DL-1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// The clock it was said of; a new one is explained anew.
    pub clock: String,
    /// Why.
    pub reason: String,
}

/// Where an imported incident came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// Id in the source.
    pub source: String,
    /// Company it struck.
    pub company: String,
    /// Product it struck.
    pub product: String,
    /// When it ended; `None` is unknown.
    pub ended_at: Option<Moment>,
    /// Categories of the source.
    pub categories: Vec<String>,
    /// Search words of the source.
    pub keywords: Vec<String>,
    /// Where it was reported.
    pub link: String,
}

impl Incident {
    /// The subject it is.
    pub fn subject(&self) -> Subject {
        Subject::new(SubjectKind::Incident, self.id.clone())
    }

    /// Is it closed?
    pub fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// Key of the phase it is in.
    pub fn phase(&self) -> &str {
        self.phases.last().map_or("", |visit| visit.phase.as_str())
    }

    /// First holder of a role.
    pub fn holder(&self, role: &str) -> Option<&Ref> {
        self.roles
            .get(role)
            .and_then(|holders| holders.first())
            .map(|holder| &holder.person)
    }

    /// The breach, if it is confirmed and not withdrawn.
    pub fn open_breach(&self) -> Option<&Breach> {
        self.breach.as_ref().filter(|breach| breach.withdrawn.is_none())
    }

    /// Questions that nobody has answered yet; those about a non-breach fall silent once one is confirmed.
    pub fn open_questions(&self) -> Vec<&str> {
        let without = self.asks_without_breach.iter().filter(|_| self.open_breach().is_none());
        self.asks
            .iter()
            .chain(without)
            .map(String::as_str)
            .filter(|key| !self.answers.contains_key(*key))
            .collect()
    }

    /// Was this act taken back?
    pub fn is_undone(&self, series: &str, act: u64) -> bool {
        self.undone.iter().any(|(s, a)| s == series && *a == act)
    }

    /// Is this line what began a response?
    pub fn is_response(&self, entry: &str) -> bool {
        self.ratings.iter().any(|rating| rating.is_begun_by(entry))
    }

    /// The last rating.
    pub fn rating(&self) -> Option<&Rating> {
        self.ratings.last()
    }
}

impl Rating {
    /// Is this line what began the response to it?
    pub fn is_begun_by(&self, entry: &str) -> bool {
        self.response
            .as_ref()
            .is_some_and(|response| response.entry.as_deref() == Some(entry))
    }
}
