//! What happens at a vendor: the page is read, what is selected opens or is acted on, forms know it beforehand.

use chrono::NaiveDate;

use super::{move_about, perform};
use crate::clock::full;
use crate::domain::vendor::Stage;
use crate::domain::{DeadlineKind, Ref, Vendor};
use crate::engine::vendors::VendorView;
use crate::policy::MetBy;
use crate::tui::layer::Layer;
use crate::tui::layer::form::Form;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::vendor::{About, deadline, facts, selected};
use crate::tui::screen::{Place, incident, vendors};
use crate::verb::{Verb, verb};

/// The vendor that the place is about.
pub fn here(model: &Model) -> Option<&Vendor> {
    match model.place() {
        Place::Vendors => vendors::selected(model).map(|row| &row.vendor),
        Place::Vendor(id) => model
            .world
            .vendor
            .as_ref()
            .map(|view| &view.row.vendor)
            .filter(|vendor| vendor.id == *id),
        _ => None,
    }
}

/// The code of the incident that a verb of a vendor is about: the one that is open, or the one that is selected.
pub fn incident(model: &Model) -> Option<String> {
    match (model.place(), selected(model)) {
        (Place::Incident(id), _) => model
            .world
            .incident
            .as_ref()
            .filter(|view| view.incident.id == *id)
            .map(|view| view.incident.code.clone()),
        (_, Some(About::Incident(_, code))) => Some(code),
        _ => None,
    }
}

/// The linked vendor that is selected beside the incident; to link another, it is asked for.
pub fn beside_incident(model: &Model, verb: &Verb) -> Option<String> {
    let is_open = matches!(model.place(), Place::Incident(_)) && verb.words != "vendor link";
    let about = is_open.then(|| incident::side::selected(model)).flatten()?;
    about.vendor.map(|(_, name)| name)
}

/// Takes a vendor that was read. One that is gone is left.
pub fn take(model: &mut Model, id: &str, view: Option<VendorView>) -> Vec<Effect> {
    if let Some(view) = view {
        let is_wanted = match model.place() {
            Place::Vendor(open) => open == id,
            _ => true,
        };
        if is_wanted {
            model.world.vendor = Some(view);
        }
        return Vec::new();
    }
    if !matches!(model.place(), Place::Vendor(open) if open == id) {
        return Vec::new();
    }
    model.complain("That vendor is no longer there; its entry was taken back.");
    move_about::back(model)
}

/// Groups the register by something else.
pub fn group(model: &mut Model) {
    model.ui.vendors.group = model.ui.vendors.group.turned();
    vendors::arrange(model);
    move_about::settle(model);
}

/// Opens what is selected on the page, or does what is to be done with it.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let (Some(about), Some(view)) = (selected(model), &model.world.vendor) else {
        return Vec::new();
    };
    if let About::Incident(id, _) = about {
        return move_about::enter(model, Place::Incident(id));
    }
    if let Some(verb) = act(view, &about, model).and_then(verb) {
        return perform::perform(model, verb);
    }
    if let Some((title, words)) = whole(view, &about, model) {
        model.ui.layers.push(Layer::Text(title, words));
    }
    Vec::new()
}

/// The verb that does what is still to be done with a row.
fn act(view: &VendorView, about: &About, model: &Model) -> Option<&'static str> {
    let vendor = &view.row.vendor;
    match about {
        About::Step(key) => {
            let items = vendor.checklist(&model.policy);
            let item = items.iter().find(|item| item.rule.key == *key)?;
            item.is_open().then_some(match item.rule.met_by {
                MetBy::Approval => "vendor approve",
                MetBy::Notice => "vendor announce",
                MetBy::Work | MetBy::Credentials | MetBy::List => "vendor step",
            })
        }
        About::EndStep(key) => {
            let end = vendor.offboarding.as_ref()?;
            (!end.steps.contains_key(key)).then_some("vendor step")
        }
        About::Condition(name) => {
            let one = vendor.conditions.iter().find(|one| one.condition.name == *name)?;
            one.met.is_none().then_some("vendor condition")
        }
        About::Told(name) => {
            let customers = &vendor.notices.last()?.customers;
            let one = customers.iter().find(|one| one.recipient.customer.name == *name)?;
            one.sent.is_none().then_some("vendor told")
        }
        About::Objection(name) => {
            let mut open = vendor.open_objections();
            open.any(|one| one.customer.name == *name).then_some("vendor answer")
        }
        About::Credential(name) => {
            let mut open = vendor.open_credentials();
            open.any(|one| one.name == *name).then_some("vendor revoke")
        }
        About::Due(key) => Some(match deadline(view, key)?.kind {
            DeadlineKind::Reassess => "vendor reassess",
            DeadlineKind::Report => "vendor report",
            DeadlineKind::Risk => "vendor accept",
            DeadlineKind::Condition => "vendor condition",
            DeadlineKind::NoticePeriod => "vendor live",
            DeadlineKind::Announce => "vendor told",
            DeadlineKind::Objection => "vendor answer",
            DeadlineKind::Offboard => "vendor step",
            DeadlineKind::Revoke => "vendor revoke",
            _ => return None,
        }),
        About::Report(_) | About::Risk(_) | About::Line(_) | About::Incident(..) => None,
    }
}

