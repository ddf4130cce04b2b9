//! What must not be kept is gone from every byte of the file.

use std::fs;
use std::path::Path;

use firebell::domain::Command;
use firebell::engine::execute::Manner;

use super::{declare, log, mira, verified, whole};

const SECRET: &str = "hunter2correcthorse";

/// Every byte that belongs to the store: the file, its log, its shared memory.
fn bytes(path: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for end in ["", "-wal", "-shm"] {
        let part = path.with_file_name(format!("firebell.db{end}"));
        all.extend(fs::read(part).unwrap_or_default());
    }
    all
}

fn holds(path: &Path, words: &str) -> bool {
    bytes(path)
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}

#[test]
fn expunged_words_are_nowhere_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut engine = mira(&path);
    let code = declare(&mut engine);
    for number in 0..300 {
        log(&mut engine, &code, &format!("line {number} before")).expect("written");
    }
    // Typed slowly into a draft, saved, and found by a search.
    for length in 1..=SECRET.len() {
        let now = engine.now();
        engine.store().keep_draft("log", &SECRET[..length], now).expect("kept");
    }
    let manner = Manner {
        accept_new: false,
        draft: Some("log".to_owned()),
    };
    let entry = Command::LogEntry {
        incident: code.clone(),
        text: format!("the password is {SECRET} they say"),
        at: None,
        reason: None,
    };
    let outcome = engine.execute(&entry, &manner).expect("written");
    let tag = outcome.facts[0].envelope.tag.clone().expect("an id");
    for number in 0..300 {
        log(&mut engine, &code, &format!("line {number} after")).expect("written");
    }
    while !engine.store_mut().index_some().expect("indexed") {}
    let found = |engine: &firebell::engine::Engine, words: &str| {
        engine
            .store()
            .search_incidents(words, false, 0, 10)
            .expect("searched")
            .len()
    };
    assert_eq!(found(&engine, SECRET), 1);
    assert!(holds(&path, SECRET));

    let expunge = Command::ExpungeEntry {
        incident: code.clone(),
        entry: tag.clone(),
        reason: "a password".to_owned(),
    };
    engine.execute(&expunge, &Manner::default()).expect("expunged");
    assert!(!holds(&path, SECRET), "the words are still in the file");
    assert!(
        !holds(&path, &SECRET[..SECRET.len() - 1]),
        "a draft of the words is still in the file"
    );
    assert_eq!(found(&engine, SECRET), 0);
    assert_eq!(found(&engine, "line 299 after"), 1, "the rest is still found");
    assert_eq!(whole(&engine), 604);
    assert_eq!(verified(&engine)[0].expunged, 1);

    engine.store_mut().rebuild(&mut |_, _| {}).expect("rebuilt");
    assert!(!holds(&path, SECRET));
    let view = firebell::engine::query::show(engine.store(), &code, 10_000).expect("shown");
    let line = view
        .log
        .iter()
        .find(|line| line.entry.as_ref() == Some(&tag))
        .expect("the line stays");
    assert_eq!(
        (line.words.as_str(), line.expunged.as_deref()),
        ("words removed", Some("a password"))
    );
    assert_eq!(view.incident.entries, 601);
}

#[test]
fn words_that_were_never_indexed_are_gone_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut engine = mira(&path);
    let code = declare(&mut engine);
    // Long enough for overflow pages.
    let text = format!("{SECRET} ").repeat(2000);
    let outcome = log(&mut engine, &code, &text).expect("written");
    let entry = outcome.facts[0].envelope.tag.clone().expect("an id");
    let expunge = Command::ExpungeEntry {
        incident: code,
        entry,
        reason: "a password".to_owned(),
    };
    engine.execute(&expunge, &Manner::default()).expect("expunged");
    assert!(!holds(&path, SECRET));
}
