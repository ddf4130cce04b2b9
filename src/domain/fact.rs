//! What can happen: every fact, its envelope, and its name in the journal.
//!
//! A fact is past tense and never changes. `kind` and `version` name the shape of its body;
//! old shapes are kept as golden files under `tests/golden/facts` and are still read.
//! Start reading here: this is the list of everything firebell remembers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use super::decide::NewFact;
pub use super::details::{Affected, RegisterDetails, VendorDetails};
use super::incident::obliged::CompanyRole;
use super::subject::{Ref, Subject};
use crate::clock::Moment;
use crate::policy::obligation::Anchor;

/// Identity of a fact: the series of one installation, and the place in it, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactId {
    /// The series, 16 hexadecimal digits.
    pub series: String,
    /// Place in the series, from 1.
    pub seq: u64,
}

/// Who wrote a fact: the name they go by, and the login and host it came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Who {
    /// The name shown, in lower case.
    pub name: String,
    /// Login name of the account.
    pub login: String,
    /// Host name of the machine.
    pub host: String,
}

/// Everything about a fact but its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Which fact this is.
    pub id: FactId,
    /// Sequence number of the first fact of the same act; an act is what one command wrote.
    pub act: u64,
    /// Hybrid logical stamp: milliseconds since 1970, shifted left 12 bits, plus a counter.
    pub stamp: i64,
    /// Whose history it belongs to.
    pub subject: Subject,
    /// When it was written down.
    pub recorded_at: Moment,
    /// When a person says it happened; equal to `recorded_at` where nobody said otherwise.
    pub happened_at: Moment,
    /// Who wrote it.
    pub who: Who,
    /// Digest of the policy in force when it was written (DL-2).
    pub policy: String,
    /// Short id of a log entry, unique in its incident.
    pub tag: Option<String>,
}

/// A fact as it stands in the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Who, when, about what.
    pub envelope: Envelope,
    /// What.
    pub body: Body,
}

/// The body of a recorded fact, as far as this version can read it.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "facts are read, folded and dropped; none is kept in bulk"
)]
pub enum Body {
    /// A fact this version knows.
    Known(Fact),
    /// Written by a newer version: kept, counted and shown, never dropped.
    Unknown {
        /// Its name in the journal.
        kind: String,
        /// Version of its shape.
        version: u32,
    },
    /// The body was expunged by a later fact (IR-10).
    Expunged,
}

