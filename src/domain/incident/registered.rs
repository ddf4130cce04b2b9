//! An incident in the breach register: what was confirmed, decided and told, and what was not, each with its reason
//! (IR-6, IR-11, IR-13).
//!
//! The register keeps what law asks to be documented of every breach, notified or not. It is derived from the record.

use std::collections::BTreeMap;

use super::Incident;
use super::obliged::CompanyRole;
use super::state::Waiver;
use crate::clock::Moment;
use crate::domain::deadline::{Deadline, DeadlineKind, Standing};
use crate::domain::fact::{Body, Fact, Recorded};
use crate::domain::policy_book::PolicyBook;

/// The kinds of facts that [`Incident::registered`] reads: an incident with none of them has no place in the register. The
/// store keeps an index of them.
pub const KINDS: &[&str] = &[
    "incident.breach-confirmed",
    "incident.breach-withdrawn",
    "incident.question-answered",
    "incident.obligation-declined",
    "incident.obligation-submitted",
];

/// The questions whose answers say whether somebody is told (IR-6).
pub const QUESTIONS: [&str; 2] = ["customers", "regulators"];

/// One incident in the register.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// Short code of the incident.
    pub code: String,
    /// What is wrong, in a line.
    pub title: String,
    /// Its name for the outside.
    pub codename: Option<String>,
    /// Rank of its severity now.
    pub severity: Option<u8>,
    /// Is it closed?
    pub is_closed: bool,
    /// When it was declared.
    pub declared_at: Option<Moment>,
    /// In which role the company stands for the data; `None` while nobody has said.
    pub role: Option<CompanyRole>,
    /// The breach as it stands, or as it was withdrawn.
    pub breach: Option<RegisteredBreach>,
    /// What law and contracts ask.
    pub obligations: Vec<RegisteredObligation>,
    /// Questions that nobody has answered yet.
    pub undecided: Vec<String>,
    /// Everything that was decided, oldest first, also what was decided otherwise later.
    pub decisions: Vec<Decided>,
}

/// A confirmed breach.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisteredBreach {
    /// When it was confirmed.
    pub confirmed_at: Moment,
    /// Categories of data.
    pub categories: Vec<String>,
    /// Whom it affects.
    pub customers: Vec<RegisteredCustomer>,
    /// Why and when it was withdrawn.
    pub withdrawn: Option<Waiver>,
}

/// A customer of a breach.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisteredCustomer {
    /// Its name.
    pub name: String,
    /// When it had to be told.
    pub due: Option<Moment>,
    /// When it was told.
    pub told_at: Option<Moment>,
    /// How it stands with being late.
    pub late: Late,
}

/// What a rule asks, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisteredObligation {
    /// Id of the rule.
    pub id: String,
    /// Its title and source, as it governs the incident; empty where no policy at hand has it.
    pub title: String,
    /// Where it is written.
    pub citation: String,
    /// Whom it tells.
    pub recipient: String,
    /// When it is due.
    pub due: Option<Moment>,
    /// When it was submitted first.
    pub submitted_at: Option<Moment>,
    /// Why it need not be notified.
    pub declined: Option<Waiver>,
    /// Its clock was cancelled: why.
    pub cancelled: Option<String>,
    /// How it stands with being late.
    pub late: Late,
}

/// Whether something was late.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Late {
    /// It was not, or need not have been done.
    #[default]
    No,
    /// It is not done, and its time is over.
    Still,
    /// It was done late, with the reason that was given.
    Done(Option<String>),
}

/// A decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
    /// What, in words: `tell customers? no`, `breach confirmed`, `gdpr-33-1: not notifiable`.
    pub what: String,
    /// Why; empty where no reason is asked.
    pub reason: String,
}

impl Registered {
    /// What the register is ordered by: the confirmation, else the first decision, else the declaration.
    pub fn at(&self) -> Option<Moment> {
        let confirmed = self.breach.as_ref().map(|breach| breach.confirmed_at);
        let decided = self.decisions.first().map(|decided| decided.at);
        confirmed.or(decided).or(self.declared_at)
    }

    /// How it stands, in a word or two.
    pub fn standing(&self) -> &'static str {
        match &self.breach {
            Some(breach) if breach.withdrawn.is_some() => "withdrawn",
            Some(_) => "confirmed",
            None if self.decisions.is_empty() => "undecided",
            None => "no breach confirmed",
        }
    }

    /// What was late, or is: for whom, and why.
    pub fn late(&self) -> impl Iterator<Item = (&str, &Late)> {
        let customers = self.breach.iter().flat_map(|breach| &breach.customers);
        let customers = customers.map(|one| (one.name.as_str(), &one.late));
        let rules = self.obligations.iter().map(|one| (one.id.as_str(), &one.late));
        customers.chain(rules).filter(|(_, late)| **late != Late::No)
    }
}

impl Late {
    fn of(deadline: Option<&Deadline>, now: Moment) -> Self {
        match deadline.map(|deadline| (&deadline.standing, deadline)) {
            Some((Standing::MetLate { reason, .. }, _)) => Self::Done(reason.clone()),
            Some((_, deadline)) if deadline.is_late(now) => Self::Still,
            _ => Self::No,
        }
    }
}

