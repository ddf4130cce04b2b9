//! `firebell template list|show|fields|check|render|edit` (IR-18).

mod edit;
mod list;
mod render;
mod review;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::Refusal;
use crate::engine::Trouble;
use crate::engine::letters::own_template;
use crate::launch::Launch;
use crate::policy::Problem;
use crate::template::{FIELDS, Field, Origin, Shelf, Template, check as problems_of};
use crate::text::one_line;
use crate::verb::Values;

pub use edit::edit;
pub use list::list;
pub use render::render;
pub use review::read;

/// Lists every field there is.
pub fn fields(out: &mut Out) {
    let whose = |field: &Field| if field.is_of_recipient { "recipient" } else { "incident" };
    if out.is_json() {
        let one = |field: &Field| json!({ "name": field.name, "of": whose(field), "doc": field.doc });
        let rows: Vec<Value> = FIELDS.iter().map(one).collect();
        out.json(&json!({ "fields": rows }));
        return;
    }
    let mut table = Table::new(&["FIELD", "OF", "SAYS"]);
    for field in FIELDS {
        table.row([field.name.to_owned(), whose(field).to_owned(), field.doc.to_owned()]);
    }
    table.print(out);
}

/// Shows one as it lies in its file.
pub fn show(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let shelf = shelf(launch, out);
    let template = named(values, &shelf, "Nothing to show")?;
    if out.is_json() {
        let mut value = as_json(template);
        value["source"] = template.source().into();
        out.json(&value);
    } else {
        out.line(template.source().trim_end_matches('\n'));
    }
    Ok(Verdict::Done)
}

/// Checks one by its name, one by its file, or all of them; every problem has its line.
pub fn check(values: &Values, launch: &Launch, out: &mut Out) -> Verdict {
    let (shelf, all) = launch.templates();
    let (what, problems) = match values.get("name") {
        None => (launch.templates_folder().display().to_string(), all),
        Some(name) => match shelf.get(name) {
            // Where a file of one's own cannot be used, ours stands on the shelf: what is wrong is wrong with the file.
            Some(template) => {
                let own = launch.templates_folder().join(format!("{}.md", template.name));
                let of_file = own.display().to_string();
                let of_file: Vec<Problem> = all.into_iter().filter(|problem| problem.file == of_file).collect();
                let problems = if of_file.is_empty() {
                    problems_of(template)
                } else {
                    of_file
                };
                (template.name.clone(), problems)
            }
            None => (
                name.to_owned(),
                of_file(&own_file(name, launch).unwrap_or_else(|| name.into())),
            ),
        },
    };
    told(&what, &problems, out)
}

/// The file of one's own by its name, where there is one: also one that cannot be used and so is on no shelf.
fn own_file(name: &str, launch: &Launch) -> Option<PathBuf> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let path = launch.templates_folder().join(format!("{name}.md"));
    (name.chars().all(is_plain) && path.is_file()).then_some(path)
}

/// What is wrong with a file, wherever it lies.
fn of_file(path: &Path) -> Vec<Problem> {
    match own_template(path) {
        Ok(own) => Shelf::shipped().with(&[own]).1,
        Err(problem) => vec![problem],
    }
}

fn told(what: &str, problems: &[Problem], out: &mut Out) -> Verdict {
    if out.is_json() {
        out.json(&json!({ "checked": what, "problems": problems_json(problems) }));
    } else if problems.is_empty() {
        out.line(&format!("{} is as it should be.", one_line(what)));
    } else {
        for problem in problems {
            out.line(&problem.to_string());
        }
    }
    if problems.is_empty() {
        Verdict::Done
    } else {
        Verdict::BadConfig
    }
}

fn problems_json(problems: &[Problem]) -> Vec<Value> {
    let one = |problem: &Problem| json!({ "file": problem.file, "line": problem.line, "message": problem.message });
    problems.iter().map(one).collect()
}

/// The shelf; what is wrong with files of one's own is a warning.
fn shelf(launch: &Launch, out: &mut Out) -> Shelf {
    let (shelf, problems) = launch.templates();
    if let Some(first) = problems.first() {
        let more = match problems.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        out.talk(&format!("warning: {first}{more}; see: firebell template check"));
    }
    shelf
}

/// The template that was named.
fn named<'a>(values: &Values, shelf: &'a Shelf, what: &str) -> Result<&'a Template, Trouble> {
    let name = values.get("name").unwrap_or_default();
    shelf.get(name).ok_or_else(|| {
        let refusal = Refusal::not_found(what, format!("no template is called \"{}\"", one_line(name)));
        let near = shelf.nearest(name).map(|near| format!("Did you mean: {near}"));
        let instead = near.unwrap_or_else(|| "Every template: firebell template list".to_owned());
        refusal.instead(instead).into()
    })
}

fn as_json(template: &Template) -> Value {
    let (file, overrides) = match &template.origin {
        Origin::Shipped => (None, false),
        Origin::Own { file, overrides } => (Some(file.as_str()), *overrides),
    };
    json!({
        "name": template.name,
        "family": template.family.word(),
        "title": template.title,
        "version": template.version,
        "owner": template.owner,
        "language": template.language,
        "parts": template.needs,
        "digest": template.digest(),
        "shipped": template.is_shipped(),
        "file": file,
        "overrides": overrides,
    })
}
