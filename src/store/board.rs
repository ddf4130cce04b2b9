//! What the board asks: its list in order, and how much there is of everything.
//!
//! Invariant: order and counts come out of indexes alone, so that the first frame costs the rows it shows, however many
//! incidents are open. States are read of those rows only.

use rusqlite::{OptionalExtension, params};

use super::open::Store;
use super::read::Limit;
use super::snapshot::{COLUMNS, Snapshot, Status, from_row};
use crate::clock::{Moment, to_millis};
use crate::domain::{Subject, SubjectKind};
use crate::error::Failure;

/// What `snapshot_on_board` holds: the number of [`crate::domain::SubjectKind::Incident`], open or closed with work left. In
/// these very words, or the index is passed over.
const ON_BOARD: &str = "kind = 1 AND status < 2";

/// The schema since which a snapshot says when its several deadlines are due. An older file that may only be read stays older.
const SAYS_DUES: i32 = 3;

fn list() -> String {
    format!(
        "SELECT {COLUMNS} FROM snapshot WHERE {ON_BOARD}
         ORDER BY status, rank, next_due IS NULL, next_due, sorted_at, subject LIMIT ?1"
    )
}

fn due_by() -> String {
    format!(
        "SELECT {COLUMNS} FROM snapshot WHERE {ON_BOARD} AND next_due < ?1
         ORDER BY status, rank, next_due IS NULL, next_due, sorted_at, subject LIMIT ?2"
    )
}

fn counts() -> String {
    format!("SELECT status, rank, count(*) FROM snapshot WHERE {ON_BOARD} GROUP BY status, rank ORDER BY status, rank")
}

/// The times of what has several deadlines, some of them late, or a period, which is never late; `dues` is the column, or
/// what stands for it.
fn several(dues: &str) -> String {
    format!("SELECT subject, {dues} FROM snapshot WHERE next_due < ?1 AND (running > 1 OR {dues} IS NOT NULL)")
}

/// How many have one deadline, and that is late.
fn only(dues: &str) -> String {
    format!("SELECT count(*) FROM snapshot WHERE next_due < ?1 AND running = 1 AND {dues} IS NULL")
}

/// How many running deadlines are late, as far as the columns tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Late {
    /// So many are.
    pub known: u32,
    /// Rows of subjects whose state has to be asked, since their snapshot is older than the column.
    pub unknown: Vec<i64>,
}

impl Store {
    /// Hands over incidents that are open or closed with work left, gravest first, then what is due first; one at a time, so
    /// that the states of hundreds are never held at once.
    pub fn each_live_incident(
        &self,
        limit: Limit,
        take: &mut dyn FnMut(Snapshot) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let fault = |error| self.fault(error);
        let mut statement = self.connection.prepare_cached(&list()).map_err(fault)?;
        let mut rows = statement.query([limit]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            if let Some(snapshot) = from_row(&self.connection, row).map_err(fault)? {
                take(snapshot)?;
            }
        }
        Ok(())
    }

