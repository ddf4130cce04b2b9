//! The composer's keys: a letter is opened, written, saved, read, copied, and recorded as sent.

mod begin;
mod detail;
mod save;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub use begin::{begun, from_template, go_on, templates, write_to};
pub use detail::prefill as prefill_detail;
pub use save::{edited, refused, sent_to, stored};

use super::perform;
use crate::domain::deadline::slug;
use crate::domain::incident::notice::Notice;
use crate::domain::subject::Ref;
use crate::tui::layer::Layer;
use crate::tui::layer::pick::{Pick, What};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Wish};
use crate::tui::screen::Place;
use crate::tui::screen::composer::{Composer, Next, measure, open as opened};
use crate::verb::key::Key;
use crate::verb::keymap::Meaning;

/// A key at the letter: what the keymap names, else writing.
pub fn press(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let is_chord = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let is_command = match key.code {
        KeyCode::Char(_) => is_chord,
        KeyCode::F(_) | KeyCode::Esc | KeyCode::Tab | KeyCode::BackTab => true,
        _ => false,
    };
    if is_command && let Meaning::Verb(verb) = model.ui.keymap.meaning(model.place().context(), &[Key::from(key)]) {
        return perform::perform(model, verb);
    }
    let is_paging = matches!(key.code, KeyCode::PageUp | KeyCode::PageDown);
    let Some(composer) = &mut model.ui.composer else {
        return Vec::new();
    };
    if composer.is_preview {
        let page = usize::from(model.ui.size.1.saturating_sub(10)).max(1);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => composer.top += 1,
            KeyCode::Up | KeyCode::Char('k') => composer.top = composer.top.saturating_sub(1),
            KeyCode::PageDown | KeyCode::Char(' ') => composer.top += page,
            KeyCode::PageUp => composer.top = composer.top.saturating_sub(page),
            _ => composer.is_preview = false,
        }
        return Vec::new();
    }
    if is_paging {
        composer.step(if key.code == KeyCode::PageDown { 1 } else { -1 });
        return Vec::new();
    }
    if composer.press(key, measure(model.ui.size.0)) {
        return kept(model);
    }
    Vec::new()
}

/// Pasted words go into the letter.
pub fn paste(model: &mut Model, words: &str) -> Vec<Effect> {
    let Some(composer) = model.ui.composer.as_mut().filter(|composer| !composer.is_preview) else {
        return Vec::new();
    };
    composer.paste(words);
    kept(model)
}

/// Keeps what was typed, here and on disk.
fn kept(model: &mut Model) -> Vec<Effect> {
    let Some(composer) = &model.ui.composer else {
        return Vec::new();
    };
    let (key, text) = (composer.draft(), composer.draft_text());
    vec![super::layer::keep(model, key, text)]
}

/// Does what a verb of the composer says; `None` where it is none.
pub fn perform(model: &mut Model, words: &str) -> Option<Vec<Effect>> {
    Some(match words {
        "letter" => begin::whom(model),
        "letter next part" => step(model, 1),
        "letter previous part" => step(model, -1),
        "letter blank" => {
            if !model.ui.composer.as_mut().is_some_and(Composer::to_blank) {
                model.say("no blank is left", false);
            }
            Vec::new()
        }
        "letter preview" => {
            if let Some(composer) = &mut model.ui.composer {
                composer.is_preview = !composer.is_preview;
                composer.top = 0;
            }
            Vec::new()
        }
        "letter save" => save::save(model),
        "letter copy" => copy(model),
        "letter export" => forms(model),
        "letter reader" => next_reader(model),
        "letter own" => own(model),
        "letter detail" => detail::open(model),
        "letter template" => vec![Effect::Letters(Wish::Templates)],
        "letter editor" => {
            let composer = model.ui.composer.as_ref()?;
            vec![Effect::Letters(Wish::Edit(composer.letter().to_source()))]
        }
        "letter ready" => save::then(model, Next::Verb("notice ready")),
        "letter approve" => save::then(model, Next::Verb("notice approve")),
        "letter sent" => save::sent(model),
        _ => return None,
    })
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(composer) = &mut model.ui.composer {
        composer.is_preview = false;
        composer.step(by);
    }
    Vec::new()
}

fn copy(model: &mut Model) -> Vec<Effect> {
    let Some((composer, view)) = opened(model) else {
        return Vec::new();
    };
    let text = composer.letter().text_for(&composer.fields(view, &model.policy));
    let whom = composer
        .reader
        .as_ref()
        .map_or_else(|| composer.notice.to_string(), |reader| reader.name.clone());
    model.say(format!("copied the letter as {whom} reads it"), false);
    vec![Effect::Copy(text)]
}

/// Asks in which form the letter is written into a file.
fn forms(model: &mut Model) -> Vec<Effect> {
    let rows = [
        ("eml", "draft of an e-mail, .eml"),
        ("txt", "plain text, .txt"),
        ("html", "a page, .html"),
        ("md", "Markdown, .md"),
    ];
    model.ui.layers.push(Layer::Pick(Pick {
        what: What::Form,
        title: "Write it into a file",
        rows: rows.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec(),
        selected: 0,
    }));
    Vec::new()
}

