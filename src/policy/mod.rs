//! The policy room: what the company has decided, as data, and the calendar that its windows are counted in.
//!
//! Every name, list, window and interval that a rule needs comes from here. `assets/policy.toml` is the policy that ships;
//! a user's file is laid over it value by value ([`Policy::from_toml`]) and checked as a whole. The clocks that law and
//! contracts start are rules of their own, in [`obligation`].
//!
//! May import: the foundation and nothing else of the house. It touches no file, environment or clock.
//!
//! Invariant: a [`Policy`] made of a file refers only to rules that it holds, and every window in it is longer than
//! nothing. Counting ([`Calendar::due`]) is total even so.
//!
//! Start reading at `shape.rs` (what a policy holds), then `calendar.rs`, then `validate.rs`.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

mod calendar;
mod difference;
mod lookup;
mod merge;
mod notice;
pub mod obligation;
mod problem;
mod programme;
mod reminder;
mod requirement;
mod section;
mod shape;
mod template;
#[cfg(test)]
mod tests;
mod validate;
mod window;
mod write;

pub use calendar::{Calendar, WorkingDays, resolve_in};
pub use difference::Difference;
pub use lookup::{Named, Unmeant};
pub use notice::{Approval, NoticeRule};
pub use problem::{PolicyError, Problem};
pub use programme::{MetBy, MonitoringRule, OffboardingRule, PolicyReviewRule, StepRule, VendorRule};
pub use reminder::{Lapse, ReminderRule, ReminderTimes};
pub use requirement::{Requirement, UnknownRequirement};
pub use shape::{
    ChannelRule, DutyRule, PhaseRule, QuestionRule, Reassess, ReviewRule, RoleRule, SeverityRule, TierRule, UndoRule,
};
pub use template::TemplateRule;
pub use window::{Window, WindowError};

use merge::{Node, Source};
use obligation::{Obligation, Shelf};
use section::Findings;

/// The policy file inside the program.
const EMBEDDED_TEXT: &str = include_str!("../../assets/policy.toml");

/// What messages call that file.
const EMBEDDED_NAME: &str = "the built-in policy";

/// All that a company has decided. Serialised under the names that the policy file uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// What the company calls it.
    pub name: String,
    /// The company's own version of it.
    pub version: String,
    /// Zone, business hours, holidays (DL-2).
    pub calendar: Calendar,
    /// Gravest first; the rank is the place, counted from 1. One to four of them.
    #[serde(rename = "severity")]
    pub severities: Vec<SeverityRule>,
    /// Roles in an incident, in the order of asking.
    #[serde(rename = "role")]
    pub roles: Vec<RoleRule>,
    /// Standing duties outside incidents.
    #[serde(rename = "duty")]
    pub duties: Vec<DutyRule>,
    /// Phases in their usual order; the last one, and only it, is final.
    #[serde(rename = "phase")]
    pub phases: Vec<PhaseRule>,
    /// Where security events come from.
    #[serde(rename = "channel")]
    pub channels: Vec<ChannelRule>,
    /// Questions that severities open.
    #[serde(rename = "question")]
    pub questions: Vec<QuestionRule>,
    /// Vendor tiers, most critical first.
    #[serde(rename = "tier")]
    pub tiers: Vec<TierRule>,
    /// The notice to customers affected by a breach.
    pub notice: NoticeRule,
    /// The post-incident review.
    pub review: ReviewRule,
    /// Taking back the last step.
    pub undo: UndoRule,
    /// Diligence steps that tiers may ask for (VM-5). Empty, as all of the vendor programme, in a policy of before there
    /// was one; [`Policy::programme`] says what holds then.
    #[serde(rename = "step", default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepRule>,
    /// What is watched at vendors (VM-7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub monitoring: Vec<MonitoringRule>,
    /// The end of a relationship (VM-8).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offboarding: Vec<OffboardingRule>,
    /// The single windows of the vendor programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<VendorRule>,
    /// The policies that are reviewed (IR-23, VM-11).
    #[serde(rename = "policy-review", default, skip_serializing_if = "Vec::is_empty")]
    pub policy_reviews: Vec<PolicyReviewRule>,
    /// The reviews of templates (IR-19). Not there in a policy of before they were; [`Policy::template_rule`] says what
    /// holds then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateRule>,
    /// When deadlines are said, one rule a kind (DL-3). Empty in a policy of before there were reminders.
    #[serde(rename = "reminder", default, skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<ReminderRule>,
    /// The clocks of law and contracts that are switched on, each whole as it was adopted: what a file says of it later
    /// moves nothing. A policy file names them by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Obligation>,
}

impl Policy {
    /// The policy that ships with the program.
    pub fn embedded() -> Self {
        Self::shipped().clone()
    }

