//! Verbs that look after the record, and those that print what the program is made of.

use std::path::Path;

use clap_complete::Shell;
use serde_json::json;

use super::args;
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::Refusal;
use crate::engine::Trouble;
use crate::error::{Failure, Kind};
use crate::launch::Launch;
use crate::verb::Values;

/// Checks the pages of the file and every chain, prints the heads, and names the first broken fact of each.
pub fn verify(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open_existing()?;
    let store = engine.store();
    let damage = store.check_pages()?;
    let total = u64::try_from(store.newest()?).unwrap_or(0);
    let reports = store.verify(&mut |checked| out.progress("checking facts", checked, total))?;
    out.clear_bar();
    let is_whole = damage.is_empty() && reports.iter().all(|report| report.broken.is_none());
    if out.is_json() {
        out.json(&json!({ "whole": is_whole, "damage": damage, "series": reports }));
    } else {
        let mut table = Table::new(&["SERIES", "FACTS", "EXPUNGED", "NEWER", "HEAD"]);
        for report in &reports {
            table.row([
                format!("{}{}", report.series, if report.own { " (own)" } else { "" }),
                report.facts.to_string(),
                report.expunged.to_string(),
                report.unknown.to_string(),
                report.head.clone(),
            ]);
        }
        table.print(out);
        for line in &damage {
            out.line(&format!("the file is damaged: {line}"));
        }
        for report in &reports {
            if let Some(broken) = &report.broken {
                out.line(&format!(
                    "fact {} of series {} is broken: {}",
                    broken.seq, report.series, broken.why
                ));
            }
        }
        out.talk(if is_whole {
            "The record is whole."
        } else {
            "The record is not whole. Copy the file away before you do anything else."
        });
    }
    Ok(if is_whole { Verdict::Done } else { Verdict::BadStore })
}

/// Makes everything derived anew.
pub fn rebuild(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let mut engine = launch.open_existing()?;
    let subjects = engine
        .store_mut()
        .rebuild(&mut |done, total| out.progress("refolding", done, total))?;
    out.clear_bar();
    if out.is_json() {
        out.json(&json!({ "rebuilt": subjects }));
    } else {
        out.line(&format!("Rebuilt {subjects} subjects from the journal."));
    }
    Ok(Verdict::Done)
}

/// Copies the store into a new file.
pub fn backup(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let target = Path::new(values.get("file").unwrap_or_default());
    let engine = launch.open_existing()?;
    engine.store().backup(target)?;
    if out.is_json() {
        out.json(&json!({ "backup": target.display().to_string() }));
    } else {
        out.line(&format!("Copied {} to {}.", launch.store.display(), target.display()));
    }
    Ok(Verdict::Done)
}

/// Prints completions for a shell.
pub fn completions(values: &Values, out: &mut Out) -> Result<Verdict, Trouble> {
    let typed = values.get("shell").unwrap_or_default();
    let shell: Shell = typed.parse().map_err(|_| {
        let shells = ["bash", "zsh", "fish", "elvish", "powershell"];
        Refusal::usage("Cannot print completions", format!("there is no shell \"{typed}\""))
            .candidates(shells.map(str::to_owned).to_vec())
    })?;
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut args::tree(), "firebell", &mut text);
    out.verbatim(&text);
    Ok(Verdict::Done)
}

/// Prints the manual page.
pub fn manual(out: &mut Out) -> Result<Verdict, Trouble> {
    let mut page = Vec::new();
    super::help::manual(&mut page)
        .map_err(|error| Failure::new(Kind::Bug, "no manual was printed", "it could not be made").caused_by(error))?;
    out.verbatim(&page);
    Ok(Verdict::Done)
}
