//! Counting against cases worked out by hand.

use super::*;
use crate::policy::Window;

mod oracle;

fn office(zone: Zone) -> Calendar {
    use Weekday::{Fri, Mon, Thu, Tue, Wed};
    Calendar {
        zone,
        days: [Mon, Tue, Wed, Thu, Fri].into_iter().collect(),
        start: "09:00:00".parse().unwrap(),
        end: "17:00:00".parse().unwrap(),
        holidays: BTreeSet::new(),
    }
}

fn berlin() -> Zone {
    Zone::named("Europe/Berlin").unwrap()
}

fn new_york() -> Zone {
    Zone::named("America/New_York").unwrap()
}

/// Moves its clocks by half an hour.
fn lord_howe() -> Zone {
    Zone::named("Australia/Lord_Howe").unwrap()
}

fn apia() -> Zone {
    Zone::named("Pacific/Apia").unwrap()
}

/// An instant written as RFC 3339.
fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn wall(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

/// The due time on the local wall clock, with its offset.
fn due(calendar: &Calendar, start: &str, window: &str) -> String {
    let due = calendar.due(at(start), &window.parse().unwrap());
    calendar.local(due).format("%a %Y-%m-%d %H:%M %:z").to_string()
}

#[test]
fn a_wall_time_in_the_gap_means_the_first_instant_after_it() {
    assert_eq!(
        resolve_in(berlin(), wall("2026-03-29T02:30:00")),
        at("2026-03-29T01:00:00Z")
    );
    assert_eq!(
        resolve_in(berlin(), wall("2026-03-29T02:00:00")),
        at("2026-03-29T01:00:00Z")
    );
    assert_eq!(
        resolve_in(new_york(), wall("2026-03-08T02:59:59")),
        at("2026-03-08T07:00:00Z")
    );
    assert_eq!(
        resolve_in(lord_howe(), wall("2026-10-04T02:15:00")),
        at("2026-10-03T15:30:00Z")
    );
    assert_eq!(
        resolve_in(apia(), wall("2011-12-30T12:00:00")),
        at("2011-12-30T10:00:00Z"),
        "a whole day was skipped"
    );
}

#[test]
fn a_wall_time_that_comes_twice_means_the_earlier() {
    assert_eq!(
        resolve_in(berlin(), wall("2026-10-25T02:30:00")),
        at("2026-10-25T00:30:00Z")
    );
    assert_eq!(
        resolve_in(new_york(), wall("2026-11-01T01:30:00")),
        at("2026-11-01T05:30:00Z")
    );
    assert_eq!(
        resolve_in(lord_howe(), wall("2026-04-05T01:45:00")),
        at("2026-04-04T14:45:00Z")
    );
}

#[test]
fn a_minimum_period_takes_the_later_reading() {
    let berlin = office(berlin());
    let day = Window::Days(1);
    assert_eq!(berlin.due(at("2026-10-24T00:30:00Z"), &day), at("2026-10-25T00:30:00Z"));
    assert_eq!(
        berlin.due_at_least(at("2026-10-24T00:30:00Z"), &day),
        at("2026-10-25T01:30:00Z")
    );
    let utc = office(Zone::UTC);
    let hours = Window::BusinessHours(8);
    assert_eq!(utc.due(at("2026-11-20T09:00:00Z"), &hours), at("2026-11-20T17:00:00Z"));
    assert_eq!(
        utc.due_at_least(at("2026-11-20T09:00:00Z"), &hours),
        at("2026-11-23T09:00:00Z")
    );
}

#[test]
fn elapsed_hours_pass_whatever_the_clock_on_the_wall_does() {
    assert_eq!(
        due(&office(berlin()), "2026-03-27T12:00:00Z", "72h"),
        "Mon 2026-03-30 14:00 +02:00"
    );
    assert_eq!(
        due(&office(berlin()), "2026-10-23T12:00:00Z", "72h"),
        "Mon 2026-10-26 13:00 +01:00"
    );
}

#[test]
fn days_keep_the_wall_clock() {
    assert_eq!(
        due(&office(berlin()), "2026-03-20T09:15:00Z", "14 days"),
        "Fri 2026-04-03 10:15 +02:00"
    );
    assert_eq!(
        due(&office(new_york()), "2026-10-25T13:00:00Z", "14 days"),
        "Sun 2026-11-08 09:00 -05:00"
    );
    assert_eq!(
        due(&office(berlin()), "2026-03-28T01:30:00Z", "1 day"),
        "Sun 2026-03-29 03:00 +02:00",
        "in the gap"
    );
    assert_eq!(
        due(&office(lord_howe()), "2026-10-02T15:45:00Z", "1 day"),
        "Sun 2026-10-04 02:30 +11:00",
        "in the gap"
    );
}

#[test]
fn clocks_change_after_2099_too() {
    let berlin = office(berlin());
    assert_eq!(
        due(&berlin, "2103-06-20T09:15:00Z", "24 months"),
        "Sat 2105-06-20 11:15 +02:00"
    );
    assert_eq!(
        due(&berlin, "2105-03-27T09:15:00Z", "14 days"),
        "Fri 2105-04-10 10:15 +02:00",
        "the clocks went forward on the 29th"
    );
    assert_eq!(berlin.resolve(wall("2105-03-29T02:30:00")), at("2105-03-29T01:00:00Z"));
    assert_eq!(berlin.resolve(wall("2105-10-25T02:30:00")), at("2105-10-25T00:30:00Z"));
}

#[test]
fn months_clamp_to_the_last_day() {
    let utc = office(Zone::UTC);
    assert_eq!(
        due(&utc, "2026-01-31T10:00:00Z", "1 month"),
        "Sat 2026-02-28 10:00 +00:00"
    );
    assert_eq!(
        due(&utc, "2028-01-31T10:00:00Z", "1 month"),
        "Tue 2028-02-29 10:00 +00:00"
    );
    assert_eq!(
        due(&utc, "2028-02-29T10:00:00Z", "12 months"),
        "Wed 2029-02-28 10:00 +00:00"
    );
    assert_eq!(
        due(&utc, "2026-05-20T10:00:00Z", "24 months"),
        "Sat 2028-05-20 10:00 +00:00"
    );
}

#[test]
fn business_hours_start_at_the_next_opening_and_may_end_at_closing() {
    let utc = office(Zone::UTC);
    assert_eq!(
        due(&utc, "2026-11-20T10:30:00Z", "1 business hour"),
        "Fri 2026-11-20 11:30 +00:00"
    );
    assert_eq!(
        due(&utc, "2026-11-20T16:00:00Z", "1 business hour"),
        "Fri 2026-11-20 17:00 +00:00",
        "exactly at closing"
    );
    assert_eq!(
        due(&utc, "2026-11-20T16:30:00Z", "1 business hour"),
        "Mon 2026-11-23 09:30 +00:00"
    );
    assert_eq!(
        due(&utc, "2026-11-20T17:00:00Z", "1 business hour"),
        "Mon 2026-11-23 10:00 +00:00",
        "closing is closed"
    );
    assert_eq!(
        due(&utc, "2026-11-22T03:00:00Z", "1 business hour"),
        "Mon 2026-11-23 10:00 +00:00"
    );
    assert_eq!(
        due(&utc, "2026-11-23T08:59:00Z", "16 business hours"),
        "Tue 2026-11-24 17:00 +00:00"
    );
}

#[test]
fn business_days_skip_weekends_and_holidays() {
    let mut berlin = office(berlin());
    assert_eq!(
        due(&berlin, "2026-12-23T09:00:00Z", "2 business days"),
        "Fri 2026-12-25 10:00 +01:00"
    );
    berlin.holidays = [date("2026-12-25"), date("2026-12-28")].into();
    assert_eq!(
        due(&berlin, "2026-12-23T09:00:00Z", "2 business days"),
        "Tue 2026-12-29 10:00 +01:00"
    );
    assert_eq!(
        due(&berlin, "2026-12-24T15:30:00Z", "1 business hour"),
        "Tue 2026-12-29 09:30 +01:00"
    );
    assert_eq!(
        due(&berlin, "2026-12-26T09:00:00Z", "1 business day"),
        "Tue 2026-12-29 10:00 +01:00",
        "from a Saturday"
    );
}

#[test]
fn a_bare_date_is_due_at_the_end_of_the_day_reached() {
    let berlin = office(berlin());
    assert_eq!(berlin.end_of_day(date("2026-07-01")), at("2026-07-01T21:59:59Z"));
    let from = |text: &str, window: Window| berlin.due_from_date(date(text), &window);
    assert_eq!(from("2026-03-20", Window::Days(14)), at("2026-04-03T21:59:59Z"));
    assert_eq!(from("2027-08-31", Window::Months(6)), at("2028-02-29T22:59:59Z"));
    assert_eq!(from("2026-11-20", Window::BusinessDays(1)), at("2026-11-23T22:59:59Z"));
    assert_eq!(from("2026-11-20", Window::Elapsed(60)), at("2026-11-20T00:00:00Z"));
    assert_eq!(from("2026-11-21", Window::BusinessHours(1)), at("2026-11-23T09:00:00Z"));
}

#[test]
fn business_time_is_half_open() {
    let utc = office(Zone::UTC);
    for (moment, open) in [
        ("2026-11-20T08:59:59Z", false),
        ("2026-11-20T09:00:00Z", true),
        ("2026-11-20T16:59:59Z", true),
        ("2026-11-20T17:00:00Z", false),
        ("2026-11-21T12:00:00Z", false),
    ] {
        assert_eq!(utc.is_business_time(at(moment)), open, "{moment}");
    }
}

#[test]
fn a_calendar_that_never_opens_counts_as_elapsed() {
    let mut closed = office(Zone::UTC);
    closed.days = WorkingDays::from_iter([]);
    assert!(closed.days.is_empty());
    assert_eq!(
        closed.due(at("2026-11-20T12:00:00Z"), &Window::BusinessHours(4)),
        at("2026-11-20T16:00:00Z")
    );
    assert_eq!(
        closed.due(at("2026-11-20T12:00:00Z"), &Window::BusinessDays(4)),
        at("2026-11-24T12:00:00Z")
    );
}

#[test]
fn silly_input_has_an_answer() {
    let windows = [
        Window::Elapsed,
        Window::BusinessHours,
        Window::Days,
        Window::BusinessDays,
        Window::Months,
    ]
    .map(|of| of(u32::MAX));
    let starts = [
        Moment::MIN_UTC,
        at("2026-11-20T12:00:00Z"),
        at("9999-12-31T23:59:59Z"),
        Moment::MAX_UTC,
    ];
    let end = at("9999-12-31T23:59:59Z");
    for zone in [berlin(), lord_howe(), new_york(), apia()] {
        let calendar = office(zone);
        for start in starts {
            for window in windows {
                assert!(calendar.due(start, &window) <= end);
                assert!(calendar.due_at_least(start, &window) <= end);
            }
            assert!(calendar.local(start).year() <= 10_000);
            let _ = calendar.is_business_time(start);
        }
        for day in [NaiveDate::MIN, NaiveDate::MAX, date("9999-12-31")] {
            assert!(calendar.end_of_day(day) <= end);
            assert!(windows.iter().all(|window| calendar.due_from_date(day, window) <= end));
        }
        assert_eq!(calendar.due(at("2026-11-20T12:00:00Z"), &Window::Days(u32::MAX)), end);
    }
}
