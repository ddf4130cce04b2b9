//! `firebell due`: every running deadline, the earliest first (DL-1).

use chrono::TimeDelta;
use serde_json::json;

use super::glass::{Glass, or_dash};
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::{Deadline, Refusal, Standing};
use crate::engine::{Trouble, calendar, query};
use crate::launch::Launch;
use crate::text::fold_name;
use crate::verb::Values;

/// Runs the verb.
pub fn run(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let within = values.get("within").map(span).transpose()?;
    let who = values.get("who").map(fold_name);
    let is_theirs = |deadline: &Deadline| {
        let owns = |who: &String| deadline.owner.as_deref().is_some_and(|owner| fold_name(owner) == *who);
        who.as_ref().is_none_or(owns)
    };
    if let Some(file) = values.get("ics") {
        let mut dated = calendar::dated(engine.store(), glass.now)?;
        dated.retain(|one| is_theirs(&one.deadline));
        return super::calendar::write(file, &dated, engine.book().current(), glass, launch, out);
    }
    let mut due = query::due(engine.store())?;
    due.retain(|deadline| {
        let is_near = within.is_none_or(|within| deadline.due_at.is_some_and(|due| due - glass.now <= within));
        is_theirs(deadline) && is_near && (!values.is_on("overdue") || deadline.is_late(glass.now))
    });
    // What was met late is not due any more; it is said as long as the whole list is asked for.
    let mut late = Vec::new();
    if within.is_none() && !values.is_on("overdue") {
        late = query::unexplained(engine.store())?;
        late.retain(is_theirs);
    }
    if out.is_json() {
        let json =
            |all: &[Deadline]| -> Vec<_> { all.iter().map(|one| super::json::deadline(one, glass.now)).collect() };
        out.json(&json!({ "due": json(&due), "unexplained": json(&late) }));
    } else if due.is_empty() && late.is_empty() {
        out.talk(if values.is_on("overdue") {
            "Nothing is late."
        } else {
            "Nothing is due."
        });
    } else {
        due.extend(late);
        table(&due, glass).print(out);
    }
    Ok(if values.is_on("overdue") && !due.is_empty() {
        Verdict::Overdue
    } else {
        Verdict::Done
    })
}

/// `7d`, `36h`, `2weeks`.
fn span(typed: &str) -> Result<TimeDelta, Refusal> {
    humantime::parse_duration(typed.trim())
        .ok()
        .and_then(|span| TimeDelta::from_std(span).ok())
        .ok_or_else(|| {
            Refusal::usage(
                "Nothing was listed",
                format!("\"{typed}\" is not a span of time that can be read"),
            )
            .instead("Write 7d, 36h or 90m.")
        })
}

/// Running deadlines in columns.
pub fn table(due: &[Deadline], glass: Glass) -> Table {
    let mut table = Table::listing(&["LEFT", "DUE", "OWNER", "DEADLINE", "TITLE"]);
    for deadline in due {
        table.row([
            glass.left(deadline),
            glass.full_or_dash(deadline.due_at),
            or_dash(deadline.owner.as_deref().unwrap_or_default()),
            deadline.name(),
            deadline.title.clone(),
        ]);
    }
    table
}

/// Deadlines of one subject, running or not, as part of its page.
pub fn page(deadlines: &[Deadline], glass: Glass) -> Table {
    let mut table = Table::inset();
    for deadline in deadlines {
        let mut asked = [deadline.requirement.as_str(), deadline.window.as_str()].join(" ");
        if let Standing::MetLate {
            at,
            recorded_at,
            reason,
        } = &deadline.standing
        {
            // Both times stand beside the reason (DL-1).
            let times = format!(", met {}, entered {}", glass.full(*at), glass.full(*recorded_at));
            asked.push_str(&times);
            if let Some(reason) = reason {
                asked.push_str(&format!(": {reason}"));
            }
        }
        table.row([
            deadline.name(),
            glass.left(deadline),
            glass.full_or_dash(deadline.due_at),
            or_dash(deadline.owner.as_deref().unwrap_or_default()),
            asked.trim().to_owned(),
        ]);
    }
    table
}
