//! What is allowed: a command, the subjects it names, and the moment → facts, or a refusal.
//!
//! Invariant: pure. Time, ids, names and policy come in by value; nothing is read or written here.
//! The screen's preview and the command use this same function, so what a dialog says will follow is what follows.

use std::collections::BTreeMap;

use super::adopted::{Adopted, ReviewWish};
use super::command::Command;
use super::fact::{Fact, FactId, PolicyAdopted, RegisterAdded, RegisterDetails, Who};
use super::incident::Incident;
use super::policy_book::PolicyBook;
use super::refusal::Refusal;
use super::register::Entry;
use super::subject::{Ref, Subject, SubjectKind};
use super::vendor::Vendor;
use super::{adopted, incident, register, reminder, settle, template, undo, vendor};
use crate::clock::Moment;
use crate::text::fold_name;

/// Everything a decision may depend on besides the command and the loaded subjects.
#[derive(Debug)]
pub struct Context<'a> {
    /// The moment of the decision.
    pub now: Moment,
    /// Who asks.
    pub who: &'a Who,
    /// The adopted policies.
    pub book: &'a PolicyBook,
    /// The person has said that near names are meant as new ones.
    pub accept_new: bool,
}

/// What a typed name turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Mention {
    /// It is in the register.
    Known(Box<Entry>),
    /// Nobody goes by it, or by anything near it; this id is free for it.
    New(String),
    /// Nobody goes by it, but these names are near; this id is free for it.
    Near(String, Vec<String>),
    /// Nobody goes by it, but this one's name begins so; the id is free for a new one.
    Begins(String, Box<Entry>),
    /// More than one goes by this beginning; the id is free for a new one.
    Ambiguous(String, Vec<String>),
}

/// A log entry a command names.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedEntry {
    /// Its full short id.
    pub tag: String,
    /// The fact that wrote it.
    pub fact: FactId,
    /// First words of it, for the echo.
    pub words: String,
}

/// An act that could be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct LastAct {
    /// Series it stands in.
    pub series: String,
    /// Its first sequence number.
    pub act: u64,
    /// When it was written.
    pub recorded_at: Moment,
    /// Its facts, oldest first, with their subjects.
    pub facts: Vec<(Subject, Fact)>,
    /// Something was written on one of its subjects since.
    pub built_on: bool,
}

/// What the engine loaded for a command.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Loaded {
    /// The incident it names, or whose deadline it names.
    pub incident: Option<Incident>,
    /// The vendor it names; `None` where there is none of that name.
    pub vendor: Option<Vendor>,
    /// The policies, where they are named.
    pub policy: Option<Adopted>,
    /// Every customer there is, where a command concerns them all.
    pub customers: Vec<Entry>,
    /// The vendor that goes by the name another is to be given.
    pub name_taken: Option<String>,
    /// Vendors with a near name.
    pub near_vendors: Vec<String>,
    /// People, customers and systems by kind and folded name.
    pub entries: BTreeMap<(SubjectKind, String), Mention>,
    /// The log entry it names.
    pub entry: Option<NamedEntry>,
    /// The person's own last act.
    pub last_act: Option<LastAct>,
    /// A code nobody has.
    pub fresh_code: String,
    /// An entry id that is free in the incident.
    pub fresh_tag: String,
    /// A subject id that is free.
    pub fresh_id: String,
    /// The source id was imported before.
    pub known_source: bool,
}

/// A fact that is about to be written: the store adds identity, stamp and chain.
#[derive(Debug, Clone, PartialEq)]
pub struct NewFact {
    /// Whose history it belongs to.
    pub subject: Subject,
    /// When it is said to have happened, where that differs from now.
    pub happened_at: Option<Moment>,
    /// Short id, for log entries.
    pub tag: Option<String>,
    /// What happened.
    pub fact: Fact,
}

/// What a command comes to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decision {
    /// Facts to write, in order; none where nothing changes.
    pub facts: Vec<NewFact>,
    /// One sentence saying what was done.
    pub done: String,
    /// The same before it is done, where that sentence would read as if it were; empty where it would not.
    pub will: String,
    /// Things worth knowing that are not in the way.
    pub warnings: Vec<String>,
}

impl Decision {
    /// A decision that says what was done.
    pub fn new(done: impl Into<String>) -> Self {
        Self {
            done: done.into(),
            ..Self::default()
        }
    }

    /// Says it as it is read before it is done: `Will close Q7K4`.
    #[must_use]
    pub fn will(mut self, will: impl Into<String>) -> Self {
        self.will = will.into();
        self
    }

    /// Adds a fact that happens now.
    #[must_use]
    pub fn fact(self, subject: &Subject, fact: impl Into<Fact>) -> Self {
        self.fact_at(subject, None, fact)
    }

    /// Adds a fact that is said to have happened at `at`.
    #[must_use]
    pub fn fact_at(mut self, subject: &Subject, at: Option<Moment>, fact: impl Into<Fact>) -> Self {
        self.facts.push(NewFact {
            subject: subject.clone(),
            happened_at: at,
            tag: None,
            fact: fact.into(),
        });
        self
    }

