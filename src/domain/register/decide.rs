//! What may be done to the registers of people, customers and systems.

use super::Entry;
use crate::domain::command::{Command, EntryChange};
use crate::domain::decide::{Context, Decision, Loaded, Mention, mention, needed};
use crate::domain::fact::{RegisterAdded, RegisterChanged, RegisterDetails, RegisterMerged};
use crate::domain::meant::meant;
use crate::domain::refusal::Refusal;
use crate::domain::subject::{Subject, SubjectKind};
use crate::policy::DutyRule;
use crate::text::fold_name;

/// Decides a command about a register.
pub fn decide(command: &Command, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::AddEntry { kind, details } => add(*kind, details, loaded, context),
        Command::ChangeEntry { kind, name, change } => self::change(*kind, name, change, loaded, context),
        Command::MergeEntry { kind, name, into } => merge(*kind, name, into, loaded),
        _ => Err(Refusal::usage("Nothing was written", "this is not about a register")),
    }
}

fn known<'a>(what: &str, kind: SubjectKind, typed: &str, loaded: &'a Loaded) -> Result<&'a Entry, Refusal> {
    let word = kind.word();
    match loaded.entries.get(&(kind, fold_name(typed))) {
        Some(Mention::Known(entry) | Mention::Begins(_, entry)) => Ok(entry),
        Some(Mention::Near(_, names)) => Err(Refusal::not_found(
            what,
            format!("no {word} is called \"{typed}\"; did you mean {}?", names.join(" or ")),
        )
        .candidates(names.clone())),
        Some(Mention::Ambiguous(_, names)) => Err(Refusal::not_found(
            what,
            format!("\"{typed}\" could be more than one {word}"),
        )
        .instead("Type more of the name.")
        .candidates(names.clone())),
        Some(Mention::New(_)) | None => Err(Refusal::not_found(what, format!("no {word} is called \"{typed}\""))
            .instead(format!("firebell {word} list shows them."))),
    }
}

fn duties(what: &str, duties: &[String], context: &Context) -> Result<Vec<String>, Refusal> {
    let policy = context.book.current();
    let key = |typed: &String| Ok(meant::<DutyRule>(what, policy, typed)?.key.clone());
    duties.iter().map(key).collect()
}

fn add(kind: SubjectKind, details: &RegisterDetails, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let word = kind.word();
    let what = format!("The {word} was not added");
    let name = needed(&what, "the name", &details.name)?;
    let mut decision = Decision::default();
    if let Some(Mention::Known(entry)) = loaded.entries.get(&(kind, fold_name(&name)))
        && entry.names().any(|known| fold_name(known) == fold_name(&name))
    {
        return Err(
            Refusal::rule(what, format!("{} is in the register already", entry.details.name))
                .instead(format!("Change it: firebell {word} set \"{}\" …", entry.details.name)),
        );
    }
    for alias in &details.aliases {
        free(&what, kind, alias, loaded)?;
    }
    let subject = match loaded.entries.get(&(kind, fold_name(&name))) {
        // A beginning of another name is not that name.
        Some(Mention::Begins(id, _) | Mention::Ambiguous(id, _)) => Subject::new(kind, id.clone()),
        _ => Subject::new(kind, mention(&mut decision, &what, kind, &name, loaded, context)?.0.id),
    };
    let details = RegisterDetails {
        duties: duties(&what, &details.duties, context)?,
        name,
        ..details.clone()
    };
    Ok(Decision::new(format!("Added {word} {}", details.name)).fact(
        &subject,
        RegisterAdded {
            details,
            mentioned: false,
        },
    ))
}

