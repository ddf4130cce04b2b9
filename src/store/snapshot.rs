//! Snapshots: the folded state of each subject, with the few columns that lists need.
//!
//! Invariant: a snapshot is what folding its subject's facts up to its watermark gives. It is written in the same
//! transaction as the facts; one of another version is folded anew when it is read.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::journal::Act;
use super::open::Store;
use super::read::facts_of;
use crate::clock::{Moment, to_millis};
use crate::domain::{Deadline, PolicyBook, Recorded, State, Subject, SubjectKind};
use crate::error::Failure;
use crate::text::fold_name;

/// Version of the state's shape. Raise it whenever a state gains or changes a field.
pub const VERSION: i64 = 8;

/// Where a subject stands, as the lists see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Open, or in use.
    Live,
    /// Closed with a clock running or a question open.
    WorkLeft,
    /// Closed.
    Closed,
    /// Merged into another.
    Merged,
    /// Taken back.
    Void,
}

impl Status {
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Live => 0,
            Self::WorkLeft => 1,
            Self::Closed => 2,
            Self::Merged => 8,
            Self::Void => 9,
        }
    }

    pub(super) fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Live,
            1 => Self::WorkLeft,
            2 => Self::Closed,
            8 => Self::Merged,
            _ => Self::Void,
        }
    }
}

/// Brings the snapshots of everything `recorded` speaks of up to date.
pub(super) fn absorb(act: &Act, recorded: &[(i64, Recorded)]) -> Result<(), Failure> {
    let mut done: Vec<&Subject> = Vec::new();
    for (_, one) in recorded {
        let subject = &one.envelope.subject;
        if done.contains(&subject) {
            continue;
        }
        done.push(subject);
        let theirs: Vec<&(i64, Recorded)> = recorded
            .iter()
            .filter(|(_, other)| other.envelope.subject == *subject)
            .collect();
        absorb_subject(act, subject, &theirs).map_err(|error| act.fault(error))?;
    }
    Ok(())
}

fn absorb_subject(act: &Act, subject: &Subject, facts: &[&(i64, Recorded)]) -> rusqlite::Result<()> {
    let row = act
        .tx
        .prepare_cached("SELECT id FROM subject WHERE key = ?1")?
        .query_row([&subject.id], |row| row.get(0))?;
    let before = act.snapshot(row)?;
    let last_stamp = before.as_ref().map_or(i64::MIN, |snapshot| snapshot.last_stamp);
    let mut anew = facts.iter().any(|(_, one)| one.envelope.stamp <= last_stamp);
    let mut state = before.map(|snapshot| snapshot.state);
    for (_, one) in facts {
        anew = anew || state.as_ref().is_some_and(|state| state.folds_anew(one));
        match &mut state {
            _ if anew => break,
            Some(state) => state.apply(one),
            None => state = State::begin(one),
        }
    }
    if anew {
        state = State::fold(facts_of(&act.tx, row)?);
    }
    let watermark = facts.iter().map(|(pos, _)| *pos).max().unwrap_or(0);
    let stamp = facts
        .iter()
        .map(|(_, one)| one.envelope.stamp)
        .max()
        .unwrap_or(0)
        .max(last_stamp);
    let written = match state {
        Some(state) => Some(Snapshot {
            row,
            status: write(&act.tx, row, &state, act.book(), watermark, stamp)?,
            state,
            watermark,
            last_stamp: stamp,
        }),
        None => None,
    };
    act.memo.replace(written);
    Ok(())
}

impl Act<'_> {
    /// The snapshot of one subject, by its row; parsed only where it is not the one this store saw last.
    pub(super) fn snapshot(&self, subject: i64) -> rusqlite::Result<Option<Snapshot>> {
        if let Some(memo) = self.memo.borrow().as_ref().filter(|memo| memo.row == subject) {
            let stands = self
                .tx
                .prepare_cached("SELECT status, watermark, last_stamp, version FROM snapshot WHERE subject = ?1")?
                .query_row([subject], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })
                .optional()?;
            if stands == Some((memo.status.number(), memo.watermark, memo.last_stamp, VERSION)) {
                return Ok(Some(memo.clone()));
            }
        }
        let loaded = load(&self.tx, subject)?;
        self.memo.replace(loaded.clone());
        Ok(loaded)
    }
}

/// A snapshot as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Row of the subject in this file.
    pub row: i64,
    /// Where it stands.
    pub status: Status,
    /// The folded state.
    pub state: State,
    /// Position of the last fact in it.
    pub watermark: i64,
    pub(super) last_stamp: i64,
}

