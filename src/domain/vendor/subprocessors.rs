//! The public list of subprocessors (VM-6): who is on it follows from the register, and so does what changed between two
//! days. Nobody keeps it by hand.
//!
//! A vendor is on the list while it processes customer data and is in use: from the day it went live (of one that was in
//! use before it entered the register: from the day that was entered) until the day its removal takes effect, or the
//! relationship ends.

use chrono::NaiveDate;
use serde::Serialize;

use super::state::Vendor;
use crate::clock::Moment;
use crate::domain::fact::{Change, Recorded};
use crate::domain::fold::State;
use crate::policy::Calendar;

/// One subprocessor as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subprocessor {
    /// Id of the vendor.
    #[serde(skip)]
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind of service.
    pub service: String,
    /// What it is used for.
    pub purpose: String,
    /// Categories of data.
    pub categories: Vec<String>,
    /// Where it is processed.
    pub location: String,
}

/// A change that was announced and has not taken effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Announced {
    /// What changes.
    pub change: Change,
    /// The subprocessor.
    pub subprocessor: Subprocessor,
    /// The day it was published.
    pub published_on: NaiveDate,
    /// The day it takes effect.
    pub effective_on: NaiveDate,
    /// What was published with it.
    pub note: Option<String>,
}

/// One change of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// On which day.
    pub on: NaiveDate,
    /// How it was; `None`: it was not on the list.
    pub before: Option<Subprocessor>,
    /// How it is; `None`: it is not on the list any more.
    pub after: Option<Subprocessor>,
}

impl Moved {
    /// Its name, the one it has now first.
    pub fn name(&self) -> &str {
        self.after.as_ref().or(self.before.as_ref()).map_or("", |one| &one.name)
    }

    /// What changed, in words: field, before, after. Empty where it came or went.
    pub fn fields(&self) -> Vec<(&'static str, String, String)> {
        let (Some(before), Some(after)) = (&self.before, &self.after) else {
            return Vec::new();
        };
        let all = [
            ("name", before.name.clone(), after.name.clone()),
            ("service", before.service.clone(), after.service.clone()),
            ("purpose", before.purpose.clone(), after.purpose.clone()),
            ("data", before.categories.join(", "), after.categories.join(", ")),
            ("location", before.location.clone(), after.location.clone()),
        ];
        all.into_iter().filter(|(_, before, after)| before != after).collect()
    }
}

/// The list as of one day, with what is announced and what changed before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct List {
    /// Who is on it, by name.
    pub subprocessors: Vec<Subprocessor>,
    /// What is announced, the earliest first.
    pub announced: Vec<Announced>,
    /// What changed up to that day, the latest first.
    pub changes: Vec<Moved>,
}

/// The list on two days, and what changed from the one to the other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// How each change stands between the two days, by name.
    pub changes: Vec<Moved>,
}

impl Vendor {
    /// Is it on the public list on that day?
    pub fn is_listed(&self, day: NaiveDate) -> bool {
        let is_used = self.in_use || self.live.is_some();
        is_used && self.details.customer_data && !self.void && self.ended.is_none() && !self.is_removed(day)
    }

    fn is_removed(&self, day: NaiveDate) -> bool {
        self.notice()
            .is_some_and(|notice| notice.change == Change::Removal && notice.effective_on <= day)
    }

    /// How the list shows it.
    pub fn as_subprocessor(&self) -> Subprocessor {
        let details = &self.details;
        Subprocessor {
            id: self.id.clone(),
            name: details.name.clone(),
            service: details.service.clone(),
            purpose: details.purpose.clone(),
            categories: details.categories.clone(),
            location: details.location.clone(),
        }
    }

    /// The change that is announced and has not taken effect by that day.
    pub fn announced(&self, day: NaiveDate, calendar: &Calendar) -> Option<Announced> {
        let notice = self.notice()?;
        let is_ahead = match notice.change {
            Change::Addition => self.live.is_none() && self.offboarding.is_none(),
            Change::Removal => notice.effective_on > day,
        };
        self.last_notice(calendar).filter(|_| is_ahead && !self.void)
    }

