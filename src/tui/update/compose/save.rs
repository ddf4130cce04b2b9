//! A letter goes onto the record, and is recorded as sent.

use super::{kept, typed};
use crate::domain::Command;
use crate::domain::command::Over;
use crate::domain::incident::notice::Notice;
use crate::domain::letter::Letter;
use crate::engine::execute::{Manner, Outcome};
use crate::engine::worker::Job;
use crate::tui::layer::Layer;
use crate::tui::layer::pick::{Pick, What};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::composer::{Composer, open as opened, side};
use crate::tui::update::perform;
use crate::verb::{Values, verb};

/// The person's own editor has closed.
pub fn edited(model: &mut Model, source: Result<String, String>) -> Vec<Effect> {
    let Some(composer) = &mut model.ui.composer else {
        return Vec::new();
    };
    let read = source.and_then(|source| Letter::from_source(&source).map_err(|error| error.to_string()));
    match read {
        Ok(mut letter) => {
            letter.template.clone_from(&composer.template);
            composer.put(&letter);
            kept(model)
        }
        Err(why) => {
            model.complain(format!("The letter is as it was: {why}"));
            Vec::new()
        }
    }
}

/// Puts the letter on the record.
pub(super) fn save(model: &mut Model) -> Vec<Effect> {
    let number = model.next_request();
    let Some(composer) = model.ui.composer.as_mut().filter(|composer| composer.waiting.is_none()) else {
        return Vec::new();
    };
    let letter = composer.letter();
    if !composer.is_changed() {
        model.say("it is on the record already", false);
        return Vec::new();
    }
    composer.waiting = Some(number);
    let command = Command::DraftNotice {
        incident: composer.code.clone(),
        to: typed(&composer.notice),
        letter: Box::new(letter),
        over: Over::Only(composer.base.clone()),
    };
    let manner = Manner {
        accept_new: false,
        draft: Some(composer.draft()),
    };
    vec![Effect::Job(Job::Execute(number, Box::new(command), manner))]
}

/// The letter is on the record; true where it was what this request saved.
pub fn stored(model: &mut Model, number: u64, outcome: &Outcome) -> bool {
    let Some(composer) = model
        .ui
        .composer
        .as_mut()
        .filter(|composer| composer.waiting == Some(number))
    else {
        return false;
    };
    composer.waiting = None;
    composer.saved_at = Some(model.now);
    let saved = outcome.facts.iter().find_map(|recorded| match &recorded.body {
        crate::domain::Body::Known(crate::domain::Fact::NoticeDrafted(fact)) => Some(&fact.letter),
        _ => None,
    });
    if let Some(letter) = saved {
        composer.base = Some(letter.digest());
        composer.kept = letter.to_source();
    }
    let key = composer.draft();
    model.world.drafts.remove(&key);
    true
}

/// The letter was not saved; true where this request was to.
pub fn refused(model: &mut Model, number: u64) -> bool {
    let stands =
        opened(model).and_then(|(composer, view)| side::stored(composer, view).map(|stored| stored.digest.clone()));
    match model
        .ui
        .composer
        .as_mut()
        .filter(|composer| composer.waiting == Some(number))
    {
        Some(composer) => {
            composer.waiting = None;
            // Whoever has read that another text stands there, and saves again, means it.
            composer.base = stands.or(composer.base.take());
            true
        }
        None => false,
    }
}

/// Saves what is not saved, then asks for what a verb needs.
pub(super) fn then(model: &mut Model, words: &str) -> Vec<Effect> {
    let mut effects = if model.ui.composer.as_ref().is_some_and(Composer::is_changed) {
        save(model)
    } else {
        Vec::new()
    };
    if let Some(verb) = verb(words) {
        effects.extend(perform::perform(model, verb));
    }
    effects
}

/// Records that the letter went out: to this one, or to everybody who is not told.
pub(super) fn sent(model: &mut Model) -> Vec<Effect> {
    let Some((composer, view)) = opened(model) else {
        return Vec::new();
    };
    match &composer.notice {
        Notice::Obligation(_) => return then(model, "obligation submit"),
        Notice::Page(_) => return then(model, "publish"),
        Notice::Customer(_) => return then(model, "notice sent"),
        Notice::Customers => {}
    }
    let open = view.incident.breach.iter().flat_map(|breach| &breach.customers);
    let open = open.filter(|told| told.sent.is_none()).count();
    let Some(reader) = composer.reader.as_ref().filter(|_| open > 1) else {
        return then(model, "notice sent");
    };
    let rows = vec![
        ("one".to_owned(), format!("to {} alone", reader.name)),
        ("all".to_owned(), format!("to all {open} who are not told yet")),
    ];
    model.ui.layers.push(Layer::Pick(Pick {
        what: What::Sent,
        title: "It went out",
        rows,
        selected: 0,
    }));
    Vec::new()
}

/// Goes on with recording it, to one or to all.
pub fn sent_to(model: &mut Model, key: &str) -> Vec<Effect> {
    if key == "one" {
        return then(model, "notice sent");
    }
    let Some(composer) = &model.ui.composer else {
        return Vec::new();
    };
    let values = Values::default()
        .with("code", composer.code.clone())
        .with("all", "yes")
        .with("customer", "");
    let code = composer.code.clone();
    let mut effects = if composer.is_changed() { save(model) } else { Vec::new() };
    if let Some(verb) = verb("notice sent") {
        effects.extend(perform::open_form(model, verb, values, code));
    }
    effects
}
