//! What may be done to an incident: declaring, writing, rating, phases. Pages, roles and closing are in
//! [`super::conduct`], the breach and its notices in [`super::breach`].

use super::{Incident, breach, conduct, line, notice};
use crate::clock::Moment;
use crate::domain::command::{Command, Declare, ImportIncident};
use crate::domain::decide::{Context, Decision, Loaded, mention, needed, not_ahead};
use crate::domain::fact::{Declared, Fact, Imported, NewFact, PhaseEntered, RoleAssigned, SeverityRevised};
use crate::domain::meant::{meant, meant_severity};
use crate::domain::refusal::Refusal;
use crate::domain::subject::{Ref, Subject, SubjectKind};
use crate::policy::{ChannelRule, PhaseRule, Policy, SeverityRule};

/// Decides a command about an incident.
pub fn decide(command: &Command, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::Declare(declare) => self::declare(declare, loaded, context),
        Command::ImportIncident(import) => imported(import, loaded, context),
        _ => {
            let incident = loaded
                .incident
                .as_ref()
                .ok_or_else(|| Refusal::not_found("Nothing was written", "the incident is not known"))?;
            of_incident(command, incident, loaded, context)
        }
    }
}

fn of_incident(
    command: &Command,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    match command {
        Command::LogEntry { text, at, reason, .. } => {
            line::log_entry(incident, (text, *at), reason.as_deref(), loaded, context)
        }
        Command::StrikeEntry { reason, .. } => line::strike(incident, reason, loaded),
        Command::ExpungeEntry { reason, .. } => line::expunge(incident, reason, loaded),
        Command::ReviseSeverity { severity, reason, .. } => revise(incident, severity, reason, context),
        Command::EnterPhase { phase, note, at, .. } => enter_phase(incident, phase, note.as_deref(), *at, context),
        Command::ConfirmBreach(_)
        | Command::AddAffected { .. }
        | Command::CorrectConfirmation { .. }
        | Command::WithdrawBreach { .. } => breach::decide(command, incident, loaded, context),
        Command::RecordNotice(_)
        | Command::SubmitObligation(_)
        | Command::SupersedeNotice(_)
        | Command::DetailRecipient(_)
        | Command::DraftNotice { .. }
        | Command::ReadyNotice { .. }
        | Command::ApproveNotice { .. }
        | Command::ReturnNotice { .. }
        | Command::Publish(_)
        | Command::SetCodename { .. }
        | Command::NoteGap { .. }
        | Command::MarkEntry { .. } => notice::decide::decide(command, incident, loaded, context),
        _ => conduct::decide(command, incident, loaded, context),
    }
}

/// The severity a person typed, or the list of those there are.
pub fn severity<'a>(what: &str, policy: &'a Policy, typed: &str) -> Result<(u8, &'a SeverityRule), Refusal> {
    meant_severity(what, policy, typed)
}

/// Key of the first phase, in which an incident begins.
pub fn first_phase(policy: &Policy) -> String {
    policy.phases.first().map(|phase| phase.key.clone()).unwrap_or_default()
}

/// Decides a declaration.
pub fn declare(declare: &Declare, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = "Nothing was declared";
    let policy = context.book.current();
    let title = needed(what, "the title", &declare.title)?;
    let (rank, rule) = severity(what, policy, &declare.severity)?;
    let channel = declare
        .channel
        .as_deref()
        .map(|typed| channel(what, policy, typed))
        .transpose()?;
    let subject = Subject::new(SubjectKind::Incident, loaded.fresh_id.clone());
    let mut decision = Decision::default();
    let systems = mentions(
        &mut decision,
        what,
        SubjectKind::System,
        &declare.systems,
        loaded,
        context,
    )?;
    let customers = mentions(
        &mut decision,
        what,
        SubjectKind::Customer,
        &declare.customers,
        loaded,
        context,
    )?;
    let mut assigned: Vec<(String, Ref)> = Vec::new();
    for (role, person) in &declare.roles {
        let role = conduct::role(what, policy, role)?;
        let (person, _) = mention(&mut decision, what, SubjectKind::Person, person, loaded, context)?;
        assigned.push((role, person));
    }
    let phase = first_phase(policy);
    decision = decision.fact(
        &subject,
        Declared {
            code: loaded.fresh_code.clone(),
            title: title.clone(),
            severity: rank,
            channel,
            systems,
            customers,
            asks: rule.questions.clone(),
            asks_without_breach: rule.questions_without_breach.clone(),
            phase: phase.clone(),
        },
    );
    for (role, person) in assigned {
        decision = decision.fact(
            &subject,
            RoleAssigned {
                role,
                person,
                replaces: Vec::new(),
            },
        );
    }
    if let Some((text, at)) = &declare.log {
        not_ahead(what, *at, context.now)?;
        decision.facts.push(line::entry(&subject, loaded, text, &phase, *at));
    }
    decision.done = format!("Declared {} {}: {title}", loaded.fresh_code, rule.name);
    decision.warnings.extend(role_warnings(&decision.facts, rule, policy));
    Ok(decision)
}

