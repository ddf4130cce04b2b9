//! Wishes in domain terms. A command may be refused; what comes of it is facts.
//!
//! Commands name things as a person does (a code, a name). The engine loads what they name before
//! [`super::decide`] looks at them, see [`Command::mentions`].

mod mentions;
mod template;
mod vendor;

use chrono::NaiveDate;

pub use mentions::Mentions;
pub use template::{ReviewTemplate, TemplateFile};
pub use vendor::{Announce, NewVendor, Proof, Reassessment, VendorChange, VendorWish};

use super::details::{self, RegisterDetails};
use super::letter::Letter;
use super::subject::SubjectKind;
use crate::clock::Moment;
use crate::policy::Policy;

/// A declaration (IR-4, IR-5).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Declare {
    /// One line saying what is wrong.
    pub title: String,
    /// Key of the severity.
    pub severity: String,
    /// Key of the detection channel.
    pub channel: Option<String>,
    /// Role key and person.
    pub roles: Vec<(String, String)>,
    /// Names of systems.
    pub systems: Vec<String>,
    /// Names of customers.
    pub customers: Vec<String>,
    /// First log line, with the time it happened.
    pub log: Option<(String, Option<Moment>)>,
}

/// A confirmed breach (IR-11).
#[derive(Debug, Clone, PartialEq)]
pub struct ConfirmBreach {
    /// Code of the incident.
    pub incident: String,
    /// When it was confirmed.
    pub at: Moment,
    /// Categories of data.
    pub categories: Vec<String>,
    /// Names of customers.
    pub customers: Vec<String>,
}

/// A notice that went out (IR-11).
#[derive(Debug, Clone, PartialEq)]
pub struct RecordNotice {
    /// Code of the incident.
    pub incident: String,
    /// Name of the customer; `None` is every one that nobody has told.
    pub customer: Option<String>,
    /// What went out, and how.
    pub sending: Sending,
}

/// What went out, and how: said of a notice, a submission, a publication (IR-11 to IR-14).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sending {
    /// By which way.
    pub by: String,
    /// When; now where not given.
    pub at: Option<Moment>,
    /// A text from elsewhere and its SHA-256 in hexadecimal; without one the letter counts that was written here.
    pub text: Option<(String, String)>,
    /// Keys of the parts that a text from elsewhere has; `all` is each.
    pub has: Vec<String>,
    /// Keys of the parts that it calls not yet known.
    pub unknown: Vec<String>,
    /// Why it went out although something stood in its way.
    pub overridden: Option<String>,
    /// By when the next one is due, where something is not yet known.
    pub again_by: Option<Moment>,
    /// What proves it.
    pub proof: Option<details::Proof>,
    /// Why it is late.
    pub reason: Option<String>,
}

/// Something that was published (IR-14).
#[derive(Debug, Clone, PartialEq)]
pub struct Publish {
    /// Code of the incident.
    pub incident: String,
    /// Word of the publication.
    pub publication: String,
    /// Where it can be read.
    pub place: String,
    /// What went out.
    pub sending: Sending,
}

/// A notice that was wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct SupersedeNotice {
    /// Code of the incident.
    pub incident: String,
    /// Name of the customer, or id of the obligation.
    pub to: String,
    /// What was wrong: `recipient`, `mistake` or `text`.
    pub wrong: String,
    /// Why.
    pub reason: String,
}

/// What is known of one recipient; `None` stays as it is (IR-12).
#[derive(Debug, Clone, PartialEq)]
pub struct DetailRecipient {
    /// Code of the incident.
    pub incident: String,
    /// Name of the customer, or id of the obligation.
    pub to: String,
    /// How many of its records or people are concerned, in words.
    pub records: Option<String>,
    /// The reference it gave.
    pub reference: Option<String>,
}

/// Something an obligation asks for that went out (IR-13).
#[derive(Debug, Clone, PartialEq)]
pub struct SubmitObligation {
    /// Code of the incident.
    pub incident: String,
    /// Id of the rule.
    pub obligation: String,
    /// What went out, and how.
    pub sending: Sending,
}

/// What is known of an incident in another record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportIncident {
    /// Id in the source.
    pub source: String,
    /// Title, or company and product.
    pub title: String,
    /// Key of the severity.
    pub severity: Option<String>,
    /// Begin.
    pub started_at: Option<Moment>,
    /// End.
    pub ended_at: Option<Moment>,
    /// Company.
    pub company: String,
    /// Product.
    pub product: String,
    /// Categories.
    pub categories: Vec<String>,
    /// Search words.
    pub keywords: Vec<String>,
    /// Link.
    pub link: String,
}

