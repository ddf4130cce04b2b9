//! The vendor programme as the policy states it (VM-2 to VM-11): steps, what is watched, the way out, the yearly reviews.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Policy;
use super::requirement::Requirement;
use super::section::{Entries, Section, refer};
use super::window::Window;

/// A diligence step (VM-5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRule {
    /// Stable name, such as `dpa`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// When it is done, in a sentence.
    pub doc: String,
    /// What meets it.
    pub met_by: MetBy,
    /// Must an approval come from somebody else than the person who wants the vendor?
    #[serde(default)]
    pub by_another: bool,
}

/// What meets a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MetBy {
    /// Somebody does it and shows it.
    Work,
    /// The leadership decides it.
    Approval,
    /// A new subprocessor is announced, where customer data is processed (VM-9).
    Notice,
    /// Each listed credential is revoked (VM-8).
    Credentials,
    /// The vendor is off the public list (VM-8).
    List,
}

impl MetBy {
    const ALL: [Self; 5] = [Self::Work, Self::Approval, Self::Notice, Self::Credentials, Self::List];
    /// What may meet a diligence step.
    const DILIGENCE: &'static [Self] = &[Self::Work, Self::Approval, Self::Notice];
    /// What may meet an offboarding step.
    const OFFBOARDING: &'static [Self] = &[Self::Work, Self::Credentials, Self::List];

    /// The word of the policy file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Approval => "approval",
            Self::Notice => "notice",
            Self::Credentials => "credentials",
            Self::List => "list",
        }
    }
}

impl fmt::Display for MetBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for MetBy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.map(Self::word);
        let word = refer(text, &known, "way to meet a step")?;
        Self::ALL.into_iter().find(|one| one.word() == word).ok_or(word)
    }
}

/// What is watched at a vendor (VM-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonitoringRule {
    /// Stable name, such as `location-change`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Does it open an early reassessment?
    pub reassess: bool,
}

/// A step of the end of a relationship (VM-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffboardingRule {
    /// Stable name, such as `data`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// When it is done, in a sentence.
    pub doc: String,
    /// What meets it.
    pub met_by: MetBy,
    /// From the beginning of the end to this step.
    pub window: Window,
}

/// The single windows of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorRule {
    /// From publication to the first moment a new subprocessor may process customer data; a minimum (VM-9).
    pub notice: Window,
    /// From an event to the reassessment it asks for (VM-7).
    pub early_reassessment: Window,
    /// From an objection to its answer (VM-10).
    pub answer: Window,
}

/// A policy that is reviewed (IR-23, VM-11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyReviewRule {
    /// Stable name, such as `vendor-management`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// How often.
    pub every: Window,
    /// Key of the standing duty that owns it, if any.
    pub duty: Option<String>,
    /// The requirement that asks for it.
    pub requirement: Requirement,
}

impl Policy {
    /// The policy whose vendor programme holds: this one, or what ships where this one was adopted before there was a
    /// programme.
    pub fn programme(&self) -> &Self {
        if self.vendor.is_some() { self } else { Self::shipped() }
    }

    /// The single windows of the programme.
    #[expect(clippy::expect_used, reason = "the policy that ships has them, and a test reads it")]
    pub fn vendor_rule(&self) -> &VendorRule {
        self.programme().vendor.as_ref().expect("the shipped windows")
    }

    /// The diligence steps of a tier, in their order (VM-5).
    pub fn diligence(&self, tier: &str) -> Vec<&StepRule> {
        let programme = self.programme();
        let keys = programme
            .tier(tier)
            .map(|tier| tier.steps.as_slice())
            .unwrap_or_default();
        keys.iter().filter_map(|key| programme.step(key)).collect()
    }

    /// The diligence step with this key, whatever its case.
    pub fn step(&self, key: &str) -> Option<&StepRule> {
        super::shape::by_key(&self.programme().steps, key)
    }

    /// The kind of monitoring with this key, whatever its case.
    pub fn monitoring_kind(&self, key: &str) -> Option<&MonitoringRule> {
        super::shape::by_key(&self.programme().monitoring, key)
    }

    /// The offboarding step with this key, whatever its case.
    pub fn offboarding_step(&self, key: &str) -> Option<&OffboardingRule> {
        super::shape::by_key(&self.programme().offboarding, key)
    }

    /// The reviewed policy with this key, whatever its case.
    pub fn policy_review(&self, key: &str) -> Option<&PolicyReviewRule> {
        super::shape::by_key(&self.programme().policy_reviews, key)
    }
}

