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
use crate::tui::screen::composer::{Next, open as opened, side};
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

/// The letter is on the record; `None` where it was not what this request saved.
pub fn stored(model: &mut Model, number: u64, outcome: &Outcome) -> Option<Vec<Effect>> {
    let composer = model
        .ui
        .composer
        .as_mut()
        .filter(|composer| composer.waiting == Some(number))?;
    composer.waiting = None;
    let saved = outcome.facts.iter().find_map(|recorded| match &recorded.body {
        crate::domain::Body::Known(crate::domain::Fact::NoticeDrafted(fact)) => Some(&fact.letter),
        _ => None,
    });
    if let Some(letter) = saved {
        composer.base = Some(letter.digest());
        composer.kept = letter.to_source();
    }
    // What was typed meanwhile is a draft that goes on from what was saved; what is shown then is not what was saved.
    let is_shown = composer.draft_text().is_empty();
    let next = composer.next.take().filter(|_| is_shown);
    let mut effects = kept(model);
    model.say("saved, on disk", false);
    effects.extend(next.map(|next| go_on(model, next)).unwrap_or_default());
    Some(effects)
}

/// The letter was not saved; true where this request was to. `is_another` where another text stands in its place.
pub fn refused(model: &mut Model, number: u64, is_another: bool) -> bool {
    let stands =
        opened(model).and_then(|(composer, view)| side::stored(composer, view).map(|stored| stored.digest.clone()));
    match model
        .ui
        .composer
        .as_mut()
        .filter(|composer| composer.waiting == Some(number))
    {
        Some(composer) => {
            (composer.waiting, composer.next) = (None, None);
            // Whoever has read that another text stands there, and saves again, means it.
            if is_another {
                composer.base = stands.or(composer.base.take());
            }
            true
        }
        None => false,
    }
}

/// Saves what is not saved, then goes on. Nobody reads one text and approves another, or sends it.
pub(super) fn then(model: &mut Model, next: Next) -> Vec<Effect> {
    let Some((composer, view)) = opened(model) else {
        return Vec::new();
    };
    if composer.is_changed() || composer.waiting.is_some() {
        let effects = save(model);
        if let Some(composer) = &mut model.ui.composer {
            composer.next = Some(next);
        }
        return effects;
    }
    let stands = side::stored(composer, view).map(|stored| &stored.digest);
    if stands != composer.base.as_ref() {
        model.complain("another text was saved meanwhile: leave the letter and open it again to read it");
        return Vec::new();
    }
    go_on(model, next)
}

fn go_on(model: &mut Model, next: Next) -> Vec<Effect> {
    let words = match next {
        Next::Verb(words) => words,
        Next::SentToAll => "notice sent",
    };
    let (Some(verb), Some(composer)) = (verb(words), &model.ui.composer) else {
        return Vec::new();
    };
    if next != Next::SentToAll {
        return perform::perform(model, verb);
    }
    let code = composer.code.clone();
    let values = Values::default()
        .with("code", code.clone())
        .with("all", "yes")
        .with("customer", "");
    perform::open_form(model, verb, values, code)
}

/// Records that the letter went out: to this one, or to everybody who is not told.
pub(super) fn sent(model: &mut Model) -> Vec<Effect> {
    let Some((composer, view)) = opened(model) else {
        return Vec::new();
    };
    match &composer.notice {
        Notice::Obligation(_) => return then(model, Next::Verb("obligation submit")),
        Notice::Page(_) => return then(model, Next::Verb("publish")),
        Notice::Customer(_) => return then(model, Next::Verb("notice sent")),
        Notice::Customers => {}
    }
    let open = view.incident.breach.iter().flat_map(|breach| &breach.customers);
    let open = open.filter(|told| told.sent.is_none()).count();
    let Some(reader) = composer.reader.as_ref().filter(|_| open > 1) else {
        return then(model, Next::Verb("notice sent"));
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
        return then(model, Next::Verb("notice sent"));
    }
    then(model, Next::SentToAll)
}
