//! Times as other records write them: with an offset, without one, or only the day.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use crate::clock::{Moment, truncated};

/// Ways to write a time without an offset; the first part of a second may be given.
const WITHOUT_OFFSET: [&str; 4] = [
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
];

/// The instant that `typed` means: RFC 3339, the same without an offset (then it is UTC), or a bare day (then it is
/// 00:00 UTC of that day). `None` where it is none of these.
pub fn instant(typed: &str) -> Option<Moment> {
    let typed = typed.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(typed) {
        return Some(truncated(moment.to_utc()));
    }
    let without_offset = WITHOUT_OFFSET
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok());
    let wall = without_offset.or_else(|| day(typed).map(|day| day.and_time(NaiveTime::MIN)))?;
    Some(truncated(wall.and_utc()))
}

/// The day that `typed` means, written as `2025-11-30`.
pub fn day(typed: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d").ok()
}

/// Whether this is what a source writes that knows only the day.
pub fn is_day_precise(at: Moment) -> bool {
    at.time() == NaiveTime::MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(typed: &str) -> Option<i64> {
        instant(typed).map(|at| at.timestamp_millis())
    }

    #[test]
    fn times_with_and_without_an_offset_are_read() {
        let noon = Some(1_700_049_600_000);
        for typed in [
            "2023-11-15T12:00:00Z",
            "2023-11-15t12:00:00z",
            "2023-11-15T04:00:00-08:00",
            "2023-11-15T12:00:00.000+00:00",
            "2023-11-15T12:00:00",
            "2023-11-15 12:00",
            " 2023-11-15T12:00 ",
        ] {
            assert_eq!(millis(typed), noon, "{typed}");
        }
        assert_eq!(millis("2023-11-15"), Some(1_700_006_400_000));
    }

    #[test]
    fn the_far_past_is_read() {
        assert_eq!(millis("1969-12-31T23:00"), Some(-3_600_000));
        assert_eq!(millis("1879-03-14"), millis("1879-03-14T01:00:00+01:00"));
        assert!(instant("0001-01-05T00:00:00Z").is_some());
    }

    #[test]
    fn what_is_no_time_is_none() {
        for typed in [
            "",
            "soon",
            "2023-13-01",
            "2023-02-30",
            "2023-11",
            "15.11.2023",
            "25:00",
            "2023-11-15T24:61:00Z",
        ] {
            assert_eq!(instant(typed), None, "{typed}");
        }
    }
}
