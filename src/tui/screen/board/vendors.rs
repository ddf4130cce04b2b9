//! The vendors beside the board's list: late reassessments first, with days and owner, then what comes next, and the
//! notices that run.

use ratatui::layout::Rect;

use super::Pane;
use crate::clock::{Moment, Tone};
use crate::domain::{Deadline, DeadlineKind};
use crate::engine::views::{Board, VendorRow};
use crate::tui::canvas::{Canvas, cells};
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::words::{left, tone_style};

/// The reassessments and the notices that run, what is late first.
pub fn rows(board: &Board, now: Moment) -> Vec<(&VendorRow, &Deadline)> {
    let mut rows: Vec<(&VendorRow, &Deadline)> = Vec::new();
    for row in &board.vendors {
        let reassess = row.next.as_ref().filter(|next| next.is_running());
        let notice = row.first_of(DeadlineKind::NoticePeriod).filter(|one| !one.is_over(now));
        rows.extend(reassess.into_iter().chain(notice).map(|one| (row, one)));
    }
    rows.sort_by_key(|(_, one)| (!one.is_late(now), one.due_at));
    rows
}

/// How many lines they take: what is late has a second one, which says whose it is.
pub fn height(board: &Board, now: Moment) -> usize {
    let rows = rows(board, now);
    rows.len() + rows.iter().filter(|(_, one)| one.is_late(now)).count()
}

/// Draws the pane.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, board: &Board) {
    let state = &model.ui.board;
    let has_keys = state.pane == Pane::Vendors;
    let late = format!("{} late", board.vendors_late);
    let count: &[(&str, Role)] = if board.vendors_late > 0 {
        &[(&late, Role::Late)]
    } else {
        &[]
    };
    canvas.pane_title(Rect { height: 1, ..area }, "Vendors", count, "", has_keys);
    let mut y = area.y + 1;
    for (index, (row, deadline)) in rows(board, model.now).into_iter().enumerate() {
        if y >= area.bottom() {
            return;
        }
        let line = Rect::new(area.x, y, area.width, 1);
        draw_row(
            canvas,
            line,
            model,
            row,
            deadline,
            has_keys && state.vendors.selected == index,
        );
        y += 1;
        if deadline.is_late(model.now) && y < area.bottom() {
            owner(canvas, Rect { y, ..line }, deadline);
            y += 1;
        }
    }
}

fn draw_row(canvas: &mut Canvas, area: Rect, model: &Model, row: &VendorRow, deadline: &Deadline, is_selected: bool) {
    let ground = super::panes::ground(canvas, area, area.y, is_selected);
    let Some(countdown) = left(deadline, model.now, false) else {
        return;
    };
    let style = tone_style(canvas.palette, countdown.tone, ground);
    let start = canvas.right(area.right().saturating_sub(1), area.y, &countdown.text, style);
    let role = if countdown.tone == Tone::Far {
        Role::Dim
    } else {
        Role::Text
    };
    let mut room = start.saturating_sub(area.x + 2);
    if deadline.kind == DeadlineKind::NoticePeriod {
        // What the countdown is of stands beside it: it is no reassessment.
        let word = "notice";
        let dim = canvas.palette.on(Role::Dim, ground);
        let at = start.saturating_sub(cells(word) + 1);
        canvas.text(at, area.y, cells(word), word, dim);
        room = at.saturating_sub(area.x + 1);
    }
    let name = canvas.palette.on(role, ground);
    canvas.text(area.x, area.y, room, &row.vendor.details.name, name);
}

/// Whose it is, below what is late.
fn owner(canvas: &mut Canvas, area: Rect, deadline: &Deadline) {
    let dim = canvas.style(Role::Dim);
    let (words, style) = deadline
        .owner
        .as_deref()
        .map_or(("nobody", canvas.palette.bold(Role::Soon)), |owner| (owner, dim));
    let used = canvas.text(area.x + 2, area.y, area.width.saturating_sub(10), words, style);
    canvas.text(area.x + 2 + used, area.y, 8, " has it", dim);
}
