//! A breach of two thousand customers: confirmed, told at once, looked at; and the register before a million facts. Beside
//! each stand as many plain rows of `SQLite`, written in one transaction or read.

use std::path::Path;
use std::time::Instant;

use firebell::domain::Command;
use firebell::domain::command::{ConfirmBreach, Declare, RecordNotice, Sending};
use firebell::domain::fact::RegisterDetails;
use firebell::domain::subject::SubjectKind;
use firebell::engine::breaches::breaches;
use firebell::engine::execute::Manner;
use firebell::engine::{Engine, query};

use crate::engine::engine;
use crate::report::{Pairs, Report};
use crate::stores::{LARGE, MIDDLE};
use crate::{Bench, Outcome};

/// Customers of the breach.
const MANY: usize = 2000;

/// The four of them.
pub fn many(bench: &Bench) -> Outcome<()> {
    let (mut confirmed, mut told, mut seen) = (Pairs::default(), Pairs::default(), Pairs::default());
    for round in 0..=bench.rounds {
        let mut engine = engine(&bench.scratch(MIDDLE)?)?;
        let code = declared(&mut engine)?;
        let plain = bench.folder.join("rows.db");
        let confirm = Command::ConfirmBreach(ConfirmBreach {
            incident: code.clone(),
            at: engine.now(),
            categories: vec!["names".to_owned()],
            customers: (0..MANY).map(name).collect(),
        });
        let confirming = timed(|| execute(&mut engine, &confirm).map(drop))?;
        // One fact holds them all.
        let confirming_floor = rows(&plain, 1, &"x".repeat(200 * MANY))?;
        let sent = Command::RecordNotice(Box::new(RecordNotice {
            incident: code.clone(),
            customer: None,
            sending: Sending {
                by: "email".to_owned(),
                has: vec!["all".to_owned()],
                ..Sending::default()
            },
        }));
        let telling = timed(|| execute(&mut engine, &sent).map(drop))?;
        let telling_floor = rows(&plain, MANY, &"x".repeat(200))?;
        let looking = timed(|| shown(&engine, &code))?;
        let looking_floor = read(&plain)?;
        if round > 0 {
            confirmed.add(confirming, confirming_floor);
            told.add(telling, telling_floor);
            seen.add(looking, looking_floor);
        }
    }
    let shape = "2,000 customers";
    Report::pair("confirm a breach", shape, "ms", &confirmed, None)?;
    Report::pair("notice sent --all", shape, "ms", &told, None)?;
    Report::pair("view of the incident", shape, "ms", &seen, None)?;
    register(bench)
}

/// The register of the breaches, before the most and before few facts: it must not cost what the record holds.
fn register(bench: &Bench) -> Outcome<()> {
    let mut pairs = Pairs::default();
    let large = engine(&bench.scratch(LARGE)?)?;
    let reads = |engine: &Engine| {
        timed(|| {
            breaches(engine, true)?;
            Ok(())
        })
    };
    let mut of_large = Vec::new();
    for _ in 0..=bench.rounds {
        of_large.push(reads(&large)?);
    }
    drop(large);
    let small = engine(&bench.scratch(MIDDLE)?)?;
    for (round, ours) in of_large.into_iter().enumerate() {
        let floor = reads(&small)?;
        if round > 0 {
            pairs.add(ours, floor);
        }
    }
    Report::pair("breach register, beside 10,000 facts", "1,000,000", "ms", &pairs, None)
}

fn declared(engine: &mut Engine) -> Outcome<String> {
    for number in 0..MANY {
        let details = RegisterDetails {
            name: name(number),
            contact: format!("privacy@c{number}.example"),
            ..RegisterDetails::default()
        };
        let add = Command::AddEntry {
            kind: SubjectKind::Customer,
            details: Box::new(details),
        };
        execute(engine, &add)?;
    }
    let declare = Command::Declare(Box::new(Declare {
        title: "Bucket was open".to_owned(),
        severity: "sev1".to_owned(),
        ..Declare::default()
    }));
    Ok(execute(engine, &declare)?.ok_or("no code was drawn")?)
}

fn name(number: usize) -> String {
    format!("Customer {number:04} Ltd.")
}

/// Does it; the code of the incident it is about.
fn execute(engine: &mut Engine, command: &Command) -> Outcome<Option<String>> {
    let manner = Manner {
        accept_new: true,
        draft: None,
    };
    let outcome = engine.execute(command, &manner);
    Ok(outcome.map_err(|trouble| trouble.to_string())?.code)
}

fn shown(engine: &Engine, code: &str) -> Outcome<()> {
    query::show(engine.store(), code, 200).map_err(|trouble| trouble.to_string())?;
    Ok(())
}

/// Milliseconds.
fn timed(run: impl FnOnce() -> Outcome<()>) -> Outcome<f64> {
    let begun = Instant::now();
    run()?;
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}

/// So many plain rows in one transaction, as safely as ours; milliseconds.
fn rows(file: &Path, count: usize, body: &str) -> Outcome<f64> {
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    let mut plain = rusqlite::Connection::open(file)?;
    plain.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT);",
    )?;
    timed(|| {
        let tx = plain.transaction()?;
        {
            let mut insert = tx.prepare("INSERT INTO t (body) VALUES (?1)")?;
            for _ in 0..count {
                insert.execute([body])?;
            }
        }
        Ok(tx.commit()?)
    })
}

/// All of them read; milliseconds.
fn read(file: &Path) -> Outcome<f64> {
    let plain = rusqlite::Connection::open(file)?;
    timed(|| {
        let mut select = plain.prepare("SELECT body FROM t")?;
        let mut bytes = 0;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            bytes += row.get_ref(0)?.as_str()?.len();
        }
        std::hint::black_box(bytes);
        Ok(())
    })
}
