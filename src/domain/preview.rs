//! What will follow from a command, before it is given: the same decision, and the difference it makes to what is due.

use serde::Serialize;

use super::command::Command;
use super::deadline::Deadline;
use super::decide::{Context, Decision, Loaded, decide};
use super::fact::{Body, Envelope, FactId, NewFact, Recorded};
use super::fold::State;
use super::refusal::Refusal;

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
    let before = state_before(loaded);
    let after = after(before.clone(), &decision, context);
    let due = |state: &Option<State>| {
        state
            .as_ref()
            .map(|state| state.deadlines(context.book))
            .unwrap_or_default()
    };
    let asked = |state: &Option<State>| -> Vec<String> {
        match state {
            Some(State::Incident(incident)) => incident.questions(context.book),
            _ => Vec::new(),
        }
    };
    let (old, new) = (due(&before), due(&after));
    let open_before = asked(&before);
    let mut asks = asked(&after);
    asks.retain(|question| !open_before.contains(question));
    let twin = |all: &[Deadline], one: &Deadline| {
        all.iter()
            .find(|other| other.key() == one.key() && other.is_running())
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
        code: match &after {
            Some(State::Incident(incident)) => Some(incident.code.clone()),
            _ => None,
        },
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
            let ended = new.iter().rfind(|other| other.key() == deadline.key()).cloned();
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

fn state_before(loaded: &Loaded) -> Option<State> {
    match (&loaded.incident, &loaded.vendor) {
        (Some(incident), _) => Some(State::Incident(Box::new(incident.clone()))),
        (None, Some(vendor)) => Some(State::Vendor(Box::new(vendor.clone()))),
        (None, None) => None,
    }
}

fn after(before: Option<State>, decision: &Decision, context: &Context) -> Option<State> {
    let mut state = before;
    for (index, fact) in decision.facts.iter().enumerate() {
        let recorded = imagined(fact, index, context);
        match &mut state {
            Some(state) => state.apply(&recorded),
            None => {
                state = match recorded.envelope.subject.kind {
                    super::SubjectKind::Incident | super::SubjectKind::Vendor => State::begin(&recorded),
                    _ => None,
                };
            }
        }
    }
    state
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
