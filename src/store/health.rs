//! What `doctor` asks of a store.

use super::migrate::schema_version;
use super::open::Store;
use crate::clock::{Moment, from_millis};
use crate::error::Failure;

/// The version of the database that is built in.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

impl Store {
    /// Schema of the file, and the one this program writes.
    pub fn schema(&self) -> Result<(i32, i32), Failure> {
        self.connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map(|version| (version, schema_version()))
            .map_err(|error| self.fault(error))
    }

    /// The latest time at which a fact says it was recorded; ahead of the clock, some machine's clock is wrong.
    pub fn newest_recorded_at(&self) -> Result<Option<Moment>, Failure> {
        self.connection
            .query_row("SELECT max(recorded_at) FROM fact", [], |row| {
                row.get::<_, Option<i64>>(0)
            })
            .map(|millis| millis.map(from_millis))
            .map_err(|error| self.fault(error))
    }
}
