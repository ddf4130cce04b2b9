//! Counting against an oracle that walks minute by minute and knows nothing of gaps, folds or intervals.

use chrono::{TimeDelta, Timelike};
use proptest::prelude::*;

use super::{berlin, date, lord_howe, new_york};
use crate::policy::Window;
use crate::policy::calendar::*;

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// Whether the wall clock, read at this instant, stands in office hours. Knows nothing of intervals or gaps.
fn reads_open(calendar: &Calendar, moment: Moment) -> bool {
    let local = calendar.zone.local(moment);
    let open = calendar.start <= local.time() && local.time() < calendar.end;
    open && calendar.days.contains(local.weekday()) && !calendar.holidays.contains(&local.date_naive())
}

/// Walks minute by minute until the wall clock shows a time at or after `target`, from an instant surely before it.
fn first_reading(zone: Zone, target: NaiveDateTime) -> Moment {
    let mut moment = target.and_utc() - TimeDelta::hours(16);
    while zone.local(moment).naive_local() < target {
        moment += MINUTE;
    }
    moment
}

fn oracle(calendar: &Calendar, start: Moment, window: Window) -> Moment {
    let local = calendar.zone.local(start).naive_local();
    let is_open_on = |day: NaiveDate| calendar.days.contains(day.weekday()) && !calendar.holidays.contains(&day);
    let mut day = local.date();
    match window {
        Window::Elapsed(minutes) => return start + TimeDelta::minutes(minutes.into()),
        Window::BusinessHours(hours) => {
            let (mut moment, mut left) = (start, hours * 60);
            while left > 0 {
                left -= u32::from(reads_open(calendar, moment));
                moment += MINUTE;
            }
            return moment;
        }
        Window::Days(days) => (0..days).for_each(|_| day = day.succ_opt().unwrap()),
        Window::BusinessDays(days) => {
            for _ in 0..days {
                day = day.succ_opt().unwrap();
                while !is_open_on(day) {
                    day = day.succ_opt().unwrap();
                }
            }
        }
        Window::Months(months) => {
            let (month, wanted) = (day.month0() + months, day.day());
            let year = day.year() + i32::try_from(month / 12).unwrap();
            let on = |last| NaiveDate::from_ymd_opt(year, month % 12 + 1, last);
            day = (1..=wanted).rev().find_map(on).unwrap();
        }
    }
    first_reading(calendar.zone, day.and_time(local.time()))
}

fn calendars() -> impl Strategy<Value = Calendar> {
    let zone = prop::sample::select(vec![
        berlin(),
        new_york(),
        lord_howe(),
        Zone::named("Asia/Kolkata").unwrap(),
    ]);
    // Office hours that a clock change never touches, and hours around the night in which it falls.
    let hours = prop_oneof![
        Just(("09:00:00", "17:00:00")),
        Just(("03:00:00", "11:30:00")),
        Just(("22:15:00", "23:45:00"))
    ];
    let days = prop::collection::btree_set(0_u8..7, 3..=7);
    let holidays = prop::collection::btree_set(0_u64..40, 0..6);
    (zone, hours, days, holidays).prop_map(|(zone, (start, end), days, holidays)| Calendar {
        zone,
        days: days.into_iter().filter_map(|day| Weekday::try_from(day).ok()).collect(),
        start: start.parse().unwrap(),
        end: end.parse().unwrap(),
        holidays: holidays
            .into_iter()
            .flat_map(|day| STARTS.map(|from| date(from) + chrono::Days::new(day)))
            .collect(),
    })
}

/// Days shortly before the clocks change somewhere, or before the end of a February.
const STARTS: [&str; 8] = [
    "2026-03-02",
    "2026-03-25",
    "2026-10-01",
    "2026-10-22",
    "2028-01-29",
    "2028-02-27",
    "2105-03-25",
    "2105-10-22",
];

fn starts() -> impl Strategy<Value = Moment> {
    (prop::sample::select(&STARTS[..]), 0_i64..10 * 24 * 60)
        .prop_map(|(day, minutes)| date(day).and_time(NaiveTime::MIN).and_utc() + TimeDelta::minutes(minutes))
}

fn windows() -> impl Strategy<Value = Window> {
    prop_oneof![
        (1_u32..10_000).prop_map(Window::Elapsed),
        (1_u32..30).prop_map(Window::BusinessHours),
        (1_u32..40).prop_map(Window::Days),
        (1_u32..15).prop_map(Window::BusinessDays),
        (1_u32..14).prop_map(Window::Months),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn due_times_agree_with_the_walking_oracle(calendar in calendars(), start in starts(), window in windows()) {
        prop_assert_eq!(calendar.due(start, &window), oracle(&calendar, start, window));
    }

    #[test]
    fn a_minimum_is_never_before_the_deadline_and_both_lie_ahead(
        calendar in calendars(), start in starts(), window in windows(),
    ) {
        let due = calendar.due(start, &window);
        prop_assert!(start < due && due <= calendar.due_at_least(start, &window));
    }

    #[test]
    fn wall_times_are_found_by_the_walking_oracle(calendar in calendars(), start in starts()) {
        let wall = start.naive_utc();
        prop_assert_eq!(calendar.resolve(wall), first_reading(calendar.zone, wall));
        prop_assert_eq!(wall.second(), 0);
    }

    #[test]
    fn business_time_is_what_the_wall_clock_reads(calendar in calendars(), start in starts()) {
        prop_assert_eq!(calendar.is_business_time(start), reads_open(&calendar, start));
    }
}
