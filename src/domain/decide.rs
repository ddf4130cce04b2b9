//! What is allowed: a command, the subjects it names, and the moment → facts, or a refusal.
//!
//! Invariant: pure. Time, ids, names and policy come in by value; nothing is read or written here.
//! The screen's preview and the command use this same function, so what a dialog says will follow is what follows.

use std::collections::BTreeMap;

use super::command::Command;
use super::fact::{Fact, FactId, PolicyAdopted, RegisterAdded, RegisterDetails, Undone, Who};
use super::incident::Incident;
use super::policy_book::PolicyBook;
use super::refusal::Refusal;
use super::register::Entry;
use super::subject::{Ref, Subject, SubjectKind};
use super::vendor::Vendor;
use super::{incident, register, reminder, settle, vendor};
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
        Command::Undo => undo(loaded, context),
        Command::AdoptPolicy(policy) => Ok(adopt(policy, context)),
        Command::AddVendor(..) | Command::ChangeVendor { .. } | Command::ReassessVendor { .. } => {
            vendor::decide::decide(command, loaded, context)
        }
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
    Decision::new(format!("Adopted policy {} {} ({digest}).", policy.name, policy.version)).fact(
        &Subject::policy(),
        PolicyAdopted {
            digest,
            policy: policy.to_canonical_json(),
        },
    )
}

/// Takes back one's own last act, within the policy's window, when nothing is built on it.
fn undo(loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = "Cannot undo";
    let Some(last) = &loaded.last_act else {
        return Err(Refusal::rule(
            what,
            "you have done nothing here that could be taken back",
        ));
    };
    // A declaration brings roles and a line along; otherwise what was meant stands last.
    let declared = last.facts.iter().find(|(_, fact)| matches!(fact, Fact::Declared(_)));
    let words = declared
        .or(last.facts.last())
        .map_or_else(String::new, |(_, fact)| act_words(fact));
    if let Some((_, fact)) = last.facts.iter().find(|(_, fact)| no_way_back(fact).is_some()) {
        let why = no_way_back(fact).unwrap_or_default();
        return Err(Refusal::rule(what, why));
    }
    let window = context.book.current().undo.window;
    if context.book.current().calendar.due(last.recorded_at, &window) < context.now {
        return Err(
            Refusal::rule(what, format!("your last act ({words}) is older than {window}"))
                .instead("Write down what changed instead."),
        );
    }
    if last.built_on {
        return Err(
            Refusal::rule(what, format!("something was written since your last act ({words})"))
                .instead("Write down what changed instead."),
        );
    }
    let mut decision = Decision::new(format!("Taken back: {words}."));
    let mut subjects: Vec<&Subject> = Vec::new();
    for (subject, fact) in &last.facts {
        // Who was only mentioned stays known.
        let mentioned = matches!(fact, Fact::RegisterAdded(added) if added.mentioned);
        if !mentioned && !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    for subject in subjects {
        decision = decision.fact(
            subject,
            Undone {
                series: last.series.clone(),
                act: last.act,
                what: words.clone(),
            },
        );
    }
    Ok(decision)
}

/// Why an act of this kind cannot be taken back; `None` where it can.
pub fn no_way_back(fact: &Fact) -> Option<&'static str> {
    match fact {
        Fact::Imported(_) => Some("an import cannot be taken back"),
        Fact::BreachConfirmed(_) => Some("a confirmed breach is withdrawn with a reason, not undone"),
        Fact::NoticeSent(_) | Fact::ObligationSubmitted(_) => Some("what was sent was sent"),
        Fact::EntryExpunged(_) => Some("what was expunged is gone"),
        Fact::PolicyAdopted(_) => Some("a policy is replaced by adopting another"),
        Fact::RegisterMerged(_) => Some("a merge cannot be taken back"),
        _ => None,
    }
}

/// What an act was, with the words of a log line, so that nobody takes back another than they meant.
fn act_words(fact: &Fact) -> String {
    match fact {
        Fact::EntryLogged(entry) => {
            let words: String = entry.text.chars().take(30).collect();
            let more = if words.len() < entry.text.len() { "…" } else { "" };
            format!("log line \"{words}{more}\"")
        }
        _ => act_word(fact).to_owned(),
    }
}

/// What an act was, for the undo and its log line.
pub fn act_word(fact: &Fact) -> &'static str {
    match fact {
        Fact::Declared(_) => "declaration",
        Fact::Imported(_) => "import",
        Fact::EntryLogged(_) => "log line",
        Fact::EntryStruck(_) => "striking out",
        Fact::EntryExpunged(_) => "expunging",
        Fact::SeverityRevised(_) => "severity",
        Fact::PhaseEntered(_) => "phase",
        Fact::RoleAssigned(_) => "role",
        Fact::RoleReleased(_) => "release of a role",
        Fact::PageRecorded(_) => "page",
        Fact::PageAcknowledged(_) => "answer to a page",
        Fact::BreachConfirmed(_) => "confirmation of a breach",
        Fact::CustomerAffected(_) => "affected customer",
        Fact::ConfirmationCorrected(_) => "correction of the confirmation",
        Fact::BreachWithdrawn(_) => "withdrawal of the breach",
        Fact::NoticeSent(_) => "notice",
        Fact::QuestionAnswered(_) => "answer",
        Fact::RemediationDocumented(_) => "remediation",
        Fact::Closed(_) => "closing",
        Fact::Reopened(_) => "reopening",
        Fact::ReviewDone(_) => "review",
        Fact::CompanyRoleSet(_) => "role of the company",
        Fact::AnchorSet(_) => "anchor",
        Fact::ObligationSubmitted(_) => "submission",
        Fact::ObligationDeclined(_) => "decision that it is not notifiable",
        Fact::DeadlineWaived(_) => "waiver",
        Fact::DeadlineExplained(_) => "explanation",
        Fact::ReminderAcknowledged(_) => "acknowledgement",
        Fact::ReminderSnoozed(_) => "snooze",
        Fact::VendorAdded(_) => "new vendor",
        Fact::VendorChanged(_) => "change of a vendor",
        Fact::VendorReassessed(_) => "reassessment",
        Fact::RegisterAdded(_) => "new entry",
        Fact::RegisterChanged(_) => "change of an entry",
        Fact::RegisterMerged(_) => "merge",
        Fact::PolicyAdopted(_) => "adoption of a policy",
        Fact::Undone(_) => "undo",
    }
}
