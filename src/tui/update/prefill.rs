//! What a form can know beforehand, so that a tired person types less.

use super::compose;
use crate::domain::{Deadline, Entry, SubjectKind};
use crate::tui::layer::form::Form;
use crate::tui::model::Model;
use crate::tui::screen::incident::facts::About;
use crate::tui::screen::incident::side;
use crate::tui::screen::{Place, board, due, register};

/// What can be known beforehand: the severity now, the people there are, what the register says.
pub fn prefill(model: &Model, form: &mut Form) {
    match form.verb.words {
        "declare" => prefill_roles(model, form),
        "severity" => {
            let rank = severity_now(model);
            if let Some(rule) = rank.and_then(|rank| model.policy.severity(rank)) {
                form.set("severity", &rule.key);
            }
        }
        "phase" => {
            // Most often the one after this.
            let phases = &model.policy.phases;
            let now = model
                .world
                .incident
                .as_ref()
                .map(|view| view.incident.phase().to_owned());
            let at = phases.iter().position(|phase| Some(&phase.key) == now.as_ref());
            if let Some(next) = at.and_then(|at| phases.get(at + 1)).filter(|phase| !phase.is_final) {
                form.set("phase", &next.key);
            }
        }
        "assign" | "release" => {
            if let Some(role) = at_side(model).and_then(|about| about.role) {
                form.set("role", &role);
            }
        }
        "breach confirm" => {
            form.offer("at", "now");
            let thought = model
                .world
                .incident
                .iter()
                .filter(|_| matches!(model.place(), Place::Incident(_)));
            let names: Vec<&str> = thought
                .flat_map(|view| &view.incident.customers)
                .map(|customer| customer.name.as_str())
                .collect();
            form.offer("customer", &names.join(", "));
        }
        "notice sent" => {
            let open = model
                .world
                .incident
                .as_ref()
                .and_then(|view| view.incident.open_breach());
            let selected = at_side(model).and_then(|about| about.customer);
            let mut untold = open
                .iter()
                .flat_map(|breach| &breach.customers)
                .filter(|told| told.sent.is_none());
            let next = untold.next().map(|told| told.affected.customer.name.clone());
            if let Some(customer) = selected.or(next) {
                form.set("customer", &customer);
            }
            form.offer("by", "email");
        }
        "page record" => prefill_page(model, form),
        "page ack" => {
            let pages = model.world.incident.iter().flat_map(|view| &view.incident.pages);
            let waiting = pages.rev().find(|page| page.answered_at.is_none());
            let selected = at_side(model).and_then(|about| about.paged);
            if let Some(person) = selected.or_else(|| waiting.map(|page| page.person.name.clone())) {
                form.set("person", &person);
            }
        }
        "breach detail" => compose::prefill_detail(model, form),
        "reminder snooze" => form.offer("for", "30m"),
        "person set" | "customer set" | "system set" => prefill_entry(model, form),
        words if words.starts_with("vendor ") => super::vendor::prefill(model, form),
        _ => {}
    }
}

/// Puts what is selected at the side of the incident into the field it is meant for.
pub fn selected(model: &Model, form: &mut Form) {
    let Some(about) = at_side(model) else { return };
    let (field, value) = match form.verb.words {
        "assign" | "release" => ("role", about.role),
        "notice sent" => ("customer", about.customer),
        "page ack" => ("person", about.paged),
        "page record" => {
            let is_meant = |deadline: &&Deadline| about.deadline.as_ref() == Some(&deadline.name());
            let mut all = model.world.incident.iter().flat_map(|view| &view.deadlines);
            let meant = all.find(is_meant).filter(|deadline| deadline.is_open_page());
            ("duty", meant.and_then(|deadline| deadline.who.clone()))
        }
        _ => return,
    };
    if let Some(value) = value {
        form.set(field, &value);
    }
}

/// Which duty is still to be paged, and who holds it.
fn prefill_page(model: &Model, form: &mut Form) {
    let open = open_pages(model);
    let people = model
        .world
        .registers
        .get(&SubjectKind::Person)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let holds = |person: &Entry, duty: &str| person.details.duties.iter().any(|held| held == duty);
    let holder = open
        .iter()
        .find_map(|duty| people.iter().find(|person| holds(person, duty)));
    if let Some(person) = holder {
        form.set("person", &person.details.name);
    }
    // Of several, whoever is paged is asked for: the duty follows from what they hold.
    if let [duty] = open.as_slice() {
        form.set("duty", duty);
    }
}

/// Keys of the duties that are still to be paged: of what is selected, or of the whole incident.
fn open_pages(model: &Model) -> Vec<String> {
    let of = |deadline: &Deadline| deadline.who.clone().filter(|_| deadline.is_open_page());
    if *model.place() == Place::Due {
        let shown = due::shown(model);
        return shown
            .get(model.ui.due.list.selected)
            .and_then(|one| of(one))
            .into_iter()
            .collect();
    }
    let Place::Incident(_) = model.place() else {
        let selected = model.world.board.as_ref();
        let row = selected.and_then(|data| board::selected(data, &model.ui.board));
        return row.and_then(|row| row.next.as_ref()).and_then(of).into_iter().collect();
    };
    let all = model.world.incident.iter().flat_map(|view| &view.deadlines);
    let selected = at_side(model).and_then(|about| about.deadline);
    let is_meant = |deadline: &&Deadline| selected.as_ref().is_none_or(|name| deadline.name() == *name);
    let meant: Vec<String> = all.clone().filter(is_meant).filter_map(of).collect();
    if meant.is_empty() {
        all.filter_map(of).collect()
    } else {
        meant
    }
}

/// What is selected at the side of the incident.
fn at_side(model: &Model) -> Option<About> {
    matches!(model.place(), Place::Incident(_))
        .then(|| side::selected(model))
        .flatten()
}

/// The severity of the incident the form is about.
fn severity_now(model: &Model) -> Option<u8> {
    match model.place() {
        Place::Incident(_) => model.world.incident.as_ref().and_then(|view| view.incident.severity),
        _ => model
            .world
            .board
            .as_ref()
            .and_then(|data| board::selected(data, &model.ui.board))
            .and_then(|row| row.severity),
    }
}

/// Whoever declares responds first; standing duties bring their roles along (IR-4).
fn prefill_roles(model: &Model, form: &mut Form) {
    let people = model
        .world
        .registers
        .get(&SubjectKind::Person)
        .map(Vec::as_slice)
        .unwrap_or_default();
    for field in &mut form.fields {
        let Some(role) = field.role.clone() else { continue };
        if role == "responder" {
            field.set(&model.ui.me);
        }
        let duties = model
            .policy
            .duties
            .iter()
            .filter(|duty| duty.role.as_ref() == Some(&role));
        let holder = duties
            .flat_map(|duty| people.iter().filter(|person| person.details.duties.contains(&duty.key)))
            .next();
        if let Some(person) = holder {
            field.set(&person.details.name);
        }
    }
}

fn prefill_entry(model: &Model, form: &mut Form) {
    let Place::Register(kind) = *model.place() else {
        return;
    };
    let Some(entry) = register::selected(model, kind) else {
        return;
    };
    let details = &entry.details;
    let yes_no = |flag: Option<bool>| match flag {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    form.set("contact", &details.contact);
    form.set("note", &details.note);
    form.set(
        "hours",
        &details
            .contract_hours
            .map(|hours| hours.to_string())
            .unwrap_or_default(),
    );
    form.set("production", yes_no(details.production));
    form.set("customer-data", yes_no(details.customer_data));
    if let Some(duty) = details.duties.first() {
        form.set("duty", duty);
    }
}
