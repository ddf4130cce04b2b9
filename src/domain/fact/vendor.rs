//! What can happen to a vendor's entry: it enters the register, changes, is taken on, is assessed, is watched (VM-1 to
//! VM-7). Subprocessors stand in `subprocessor`, the end of a relationship in `offboarding`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::details::{AssuranceReport, Evidence, VendorDetails};
use crate::domain::subject::Ref;

/// A vendor entered the register (VM-1). Version 2 says whether it was in use by then; of version 1 it is taken to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VendorAdded {
    /// Everything known of it.
    pub details: VendorDetails,
    /// It was in use before: which steps were done is unknown (VM-5).
    #[serde(default = "yes")]
    pub in_use: bool,
    /// Why its tier was chosen, where somebody said so.
    #[serde(default)]
    pub reason: Option<String>,
}

fn yes() -> bool {
    true
}

/// Something about a vendor changed (VM-1). Version 2 has the larger details.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VendorChanged {
    /// Everything known of it, after the change.
    pub details: VendorDetails,
    /// Why the tier changed, where it did.
    pub reason: Option<String>,
}

/// What a reassessment came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The vendor stays.
    #[default]
    Keep,
    /// It stays under conditions.
    Conditions,
    /// It goes.
    Exit,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Conditions, Self::Exit];

    /// The word people type and read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Conditions => "conditions",
            Self::Exit => "exit",
        }
    }
}

/// Something a vendor must do by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// What, in a few words; its name.
    pub name: String,
    /// By which day.
    pub due: NaiveDate,
}

/// A vendor was reassessed (VM-2 to VM-4). Version 2 says what came of it; of version 1 it is taken to be kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VendorReassessed {
    /// On which day.
    pub on: NaiveDate,
    /// What came of it.
    #[serde(default)]
    pub outcome: Outcome,
    /// Under which conditions.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// Next renewal of the contract, where it was given.
    pub renewal: Option<NaiveDate>,
    /// A word about it.
    pub note: Option<String>,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// An event asks for a reassessment before its time (VM-7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReassessmentOpened {
    /// The day it is counted from.
    pub on: NaiveDate,
    /// What asks for it, in words.
    pub cause: String,
    /// The incident, where it is one.
    pub incident: Option<Ref>,
}

/// A condition of a reassessment was met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConditionMet {
    /// Its name.
    pub condition: String,
    /// What shows it.
    pub evidence: Option<Evidence>,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// A diligence step was done (VM-5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepDone {
    /// Key of the step.
    pub step: String,
    /// What shows it.
    pub evidence: Option<Evidence>,
    /// A word about it.
    pub note: Option<String>,
}

/// A diligence step does not apply to this vendor (VM-5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepExcluded {
    /// Key of the step.
    pub step: String,
    /// Why.
    pub reason: String,
}

/// A diligence step is open again (VM-5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepReopened {
    /// Key of the step.
    pub step: String,
    /// Why.
    pub reason: String,
}

/// The leadership approved the vendor (VM-2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApprovalGiven {
    /// Key of the step it meets.
    pub step: String,
    /// Who approved.
    pub by: Ref,
    /// What shows it.
    pub evidence: Option<Evidence>,
    /// A word about it.
    pub note: Option<String>,
}

/// Production data may flow to the vendor (VM-5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductionAllowed {
    /// A word about it.
    pub note: Option<String>,
}

/// An assurance report came in (VM-7). It takes the place of the one of the same name before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportReceived {
    /// What it is.
    pub report: AssuranceReport,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// Somebody noted what they saw at a vendor (VM-7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MonitoringNoted {
    /// Key of the kind.
    pub kind: String,
    /// In words.
    pub text: String,
}

/// A risk of a vendor was accepted for a time (VM-7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RiskAccepted {
    /// Which, in a few words; its name.
    pub risk: String,
    /// Who accepted it.
    pub by: Ref,
    /// Last day on which it is accepted.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
    /// Why an earlier acceptance of it was renewed late, where it was.
    pub late: Option<String>,
}

/// An accepted risk is gone (VM-7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RiskClosed {
    /// Its name.
    pub risk: String,
    /// How.
    pub reason: String,
}

/// The vendor has to do with an incident (VM-7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncidentLinked {
    /// Which; its name is the code.
    pub incident: Ref,
    /// A word about it.
    pub note: Option<String>,
}

/// The vendor has nothing to do with the incident after all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncidentUnlinked {
    /// Which; its name is the code.
    pub incident: Ref,
    /// Why.
    pub reason: String,
}

/// An incident has to do with a vendor (VM-7). It stands in the incident's history, as [`IncidentLinked`] does in the
/// vendor's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VendorLinked {
    /// Which.
    pub vendor: Ref,
    /// Categories of data that the vendor processes, as the register said then.
    pub categories: Vec<String>,
}

/// An incident has nothing to do with a vendor after all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VendorUnlinked {
    /// Which.
    pub vendor: Ref,
    /// Why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Fact;

    /// What an older firebell wrote says nothing of use, outcome and conditions.
    #[test]
    fn what_was_written_before_the_programme_was_in_use_and_kept() {
        let details = r#"{"name":"Relay","tier":"critical"}"#;
        let added = Fact::from_json("vendor.added", 1, &format!(r#"{{"details":{details}}}"#));
        let Some(Fact::VendorAdded(added)) = added else {
            panic!("{added:?}");
        };
        assert!(added.in_use && added.reason.is_none() && added.details.contacts.is_empty());
        let body = r#"{"on":"2025-02-28","renewal":null,"note":null,"reason":null}"#;
        let Some(Fact::VendorReassessed(done)) = Fact::from_json("vendor.reassessed", 1, body) else {
            panic!("it was not read");
        };
        assert_eq!((done.outcome, done.conditions), (Outcome::Keep, Vec::new()));
    }
}
