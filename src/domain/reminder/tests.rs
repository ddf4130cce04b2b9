//! When a deadline is said, against clocks that change, people who are away, and people who have heard it.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::person::Person;
use super::plan::{Plan, Side};
use super::quiet::Quiet;
use crate::clock::Moment;
use crate::domain::deadline::{Deadline, DeadlineKind, Standing};
use crate::domain::subject::{Subject, SubjectKind};
use crate::policy::Policy;

fn at(text: &str) -> Moment {
    text.parse().unwrap_or_else(|_| panic!("{text} is no moment"))
}

/// A notice of 72 hours, or a review of 14 days.
fn deadline(kind: DeadlineKind, started: &str, due: &str) -> Deadline {
    Deadline {
        subject: Subject::new(SubjectKind::Incident, "i1"),
        label: "Q7K4".to_owned(),
        title: "Exports readable by everyone".to_owned(),
        kind,
        who: None,
        twin: 0,
        owner: None,
        started_at: Some(at(started)),
        clock: "1".to_owned(),
        quiet: Vec::new(),
        due_at: Some(at(due)),
        window: "72 h".to_owned(),
        counts_hours: kind == DeadlineKind::Notice,
        requirement: kind.requirement().to_owned(),
        standing: Standing::Running,
    }
}

fn mira() -> Person {
    Person::named("mira")
}

fn notice() -> Deadline {
    deadline(DeadlineKind::Notice, "2026-11-24T03:00:00Z", "2026-11-27T03:00:00Z")
}

/// Due on Friday the 18th of December 2026; the business is open from 9 to 17 UTC from Monday to Friday.
fn review() -> Deadline {
    deadline(DeadlineKind::Review, "2026-12-04T15:00:00Z", "2026-12-18T15:00:00Z")
}

fn office() -> Policy {
    Policy::from_toml(
        "[calendar]\nzone = 'UTC'\nstart = '09:00'\nend = '17:00'\nholidays = []\n",
        "test",
    )
    .unwrap()
}

fn labels(deadline: &Deadline, policy: &Policy, now: &str) -> Vec<String> {
    let plan = Plan::of(deadline, policy, &mira(), false).unwrap();
    plan.come_up(at(now)).into_iter().map(|one| one.label).collect()
}

fn quiet(said: &str, until: Option<&str>) -> Quiet {
    Quiet {
        person: "mira".to_owned(),
        clock: "1".to_owned(),
        at: at(said),
        until: until.map(at),
    }
}

#[test]
fn hour_clocks_are_said_at_their_thresholds_and_every_four_hours_while_late() {
    let (deadline, policy) = (notice(), Policy::embedded());
    let plan = Plan::of(&deadline, &policy, &mira(), false).unwrap();
    let mut now = at("2026-11-24T03:00:00Z");
    let mut said = Vec::new();
    while let Some(next) = plan.next(now).filter(|next| *next < at("2026-11-27T12:00:00Z")) {
        let newest = plan.come_up(next).pop().unwrap();
        assert_eq!(newest.at, next, "what comes up at its instant is heard then");
        said.push(format!("{} {}", next.format("%dT%H:%M"), newest.label));
        now = next;
    }
    assert_eq!(
        said,
        [
            "25T03:00 48 h",
            "26T03:00 24 h",
            "26T19:00 8 h",
            "27T01:00 2 h",
            "27T02:30 30 m",
            "27T03:00 due",
            "27T07:00 late 4 h",
            "27T11:00 late 8 h",
        ]
    );
}

#[test]
fn of_a_late_one_the_last_time_alone_is_said() {
    let (deadline, policy) = (notice(), Policy::embedded());
    assert_eq!(
        labels(&deadline, &policy, "2026-11-28T04:00:00Z"),
        ["48 h", "24 h", "8 h", "2 h", "30 m", "due", "late 24 h"]
    );
}

#[test]
fn what_lay_before_the_start_is_left_out() {
    let mut deadline = notice();
    deadline.started_at = Some(at("2026-11-26T03:00:00Z"));
    assert_eq!(
        labels(&deadline, &Policy::embedded(), "2026-11-26T19:30:00Z"),
        ["8 h"],
        "of a clock of 24 hours, 24 hours left is its start"
    );
}

