//! Several processes write at once; some are killed.

use std::collections::BTreeSet;

use firebell::domain::Command;
use firebell::engine::execute::Manner;

use super::child::{start, task};
use super::{declare, mira, whole};
use crate::store::log;

#[test]
fn two_processes_write_two_thousand_entries_each_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut engine = mira(&path);
    let code = declare(&mut engine);
    let before = whole(&engine);
    let children: Vec<_> = ["lee", "jonas"]
        .iter()
        .map(|name| start(task("write 2000", &path, &code, name)))
        .collect();
    let mut seqs = BTreeSet::new();
    for (mut child, said) in children {
        let said: Vec<String> = said.collect();
        assert_eq!(said.last().map(String::as_str), Some("done"), "{said:?}");
        seqs.extend(
            said.iter()
                .filter_map(|line| line.strip_prefix("wrote ")?.parse::<u64>().ok()),
        );
        assert!(child.wait().expect("its end").success());
    }
    assert_eq!(seqs.len(), 4000, "each entry has a place of its own");
    assert_eq!(whole(&engine), before + 4000);
    let view = firebell::engine::query::show(engine.store(), &code, 10_000).expect("shown");
    assert_eq!(view.incident.entries, 4000);
    for name in ["lee", "jonas"] {
        let mut numbers: Vec<usize> = view
            .log
            .iter()
            .filter(|line| line.who == name)
            .map(|line| {
                line.words
                    .split(' ')
                    .nth(1)
                    .expect("a number")
                    .parse()
                    .expect("a number")
            })
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..2000).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn what_is_read_at_one_moment_does_not_move_while_others_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut other = mira(&path);
    let code = declare(&mut other);
    let mut reader = firebell::store::Store::open(&path).expect("a store");
    let (before, meanwhile) = reader
        .at_one_moment(|store| {
            let before = store.newest()?;
            log(&mut other, &code, "meanwhile").expect("written");
            Ok((before, store.newest()?))
        })
        .expect("read");
    assert_eq!(meanwhile, before);
    assert_eq!(reader.newest().expect("read"), before + 1);
    // A reading that failed is over too.
    let failed: Result<(), _> = reader.at_one_moment(|_| Err(firebell::error::Failure::store("nothing", "because")));
    assert!(failed.is_err());
    assert!(reader.at_one_moment(|store| store.newest()).is_ok());
}

/// What an act folded before it was given up must not be taken for what is in the file, even where another process
/// then writes a fact of the same place and stamp.
#[test]
fn what_was_given_up_is_not_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut engine = mira(&path);
    let code = declare(&mut engine);
    let line = |incident: &str| Command::LogEntry {
        incident: incident.to_owned(),
        text: "given up".to_owned(),
        at: None,
        reason: None,
    };
    let both = [line(&code), line(&code), line("nothing")];
    let given_up = engine.execute_all(&both, &Manner::default(), &mut |_, _| false);
    assert!(given_up.is_err());
    let severity = Command::ReviseSeverity {
        incident: code.clone(),
        severity: "sev2".to_owned(),
        reason: "worse".to_owned(),
    };
    mira(&path).execute(&severity, &Manner::default()).expect("written");
    log(&mut engine, &code, "after").expect("written");
    let incident = firebell::engine::query::show(engine.store(), &code, 10)
        .expect("shown")
        .incident;
    assert_eq!((incident.entries, incident.severity), (1, Some(2)));
}

#[test]
fn what_was_acknowledged_survives_kill_nine() {
    const ROUNDS: u64 = 200;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let code = declare(&mut mira(&path));
    let mut acknowledged: BTreeSet<u64> = BTreeSet::new();
    for round in 0..ROUNDS {
        let (mut child, mut said) = start(task("go on writing", &path, &code, "lee"));
        // Each round dies at another place: some before the first word, most in the middle of the next act.
        for line in said.by_ref().take(usize::try_from(round % 7).expect("small")) {
            acknowledged.extend(line.strip_prefix("wrote ").and_then(|seq| seq.parse::<u64>().ok()));
        }
        child.kill().expect("killed");
        child.wait().expect("its end");
        // What it still said before it died was written too.
        acknowledged.extend(said.filter_map(|line| line.strip_prefix("wrote ")?.parse::<u64>().ok()));
    }
    let mut engine = mira(&path);
    let facts = whole(&engine);
    assert!(acknowledged.len() as u64 > ROUNDS, "hardly anything was written");
    assert!(acknowledged.iter().all(|seq| *seq <= facts));
    let view = firebell::engine::query::show(engine.store(), &code, 100_000).expect("shown");
    let seqs: BTreeSet<u64> = view.log.iter().map(|line| line.fact.seq).collect();
    assert!(acknowledged.is_subset(&seqs), "an acknowledged entry is gone");
    log(&mut engine, &code, "and on it goes").expect("written");
}

#[test]
fn two_first_starts_at_once_adopt_one_policy() {
    for _ in 0..24 {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/firebell.db");
        let gate = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    gate.wait();
                    mira(&path);
                });
            }
        });
        assert_eq!(whole(&mira(&path)), 1);
    }
}
