//! A vendor on the glass.
//!
//! ```text
//!  ◆ critical   Lumen AI                                                        tove owns it
//!  Text classification · message text · Paris · in the register since 26 Oct
//!
//!  production data                   notice to customers            objections
//!  ○ may not flow  4 of 6 done       11 d  may go live Sat 5 Dec    1 open  Cobalt
//!  leadership approval is open       ━━━━━━━━━────────
//!
//!  Steps before data flows 4 of 6 ──────────────────────── │ Due 2 ──────────────
//!   ✓ Questionnaire   answered      tove       30 Oct      │ answer Cobalt 1 d 2 h
//!  Register ────────────────────────────────────────────── │ Objections 1 open ───
//!  Log 12 ──────────────────────────────── newest first    │ Keys and access ────
//! ```

use ratatui::layout::Rect;

use super::{Pane, Row, column, draw_row, head, open, place};
use crate::engine::vendors::VendorView;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::screen::board::view::spans;
use crate::tui::theme::Role;

/// Are both columns shown, with all answers?
fn is_wide((width, height): (u16, u16)) -> bool {
    width >= 112 && height >= 26
}

/// The first row of the panes.
fn top(size: (u16, u16)) -> u16 {
    if is_wide(size) { 9 } else { 5 }
}

/// How many rows a column has.
pub fn rows(size: (u16, u16)) -> u16 {
    let below = if is_wide(size) { 2 } else { 3 };
    size.1.saturating_sub(top(size) + below)
}

/// How wide the column of the steps is.
pub fn width(size: (u16, u16)) -> u16 {
    let spans = spans(Rect::new(0, 0, size.0, size.1));
    if is_wide(size) {
        (spans.list.1 + 1).saturating_sub(2)
    } else {
        size.0.saturating_sub(4)
    }
}

/// Draws the open vendor between header and footer.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let Some(view) = open(model) else { return };
    let size = model.ui.size;
    let inner = Rect::new(area.x + 2, area.y + 2, area.width.saturating_sub(4), 1);
    let (top, height) = (top(size), rows(size));
    let is_aside = model.ui.vendor.is_aside;
    if !is_wide(size) {
        head::title(canvas, inner, model, view);
        head::one_line(
            canvas,
            Rect {
                y: inner.y + 1,
                ..inner
            },
            model,
            view,
        );
        let pane = Rect::new(inner.x, top, inner.width, height);
        panes(canvas, pane, model, view, is_aside, true);
        counts(
            canvas,
            Rect {
                y: area.bottom() - 1,
                ..inner
            },
            model,
            view,
        );
        return;
    }
    head::title(canvas, Rect { height: 2, ..inner }, model, view);
    head::answers(canvas, Rect::new(area.x, area.y + 5, area.width, 3), model, view);
    let spans = spans(area);
    let main = Rect::new(inner.x, top, (spans.list.1 + 1).saturating_sub(inner.x), height);
    panes(canvas, main, model, view, false, !is_aside);
    if let (Some(line), Some((x, end))) = (spans.line, spans.side) {
        canvas.column_line(line, top, area.bottom());
        let side = Rect::new(x, top, end + 1 - x, height);
        panes(canvas, side, model, view, true, is_aside);
    }
}

/// One row of the glass.
enum Line<'a> {
    Blank,
    /// The title of a pane, and whether the selected row is in it.
    Title(&'a Pane, bool),
    /// A row, and whether it is selected.
    Row(&'a Row, bool),
}

fn lines(panes: &[Pane], selected: Option<usize>) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut next = 0;
    for pane in panes {
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        let title = lines.len();
        lines.push(Line::Title(pane, false));
        for row in &pane.rows {
            let can_be = row.about.is_some();
            let is_selected = can_be && selected == Some(next);
            next += usize::from(can_be);
            if is_selected {
                lines[title] = Line::Title(pane, true);
            }
            lines.push(Line::Row(row, is_selected));
        }
    }
    lines
}

/// Draws pane below pane, moved up where the selected row lies too low.
fn panes(canvas: &mut Canvas, area: Rect, model: &Model, view: &VendorView, is_aside: bool, has_keys: bool) {
    let panes = column(model, view, is_aside);
    let count = panes
        .iter()
        .flat_map(|pane| &pane.rows)
        .filter(|row| row.about.is_some())
        .count();
    let selected = has_keys.then(|| place(model).min(count.saturating_sub(1)));
    let lines = lines(&panes, selected);
    let height = usize::from(area.height);
    let at = lines.iter().position(|line| matches!(line, Line::Row(_, true)));
    let top = at
        .map_or(0, |at| (at + 2).saturating_sub(height))
        .min(lines.len().saturating_sub(height));
    let shown: Vec<&Line> = lines.iter().skip(top).take(height).collect();
    for (index, (y, line)) in (area.y..).zip(&shown).enumerate() {
        let area = Rect::new(area.x, y, area.width, 1);
        match line {
            Line::Blank => {}
            // A title with nothing below says nothing.
            Line::Title(..) if index + 1 == height => {}
            Line::Title(pane, is_focused) => {
                let count: Vec<(&str, Role)> = pane.count.iter().map(|(words, role)| (words.as_str(), *role)).collect();
                canvas.pane_title(area, pane.title, &count, pane.right, *is_focused);
            }
            Line::Row(row, is_selected) => draw_row(canvas, area, row, *is_selected, model),
        }
    }
}

/// What stands in the column that is not shown, and the key that shows it.
fn counts(canvas: &mut Canvas, area: Rect, model: &Model, view: &VendorView) {
    let dim = canvas.style(Role::Dim);
    let text = canvas.style(Role::Text);
    let key = model
        .ui
        .keymap
        .key_of("next pane")
        .map_or_else(String::new, ToString::to_string);
    let other = column(model, view, !model.ui.vendor.is_aside);
    let mut pieces = vec![(key, canvas.palette.bold(Role::Accent)), (" shows ".to_owned(), dim)];
    for pane in &other {
        pieces.push((pane.title.to_lowercase(), dim));
        if let Some((words, role)) = &pane.count {
            let style = match role {
                Role::Dim => text,
                role => canvas.palette.bold(*role),
            };
            pieces.push((format!(" {words}"), style));
        }
        pieces.push(("   ".to_owned(), dim));
    }
    let borrowed: Vec<(&str, ratatui::style::Style)> =
        pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect();
    canvas.spans(area.x, area.y, area.width, &borrowed);
}
