//! What a person is told, in plain words that every channel can show.
//!
//! Titles and names come from outside: a message carries them as they are, and each channel makes them harmless in its
//! own language.

use serde::{Deserialize, Serialize};

use crate::clock::Moment;

/// How much a message may disturb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// Can wait for the morning.
    Low,
    /// Worth a look now.
    Normal,
    /// Somebody must act now.
    Critical,
}

impl Urgency {
    /// The word in files and lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::Critical => "critical",
        }
    }
}

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageKind {
    /// About one deadline.
    Reminder,
    /// About everything that could wait for the morning.
    Digest,
    /// Asked for, to see whether it arrives.
    Test,
}

/// One deadline that a message is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its full name, such as `Q7K4/notice/acme-gmbh`.
    pub deadline: String,
    /// Code of the incident, or name of the vendor.
    pub label: String,
    /// Title of the subject.
    pub title: String,
    /// Which threshold has come up: `48 h`, `due`, `late 4 h`.
    pub threshold: String,
    /// When it is due.
    pub due_at: Moment,
    /// Is it past due?
    pub is_late: bool,
    /// The requirement it comes from.
    pub requirement: String,
}

/// One message to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Names the message. Said again, it has the same key, so that it replaces what is still on a screen.
    pub key: String,
    /// What kind of message it is.
    pub kind: MessageKind,
    /// How much it may disturb.
    pub urgency: Urgency,
    /// Who is told.
    pub person: String,
    /// One line.
    pub title: String,
    /// Further lines; may be empty.
    pub body: String,
    /// What it is about, the earliest due first; of a large digest only the beginning.
    pub about: Vec<About>,
    /// How many more it is about.
    pub more: usize,
}

impl Message {
    /// Is it about the deadline of this name?
    pub fn is_about(&self, name: &str) -> bool {
        self.about.iter().any(|about| about.deadline == name)
    }

    /// The deadline it is about, where it is about one: then it can be acknowledged or snoozed.
    pub fn single(&self) -> Option<&About> {
        match self.about.as_slice() {
            [one] if self.more == 0 && self.kind == MessageKind::Reminder => Some(one),
            _ => None,
        }
    }
}
