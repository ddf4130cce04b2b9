//! What a letter says of its reader alone is noted without leaving it (IR-12, IR-13).

use crate::domain::incident::notice::Notice;
use crate::domain::incident::notice::state::Detail;
use crate::tui::layer::Layer;
use crate::tui::layer::form::Form;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::composer::open as opened;
use crate::tui::update::perform;
use crate::verb::{Values, verb};

/// The form of what is known of whoever the letter is read as.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some((composer, _)) = opened(model) else {
        return Vec::new();
    };
    let (whom, other, name) = match (&composer.notice, &composer.reader) {
        (Notice::Customers | Notice::Customer(_), Some(reader)) => ("customer", "obligation", reader.name.clone()),
        (Notice::Obligation(id), _) => ("obligation", "customer", id.clone()),
        _ => {
            model.say("nobody in particular reads this letter", false);
            return Vec::new();
        }
    };
    let code = composer.code.clone();
    if let Some(why) = &model.ui.read_only {
        model.complain(format!("Nothing can be written here: {why}"));
        return Vec::new();
    }
    let Some(verb) = verb("breach detail") else {
        return Vec::new();
    };
    let subject = format!("{name}, {code}");
    let about = format!("{name}, in {code}");
    // The other kind of reader is answered: it is nobody.
    let values = Values::default().with("code", code).with(whom, name).with(other, "");
    let effects = perform::open_form(model, verb, values, subject);
    if let Some(Layer::Form(form)) = model.ui.layers.last_mut() {
        form.about = Some(about);
    }
    effects
}

/// Puts what is known already into the form.
pub fn prefill(model: &Model, form: &mut Form) {
    if let Some(known) = known(model, form).cloned() {
        form.set("records", &known.records);
        form.set("reference", &known.reference);
    }
}

fn known<'a>(model: &'a Model, form: &Form) -> Option<&'a Detail> {
    let incident = &model.world.incident.as_ref()?.incident;
    let said = |param: &str| form.given.get(param).filter(|value| !value.is_empty());
    let key = match (said("customer"), said("obligation")) {
        (Some(name), _) => {
            let mut told = incident.breach.iter().flat_map(|breach| &breach.customers);
            let told = told.find(|told| told.affected.customer.name == name)?;
            Notice::Customer(told.affected.customer.clone()).key()
        }
        (None, Some(id)) => Notice::Obligation(id.to_owned()).key(),
        (None, None) => return None,
    };
    incident.notices.details.get(&key)
}
