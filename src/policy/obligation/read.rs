//! A file of rules, read table by table: one table a rule, its name the id.

use chrono::NaiveDate;

use super::shape::{Combine, Count, Obligation};
use crate::policy::merge::{self, Place, Source};
use crate::policy::reminder;
use crate::policy::section::{Findings, Section};

/// A rule with the lines that later findings name.
pub(super) struct Found {
    pub(super) rule: Obligation,
    /// Where the rule begins.
    pub(super) line: usize,
    /// Where its clock stands.
    pub(super) clock_line: usize,
}

/// The rules that can be read, and what is wrong with the others.
pub(super) fn rules(text: &str) -> (Vec<Found>, Vec<(Place, String)>) {
    let root = match merge::parse(text, Source::User) {
        Ok(root) => root,
        Err(found) => return (Vec::new(), found),
    };
    let findings = Findings::default();
    let mut rules = Vec::new();
    if let Some(file) = Section::open(String::new(), &root, &findings) {
        for (key, section) in file.tables() {
            rules.extend(rule(key, section, &findings));
        }
    }
    (rules, findings.into_sorted())
}

/// One rule. `None` after at least one finding; a rule with a finding is none.
fn rule(key: &str, section: Section<'_>, findings: &Findings) -> Option<Found> {
    let before = findings.count();
    let (line, clock_line) = (section.line(), section.line_of("clock"));
    let (title, jurisdiction) = (section.text("title"), section.text("jurisdiction"));
    let (citation, link) = (section.text("citation"), section.optional::<String>("link"));
    let (checked_on, status) = (checked_on(&section), section.parsed("status"));
    let (applies_to, role) = (section.text("applies_to"), section.parsed("role"));
    let counts = section.list("clock", str::parse::<Count>);
    let combine = section.optional::<Combine>("combine");
    let counting = section.list_if_any("counting");
    let lenient = section.optional("lenient");
    let (recipient, contents) = (section.text("recipient"), section.list("contents", filled));
    let (phased, late_needs_reason) = (section.flag("phased"), section.flag("late_needs_reason"));
    let note = section.optional("note");
    let reminders = if section.has("reminders") {
        reminder::before(&section, "reminders")
    } else {
        section.passes_over("reminders");
        Some(Vec::new())
    };
    if link.as_ref().is_some_and(|link| !link.starts_with("https://")) {
        section.complain(&["link"], "`link` must begin with https://".to_owned());
    }
    if let Some(counts) = &counts {
        check_counts(&section, counts);
    }
    if contents.as_ref().is_some_and(Vec::is_empty) {
        section.complain(&["contents"], "`contents` must name at least one thing".to_owned());
    }
    section.finish();
    if findings.count() > before {
        return None;
    }
    let rule = Obligation {
        key: key.to_owned(),
        title: title?,
        jurisdiction: jurisdiction?,
        citation: citation?,
        link,
        checked_on: checked_on?,
        status: status?,
        applies_to: applies_to?,
        role: role?,
        counts: counts?,
        combine: combine.unwrap_or_default(),
        counting: counting?,
        lenient,
        recipient: recipient?,
        contents: contents?,
        phased: phased?,
        late_needs_reason: late_needs_reason?,
        reminders: reminders?,
        note,
    };
    Some(Found { rule, line, clock_line })
}

/// At least one count, each anchor once, and what has no number alone: it could be neither earliest nor latest.
fn check_counts(section: &Section<'_>, counts: &[Count]) {
    let complain = |message: String| section.complain(&["clock"], message);
    if counts.is_empty() {
        complain("`clock` must hold at least one count, such as \"72h from aware\"".to_owned());
    }
    if counts.len() > 1 && counts.iter().any(|count| count.within.is_none()) {
        complain("a clock without a number stands alone".to_owned());
    }
    for (index, count) in counts.iter().enumerate() {
        if counts.iter().take(index).any(|other| other.from == count.from) {
            complain(format!("`clock` counts twice from {}", count.from));
        }
    }
}

fn checked_on(section: &Section<'_>) -> Option<NaiveDate> {
    let text = section.text("checked_on")?;
    let date = text.trim().parse();
    if date.is_err() {
        section.complain(
            &["checked_on"],
            format!("`{text}` is no date, write one like 2026-12-25"),
        );
    }
    date.ok()
}

fn filled(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("every element must say something".to_owned());
    }
    Ok(text.to_owned())
}
