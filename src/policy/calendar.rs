//! The policy's calendar: its zone, when the business is open, and what local wall times mean as instants (DL-2).
//!
//! Everything here is total: a wall time that does not exist, an instant before the year 1 or after the year 9999, a
//! calendar without a single working day all have an answer.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Weekday, WeekdaySet};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clock::{Moment, Zone};

mod due;
mod opening;
#[cfg(test)]
mod tests;

/// Where and when the company works. `start < end` holds in every validated policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The zone in which every day and every business hour is counted.
    pub zone: Zone,
    /// Days of the week on which the business opens.
    pub days: WorkingDays,
    /// Opening, local wall clock.
    pub start: NaiveTime,
    /// Closing, local wall clock; no longer business time itself.
    pub end: NaiveTime,
    /// Dates on which the business stays closed.
    pub holidays: BTreeSet<NaiveDate>,
}

/// A set of days of the week. Written as a list of `mon` … `sun`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingDays(WeekdaySet);

impl WorkingDays {
    /// Whether the business opens on that day of the week.
    pub fn contains(self, day: Weekday) -> bool {
        self.0.contains(day)
    }

    /// Whether it never opens.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The days from Monday on, as they are written in a file.
    pub fn names(self) -> Vec<String> {
        self.0
            .iter(Weekday::Mon)
            .map(|day| day.to_string().to_lowercase())
            .collect()
    }
}

impl FromIterator<Weekday> for WorkingDays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        Self(days.into_iter().collect())
    }
}

impl Serialize for WorkingDays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.names())
    }
}

impl<'de> Deserialize<'de> for WorkingDays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Weekday>::deserialize(deserializer)?.into_iter().collect())
    }
}

impl Calendar {
    /// The same instant on the policy's wall clock. Instants outside the years 1 to 9999 show as the nearest inside.
    pub fn local(&self, moment: Moment) -> DateTime<FixedOffset> {
        self.zone.exactly(moment.clamp(earliest(), latest()))
    }

    /// The instant at which the policy's wall clock shows this time; see [`resolve_in`].
    pub fn resolve(&self, wall: NaiveDateTime) -> Moment {
        resolve_in(self.zone, wall)
    }

    /// When something due on a bare date is due: 23:59:59 local of that day.
    pub fn end_of_day(&self, date: NaiveDate) -> Moment {
        self.resolve(date.and_time(last_second()))
    }

    /// Whether the business works on that date at all.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.days.contains(date.weekday()) && !self.holidays.contains(&date)
    }

    /// Whether the business is open: opening belongs to business time, closing does not.
    pub fn is_business_time(&self, moment: Moment) -> bool {
        let date = self.local(moment).date_naive();
        self.is_working_day(date) && {
            let (opening, closing) = self.business_hours(date);
            opening <= moment && moment < closing
        }
    }

    /// Opening and closing of a working day as instants. Both are the same where the day lost its hours to a clock change.
    fn business_hours(&self, date: NaiveDate) -> (Moment, Moment) {
        (
            self.resolve(date.and_time(self.start)),
            self.resolve(date.and_time(self.end)),
        )
    }
}

/// The instant at which the wall clock of `zone` shows `wall`: the first instant after the gap where the clock skips that
/// time, the earlier one where it shows it twice (DL-2). Times outside the years 1 to 9999 become the nearest inside.
pub fn resolve_in(zone: Zone, wall: NaiveDateTime) -> Moment {
    let (earlier, _) = both_readings(zone, wall);
    earlier
}

/// The earlier and the later instant that a wall time may mean; nearly always the same.
fn both_readings(zone: Zone, wall: NaiveDateTime) -> (Moment, Moment) {
    let wall = wall.clamp(earliest().naive_utc(), latest().naive_utc());
    let (earlier, later) = zone.readings(wall);
    (earlier.min(latest()), later.min(latest()))
}

/// The first instant of the year 1. Earlier ones only come from typing errors.
fn earliest() -> Moment {
    NaiveDate::from_ymd_opt(1, 1, 1)
        .unwrap_or(NaiveDate::MIN)
        .and_time(NaiveTime::MIN)
        .and_utc()
}

/// The last second of the year 9999, where every count stops: later years no longer sort as text.
fn latest() -> Moment {
    NaiveDate::from_ymd_opt(9999, 12, 31)
        .unwrap_or(NaiveDate::MAX)
        .and_time(last_second())
        .and_utc()
}

/// 23:59:59.
fn last_second() -> NaiveTime {
    NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN)
}
