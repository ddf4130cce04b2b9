//! The heads of the record: of each series its last fact, which stands for all before it.

use super::chain::{Sum, hex};
use super::open::Store;
use crate::error::Failure;

/// The end of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesHead {
    /// Its name.
    pub series: String,
    /// How many facts it has.
    pub facts: u64,
    /// Digest of the last one, in hexadecimal.
    pub digest: String,
}

impl Store {
    /// The head of every series, as it was written; whether the chain holds, only [`Store::verify`] tells.
    pub fn heads(&self) -> Result<Vec<SeriesHead>, Failure> {
        let run = || -> rusqlite::Result<Vec<SeriesHead>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT s.name, f.seq, f.digest FROM series s JOIN fact f ON f.series = s.id
                 WHERE f.seq = (SELECT max(seq) FROM fact WHERE series = s.id) ORDER BY s.id",
            )?;
            let heads = statement.query_map([], |row| {
                Ok(SeriesHead {
                    series: row.get(0)?,
                    facts: u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
                    digest: hex(&row.get::<_, Sum>(2)?),
                })
            })?;
            heads.collect()
        };
        run().map_err(|error| self.fault(error))
    }
}
