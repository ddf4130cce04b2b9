//! From facts to states: the state of a subject is the fold of its facts in canonical order.
//!
//! Invariant: folding is total and depends on nothing but the facts, so every replica agrees.
//! Canonical order is (stamp, series, place in the series). Acts that were taken back are left out,
//! so an undo is exact: what came of the act is gone, the act and its undoing stay on the log.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::adopted::Adopted;
use super::deadline::Deadline;
use super::fact::{Body, Fact, Recorded};
use super::incident::Incident;
use super::policy_book::PolicyBook;
use super::register::Entry;
use super::subject::SubjectKind;
use super::vendor::Vendor;

/// The folded state of any subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// An incident.
    Incident(Box<Incident>),
    /// A vendor.
    Vendor(Box<Vendor>),
    /// A person, customer or system.
    Entry(Box<Entry>),
    /// The policies themselves.
    Policy(Box<Adopted>),
}

impl State {
    /// Folds the facts of one subject, given in any order; `None` if the fact that brings it into being is missing.
    pub fn fold(mut facts: Vec<Recorded>) -> Option<Self> {
        facts.sort_by(|a, b| canonical(a).cmp(&canonical(b)));
        let undone: BTreeSet<(String, u64)> = facts.iter().filter_map(undoes).collect();
        let mut state: Option<Self> = None;
        for (place, recorded) in facts.iter().enumerate() {
            let taken_back = undone.contains(&(recorded.envelope.id.series.clone(), recorded.envelope.act));
            match &mut state {
                None => {
                    state = Self::begin(recorded);
                    if let Some(Self::Incident(incident)) = &mut state {
                        incident.struck = struck(&facts[place + 1..], &undone);
                    }
                    if taken_back && let Some(state) = &mut state {
                        state.set_void();
                    }
                }
                Some(_) if taken_back && !matches!(recorded.body, Body::Known(Fact::Undone(_))) => {}
                Some(state) => state.apply(recorded),
            }
        }
        state
    }

    /// The state right after the fact that brings a subject into being.
    pub fn begin(recorded: &Recorded) -> Option<Self> {
        match recorded.envelope.subject.kind {
            SubjectKind::Incident => Incident::begin(recorded).map(|state| Self::Incident(Box::new(state))),
            SubjectKind::Vendor => Vendor::begin(recorded).map(|state| Self::Vendor(Box::new(state))),
            SubjectKind::Customer | SubjectKind::System | SubjectKind::Person => {
                Entry::begin(recorded).map(|state| Self::Entry(Box::new(state)))
            }
            SubjectKind::Policy => Adopted::begin(recorded).map(|state| Self::Policy(Box::new(state))),
        }
    }

    /// Takes one more fact into account. Where it [`folds_anew`](Self::folds_anew), a new [`State::fold`] is needed
    /// instead.
    pub fn apply(&mut self, recorded: &Recorded) {
        match self {
            Self::Incident(state) => state.apply(recorded),
            Self::Vendor(state) => state.apply(recorded),
            Self::Entry(state) => state.apply(recorded),
            Self::Policy(state) => state.apply(recorded),
        }
    }

    /// Does this fact take back what has been counted already? Then only a new fold tells what counts in its place.
    pub fn folds_anew(&self, recorded: &Recorded) -> bool {
        match (&recorded.body, self) {
            (Body::Known(Fact::Undone(_)), _) => true,
            (Body::Known(Fact::EntryStruck(fact)), Self::Incident(incident)) => incident.is_response(&fact.entry),
            _ => false,
        }
    }

    fn set_void(&mut self) {
        match self {
            Self::Incident(state) => state.void = true,
            Self::Vendor(state) => state.void = true,
            Self::Entry(state) => state.void = true,
            Self::Policy(_) => {}
        }
    }

    /// Every deadline of the subject, running or not.
    pub fn deadlines(&self, book: &PolicyBook) -> Vec<Deadline> {
        match self {
            Self::Incident(state) => state.deadlines(book),
            Self::Vendor(state) => state.deadlines(book),
            Self::Policy(state) => state.deadlines(book),
            Self::Entry(_) => Vec::new(),
        }
    }
}

/// Sort key of the canonical order.
pub fn canonical(recorded: &Recorded) -> (i64, &str, u64) {
    let id = &recorded.envelope.id;
    (recorded.envelope.stamp, &id.series, id.seq)
}

fn undoes(recorded: &Recorded) -> Option<(String, u64)> {
    match &recorded.body {
        Body::Known(Fact::Undone(fact)) => Some((fact.series.clone(), fact.act)),
        _ => None,
    }
}

/// The lines that these facts strike out, and why; a line that will be struck counts for nothing from the start.
fn struck(facts: &[Recorded], undone: &BTreeSet<(String, u64)>) -> BTreeMap<String, String> {
    let standing = facts
        .iter()
        .filter(|recorded| !undone.contains(&(recorded.envelope.id.series.clone(), recorded.envelope.act)));
    standing
        .filter_map(|recorded| match &recorded.body {
            Body::Known(Fact::EntryStruck(fact)) => Some((fact.entry.clone(), fact.reason.clone())),
            _ => None,
        })
        .collect()
}
