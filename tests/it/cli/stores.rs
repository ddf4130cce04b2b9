//! Every trouble a store can be in has its own answer and exit code 5.

use std::os::unix::fs::PermissionsExt;

use super::desk::{Desk, Ran};

fn refused(ran: &Ran, words: &str) {
    assert_eq!(ran.code, 5, "{ran}");
    assert!(ran.stderr.contains(words), "{ran}");
    assert!(!ran.stderr.contains("panicked"), "{ran}");
}

#[test]
fn store_is_its_owners_alone() {
    let desk = Desk::new();
    desk.declare("sev4");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&desk.store()), 0o600);
    assert_eq!(mode(desk.store().parent().unwrap()), 0o700);
    let doctor = desk.done("doctor --json").json();
    let findings = doctor["findings"].as_array().unwrap();
    let ill = findings.iter().filter(|one| one["is_well"] == false);
    let ill: Vec<_> = ill.map(|one| one["topic"].as_str().unwrap()).collect();
    // No desktop runs here, and this process has no terminal.
    assert_eq!(ill, ["desktop", "reminders"]);
}

#[test]
fn looking_writes_nothing() {
    let desk = Desk::new();
    refused(&desk.run("list --read-only"), "there is no file");
    let code = desk.declare("sev4");
    let listed = desk.done("list --read-only");
    assert!(listed.stdout.contains(&code), "{listed}");
    refused(&desk.run(&format!("log {code} x --read-only")), "--read-only");
}

#[test]
fn what_looks_after_a_store_makes_none() {
    let desk = Desk::new();
    for verb in ["verify", "rebuild", "backup x.db"] {
        refused(&desk.run(verb), "there is no file");
    }
    assert!(desk.done("doctor").stdout.contains("no store yet"));
    assert!(!desk.store().exists());
}

#[test]
fn foreign_and_damaged_files_are_left_as_they_are() {
    let desk = Desk::new();
    let other = desk.home().join("other.db");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE mine (x); PRAGMA user_version = 3;")
        .unwrap();
    refused(&desk.run("list --store other.db"), "belongs to another program");
    std::fs::write(desk.home().join("notes.txt"), "nothing like a database\n".repeat(50)).unwrap();
    refused(&desk.run("list --store notes.txt"), "is not a firebell store");
    let ran = desk.run("doctor --store notes.txt");
    assert_eq!(ran.code, 5, "{ran}");
}

#[test]
fn newer_store_is_read_and_not_written() {
    let desk = Desk::new();
    let code = desk.declare("sev4");
    rusqlite::Connection::open(desk.store())
        .unwrap()
        .execute_batch("PRAGMA user_version = 99;")
        .unwrap();
    assert!(desk.done("list").stdout.contains(&code));
    refused(&desk.run(&format!("log {code} x")), "newer");
}

#[test]
fn clock_of_a_real_store_is_never_simulated() {
    let desk = Desk::new();
    let real = desk
        .program()
        .env_remove("FIREBELL_SIMULATED_NOW")
        .args(["list"])
        .output()
        .unwrap();
    assert!(real.status.success());
    refused(&desk.run("list"), "is a real store");
    refused(&desk.run("list --read-only"), "is a real store");
    let mistyped = desk.program().env("FIREBELL_SIMULATED_NOW", "noon").output().unwrap();
    assert_eq!(mistyped.status.code(), Some(2));
}

#[test]
fn first_policy_is_the_persons_own_and_later_ones_are_adopted() {
    let desk = Desk::new();
    std::fs::write(desk.config("policy.toml"), "[review]\nwindow = '7 days'\n").unwrap();
    desk.done("list");
    assert!(desk.done("policy show").stdout.contains("7 days"));
    std::fs::write(desk.config("policy.toml"), "[review]\nwindow = '3 days'\n").unwrap();
    let mut told = String::new();
    for line in [
        "policy check",
        "policy diff",
        "policy diff --json",
        "policy adopt --dry-run",
        "policy adopt",
        "policy adopt",
    ] {
        told.push_str(&desk.done(line).to_string());
    }
    insta::assert_snapshot!(told);
}

#[test]
fn fact_from_the_future_is_a_finding() {
    let mut desk = Desk::new();
    desk.at("2026-11-24T15:00:00Z");
    desk.declare("sev4");
    desk.at("2026-11-24T13:00:00Z");
    let ran = desk.done("doctor");
    assert!(ran.stdout.contains("ahead of the clock"), "{ran}");
}

#[test]
fn file_of_before_the_reminders_is_shown_as_it_is_and_then_brought_up_to_date() {
    let desk = Desk::new();
    let code = desk.declare("sev1");
    rusqlite::Connection::open(desk.store())
        .unwrap()
        .execute_batch(
            "DROP INDEX fact_of_breaches; DROP INDEX snapshot_on_board; DROP INDEX snapshot_by_due; ALTER TABLE snapshot DROP COLUMN dues;
             CREATE INDEX snapshot_by_due ON snapshot (next_due) WHERE next_due IS NOT NULL;
             DROP TABLE reminder; PRAGMA user_version = 1;",
        )
        .unwrap();
    for line in [
        format!("show {code}"),
        "reminder list".to_owned(),
        "due".to_owned(),
        "board".to_owned(),
    ] {
        desk.done(&format!("{line} --read-only"));
    }
    assert!(desk.done(&format!("show {code}")).stdout.contains(&code));
    let names = std::fs::read_dir(desk.store().parent().unwrap()).unwrap();
    let names: Vec<String> = names
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.contains(&"firebell.before-v4.db".to_owned()), "{names:?}");
    desk.done("verify");
}
