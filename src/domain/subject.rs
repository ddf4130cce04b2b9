//! What has a history of its own, and how it is named.

use serde::{Deserialize, Serialize};

/// The kinds of subject a journal speaks of. The number is what the store keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// A confirmed harm or credible risk (IR-2).
    Incident,
    /// A supplier under the vendor policy (VM-1).
    Vendor,
    /// Somebody who must be told of a breach (IR-11).
    Customer,
    /// A production or data-holding system (IR-1).
    System,
    /// A person who takes part.
    Person,
    /// The adopted policy; there is one.
    Policy,
}

impl SubjectKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 6] = [
        Self::Incident,
        Self::Vendor,
        Self::Customer,
        Self::System,
        Self::Person,
        Self::Policy,
    ];

    /// The number the store keeps; it never changes its meaning.
    pub fn number(self) -> i64 {
        match self {
            Self::Incident => 1,
            Self::Vendor => 2,
            Self::Customer => 3,
            Self::System => 4,
            Self::Person => 5,
            Self::Policy => 6,
        }
    }

    /// The kind with this number, if this version knows it.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// The word people use, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Vendor => "vendor",
            Self::Customer => "customer",
            Self::System => "system",
            Self::Person => "person",
            Self::Policy => "policy",
        }
    }
}

/// One subject: its kind and its random id (16 characters of base 32).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// What kind of thing it is.
    pub kind: SubjectKind,
    /// Its id; random, so two installations never make the same one.
    pub id: String,
}

impl Subject {
    /// The subject of this kind with this id.
    pub fn new(kind: SubjectKind, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }

    /// The one subject that carries the adopted policy.
    pub fn policy() -> Self {
        Self::new(SubjectKind::Policy, "policy")
    }
}

/// A mention of another subject inside a fact: its id, and the name it had when it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ref {
    /// Id of the person, customer, system or vendor.
    pub id: String,
    /// The name as it stood then; screens show today's name where they know it.
    pub name: String,
}