/// A row in full: what has no room on it.
fn whole(view: &VendorView, about: &About, model: &Model) -> Option<(String, String)> {
    let vendor = &view.row.vendor;
    let when = |at| full(at, model.now, model.zone());
    match about {
        About::Line(at) => {
            let line = facts::line_at(view, *at)?;
            Some((format!("{} {}", when(line.at), line.who), line.words.clone()))
        }
        About::Report(name) => {
            let one = vendor.reports.iter().rfind(|one| one.report.name == *name)?;
            let report = &one.report;
            let from = report.from.map_or_else(String::new, |day| format!("from {day}, "));
            let to = report.to.map_or_else(String::new, |day| format!("to {day}, "));
            let evidence = crate::tui::screen::vendor::steps::shown_by(None, report.evidence.as_ref());
            let words = format!(
                "{from}{to}holds until {}; came in {}; {evidence}",
                report.expires,
                when(one.received_at)
            );
            Some((name.clone(), words))
        }
        About::Risk(name) => {
            let one = vendor.risks.iter().rfind(|one| one.risk == *name)?;
            let words = format!(
                "{} (accepted by {} on {}, until {})",
                one.reason,
                one.by.name,
                when(one.at),
                one.until
            );
            Some((name.clone(), words))
        }
        About::Objection(name) => {
            let one = vendor.objections.iter().rfind(|one| one.customer.name == *name)?;
            let answer = one.answer.as_ref().map_or_else(String::new, |answer| {
                format!("; {} by {}: {}", answer.outcome.word(), answer.done.who, answer.answer)
            });
            let title = format!("{name} objects, {}", when(one.at));
            Some((title, format!("{}{answer}", one.grounds)))
        }
        // What was done stands on the log in full: with its proof and the digest of that.
        About::Step(key) | About::EndStep(key) => {
            let is_meant = |words: &str| {
                let begins = ["Step ", "End step "];
                begins.iter().any(|begin| {
                    words
                        .strip_prefix(begin)
                        .is_some_and(|rest| rest.starts_with(&format!("{key} ")))
                })
            };
            let line = view.log.iter().rfind(|line| is_meant(&line.words));
            line.map(|line| (format!("{} {}", when(line.at), line.who), line.words.clone()))
        }
        About::Condition(_) | About::Told(_) | About::Credential(_) | About::Due(_) | About::Incident(..) => None,
    }
}

/// Fills a form about a vendor with what is selected on its page; where something else is, with what is open first.
pub fn prefill(model: &Model, form: &mut Form) {
    let (about, vendor) = (selected(model), here(model));
    let first = |field: &mut Form, name: &str, value: Option<String>| {
        if let Some(value) = value {
            field.set(name, &value);
        }
    };
    match form.verb.words {
        "vendor step" | "vendor skip" | "vendor reopen" => {
            if let Some(vendor) = vendor {
                let keys = steps(model, vendor, form.verb.words);
                if let Some(field) = form.fields.iter_mut().find(|field| field.param.name == "step") {
                    field.choose_from(&keys);
                }
            }
            if let (Some(About::Step(key) | About::EndStep(key)), _) | (Some(About::Due(_)), Some(key)) =
                (about.clone(), due_of(model, about.as_ref(), DeadlineKind::Offboard))
            {
                form.set("step", &key);
            }
        }
        "vendor condition" => {
            let open = vendor.and_then(|one| one.conditions.iter().find(|one| one.met.is_none()));
            let open = open.map(|one| one.condition.name.clone());
            first(form, "condition", named(model, DeadlineKind::Condition).or(open));
        }
        "vendor report" => first(form, "report", named(model, DeadlineKind::Report)),
        "vendor accept" | "vendor settle" => first(form, "risk", named(model, DeadlineKind::Risk)),
        "vendor told" => {
            let customers = vendor
                .and_then(|one| one.notices.last())
                .into_iter()
                .flat_map(|one| &one.customers);
            let open = customers.into_iter().find(|one| one.sent.is_none());
            let open = open.map(|one| one.recipient.customer.name.clone());
            first(form, "customer", named(model, DeadlineKind::Announce).or(open));
            form.offer("by", "email");
        }
        "vendor answer" => {
            let open = vendor.and_then(|one| one.open_objections().next());
            let open = open.map(|one| one.customer.name.clone());
            first(form, "customer", named(model, DeadlineKind::Objection).or(open));
        }
        "vendor revoke" => {
            let open = vendor.and_then(|one| one.open_credentials().next());
            let open = open.map(|one| one.name.clone());
            first(form, "credential", named(model, DeadlineKind::Revoke).or(open));
        }
        "vendor set" => register(vendor, form),
        _ => {}
    }
}

