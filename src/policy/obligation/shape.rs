//! What a rule consists of, as it lies in memory, in a file and in an adopted policy.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::anchor::Anchor;
use crate::policy::problem::suggestion;
use crate::policy::shape::Keyed;
use crate::policy::window::Window;

/// Who must be told what, by when, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// Stable name, such as `gdpr-33-1`.
    pub key: String,
    /// What people read in a list.
    pub title: String,
    /// Where it holds.
    pub jurisdiction: String,
    /// Where it is written.
    pub citation: String,
    /// An address to read it at, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The day on which the source was read last.
    pub checked_on: NaiveDate,
    /// Whether it binds, and by what.
    pub status: Status,
    /// Whom it binds, in a few words.
    pub applies_to: String,
    /// In which role it binds the company (IR-13).
    pub role: Bound,
    /// What is counted from which anchor; never empty.
    #[serde(rename = "clock")]
    pub counts: Vec<Count>,
    /// Which of several due times counts.
    #[serde(default, skip_serializing_if = "Combine::is_earliest")]
    pub combine: Combine,
    /// How it is counted, in sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counting: Vec<String>,
    /// A milder reading, told and never counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lenient: Option<String>,
    /// Who is told.
    pub recipient: String,
    /// What has to be in it.
    pub contents: Vec<String>,
    /// Whether it may be told in parts.
    pub phased: bool,
    /// Whether the rule itself asks for the reasons of a late one.
    pub late_needs_reason: bool,
    /// How long before it is due it is said, the longest first; as for every obligation where it is empty (DL-3).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<Window>,
    /// What else is worth knowing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Keyed for Obligation {
    fn key(&self) -> &str {
        &self.key
    }
}

impl Obligation {
    /// Its clock in words: "4 h from classified-major or 24 h from aware, the earliest still open".
    pub fn clock_words(&self) -> String {
        let counts: Vec<String> = self.counts.iter().map(ToString::to_string).collect();
        let words = counts.join(" or ");
        match self.combine {
            _ if counts.len() < 2 => words,
            Combine::Earliest => format!("{words}, the earliest"),
            Combine::Latest => format!("{words}, the latest"),
            Combine::EarliestStillOpen => format!("{words}, the earliest still open"),
        }
    }

    /// The rules whose submission starts a clock of this one.
    pub fn follows(&self) -> impl Iterator<Item = &str> {
        self.counts.iter().filter_map(|count| match &count.from {
            Anchor::Submission(rule) => Some(rule.as_str()),
            _ => None,
        })
    }
}

/// So long from such an anchor: "72h from aware", "without undue delay from assessed".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// How long; `None` where the source names no number.
    pub within: Option<Window>,
    /// From when.
    pub from: Anchor,
}

/// What stands for a length where the source names no number.
const AT_ONCE: &str = "without undue delay";

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.within {
            Some(window) => write!(f, "{window} from {}", self.from),
            None => write!(f, "{AT_ONCE} from {}", self.from),
        }
    }
}

impl FromStr for Count {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (length, anchor) = text.rsplit_once(" from ").ok_or_else(|| {
            format!("`{text}` is no clock; write one like \"72h from aware\" or \"{AT_ONCE} from assessed\"")
        })?;
        let within = if length.trim().eq_ignore_ascii_case(AT_ONCE) {
            None
        } else {
            Some(length.parse::<Window>().map_err(|error| error.to_string())?)
        };
        let from = anchor.parse::<Anchor>().map_err(|error| error.to_string())?;
        Ok(Self { within, from })
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A choice among a few words: its names, how it is written and how it is read.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$of:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$of])* $variant,)+
        }

        impl $name {
            /// Each of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its word in a file.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let words: Vec<&str> = Self::ALL.iter().map(|one| one.word()).collect();
                let found = Self::ALL.iter().find(|one| one.word().eq_ignore_ascii_case(text.trim()));
                found.copied().ok_or_else(|| {
                    let near = suggestion(text, words.iter().copied());
                    format!("unknown {} `{text}`, write one of {}{near}", $what, words.join(", "))
                })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

words! {
    /// Whether a rule binds, and by what.
    Status, "status" {
        /// It is law today.
        InForce = "in-force",
        /// It is not law yet.
        Proposed = "proposed",
        /// A contract or the rules of a scheme ask for it.
        Contract = "contract",
        /// The company has decided so itself.
        Policy = "policy",
    }
}

words! {
    /// In which role a rule binds the company (IR-13).
    Bound, "role" {
        /// It decides what the data is for.
        Controller = "controller",
        /// It works on data for a customer.
        Processor = "processor",
        /// Either way.
        Any = "any",
    }
}

words! {
    /// Which of several due times counts.
    Combine, "way to combine" {
        /// The earliest of those whose anchor has come.
        Earliest = "earliest",
        /// The latest, once every anchor has come.
        Latest = "latest",
        /// Nothing before the first anchor has come; then the earliest that had not run out by then.
        EarliestStillOpen = "earliest-still-open",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the words macro makes the enum, and only this one has a default"
)]
impl Default for Combine {
    fn default() -> Self {
        Self::Earliest
    }
}

impl Combine {
    /// What holds where nothing is said.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    fn is_earliest(&self) -> bool {
        *self == Self::Earliest
    }
}