    /// Incidents that are open or closed with work left of which something is due before `until`: gravest first, so many.
    pub fn live_due_by(&self, until: Moment, limit: Limit) -> Result<Vec<Snapshot>, Failure> {
        let fault = |error| self.fault(error);
        let mut statement = self.connection.prepare_cached(&due_by()).map_err(fault)?;
        let mut rows = statement.query(params![to_millis(until), limit]).map_err(fault)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            found.extend(from_row(&self.connection, row).map_err(fault)?);
        }
        Ok(found)
    }

    /// How many open incidents of each rank there are, and how many are closed with work left.
    pub fn count_live(&self) -> Result<Vec<(Status, u8, u32)>, Failure> {
        let run = || -> rusqlite::Result<Vec<(Status, u8, u32)>> {
            let mut statement = self.connection.prepare_cached(&counts())?;
            let rows = statement.query_map([], |row| {
                Ok((Status::from_number(row.get(0)?), row.get(1)?, row.get(2)?))
            })?;
            rows.collect()
        };
        run().map_err(|error| self.fault(error))
    }

    /// Rows of the subjects with a running deadline, the earliest first.
    pub fn due_rows(&self, limit: Limit) -> Result<Vec<i64>, Failure> {
        let run = || -> rusqlite::Result<Vec<i64>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT subject FROM snapshot WHERE next_due IS NOT NULL ORDER BY next_due, subject LIMIT ?1",
            )?;
            let rows = statement.query_map([limit], |row| row.get(0))?;
            rows.collect()
        };
        run().map_err(|error| self.fault(error))
    }

    /// How many running deadlines are late.
    pub fn count_late_deadlines(&self, now: Moment) -> Result<Late, Failure> {
        let now = to_millis(now);
        let run = || -> rusqlite::Result<Late> {
            let dues = self.dues()?;
            let only: u32 = self
                .connection
                .prepare_cached(&only(dues))?
                .query_row([now], |row| row.get(0))?;
            let mut late = Late {
                known: only,
                unknown: Vec::new(),
            };
            let mut statement = self.connection.prepare_cached(&several(dues))?;
            let mut rows = statement.query(params![now])?;
            while let Some(row) = rows.next()? {
                match row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                    Some(dues) => late.known += passed(dues, now),
                    None => late.unknown.push(row.get(0)?),
                }
            }
            Ok(late)
        };
        run().map_err(|error| self.fault(error))
    }

    /// The column of due times, or what stands for it in an older file.
    fn dues(&self) -> rusqlite::Result<&'static str> {
        let schema: i32 = self
            .connection
            .prepare_cached("PRAGMA user_version")?
            .query_row([], |row| row.get(0))?;
        Ok(if schema >= SAYS_DUES { "dues" } else { "NULL" })
    }

    /// How many subjects of a kind have a deadline that is past due.
    pub fn count_late(&self, kind: SubjectKind, now: Moment) -> Result<u32, Failure> {
        let now = to_millis(now);
        let run = || -> rusqlite::Result<u32> {
            let dues = self.dues()?;
            let sql = format!("SELECT {dues} FROM snapshot WHERE next_due < ?1 AND kind = ?2 AND status < 8");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![now, kind.number()])?;
            let mut count = 0;
            while let Some(row) = rows.next()? {
                let dues = row.get_ref(0)?.as_str_or_null().map_err(rusqlite::Error::from)?;
                count += u32::from(dues.is_none_or(|dues| passed(dues, now) > 0));
            }
            Ok(count)
        };
        run().map_err(|error| self.fault(error))
    }

    /// The row of the policies, and how many of their reviews run, where none is due by `horizon`.
    pub fn distant_reviews(&self, horizon: Moment) -> Result<Option<(i64, u32)>, Failure> {
        self.connection
            .prepare_cached(
                "SELECT s.subject, s.running FROM snapshot s JOIN subject j ON j.id = s.subject
                 WHERE j.key = ?1 AND s.next_due > ?2",
            )
            .and_then(|mut statement| {
                let found = statement.query_row(params![Subject::policy().id, to_millis(horizon)], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                });
                found.optional()
            })
            .map_err(|error| self.fault(error))
    }

    /// How many deadlines run in all.
    pub fn count_running(&self) -> Result<u32, Failure> {
        self.connection
            .prepare_cached("SELECT coalesce(sum(running), 0) FROM snapshot WHERE next_due IS NOT NULL")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .map_err(|error| self.fault(error))
    }
}

/// How many of the due times, milliseconds since 1970 with a space between, lie before `now`.
fn passed(dues: &str, now: i64) -> u32 {
    let is_passed = |due: &&str| due.parse::<i64>().is_ok_and(|due| due < now);
    u32::try_from(dues.split(' ').filter(is_passed).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How `SQLite` goes about a question.
    fn plan(store: &Store, sql: &str) -> String {
        let mut statement = store.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let none = vec![rusqlite::types::Null; statement.parameter_count()];
        let steps = statement
            .query_map(rusqlite::params_from_iter(none), |row| row.get::<_, String>(3))
            .unwrap();
        steps.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn order_and_counts_come_out_of_indexes() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db")).unwrap();
        assert_eq!(SubjectKind::Incident.number(), 1, "as {ON_BOARD} says");
        let sorted = plan(&store, &list());
        assert!(
            sorted.contains("INDEX snapshot_on_board") && !sorted.contains("TEMP B-TREE"),
            "{sorted}"
        );
        let sorted = plan(&store, &due_by());
        assert!(
            sorted.contains("INDEX snapshot_on_board") && !sorted.contains("TEMP B-TREE"),
            "{sorted}"
        );
        let counted = plan(&store, &counts());
        assert!(
            counted.contains("COVERING INDEX snapshot_on_board") && !counted.contains("TEMP B-TREE"),
            "{counted}"
        );
        let late = plan(&store, &several("dues"));
        assert!(late.contains("COVERING INDEX snapshot_by_due"), "{late}");
        let one = plan(&store, &only("dues"));
        assert!(one.contains("COVERING INDEX snapshot_by_due"), "{one}");
    }

    #[test]
    fn a_due_time_has_passed_when_it_lies_before() {
        assert_eq!(passed("5", 5), 0);
        assert_eq!(passed("-7 4 5 6", 5), 2);
        assert_eq!(passed("", 5), 0);
    }
}
