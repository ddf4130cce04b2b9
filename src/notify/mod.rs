//! A workshop: carries a message to a person, on each way that reaches one (DL-5). One way a file.
//!
//! May import `domain`, `policy` and the foundation, and the libraries of D-Bus. What is said, to whom and when is
//! decided elsewhere: this room is given a [`Message`](crate::domain::reminder::Message) and says whether it arrived.
//! Invariant: **words from outside never act**. They become one line, or lines, of text that can be seen, then they are
//! put into the language of the way: markup, an escape sequence, JSON.
//! Start reading at [`Channel`]; then [`terminal`] (bytes alone), [`command`] (a program of the person's own) and
//! [`desktop`] (D-Bus).

pub mod command;
pub mod desktop;
pub mod terminal;
mod words;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::cut;

/// A way on which a message reaches a person (DL-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A notification of the desktop, over D-Bus.
    Desktop,
    /// The bell and a notification of the terminal itself.
    Terminal,
    /// A program of the person's own.
    Command,
}

impl Channel {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Desktop, Self::Terminal, Self::Command];

    /// The word in files and lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Terminal => "terminal",
            Self::Command => "command",
        }
    }

    /// The way that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Why a message did not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreached {
    /// One line without a full stop, at most [`Unreached::LONGEST`] cells; nothing in it is hidden.
    pub why: String,
}

impl Unreached {
    /// The most cells of a reason.
    pub const LONGEST: usize = 200;

    /// Makes a reason of words that may be hostile.
    pub fn new(why: impl AsRef<str>) -> Self {
        let line = words::line(why.as_ref(), 4 * Self::LONGEST);
        Self {
            why: cut(&line, Self::LONGEST, '…').into_owned(),
        }
    }
}

impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Unreached {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{is_hidden, width};

    #[test]
    fn every_word_reads_back_as_its_way() {
        for channel in Channel::ALL {
            assert_eq!(Channel::from_word(channel.word()), Some(channel));
            assert_eq!(serde_json::to_string(&channel).unwrap(), format!("\"{channel}\""));
        }
        assert_eq!(Channel::from_word("pigeon"), None);
    }

    #[test]
    fn a_reason_is_one_short_line_that_can_be_seen() {
        let reason = Unreached::new(format!("  no\u{1b}[31m\r\nbus {}", "x\u{301}".repeat(900)));
        assert!(reason.why.starts_with("no␛[31m bus x"), "{reason}");
        assert!(width(&reason.why) <= Unreached::LONGEST && !reason.why.chars().any(is_hidden));
        assert_eq!(Unreached::new("exit 3").to_string(), "exit 3");
    }
}
