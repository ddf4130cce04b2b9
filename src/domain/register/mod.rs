//! The registers of people, customers and systems: one shape, three kinds (IR-1, IR-4, IR-11).

pub mod decide;

use serde::{Deserialize, Serialize};

use super::fact::{Body, Fact, Recorded, RegisterDetails};
use super::subject::{Ref, Subject};
use crate::clock::Moment;
use crate::text::fold_name;

/// State of one entry of a register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Which register, and which entry.
    pub subject: Subject,
    /// What is known.
    pub details: RegisterDetails,
    /// It was only ever mentioned; nobody has filled it in.
    pub mentioned: bool,
    /// When it entered the register.
    pub added_at: Moment,
    /// The entry it was merged into.
    pub merged: Option<Ref>,
    /// Facts this version cannot read.
    pub unknown: u32,
    /// Its entry was taken back.
    pub void: bool,
}

impl Entry {
    /// The state right after the fact that brought it into being.
    pub fn begin(recorded: &Recorded) -> Option<Self> {
        let Body::Known(Fact::RegisterAdded(fact)) = &recorded.body else {
            return None;
        };
        Some(Self {
            subject: recorded.envelope.subject.clone(),
            details: fact.details.clone(),
            mentioned: fact.mentioned,
            added_at: recorded.envelope.recorded_at,
            merged: None,
            unknown: 0,
            void: false,
        })
    }

    /// Takes one more fact into account.
    pub fn apply(&mut self, recorded: &Recorded) {
        match &recorded.body {
            Body::Known(Fact::RegisterChanged(fact)) => {
                self.details = fact.details.clone();
                self.mentioned = false;
            }
            Body::Known(Fact::RegisterMerged(fact)) => self.merged = Some(fact.into.clone()),
            Body::Unknown { .. } => self.unknown += 1,
            Body::Known(_) | Body::Expunged => {}
        }
    }

    /// A mention of it.
    pub fn mention(&self) -> Ref {
        Ref {
            id: self.subject.id.clone(),
            name: self.details.name.clone(),
        }
    }

    /// Every name it goes by, its own first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        names(&self.details)
    }
}

fn names(details: &RegisterDetails) -> impl Iterator<Item = &str> {
    std::iter::once(details.name.as_str()).chain(details.aliases.iter().map(String::as_str))
}

/// Does an earlier `mention` mean the entry `found`? It does too where it has been merged into that entry since.
pub fn means(mention: &Ref, found: &Ref, details: &RegisterDetails) -> bool {
    mention.id == found.id || names(details).any(|name| fold_name(name) == fold_name(&mention.name))
}
