//! The breach register as CSV, for spreadsheets and for people who know nothing of firebell: one incident a row, times in
//! UTC, words instead of keys.

use chrono::SecondsFormat;

use crate::clock::Moment;
use crate::domain::incident::registered::{Late, Registered, RegisteredObligation};
use crate::text::{csv_cell, one_line};

/// What stands above each column.
const HEAD: [&str; 19] = [
    "Incident",
    "Title",
    "Name for the outside",
    "Severity",
    "Open or closed",
    "Breach",
    "Role of the company",
    "Declared (UTC)",
    "Breach confirmed (UTC)",
    "Categories of data",
    "Customers affected",
    "Customers told",
    "Customers not told",
    "Obligations",
    "Late and why",
    "Withdrawn (UTC)",
    "Why it was withdrawn",
    "Not decided yet",
    "Decisions",
];

/// The register as CSV. `severity` names a rank.
pub fn csv(rows: &[Registered], severity: &dyn Fn(Option<u8>) -> String) -> String {
    let mut text = HEAD.join(",");
    text.push_str("\r\n");
    for row in rows {
        let cells = cells(row, severity);
        let line: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&line.join(","));
        text.push_str("\r\n");
    }
    text
}

fn cells(row: &Registered, severity: &dyn Fn(Option<u8>) -> String) -> [String; 19] {
    let breach = row.breach.as_ref();
    let customers = breach.map_or(&[][..], |breach| &breach.customers);
    let untold: Vec<&str> = customers
        .iter()
        .filter(|one| one.told_at.is_none())
        .map(|one| one.name.as_str())
        .collect();
    let count = |count: usize| breach.map_or_else(String::new, |_| count.to_string());
    let withdrawn = breach.and_then(|breach| breach.withdrawn.as_ref());
    let decisions: Vec<String> = row
        .decisions
        .iter()
        .map(|one| {
            let why = match one.reason.as_str() {
                "" => String::new(),
                reason => format!(", because {reason}"),
            };
            format!("{}, {}: {}{why}", utc(Some(one.at)), one.who, one.what)
        })
        .collect();
    let undecided: Vec<String> = row.undecided.iter().map(|key| format!("tell {key}?")).collect();
    let late: Vec<String> = row
        .late()
        .map(|(who, late)| match late {
            Late::Done(Some(reason)) => format!("{who}: {reason}"),
            Late::Done(None) => format!("{who}: no reason given yet"),
            Late::Still | Late::No => format!("{who}: not done yet"),
        })
        .collect();
    [
        row.code.clone(),
        row.title.clone(),
        row.codename.clone().unwrap_or_default(),
        severity(row.severity),
        if row.is_closed { "closed" } else { "open" }.to_owned(),
        row.standing().to_owned(),
        row.role.map_or_else(String::new, |role| role.to_string()),
        utc(row.declared_at),
        utc(breach.map(|breach| breach.confirmed_at)),
        breach.map(|breach| breach.categories.join("; ")).unwrap_or_default(),
        count(customers.len()),
        count(customers.len() - untold.len()),
        untold.join("; "),
        row.obligations.iter().map(obligation).collect::<Vec<_>>().join("; "),
        late.join("; "),
        utc(withdrawn.map(|withdrawn| withdrawn.at)),
        withdrawn.map(|withdrawn| withdrawn.reason.clone()).unwrap_or_default(),
        undecided.join("; "),
        decisions.join("; "),
    ]
}

fn obligation(one: &RegisteredObligation) -> String {
    let name = match (one.title.as_str(), one.citation.as_str()) {
        ("", _) => one.id.clone(),
        (title, citation) => format!("{title}, {citation} [{}]", one.id),
    };
    let due = one
        .due
        .map_or_else(String::new, |due| format!(", due {}", utc(Some(due))));
    let standing = match (&one.submitted_at, &one.declined, &one.cancelled) {
        (Some(at), ..) => format!("submitted {}{due}", utc(Some(*at))),
        (None, Some(declined), _) => format!("not notifiable because {}", declined.reason),
        (None, None, Some(why)) => format!("no longer asked for: {why}"),
        (None, None, None) if one.due.is_some() => format!("not submitted{due}"),
        (None, None, None) => "not submitted, without undue delay".to_owned(),
    };
    format!("{name}: {standing}")
}

/// `2026-11-24 13:05`.
fn utc(at: Option<Moment>) -> String {
    at.map_or_else(String::new, |at| {
        let whole = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        whole.chars().take(16).map(|c| if c == 'T' { ' ' } else { c }).collect()
    })
}

/// One cell: on one line, no formula, in quotation marks.
fn quoted(cell: &str) -> String {
    let line = one_line(cell);
    format!("\"{}\"", csv_cell(&line).replace('"', "\"\""))
}
