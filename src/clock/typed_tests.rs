//! What a typed line means. The clock stands at Tue 24 Nov 2026 14:30 in Berlin.

use super::*;
use crate::clock::{clock_time, from_millis};
use chrono::{Offset, Timelike};
use proptest::prelude::*;

fn berlin() -> Zone {
    Zone::named("Europe/Berlin").unwrap()
}

fn now() -> Moment {
    "2026-11-24T13:30:00Z".parse().unwrap()
}

fn entry(line: &str) -> (Option<String>, String) {
    let entry = parse_entry(line, now(), berlin()).unwrap();
    (entry.at.map(|at| at.to_rfc3339()), entry.text)
}

#[track_caller]
fn at(line: &str, moment: &str, text: &str) {
    let moment: Moment = moment.parse().unwrap();
    assert_eq!(entry(line), (Some(moment.to_rfc3339()), text.to_owned()), "{line}");
}

fn refused(line: &str) -> TypedTimeError {
    parse_entry(line, now(), berlin()).unwrap_err()
}

#[test]
fn line_may_begin_with_a_time() {
    at("14:05 blocked the token", "2026-11-24T13:05:00Z", "blocked the token");
    at("9:05 x", "2026-11-24T08:05:00Z", "x");
    at("  14:05:33   x  y ", "2026-11-24T13:05:33Z", "x  y");
    at("14:05", "2026-11-24T13:05:00Z", "");
    at("14:05\nfirst\nsecond", "2026-11-24T13:05:00Z", "first\nsecond");
    at("today 14:05 x", "2026-11-24T13:05:00Z", "x");
    at("Yesterday 23:10 x", "2026-11-23T22:10:00Z", "x");
}

#[test]
fn clock_time_still_to_come_means_yesterday() {
    at("14:30 x", "2026-11-24T13:30:00Z", "x");
    at("14:31 x", "2026-11-23T13:31:00Z", "x");
    at("23:59 x", "2026-11-23T22:59:00Z", "x");
}

#[test]
fn time_ago_counts_back_from_now() {
    at("-20m x", "2026-11-24T13:10:00Z", "x");
    at("-1h30m x", "2026-11-24T12:00:00Z", "x");
    at("-1h 30m x", "2026-11-24T12:00:00Z", "x");
    at("-1h 30 hosts", "2026-11-24T12:30:00Z", "30 hosts");
    at("-1h 2d x", "2026-11-24T12:30:00Z", "2d x");
    at("-2d x", "2026-11-22T13:30:00Z", "x");
    at("-1d2h3m x", "2026-11-23T11:27:00Z", "x");
}

#[test]
fn dates_are_read_in_the_zone_shown() {
    at("2026-11-24T14:05:00+01:00 x", "2026-11-24T13:05:00Z", "x");
    at("2026-11-24T13:05Z x", "2026-11-24T13:05:00Z", "x");
    at("2026-11-24T14:05:00.250+0100 x", "2026-11-24T13:05:00.250Z", "x");
    at("2026-11-24T14:05 x", "2026-11-24T13:05:00Z", "x");
    at("2026-11-24 14:05 x", "2026-11-24T13:05:00Z", "x");
    at("24 Nov 14:05 x", "2026-11-24T13:05:00Z", "x");
    at("24 november 2025 14:05 x", "2025-11-24T13:05:00Z", "x");
    at("Tue 24 Nov 14:05 x", "2026-11-24T13:05:00Z", "x");
    at("29 Feb 2024 10:00 x", "2024-02-29T09:00:00Z", "x");
}

#[test]
fn weekday_means_the_last_one() {
    at("Sun 10:12 x", "2026-11-22T09:12:00Z", "x");
    at("tuesday 14:00 x", "2026-11-24T13:00:00Z", "x");
    at("Tue 15:00 x", "2026-11-17T14:00:00Z", "x");
    at("Wed 10:00 x", "2026-11-18T09:00:00Z", "x");
}

#[test]
fn day_without_a_year_is_the_last_one_near() {
    let january: Moment = "2026-01-02T10:00:00Z".parse().unwrap();
    let read = |line| parse_entry(line, january, Zone::UTC);
    let last_night = read("31 Dec 23:50 x").unwrap().at.unwrap();
    assert_eq!(last_night.to_rfc3339(), "2025-12-31T23:50:00+00:00");
    assert!(matches!(read("3 Jan 10:00 x"), Err(TypedTimeError::Future { .. })));
    assert!(matches!(refused("25 Nov 14:05 x"), TypedTimeError::Future { .. }));
}

