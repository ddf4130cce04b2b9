//! Time: where it comes from, how it is written and how it is read.
//!
//! Imports nothing of the house. Its one invariant: **the present enters through [`Clock`] only**, and every
//! [`Moment`] that leaves this room is in UTC, whole milliseconds, within the years 1 to 9999.
//! Start reading at [`Clock`]; then [`Zone`] (where a moment is shown), [`countdown`] (durations as words),
//! [`full`] (dates as words) and [`parse_entry`] (words back to moments).

mod dates;
mod human;
mod typed;
mod typed_error;
mod whole;
mod words;
mod zone;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

pub use dates::{clock_time, date, date_of, day_name, day_time, full, utc_beside, zone_name};
pub use human::{Countdown, Tone, age, countdown, span_long, used_fraction};
pub use typed::{Allow, TypedEntry, parse_date, parse_entry, parse_moment};
pub use typed_error::TypedTimeError;
pub use whole::{day_words, moment_words};
pub use zone::{UnknownZone, Zone};

/// An instant in UTC. What a [`Clock`] or this room hands out is in whole milliseconds.
pub type Moment = DateTime<Utc>;

/// 0001-01-02 00:00 UTC in milliseconds: the first moment whose local time is in year 1 in every zone.
const EARLIEST_MILLIS: i64 = -62_135_510_400_000;
/// 9999-12-30 23:59:59.999 UTC in milliseconds: the last moment whose local time is in year 9999 in every zone.
const LATEST_MILLIS: i64 = 253_402_214_399_999;

/// Says what time it is. Whoever needs the present is given one of these, never the system's time itself.
pub trait Clock: Send + Sync {
    /// The present, in whole milliseconds.
    fn now(&self) -> Moment;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        // The only call of `Utc::now` in the house; a test of the walls looks for others.
        truncated(Utc::now())
    }
}

/// A clock that stands still until it is moved: tests, demo and exercise stores. Clones show the same time.
#[derive(Debug, Clone)]
pub struct ManualClock {
    millis: Arc<AtomicI64>,
}

impl ManualClock {
    pub fn new(now: Moment) -> Self {
        Self {
            millis: Arc::new(AtomicI64::new(to_millis(now))),
        }
    }

    /// Moves the clock to `now`, forwards or backwards.
    pub fn set(&self, now: Moment) {
        self.millis.store(to_millis(now), Ordering::SeqCst);
    }

    /// Moves the clock by `step`; a negative step moves it back.
    pub fn advance(&self, step: TimeDelta) {
        let by = step.num_milliseconds();
        // The closure always answers with a value, so the update cannot fail.
        let _ = self.millis.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |millis| {
            Some(clamped(millis.saturating_add(by)))
        });
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Moment {
        from_millis(self.millis.load(Ordering::SeqCst))
    }
}

/// Milliseconds since 1970, rounded down, clamped to the years 1 to 9999.
pub fn to_millis(at: Moment) -> i64 {
    clamped(at.timestamp_millis())
}

/// The moment `millis` milliseconds after 1970, clamped to the years 1 to 9999 so that it can always be written.
pub fn from_millis(millis: i64) -> Moment {
    DateTime::from_timestamp_millis(clamped(millis)).unwrap_or(DateTime::UNIX_EPOCH)
}

/// `at` in whole milliseconds, rounded down, clamped to the years 1 to 9999.
pub fn truncated(at: Moment) -> Moment {
    from_millis(to_millis(at))
}

fn clamped(millis: i64) -> i64 {
    millis.clamp(EARLIEST_MILLIS, LATEST_MILLIS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, TimeZone, Timelike};
    use proptest::prelude::*;

    #[test]
    fn bounds_are_the_days_they_claim() {
        let earliest = Utc.with_ymd_and_hms(1, 1, 2, 0, 0, 0).unwrap();
        let latest = Utc.with_ymd_and_hms(9999, 12, 30, 23, 59, 59).unwrap();
        assert_eq!(earliest.timestamp_millis(), EARLIEST_MILLIS);
        assert_eq!(latest.timestamp_millis() + 999, LATEST_MILLIS);
        assert_eq!(from_millis(i64::MIN).year(), 1);
        assert_eq!(from_millis(i64::MAX).year(), 9999);
    }

    #[test]
    fn moments_are_whole_milliseconds() {
        let fine = from_millis(5) + TimeDelta::nanoseconds(999_999);
        assert_eq!(truncated(fine), from_millis(5));
        assert_eq!(SystemClock.now().nanosecond() % 1_000_000, 0);
        assert_eq!(to_millis(from_millis(0) - TimeDelta::nanoseconds(1)), -1);
    }

    #[test]
    fn manual_clock_moves_only_when_told() {
        let clock = ManualClock::new(from_millis(1_000));
        let twin = clock.clone();
        assert_eq!(clock.now(), from_millis(1_000));
        twin.advance(TimeDelta::seconds(2));
        assert_eq!(clock.now(), from_millis(3_000));
        clock.advance(TimeDelta::seconds(-1));
        assert_eq!(clock.now(), from_millis(2_000));
        clock.set(from_millis(7));
        assert_eq!(twin.now(), from_millis(7));
        clock.advance(TimeDelta::MAX);
        assert_eq!(clock.now(), from_millis(i64::MAX));
    }

    proptest! {
        #[test]
        fn millis_survive_the_round_trip(millis in EARLIEST_MILLIS..=LATEST_MILLIS) {
            prop_assert_eq!(to_millis(from_millis(millis)), millis);
        }

        #[test]
        fn any_number_is_some_moment(millis in any::<i64>()) {
            prop_assert_eq!(to_millis(from_millis(millis)), clamped(millis));
        }
    }
}
