//! What can happen to the registers, the policy, and to an act itself.

use serde::{Deserialize, Serialize};

use crate::domain::details::RegisterDetails;
use crate::domain::subject::Ref;

/// A person, customer or system entered its register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegisterAdded {
    /// Everything known of it.
    pub details: RegisterDetails,
    /// It was only mentioned in passing.
    pub mentioned: bool,
}

/// Something in a register changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegisterChanged {
    /// Everything known of it, after the change.
    pub details: RegisterDetails,
}

/// Two entries turned out to be the same; this one lives on in the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegisterMerged {
    /// The one that stays.
    pub into: Ref,
}

/// A policy was adopted: from here on it is in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PolicyAdopted {
    /// Digest of its canonical JSON.
    pub digest: String,
    /// The policy itself, canonical JSON.
    pub policy: String,
}

/// An act was taken back by its own author.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Undone {
    /// Series of the act.
    pub series: String,
    /// First sequence number of the act.
    pub act: u64,
    /// What it was, in words.
    pub what: String,
}
