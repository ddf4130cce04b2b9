//! Is the record whole? Walks every series from its first fact and checks body, row and chain.

use rusqlite::params;

use super::chain::{self, Sum, hex};
use super::journal::link;
use super::open::Store;
use super::read::{FACT, fact_from_row};
use crate::error::Failure;

/// One series as `verify` found it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SeriesReport {
    /// Its name.
    pub series: String,
    /// Is it the one this installation writes?
    pub own: bool,
    /// How many facts it has.
    pub facts: u64,
    /// How many of them were expunged.
    pub expunged: u64,
    /// How many this version cannot read; they are kept.
    pub unknown: u64,
    /// Digest of its last fact, in hexadecimal.
    pub head: String,
    /// The first broken fact and what is wrong with it.
    pub broken: Option<Broken>,
}

/// The first broken fact of a series.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Broken {
    /// Its place in the series.
    pub seq: u64,
    /// What is wrong.
    pub why: String,
}

impl Store {
    /// Checks every series; `progress` is told how many facts were checked so far.
    pub fn verify(&self, progress: &mut dyn FnMut(u64)) -> Result<Vec<SeriesReport>, Failure> {
        let series: Vec<(i64, String, bool)> = self
            .connection
            .prepare("SELECT id, name, installation IS ?1 FROM series ORDER BY id")
            .and_then(|mut statement| {
                statement
                    .query_map([&self.installation], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                    .collect()
            })
            .map_err(|error| self.fault(error))?;
        let mut checked = 0;
        series
            .into_iter()
            .map(|(id, name, own)| self.verify_series(id, name, own, &mut checked, progress))
            .collect()
    }

    fn verify_series(
        &self,
        id: i64,
        name: String,
        own: bool,
        checked: &mut u64,
        progress: &mut dyn FnMut(u64),
    ) -> Result<SeriesReport, Failure> {
        let mut report = SeriesReport {
            series: name,
            own,
            facts: 0,
            expunged: 0,
            unknown: 0,
            head: hex(&[0; 32]),
            broken: None,
        };
        let mut run = || -> rusqlite::Result<()> {
            let columns = FACT.replacen(
                "b.json",
                "b.json, f.body_digest, f.digest, (SELECT 1 FROM expunged e WHERE e.pos = f.pos)",
                1,
            );
            let mut statement = self
                .connection
                .prepare(&format!("SELECT {columns} WHERE f.series = ?1 ORDER BY f.seq"))?;
            let mut rows = statement.query(params![id])?;
            let mut before: Sum = [0; 32];
            while let Some(row) = rows.next()? {
                let read = || Ok((fact_from_row(row)?.1, row.get::<_, Sum>(17)?, row.get::<_, Sum>(18)?));
                let read: rusqlite::Result<_> = read();
                let (recorded, body_digest, digest) = match read {
                    Ok(parts) => parts,
                    Err(error) => {
                        let seq = report.facts + 1;
                        let why = format!("it cannot be read ({error})");
                        report.broken = Some(Broken { seq, why });
                        return Ok(());
                    }
                };
                let seq = recorded.envelope.id.seq;
                report.facts += 1;
                let kind: String = row.get(7)?;
                let expected = chain::digest(&before, &link(&recorded.envelope, (&kind, row.get(8)?), &body_digest));
                let body = row.get_ref(16)?.as_str_or_null().map_err(rusqlite::Error::from)?;
                let is_expunged = row.get::<_, Option<i64>>(19)?.is_some();
                let why = match body {
                    _ if seq != report.facts => Some(format!("fact {} is missing", report.facts)),
                    None if is_expunged => None,
                    None => Some("its body is missing".to_owned()),
                    Some(json) if chain::body_digest(json) != body_digest => Some("its body was changed".to_owned()),
                    Some(_) => None,
                };
                let why =
                    why.or_else(|| (expected != digest).then(|| "its row was changed, or a fact before it".to_owned()));
                if let Some(why) = why {
                    report.broken = Some(Broken { seq, why });
                    return Ok(());
                }
                report.expunged += u64::from(is_expunged);
                report.unknown += u64::from(matches!(recorded.body, crate::domain::Body::Unknown { .. }));
                before = digest;
                *checked += 1;
                if checked.is_multiple_of(4096) {
                    progress(*checked);
                }
            }
            report.head = hex(&before);
            Ok(())
        };
        run().map_err(|error| self.fault(error))?;
        Ok(report)
    }

    /// `SQLite`'s own check of the file; the list is empty when it is whole.
    pub fn check_pages(&self) -> Result<Vec<String>, Failure> {
        self.connection
            .prepare("PRAGMA quick_check(20)")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| row.get::<_, String>(0))?
                    .collect::<rusqlite::Result<Vec<_>>>()
            })
            .map(|lines| lines.into_iter().filter(|line| line != "ok").collect())
            .map_err(|error| self.fault(error))
    }
}
