//! Every default that the requirements name, as the embedded file states it.

use chrono::NaiveTime;

use super::keys;
use crate::clock::Zone;
use crate::policy::*;

#[test]
fn the_calendar_that_ships_is_utc_office_hours() {
    let calendar = Policy::embedded().calendar;
    assert_eq!(calendar.zone, Zone::UTC);
    assert_eq!(calendar.days.names(), ["mon", "tue", "wed", "thu", "fri"]);
    assert_eq!(calendar.start, NaiveTime::from_hms_opt(9, 0, 0).unwrap());
    assert_eq!(calendar.end, NaiveTime::from_hms_opt(17, 0, 0).unwrap());
    assert!(calendar.holidays.is_empty());
}

#[test]
fn sev1_pages_both_duties_within_five_minutes_and_asks_about_notices() {
    let policy = Policy::embedded();
    let sev1 = policy.severity(1).unwrap();
    assert_eq!((sev1.key.as_str(), sev1.name.as_str()), ("sev1", "Sev1"));
    assert_eq!(sev1.says, "act now, day and night");
    assert_eq!(sev1.response, "Pages the security lead and the sponsor at once.");
    assert_eq!(sev1.page, ["security-lead", "sponsor"]);
    assert_eq!(sev1.page_within, Some(Window::Elapsed(5)));
    assert_eq!((sev1.respond_within, sev1.fix_within), (None, None));
    assert_eq!(sev1.questions, ["customers", "regulators"]);
    assert_eq!(sev1.questions_without_breach, ["public"]);
}

#[test]
fn sev2_tracks_one_page_and_starts_within_one_business_hour() {
    let policy = Policy::embedded();
    let sev2 = policy.severity(2).unwrap();
    assert_eq!(
        (sev2.page.as_slice(), sev2.page_within),
        (&["security-lead".to_owned()][..], None)
    );
    assert_eq!(sev2.respond_within, Some(Window::BusinessHours(1)));
    assert_eq!(sev2.fix_within, None);
    assert!(sev2.questions.is_empty());
    assert_eq!(sev2.questions_without_breach, ["public"]);
}

#[test]
fn sev3_is_fixed_within_fourteen_days_and_sev4_has_no_clock() {
    let policy = Policy::embedded();
    let (sev3, sev4) = (policy.severity(3).unwrap(), policy.severity(4).unwrap());
    assert_eq!(sev3.fix_within, Some(Window::Days(14)));
    for severity in [sev3, sev4] {
        assert!(severity.page.is_empty() && severity.questions.is_empty());
        assert!(severity.questions_without_breach.is_empty());
        assert_eq!((severity.page_within, severity.respond_within), (None, None));
    }
    assert_eq!(sev4.fix_within, None);
    assert_eq!(policy.severities.len(), 4);
}

#[test]
fn what_each_severity_asks_of_people_grows_with_it() {
    let policy = Policy::embedded();
    let column = |of: fn(&SeverityRule) -> bool| policy.severities.iter().map(of).collect::<Vec<_>>();
    assert_eq!(column(|rule| rule.remediation_needed), [true, true, true, false]);
    assert_eq!(column(|rule| rule.review), [true, true, false, false]);
    assert_eq!(column(|rule| rule.one_role_each), [true, true, false, false]);
    let roles: Vec<_> = policy
        .severities
        .iter()
        .map(|rule| rule.required_roles.join(" "))
        .collect();
    assert_eq!(
        roles,
        [
            "responder commander engineering sponsor communications",
            "responder commander engineering sponsor",
            "responder commander",
            "responder commander"
        ]
    );
    for severity in &policy.severities {
        assert_eq!(severity.definition.lines().count(), 3, "{}", severity.key);
        assert!(
            severity.definition.lines().all(|line| line.chars().count() <= 76),
            "{}",
            severity.key
        );
    }
}

#[test]
fn roles_duties_phases_channels_and_questions_ship_in_order() {
    let policy = Policy::embedded();
    assert_eq!(
        keys(&policy.roles, |rule| &rule.key),
        [
            "responder",
            "commander",
            "engineering",
            "sponsor",
            "communications",
            "legal",
            "scribe"
        ]
    );
    let duties: Vec<_> = policy
        .duties
        .iter()
        .map(|duty| (duty.key.as_str(), duty.role.as_deref()))
        .collect();
    assert_eq!(
        duties,
        [("security-lead", Some("commander")), ("sponsor", Some("sponsor"))]
    );
    assert_eq!(
        keys(&policy.phases, |rule| &rule.key),
        [
            "identification",
            "containment",
            "investigation",
            "eradication",
            "recovery",
            "closed"
        ]
    );
    assert_eq!(
        keys(&policy.phases, |rule| &rule.short),
        ["Identify", "Contain", "Investigate", "Eradicate", "Recover", "Closed"]
    );
    let last: Vec<_> = policy
        .phases
        .iter()
        .filter(|phase| phase.is_final)
        .map(|phase| &phase.key)
        .collect();
    assert_eq!(last, ["closed"]);
    let channels: Vec<_> = policy
        .channels
        .iter()
        .map(|rule| (rule.key.as_str(), rule.name.as_str()))
        .collect();
    assert_eq!(
        channels,
        [
            ("monitoring", "monitoring alert"),
            ("page", "on-call page"),
            ("employee", "employee report"),
            ("customer", "customer report"),
            ("researcher", "security researcher"),
            ("vendor", "vendor notice"),
            ("intelligence", "threat intelligence"),
        ]
    );
    let questions: Vec<_> = policy
        .questions
        .iter()
        .map(|rule| (rule.key.as_str(), rule.asks.as_str(), rule.requirement))
        .collect();
    assert_eq!(
        questions,
        [
            ("customers", "Tell customers?", Requirement::IR_6),
            ("regulators", "Tell regulators?", Requirement::IR_6),
            ("public", "Does it touch availability or trust?", Requirement::IR_14),
        ]
    );
}

#[test]
fn tiers_and_single_windows_ship_as_the_requirements_say() {
    let policy = Policy::embedded();
    let tiers: Vec<_> = policy
        .tiers
        .iter()
        .map(|tier| (tier.name.as_str(), tier.reassess))
        .collect();
    assert_eq!(
        tiers,
        [
            ("Critical", Reassess::Every(Window::Months(12))),
            ("Important", Reassess::Every(Window::Months(24))),
            ("Standard", Reassess::OnRenewal),
        ]
    );
    assert_eq!(
        policy.notice,
        NoticeRule {
            window: Window::Elapsed(72 * 60),
            requirement: Requirement::IR_11,
            parts: ["nature", "data", "consequences", "measures"]
                .map(str::to_owned)
                .to_vec(),
            approval: Approval::None,
            follow_up: Window::Days(3),
        }
    );
    assert_eq!(policy.review.window, Window::Days(14));
    assert_eq!(policy.undo.window, Window::Elapsed(10));
}
