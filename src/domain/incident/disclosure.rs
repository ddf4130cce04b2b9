//! What of an incident's log may leave the company, to whom, and why the rest may not (IR-13, IR-14).
//!
//! Invariant: **words leave only if somebody said so.** A line of a person's own words goes out when it is marked
//! `shared`; of what the program wrote, only the times of phases, of the breach and of what the reader was told, in words
//! of this file. What names another customer never leaves, whatever it is marked.

use super::Incident;
use super::names::Names;
use super::notice::{Marked, Publication};
use crate::clock::Moment;
use crate::domain::fact::{Body, Fact, FactId, Recorded};
use crate::domain::subject::Ref;
use crate::policy::Policy;

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reader<'a> {
    /// A customer; `None` is everybody.
    pub customer: Option<&'a Ref>,
    /// Lines that nobody has marked go out too.
    pub takes_unmarked: bool,
}

/// One line that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosed {
    /// The fact behind it.
    pub fact: FactId,
    /// Short id, of entries.
    pub entry: Option<String>,
    /// When it happened.
    pub at: Moment,
    /// What goes out, or why nothing does.
    pub verdict: Verdict,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// These words go out.
    Out(String),
    /// Nothing goes out.
    Withheld(Why),
}

/// Why a line stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is marked internal.
    Internal,
    /// It is marked privileged.
    Privileged,
    /// Nobody has marked it shared.
    Unmarked,
    /// It was struck out.
    Struck,
    /// Its words were expunged.
    Expunged,
    /// It was taken back.
    TakenBack,
    /// It names another customer: which.
    Names(String),
    /// It says how the company works, and is nothing that a reader was told.
    Inward,
    /// It was written by a newer version.
    Newer,
}

impl Why {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Internal => "marked internal".to_owned(),
            Self::Privileged => "marked privileged".to_owned(),
            Self::Unmarked => "nobody has marked it shared".to_owned(),
            Self::Struck => "struck out".to_owned(),
            Self::Expunged => "expunged".to_owned(),
            Self::TakenBack => "taken back".to_owned(),
            Self::Names(name) => format!("names {name}"),
            Self::Inward => "how the company works".to_owned(),
            Self::Newer => "written by a newer firebell".to_owned(),
        }
    }
}

impl Incident {
    /// Every fact of its log with what becomes of it on the way to a reader, in the order given.
    pub fn disclose(&self, facts: &[Recorded], customers: &Names, reader: Reader, policy: &Policy) -> Vec<Disclosed> {
        let judged = facts.iter().map(|recorded| Disclosed {
            fact: recorded.envelope.id.clone(),
            entry: recorded.envelope.tag.clone(),
            at: recorded.envelope.happened_at,
            verdict: match self.judge(recorded, reader, policy) {
                Verdict::Out(words) => match customers.named_in(&words, reader.customer) {
                    Some(other) => Verdict::Withheld(Why::Names(other.name.clone())),
                    None => Verdict::Out(words),
                },
                withheld @ Verdict::Withheld(_) => withheld,
            },
        });
        judged.collect()
    }

    fn judge(&self, recorded: &Recorded, reader: Reader, policy: &Policy) -> Verdict {
        let envelope = &recorded.envelope;
        let fact = match &recorded.body {
            Body::Known(fact) => fact,
            Body::Unknown { .. } => return Verdict::Withheld(Why::Newer),
            Body::Expunged => return Verdict::Withheld(Why::Expunged),
        };
        if self.is_undone(&envelope.id.series, envelope.act) {
            return Verdict::Withheld(Why::TakenBack);
        }
        if let Fact::EntryLogged(entry) = fact {
            return self.judge_entry(envelope.tag.as_deref().unwrap_or_default(), &entry.text, reader);
        }
        // What never arrived was told to nobody.
        if self.notices.never_arrived(&envelope.id) {
            return Verdict::Withheld(Why::Inward);
        }
        match self.told(fact, reader, policy) {
            Some(words) => Verdict::Out(words),
            None => Verdict::Withheld(Why::Inward),
        }
    }

    fn judge_entry(&self, tag: &str, text: &str, reader: Reader) -> Verdict {
        if self.expunged.contains_key(tag) {
            return Verdict::Withheld(Why::Expunged);
        }
        if self.struck.contains_key(tag) {
            return Verdict::Withheld(Why::Struck);
        }
        match self.notices.marked.get(tag) {
            Some(Marked::Internal) => Verdict::Withheld(Why::Internal),
            Some(Marked::Privileged) => Verdict::Withheld(Why::Privileged),
            Some(Marked::Shared) => Verdict::Out(text.to_owned()),
            None if reader.takes_unmarked => Verdict::Out(text.to_owned()),
            None => Verdict::Withheld(Why::Unmarked),
        }
    }

    /// What a reader may know of a fact that the program wrote. Reasons and notes are somebody's own words, and stay.
    fn told(&self, fact: &Fact, reader: Reader, policy: &Policy) -> Option<String> {
        let phase = |key: &str| {
            policy
                .phase(key)
                .map_or_else(|| key.to_owned(), |phase| phase.name.clone())
        };
        let is_reader = |customer: &Ref| reader.customer.is_some_and(|reader| reader.id == customer.id);
        let is_concerned = || {
            let breach = self.breach.iter().flat_map(|breach| &breach.customers);
            let mut customers = breach.map(|told| &told.affected.customer);
            customers.any(is_reader)
        };
        Some(match fact {
            Fact::Declared(fact) => format!("Declared; phase: {}", phase(&fact.phase)),
            Fact::PhaseEntered(fact) => format!("Phase: {}", phase(&fact.phase)),
            Fact::Closed(_) => "Closed".to_owned(),
            Fact::Reopened(fact) => format!("Opened again; phase: {}", phase(&fact.phase)),
            Fact::BreachConfirmed(fact) if is_concerned() => {
                format!("Breach of personal data confirmed: {}", fact.categories.join(", "))
            }
            Fact::ConfirmationCorrected(_) if is_concerned() => "Time of confirmation corrected".to_owned(),
            Fact::BreachWithdrawn(_) if is_concerned() => "Breach withdrawn: there was none".to_owned(),
            Fact::NoticeSent(fact) if is_reader(&fact.customer) => format!("You were told by {}", fact.dispatch.by),
            Fact::Published(fact) if fact.publication != Publication::Internal => {
                format!("Published: {}, at {}", fact.publication.name(), fact.place)
            }
            _ => return None,
        })
    }

    /// What it is called outside: its codename, or its code, until its title was made public; never by a title that names
    /// another customer.
    pub fn outside_name(&self, customers: &Names, reader: Option<&Ref>) -> String {
        let is_plain = |words: &&str| customers.named_in(words, reader).is_none();
        let title = Some(self.title.as_str()).filter(|_| self.notices.is_disclosed());
        let name = title
            .filter(is_plain)
            .or(self.notices.codename.as_deref().filter(is_plain));
        name.unwrap_or(&self.code).to_owned()
    }
}
