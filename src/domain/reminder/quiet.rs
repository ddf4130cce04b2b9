//! Who asked to be left alone about which deadline, and until when (DL-4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::domain::fact::{Envelope, Fact};
use crate::text::fold_name;

/// One person's wish about one deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// Who.
    pub person: String,
    /// The clock it was said of; a new one is not quiet.
    pub clock: String,
    /// When.
    pub at: Moment,
    /// Snoozed until then; `None`: acknowledged.
    pub until: Option<Moment>,
}

/// The last wishes of everybody, by the deadline's key within its subject.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quieted(BTreeMap<String, Vec<Quiet>>);

impl Quieted {
    /// Takes a fact into account, if it is about reminders.
    pub fn note(&mut self, envelope: &Envelope, fact: &Fact) {
        let (deadline, clock, until) = match fact {
            Fact::ReminderAcknowledged(fact) => (&fact.deadline, &fact.clock, None),
            Fact::ReminderSnoozed(fact) => (&fact.deadline, &fact.clock, Some(fact.until)),
            _ => return,
        };
        let person = fold_name(&envelope.who.name);
        let wishes = self.0.entry(deadline.clone()).or_default();
        // An acknowledgement ends a snooze, and what is said of a new clock ends what was said of the old one.
        wishes
            .retain(|wish| wish.person != person || (wish.clock == *clock && wish.until.is_none() && until.is_some()));
        wishes.push(Quiet {
            person,
            clock: clock.clone(),
            at: envelope.happened_at,
            until,
        });
    }

    /// What was said of this clock.
    pub fn of(&self, deadline: &str, clock: &str) -> Vec<Quiet> {
        let wishes = self.0.get(deadline).into_iter().flatten();
        wishes.filter(|wish| wish.clock == clock).cloned().collect()
    }

    /// Nobody has said anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
