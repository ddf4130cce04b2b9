//! A copy of the whole store, made while others go on writing.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::fault::{fault, file_fault};
use super::open::Store;
use crate::error::{Failure, Kind};

impl Store {
    /// Copies the store to `target`, which must not exist yet. The copy does not carry this installation's series.
    pub fn backup(&self, target: &Path) -> Result<(), Failure> {
        copy_to(&self.connection, target)
    }
}

/// Copies an open store into a new file with mode 0600.
pub(super) fn copy_to(connection: &Connection, target: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::OpenOptionsExt;
    let what = "no backup was made";
    if target.exists() {
        return Err(
            Failure::new(Kind::Usage, what, format!("{} exists already", target.display()))
                .with_todo("Name a file that does not exist yet."),
        );
    }
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(target)
        .map_err(|error| file_fault(what, target, error))?;
    let run = || -> rusqlite::Result<()> {
        let mut copy = Connection::open(target)?;
        Backup::new(connection, &mut copy)?.run_to_completion(1024, Duration::ZERO, None)?;
        // Put back over the store it came from, the copy would go on with a series that went on without it.
        let has_series = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'series'";
        if copy.prepare(has_series)?.exists([])? {
            copy.execute("UPDATE series SET installation = NULL", [])?;
        }
        copy.pragma_update(None, "journal_mode", "wal")
    };
    run().map_err(|error| {
        // Half a backup is worse than none.
        let _ = std::fs::remove_file(target);
        fault(target, error)
    })
}
