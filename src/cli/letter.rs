//! `firebell notice draft` without a file: the letter is begun from its template.

use crate::domain::Refusal;
use crate::domain::incident::notice::Notice;
use crate::domain::incident::notice::decide::plainly;
use crate::engine::letters::{Desk, Writing, begin};
use crate::engine::{Engine, Trouble, query};
use crate::launch::Launch;
use crate::verb::{Values, Verb};

/// Adds the letter that a template makes, where no file was given.
pub fn begun(verb: &Verb, values: Values, launch: &Launch, engine: &Engine) -> Result<Values, Trouble> {
    if verb.words != "notice draft" || values.get("from-content").is_some() {
        return Ok(values);
    }
    let view = query::show(engine.store(), values.get("code").unwrap_or_default(), 1)?;
    let to = values.get("to").unwrap_or_default();
    let notice = plainly(to, &view.incident, engine.book()).unwrap_or(Notice::Customers);
    let desk = Desk {
        company: launch.settings.company.value.clone(),
        security_contact: launch.security_contact(),
        templates: launch.templates_folder(),
    };
    let policy = engine.book().current();
    let writing = Writing {
        sender: &engine.who().name,
        now: engine.now(),
        zone: policy.calendar.zone,
    };
    let letter = begin(values.get("template"), &notice, &view.incident, policy, &desk, writing)
        .map_err(|why| Refusal::usage("The letter was not begun", why).instead("firebell template list shows them."))?;
    let template = letter
        .template
        .as_ref()
        .and_then(|template| serde_json::to_string(template).ok());
    Ok(values
        .with("from-content", letter.to_source())
        .with("from-template", template.unwrap_or_default()))
}
