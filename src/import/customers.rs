//! Customers of a spreadsheet: one row of CSV becomes one customer with contact and contract hours (IR-11).
//!
//! A customer is known by its name or one of its other names. Of one that is in the register already only what the
//! sheet says otherwise is changed; an empty cell says nothing.

use std::collections::BTreeMap;

use super::cells::{self, Row};
use super::{Parsed, Unreadable};
use crate::domain::command::EntryChange;
use crate::domain::fact::RegisterDetails;
use crate::domain::{Command, SubjectKind};
use crate::text::fold_name;

/// The columns; only the name is needed.
pub const COLUMNS: &[&str] = &["name", "contact", "contract_hours", "notice_days", "aliases", "note"];

/// Reads a sheet of customers. `is_known` says whether the register has one under a name.
pub fn parse(bytes: &[u8], is_known: &dyn Fn(&str) -> bool) -> Result<Parsed, Unreadable> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    cells::read(bytes, COLUMNS, &[], &mut |number, row, parsed| {
        let details = match customer(row) {
            Ok(details) => details,
            Err(reason) => return parsed.bad(number, reason),
        };
        for name in std::iter::once(&details.name).chain(&details.aliases) {
            if let Some(before) = seen.insert(fold_name(name), number).filter(|before| *before != number) {
                return parsed.bad(number, format!("{name} is on line {before} already"));
            }
        }
        let command = if is_known(&details.name) {
            changed(details)
        } else {
            Command::AddEntry {
                kind: SubjectKind::Customer,
                details: Box::new(RegisterDetails {
                    // None of a new contract's hours are to be taken away.
                    contract_hours: details.contract_hours.filter(|hours| *hours > 0),
                    notice_days: details.notice_days.filter(|days| *days > 0),
                    ..details
                }),
            }
        };
        parsed.good(number, command);
    })
}

fn customer(row: &Row) -> Result<RegisterDetails, String> {
    let text = |column: &str| row.cell(column).unwrap_or_default().to_owned();
    let name = text("name");
    if fold_name(&name).is_empty() {
        return Err("the name is missing".to_owned());
    }
    let mut aliases: Vec<String> = row.list("aliases").unwrap_or_default();
    aliases.retain(|alias| fold_name(alias) != fold_name(&name));
    Ok(RegisterDetails {
        name,
        aliases,
        contact: text("contact"),
        contract_hours: row.read("contract_hours", "whole hours, such as 48", hours)?,
        notice_days: row.read("notice_days", "whole days, such as 30", days)?,
        note: text("note"),
        ..RegisterDetails::default()
    })
}

/// `48`, `48h` or `48 h`.
fn hours(typed: &str) -> Option<u32> {
    typed.trim_end_matches(['h', 'H']).trim_end().parse().ok()
}

/// `30`, `30d` or `30 days`.
fn days(typed: &str) -> Option<u32> {
    let number = typed.trim_end_matches(|c: char| c.is_ascii_alphabetic()).trim_end();
    number.parse().ok()
}

fn changed(details: RegisterDetails) -> Command {
    let said = |text: String| Some(text).filter(|text| !text.is_empty());
    Command::ChangeEntry {
        kind: SubjectKind::Customer,
        name: details.name,
        change: Box::new(EntryChange {
            aliases: details.aliases,
            contact: said(details.contact),
            contract_hours: details.contract_hours,
            notice_days: details.notice_days,
            note: said(details.note),
            ..EntryChange::default()
        }),
    }
}

#[cfg(test)]
#[path = "customers_tests.rs"]
mod tests;
