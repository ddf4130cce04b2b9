//! Running an incident: roles, questions, repair, closing, review (IR-4, IR-6, IR-8, IR-15). Pages are in [`super::pages`].

use super::Incident;
use super::decide::{closed, first_phase};
use super::notice::Publication;
use super::notice::due::PUBLIC;
use crate::clock::Moment;
use crate::domain::command::Command;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::decide::{Context, Decision, Loaded, mention, needed, not_ahead};
use crate::domain::fact::{
    Closed, QuestionAnswered, RemediationDocumented, Reopened, ReviewDone, RoleAssigned, RoleReleased,
};
use crate::domain::meant::meant;
use crate::domain::refusal::Refusal;
use crate::domain::register::means;
use crate::domain::settle::waived;
use crate::domain::subject::{Ref, SubjectKind};
use crate::policy::{Policy, QuestionRule, RoleRule};

/// Decides a command about how an incident is run.
pub fn decide(command: &Command, incident: &Incident, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::AssignRole { role, person, .. } => assign(incident, role, person, loaded, context),
        Command::ReleaseRole { role, person, .. } => release(incident, role, person.as_deref(), loaded, context),
        Command::RecordPage { .. } | Command::AcknowledgePage { .. } => {
            super::pages::decide(command, incident, loaded, context)
        }
        Command::AnswerQuestion {
            question, yes, reason, ..
        } => answer(incident, question, *yes, reason, context),
        Command::DocumentRemediation { text, reason, .. } => remediate(incident, text, reason.as_deref(), context),
        Command::Close {
            remediation, reason, ..
        } => close(incident, remediation.as_deref(), reason.as_deref(), context),
        Command::Reopen { reason, .. } => reopen(incident, reason, context),
        Command::SetCompanyRole { .. } | Command::SetAnchor { .. } | Command::DecideObligation { .. } => {
            super::obligation::decide(command, incident, context)
        }
        Command::RecordReview { at, reason, .. } => review(incident, *at, reason.as_deref(), context),
        _ => Err(Refusal::usage("Nothing was written", "this is not about an incident")),
    }
}

/// The key of the role a person typed, or the list of those there are.
pub fn role(what: &str, policy: &Policy, typed: &str) -> Result<String, Refusal> {
    Ok(meant::<RoleRule>(what, policy, typed)?.key.clone())
}

fn role_name(policy: &Policy, key: &str) -> String {
    policy.role(key).map_or(key.to_owned(), |role| role.name.to_lowercase())
}

fn assign(
    incident: &Incident,
    typed: &str,
    person: &str,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot assign {typed} on {}", incident.code);
    let policy = context.book.current();
    let role = role(&what, policy, typed)?;
    if incident.is_closed() {
        return Err(closed(&what, incident));
    }
    let mut decision = Decision::default();
    let (person, details) = mention(&mut decision, &what, SubjectKind::Person, person, loaded, context)?;
    let holders: Vec<Ref> = incident
        .roles
        .get(&role)
        .map(|holders| holders.iter().map(|holder| holder.person.clone()).collect())
        .unwrap_or_default();
    if let [only] = holders.as_slice()
        && means(only, &person, &details)
    {
        return Err(Refusal::rule(what, format!("{} has it already", person.name)).by("IR-4"));
    }
    let name = role_name(policy, &role);
    decision.done = match holders.first() {
        Some(before) if before.id != person.id => {
            format!("{}: {name} goes from {} to {}", incident.code, before.name, person.name)
        }
        _ => format!("{}: {} is {name}", incident.code, person.name),
    };
    let several = incident
        .roles
        .iter()
        .any(|(other, holders)| *other != role && holders.iter().any(|holder| holder.person.id == person.id));
    if several && let Some(rule) = incident.severity_rule(context.book).filter(|rule| rule.one_role_each) {
        decision.warnings.push(format!(
            "{} holds several roles; {} wants one each (IR-4)",
            person.name, rule.name
        ));
    }
    let replaces = holders.into_iter().filter(|holder| holder.id != person.id).collect();
    Ok(decision.fact(&incident.subject(), RoleAssigned { role, person, replaces }))
}

