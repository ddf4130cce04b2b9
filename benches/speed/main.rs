//! Measures firebell from the outside, beside the least programs that do the same. See `benches/README.md`.
//!
//! `cargo bench` runs all; `cargo bench -- start keys --stores 100,10,000 --rounds 9 --idle 60` what is named.

mod breach;
mod engine;
mod floors;
mod pty;
mod report;
mod screen;
mod stores;
mod vendors;
mod watch;

use std::path::{Path, PathBuf};

use floors::Floors;
use report::{Report, say};
use stores::{SHAPES, Shape};

/// Any failure ends the bench.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What is measured, on what, how often.
pub struct Bench {
    /// Where stores, floors and homes are.
    pub folder: PathBuf,
    /// A home without settings.
    pub home: PathBuf,
    /// The stores.
    pub shapes: Vec<Shape>,
    /// Rounds of every pair.
    pub rounds: u32,
    /// Seconds of an idle look.
    pub idle: u64,
    parts: Vec<String>,
}

/// Everything that can be named.
const PARTS: [&str; 10] = [
    "start", "keys", "open", "commit", "fold", "search", "breach", "idle", "watch", "vendors",
];

impl Bench {
    fn from_args(args: impl Iterator<Item = String>) -> Outcome<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .parent()
            .ok_or("there is no target folder")?
            .join("bench-stores");
        let mut bench = Self {
            home: folder.join("home"),
            folder,
            shapes: SHAPES.to_vec(),
            rounds: 15,
            idle: 5,
            parts: Vec::new(),
        };
        let mut args = args.filter(|arg| arg != "--bench");
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value"));
            match arg.as_str() {
                "--rounds" => bench.rounds = value()?.parse()?,
                "--idle" => bench.idle = value()?.parse()?,
                "--stores" => bench.shapes = named(&value()?)?,
                part if PARTS.contains(&part) => bench.parts.push(arg),
                other => {
                    return Err(format!(
                        "{other}? Known are {}, --rounds N, --idle SECONDS, --stores A;B",
                        PARTS.join(", ")
                    )
                    .into());
                }
            }
        }
        std::fs::create_dir_all(bench.home.join("data"))?;
        Ok(bench)
    }

    fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }

    /// The file of a store.
    pub fn store(&self, shape: Shape) -> Outcome<PathBuf> {
        stores::ready(&self.folder, shape, &mut |line| {
            let _ = say(line);
        })
    }

    /// A copy of a store that may be written.
    pub fn scratch(&self, shape: Shape) -> Outcome<PathBuf> {
        let copy = self.folder.join("scratch.db");
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", copy.display()));
        }
        std::fs::copy(self.store(shape)?, &copy)?;
        Ok(copy)
    }
}

/// Stores by name, with a semicolon between, since the names hold commas.
fn named(names: &str) -> Outcome<Vec<Shape>> {
    let one = |name: &str| {
        let known = SHAPES
            .into_iter()
            .find(|shape| shape.name.replace(',', "") == name.replace(',', ""));
        known.ok_or_else(|| format!("there is no store \"{name}\""))
    };
    Ok(names
        .split(';')
        .map(|name| one(name.trim()))
        .collect::<Result<_, _>>()?)
}

fn main() -> Outcome<()> {
    let bench = Bench::from_args(std::env::args().skip(1))?;
    let floors = Floors::build(&bench.folder)?;
    for shape in &bench.shapes {
        bench.store(*shape)?;
    }
    let cores = std::thread::available_parallelism()?;
    say(&format!(
        "{cores} cores, {}, {} rounds; floors with {}",
        chrono::Utc::now().format("%Y-%m-%d"),
        bench.rounds,
        floors.sqlite
    ))?;
    Report::head()?;
    if bench.wants("start") {
        screen::first_frame(&bench, &floors)?;
    }
    if bench.wants("keys") {
        screen::keys(&bench, &floors)?;
    }
    if bench.wants("open") {
        screen::open_closed(&bench)?;
    }
    if bench.wants("commit") {
        engine::commit(&bench, &floors)?;
    }
    if bench.wants("fold") {
        engine::fold(&bench)?;
    }
    if bench.wants("search") {
        engine::search(&bench)?;
    }
    if bench.wants("breach") {
        breach::many(&bench)?;
    }
    if bench.wants("idle") {
        screen::idle(&bench)?;
    }
    if bench.wants("watch") {
        watch::idle(&bench)?;
        watch::morning(&bench)?;
    }
    if bench.wants("vendors") {
        vendors::table(&bench)?;
    }
    Ok(())
}
