//! Pages that went out by other means, and their answers (IR-6, IR-7).

use super::Incident;
use super::conduct::late_reason;
use super::decide::closed;
use super::words::as_duties;
use crate::clock::Moment;
use crate::domain::command::Command;
use crate::domain::deadline::DeadlineKind;
use crate::domain::decide::{Context, Decision, Loaded, mention, not_ahead};
use crate::domain::fact::{PageAcknowledged, PageRecorded, RegisterDetails};
use crate::domain::meant::meant;
use crate::domain::refusal::Refusal;
use crate::domain::register::means;
use crate::domain::subject::{Ref, SubjectKind};
use crate::policy::{DutyRule, Policy};

/// Decides a command about a page.
pub fn decide(command: &Command, incident: &Incident, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::RecordPage {
            person,
            duty,
            at,
            reason,
            ..
        } => page(
            incident,
            person,
            duty.as_deref(),
            *at,
            reason.as_deref(),
            loaded,
            context,
        ),
        Command::AcknowledgePage { person, at, .. } => acknowledge(incident, person, *at, loaded, context),
        _ => Err(Refusal::usage("Nothing was written", "this is not about a page")),
    }
}

/// Standing duties a page to this person meets: what was said, else duties held, else duties of the roles held.
fn duties_met(
    incident: &Incident,
    person: &Ref,
    details: &RegisterDetails,
    policy: &Policy,
    needed: &[String],
) -> Vec<String> {
    needed
        .iter()
        .filter(|duty| {
            details.duties.contains(duty)
                || policy
                    .duty(duty)
                    .and_then(|duty| duty.role.as_ref())
                    .and_then(|role| incident.roles.get(role))
                    .is_some_and(|holders| holders.iter().any(|holder| means(&holder.person, person, details)))
        })
        .cloned()
        .collect()
}

fn page(
    incident: &Incident,
    typed: &str,
    duty: Option<&str>,
    at: Option<Moment>,
    reason: Option<&str>,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot record a page on {}", incident.code);
    if incident.is_closed() {
        return Err(closed(&what, incident));
    }
    not_ahead(&what, at, context.now)?;
    let policy = context.book.current();
    let mut decision = Decision::default();
    let (person, details) = mention(&mut decision, &what, SubjectKind::Person, typed, loaded, context)?;
    let wanted = incident
        .severity_rule(context.book)
        .map_or(&[][..], |rule| rule.page.as_slice());
    let duties = match duty {
        Some(typed) => vec![meant::<DutyRule>(&what, policy, typed)?.key.clone()],
        None => duties_met(incident, &person, &details, policy, wanted),
    };
    if duties.is_empty() && !wanted.is_empty() {
        decision.warnings.push(format!(
            "{} holds none of the duties to be paged ({}); add --duty to say which one this meets",
            person.name,
            wanted.join(", ")
        ));
    }
    let stated = at.unwrap_or(context.now);
    let late = incident.deadlines(context.book).iter().any(|deadline| {
        deadline.kind == DeadlineKind::Page
            && deadline.who.as_ref().is_some_and(|duty| duties.contains(duty))
            && deadline.would_be_late(stated, context.now)
    });
    let reason = late_reason(&what, late, reason, "IR-6")?;
    decision.done = format!(
        "{}: page to {}{} is recorded; firebell did not send it",
        incident.code,
        person.name,
        as_duties(policy, &duties)
    );
    Ok(decision.fact_at(&incident.subject(), at, PageRecorded { person, duties, reason }))
}

fn acknowledge(
    incident: &Incident,
    typed: &str,
    at: Option<Moment>,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot record an answer on {}", incident.code);
    not_ahead(&what, at, context.now)?;
    let mut unused = Decision::default();
    let (person, details) = mention(&mut unused, &what, SubjectKind::Person, typed, loaded, context)?;
    let Some(page) = incident
        .pages
        .iter()
        .find(|page| means(&page.person, &person, &details) && page.answered_at.is_none())
    else {
        return Err(
            Refusal::rule(what, format!("no page to {} waits for an answer", person.name))
                .by("IR-6")
                .instead(format!(
                    "Record it first: firebell page record {} --person {}",
                    incident.code, person.name
                )),
        );
    };
    if at.unwrap_or(context.now) < page.at {
        return Err(Refusal::rule(what, "the time given lies before the page").by("IR-6"));
    }
    Ok(
        Decision::new(format!("{}: {} answered", incident.code, person.name)).fact_at(
            &incident.subject(),
            at,
            PageAcknowledged {
                person: page.person.clone(),
            },
        ),
    )
}