fn release(
    incident: &Incident,
    typed: &str,
    person: Option<&str>,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot release {typed} on {}", incident.code);
    let role = role(&what, context.book.current(), typed)?;
    let holders = incident.roles.get(&role).map_or(&[][..], Vec::as_slice);
    let holder = match (person, holders) {
        (_, []) => return Err(Refusal::rule(what, "nobody has it").by("IR-4")),
        (None, [only]) => only,
        (None, several) => {
            let names = several.iter().map(|holder| holder.person.name.clone()).collect();
            return Err(Refusal::not_found(what, "more than one person has it")
                .instead("Say who: --person NAME.")
                .candidates(names));
        }
        (Some(person), _) => {
            let mut unused = Decision::default();
            let (person, details) = mention(&mut unused, &what, SubjectKind::Person, person, loaded, context)?;
            holders
                .iter()
                .find(|holder| means(&holder.person, &person, &details))
                .ok_or_else(|| Refusal::rule(what, format!("{} does not have it", person.name)).by("IR-4"))?
        }
    };
    let name = role_name(context.book.current(), &role);
    let mut decision = Decision::new(format!("{}: {} is no longer {name}", incident.code, holder.person.name));
    let required = incident
        .severity_rule(context.book)
        .is_some_and(|rule| rule.required_roles.contains(&role));
    if required && holders.len() == 1 {
        decision
            .warnings
            .push(format!("nobody is {name} now, and this severity needs one (IR-4)"));
    }
    Ok(decision.fact(
        &incident.subject(),
        RoleReleased {
            role,
            person: holder.person.clone(),
        },
    ))
}

/// What is late needs a reason (DL-1).
pub(super) fn late_reason(
    what: &str,
    late: bool,
    reason: Option<&str>,
    requirement: &'static str,
) -> Result<Option<String>, Refusal> {
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if late && reason.is_none() {
        return Err(
            Refusal::rule(what, "it is late, or entered late, and that needs a reason")
                .by(requirement)
                .instead("Add --reason \"…\"."),
        );
    }
    Ok(reason.map(str::to_owned))
}

fn answer(incident: &Incident, typed: &str, yes: bool, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot answer on {}", incident.code);
    let reason = needed(&what, "the reason", reason)?;
    let policy = context.book.current();
    let question = meant::<QuestionRule>(&what, policy, typed)?;
    if incident.imported.is_some() {
        return Err(closed(&what, incident));
    }
    let word = if yes { "yes" } else { "no" };
    let leads_to = Some(question.key.as_str())
        .filter(|key| yes && *key == PUBLIC)
        .and_then(|_| update_follows(incident, policy));
    let done = format!(
        "{}: {} {word}{}",
        incident.code,
        question.asks,
        leads_to.unwrap_or_default()
    );
    Ok(Decision::new(done).fact(
        &incident.subject(),
        QuestionAnswered {
            question: question.key.clone(),
            yes,
            reason,
        },
    ))
}

/// What follows from a yes to telling the public, while nobody has: the first update of a rhythm, and how it is written.
fn update_follows(incident: &Incident, policy: &Policy) -> Option<String> {
    let rule = incident.severity.and_then(|rank| policy.severity(rank))?;
    let every = rule.update_every.filter(|_| !incident.is_closed())?;
    let is_first = !incident
        .notices
        .published
        .iter()
        .any(|one| one.publication != Publication::Report);
    is_first.then(|| {
        format!(
            "; an update is due within {every}: press m for the status page, or: firebell notice draft {} --to status",
            incident.code
        )
    })
}

fn remediation_fact(
    incident: &Incident,
    what: &str,
    text: &str,
    reason: Option<&str>,
    context: &Context,
) -> Result<RemediationDocumented, Refusal> {
    let text = needed(what, "the remediation", text)?;
    let late = fix_is_late(incident, context);
    let reason = late_reason(what, late, reason, "IR-8")?;
    Ok(RemediationDocumented { text, reason })
}

/// Would a repair that is documented now be late?
fn fix_is_late(incident: &Incident, context: &Context) -> bool {
    let deadlines = incident.deadlines(context.book);
    let mut fixes = deadlines.iter().filter(|deadline| deadline.kind == DeadlineKind::Fix);
    fixes.any(|fix| fix.would_be_late(context.now, context.now))
}

fn remediate(incident: &Incident, text: &str, reason: Option<&str>, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot document the remediation of {}", incident.code);
    if incident.imported.is_some() {
        return Err(closed(&what, incident));
    }
    let fact = remediation_fact(incident, &what, text, reason, context)?;
    Ok(Decision::new(format!("{}: the remediation is documented", incident.code)).fact(&incident.subject(), fact))
}

