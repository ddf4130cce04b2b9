//! Incidents of another record: one JSON object a line becomes one closed incident.
//!
//! The id of the source (`uuid` or `id`) is the identity: what was imported once is known by it. Whatever is missing is
//! left out: no end is "end unknown", no severity "unrated". Fields that are not named here are not looked at.

use std::borrow::Cow;

use chrono::TimeDelta;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::times::{instant, is_day_precise};
use super::{LONGEST_LINE, Parsed, excerpt, without_mark};
use crate::clock::Moment;
use crate::domain::Command;
use crate::domain::command::ImportIncident;
use crate::text::fold_name;

type Object = Map<String, Value>;

/// Reads JSON lines; blank ones are passed over. What lies ahead of `now` has not happened and is a bad line.
pub fn parse(bytes: &[u8], now: Moment) -> Parsed {
    let mut parsed = Parsed::default();
    let mut derived = 0_usize;
    for (index, line) in without_mark(bytes).split(|byte| *byte == b'\n').enumerate() {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        match incident(line, now) {
            Ok(incident) => {
                derived += usize::from(incident.source.starts_with(DERIVED));
                parsed.good(index + 1, Command::ImportIncident(Box::new(incident)));
            }
            Err(reason) => parsed.bad(index + 1, reason),
        }
    }
    if derived > 0 {
        let lines = if derived == 1 {
            "1 line has"
        } else {
            &format!("{derived} lines have")
        };
        parsed.notes.push(format!(
            "{lines} no id; a digest of the whole line stands for it, so a line that is changed comes in as a new incident"
        ));
    }
    parsed
}

/// What an identity begins with that was made from the line.
const DERIVED: &str = "sha256:";

fn incident(bytes: &[u8], now: Moment) -> Result<ImportIncident, String> {
    if bytes.len() > LONGEST_LINE {
        return Err(format!("it is longer than {} KiB", LONGEST_LINE / 1024));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| format!("it is not UTF-8 (byte {})", error.valid_up_to() + 1))?;
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("it is not JSON: {}", without_place(&error)))?;
    let Value::Object(object) = value else {
        return Err(format!("it is {}, not an object", kind(&value)));
    };
    let (started_at, ended_at) = span(&object, now)?;
    let company = word(&object, "company")?;
    let product = word(&object, "product")?;
    let link = first_word(&object, &["url", "link"])?;
    let title = title(word(&object, "title")?, &company, &product, &link)
        .ok_or("it has no title, company, product or link to be named by")?;
    let source = match first_word(&object, &["uuid", "id"])? {
        id if id.is_empty() => derived_source(bytes),
        id => id,
    };
    Ok(ImportIncident {
        source,
        title,
        severity: Some(word(&object, "severity")?).filter(|severity| !severity.is_empty()),
        started_at,
        ended_at,
        company,
        product,
        categories: words(&object, "categories")?,
        keywords: words(&object, "keywords")?,
        link,
    })
}

/// The reader counts lines and columns within the one line it is given; that would mislead.
fn without_place(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    words
        .strip_suffix(&place)
        .map_or(words.clone(), |words| format!("{words} (column {})", error.column()))
}

fn derived_source(line: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut source = DERIVED.to_owned();
    for byte in Sha256::digest(line) {
        // Writing to a string cannot fail.
        let _ = write!(source, "{byte:02x}");
    }
    source
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A text or number as words; "" where there is none.
fn plain<'a>(field: &str, value: &'a Value) -> Result<Cow<'a, str>, String> {
    match value {
        Value::Null => Ok(Cow::Borrowed("")),
        Value::String(text) => Ok(Cow::Borrowed(text.trim())),
        Value::Number(number) => Ok(Cow::Owned(number.to_string())),
        other => Err(format!("{field} is {}, not text", kind(other))),
    }
}

fn word(object: &Object, field: &str) -> Result<String, String> {
    object
        .get(field)
        .map_or(Ok(String::new()), |value| plain(field, value).map(Cow::into_owned))
}

/// The first of these fields that says something.
fn first_word(object: &Object, fields: &[&str]) -> Result<String, String> {
    for field in fields {
        let word = word(object, field)?;
        if !word.is_empty() {
            return Ok(word);
        }
    }
    Ok(String::new())
}

/// A list of words; one text is a list separated by commas or semicolons.
fn words(object: &Object, field: &str) -> Result<Vec<String>, String> {
    let said = |words: Vec<String>| words.into_iter().filter(|word| !word.is_empty()).collect();
    match object.get(field) {
        Some(Value::Array(values)) => {
            let words: Result<Vec<String>, String> = values
                .iter()
                .map(|value| plain(field, value).map(Cow::into_owned))
                .collect();
            words.map(said)
        }
        Some(value) => {
            let text = plain(field, value)?;
            Ok(said(
                text.split([',', ';']).map(|word| word.trim().to_owned()).collect(),
            ))
        }
        None => Ok(Vec::new()),
    }
}

/// Begin and end. A source that knows only the day of the end writes midnight, which may lie before a begin on that same
/// day; then the end is no earlier than the begin.
fn span(object: &Object, now: Moment) -> Result<(Option<Moment>, Option<Moment>), String> {
    let started_at = time(object, "start_time", now)?;
    let ended_at = time(object, "end_time", now)?;
    match (started_at, ended_at) {
        (Some(start), Some(end)) if end < start => {
            if is_day_precise(end) && end.date_naive() == start.date_naive() {
                return Ok((Some(start), Some(start)));
            }
            Err("it ends before it starts".to_owned())
        }
        span => Ok(span),
    }
}

fn time(object: &Object, field: &str, now: Moment) -> Result<Option<Moment>, String> {
    let typed = match object.get(field) {
        Some(Value::String(typed)) => typed.trim(),
        None | Some(Value::Null) => "",
        Some(other) => return Err(format!("{field} is {}, not text", kind(other))),
    };
    if typed.is_empty() {
        return Ok(None);
    }
    let at = instant(typed).ok_or_else(|| {
        let typed = excerpt(typed);
        format!("{field} is \"{typed}\"; write it as 2023-11-15T12:00:00Z or 2023-11-15")
    })?;
    if at > now + TimeDelta::minutes(1) {
        return Err(format!("{field} is \"{}\", which lies ahead", excerpt(typed)));
    }
    Ok(Some(at))
}

/// What it is called: its title, else company and product, else whichever of them there is, else the host of the link.
fn title(title: String, company: &str, product: &str, link: &str) -> Option<String> {
    if !title.is_empty() {
        return Some(title);
    }
    let title = match (company, product) {
        ("", "") => host(link)?.to_owned(),
        (company, "") => company.to_owned(),
        ("", product) => product.to_owned(),
        // "GitLab .com" names GitLab already.
        (company, product) if fold_name(product).starts_with(&fold_name(company)) => product.to_owned(),
        (company, product) => format!("{company} {product}"),
    };
    Some(title)
}

fn host(link: &str) -> Option<&str> {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let port = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let host = port.map_or(host, |(host, _)| host).trim();
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
#[path = "incidents_tests.rs"]
mod tests;
