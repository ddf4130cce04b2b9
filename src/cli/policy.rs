//! `firebell policy show|check|diff|adopt`.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::glass::{Glass, or_dash};
use super::obligation::shelf;
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use super::write::say;
use crate::clock::date_of;
use crate::domain::{Command, Standing, State, Subject};
use crate::engine::execute::Manner;
use crate::engine::{Trouble, query};
use crate::error::{Failure, Kind};
use crate::launch::Launch;
use crate::policy::{Difference, Policy};
use crate::verb::Values;

/// Prints the policy in force, in the shape of a policy file.
pub fn show(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let policy = engine.book().current();
    if out.is_json() {
        let value: Value = serde_json::from_str(&policy.to_canonical_json()).unwrap_or_default();
        out.json(&json!({ "digest": engine.book().digest(), "policy": value }));
    } else {
        out.line(policy.to_toml().trim_end());
    }
    Ok(Verdict::Done)
}

/// When each policy was reviewed, and when it is due (IR-23, VM-11).
pub fn reviews(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let Some(shown) = query::shown(engine.store(), &Subject::policy())? else {
        out.talk("No policy was adopted yet.");
        return Ok(Verdict::Done);
    };
    let State::Policy(policies) = &shown.state else {
        return Ok(Verdict::Done);
    };
    if out.is_json() {
        out.json(&json!({
            "reviews": policies.reviews,
            "deadlines": shown.deadlines.iter().map(|one| super::json::deadline(one, glass.now)).collect::<Vec<_>>(),
            "log": shown.log.iter().map(super::json::line).collect::<Vec<_>>(),
        }));
        return Ok(Verdict::Done);
    }
    // It is due by the end of a day of the policy's calendar, whatever zone is looked from.
    let calendar = &engine.book().current().calendar;
    let today = calendar.local(glass.now).date_naive();
    let day = |due| date_of(calendar.local(due).date_naive(), today);
    let mut table = Table::new(&["LEFT", "DUE", "LAST", "BY", "OWNER", "POLICY", "CHANGED"]);
    for next in shown
        .deadlines
        .iter()
        .filter(|one| !matches!(one.standing, Standing::Met { .. } | Standing::MetLate { .. }))
    {
        let last = next.who.as_ref().and_then(|key| policies.reviews.get(key));
        table.row([
            glass.left(next),
            next.due_at.map_or_else(|| "-".to_owned(), day),
            last.map_or_else(|| "never".to_owned(), |last| last.on.to_string()),
            last.map_or_else(|| "-".to_owned(), |last| last.by.name.clone()),
            or_dash(next.owner.as_deref().unwrap_or_default()),
            next.title.clone(),
            last.map_or_else(|| "-".to_owned(), |last| last.changes.clone()),
        ]);
    }
    table.print(out);
    Ok(Verdict::Done)
}

/// Checks a policy file; every problem has its line.
pub fn check(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let (path, text) = text(values, launch)?;
    let shelf = shelf(launch, out);
    let problems = match Policy::from_toml_with(&text, &path.display().to_string(), &shelf) {
        Ok(_) => Vec::new(),
        Err(error) => error.problems,
    };
    if out.is_json() {
        let problems: Vec<Value> = problems
            .iter()
            .map(|problem| json!({ "file": problem.file, "line": problem.line, "message": problem.message }))
            .collect();
        out.json(&json!({ "file": path.display().to_string(), "problems": problems }));
    } else if problems.is_empty() {
        out.line(&format!("{} is a valid policy.", path.display()));
    } else {
        for problem in &problems {
            out.line(&problem.to_string());
        }
    }
    Ok(if problems.is_empty() {
        Verdict::Done
    } else {
        Verdict::BadConfig
    })
}

/// Shows how a policy file differs from what is in force.
pub fn diff(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let proposed = proposed(values, launch, out)?;
    let engine = launch.open()?;
    differences(&engine.book().current().differences(&proposed), false, out);
    Ok(Verdict::Done)
}

/// Puts a policy file in force.
pub fn adopt(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let proposed = proposed(values, launch, out)?;
    let mut engine = launch.open()?;
    let found = engine.book().current().differences(&proposed);
    if values.is_on("dry-run") {
        differences(&found, true, out);
        return Ok(Verdict::Done);
    }
    let outcome = engine.execute(&Command::AdoptPolicy(Box::new(proposed)), &Manner::default())?;
    if !out.is_json() && !found.is_empty() {
        differences(&found, false, out);
    }
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    say(&outcome, glass, out);
    Ok(Verdict::Done)
}

fn differences(found: &[Difference], is_dry_run: bool, out: &mut Out) {
    if out.is_json() {
        let found: Vec<Value> = found
            .iter()
            .map(|one| json!({ "path": one.path, "before": one.before, "after": one.after }))
            .collect();
        out.json(&json!({ "dry_run": is_dry_run, "differences": found }));
        return;
    }
    if found.is_empty() {
        out.line("It is the policy in force; nothing differs.");
        return;
    }
    let mut table = Table::new(&["WHERE", "BEFORE", "AFTER"]);
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "(none)".to_owned());
    for one in found {
        table.row([one.path.clone(), or_none(&one.before), or_none(&one.after)]);
    }
    table.print(out);
    out.talk("Running clocks keep the policy they started under (DL-2); no deadline moves.");
}

fn text(values: &Values, launch: &Launch) -> Result<(PathBuf, String), Failure> {
    let path = values.get("file").map_or_else(|| launch.policy_file(), PathBuf::from);
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Failure::config(
            "Cannot read the policy file",
            format!("{} cannot be read: {error}", path.display()),
        )
        .with_todo("Name another with --file; firebell policy show prints one to start from")
    })?;
    Ok((path, text))
}

fn proposed(values: &Values, launch: &Launch, out: &mut Out) -> Result<Policy, Failure> {
    let (path, text) = text(values, launch)?;
    let shelf = shelf(launch, out);
    Policy::from_toml_with(&text, &path.display().to_string(), &shelf).map_err(|error| {
        Failure::new(Kind::Config, "Cannot use the policy file", "it has problems").caused_by(error.to_string())
    })
}
