//! What a user's file changes, and what it leaves alone.

use super::{accepted, keys, window};
use crate::clock::Zone;
use crate::policy::Policy;

#[test]
fn an_empty_file_changes_nothing() {
    assert_eq!(accepted(""), Policy::embedded());
    assert_eq!(accepted("# only a comment\n"), Policy::embedded());
    assert_eq!(accepted(Policy::embedded_text()), Policy::embedded());
}

#[test]
fn one_key_changes_one_value() {
    let mut expected = Policy::embedded();
    expected.severities[2].fix_within = Some(window("21 days"));
    expected.severities[0].page_within = None;
    assert_eq!(
        accepted("[severity.sev3]\nfix_within = '21 days'\n[severity.sev1]\npage_within = 'none'\n"),
        expected
    );
}

#[test]
fn an_added_role_goes_to_the_end_and_may_be_required() {
    let policy = accepted(
        "[role.press]\nname = 'Press'\nshort = 'Press'\ndoc = 'Talks to papers.'\n\
         [role.aide]\nname = 'Aide'\nshort = 'Aide'\ndoc = 'Helps.'\n\
         [severity.sev1]\nrequired_roles = ['commander', 'Press']\n",
    );
    assert_eq!(keys(&policy.roles, |rule| &rule.key)[6..], ["scribe", "press", "aide"]);
    assert_eq!(policy.severities[0].required_roles, ["commander", "press"]);
}

#[test]
fn an_order_of_the_users_own_says_which_entries_there_are() {
    let policy = accepted("[severity]\norder = ['sev1', 'sev3']\n[channel]\norder = ['vendor', 'page']\n");
    assert_eq!(keys(&policy.severities, |rule| &rule.key), ["sev1", "sev3"]);
    assert_eq!(keys(&policy.channels, |rule| &rule.key), ["vendor", "page"]);
}

#[test]
fn a_calendar_of_the_users_own_is_read() {
    let policy = accepted(
        "[calendar]\nzone = 'europe/berlin'\ndays = ['Mon', 'Sunday']\nstart = '08:30'\nend = 18:00:00\n\
         holidays = [2026-12-25, '2027-01-01']\n",
    );
    assert_eq!(policy.calendar.zone, Zone::named("Europe/Berlin").unwrap());
    assert_eq!(policy.calendar.days.names(), ["mon", "sun"]);
    assert_eq!(policy.calendar.start.to_string(), "08:30:00");
    assert_eq!(policy.calendar.end.to_string(), "18:00:00");
    assert_eq!(policy.calendar.holidays.len(), 2);
}
