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

/// The rules, and which of them the policy in force has switched on.
struct Rules {
    shelf: Shelf,
    on: Vec<Obligation>,
}

impl Rules {
    fn read(launch: &Launch, out: &mut Out) -> Result<Self, Trouble> {
        let shelf = shelf(launch, out);
        // Where there is no store yet, none is made for the asking.
        let on = if launch.store.exists() {
            launch.open()?.book().current().obligations.clone()
        } else {
            launch
                .policy
                .as_ref()
                .map_or_else(Vec::new, |policy| policy.obligations.clone())
        };
        Ok(Self { shelf, on })
    }

    /// What is on, as it was adopted; then what could be.
    fn all(&self) -> impl Iterator<Item = &Obligation> {
        let off = self.shelf.rules().iter().filter(|rule| !self.is_on(&rule.key));
        self.on.iter().chain(off)
    }

    fn is_on(&self, id: &str) -> bool {
        self.on.iter().any(|rule| rule.key == id)
    }

    fn get(&self, id: &str) -> Option<&Obligation> {
        self.all().find(|rule| rule.key.eq_ignore_ascii_case(id.trim()))
    }

    /// How it stands, in words.
    fn standing(&self, id: &str) -> &'static str {
        let on = self.on.iter().find(|rule| rule.key == id);
        match (on, self.shelf.get(id)) {
            (None, _) => "off",
            (Some(_), None) => "on, as it was adopted; its file is gone",
            (Some(on), Some(now)) if on != now => "on, as it was adopted; its file says something else by now",
            (Some(_), Some(_)) => "on",
        }
    }
}

/// Lists what is switched on, then what could be.
pub fn list(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let rules = Rules::read(launch, out)?;
    if out.is_json() {
        let rows: Vec<Value> = rules.all().map(|rule| as_json(rule, &rules)).collect();
        out.json(&json!({ "obligations": rows, "note": NO_ADVICE }));
        return Ok(Verdict::Done);
    }
    let mut table = Table::listing(&["ON", "ID", "WHERE", "STATUS", "ROLE", "CLOCK", "TITLE"]);
    for rule in rules.all() {
        table.row([
            if rules.is_on(&rule.key) { "on" } else { "-" }.to_owned(),
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
    Ok(Verdict::Done)
}

/// Shows one rule whole, with its source.
pub fn show(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let rules = Rules::read(launch, out)?;
    let id = values.get("id").unwrap_or_default();
    let Some(rule) = rules.get(id) else {
        let why = format!("no rule is called \"{}\"{}", one_line(id), rules.shelf.nearest(id));
        let refusal = Refusal::not_found("Nothing to show", why);
        return Err(refusal.instead("Every rule: firebell obligation list").into());
    };
    if out.is_json() {
        let mut value = as_json(rule, &rules);
        value["advice"] = NO_ADVICE.into();
        out.json(&value);
        return Ok(Verdict::Done);
    }
    page(rule, &rules, out);
    Ok(Verdict::Done)
}

fn page(rule: &Obligation, rules: &Rules, out: &mut Out) {
    out.line(&one_line(&format!("{}: {}", rule.key, rule.title)));
    let mut table = Table::inset();
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let whose = if rules.shelf.is_shipped(&rule.key) {
        "ships with firebell"
    } else {
        "your own"
    };
    for (name, value) in [
        ("switched", rules.standing(&rule.key).to_owned()),
        ("where", rule.jurisdiction.clone()),
        ("applies to", rule.applies_to.clone()),
        ("role", rule.role.to_string()),
        ("tell", rule.recipient.clone()),
        ("clock", rule.clock_words()),
        ("in parts", yes(rule.phased)),
        ("reasons if late", yes(rule.late_needs_reason)),
        (
            "said before",
            rule.reminders
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", "),
        ),
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
pub fn shelf(launch: &Launch, out: &mut Out) -> Shelf {
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
fn as_json(rule: &Obligation, rules: &Rules) -> Value {
    // Plain fields with text keys always have a JSON form.
    let mut value = serde_json::to_value(rule).unwrap_or_default();
    value["shipped"] = rules.shelf.is_shipped(&rule.key).into();
    value["on"] = rules.is_on(&rule.key).into();
    value
}
