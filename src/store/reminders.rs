//! Claims on reminders: who says which, and what came of it (DL-4). Not part of the record.
//!
//! Invariant: of all processes on this store one at a time holds the claim on a threshold of a deadline for a person on a
//! channel, and one that was shown is never claimed again. Only what was claimed is shown, and it is recorded after.

use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::fault::fault;
use super::open::{Access, Store};
use crate::clock::{Moment, from_millis, to_millis};
use crate::domain::reminder::Person;
use crate::domain::{Subject, SubjectKind};
use crate::error::{Failure, Kind};
use crate::text::fold_name;

/// One time at which one deadline is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Whose deadline it is.
    pub subject: Subject,
    /// `kind[/who]` within the subject.
    pub deadline: String,
    /// The clock it runs by.
    pub clock: String,
    /// Which of its times, as the plan names it.
    pub threshold: String,
    /// Full name of the deadline, for people.
    pub name: String,
    /// When the deadline is due.
    pub due_at: Moment,
    /// When it was to be said.
    pub came_up_at: Moment,
    /// What was said of it before is about another due time, and does not count.
    pub since: Moment,
    /// What was said of it after is dated by a clock that ran ahead, and does not count either.
    pub until: Moment,
}

/// To whom, and on which way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The person's name.
    pub person: String,
    /// The word of the channel.
    pub channel: String,
}

/// Where a reminder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// Somebody is about to say it.
    Claimed,
    /// It was said.
    Shown,
    /// It could not be said.
    Failed,
}

impl Saying {
    fn number(self) -> i64 {
        match self {
            Self::Claimed => 0,
            Self::Shown => 1,
            Self::Failed => 2,
        }
    }

    fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Claimed,
            1 => Self::Shown,
            _ => Self::Failed,
        }
    }

    /// The word in lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Shown => "shown",
            Self::Failed => "failed",
        }
    }
}

/// One reminder as it was said, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its row in this file.
    pub id: i64,
    /// Which deadline and which of its times.
    pub slot: Slot,
    /// To whom and how.
    pub to: Addressee,
    /// Where it stands.
    pub saying: Saying,
    /// The process that claimed it.
    pub owner: String,
    /// Title of the message it was part of.
    pub words: String,
    /// When it was claimed, shown or given up.
    pub said_at: Moment,
    /// Where it was shown, or why it was not.
    pub outcome: String,
}

/// What came of trying to claim a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It is ours to say; the row that [`Store::settle_reminders`] wants.
    Ours(i64),
    /// It was said already.
    Shown,
    /// Another living process is about to say it.
    Theirs,
}

/// How long somebody who lives may hold a claim: longer than any way takes. Whoever holds it longer hangs.
const LONGEST: TimeDelta = TimeDelta::minutes(10);
/// The schema since which a store keeps them. An older file that may only be read has none.
const KEEPS_REMINDERS: i32 = 2;
const COLUMNS: &str =
    "r.id, j.kind, j.key, r.deadline, r.clock, r.threshold, r.name, r.due_at, r.came_up_at, r.person, r.channel,
  r.state, r.owner, r.words, r.said_at, r.outcome FROM reminder r JOIN subject j ON j.id = r.subject";

fn from_row(row: &Row) -> rusqlite::Result<Said> {
    Ok(Said {
        id: row.get(0)?,
        slot: Slot {
            subject: Subject::new(
                SubjectKind::from_number(row.get(1)?).unwrap_or(SubjectKind::Policy),
                row.get::<_, String>(2)?,
            ),
            deadline: row.get(3)?,
            clock: row.get(4)?,
            threshold: row.get(5)?,
            name: row.get(6)?,
            due_at: from_millis(row.get(7)?),
            came_up_at: from_millis(row.get(8)?),
            since: Moment::MIN_UTC,
            until: Moment::MAX_UTC,
        },
        to: Addressee {
            person: row.get(9)?,
            channel: row.get(10)?,
        },
        saying: Saying::from_number(row.get(11)?),
        owner: row.get(12)?,
        words: row.get(13)?,
        said_at: from_millis(row.get(14)?),
        outcome: row.get(15)?,
    })
}

