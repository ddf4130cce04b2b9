//! Bringing in what another record holds: read as a whole, written in one transaction or not at all.

use std::collections::BTreeMap;

use super::batch::Batch;
use super::execute::{Engine, Manner, Outcome, Trouble};
use super::query;
use crate::domain::{Command, Refusal, SubjectKind};
use crate::error::Failure;
use crate::import::{BadLine, Line, Parsed, Unreadable, customers, incidents, vendors};
use crate::text::{fold_name, one_line};

/// What kind of record it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Incidents as JSON lines.
    Incidents,
    /// A vendor register as CSV.
    Vendors,
    /// Customers as CSV.
    Customers,
}

/// How it is to be brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What it is.
    pub source: Source,
    /// Leave bad lines out; otherwise one of them keeps everything out.
    pub skip_bad: bool,
    /// Only say what would come of it.
    pub dry_run: bool,
    /// How a sheet of vendors is to be read.
    pub dialect: vendors::Dialect,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// What is new: number of the line, and what was done.
    pub added: Vec<(usize, String)>,
    /// What was here and is different now.
    pub changed: Vec<(usize, String)>,
    /// How many lines say what is here already.
    pub already_here: usize,
    /// Lines that could not be taken, in their order.
    pub bad: Vec<BadLine>,
    /// Things worth knowing, as sentences without a full stop.
    pub notes: Vec<String>,
    /// Was it written? Not when it was a rehearsal, and not when bad lines kept everything out.
    pub written: bool,
}

/// How often progress is told.
const STRIDE: usize = 64;

impl Engine {
    /// Brings in a file; `progress` is told how many lines are done, and how many there are.
    ///
    /// Names near to known ones are taken as new ones: nobody is there to be asked. Importing twice changes nothing.
    pub fn import(
        &mut self,
        bytes: &[u8],
        wish: &Wish,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Report, Trouble> {
        let parsed = self.parse(bytes, wish)?;
        let mut report = Report {
            bad: parsed.bad,
            notes: parsed.notes,
            ..Report::default()
        };
        let mut batch = self.batch()?;
        let total = parsed.lines.len();
        for (done, line) in parsed.lines.iter().enumerate() {
            if done % STRIDE == 0 {
                progress(done, total);
            }
            report.take(&mut batch, line)?;
        }
        report.bad.sort_by_key(|bad| bad.number);
        if !wish.dry_run && (wish.skip_bad || report.bad.is_empty()) {
            batch.commit()?;
            report.written = true;
        }
        Ok(report)
    }

    fn parse(&self, bytes: &[u8], wish: &Wish) -> Result<Parsed, Trouble> {
        match wish.source {
            Source::Incidents => Ok(incidents::parse(bytes, self.now())),
            Source::Vendors => {
                let mut register = BTreeMap::new();
                for row in query::vendors(self.store())? {
                    let details = row.vendor.details;
                    // An export writes what is hidden in a name as it can be seen.
                    register.insert(fold_name(&one_line(&details.name)), details.clone());
                    register.insert(fold_name(&details.name), details);
                }
                vendors::parse(bytes, &wish.dialect, &|name| register.get(&fold_name(name)).cloned())
                    .map_err(unreadable)
            }
            Source::Customers => {
                let names = self.customer_names()?;
                customers::parse(bytes, &|name| names.contains(&fold_name(name))).map_err(unreadable)
            }
        }
    }

    fn customer_names(&self) -> Result<Vec<String>, Failure> {
        let entries = query::register(self.store(), SubjectKind::Customer)?;
        Ok(entries
            .iter()
            .flat_map(|entry| entry.names().map(fold_name).collect::<Vec<_>>())
            .collect())
    }
}

fn unreadable(why: Unreadable) -> Trouble {
    Refusal::rule("Nothing was imported", why.0).into()
}

impl Report {
    fn take(&mut self, batch: &mut Batch, line: &Line) -> Result<(), Trouble> {
        let manner = Manner {
            accept_new: true,
            draft: None,
        };
        let number = line.number;
        match batch.run(&line.command, &manner) {
            Ok(outcome) => self.count(line, outcome),
            Err(Trouble::Refused(refusal)) => {
                let reason = match refusal.instead.trim_end_matches('.') {
                    "" => refusal.why,
                    instead => format!("{}. {instead}", refusal.why),
                };
                self.bad.push(BadLine { number, reason });
            }
            Err(failed) => return Err(failed),
        }
        Ok(())
    }

    fn count(&mut self, line: &Line, outcome: Outcome) {
        let number = line.number;
        for warning in outcome.warnings {
            self.notes.push(format!("line {number}: {warning}"));
        }
        if outcome.facts.is_empty() {
            self.already_here += 1;
            return;
        }
        let is_change = matches!(line.command, Command::ChangeVendor { .. } | Command::ChangeEntry { .. });
        let list = if is_change { &mut self.changed } else { &mut self.added };
        list.push((number, outcome.done));
    }
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;
