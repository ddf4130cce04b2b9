//! What will follow from a command, before it is given: the same decision, and the difference it makes to what is due.

use serde::Serialize;

use super::command::Command;
use super::deadline::Deadline;
use super::decide::{Context, Decision, Loaded, decide};
use super::fact::{Body, Envelope, FactId, NewFact, Recorded};
use super::fold::State;
use super::refusal::Refusal;
use super::subject::{Subject, SubjectKind};

/// What will follow.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// The sentence the command will end with.
    pub done: String,
    /// What it will do, in a sentence that does not read as if it were done.
    pub will: String,
    /// Things worth knowing.
    pub warnings: Vec<String>,
    /// Clocks that start.
    pub starts: Vec<Deadline>,
    /// Clocks that stop, met or cancelled, as they will stand.
    pub stops: Vec<Deadline>,
    /// Clocks that move: before and after.
    pub moves: Vec<(Deadline, Deadline)>,
    /// Clocks that run on.
    pub runs_on: Vec<Deadline>,
    /// Questions that open.
    pub asks: Vec<String>,
    /// Code of the incident it is about, also of one that would be declared.
    pub code: Option<String>,
}

/// Decides `command` and says what it would change.
pub fn preview(command: &Command, loaded: &Loaded, context: &Context) -> Result<Preview, Refusal> {
    let decision = decide(command, loaded, context)?;
    let before = states_before(loaded, &decision);
    let after = after(before.clone(), &decision, context);
    let due = |states: &[(Subject, State)]| -> Vec<Deadline> {
        states
            .iter()
            .flat_map(|(_, state)| state.deadlines(context.book))
            .collect()
    };
    let incident = |states: &[(Subject, State)]| {
        states.iter().find_map(|(_, state)| match state {
            State::Incident(incident) => Some(incident.clone()),
            _ => None,
        })
    };
    let asked = |states: &[(Subject, State)]| -> Vec<String> {
        incident(states).map_or_else(Vec::new, |incident| incident.questions(context.book))
    };
    let (old, new) = (due(&before), due(&after));
    let open_before = asked(&before);
    let mut asks = asked(&after);
    asks.retain(|question| !open_before.contains(question));
    let twin = |all: &[Deadline], one: &Deadline| {
        all.iter()
            .find(|other| is_same(other, one) && other.is_running())
            .cloned()
    };
    let running = |all: &[Deadline]| all.iter().filter(|one| one.is_running()).cloned().collect::<Vec<_>>();
    let mut result = Preview {
        will: if decision.will.is_empty() {
            decision.done.clone()
        } else {
            decision.will
        },
        done: decision.done,
        warnings: decision.warnings,
        starts: Vec::new(),
        stops: Vec::new(),
        moves: Vec::new(),
        runs_on: Vec::new(),
        asks,
        code: incident(&after).map(|incident| incident.code.clone()),
    };
    for deadline in running(&new) {
        match twin(&old, &deadline) {
            None => result.starts.push(deadline),
            Some(was) if was.due_at == deadline.due_at => result.runs_on.push(deadline),
            Some(was) => result.moves.push((was, deadline)),
        }
    }
    for deadline in running(&old) {
        if twin(&new, &deadline).is_none() {
            let ended = new.iter().rfind(|other| is_same(other, &deadline)).cloned();
            result.stops.push(ended.unwrap_or_else(|| Deadline {
                standing: super::Standing::Cancelled {
                    why: "no longer asked for".to_owned(),
                },
                ..deadline
            }));
        }
    }
    Ok(result)
}

/// Are both of one name, of one subject?
fn is_same(one: &Deadline, other: &Deadline) -> bool {
    one.subject == other.subject && one.key() == other.key()
}

/// The subjects that were loaded and that something will be written of, or all of them where nothing will.
fn states_before(loaded: &Loaded, decision: &Decision) -> Vec<(Subject, State)> {
    let incident = loaded
        .incident
        .clone()
        .map(|one| (one.subject(), State::Incident(Box::new(one))));
    let vendor = loaded
        .vendor
        .clone()
        .map(|one| (one.subject(), State::Vendor(Box::new(one))));
    let policy = loaded
        .policy
        .clone()
        .map(|one| (Subject::policy(), State::Policy(Box::new(one))));
    let mut states: Vec<(Subject, State)> = incident.into_iter().chain(vendor).chain(policy).collect();
    states
        .retain(|(subject, _)| decision.facts.is_empty() || decision.facts.iter().any(|fact| fact.subject == *subject));
    states
}

fn after(mut states: Vec<(Subject, State)>, decision: &Decision, context: &Context) -> Vec<(Subject, State)> {
    for (index, fact) in decision.facts.iter().enumerate() {
        let recorded = imagined(fact, index, context);
        match states.iter_mut().find(|(subject, _)| *subject == fact.subject) {
            Some((_, state)) => state.apply(&recorded),
            None if matches!(fact.subject.kind, SubjectKind::Incident | SubjectKind::Vendor) => {
                states.extend(State::begin(&recorded).map(|state| (fact.subject.clone(), state)));
            }
            None => {}
        }
    }
    states
}

/// The fact as it would stand in the journal.
fn imagined(fact: &NewFact, index: usize, context: &Context) -> Recorded {
    Recorded {
        envelope: Envelope {
            id: FactId {
                series: String::new(),
                seq: index as u64 + 1,
            },
            act: 1,
            stamp: i64::MAX,
            subject: fact.subject.clone(),
            recorded_at: context.now,
            happened_at: fact.happened_at.unwrap_or(context.now),
            who: context.who.clone(),
            policy: context.book.digest().to_owned(),
            tag: fact.tag.clone(),
        },
        body: Body::Known(fact.fact.clone()),
    }
}
