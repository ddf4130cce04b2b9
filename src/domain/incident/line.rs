//! Lines of the log: written, struck out, expunged (IR-10).

use super::Incident;
use crate::clock::Moment;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::decide::{Context, Decision, Loaded, needed, not_ahead};
use crate::domain::fact::{EntryExpunged, EntryLogged, EntryStruck, NewFact};
use crate::domain::refusal::Refusal;
use crate::domain::settle::explained;
use crate::domain::subject::Subject;

pub(super) fn entry(subject: &Subject, loaded: &Loaded, text: &str, phase: &str, at: Option<Moment>) -> NewFact {
    NewFact {
        subject: subject.clone(),
        happened_at: at,
        tag: Some(loaded.fresh_tag.clone()),
        fact: EntryLogged {
            text: text.to_owned(),
            phase: phase.to_owned(),
        }
        .into(),
    }
}

pub(super) fn log_entry(
    incident: &Incident,
    (text, at): (&str, Option<Moment>),
    reason: Option<&str>,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Nothing was written on {}", incident.code);
    let text = needed(&what, "the text", text)?;
    not_ahead(&what, at, context.now)?;
    let mut decision = Decision::new(format!("Written on {} as {}", incident.code, loaded.fresh_tag));
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    // A line is never refused, however late it is: the reason that DL-1 wants is asked for until it is there.
    match (late_response(incident, at.unwrap_or(context.now), context), reason) {
        (Some(late), Some(reason)) => {
            decision = decision.fact(&incident.subject(), explained(&late, reason.to_owned()));
        }
        (Some(late), None) if late.is_running() => {
            decision = decision.warn(format!(
                "the response began late; say why: firebell explain {} --reason \"…\" (DL-1)",
                late.name()
            ));
        }
        (None, Some(reason)) => {
            decision = decision.warn(format!(
                "no response began late here, so this reason was not kept: {reason}"
            ));
        }
        _ => {}
    }
    decision
        .facts
        .push(entry(&incident.subject(), loaded, &text, phase_at(incident, at), at));
    Ok(decision)
}

/// The clock of the response (IR-7) that a line of this time meets late, or that was met late and not explained.
fn late_response(incident: &Incident, stated: Moment, context: &Context) -> Option<Deadline> {
    incident.deadlines(context.book).into_iter().find(|deadline| {
        let begins = deadline.started_at.is_some_and(|started| stated > started);
        deadline.kind == DeadlineKind::Respond
            && (deadline.is_unexplained() || begins && deadline.would_be_late(stated, context.now))
    })
}

/// The phase an entry of this time belongs to.
fn phase_at(incident: &Incident, at: Option<Moment>) -> &str {
    let Some(at) = at else {
        return incident.phase();
    };
    incident
        .phases
        .iter()
        .rfind(|visit| visit.at <= at)
        .or(incident.phases.first())
        .map_or("", |visit| visit.phase.as_str())
}

pub(super) fn strike(incident: &Incident, reason: &str, loaded: &Loaded) -> Result<Decision, Refusal> {
    let what = format!("Nothing was struck out on {}", incident.code);
    let reason = needed(&what, "the reason", reason)?;
    let entry = named_entry(&what, incident, loaded)?;
    if incident.struck.contains_key(&entry.tag) {
        return Err(Refusal::rule(what, format!("{} is struck out already", entry.tag)).by("IR-10"));
    }
    let mut decision = Decision::new(format!(
        "Struck out {} on {}: {}",
        entry.tag, incident.code, entry.words
    ));
    if incident.is_response(&entry.tag) {
        decision = decision.warn("it began the response: a later line counts in its place, or the clock runs (IR-7)");
    }
    Ok(decision.fact(
        &incident.subject(),
        EntryStruck {
            entry: entry.tag.clone(),
            reason,
        },
    ))
}

pub(super) fn expunge(incident: &Incident, reason: &str, loaded: &Loaded) -> Result<Decision, Refusal> {
    let what = format!("Nothing was expunged on {}", incident.code);
    let reason = needed(&what, "the reason", reason)?;
    let entry = named_entry(&what, incident, loaded)?;
    Ok(Decision::new(format!(
        "Expunged {} on {}; its words are gone for good",
        entry.tag, incident.code
    ))
    .fact(
        &incident.subject(),
        EntryExpunged {
            entry: entry.tag.clone(),
            target: entry.fact.clone(),
            reason,
        },
    ))
}

pub(super) fn named_entry<'a>(
    what: &str,
    incident: &Incident,
    loaded: &'a Loaded,
) -> Result<&'a crate::domain::decide::NamedEntry, Refusal> {
    let entry = loaded.entry.as_ref().ok_or_else(|| {
        Refusal::not_found(what, "no entry has that id").instead(format!("firebell show {} lists them.", incident.code))
    })?;
    if incident.expunged.contains_key(&entry.tag) {
        return Err(Refusal::rule(what, format!("{} is expunged", entry.tag)).by("IR-10"));
    }
    Ok(entry)
}