/// The keys of the steps that a verb can be about: those that are left, or, to open one again, those that are not.
fn steps(model: &Model, vendor: &Vendor, words: &str) -> Vec<String> {
    let again = words == "vendor reopen";
    let is_met_so = |met_by: MetBy| match met_by {
        MetBy::Approval => false,
        MetBy::Notice => words == "vendor skip",
        MetBy::Work | MetBy::Credentials | MetBy::List => true,
    };
    let items = vendor.checklist(&model.policy).into_iter();
    let diligence = items.filter(|item| {
        if again {
            !item.is_open()
        } else {
            item.is_open() && is_met_so(item.rule.met_by)
        }
    });
    let mut keys: Vec<String> = diligence.map(|item| item.rule.key.clone()).collect();
    if let Some(end) = &vendor.offboarding {
        let rules = model.policy.programme().offboarding.iter();
        let rules = rules.filter(|rule| end.steps.contains_key(&rule.key) == again);
        // The end goes first: it has clocks.
        keys.splice(0..0, rules.map(|rule| rule.key.clone()));
    }
    keys
}

/// The name of what is selected, where it is something of this kind: its row, or its clock.
fn named(model: &Model, kind: DeadlineKind) -> Option<String> {
    let about = selected(model)?;
    let name = match (&about, kind) {
        (About::Condition(name), DeadlineKind::Condition)
        | (About::Report(name), DeadlineKind::Report)
        | (About::Risk(name), DeadlineKind::Risk)
        | (About::Told(name), DeadlineKind::Announce)
        | (About::Objection(name), DeadlineKind::Objection)
        | (About::Credential(name), DeadlineKind::Revoke) => Some(name.clone()),
        _ => None,
    };
    name.or_else(|| due_of(model, Some(&about), kind))
}

/// What the selected clock is about, where it is of this kind.
fn due_of(model: &Model, about: Option<&About>, kind: DeadlineKind) -> Option<String> {
    let Some(About::Due(key)) = about else { return None };
    let due = deadline(model.world.vendor.as_ref()?, key)?;
    due.who.clone().filter(|_| due.kind == kind)
}

/// What the register says stands in the form that changes it.
fn register(vendor: Option<&Vendor>, form: &mut Form) {
    let Some(vendor) = vendor else { return };
    let details = &vendor.details;
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let yes_no = |is: bool| if is { "yes" } else { "no" };
    let name = |one: &Option<Ref>| one.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    for (field, value) in [
        ("tier", details.tier.clone()),
        ("service", details.service.clone()),
        ("purpose", details.purpose.clone()),
        ("data", details.categories.join(", ")),
        ("location", details.location.clone()),
        ("customer-data", yes_no(details.customer_data).to_owned()),
        ("production", yes_no(details.production).to_owned()),
        ("owner", name(&details.owner)),
        ("requester", name(&details.requester)),
        ("contract", day(details.contract)),
        ("dpa", day(details.dpa)),
        ("assessed", day(details.last_assessed)),
        ("renewal", day(details.renewal)),
    ] {
        form.set(field, &value);
    }
}

/// What a verb needs to know of a vendor that no form asks for: what is in use can only be announced to go.
pub fn is_removal(vendor: &Vendor) -> bool {
    matches!(vendor.stage(), Stage::Live | Stage::InUse | Stage::Leaving)
}