/// Makes the `Fact` enum and its names from one table, so that no kind is spelled twice.
macro_rules! facts {
    ($( $(#[doc = $doc:literal])* $variant:ident = $kind:literal v $version:literal { $( $(#[doc = $fdoc:literal])* $(#[serde($($attr:tt)*)])? $field:ident : $type:ty ),* $(,)? } )*) => {
        $( $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct $variant { $( $(#[doc = $fdoc])* $(#[serde($($attr)*)])? pub $field: $type ),* } )*

        /// What happened.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Fact { $( $(#[doc = $doc])* $variant($variant) ),* }

        impl Fact {
            /// Every kind this version writes, with the version of its shape.
            pub const KINDS: &'static [(&'static str, u32)] = &[ $( ($kind, $version) ),* ];

            /// Its name in the journal.
            pub fn kind(&self) -> &'static str {
                match self { $( Self::$variant(_) => $kind ),* }
            }

            /// Version of the shape its body is written in.
            pub fn version(&self) -> u32 {
                match self { $( Self::$variant(_) => $version ),* }
            }

            /// Its body as JSON.
            pub fn to_json(&self) -> Result<String, serde_json::Error> {
                match self { $( Self::$variant(body) => serde_json::to_string(body) ),* }
            }

            /// Reads a body back; `None` where this version does not know the kind or the shape.
            pub fn from_json(kind: &str, version: u32, body: &str) -> Option<Self> {
                match kind {
                    $( $kind if version <= $version => serde_json::from_str(body).ok().map(Self::$variant), )*
                    _ => None,
                }
            }
        }
        $( impl From<$variant> for Fact { fn from(body: $variant) -> Self { Self::$variant(body) } } )*
    };
}

facts! {
    /// An incident was declared (IR-4, IR-5).
    Declared = "incident.declared" v 1 {
        /// Short speakable code, such as `Q7K4`.
        code: String,
        /// One line saying what is wrong.
        title: String,
        /// Rank of the severity, 1 is the gravest.
        severity: u8,
        /// Key of the detection channel (IR-3).
        channel: Option<String>,
        /// Affected systems (IR-1).
        systems: Vec<Ref>,
        /// Customers thought to be concerned; no clock runs for them yet.
        customers: Vec<Ref>,
        /// Questions the severity asks from minute 0 (IR-6).
        asks: Vec<String>,
        /// Questions it asks while no breach is confirmed (IR-14).
        asks_without_breach: Vec<String>,
        /// First phase.
        phase: String,
    }
    /// A closed incident came in from another record.
    Imported = "incident.imported" v 1 {
        /// Short speakable code.
        code: String,
        /// Id in the source; importing it again changes nothing.
        source: String,
        /// Title, or company and product where the source had none.
        title: String,
        /// Rank of the severity; `None` is unrated.
        severity: Option<u8>,
        /// When it began, as far as known.
        started_at: Option<Moment>,
        /// When it ended; `None` is end unknown.
        ended_at: Option<Moment>,
        /// Company it struck.
        company: String,
        /// Product it struck.
        product: String,
        /// Categories of the source.
        categories: Vec<String>,
        /// Search words of the source.
        keywords: Vec<String>,
        /// Where it was reported.
        link: String,
    }
    /// A person wrote a line on the log (IR-10).
    EntryLogged = "incident.entry-logged" v 1 {
        /// The words.
        text: String,
        /// Phase it belongs to.
        phase: String,
    }
    /// A line was struck out; its words stay readable (IR-10).
    EntryStruck = "incident.entry-struck" v 1 {
        /// Short id of the line.
        entry: String,
        /// Why.
        reason: String,
    }
    /// A line's words were removed for good (IR-10).
    EntryExpunged = "incident.entry-expunged" v 1 {
        /// Short id of the line.
        entry: String,
        /// Which fact lost its body.
        target: FactId,
        /// Why.
        reason: String,
    }
    /// The severity was revised (IR-5).
    SeverityRevised = "incident.severity-revised" v 1 {
        /// Rank before; `None` where it was unrated.
        from: Option<u8>,
        /// Rank after.
        to: u8,
        /// Why.
        reason: String,
        /// Questions the new severity asks.
        asks: Vec<String>,
        /// Questions it asks while no breach is confirmed.
        asks_without_breach: Vec<String>,
    }
    /// A phase was entered, or entered again (IR-10).
    PhaseEntered = "incident.phase-entered" v 1 {
        /// Key of the phase.
        phase: String,
        /// A word about it.
        note: Option<String>,
    }
    /// A role was given to a person, perhaps taking it over from others (IR-4).
    RoleAssigned = "incident.role-assigned" v 1 {
        /// Key of the role.
        role: String,
        /// Who has it now.
        person: Ref,
        /// Who had it and hands it over.
        replaces: Vec<Ref>,
    }
    /// A role was laid down (IR-4).
    RoleReleased = "incident.role-released" v 1 {
        /// Key of the role.
        role: String,
        /// Who laid it down.
        person: Ref,
    }
    /// A page went out by other means and was recorded here (IR-6, IR-7).
    PageRecorded = "incident.page-recorded" v 1 {
        /// Who was paged.
        person: Ref,
        /// Standing duties this page meets.
        duties: Vec<String>,
        /// Why it was late, where it was.
        reason: Option<String>,
    }
    /// A page was answered (IR-6).
    PageAcknowledged = "incident.page-acknowledged" v 1 {
        /// Who answered.
        person: Ref,
    }
    /// A personal data breach was confirmed; `happened_at` is the confirmation (IR-11).
    BreachConfirmed = "incident.breach-confirmed" v 1 {
        /// Categories of data.
        categories: Vec<String>,
        /// Customers to be told, each with own contract hours where they have some.
        customers: Vec<Affected>,
    }
    /// One more customer is affected by the breach (IR-11).
    CustomerAffected = "incident.customer-affected" v 1 {
        /// Who.
        customer: Affected,
    }
    /// The time of confirmation was corrected; `happened_at` is the right one (IR-11).
    ConfirmationCorrected = "incident.confirmation-corrected" v 1 {
        /// What it was before.
        from: Moment,
        /// What it is now.
        to: Moment,
        /// Why.
        reason: String,
    }
    /// The confirmation was withdrawn; its clocks are cancelled (IR-11).
    BreachWithdrawn = "incident.breach-withdrawn" v 1 {
        /// Why.
        reason: String,
    }
    /// A customer was told; `happened_at` is when it went out (IR-11).
    NoticeSent = "incident.notice-sent" v 1 {
        /// To whom.
        customer: Ref,
        /// By which way, such as `email`.
        by: String,
        /// The text that went out, where a file was given.
        text: Option<String>,
        /// SHA-256 of that text, in hexadecimal.
        text_digest: Option<String>,
        /// Why it was late, where it was.
        reason: Option<String>,
    }
    /// An open question was answered (IR-6, IR-14).
    QuestionAnswered = "incident.question-answered" v 1 {
        /// Key of the question.
        question: String,
        /// Yes or no.
        yes: bool,
        /// Why.
        reason: String,
    }
    /// What was repaired is written down (IR-8).
    RemediationDocumented = "incident.remediation-documented" v 1 {
        /// What was done.
        text: String,
        /// Why it was late, where it was.
        reason: Option<String>,
    }
    /// The incident was closed.
    Closed = "incident.closed" v 1 {
        /// Key of the final phase.
        phase: String,
    }
    /// It was opened again.
    Reopened = "incident.reopened" v 1 {
        /// Why.
        reason: String,
        /// Phase it goes on in.
        phase: String,
    }
    /// The written review is done (IR-15).
    ReviewDone = "incident.review-done" v 1 {
        /// Why it was late, where it was.
        reason: Option<String>,
    }
    /// Somebody said in which role the company stands for the data (IR-13).
    CompanyRoleSet = "incident.company-role-set" v 1 {
        /// The role.
        role: CompanyRole,
        /// Why, where it was another before.
        reason: Option<String>,
    }
    /// Somebody said when an anchor was; `happened_at` is that time. It takes the place of what was said before (IR-13).
    AnchorSet = "incident.anchor-set" v 1 {
        /// Which anchor.
        anchor: Anchor,
        /// What was said before.
        replaces: Option<Moment>,
        /// Why.
        reason: String,
    }
    /// What an obligation asks for was submitted; `happened_at` is when it went out (IR-13).
    ObligationSubmitted = "incident.obligation-submitted" v 1 {
        /// Id of the rule.
        obligation: String,
        /// By which way, such as `portal`.
        by: String,
        /// Why it was late, where it was.
        reason: Option<String>,
    }
    /// It was decided that an obligation need not be notified (IR-13).
    ObligationDeclined = "incident.obligation-declined" v 1 {
        /// Id of the rule.
        obligation: String,
        /// Why.
        reason: String,
    }
    /// A deadline was waived (DL-1).
    DeadlineWaived = "deadline.waived" v 1 {
        /// `kind` or `kind/who` within the subject.
        deadline: String,
        /// Why.
        reason: String,
    }
    /// Somebody said why a deadline was met late (DL-1).
    DeadlineExplained = "deadline.explained" v 1 {
        /// `kind` or `kind/who` within the subject.
        deadline: String,
        /// The clock it ran by.
        clock: String,
        /// Why.
        reason: String,
    }
    /// Somebody knows what a reminder says (DL-4).
    ReminderAcknowledged = "reminder.acknowledged" v 1 {
        /// `kind` or `kind/who` within the subject.
        deadline: String,
        /// The clock it runs by.
        clock: String,
    }
    /// Somebody wants to be reminded again later (DL-4).
    ReminderSnoozed = "reminder.snoozed" v 1 {
        /// `kind` or `kind/who` within the subject.
        deadline: String,
        /// The clock it runs by.
        clock: String,
        /// Until when.
        until: Moment,
    }
    /// A vendor entered the register (VM-1).
    VendorAdded = "vendor.added" v 1 {
        /// Everything known of it.
        details: VendorDetails,
    }
    /// Something about a vendor changed (VM-1).
    VendorChanged = "vendor.changed" v 1 {
        /// Everything known of it, after the change.
        details: VendorDetails,
        /// Why the tier changed, where it did.
        reason: Option<String>,
    }
    /// A vendor was reassessed (VM-2 to VM-4).
    VendorReassessed = "vendor.reassessed" v 1 {
        /// On which day.
        on: NaiveDate,
        /// Next renewal of the contract, where it was given.
        renewal: Option<NaiveDate>,
        /// A word about it.
        note: Option<String>,
        /// Why it was late, where it was.
        reason: Option<String>,
    }
    /// A person, customer or system entered its register.
    RegisterAdded = "register.added" v 1 {
        /// Everything known of it.
        details: RegisterDetails,
        /// It was only mentioned in passing.
        mentioned: bool,
    }
    /// Something in a register changed.
    RegisterChanged = "register.changed" v 1 {
        /// Everything known of it, after the change.
        details: RegisterDetails,
    }
    /// Two entries turned out to be the same; this one lives on in the other.
    RegisterMerged = "register.merged" v 1 {
        /// The one that stays.
        into: Ref,
    }
    /// A policy was adopted: from here on it is in force.
    PolicyAdopted = "policy.adopted" v 1 {
        /// Digest of its canonical JSON.
        digest: String,
        /// The policy itself, canonical JSON.
        policy: String,
    }
    /// An act was taken back by its own author.
    Undone = "undone" v 1 {
        /// Series of the act.
        series: String,
        /// First sequence number of the act.
        act: u64,
        /// What it was, in words.
        what: String,
    }
}
