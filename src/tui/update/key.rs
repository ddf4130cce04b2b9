//! A key: to the layer on top, or through the keymap to a verb.

use crossterm::event::{KeyCode, KeyEvent};

use super::{compose, layer, perform, reminder};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::Place;
use crate::verb::key::Key;
use crate::verb::keymap::Meaning;

/// One key.
pub fn press(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    // A complaint has been read once the next key comes.
    if model.ui.toast.as_ref().is_some_and(|toast| toast.until.is_none()) {
        model.ui.toast = None;
    }
    let mut effects = reminder::seen(model);
    effects.extend(meant(model, key));
    effects
}

fn meant(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    model.ui.board.fresh.clear();
    if !model.ui.layers.is_empty() {
        return layer::press(model, key);
    }
    if matches!(model.place(), Place::Letter(_)) {
        return compose::press(model, key);
    }
    let context = model.place().context();
    if key.code == KeyCode::Esc && !model.ui.pending.is_empty() {
        model.ui.pending.clear();
        return Vec::new();
    }
    model.ui.pending.push(Key::from(key));
    match model.ui.keymap.meaning(context, &model.ui.pending) {
        Meaning::Prefix => {
            model.ui.pending_at = Some(model.now);
            Vec::new()
        }
        Meaning::Nothing => {
            model.ui.pending.clear();
            Vec::new()
        }
        Meaning::Verb(verb) => {
            model.ui.pending.clear();
            perform::perform(model, verb)
        }
    }
}