impl Store {
    /// Claims slots for one addressee, all in one transaction: what nobody has said, what failed before, and what was
    /// claimed by a process that has died. `is_alive` tells whether an owner still runs.
    pub fn claim_reminders(
        &mut self,
        slots: &[Slot],
        to: &Addressee,
        owner: &str,
        is_alive: &dyn Fn(&str) -> bool,
        now: Moment,
    ) -> Result<Vec<Claim>, Failure> {
        self.writable()?;
        let path = self.path.as_path();
        let run = |connection: &mut Connection| -> rusqlite::Result<Vec<Claim>> {
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut claims = Vec::with_capacity(slots.len());
            for slot in slots {
                claims.push(claim(&tx, slot, to, owner, is_alive, now)?);
            }
            tx.commit()?;
            Ok(claims)
        };
        run(&mut self.connection).map_err(|error| fault(path, error))
    }

    /// Records what came of claims: shown or failed, in a message of these words, and where or why.
    pub fn settle_reminders(
        &mut self,
        ids: &[i64],
        saying: Saying,
        words: &str,
        outcome: &str,
        now: Moment,
    ) -> Result<(), Failure> {
        self.writable()?;
        let path = self.path.as_path();
        let run = |connection: &mut Connection| -> rusqlite::Result<()> {
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for id in ids {
                tx.prepare_cached(
                    "UPDATE reminder SET state = ?2, words = ?3, outcome = ?4, said_at = ?5 WHERE id = ?1",
                )?
                .execute(params![id, saying.number(), words, outcome, to_millis(now)])?;
            }
            tx.commit()
        };
        run(&mut self.connection).map_err(|error| fault(path, error))
    }

    /// What was said of a subject's deadlines, to anybody on any channel.
    pub fn said_of(&self, subject: &Subject) -> Result<Vec<Said>, Failure> {
        self.said(
            "r.subject = (SELECT id FROM subject WHERE key = ?1) ORDER BY r.id",
            params![subject.id],
        )
    }

    /// A person by every name that the register has for them; by this one alone where it does not know them.
    pub fn person(&self, name: &str) -> Result<Person, Failure> {
        let run = || -> rusqlite::Result<Person> {
            let found: Option<(i64, String)> = self
                .connection
                .prepare_cached(
                    "SELECT a.subject, s.label FROM alias a JOIN snapshot s ON s.subject = a.subject
                     WHERE a.kind = ?1 AND a.folded = ?2 ORDER BY a.subject LIMIT 1",
                )?
                .query_row(params![SubjectKind::Person.number(), fold_name(name)], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((subject, label)) = found else {
                return Ok(Person::named(name));
            };
            let mut statement = self
                .connection
                .prepare_cached("SELECT folded FROM alias WHERE kind = ?1 AND subject = ?2")?;
            let names: Vec<String> = statement
                .query_map(params![SubjectKind::Person.number(), subject], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Person::known_as(&label, names))
        };
        run().map_err(|error| self.fault(error))
    }

    /// The latest reminders of one subject, whoever they went to, newest first.
    pub fn reminders_of(&self, subject: &Subject, limit: u32) -> Result<Vec<Said>, Failure> {
        self.said(
            "r.subject = (SELECT id FROM subject WHERE key = ?1) ORDER BY r.said_at DESC, r.id DESC LIMIT ?2",
            params![subject.id, limit],
        )
    }

    /// The latest reminders of all, newest first.
    pub fn reminders(&self, limit: u32) -> Result<Vec<Said>, Failure> {
        self.said("TRUE ORDER BY r.said_at DESC, r.id DESC LIMIT ?1", [limit])
    }

    fn said(&self, condition: &str, params: impl rusqlite::Params) -> Result<Vec<Said>, Failure> {
        let run = || -> rusqlite::Result<Vec<Said>> {
            let schema: i32 = self
                .connection
                .prepare_cached("PRAGMA user_version")?
                .query_row([], |row| row.get(0))?;
            if schema < KEEPS_REMINDERS {
                return Ok(Vec::new());
            }
            let mut statement = self
                .connection
                .prepare_cached(&format!("SELECT {COLUMNS} WHERE {condition}"))?;
            statement.query_map(params, from_row)?.collect()
        };
        run().map_err(|error| self.fault(error))
    }

    /// Every subject with a running deadline.
    pub fn due_keys(&self) -> Result<Vec<Subject>, Failure> {
        let run = || -> rusqlite::Result<Vec<Subject>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT j.kind, j.key FROM snapshot s JOIN subject j ON j.id = s.subject WHERE s.next_due IS NOT NULL",
            )?;
            statement.query_map([], subject_from_row)?.collect()
        };
        run().map_err(|error| self.fault(error))
    }

    /// Subjects that facts after `pos` speak of, and the position of the newest fact.
    pub fn touched_since(&self, pos: i64) -> Result<(Vec<Subject>, i64), Failure> {
        let run = || -> rusqlite::Result<(Vec<Subject>, i64)> {
            let mut statement = self.connection.prepare_cached(
                "SELECT DISTINCT j.kind, j.key FROM fact f JOIN subject j ON j.id = f.subject WHERE f.pos > ?1",
            )?;
            let touched = statement
                .query_map([pos], subject_from_row)?
                .collect::<rusqlite::Result<_>>()?;
            let newest = self
                .connection
                .prepare_cached("SELECT coalesce(max(pos), 0) FROM fact")?
                .query_row([], |row| row.get(0))?;
            Ok((touched, newest))
        };
        run().map_err(|error| self.fault(error))
    }

    fn writable(&self) -> Result<(), Failure> {
        let why = match &self.access {
            Access::ReadOnly(why) => why.clone(),
            Access::Full if self.has_newer_schema() => "the store is newer than this program; restart it".to_owned(),
            Access::Full => return Ok(()),
        };
        Err(Failure::new(Kind::Store, "no reminder was claimed", why))
    }
}

