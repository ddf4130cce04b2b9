//! `firebell notice show CODE`: who was told what, word for word, and letters as they stand.

use std::fmt::Write;

use serde_json::json;

use super::glass::{Glass, or_dash};
use super::json::notice as as_json;
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::Refusal;
use crate::domain::incident::notice::{Drafted, Notice, Posted, Recipient, fields};
use crate::domain::letter::Fields;
use crate::engine::letters::leaving;
use crate::engine::sendings::{Letters, letters, recipient, sendings};
use crate::engine::{Engine, Trouble};
use crate::launch::Launch;
use crate::text::one_line;
use crate::verb::Values;

/// How the result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// A page, with everything that is known of each sending.
    Text,
    /// The words alone, in the form of this word.
    Words(&'static str),
}

/// The forms in which the words alone can be had.
const FORMS: [&str; 4] = ["md", "html", "txt", "eml"];

/// What of a recipient's letters is asked for.
struct Asked {
    nth: Option<usize>,
    draft: bool,
    format: Format,
}

impl Asked {
    fn read(values: &Values) -> Result<Self, Refusal> {
        let what = "Nothing was shown";
        let format = match values.get("format").map_or("text", str::trim) {
            "text" => Format::Text,
            other => match FORMS.into_iter().find(|form| *form == other) {
                Some(form) => Format::Words(form),
                None => {
                    return Err(Refusal::usage(what, format!("there is no format \"{other}\""))
                        .instead(format!("Use text, {}.", FORMS.join(", ")))
                        .candidates(std::iter::once("text").chain(FORMS).map(str::to_owned).collect()));
                }
            },
        };
        let nth = match values.get("nth") {
            None => None,
            Some(typed) => {
                let number = typed.trim().parse().ok().filter(|number| *number > 0);
                let refused = || {
                    Refusal::usage(what, format!("\"{typed}\" is not a number from 1 on"))
                        .instead("The first one sent is 1.")
                };
                Some(number.ok_or_else(refused)?)
            }
        };
        Ok(Self {
            nth,
            draft: values.is_on("draft"),
            format,
        })
    }

    /// The sendings that were asked for.
    fn of(&self, mut posted: Vec<Posted>, code: &str, to: &Notice) -> Result<Vec<Posted>, Refusal> {
        if self.draft {
            return Ok(Vec::new());
        }
        if let Some(nth) = self.nth {
            let count = posted.len();
            posted.retain(|one| one.nth == nth);
            if posted.is_empty() {
                let why = format!("{count} went out to {to}, so there is no number {nth}");
                return Err(Refusal::not_found("Nothing was shown", why)
                    .instead(format!("firebell notice show {code} --to \"{to}\" shows all.")));
            }
        }
        Ok(posted)
    }
}

/// Runs the verb.
pub fn run(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let asked = Asked::read(values)?;
    let engine = launch.open()?;
    let letters = letters(engine.store(), values.get("code").unwrap_or_default())?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    if let Some(to) = values.get("to") {
        return one(to, &letters, &asked, &engine, glass, out);
    }
    everybody(&letters, &engine, glass, out)?;
    Ok(Verdict::Done)
}

fn everybody(letters: &Letters, engine: &Engine, glass: Glass, out: &mut Out) -> Result<(), Trouble> {
    let incident = &letters.incident;
    let all = incident.recipients(&letters.deadlines, engine.book());
    if out.is_json() {
        let posted = sendings(engine.store(), incident, None)?;
        let rows: Vec<_> = all
            .iter()
            .map(|one| {
                let mut row = as_json::recipient(one, glass.now);
                let theirs = posted.iter().filter(|posted| posted.notice.key() == one.notice.key());
                row["sendings"] = theirs.map(as_json::posted).collect();
                row
            })
            .collect();
        out.json(&json!({ "code": incident.code, "notices": rows }));
        return Ok(());
    }
    if all.is_empty() {
        out.talk(&format!("Nobody is told of {} so far.", incident.code));
        return Ok(());
    }
    let mut table = Table::listing(&["STATE", "PARTS", "SENT", "DUE", "TO"]);
    for row in rows(&all, glass) {
        table.row(row);
    }
    table.print(out);
    Ok(())
}

/// The notices of an incident, as part of its page. `contacts` are those of its customers, by id.
pub fn page(all: &[Recipient], contacts: &[(String, String)], glass: Glass) -> Table {
    let mut table = Table::inset();
    for (one, mut row) in all.iter().zip(rows(all, glass)) {
        if let Notice::Customer(customer) = &one.notice
            && let Some((_, contact)) = contacts.iter().find(|(id, _)| *id == customer.id)
            && let Some(name) = row.last_mut()
        {
            name.push_str("  ");
            name.push_str(contact);
        }
        table.row(row);
    }
    table
}

