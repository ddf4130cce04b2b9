//! The message above the footer: what was done, what went wrong, what has come up.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, cells};
use super::layer::{Layer, form_view};
use super::model::{Model, Reminder};
use super::screen::{Place, board, incident};
use super::theme::Role;
use super::view::{body, line_row};
use crate::domain::reminder::Urgency;

/// Draws it, if there is one.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let is_boxed = model.ui.layers.last().is_some_and(Layer::is_boxed);
    // What went well waits under a dialog; what went wrong is told above it, and so is what has come up.
    let toast = model.ui.toast.as_ref().filter(|toast| !(is_boxed && toast.is_good));
    let come_up = model.ui.reminder.as_ref().map(Reminder::words);
    let (sign, role, words, can_undo) = match (toast, &model.ui.reminder) {
        (Some(toast), _) if toast.is_good => (canvas.glyphs.tick, Role::Ok, &toast.words, toast.can_undo),
        (Some(toast), _) => (canvas.glyphs.failed, Role::Late, &toast.words, toast.can_undo),
        (None, Some(reminder)) => {
            let role = match reminder.urgency {
                Urgency::Low => Role::Info,
                Urgency::Normal => Role::Soon,
                Urgency::Critical => Role::Late,
            };
            (
                canvas.glyphs.now,
                role,
                come_up.as_ref().unwrap_or(&reminder.title),
                false,
            )
        }
        (None, None) => return,
    };
    let undo = model
        .ui
        .keymap
        .key_of("undo")
        .map_or_else(String::new, ToString::to_string);
    let sign_style = canvas.style(role);
    let text = canvas.style(Role::Text);
    let dim = canvas.style(Role::Dim);
    let accent = canvas.palette.bold(Role::Accent);
    let mut pieces: Vec<(&str, Style)> = vec![(sign, sign_style), (" ", text), (words, text)];
    // On a line that is being written its key is a letter.
    if can_undo && model.ui.layers.is_empty() {
        pieces.extend([("   ", text), (undo.as_str(), accent), (" undo", dim)]);
    }
    let width: u16 = pieces.iter().map(|(words, _)| cells(words)).sum();
    let room = area.width.saturating_sub(4);
    let mut y = toast_row(model, area);
    let line = matches!(model.ui.layers.last(), Some(Layer::Line(_))).then(|| line_row(model, body(area)));
    if width <= room {
        // It never lies on what is being typed.
        y = line.filter(|line| *line == y).map_or(y, |line| line - 1);
        let x = area.right().saturating_sub(width + 2);
        canvas.fill(Rect::new(x.saturating_sub(1), y, width + 2, 1), " ", text);
        canvas.spans(x, y, width, &pieces);
        return;
    }
    // A warning is never cut: it takes the rows above for as long as it stands.
    y = line.map_or(y, |line| y.min(line - 1));
    let mut lines = form_view::wrapped(words, room.saturating_sub(2));
    lines.truncate(4);
    let top = y.saturating_sub(u16::try_from(lines.len()).unwrap_or(1) - 1);
    for (row, line) in (top..).zip(&lines) {
        canvas.fill(Rect::new(area.x + 1, row, area.width.saturating_sub(2), 1), " ", text);
        canvas.text(area.x + 4, row, room.saturating_sub(2), line, text);
    }
    canvas.text(area.x + 2, top, 1, sign, sign_style);
}

/// Above the footer; where that row says something itself, the blank row above the first pane: it never covers data.
fn toast_row(model: &Model, area: Rect) -> u16 {
    let is_wide = area.width >= 112;
    match model.place() {
        _ if model.ui.layers.last().is_some_and(Layer::is_boxed) => area.bottom() - 2,
        Place::Board if !is_wide => {
            board::layout::Layout::new(model.ui.size, &board::layout::Counts::of(model)).title - 1
        }
        Place::Incident(_) if !incident::view::Layout::new(model.ui.size).wide => {
            incident::view::Layout::new(model.ui.size).title - 1
        }
        _ => area.bottom() - 2,
    }
}
