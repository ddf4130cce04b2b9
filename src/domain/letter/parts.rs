//! One part of a letter, and how full it is.

use serde::{Deserialize, Serialize};

/// What a person writes where a part is not known; it asks for a follow-up.
pub const NOT_YET_KNOWN: &str = "not yet known";

/// One part of a letter under its heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Part {
    /// Stable name, such as `nature`.
    pub key: String,
    /// What stands above it, one line.
    pub heading: String,
    /// What stands in it: Markdown, perhaps with fields and blanks.
    pub text: String,
}

/// How full a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fullness {
    /// It says something; so many words.
    Written(usize),
    /// One of its lines says that something is not yet known.
    Unknown,
    /// It has a blank left; the first of them.
    Blank(String),
    /// Nothing stands in it.
    Missing,
}

impl Part {
    /// How full it is.
    pub fn fullness(&self) -> Fullness {
        let blank = blanks(&self.text).first().map(|blank| (*blank).to_owned());
        let words = without_blanks(&self.text).split_whitespace().count();
        match blank {
            _ if words == 0 => Fullness::Missing,
            Some(blank) => Fullness::Blank(blank),
            None if self.text.lines().any(is_unknown) => Fullness::Unknown,
            None => Fullness::Written(words),
        }
    }
}

fn is_unknown(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['-', '*']).trim();
    line.trim_end_matches('.').eq_ignore_ascii_case(NOT_YET_KNOWN)
}

/// The words of each blank, `[? words]`, in order. One that nobody has closed, `[? words`, holds the rest of its line: it
/// is a blank all the same.
pub fn blanks(text: &str) -> Vec<&str> {
    text.split("[?").skip(1).map(|after| parted(after).0.trim()).collect()
}

/// What stands in a blank, and what behind it; `after` is what follows its beginning.
fn parted(after: &str) -> (&str, &str) {
    after
        .split_once(']')
        .unwrap_or_else(|| after.split_at(after.find('\n').unwrap_or(after.len())))
}

fn without_blanks(text: &str) -> String {
    let mut pieces = text.split("[?");
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        kept.push_str(parted(piece).1);
    }
    kept
}
