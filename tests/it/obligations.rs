//! The rules of obligations that ship: each is cited and dated, and each is counted as somebody has counted it by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, NaiveDate};
use firebell::clock::{Moment, Zone};
use firebell::policy::obligation::{Anchor, Clock, Obligation, Shelf, Status};
use firebell::policy::{Calendar, Policy};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worked {
    /// A file of rules beside those that ship.
    own: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    #[serde(default = "utc")]
    zone: String,
    #[serde(default)]
    holidays: Vec<NaiveDate>,
    anchors: BTreeMap<Anchor, String>,
    due: String,
    why: String,
}

fn utc() -> String {
    "UTC".to_owned()
}

fn worked() -> Worked {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obligations/worked.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn instant(text: &str) -> Moment {
    DateTime::parse_from_rfc3339(text)
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .to_utc()
}

fn calendar(case: &Case) -> Calendar {
    Calendar {
        zone: Zone::named(&case.zone).unwrap(),
        holidays: case.holidays.iter().copied().collect(),
        ..Policy::embedded().calendar
    }
}

/// As the file writes it: an instant on the wall clock of the zone, or a word.
fn counted(rule: &Obligation, case: &Case) -> String {
    let anchors = case
        .anchors
        .iter()
        .map(|(anchor, at)| (anchor.clone(), instant(at)))
        .collect();
    let calendar = calendar(case);
    match rule.clock(&anchors, &calendar) {
        Clock::NotStarted => "not started".to_owned(),
        Clock::AtOnce { since } => {
            assert!(anchors.values().any(|at| *at == since), "{}", case.rule);
            "at once".to_owned()
        }
        Clock::Due { at, since, count } => {
            assert_eq!(anchors.get(&count.from), Some(&since), "{}", case.rule);
            calendar.local(at).to_rfc3339()
        }
    }
}

#[test]
fn every_rule_is_counted_as_by_hand() {
    let worked = worked();
    let (shelf, problems) = Shelf::shipped().with(&[("own".to_owned(), worked.own.clone())]);
    assert!(problems.is_empty(), "{problems:?}");
    let mut trouble = Vec::new();
    for case in &worked.case {
        let rule = shelf.get(&case.rule).unwrap_or_else(|| panic!("no rule {}", case.rule));
        let found = counted(rule, case);
        let wanted = case.due.replace('Z', "+00:00");
        if found != wanted {
            trouble.push(format!("{}: {found}, not {wanted}: {}", case.rule, case.why));
        }
    }
    assert!(trouble.is_empty(), "\n{}", trouble.join("\n"));
    let started = |case: &&Case| case.due != "not started";
    let tried: BTreeSet<&str> = worked
        .case
        .iter()
        .filter(started)
        .map(|case| case.rule.as_str())
        .collect();
    for rule in shelf.rules() {
        assert!(
            tried.contains(rule.key.as_str()),
            "{} was never counted by hand",
            rule.key
        );
    }
}

#[test]
fn every_shipped_rule_has_source_date_and_status() {
    let shelf = Shelf::shipped();
    assert!(shelf.rules().len() > 30, "the rules are gone");
    let first = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    for rule in shelf.rules() {
        let key = &rule.key;
        assert!(!rule.citation.trim().is_empty() && rule.checked_on >= first, "{key}");
        assert!(!rule.recipient.is_empty() && !rule.contents.is_empty(), "{key}");
        assert!(shelf.is_shipped(key), "{key}");
        // What is on unless somebody switches it off is the policy's business, not a file's.
        assert_ne!(rule.status, Status::Policy, "{key}");
        if rule.status == Status::Proposed {
            assert!(rule.note.as_ref().is_some_and(|note| note.contains("law")), "{key}");
        }
    }
}

#[test]
fn what_ships_has_no_problem_and_survives_a_store() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/obligations");
    let mut texts = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        texts.push((name, std::fs::read_to_string(path).unwrap()));
    }
    texts.sort();
    let (shelf, problems) = Shelf::default().with(&texts);
    assert_eq!(problems, []);
    let keys = |shelf: &Shelf| -> BTreeSet<String> { shelf.rules().iter().map(|rule| rule.key.clone()).collect() };
    // A file that nobody compiled in would show here.
    assert_eq!(keys(&shelf), keys(Shelf::shipped()));
    for rule in shelf.rules() {
        let text = serde_json::to_string(rule).unwrap();
        assert_eq!(serde_json::from_str::<Obligation>(&text).unwrap(), *rule);
    }
}
