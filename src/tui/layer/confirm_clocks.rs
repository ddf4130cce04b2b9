//! The clocks of a confirmation: for whom each is, when it is due here and in UTC, and under which rule.

use super::confirm_view::Row;
use crate::clock::{full, utc_beside};
use crate::domain::{Deadline, DeadlineKind};
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::words::sentence;

/// `3 countdowns`.
pub(super) fn counted(count: usize) -> String {
    match count {
        1 => "1 countdown".to_owned(),
        n => format!("{n} countdowns"),
    }
}

/// Some clocks under a title, where there are any; `word` says what their times are.
pub(super) fn section(rows: &mut Vec<Row>, model: &Model, title: &'static str, deadlines: &[Deadline], word: &str) {
    if deadlines.is_empty() {
        return;
    }
    rows.push(Row::Blank);
    let same = deadlines.iter().all(|deadline| deadline.window == deadlines[0].window);
    let of = if same {
        format!(" of {}", deadlines[0].window)
    } else {
        String::new()
    };
    rows.push(Row::Title(title, format!("{}{of}", counted(deadlines.len()))));
    add(rows, model, deadlines, word);
}

/// Each clock, and below those that share one rule and time: that rule, and the time in UTC.
pub(super) fn add(rows: &mut Vec<Row>, model: &Model, deadlines: &[Deadline], word: &str) {
    for (place, deadline) in deadlines.iter().enumerate() {
        rows.push(clock(model, deadline, word));
        let rule = rule(model, deadline);
        let next = deadlines.get(place + 1);
        let goes_on = next.is_some_and(|next| next.due_at == deadline.due_at && self::rule(model, next) == rule);
        if !goes_on {
            let utc = deadline.due_at.and_then(|due| utc_beside(due, model.now, model.zone()));
            rows.push(Row::Rule(rule, utc.unwrap_or_default()));
        }
    }
}

/// Where it comes from: `72 h, IR-11`, `24 h, Directive (EU) 2022/2555 (NIS2), Art. 23(4)(a)`.
fn rule(model: &Model, deadline: &Deadline) -> String {
    let cited = match (deadline.kind, &deadline.who) {
        (DeadlineKind::Obligation, Some(id)) => model.policy.obligation(id).map(|rule| rule.citation.as_str()),
        _ => None,
    };
    let source = cited.unwrap_or(&deadline.requirement);
    match deadline.window.as_str() {
        "" => source.to_owned(),
        window => format!("{window}, {source}"),
    }
}

fn clock(model: &Model, deadline: &Deadline, word: &str) -> Row {
    let due = deadline.due_at.map_or_else(String::new, |due| {
        let own = full(due, model.now, model.zone());
        let word = if due > model.now && word == "was due" {
            "due"
        } else {
            word
        };
        format!("{word} {own}")
    });
    let name = match (deadline.kind, &deadline.who) {
        (DeadlineKind::Notice, Some(who)) => match contact(model, who) {
            Some(contact) if contact.is_empty() => format!("{who}   no contact recorded"),
            Some(contact) => format!("{who}   {contact}"),
            None => format!("tell {who}"),
        },
        (DeadlineKind::Obligation, Some(id)) => match model.policy.obligation(id) {
            Some(rule) => format!("{id}   {}", rule.recipient),
            None => sentence(deadline, &model.policy),
        },
        (DeadlineKind::Review, _) => deadline.phrase(&model.policy),
        _ => sentence(deadline, &model.policy),
    };
    let missing = name.ends_with("no contact recorded");
    Row::Clock(name, due, if missing { Role::Soon } else { Role::Text })
}

/// The contact of a customer, as far as the register was read.
fn contact(model: &Model, name: &str) -> Option<String> {
    let customers = model.world.registers.get(&crate::domain::SubjectKind::Customer)?;
    let entry = customers.iter().find(|entry| entry.details.name == name);
    Some(entry.map(|entry| entry.details.contact.clone()).unwrap_or_default())
}
