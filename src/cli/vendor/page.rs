//! `firebell vendor show NAME`: one vendor whole.

use super::steps;
use crate::cli::glass::{Glass, or_dash};
use crate::cli::out::Out;
use crate::cli::table::Table;
use crate::cli::verdict::Verdict;
use crate::cli::{deadlines, incident, json};
use crate::domain::fact::VendorDetails;
use crate::domain::{PolicyBook, State, SubjectKind, Vendor};
use crate::engine::query::Shown;
use crate::engine::{Trouble, query};
use crate::launch::Launch;
use crate::text::one_line;
use crate::verb::Values;

/// Shows one vendor with its steps, deadlines and log.
pub fn show(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let typed = values.get("name").unwrap_or_default();
    let shown = query::show_named(engine.store(), SubjectKind::Vendor, typed)?;
    let State::Vendor(vendor) = &shown.state else {
        return Ok(Verdict::Done);
    };
    if out.is_json() {
        out.json(&json::vendor_page(vendor, &shown, engine.book(), glass.now));
        return Ok(Verdict::Done);
    }
    print(vendor, &shown, engine.book(), glass, out);
    Ok(Verdict::Done)
}

fn print(vendor: &Vendor, shown: &Shown, book: &PolicyBook, glass: Glass, out: &mut Out) {
    out.line(&one_line(&vendor.details.name));
    let mut table = details(&vendor.details);
    table.row(["stage".to_owned(), vendor.stage().word().to_owned()]);
    for incident in &vendor.incidents {
        table.row(["incident".to_owned(), incident.name.clone()]);
    }
    table.print(out);
    let section = |title: &str, table: Table, out: &mut Out| {
        if !table.is_empty() {
            out.line("");
            out.line(title);
            table.print(out);
        }
    };
    section("Steps", steps::table(vendor, book, glass), out);
    section("Reports and risks", watched(vendor), out);
    section("Notices and objections", notices(vendor, glass), out);
    section("The end", steps::end_table(vendor, book, glass), out);
    out.line("");
    out.line("Deadlines");
    deadlines::page(&shown.deadlines, glass).print(out);
    out.line("");
    out.line("Log");
    incident::log(&shown.log, glass).print(out);
}

fn details(details: &VendorDetails) -> Table {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let yes_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let mut table = Table::inset();
    for (name, value) in [
        ("tier", details.tier.clone()),
        ("service", details.service.clone()),
        ("purpose", details.purpose.clone()),
        ("data", details.categories.join(", ")),
        ("location", details.location.clone()),
        ("customer data", yes_no(details.customer_data)),
        ("production", yes_no(details.production)),
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
    // What most vendors do not have is left out where it is missing.
    for (name, value) in [
        ("contacts", details.contacts.join(", ")),
        ("contract", day(details.contract)),
        ("dpa", day(details.dpa)),
        ("links", details.links.join(", ")),
    ] {
        if !value.is_empty() {
            table.row([name.to_owned(), value]);
        }
    }
    table
}

fn watched(vendor: &Vendor) -> Table {
    let mut table = Table::inset();
    for one in vendor.reports.iter().filter(|one| one.renewed.is_none()) {
        let report = &one.report;
        let period = match (report.from, report.to) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (None, Some(to)) => format!("to {to}"),
            (Some(from), None) => format!("from {from}"),
            (None, None) => "-".to_owned(),
        };
        table.row([
            "report".to_owned(),
            format!("until {}", report.expires),
            period,
            report.name.clone(),
        ]);
    }
    for risk in vendor.risks.iter().filter(|risk| risk.settled.is_none()) {
        table.row([
            "risk".to_owned(),
            format!("until {}", risk.until),
            risk.by.name.clone(),
            format!("{}: {}", risk.risk, risk.reason),
        ]);
    }
    for one in vendor.conditions.iter().filter(|one| one.met.is_none()) {
        table.row([
            "condition".to_owned(),
            format!("by {}", one.condition.due),
            "-".to_owned(),
            one.condition.name.clone(),
        ]);
    }
    table
}

fn notices(vendor: &Vendor, glass: Glass) -> Table {
    let mut table = Table::inset();
    for notice in &vendor.notices {
        let told = notice.customers.iter().filter(|one| one.sent.is_some()).count();
        let how = match (&notice.cancelled, &notice.expedited) {
            (Some(why), _) => format!("cancelled: {}", why.reason),
            (None, Some(expedited)) => format!("cut short for {}: {}", expedited.incident.name, expedited.reason),
            (None, None) => format!("{told} of {} told", notice.customers.len()),
        };
        table.row([
            notice.change.word().to_owned(),
            format!("published {}", glass.full(notice.published_at)),
            format!("effective {}", notice.effective_on),
            how,
        ]);
    }
    for objection in &vendor.objections {
        let how = match &objection.answer {
            Some(answer) => format!("{}: {}", answer.outcome.word(), answer.answer),
            None => "open".to_owned(),
        };
        table.row([
            "objection".to_owned(),
            glass.full(objection.at),
            how,
            format!("{}: {}", objection.customer.name, objection.grounds),
        ]);
    }
    table
}