#[test]
fn day_clocks_wait_for_the_morning_and_turn_weekly() {
    let (deadline, policy) = (review(), office());
    assert_eq!(
        labels(&deadline, &policy, "2026-12-11T16:00:00Z"),
        Vec::<String>::new(),
        "in the afternoon it waits"
    );
    assert_eq!(
        labels(&deadline, &policy, "2026-12-13T10:00:00Z"),
        Vec::<String>::new(),
        "on a Sunday too"
    );
    assert_eq!(labels(&deadline, &policy, "2026-12-14T09:00:00Z"), ["7 days"]);
    let plan = Plan::of(&deadline, &policy, &mira(), false).unwrap();
    let mut now = at("2026-12-18T09:00:00Z");
    let mut said: Vec<(String, String)> = Vec::new();
    while now < at("2027-01-13T00:00:00Z") {
        let newest = plan.come_up(now).pop().unwrap();
        if said.last().is_none_or(|(_, label)| *label != newest.label) {
            said.push((now.format("%a %d").to_string(), newest.label));
        }
        now = plan.next(now).unwrap();
    }
    let said: Vec<String> = said.into_iter().map(|(day, label)| format!("{day}: {label}")).collect();
    assert_eq!(
        said,
        [
            "Fri 18: 1 day",
            "Mon 21: late 2 days",
            "Tue 22: late 3 days",
            "Wed 23: late 4 days",
            "Thu 24: late 5 days",
            "Fri 25: late 6 days",
            "Mon 28: late 7 days",
            "Mon 04: late 14 days",
            "Mon 11: late 21 days",
        ]
    );
}

#[test]
fn owner_alone_is_told_and_everybody_where_there_is_none() {
    let policy = Policy::embedded();
    let mut deadline = notice();
    assert!(Plan::of(&deadline, &policy, &mira(), false).is_some());
    assert!(Plan::of(&deadline, &policy, &mira(), true).is_none());
    deadline.owner = Some("Mira".to_owned());
    assert!(Plan::of(&deadline, &policy, &mira(), true).is_some());
    assert!(Plan::of(&deadline, &policy, &Person::named("jonas"), false).is_none());
}

#[test]
fn what_does_not_run_is_silent() {
    let policy = Policy::embedded();
    let over = [
        Standing::Met {
            at: at("2026-11-24T04:00:00Z"),
        },
        Standing::Waived {
            at: at("2026-11-24T04:00:00Z"),
            by: "mira".to_owned(),
            reason: "told by phone".to_owned(),
        },
        Standing::Cancelled {
            why: "the breach was withdrawn".to_owned(),
        },
        Standing::Pending,
    ];
    for standing in over {
        let deadline = Deadline { standing, ..notice() };
        assert!(Plan::of(&deadline, &policy, &mira(), false).is_none());
    }
}

#[test]
fn acknowledged_is_quiet_until_the_next_threshold_and_a_late_one_for_a_day() {
    let policy = Policy::embedded();
    let mut deadline = notice();
    deadline.quiet = vec![quiet("2026-11-26T19:05:00Z", None)];
    assert_eq!(labels(&deadline, &policy, "2026-11-26T20:00:00Z"), Vec::<String>::new());
    assert_eq!(labels(&deadline, &policy, "2026-11-27T01:00:00Z"), ["2 h"]);
    deadline.quiet = vec![quiet("2026-11-27T07:10:00Z", None)];
    assert_eq!(labels(&deadline, &policy, "2026-11-28T07:00:00Z"), Vec::<String>::new());
    assert_eq!(labels(&deadline, &policy, "2026-11-28T11:00:00Z"), ["late 32 h"]);
    // Somebody else's word silences nobody.
    deadline.quiet[0].person = "jonas".to_owned();
    assert_eq!(labels(&deadline, &policy, "2026-11-27T07:15:00Z").len(), 7);
}

#[test]
fn snoozed_is_said_again_and_the_due_time_is_never_slept_through() {
    let policy = Policy::embedded();
    let mut deadline = notice();
    deadline.quiet = vec![quiet("2026-11-27T02:31:00Z", Some("2026-11-27T03:01:00Z"))];
    assert_eq!(labels(&deadline, &policy, "2026-11-27T02:59:00Z"), Vec::<String>::new());
    assert_eq!(labels(&deadline, &policy, "2026-11-27T03:00:00Z"), ["due"]);
    assert_eq!(labels(&deadline, &policy, "2026-11-27T03:01:00Z"), ["due", "snoozed"]);
    let plan = Plan::of(&deadline, &policy, &mira(), false).unwrap();
    assert_eq!(plan.next(at("2026-11-27T03:00:00Z")), Some(at("2026-11-27T03:01:00Z")));
}

