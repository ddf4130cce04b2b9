//! What happens to the model when something happens: synchronous, no I/O, no clock.
//!
//! A key goes to the layer on top, else through the keymap to a verb. What must be done outside comes back as effects.

mod compose;
mod filter;
mod key;
mod layer;
mod mouse;
mod move_about;
mod news;
mod perform;
mod prefill;
mod publish;
mod reminder;
mod vendor;

use chrono::TimeDelta;

use super::model::Model;
use super::msg::{Effect, Msg};
use super::screen::Place;
use super::terminal::{Input, StopSignal};
use crate::clock::Moment;

/// How long the first key of two waits before the footer tells what may follow.
pub const HINT_AFTER: TimeDelta = TimeDelta::milliseconds(300);

/// Takes one message into account.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Tick(now) => tick(model, now),
        Msg::Attached(wanted, read) => layer::attached(model, wanted, read),
        Msg::Begun(notice, reader, letter) => compose::begun(model, notice, reader, letter),
        Msg::Templates(rows) => compose::templates(model, rows),
        Msg::Exported(file) => compose::exported(model, file),
        Msg::Edited(source) => compose::edited(model, source),
        Msg::News(news) => news::take(model, news),
        Msg::Input(input) => take(model, input),
    }
}

fn tick(model: &mut Model, now: Moment) -> Vec<Effect> {
    let before = std::mem::replace(&mut model.now, now);
    if model
        .ui
        .toast
        .as_ref()
        .is_some_and(|toast| toast.until.is_some_and(|until| until <= now))
    {
        model.ui.toast = None;
    }
    // What is late is counted when the board is read.
    let mut due = model.world.board.iter().flat_map(|board| &board.due);
    // What is at hand is read a day ahead, and again each hour in which nobody writes anything.
    if now.timestamp().div_euclid(3600) != before.timestamp().div_euclid(3600) {
        return news::read_again(model);
    }
    if due.any(|deadline| deadline.is_late(now) != deadline.is_late(before)) {
        return news::read_again(model);
    }
    Vec::new()
}

fn take(model: &mut Model, input: Input) -> Vec<Effect> {
    match input {
        Input::Key(key) => key::press(model, key),
        Input::Paste(text) if model.ui.layers.is_empty() && matches!(model.place(), Place::Letter(_)) => {
            compose::paste(model, &text)
        }
        Input::Paste(text) => layer::paste(model, &text),
        Input::Mouse(event) => mouse::take(model, event),
        Input::Resize(width, height) => {
            model.ui.size = (width, height);
            super::screen::board::settle(model);
            move_about::settle(model);
            vec![Effect::Redraw]
        }
        Input::Resumed => vec![Effect::Redraw],
        Input::Suspend => vec![Effect::Suspend],
        Input::Stop(StopSignal::Term | StopSignal::Hup | StopSignal::Int) => vec![Effect::Quit],
        // The shell takes these itself.
        Input::Wake | Input::Answer(_) => Vec::new(),
    }
}
