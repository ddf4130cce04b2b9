//! Seeded stores: the same live set in front of more and more history, and two that are large in another way.
//!
//! They are written through the engine, as a person's commands would be, a few hundred commands to a transaction; kept
//! under `target/bench-stores` and made anew when [`EDITION`] changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use firebell::clock::{Clock, ManualClock, Moment, truncated};
use firebell::domain::command::{Declare, NewVendor};
use firebell::domain::fact::VendorDetails;
use firebell::domain::{Command, Who};
use firebell::engine::execute::Manner;
use firebell::engine::{Engine, Start};
use firebell::id::SeededEntropy;
use firebell::policy::Policy;

use crate::Outcome;

/// Raise it when the generator changes.
const EDITION: u32 = 3;

/// What a store is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Its name in tables and on disk.
    pub name: &'static str,
    /// About how many facts it has in all.
    pub facts: i64,
    /// How many incidents are open.
    pub open: u32,
    /// How many entries one of them has.
    pub entries: u32,
}

const fn shape(name: &'static str, facts: i64, open: u32, entries: u32) -> Shape {
    Shape {
        name,
        facts,
        open,
        entries,
    }
}

/// The smallest store, the first side of every comparison of sizes.
pub const SMALL: Shape = shape("100", 100, 12, 0);
/// The store in which things are measured that do not depend on its size.
pub const MIDDLE: Shape = shape("10,000", 10_000, 12, 0);
/// The largest store.
pub const LARGE: Shape = shape("1,000,000", 1_000_000, 12, 0);
/// Many open incidents.
pub const CROWD: Shape = shape("500 open", 10_000, 500, 0);
/// One endless incident.
pub const LONG: Shape = shape("50,000 entries", 10_000, 12, 50_000);
/// All of them.
pub const SHAPES: [Shape; 5] = [SMALL, MIDDLE, LARGE, CROWD, LONG];

/// Vendors of every store.
const VENDORS: u32 = 60;
/// Log entries of a closed incident; with its declaration, its remediation and its closure one more than thirty facts.
const HISTORY: u32 = 28;
/// Incidents written in one transaction.
const CHUNK: u32 = 200;

const NOUNS: [&str; 16] = [
    "token",
    "bucket",
    "export",
    "queue",
    "payment",
    "login",
    "backup",
    "gateway",
    "certificate",
    "laptop",
    "vendor",
    "password",
    "replica",
    "webhook",
    "invoice",
    "session",
];
const VERBS: [&str; 8] = [
    "blocked", "rotated", "checked", "restored", "isolated", "searched", "reported", "exported",
];

/// Opens the folder of stores, and makes what is missing of `shape`. Returns its file.
pub fn ready(folder: &Path, shape: Shape, say: &mut dyn FnMut(&str)) -> Outcome<PathBuf> {
    let word: String = shape.name.chars().filter(char::is_ascii_alphanumeric).collect();
    let file = folder.join(format!("{word}-{EDITION}.db"));
    if file.exists() {
        return Ok(file);
    }
    std::fs::create_dir_all(folder)?;
    let draft = folder.join(format!("{word}-{EDITION}.draft"));
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", draft.display()));
    }
    let begun = std::time::Instant::now();
    let mut writer = Writer::new(&draft)?;
    let live = i64::from(1 + VENDORS + 3 * shape.open + 2);
    while writer.engine.store().newest()? + live + i64::from(HISTORY) < shape.facts {
        let left = shape.facts - live - writer.engine.store().newest()?;
        let wanted = u32::try_from(left / i64::from(HISTORY + 2)).unwrap_or(CHUNK);
        writer.history(wanted.clamp(1, CHUNK))?;
    }
    writer.live(shape)?;
    while !writer.engine.store_mut().index_some()? {}
    writer.engine.store().forget_deleted()?;
    let facts = writer.engine.store().newest()?;
    drop(writer);
    std::fs::rename(&draft, &file)?;
    say(&format!(
        "made {}: {facts} facts, {} MiB, in {:.1} s",
        shape.name,
        std::fs::metadata(&file)?.len() >> 20,
        begun.elapsed().as_secs_f64()
    ));
    Ok(file)
}

/// A person at work, very fast.
struct Writer {
    engine: Engine,
    clock: ManualClock,
    now: Moment,
    dice: u64,
}

