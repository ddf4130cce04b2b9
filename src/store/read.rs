//! Reading facts back, and the rows that lists show.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::journal::Act;
use super::open::Store;
use super::snapshot::{COLUMNS, Snapshot, from_row, load};
use crate::clock::from_millis;
use crate::domain::{Body, Envelope, Fact, FactId, Recorded, Subject, SubjectKind, Who};
use crate::error::Failure;

/// The columns [`fact_from_row`] reads, and the tables they come from.
pub(super) const FACT: &str =
    "f.pos, s.name, f.seq, f.act, f.stamp, j.kind, j.key, f.kind, f.version, f.recorded_at, f.happened_at,
  a.name, a.login, a.host, f.policy, f.tag, b.json
  FROM fact f JOIN series s ON s.id = f.series JOIN subject j ON j.id = f.subject JOIN actor a ON a.id = f.actor
  LEFT JOIN body b ON b.pos = f.pos";

/// A fact with its position, from a row of [`FACT`].
pub(super) fn fact_from_row(row: &Row) -> rusqlite::Result<(i64, Recorded)> {
    let kind: String = row.get(7)?;
    let version: u32 = row.get(8)?;
    let body = match row.get_ref(16)?.as_str_or_null().map_err(rusqlite::Error::from)? {
        None => Body::Expunged,
        Some(json) => match Fact::from_json(&kind, version, json) {
            Some(fact) => Body::Known(fact),
            None => Body::Unknown { kind, version },
        },
    };
    let envelope = Envelope {
        id: FactId {
            series: row.get(1)?,
            seq: u64::try_from(row.get::<_, i64>(2)?).unwrap_or(0),
        },
        act: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
        stamp: row.get(4)?,
        subject: Subject::new(
            SubjectKind::from_number(row.get(5)?).unwrap_or(SubjectKind::Policy),
            row.get::<_, String>(6)?,
        ),
        recorded_at: from_millis(row.get(9)?),
        happened_at: from_millis(row.get(10)?),
        who: Who {
            name: row.get(11)?,
            login: row.get(12)?,
            host: row.get(13)?,
        },
        policy: row.get(14)?,
        tag: row.get(15)?,
    };
    Ok((row.get(0)?, Recorded { envelope, body }))
}

/// Every fact of one subject, in the order of arrival.
pub(super) fn facts_of(connection: &Connection, subject: i64) -> rusqlite::Result<Vec<Recorded>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {FACT} WHERE f.subject = ?1 ORDER BY f.pos"))?;
    let rows = statement.query_map([subject], |row| fact_from_row(row).map(|(_, recorded)| recorded))?;
    rows.collect()
}

impl Store {
    /// Every fact of every live subject of a kind: those of one subject together, in the order of arrival.
    pub fn facts_of_kind(&self, kind: SubjectKind) -> Result<Vec<Vec<Recorded>>, Failure> {
        let run = || -> rusqlite::Result<Vec<Vec<Recorded>>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {FACT} WHERE f.subject IN (SELECT subject FROM snapshot WHERE kind = ?1) ORDER BY f.subject, f.pos"
            ))?;
            let mut rows = statement.query([kind.number()])?;
            let mut all: Vec<Vec<Recorded>> = Vec::new();
            while let Some(row) = rows.next()? {
                let (_, recorded) = fact_from_row(row)?;
                match all.last_mut() {
                    Some(last) if last[0].envelope.subject == recorded.envelope.subject => last.push(recorded),
                    _ => all.push(vec![recorded]),
                }
            }
            Ok(all)
        };
        run().map_err(|error| self.fault(error))
    }
}

/// How many facts a log page may hold.
pub type Limit = u32;

/// Where a page of a log or list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Sort key, milliseconds since 1970.
    pub at: i64,
    /// Tie breaker: position of the fact, or row of the subject.
    pub row: i64,
}

