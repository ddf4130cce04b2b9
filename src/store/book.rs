//! The adopted policies, read from the journal.

use rusqlite::{Connection, OptionalExtension};

use super::open::Store;
use crate::domain::{PolicyBook, Subject};
use crate::error::Failure;
use crate::policy::Policy;

impl Store {
    /// Reads policies adopted since the last look.
    pub fn read_book(&mut self) -> Result<(), Failure> {
        let mark = catch_up(&self.connection, &mut self.book, self.book_mark).map_err(|error| self.fault(error))?;
        self.book_mark = mark;
        Ok(())
    }

    /// Has a policy been adopted here yet?
    pub fn has_policy(&self) -> bool {
        self.book_mark > 0
    }
}

/// Adds what was adopted after `mark` to `book`; returns the new mark.
pub(super) fn catch_up(connection: &Connection, book: &mut PolicyBook, mark: i64) -> rusqlite::Result<i64> {
    let subject: Option<i64> = connection
        .prepare_cached("SELECT id FROM subject WHERE key = ?1")?
        .query_row([Subject::policy().id], |row| row.get(0))
        .optional()?;
    let Some(subject) = subject else {
        return Ok(mark);
    };
    let newest: Option<i64> = connection
        .prepare_cached("SELECT watermark FROM snapshot WHERE subject = ?1")?
        .query_row([subject], |row| row.get(0))
        .optional()?;
    if newest.is_none_or(|newest| newest <= mark) {
        return Ok(mark);
    }
    let mut statement = connection.prepare_cached(
        "SELECT f.pos, b.json FROM fact f JOIN body b ON b.pos = f.pos
         WHERE f.subject = ?1 AND f.kind = 'policy.adopted' AND f.pos > ?2 ORDER BY f.stamp, f.pos",
    )?;
    let mut rows = statement.query((subject, mark))?;
    let mut mark = mark;
    while let Some(row) = rows.next()? {
        mark = mark.max(row.get(0)?);
        let json: String = row.get(1)?;
        let adopted = serde_json::from_str::<crate::domain::fact::PolicyAdopted>(&json).ok();
        // A policy of a newer shape cannot be read; the one before it stays in force here.
        if let Some(adopted) = adopted
            && let Ok(policy) = Policy::from_json(&adopted.policy)
        {
            book.adopt(adopted.digest, policy);
        }
    }
    Ok(mark)
}
