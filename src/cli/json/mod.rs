//! The shapes of `--json`. They are promises: a test compares them with golden text. Instants are RFC 3339 in UTC, keys
//! are sorted, what is unknown is null.

pub mod breach;
mod incident;
pub mod notice;
mod vendor;

use chrono::SecondsFormat;
use serde_json::{Value, json};

pub use incident::incident;
pub use vendor::{vendor_page, vendor_row};

use super::preview::obligation;
use crate::clock::Moment;
use crate::domain::log::LogLine;
use crate::domain::preview::Preview;
use crate::domain::{Body, Deadline, Entry, Recorded, Standing};
use crate::engine::Outcome;
use crate::engine::views::{Board, IncidentRow};
use crate::policy::Policy;

/// `2026-11-24T13:05:00Z`; milliseconds only where there are some.
pub fn instant(at: Moment) -> Value {
    Value::String(at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

pub fn maybe(at: Option<Moment>) -> Value {
    at.map_or(Value::Null, instant)
}

/// What a write verb came to.
pub fn outcome(outcome: &Outcome, at: Option<Moment>) -> Value {
    let entry = outcome.facts.iter().find_map(|fact| fact.envelope.tag.clone());
    json!({
        "done": outcome.done,
        "warnings": outcome.warnings,
        "code": outcome.code,
        "entry": entry,
        "at": maybe(at),
        "facts": outcome.facts.iter().map(fact).collect::<Vec<_>>(),
    })
}

fn fact(recorded: &Recorded) -> Value {
    let envelope = &recorded.envelope;
    let (kind, body) = match &recorded.body {
        Body::Known(fact) => {
            let body = fact.to_json().ok().and_then(|text| serde_json::from_str(&text).ok());
            (fact.kind(), body.unwrap_or(Value::Null))
        }
        Body::Unknown { kind, .. } => (kind.as_str(), Value::Null),
        Body::Expunged => ("expunged", Value::Null),
    };
    json!({
        "id": format!("{}/{}", envelope.id.series, envelope.id.seq),
        "kind": kind,
        "subject": { "kind": envelope.subject.kind, "id": envelope.subject.id },
        "recorded_at": instant(envelope.recorded_at),
        "happened_at": instant(envelope.happened_at),
        "who": envelope.who.name,
        "entry": envelope.tag,
        "body": body,
    })
}

/// What would follow.
pub fn preview(preview: &Preview, policy: &Policy, now: Moment) -> Value {
    // Whom a rule tells, and where it is written, is said beside the clock.
    let deadline = |one: &Deadline| {
        let mut value = deadline(one, now);
        let rule = obligation(one, policy);
        value["recipient"] = json!(rule.map(|rule| &rule.recipient));
        value["citation"] = json!(rule.map(|rule| &rule.citation));
        value
    };
    let all = |deadlines: &[Deadline]| deadlines.iter().map(deadline).collect::<Vec<_>>();
    let moves: Vec<Value> = preview
        .moves
        .iter()
        .map(|(before, after)| json!({ "before": deadline(before), "after": deadline(after) }))
        .collect();
    json!({
        "dry_run": true,
        "will": preview.will,
        "done": preview.done,
        "warnings": preview.warnings,
        "code": preview.code,
        "starts": all(&preview.starts),
        "stops": all(&preview.stops),
        "moves": moves,
        "runs_on": all(&preview.runs_on),
        "asks": preview.asks,
    })
}

/// One deadline.
pub fn deadline(deadline: &Deadline, now: Moment) -> Value {
    let mut value = json!({
        "name": deadline.name(),
        "subject": { "kind": deadline.subject.kind, "id": deadline.subject.id },
        "title": deadline.title,
        "kind": deadline.kind,
        "who": deadline.who,
        "owner": deadline.owner,
        "started_at": maybe(deadline.started_at),
        "due_at": maybe(deadline.due_at),
        "window": deadline.window,
        "requirement": deadline.requirement,
        "state": deadline.state_word(now),
        "at": Value::Null,
        "recorded_at": Value::Null,
        "reason": Value::Null,
    });
    if let Standing::MetLate { recorded_at, .. } = &deadline.standing {
        value["recorded_at"] = instant(*recorded_at);
    }
    let (at, reason) = match &deadline.standing {
        Standing::Pending | Standing::Running => (None, None),
        Standing::Met { at } => (Some(*at), None),
        Standing::MetLate { at, reason, .. } => (Some(*at), reason.clone()),
        Standing::Waived { at, reason, .. } => (Some(*at), Some(reason.clone())),
        Standing::Cancelled { why } => (None, Some(why.clone())),
    };
    value["at"] = maybe(at);
    value["reason"] = json!(reason);
    value
}

/// One incident in a list.
pub fn row(row: &IncidentRow, now: Moment) -> Value {
    json!({
        "id": row.id,
        "code": row.code,
        "title": row.title,
        "severity": row.severity,
        "closed": row.closed,
        "work_left": row.work_left,
        "imported": row.imported,
        "phase": row.phase,
        "commander": row.commander,
        "contested": row.contested,
        "declared_at": maybe(row.declared_at),
        "closed_at": maybe(row.closed_at),
        "next": row.next.as_ref().map(|next| deadline(next, now)),
        "empty_roles": row.empty_roles,
        "questions": row.questions,
        "entries": row.entries,
    })
}

/// The board.
pub fn board(board: &Board, policy: &Policy, now: Moment) -> Value {
    json!({
        "incidents": board.rows.iter().map(|one| row(one, now)).collect::<Vec<_>>(),
        "open": { "sev1": board.open[0], "sev2": board.open[1], "sev3": board.open[2], "sev4": board.open[3] },
        "work_left": board.work_left,
        "running": board.running,
        "late": board.late,
        "due": board.due.iter().map(|one| deadline(one, now)).collect::<Vec<_>>(),
        "vendors": board.vendors.iter().map(|one| vendor_row(one, policy, now)).collect::<Vec<_>>(),
        "vendors_late": board.vendors_late,
    })
}

/// One line of a log.
pub fn line(line: &LogLine) -> Value {
    json!({
        "entry": line.entry,
        "at": instant(line.at),
        "recorded_at": instant(line.recorded_at),
        "who": line.who,
        "column": line.column,
        "words": line.words,
        "marked": line.marked,
        "struck": line.struck,
        "expunged": line.expunged,
        "undone": line.undone,
        "fact": format!("{}/{}", line.fact.series, line.fact.seq),
    })
}

/// One entry of a register.
pub fn entry(entry: &Entry) -> Value {
    let details = &entry.details;
    json!({
        "id": entry.subject.id,
        "name": details.name,
        "aliases": details.aliases,
        "contact": details.contact,
        "duties": details.duties,
        "contract_hours": details.contract_hours,
        "notice_days": details.notice_days,
        "production": details.production,
        "customer_data": details.customer_data,
        "note": details.note,
        "mentioned": entry.mentioned,
        "merged_into": entry.merged.as_ref().map(|into| &into.name),
    })
}
