//! When deadlines are said: what ships, what a user overrides, what is refused.

use super::{accepted, problems};
use crate::policy::{Policy, Window};

fn words(windows: &[Window]) -> String {
    windows.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_defaults_of_dl_3_ship() {
    let policy = Policy::embedded();
    let hours = policy.reminder("notice", true);
    assert_eq!(words(&hours.before), "48 h, 24 h, 8 h, 2 h, 30 m");
    assert_eq!(hours.late_every, Some(Window::Elapsed(240)));
    assert_eq!(hours.weekly_after, None);
    let days = policy.reminder("review", false);
    assert_eq!(words(&days.before), "30 days, 14 days, 7 days, 3 days, 1 day");
    assert_eq!(days.late_every, Some(Window::Days(1)));
    assert_eq!(days.weekly_after, Some(Window::Days(7)));
}

#[test]
fn one_kind_is_overridden_and_the_others_stay() {
    let policy = accepted("[reminder.notice]\nbefore = ['1h', '36h', '12h']\nlate_every = 'none'\n");
    let notice = policy.reminder("notice", true);
    assert_eq!(words(&notice.before), "36 h, 12 h, 1 h");
    assert_eq!(notice.late_every, None);
    assert_eq!(notice.urgent_within, Some(Window::Elapsed(480)));
    assert_eq!(
        words(&policy.reminder("review", false).before),
        "30 days, 14 days, 7 days, 3 days, 1 day"
    );
}

#[test]
fn a_kind_that_no_policy_knows_follows_its_unit() {
    let policy = Policy::embedded();
    assert_eq!(policy.reminder("action", false), policy.reminder("review", false));
    assert_eq!(policy.reminder("regulator", true), policy.reminder("notice", true));
}

#[test]
fn a_policy_of_before_there_were_reminders_gets_what_ships() {
    let mut old = Policy::embedded();
    old.reminders.clear();
    let text = old.to_canonical_json();
    assert!(!text.contains("reminder"));
    let read = Policy::from_json(&text).unwrap();
    assert_eq!(read.digest(), old.digest());
    assert_eq!(read.reminder("page", true), Policy::embedded().reminder("page", true));
}

#[test]
fn what_cannot_be_counted_is_refused_with_its_line() {
    let found = problems("[reminder.notise]\n[reminder.fix]\nbefore = ['2 business days']\nlate_evry = '1h'\n");
    assert!(
        found
            .iter()
            .any(|line| line.contains("notise") && line.contains("notice")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|line| line.contains(":3:") && line.contains("counted back")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|line| line.contains("late_evry") && line.contains("late_every")),
        "{found:?}"
    );
}
