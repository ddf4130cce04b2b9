//! `firebell breach list`: the breach register.

use serde_json::json;

use super::glass::{Glass, or_dash, severity};
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::Refusal;
use crate::domain::incident::registered::Registered;
use crate::engine::Trouble;
use crate::engine::breaches::breaches;
use crate::export::breaches::csv;
use crate::launch::Launch;
use crate::verb::Values;

/// Runs the verb.
pub fn list(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let format = values.get("format").map_or("text", str::trim);
    if !["text", "csv", "json"].contains(&format) {
        let refusal = Refusal::usage("Nothing was listed", format!("there is no format \"{format}\""));
        return Err(refusal.instead("Use text, csv or json.").into());
    }
    let engine = launch.open()?;
    let rows = breaches(&engine, values.is_on("all"))?;
    let policy = engine.book().current();
    if out.is_json() || format == "json" {
        let rows: Vec<_> = rows.iter().map(super::json::breach::registered).collect();
        out.json(&json!({ "breaches": rows }));
    } else if format == "csv" {
        out.copy(&csv(&rows, &|rank| severity(policy, rank)));
    } else if rows.is_empty() {
        out.talk("No breach was confirmed, and nothing was decided about one.");
    } else {
        let glass = Glass {
            now: engine.now(),
            zone: launch.zone,
        };
        table(&rows, glass).print(out);
    }
    Ok(Verdict::Done)
}

fn table(rows: &[Registered], glass: Glass) -> Table {
    let mut table = Table::listing(&[
        "SINCE",
        "CODE",
        "BREACH",
        "ROLE",
        "TOLD",
        "LATE",
        "OBLIGATIONS",
        "TITLE",
    ]);
    for row in rows {
        let told = row.breach.as_ref().map_or_else(String::new, |breach| {
            let told = breach.customers.iter().filter(|one| one.told_at.is_some()).count();
            format!("{told} of {}", breach.customers.len())
        });
        let late = match row.late().count() {
            0 => String::new(),
            count => count.to_string(),
        };
        table.row([
            glass.date_or_dash(row.at()),
            row.code.clone(),
            row.standing().to_owned(),
            row.role.map_or_else(|| "-".to_owned(), |role| role.to_string()),
            or_dash(&told),
            or_dash(&late),
            or_dash(&obligations(row)),
            row.title.clone(),
        ]);
    }
    table
}

/// `1 submitted, 2 not notifiable, 1 open`.
fn obligations(row: &Registered) -> String {
    let mut counts = [(0, "submitted"), (0, "not notifiable"), (0, "open")];
    for one in &row.obligations {
        match (&one.submitted_at, &one.declined, &one.cancelled) {
            (Some(_), ..) => counts[0].0 += 1,
            (None, Some(_), _) => counts[1].0 += 1,
            (None, None, Some(_)) => {}
            (None, None, None) => counts[2].0 += 1,
        }
    }
    let words = counts.iter().filter(|(count, _)| *count > 0);
    words
        .map(|(count, word)| format!("{count} {word}"))
        .collect::<Vec<_>>()
        .join(", ")
}
