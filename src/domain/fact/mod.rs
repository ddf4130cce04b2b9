//! What can happen: every fact, its envelope, and its name in the journal.
//!
//! A fact is past tense and never changes. `kind` and `version` name the shape of its body;
//! old shapes are kept as golden files under `tests/golden/facts` and are still read.
//! Start reading here: this is the list of everything firebell remembers.

mod breach;
mod deadline;
mod incident;
mod notice;
mod obligation;
mod offboarding;
mod register;
mod subprocessor;
mod template;
mod vendor;

use serde::{Deserialize, Serialize};

pub use breach::*;
pub use deadline::*;
pub use incident::*;
pub use notice::*;
pub use obligation::*;
pub use offboarding::*;
pub use register::*;
pub use subprocessor::*;
pub use template::*;
pub use vendor::*;

pub use super::decide::NewFact;
pub use super::details::{Affected, AssuranceReport, Dispatch, Evidence, Proof, RegisterDetails, VendorDetails};
use super::subject::Subject;
use crate::clock::Moment;

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
    ($( $variant:ident = $kind:literal v $version:literal ),* $(,)?) => {
        /// What happened. Each variant is described where its body stands.
        #[derive(Debug, Clone, PartialEq)]
        #[expect(missing_docs, reason = "each variant is described at its body")]
        pub enum Fact { $( $variant($variant) ),* }

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
    Declared = "incident.declared" v 1,
    Imported = "incident.imported" v 1,
    EntryLogged = "incident.entry-logged" v 1,
    EntryStruck = "incident.entry-struck" v 1,
    EntryExpunged = "incident.entry-expunged" v 1,
    SeverityRevised = "incident.severity-revised" v 1,
    PhaseEntered = "incident.phase-entered" v 1,
    RoleAssigned = "incident.role-assigned" v 1,
    RoleReleased = "incident.role-released" v 1,
    PageRecorded = "incident.page-recorded" v 1,
    PageAcknowledged = "incident.page-acknowledged" v 1,
    BreachConfirmed = "incident.breach-confirmed" v 2,
    CustomerAffected = "incident.customer-affected" v 2,
    ConfirmationCorrected = "incident.confirmation-corrected" v 1,
    BreachWithdrawn = "incident.breach-withdrawn" v 1,
    NoticeSent = "incident.notice-sent" v 2,
    QuestionAnswered = "incident.question-answered" v 1,
    RemediationDocumented = "incident.remediation-documented" v 1,
    Closed = "incident.closed" v 1,
    Reopened = "incident.reopened" v 1,
    ReviewDone = "incident.review-done" v 1,
    CompanyRoleSet = "incident.company-role-set" v 1,
    AnchorSet = "incident.anchor-set" v 1,
    ObligationSubmitted = "incident.obligation-submitted" v 2,
    ObligationDeclined = "incident.obligation-declined" v 1,
    NoticeDrafted = "incident.notice-drafted" v 1,
    NoticeReadied = "incident.notice-readied" v 1,
    NoticeApproved = "incident.notice-approved" v 1,
    NoticeReturned = "incident.notice-returned" v 1,
    NoticeSuperseded = "incident.notice-superseded" v 1,
    RecipientDetailed = "incident.recipient-detailed" v 1,
    Published = "incident.published" v 1,
    CodenameSet = "incident.codename-set" v 1,
    EntryMarked = "incident.entry-marked" v 1,
    GapFound = "incident.gap-found" v 1,
    DeadlineWaived = "deadline.waived" v 1,
    DeadlineExplained = "deadline.explained" v 1,
    ReminderAcknowledged = "reminder.acknowledged" v 1,
    ReminderSnoozed = "reminder.snoozed" v 1,
    VendorAdded = "vendor.added" v 2,
    VendorChanged = "vendor.changed" v 2,
    VendorReassessed = "vendor.reassessed" v 2,
    ReassessmentOpened = "vendor.reassessment-opened" v 1,
    ConditionMet = "vendor.condition-met" v 1,
    StepDone = "vendor.step-done" v 1,
    StepExcluded = "vendor.step-excluded" v 1,
    StepReopened = "vendor.step-reopened" v 1,
    ApprovalGiven = "vendor.approval-given" v 1,
    ProductionAllowed = "vendor.production-allowed" v 1,
    ReportReceived = "vendor.report-received" v 1,
    MonitoringNoted = "vendor.monitoring-noted" v 1,
    RiskAccepted = "vendor.risk-accepted" v 1,
    RiskClosed = "vendor.risk-closed" v 1,
    IncidentLinked = "vendor.incident-linked" v 1,
    IncidentUnlinked = "vendor.incident-unlinked" v 1,
    ChangeAnnounced = "vendor.change-announced" v 1,
    AnnouncementCancelled = "vendor.announcement-cancelled" v 1,
    AnnouncementSent = "vendor.announcement-sent" v 1,
    ObjectionRaised = "vendor.objection-raised" v 1,
    ObjectionAnswered = "vendor.objection-answered" v 1,
    GoLiveExpedited = "vendor.go-live-expedited" v 1,
    WentLive = "vendor.went-live" v 1,
    OffboardingBegun = "vendor.offboarding-begun" v 1,
    OffboardingStepDone = "vendor.offboarding-step-done" v 1,
    OffboardingStepExcluded = "vendor.offboarding-step-excluded" v 1,
    OffboardingStepReopened = "vendor.offboarding-step-reopened" v 1,
    CredentialListed = "vendor.credential-listed" v 1,
    CredentialRevoked = "vendor.credential-revoked" v 1,
    VendorEnded = "vendor.ended" v 1,
    VendorLinked = "incident.vendor-linked" v 1,
    VendorUnlinked = "incident.vendor-unlinked" v 1,
    PolicyReviewed = "policy.reviewed" v 1,
    TemplateReviewed = "template.reviewed" v 1,
    TemplateOwned = "template.owned" v 1,
    TemplateUsed = "template.used" v 1,
    TemplateReviewOpened = "template.review-opened" v 1,
    RegisterAdded = "register.added" v 2,
    RegisterChanged = "register.changed" v 2,
    RegisterMerged = "register.merged" v 1,
    PolicyAdopted = "policy.adopted" v 1,
    Undone = "undone" v 1,
}
