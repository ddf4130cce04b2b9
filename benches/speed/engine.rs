//! What the engine takes: a commit, a fold, a search.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use firebell::clock::SystemClock;
use firebell::domain::{Recorded, State, Subject, SubjectKind, Who};
use firebell::engine::execute::Manner;
use firebell::engine::worker::{Job, News, Workers};
use firebell::engine::{Engine, Start, query};
use firebell::id::SystemEntropy;
use firebell::store::Store;

use crate::floors::Floors;
use crate::report::{Pairs, Report, median};
use crate::screen::firebell;
use crate::stores::{LONG, Shape, entry};
use crate::{Bench, Outcome};

/// Commits in one round of each side.
const COMMITS: u32 = 200;
const TEXT: &str = "blocked the token, checked the second bucket, asked the vendor for their logs";

/// Starts an engine as the screen does.
pub fn engine(store: &std::path::Path) -> Outcome<Engine> {
    let start = Start {
        who: Who {
            name: "mira".to_owned(),
            login: "mira".to_owned(),
            host: "bench".to_owned(),
        },
        clock: Arc::new(SystemClock),
        entropy: Box::new(SystemEntropy::new()?),
        policy: None,
        read_only: false,
    };
    Ok(Engine::open(store, start)?)
}

/// One log entry through the writing thread, acknowledged before the next, beside one-row commits of `SQLite`.
pub fn commit(bench: &Bench, floors: &Floors) -> Outcome<()> {
    for shape in bench.shapes.iter().copied() {
        let store = bench.scratch(shape)?;
        let engine = engine(&store)?;
        let code = query::board(engine.store(), 1, engine.now())?
            .rows
            .first()
            .map(|row| row.code.clone())
            .ok_or("no incident is open")?;
        let reader = Store::open(&store)?;
        let (mut workers, news) = Workers::start(engine, reader, Arc::new(SystemClock), None, Arc::new(|| {}))?;
        let plain = bench.folder.join("commit.db");
        let mut pairs = Pairs::default();
        for round in 0..=bench.rounds {
            let begun = Instant::now();
            for number in 0..COMMITS {
                one(&workers, &news, u64::from(number), &code)?;
            }
            let ours = begun.elapsed().as_secs_f64() * 1e6 / f64::from(COMMITS);
            let said = std::process::Command::new(&floors.commit)
                .arg(&plain)
                .arg(COMMITS.to_string())
                .output()?;
            let floor: f64 = String::from_utf8(said.stdout)?.trim().parse()?;
            if round > 0 {
                pairs.add(ours, floor);
            }
        }
        workers.stop();
        Report::pair("commit of one entry", shape.name, "µs", &pairs, Some(1.25))?;
        from_the_shell(bench, shape, &store, &code)?;
    }
    Ok(())
}

fn one(workers: &Workers, news: &Receiver<News>, number: u64, code: &str) -> Outcome<()> {
    workers.job(Job::Execute(
        number,
        Box::new(entry(code, TEXT.to_owned(), None)),
        Manner::default(),
    ));
    loop {
        match news.recv()? {
            News::Stored(_, Ok(_)) => return Ok(()),
            News::Stored(_, Err(trouble)) => return Err(trouble.to_string().into()),
            News::Gone(failure) => return Err(failure.to_string().into()),
            _ => {}
        }
    }
}

fn from_the_shell(bench: &Bench, shape: Shape, store: &std::path::Path, code: &str) -> Outcome<()> {
    let mut took = Vec::new();
    for _ in 0..bench.rounds {
        let begun = Instant::now();
        let said = firebell(&bench.home, store).args(["log", code, TEXT]).output()?;
        took.push(begun.elapsed().as_secs_f64() * 1e3);
        if !said.status.success() {
            return Err(String::from_utf8_lossy(&said.stderr).into());
        }
    }
    Report::alone(
        "firebell log, from the shell",
        shape.name,
        "ms",
        median(&mut took),
        None,
    )
}

/// Folding the longest history there is.
pub fn fold(bench: &Bench) -> Outcome<()> {
    if !bench.shapes.contains(&LONG) {
        return Ok(());
    }
    let store = Store::open_read_only(&bench.store(LONG)?, "the bench only reads it")?;
    let board = query::board(&store, 50, firebell::clock::Clock::now(&SystemClock))?;
    let row = board
        .rows
        .iter()
        .max_by_key(|row| row.entries)
        .ok_or("no incident is open")?;
    let mut facts: Vec<Recorded> = store
        .log(&Subject::new(SubjectKind::Incident, row.id.clone()), None, u32::MAX)?
        .into_iter()
        .map(|(_, recorded)| recorded)
        .collect();
    facts.reverse();
    let mut took = Vec::new();
    for _ in 0..bench.rounds {
        let facts = facts.clone();
        let (count, begun) = (facts.len(), Instant::now());
        let state = State::fold(facts);
        let nanoseconds = begun.elapsed().as_secs_f64() * 1e9;
        std::hint::black_box(&state);
        took.push(nanoseconds / f64::from(u32::try_from(count)?));
    }
    Report::alone("fold, per fact", LONG.name, "ns", median(&mut took), None)
}

/// Searching closed incidents by words.
pub fn search(bench: &Bench) -> Outcome<()> {
    for shape in bench.shapes.iter().copied() {
        let mut store = Store::open(&bench.store(shape)?)?;
        for (what, text) in [
            ("search, a common word", "token "),
            ("search, two common words", "rotated token "),
            ("search, three letters", "tok"),
            ("search, nothing matches", "zzzz "),
        ] {
            let mut took = Vec::new();
            for _ in 0..bench.rounds {
                let begun = Instant::now();
                std::hint::black_box(query::closed(&mut store, text, None)?);
                took.push(begun.elapsed().as_secs_f64() * 1e3);
            }
            Report::alone(what, shape.name, "ms", median(&mut took), None)?;
        }
    }
    Ok(())
}
