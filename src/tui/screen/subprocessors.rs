//! The list of subprocessors as it would be published today, what is announced, and what changed (VM-6).
//!
//! ```text
//!  on the list                  announced                      changed last
//!  5 names                      1  Lumen AI, from 5 Dec        1 Oct 2026  Keyhole IdP
//!
//!  Changed since 1 Oct 2026 1 ──────────────────────────────────────────────────
//!  added      Keyhole IdP       Sign-in for staff and customers
//!
//!  On the list 5 ───────────────────────────────────────── as of 24 Nov 2026
//!  Harbour Cloud     Hosting             all of it            Frankfurt
//! ```

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::list::{ListState, Move};
use crate::clock::date_of;
use crate::domain::vendor::subprocessors::{Moved, Subprocessor};
use crate::engine::vendors::{ListView, change_words};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::answers::{Answer, Detail, draw as draw_answers};
use crate::tui::words::some_of;

/// The selection at the list.
#[derive(Debug, Clone, Default)]
pub struct SubprocessorsState {
    /// The selected row, without titles.
    pub list: ListState,
    /// What changed since the end of this day is shown.
    pub since: Option<NaiveDate>,
}

/// What a row shows.
struct Item {
    /// Id of the vendor.
    id: String,
    name: String,
    /// What stands before the name: `added`, `from 5 Dec`.
    before: String,
    cells: [String; 3],
}

/// One line of the screen.
enum Line {
    Blank,
    /// Title, count, words at the right.
    Title(String, String, String),
    /// Dim words, where a part is empty.
    Words(&'static str),
    Row(Item),
}

fn shown(one: &Subprocessor, before: String) -> Item {
    let purpose = if one.purpose.is_empty() {
        &one.service
    } else {
        &one.purpose
    };
    Item {
        id: one.id.clone(),
        name: one.name.clone(),
        before,
        cells: [purpose.clone(), one.categories.join(", "), one.location.clone()],
    }
}

fn changed(moved: &Moved, day: Option<NaiveDate>, today: NaiveDate) -> Option<Item> {
    let one = moved.after.as_ref().or(moved.before.as_ref())?;
    let (word, what) = change_words(moved);
    let before = day.map_or_else(|| word.to_owned(), |day| format!("{} {word}", date_of(day, today)));
    Some(Item {
        cells: [what, String::new(), String::new()],
        ..shown(one, before)
    })
}

fn lines(view: &ListView) -> Vec<Line> {
    let today = view.on;
    let mut lines = Vec::new();
    let part = |title: String, right: String, empty, items: Vec<Item>, lines: &mut Vec<Line>| {
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Title(title, items.len().to_string(), right));
        if items.is_empty() {
            lines.push(Line::Words(empty));
        }
        lines.extend(items.into_iter().map(Line::Row));
    };
    if let Some((since, difference)) = &view.since {
        let items = difference
            .changes
            .iter()
            .filter_map(|moved| changed(moved, None, today));
        let title = format!("Changed since {}", date_of(*since, today));
        part(title, String::new(), "Nothing changed.", items.collect(), &mut lines);
    }
    let listed = view.list.subprocessors.iter().map(|one| shown(one, String::new()));
    let as_of = format!("as of {} {}", date_of(today, today), today.format("%Y"));
    part(
        "On the list".to_owned(),
        as_of,
        "There are none.",
        listed.collect(),
        &mut lines,
    );
    let announced: Vec<Item> = view
        .list
        .announced
        .iter()
        .map(|one| {
            let word = match one.change {
                crate::domain::fact::Change::Addition => "from",
                crate::domain::fact::Change::Removal => "until",
            };
            shown(
                &one.subprocessor,
                format!("{word} {}", date_of(one.effective_on, today)),
            )
        })
        .collect();
    if !announced.is_empty() {
        part("Announced".to_owned(), String::new(), "", announced, &mut lines);
    }
    if view.since.is_none() {
        let items = view.list.changes.iter();
        let items = items.filter_map(|moved| changed(moved, Some(moved.on), today));
        let right = "newest first".to_owned();
        part(
            "History".to_owned(),
            right,
            "Nothing changed.",
            items.collect(),
            &mut lines,
        );
    }
    lines
}

fn rows(model: &Model) -> Vec<Item> {
    let Some(view) = &model.world.subprocessors else {
        return Vec::new();
    };
    let rows = lines(view).into_iter().filter_map(|line| match line {
        Line::Row(item) => Some(item),
        Line::Blank | Line::Title(..) | Line::Words(_) => None,
    });
    rows.collect()
}

/// Id of the selected vendor.
pub fn selected(model: &Model) -> Option<String> {
    let mut rows = rows(model);
    let at = model.ui.subprocessors.list.selected;
    (at < rows.len()).then(|| rows.swap_remove(at).id)
}

/// Name of the selected vendor.
pub fn selected_name(model: &Model) -> Option<String> {
    let mut rows = rows(model);
    let at = model.ui.subprocessors.list.selected;
    (at < rows.len()).then(|| rows.swap_remove(at).name)
}