/// The columns [`from_row`] reads, in its order.
pub(super) const COLUMNS: &str = "subject, status, watermark, last_stamp, version, state";

/// A snapshot from a row of [`COLUMNS`]; one of another version is folded anew.
pub(super) fn from_row(connection: &Connection, row: &Row) -> rusqlite::Result<Option<Snapshot>> {
    let subject: i64 = row.get(0)?;
    let json = row.get_ref(5)?.as_str()?;
    let state = if row.get::<_, i64>(4)? == VERSION {
        serde_json::from_str(json).ok()
    } else {
        None
    };
    let state = match state {
        Some(state) => Some(state),
        None => State::fold(facts_of(connection, subject)?),
    };
    let (status, watermark, last_stamp) = (Status::from_number(row.get(1)?), row.get(2)?, row.get(3)?);
    Ok(state.map(|state| Snapshot {
        row: subject,
        status,
        state,
        watermark,
        last_stamp,
    }))
}

/// The snapshot of one subject, by its row.
pub(super) fn load(connection: &Connection, subject: i64) -> rusqlite::Result<Option<Snapshot>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM snapshot WHERE subject = ?1"))?;
    let found = statement
        .query_row([subject], |row| from_row(connection, row))
        .optional()?;
    Ok(found.flatten())
}

impl Store {
    /// The snapshot of one subject.
    pub fn snapshot(&self, subject: &Subject) -> Result<Option<Snapshot>, Failure> {
        let run = || -> rusqlite::Result<Option<Snapshot>> {
            let row: Option<i64> = self
                .connection
                .prepare_cached("SELECT id FROM subject WHERE key = ?1")?
                .query_row([&subject.id], |row| row.get(0))
                .optional()?;
            match row {
                Some(row) => load(&self.connection, row),
                None => Ok(None),
            }
        };
        run().map_err(|error| self.fault(error))
    }
}

/// What the lists need of a state.
struct Listed<'a> {
    status: Status,
    rank: i64,
    label: &'a str,
    title: &'a str,
    sorted_at: i64,
    names: Vec<(i64, String)>,
}

fn listed<'a>(state: &'a State, book: &PolicyBook) -> Listed<'a> {
    match state {
        State::Incident(incident) => {
            let status = if incident.void {
                Status::Void
            } else if incident.has_work_left(book) {
                Status::WorkLeft
            } else if incident.is_closed() {
                Status::Closed
            } else {
                Status::Live
            };
            let closed = incident.closed.as_ref().and_then(|closing| closing.at);
            let sorted: Option<Moment> = closed.or(incident.declared_at);
            let mut names = vec![(SubjectKind::Incident.number(), incident.code.clone())];
            names.extend(incident.imported.iter().map(|origin| (0, origin.source.clone())));
            Listed {
                status,
                rank: incident.severity.map_or(9, i64::from),
                label: &incident.code,
                title: &incident.title,
                sorted_at: sorted.map_or(i64::MIN, to_millis),
                names,
            }
        }
        State::Vendor(vendor) => {
            let tiers = &book.current().tiers;
            let rank = tiers.iter().position(|tier| tier.key == vendor.details.tier);
            Listed {
                status: if vendor.void { Status::Void } else { Status::Live },
                rank: rank.map_or(9, |rank| i64::try_from(rank).unwrap_or(8) + 1),
                label: &vendor.details.name,
                title: &vendor.details.service,
                sorted_at: to_millis(vendor.added_at),
                names: vec![(SubjectKind::Vendor.number(), fold_name(&vendor.details.name))],
            }
        }
        State::Entry(entry) => Listed {
            status: match (entry.void, &entry.merged) {
                (true, _) => Status::Void,
                (false, Some(_)) => Status::Merged,
                (false, None) => Status::Live,
            },
            rank: 9,
            label: &entry.details.name,
            title: &entry.details.contact,
            sorted_at: to_millis(entry.added_at),
            names: entry
                .names()
                .map(|name| (entry.subject.kind.number(), fold_name(name)))
                .collect(),
        },
        State::Policy(policies) => Listed {
            status: Status::Live,
            rank: 9,
            label: &policies.digest,
            title: "",
            sorted_at: 0,
            names: Vec::new(),
        },
    }
}

fn kind_of(state: &State) -> SubjectKind {
    match state {
        State::Incident(_) => SubjectKind::Incident,
        State::Vendor(_) => SubjectKind::Vendor,
        State::Entry(entry) => entry.subject.kind,
        State::Policy(_) => SubjectKind::Policy,
    }
}

