//! Plays every file under `tests/scenarios`: people type commands at given times, and each step says what must follow.
//!
//! A step may set the time (`at`, or `after` the step before), the person (`as`), a command line (`run`, or `adopt` for a
//! policy), and bind the drawn code or entry id to a name (`code = "A"`, later `{A}`). What it may expect stands in
//! [`Expect`]. Every command is previewed first, and its preview must be what then happens.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::SecondsFormat;
use firebell::clock::{Clock, Zone};
use firebell::domain::{Command, Deadline, Incident, Refusal, RefusalKind, State};
use firebell::engine::execute::Manner;
use firebell::engine::query::log_lines;
use firebell::engine::{Outcome, Trouble};
use firebell::policy::Policy;
use serde::Deserialize;

use crate::stage::{Stage, moment};

/// One file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    /// What it shows, in a sentence.
    shows: String,
    /// Which requirements it proves.
    proves: Vec<String>,
    /// Laid over the built-in policy.
    #[serde(default)]
    policy: String,
    /// When it begins.
    start: String,
    /// The zone times are typed in.
    #[serde(default = "utc")]
    zone: String,
    step: Vec<Step>,
}

fn utc() -> String {
    "UTC".to_owned()
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Step {
    at: Option<String>,
    after: Option<String>,
    r#as: Option<String>,
    run: Option<String>,
    adopt: Option<String>,
    /// Name for the incident's code.
    code: Option<String>,
    /// Name for the id of the log entry.
    entry: Option<String>,
    #[serde(flatten)]
    expect: Expect,
}

/// What must be so after a step.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Expect {
    /// Part of the sentence that says what was done.
    done: Option<String>,
    /// Part of the refusal.
    refused: Option<String>,
    /// The requirement that refuses.
    by: Option<String>,
    /// `rule`, `not found` or `usage`.
    kind: Option<String>,
    /// Names the refusal must offer.
    candidates: Vec<String>,
    /// Parts of warnings; `[]` is none at all.
    warns: Option<Vec<String>>,
    /// Kinds of the facts written, in order.
    facts: Option<Vec<String>>,
    /// Deadlines by name: due time and state, `none`, or `not running`.
    due: BTreeMap<String, String>,
    /// Parts of lines of the incident's log.
    log: Vec<String>,
    /// Which incident `log` and what follows are about; the first name bound where not given.
    of: Option<String>,
    /// Keys of the open questions.
    asks: Option<Vec<String>>,
    /// What is asked about deadlines that were met late.
    why: Option<Vec<String>>,
    /// Required roles that nobody holds.
    empty: Option<Vec<String>>,
    /// Ranks: now, and the gravest ever.
    severity: Option<u8>,
    highest: Option<u8>,
    /// `open`, `closed`, `work left` or `void`.
    stands: Option<String>,
    /// Which vendor, as deadlines spell it, the next two are about.
    vendor: Option<String>,
    /// Where the vendor stands.
    stage: Option<String>,
    /// The diligence steps of the vendor that are left.
    open: Option<Vec<String>>,
    /// Customers that the incident lists.
    customers: Option<Vec<String>>,
    /// Whatever else stands in a step is a slip of the pen.
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

#[test]
fn every_scenario_plays_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the scenarios")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    assert!(files.len() > 10, "the scenarios are gone");
    let mut trouble = Vec::new();
    for file in files {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).expect("a text");
        let scenario: Scenario = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!scenario.proves.is_empty() && !scenario.shows.is_empty(), "{name}");
        if let Err(why) = play(&scenario) {
            trouble.push(format!("{name}: {why}"));
        }
    }
    assert!(trouble.is_empty(), "\n{}", trouble.join("\n"));
}

fn play(scenario: &Scenario) -> Result<(), String> {
    let policy = Policy::from_toml(&scenario.policy, "scenario").map_err(|error| error.to_string())?;
    let zone = Zone::named(&scenario.zone).map_err(|error| error.to_string())?;
    let mut player = Player {
        stage: Stage::new(policy, moment(&scenario.start), zone, 1),
        names: BTreeMap::new(),
        person: "mira".to_owned(),
        first: String::new(),
    };
    for (index, step) in scenario.step.iter().enumerate() {
        let place = step.run.as_deref().or(step.adopt.as_deref()).unwrap_or("(nothing)");
        player
            .step(step)
            .map_err(|why| format!("step {} `{place}`: {why}", index + 1))?;
    }
    Ok(())
}

struct Player {
    stage: Stage,
    names: BTreeMap<String, String>,
    person: String,
    /// The first name that was bound to an incident.
    first: String,
}

