//! One line of a log, in words: what a person reads of a fact.

use serde::Serialize;

use super::fact::FactId;
use super::incident::notice::Marked;
use crate::clock::Moment;
use crate::text::fold_name;

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
    /// Who may read it, where somebody has said (IR-13).
    pub marked: Option<Marked>,
}

impl LogLine {
    /// Was it written down noticeably later than it happened? A minute is forgiven.
    pub fn is_back_dated(&self) -> bool {
        is_back_dated(self.at, self.recorded_at)
    }

    /// Does it hold all these words, each [`sought`]? Author, phase and the reason of a mark count too, and the
    /// whole id.
    pub fn holds(&self, parts: &[String]) -> bool {
        let marks = [&self.struck, &self.expunged].into_iter().flatten();
        let all = [&self.who, &self.column, &self.words].into_iter().chain(marks);
        let text = fold_name(&all.map(String::as_str).collect::<Vec<_>>().join(" "));
        let id = self.entry.as_deref();
        parts
            .iter()
            .all(|part| text.contains(part.as_str()) || id == Some(part))
    }
}

/// Was what happened `at` some time written down noticeably later? A minute is forgiven.
pub fn is_back_dated(at: Moment, recorded_at: Moment) -> bool {
    recorded_at - at >= chrono::TimeDelta::minutes(1)
}

/// The words a person looks for, as [`LogLine::holds`] wants them: letter case does not count.
pub fn sought(words: &str) -> Vec<String> {
    fold_name(words)
        .split(' ')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    fn line(words: &str) -> LogLine {
        LogLine {
            fact: FactId {
                series: String::new(),
                seq: 1,
            },
            pos: 1,
            at: from_millis(0),
            recorded_at: from_millis(0),
            who: "jonas".to_owned(),
            column: "Contain".to_owned(),
            words: words.to_owned(),
            weight: Weight::Plain,
            entry: Some("k3f".to_owned()),
            struck: Some("wrong host".to_owned()),
            expunged: None,
            undone: false,
            marked: None,
        }
    }

    #[test]
    fn every_word_must_be_there_in_any_letter_case_and_order() {
        let line = line("Blocked the Straße token");
        for words in [
            "",
            "TOKEN block",
            "strasse",
            "JONAS contain",
            "k3f",
            "wrong",
            "oke",
            "token K3F",
        ] {
            assert!(line.holds(&sought(words)), "{words}");
        }
        for words in ["token gone", "mira", "k3", "blockedthe"] {
            assert!(!line.holds(&sought(words)), "{words}");
        }
    }
}
