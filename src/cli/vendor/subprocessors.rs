//! `firebell subprocessors`: the public list, or what changed between two days (VM-6).

use chrono::NaiveDate;

use crate::cli::glass::or_dash;
use crate::cli::out::Out;
use crate::cli::table::Table;
use crate::cli::verdict::Verdict;
use crate::clock::parse_date;
use crate::domain::Refusal;
use crate::domain::vendor::subprocessors::{difference, list};
use crate::engine::{Trouble, query};
use crate::export::subprocessors::{Format, Page, change_words};
use crate::launch::Launch;
use crate::verb::Values;

const WHAT: &str = "No list was written";

/// Runs the verb.
pub fn run(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let calendar = &engine.book().current().calendar;
    let today = calendar.local(engine.now()).date_naive();
    let lives = query::lives(engine.store())?;
    let page = match values.all("diff") {
        [] => {
            let on = values.get("on").map(day).transpose()?.unwrap_or(today);
            let list = list(&lives, on, calendar);
            Page::List { on, list }
        }
        [from, to] => {
            let (from, to) = (day(from)?, day(to)?);
            if from > to {
                return Err(Refusal::usage(WHAT, format!("{from} lies after {to}"))
                    .instead("Give the earlier day first.")
                    .into());
            }
            let difference = difference(&lives, from, to);
            Page::Difference { from, to, difference }
        }
        _ => {
            return Err(Refusal::usage(WHAT, "a difference is between two days")
                .instead("Write it as --diff 2026-01-01 2026-06-30.")
                .into());
        }
    };
    match format(values, out)? {
        None => text(&page, out),
        // The writer has made it safe for its language.
        Some(format) => out.verbatim(page.write(format).as_bytes()),
    }
    Ok(Verdict::Done)
}

fn day(typed: &str) -> Result<NaiveDate, Refusal> {
    parse_date(typed).map_err(|error| Refusal::usage(WHAT, error.to_string()))
}

fn format(values: &Values, out: &Out) -> Result<Option<Format>, Refusal> {
    let typed = values
        .get("format")
        .unwrap_or(if out.is_json() { "json" } else { "text" });
    match typed.trim().to_lowercase().as_str() {
        "text" => Ok(None),
        "md" | "markdown" => Ok(Some(Format::Markdown)),
        "html" => Ok(Some(Format::Html)),
        "csv" => Ok(Some(Format::Csv)),
        "json" => Ok(Some(Format::Json)),
        other => {
            Err(Refusal::usage(WHAT, format!("there is no format \"{other}\""))
                .instead("Use text, md, html, csv or json."))
        }
    }
}

fn text(page: &Page, out: &mut Out) {
    out.line(&page.title());
    if let Page::List { list, .. } = page {
        if list.subprocessors.is_empty() {
            out.line("There are none.");
        } else {
            let mut table = Table::new(&["LOCATION", "DATA", "PURPOSE", "NAME"]);
            for one in &list.subprocessors {
                table.row([
                    or_dash(&one.location),
                    or_dash(&one.categories.join(", ")),
                    or_dash(&one.purpose),
                    one.name.clone(),
                ]);
            }
            table.print(out);
        }
        if !list.announced.is_empty() {
            out.line("");
            out.line("Announced");
            let mut table = Table::inset();
            for one in &list.announced {
                table.row([
                    one.effective_on.to_string(),
                    one.change.word().to_owned(),
                    format!("published {}", one.published_on),
                    one.subprocessor.name.clone(),
                ]);
            }
            table.print(out);
        }
        out.line("");
        out.line("History");
    }
    let mut table = Table::inset();
    for moved in page.changes() {
        let (word, what) = change_words(moved);
        let mut cells = vec![word.to_owned(), moved.name().to_owned(), what];
        if matches!(page, Page::List { .. }) {
            cells.insert(0, moved.on.to_string());
        }
        table.row(cells);
    }
    if table.is_empty() {
        out.line("Nothing changed.");
    }
    table.print(out);
}