/// Moves the selection.
pub fn go(model: &mut Model, movement: Move) {
    let count = rows(model).len();
    let height = usize::from(model.ui.size.1.saturating_sub(8).max(2));
    model.ui.subprocessors.list.go(movement, count, height);
}

/// Keeps the selection inside what is shown.
pub fn follow(model: &mut Model) {
    if model.world.subprocessors.is_some() {
        let last = rows(model).len().saturating_sub(1);
        let list = &mut model.ui.subprocessors.list;
        list.selected = list.selected.min(last);
    }
}

/// Draws the list between header and footer.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let Some(view) = &model.world.subprocessors else {
        return;
    };
    let is_narrow = area.width < 76;
    if !is_narrow {
        answers(canvas, Rect::new(area.x, area.y + 2, area.width, 3), view);
    }
    let first = if is_narrow { area.y + 2 } else { area.y + 6 };
    let height = usize::from(area.bottom().saturating_sub(first + 1));
    let lines = lines(view);
    let mut place = 0;
    let mut at = 0;
    for (index, line) in lines.iter().enumerate() {
        if matches!(line, Line::Row(_)) {
            if place == model.ui.subprocessors.list.selected {
                at = index;
            }
            place += 1;
        }
    }
    let top = (at + 2).saturating_sub(height).min(lines.len().saturating_sub(height));
    for (index, (y, line)) in (first..).zip(lines.iter().skip(top).take(height)).enumerate() {
        let row = Rect::new(area.x + 2, y, area.width.saturating_sub(4), 1);
        match line {
            Line::Blank => {}
            Line::Title(..) if index + 1 == height => {}
            Line::Title(title, count, right) => {
                canvas.pane_title(row, title, &[(count, Role::Dim)], right, false);
            }
            Line::Words(words) => {
                canvas.text(row.x, y, row.width, words, canvas.style(Role::Dim));
            }
            Line::Row(item) => draw_item(canvas, row, item, top + index == at),
        }
    }
}

fn draw_item(canvas: &mut Canvas, row: Rect, item: &Item, is_selected: bool) {
    let ground = if is_selected {
        canvas.select(Rect::new(row.x - 1, row.y, row.width + 1, 1), true)
    } else {
        Role::Bg
    };
    let dim = canvas.palette.on(Role::Dim, ground);
    let mut name = canvas.palette.on(Role::Text, ground);
    if is_selected {
        name = name.add_modifier(Modifier::BOLD);
    }
    let (mut x, end) = (row.x, row.right());
    if !item.before.is_empty() {
        canvas.text(x, row.y, 19, &item.before, dim);
        x += 21;
    }
    let room = end.saturating_sub(x);
    let width = (room / 4).max(14).min(room);
    canvas.text(x, row.y, width, &item.name, name);
    x += width + 2;
    let room = end.saturating_sub(x);
    // Where there is room for one thing, it is what the vendor is for.
    let columns: u16 = match (item.cells[1].is_empty() && item.cells[2].is_empty(), room) {
        (true, _) => 1,
        (false, 60..) => 3,
        (false, 36..) => 2,
        (false, _) => 1,
    };
    let width = room.saturating_sub(2 * (columns - 1)) / columns;
    for cell in item.cells.iter().take(usize::from(columns)) {
        canvas.text(x, row.y, width, cell, dim);
        x += width + 2;
    }
}

fn answers(canvas: &mut Canvas, area: Rect, view: &ListView) {
    let dim = canvas.style(Role::Dim);
    let bold = canvas.palette.bold(Role::Text);
    let today = view.on;
    let list = &view.list;
    let count = match list.subprocessors.len() {
        1 => "1 name".to_owned(),
        many => format!("{many} names"),
    };
    let announced: Vec<String> = list.announced.iter().map(|one| one.subprocessor.name.clone()).collect();
    let ahead: Vec<(String, Style)> = match list.announced.first() {
        None => vec![("nothing".to_owned(), bold)],
        Some(first) => vec![
            (announced.len().to_string(), bold),
            (format!("  {}", some_of(&announced, 1)), dim),
            (format!(", {}", date_of(first.effective_on, today)), dim),
        ],
    };
    let last = list.changes.first();
    let (day, name) = last.map_or_else(
        || ("never".to_owned(), String::new()),
        |moved| (date_of(moved.on, today), format!("  {}", moved.name())),
    );
    let ahead: Vec<(&str, Style)> = ahead.iter().map(|(words, style)| (words.as_str(), *style)).collect();
    draw_answers(
        canvas,
        area,
        &[
            Answer {
                question: "on the list",
                answer: &[(&count, bold)],
                detail: Detail::Line(&[]),
            },
            Answer {
                question: "announced",
                answer: &ahead,
                detail: Detail::Line(&[]),
            },
            Answer {
                question: "changed last",
                answer: &[(&day, bold), (&name, dim)],
                detail: Detail::Line(&[]),
            },
        ],
    );
}
