//! Plays every file under `tests/scenarios/reminders`: several processes look at one store while its clock moves, and each
//! step says what is heard, where, and that nothing else is.
//!
//! A step moves the time (`at`), has a command typed (`run`, `as`), takes ways away or brings them back (`away`, `back`),
//! lets them fail when they show something (`breaks`, `mends`), ends processes or starts them anew (`ends`, `starts`), and lets processes look: once each (`look`), or all of them each
//! minute up to a time (`until`). `hears` is all that is then heard: `HH:MM process way urgency: title`, with the body after
//! ` | ` where the line has one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use firebell::clock::{Clock, Moment, Zone};
use firebell::domain::reminder::{Message, Urgency};
use firebell::engine::remind::{Dispatcher, Listener, OpenWay, Way};
use firebell::notify::{Channel, Unreached};
use firebell::policy::Policy;
use serde::Deserialize;

use crate::stage::{Stage, moment};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    /// What it shows, in a sentence.
    shows: String,
    /// Which requirements it proves.
    proves: Vec<String>,
    #[serde(default)]
    policy: String,
    start: String,
    process: Vec<Process>,
    step: Vec<Step>,
}

/// One process that looks at the store.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Process {
    name: String,
    who: String,
    ways: Vec<String>,
    /// From which urgency on a way is used, where that is not as it is set by default.
    #[serde(default)]
    from: BTreeMap<String, Urgency>,
    #[serde(default)]
    screen: bool,
    #[serde(default)]
    only_mine: bool,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Step {
    at: Option<String>,
    r#as: Option<String>,
    run: Option<String>,
    code: Option<String>,
    away: Vec<String>,
    breaks: Vec<String>,
    mends: Vec<String>,
    back: Vec<String>,
    ends: Vec<String>,
    starts: Vec<String>,
    look: Vec<String>,
    until: Option<String>,
    hears: Option<Vec<String>>,
}

/// What was heard, and what is away.
#[derive(Default)]
struct Air {
    heard: Vec<String>,
    away: BTreeSet<String>,
    /// Ways that can be reached, and then show nothing.
    broken: BTreeSet<String>,
    now: Option<Moment>,
}

/// A way that writes down what it is given.
struct Ear {
    process: String,
    channel: Channel,
    air: Arc<Mutex<Air>>,
}

impl Way for Ear {
    fn reach(&mut self) -> Result<String, Unreached> {
        if self.air.lock().unwrap().away.contains(self.channel.word()) {
            Err(Unreached::new(format!("the {} is away", self.channel.word())))
        } else {
            Ok("an ear".to_owned())
        }
    }

    fn show(&mut self, message: &Message) -> Result<String, Unreached> {
        let mut air = self.air.lock().unwrap();
        if air.broken.contains(self.channel.word()) {
            return Err(Unreached::new(format!("the {} is broken", self.channel.word())));
        }
        let now = air.now.expect("the time");
        let line = heard(now, &self.process, self.channel.word(), message);
        air.heard.push(line);
        Ok("an ear".to_owned())
    }

    fn withdraw(&mut self, key: &str) {
        let mut air = self.air.lock().unwrap();
        let now = air.now.expect("the time").format("%H:%M").to_string();
        air.heard.push(format!(
            "{now} {} {} withdraws {key}",
            self.process,
            self.channel.word()
        ));
    }
}

fn heard(now: Moment, process: &str, way: &str, message: &Message) -> String {
    let body = message.body.replace('\n', " / ");
    format!(
        "{} {process} {way} {}: {} | {body}",
        now.format("%H:%M"),
        message.urgency.word(),
        message.title
    )
}

#[test]
fn every_reminder_scenario_plays_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/reminders");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the scenarios")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    assert!(files.len() > 4, "the scenarios are gone");
    let mut trouble = Vec::new();
    for file in files {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).expect("a text");
        let scenario: Scenario = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!scenario.proves.is_empty() && !scenario.shows.is_empty(), "{name}");
        if let Err(why) = Player::new(&scenario).play(&scenario) {
            trouble.push(format!("{name}: {why}"));
        }
    }
    assert!(trouble.is_empty(), "\n{}", trouble.join("\n"));
}

struct Player {
    stage: Stage,
    air: Arc<Mutex<Air>>,
    processes: BTreeMap<String, Process>,
    running: BTreeMap<String, Dispatcher>,
    names: BTreeMap<String, String>,
    person: String,
}

impl Player {
    fn new(scenario: &Scenario) -> Self {
        let policy = Policy::from_toml(&scenario.policy, "scenario").unwrap_or_else(|error| panic!("{error}"));
        let processes = scenario.process.iter().map(|one| (one.name.clone(), one.clone()));
        Self {
            stage: Stage::new(policy, moment(&scenario.start), Zone::UTC, 1),
            air: Arc::default(),
            processes: processes.collect(),
            running: BTreeMap::new(),
            names: BTreeMap::new(),
            person: "mira".to_owned(),
        }
    }

