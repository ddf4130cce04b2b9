//! Who may be left alone about what, and for how long (DL-4).

use chrono::TimeDelta;

use crate::clock::{Moment, span_long};
use crate::domain::deadline::Deadline;
use crate::domain::decide::{Context, Decision, Loaded};
use crate::domain::fact::{ReminderAcknowledged, ReminderSnoozed};
use crate::domain::refusal::Refusal;
use crate::domain::settle::running;
use crate::text::fold_name;

/// How long a snooze lasts where nobody says so.
pub const SNOOZE: TimeDelta = TimeDelta::minutes(30);
/// The longest snooze; what need not be done at all is waived instead.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// "I know": what was said so far is not said again to this person.
pub fn acknowledge(name: &str, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot acknowledge {name}");
    let deadline = running(&what, name, loaded, context)?;
    let next = if deadline.is_late(context.now) {
        "it is late and stays on the board"
    } else {
        "the next threshold speaks again"
    };
    let decision = Decision::new(format!(
        "Acknowledged {} for {}; {next}.",
        deadline.name(),
        context.who.name
    ));
    Ok(with_owner(decision, &deadline, context).fact(
        &deadline.subject,
        ReminderAcknowledged {
            deadline: deadline.key(),
            clock: deadline.clock.clone(),
        },
    ))
}

/// "Later": said again to this person after `span`, or when it is due.
pub fn snooze(name: &str, span: TimeDelta, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot snooze {name}");
    if span < TimeDelta::minutes(1) || span > LONGEST {
        return Err(Refusal::usage(what, "a snooze lasts from 1 minute to 24 hours").instead("Give --for 30m."));
    }
    let deadline = running(&what, name, loaded, context)?;
    let until = whole_minute(context.now + span);
    let decision = Decision::new(format!("Snoozed {} for {}.", deadline.name(), span_long(span)));
    let mut decision = with_owner(decision, &deadline, context);
    if deadline.due_at.is_some_and(|due| context.now < due && due < until) {
        decision = decision.warn("it is due before that; then it speaks all the same");
    }
    Ok(decision.fact(
        &deadline.subject,
        ReminderSnoozed {
            deadline: deadline.key(),
            clock: deadline.clock.clone(),
            until,
        },
    ))
}

/// Says whose it is, where another person sees to it: they are left alone by their own word only.
fn with_owner(decision: Decision, deadline: &Deadline, context: &Context) -> Decision {
    match &deadline.owner {
        Some(owner) if fold_name(owner) != fold_name(&context.who.name) => {
            decision.warn(format!("it is for {owner}, who is told all the same"))
        }
        _ => decision,
    }
}

/// The minute it lies in or ends on, so that "until 14:05" is what people read.
fn whole_minute(at: Moment) -> Moment {
    let over = at.timestamp_millis().rem_euclid(60_000);
    let up = if over == 0 { 0 } else { 60_000 - over };
    at + TimeDelta::milliseconds(up)
}
