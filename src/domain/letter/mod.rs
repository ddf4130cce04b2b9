//! A letter: the text of a notice, in its parts (IR-12).
//!
//! One letter may serve many recipients: what differs between them stands in it as `{{ customer }}` and is filled in for
//! each. A blank, `[? like this]`, is a place that somebody still has to fill; no letter goes out with one.
//! Invariant: [`Letter::text_for`] is exactly what goes out, and what is kept of it.

mod parts;
mod source;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use parts::{Fullness, NOT_YET_KNOWN, Part, blanks};
pub use source::SourceError;

use crate::text::sha256;

/// What differs from one recipient to the next, by the name that stands in the letter, such as `customer`.
pub type Fields = BTreeMap<String, String>;

/// The text of a notice before it is filled in for one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Letter {
    /// The template it was begun from; `None` where it was written freely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<FromTemplate>,
    /// One line.
    pub subject: String,
    /// What stands before the first heading.
    pub opening: String,
    /// The parts, in order; each has a key of its own.
    pub parts: Vec<Part>,
    /// What stands after the last part.
    pub closing: String,
}

/// Which text of which template a letter was begun from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromTemplate {
    /// Its name, such as `customer-notice`.
    pub name: String,
    /// Its version, as its author counts.
    pub version: String,
    /// SHA-256 of its file, in hexadecimal.
    pub digest: String,
}

impl Letter {
    /// SHA-256 of its text as people write it, in hexadecimal.
    pub fn digest(&self) -> String {
        sha256(self.to_source().as_bytes())
    }

    /// The part of this key.
    pub fn part(&self, key: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.key == key)
    }

    /// The keys among `needed` whose part is missing, empty, or has a blank.
    pub fn lacks<'a>(&self, needed: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let lacking = needed.into_iter().filter(|key| {
            let fullness = self.part(key).map_or(Fullness::Missing, Part::fullness);
            matches!(fullness, Fullness::Missing | Fullness::Blank(_))
        });
        lacking.map(str::to_owned).collect()
    }

    /// The keys of the parts that say "not yet known".
    pub fn unknown(&self) -> Vec<String> {
        let unknown = self
            .parts
            .iter()
            .filter(|part| matches!(part.fullness(), Fullness::Unknown));
        unknown.map(|part| part.key.clone()).collect()
    }

    /// Every blank that is left anywhere in it.
    pub fn blanks(&self) -> Vec<&str> {
        let parts = self.parts.iter().map(|part| part.text.as_str());
        let texts = [self.subject.as_str(), &self.opening].into_iter().chain(parts);
        texts.chain([self.closing.as_str()]).flat_map(blanks).collect()
    }

    /// The letter with every `{{ field }}` filled in; a field nobody knows becomes a blank that names it.
    #[must_use]
    pub fn filled(&self, fields: &Fields) -> Self {
        let fill = |text: &str| fill(text, fields);
        Self {
            template: self.template.clone(),
            subject: fill(&self.subject).replace('\n', " "),
            opening: fill(&self.opening),
            parts: self
                .parts
                .iter()
                .map(|part| Part {
                    text: fill(&part.text),
                    ..part.clone()
                })
                .collect(),
            closing: fill(&self.closing),
        }
    }

    /// What goes out to one recipient: Markdown, the subject on the first line, each part under its heading.
    ///
    /// Parts without words are left out.
    pub fn text_for(&self, fields: &Fields) -> String {
        let filled = self.filled(fields);
        let mut text = format!("Subject: {}\n", filled.subject.trim());
        let mut add = |block: &str| {
            if !block.trim().is_empty() {
                text.push('\n');
                text.push_str(block.trim_matches('\n').trim_end());
                text.push('\n');
            }
        };
        add(&filled.opening);
        for part in filled.parts.iter().filter(|part| !part.text.trim().is_empty()) {
            add(&format!("## {}", part.heading));
            add(&part.text);
        }
        add(&filled.closing);
        text
    }
}

/// Fills in `{{ name }}`; braces that hold no plain name stay as they are.
fn fill(text: &str, fields: &Fields) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        let (before, from) = rest.split_at(open);
        filled.push_str(before);
        let inside = from.find("}}").map(|close| (&from[2..close], &from[close + 2..]));
        match inside {
            Some((name, after)) if is_name(name.trim()) => {
                let value = fields.get(name.trim());
                // What comes from outside never makes a blank or a field of its own.
                let value = value.map_or_else(|| format!("[? {}]", name.trim()), |value| value.replace("[?", "[ ?"));
                filled.push_str(&value);
                rest = after;
            }
            _ => {
                filled.push_str("{{");
                rest = &from[2..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests;