    fn play(&mut self, scenario: &Scenario) -> Result<(), String> {
        for name in self.processes.keys().cloned().collect::<Vec<_>>() {
            self.start(&name);
        }
        for (index, step) in scenario.step.iter().enumerate() {
            self.step(step).map_err(|why| format!("step {}: {why}", index + 1))?;
        }
        Ok(())
    }

    fn start(&mut self, name: &str) {
        let process = &self.processes[name];
        let way = |word: &String| {
            let channel = Channel::from_word(word).unwrap_or_else(|| panic!("{word} is no way"));
            let by_default = if channel == Channel::Terminal {
                Urgency::Normal
            } else {
                Urgency::Low
            };
            let from = process.from.get(word).copied().unwrap_or(by_default);
            let ear = Ear {
                process: name.to_owned(),
                channel,
                air: Arc::clone(&self.air),
            };
            OpenWay::new(channel, from, Box::new(ear))
        };
        let listener = Listener {
            person: process.who.clone(),
            only_mine: process.only_mine,
            zone: Zone::UTC,
        };
        let dispatcher = Dispatcher::new(listener, process.ways.iter().map(way).collect(), process.screen);
        self.running.insert(name.to_owned(), dispatcher);
    }

    fn step(&mut self, step: &Step) -> Result<(), String> {
        if let Some(at) = &step.at {
            self.stage.clock.set(moment(at));
        }
        if let Some(person) = &step.r#as {
            self.person.clone_from(person);
        }
        if let Some(line) = &step.run {
            self.run(line, step.code.as_ref())?;
        }
        {
            let mut air = self.air.lock().unwrap();
            air.away.extend(step.away.iter().cloned());
            air.away.retain(|way| !step.back.contains(way));
            air.broken.extend(step.breaks.iter().cloned());
            air.broken.retain(|way| !step.mends.contains(way));
        }
        for name in &step.ends {
            self.running
                .remove(name)
                .ok_or_else(|| format!("{name} does not run"))?;
        }
        for name in &step.starts {
            self.start(name);
        }
        for name in &step.look {
            self.look(name)?;
        }
        if let Some(until) = &step.until {
            let until = moment(until);
            while self.stage.clock.now() < until {
                self.stage.clock.advance(TimeDelta::minutes(1));
                for name in self.running.keys().cloned().collect::<Vec<_>>() {
                    self.look(&name)?;
                }
            }
        }
        let heard = std::mem::take(&mut self.air.lock().unwrap().heard);
        if let Some(wanted) = &step.hears {
            self.compare(&heard, wanted)?;
        } else if !heard.is_empty() {
            return Err(format!("heard unasked:\n{}", heard.join("\n")));
        }
        Ok(())
    }

    fn run(&mut self, line: &str, code: Option<&String>) -> Result<(), String> {
        let (command, manner) = self
            .stage
            .typed(&self.named(line))
            .map_err(|refusal| refusal.to_string())?;
        let person = self.person.clone();
        let outcome = self
            .stage
            .engine(&person)
            .execute(&command, &manner)
            .map_err(|why| why.to_string())?;
        if let (Some(name), Some(code)) = (code, &outcome.code) {
            self.names.insert(name.clone(), code.clone());
        }
        Ok(())
    }

    fn look(&mut self, name: &str) -> Result<(), String> {
        let now = self.stage.clock.now();
        self.air.lock().unwrap().now = Some(now);
        let dispatcher = self
            .running
            .get_mut(name)
            .ok_or_else(|| format!("{name} does not run"))?;
        // What a commit does to a real process is asked of every look here.
        if !dispatcher.is_due(now, true) {
            return Ok(());
        }
        let store = self.stage.engine(name).store_mut();
        let round = dispatcher.round(store, now).map_err(|failure| failure.report())?;
        let mut air = self.air.lock().unwrap();
        for message in &round.signs {
            let line = heard(now, name, "screen", message);
            air.heard.push(line);
        }
        Ok(())
    }

    /// A line that is wanted without a body is content with any.
    fn compare(&self, heard: &[String], wanted: &[String]) -> Result<(), String> {
        let wanted: Vec<String> = wanted.iter().map(|line| self.named(line)).collect();
        let is_same = |(heard, wanted): (&String, &String)| {
            if wanted.contains(" | ") || wanted.contains(" withdraws ") {
                heard == wanted
            } else {
                heard.split(" | ").next() == Some(wanted.as_str())
            }
        };
        if heard.len() == wanted.len() && heard.iter().zip(&wanted).all(is_same) {
            return Ok(());
        }
        Err(format!("heard:\n{}\nnot:\n{}", heard.join("\n"), wanted.join("\n")))
    }

    fn named(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, value) in &self.names {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}
