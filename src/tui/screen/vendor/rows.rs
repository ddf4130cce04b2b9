//! Rows of a vendor's page on the glass: each shape has its columns.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::{Row, Shape};
use crate::tui::canvas::{Canvas, cells};
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// Draws a row into one line; `model` knows the lines of the log.
pub fn draw(canvas: &mut Canvas, area: Rect, row: &Row, is_selected: bool, model: &Model) {
    let ground = if is_selected {
        let whole = Rect::new(area.x.saturating_sub(1), area.y, area.width + 1, 1);
        canvas.select(whole, true)
    } else {
        Role::Bg
    };
    match row.shape {
        Shape::Step => step(canvas, area, row, is_selected, ground),
        Shape::Fact => fact(canvas, area, row, ground),
        Shape::Line => super::facts::draw_line(canvas, area, row, ground, model),
        Shape::Side => side(canvas, area, row, ground),
    }
}

fn right(canvas: &mut Canvas, area: Rect, row: &Row, ground: Role) -> u16 {
    let (words, role, is_bold) = &row.right;
    let mut style = canvas.palette.on(*role, ground);
    if *is_bold {
        style = style.add_modifier(Modifier::BOLD);
    }
    // What stands at the right is short; names give way to it, and it to the column.
    let length = cells(words).min(area.width);
    let start = area.right().saturating_sub(length);
    canvas.text(start, area.y, length, words, style);
    start
}

fn step(canvas: &mut Canvas, area: Rect, row: &Row, is_selected: bool, ground: Role) {
    let end = right(canvas, area, row, ground).saturating_sub(2);
    let mut x = area.x;
    if let Some(sign) = row.sign {
        let (sign, role) = sign.look(canvas.glyphs);
        let style = canvas.palette.on(role, ground);
        canvas.text(x + 1, area.y, 1, sign, style);
    }
    x += 3;
    let mut name = canvas.palette.on(row.name.1, ground);
    if is_selected {
        name = name.add_modifier(Modifier::BOLD);
    }
    // Who stands in a column of its own before the date.
    let who = area.right().saturating_sub(20);
    let is_wide = area.width >= 70;
    let room = if is_wide {
        (area.width / 3 + 2).min(who.saturating_sub(x))
    } else {
        who.saturating_sub(x + 1)
    };
    canvas.text(x, area.y, room, &row.name.0, name);
    let text = canvas.palette.on(Role::Text, ground);
    if who + 8 <= end + 2 {
        canvas.text(who, area.y, 8, &row.who, text);
    }
    if is_wide {
        let from = x + room + 2;
        let until = if row.who.is_empty() {
            end.min(area.right())
        } else {
            who.saturating_sub(2)
        };
        let dim = canvas.palette.on(Role::Dim, ground);
        canvas.text(from, area.y, until.saturating_sub(from), &row.words, dim);
    }
}

fn fact(canvas: &mut Canvas, area: Rect, row: &Row, ground: Role) {
    let dim = canvas.palette.on(Role::Dim, ground);
    canvas.text(area.x, area.y, 16, &row.name.0, dim);
    let mut x = area.x + 18;
    let (words, role, is_bold) = &row.right;
    if !words.is_empty() {
        let mut style = canvas.palette.on(*role, ground);
        if *is_bold {
            style = style.add_modifier(Modifier::BOLD);
        }
        let gap = if words.ends_with(':') { 1 } else { 2 };
        x += canvas.text(x, area.y, area.right().saturating_sub(x), words, style) + gap;
    }
    let text = canvas.palette.on(row.name.1, ground);
    canvas.text(x, area.y, area.right().saturating_sub(x), &row.words, text);
}

fn side(canvas: &mut Canvas, area: Rect, row: &Row, ground: Role) {
    let mut end = right(canvas, area, row, ground);
    if let Some(sign) = row.sign {
        let (sign, role) = sign.look(canvas.glyphs);
        let style = canvas.palette.on(role, ground);
        let gap = u16::from(end < area.right());
        end = end.saturating_sub(1 + gap);
        canvas.text(end, area.y, 1, sign, style);
    }
    let name = canvas.palette.on(row.name.1, ground);
    let gap = u16::from(end < area.right());
    canvas.text(area.x, area.y, end.saturating_sub(area.x + gap), &row.name.0, name);
}