/// Changes to an entry of a register; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EntryChange {
    /// Another name; the old one stays as an alias.
    pub name: Option<String>,
    /// Further names.
    pub aliases: Vec<String>,
    /// How to reach it.
    pub contact: Option<String>,
    /// Standing duties, people only.
    pub duties: Option<Vec<String>>,
    /// Contract hours, customers only; 0 takes them away.
    pub contract_hours: Option<u32>,
    /// Days ahead for changes of subprocessors, customers only; 0 takes them away.
    pub notice_days: Option<u32>,
    /// Production?, systems only.
    pub production: Option<bool>,
    /// Customer data?, systems only.
    pub customer_data: Option<bool>,
    /// Anything else.
    pub note: Option<String>,
}

/// Which letter on the record another one may take the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// Whichever stands there.
    Any,
    /// The one of this digest, or none at all: what somebody else wrote meanwhile is not written over unread.
    Only(Option<String>),
}

/// Everything that can be asked for. CODE and NAME are as typed.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "each variant says what it asks for; field names are those of the facts"
)]
pub enum Command {
    Declare(Box<Declare>),
    LogEntry {
        incident: String,
        text: String,
        at: Option<Moment>,
        reason: Option<String>,
    },
    StrikeEntry {
        incident: String,
        entry: String,
        reason: String,
    },
    ExpungeEntry {
        incident: String,
        entry: String,
        reason: String,
    },
    ReviseSeverity {
        incident: String,
        severity: String,
        reason: String,
    },
    EnterPhase {
        incident: String,
        phase: String,
        note: Option<String>,
        at: Option<Moment>,
    },
    AssignRole {
        incident: String,
        role: String,
        person: String,
    },
    ReleaseRole {
        incident: String,
        role: String,
        person: Option<String>,
    },
    RecordPage {
        incident: String,
        person: String,
        duty: Option<String>,
        at: Option<Moment>,
        reason: Option<String>,
    },
    AcknowledgePage {
        incident: String,
        person: String,
        at: Option<Moment>,
    },
    ConfirmBreach(ConfirmBreach),
    AddAffected {
        incident: String,
        customer: String,
    },
    CorrectConfirmation {
        incident: String,
        at: Moment,
        reason: String,
    },
    WithdrawBreach {
        incident: String,
        reason: String,
    },
    RecordNotice(Box<RecordNotice>),
    SupersedeNotice(SupersedeNotice),
    DetailRecipient(DetailRecipient),
    DraftNotice {
        incident: String,
        to: String,
        letter: Box<Letter>,
        over: Over,
    },
    ReadyNotice {
        incident: String,
        to: String,
        ask: Option<String>,
    },
    ApproveNotice {
        incident: String,
        to: String,
    },
    ReturnNotice {
        incident: String,
        to: String,
        reason: String,
    },
    Publish(Box<Publish>),
    SetCodename {
        incident: String,
        codename: String,
    },
    MarkEntry {
        incident: String,
        entry: String,
        marked: String,
        reason: Option<String>,
    },
    AnswerQuestion {
        incident: String,
        question: String,
        yes: bool,
        reason: String,
    },
    DocumentRemediation {
        incident: String,
        text: String,
        reason: Option<String>,
    },
    Close {
        incident: String,
        remediation: Option<String>,
        reason: Option<String>,
    },
    Reopen {
        incident: String,
        reason: String,
    },
    RecordReview {
        incident: String,
        at: Option<Moment>,
        reason: Option<String>,
    },
    SetCompanyRole {
        incident: String,
        role: String,
        reason: Option<String>,
    },
    SetAnchor {
        incident: String,
        anchor: String,
        at: Moment,
        reason: String,
    },
    SubmitObligation(Box<SubmitObligation>),
    DecideObligation {
        incident: String,
        obligation: String,
        decision: String,
        reason: String,
    },
    Waive {
        deadline: String,
        reason: String,
    },
    Explain {
        deadline: String,
        reason: String,
    },
    AcknowledgeReminder {
        deadline: String,
    },
    SnoozeReminder {
        deadline: String,
        span: chrono::TimeDelta,
    },
    ImportIncident(Box<ImportIncident>),
    AddVendor(Box<NewVendor>),
    ChangeVendor {
        vendor: String,
        change: Box<VendorChange>,
    },
    OfVendor {
        vendor: String,
        wish: Box<VendorWish>,
    },
    AddEntry {
        kind: SubjectKind,
        details: Box<RegisterDetails>,
    },
    ChangeEntry {
        kind: SubjectKind,
        name: String,
        change: Box<EntryChange>,
    },
    MergeEntry {
        kind: SubjectKind,
        name: String,
        into: String,
    },
    AdoptPolicy(Box<Policy>),
    ReviewPolicy {
        policy: String,
        by: Option<String>,
        on: Option<NaiveDate>,
        changes: String,
        reason: Option<String>,
    },
    ReviewTemplate(Box<ReviewTemplate>),
    OwnTemplate {
        file: TemplateFile,
        person: String,
    },
    NoteGap {
        incident: String,
        templates: Vec<String>,
        reason: String,
    },
    Undo,
}