    /// The same, borrowed. Its text is read at the first call; a store that has adopted a policy never asks for it.
    #[expect(clippy::expect_used, reason = "the text is part of the program and a test reads it")]
    pub fn shipped() -> &'static Self {
        // It switches nothing on, so that no rule is read for it.
        static EMBEDDED: LazyLock<Policy> = LazyLock::new(|| {
            Policy::from_toml_with("", EMBEDDED_NAME, &Shelf::default()).expect("the built-in policy is valid")
        });
        &EMBEDDED
    }

    /// The digest of the policy that ships.
    pub fn shipped_digest() -> &'static str {
        static DIGEST: LazyLock<String> = LazyLock::new(|| Policy::shipped().digest());
        &DIGEST
    }

    /// The text of the policy that ships, with its comments.
    pub fn embedded_text() -> &'static str {
        EMBEDDED_TEXT
    }

    /// Lays a user's file over the built-in policy and checks the whole. `origin` is what messages call the file. It may
    /// switch on the obligations that ship; [`Policy::from_toml_with`] knows others too.
    ///
    /// # Errors
    /// Every problem found, each with file, line and, for a misspelt name, the nearest right one.
    pub fn from_toml(user_text: &str, origin: &str) -> Result<Self, PolicyError> {
        Self::from_toml_with(user_text, origin, Shelf::shipped())
    }

    /// The same, where the file may switch on what is on `shelf`.
    ///
    /// # Errors
    /// As [`Policy::from_toml`].
    pub fn from_toml_with(user_text: &str, origin: &str, shelf: &Shelf) -> Result<Self, PolicyError> {
        let named = |found: Vec<(merge::Place, String)>| {
            let problem = |(place, message): (merge::Place, String)| {
                let file = if place.source == Source::User {
                    origin
                } else {
                    EMBEDDED_NAME
                };
                Problem {
                    file: file.to_owned(),
                    line: place.line,
                    message,
                }
            };
            PolicyError {
                problems: found.into_iter().map(problem).collect(),
            }
        };
        let root = merged(user_text).map_err(named)?;
        let findings = Findings::default();
        let policy = validate::policy(&root, shelf, &findings);
        let found = findings.into_sorted();
        policy.filter(|_| found.is_empty()).ok_or_else(|| named(found))
    }

    /// The policy as it is kept in the store: JSON with sorted names and no white space.
    pub fn to_canonical_json(&self) -> String {
        self.as_value().to_string()
    }

    /// The policy that [`Policy::to_canonical_json`] has written.
    ///
    /// # Errors
    /// Where the text is no JSON or lacks a part.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Names the policy by its content: the first 16 hexadecimal digits of the SHA-256 of its canonical JSON.
    pub fn digest(&self) -> String {
        let hash = Sha256::digest(self.to_canonical_json());
        hash.iter().take(8).fold(String::with_capacity(16), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// The severity of a rank, counted from 1.
    pub fn severity(&self, rank: u8) -> Option<&SeverityRule> {
        self.severities.get(usize::from(rank).checked_sub(1)?)
    }

    /// The role with this key, whatever its case.
    pub fn role(&self, key: &str) -> Option<&RoleRule> {
        shape::by_key(&self.roles, key)
    }

    /// The duty with this key, whatever its case.
    pub fn duty(&self, key: &str) -> Option<&DutyRule> {
        shape::by_key(&self.duties, key)
    }

    /// The phase with this key, whatever its case.
    pub fn phase(&self, key: &str) -> Option<&PhaseRule> {
        shape::by_key(&self.phases, key)
    }

    /// The channel with this key, whatever its case.
    pub fn channel(&self, key: &str) -> Option<&ChannelRule> {
        shape::by_key(&self.channels, key)
    }

    /// The question with this key, whatever its case.
    pub fn question(&self, key: &str) -> Option<&QuestionRule> {
        shape::by_key(&self.questions, key)
    }

    /// The vendor tier with this key, whatever its case.
    pub fn tier(&self, key: &str) -> Option<&TierRule> {
        shape::by_key(&self.tiers, key)
    }

    /// The obligation with this id that is switched on, whatever its case.
    pub fn obligation(&self, id: &str) -> Option<&Obligation> {
        shape::by_key(&self.obligations, id)
    }

    /// The policy as a JSON value; objects keep their names sorted.
    #[expect(clippy::expect_used, reason = "plain structs with text keys always have a JSON form")]
    fn as_value(&self) -> Value {
        serde_json::to_value(self).expect("a policy has a JSON form")
    }
}

/// Both files as one tree, the user's on top.
fn merged(user_text: &str) -> Result<Node, Vec<(merge::Place, String)>> {
    let mut root = merge::parse(EMBEDDED_TEXT, Source::Embedded)?;
    merge::merge(&mut root, merge::parse(user_text, Source::User)?);
    Ok(root)
}
