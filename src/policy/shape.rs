//! What a policy consists of: one type per kind of rule, as it lies in memory and, by serde, in the store.
//!
//! Keys are the stable names that facts keep; names, shorts and docs are what people read and may change at will.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::programme::{MonitoringRule, OffboardingRule, PolicyReviewRule, StepRule};
use super::requirement::Requirement;
use super::window::{Window, WindowError};

/// A severity and all that follows from it (IR-5 to IR-9, IR-14, IR-15). Its rank is its place in the policy, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityRule {
    /// Stable name, such as `sev1`.
    pub key: String,
    /// What people read, such as "Sev1".
    pub name: String,
    /// What to do, in a few words.
    pub says: String,
    /// When it applies: up to three lines, shown while somebody chooses.
    pub definition: String,
    /// What the program does about it, in a sentence.
    pub response: String,
    /// Keys of the duties to page.
    pub page: Vec<String>,
    /// How soon each page is due; `None`: tracked without a clock.
    pub page_within: Option<Window>,
    /// How soon the first entry of a person is due.
    pub respond_within: Option<Window>,
    /// How soon documented remediation is due.
    pub fix_within: Option<Window>,
    /// How often the outside hears of it, once it hears of it at all (IR-14); `None`: nothing is due.
    #[serde(default)]
    pub update_every: Option<Window>,
    /// Whether closing needs documented remediation (IR-8).
    pub remediation_needed: bool,
    /// Keys of the roles to fill at declaration (IR-4).
    pub required_roles: Vec<String>,
    /// Whether to warn where one person holds several roles (IR-4).
    pub one_role_each: bool,
    /// Whether closure starts the review clock (IR-15).
    pub review: bool,
    /// Keys of the questions open from minute 0 (IR-6).
    pub questions: Vec<String>,
    /// Keys of the questions open while there is no breach (IR-14).
    pub questions_without_breach: Vec<String>,
}

/// A role that somebody holds in an incident (IR-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRule {
    /// Stable name, such as `commander`.
    pub key: String,
    /// Full title.
    pub name: String,
    /// Title for narrow columns.
    pub short: String,
    /// What the holder does, in a sentence.
    pub doc: String,
}

/// A standing duty that somebody holds outside incidents (IR-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyRule {
    /// Stable name, such as `security-lead`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Key of the role that the holder takes in an incident, if any.
    pub role: Option<String>,
}

impl DutyRule {
    /// Its shortest name, in words: that of its key.
    pub fn short(&self) -> String {
        self.key.replace('-', " ")
    }
}

/// A phase of the response (IR-10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseRule {
    /// Stable name, such as `containment`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// The name as a verb, for narrow columns.
    pub short: String,
    /// What happens in it, in a sentence.
    pub doc: String,
    /// Whether the incident is closed in it. True of the last phase and no other.
    pub is_final: bool,
}

/// A way in which security events are noticed (IR-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelRule {
    /// Stable name, such as `monitoring`.
    pub key: String,
    /// What people read.
    pub name: String,
}

/// A question that stays open until somebody answers yes or no with a reason (IR-6, IR-14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRule {
    /// Stable name, such as `customers`.
    pub key: String,
    /// What people read in a list.
    pub name: String,
    /// The question itself.
    pub asks: String,
    /// The requirement that asks it.
    pub requirement: Requirement,
}

/// A class of vendors (VM-1 to VM-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierRule {
    /// Stable name, such as `critical`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Which vendors belong to it, in a sentence.
    pub doc: String,
    /// When its vendors are assessed again.
    pub reassess: Reassess,
    /// Keys of its diligence steps (VM-5).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
}

/// When a vendor is assessed again (VM-2 to VM-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reassess {
    /// So long after the last assessment.
    Every(Window),
    /// When the contract is renewed.
    OnRenewal,
}

/// The post-incident review: due so long after closure (IR-15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRule {
    /// From closure to the finished review.
    pub window: Window,
}

/// How long a step can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoRule {
    /// From the step to the last moment at which it can be undone.
    pub window: Window,
}

impl fmt::Display for Reassess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(window) => window.fmt(f),
            Self::OnRenewal => f.write_str("on renewal"),
        }
    }
}

impl FromStr for Reassess {
    type Err = WindowError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().eq_ignore_ascii_case("on renewal") {
            return Ok(Self::OnRenewal);
        }
        text.parse().map(Self::Every)
    }
}

impl Serialize for Reassess {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Reassess {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A rule that is found by its key.
pub(super) trait Keyed {
    /// The stable name.
    fn key(&self) -> &str;
}

macro_rules! keyed {
    ($($rule:ty),*) => {
        $(impl Keyed for $rule {
            fn key(&self) -> &str {
                &self.key
            }
        })*
    };
}

keyed!(
    SeverityRule,
    RoleRule,
    DutyRule,
    PhaseRule,
    ChannelRule,
    QuestionRule,
    TierRule,
    StepRule,
    MonitoringRule,
    OffboardingRule,
    PolicyReviewRule
);

/// The rule with this key, whatever its case.
pub(super) fn by_key<'a, R: Keyed>(rules: &'a [R], key: &str) -> Option<&'a R> {
    rules.iter().find(|rule| rule.key().eq_ignore_ascii_case(key.trim()))
}
