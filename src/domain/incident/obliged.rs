//! What law and contracts ask of an incident: the company's role, its anchors, what was submitted or decided, and the
//! deadlines that come of it (IR-13, DL-1).
//!
//! A rule applies as it stood in the policy under which its clock was started: whoever switches one on while an incident
//! goes on sets the anchor again.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::state::{Done, Incident, Sent, Waiver};
use crate::clock::{Moment, to_millis};
use crate::domain::deadline::{Deadline, DeadlineKind, Standing, met};
use crate::domain::fact::{Envelope, Fact, FactId};
use crate::domain::policy_book::PolicyBook;
use crate::policy::Policy;
use crate::policy::obligation::{Anchor, Bound, Clock, Obligation};

/// In which role the company stands for the data of an incident (IR-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CompanyRole {
    /// It decides what the data is for.
    Controller,
    /// It works on data for its customers.
    Processor,
    /// Data of both kinds is concerned.
    Both,
}

impl CompanyRole {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Controller, Self::Processor, Self::Both];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Controller => "controller",
            Self::Processor => "processor",
            Self::Both => "both",
        }
    }

    /// Does a rule that binds so bind a company of this role?
    fn is_bound(self, bound: Bound) -> bool {
        match bound {
            Bound::Any => true,
            Bound::Controller => self != Self::Processor,
            Bound::Processor => self != Self::Controller,
        }
    }
}

impl fmt::Display for CompanyRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What is known of an incident's obligations.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Obliged {
    /// The company's role; `None` while nobody has said, and then every rule applies.
    pub role: Option<CompanyRole>,
    /// The anchors that people have set, as they stand now.
    pub anchors: BTreeMap<Anchor, SetAnchor>,
    /// What was submitted, by the id of its rule.
    pub submitted: BTreeMap<String, Submitted>,
    /// What was decided not to be notifiable, by the id of its rule.
    pub declined: BTreeMap<String, Waiver>,
}

/// An anchor that somebody has set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAnchor {
    /// When it was, when that was entered, by whom and why.
    pub said: Done,
    /// Digest of the policy in force then; it governs the clocks that start here.
    pub policy: String,
}

/// Something that was submitted, perhaps in parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Submitted {
    /// The first time, which meets the deadline.
    pub first: Done,
    /// The last time, from which what follows is counted.
    pub last: Moment,
    /// By which way.
    pub by: String,
    /// Digest of the policy in force at the last time.
    pub policy: String,
    /// SHA-256 of the text, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The fact that says so, which holds the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<FactId>,
}

impl Submitted {
    /// The last time, as a sending.
    pub(super) fn as_sent(&self) -> Sent {
        Sent {
            at: self.last,
            recorded_at: self.first.recorded_at,
            who: self.first.who.clone(),
            by: self.by.clone(),
            text_digest: self.digest.clone(),
            reason: self.first.reason.clone(),
            fact: self.fact.clone(),
        }
    }
}

/// An anchor, and the policy that governs what starts there.
struct Start<'a> {
    at: Moment,
    policy: &'a str,
}

/// Rules by id: when the first anchor of each came, the policy it came under, and its text there.
type Ruled<'a> = BTreeMap<&'a str, (Moment, &'a Policy, &'a Obligation)>;

impl Obliged {
    /// Has nobody said anything yet?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The last submission counts no more: what is counted from it is counted from the one before, or from the first.
    pub(super) fn step_back(&mut self, rule: &str, before: Option<&Sent>) {
        if let Some(submitted) = self.submitted.get_mut(rule) {
            submitted.last = before.map_or(submitted.first.at, |sent| sent.at);
            if let Some(sent) = before {
                submitted.by.clone_from(&sent.by);
                submitted.digest.clone_from(&sent.text_digest);
                submitted.fact.clone_from(&sent.fact);
            }
        }
    }

    /// Takes one more fact into account.
    pub(super) fn note(&mut self, envelope: &Envelope, fact: &Fact) {
        let done = |reason: Option<&String>| Done {
            at: envelope.happened_at,
            recorded_at: envelope.recorded_at,
            who: envelope.who.name.clone(),
            reason: reason.cloned(),
        };
        match fact {
            Fact::CompanyRoleSet(fact) => self.role = Some(fact.role),
            Fact::AnchorSet(fact) => {
                self.anchors.insert(
                    fact.anchor.clone(),
                    SetAnchor {
                        said: done(Some(&fact.reason)),
                        policy: envelope.policy.clone(),
                    },
                );
            }
            Fact::ObligationSubmitted(fact) => {
                let first = self.submitted.remove(&fact.obligation).map(|earlier| earlier.first);
                self.submitted.insert(
                    fact.obligation.clone(),
                    Submitted {
                        first: first.unwrap_or_else(|| done(fact.reason.as_ref())),
                        last: envelope.happened_at,
                        by: fact.dispatch.by.clone(),
                        policy: envelope.policy.clone(),
                        digest: fact.dispatch.text_digest.clone(),
                        fact: Some(envelope.id.clone()),
                    },
                );
            }
            Fact::ObligationDeclined(fact) => {
                let said = Waiver {
                    at: envelope.happened_at,
                    who: envelope.who.name.clone(),
                    reason: fact.reason.clone(),
                };
                self.declined.insert(fact.obligation.clone(), said);
            }
            _ => {}
        }
    }
}

