//! The vendor register of a spreadsheet, or one's own export: each row becomes one vendor (VM-1).
//!
//! A vendor is known by its name. Of one that is in the register already only what the sheet says otherwise is changed;
//! an empty cell says nothing, and a cell that reads as the export writes what is here says nothing new. A sheet that has
//! not heard of our latest assessment does not take it back.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use super::cells::{self, Row};
use super::times::DateOrder;
use super::{BadLine, Parsed, Unreadable, without_mark};
use crate::domain::Command;
use crate::domain::command::{NewVendor, VendorChange};
use crate::domain::fact::VendorDetails;
pub use crate::domain::vendor::COLUMNS;
use crate::text::{fold_name, one_line};

/// Why the tier of a vendor changes that the sheet has in another one.
const REASON: &str = "import";

/// How a sheet is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dialect {
    /// Titles of the sheet, and the columns they mean.
    pub map: Vec<(String, String)>,
    /// In which order its days are written.
    pub dates: DateOrder,
}

/// Reads a sheet of vendors, or an export as JSON. `known` says what the register has under a name.
pub fn parse(
    bytes: &[u8],
    dialect: &Dialect,
    known: &dyn Fn(&str) -> Option<VendorDetails>,
) -> Result<Parsed, Unreadable> {
    let mut taken = Taken::default();
    let text = without_mark(bytes);
    if text.trim_ascii_start().starts_with(b"{") {
        return from_json(text, &mut taken, known);
    }
    cells::read(
        bytes,
        COLUMNS,
        &dialect.map,
        &mut |number, row, parsed| match from_row(row, dialect.dates) {
            Ok(sheet) => taken.take(number, sheet, known, parsed),
            Err(reason) => parsed.bad(number, reason),
        },
    )
}

/// Names that were read, with their lines.
#[derive(Default)]
struct Taken(BTreeMap<String, usize>);

impl Taken {
    fn take(
        &mut self,
        number: usize,
        sheet: Sheet,
        known: &dyn Fn(&str) -> Option<VendorDetails>,
        parsed: &mut Parsed,
    ) {
        if let Some(before) = self.0.insert(fold_name(&sheet.name), number) {
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
    }
}

/// A row of the sheet: what it says, and nothing else.
struct Sheet {
    name: String,
    change: VendorChange,
    /// Was it in use already? Of a sheet that does not say it is taken to be.
    in_use: Option<bool>,
}

fn from_row(row: &Row, dates: DateOrder) -> Result<Sheet, String> {
    let text = |column: &str| row.cell(column).map(str::to_owned);
    let date = |column: &str| row.read(column, dates.form(), |typed| dates.day(typed));
    let flag = |column: &str| row.read(column, "yes or no", yes_no);
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
            customer_data: flag("customer_data")?,
            production: flag("production")?,
            owner: text("owner"),
            requester: text("requester"),
            contacts: row.list("contacts"),
            contract: date("contract")?,
            dpa: date("dpa")?,
            links: row.list("links"),
            last_assessed: date("last_assessed")?,
            renewal: date("renewal")?,
            reason: None,
        },
        in_use: flag("in_use")?,
    })
}

fn from_json(
    bytes: &[u8],
    taken: &mut Taken,
    known: &dyn Fn(&str) -> Option<VendorDetails>,
) -> Result<Parsed, Unreadable> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| Unreadable(format!("it is not JSON: {error}")))?;
    let Some(vendors) = value["vendors"].as_array() else {
        return Err(Unreadable(
            "it is no export of vendors: it has no list \"vendors\"".to_owned(),
        ));
    };
    let mut parsed = Parsed::default();
    for (number, vendor) in (1..).zip(vendors) {
        match from_value(vendor) {
            Ok(sheet) => taken.take(number, sheet, known, &mut parsed),
            Err(reason) => parsed.bad.push(BadLine { number, reason }),
        }
    }
    Ok(parsed)
}

