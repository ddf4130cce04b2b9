//! Loading what a command names, inside the transaction that will write.

use super::execute::Trouble;
use crate::domain::decide::{Loaded, Mention};
use crate::domain::{Command, DeadlineKind, Incident, Refusal, State, Subject, SubjectKind, Who};
use crate::id::{Entropy, code, entry_tag, subject_id};
use crate::store::{Act, Finding, Status};
use crate::text::fold_name;

/// How many characters a code, and the id of a log entry, begin with.
const CODE_LENGTH: usize = 4;
const TAG_LENGTH: usize = 3;

/// Loads the subjects a command names and draws the ids it may need. `accept_new`: names that are not known are new ones,
/// however near they are to known ones.
pub fn load(
    act: &Act,
    command: &Command,
    who: &Who,
    accept_new: bool,
    entropy: &mut dyn Entropy,
) -> Result<Loaded, Trouble> {
    let mentions = command.mentions();
    let mut loaded = Loaded {
        fresh_id: subject_id(entropy),
        ..Loaded::default()
    };
    if let Some(typed) = &mentions.incident {
        loaded.incident = Some(incident(act.find_incident(typed)?, typed)?);
    }
    if let Some(name) = &mentions.deadline {
        let label = name.split('/').next().unwrap_or_default();
        match deadline_subject(act, name, label)? {
            Finding::One(snapshot) | Finding::Begins(snapshot) => match snapshot.state {
                State::Incident(incident) => loaded.incident = Some(*incident),
                State::Vendor(vendor) => loaded.vendor = Some(*vendor),
                State::Policy(policies) => loaded.policy = Some(*policies),
                State::Entry(_) => {}
            },
            Finding::Many(names) => return Err(ambiguous("deadline", label, names).into()),
            none @ Finding::None(_) => {
                return Err(incident(none, label)
                    .err()
                    .unwrap_or_else(|| unknown("deadline", name).into()));
            }
        }
    }
    if let Some(name) = &mentions.vendor {
        let near_too = !(accept_new && matches!(command, Command::AddVendor(_)));
        match act.find_named(SubjectKind::Vendor, name, near_too)? {
            Finding::One(snapshot) => loaded.vendor = vendor(snapshot.state),
            // A beginning names a vendor that is there; it does not stand in the way of a new one.
            Finding::Begins(snapshot) if !matches!(command, Command::AddVendor(_)) => {
                loaded.vendor = vendor(snapshot.state);
            }
            Finding::Many(names) if !matches!(command, Command::AddVendor(_)) => {
                return Err(ambiguous("vendor", name, names).into());
            }
            Finding::None(near) => loaded.near_vendors = near,
            Finding::Begins(_) | Finding::Many(_) => {}
        }
    }
    if let Command::ChangeVendor { change, .. } = command
        && let Some(name) = &change.name
        && let Finding::One(snapshot) = act.find_named(SubjectKind::Vendor, name, false)?
    {
        let other = vendor(snapshot.state).filter(|other| loaded.vendor.as_ref().is_none_or(|one| one.id != other.id));
        loaded.name_taken = other.map(|other| other.details.name);
    }
    if mentions.policy
        && let Some(snapshot) = act.find_policy()?
        && let State::Policy(policies) = snapshot.state
    {
        loaded.policy = Some(*policies);
    }
    if matches!(command, Command::OfVendor { wish, .. } if wish.concerns_customers()) {
        loaded.customers = act.entries(SubjectKind::Customer)?;
        for entry in &loaded.customers {
            let key = (SubjectKind::Customer, fold_name(&entry.details.name));
            loaded.entries.insert(key, Mention::Known(Box::new(entry.clone())));
        }
    }
    for (kind, name) in &mentions.entries {
        let mention = mention(act, *kind, name, !accept_new, entropy)?;
        loaded.entries.insert((*kind, fold_name(name)), mention);
    }
    if let Some(source) = &mentions.source {
        loaded.known_source = act.knows_source(source)?;
    }
    fresh(act, command, who, mentions.entry.as_ref(), &mut loaded, entropy)?;
    Ok(loaded)
}

/// The subject of a deadline's name, which begins with `label` unless it is a vendor's that holds a slash.
fn deadline_subject(act: &Act, name: &str, label: &str) -> Result<Finding, crate::error::Failure> {
    let kind = name.split('/').nth(1).unwrap_or_default();
    if label.eq_ignore_ascii_case(SubjectKind::Policy.word())
        && DeadlineKind::OF_POLICIES
            .iter()
            .any(|known| kind.eq_ignore_ascii_case(known.key()))
        && let Some(snapshot) = act.find_policy()?
    {
        return Ok(Finding::One(Box::new(snapshot)));
    }
    for (at, _) in name.match_indices('/').skip(1) {
        let kind = name[at + 1..].split('/').next().unwrap_or_default();
        if !DeadlineKind::OF_VENDORS
            .iter()
            .any(|known| kind.eq_ignore_ascii_case(known.key()))
        {
            continue;
        }
        match act.find_deadline_subject(&name[..at])? {
            // `Q7K4/notice/reassess` is the clock of a customer called so.
            Finding::None(_) | Finding::Begins(_) => {}
            found @ (Finding::One(_) | Finding::Many(_)) => return Ok(found),
        }
    }
    act.find_deadline_subject(label)
}

