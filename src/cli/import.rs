//! `firebell import …`: reads the file, and says line by line what stood in its way.

use std::io::Read;

use serde_json::{Value, json};

use super::out::Out;
use super::verdict::Verdict;
use crate::domain::Refusal;
use crate::engine::Trouble;
use crate::engine::import::{Report, Source, Wish};
use crate::error::{Failure, Kind};
use crate::import::times::DateOrder;
use crate::import::vendors::Dialect;
use crate::launch::Launch;
use crate::verb::{Values, Verb};

/// So many lines of a kind are said; of more only the number.
const SAID: usize = 20;

/// Runs one of the import verbs.
///
/// A bad line keeps everything out, with exit code 1, unless `--skip-bad` is given.
pub fn run(verb: &Verb, values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let wish = Wish {
        source: match verb.words {
            "import vendors" => Source::Vendors,
            "import customers" => Source::Customers,
            _ => Source::Incidents,
        },
        skip_bad: values.is_on("skip-bad"),
        dry_run: values.is_on("dry-run"),
        dialect: dialect(values)?,
    };
    let bytes = read(values.get("file").unwrap_or_default())?;
    let mut engine = launch.open()?;
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let report = engine.import(&bytes, &wish, &mut |done, total| {
        out.progress("importing", count(done), count(total));
    })?;
    out.clear_bar();
    say(&report, out);
    if !report.bad.is_empty() && !wish.skip_bad {
        let why = match report.bad.len() {
            1 => "one line cannot be taken".to_owned(),
            count => format!("{count} lines cannot be taken"),
        };
        return Err(Refusal::rule("Nothing was imported", why)
            .instead("Mend what is wrong, or leave it out with --skip-bad.")
            .into());
    }
    if out.is_json() {
        out.json(&as_json(&report, &wish));
    } else {
        if wish.dry_run {
            for (number, done) in in_order(&report) {
                out.line(&format!("line {number}: {done}"));
            }
        }
        out.line(&summary(&report, &wish));
    }
    Ok(Verdict::Done)
}

/// Which columns a sheet has, and in which order its days are written.
fn dialect(values: &Values) -> Result<Dialect, Refusal> {
    let what = "Nothing was imported";
    let pair = |typed: &String| match typed.split_once('=') {
        Some((theirs, ours)) if !theirs.trim().is_empty() && !ours.trim().is_empty() => {
            Ok((theirs.trim().to_owned(), ours.trim().to_owned()))
        }
        _ => Err(Refusal::usage(what, format!("map is \"{typed}\""))
            .instead("Write it as THEIRS=OURS, such as \"Vendor Name=name\".")),
    };
    let map = values.all("map").iter().map(pair).collect::<Result<_, _>>()?;
    let dates = match values.get("dates") {
        None => DateOrder::Iso,
        Some(typed) => DateOrder::named(typed).ok_or_else(|| {
            Refusal::usage(what, format!("there is no order of days \"{typed}\"")).instead("Say iso, dmy or mdy.")
        })?,
    };
    Ok(Dialect { map, dates })
}

fn read(file: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = match file {
        "-" => std::io::stdin().lock().read_to_end(&mut bytes).map(drop),
        path => std::fs::read(path).map(|read| bytes = read),
    };
    read.map_err(|error| {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => Kind::NotFound,
            _ => Kind::Usage,
        };
        Failure::new(kind, "Nothing was imported", format!("{file} cannot be read: {error}")).caused_by(error)
    })?;
    Ok(bytes)
}

/// What is worth knowing and what was bad, on stderr.
fn say(report: &Report, out: &mut Out) {
    some(out, report.notes.iter().map(|note| format!("note: {note}")));
    let bad = report.bad.iter();
    some(out, bad.map(|bad| format!("line {}: {}", bad.number, bad.reason)));
}

fn some(out: &mut Out, lines: impl ExactSizeIterator<Item = String>) {
    let more = lines.len().saturating_sub(SAID);
    for line in lines.take(SAID) {
        out.talk(&line);
    }
    if more > 0 {
        out.talk(&format!("and {more} more"));
    }
}

fn in_order(report: &Report) -> Vec<(usize, &str)> {
    let all = report.added.iter().chain(&report.changed);
    let mut all: Vec<(usize, &str)> = all.map(|(number, done)| (*number, done.as_str())).collect();
    all.sort_unstable();
    all
}

fn summary(report: &Report, wish: &Wish) -> String {
    let word = if wish.dry_run { "Would import" } else { "Imported" };
    let changed = match wish.source {
        // An incident that is here already stays as it is.
        Source::Incidents => String::new(),
        Source::Vendors | Source::Customers => format!("changed {}, ", report.changed.len()),
    };
    let tail = if wish.dry_run { " Nothing was written." } else { "" };
    format!(
        "{word} {}, {changed}already here {}, left out {}.{tail}",
        report.added.len(),
        report.already_here,
        report.bad.len()
    )
}

fn as_json(report: &Report, wish: &Wish) -> Value {
    let left_out: Vec<Value> = report
        .bad
        .iter()
        .map(|bad| json!({ "line": bad.number, "reason": bad.reason }))
        .collect();
    json!({
        "dry_run": wish.dry_run,
        "imported": report.added.len(),
        "changed": report.changed.len(),
        "already_here": report.already_here,
        "left_out": left_out,
        "notes": report.notes,
    })
}