    /// The last change that was announced and stands, whether it has taken effect or not.
    pub fn last_notice(&self, calendar: &Calendar) -> Option<Announced> {
        self.notice().map(|notice| Announced {
            change: notice.change,
            subprocessor: self.as_subprocessor(),
            published_on: calendar.local(notice.published_at).date_naive(),
            effective_on: notice.effective_on,
            note: notice.note.clone(),
        })
    }
}

/// The life of one vendor, day by day, as far as the list goes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Life {
    /// How it stood at the end of each day on which something changed.
    states: Vec<(NaiveDate, Vendor)>,
}

impl Life {
    /// The life that these facts of one vendor tell, in any order. A day counts from what was recorded by its end: what
    /// is entered later does not change what the list said.
    pub fn of(mut facts: Vec<Recorded>, calendar: &Calendar) -> Self {
        facts.sort_by_key(|one| one.envelope.recorded_at);
        let day = |at: Moment| calendar.local(at).date_naive();
        let mut states: Vec<(NaiveDate, Vendor)> = Vec::new();
        let mut start = 0;
        while start < facts.len() {
            let on = day(facts[start].envelope.recorded_at);
            let end = start
                + facts[start..]
                    .iter()
                    .take_while(|one| day(one.envelope.recorded_at) <= on)
                    .count();
            if let Some(State::Vendor(vendor)) = State::fold(facts[..end].to_vec()) {
                states.push((on, *vendor));
            }
            start = end.max(start + 1);
        }
        Self { states }
    }

    /// How it stood at the end of that day.
    pub fn on(&self, day: NaiveDate) -> Option<&Vendor> {
        self.states.iter().rfind(|(on, _)| *on <= day).map(|(_, vendor)| vendor)
    }

    /// How the list showed it on that day.
    pub fn listed(&self, day: NaiveDate) -> Option<Subprocessor> {
        self.on(day)
            .filter(|vendor| vendor.is_listed(day))
            .map(Vendor::as_subprocessor)
    }

    /// What changed of it on the list up to that day.
    pub fn moves(&self, until: NaiveDate) -> Vec<Moved> {
        let removals = self.states.iter().flat_map(|(_, vendor)| &vendor.notices);
        let removals = removals.filter(|notice| notice.change == Change::Removal);
        let mut days: Vec<NaiveDate> = self.states.iter().map(|(on, _)| *on).collect();
        days.extend(removals.map(|notice| notice.effective_on));
        days.retain(|day| *day <= until);
        days.sort_unstable();
        days.dedup();
        let mut moves = Vec::new();
        let mut before = None;
        for on in days {
            let after = self.listed(on);
            if after != before {
                moves.push(Moved {
                    on,
                    before,
                    after: after.clone(),
                });
                before = after;
            }
        }
        moves
    }
}

/// The list as of the end of a day.
pub fn list(lives: &[Life], day: NaiveDate, calendar: &Calendar) -> List {
    let mut list = List {
        subprocessors: lives.iter().filter_map(|life| life.listed(day)).collect(),
        announced: lives
            .iter()
            .filter_map(|life| life.on(day)?.announced(day, calendar))
            .collect(),
        changes: lives.iter().flat_map(|life| life.moves(day)).collect(),
    };
    let by_name = |name: &str, id: &str| (crate::text::fold_name(name), id.to_owned());
    list.subprocessors.sort_by_cached_key(|one| by_name(&one.name, &one.id));
    list.announced
        .sort_by_cached_key(|one| (one.effective_on, by_name(&one.subprocessor.name, &one.subprocessor.id)));
    list.changes
        .sort_by_cached_key(|one| (std::cmp::Reverse(one.on), by_name(one.name(), "")));
    list
}

/// What changed between the ends of two days.
pub fn difference(lives: &[Life], from: NaiveDate, to: NaiveDate) -> Difference {
    let moved = |life: &Life| {
        let (before, after) = (life.listed(from), life.listed(to));
        (before != after).then_some(Moved { on: to, before, after })
    };
    let mut changes: Vec<Moved> = lives.iter().filter_map(moved).collect();
    changes.sort_by_cached_key(|one| crate::text::fold_name(one.name()));
    Difference { changes }
}
