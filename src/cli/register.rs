//! `firebell person|customer|system list|show`.

use serde_json::json;

use super::glass::{Glass, or_dash};
use super::incident;
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::fact::RegisterDetails;
use crate::domain::{State, SubjectKind};
use crate::engine::{Trouble, query};
use crate::launch::Launch;
use crate::text::one_line;
use crate::verb::Values;

/// Lists a register by name.
pub fn list(kind: SubjectKind, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let entries = query::register(engine.store(), kind)?;
    if out.is_json() {
        let rows: Vec<_> = entries.iter().map(super::json::entry).collect();
        out.json(&json!({ "register": kind, "entries": rows }));
        return Ok(Verdict::Done);
    }
    if entries.is_empty() {
        out.talk(&format!("No {}.", plural(kind)));
        return Ok(Verdict::Done);
    }
    let special = match kind {
        SubjectKind::Person => "DUTIES",
        SubjectKind::Customer => "WINDOW",
        _ => "HOLDS",
    };
    let mut table = Table::new(&[special, "NAME", "CONTACT"]);
    for entry in &entries {
        let details = &entry.details;
        table.row([
            or_dash(&special_of(kind, details)),
            details.name.clone(),
            or_dash(&details.contact),
        ]);
    }
    table.print(out);
    Ok(Verdict::Done)
}

/// Shows one entry with its log.
pub fn show(kind: SubjectKind, values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let shown = query::show_named(engine.store(), kind, values.get("name").unwrap_or_default())?;
    let State::Entry(entry) = &shown.state else {
        return Ok(Verdict::Done);
    };
    if out.is_json() {
        let mut value = super::json::entry(entry);
        value["log"] = shown.log.iter().map(super::json::line).collect();
        out.json(&value);
        return Ok(Verdict::Done);
    }
    let details = &entry.details;
    out.line(&one_line(&details.name));
    let mut table = Table::inset();
    let special = match kind {
        SubjectKind::Person => "duties",
        SubjectKind::Customer => "window",
        _ => "holds",
    };
    for (name, value) in [
        ("aliases", details.aliases.join(", ")),
        ("contact", details.contact.clone()),
        (special, special_of(kind, details)),
        ("note", details.note.clone()),
        (
            "merged into",
            entry.merged.as_ref().map(|into| into.name.clone()).unwrap_or_default(),
        ),
    ] {
        if !value.is_empty() {
            table.row([name.to_owned(), value]);
        }
    }
    table.print(out);
    out.line("");
    out.line("Log");
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    incident::log(&shown.log, glass).print(out);
    Ok(Verdict::Done)
}

/// What one register knows and the others do not.
fn special_of(kind: SubjectKind, details: &RegisterDetails) -> String {
    match kind {
        SubjectKind::Person => details.duties.join(", "),
        SubjectKind::Customer => details
            .contract_hours
            .map(|hours| format!("{hours} h"))
            .unwrap_or_default(),
        _ => {
            let marks = [
                (details.production == Some(true)).then_some("production"),
                (details.customer_data == Some(true)).then_some("customer data"),
            ];
            marks.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    }
}

fn plural(kind: SubjectKind) -> String {
    match kind {
        SubjectKind::Person => "people".to_owned(),
        kind => format!("{}s", kind.word()),
    }
}
