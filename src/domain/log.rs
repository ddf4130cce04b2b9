//! One line of a log, in words: what a person reads of a fact.

use serde::Serialize;

use super::fact::FactId;
use crate::clock::Moment;

/// How a line stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Somebody's own words.
    Plain,
    /// Written by the machinery: dim.
    Quiet,
    /// A revision: bold.
    Revision,
    /// A breach: marked.
    Breach,
    /// A notice that went out: ticked.
    Sent,
}

/// One line of a log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogLine {
    /// The fact behind it.
    pub fact: FactId,
    /// Local position in the journal, for paging.
    pub pos: i64,
    /// When it happened.
    pub at: Moment,
    /// When it was written down.
    pub recorded_at: Moment,
    /// Who wrote it.
    pub who: String,
    /// Phase, or what kind of line it is.
    pub column: String,
    /// The words.
    pub words: String,
    /// How it stands.
    pub weight: Weight,
    /// Short id, of entries.
    pub entry: Option<String>,
    /// Why it was struck out, if it was.
    pub struck: Option<String>,
    /// Why it was expunged, if it was.
    pub expunged: Option<String>,
    /// It was taken back.
    pub undone: bool,
}

impl LogLine {
    /// Was it written down noticeably later than it happened? A minute is forgiven.
    pub fn is_back_dated(&self) -> bool {
        self.recorded_at - self.at >= chrono::TimeDelta::minutes(1)
    }
}
