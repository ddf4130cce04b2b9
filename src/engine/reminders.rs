//! What was said of deadlines, to whom and how: as a list, and as lines on an incident's log (DL-4).

use chrono::TimeDelta;

use crate::clock::Moment;
use crate::domain::log::{LogLine, Weight};
use crate::domain::{FactId, Subject};
use crate::error::Failure;
use crate::store::Store;
use crate::store::reminders::Said;
pub use crate::store::reminders::Saying;

/// What is shown on several ways within this time is one line on a log.
const TOGETHER: TimeDelta = TimeDelta::minutes(1);

/// One message to one person on one way, and the deadlines it was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// When it was shown, given up, or claimed.
    pub at: Moment,
    /// To whom.
    pub person: String,
    /// The word of the way.
    pub channel: String,
    /// Where it stands.
    pub saying: Saying,
    /// Title of the message.
    pub words: String,
    /// Where it was shown, or why it was not.
    pub outcome: String,
    /// Full names of its deadlines.
    pub deadlines: Vec<String>,
    /// The thresholds that had come up.
    pub thresholds: Vec<String>,
    /// Tells lines of one moment apart.
    id: i64,
}

/// The latest tellings, newest first, so many: of all subjects, or of one.
pub fn tellings(store: &Store, of: Option<&Subject>, limit: u32) -> Result<Vec<Telling>, Failure> {
    // A digest is one telling of many rows.
    let mut rows = limit;
    loop {
        let said = match of {
            Some(subject) => store.reminders_of(subject, rows)?,
            None => store.reminders(rows)?,
        };
        let is_all = said.len() < rows as usize;
        let mut tellings = grouped(said);
        if is_all || tellings.len() > limit as usize || rows == u32::MAX {
            tellings.truncate(limit as usize);
            return Ok(tellings);
        }
        rows = rows.saturating_mul(8);
    }
}

fn grouped(said: Vec<Said>) -> Vec<Telling> {
    let mut tellings: Vec<Telling> = Vec::new();
    for one in said {
        match tellings.last_mut().filter(|telling| is_of(telling, &one)) {
            Some(telling) => telling.add(&one),
            None => tellings.push(Telling::of(&one)),
        }
    }
    tellings
}

/// Rows of one message were settled together.
fn is_of(telling: &Telling, one: &Said) -> bool {
    telling.at == one.said_at
        && telling.person == one.to.person
        && telling.channel == one.to.channel
        && telling.saying == one.saying
        && telling.words == one.words
}

impl Telling {
    fn of(one: &Said) -> Self {
        let mut telling = Self {
            at: one.said_at,
            person: one.to.person.clone(),
            channel: one.to.channel.clone(),
            saying: one.saying,
            words: one.words.clone(),
            outcome: one.outcome.clone(),
            deadlines: Vec::new(),
            thresholds: Vec::new(),
            id: one.id,
        };
        telling.add(one);
        telling
    }

    fn add(&mut self, one: &Said) {
        // The plan's own name of what is said of one due time ends with that time; people know which it is.
        let threshold = match one.slot.threshold.rsplit_once(' ') {
            Some((words, time)) if time.ends_with('Z') => words,
            _ => one.slot.threshold.as_str(),
        };
        for (list, word) in [
            (&mut self.deadlines, one.slot.name.as_str()),
            (&mut self.thresholds, threshold),
        ] {
            if !list.iter().any(|known| known == word) {
                list.insert(0, word.to_owned());
            }
        }
    }

    /// `Told mira by desktop: 8 h left: tell Acme GmbH, Q7K4`.
    pub fn sentence(&self) -> String {
        let Self {
            person,
            channel,
            words,
            outcome,
            ..
        } = self;
        match self.saying {
            Saying::Shown => format!("Told {person} by {channel}: {words}"),
            Saying::Failed => format!("Could not tell {person} by {channel}, {outcome}: {words}"),
            Saying::Claimed => format!("About to tell {person} by {channel}"),
        }
    }

    /// Was the same shown to the same person at the same time, on another way?
    fn is_same_news(&self, other: &Self) -> bool {
        self.saying == Saying::Shown
            && other.saying == Saying::Shown
            && self.person == other.person
            && self.words == other.words
            && (self.at - other.at).abs() < TOGETHER
    }

    fn and_by(&mut self, other: &Self) {
        // They come newest first; the first to be shown is named first.
        self.channel = format!("{} and {}", other.channel, self.channel);
        self.at = other.at;
    }

    fn stood_in_for(&self, failed: &Self) -> bool {
        self.saying == Saying::Shown
            && self.person == failed.person
            && failed.deadlines.iter().all(|one| self.deadlines.contains(one))
            && failed.thresholds.iter().all(|one| self.thresholds.contains(one))
    }

    fn line(&self) -> LogLine {
        LogLine {
            // No fact stands behind it.
            fact: FactId {
                series: String::new(),
                seq: 0,
            },
            pos: -self.id,
            at: self.at,
            recorded_at: self.at,
            who: "–".to_owned(),
            column: "reminder".to_owned(),
            words: self.sentence(),
            weight: Weight::Quiet,
            entry: None,
            struck: None,
            expunged: None,
            undone: false,
            marked: None,
        }
    }
}

/// A log, oldest line first, with what was said of the subject's deadlines between its lines. `limit`: how many lines it
/// holds at most; of a log that was cut, what was said before its first line is left out too.
pub fn with_reminders(
    store: &Store,
    subject: &Subject,
    log: Vec<LogLine>,
    limit: u32,
) -> Result<Vec<LogLine>, Failure> {
    let is_cut = log.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let since = log.first().map(|line| line.at).filter(|_| is_cut);
    let mut said = lines(store, subject, limit)?;
    said.retain(|line| since.is_none_or(|since| line.at >= since));
    Ok(among(log, said))
}

/// A log, oldest line first, with more lines in their places.
pub fn among(mut log: Vec<LogLine>, more: Vec<LogLine>) -> Vec<LogLine> {
    if !more.is_empty() {
        log.extend(more);
        // Stable: what happened in one moment stays in the order in which it was written.
        log.sort_by_key(|line| line.at);
    }
    log
}

/// What was said of a subject's deadlines, of the latest `limit` reminders, as lines of its log.
pub fn lines(store: &Store, subject: &Subject, limit: u32) -> Result<Vec<LogLine>, Failure> {
    let said = tellings(store, Some(subject), limit)?;
    let mut fresh: Vec<Telling> = Vec::new();
    for one in &said {
        match fresh.iter_mut().find(|known| known.is_same_news(one)) {
            Some(known) => known.and_by(one),
            // Where one way stood in for another, what matters is that it was heard.
            None if one.saying == Saying::Failed && said.iter().any(|other| other.stood_in_for(one)) => {}
            None => fresh.push(one.clone()),
        }
    }
    Ok(fresh.iter().map(Telling::line).collect())
}