/// What the lists need of a state's running deadlines. Times are milliseconds since 1970.
#[derive(Default)]
struct Due {
    /// The earliest due time.
    next: Option<i64>,
    /// How many run.
    running: i64,
    /// Every due time at which something is late, a space between, where several run, or one that is never late: how many
    /// are late is counted without the state.
    all: Option<String>,
}

impl Due {
    fn of(state: &State, book: &PolicyBook) -> Self {
        let deadlines = state.deadlines(book);
        let running = deadlines.iter().filter(|deadline| deadline.is_running());
        let times = |is_meant: fn(&&Deadline) -> bool| {
            let all = running.clone().filter(is_meant);
            let mut times: Vec<i64> = all.filter_map(|one| one.due_at.map(to_millis)).collect();
            times.sort_unstable();
            times
        };
        let (all, strict) = (times(|_| true), times(|one| !one.kind.is_period()));
        let running = running.clone().count();
        Self {
            next: all.first().copied(),
            running: i64::try_from(running).unwrap_or(i64::MAX),
            all: (running > 1 || strict.len() < all.len())
                .then(|| strict.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")),
        }
    }
}

/// Writes the snapshot of one subject, and its names into the register of names; says where it stands now.
pub(super) fn write(
    connection: &Connection,
    subject: i64,
    state: &State,
    book: &PolicyBook,
    watermark: i64,
    last_stamp: i64,
) -> rusqlite::Result<Status> {
    let listed = listed(state, book);
    let gone = matches!(listed.status, Status::Void | Status::Merged);
    let due = if gone { Due::default() } else { Due::of(state, book) };
    let json =
        serde_json::to_string(state).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    // Most facts move neither what the lists sort by nor what is due: then no index needs to be written.
    let stayed = connection
        .prepare_cached(
            "UPDATE snapshot SET label = ?8, title = ?9, watermark = ?10, last_stamp = ?11, version = ?12, state = ?13
             WHERE subject = ?1 AND status = ?2 AND sorted_at = ?3 AND rank = ?4 AND next_due IS ?5 AND running = ?6 AND dues IS ?7",
        )?
        .execute(params![
            subject,
            listed.status.number(),
            listed.sorted_at,
            listed.rank,
            due.next,
            due.running,
            due.all,
            listed.label,
            listed.title,
            watermark,
            last_stamp,
            VERSION,
            json,
        ])?;
    if stayed == 0 {
        put(
            connection,
            subject,
            state,
            &listed,
            &due,
            (watermark, last_stamp),
            &json,
        )?;
    }
    // A merged entry gives its names to the other; a code that was taken back stays taken.
    let names = if listed.status == Status::Merged
        || (listed.status == Status::Void && kind_of(state) != SubjectKind::Incident)
    {
        Vec::new()
    } else {
        listed.names
    };
    write_names(connection, subject, &names)?;
    Ok(listed.status)
}

/// Puts a whole snapshot in place, new or not. `mark` is the position and stamp of the last fact.
fn put(
    connection: &Connection,
    subject: i64,
    state: &State,
    listed: &Listed,
    due: &Due,
    mark: (i64, i64),
    json: &str,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO snapshot (subject, kind, status, rank, label, title, sorted_at, next_due, running, watermark, last_stamp, version, state, dues)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (subject) DO UPDATE SET status = ?3, rank = ?4, label = ?5, title = ?6, sorted_at = ?7, next_due = ?8,
           running = ?9, watermark = ?10, last_stamp = ?11, version = ?12, state = ?13, dues = ?14";
    connection.prepare_cached(sql)?.execute(params![
        subject,
        kind_of(state).number(),
        listed.status.number(),
        listed.rank,
        listed.label,
        listed.title,
        listed.sorted_at,
        due.next,
        due.running,
        mark.0,
        mark.1,
        VERSION,
        json,
        due.all,
    ])?;
    Ok(())
}

fn write_names(connection: &Connection, subject: i64, names: &[(i64, String)]) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("SELECT kind, folded FROM alias WHERE subject = ?1")?;
    let known: Vec<(i64, String)> = statement
        .query_map([subject], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (kind, folded) in known.iter().filter(|name| !names.contains(name)) {
        connection
            .prepare_cached("DELETE FROM alias WHERE kind = ?1 AND folded = ?2 AND subject = ?3")?
            .execute(params![kind, folded, subject])?;
    }
    for (kind, folded) in names.iter().filter(|name| !known.contains(name)) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO alias (kind, folded, subject) VALUES (?1, ?2, ?3)")?
            .execute(params![kind, folded, subject])?;
    }
    Ok(())
}