impl Writer {
    fn new(file: &Path) -> Outcome<Self> {
        let now = truncated(Utc::now());
        let clock = ManualClock::new(now - TimeDelta::days(900));
        let start = Start {
            who: Who {
                name: "mira".to_owned(),
                login: "mira".to_owned(),
                host: "bench".to_owned(),
            },
            clock: Arc::new(clock.clone()),
            entropy: Box::new(SeededEntropy(11)),
            policy: None,
            read_only: false,
        };
        Ok(Self {
            engine: Engine::open(file, start)?,
            clock,
            now,
            dice: 7,
        })
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.dice = self
            .dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.dice >> 33).unwrap_or(0) % sides
    }

    fn words(&mut self) -> String {
        let (verb, noun, other) = (
            VERBS[self.roll(VERBS.len())],
            NOUNS[self.roll(NOUNS.len())],
            NOUNS[self.roll(NOUNS.len())],
        );
        format!("{verb} the {noun} of the {other}, ticket {}", self.dice >> 44)
    }

    /// Writes commands in one transaction; returns the codes of those that declared.
    fn write(&mut self, commands: &[Command]) -> Outcome<Vec<String>> {
        let mut codes = Vec::new();
        let manner = Manner {
            accept_new: true,
            ..Manner::default()
        };
        self.engine
            .execute_all(commands, &manner, &mut |_, outcome| {
                codes.extend(outcome.ok().and_then(|outcome| outcome.code.clone()));
                false
            })
            .map_err(|trouble| trouble.to_string())?;
        Ok(codes)
    }

    /// Incidents that were declared, worked on and closed long ago, an hour of the clock for all of them.
    fn history(&mut self, count: u32) -> Outcome<()> {
        let declared: Vec<Command> = (0..count).map(|_| declare(self.words(), "sev4", &[], None)).collect();
        let codes = self.write(&declared)?;
        let begin = self.clock.now();
        self.clock.advance(TimeDelta::minutes(30));
        let mut commands = Vec::new();
        for code in &codes {
            for minute in 0..HISTORY {
                let at = begin + TimeDelta::minutes(i64::from(minute));
                commands.push(entry(code, self.words(), Some(at)));
            }
            commands.push(Command::Close {
                incident: code.clone(),
                remediation: Some(self.words()),
                reason: None,
            });
        }
        self.write(&commands)?;
        self.clock.advance(TimeDelta::minutes(30));
        Ok(())
    }

    /// What is open today, the same in every store.
    fn live(&mut self, shape: Shape) -> Outcome<()> {
        self.clock.set(self.now - TimeDelta::days(3));
        let vendors: Vec<Command> = (0..VENDORS).map(|number| self.vendor(number)).collect();
        self.write(&vendors)?;
        let people = [("commander", "mira"), ("commander", "lee")];
        let incidents: Vec<Command> = (0..shape.open)
            .map(|number| {
                let severity = ["sev2", "sev3", "sev1", "sev3", "sev4", "sev2"][number as usize % 6];
                let role = people[number as usize % 2];
                let log = self.words();
                declare(self.words(), severity, &[role], Some(log))
            })
            .collect();
        let codes = self.write(&incidents)?;
        if let Some(code) = codes.first().filter(|_| shape.entries > 0) {
            let begin = self.clock.now();
            self.clock.set(self.now - TimeDelta::days(1));
            for from in (0..shape.entries).step_by(2000) {
                let entries: Vec<Command> = (from..(from + 2000).min(shape.entries))
                    .map(|second| entry(code, self.words(), Some(begin + TimeDelta::seconds(i64::from(second)))))
                    .collect();
                self.write(&entries)?;
            }
        }
        Ok(())
    }

    fn vendor(&mut self, number: u32) -> Command {
        let service = NOUNS[self.roll(NOUNS.len())].to_owned();
        let tiers = Policy::embedded().tiers;
        let details = VendorDetails {
            name: format!("{service} works {number}"),
            tier: tiers[number as usize % tiers.len()].key.clone(),
            purpose: self.words(),
            service,
            location: "EU".to_owned(),
            customer_data: number.is_multiple_of(2),
            last_assessed: Some((self.now - TimeDelta::days(i64::from(10 + number * 7))).date_naive()),
            ..VendorDetails::default()
        };
        Command::AddVendor(Box::new(NewVendor {
            details,
            in_use: true,
            ..NewVendor::default()
        }))
    }
}

fn declare(title: String, severity: &str, roles: &[(&str, &str)], log: Option<String>) -> Command {
    Command::Declare(Box::new(Declare {
        title,
        severity: severity.to_owned(),
        roles: roles
            .iter()
            .map(|(role, person)| ((*role).to_owned(), (*person).to_owned()))
            .collect(),
        log: log.map(|text| (text, None)),
        ..Declare::default()
    }))
}

/// One line on the log of an incident.
pub fn entry(code: &str, text: String, at: Option<Moment>) -> Command {
    Command::LogEntry {
        incident: code.to_owned(),
        text,
        at,
        reason: None,
    }
}