fn rows(all: &[Recipient], glass: Glass) -> impl Iterator<Item = [String; 5]> {
    all.iter().map(move |one| {
        let sent = match &one.sent {
            Some(sent) => format!("{} by {}", glass.full(sent.at), sent.by),
            None if one.superseded > 0 => format!("{} superseded", one.superseded),
            None => "-".to_owned(),
        };
        let due = match &one.due {
            Some(due) if due.is_running() => format!("{}, {}", glass.full_or_dash(due.due_at), glass.left(due)),
            Some(due) => due.state_word(glass.now).to_owned(),
            None => "-".to_owned(),
        };
        let name = match (&one.notice, one.is_shared) {
            (Notice::Customer(customer), true) => format!("{} (the letter to all)", customer.name),
            (notice, _) => notice.to_string(),
        };
        [one.word().to_owned(), or_dash(&one.parts_words()), sent, due, name]
    })
}

fn one(
    to: &str,
    letters: &Letters,
    asked: &Asked,
    engine: &Engine,
    glass: Glass,
    out: &mut Out,
) -> Result<Verdict, Trouble> {
    let incident = &letters.incident;
    let notice = recipient(engine.store(), letters, to)?;
    let posted = asked.of(
        sendings(engine.store(), incident, Some(&notice))?,
        &incident.code,
        &notice,
    )?;
    let all = incident.recipients(&letters.deadlines, engine.book());
    let own = all.iter().find(|one| one.notice.key() == notice.key());
    let letter = own.and_then(|one| one.letter);
    let fields = own.map(|one| fields_of(one, letters, engine)).unwrap_or_default();
    if posted.is_empty() && letter.is_none() {
        let why = format!("nothing was written or sent to {notice}");
        let hint = format!("firebell notice draft {} --to \"{notice}\" writes it.", incident.code);
        return Err(Refusal::not_found("Nothing was shown", why).instead(hint).into());
    }
    if out.is_json() {
        let mut value = own.map_or_else(|| json!({}), |one| as_json::recipient(one, glass.now));
        value["code"] = json!(incident.code);
        value["sendings"] = posted.iter().map(as_json::posted).collect();
        value["letter"] = letter.map_or(serde_json::Value::Null, |letter| as_json::letter(letter, &fields));
        out.json(&value);
        return Ok(Verdict::Done);
    }
    if let Format::Words(form) = asked.format {
        let told = incident.breach.iter().flat_map(|breach| &breach.customers);
        let mut told = told.filter(|told| Notice::Customer(told.affected.customer.clone()).key() == notice.key());
        let contact = told.next().map_or("", |told| told.affected.contact.as_str());
        let text = words_alone(posted.last(), letter, &fields)?;
        match leaving(&text, form, contact, glass.now) {
            // The exact text is anybody's; what was made of it is safe already.
            Some(leaves) if form != "md" => out.verbatim(&leaves),
            _ => out.copy(&text),
        }
        return Ok(Verdict::Done);
    }
    if let Some(own) = own {
        out.line(&one_line(&format!("{}: {}", own.notice, own.word())));
        if let Some(due) = &own.due {
            out.line(&one_line(&format!(
                "due {}, {}",
                glass.full_or_dash(due.due_at),
                glass.left(due)
            )));
        }
    }
    for posted in &posted {
        sending(posted, glass, out);
    }
    if let Some(letter) = letter.filter(|_| asked.draft || posted.is_empty()) {
        as_it_stands(letter, own, &fields, glass, out);
    }
    Ok(Verdict::Done)
}

/// Nothing but the words: of the last of these sendings, or of the letter.
fn words_alone(last: Option<&Posted>, letter: Option<&Drafted>, fields: &Fields) -> Result<String, Trouble> {
    let text = match (last, letter) {
        (Some(last), _) => last.dispatch.text.clone(),
        (None, letter) => letter.map(|letter| letter.letter.text_for(fields)),
    };
    let why = "it went out without a text that is kept here";
    Ok(text.ok_or_else(|| Refusal::not_found("Nothing was shown", why))?)
}

/// What differs for this recipient; nothing for a letter to all.
fn fields_of(one: &Recipient, letters: &Letters, engine: &Engine) -> Fields {
    let (incident, book) = (&letters.incident, engine.book());
    let rule = match &one.notice {
        Notice::Obligation(rule) => incident.rule(rule, book),
        _ => None,
    };
    let zone = book.current().calendar.zone;
    fields::of(incident, &one.notice, one.due.as_ref(), rule, zone)
}

