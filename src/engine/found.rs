//! The lines of an incident's log that hold given words, however long the log is.

use super::reminders::{self, among};
use super::views::IncidentView;
use crate::clock::to_millis;
use crate::domain::incident::words::log_line;
use crate::domain::log::{LogLine, sought};
use crate::domain::{State, Subject, SubjectKind};
use crate::error::Failure;
use crate::store::{Cursor, Store};

/// How many matching lines that people or verbs wrote are kept, the newest; all are counted.
const MOST: usize = 2000;
/// How many lines are looked at before the next ones are read.
const PAGE: u32 = 2000;

/// What a search in a log has found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// Id of the incident.
    pub id: String,
    /// The words it was asked for, as typed.
    pub words: String,
    /// The newest lines that match, oldest first.
    pub lines: Vec<LogLine>,
    /// How many lines match.
    pub count: u64,
    /// How many lines the log has.
    pub all: u64,
}

impl Found {
    /// Is it what these words find in this incident?
    pub fn is_of(&self, view: &IncidentView) -> bool {
        self.id == view.incident.id
    }
}

/// Looks through the whole log of an incident, and through what was said of its deadlines.
pub fn find(store: &Store, id: &str, words: &str) -> Result<Found, Failure> {
    let mut found = Found {
        id: id.to_owned(),
        words: words.to_owned(),
        ..Found::default()
    };
    let subject = Subject::new(SubjectKind::Incident, id);
    let Some(State::Incident(incident)) = store.snapshot(&subject)?.map(|snapshot| snapshot.state) else {
        return Ok(found);
    };
    let parts = sought(words);
    let mut before = None;
    let mut is_last = false;
    while !is_last {
        let page = store.log(&subject, before, PAGE)?;
        before = page.last().map(|(pos, recorded)| Cursor {
            at: to_millis(recorded.envelope.happened_at),
            row: *pos,
        });
        is_last = page.len() < PAGE as usize;
        found.all += page.len() as u64;
        for (pos, recorded) in page {
            let line = log_line(&incident, pos, &recorded, store.book());
            if line.holds(&parts) {
                found.count += 1;
                if found.lines.len() < MOST {
                    found.lines.push(line);
                }
            }
        }
    }
    found.lines.reverse();
    let is_cut = found.count > MOST as u64;
    let mut said = reminders::lines(store, &subject, u32::MAX)?;
    found.all += said.len() as u64;
    said.retain(|line| line.holds(&parts));
    found.count += said.len() as u64;
    // Where older matches were left out, what was said among them is too.
    let since = found.lines.first().map(|line| line.at).filter(|_| is_cut);
    said.retain(|line| since.is_none_or(|since| line.at >= since));
    found.lines = among(found.lines, said);
    Ok(found)
}
