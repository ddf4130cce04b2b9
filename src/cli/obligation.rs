//! `firebell obligation list|show|check`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::Refusal;
use crate::engine::Trouble;
use crate::launch::Launch;
use crate::policy::Problem;
use crate::policy::obligation::{Obligation, Shelf};
use crate::text::one_line;
use crate::verb::Values;

/// Said wherever a rule is shown.
const NO_ADVICE: &str = "This is not legal advice: read the source, and ask somebody who may advise you.";

/// Lists every rule that could be switched on.
pub fn list(launch: &Launch, out: &mut Out) -> Verdict {
    let shelf = shelf(launch, out);
    if out.is_json() {
        let rules: Vec<Value> = shelf.rules().iter().map(|rule| as_json(rule, &shelf)).collect();
        out.json(&json!({ "obligations": rules, "note": NO_ADVICE }));
        return Verdict::Done;
    }
    let mut table = Table::listing(&["ID", "WHERE", "STATUS", "ROLE", "CLOCK", "TITLE"]);
    for rule in shelf.rules() {
        table.row([
            rule.key.clone(),
            rule.jurisdiction.clone(),
            rule.status.to_string(),
            rule.role.to_string(),
            rule.clock_words(),
            rule.title.clone(),
        ]);
    }
    table.print(out);
    out.talk(NO_ADVICE);
    Verdict::Done
}

/// Shows one rule whole, with its source.
pub fn show(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let shelf = shelf(launch, out);
    let id = values.get("id").unwrap_or_default();
    let Some(rule) = shelf.get(id) else {
        let why = format!("no rule is called \"{}\"{}", one_line(id), shelf.nearest(id));
        let refusal = Refusal::not_found("Nothing to show", why);
        return Err(refusal.instead("Every rule: firebell obligation list").into());
    };
    if out.is_json() {
        let mut value = as_json(rule, &shelf);
        value["advice"] = NO_ADVICE.into();
        out.json(&value);
        return Ok(Verdict::Done);
    }
    page(rule, &shelf, out);
    Ok(Verdict::Done)
}

fn page(rule: &Obligation, shelf: &Shelf, out: &mut Out) {
    out.line(&one_line(&format!("{}: {}", rule.key, rule.title)));
    let mut table = Table::inset();
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let whose = if shelf.is_shipped(&rule.key) {
        "ships with firebell"
    } else {
        "your own"
    };
    for (name, value) in [
        ("where", rule.jurisdiction.clone()),
        ("applies to", rule.applies_to.clone()),
        ("role", rule.role.to_string()),
        ("tell", rule.recipient.clone()),
        ("clock", rule.clock_words()),
        ("in parts", yes(rule.phased)),
        ("reasons if late", yes(rule.late_needs_reason)),
        ("source", rule.citation.clone()),
        ("link", rule.link.clone().unwrap_or_default()),
        ("checked on", rule.checked_on.to_string()),
        ("status", format!("{}, {whose}", rule.status)),
    ] {
        if !value.is_empty() {
            table.row([name.to_owned(), value]);
        }
    }
    table.print(out);
    section("It must contain", &rule.contents, out);
    section("How it is counted", &rule.counting, out);
    section("A milder reading, never counted", rule.lenient.as_slice(), out);
    section("Note", rule.note.as_slice(), out);
    out.line("");
    out.line(NO_ADVICE);
}

fn section(title: &str, lines: &[String], out: &mut Out) {
    if lines.is_empty() {
        return;
    }
    out.line("");
    out.line(title);
    for line in lines {
        out.line(&format!("  {}", one_line(line)));
    }
}

/// Checks a file of rules, or all of the folder, beside the rules that ship; every problem has its line.
pub fn check(values: &Values, launch: &Launch, out: &mut Out) -> Verdict {
    let file = values.get("file").map(PathBuf::from);
    let (shelf, mut problems) = launch.shelf_with(file.as_deref());
    let what = file.clone().unwrap_or_else(|| launch.obligations_folder());
    let what = what.display().to_string();
    if file.is_some() {
        problems.retain(|problem| problem.file == what);
    }
    let own = shelf.rules().len() - Shelf::shipped().rules().len();
    if out.is_json() {
        let problems: Vec<Value> = problems
            .iter()
            .map(|problem| json!({ "file": problem.file, "line": problem.line, "message": problem.message }))
            .collect();
        out.json(&json!({ "checked": what, "problems": problems }));
    } else if !problems.is_empty() {
        for problem in &problems {
            out.line(&problem.to_string());
        }
    } else if file.is_some() {
        out.line(&format!("{what} is as it should be."));
    } else {
        out.line(&folder_words(Path::new(&what), own));
    }
    if problems.is_empty() {
        Verdict::Done
    } else {
        Verdict::BadConfig
    }
}

fn folder_words(folder: &Path, own: usize) -> String {
    match own {
        0 => format!("There are no rules of your own in {}.", folder.display()),
        1 => format!("The rule in {} is as it should be.", folder.display()),
        _ => format!("The {own} rules in {} are as they should be.", folder.display()),
    }
}

/// The shelf; what is wrong with files of one's own is a warning, and the other rules stay.
fn shelf(launch: &Launch, out: &mut Out) -> Shelf {
    let (shelf, problems) = launch.shelf();
    if let Some(warning) = warning(&problems) {
        out.talk(&format!("warning: {warning}"));
    }
    shelf
}

fn warning(problems: &[Problem]) -> Option<String> {
    let first = problems.first()?;
    let more = match problems.len() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    Some(format!("{first}{more}; see: firebell obligation check"))
}

/// A rule under the names that its file uses.
fn as_json(rule: &Obligation, shelf: &Shelf) -> Value {
    // Plain fields with text keys always have a JSON form.
    let mut value = serde_json::to_value(rule).unwrap_or_default();
    value["shipped"] = shelf.is_shipped(&rule.key).into();
    value
}
