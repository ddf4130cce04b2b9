//! `firebell list`: incidents that are open, or closed ones.

use serde_json::json;

use super::glass::{Glass, or_dash, severity};
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::meant::meant_severity;
use crate::domain::{Refusal, RefusalKind};
use crate::engine::views::IncidentRow;
use crate::engine::{Engine, Trouble, query};
use crate::launch::Launch;
use crate::policy::Policy;
use crate::verb::Values;

/// Runs the verb.
pub fn run(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let mut engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let rank = match values.get("severity") {
        Some(typed) => Some(rank(engine.book().current(), typed)?),
        None => None,
    };
    let text = values.get("text").unwrap_or_default();
    let mut rows = if values.is_on("closed") {
        closed(&mut engine, text)?
    } else {
        query::open(engine.store_mut(), text)?
    };
    rows.retain(|row| rank.is_none_or(|rank| row.severity == Some(rank)));
    if out.is_json() {
        let rows: Vec<_> = rows.iter().map(|row| super::json::row(row, glass.now)).collect();
        out.json(&json!({ "incidents": rows }));
    } else if rows.is_empty() {
        out.talk("No incidents.");
    } else if values.is_on("closed") {
        closed_table(&rows, engine.book().current(), glass).print(out);
    } else {
        table(&rows, engine.book().current(), glass).print(out);
    }
    Ok(Verdict::Done)
}

fn rank(policy: &Policy, typed: &str) -> Result<u8, Refusal> {
    let found = meant_severity("Nothing was listed", policy, typed);
    // Nothing was wrong with the words: there is none of that name.
    found.map(|(rank, _)| rank).map_err(|refusal| Refusal {
        kind: RefusalKind::NotFound,
        ..refusal
    })
}

/// Every page of the closed ones.
fn closed(engine: &mut Engine, text: &str) -> Result<Vec<IncidentRow>, Trouble> {
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let page = query::closed(engine.store_mut(), text, cursor)?;
        rows.extend(page.rows);
        cursor = page.next;
        if !page.more {
            return Ok(rows);
        }
    }
}

/// Open incidents in columns.
pub fn table(rows: &[IncidentRow], policy: &Policy, glass: Glass) -> Table {
    let mut table = Table::listing(&[
        "CODE",
        "SEVERITY",
        "PHASE",
        "COMMANDER",
        "NEXT",
        "LEFT",
        "OPEN",
        "TITLE",
    ]);
    for row in rows {
        let next = row.next.as_ref();
        table.row([
            row.code.clone(),
            severity(policy, row.severity),
            if row.work_left { "Closed, work left" } else { &row.phase }.to_owned(),
            commander(row),
            next.map_or_else(|| "-".to_owned(), crate::domain::Deadline::key),
            next.map_or_else(|| "-".to_owned(), |next| glass.left(next)),
            or_dash(&open(row)),
            row.title.clone(),
        ]);
    }
    table
}

fn commander(row: &IncidentRow) -> String {
    match &row.commander {
        Some(name) if row.contested => format!("{name} (contested)"),
        Some(name) => name.clone(),
        None => "-".to_owned(),
    }
}

/// `2 roles, 3 questions`: what a person has to see to besides the clock.
fn open(row: &IncidentRow) -> String {
    let count = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        count => Some(format!("{count} {word}s")),
    };
    let parts = [
        count(row.empty_roles.len(), "role"),
        count(row.questions.len(), "question"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn closed_table(rows: &[IncidentRow], policy: &Policy, glass: Glass) -> Table {
    let mut table = Table::listing(&["CODE", "SEVERITY", "DECLARED", "CLOSED", "STATE", "TITLE"]);
    for row in rows {
        let state = match (row.imported, row.work_left) {
            (true, _) => "imported",
            (false, true) => "work left",
            (false, false) => "done",
        };
        table.row([
            row.code.clone(),
            severity(policy, row.severity),
            glass.date_or_dash(row.declared_at),
            glass.date_or_dash(row.closed_at),
            state.to_owned(),
            row.title.clone(),
        ]);
    }
    table
}
