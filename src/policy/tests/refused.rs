//! What is refused, at which line and in which words.

use crate::policy::Policy;

fn refused(user: &str) -> Vec<String> {
    let error = Policy::from_toml(user, "policy.toml").unwrap_err();
    error.to_string().lines().map(str::to_owned).collect()
}

#[test]
fn a_misspelt_key_is_named_with_its_line_and_the_nearest_key() {
    assert_eq!(
        refused("[severity.sev2]\n\nrespond_witin = '2 business hours'\n"),
        ["policy.toml:3: unknown key `respond_witin` in [severity.sev2]; did you mean `respond_within`?"]
    );
    assert_eq!(
        refused("[calender]\nzone = 'UTC'\n"),
        ["policy.toml:1: unknown key `calender`; did you mean `calendar`?"]
    );
}

#[test]
fn all_problems_come_at_once_in_the_order_of_lines() {
    let user = "\
[calendar]
zone = 'Europe/Berln'
start = '18:00'
days = ['mon', 'tus']
holidays = ['2026-02-30']
[severity.sev1]
page_within = '0m'
respond_within = 'soon'
page = ['security-led', 'nobody']
review = 'yes'
[question.public]
requirement = 'IR-99'
[review]
window = 14
";
    assert_eq!(
        refused(user),
        [
            "policy.toml:2: unknown time zone `Europe/Berln`; did you mean `Europe/Berlin`?",
            "policy.toml:3: business hours must start before they end: 18:00:00 is not before 17:00:00",
            "policy.toml:4: `calendar.days`: unknown day `tus`, write one of mon tue wed thu fri sat sun; \
             did you mean `tue`?",
            "policy.toml:5: `calendar.holidays`: `2026-02-30` is no date, write one like 2026-12-25",
            "policy.toml:7: `severity.sev1.page_within`: `0m` leaves no time at all; a window is longer than nothing",
            "policy.toml:8: `severity.sev1.respond_within`: `soon` is no window; write one like 72h, 30m, \
             1 business hour, 14 days or 12 months",
            "policy.toml:9: `severity.sev1.page`: unknown duty `nobody`",
            "policy.toml:9: `severity.sev1.page`: unknown duty `security-led`; did you mean `security-lead`?",
            "policy.toml:10: `severity.sev1.review` must be true or false",
            "policy.toml:12: `question.public.requirement`: unknown requirement `IR-99`; they run from IR-1 to IR-23, \
             VM-1 to VM-11, DL-1 to DL-5",
            "policy.toml:14: `review.window` must be a text in quotes",
        ]
    );
}

#[test]
fn a_file_that_is_no_toml_is_refused_with_its_line() {
    let problems = refused("[severity.sev1]\npage_within = \n");
    assert!(problems[0].starts_with("policy.toml:2: "), "{problems:?}");
}

#[test]
fn a_new_severity_must_be_whole_and_there_are_at_most_four() {
    let problems = refused("[severity.sev5]\nname = 'Sev5'\n");
    assert!(
        problems.contains(&"policy.toml:1: `severity.sev5.review` is missing".to_owned()),
        "{problems:?}"
    );
    assert!(
        problems
            .iter()
            .any(|problem| problem.ends_with("there must be 1 to 4 severities, not 5")),
        "{problems:?}"
    );
    assert_eq!(
        refused("[severity]\norder = []\n"),
        ["policy.toml:2: there must be 1 to 4 severities, not 0"]
    );
}

#[test]
fn what_other_rules_need_cannot_be_left_out() {
    let order = "[role]\norder = ['responder', 'commander', 'sponsor', 'communications']\n";
    let problems = refused(order);
    assert_eq!(problems.len(), 2, "{problems:?}");
    for problem in problems {
        assert!(problem.starts_with("the built-in policy:"), "{problem}");
        assert!(
            problem.contains(".required_roles`: unknown role `engineering`"),
            "{problem}"
        );
    }
}

#[test]
fn an_order_is_checked() {
    assert_eq!(
        refused("[tier]\norder = ['critical', 'standart']\n"),
        ["policy.toml:2: `tier.order`: unknown entry `standart`; did you mean `standard`?"]
    );
    assert_eq!(
        refused("[tier]\norder = ['critical', 'Critical']\n"),
        ["policy.toml:2: `tier.order` names `critical` twice"]
    );
    assert_eq!(
        refused("[channel]\norder = ['page']\n[channel.fax]\nname = 'fax'\n"),
        ["policy.toml:3: `channel.fax` is left out of the `order` of [channel]"]
    );
    assert_eq!(
        refused("[channel.'a fax']\nname = 'fax'\n"),
        ["policy.toml:1: `a fax` cannot name an entry of [channel]: use a-z, 0-9 and hyphens"]
    );
}

#[test]
fn only_the_last_phase_is_final() {
    assert_eq!(
        refused("[phase.recovery]\nis_final = true\n[phase.closed]\nis_final = false\n"),
        [
            "policy.toml:2: only the last phase may be final",
            "policy.toml:4: the last phase must be final"
        ]
    );
}

#[test]
fn a_value_where_a_table_belongs_is_refused() {
    assert_eq!(
        refused("severity = 'high'\n")[0],
        "policy.toml:1: `severity` must be a table, written [severity]"
    );
}

#[test]
fn a_misspelt_entry_is_one_problem_and_not_a_new_entry() {
    assert_eq!(
        refused("[severity.sve3]\nfix_within = '21 days'\n"),
        ["policy.toml:1: `severity.sve3` is new and has no `name`; did you mean `sev3`?"]
    );
}

#[test]
fn what_the_vendor_programme_cannot_mean_is_named() {
    let user = "\
[tier.critical]
steps = ['questionnaire', 'pda']
[step.dpa]
met_by = 'credentials'
[step.access]
met_by = 'magic'
[offboarding.data]
met_by = 'approval'
window = '0 days'
[policy-review.vendor-management]
duty = 'owner'
[vendor]
notice = 'soon'
[monitoring.news]
reasses = true
";
    assert_eq!(
        refused(user),
        [
            "policy.toml:2: `tier.critical.steps`: unknown step `pda`; did you mean `dpa`?",
            "policy.toml:4: `credentials` meets no such step; write one of work, approval, notice",
            "policy.toml:6: `step.access.met_by`: unknown way to meet a step `magic`",
            "policy.toml:8: `approval` meets no such step; write one of work, credentials, list",
            "policy.toml:9: `offboarding.data.window`: `0 days` leaves no time at all; a window is longer than nothing",
            "policy.toml:11: unknown duty `owner`",
            "policy.toml:13: `vendor.notice`: `soon` is no window; write one like 72h, 30m, 1 business hour, 14 days or \
             12 months",
            "policy.toml:15: unknown key `reasses` in [monitoring.news]; did you mean `reassess`?",
        ]
    );
}