#[test]
fn what_only_looks_like_a_time_is_words() {
    for line in [
        "14 hosts down",
        "404 errors on the login",
        "10 machines",
        "3:1 odds",
        "16 MB",
        "08:00:27:4e:66:a1 has joined",
        "08:00:2b:01:02:03 has joined",
        "20:01:db8::1 answers",
        "22:443 open",
        "-3 hosts",
        "tomorrow we rotate the keys",
        "24 Nov 2026 was quiet",
        "-20 degrees",
        "-20",
        "- 20m",
        "-m",
        "1:1 with leo",
        "14:05-14:20 outage",
        "24 Nov we saw it",
        "May 14:05",
        "2026-11-24 the invoice",
        "2026-11-24",
        "2026-11-24Tea",
        "Sun went down",
        "now",
        "today",
        "yesterday x",
        "٣:٠٥ x",
        "10.0.0.1:22 scanned",
        "Thu",
        "",
    ] {
        assert_eq!(entry(line), (None, line.to_owned()), "{line}");
    }
}

#[test]
fn what_begins_like_a_time_and_is_none_is_refused() {
    for (line, part) in [
        ("25:99 words", "25:99"),
        ("24:00 foo", "24:00"),
        ("14:60", "14:60"),
        ("14:5 x", "14:5"),
        ("14:05, blocked", "14:05,"),
        ("14:05: blocked", "14:05:"),
        ("14:05:61 x", "14:05:61"),
        ("2:05pm blocked", "2:05pm"),
        ("14:05h x", "14:05h"),
        ("-20min x", "-20min"),
        ("-2hrs x", "-2hrs"),
        ("-30m1h x", "-30m1h"),
        ("-99999d x", "-99999d"),
        ("yesterday 25:10 x", "yesterday 25:10"),
        ("Sun 14:60 x", "Sun 14:60"),
        ("2026-11-24 24:00 x", "2026-11-24 24:00"),
        ("2026-11-24T25:00 x", "2026-11-24T25:00"),
        ("2026-11-24T14:05:00+99:00 x", "2026-11-24T14:05:00+99:00"),
        ("24 Nov 25:99 x", "24 Nov 25:99"),
        ("Tue 24 Nov 2026 25:99 x", "Tue 24 Nov 2026 25:99"),
    ] {
        let typed = part.to_owned();
        assert_eq!(refused(line), TypedTimeError::Unreadable { typed }, "{line}");
        assert_eq!(entry(&format!("\\{line}")), (None, line.to_owned()), "{line}");
    }
    assert!(matches!(refused("tomorrow 10:00 words"), TypedTimeError::Future { .. }));
    assert_eq!(
        refused("25:99 words").to_string(),
        "\"25:99\" begins like a time and cannot be read as one; write 14:05, yesterday 23:10, -20m or 24 Nov 14:05 and a \
         space, or begin with \\ to keep it as words"
    );
}

#[test]
fn backslash_keeps_words() {
    assert_eq!(
        entry("\\14:05 is when it began"),
        (None, "14:05 is when it began".into())
    );
    assert_eq!(entry("\\\\x"), (None, "\\x".into()));
}

#[test]
fn refusals_say_what_would_be_right() {
    let future = refused("2026-11-27 03:51 x").to_string();
    assert!(
        future.starts_with("\"2026-11-27 03:51\" is Fri 27 Nov 03:51, which is still to come;"),
        "{future}"
    );
    assert!(matches!(refused("today 23:00 x"), TypedTimeError::Future { .. }));
    assert!(matches!(refused("31 Feb 14:05 x"), TypedTimeError::NoSuchDay { .. }));
    assert!(matches!(
        refused("2026-02-30 14:05 x"),
        TypedTimeError::NoSuchDay { .. }
    ));
    assert!(matches!(
        refused("2026-02-30T14:05 x"),
        TypedTimeError::NoSuchDay { .. }
    ));
    let weekday = TypedTimeError::WrongWeekday {
        typed: "Mon 24 Nov 14:05".into(),
        is: "Tue",
    };
    assert_eq!(refused("Mon 24 Nov 14:05 x"), weekday);
}

