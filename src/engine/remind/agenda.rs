//! Which subjects have something to be said, and when each must be looked at next.
//!
//! Opening costs one look at every subject with a running clock; after that a commit costs a look at what it touched, and
//! a second in which nothing comes up costs a comparison.

use std::collections::BTreeMap;

use crate::clock::Moment;
use crate::domain::{Subject, SubjectKind};
use crate::error::Failure;
use crate::store::Store;

/// What is known of the earliest look.
#[derive(Debug, Default, Clone, Copy)]
enum Earliest {
    /// It must be sought.
    #[default]
    Unsought,
    /// At this time; `None`: nothing is to be looked at.
    At(Option<Moment>),
}

/// When each subject must be looked at.
#[derive(Debug, Default)]
pub struct Agenda {
    /// Position of the newest fact taken into account; `None`: nothing was read yet.
    mark: Option<i64>,
    next: BTreeMap<Subject, Moment>,
    /// The earliest of them, unless it must be sought again.
    earliest: Earliest,
    looked_at: Option<Moment>,
}

impl Agenda {
    /// Takes into account what was written since the last look, and clocks that went back.
    pub fn catch_up(&mut self, store: &mut Store, now: Moment) -> Result<(), Failure> {
        let went_back = self.looked_at.is_some_and(|before| now < before);
        let (touched, newest) = match self.mark {
            Some(mark) => store.touched_since(mark)?,
            None => (Vec::new(), store.newest()?),
        };
        // Another policy moves every threshold; a person's new name, who is told of what.
        let moves_all = |subject: &Subject| matches!(subject.kind, SubjectKind::Policy | SubjectKind::Person);
        if self.mark.is_none() || went_back || touched.iter().any(moves_all) {
            store.read_book()?;
            self.next = store.due_keys()?.into_iter().map(|subject| (subject, now)).collect();
        } else {
            for subject in touched {
                self.next.insert(subject, now);
            }
        }
        self.mark = Some(newest);
        self.looked_at = Some(now);
        self.earliest = Earliest::Unsought;
        Ok(())
    }

    /// Is there anything to look at, as far as time goes?
    pub fn is_due(&mut self, now: Moment) -> bool {
        self.mark.is_none()
            || self.earliest().is_some_and(|earliest| earliest <= now)
            || self.looked_at.is_some_and(|before| now < before)
    }

    /// The subjects whose time has come.
    pub fn ready(&self, now: Moment) -> Vec<Subject> {
        let ready = self.next.iter().filter(|(_, at)| **at <= now);
        ready.map(|(subject, _)| subject.clone()).collect()
    }

    /// When a subject must be looked at next; `None`: not before something is written of it.
    pub fn set(&mut self, subject: &Subject, next: Option<Moment>) {
        match next {
            Some(next) => {
                self.next.insert(subject.clone(), next);
            }
            None => {
                self.next.remove(subject);
            }
        }
        self.earliest = Earliest::Unsought;
    }

    /// A subject must be looked at again by `at`.
    pub fn again(&mut self, subject: &Subject, at: Moment) {
        let next = self.next.get(subject).map_or(at, |known| (*known).min(at));
        self.set(subject, Some(next));
    }

    /// When something comes up next, as far as is known.
    pub fn earliest(&mut self) -> Option<Moment> {
        if let Earliest::At(known) = self.earliest {
            return known;
        }
        let earliest = self.next.values().min().copied();
        self.earliest = Earliest::At(earliest);
        earliest
    }
}