fn fresh(
    act: &Act,
    command: &Command,
    who: &Who,
    entry: Option<&String>,
    loaded: &mut Loaded,
    entropy: &mut dyn Entropy,
) -> Result<(), Trouble> {
    match command {
        command if command.brings_an_incident() => {
            loaded.fresh_code = free(CODE_LENGTH, entropy, code, |code| act.knows_code(code))?;
            loaded.fresh_tag = entry_tag(entropy, TAG_LENGTH);
        }
        Command::LogEntry { .. } => {
            if let Some(incident) = &loaded.incident {
                let subject = incident.subject();
                loaded.fresh_tag = free(TAG_LENGTH, entropy, entry_tag, |tag| act.knows_tag(&subject, tag))?;
            }
        }
        Command::Undo => loaded.last_act = act.last_act(&who.name)?,
        _ => {}
    }
    if let (Some(typed), Some(incident)) = (entry, &loaded.incident) {
        let mut found = act.find_entry(&incident.subject(), typed)?;
        if found.len() > 1 {
            let names = found.into_iter().map(|entry| entry.tag).collect();
            return Err(ambiguous("entry", typed, names).into());
        }
        loaded.entry = found.pop();
    }
    Ok(())
}

/// A random word that is free, one character longer whenever the one drawn is taken.
fn free(
    length: usize,
    entropy: &mut dyn Entropy,
    draw: fn(&mut dyn Entropy, usize) -> String,
    is_taken: impl Fn(&str) -> Result<bool, crate::error::Failure>,
) -> Result<String, Trouble> {
    let mut length = length;
    loop {
        let word = draw(entropy, length);
        if !is_taken(&word)? {
            return Ok(word);
        }
        length += 1;
    }
}

/// The incident a code means, or why it means none.
pub fn incident(finding: Finding, typed: &str) -> Result<Incident, Trouble> {
    match finding {
        Finding::One(snapshot) | Finding::Begins(snapshot) => match snapshot.state {
            State::Incident(incident) if snapshot.status != Status::Void => Ok(*incident),
            State::Incident(incident) => Err(Refusal::not_found(
                "Nothing was written",
                format!("the declaration of {} was taken back", incident.code),
            )
            .into()),
            _ => Err(unknown("incident", typed).into()),
        },
        Finding::Many(names) => Err(ambiguous("incident", typed, names).into()),
        Finding::None(near) => {
            let refusal = unknown("incident", typed);
            Err(refusal
                .instead("firebell list shows those that are open.")
                .candidates(near)
                .into())
        }
    }
}

fn vendor(state: State) -> Option<crate::domain::Vendor> {
    match state {
        State::Vendor(vendor) if !vendor.void => Some(*vendor),
        _ => None,
    }
}

fn unknown(word: &str, typed: &str) -> Refusal {
    Refusal::not_found("Nothing was done", format!("there is no {word} \"{typed}\""))
}

fn ambiguous(word: &str, typed: &str, names: Vec<String>) -> Refusal {
    Refusal::not_found(
        "Nothing was done",
        format!("\"{typed}\" could be more than one {word}: {}", names.join(", ")),
    )
    .instead("Type more of it.")
    .candidates(names)
}

fn mention(
    act: &Act,
    kind: SubjectKind,
    name: &str,
    near_too: bool,
    entropy: &mut dyn Entropy,
) -> Result<Mention, Trouble> {
    let id = subject_id(entropy);
    Ok(match act.find_named(kind, name, near_too)? {
        Finding::One(snapshot) => match snapshot.state {
            State::Entry(entry) => Mention::Known(entry),
            _ => Mention::New(id),
        },
        Finding::Begins(snapshot) => match snapshot.state {
            State::Entry(entry) => Mention::Begins(id, entry),
            _ => Mention::New(id),
        },
        Finding::Many(names) => Mention::Ambiguous(id, names),
        Finding::None(near) if near.is_empty() => Mention::New(id),
        Finding::None(near) => Mention::Near(id, near),
    })
}

/// The subject a name in a register means, to read.
pub fn named(finding: Finding, kind: SubjectKind, typed: &str) -> Result<(Subject, State), Trouble> {
    match finding {
        Finding::One(snapshot) | Finding::Begins(snapshot) => {
            let id = match &snapshot.state {
                State::Vendor(vendor) => vendor.subject(),
                State::Entry(entry) => entry.subject.clone(),
                State::Incident(incident) => incident.subject(),
                State::Policy(_) => Subject::policy(),
            };
            Ok((id, snapshot.state))
        }
        Finding::Many(names) => Err(ambiguous(kind.word(), typed, names).into()),
        Finding::None(near) => {
            let refusal = unknown(kind.word(), typed).instead(format!("firebell {} list shows them.", kind.word()));
            Err(refusal.candidates(near).into())
        }
    }
}
