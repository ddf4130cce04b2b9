//! Making every snapshot anew from the journal, in chunks, while others go on writing.
//!
//! A chunk is folded without the write lock and then put in place in one short transaction; whatever others wrote on
//! a subject meanwhile is newer and stays. So nobody ever sees a half-made table, and nobody waits for more than a chunk.

use rusqlite::{TransactionBehavior, params};

use super::open::{Access, Store};
use super::read::facts_of;
use super::snapshot::{VERSION, write};
use crate::domain::State;
use crate::error::Failure;

/// Subjects refolded in one transaction; between two, others may write.
const CHUNK: i64 = 200;
/// Snapshots renewed in one transaction, while nobody waits.
const FEW: u32 = 20;
/// What an older firebell has folded, of what the board and the list of what is due show. Kind and status are written out:
/// only so are the indexes of these used, and not the whole table read.
const OLD: &str = "SELECT subject FROM snapshot WHERE kind = 1 AND status < 2 AND version <> ?1
     UNION SELECT subject FROM snapshot WHERE next_due IS NOT NULL AND version <> ?1 LIMIT ?2";

impl Store {
    /// Refolds everything; `progress` is told how many subjects of how many are done.
    ///
    /// Snapshots written by others meanwhile are newer than ours and stay.
    pub fn rebuild(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<u64, Failure> {
        drop(self.begin()?);
        let path = self.path.clone();
        let fault = |error| super::fault::fault(&path, error);
        let total: i64 = self
            .connection
            .query_row("SELECT coalesce(max(id), 0) FROM subject", [], |row| row.get(0))
            .map_err(fault)?;
        let mut from = 0;
        while from < total {
            let until = (from + CHUNK).min(total);
            self.refold(from + 1..=until).map_err(fault)?;
            from = until;
            progress(u64::try_from(from).unwrap_or(0), u64::try_from(total).unwrap_or(0));
        }
        self.connection
            .execute_batch("BEGIN IMMEDIATE; INSERT INTO words (words) VALUES ('delete-all'); DELETE FROM setting WHERE key = 'indexed'; COMMIT;")
            .map_err(fault)?;
        while !self.index_some()? {}
        Ok(u64::try_from(total).unwrap_or(0))
    }

    /// Folds some of the snapshots that an older firebell has left on the board or among what is due; true: none is left.
    /// Until then each is folded at every look. Others are left as they are: nobody looks at them often.
    pub fn renew_some(&mut self) -> Result<bool, Failure> {
        if self.access != Access::Full || self.has_newer_schema() {
            return Ok(true);
        }
        let path = self.path.clone();
        let run = |store: &mut Self| -> rusqlite::Result<bool> {
            let old: Vec<i64> = store
                .connection
                .prepare_cached(OLD)?
                .query_map(params![VERSION, FEW], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let is_last = old.len() < FEW as usize;
            if !old.is_empty() {
                store.refold(old.into_iter())?;
            }
            Ok(is_last)
        };
        run(self).map_err(|error| super::fault::fault(&path, error))
    }

    /// Folds these subjects and puts the result in place of what is older.
    fn refold(&mut self, subjects: impl Iterator<Item = i64>) -> rusqlite::Result<()> {
        // Fold outside the write lock: reading a long history must not hold others up.
        let mut folded = Vec::new();
        // Facts and watermark are of one moment, or a fact that comes between would be taken for folded.
        let look = self.connection.transaction()?;
        for subject in subjects {
            let facts = facts_of(&look, subject)?;
            let watermark: i64 = look.query_row(
                "SELECT coalesce(max(pos), 0) FROM fact WHERE subject = ?1",
                [subject],
                |row| row.get(0),
            )?;
            let stamp = facts.iter().map(|fact| fact.envelope.stamp).max().unwrap_or(0);
            if let Some(state) = State::fold(facts) {
                folded.push((subject, state, watermark, stamp));
            }
        }
        look.finish()?;
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (subject, state, watermark, stamp) in folded {
            let newest: i64 = tx
                .prepare_cached("SELECT coalesce(max(watermark), 0) FROM snapshot WHERE subject = ?1")?
                .query_row(params![subject], |row| row.get(0))?;
            if newest <= watermark {
                write(&tx, subject, &state, &self.book, watermark, stamp)?;
            }
        }
        tx.commit()
    }
}
