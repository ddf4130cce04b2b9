//! The words of a story: who did what, and how long before now.
//!
//! A step is `[when, who, words]`, the words as on the command line. In them `@` alone is the code of the part's
//! incident, and `@-12mo-3d` a day counted from today.

use chrono::{Months, NaiveDate, TimeDelta};
use serde::Deserialize;

use crate::clock::Moment;
use crate::verb::{Form, VERBS, Values, Verb};

/// A story as it is read from its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The demo's policy, as a policy file.
    pub policy: String,
    /// How many parts it has; each is about one incident at most.
    pub incidents: usize,
    /// Everything that happened, part by part.
    pub steps: Vec<Step>,
}

/// One thing that somebody did.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// When, counted from now; negative.
    pub at: TimeDelta,
    /// Who did it.
    pub who: String,
    /// The words, as on the command line.
    pub run: String,
    /// The part of the story it belongs to, from 0.
    pub story: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    policy: String,
    part: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    steps: Vec<[String; 3]>,
}

impl Story {
    /// Reads the text of a story, or says why it cannot.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut steps = Vec::new();
        for (story, part) in file.part.iter().enumerate() {
            for [when, who, run] in &part.steps {
                let at = span(when).ok_or_else(|| format!("\"{when}\" is no span of time"))?;
                steps.push(Step {
                    at,
                    who: who.clone(),
                    run: run.clone(),
                    story,
                });
            }
        }
        Ok(Self {
            policy: file.policy,
            incidents: file.part.len(),
            steps,
        })
    }
}

impl Step {
    /// The verb and its values; `code` stands for `@`, and days are counted from the day of `now` in UTC.
    pub fn verb(&self, code: &str, now: Moment) -> Result<(&'static Verb, Values), String> {
        let today = now.date_naive();
        let mut words = Vec::new();
        for word in split(&self.run) {
            words.push(match word.strip_prefix('@') {
                Some("") => code.to_owned(),
                Some(span) => day(span, today)
                    .ok_or_else(|| format!("\"{word}\" is no day"))?
                    .to_string(),
                None => word,
            });
        }
        let named = |count: usize| {
            let name = words.get(..count)?.join(" ");
            VERBS.iter().find(|verb| verb.words == name).map(|verb| (verb, count))
        };
        let (verb, count) = named(2).or_else(|| named(1)).ok_or("there is no such verb")?;
        Ok((verb, values(verb, &words[count..])?))
    }
}

fn values(verb: &Verb, words: &[String]) -> Result<Values, String> {
    let mut values = Values::default();
    let mut places = verb.params.iter().filter(|param| param.form == Form::Place);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let param = match word.strip_prefix("--") {
            Some(name) => verb.param(name),
            None => places.next(),
        };
        let param = param.ok_or_else(|| format!("nothing takes \"{word}\""))?;
        let value = match param.form {
            Form::Place => Some(word),
            Form::Option | Form::Many => words.next(),
            Form::Switch => None,
        };
        values.push(param.name, value.map_or("yes", String::as_str));
    }
    Ok(values)
}

/// Words separated by blanks; what stands in double quotation marks is one word.
fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// `-11h 23m` as a span, in days, hours and minutes.
fn span(typed: &str) -> Option<TimeDelta> {
    let mut span = TimeDelta::zero();
    for (count, unit) in parts(typed)? {
        span += match unit {
            "d" => TimeDelta::try_days(count)?,
            "h" => TimeDelta::try_hours(count)?,
            "m" => TimeDelta::try_minutes(count)?,
            _ => return None,
        };
    }
    Some(span)
}

/// `-12mo-3d` from `today`: months first, then days.
fn day(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let mut day = today;
    for (count, unit) in parts(typed)? {
        day = match unit {
            "mo" => {
                let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
                if count < 0 {
                    day.checked_sub_months(months)?
                } else {
                    day.checked_add_months(months)?
                }
            }
            "d" => day.checked_add_signed(TimeDelta::try_days(count)?)?,
            _ => return None,
        };
    }
    Some(day)
}

/// Numbers with their units; a sign holds until the next one.
fn parts(typed: &str) -> Option<Vec<(i64, &str)>> {
    let mut parts = Vec::new();
    let mut rest = typed.trim();
    let mut sign = 1;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('-') {
            (sign, rest) = (-1, behind);
        } else if let Some(behind) = rest.strip_prefix('+') {
            (sign, rest) = (1, behind);
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, behind) = rest.split_at(digits);
        let end = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at(end);
        parts.push((sign * number.parse::<i64>().ok()?, unit));
        rest = behind.trim_start();
    }
    (!parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    #[test]
    fn spans_and_days_are_read() {
        assert_eq!(span("-11h 23m"), Some(TimeDelta::minutes(-683)));
        assert_eq!(span("-3d 2h"), Some(TimeDelta::hours(-74)));
        let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        assert_eq!(day("-1mo-2d", today), NaiveDate::from_ymd_opt(2026, 2, 26));
        assert_eq!(day("-12mo+1d", today), NaiveDate::from_ymd_opt(2025, 4, 1));
        for typed in ["", "3", "-", "3y", "x"] {
            assert_eq!(span(typed), None, "{typed}");
            assert_eq!(day(typed, today), None, "{typed}");
        }
    }

    #[test]
    fn words_become_a_verb_and_its_values() {
        let step = |run: &str| Step {
            at: TimeDelta::zero(),
            who: "mira".to_owned(),
            run: run.to_owned(),
            story: 0,
        };
        let now = from_millis(1_750_000_000_000);
        let (verb, values) = step("notice sent @ --customer \"Acme GmbH\" --by email --has all")
            .verb("Q7K4", now)
            .unwrap();
        assert_eq!(verb.words, "notice sent");
        assert_eq!(values.get("code"), Some("Q7K4"));
        assert_eq!(values.get("customer"), Some("Acme GmbH"));
        let (verb, values) = step("vendor add Relay --renewal @+1d --new").verb("", now).unwrap();
        assert_eq!(verb.words, "vendor add");
        assert_eq!(values.get("renewal"), Some("2025-06-16"));
        assert!(values.is_on("new"));
        assert!(step("dance @").verb("Q7K4", now).is_err());
        assert!(step("log @ one two").verb("Q7K4", now).is_err());
        assert!(step("vendor add X --renewal @soon").verb("", now).is_err());
    }
}