#[test]
fn hours_skipped_or_repeated_follow_the_rule() {
    let gap: Moment = "2026-03-29T10:00:00Z".parse().unwrap();
    let read = |line, now| parse_entry(line, now, berlin()).unwrap().at.unwrap();
    assert_eq!(read("02:30 x", gap).to_rfc3339(), "2026-03-29T01:00:00+00:00");
    let twice: Moment = "2026-10-25T10:00:00Z".parse().unwrap();
    assert_eq!(read("02:30 x", twice).to_rfc3339(), "2026-10-25T00:30:00+00:00");
}

#[test]
fn whole_input_must_be_a_time() {
    let read = |input, allow| parse_moment(input, now(), berlin(), allow);
    assert_eq!(read("now", Allow::Past), Ok(now()));
    assert_eq!(
        read(" 15:00 ", Allow::Any).unwrap().to_rfc3339(),
        "2026-11-24T14:00:00+00:00"
    );
    assert_eq!(
        read("15:00", Allow::Past).unwrap().to_rfc3339(),
        "2026-11-23T14:00:00+00:00"
    );
    assert_eq!(
        read("10 Jan 09:00", Allow::Any).unwrap().to_rfc3339(),
        "2027-01-10T08:00:00+00:00"
    );
    assert!(matches!(
        read("Fri 10:00", Allow::Any),
        Err(TypedTimeError::WhichWeek { .. })
    ));
    assert!(read("Fri 10:00", Allow::Past).is_ok());
    for input in ["14:05 x", "", "soon", "2026-11-24", "25:99", "-20min"] {
        assert!(
            matches!(read(input, Allow::Past), Err(TypedTimeError::NotATime { .. })),
            "{input}"
        );
    }
}

#[test]
fn dates_are_read() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 24);
    assert_eq!(parse_date(" 2026-11-24 ").ok(), day);
    assert_eq!(parse_date("24 Nov 2026").ok(), day);
    assert!(matches!(
        parse_date("2026-02-30"),
        Err(TypedTimeError::NoSuchDay { .. })
    ));
    for input in ["24 Nov", "tomorrow", "", "2026-1-2", "24.11.2026"] {
        assert!(
            matches!(parse_date(input), Err(TypedTimeError::NotADate { .. })),
            "{input}"
        );
    }
}

proptest! {
    #[test]
    fn no_line_breaks_the_reader(line in any::<String>(), millis in any::<i64>()) {
        let now = from_millis(millis);
        let _ = parse_entry(&line, now, berlin());
        let _ = parse_moment(&line, now, berlin(), Allow::Any);
        let _ = parse_date(&line);
    }

    #[test]
    fn no_line_made_of_times_breaks_the_reader(
        line in "(-|[0-9]{1,4}|:|d|h|m|T|Z|\\+| |Sun|Nov|yesterday|é){0,12}", millis in any::<i64>(),
    ) {
        for allow in [Allow::Past, Allow::Any] {
            let _ = parse_moment(&line, from_millis(millis), berlin(), allow);
        }
        let _ = parse_entry(&line, from_millis(millis), berlin());
    }

    #[test]
    fn what_is_shown_can_be_typed_back(
        name in prop::sample::select(Zone::names().collect::<Vec<_>>()),
        seconds in 0_i64..2_000_000_000,
        later in 0_i64..200 * 86_400,
    ) {
        let zone = Zone::named(name).unwrap();
        let at = from_millis(seconds * 1000);
        let now = from_millis((seconds + later) * 1000);
        let wall = zone.local(at).naive_local().with_second(0).unwrap();
        let meant = zone.instant(wall);
        prop_assume!(meant <= now);
        let typed = full(at, now, zone);
        prop_assert_eq!(parse_moment(&typed, now, zone, Allow::Past), Ok(meant));
        let iso = zone.local(at).to_rfc3339();
        // RFC 3339 has no seconds in an offset; a few zones had them until 1972.
        if zone.local(at).offset().fix().local_minus_utc() % 60 == 0 {
            prop_assert_eq!(parse_moment(&iso, now, zone, Allow::Past), Ok(at));
        }
        if later < 43_200 {
            let typed = clock_time(at, zone);
            let read = parse_moment(&typed, now, zone, Allow::Past).unwrap();
            prop_assert_eq!(clock_time(read, zone), clock_time(meant, zone));
        }
    }
}