    /// Adds something worth knowing.
    #[must_use]
    pub fn warn(mut self, warning: impl Into<String>) -> Self {
        self.warnings.push(warning.into());
        self
    }
}

/// Decides a command.
pub fn decide(command: &Command, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::Undo => undo::undo(loaded, context),
        Command::AdoptPolicy(policy) => Ok(adopt(policy, context)),
        Command::AddVendor(_) | Command::ChangeVendor { .. } | Command::OfVendor { .. } => {
            vendor::decide::decide(command, loaded, context)
        }
        Command::ReviewPolicy {
            policy,
            by,
            on,
            changes,
            reason,
        } => {
            let wish = ReviewWish {
                policy,
                by: by.as_deref(),
                on: *on,
                changes,
                reason: reason.as_deref(),
            };
            adopted::review(&wish, loaded, context)
        }
        Command::ReviewTemplate(wish) => template::decide::review(wish, loaded, context),
        Command::OwnTemplate { file, person } => template::decide::own(file, person, loaded, context),
        Command::AddEntry { .. } | Command::ChangeEntry { .. } | Command::MergeEntry { .. } => {
            register::decide::decide(command, loaded, context)
        }
        Command::AcknowledgeReminder { deadline } => reminder::decide::acknowledge(deadline, loaded, context),
        Command::SnoozeReminder { deadline, span } => reminder::decide::snooze(deadline, *span, loaded, context),
        Command::Waive { deadline, reason } => settle::waive(deadline, reason, loaded, context),
        Command::Explain { deadline, reason } => settle::explain(deadline, reason, loaded, context),
        _ => incident::decide::decide(command, loaded, context),
    }
}

/// A time said to have happened must not lie ahead; a minute of clock difference is forgiven.
pub fn not_ahead(what: &str, at: Option<Moment>, now: Moment) -> Result<(), Refusal> {
    match at {
        Some(at) if at > now + chrono::TimeDelta::minutes(1) => Err(Refusal::rule(what, "the time given lies ahead")
            .by("IR-10")
            .instead("Give a time that has passed, such as 14:05 or -20m.")),
        _ => Ok(()),
    }
}

/// A reason or text that must not be empty.
pub fn needed(what: &str, which: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::usage(what, format!("{which} is empty")).instead(format!("Give {which}.")));
    }
    Ok(text.to_owned())
}

/// The register entry a typed name means; a new name is entered on the way, a near one is asked about.
pub fn mention(
    decision: &mut Decision,
    what: &str,
    kind: SubjectKind,
    typed: &str,
    loaded: &Loaded,
    context: &Context,
) -> Result<(Ref, RegisterDetails), Refusal> {
    let folded = fold_name(typed);
    if folded.is_empty() {
        return Err(Refusal::usage(
            what,
            format!("the name of the {} is empty", kind.word()),
        ));
    }
    let id = match loaded.entries.get(&(kind, folded)) {
        Some(Mention::Known(entry)) => return Ok((entry.mention(), entry.details.clone())),
        Some(Mention::Near(id, names) | Mention::Ambiguous(id, names)) => {
            new_one(what, kind, typed, names, context)?;
            id.clone()
        }
        Some(Mention::Begins(id, entry)) => {
            new_one(what, kind, typed, std::slice::from_ref(&entry.details.name), context)?;
            id.clone()
        }
        Some(Mention::New(id)) => id.clone(),
        None => {
            return Err(Refusal::not_found(
                what,
                format!("no {} is called \"{typed}\"", kind.word()),
            ));
        }
    };
    let details = RegisterDetails {
        name: typed.trim().to_owned(),
        ..RegisterDetails::default()
    };
    let subject = Subject::new(kind, id.clone());
    if !decision.facts.iter().any(|fact| fact.subject == subject) {
        decision.facts.push(NewFact {
            subject,
            happened_at: None,
            tag: None,
            fact: RegisterAdded {
                details: details.clone(),
                mentioned: true,
            }
            .into(),
        });
        decision
            .warnings
            .push(format!("{} is new in the {} register", details.name, kind.word()));
    }
    let name = details.name.clone();
    Ok((Ref { id, name }, details))
}

/// A name near to known ones is asked about before somebody new is entered.
fn new_one(what: &str, kind: SubjectKind, typed: &str, near: &[String], context: &Context) -> Result<(), Refusal> {
    if context.accept_new {
        return Ok(());
    }
    let why = format!(
        "no {} is called \"{typed}\"; did you mean {}?",
        kind.word(),
        near.join(" or ")
    );
    Err(Refusal::not_found(what, why)
        .instead("Use that name, or add --new if it is another one.")
        .candidates(near.to_vec()))
}

fn adopt(policy: &crate::policy::Policy, context: &Context) -> Decision {
    let digest = policy.digest();
    if digest == context.book.digest() {
        return Decision::new("This policy is already in force; nothing changed.");
    }
    let which = format!("policy {} {} ({digest}).", policy.name, policy.version);
    Decision::new(format!("Adopted {which}"))
        .will(format!("Will adopt {which}"))
        .fact(
            &Subject::policy(),
            PolicyAdopted {
                digest,
                policy: policy.to_canonical_json(),
            },
        )
}
