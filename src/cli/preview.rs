//! `--dry-run`: what would follow, from the same decision that would make it so.

use super::glass::Glass;
use super::out::Out;
use super::table::Table;
use crate::domain::preview::Preview;
use crate::domain::{Deadline, DeadlineKind};
use crate::policy::Policy;
use crate::policy::obligation::Obligation;

/// Prints it.
pub fn print(preview: &Preview, policy: &Policy, glass: Glass, out: &mut Out) {
    if out.is_json() {
        out.json(&super::json::preview(preview, policy, glass.now));
        return;
    }
    out.line("Nothing is written; this would follow:");
    out.line(&preview.will);
    let mut table = Table::inset();
    let due = |at| format!("due {}", glass.both_or_dash(at));
    let mut say = |what: &str, deadline: &Deadline, when: String| {
        table.row([what.to_owned(), deadline.name(), when, rule(deadline, policy)]);
    };
    for deadline in &preview.starts {
        say("starts", deadline, due(deadline.due_at));
    }
    for (before, after) in &preview.moves {
        let from = format!(", was {}", glass.full_or_dash(before.due_at));
        say("moves", after, due(after.due_at) + &from);
    }
    for deadline in &preview.stops {
        let was = match deadline.due_at {
            Some(_) => format!(", was {}", due(deadline.due_at)),
            None => String::new(),
        };
        say("stops", deadline, deadline.state_word(glass.now).to_owned() + &was);
    }
    for deadline in &preview.runs_on {
        say("runs on", deadline, due(deadline.due_at));
    }
    for question in &preview.asks {
        table.row(["asks".to_owned(), question.clone()]);
    }
    table.print(out);
    for warning in &preview.warnings {
        out.talk(&format!("warning: {warning}"));
    }
}

/// Where a clock comes from, and whom it tells: `72 h, IR-11`, `24 h, to CSIRT: Directive (EU) 2022/2555, Art. 23`.
fn rule(deadline: &Deadline, policy: &Policy) -> String {
    let source = match obligation(deadline, policy) {
        Some(rule) => format!("to {}: {}", rule.recipient, rule.citation),
        None => deadline.requirement.clone(),
    };
    match deadline.window.as_str() {
        "" => source,
        window => format!("{window}, {source}"),
    }
}

/// The rule of law or a contract that a clock comes from.
pub fn obligation<'a>(deadline: &Deadline, policy: &'a Policy) -> Option<&'a Obligation> {
    let id = deadline
        .who
        .as_deref()
        .filter(|_| deadline.kind == DeadlineKind::Obligation)?;
    policy.obligation(id)
}
