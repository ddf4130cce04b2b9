//! Facts by their kind: the few that a question needs, without folding the rest.

use rusqlite::params;

use super::open::Store;
use super::read::{FACT, fact_from_row};
use crate::domain::{Recorded, Subject};
use crate::error::Failure;

impl Store {
    /// The facts of a subject that are of these kinds, in canonical order.
    ///
    /// `kinds` are names that facts have in the journal; they become part of the question.
    pub fn facts_of_kinds(&self, subject: &Subject, kinds: &'static [&'static str]) -> Result<Vec<Recorded>, Failure> {
        let run = || -> rusqlite::Result<Vec<Recorded>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {FACT} WHERE f.subject = (SELECT id FROM subject WHERE key = ?1) AND f.kind IN ({})
                 ORDER BY f.stamp, s.name, f.seq",
                quoted(kinds)
            ))?;
            let rows = statement.query_map(params![subject.id], |row| Ok(fact_from_row(row)?.1))?;
            rows.collect()
        };
        run().map_err(|error| self.fault(error))
    }
}

/// `'a', 'b'`: names of the program's own, which hold no quotation mark.
fn quoted(kinds: &[&str]) -> String {
    let quoted: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    quoted.join(", ")
}
