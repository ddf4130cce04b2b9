//! Instants as a person reads them here: in the zone shown, with its name.

use crate::clock::{self, Moment, Zone};
use crate::domain::Deadline;
use crate::policy::Policy;

/// What times are shown against.
#[derive(Debug, Clone, Copy)]
pub struct Glass {
    /// The moment.
    pub now: Moment,
    /// The zone.
    pub zone: Zone,
}

impl Glass {
    /// `Fri 27 Nov 03:51 CET`.
    pub fn full(self, at: Moment) -> String {
        let words = clock::full(at, self.now, self.zone);
        format!("{words} {}", clock::zone_name(at, self.zone))
    }

    /// `Fri 27 Nov 03:51 CET, 02:51 UTC`, or `-`.
    pub fn both_or_dash(self, at: Option<Moment>) -> String {
        let Some(at) = at else {
            return "-".to_owned();
        };
        match clock::utc_beside(at, self.now, self.zone) {
            Some(utc) => format!("{}, {utc}", self.full(at)),
            None => self.full(at),
        }
    }

    /// `Fri 27 Nov 03:51 CET`, or `-`.
    pub fn full_or_dash(self, at: Option<Moment>) -> String {
        at.map_or_else(|| "-".to_owned(), |at| self.full(at))
    }

    /// `27 Nov`, or `-`.
    pub fn date_or_dash(self, at: Option<Moment>) -> String {
        at.map_or_else(|| "-".to_owned(), |at| clock::date(at, self.now, self.zone))
    }

    /// `2 d 12 h`, `! 38 m`, `2 d late`; how it stands where it does not run.
    pub fn left(self, deadline: &Deadline) -> String {
        match deadline.due_at.filter(|_| deadline.is_running()) {
            // A period that has run out is not late: what it kept waiting may happen.
            Some(_) if deadline.is_over(self.now) => "over".to_owned(),
            Some(due) => clock::countdown(due, self.now, deadline.counts_hours, false).text,
            None if deadline.is_unexplained() => "met late, no reason yet".to_owned(),
            None => deadline.state_word(self.now).to_owned(),
        }
    }
}

/// `Sev1`, or `unrated`.
pub fn severity(policy: &Policy, rank: Option<u8>) -> String {
    rank.and_then(|rank| policy.severity(rank))
        .map_or_else(|| "unrated".to_owned(), |rule| rule.name.clone())
}

/// `-` for nothing.
pub fn or_dash(text: &str) -> String {
    if text.trim().is_empty() { "-" } else { text }.to_owned()
}
