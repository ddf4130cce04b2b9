//! What can be due, each with its words: in a name, in a narrow column, in a sentence.

use serde::{Deserialize, Serialize};

/// What must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeadlineKind {
    /// Page a standing duty (IR-6).
    Page,
    /// Begin the response (IR-7).
    Respond,
    /// Tell a customer (IR-11).
    Notice,
    /// Submit what law or a contract asks for (IR-13).
    Obligation,
    /// Tell again what was not yet known, or was wrong (IR-12).
    FollowUp,
    /// Say to the outside how it goes (IR-14).
    Update,
    /// Document the repair (IR-8).
    Fix,
    /// Write the review (IR-15).
    Review,
    /// Reassess a vendor (VM-2 to VM-4).
    Reassess,

    /// Get the next assurance report of a vendor (VM-7).
    Report,
    /// Decide again on an accepted risk (VM-7).
    Risk,
    /// Meet a condition of a reassessment (VM-2 to VM-4).
    Condition,
    /// The advance notice of a subprocessor runs: a period that ends, and is never late (VM-9).
    #[serde(rename = "notice-period")]
    NoticePeriod,
    /// Tell a customer of a change of subprocessors (VM-10).
    Announce,
    /// Answer a customer's objection (VM-10).
    Objection,
    /// Do a step of the end of a relationship (VM-8).
    Offboard,
    /// Revoke a credential of a vendor that goes (VM-8).
    Revoke,
    /// Review a policy (IR-23, VM-11).
    #[serde(rename = "policy-review")]
    PolicyReview,
    /// Review a template that letters begin as (IR-19).
    #[serde(rename = "template-review")]
    TemplateReview,
}

impl DeadlineKind {
    /// Those that the policies have, with their templates.
    pub const OF_POLICIES: &'static [Self] = &[Self::PolicyReview, Self::TemplateReview];

    /// Those that a vendor has.
    pub const OF_VENDORS: &'static [Self] = &[
        Self::Reassess,
        Self::Report,
        Self::Risk,
        Self::Condition,
        Self::NoticePeriod,
        Self::Announce,
        Self::Objection,
        Self::Offboard,
        Self::Revoke,
    ];

    /// The word in a deadline's name, and in narrow columns.
    pub fn key(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Respond => "respond",
            Self::Notice => "notice",
            Self::Obligation => "obligation",
            Self::FollowUp => "followup",
            Self::Update => "update",
            Self::Fix => "fix",
            Self::Review => "review",
            Self::Reassess => "reassess",

            Self::Report => "report",
            Self::Risk => "risk",
            Self::Condition => "condition",
            Self::NoticePeriod => "notice-period",
            Self::Announce => "announce",
            Self::Objection => "objection",
            Self::Offboard => "offboard",
            Self::Revoke => "revoke",
            Self::PolicyReview => "policy-review",
            Self::TemplateReview => "template-review",
        }
    }

    /// What to do, in one word of few letters.
    pub fn short(self) -> &'static str {
        match self {
            Self::Obligation => "submit",
            Self::FollowUp => "again",
            Self::NoticePeriod => "wait",
            Self::Objection => "answer",
            Self::PolicyReview | Self::TemplateReview => "review",
            _ => self.key(),
        }
    }

    /// What to do, in one word or two.
    pub(super) fn doing(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Respond => "respond to",
            Self::Notice => "tell",
            Self::Obligation => "submit",
            Self::FollowUp => "tell again",
            Self::Update => "write an update on",
            Self::Fix => "fix",
            Self::Review => "review",
            Self::Reassess => "reassess",

            Self::Report => "renew the",
            Self::Risk => "decide again on",
            Self::Condition => "meet",
            Self::NoticePeriod => "wait for",
            Self::Announce => "announce to",
            Self::Objection => "answer",
            Self::Offboard => "see to",
            Self::Revoke => "revoke",
            Self::PolicyReview | Self::TemplateReview => "review",
        }
    }

    /// The same where nothing follows: `respond`, `write an update`.
    pub fn alone(self) -> &'static str {
        let doing = self.doing();
        doing.trim_end_matches(" to").trim_end_matches(" on")
    }

    /// What several of its objects are called.
    pub(super) fn objects(self) -> &'static str {
        match self {
            Self::Page => "duties",
            Self::Notice => "customers",
            Self::Obligation => "obligations",
            Self::FollowUp => "recipients",
            Self::Respond | Self::Update | Self::Fix | Self::Review | Self::Reassess | Self::NoticePeriod => "of it",

            Self::Report => "reports",
            Self::Risk => "risks",
            Self::Condition => "conditions",
            Self::Announce | Self::Objection => "customers",
            Self::Offboard => "steps",
            Self::Revoke => "credentials",
            Self::PolicyReview => "policies",
            Self::TemplateReview => "templates",
        }
    }

    /// The requirement it comes from.
    pub fn requirement(self) -> &'static str {
        match self {
            Self::Page => "IR-6",
            Self::Respond => "IR-7",
            Self::Notice => "IR-11",
            Self::Obligation => "IR-13",
            Self::FollowUp => "IR-12",
            Self::Update => "IR-14",
            Self::Fix => "IR-8",
            Self::Review => "IR-15",
            Self::Reassess => "VM-2",

            Self::Report | Self::Risk => "VM-7",
            Self::Condition => "VM-2",
            Self::NoticePeriod => "VM-9",
            Self::Announce | Self::Objection => "VM-10",
            Self::Offboard | Self::Revoke => "VM-8",
            Self::PolicyReview => "VM-11",
            Self::TemplateReview => "IR-19",
        }
    }

    /// Does it stand on the policies, and so say what it is without naming a subject?
    pub fn is_of_policies(self) -> bool {
        Self::OF_POLICIES.contains(&self)
    }

    /// Is it met by a letter or a page that goes out of an incident?
    pub fn is_written(self) -> bool {
        matches!(self, Self::Notice | Self::Obligation | Self::FollowUp | Self::Update)
    }

    /// Is it a period that ends, and not something that can be late (DL-2)?
    pub fn is_period(self) -> bool {
        self == Self::NoticePeriod
    }
}