#[test]
fn days_keep_the_wall_clock_across_daylight_saving() {
    let policy = Policy::from_toml(
        "[calendar]\nzone = 'Europe/Berlin'\nstart = '09:00'\nend = '17:00'\nholidays = []\n",
        "test",
    )
    .unwrap();
    // Clocks go back on 25 October 2026; due at 8:30 in the morning of Monday the 26th.
    let deadline = deadline(DeadlineKind::Review, "2026-10-12T06:30:00Z", "2026-10-26T07:30:00Z");
    let plan = Plan::of(&deadline, &policy, &mira(), false).unwrap();
    let monday = plan.come_up(at("2026-10-26T08:00:00Z"));
    let days: Vec<(String, String)> = monday
        .iter()
        .map(|one| (one.label.clone(), one.at.to_rfc3339()))
        .collect();
    assert_eq!(days[2], ("1 day".to_owned(), "2026-10-25T07:30:00+00:00".to_owned()));
    assert_eq!(days[1], ("3 days".to_owned(), "2026-10-23T06:30:00+00:00".to_owned()));
    // 48 hours are 48 hours, whatever the clock on the wall does.
    let hours = Deadline {
        kind: DeadlineKind::Notice,
        counts_hours: true,
        ..deadline.clone()
    };
    let plan = Plan::of(&hours, &policy, &mira(), false).unwrap();
    assert_eq!(
        plan.come_up(at("2026-10-26T07:00:00Z"))[0].at,
        at("2026-10-24T07:30:00Z")
    );
}

#[test]
fn corrected_due_time_says_again_that_it_is_due_but_not_how_much_is_left() {
    let policy = Policy::embedded();
    let keys = |deadline: &Deadline| -> Vec<(Side, String)> {
        let plan = Plan::of(deadline, &policy, &mira(), false).unwrap();
        let found = plan.come_up(at("2026-12-02T00:00:00Z"));
        found.into_iter().map(|one| (one.side, one.key)).collect()
    };
    let before = keys(&notice());
    let moved = Deadline {
        due_at: Some(at("2026-11-27T05:00:00Z")),
        ..notice()
    };
    for (old, new) in before.iter().zip(keys(&moved)) {
        assert_eq!(old.1 == new.1, old.0 == Side::Before, "{old:?} {new:?}");
    }
}

fn any_deadline() -> impl Strategy<Value = Deadline> {
    (
        any::<bool>(),
        0_i64..60 * 24 * 40,
        1_i64..60 * 24 * 40,
        proptest::option::of((0_i64..60 * 24 * 60, proptest::option::of(1_i64..300))),
    )
        .prop_map(|(hours, start, length, wish)| {
            let base = at("2026-10-01T00:00:00Z");
            let started = base + TimeDelta::minutes(start);
            let mut deadline = if hours { notice() } else { review() };
            deadline.started_at = Some(started);
            deadline.due_at = Some(started + TimeDelta::minutes(length));
            deadline.quiet = wish
                .map(|(said, span)| {
                    let said = base + TimeDelta::minutes(said);
                    Quiet {
                        person: "mira".to_owned(),
                        clock: "1".to_owned(),
                        at: said,
                        until: span.map(|span| said + TimeDelta::minutes(span)),
                    }
                })
                .into_iter()
                .collect();
            deadline
        })
}

proptest! {
    /// Who sleeps until `next` hears everything that who looks each minute hears.
    #[test]
    fn nothing_new_comes_up_before_the_next_instant(deadline in any_deadline(), now in 0_i64..60 * 24 * 90, part in 0.0_f64..1.0) {
        let policy = office();
        let plan = Plan::of(&deadline, &policy, &mira(), false).unwrap();
        let now = at("2026-10-01T00:00:00Z") + TimeDelta::minutes(now);
        let known: Vec<String> = plan.come_up(now).into_iter().map(|one| one.key).collect();
        let next = plan.next(now).unwrap();
        prop_assert!(next > now);
        let span = (next - now).num_milliseconds();
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "any instant in between will do")]
        let between = now + TimeDelta::milliseconds((span as f64 * part) as i64);
        prop_assume!(between < next);
        for one in plan.come_up(between) {
            prop_assert!(known.contains(&one.key) || one.at <= now, "{} at {} came up between {now} and {next}", one.key, one.at);
        }
    }

    /// A threshold that came up stays up until it is put off, or a later time that it is late takes its place.
    #[test]
    fn who_looks_late_finds_what_who_looked_in_time_found(deadline in any_deadline(), now in 0_i64..60 * 24 * 90, later in 0_i64..60 * 24 * 20) {
        let deadline = Deadline { quiet: Vec::new(), ..deadline };
        let policy = office();
        let plan = Plan::of(&deadline, &policy, &mira(), false).unwrap();
        let now = at("2026-10-01T00:00:00Z") + TimeDelta::minutes(now);
        let mut then = now + TimeDelta::minutes(later);
        if !deadline.counts_hours {
            then = policy.calendar.next_opening(then);
        }
        let found: Vec<String> = plan.come_up(then).into_iter().map(|one| one.key).collect();
        for one in plan.come_up(now) {
            prop_assert!(one.side == Side::Late || found.contains(&one.key), "{} is gone at {then}", one.key);
        }
    }
}
