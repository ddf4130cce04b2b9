//! `firebell vendor export`: the whole register for a spreadsheet, or for an auditor (VM-1).

use serde_json::{Value, json};

use crate::cli::json as shape;
use crate::cli::out::Out;
use crate::cli::verdict::Verdict;
use crate::domain::Refusal;
use crate::engine::{Trouble, query};
use crate::export::register;
use crate::launch::Launch;
use crate::verb::Values;

/// Runs the verb. The sheet holds the register; JSON holds all that is known, with every deadline and the log.
pub fn run(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let format = values
        .get("format")
        .unwrap_or(if out.is_json() { "json" } else { "csv" });
    let engine = launch.open()?;
    let rows = query::vendors(engine.store())?;
    match format.trim().to_lowercase().as_str() {
        "csv" => {
            let mut vendors: Vec<_> = rows.iter().map(|row| &row.vendor).collect();
            vendors.sort_by_cached_key(|vendor| crate::text::fold_name(&vendor.details.name));
            out.verbatim(register::csv(vendors.into_iter()).as_bytes());
        }
        "json" => {
            let mut pages: Vec<Value> = Vec::new();
            for row in &rows {
                let shown = query::shown(engine.store(), &row.vendor.subject())?;
                pages.extend(shown.map(|shown| shape::vendor_page(&row.vendor, &shown, engine.book(), engine.now())));
            }
            pages.sort_by_cached_key(|page| page["name"].as_str().map(crate::text::fold_name));
            out.json(&json!({ "exported_at": shape::instant(engine.now()), "vendors": pages }));
        }
        other => {
            return Err(
                Refusal::usage("Nothing was exported", format!("there is no format \"{other}\""))
                    .instead("Use csv or json.")
                    .into(),
            );
        }
    }
    Ok(Verdict::Done)
}
