//! `firebell vendor list|show` (VM-1 to VM-4).

use serde_json::json;

use super::glass::{Glass, or_dash};
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use super::{deadlines, incident};
use crate::clock::date_of;
use crate::domain::fact::VendorDetails;
use crate::domain::{State, SubjectKind};
use crate::engine::{Trouble, query};
use crate::launch::Launch;
use crate::verb::Values;

/// Lists the vendors, what is due first, first.
pub fn list(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let rows = query::vendors(engine.store())?;
    if out.is_json() {
        let rows: Vec<_> = rows.iter().map(|row| super::json::vendor_row(row, glass.now)).collect();
        out.json(&json!({ "vendors": rows }));
        return Ok(Verdict::Done);
    }
    if rows.is_empty() {
        out.talk("No vendors.");
        return Ok(Verdict::Done);
    }
    // A vendor is due by the end of a day of the policy's calendar, whatever zone is looked from.
    let calendar = &engine.book().current().calendar;
    let today = calendar.local(glass.now).date_naive();
    let day = |due| date_of(calendar.local(due).date_naive(), today);
    let mut table = Table::new(&["TIER", "DUE", "LEFT", "ASSESSED", "OWNER", "NAME"]);
    for row in &rows {
        let details = &row.vendor.details;
        let next = row.next.as_ref();
        table.row([
            details.tier.clone(),
            next.and_then(|next| next.due_at).map_or_else(|| "-".to_owned(), day),
            next.map_or_else(|| "-".to_owned(), |next| glass.left(next)),
            details
                .last_assessed
                .map_or_else(|| "never".to_owned(), |day| day.to_string()),
            details
                .owner
                .as_ref()
                .map_or_else(|| "-".to_owned(), |owner| owner.name.clone()),
            details.name.clone(),
        ]);
    }
    table.print(out);
    Ok(Verdict::Done)
}

/// Shows one vendor with its deadlines and its log.
pub fn show(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let shown = query::show_named(
        engine.store(),
        SubjectKind::Vendor,
        values.get("name").unwrap_or_default(),
    )?;
    let State::Vendor(vendor) = &shown.state else {
        return Ok(Verdict::Done);
    };
    if out.is_json() {
        let mut value = super::json::vendor(vendor);
        value["deadlines"] = shown
            .deadlines
            .iter()
            .map(|one| super::json::deadline(one, glass.now))
            .collect();
        value["log"] = shown.log.iter().map(super::json::line).collect();
        out.json(&value);
        return Ok(Verdict::Done);
    }
    out.line(&crate::text::one_line(&vendor.details.name));
    details(&vendor.details).print(out);
    out.line("");
    out.line("Deadlines");
    deadlines::page(&shown.deadlines, glass).print(out);
    out.line("");
    out.line("Log");
    incident::log(&shown.log, glass).print(out);
    Ok(Verdict::Done)
}

fn details(details: &VendorDetails) -> Table {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut table = Table::inset();
    for (name, value) in [
        ("tier", details.tier.clone()),
        ("service", details.service.clone()),
        ("purpose", details.purpose.clone()),
        ("data", details.categories.join(", ")),
        ("location", details.location.clone()),
        (
            "customer data",
            if details.customer_data { "yes" } else { "no" }.to_owned(),
        ),
        (
            "owner",
            details
                .owner
                .as_ref()
                .map(|owner| owner.name.clone())
                .unwrap_or_default(),
        ),
        ("assessed", day(details.last_assessed)),
        ("renewal", day(details.renewal)),
    ] {
        table.row([name.to_owned(), or_dash(&value)]);
    }
    table
}
