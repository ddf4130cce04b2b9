//! The schema and its steps. A step is never edited once it has shipped; a copy of the file is made before one runs.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::fault::fault;
use crate::error::Failure;

/// Marks a file as a firebell store: `FBll`.
pub const APPLICATION_ID: i32 = 0x4642_6c6c;

/// The steps, in order; the schema version is how many of them have run.
pub const STEPS: &[&str] = &[
    include_str!("migrations/0001_journal.sql"),
    include_str!("migrations/0002_reminders.sql"),
    include_str!("migrations/0003_board.sql"),
    include_str!("migrations/0004_breaches.sql"),
];

/// The schema version this program writes.
pub fn schema_version() -> i32 {
    i32::try_from(STEPS.len()).unwrap_or(i32::MAX)
}

/// Brings a file at `version` up to the last of `steps`, one transaction a step.
///
/// A file that holds something already is first copied to `FILE.before-vN.db`; a copy that is there stays, and the
/// next one is numbered.
pub fn migrate(connection: &mut Connection, path: &Path, version: i32, steps: &[&str]) -> Result<(), Failure> {
    // Another process may have been here since the version was read.
    let current: i32 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| fault(path, error))?;
    let from = usize::try_from(version.max(current)).unwrap_or(0);
    if from >= steps.len() {
        return Ok(());
    }
    if from > 0 {
        super::backup::copy_to(connection, &free_name(path, steps.len()))?;
    }
    for (index, step) in steps.iter().enumerate().skip(from) {
        let tx = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| fault(path, error))?;
        let current: i32 = tx
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(|error| fault(path, error))?;
        // Another process may have done this step while we waited for the lock.
        if usize::try_from(current).unwrap_or(0) <= index {
            tx.execute_batch(step).map_err(|error| fault(path, error))?;
            tx.pragma_update(None, "user_version", i32::try_from(index + 1).unwrap_or(i32::MAX))
                .and_then(|()| tx.pragma_update(None, "application_id", APPLICATION_ID))
                .map_err(|error| fault(path, error))?;
        }
        tx.commit().map_err(|error| fault(path, error))?;
    }
    Ok(())
}

/// A name beside the store that no backup has yet.
fn free_name(path: &Path, version: usize) -> PathBuf {
    let mut copy = path.with_extension(format!("before-v{version}.db"));
    let mut number = 2;
    while copy.exists() {
        copy = path.with_extension(format!("before-v{version}.{number}.db"));
        number += 1;
    }
    copy
}
