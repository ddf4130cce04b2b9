//! The mouse: a click selects, a double click opens, the wheel moves.

use chrono::TimeDelta;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::{key, move_about};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::{Place, board, vendors};
use crate::tui::widget::footer::Footer;

/// Two clicks on the same row within this time are a double click.
const DOUBLE: TimeDelta = TimeDelta::milliseconds(400);

/// One event of the mouse.
pub fn take(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    match event.kind {
        MouseEventKind::ScrollDown => scroll(model, "down"),
        MouseEventKind::ScrollUp => scroll(model, "up"),
        MouseEventKind::Down(MouseButton::Left) => click(model, event.column, event.row),
        _ => Vec::new(),
    }
}

fn scroll(model: &mut Model, words: &str) -> Vec<Effect> {
    if !model.ui.layers.is_empty() {
        return Vec::new();
    }
    (0..3).filter_map(|_| move_about::go(model, words)).flatten().collect()
}

fn click(model: &mut Model, column: u16, row: u16) -> Vec<Effect> {
    if row + 1 == model.ui.size.1 {
        return footer(model, column);
    }
    if !model.ui.layers.is_empty() {
        return Vec::new();
    }
    let now = model.now;
    let is_double = model.ui.click.is_some_and(|(_, y, at)| y == row && now - at < DOUBLE);
    model.ui.click = Some((column, row, now));
    if !select(model, row) {
        return Vec::new();
    }
    if is_double {
        move_about::open(model)
    } else {
        move_about::after_move(model)
    }
}

/// Selects the row of the list at this row of the screen; false where there is none.
fn select(model: &mut Model, row: u16) -> bool {
    let selected = match model.place().clone() {
        Place::Board => {
            let Some(data) = &model.world.board else { return false };
            let layout = board::layout::Layout::new(model.ui.size, &board::layout::Counts::of(model));
            let count = board::rows(data, &model.ui.board).len();
            let top = model.ui.board.list.top;
            let hit = (0..layout.list.1)
                .find(|index| layout.row(*index) == row)
                .map(|index| top + usize::from(index));
            let Some(hit) = hit.filter(|hit| *hit < count) else {
                return false;
            };
            model.ui.board.pane = board::Pane::Incidents;
            model.ui.board.list.selected = hit;
            board::remember(model);
            true
        }
        Place::Vendors => {
            let area = ratatui::layout::Rect::new(0, 0, model.ui.size.0, model.ui.size.1 - 1);
            let list = vendors::list_area(area);
            if row < list.y || row >= list.bottom() {
                return false;
            }
            let Some(hit) = vendors::row_at(model, usize::from(row - list.y)) else {
                return false;
            };
            model.ui.vendors.list.selected = hit;
            true
        }
        Place::Closed | Place::Register(_) => {
            let Some(offset) = row.checked_sub(4) else { return false };
            select_plain(model, usize::from(offset))
        }
        Place::Due | Place::Incident(_) | Place::Letter(_) | Place::Vendor(_) | Place::Subprocessors => false,
    };
    move_about::settle(model);
    selected
}

fn select_plain(model: &mut Model, offset: usize) -> bool {
    let (count, list) = match *model.place() {
        Place::Closed => (
            crate::tui::screen::closed::shown(model).len(),
            &mut model.ui.closed.list,
        ),
        Place::Register(kind) => (
            crate::tui::screen::register::shown(model, kind).len(),
            model.ui.register.lists.entry(kind).or_default(),
        ),
        _ => return false,
    };
    let hit = list.top + offset;
    if hit < count {
        list.selected = hit;
    }
    hit < count
}

/// A click on a key in the footer presses it.
fn footer(model: &mut Model, column: u16) -> Vec<Effect> {
    let keys = crate::tui::hints::keys(model);
    let keys: Vec<(&str, &str)> = keys.iter().map(|(key, word)| (key.as_str(), word.as_str())).collect();
    let footer = Footer {
        keys: &keys,
        pinned: Footer::PINNED,
    };
    let row = ratatui::layout::Rect::new(0, model.ui.size.1 - 1, model.ui.size.0, 1);
    let Some(name) = footer.key_at(row, column).map(str::to_owned) else {
        return Vec::new();
    };
    let context = model.place().context();
    let verb = crate::verb::VERBS.iter().find(|verb| {
        verb.works_in(context)
            && model
                .ui
                .keymap
                .key_of(verb.words)
                .is_some_and(|chord| chord.to_string() == name)
    });
    match (verb, model.ui.layers.is_empty()) {
        (Some(verb), true) => super::perform::perform(model, verb),
        _ if name == "Esc" => {
            let esc =
                crossterm::event::KeyEvent::new(crossterm::event::KeyCode::Esc, crossterm::event::KeyModifiers::NONE);
            key::press(model, esc)
        }
        _ => Vec::new(),
    }
}