fn from_value(value: &Value) -> Result<Sheet, String> {
    let text = |key: &str| {
        value[key]
            .as_str()
            .map(str::to_owned)
            .filter(|text| !text.trim().is_empty())
    };
    let list = |key: &str| {
        let parts = value[key].as_array()?.iter();
        let parts: Vec<String> = parts.filter_map(|part| part.as_str().map(str::to_owned)).collect();
        (!parts.is_empty()).then_some(parts)
    };
    let date = |key: &str| match value[key].as_str() {
        None => Ok(None),
        Some(typed) => match DateOrder::Iso.day(typed) {
            Some(day) => Ok(Some(day)),
            None => Err(format!("{key} is \"{typed}\"; write a day as 2025-11-30")),
        },
    };
    Ok(Sheet {
        name: text("name")
            .filter(|name| !fold_name(name).is_empty())
            .ok_or("the name is missing")?,
        change: VendorChange {
            name: None,
            tier: text("tier"),
            service: text("service"),
            purpose: text("purpose"),
            categories: list("data"),
            location: text("location"),
            customer_data: value["customer_data"].as_bool(),
            production: value["production"].as_bool(),
            owner: text("owner"),
            requester: text("requester"),
            contacts: list("contacts"),
            contract: date("contract")?,
            dpa: date("dpa")?,
            links: list("links"),
            last_assessed: date("last_assessed")?,
            renewal: date("renewal")?,
            reason: None,
        },
        in_use: value["in_use"].as_bool(),
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
    let Sheet { name, change, in_use } = sheet;
    let tier = change.tier.ok_or("the tier is missing, and the vendor is new")?;
    Ok(Command::AddVendor(Box::new(NewVendor {
        details: VendorDetails {
            name,
            tier,
            service: change.service.unwrap_or_default(),
            purpose: change.purpose.unwrap_or_default(),
            categories: change.categories.unwrap_or_default(),
            location: change.location.unwrap_or_default(),
            customer_data: change.customer_data.unwrap_or_default(),
            production: change.production.unwrap_or_default(),
            contacts: change.contacts.unwrap_or_default(),
            contract: change.contract,
            dpa: change.dpa,
            links: change.links.unwrap_or_default(),
            last_assessed: change.last_assessed,
            renewal: change.renewal,
            owner: None,
            requester: None,
        },
        owner: change.owner,
        requester: change.requester,
        in_use: in_use.unwrap_or(true),
        reason: None,
    })))
}

/// Has the register an assessment that the sheet has not heard of?
fn is_older(sheet: &Sheet, register: &VendorDetails) -> bool {
    let older = |sheet: NaiveDate, known: NaiveDate| sheet < known;
    match (sheet.change.last_assessed, register.last_assessed) {
        (Some(sheet), Some(known)) => older(sheet, known),
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
    let name = |person: Option<&crate::domain::Ref>| person.map(|person| person.name.clone()).unwrap_or_default();
    forget_same(&mut change.service, &register.service);
    forget_same(&mut change.purpose, &register.purpose);
    forget_same(&mut change.location, &register.location);
    forget_same_list(&mut change.categories, &register.categories);
    forget_same_list(&mut change.contacts, &register.contacts);
    forget_same_list(&mut change.links, &register.links);
    for (typed, person) in [
        (&mut change.owner, &register.owner),
        (&mut change.requester, &register.requester),
    ] {
        let known = name(person.as_ref());
        if typed.as_deref().map(fold_name) == Some(fold_name(&known)) {
            *typed = None;
        }
        forget_same(typed, &known);
    }
    Command::ChangeVendor {
        // As it is called here: the sheet may spell it as it can be seen.
        vendor: register.name.clone(),
        change: Box::new(change),
    }
}

/// What an export writes of a text, trimmed as a sheet is read.
fn exported(text: &str) -> String {
    one_line(text).trim().to_owned()
}

fn forget_same(said: &mut Option<String>, known: &str) {
    if said.as_deref() == Some(known) || said.as_deref().map(str::trim) == Some(&exported(known)) {
        *said = None;
    }
}

fn forget_same_list(said: &mut Option<Vec<String>>, known: &[String]) {
    let exported: Vec<String> = known.iter().map(|part| exported(part)).collect();
    if said.as_deref().is_some_and(|said| said == known || said == exported) {
        *said = None;
    }
}

#[cfg(test)]
#[path = "vendors_tests.rs"]
mod tests;
