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

/// In which order a sheet writes its days. A day as `2025-11-30` is read in any of them: its year tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `2025-11-30`.
    #[default]
    Iso,
    /// `30.11.2025`.
    DayFirst,
    /// `11/30/2025`.
    MonthFirst,
}

impl DateOrder {
    /// The order that this word names.
    pub fn named(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "iso" => Some(Self::Iso),
            "dmy" => Some(Self::DayFirst),
            "mdy" => Some(Self::MonthFirst),
            _ => None,
        }
    }

    /// How a day is written in it, for a message.
    pub fn form(self) -> &'static str {
        match self {
            Self::Iso => "a day as 2025-11-30, or say the order with --dates dmy or mdy",
            Self::DayFirst => "a day as 30.11.2025",
            Self::MonthFirst => "a day as 11/30/2025",
        }
    }

    /// The day that `typed` means; years have four digits, lest one be taken for another.
    pub fn day(self, typed: &str) -> Option<NaiveDate> {
        if let Some(day) = day(typed) {
            return Some(day);
        }
        let parts: Vec<&str> = typed.trim().split(['.', '/', '-']).map(str::trim).collect();
        let [first, second, year] = parts.as_slice() else {
            return None;
        };
        if year.len() != 4 || [first, second].iter().any(|part| part.is_empty() || part.len() > 2) {
            return None;
        }
        let number = |part: &str| {
            part.parse::<u32>()
                .ok()
                .filter(|_| part.bytes().all(|one| one.is_ascii_digit()))
        };
        let (first, second, year) = (number(first)?, number(second)?, number(year)?);
        let year = i32::try_from(year).ok()?;
        match self {
            Self::Iso => None,
            Self::DayFirst => NaiveDate::from_ymd_opt(year, second, first),
            Self::MonthFirst => NaiveDate::from_ymd_opt(year, first, second),
        }
    }
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
    fn days_are_read_in_the_order_that_was_said() {
        use DateOrder::{DayFirst, Iso, MonthFirst};
        let read = |order: DateOrder, typed| order.day(typed).map(|day| day.to_string());
        let fourth = Some("2026-03-04".to_owned());
        for typed in ["04.03.2026", "4.3.2026", "04/03/2026", " 4-3-2026 ", "2026-03-04"] {
            assert_eq!(read(DayFirst, typed), fourth, "{typed}");
        }
        for typed in ["03/04/2026", "3/4/2026", "2026-03-04"] {
            assert_eq!(read(MonthFirst, typed), fourth, "{typed}");
        }
        assert_eq!(read(Iso, "2026-03-04"), fourth);
        for (order, typed) in [
            (Iso, "04.03.2026"),
            (DayFirst, "03/31/2026"),
            (MonthFirst, "31/03/2026"),
            (DayFirst, "04.03.26"),
            (DayFirst, "29.02.2026"),
            (DayFirst, "+4.03.2026"),
            (DayFirst, "4.3"),
        ] {
            assert_eq!(read(order, typed), None, "{typed}");
        }
        assert_eq!(read(DayFirst, "29.02.2028"), Some("2028-02-29".to_owned()));
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
