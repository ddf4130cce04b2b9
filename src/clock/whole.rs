//! Times as a letter says them: whole, for somebody who reads them elsewhere and later.

use super::{Moment, Zone, clock_time, day_name, zone_name};

/// `Tue 24 Nov 2026 14:05 CET (13:05 UTC)`; the second reading is left out where it is the same, and has its day where
/// that is another one.
pub fn moment_words(at: Moment, zone: Zone) -> String {
    let local = whole(at, zone);
    let name = zone_name(at, zone);
    let utc = Zone::UTC;
    if name == "UTC" {
        return format!("{local} UTC");
    }
    if zone.day(at) == utc.day(at) {
        format!("{local} {name} ({} UTC)", clock_time(at, utc))
    } else {
        format!("{local} {name} ({} UTC)", whole(at, utc))
    }
}

/// `Tue 24 Nov 2026`.
pub fn day_words(at: Moment, zone: Zone) -> String {
    let day = zone.day(at);
    format!("{} {}", day_name(&day), day.format("%-d %b %Y"))
}

fn whole(at: Moment, zone: Zone) -> String {
    format!("{} {}", day_words(at, zone), clock_time(at, zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_whole_and_has_both_readings() {
        let said = |zone: &str, at: &str| moment_words(at.parse().unwrap(), Zone::named(zone).unwrap());
        let at = "2026-11-24T13:05:00Z";
        assert_eq!(said("Europe/Berlin", at), "Tue 24 Nov 2026 14:05 CET (13:05 UTC)");
        assert_eq!(said("UTC", at), "Tue 24 Nov 2026 13:05 UTC");
        assert_eq!(
            said("Asia/Tokyo", "2026-12-31T20:00:00Z"),
            "Fri 1 Jan 2027 05:00 JST (Thu 31 Dec 2026 20:00 UTC)"
        );
    }
}
