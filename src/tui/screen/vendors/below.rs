//! The selected vendor below the table: what is due of it, what the register says, its steps, the last lines of its log.

use ratatui::layout::Rect;

use crate::engine::vendors::VendorView;
use crate::engine::views::VendorRow;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::screen::board::view::spans;
use crate::tui::screen::vendor::{draw_row, facts, gate, steps};
use crate::tui::theme::Role;

/// Draws the selected vendor into `area`.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, row: &VendorRow) {
    let details = &row.vendor.details;
    let spans = spans(area);
    let end = spans.list.1;
    let since = format!(
        "{} {} owner {}",
        super::tier_word(row),
        canvas.glyphs.dot,
        super::owner(row).unwrap_or("nobody")
    );
    let title = Rect::new(area.x + 2, area.y, (end + 1).saturating_sub(area.x + 2), 1);
    canvas.pane_title(title, &details.name, &[(&since, Role::Dim)], "", false);
    let Some(view) = model
        .world
        .vendor
        .as_ref()
        .filter(|view| view.row.vendor.id == row.vendor.id)
    else {
        return;
    };
    let rows = facts::summary(model, view);
    let bottom = area.bottom();
    for (y, row) in (area.y + 1..bottom).zip(&rows) {
        let line = Rect::new(area.x + 2, y, (end + 1).saturating_sub(area.x + 2), 1);
        draw_row(canvas, line, row, false, model);
    }
    if let (Some(line), Some((x, end))) = (spans.line, spans.side) {
        canvas.column_line(line, area.y, bottom);
        steps_beside(canvas, Rect::new(x, area.y, end + 1 - x, area.height), model, view);
    }
}

/// The steps in one column, and whether data may flow.
fn steps_beside(canvas: &mut Canvas, area: Rect, model: &Model, view: &VendorView) {
    let pane = steps::pane(model, view);
    let counts: Vec<(&str, Role)> = pane.count.iter().map(|(words, role)| (words.as_str(), *role)).collect();
    canvas.pane_title(Rect { height: 1, ..area }, "Steps", &counts, "", false);
    let last = area.bottom().saturating_sub(2);
    for (y, row) in (area.y + 1..last).zip(pane.rows.iter().filter(|row| row.about.is_some())) {
        let (sign, role) = row.sign.map_or((" ", Role::Dim), |sign| sign.look(canvas.glyphs));
        let style = canvas.style(role);
        let start = canvas.right(area.right().saturating_sub(1), y, sign, style);
        let text = canvas.style(Role::Text);
        canvas.text(area.x, y, start.saturating_sub(area.x + 1), &row.name.0, text);
    }
    let gate = gate::of(view, &model.policy);
    let y = area.bottom().saturating_sub(1);
    let used = canvas.text(area.x, y, area.width, "production data ", canvas.style(Role::Dim));
    canvas.text(
        area.x + used,
        y,
        area.width.saturating_sub(used),
        &gate.words,
        canvas.palette.bold(gate.role),
    );
}
