//! What has come up: it stands on the screen until it was seen, and in the window's title for as long.

use chrono::TimeDelta;

use crate::domain::reminder::Message;
use crate::tui::model::{Model, Reminder};
use crate::tui::msg::Effect;

/// A key that comes sooner was on its way already.
const UNSEEN: TimeDelta = TimeDelta::seconds(2);

/// Shows the gravest of what has come up, and how many more there are. What was not seen yet gives way to nothing less grave.
pub fn come_up(model: &mut Model, signs: &[Message]) -> Vec<Effect> {
    let Some(first) = signs.iter().rev().max_by_key(|sign| sign.urgency) else {
        return Vec::new();
    };
    let before = model.ui.reminder.take();
    let unseen = before.as_ref().map_or(0, |before| before.more + 1);
    let reminder = match before.filter(|before| before.urgency > first.urgency) {
        Some(before) => Reminder {
            more: before.more + signs.len(),
            ..before
        },
        None => Reminder {
            title: first.title.clone(),
            more: signs.len() - 1 + unseen,
            urgency: first.urgency,
            at: model.now,
        },
    };
    let words = reminder.words();
    model.ui.reminder = Some(reminder);
    vec![Effect::Title(words)]
}

/// A key was pressed: what stood there has been seen, unless a message lies over it.
pub fn seen(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let is_seen = |reminder: &Reminder| !(reminder.at..reminder.at + UNSEEN).contains(&now);
    if model.ui.toast.is_some() || !model.ui.reminder.as_ref().is_some_and(is_seen) {
        return Vec::new();
    }
    model.ui.reminder = None;
    vec![Effect::Title("firebell".to_owned())]
}
