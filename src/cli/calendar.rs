//! `firebell due --ics FILE`: deadlines for a calendar program, each with the alarms at which it is said (DL-5).

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use serde_json::json;

use super::glass::Glass;
use super::out::Out;
use super::verdict::Verdict;
use crate::domain::Deadline;
use crate::domain::deadline::Standing;
use crate::engine::Trouble;
use crate::engine::calendar::Dated;
use crate::error::Failure;
use crate::export::ics::{Entry, Status, calendar};
use crate::launch::Launch;
use crate::policy::Policy;
use crate::text::capital;

/// Writes the file; `-` is standard output.
pub fn write(
    file: &str,
    dated: &[Dated],
    policy: &Policy,
    glass: Glass,
    launch: &Launch,
    out: &mut Out,
) -> Result<Verdict, Trouble> {
    let entries: Vec<Entry> = dated.iter().filter_map(|one| entry(one, policy, glass)).collect();
    let company = &launch.settings.company.value;
    let name = if company.is_empty() {
        "firebell".to_owned()
    } else {
        format!("firebell {company}")
    };
    let text = calendar(&entries, &name, glass.now);
    if file == "-" {
        out.verbatim(text.as_bytes());
        return Ok(Verdict::Done);
    }
    put(Path::new(file), &text)?;
    let running = dated.iter().filter(|one| one.deadline.is_running()).count();
    if out.is_json() {
        out.json(&json!({ "file": file, "running": running, "ended": entries.len() - running }));
    } else {
        out.line(&format!(
            "Wrote {running} running deadlines and {} that have ended to {file}.",
            entries.len() - running
        ));
    }
    Ok(Verdict::Done)
}

/// Whole or not at all: a calendar program may read it at any time.
fn put(path: &Path, text: &str) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| {
        let why = format!("{} cannot be written", path.display());
        Failure::config("No calendar was written", why)
            .with_todo("Name another file, or - for standard output")
            .caused_by(error)
    };
    // Where a link stands, what it leads to is written, and the link stays.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut half = path.as_os_str().to_owned();
    half.push(format!(".{}.tmp", std::process::id()));
    let written = fs::write(&half, text).and_then(|()| fs::rename(&half, path));
    written.map_err(|error| {
        // What is left of it is of no use to anybody.
        let _ = fs::remove_file(&half);
        cannot(error)
    })
}

/// `None` where it has no due time.
fn entry(dated: &Dated, policy: &Policy, glass: Glass) -> Option<Entry> {
    let deadline = &dated.deadline;
    let due_at = deadline.due_at?;
    let phrase = capital(&deadline.phrase(policy));
    let (summary, status) = match &deadline.standing {
        Standing::Met { .. } | Standing::MetLate { .. } => (format!("Done: {phrase}"), Status::Confirmed),
        Standing::Waived { .. } | Standing::Cancelled { .. } => (phrase, Status::Cancelled),
        Standing::Pending | Standing::Running => (phrase, Status::Confirmed),
    };
    let mut description = vec![
        deadline.title.clone(),
        format!("Due {}, {}", glass.full(due_at), deadline.requirement),
    ];
    description.extend(deadline.owner.as_ref().map(|owner| format!("Owner: {owner}")));
    description.extend(how(deadline, glass));
    description.push(format!("firebell due, {}", deadline.name()));
    let alarms: Vec<TimeDelta> = if deadline.is_running() {
        dated.before.clone()
    } else {
        Vec::new()
    };
    Some(Entry {
        // Codes and names may be given again elsewhere; ids never are.
        uid: format!("{}/{}@firebell", deadline.subject.id, deadline.key()),
        summary,
        description,
        due_at,
        requirement: deadline.requirement.clone(),
        sequence: dated.sequence,
        status,
        alarms,
    })
}

/// What became of it.
fn how(deadline: &Deadline, glass: Glass) -> Option<String> {
    match &deadline.standing {
        Standing::Pending | Standing::Running => None,
        Standing::Met { at } => Some(format!("Done {}", glass.full(*at))),
        Standing::MetLate { at, .. } => Some(format!("Done late, {}", glass.full(*at))),
        Standing::Waived { at, by, reason } => Some(format!("Waived {} by {by}: {reason}", glass.full(*at))),
        Standing::Cancelled { why } => Some(format!("Cancelled: {why}")),
    }
}