impl Incident {
    /// Its place in the register, from its state and those of its facts that are of [`KINDS`]; `None` where nothing was
    /// confirmed, decided or submitted, unless `undecided` ones are asked for too and a question is open.
    pub fn registered(
        &self,
        facts: &[Recorded],
        book: &PolicyBook,
        now: Moment,
        undecided: bool,
    ) -> Option<Registered> {
        let decisions = self.decisions(facts);
        let open = self.open_questions().into_iter().filter(|key| QUESTIONS.contains(key));
        let open: Vec<String> = open.map(str::to_owned).collect();
        let is_in = self.breach.is_some() || !decisions.is_empty() || !self.obliged.submitted.is_empty();
        if self.void || self.imported.is_some() || !(is_in || undecided && !open.is_empty()) {
            return None;
        }
        let deadlines = self.deadlines(book);
        let clocks: BTreeMap<(DeadlineKind, &str), &Deadline> = deadlines
            .iter()
            .filter_map(|one| Some(((one.kind, one.who.as_deref()?), one)))
            .collect();
        Some(Registered {
            code: self.code.clone(),
            title: self.title.clone(),
            codename: self.notices.codename.clone(),
            severity: self.severity,
            is_closed: self.is_closed(),
            declared_at: self.declared_at,
            role: self.obliged.role,
            breach: self.breach.as_ref().map(|breach| RegisteredBreach {
                confirmed_at: breach.confirmed_at,
                categories: breach.categories.clone(),
                customers: breach
                    .customers
                    .iter()
                    .map(|told| {
                        let name = told.affected.customer.name.as_str();
                        let clock = clocks.get(&(DeadlineKind::Notice, name)).copied();
                        RegisteredCustomer {
                            name: name.to_owned(),
                            due: clock.and_then(|clock| clock.due_at),
                            told_at: told.sent.as_ref().map(|sent| sent.at),
                            late: Late::of(clock, now),
                        }
                    })
                    .collect(),
                withdrawn: breach.withdrawn.clone(),
            }),
            obligations: self.registered_obligations(&clocks, book, now),
            undecided: open,
            decisions,
        })
    }

    /// Rules whose clock has started, and others that were submitted or decided all the same.
    fn registered_obligations(
        &self,
        clocks: &BTreeMap<(DeadlineKind, &str), &Deadline>,
        book: &PolicyBook,
        now: Moment,
    ) -> Vec<RegisteredObligation> {
        let mut ids: Vec<&str> = clocks
            .keys()
            .filter(|(kind, _)| *kind == DeadlineKind::Obligation)
            .map(|(_, id)| *id)
            .collect();
        for id in self.obliged.submitted.keys().chain(self.obliged.declined.keys()) {
            if !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        ids.into_iter()
            .map(|id| {
                let rule = self.rule(id, book);
                let clock = clocks.get(&(DeadlineKind::Obligation, id)).copied();
                RegisteredObligation {
                    id: id.to_owned(),
                    title: rule.map(|rule| rule.title.clone()).unwrap_or_default(),
                    citation: rule.map(|rule| rule.citation.clone()).unwrap_or_default(),
                    recipient: rule.map(|rule| rule.recipient.clone()).unwrap_or_default(),
                    due: clock.and_then(|clock| clock.due_at),
                    submitted_at: self.obliged.submitted.get(id).map(|submitted| submitted.first.at),
                    declined: self.obliged.declined.get(id).cloned(),
                    cancelled: clock.and_then(|clock| match &clock.standing {
                        Standing::Cancelled { why } => Some(why.clone()),
                        _ => None,
                    }),
                    late: Late::of(clock, now),
                }
            })
            .collect()
    }

    fn decisions(&self, facts: &[Recorded]) -> Vec<Decided> {
        let standing = facts
            .iter()
            .filter(|one| !self.is_undone(&one.envelope.id.series, one.envelope.act));
        let decided = standing.filter_map(|recorded| {
            let Body::Known(fact) = &recorded.body else {
                return None;
            };
            let (what, reason) = match fact {
                Fact::BreachConfirmed(_) => ("breach confirmed".to_owned(), ""),
                Fact::BreachWithdrawn(fact) => ("breach withdrawn".to_owned(), fact.reason.as_str()),
                Fact::QuestionAnswered(fact) if QUESTIONS.contains(&fact.question.as_str()) => {
                    let answer = if fact.yes { "yes" } else { "no" };
                    (format!("tell {}? {answer}", fact.question), fact.reason.as_str())
                }
                Fact::ObligationDeclined(fact) => {
                    (format!("{}: not notifiable", fact.obligation), fact.reason.as_str())
                }
                _ => return None,
            };
            Some(Decided {
                at: recorded.envelope.happened_at,
                who: recorded.envelope.who.name.clone(),
                what,
                reason: reason.to_owned(),
            })
        });
        decided.collect()
    }
}
