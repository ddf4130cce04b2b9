//! A made-up company for a first look: its story is told to a new store, as if people had lived it.
//!
//! May import `verb`, `engine`, `store` (to mark it), `domain`, `policy` and the foundation. Invariant: **nothing is
//! written past the rules**: every step of the story is a verb, decided at its own moment for its own person.
//! Start reading at `assets/demo.toml`, then [`fill`].

mod story;

use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;

use crate::clock::{ManualClock, Moment, Zone};
use crate::domain::{Command, Who};
use crate::engine::execute::Manner;
use crate::engine::{Batch, Engine, Start, Trouble};
use crate::error::Failure;
use crate::id::SeededEntropy;
use crate::policy::Policy;
use crate::store::Store;
use crate::verb::build::{Reading, command};

use story::{Step, Story};

/// What the demo's company is called.
pub const COMPANY: &str = "acme-sec";

/// The story that ships.
const STORY: &str = include_str!("../../assets/demo.toml");

/// Fills the empty or missing store at `path` with the demo's company, as it stands at `now`, and marks it as a demo.
/// The same `seed` and `now` give the same codes.
///
/// # Errors
/// Where the store cannot be written or holds something already. A story that breaks a rule is a bug.
pub fn fill(path: &Path, now: Moment, seed: u64) -> Result<(), Failure> {
    let story = Story::read(STORY).map_err(|why| broken(&why))?;
    let mut steps = story.steps.clone();
    // Stories are told one after the other in the file, but they happened side by side.
    steps.sort_by_key(|step| step.at);
    let first = steps.first().map_or(now, |step| now + step.at);
    let policy = Policy::from_toml(&story.policy, "the demo's policy").map_err(|error| broken(&error.to_string()))?;
    Store::open(path)?.claim_for_demo()?;
    let start = Start {
        who: person("ines"),
        clock: Arc::new(ManualClock::new(first - TimeDelta::minutes(1))),
        entropy: Box::new(SeededEntropy(seed)),
        policy: Some(policy),
        read_only: false,
    };
    let mut engine = Engine::open(path, start)?;
    let mut teller = Teller {
        codes: vec![String::new(); story.incidents],
        batch: engine.batch()?,
        now,
    };
    for step in &steps {
        teller.tell(step)?;
    }
    teller.batch.commit()
}

struct Teller<'a> {
    /// Code of the incident of each part of the story, once it is declared.
    codes: Vec<String>,
    batch: Batch<'a>,
    now: Moment,
}

impl Teller<'_> {
    fn tell(&mut self, step: &Step) -> Result<(), Failure> {
        let at = self.now + step.at;
        let code = self.codes.get(step.story).map_or("", String::as_str);
        let (verb, values) = step
            .verb(code, self.now)
            .map_err(|why| broken(&format!("{why}, in: {}", step.run)))?;
        let reading = Reading {
            now: at,
            zone: Zone::UTC,
        };
        let command = command(verb, &values, reading).map_err(|refusal| broken(&refusal.to_string()))?;
        self.batch.acting(person(&step.who), at);
        let manner = Manner {
            accept_new: true,
            draft: None,
        };
        let outcome = self.batch.run(&command, &manner).map_err(|trouble| match trouble {
            Trouble::Refused(refusal) => broken(&format!("{refusal} In: {}", step.run)),
            Trouble::Failed(failure) => *failure,
        })?;
        if matches!(command, Command::Declare(_))
            && let (Some(code), Some(place)) = (outcome.code, self.codes.get_mut(step.story))
        {
            *place = code;
        }
        Ok(())
    }
}

fn person(name: &str) -> Who {
    Who {
        name: name.to_owned(),
        login: name.to_owned(),
        host: COMPANY.to_owned(),
    }
}

fn broken(why: &str) -> Failure {
    Failure::bug("Cannot tell the demo's story", why)
}

#[cfg(test)]
mod tests;
