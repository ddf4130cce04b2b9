//! What goes wrong with a store, in words: each trouble has its own clear answer.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::error::{Failure, Kind};

/// A failure of the store at `path`, from what `SQLite` says.
pub fn fault(path: &Path, error: rusqlite::Error) -> Failure {
    let shown = path.display();
    let (what, why, todo) = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => (
            "nothing was written".to_owned(),
            format!("the disk that holds {shown} is full"),
            "Make room and do it again; everything saved before is safe.".to_owned(),
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            "nothing was written".to_owned(),
            format!("another program has held {shown} for more than 5 seconds"),
            "Try again; if it stays so, look for it with: fuser -v FILE".to_owned(),
        ),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied) => (
            "nothing was written".to_owned(),
            format!("{shown} may only be read"),
            "Give yourself write permission on the file and its folder, or use --read-only.".to_owned(),
        ),
        Some(ErrorCode::NotADatabase) => (
            "the store was not opened".to_owned(),
            format!("{shown} is not a firebell store"),
            "Name another file with --store; this one was left as it is.".to_owned(),
        ),
        Some(ErrorCode::DatabaseCorrupt) => (
            "the store could not be read".to_owned(),
            format!("{shown} is damaged"),
            "Copy the file away first; then firebell verify says what is whole, and a backup brings back the rest."
                .to_owned(),
        ),
        Some(ErrorCode::CannotOpen) => (
            "the store was not opened".to_owned(),
            format!("{shown} cannot be opened"),
            "Look at the path and its permissions, or name another file with --store.".to_owned(),
        ),
        Some(ErrorCode::SystemIoFailure) => (
            "nothing was written".to_owned(),
            format!("the disk that holds {shown} reports an error"),
            "Look at the disk; everything saved before is as safe as the disk is.".to_owned(),
        ),
        _ => (
            "the store did not do it".to_owned(),
            format!("{shown}: {error}"),
            "Run: firebell doctor".to_owned(),
        ),
    };
    Failure::new(Kind::Store, what, why).with_todo(todo).caused_by(error)
}

/// A failure of a file operation beside the store.
pub fn file_fault(what: &str, path: &Path, error: std::io::Error) -> Failure {
    let why = format!("{}: {error}", path.display());
    Failure::new(Kind::Store, what, why)
        .with_todo("Look at the path, its permissions and the room on the disk.")
        .caused_by(error)
}
