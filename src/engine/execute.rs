//! From a command to facts on disk.

use std::path::Path;
use std::sync::Arc;

use crate::clock::{Clock, Moment, truncated};
use crate::domain::decide::{Context, decide};
use crate::domain::preview::{Preview, preview};
use crate::domain::{Command, PolicyBook, Recorded, Refusal, Who};
use crate::error::Failure;
use crate::id::Entropy;
use crate::policy::Policy;
use crate::store::{Access, Act, Store};

use super::load::load;

/// Why a command did not happen.
#[derive(Debug)]
pub enum Trouble {
    /// A rule said no.
    Refused(Box<Refusal>),
    /// The machine failed.
    Failed(Box<Failure>),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(Box::new(failure))
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Failed(failure) => failure.fmt(f),
        }
    }
}

/// What a command came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// One sentence saying what was done.
    pub done: String,
    /// Things worth knowing.
    pub warnings: Vec<String>,
    /// The facts that were written, oldest first; none where nothing changed.
    pub facts: Vec<Recorded>,
    /// Code of the incident it was about.
    pub code: Option<String>,
}

/// How a command is to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manner {
    /// Names near to known ones are meant as new ones.
    pub accept_new: bool,
    /// The draft that becomes this command; it goes when the command is written.
    pub draft: Option<String>,
}

/// What an engine is started with.
pub struct Start {
    /// Who acts.
    pub who: Who,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub entropy: Box<dyn Entropy>,
    /// The policy a new store adopts; `None`: the one that ships.
    pub policy: Option<Policy>,
    /// Do not write, whatever the file allows.
    pub read_only: bool,
}

/// A store, a clock, a person: everything a command needs.
pub struct Engine {
    pub(super) store: Store,
    clock: Arc<dyn Clock>,
    pub(super) entropy: Box<dyn Entropy>,
    pub(super) who: Who,
}

impl Engine {
    /// Opens the store at `path`; a new one adopts the policy it is started with.
    pub fn open(path: &Path, start: Start) -> Result<Self, Failure> {
        let store = if start.read_only {
            Store::open_read_only(path, "firebell was started with --read-only")?
        } else {
            Store::open(path)?
        };
        let mut engine = Self {
            store,
            clock: start.clock,
            entropy: start.entropy,
            who: start.who,
        };
        if !engine.store.has_policy() && *engine.store.access() == Access::Full {
            engine.adopt_first(&start.policy.unwrap_or_else(Policy::embedded))?;
        }
        Ok(engine)
    }

    fn adopt_first(&mut self, policy: &Policy) -> Result<(), Failure> {
        let now = self.now();
        let mut act = self.store.begin()?;
        // Two first starts at once: the second finds the policy of the first.
        if act.book_is_empty() {
            let digest = policy.digest();
            let fact = crate::domain::fact::PolicyAdopted {
                digest,
                policy: policy.to_canonical_json(),
            };
            let fact = crate::domain::NewFact {
                subject: crate::domain::Subject::policy(),
                happened_at: None,
                tag: None,
                fact: fact.into(),
            };
            act.append(vec![fact], &self.who, now, self.entropy.as_mut())?;
            act.commit()?;
        }
        Ok(())
    }

    /// The moment, to the millisecond.
    pub fn now(&self) -> Moment {
        truncated(self.clock.now())
    }

    /// Who acts.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// The person goes by another name from now on; login and host stay.
    pub fn become_named(&mut self, name: &str) {
        name.clone_into(&mut self.who.name);
    }

    /// The adopted policies.
    pub fn book(&self) -> &PolicyBook {
        self.store.book()
    }

    /// The store, to read.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The store, for the tools that look after it.
    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Decides a command and writes what comes of it.
    pub fn execute(&mut self, command: &Command, manner: &Manner) -> Result<Outcome, Trouble> {
        let now = self.now();
        let mut act = self.store.begin()?;
        let outcome = step(&mut act, command, manner, &self.who, now, self.entropy.as_mut())?;
        if let Some(draft) = &manner.draft {
            act.drop_draft(draft)?;
        }
        act.commit()?;
        if outcome.facts.iter().any(is_expunge) {
            self.store.forget_deleted()?;
        }
        Ok(outcome)
    }

    /// Decides commands one after the other in one transaction: all are written, or none.
    ///
    /// `each` is told the place and outcome of every command; it may keep a refusal back by returning true, and then
    /// the others go on.
    pub fn execute_all(
        &mut self,
        commands: &[Command],
        manner: &Manner,
        each: &mut dyn FnMut(usize, Result<&Outcome, &Refusal>) -> bool,
    ) -> Result<usize, Trouble> {
        let mut batch = self.batch()?;
        let mut written = 0;
        for (index, command) in commands.iter().enumerate() {
            match batch.run(command, manner) {
                Ok(outcome) => {
                    written += usize::from(!outcome.facts.is_empty());
                    each(index, Ok(&outcome));
                }
                Err(Trouble::Refused(refusal)) => {
                    if !each(index, Err(&refusal)) {
                        return Err(Trouble::Refused(refusal));
                    }
                }
                Err(failed) => return Err(failed),
            }
        }
        batch.commit()?;
        Ok(written)
    }

    /// What would follow from a command; nothing is written.
    pub fn preview(&mut self, command: &Command, manner: &Manner) -> Result<Preview, Trouble> {
        let now = self.now();
        let act = self.store.begin()?;
        let loaded = load(&act, command, &self.who, manner.accept_new, self.entropy.as_mut())?;
        let context = Context {
            now,
            who: &self.who,
            book: act.book(),
            accept_new: manner.accept_new,
        };
        Ok(preview(command, &loaded, &context)?)
    }
}

fn is_expunge(recorded: &Recorded) -> bool {
    matches!(
        recorded.body,
        crate::domain::Body::Known(crate::domain::Fact::EntryExpunged(_))
    )
}

/// One command inside an act that is open.
pub(super) fn step(
    act: &mut Act,
    command: &Command,
    manner: &Manner,
    who: &Who,
    now: Moment,
    entropy: &mut dyn Entropy,
) -> Result<Outcome, Trouble> {
    let loaded = load(act, command, who, manner.accept_new, entropy)?;
    let context = Context {
        now,
        who,
        book: act.book(),
        accept_new: manner.accept_new,
    };
    let decision = decide(command, &loaded, &context)?;
    let code = match command {
        Command::ImportIncident(_) => None,
        command if command.brings_an_incident() => Some(loaded.fresh_code),
        _ => loaded.incident.map(|incident| incident.code),
    };
    let facts = if decision.facts.is_empty() {
        Vec::new()
    } else {
        act.append(decision.facts, who, now, entropy)?
    };
    Ok(Outcome {
        done: decision.done,
        warnings: decision.warnings,
        facts,
        code,
    })
}
