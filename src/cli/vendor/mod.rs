//! `firebell vendor list|show|steps|notice|export` and `firebell subprocessors` (VM-1 to VM-10).

mod export;
mod notice;
mod page;
mod steps;
mod subprocessors;

use serde_json::json;

pub use export::run as export;
pub use notice::run as notice;
pub use page::show;
pub use steps::{as_json as steps_as_json, end_as_json, run as steps};
pub use subprocessors::run as subprocessors;

use super::glass::Glass;
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::clock::date_of;
use crate::engine::{Trouble, query};
use crate::launch::Launch;

/// Lists the vendors, what is due first, first.
pub fn list(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let policy = engine.book().current();
    let rows = query::vendors(engine.store())?;
    if out.is_json() {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| super::json::vendor_row(row, policy, glass.now))
            .collect();
        out.json(&json!({ "vendors": rows }));
        return Ok(Verdict::Done);
    }
    if rows.is_empty() {
        out.talk("No vendors.");
        return Ok(Verdict::Done);
    }
    // A vendor is due by the end of a day of the policy's calendar, whatever zone is looked from.
    let calendar = &policy.calendar;
    let today = calendar.local(glass.now).date_naive();
    let day = |due| date_of(calendar.local(due).date_naive(), today);
    let mut table = Table::new(&["TIER", "STAGE", "DUE", "LEFT", "ASSESSED", "OWNER", "NAME"]);
    for row in &rows {
        let details = &row.vendor.details;
        let next = row.next.as_ref();
        table.row([
            details.tier.clone(),
            row.vendor.stage().word().to_owned(),
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
