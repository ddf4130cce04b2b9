//! The letters of an incident: whom each tells, how far it is, and what became of it (IR-11 to IR-14, IR-18).
//!
//! A notice goes draft → ready → approved → sent. One letter may tell all customers of a breach; a customer with a letter
//! of its own is told by that. Start with [`state`], then [`send`].

mod apply;
pub mod decide;
pub mod detail;
pub mod due;
pub mod fields;
pub mod posted;
pub mod publish;
pub mod recipients;
pub mod send;
pub mod state;
pub mod words;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use posted::Posted;
pub use recipients::Recipient;
pub use state::{Drafted, FollowUp, Notices, Post, Stage};

use crate::domain::subject::Ref;

/// What keys of customers begin with.
const CUSTOMER: &str = "customer/";

/// Whom a letter tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Notice {
    /// Every customer of the breach that has no letter of its own.
    Customers,
    /// One customer.
    Customer(Ref),
    /// Whoever the rule of this id names.
    Obligation(String),
    /// Everybody who reads it where it is published.
    Page(Publication),
}

impl Notice {
    /// Its key within the incident; a customer keeps it whatever it is called.
    pub fn key(&self) -> String {
        match self {
            Self::Customers => "customers".to_owned(),
            Self::Customer(customer) => format!("{CUSTOMER}{}", customer.id),
            Self::Obligation(rule) => format!("obligation/{rule}"),
            Self::Page(publication) => publication.word().to_owned(),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Customers => f.write_str("all customers"),
            Self::Customer(customer) => f.write_str(&customer.name),
            Self::Obligation(rule) => f.write_str(rule),
            Self::Page(publication) => f.write_str(publication.name()),
        }
    }
}

/// What can be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Publication {
    /// A summary or an update on the status page (IR-14).
    Status,
    /// The public report after the incident (IR-14).
    Report,
    /// An update to the company's own people.
    Internal,
}

impl Publication {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Status, Self::Report, Self::Internal];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Report => "report",
            Self::Internal => "internal",
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Status => "status page",
            Self::Report => "public report",
            Self::Internal => "internal update",
        }
    }
}

/// What was wrong with something that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wrong {
    /// It went to somebody else: its recipient does not know it yet.
    Recipient,
    /// It was marked as sent, and was not.
    Mistake,
    /// Its recipient was told something that is not so.
    Text,
}

impl Wrong {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Recipient, Self::Mistake, Self::Text];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Mistake => "mistake",
            Self::Text => "text",
        }
    }
}

/// Who may read a line of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Marked {
    /// Customers and the public too.
    Shared,
    /// The company's own people.
    Internal,
    /// Those whom legal privilege covers.
    Privileged,
}

impl Marked {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Shared, Self::Internal, Self::Privileged];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Internal => "internal",
            Self::Privileged => "privileged",
        }
    }
}
