//! `--dry-run`: what would follow, from the same decision that would make it so.

use super::glass::Glass;
use super::out::Out;
use super::table::Table;
use crate::domain::preview::Preview;

/// Prints it.
pub fn print(preview: &Preview, glass: Glass, out: &mut Out) {
    if out.is_json() {
        out.json(&super::json::preview(preview, glass.now));
        return;
    }
    out.line("Nothing is written; this would follow:");
    out.line(&preview.will);
    let mut table = Table::inset();
    let due = |at| format!("due {}", glass.full_or_dash(at));
    for deadline in &preview.starts {
        table.row(["starts".to_owned(), deadline.name(), due(deadline.due_at)]);
    }
    for (before, after) in &preview.moves {
        let from = format!(", was {}", glass.full_or_dash(before.due_at));
        table.row(["moves".to_owned(), after.name(), due(after.due_at) + &from]);
    }
    for deadline in &preview.stops {
        let how = deadline.state_word(glass.now).to_owned();
        table.row(["stops".to_owned(), deadline.name(), how]);
    }
    for deadline in &preview.runs_on {
        table.row(["runs on".to_owned(), deadline.name(), due(deadline.due_at)]);
    }
    for question in &preview.asks {
        table.row(["asks".to_owned(), question.clone()]);
    }
    table.print(out);
    for warning in &preview.warnings {
        out.talk(&format!("warning: {warning}"));
    }
}