fn subject_from_row(row: &Row) -> rusqlite::Result<Subject> {
    let kind = SubjectKind::from_number(row.get(0)?).unwrap_or(SubjectKind::Policy);
    Ok(Subject::new(kind, row.get::<_, String>(1)?))
}

fn claim(
    tx: &Connection,
    slot: &Slot,
    to: &Addressee,
    owner: &str,
    is_alive: &dyn Fn(&str) -> bool,
    now: Moment,
) -> rusqlite::Result<Claim> {
    let person = fold_name(&to.person);
    let known: Option<(i64, i64, String, i64)> = tx
        .prepare_cached(
            "SELECT id, state, owner, said_at FROM reminder WHERE subject = (SELECT id FROM subject WHERE key = ?1)
             AND deadline = ?2 AND clock = ?3 AND threshold = ?4 AND person = ?5 AND channel = ?6",
        )?
        .query_row(
            params![
                slot.subject.id,
                slot.deadline,
                slot.clock,
                slot.threshold,
                person,
                to.channel
            ],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .optional()?;
    if let Some((id, state, before, at)) = known {
        let at = from_millis(at);
        let is_fresh = (now - at).abs() < LONGEST;
        return Ok(match Saying::from_number(state) {
            Saying::Shown if (slot.since..=slot.until).contains(&at) => Claim::Shown,
            Saying::Claimed if before != owner && is_fresh && is_alive(&before) => Claim::Theirs,
            Saying::Shown | Saying::Claimed | Saying::Failed => {
                tx.prepare_cached("UPDATE reminder SET state = 0, owner = ?2, said_at = ?3 WHERE id = ?1")?
                    .execute(params![id, owner, to_millis(now)])?;
                Claim::Ours(id)
            }
        });
    }
    tx.prepare_cached(
        "INSERT INTO reminder (subject, deadline, clock, threshold, person, channel, state, owner, name, words, due_at, came_up_at, said_at, outcome)
         SELECT id, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, '', ?9, ?10, ?11, '' FROM subject WHERE key = ?1",
    )?
    .execute(params![
        slot.subject.id,
        slot.deadline,
        slot.clock,
        slot.threshold,
        person,
        to.channel,
        owner,
        slot.name,
        to_millis(slot.due_at),
        to_millis(slot.came_up_at),
        to_millis(now),
    ])?;
    Ok(Claim::Ours(tx.last_insert_rowid()))
}
