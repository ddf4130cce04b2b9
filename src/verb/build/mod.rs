//! From what was typed to a command: reads times, days, lists and numbers, and says plainly what it cannot read.

mod breach;
mod incident;
mod notice;
mod register;
mod template;
mod vendor;

use chrono::{NaiveDate, TimeDelta};

use super::table::Verb;
use super::values::Values;
use crate::clock::{Allow, Moment, Zone, parse_date, parse_entry, parse_moment};

use crate::domain::{Command, Refusal, SubjectKind};
use crate::text::nearest;

/// What typed words are read against.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The moment.
    pub now: Moment,
    /// The zone times are shown, and so read, in.
    pub zone: Zone,
}

/// The command a verb and its values make. Files are read before: `text` holds the text and its digest.
pub fn command(verb: &Verb, values: &Values, reading: Reading) -> Result<Command, Refusal> {
    let typed = Typed { verb, values, reading };
    for param in verb.params.iter().filter(|param| param.required) {
        if values.get(param.name).is_none() {
            return Err(Refusal::usage(typed.what(), format!("{} is missing", param.name))
                .instead(format!("It is: {}.", param.doc.to_lowercase())));
        }
    }
    match verb.words.split_once(' ') {
        Some(("vendor", word)) => typed.vendor(word),
        Some(("policy", "reviewed")) => typed.policy_reviewed(),
        Some(("template", word)) => typed.template(word),
        None if verb.words == "gap" => Ok(typed.gap()),
        Some(("person", word)) => typed.entry(SubjectKind::Person, word),
        Some(("customer", word)) => typed.entry(SubjectKind::Customer, word),
        Some(("system", word)) => typed.entry(SubjectKind::System, word),
        Some(("breach" | "notify", _)) => typed.breach(),
        Some(("notice", word)) => typed.notice(word),

        Some(("obligation", word)) => typed.obligation(word),
        _ => typed.incident(),
    }
}

struct Typed<'a> {
    verb: &'a Verb,
    values: &'a Values,
    reading: Reading,
}

impl Typed<'_> {
    /// What was not done. A verb of two words is named: its words are no sentence.
    fn what(&self) -> String {
        match self.verb.words {
            "reminder ack" => "Cannot acknowledge".to_owned(),
            "reminder snooze" => "Cannot snooze".to_owned(),
            words if words.contains(' ') => format!("Nothing came of {words}"),
            words => format!("Cannot {words}"),
        }
    }

    fn text(&self, name: &str) -> String {
        self.values.get(name).unwrap_or_default().to_owned()
    }

    fn option(&self, name: &str) -> Option<String> {
        self.values
            .get(name)
            .map(str::to_owned)
            .filter(|value| !value.trim().is_empty())
    }

    fn code(&self) -> String {
        self.text("code")
    }

    fn time(&self, name: &str) -> Result<Option<Moment>, Refusal> {
        let Some(typed) = self.option(name) else {
            return Ok(None);
        };
        parse_moment(&typed, self.reading.now, self.reading.zone, Allow::Past)
            .map(Some)
            .map_err(|error| Refusal::usage(self.what(), error.to_string()))
    }

    fn day(&self, name: &str) -> Result<Option<NaiveDate>, Refusal> {
        let Some(typed) = self.option(name) else {
            return Ok(None);
        };
        parse_date(&typed)
            .map(Some)
            .map_err(|error| Refusal::usage(self.what(), error.to_string()))
    }

    fn entry_line(&self, name: &str) -> Result<(String, Option<Moment>), Refusal> {
        let entry = parse_entry(&self.text(name), self.reading.now, self.reading.zone)
            .map_err(|error| Refusal::usage(self.what(), error.to_string()))?;
        Ok((entry.text, entry.at))
    }

    fn yes_no(&self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.option(name).map(|typed| typed.trim().to_lowercase()).as_deref() {
            None => Ok(None),
            Some("yes" | "y" | "true") => Ok(Some(true)),
            Some("no" | "n" | "false") => Ok(Some(false)),
            Some(other) => Err(Refusal::usage(self.what(), format!("{name} is \"{other}\"")).instead("Say yes or no.")),
        }
    }

    fn number(&self, name: &str) -> Result<Option<u32>, Refusal> {
        let Some(typed) = self.option(name) else {
            return Ok(None);
        };
        typed.trim().parse().map(Some).map_err(|_| {
            Refusal::usage(self.what(), format!("{name} is \"{typed}\"")).instead("Give a whole number, such as 48.")
        })
    }

    fn span(&self, name: &str) -> Result<Option<TimeDelta>, Refusal> {
        let Some(typed) = self.option(name) else {
            return Ok(None);
        };
        let span = humantime::parse_duration(typed.trim()).ok();
        match span.and_then(|span| TimeDelta::from_std(span).ok()) {
            Some(span) => Ok(Some(span)),
            None => Err(Refusal::usage(self.what(), format!("{name} is \"{typed}\""))
                .instead("Give a length of time, such as 30m or 2h.")),
        }
    }

    fn list(&self, name: &str) -> Vec<String> {
        self.values
            .all(name)
            .iter()
            .flat_map(|value| split_list(value))
            .collect()
    }
}

/// The parts of a list separated by commas or semicolons.
pub fn split_list(value: &str) -> Vec<String> {
    value
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The verb nearest to words nobody knows.
pub fn nearest_verb(typed: &str) -> Option<&'static str> {
    nearest(typed, super::VERBS.iter().map(|verb| verb.words))
}
