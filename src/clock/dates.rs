//! Instants as words on the glass: `14:05`, `Sun 10:12`, `27 Nov 03:51`, `Fri 27 Nov 03:51`.
//!
//! English and fixed: the tool's words are not translated, and what is written here can be typed back.

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};

use super::{Moment, Zone};

/// Days and months as they are written here. A frame holds dozens of instants, and chrono's patterns read themselves and
/// put the offset into words each time, asked for or not.
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `14:05`.
pub fn clock_time(at: Moment, zone: Zone) -> String {
    time_of(&zone.local(at))
}

fn time_of(local: &impl Timelike) -> String {
    let mut words = String::with_capacity(5);
    for (number, end) in [(local.hour(), ":"), (local.minute(), "")] {
        words.extend(
            [number / 10, number % 10]
                .iter()
                .filter_map(|digit| char::from_digit(*digit, 10)),
        );
        words.push_str(end);
    }
    words
}

/// `Fri`.
pub fn day_name(day: &impl Datelike) -> &'static str {
    let number = day.weekday().num_days_from_monday();
    usize::try_from(number)
        .ok()
        .and_then(|number| DAYS.get(number))
        .copied()
        .unwrap_or_default()
}

/// `12 Nov`.
fn day_and_month(day: &impl Datelike) -> String {
    let month = usize::try_from(day.month0()).ok().and_then(|month| MONTHS.get(month));
    format!("{} {}", day.day(), month.copied().unwrap_or_default())
}

/// The shortest words that still say which day: `14:05` today, `Sun 10:12` within six days of today either way,
/// else `27 Nov 03:51`, and `27 Nov 2025 03:51` in another year.
pub fn day_time(at: Moment, now: Moment, zone: Zone) -> String {
    let local = zone.local(at);
    let distance = zone.day(now).signed_duration_since(local.date_naive());
    if distance.is_zero() {
        return time_of(&local);
    }
    if distance.abs() <= TimeDelta::days(6) {
        return format!("{} {}", day_name(&local), time_of(&local));
    }
    format!("{} {}", date(at, now, zone), time_of(&local))
}

/// `Fri 27 Nov 03:51`, and `Sat 27 Nov 2027 03:51` in another year than `now`.
pub fn full(at: Moment, now: Moment, zone: Zone) -> String {
    let local = zone.local(at);
    let day = date(at, now, zone);
    format!("{} {day} {}", day_name(&local), time_of(&local))
}

/// The same instant in UTC, for whoever reads [`full`] elsewhere: `02:51 UTC`, and `Thu 26 Nov 23:51 UTC` where the day is
/// another there. Nothing where the zone shown is UTC itself.
pub fn utc_beside(at: Moment, now: Moment, zone: Zone) -> Option<String> {
    if zone_name(at, zone) == "UTC" {
        return None;
    }
    let utc = Zone::UTC;
    if zone.day(at) == utc.day(at) {
        return Some(format!("{} UTC", clock_time(at, utc)));
    }
    Some(format!("{} UTC", full(at, now, utc)))
}

/// The day of `at`: `12 Nov`, and `12 Nov 2025` in another year than `now`.
pub fn date(at: Moment, now: Moment, zone: Zone) -> String {
    date_of(zone.day(at), zone.day(now))
}

/// A day without a time: `12 Nov`, and `12 Nov 2025` in another year than `today`.
pub fn date_of(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() {
        return day_and_month(&day);
    }
    format!("{} {:04}", day_and_month(&day), day.year())
}

/// How people call the zone at that instant: `CET`, `CEST`, `UTC`; where the tz database knows only a number,
/// `UTC-03`.
pub fn zone_name(at: Moment, zone: Zone) -> String {
    let name = zone.abbreviation(at);
    if !name.starts_with(['+', '-']) {
        return name;
    }
    let offset = zone.local(at).format("%:z").to_string();
    format!("UTC{}", offset.strip_suffix(":00").unwrap_or(&offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn berlin() -> Zone {
        Zone::named("Europe/Berlin").unwrap()
    }

    #[test]
    fn instants_are_read_in_the_zone_shown() {
        let due = at("2026-11-27T02:51:00Z");
        let now = at("2026-11-24T14:00:00Z");
        assert_eq!(clock_time(due, berlin()), "03:51");
        assert_eq!(clock_time(due, Zone::UTC), "02:51");
        assert_eq!(full(due, now, berlin()), "Fri 27 Nov 03:51");
        assert_eq!(zone_name(due, berlin()), "CET");
        assert_eq!(zone_name(at("2026-07-01T00:00:00Z"), berlin()), "CEST");
        assert_eq!(zone_name(due, Zone::UTC), "UTC");
        assert_eq!(zone_name(due, Zone::named("America/Sao_Paulo").unwrap()), "UTC-03");
    }

    #[test]
    fn far_days_say_more() {
        let now = at("2026-11-24T14:00:00Z");
        let words = |text| day_time(at(text), now, berlin());
        assert_eq!(words("2026-11-24T13:05:00Z"), "14:05");
        assert_eq!(words("2026-11-23T23:30:00Z"), "00:30");
        assert_eq!(words("2026-11-22T09:12:00Z"), "Sun 10:12");
        assert_eq!(words("2026-11-18T09:12:00Z"), "Wed 10:12");
        assert_eq!(words("2026-11-17T09:12:00Z"), "17 Nov 10:12");
        assert_eq!(words("2026-11-30T09:12:00Z"), "Mon 10:12");
        assert_eq!(words("2025-11-17T09:12:00Z"), "17 Nov 2025 10:12");
        assert_eq!(full(at("2027-11-27T02:51:00Z"), now, berlin()), "Sat 27 Nov 2027 03:51");
    }

    #[test]
    fn dates_name_the_year_only_when_it_is_another() {
        let now = at("2026-12-31T23:30:00Z");
        assert_eq!(date(at("2026-11-12T10:00:00Z"), now, Zone::UTC), "12 Nov");
        assert_eq!(date(at("2025-11-12T10:00:00Z"), now, Zone::UTC), "12 Nov 2025");
        assert_eq!(date(at("2026-11-02T10:00:00Z"), now, berlin()), "2 Nov 2026");
    }

    #[test]
    fn edges_of_time_can_be_written() {
        for edge in [Moment::MIN_UTC, Moment::MAX_UTC] {
            for zone in [Zone::UTC, Zone::named("Pacific/Kiritimati").unwrap(), berlin()] {
                assert!(!full(edge, edge, zone).is_empty());
                assert!(!day_time(edge, Moment::UNIX_EPOCH, zone).is_empty());
                assert!(!zone_name(edge, zone).is_empty());
            }
        }
    }
}
