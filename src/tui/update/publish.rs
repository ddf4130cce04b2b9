//! The list of subprocessors is compared with that of an earlier day, and written into a file.

use super::move_about;
use crate::clock::parse_date;
use crate::engine::vendors::ListView;
use crate::tui::layer::Layer;
use crate::tui::layer::line::{Line, Purpose};
use crate::tui::layer::pick::{Pick, What};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Wish};
use crate::tui::screen::list::ListState;

/// What stands before the form in the key of a row that writes what changed.
const CHANGES: &str = "changes/";

/// Asks for the earlier day.
pub fn ask_day(model: &mut Model) {
    let day = model
        .ui
        .subprocessors
        .since
        .map(|day| day.to_string())
        .unwrap_or_default();
    model.ui.layers.push(Layer::Line(Line::new(Purpose::Day, &day)));
}

/// Takes the day that was typed; an empty one shows the history again.
pub fn since(model: &mut Model, mut line: Line) -> Vec<Effect> {
    let typed = line.edit.text().trim().to_owned();
    let today = model.policy.calendar.local(model.now).date_naive();
    let day = match parse_date(&typed) {
        _ if typed.is_empty() => None,
        Ok(day) if day < today => Some(day),
        Ok(_) => {
            line.error = Some("an earlier day than today".to_owned());
            model.ui.layers.push(Layer::Line(line));
            return Vec::new();
        }
        Err(error) => {
            line.error = Some(error.to_string());
            model.ui.layers.push(Layer::Line(line));
            return Vec::new();
        }
    };
    model.ui.subprocessors.since = day;
    model.ui.subprocessors.list = ListState::default();
    move_about::reads(model).into_iter().map(Effect::Ask).collect()
}

/// Asks in which form the list is written into a file, or what changed.
pub fn forms(model: &mut Model) {
    let Some(view) = &model.world.subprocessors else { return };
    let list = ListView::FORMS.map(|(form, words)| (form.to_owned(), format!("the list: {words}")));
    let mut rows = list.to_vec();
    if view.since.is_some() {
        let changes =
            ListView::FORMS.map(|(form, words)| (format!("{CHANGES}{form}"), format!("what changed: {words}")));
        rows.extend(changes);
    }
    model.ui.layers.push(Layer::Pick(Pick {
        what: What::List,
        title: "Write it into a file",
        rows,
        selected: 0,
    }));
}

/// Writes it in the chosen form.
pub fn write(model: &mut Model, key: &str) -> Vec<Effect> {
    let Some(view) = &model.world.subprocessors else {
        return Vec::new();
    };
    let (form, is_difference) = match key.strip_prefix(CHANGES) {
        Some(form) => (form, true),
        None => (key, false),
    };
    let Some(text) = view.written(form, is_difference) else {
        return Vec::new();
    };
    vec![Effect::Letters(Wish::Write {
        name: view.file_name(is_difference),
        form: form.to_owned(),
        text,
    })]
}
