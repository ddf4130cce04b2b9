//! A letter as people write it in a file: a subject line, then Markdown whose headings name their part.
//!
//! ```text
//! Subject: An incident that concerns your data
//!
//! Dear {{ customer }} team,
//!
//! ## What happened {#nature}
//!
//! …
//!
//! ## {#closing}
//!
//! mira, security lead
//! ```

use std::fmt;

use super::{Letter, Part};

/// The heading that ends the parts.
const CLOSING: &str = "closing";

/// Why a file is no letter: the line, counted from 1, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub why: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl Letter {
    /// Reads a letter as people write it.
    pub fn from_source(source: &str) -> Result<Self, SourceError> {
        let mut letter = Self::default();
        let mut lines = (1..).zip(source.lines()).skip_while(|(_, line)| line.trim().is_empty());
        let error = |line: usize, why: &str| SourceError {
            line,
            why: why.to_owned(),
        };
        let first = lines
            .next()
            .ok_or_else(|| error(1, "there is nothing in it; it begins with `Subject: …`"))?;
        match first.1.split_once(':') {
            Some((word, subject)) if word.trim().eq_ignore_ascii_case("subject") => {
                subject.trim().clone_into(&mut letter.subject);
            }
            _ => return Err(error(first.0, "it begins with `Subject: …`")),
        }
        let mut is_closed = false;
        for (number, line) in lines {
            match heading(line) {
                Some((_, CLOSING)) => is_closed = true,
                Some((heading, key)) => {
                    if is_closed {
                        return Err(error(number, "a part stands after the closing"));
                    }
                    if heading.is_empty() {
                        return Err(error(number, "the heading has no words"));
                    }
                    if letter.part(key).is_some() {
                        return Err(error(number, &format!("there are two parts called {key}")));
                    }
                    letter.parts.push(Part {
                        key: key.to_owned(),
                        heading: heading.to_owned(),
                        text: String::new(),
                    });
                }
                None => {
                    let text = match letter.parts.last_mut() {
                        _ if is_closed => &mut letter.closing,
                        Some(part) => &mut part.text,
                        None => &mut letter.opening,
                    };
                    text.push_str(line.strip_prefix('\\').filter(|rest| is_heading(rest)).unwrap_or(line));
                    text.push('\n');
                }
            }
        }
        let tidy = |text: &mut String| *text = text.trim_matches('\n').trim_end().to_owned();
        tidy(&mut letter.opening);
        tidy(&mut letter.closing);
        letter.parts.iter_mut().for_each(|part| tidy(&mut part.text));
        Ok(letter)
    }

    /// Writes it as people write it; [`Letter::from_source`] reads it back.
    pub fn to_source(&self) -> String {
        let mut source = format!("Subject: {}\n", self.subject.replace('\n', " "));
        let mut add = |heading: Option<String>, text: &str| {
            if let Some(heading) = heading {
                source.push('\n');
                source.push_str(&heading);
                source.push('\n');
            }
            if !text.trim().is_empty() {
                source.push('\n');
            }
            for line in text.trim_matches('\n').lines() {
                // A line that would be read as a heading of ours is told apart.
                if is_heading(line) {
                    source.push('\\');
                }
                source.push_str(line);
                source.push('\n');
            }
        };
        add(None, &self.opening);
        for part in &self.parts {
            add(Some(format!("## {} {{#{}}}", part.heading, part.key)), &part.text);
        }
        add(Some(format!("## {{#{CLOSING}}}")), &self.closing);
        source
    }
}

/// Is it a heading of ours, or one that was told apart?
fn is_heading(line: &str) -> bool {
    heading(line.trim_start_matches('\\')).is_some()
}

/// The words and the key of a heading that names a part: `## What happened {#nature}`.
fn heading(line: &str) -> Option<(&str, &str)> {
    let inside = line.strip_prefix("## ")?.trim_end().strip_suffix('}')?;
    let (words, key) = inside.rsplit_once("{#")?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    is_key.then(|| (words.trim(), key))
}
