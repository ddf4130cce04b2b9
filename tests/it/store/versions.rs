//! One file, many versions and many places.

use std::fs;

use firebell::store::migrate::{STEPS, migrate, schema_version};
use firebell::store::{Access, Store};

use super::{declare, log, mira, verified, whole, words};

fn set_version(path: &std::path::Path, version: i32) {
    let other = rusqlite::Connection::open(path).expect("a database");
    other.pragma_update(None, "user_version", version).expect("set");
}

#[test]
fn a_newer_schema_turns_an_open_store_read_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut engine = mira(&path);
    let code = declare(&mut engine);
    set_version(&path, schema_version() + 1);

    // While it is open.
    let trouble = log(&mut engine, &code, "too old").expect_err("not written");
    assert!(words(&trouble).contains("restart with the newer firebell"), "{trouble}");
    assert!(matches!(engine.store().access(), Access::ReadOnly(_)));
    engine
        .store()
        .keep_draft("log", "half a line", engine.now())
        .expect("no trouble");
    assert!(engine.store_mut().index_some().expect("no trouble"));
    assert!(engine.store_mut().rebuild(&mut |_, _| {}).is_err());
    assert!(firebell::engine::query::show(engine.store(), &code, 10).is_ok());

    // And when it is opened.
    let mut late = mira(&path);
    assert!(matches!(late.store().access(), Access::ReadOnly(why) if why.contains("restart")));
    assert!(log(&mut late, &code, "too old").is_err());
    assert_eq!(whole(&late), 2);
}

#[test]
fn a_migration_makes_a_backup_first_and_runs_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let code = declare(&mut mira(&path));
    let mut steps = STEPS.to_vec();
    steps.push("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;");
    let mut other = rusqlite::Connection::open(&path).expect("a database");
    migrate(&mut other, &path, schema_version(), &steps).expect("migrated");
    // A second one that had waited for the lock finds it done.
    migrate(&mut other, &path, schema_version(), &steps).expect("migrated already");
    let version: i32 = other
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .expect("a version");
    assert_eq!(version, schema_version() + 1);
    drop(other);

    let backup = path.with_extension(format!("before-v{}.db", steps.len()));
    let old = Store::open(&backup).expect("the backup is a store");
    assert_eq!(*old.access(), Access::Full, "of the version before");
    assert!(old.find_incident(&code).is_ok());
    assert_eq!(whole(&mira(&backup)), 2);
}

#[test]
fn a_broken_step_leaves_the_store_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut engine = mira(&path);
    let code = declare(&mut engine);
    let mut steps = STEPS.to_vec();
    steps.push("CREATE TABLE extra (id INTEGER); CREATE NONSENSE;");
    let mut other = rusqlite::Connection::open(&path).expect("a database");
    assert!(migrate(&mut other, &path, schema_version(), &steps).is_err());
    // The next start may try again: the first backup is not in its way, nor written over.
    steps.pop();
    steps.push("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;");
    log(&mut engine, &code, "still here").expect("written");
    migrate(&mut other, &path, schema_version(), &steps).expect("migrated");
    let backups = fs::read_dir(folder.path()).expect("a folder");
    let backups = backups.filter(|entry| {
        let path = entry.as_ref().expect("a file").path();
        path.extension().is_some_and(|end| end == "db") && path.display().to_string().contains("before-v")
    });
    assert_eq!(backups.count(), 2);
}

#[test]
fn a_copied_file_does_not_continue_the_series() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut engine = mira(&path);
    let code = declare(&mut engine);
    let backup = folder.path().join("backup.db");
    engine.store().backup(&backup).expect("copied");
    assert!(
        engine.store().backup(&backup).is_err(),
        "never over a file that is there"
    );
    drop(engine);
    let copy = folder.path().join("copy.db");
    fs::copy(&path, &copy).expect("copied");
    let own = verified(&mira(&path))[0].series.clone();
    for place in [backup, copy] {
        let mut engine = mira(&place);
        let written = log(&mut engine, &code, "elsewhere").expect("written");
        assert_ne!(written.facts[0].envelope.id.series, own);
        assert_eq!(written.facts[0].envelope.id.seq, 1);
        assert_eq!(verified(&engine).len(), 2);
        assert_eq!(whole(&engine), 3);
    }
    let mut engine = mira(&path);
    let written = log(&mut engine, &code, "at home").expect("written");
    assert_eq!(
        (
            written.facts[0].envelope.id.series.clone(),
            written.facts[0].envelope.id.seq
        ),
        (own, 3)
    );
}

#[test]
fn drafts_survive_and_go_with_what_they_became() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut engine = mira(&path);
    let code = declare(&mut engine);
    let now = engine.now();
    engine.store().keep_draft("log/1", "half", now).expect("kept");
    engine.store().keep_draft("log/1", "half a line", now).expect("kept");
    engine.store().keep_draft("declare", "title", now).expect("kept");
    drop(engine);
    let mut engine = mira(&path);
    assert_eq!(
        engine.store().draft("log/1").expect("read").as_deref(),
        Some("half a line")
    );
    assert_eq!(engine.store().drafts("log/").expect("read").len(), 1);

    let entry = |text: &str| firebell::domain::Command::LogEntry {
        incident: code.clone(),
        text: text.to_owned(),
        at: None,
        reason: None,
    };
    let manner = firebell::engine::execute::Manner {
        accept_new: false,
        draft: Some("log/1".to_owned()),
    };
    // A refused command leaves its draft; a written one takes it along.
    assert!(engine.execute(&entry(" "), &manner).is_err());
    assert!(engine.store().draft("log/1").expect("read").is_some());
    engine.execute(&entry("half a line"), &manner).expect("written");
    assert_eq!(engine.store().draft("log/1").expect("read"), None);
    engine.store().keep_draft("declare", "", now).expect("removed");
    assert_eq!(engine.store().drafts("").expect("read"), Vec::new());
}

#[test]
fn a_new_store_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own/firebell.db");
    mira(&path);
    let mode = |path: &std::path::Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().expect("a folder")), 0o700);
}
