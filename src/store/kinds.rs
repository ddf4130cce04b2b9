//! Facts by their kind: what was confirmed, decided and told, without a look at the rest of the journal.

use rusqlite::params;

use super::open::Store;
use super::read::{FACT, fact_from_row};
use super::snapshot::{Snapshot, Status, load};
use crate::domain::{Recorded, Subject};
use crate::error::Failure;

/// What `fact_of_breaches` holds. In these very words, or the index is passed over.
const OF_BREACHES: &str = "f.kind IN (
  'incident.breach-confirmed', 'incident.breach-withdrawn', 'incident.question-answered', 'incident.obligation-declined',
  'incident.obligation-submitted', 'incident.notice-sent', 'incident.notice-superseded', 'incident.published')";

/// Facts of one subject, of some of these kinds, in canonical order.
fn of_kinds(kinds: &[&str]) -> String {
    format!(
        "SELECT {FACT} WHERE f.subject = (SELECT id FROM subject WHERE key = ?1) AND {OF_BREACHES} AND f.kind IN ({})
         ORDER BY f.stamp, s.name, f.seq",
        quoted(kinds)
    )
}

/// Every subject with a fact of these kinds.
fn with_kinds(kinds: &[&str]) -> String {
    format!(
        "SELECT DISTINCT f.subject FROM fact f WHERE {OF_BREACHES} AND f.kind IN ({}) ORDER BY f.subject",
        quoted(kinds)
    )
}

/// `'a', 'b'`: names of the program's own, which hold no quotation mark.
fn quoted(kinds: &[&str]) -> String {
    let quoted: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    quoted.join(", ")
}

impl Store {
    /// The facts of a subject that are of these kinds, in canonical order.
    ///
    /// `kinds` are names that facts have in the journal, each among those of breaches.
    pub fn facts_of_kinds(&self, subject: &Subject, kinds: &'static [&'static str]) -> Result<Vec<Recorded>, Failure> {
        let run = || -> rusqlite::Result<Vec<Recorded>> {
            let mut statement = self.connection.prepare_cached(&of_kinds(kinds))?;
            let rows = statement.query_map(params![subject.id], |row| Ok(fact_from_row(row)?.1))?;
            rows.collect()
        };
        run().map_err(|error| self.fault(error))
    }

    /// Hands over every subject that has a fact of these kinds and was not taken back, one at a time.
    pub fn each_with_kinds(
        &self,
        kinds: &'static [&'static str],
        take: &mut dyn FnMut(Snapshot) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let rows = || -> rusqlite::Result<Vec<i64>> {
            let mut statement = self.connection.prepare_cached(&with_kinds(kinds))?;
            let rows = statement.query_map([], |row| row.get(0))?;
            rows.collect()
        };
        for row in rows().map_err(|error| self.fault(error))? {
            let snapshot = load(&self.connection, row).map_err(|error| self.fault(error))?;
            if let Some(snapshot) = snapshot.filter(|snapshot| snapshot.status != Status::Void) {
                take(snapshot)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each question walks the index of breaches, and no other table from end to end.
    #[test]
    fn the_index_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("firebell.db")).unwrap();
        for sql in [
            of_kinds(&["incident.published"]),
            with_kinds(&["incident.breach-confirmed"]),
        ] {
            let sql = format!("EXPLAIN QUERY PLAN {}", sql.replace("?1", "'x'"));
            let mut statement = store.connection.prepare(&sql).unwrap();
            let plan: Vec<String> = statement
                .query_map([], |row| row.get("detail"))
                .unwrap()
                .collect::<rusqlite::Result<_>>()
                .unwrap();
            assert!(plan.iter().any(|step| step.contains("fact_of_breaches")), "{plan:?}");
            let scans = plan.iter().filter(|step| step.starts_with("SCAN"));
            assert!(scans.clone().all(|step| step.contains("fact_of_breaches")), "{plan:?}");
        }
    }
}