/// The sections of the programme while a file is read.
pub(super) struct Sections<'a> {
    steps: Entries<'a>,
    monitoring: Entries<'a>,
    offboarding: Entries<'a>,
    reviews: Entries<'a>,
    vendor: Option<Section<'a>>,
}

/// The programme as it was read.
pub(super) struct Programme {
    pub steps: Vec<StepRule>,
    pub monitoring: Vec<MonitoringRule>,
    pub offboarding: Vec<OffboardingRule>,
    pub reviews: Vec<PolicyReviewRule>,
    pub vendor: VendorRule,
}

impl<'a> Sections<'a> {
    /// Opens them all, so that the file knows that they were asked for.
    pub(super) fn open(file: &Section<'a>) -> Self {
        let entries = |key| file.section(key).map(|section| section.entries()).unwrap_or_default();
        Self {
            steps: entries("step"),
            monitoring: entries("monitoring"),
            offboarding: entries("offboarding"),
            reviews: entries("policy-review"),
            vendor: file.section("vendor"),
        }
    }

    /// Keys of the diligence steps there are.
    pub(super) fn steps(&self) -> Vec<&'a str> {
        self.steps.iter().map(|&(key, _)| key).collect()
    }

    /// Reads them all; `None` only after at least one finding.
    pub(super) fn read(self, duties: &[&str]) -> Option<Programme> {
        let steps = each(self.steps, step);
        let (monitoring, offboarding) = (each(self.monitoring, monitoring), each(self.offboarding, offboarding));
        let reviews = each(self.reviews, |key, section| review(key, section, duties));
        let vendor = self.vendor.and_then(windows);
        Some(Programme {
            steps: steps?,
            monitoring: monitoring?,
            offboarding: offboarding?,
            reviews: reviews?,
            vendor: vendor?,
        })
    }
}

fn each<'a, R>(entries: Entries<'a>, read: impl Fn(String, Section<'a>) -> Option<R>) -> Option<Vec<R>> {
    let read: Vec<Option<R>> = entries
        .into_iter()
        .map(|(key, section)| read(key.to_owned(), section))
        .collect();
    read.into_iter().collect()
}

fn met_by(section: &Section<'_>, allowed: &[MetBy]) -> Option<MetBy> {
    let met_by = section.parsed::<MetBy>("met_by")?;
    if allowed.contains(&met_by) {
        return Some(met_by);
    }
    let words: Vec<&str> = allowed.iter().map(|one| one.word()).collect();
    section.complain(
        &["met_by"],
        format!("`{met_by}` meets no such step; write one of {}", words.join(", ")),
    );
    None
}

fn step(key: String, section: Section<'_>) -> Option<StepRule> {
    let (name, doc) = (section.text("name"), section.text("doc"));
    let met_by = met_by(&section, MetBy::DILIGENCE);
    let by_another = if section.has("by_another") {
        section.flag("by_another")
    } else {
        section.passes_over("by_another");
        Some(false)
    };
    section.finish();
    Some(StepRule {
        key,
        name: name?,
        doc: doc?,
        met_by: met_by?,
        by_another: by_another?,
    })
}

fn monitoring(key: String, section: Section<'_>) -> Option<MonitoringRule> {
    let (name, reassess) = (section.text("name"), section.flag("reassess"));
    section.finish();
    Some(MonitoringRule {
        key,
        name: name?,
        reassess: reassess?,
    })
}

fn offboarding(key: String, section: Section<'_>) -> Option<OffboardingRule> {
    let (name, doc) = (section.text("name"), section.text("doc"));
    let (met_by, window) = (met_by(&section, MetBy::OFFBOARDING), section.parsed("window"));
    section.finish();
    Some(OffboardingRule {
        key,
        name: name?,
        doc: doc?,
        met_by: met_by?,
        window: window?,
    })
}

fn review(key: String, section: Section<'_>, duties: &[&str]) -> Option<PolicyReviewRule> {
    let (name, every) = (section.text("name"), section.parsed("every"));
    let duty = section.optional::<String>("duty").and_then(|text| {
        let known = refer(&text, duties, "duty");
        known.map_err(|message| section.complain(&["duty"], message)).ok()
    });
    let requirement = section.parsed("requirement");
    section.finish();
    Some(PolicyReviewRule {
        key,
        name: name?,
        every: every?,
        duty,
        requirement: requirement?,
    })
}

fn windows(section: Section<'_>) -> Option<VendorRule> {
    let (notice, answer) = (section.parsed("notice"), section.parsed("answer"));
    let early_reassessment = section.parsed("early_reassessment");
    section.finish();
    Some(VendorRule {
        notice: notice?,
        early_reassessment: early_reassessment?,
        answer: answer?,
    })
}