fn close(
    incident: &Incident,
    remediation: Option<&str>,
    reason: Option<&str>,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot close {}", incident.code);
    if incident.is_closed() {
        return Err(Refusal::rule(what, "it is closed already"));
    }
    let mut decision = Decision::default();
    let given = remediation.map(str::trim).filter(|text| !text.is_empty());
    if let Some(text) = given {
        // One reason is asked for of all that is late: it belongs to the repair where that is.
        let late = fix_is_late(incident, context);
        let reason = reason.filter(|_| late);
        decision = decision.fact(
            &incident.subject(),
            remediation_fact(incident, &what, text, reason, context)?,
        );
    }
    let needs = incident
        .severity_rule(context.book)
        .is_some_and(|rule| rule.remediation_needed);
    if needs && given.is_none() && incident.remediation.is_none() {
        return Err(Refusal::rule(what, "the remediation is not documented")
            .by("IR-8")
            .instead(format!(
                "Add --remediation \"…\", or: firebell remediation {} \"…\"",
                incident.code
            )));
    }
    // What is late and would end with the closing is not passed over in silence: it is waived, with the reason.
    let ends = late_ends(incident, context);
    if !ends.is_empty() {
        let names: Vec<String> = ends
            .iter()
            .map(|deadline| deadline.what(context.book.current()))
            .collect();
        let reason = reason
            .map(str::trim)
            .filter(|reason| !reason.is_empty())
            .ok_or_else(|| {
                let why = match names.as_slice() {
                    [one] => format!("{one} is late and ends with it, and that needs a reason"),
                    all => format!(
                        "{} are late and end with it, and that needs a reason",
                        all.join(" and ")
                    ),
                };
                Refusal::rule(&what, why).by("DL-1").instead("Add --reason \"…\".")
            })?;
        for deadline in &ends {
            decision = decision.fact(&incident.subject(), waived(deadline, reason.to_owned()));
        }
        decision = decision.warn(format!("waives {}, with that reason", names.join(" and ")));
    }
    let left = match left_open(incident, context) {
        left if left.is_empty() => String::new(),
        left => format!(", work left: {}", left.join(", ")),
    };
    decision.done = format!("Closed {}{left}", incident.code);
    decision.will = format!("Will close {}{left}", incident.code);
    let phase = context
        .book
        .current()
        .phases
        .iter()
        .find(|phase| phase.is_final)
        .map(|phase| phase.key.clone())
        .unwrap_or_default();
    Ok(decision.fact(&incident.subject(), Closed { phase }))
}

/// Late pages and responses, which closing ends unmet.
fn late_ends(incident: &Incident, context: &Context) -> Vec<Deadline> {
    let mut deadlines = incident.deadlines(context.book);
    deadlines.retain(|deadline| deadline.ends_with_closing() && deadline.is_late(context.now));
    deadlines
}

/// What stays open when an incident is closed now: running clocks, unanswered questions, what was late and why.
fn left_open(incident: &Incident, context: &Context) -> Vec<String> {
    let policy = context.book.current();
    let clocks = incident
        .deadlines(context.book)
        .into_iter()
        .filter(|deadline| {
            deadline.is_running() && matches!(deadline.kind, DeadlineKind::Notice | DeadlineKind::Obligation)
        })
        .map(|deadline| deadline.what(policy));
    let questions = incident.open_questions().into_iter().map(|key| {
        context
            .book
            .current()
            .question(key)
            .map_or(key.to_owned(), |question| question.asks.clone())
    });
    let late = incident.unexplained(context.book);
    let whys = late.iter().map(|deadline| deadline.why_late(policy));
    let review = incident
        .highest
        .and_then(|rank| policy.severity(rank))
        .filter(|rule| rule.review)
        .map(|_| format!("review within {}", policy.review.window));
    clocks.chain(questions).chain(whys).chain(review).collect()
}

fn reopen(incident: &Incident, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot reopen {}", incident.code);
    let reason = needed(&what, "the reason", reason)?;
    if !incident.is_closed() {
        return Err(Refusal::rule(what, "it is open"));
    }
    if incident.imported.is_some() {
        return Err(Refusal::rule(what, "it was imported as closed history")
            .instead("Declare a new incident and name this one in its title."));
    }
    let policy = context.book.current();
    let phase = incident
        .phases
        .iter()
        .rev()
        .map(|visit| &visit.phase)
        .find(|key| !policy.phase(key).is_some_and(|phase| phase.is_final))
        .cloned()
        .unwrap_or_else(|| first_phase(policy));
    Ok(Decision::new(format!("Reopened {}", incident.code))
        .will(format!("Will reopen {}", incident.code))
        .fact(&incident.subject(), Reopened { reason, phase }))
}

fn review(
    incident: &Incident,
    at: Option<Moment>,
    reason: Option<&str>,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot record the review of {}", incident.code);
    not_ahead(&what, at, context.now)?;
    let Some(closing) = incident.closed.as_ref().filter(|_| incident.imported.is_none()) else {
        return Err(Refusal::rule(what, "it is not closed yet")
            .by("IR-15")
            .instead("Close it first."));
    };
    if let Some(done) = &incident.review {
        return Err(Refusal::rule(what, format!("{} recorded it already", done.who)).by("IR-15"));
    }
    let stated = at.unwrap_or(context.now);
    if closing.at.is_some_and(|closed_at| stated < closed_at) {
        return Err(Refusal::rule(what, "the time given lies before the closing").by("IR-15"));
    }
    let late = incident
        .deadlines(context.book)
        .iter()
        .any(|deadline| deadline.kind == DeadlineKind::Review && deadline.would_be_late(stated, context.now));
    let reason = late_reason(&what, late, reason, "IR-15")?;
    Ok(Decision::new(format!("{}: the review is done", incident.code)).fact_at(
        &incident.subject(),
        at,
        ReviewDone { reason },
    ))
}
