//! A stage to play on: a store in a folder of its own, a clock that stands still, and people who type commands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use firebell::clock::{Clock, ManualClock, Moment, Zone};
use firebell::domain::{Command, Refusal, State, Subject, SubjectKind, Who};
use firebell::engine::attach;
use firebell::engine::execute::Manner;
use firebell::engine::{Engine, Start};
use firebell::error::Failure;
use firebell::id::SeededEntropy;
use firebell::policy::Policy;
use firebell::store::Finding;
use firebell::template::{Shelf, Template};
use firebell::verb::build::{Reading, command};
use firebell::verb::table::{Form, ParamKind, Verb, verb};
use firebell::verb::values::Values;
use tempfile::TempDir;

/// Reads a moment such as `2026-11-24T10:00:00Z`.
pub fn moment(text: &str) -> Moment {
    text.parse().unwrap_or_else(|_| panic!("{text} is no moment"))
}

/// Somebody of this name at the test machine.
pub fn who(name: &str) -> Who {
    Who {
        name: name.to_owned(),
        login: name.to_owned(),
        host: "stage".to_owned(),
    }
}

/// Opens the store at `path` for one person; the seed says which codes they will draw.
pub fn open(path: &Path, name: &str, clock: &ManualClock, policy: Policy, seed: u64) -> Result<Engine, Failure> {
    Engine::open(
        path,
        Start {
            who: who(name),
            clock: Arc::new(clock.clone()),
            entropy: Box::new(SeededEntropy(seed)),
            policy: Some(policy),
            read_only: false,
        },
    )
}

/// A store with everybody who plays on it.
pub struct Stage {
    folder: TempDir,
    pub clock: ManualClock,
    pub zone: Zone,
    policy: Policy,
    seed: u64,
    people: BTreeMap<String, Engine>,
}

impl Stage {
    /// An empty store under this policy, at this time.
    pub fn new(policy: Policy, start: Moment, zone: Zone, seed: u64) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            clock: ManualClock::new(start),
            zone,
            policy,
            seed,
            people: BTreeMap::new(),
        }
    }

    /// The file of the store.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("firebell.db")
    }

    /// One person's engine: a connection of their own, up to date with what the others wrote.
    pub fn engine(&mut self, name: &str) -> &mut Engine {
        let path = self.path();
        if !self.people.contains_key(name) {
            self.seed += 1;
            let engine = open(&path, name, &self.clock, self.policy.clone(), self.seed * 7919).expect("a store");
            self.people.insert(name.to_owned(), engine);
        }
        let engine = self.people.get_mut(name).expect("just made");
        engine.store_mut().read_book().expect("the policies can be read");
        engine
    }

    /// One person's engine, to keep.
    pub fn take(&mut self, name: &str) -> Engine {
        self.engine(name);
        self.people.remove(name).expect("just made")
    }

    /// What typed words mean now.
    pub fn typed(&self, line: &str) -> Result<(Command, Manner), Refusal> {
        let words = split(line);
        let (verb, values) = values(&words);
        let reading = Reading {
            now: self.clock.now(),
            zone: self.zone,
        };
        let manner = Manner {
            accept_new: values.is_on("new"),
            draft: None,
        };
        Ok((command(verb, &values, reading)?, manner))
    }

    /// The folded state of an incident by its code, of a vendor by its name as deadlines spell it, or of the policies.
    pub fn state(&mut self, label: &str) -> Option<State> {
        let engine = self.engine("observer");
        if let Ok(Finding::One(found)) = engine.store().find_incident(label) {
            return Some(found.state);
        }
        if label == SubjectKind::Policy.word() {
            let found = engine.store().snapshot(&Subject::policy()).expect("the policies");
            return found.map(|found| found.state);
        }
        let vendors = engine.store().register(SubjectKind::Vendor).expect("the vendors");
        vendors
            .into_iter()
            .map(|snapshot| snapshot.state)
            .find(|state| matches!(state, State::Vendor(vendor) if firebell::domain::deadline::slug(&vendor.details.name) == label))
    }
}

/// The state of a subject as folding everything the journal holds of it gives it.
pub fn folded(engine: &Engine, subject: &Subject) -> Option<State> {
    let facts = engine.store().log(subject, None, u32::MAX).expect("the log");
    State::fold(facts.into_iter().map(|(_, recorded)| recorded).collect())
}

/// The verb with the longest words that the line begins with, and the values after it.
fn values(words: &[String]) -> (&'static Verb, Values) {
    let (verb, count) = (1..=words.len().min(3))
        .rev()
        .find_map(|count| verb(&words[..count].join(" ")).map(|verb| (verb, count)))
        .unwrap_or_else(|| panic!("no verb in {words:?}"));
    let mut values = Values::default();
    let mut places = verb.params.iter().filter(|param| param.form == Form::Place);
    let mut rest = words[count..].iter();
    while let Some(word) = rest.next() {
        let Some(name) = word.strip_prefix("--") else {
            let place = places.next().unwrap_or_else(|| panic!("one word too many: {word}"));
            values.push(place.name, word.as_str());
            continue;
        };
        let param = verb
            .param(name)
            .unwrap_or_else(|| panic!("{} has no --{name}", verb.words));
        if param.form == Form::Switch {
            values.push(name, "yes");
        } else {
            values.push(
                name,
                rest.next().unwrap_or_else(|| panic!("--{name} needs a value")).as_str(),
            );
        }
    }
    for param in verb
        .params
        .iter()
        .filter(|param| matches!(param.kind, ParamKind::File | ParamKind::Proof))
    {
        let Some(name) = values.get(param.name).map(str::to_owned) else {
            continue;
        };
        let file = format!("{}/tests/fixtures/letters/{name}", env!("CARGO_MANIFEST_DIR"));
        let wanted = attach::Wanted {
            param: param.name.to_owned(),
            path: name.clone(),
            is_proof: param.kind == ParamKind::Proof,
        };
        let attached = attach::read_for(&wanted, &file).expect("a fixture");
        values.push(&format!("{}-name", param.name), attached.name);
        values.push(&format!("{}-content", param.name), attached.text);
        values.push(&format!("{}-digest", param.name), attached.digest);
    }
    if verb.words == "template own" || verb.words == "template reviewed" {
        let name = values.get("name").unwrap_or_default().to_owned();
        let shipped = Shelf::shipped().get(&name);
        let known = shipped.map_or(name, |template| template.name.clone());
        values.push("name-known", known);
        values.push("name-version", shipped.map_or("1", |template| &template.version));
        values.push(
            "name-digest",
            shipped.map_or_else(|| "own".to_owned(), Template::digest),
        );
        values.push("name-role", shipped.map_or("", |template| &template.owner));
    }
    (verb, values)
}

/// Splits a line as a shell does: white space, `'…'`, `"…"`. A backslash is a plain character.
fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