fn sending(posted: &Posted, glass: Glass, out: &mut Out) {
    let dispatch = &posted.dispatch;
    out.line("");
    out.line(&format!("Sending {}", posted.nth));
    let mut table = Table::inset();
    let mut say = |what: &str, words: String| {
        if !words.is_empty() {
            table.row([what.to_owned(), words]);
        }
    };
    let envelope = &posted.envelope;
    say(
        "went out",
        format!("{} by {}", both(envelope.happened_at, glass), dispatch.by),
    );
    if envelope.recorded_at == envelope.happened_at {
        say("recorded by", envelope.who.name.clone());
    } else {
        let at = both(envelope.recorded_at, glass);
        say("recorded by", format!("{}, {at}", envelope.who.name));
    }
    say("fact", format!("{}/{}", envelope.id.series, envelope.id.seq));
    say("published at", posted.place.clone().unwrap_or_default());
    say("SHA-256", dispatch.text_digest.clone().unwrap_or_default());
    if let Some(template) = &dispatch.template {
        let words = format!("{} {} (SHA-256 {})", template.name, template.version, template.digest);
        say("template", words);
    }
    if let Some(proof) = &dispatch.proof {
        say("reference", proof.reference.clone().unwrap_or_default());
        if let Some((name, digest)) = &proof.file {
            say("proof", format!("{name} (SHA-256 {digest})"));
        }
    }
    say("late because", posted.late.clone().unwrap_or_default());
    if let Some(why) = &dispatch.overridden {
        say("sent although", dispatch.in_the_way.join("; "));
        say("because", why.clone());
    }
    if !dispatch.unknown.is_empty() {
        let mut words = dispatch.unknown.join(", ");
        if let Some(by) = dispatch.again_by {
            // Writing to a String cannot fail.
            let _ = write!(words, "; the next one by {}", both(by, glass));
        }
        say("not yet known", words);
    }
    if let Some((wrong, why)) = &posted.superseded {
        let at = glass.full(why.at);
        say(
            "superseded",
            format!("{at} by {}, {}: {}", why.who, wrong.word(), why.reason),
        );
    }
    table.print(out);
    text(dispatch.text.as_deref(), out);
}

/// `Tue 24 Nov 14:05 CET (2026-11-24T13:05:00Z)`.
fn both(at: crate::clock::Moment, glass: Glass) -> String {
    let utc = at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    format!("{} ({utc})", glass.full(at))
}

fn text(text: Option<&str>, out: &mut Out) {
    out.line("");
    match text {
        Some(text) => text.lines().for_each(|line| out.line(format!("    {line}").trim_end())),
        None => out.line("    The text was not kept."),
    }
}

fn as_it_stands(drafted: &Drafted, own: Option<&Recipient>, fields: &Fields, glass: Glass, out: &mut Out) {
    out.line("");
    out.line("The letter as it stands");
    let mut table = Table::inset();
    let mut say = |what: &str, words: String| {
        if !words.is_empty() {
            table.row([what.to_owned(), words]);
        }
    };
    say("stage", drafted.stage().word().to_owned());
    say("written", format!("{} by {}", glass.full(drafted.at), drafted.who));
    let others: Vec<&str> = drafted
        .writers
        .iter()
        .map(String::as_str)
        .filter(|who| *who != drafted.who)
        .collect();
    say("also wrote", others.join(", "));
    if let Some(read) = &drafted.ready {
        say("ready", format!("{} by {}", glass.full(read.at), read.who));
    }
    say(
        "asked",
        drafted
            .asks
            .as_ref()
            .map(|person| person.name.clone())
            .unwrap_or_default(),
    );
    if let Some(read) = &drafted.approved {
        say("approved", format!("{} by {}", glass.full(read.at), read.who));
    }
    if let Some(back) = &drafted.returned {
        say(
            "given back",
            format!("{} by {}: {}", glass.full(back.at), back.who, back.reason),
        );
    }
    if let Some(template) = &drafted.letter.template {
        say("template", format!("{} {}", template.name, template.version));
    }
    say("lacks", own.map(|one| one.lacks.join(", ")).unwrap_or_default());
    say(
        "not yet known",
        own.map(|one| one.unknown.join(", ")).unwrap_or_default(),
    );
    let filled = drafted.letter.filled(fields);
    say("blanks", filled.blanks().join(", "));
    say("SHA-256", drafted.digest.clone());
    table.print(out);
    text(Some(&drafted.letter.text_for(fields)), out);
}
