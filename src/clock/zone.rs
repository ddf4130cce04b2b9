//! The zone in which a person reads times. Deadlines are counted in the policy's zone, which is not this one.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::{Moment, truncated};
use crate::text::nearest;

/// A zone of the tz database, such as `Europe/Berlin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    pub const UTC: Zone = Zone(Tz::UTC);

    /// The zone of that name in the tz database; letter case does not matter.
    pub fn named(name: &str) -> Result<Zone, UnknownZone> {
        let name = name.trim();
        if let Ok(zone) = Tz::from_str(name) {
            return Ok(Zone(zone));
        }
        TZ_VARIANTS
            .iter()
            .find(|zone| zone.name().eq_ignore_ascii_case(name))
            .map(|zone| Zone(*zone))
            .ok_or_else(|| UnknownZone::new(name))
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
        self.0.name()
    }

    pub fn tz(self) -> Tz {
        self.0
    }

    pub fn is_utc(self) -> bool {
        matches!(self.0, Tz::UTC | Tz::Etc__UTC)
    }

    /// `at` as the wall clock of this zone shows it.
    pub fn local(self, at: Moment) -> DateTime<Tz> {
        truncated(at).with_timezone(&self.0)
    }

    /// The day on which `at` falls here.
    pub fn day(self, at: Moment) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// The instant at which the wall clock shows `wall`. A wall time that does not exist means the first instant
    /// after the gap, one that exists twice the earlier (DL-2).
    pub fn instant(self, wall: NaiveDateTime) -> Moment {
        let wall = truncated(wall.and_utc()).naive_utc();
        let found = self.0.from_local_datetime(&wall).earliest();
        truncated(found.map_or_else(|| self.after_gap(wall), |at| at.with_timezone(&Utc)))
    }

    /// The first instant after the gap that swallowed `wall`, found by halving the days around it. No zone is
    /// further than 16 hours from UTC, so the gap's end lies inside.
    fn after_gap(self, wall: NaiveDateTime) -> Moment {
        let guess = wall.and_utc().timestamp();
        let (mut before, mut after) = (guess - 26 * 3600, guess + 26 * 3600);
        while after - before > 1 {
            let middle = before.midpoint(after);
            let at = DateTime::from_timestamp(middle, 0).unwrap_or(DateTime::UNIX_EPOCH);
            let offset = self.0.offset_from_utc_datetime(&at.naive_utc()).fix();
            let shown = at.naive_utc() + TimeDelta::seconds(offset.local_minus_utc().into());
            if shown > wall {
                after = middle;
            } else {
                before = middle;
            }
        }
        DateTime::from_timestamp(after, 0).unwrap_or(DateTime::UNIX_EPOCH)
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
        let names = TZ_VARIANTS.iter().map(|zone| zone.name());
        Self {
            name: name.to_owned(),
            nearest: nearest(name, names),
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

    proptest! {
        #[test]
        fn every_wall_time_has_an_instant_not_before_it(
            zone in prop::sample::select(&TZ_VARIANTS[..]),
            millis in super::super::EARLIEST_MILLIS..=super::super::LATEST_MILLIS,
        ) {
            let wall = super::super::from_millis(millis).naive_utc();
            let at = Zone(zone).instant(wall);
            if (wall.and_utc() - at).abs() < TimeDelta::hours(26) && at == truncated(at) {
                let shown = Zone(zone).local(at).naive_local();
                prop_assert!(shown >= wall || millis > super::super::LATEST_MILLIS - 86_400_000);
            }
        }
    }
}
