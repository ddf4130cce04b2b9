//! The vendor register of a spreadsheet: one row of CSV becomes one vendor (VM-1).
//!
//! A vendor is known by its name. Of one that is in the register already only what the sheet says otherwise is changed;
//! an empty cell says nothing. A sheet that has not heard of our latest assessment does not take it back.

use std::collections::BTreeMap;

use super::cells::{self, Row};
use super::times::day;
use super::{Parsed, Unreadable};
use crate::domain::Command;
use crate::domain::command::VendorChange;
use crate::domain::fact::VendorDetails;
use crate::text::fold_name;

/// The columns; only the name is needed, and for a new vendor the tier.
pub const COLUMNS: &[&str] = &[
    "name",
    "service",
    "tier",
    "customer_data",
    "purpose",
    "data_categories",
    "processing_location",
    "owner",
    "last_assessed",
    "renewal",
];

/// Why the tier of a vendor changes that the sheet has in another one.
const REASON: &str = "import";

/// Reads a sheet of vendors. `known` says what the register has under a name.
pub fn parse(bytes: &[u8], known: &dyn Fn(&str) -> Option<VendorDetails>) -> Result<Parsed, Unreadable> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    cells::read(bytes, COLUMNS, &mut |number, row, parsed| {
        let sheet = match vendor(row) {
            Ok(sheet) => sheet,
            Err(reason) => return parsed.bad(number, reason),
        };
        if let Some(before) = seen.insert(fold_name(&sheet.name), number) {
            return parsed.bad(number, format!("{} is on line {before} already", sheet.name));
        }
        match known(&sheet.name) {
            Some(register) => {
                if is_older(&sheet, &register) {
                    let name = &sheet.name;
                    parsed.notes.push(format!(
                        "line {number}: {name} was assessed here since; its days stay as they are"
                    ));
                }
                parsed.good(number, changed(sheet, &register));
            }
            None => match added(sheet) {
                Ok(command) => parsed.good(number, command),
                Err(reason) => parsed.bad(number, reason),
            },
        }
    })
}

/// A row of the sheet: what it says, and nothing else.
struct Sheet {
    name: String,
    change: VendorChange,
}

fn vendor(row: &Row) -> Result<Sheet, String> {
    let text = |column: &str| row.cell(column).map(str::to_owned);
    let date = |column: &str| row.read(column, "a day as 2025-11-30", day);
    Ok(Sheet {
        name: text("name")
            .filter(|name| !fold_name(name).is_empty())
            .ok_or("the name is missing")?,
        change: VendorChange {
            name: None,
            tier: text("tier"),
            service: text("service"),
            purpose: text("purpose"),
            categories: row.list("data_categories"),
            location: text("processing_location"),
            customer_data: row.read("customer_data", "yes or no", yes_no)?,
            owner: text("owner"),
            last_assessed: date("last_assessed")?,
            renewal: date("renewal")?,
            reason: None,
        },
    })
}

fn yes_no(typed: &str) -> Option<bool> {
    match typed.to_lowercase().as_str() {
        "yes" | "y" | "true" | "x" | "1" => Some(true),
        "no" | "n" | "false" | "-" | "0" => Some(false),
        _ => None,
    }
}

fn added(sheet: Sheet) -> Result<Command, String> {
    let Sheet { name, change } = sheet;
    let tier = change.tier.ok_or("the tier is missing, and the vendor is new")?;
    let details = VendorDetails {
        name,
        tier,
        service: change.service.unwrap_or_default(),
        purpose: change.purpose.unwrap_or_default(),
        categories: change.categories.unwrap_or_default(),
        location: change.location.unwrap_or_default(),
        customer_data: change.customer_data.unwrap_or_default(),
        owner: None,
        last_assessed: change.last_assessed,
        renewal: change.renewal,
    };
    Ok(Command::AddVendor(Box::new(details), change.owner))
}

/// Has the register an assessment that the sheet has not heard of?
fn is_older(sheet: &Sheet, register: &VendorDetails) -> bool {
    match (sheet.change.last_assessed, register.last_assessed) {
        (Some(theirs), Some(ours)) => theirs < ours,
        _ => false,
    }
}

fn changed(sheet: Sheet, register: &VendorDetails) -> Command {
    let is_older = is_older(&sheet, register);
    let mut change = sheet.change;
    if is_older {
        change.last_assessed = None;
        change.renewal = None;
    }
    if change
        .tier
        .as_ref()
        .is_some_and(|tier| !tier.eq_ignore_ascii_case(&register.tier))
    {
        change.reason = Some(REASON.to_owned());
    }
    let owner = register.owner.as_ref().map(|owner| fold_name(&owner.name));
    if change.owner.as_deref().map(fold_name) == owner {
        change.owner = None;
    }
    Command::ChangeVendor {
        vendor: sheet.name,
        change: Box::new(change),
    }
}

#[cfg(test)]
#[path = "vendors_tests.rs"]
mod tests;
