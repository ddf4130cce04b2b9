//! `firebell template list`: every template, with who looks after it, when it was reviewed and when it is due (IR-19).

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{as_json, shelf};
use crate::cli::json::maybe;
use crate::cli::out::Out;
use crate::cli::table::Table;
use crate::domain::{Adopted, Deadline, DeadlineKind, State, Subject};
use crate::engine::{Trouble, views};
use crate::launch::Launch;
use crate::template::{Origin, Template};

/// What the record knows of templates.
#[derive(Default)]
struct Known {
    policies: Option<Adopted>,
    deadlines: Vec<Deadline>,
    /// The day of each deadline, where the company is.
    days: Vec<Option<NaiveDate>>,
}

impl Known {
    /// Where there is no store yet, none is made for a list.
    fn read(launch: &Launch) -> Result<Self, Trouble> {
        if !launch.store.exists() {
            return Ok(Self::default());
        }
        let engine = launch.open()?;
        let store = engine.store();
        let Some(State::Policy(policies)) = store.snapshot(&Subject::policy())?.map(|snapshot| snapshot.state) else {
            return Ok(Self::default());
        };
        let policies = *policies;
        let mut deadlines = views::deadlines(store, &State::Policy(Box::new(policies.clone())))?;
        deadlines.retain(|one| one.kind == DeadlineKind::TemplateReview && one.is_running());
        let calendar = &engine.book().current().calendar;
        let day = |one: &Deadline| one.due_at.map(|due| calendar.local(due).date_naive());
        Ok(Self {
            days: deadlines.iter().map(day).collect(),
            policies: Some(policies),
            deadlines,
        })
    }

    /// The review of a template that is due, and on which day.
    fn due(&self, name: &str) -> Option<(&Deadline, Option<NaiveDate>)> {
        let at = self.deadlines.iter().position(|one| one.who.as_deref() == Some(name))?;
        Some((&self.deadlines[at], self.days[at]))
    }
}

/// Lists every template.
pub fn list(launch: &Launch, out: &mut Out) -> Result<(), Trouble> {
    let shelf = shelf(launch, out);
    let known = Known::read(launch)?;
    if out.is_json() {
        let rows: Vec<Value> = shelf.templates().iter().map(|one| row_json(one, &known)).collect();
        out.json(&json!({ "templates": rows }));
        return Ok(());
    }
    let mut table = Table::listing(&["NAME", "FAMILY", "VERSION", "OWNER", "REVIEWED", "DUE", "FROM", "TITLE"]);
    for template in shelf.templates() {
        let due = known.due(&template.name);
        let owner = due.and_then(|(one, _)| one.owner.clone());
        let due = due.and_then(|(_, day)| day);
        table.row([
            template.name.clone(),
            template.family.to_string(),
            template.version.clone(),
            owner.unwrap_or_else(|| template.owner.clone()),
            reviewed(template, &known),
            due.map_or_else(String::new, |day| day.to_string()),
            whose(template).to_owned(),
            template.title.clone(),
        ]);
    }
    table.print(out);
    Ok(())
}

fn reviewed(template: &Template, known: &Known) -> String {
    let kept = known
        .policies
        .as_ref()
        .and_then(|policies| policies.templates.get(&template.name));
    match kept.and_then(|kept| kept.review.as_ref()) {
        Some(review) if review.digest == template.digest() => review.on.to_string(),
        Some(review) => format!("{}, changed since", review.on),
        None => "never".to_owned(),
    }
}

fn whose(template: &Template) -> &'static str {
    match &template.origin {
        Origin::Shipped => "firebell",
        Origin::Own { overrides: true, .. } => "you, instead of ours",
        Origin::Own { overrides: false, .. } => "you",
    }
}

fn row_json(template: &Template, known: &Known) -> Value {
    let kept = known
        .policies
        .as_ref()
        .and_then(|policies| policies.templates.get(&template.name));
    let review = kept.and_then(|kept| kept.review.as_ref()).map(|review| {
        json!({
            "on": review.on.to_string(),
            "by": review.by.name,
            "version": review.version,
            "digest": review.digest,
            "is_this_file": review.digest == template.digest(),
            "changed": review.changes,
            "note": review.note,
            "reason": review.reason,
        })
    });
    let gaps = kept.map(|kept| kept.gaps.as_slice()).unwrap_or_default().iter();
    let gaps: Vec<Value> = gaps
        .map(|gap| json!({ "incident": gap.incident.name, "on": gap.on.to_string(), "reason": gap.reason }))
        .collect();
    let due = known.due(&template.name).map(|(one, _)| one);
    let mut value = as_json(template);
    value["owned_by"] = due.and_then(|one| one.owner.clone()).into();
    value["review"] = review.into();
    value["due"] = maybe(due.and_then(|one| one.due_at));
    value["gaps"] = gaps.into();
    value
}
