//! From anchors to a due time.

use std::collections::BTreeMap;

use super::anchor::Anchor;
use super::shape::{Combine, Count, Obligation};
use crate::clock::Moment;
use crate::policy::calendar::Calendar;

/// How the clock of a rule stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clock<'a> {
    /// An anchor that it needs has not come.
    NotStarted,
    /// It runs, and its source names no number.
    AtOnce {
        /// The anchor that started it.
        since: Moment,
    },
    /// It runs.
    Due {
        /// When it is due.
        at: Moment,
        /// The anchor that it was counted from.
        since: Moment,
        /// What was counted.
        count: &'a Count,
    },
}

impl Obligation {
    /// How its clock stands with these anchors. Hours pass whatever the calendar says; days, business days and months are
    /// those of `calendar`, at the wall clock of the anchor, months cut to their last day (DL-2).
    pub fn clock(&self, anchors: &BTreeMap<Anchor, Moment>, calendar: &Calendar) -> Clock<'_> {
        let started = |count: &Count| anchors.get(&count.from).copied();
        let running: Vec<(Moment, Option<Moment>, &Count)> = self
            .counts
            .iter()
            .filter_map(|count| {
                let since = started(count)?;
                Some((since, count.within.map(|window| calendar.due(since, &window)), count))
            })
            .collect();
        let first = self.counts.first().and_then(started);
        let is_started = match self.combine {
            Combine::Earliest => !running.is_empty(),
            Combine::Latest => running.len() == self.counts.len(),
            Combine::EarliestStillOpen => first.is_some(),
        };
        if !is_started {
            return Clock::NotStarted;
        }
        let dues = running
            .iter()
            .filter_map(|&(since, due, count)| Some((due?, since, count)));
        let chosen = match self.combine {
            Combine::Earliest => dues.min_by_key(|&(due, ..)| due),
            Combine::Latest => dues.max_by_key(|&(due, ..)| due),
            Combine::EarliestStillOpen => dues
                .filter(|&(due, ..)| first.is_some_and(|first| first <= due))
                .min_by_key(|&(due, ..)| due),
        };
        match chosen {
            Some((at, since, count)) => Clock::Due { at, since, count },
            None => running
                .iter()
                .map(|&(since, ..)| since)
                .min()
                .map_or(Clock::NotStarted, |since| Clock::AtOnce { since }),
        }
    }
}