/// Writes the letter into a file, as its reader gets it.
pub fn export(model: &Model, form: &str) -> Vec<Effect> {
    let Some((composer, view)) = opened(model) else {
        return Vec::new();
    };
    let reader = composer.told(&view.incident).map(|told| &told.affected);
    let contact = reader.map_or("", |affected| {
        let known = view.contacts.iter().find(|(id, _)| *id == affected.customer.id);
        known.map_or(affected.contact.as_str(), |(_, contact)| contact.as_str())
    });
    let whom = reader.map_or_else(
        || composer.notice.to_string(),
        |affected| affected.customer.name.clone(),
    );
    let name = format!("letter-{}-{}", composer.code.to_lowercase(), slug(&whom));
    vec![Effect::Letters(Wish::Export {
        form: form.to_owned(),
        text: composer.letter().text_for(&composer.fields(view, &model.policy)),
        name: name.chars().take(80).collect(),
        contact: contact.to_owned(),
    })]
}

/// The file is written, or not.
pub fn exported(model: &mut Model, file: Result<String, String>) -> Vec<Effect> {
    match file {
        Ok(file) => {
            let blanks = opened(model).map_or(0, |(composer, view)| {
                let letter = composer.letter().filled(&composer.fields(view, &model.policy));
                letter.blanks().len()
            });
            let words = match blanks {
                0 => format!("written into {file}"),
                1 => format!("written into {file}, with a blank that is left"),
                blanks => format!("written into {file}, with {blanks} blanks that are left"),
            };
            model.say(words, false);
        }
        Err(why) => model.complain(format!("No file was written: {why}")),
    }
    Vec::new()
}

/// Reads the letter through the eyes of the next customer.
fn next_reader(model: &mut Model) -> Vec<Effect> {
    let Some((composer, view)) = opened(model) else {
        return Vec::new();
    };
    if composer.notice != Notice::Customers {
        model.say("this letter has one reader", false);
        return Vec::new();
    }
    let all: Vec<Ref> = view
        .incident
        .breach
        .iter()
        .flat_map(|breach| breach.customers.iter().map(|told| told.affected.customer.clone()))
        .collect();
    let at = all
        .iter()
        .position(|customer| Some(&customer.id) == composer.reader.as_ref().map(|reader| &reader.id));
    let next = at.map_or(0, |at| (at + 1) % all.len().max(1));
    if let (Some(composer), Some(customer)) = (&mut model.ui.composer, all.get(next)) {
        composer.reader = Some(customer.clone());
    }
    Vec::new()
}

/// Gives the reader a letter of its own, which begins as what all are told.
fn own(model: &mut Model) -> Vec<Effect> {
    let Some((composer, view)) = opened(model) else {
        return Vec::new();
    };
    let (Notice::Customers, Some(reader)) = (&composer.notice, &composer.reader) else {
        model.say("it is a letter of its own already", false);
        return Vec::new();
    };
    let notice = Notice::Customer(reader.clone());
    let draft = format!("letter/{}/{}", composer.code, notice.key());
    if view.incident.notices.drafted.contains_key(&notice.key()) || model.world.drafts.contains_key(&draft) {
        let reader = reader.clone();
        return begin::begin(model, notice, Some(reader));
    }
    let name = reader.name.clone();
    let own = Composer::new(&view.incident, notice, Some(reader.clone()), &composer.letter(), None);
    model.ui.composer = Some(own);
    model.say(format!("a letter of its own for {name}, once it is saved"), false);
    kept(model)
}

/// What the letter says about a parameter: its recipient, its customer, its rule.
pub fn given(model: &Model, kind: crate::verb::ParamKind, name: &str) -> Option<String> {
    use crate::verb::ParamKind;
    if !matches!(model.place(), Place::Letter(_)) {
        return None;
    }
    let composer = model.ui.composer.as_ref()?;
    match (kind, &composer.notice) {
        (ParamKind::Incident, _) => Some(composer.code.clone()),
        (ParamKind::Addressee, notice) => Some(typed(notice)),
        (ParamKind::Customer, Notice::Customers | Notice::Customer(_)) if name == "customer" => {
            composer.reader.as_ref().map(|reader| reader.name.clone())
        }
        (ParamKind::Obligation, Notice::Obligation(id)) => Some(id.clone()),
        (ParamKind::Publication, Notice::Page(publication)) => Some(publication.word().to_owned()),
        _ => None,
    }
}

/// Leaves the letter; what was typed stays a draft.
pub fn leave(model: &mut Model) {
    if let Some(composer) = model.ui.composer.take()
        && model.world.drafts.contains_key(&composer.draft())
    {
        model.say("the draft stays", false);
    }
}

/// How a person would name these.
fn typed(notice: &Notice) -> String {
    match notice {
        Notice::Customers => "customers".to_owned(),
        Notice::Customer(customer) => customer.name.clone(),
        Notice::Obligation(id) => id.clone(),
        Notice::Page(publication) => publication.word().to_owned(),
    }
}
