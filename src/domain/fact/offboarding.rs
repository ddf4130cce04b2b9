//! What can happen at the end of a relationship (VM-8), and to the policies themselves (IR-23, VM-11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::details::Evidence;
use crate::domain::subject::Ref;

/// The relationship comes to its end; `happened_at` is when the clocks start (VM-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OffboardingBegun {
    /// Why.
    pub reason: String,
}

/// A step of the end was done; `happened_at` is when (VM-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OffboardingStepDone {
    /// Key of the step.
    pub step: String,
    /// What shows it.
    pub evidence: Option<Evidence>,
    /// A word about it.
    pub note: Option<String>,
    /// What the vendor keeps for longer than agreed, where it does: customers must be told of it.
    pub retention: Option<String>,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// A step of the end does not apply to this vendor (VM-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OffboardingStepExcluded {
    /// Key of the step.
    pub step: String,
    /// Why.
    pub reason: String,
}

/// A step of the end is open again (VM-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OffboardingStepReopened {
    /// Key of the step.
    pub step: String,
    /// Why.
    pub reason: String,
}

/// A credential, key or integration of the vendor is known (VM-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CredentialListed {
    /// What it is, in a few words; its name. Never the secret itself.
    pub credential: String,
    /// Where it is used.
    pub note: Option<String>,
}

/// A credential, key or integration was revoked; `happened_at` is when (VM-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CredentialRevoked {
    /// Its name.
    pub credential: String,
    /// What shows it.
    pub evidence: Option<Evidence>,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// The relationship has ended (VM-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VendorEnded {
    /// A word about it.
    pub note: Option<String>,
}

/// A policy was reviewed (IR-23, VM-11).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PolicyReviewed {
    /// Key of the policy.
    pub policy: String,
    /// Who reviewed it.
    pub by: Ref,
    /// On which day.
    pub on: NaiveDate,
    /// What changed; "nothing" is an answer.
    pub changes: String,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}
