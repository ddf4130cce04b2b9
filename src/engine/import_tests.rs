use super::*;
use std::sync::Arc;

use crate::clock::{ManualClock, Moment};
use crate::domain::{State, Who};
use crate::engine::Start;
use crate::id::SeededEntropy;

const INCIDENTS: &[u8] = include_bytes!("../../tests/fixtures/incidents.jsonl");
const BAD: &[u8] = include_bytes!("../../tests/fixtures/incidents-bad.jsonl");
const VENDORS: &[u8] = include_bytes!("../../tests/fixtures/vendors.csv");
const CUSTOMERS: &[u8] = include_bytes!("../../tests/fixtures/customers.csv");

fn engine(folder: &tempfile::TempDir) -> Engine {
    let now: Moment = "2026-11-24T14:00:00Z".parse().unwrap();
    let start = Start {
        who: Who {
            name: "mira".to_owned(),
            login: "mira".to_owned(),
            host: "here".to_owned(),
        },
        clock: Arc::new(ManualClock::new(now)),
        entropy: Box::new(SeededEntropy(3)),
        policy: None,
        read_only: false,
    };
    Engine::open(&folder.path().join("s.db"), start).unwrap()
}

fn wish(source: Source) -> Wish {
    Wish {
        source,
        skip_bad: false,
        dry_run: false,
        dialect: vendors::Dialect::default(),
    }
}

/// Added, changed, already here, bad.
fn counts(report: &Report) -> (usize, usize, usize, usize) {
    (
        report.added.len(),
        report.changed.len(),
        report.already_here,
        report.bad.len(),
    )
}

fn bring(engine: &mut Engine, bytes: &[u8], wish: &Wish) -> Report {
    engine.import(bytes, wish, &mut |_, _| {}).unwrap()
}

#[test]
fn importing_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = engine(&folder);
    for (bytes, source, new) in [
        (INCIDENTS, Source::Incidents, 6),
        (VENDORS, Source::Vendors, 5),
        (CUSTOMERS, Source::Customers, 3),
    ] {
        let first = bring(&mut engine, bytes, &wish(source));
        assert_eq!(counts(&first), (new, 0, 0, 0), "{:?}", first.bad);
        assert!(first.written);
        let facts = engine.store().newest().unwrap();
        assert_eq!(counts(&bring(&mut engine, bytes, &wish(source))), (0, 0, new, 0));
        assert_eq!(engine.store().newest().unwrap(), facts);
    }
    assert!(engine.store().verify(&mut |_| {}).unwrap()[0].broken.is_none());
}

#[test]
fn incidents_come_in_as_closed_history_without_clocks() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = engine(&folder);
    bring(&mut engine, INCIDENTS, &wish(Source::Incidents));
    let now = engine.now();
    let board = query::board(engine.store(), 50, now).unwrap();
    assert_eq!((board.rows.len(), board.running, board.work_left), (0, 0, 0));
    let page = query::closed(engine.store_mut(), "", None).unwrap();
    assert_eq!(page.total, 6);
    let titles: Vec<&str> = page.rows.iter().map(|row| row.title.as_str()).collect();
    assert!(titles.contains(&"Mossgate.example"), "{titles:?}");
    assert!(titles.contains(&"Tidewater"), "{titles:?}");
    let found = query::closed(engine.store_mut(), "zurich", None).unwrap();
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.rows[0].severity, Some(3));
}

#[test]
fn bad_line_keeps_everything_out_unless_it_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = engine(&folder);
    let facts = engine.store().newest().unwrap();
    let report = bring(&mut engine, BAD, &wish(Source::Incidents));
    assert!(!report.written);
    assert_eq!(engine.store().newest().unwrap(), facts);
    let numbers: Vec<usize> = report.bad.iter().map(|bad| bad.number).collect();
    assert_eq!(numbers, [2, 3, 4, 5, 7]);
    assert_eq!(
        report.bad[3].reason,
        "there is no severity \"terrible\". Use one of sev1, sev2, sev3, sev4"
    );
    let skipping = Wish {
        skip_bad: true,
        ..wish(Source::Incidents)
    };
    assert_eq!(counts(&bring(&mut engine, BAD, &skipping)), (2, 0, 0, 5));
    assert_eq!(counts(&bring(&mut engine, BAD, &skipping)), (0, 0, 2, 5));
}

#[test]
fn rehearsal_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = engine(&folder);
    let facts = engine.store().newest().unwrap();
    let dry = Wish {
        dry_run: true,
        ..wish(Source::Vendors)
    };
    let report = bring(&mut engine, VENDORS, &dry);
    assert_eq!((report.added.len(), report.written), (5, false));
    assert_eq!(engine.store().newest().unwrap(), facts);
    assert_eq!(report.added[0], (2, "Added Harbour Hosting, critical".to_owned()));
}

#[test]
fn changed_sheet_changes_the_register() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = engine(&folder);
    bring(&mut engine, VENDORS, &wish(Source::Vendors));
    let sheet = b"name;tier;owner\nPIGEON CHAT;important;mira\nPostcard;standard;\n";
    assert_eq!(counts(&bring(&mut engine, sheet, &wish(Source::Vendors))), (0, 1, 1, 0));
    let State::Vendor(vendor) = query::show_named(engine.store(), SubjectKind::Vendor, "pigeon chat")
        .unwrap()
        .state
    else {
        panic!("no vendor");
    };
    assert_eq!(
        (vendor.details.tier.as_str(), vendor.details.service.as_str()),
        ("important", "messaging")
    );
}

#[test]
fn rows_that_a_rule_refuses_are_bad_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = engine(&folder);
    let sheet = b"name,tier,last_assessed\nA,golden,\nB,standard,2030-01-01\nC,standard,\n";
    let report = bring(&mut engine, sheet, &wish(Source::Vendors));
    assert_eq!(
        report.bad,
        [
            BadLine {
                number: 2,
                reason: "there is no tier \"golden\". Use one of critical, important, standard".to_owned()
            },
            BadLine {
                number: 3,
                reason: "2030-01-01 lies ahead. Give the day it was done".to_owned()
            },
        ]
    );
    bring(&mut engine, CUSTOMERS, &wish(Source::Customers));
    let taken = bring(&mut engine, b"name,aliases\nOther,acme\n", &wish(Source::Customers));
    assert!(
        taken.bad[0].reason.starts_with("Acme GmbH goes by \"acme\" already"),
        "{taken:?}"
    );
}

#[test]
fn customers_keep_contact_hours_and_other_names() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = engine(&folder);
    let report = bring(&mut engine, CUSTOMERS, &wish(Source::Customers));
    assert_eq!(report.notes, ["the column \"Colour\" is not read"]);
    let State::Entry(entry) = query::show_named(engine.store(), SubjectKind::Customer, "acme germany")
        .unwrap()
        .state
    else {
        panic!("no customer");
    };
    assert_eq!(entry.details.contact, "privacy@acme.example");
    let hours = b"name,contract_hours\nacme,24\n";
    assert_eq!(
        counts(&bring(&mut engine, hours, &wish(Source::Customers))),
        (0, 1, 0, 0)
    );
}
