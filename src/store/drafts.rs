//! Half-typed words, kept on disk until they are saved or thrown away. Not part of the record.

use rusqlite::{OptionalExtension, params};

use super::journal::Act;
use super::open::{Access, Store};
use crate::clock::{Moment, to_millis};
use crate::error::Failure;

impl Store {
    /// Keeps a draft, replacing the one before; empty words remove it. A store that may only be read keeps none.
    pub fn keep_draft(&self, key: &str, text: &str, now: Moment) -> Result<(), Failure> {
        if self.access != Access::Full || self.has_newer_schema() {
            return Ok(());
        }
        let run = if text.is_empty() {
            self.connection.execute("DELETE FROM draft WHERE key = ?1", [key])
        } else {
            self.connection.execute(
                "INSERT INTO draft (key, text, updated_at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (key) DO UPDATE SET text = ?2, updated_at = ?3",
                params![key, text, to_millis(now)],
            )
        };
        run.map(|_| ()).map_err(|error| self.fault(error))
    }

    /// The draft under this key.
    pub fn draft(&self, key: &str) -> Result<Option<String>, Failure> {
        self.connection
            .query_row("SELECT text FROM draft WHERE key = ?1", [key], |row| row.get(0))
            .optional()
            .map_err(|error| self.fault(error))
    }

    /// All drafts whose key begins so.
    pub fn drafts(&self, prefix: &str) -> Result<Vec<(String, String)>, Failure> {
        let run = || -> rusqlite::Result<Vec<(String, String)>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT key, text FROM draft WHERE key >= ?1 AND key < ?1 || char(1114111) ORDER BY key",
            )?;
            let rows = statement.query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        };
        run().map_err(|error| self.fault(error))
    }
}

impl Act<'_> {
    /// Throws a draft away together with what it became.
    pub fn drop_draft(&self, key: &str) -> Result<(), Failure> {
        self.connection()
            .execute("DELETE FROM draft WHERE key = ?1", [key])
            .map(|_| ())
            .map_err(|error| self.fault(error))
    }
}
