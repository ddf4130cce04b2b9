//! What letters leave to be done: follow-ups, and the next update of the outside (IR-12, IR-14).

use super::{CUSTOMER, Publication};
use crate::clock::{Moment, to_millis};
use crate::domain::deadline::{Deadline, DeadlineKind, Standing, met};
use crate::domain::incident::Incident;
use crate::domain::policy_book::PolicyBook;

/// The question whose yes says that the outside has to hear of it (IR-14).
pub(in crate::domain::incident) const PUBLIC: &str = "public";

impl Incident {
    /// Follow-ups that are owed, or were sent.
    pub(in crate::domain::incident) fn follow_up_deadlines(&self, deadlines: &mut Vec<Deadline>) {
        for (key, post) in &self.notices.posts {
            let Some(owed) = &post.follow_up else {
                continue;
            };
            let standing = match &owed.sent {
                Some(sent) => met(Some(owed.by), sent.at, sent.recorded_at, sent.reason.as_ref()),
                // Nobody can be told of a breach that there is not.
                None if key.starts_with(CUSTOMER) && self.open_breach().is_none() => Standing::Cancelled {
                    why: "the breach was withdrawn".to_owned(),
                },
                None => Standing::Running,
            };
            deadlines.push(Deadline {
                who: Some(owed.who.clone()),
                started_at: Some(owed.since),
                clock: to_millis(owed.since).to_string(),
                due_at: Some(owed.by),
                window: if owed.parts.is_empty() {
                    "correction"
                } else {
                    "follow-up"
                }
                .to_owned(),
                standing,
                ..self.blank(DeadlineKind::FollowUp)
            });
        }
    }

    /// The next update, once the outside hears of the incident at all: somebody has said that it must, or something was
    /// published. Each update starts the clock of the next.
    pub(in crate::domain::incident) fn update_deadline(&self, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        let asked = self
            .answers
            .get(PUBLIC)
            .filter(|answer| answer.yes)
            .map(|answer| answer.at);
        let updates = self
            .notices
            .published
            .iter()
            .filter(|one| one.publication != Publication::Report);
        let last = updates.map(|one| one.sent.at).max();
        let Some(from) = last.max(asked) else {
            return;
        };
        let Some(rating) = self.rating() else {
            return;
        };
        let policy = book.get(&rating.policy);
        let every = policy.severity(rating.rank).and_then(|rule| rule.update_every);
        let mut deadline = match every {
            Some(window) => self.clock(DeadlineKind::Update, policy, from, window),
            // Without a rhythm, what was asked for is owed once.
            None if last.is_none() => Deadline {
                started_at: Some(from),
                window: "without a rhythm".to_owned(),
                ..self.blank(DeadlineKind::Update)
            },
            None => return,
        };
        if let Some(closed) = self.closed.as_ref().and_then(|closing| closing.at) {
            deadline.standing = when_closed(last, closed);
        }
        deadlines.push(deadline);
    }
}

/// A status that was opened is closed by a last word; without one it is owed still.
fn when_closed(last: Option<Moment>, closed: Moment) -> Standing {
    match last {
        Some(at) if at >= closed => Standing::Met { at },
        _ => Standing::Cancelled {
            why: "the incident was closed".to_owned(),
        },
    }
}