fn change(
    kind: SubjectKind,
    typed: &str,
    change: &EntryChange,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("{typed} was not changed");
    let entry = known(&what, kind, typed, loaded)?;
    let mut details = entry.details.clone();
    for name in change.name.iter().chain(&change.aliases) {
        taken(&what, kind, name, entry, loaded)?;
    }
    if let Some(name) = &change.name {
        let old = std::mem::replace(&mut details.name, needed(&what, "the name", name)?);
        if fold_name(&old) != fold_name(&details.name) {
            details.aliases.push(old);
        }
    }
    for alias in &change.aliases {
        let alias = needed(&what, "the other name", alias)?;
        if !details
            .aliases
            .iter()
            .any(|known| fold_name(known) == fold_name(&alias))
        {
            details.aliases.push(alias);
        }
    }
    if let Some(typed) = &change.duties {
        details.duties = duties(&what, typed, context)?;
    }
    if let Some(contact) = &change.contact {
        contact.trim().clone_into(&mut details.contact);
    }
    if let Some(note) = &change.note {
        note.trim().clone_into(&mut details.note);
    }
    details.contract_hours = match change.contract_hours {
        Some(0) => None,
        Some(hours) => Some(hours),
        None => details.contract_hours,
    };
    details.notice_days = match change.notice_days {
        Some(0) => None,
        Some(days) => Some(days),
        None => details.notice_days,
    };
    details.production = change.production.or(details.production);
    details.customer_data = change.customer_data.or(details.customer_data);
    if details == entry.details {
        return Ok(Decision::new(format!("{}: nothing changed", details.name)));
    }
    Ok(Decision::new(format!("Changed {} {}", kind.word(), details.name))
        .fact(&entry.subject, RegisterChanged { details }))
}

/// Nobody may go by the other name of a new entry.
fn free(what: &str, kind: SubjectKind, name: &str, loaded: &Loaded) -> Result<(), Refusal> {
    match loaded.entries.get(&(kind, fold_name(name))) {
        Some(Mention::Known(other)) if other.names().any(|known| fold_name(known) == fold_name(name)) => Err(
            Refusal::rule(what, format!("{} goes by \"{name}\" already", other.details.name))
                .instead("Give it another name, or change that one."),
        ),
        _ => Ok(()),
    }
}

/// A name that somebody else goes by cannot be given away.
fn taken(what: &str, kind: SubjectKind, name: &str, entry: &Entry, loaded: &Loaded) -> Result<(), Refusal> {
    match loaded.entries.get(&(kind, fold_name(name))) {
        Some(Mention::Known(other))
            if other.subject != entry.subject && other.names().any(|known| fold_name(known) == fold_name(name)) =>
        {
            Err(
                Refusal::rule(what, format!("{} goes by \"{name}\" already", other.details.name)).instead(format!(
                    "If they are the same: firebell {} merge \"{}\" \"{}\"",
                    kind.word(),
                    entry.details.name,
                    other.details.name
                )),
            )
        }
        _ => Ok(()),
    }
}

fn merge(kind: SubjectKind, typed: &str, into: &str, loaded: &Loaded) -> Result<Decision, Refusal> {
    let what = format!("{typed} was not merged");
    let from = known(&what, kind, typed, loaded)?;
    let into = known(&what, kind, into, loaded)?;
    if from.subject == into.subject {
        return Err(Refusal::rule(what, "both names mean the same one"));
    }
    let mut details = into.details.clone();
    let names = from.names().map(str::to_owned).collect::<Vec<_>>();
    for name in names {
        if !into.names().any(|known| fold_name(known) == fold_name(&name)) {
            details.aliases.push(name);
        }
    }
    for duty in &from.details.duties {
        if !details.duties.contains(duty) {
            details.duties.push(duty.clone());
        }
    }
    if details.contact.is_empty() {
        details.contact.clone_from(&from.details.contact);
    }
    details.contract_hours = match (details.contract_hours, from.details.contract_hours) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    // Who is told further ahead is told in time by both contracts.
    details.notice_days = details.notice_days.max(from.details.notice_days);
    details.production = details.production.or(from.details.production);
    details.customer_data = details.customer_data.or(from.details.customer_data);
    Ok(
        Decision::new(format!("{} is now part of {}", from.details.name, into.details.name))
            .fact(&from.subject, RegisterMerged { into: into.mention() })
            .fact(&into.subject, RegisterChanged { details }),
    )
}