impl Player {
    fn step(&mut self, step: &Step) -> Result<(), String> {
        if let Some(key) = step.expect.unknown.keys().next() {
            return Err(format!("nobody knows the key {key}"));
        }
        if let Some(at) = &step.at {
            self.stage.clock.set(moment(at));
        }
        if let Some(after) = &step.after {
            let span = humantime::parse_duration(after).map_err(|error| error.to_string())?;
            self.stage
                .clock
                .advance(chrono::TimeDelta::from_std(span).expect("a span"));
        }
        if let Some(person) = &step.r#as {
            self.person.clone_from(person);
        }
        let command = match (&step.run, &step.adopt) {
            (Some(line), _) => Some(self.stage.typed(&self.named(line))),
            (None, Some(overlay)) => {
                let policy = Policy::from_toml(overlay, "adopted").map_err(|error| error.to_string())?;
                Some(Ok((Command::AdoptPolicy(Box::new(policy)), Manner::default())))
            }
            (None, None) => None,
        };
        match command {
            Some(Ok((command, manner))) => {
                let result = self.give(&command, &manner)?;
                self.judge(step, result)?;
            }
            Some(Err(refusal)) => self.judge(step, Err(refusal))?,
            None => {}
        }
        self.look(&step.expect)
    }

    /// Previews and gives the command; the two must agree.
    fn give(&mut self, command: &Command, manner: &Manner) -> Result<Result<Outcome, Refusal>, String> {
        let engine = self.stage.engine(&self.person);
        let before = engine.preview(command, manner);
        match (before, engine.execute(command, manner)) {
            (Ok(preview), Ok(outcome)) => {
                if preview.warnings != outcome.warnings {
                    return Err(format!(
                        "previewed {:?}, warned {:?}",
                        preview.warnings, outcome.warnings
                    ));
                }
                Ok(Ok(outcome))
            }
            (Err(Trouble::Refused(before)), Err(Trouble::Refused(refusal))) if before == refusal => Ok(Err(*refusal)),
            (_, Err(Trouble::Failed(failure))) => Err(failure.report()),
            (before, after) => Err(format!("previewed {:?}, then {:?}", before.is_ok(), after.is_ok())),
        }
    }

    fn judge(&mut self, step: &Step, result: Result<Outcome, Refusal>) -> Result<(), String> {
        let expect = &step.expect;
        match (result, &expect.refused) {
            (Ok(outcome), None) => self.accepted(step, &outcome),
            (Ok(outcome), Some(_)) => Err(format!("was not refused: {}", outcome.done)),
            (Err(refusal), None) => Err(format!("was refused: {refusal}")),
            (Err(refusal), Some(part)) => {
                let words = refusal.to_string();
                has(&words, &self.named(part))?;
                if let Some(by) = &expect.by {
                    same("requirement", &refusal.requirement.unwrap_or("none"), &by.as_str())?;
                }
                if let Some(kind) = &expect.kind {
                    let found = match refusal.kind {
                        RefusalKind::Rule => "rule",
                        RefusalKind::NotFound => "not found",
                        RefusalKind::Usage => "usage",
                    };
                    same("kind", &found, &kind.as_str())?;
                }
                for name in &expect.candidates {
                    has(&refusal.candidates.join(" · "), &self.named(name))?;
                }
                Ok(())
            }
        }
    }

    fn accepted(&mut self, step: &Step, outcome: &Outcome) -> Result<(), String> {
        if let (Some(name), Some(code)) = (&step.code, &outcome.code) {
            self.names.insert(name.clone(), code.clone());
            if self.first.is_empty() {
                self.first.clone_from(name);
            }
        }
        if let Some(name) = &step.entry {
            let tag = outcome.facts.iter().find_map(|fact| fact.envelope.tag.clone());
            self.names.insert(name.clone(), tag.ok_or("no entry was written")?);
        }
        let expect = &step.expect;
        if let Some(part) = &expect.done {
            has(&outcome.done, &self.named(part))?;
        }
        if let Some(warns) = &expect.warns {
            if warns.is_empty() && !outcome.warnings.is_empty() {
                return Err(format!("warned {:?}", outcome.warnings));
            }
            for part in warns {
                has(&outcome.warnings.join(" · "), &self.named(part))?;
            }
        }
        if let Some(kinds) = &expect.facts {
            let found: Vec<String> = outcome.facts.iter().map(|fact| kind(fact).to_owned()).collect();
            same("facts", &found, kinds)?;
        }
        Ok(())
    }

    fn look(&mut self, expect: &Expect) -> Result<(), String> {
        for (name, wanted) in &expect.due {
            let name = self.named(name);
            self.due(&name, wanted)?;
        }
        if let Some(name) = &expect.vendor {
            self.vendor(name, expect)?;
        }
        let code = match &expect.of {
            Some(name) => self.named(name),
            None => self.names.get(&self.first).cloned().unwrap_or_default(),
        };
        let Some(State::Incident(incident)) = self.stage.state(&code) else {
            return Ok(());
        };
        let store = self.stage.engine("observer").store();
        let lines = log_lines(store, &incident, 1000).map_err(|error| error.report())?;
        let lines: Vec<String> = lines.iter().map(shown).collect();
        for part in &expect.log {
            has(&lines.join("\n"), &self.named(part))?;
        }
        self.standing(expect, &incident)
    }

    fn standing(&mut self, expect: &Expect, incident: &Incident) -> Result<(), String> {
        let book = self.stage.engine("observer").book();
        if let Some(asks) = &expect.asks {
            same(
                "open questions",
                &incident.open_questions(),
                &asks.iter().map(String::as_str).collect(),
            )?;
        }
        if let Some(why) = &expect.why {
            let late = incident.unexplained(book);
            let whys = late.iter().map(|deadline| deadline.why_late(book.current())).collect();
            same("why late", &whys, why)?;
        }
        if let Some(customers) = &expect.customers {
            let names: Vec<&String> = incident.customers.iter().map(|one| &one.name).collect();
            same("customers", &names, &customers.iter().collect())?;
        }
        if let Some(empty) = &expect.empty {
            same(
                "empty roles",
                &incident.empty_roles(book),
                &empty.iter().map(String::as_str).collect(),
            )?;
        }
        if let Some(rank) = expect.severity {
            same("severity", &incident.severity, &Some(rank))?;
        }
        if let Some(rank) = expect.highest {
            same("highest", &incident.highest, &Some(rank))?;
        }
        if let Some(stands) = &expect.stands {
            let found = match incident {
                _ if incident.void => "void",
                _ if incident.has_work_left(book) => "work left",
                _ if incident.is_closed() => "closed",
                _ => "open",
            };
            same("stands", &found, &stands.as_str())?;
        }
        Ok(())
    }

    fn vendor(&mut self, name: &str, expect: &Expect) -> Result<(), String> {
        let Some(State::Vendor(vendor)) = self.stage.state(name) else {
            return Err(format!("no vendor is spelled {name}"));
        };
        if let Some(stage) = &expect.stage {
            same("stage", &vendor.stage().word(), &stage.as_str())?;
        }
        if let Some(open) = &expect.open {
            let policy = self.stage.engine("observer").book().current().clone();
            same("open steps", &vendor.open_steps(&policy), open)?;
        }
        Ok(())
    }

    fn due(&mut self, name: &str, wanted: &str) -> Result<(), String> {
        let label = name.split('/').next().unwrap_or_default();
        let state = self
            .stage
            .state(label)
            .ok_or_else(|| format!("nothing is called {label}"))?;
        let now = self.stage.clock.now();
        let deadlines = state.deadlines(self.stage.engine("observer").book());
        let found: Vec<&Deadline> = deadlines.iter().filter(|deadline| deadline.name() == name).collect();
        let words: Vec<String> = found
            .iter()
            .map(|deadline| {
                let due = deadline
                    .due_at
                    .map(|due| due.to_rfc3339_opts(SecondsFormat::AutoSi, true) + " ");
                format!("{}{}", due.unwrap_or_default(), deadline.state_word(now))
            })
            .collect();
        let fine = match wanted {
            "none" => found.is_empty(),
            "not running" => !found.iter().any(|deadline| deadline.is_running()),
            wanted => words.iter().any(|words| words == wanted),
        };
        if fine {
            return Ok(());
        }
        let all: Vec<String> = deadlines.iter().map(Deadline::name).collect();
        Err(format!("{name} is {words:?}, not {wanted}; there are {all:?}"))
    }

    /// Puts what was bound in place of `{A}`.
    fn named(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, value) in &self.names {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

fn kind(fact: &firebell::domain::Recorded) -> &'static str {
    match &fact.body {
        firebell::domain::Body::Known(fact) => fact.kind(),
        _ => "unknown",
    }
}

/// A log line with its marks: `14:05 mira blocked it · struck: why`.
fn shown(line: &firebell::domain::log::LogLine) -> String {
    let mut words = format!("{} {} {}", line.at.format("%H:%M"), line.who, line.words);
    if let Some(why) = &line.struck {
        words = format!("{words} · struck: {why}");
    }
    if let Some(why) = &line.expunged {
        words = format!("{words} · expunged: {why}");
    }
    if line.undone {
        words.push_str(" · taken back");
    }
    if line.is_back_dated() {
        words.push_str(" · back-dated");
    }
    words
}

fn has(text: &str, part: &str) -> Result<(), String> {
    if text.contains(part) {
        return Ok(());
    }
    Err(format!("\"{part}\" is not in:\n{text}"))
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, wanted: &T) -> Result<(), String> {
    if found == wanted {
        return Ok(());
    }
    Err(format!("{what}: {found:?}, not {wanted:?}"))
}
