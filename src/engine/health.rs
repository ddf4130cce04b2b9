//! How a store is: for `doctor`.

use serde::Serialize;

use crate::clock::Moment;
use crate::error::Failure;
use crate::store::{Access, Store};

/// What is known of a store's health without walking its chains; that is `verify`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Health {
    /// Schema of the file.
    pub schema: i32,
    /// Schema this program writes.
    pub knows_schema: i32,
    /// Why it may only be read, where it may.
    pub read_only: Option<String>,
    /// How many facts it holds.
    pub facts: i64,
    /// When the newest fact was recorded.
    pub newest_at: Option<Moment>,
    /// What the database finds wrong with the file; empty when it is whole.
    pub damage: Vec<String>,
    /// Is it a store for tests?
    pub test: bool,
    /// Digest of the policy in force.
    pub policy: String,
}

/// The version of the database that is built in.
pub fn sqlite_version() -> &'static str {
    crate::store::health::sqlite_version()
}

/// Looks a store over.
pub fn health(store: &Store) -> Result<Health, Failure> {
    let (schema, knows_schema) = store.schema()?;
    Ok(Health {
        schema,
        knows_schema,
        read_only: match store.access() {
            Access::Full => None,
            Access::ReadOnly(why) => Some(why.clone()),
        },
        facts: store.newest()?,
        newest_at: store.newest_recorded_at()?,
        damage: store.check_pages()?,
        test: store.is_test()?,
        policy: store.book().digest().to_owned(),
    })
}