/// Empty roles and people with several, where the severity minds (IR-4).
fn role_warnings(facts: &[NewFact], rule: &SeverityRule, policy: &Policy) -> Vec<String> {
    let mut held: Vec<(&str, &str)> = Vec::new();
    for fact in facts {
        if let Fact::RoleAssigned(assigned) = &fact.fact {
            held.push((&assigned.role, &assigned.person.name));
        }
    }
    let name = |key: &str| policy.role(key).map_or(key.to_owned(), |role| role.name.to_lowercase());
    let empty: Vec<String> = rule
        .required_roles
        .iter()
        .filter(|role| !held.iter().any(|(key, _)| key == role))
        .map(|role| name(role))
        .collect();
    let mut warnings = Vec::new();
    if !empty.is_empty() {
        warnings.push(format!(
            "{} needs {}: nobody has it yet (IR-4)",
            rule.name,
            empty.join(", ")
        ));
    }
    if rule.one_role_each {
        let mut people: Vec<&str> = held.iter().map(|(_, person)| *person).collect();
        people.sort_unstable();
        let mut several: Vec<&str> = people
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0])
            .collect();
        several.dedup();
        for person in several {
            warnings.push(format!(
                "{person} holds several roles; {} wants one each (IR-4)",
                rule.name
            ));
        }
    }
    warnings
}

fn channel(what: &str, policy: &Policy, typed: &str) -> Result<String, Refusal> {
    Ok(meant::<ChannelRule>(what, policy, typed)?.key.clone())
}

/// References to everything named, each once; new names are entered on the way.
pub fn mentions(
    decision: &mut Decision,
    what: &str,
    kind: SubjectKind,
    typed: &[String],
    loaded: &Loaded,
    context: &Context,
) -> Result<Vec<Ref>, Refusal> {
    let mut refs: Vec<Ref> = Vec::new();
    for name in typed {
        let (found, _) = mention(decision, what, kind, name, loaded, context)?;
        if !refs.iter().any(|known| known.id == found.id) {
            refs.push(found);
        }
    }
    Ok(refs)
}

fn imported(import: &ImportIncident, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    if loaded.known_source {
        return Ok(Decision::new("already here"));
    }
    let what = "Nothing was imported";
    let title = needed(what, "the title", &import.title)?;
    let rank = match &import.severity {
        Some(typed) => Some(severity(what, context.book.current(), typed)?.0),
        None => None,
    };
    let subject = Subject::new(SubjectKind::Incident, loaded.fresh_id.clone());
    Ok(Decision::new(title.clone()).fact_at(
        &subject,
        import.started_at.or(import.ended_at),
        Imported {
            code: loaded.fresh_code.clone(),
            source: import.source.clone(),
            title,
            severity: rank,
            started_at: import.started_at,
            ended_at: import.ended_at,
            company: import.company.clone(),
            product: import.product.clone(),
            categories: import.categories.clone(),
            keywords: import.keywords.clone(),
            link: import.link.clone(),
        },
    ))
}

fn revise(incident: &Incident, typed: &str, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot revise the severity of {}", incident.code);
    let reason = needed(&what, "the reason", reason)?;
    let policy = context.book.current();
    let (rank, rule) = severity(&what, policy, typed)?;
    if incident.severity == Some(rank) {
        return Err(Refusal::rule(what, format!("it is {} already", rule.name)).by("IR-5"));
    }
    if incident.is_closed() {
        return Err(closed(&what, incident));
    }
    let before = incident
        .severity
        .and_then(|rank| policy.severity(rank))
        .map_or("unrated", |rule| rule.name.as_str());
    Ok(
        Decision::new(format!("{}: {before} → {}", incident.code, rule.name)).fact(
            &incident.subject(),
            SeverityRevised {
                from: incident.severity,
                to: rank,
                reason,
                asks: rule.questions.clone(),
                asks_without_breach: rule.questions_without_breach.clone(),
            },
        ),
    )
}

/// What is said of an incident that is closed.
pub fn closed(what: &str, incident: &Incident) -> Refusal {
    let todo = if incident.imported.is_some() {
        "It was imported as closed history.".to_owned()
    } else {
        format!("Reopen it first: firebell reopen {} --reason \"…\"", incident.code)
    };
    Refusal::rule(what, "it is closed").instead(todo)
}

fn enter_phase(
    incident: &Incident,
    typed: &str,
    note: Option<&str>,
    at: Option<Moment>,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot enter a phase of {}", incident.code);
    let policy = context.book.current();
    let phase = meant::<PhaseRule>(&what, policy, typed)?;
    if incident.is_closed() {
        return Err(closed(&what, incident));
    }
    if phase.is_final {
        return Err(Refusal::rule(what, format!("{} is entered by closing", phase.name))
            .by("IR-10")
            .instead(format!("Press C, or: firebell close {}", incident.code)));
    }
    if incident.phase() == phase.key {
        return Err(Refusal::rule(what, format!("it is in {} already", phase.name)).by("IR-10"));
    }
    not_ahead(&what, at, context.now)?;
    let again = incident.phases.iter().any(|visit| visit.phase == phase.key);
    let word = if again { "again in" } else { "in" };
    Ok(
        Decision::new(format!("{} is {word} {}", incident.code, phase.name)).fact_at(
            &incident.subject(),
            at,
            PhaseEntered {
                phase: phase.key.clone(),
                note: note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned),
            },
        ),
    )
}
