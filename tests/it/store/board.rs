//! What the board counts and in which order its incidents stand, out of columns alone, on files of today and of before.

use std::path::Path;

use chrono::TimeDelta;
use firebell::clock::{Moment, Zone};
use firebell::engine::query;
use firebell::policy::Policy;
use firebell::store::{Access, Store};

use super::NOW;
use crate::stage::{Stage, moment};

/// A store with incidents that have one deadline or several, each begun at an hour of its own.
fn stage() -> Stage {
    let mut stage = Stage::new(Policy::embedded(), moment(NOW), Zone::UTC, 7);
    for number in 0..8 {
        let severity = ["sev1", "sev2", "sev3", "sev4"][number % 4];
        let code = run(
            &mut stage,
            &format!("declare --severity {severity} --title 'Number {number}'"),
        );
        if number % 3 != 2 {
            stage.clock.advance(TimeDelta::hours(5));
            let customers = "--data names --customer Acme --customer Brightloaf";
            run(&mut stage, &format!("breach confirm {code} --at now {customers}"));
        }
        stage.clock.advance(TimeDelta::minutes(100));
    }
    stage
}

/// Runs what mira types, and gives the code of what was declared.
fn run(stage: &mut Stage, line: &str) -> String {
    let (command, mut manner) = stage.typed(line).expect("understood");
    manner.accept_new = true;
    let outcome = stage.engine("mira").execute(&command, &manner).expect("done");
    outcome.code.unwrap_or_default()
}

/// Three weeks, an uneven step apart: of several deadlines of one subject some are late, then all.
fn moments() -> impl Iterator<Item = Moment> {
    (0..180).map(|step| moment(NOW) + TimeDelta::minutes(step * 167))
}

/// The board counts as many late deadlines as the states have.
fn agrees(store: &Store) {
    let due = query::due(store).expect("what is due");
    let mut halves = 0;
    for now in moments() {
        let late: Vec<_> = due.iter().filter(|one| one.is_late(now)).collect();
        let board = query::board(store, 40, now).expect("the board");
        assert_eq!(board.late as usize, late.len(), "at {now}");
        let goes_on = |one: &firebell::domain::Deadline| {
            due.iter()
                .any(|other| other.subject == one.subject && !other.is_late(now))
        };
        halves += usize::from(late.iter().any(|one| goes_on(one)));
    }
    assert!(halves > 20, "of some subjects some are late and some not: {halves}");
}

/// Subjects with several running deadlines, and how many of them the column says nothing of.
fn several(path: &Path) -> (u32, u32) {
    let sql = "SELECT count(*), coalesce(sum(dues IS NULL), 0) FROM snapshot WHERE running > 1";
    let other = rusqlite::Connection::open(path).expect("a database");
    other
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("counted")
}

#[test]
fn what_is_late_is_counted_from_the_column_as_from_the_states() {
    let mut stage = stage();
    let (subjects, unknown) = several(&stage.path());
    assert!(subjects > 3, "{subjects}");
    assert_eq!(unknown, 0);
    agrees(stage.engine("mira").store());
}

#[test]
fn a_file_of_before_the_column_is_counted_too_and_a_rebuild_fills_it() {
    let stage = stage();
    let path = stage.path();
    let today = several(&path);
    let other = rusqlite::Connection::open(&path).expect("a database");
    other
        .execute_batch(
            "DROP INDEX fact_of_breaches; DROP INDEX snapshot_on_board; DROP INDEX snapshot_by_due; ALTER TABLE snapshot DROP COLUMN dues;
             CREATE INDEX snapshot_by_due ON snapshot (next_due) WHERE next_due IS NOT NULL; PRAGMA user_version = 2;",
        )
        .expect("as it was");
    drop(other);

    agrees(&Store::open_read_only(&path, "the file may only be read").expect("opened as it is"));

    let mut store = Store::open(&path).expect("brought up to date");
    assert_eq!(*store.access(), Access::Full);
    assert_eq!(several(&path), (today.0, today.0), "nothing is known of any yet");
    agrees(&store);
    store.rebuild(&mut |_, _| {}).expect("rebuilt");
    assert_eq!(several(&path), today);
    agrees(&store);
}

#[test]
fn what_an_older_firebell_folded_is_folded_anew_while_nobody_waits() {
    let stage = stage();
    let path = stage.path();
    let other = rusqlite::Connection::open(&path).expect("a database");
    let of_today = |other: &rusqlite::Connection| -> (i64, i64) {
        let sql = "SELECT max(version), count(*) FROM snapshot
                   WHERE version = (SELECT max(version) FROM snapshot) AND (kind = 1 OR next_due IS NOT NULL)";
        other
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("counted")
    };
    let before = of_today(&other);
    assert!(before.1 > 5, "{before:?}");
    other
        .execute_batch("UPDATE snapshot SET version = 1, state = '{}';")
        .expect("as it was");
    let mut store = Store::open(&path).expect("a store");
    agrees(&store);
    let mut rounds = 0;
    while !store.renew_some().expect("renewed") {
        rounds += 1;
    }
    assert!(rounds < 3, "{rounds}");
    assert_eq!(of_today(&other), before);
    agrees(&store);
    // Nothing is left to do.
    assert!(store.renew_some().expect("nothing"));
}
