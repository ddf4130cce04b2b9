//! What the outside reads: publications, the codename, and who may read which line of the log (IR-13, IR-14).

use super::send::check;
use super::{Marked, Notice, Publication};
use crate::domain::command::{Command, Publish};
use crate::domain::decide::{Context, Decision, Loaded, needed, not_ahead};
use crate::domain::fact::{CodenameSet, EntryMarked, Published};
use crate::domain::incident::{Incident, line};
use crate::domain::letter::Fields;
use crate::domain::refusal::Refusal;

/// Decides a command about what the outside reads.
pub fn decide(command: &Command, incident: &Incident, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::Publish(publish) => self::publish(publish, incident, context),
        Command::SetCodename { codename, .. } => name(incident, codename),
        Command::MarkEntry { marked, reason, .. } => mark(incident, marked, reason.as_deref(), loaded),
        _ => Err(Refusal::usage("Nothing was written", "this is not about a notice")),
    }
}

fn publish(publish: &Publish, incident: &Incident, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Nothing was published on {}", incident.code);
    let words: Vec<String> = Publication::ALL.iter().map(|one| one.word().to_owned()).collect();
    let typed = publish.publication.trim();
    let Some(publication) = Publication::ALL
        .into_iter()
        .find(|one| one.word().eq_ignore_ascii_case(typed))
    else {
        return Err(Refusal::usage(what, format!("\"{typed}\" cannot be published"))
            .instead(format!("Use one of {}.", words.join(", ")))
            .candidates(words));
    };
    if incident.imported.is_some() {
        return Err(crate::domain::incident::decide::closed(&what, incident));
    }
    let place = needed(&what, "the place it can be read at (--where URL)", &publish.place)?;
    let sending = &publish.sending;
    not_ahead(&what, sending.at, context.now)?;
    let key = Notice::Page(publication).key();
    // A page is written anew each time: what was published once is not published again by mistake.
    let drafted = incident.notices.drafted.get(&key);
    let last = incident
        .notices
        .published
        .iter()
        .rfind(|one| one.publication == publication);
    let policy = context.book.current();
    let parts: Vec<String> = drafted
        .filter(|_| sending.text.is_none())
        .map(|drafted| drafted.letter.parts.iter().map(|part| part.key.clone()).collect())
        .unwrap_or_default();
    let checked = check(sending, drafted, &Fields::new(), &parts, policy);
    let mut decision = Decision::default();
    let mut dispatch = checked.pass(&what, sending, policy, context.now, &mut decision)?;
    // The rhythm of updates asks for the next one, whatever this one left open.
    dispatch.again_by = None;
    decision
        .warnings
        .retain(|warning| !warning.contains("a follow-up is due"));
    let Some(digest) = &dispatch.text_digest else {
        return Err(Refusal::usage(what, "there is no text").instead(format!(
            "Write it: firebell notice draft {} --to {}; or give a file: --text FILE.",
            incident.code,
            publication.word()
        )));
    };
    if last.is_some_and(|last| last.sent.text_digest.as_ref() == Some(digest) && last.place == place) {
        return Err(Refusal::rule(what, "this very text was published there already")
            .by("IR-14")
            .instead("Write what is new."));
    }
    decision.done = format!("Published on {}: {}, at {place}", incident.code, publication.name());
    Ok(decision.fact_at(
        &incident.subject(),
        sending.at,
        Published {
            publication,
            place,
            dispatch,
        },
    ))
}

fn name(incident: &Incident, codename: &str) -> Result<Decision, Refusal> {
    let what = format!("Cannot name {}", incident.code);
    let codename = needed(&what, "the codename", codename)?;
    if incident.notices.codename.as_deref() == Some(codename.as_str()) {
        return Err(Refusal::rule(what, "it has that name already"));
    }
    let mut decision = Decision::new(format!("{} goes by {codename} until it is made public", incident.code));
    if incident.notices.is_disclosed() {
        decision = decision.warn("its title was made public already");
    }
    Ok(decision.fact(&incident.subject(), CodenameSet { codename }))
}

fn mark(incident: &Incident, typed: &str, reason: Option<&str>, loaded: &Loaded) -> Result<Decision, Refusal> {
    let what = format!("Nothing was marked on {}", incident.code);
    let Some(marked) = Marked::ALL
        .into_iter()
        .find(|one| one.word().eq_ignore_ascii_case(typed.trim()))
    else {
        let words: Vec<String> = Marked::ALL.iter().map(|one| one.word().to_owned()).collect();
        return Err(Refusal::usage(what, format!("there is no mark \"{typed}\""))
            .instead(format!("Use one of {}.", words.join(", ")))
            .candidates(words));
    };
    let entry = line::named_entry(&what, incident, loaded)?;
    let before = incident.notices.marked.get(&entry.tag).copied();
    if before == Some(marked) {
        return Err(Refusal::rule(what, format!("{} is marked so already", entry.tag)).by("IR-13"));
    }
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    // Opening what was closed on purpose is a decision, and decisions have reasons.
    let opens = matches!(before, Some(Marked::Internal | Marked::Privileged)) && marked != Marked::Privileged;
    if opens && reason.is_none() {
        return Err(
            Refusal::rule(what, "it was kept from others before, and opening it needs a reason")
                .by("IR-13")
                .instead("Add --reason \"…\"."),
        );
    }
    Ok(Decision::new(format!(
        "{} on {} is {}: {}",
        entry.tag,
        incident.code,
        marked.word(),
        entry.words
    ))
    .fact(
        &incident.subject(),
        EntryMarked {
            entry: entry.tag.clone(),
            marked,
            reason: reason.map(str::to_owned),
        },
    ))
}
