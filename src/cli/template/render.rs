//! `firebell template render`: what would go out if a letter were begun and sent now.

use serde_json::json;

use super::{named, shelf};
use crate::cli::out::Out;
use crate::cli::verdict::Verdict;
use crate::clock::Moment;
use crate::domain::incident::notice::{Notice, fields};
use crate::domain::letter::Fields;
use crate::domain::{Deadline, DeadlineKind, Ref, Refusal};
use crate::engine::letters;
use crate::engine::views::IncidentView;
use crate::engine::{Trouble, query};
use crate::error::Failure;
use crate::export::letter::{Format, Outgoing};
use crate::launch::Launch;
use crate::policy::Policy;
use crate::template::{FIELDS, Setting, TemplateFields, draft, role_held};
use crate::text::{fold_name, markdown, nearest, one_line};
use crate::verb::Values;

/// Shows what a template says of an incident. Blanks are talk: the text is the result.
pub fn render(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let shelf = shelf(launch, out);
    let template = named(values, &shelf, "Nothing to render")?;
    let format = match values.get("format") {
        None => Format::Markdown,
        Some(word) => word
            .parse()
            .map_err(|why: String| Refusal::usage("Nothing to render", why))?,
    };
    let engine = launch.open()?;
    let mut view = query::show(engine.store(), values.get("code").unwrap_or_default(), 1)?;
    for (system, mark) in view.incident.systems.iter_mut().zip(&view.systems) {
        system.name.clone_from(&mark.name);
    }
    let recipient = match values.get("customer") {
        None => None,
        Some(name) => Some(customer(name, &view)?),
    };
    let filled_in = known(&view, engine.book().current(), engine.now(), launch);
    let letter = draft(template, &filled_in).map_err(|trouble| {
        Failure::config("Nothing was rendered", trouble.to_string()).with_todo("See: firebell template check")
    })?;
    let to = recipient
        .as_ref()
        .map_or_else(Fields::new, |one| to_customer(one, &view, launch));
    let text = letter.text_for(&to);
    let filled = letter.filled(&to);
    let blanks: Vec<String> = filled
        .blanks()
        .iter()
        .map(|blank| one_line(blank).into_owned())
        .collect();
    let outgoing = Outgoing::read(&text);
    let rendered = match format {
        Format::Markdown => text.clone(),
        Format::Html => outgoing.html(),
        Format::Plain => outgoing.plain(),
        Format::Mail => {
            let envelope = letters::envelope(
                &text,
                recipient.as_ref().map_or("", |one| reached(one, &view)),
                engine.now(),
            );
            String::from_utf8_lossy(&outgoing.mail(&envelope)).into_owned()
        }
    };
    if out.is_json() {
        out.json(&json!({
            "template": template.name,
            "version": template.version,
            "digest": template.digest(),
            "incident": view.incident.code,
            "customer": recipient.map(|one| one.name),
            "format": format.word(),
            "subject": outgoing.subject(),
            "blanks": blanks,
            "text": rendered,
        }));
        return Ok(Verdict::Done);
    }
    if format == Format::Mail {
        // Encoded as it is, it has no hidden character, and its lines end in CR LF.
        out.verbatim(rendered.as_bytes());
    } else {
        out.line(rendered.trim_end_matches('\n'));
    }
    tell(&blanks, out);
    Ok(Verdict::Done)
}

fn tell(blanks: &[String], out: &mut Out) {
    match blanks.len() {
        0 => return,
        1 => out.talk("1 blank is left; no letter goes out with one:"),
        count => out.talk(&format!("{count} blanks are left; no letter goes out with one:")),
    }
    for (index, blank) in blanks.iter().enumerate() {
        if blanks.iter().take(index).any(|before| before == blank) {
            continue;
        }
        let doc = FIELDS.iter().find(|field| field.name == blank).map(|field| field.doc);
        let doc = doc.map_or_else(String::new, |doc| format!(": {doc}"));
        let places = match blanks.iter().filter(|other| *other == blank).count() {
            1 => String::new(),
            count => format!(" ({count} places)"),
        };
        out.talk(&format!("  {blank}{doc}{places}"));
    }
}

fn known(view: &IncidentView, policy: &Policy, now: Moment, launch: &Launch) -> TemplateFields {
    TemplateFields::of(&Setting {
        incident: &view.incident,
        policy,
        now,
        zone: launch.zone,
        company: &launch.settings.company.value,
        security_contact: &launch.security_contact(),
        sender: &launch.who.name,
        sender_role: &role_held(&view.incident, policy, &launch.who.name),
        codename: view
            .incident
            .notices
            .codename
            .as_deref()
            .filter(|_| !view.incident.notices.is_disclosed()),
        next_update: Some(policy.calendar.due(now, &policy.notice.follow_up)),
    })
}

/// How a customer is reached today; empty where nobody knows.
fn reached<'a>(customer: &Ref, view: &'a IncidentView) -> &'a str {
    let mut contacts = view.contacts.iter();
    contacts
        .find(|(id, _)| *id == customer.id)
        .map_or("", |(_, contact)| contact.as_str())
}

/// What is known of a customer, with today's contact.
fn to_customer(customer: &Ref, view: &IncidentView, launch: &Launch) -> Fields {
    let due = |one: &&Deadline| one.kind == DeadlineKind::Notice && one.who.as_deref() == Some(&customer.name);
    let deadline = view.deadlines.iter().find(due);
    let notice = Notice::Customer(customer.clone());
    let mut fields = fields::of(&view.incident, &notice, deadline, None, launch.zone);
    let contact = reached(customer, view);
    if !contact.is_empty() {
        fields.insert("contact".to_owned(), markdown::escaped(contact));
    }
    fields
}

/// A customer of the incident, by its name.
fn customer(name: &str, view: &IncidentView) -> Result<Ref, Refusal> {
    let incident = &view.incident;
    let told = incident.open_breach().map_or(&[][..], |breach| &breach.customers);
    let all = || {
        let of_breach = told.iter().map(|told| &told.affected.customer);
        of_breach.chain(&incident.customers)
    };
    let folded = fold_name(name);
    let Some(found) = all().find(|one| fold_name(&one.name) == folded) else {
        let why = format!("{} is not among the customers of {}", one_line(name), incident.code);
        let refusal = Refusal::not_found("Nothing to render", why);
        let near = nearest(name, all().map(|one| one.name.as_str())).map(|near| format!("Did you mean: {near}"));
        return Err(refusal
            .instead(
                near.unwrap_or_else(|| "Leave --customer out to see the fields of a customer as blanks.".to_owned()),
            )
            .candidates(all().map(|one| one.name.clone()).collect()));
    };
    Ok(found.clone())
}
