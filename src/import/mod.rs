//! A workshop: reads what other programs wrote and says it in commands. One language a file.
//!
//! May import `domain`, `policy` and the foundation, and the readers of CSV and JSON; it opens no file and no store.
//! Invariant: **a line is taken whole or not at all**, and one that is not taken is named with its number and the reason.
//! Words are kept as they were given: what is hostile in them is made visible where they are shown.
//! Start reading at [`incidents`]; then [`vendors`], which has to know what the register says already.

mod cells;
pub mod customers;
pub mod incidents;
pub mod times;
pub mod vendors;

use crate::domain::Command;

/// The longest line that is read, in bytes.
pub const LONGEST_LINE: usize = 1 << 20;

/// What a file came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// Lines that were understood, in their order.
    pub lines: Vec<Line>,
    /// Lines that were not.
    pub bad: Vec<BadLine>,
    /// Things worth knowing that are not in the way, as sentences without a full stop.
    pub notes: Vec<String>,
}

/// A line that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What it asks for.
    pub command: Command,
}

/// A line that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Why, in words without a full stop; what is quoted from the file is still as hostile as it was.
    pub reason: String,
}

impl Parsed {
    fn good(&mut self, number: usize, command: Command) {
        self.lines.push(Line { number, command });
    }

    fn bad(&mut self, number: usize, reason: impl Into<String>) {
        let reason = reason.into();
        self.bad.push(BadLine { number, reason });
    }
}

/// Why a whole file cannot be read, in words without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// Without the mark some programs put before UTF-8.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The beginning of what was given, for a message.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LONGEST).collect();
    short.push('…');
    short
}
