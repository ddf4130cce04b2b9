//! Several commands in one transaction: all are written, or none.

use super::execute::{Engine, Manner, Outcome, Trouble, step};
use crate::clock::Moment;
use crate::domain::{Command, Who};
use crate::error::Failure;
use crate::id::Entropy;
use crate::store::Act;

/// Commands that are written together. Dropping it writes nothing: that is a rehearsal.
pub struct Batch<'a> {
    act: Act<'a>,
    entropy: &'a mut dyn Entropy,
    who: Who,
    now: Moment,
}

impl Engine {
    /// Begins a batch as the engine's person at the present moment. Nobody else writes until it ends.
    pub fn batch(&mut self) -> Result<Batch<'_>, Failure> {
        let now = self.now();
        Ok(Batch {
            act: self.store.begin()?,
            entropy: self.entropy.as_mut(),
            who: self.who.clone(),
            now,
        })
    }
}

impl Batch<'_> {
    /// What follows is done by another person at another moment: a story told, not lived.
    pub fn acting(&mut self, who: Who, now: Moment) {
        self.who = who;
        self.now = now;
    }

    /// Decides a command on top of those before it. After a refusal the others can go on, after a failure they cannot.
    pub fn run(&mut self, command: &Command, manner: &Manner) -> Result<Outcome, Trouble> {
        step(&mut self.act, command, manner, &self.who, self.now, self.entropy)
    }

    /// Writes everything that was run.
    pub fn commit(self) -> Result<(), Failure> {
        self.act.commit()
    }
}