impl Store {
    /// Reads on one state of the file: what belongs together is of one moment, whatever others write meanwhile, and the
    /// lock is taken once for all of it. `read` must not write, nor begin such a reading itself.
    pub fn at_one_moment<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Failure>) -> Result<T, Failure> {
        self.say("BEGIN")?;
        let found = read(self);
        // A failure may have ended it already.
        let ended = if self.connection.is_autocommit() {
            Ok(())
        } else {
            self.say("COMMIT")
        };
        let found = found?;
        ended.map(|()| found)
    }

    fn say(&self, sql: &str) -> Result<(), Failure> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute([]))
            .map(drop)
            .map_err(|error| self.fault(error))
    }

    /// The latest facts of a subject by the time they happened, newest first, from before `cursor` on.
    pub fn log(
        &self,
        subject: &Subject,
        before: Option<Cursor>,
        limit: Limit,
    ) -> Result<Vec<(i64, Recorded)>, Failure> {
        let cursor = before.unwrap_or(Cursor {
            at: i64::MAX,
            row: i64::MAX,
        });
        let run = || -> rusqlite::Result<Vec<(i64, Recorded)>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {FACT} WHERE f.subject = (SELECT id FROM subject WHERE key = ?1) AND (f.happened_at, f.pos) < (?2, ?3)
                 ORDER BY f.happened_at DESC, f.pos DESC LIMIT ?4"
            ))?;
            let rows = statement.query_map(params![subject.id, cursor.at, cursor.row, limit], fact_from_row)?;
            rows.collect()
        };
        run().map_err(|error| self.fault(error))
    }

    /// How many facts a subject has.
    pub fn count_facts(&self, subject: &Subject) -> Result<u64, Failure> {
        self.connection
            .prepare_cached("SELECT count(*) FROM fact WHERE subject = (SELECT id FROM subject WHERE key = ?1)")
            .and_then(|mut statement| statement.query_row([&subject.id], |row| row.get::<_, i64>(0)))
            .map(|count| u64::try_from(count).unwrap_or(0))
            .map_err(|error| self.fault(error))
    }

    /// Position of the newest fact; 0 in an empty store.
    pub fn newest(&self) -> Result<i64, Failure> {
        self.connection
            .prepare_cached("SELECT coalesce(max(pos), 0) FROM fact")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .map_err(|error| self.fault(error))
    }

    /// The snapshot of a subject by its row.
    pub fn snapshot_at(&self, row: i64) -> Result<Option<Snapshot>, Failure> {
        load(&self.connection, row).map_err(|error| self.fault(error))
    }

    /// Subjects with a running deadline, the earliest first.
    pub fn due_subjects(&self, limit: Limit) -> Result<Vec<Snapshot>, Failure> {
        let sql = format!("SELECT {COLUMNS} FROM snapshot WHERE next_due IS NOT NULL ORDER BY next_due LIMIT ?1");
        self.snapshots(&sql, [limit])
    }

    /// Closed incidents, those with work left among them, newest first, from before `cursor` on, with their sort keys.
    pub fn closed_incidents(&self, before: Option<Cursor>, limit: Limit) -> Result<Vec<Snapshot>, Failure> {
        let cursor = before.unwrap_or(Cursor {
            at: i64::MAX,
            row: i64::MAX,
        });
        // Each half walks its own index; together they would have to be sorted whole.
        let half = |status: u8| {
            format!(
                "SELECT * FROM (SELECT {COLUMNS}, sorted_at FROM snapshot
                 WHERE kind = ?1 AND status = {status} AND (sorted_at, subject) < (?2, ?3)
                 ORDER BY sorted_at DESC, subject DESC LIMIT ?4)"
            )
        };
        let sql = format!(
            "{} UNION ALL {} ORDER BY sorted_at DESC, subject DESC LIMIT ?4",
            half(1),
            half(2)
        );
        self.snapshots(
            &sql,
            params![SubjectKind::Incident.number(), cursor.at, cursor.row, limit],
        )
    }

    /// How many closed incidents there are.
    pub fn count_closed(&self) -> Result<u32, Failure> {
        self.connection
            .prepare_cached("SELECT count(*) FROM snapshot WHERE kind = ?1 AND status IN (1, 2)")
            .and_then(|mut statement| statement.query_row([SubjectKind::Incident.number()], |row| row.get(0)))
            .map_err(|error| self.fault(error))
    }

    /// Everything live of a kind: by what is due first for vendors, by name for the registers.
    pub fn register(&self, kind: SubjectKind) -> Result<Vec<Snapshot>, Failure> {
        let order = if kind == SubjectKind::Vendor {
            "next_due IS NULL, next_due, label"
        } else {
            "label COLLATE NOCASE"
        };
        let sql = format!("SELECT {COLUMNS} FROM snapshot WHERE kind = ?1 AND status = 0 ORDER BY {order}");
        self.snapshots(&sql, params![kind.number()])
    }

    /// Vendors with the earliest due dates.
    pub fn vendors_due(&self, limit: Limit) -> Result<Vec<Snapshot>, Failure> {
        let sql = format!(
            "SELECT {COLUMNS} FROM snapshot WHERE kind = ?1 AND status = 0 AND next_due IS NOT NULL ORDER BY next_due LIMIT ?2"
        );
        self.snapshots(&sql, params![SubjectKind::Vendor.number(), limit])
    }

    /// Today's name of a register entry, following merges; `None` where it is not known here.
    pub fn current_name(&self, id: &str) -> Result<Option<String>, Failure> {
        let run = || -> rusqlite::Result<Option<String>> {
            let found: Option<(String, Option<String>)> = self
                .connection
                .prepare_cached(
                    "SELECT p.label, CASE p.status WHEN 8 THEN json_extract(p.state, '$.entry.merged.id') END
                     FROM subject j JOIN snapshot p ON p.subject = j.id WHERE j.key = ?1",
                )?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            Ok(match found {
                Some((_, Some(into))) if into != id => self.current_name(&into).ok().flatten(),
                Some((label, _)) => Some(label),
                None => None,
            })
        };
        run().map_err(|error| self.fault(error))
    }

    pub(super) fn snapshots(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Snapshot>, Failure> {
        let run = || -> rusqlite::Result<Vec<Snapshot>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map(params, |row| from_row(&self.connection, row))?;
            rows.filter_map(Result::transpose).collect()
        };
        run().map_err(|error| self.fault(error))
    }
}

impl Act<'_> {
    /// Names and states are read through the same transaction that will write.
    pub(super) fn connection(&self) -> &Connection {
        &self.tx
    }
}