impl Incident {
    /// When each anchor was: those that people have set; the confirmation of a breach and the closing, which are said
    /// elsewhere; and what was submitted.
    fn starts(&self) -> BTreeMap<Anchor, Start<'_>> {
        let mut starts = BTreeMap::new();
        if let Some(breach) = &self.breach {
            let (at, policy) = (breach.confirmed_at, breach.policy.as_str());
            starts.insert(Anchor::Confirmed, Start { at, policy });
        }
        if let Some((at, closing)) = self.closed.as_ref().and_then(|closing| Some((closing.at?, closing))) {
            let policy = closing.policy.as_str();
            starts.insert(Anchor::Closed, Start { at, policy });
        }
        for (anchor, set) in &self.obliged.anchors {
            let (at, policy) = (set.said.at, set.policy.as_str());
            starts.insert(anchor.clone(), Start { at, policy });
        }
        for (rule, submitted) in &self.obliged.submitted {
            let (at, policy) = (submitted.last, submitted.policy.as_str());
            starts.insert(Anchor::Submission(rule.clone()), Start { at, policy });
        }
        starts
    }

    /// Does a rule that binds so bind the company here? Where nobody has said in which role it stands, every rule does.
    pub(super) fn is_bound(&self, bound: Bound) -> bool {
        self.obliged.role.is_none_or(|role| role.is_bound(bound))
    }

    /// The text of a rule as it governs this incident, or as the policy in force has it.
    pub fn rule<'a>(&self, id: &str, book: &'a PolicyBook) -> Option<&'a Obligation> {
        self.ruling(id, book).or_else(|| book.current().obligation(id))
    }

    /// The text of a rule as it governs this incident, where an anchor of it has come.
    pub(super) fn ruling<'a>(&self, id: &str, book: &'a PolicyBook) -> Option<&'a Obligation> {
        let ruled = ruled(&self.starts(), book);
        ruled.get(id).map(|(_, _, rule)| *rule)
    }

    /// Every clock of law and contracts that has started, by the id of its rule.
    pub(super) fn obligation_deadlines(&self, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        let starts = self.starts();
        if starts.is_empty() {
            return;
        }
        let anchors: BTreeMap<Anchor, Moment> = starts
            .iter()
            .map(|(anchor, start)| (anchor.clone(), start.at))
            .collect();
        for (_, policy, rule) in ruled(&starts, book).into_values() {
            deadlines.extend(self.obligation_deadline(policy, rule, &anchors));
        }
    }

    fn obligation_deadline(
        &self,
        policy: &Policy,
        rule: &Obligation,
        anchors: &BTreeMap<Anchor, Moment>,
    ) -> Option<Deadline> {
        let submitted = self.obliged.submitted.get(&rule.key);
        // What was submitted stays on the list, whatever is said of the role later.
        if submitted.is_none() && !self.is_bound(rule.role) {
            return None;
        }
        let (since, due, window, from) = match rule.clock(anchors, &policy.calendar) {
            Clock::NotStarted => return None,
            Clock::AtOnce { since } => (since, None, None, rule.counts.first().map(|count| &count.from)),
            Clock::Due { at, since, count } => (since, Some(at), count.within, Some(&count.from)),
        };
        let is_gone = from == Some(&Anchor::Confirmed)
            && !self.obliged.anchors.contains_key(&Anchor::Confirmed)
            && self.open_breach().is_none();
        let standing = match (submitted, self.obliged.declined.get(&rule.key)) {
            (Some(submitted), _) => {
                let first = &submitted.first;
                met(due, first.at, first.recorded_at, first.reason.as_ref())
            }
            (None, Some(declined)) => Standing::Waived {
                at: declined.at,
                by: declined.who.clone(),
                reason: declined.reason.clone(),
            },
            (None, None) if is_gone => Standing::Cancelled {
                why: "the breach was withdrawn".to_owned(),
            },
            (None, None) if due.is_some() => Standing::Running,
            (None, None) => Standing::Pending,
        };
        Some(Deadline {
            who: Some(rule.key.clone()),
            started_at: Some(since),
            clock: to_millis(since).to_string(),
            due_at: due,
            window: window.map_or_else(|| "without undue delay".to_owned(), |window| window.to_string()),
            counts_hours: window.is_some_and(|window| window.counts_hours()),
            standing,
            ..self.blank(DeadlineKind::Obligation)
        })
    }
}

/// The rules of which an anchor has come, by id, each with the policy that governs it. Of several anchors of one rule,
/// the one that came first says which text of it applies.
fn ruled<'a>(starts: &BTreeMap<Anchor, Start<'_>>, book: &'a PolicyBook) -> Ruled<'a> {
    let mut ruled = Ruled::new();
    for (anchor, start) in starts {
        let policy = book.get(start.policy);
        let counted = |rule: &&Obligation| rule.counts.iter().any(|count| count.from == *anchor);
        for rule in policy.obligations.iter().filter(counted) {
            let earliest = ruled.get(rule.key.as_str()).map(|(at, ..)| *at);
            if earliest.is_none_or(|at| start.at < at) {
                ruled.insert(&rule.key, (start.at, policy, rule));
            }
        }
    }
    ruled
}
