//! The board on the glass.
//!
//! ```text
//!  firebell   acme-sec                                          Tue 24 Nov  15:03 CET  14:03 UTC
//!
//!  how bad                       who has it                       runs out next
//!   ● Sev1  open for 11 h 23 m   mira  commands Q7K4              ! 38 m  respond to C90T
//!  ▲ 2 Sev2   ■ 1 Sev3           nobody  has C90T                 ━━━━━━━━━────────────────
//!
//!  Incidents 7 open ────────────────────────────── by urgency │ Due 1 late ──────────────
//!   sev   code title                      phase   who  … next │  2 d late  review R2D9
//! ▌ ● S1  Q7K4 Customer export bucket …                       │ Vendors 2 late ──────────
//!  Closed, work left 2 ────────────────────────────────────── │ Northstar DB    12 d late
//!  Q7K4 latest of 34 ──────────────────────────────────────── │
//!  n declare   ↵ open   l log …                                    : commands   ? help
//! ```

use ratatui::layout::Rect;

use super::layout::{Counts, Layout};
use super::{Pane, panes, rows};
use crate::engine::views::{Board, IncidentRow};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::screen::empty;
use crate::tui::screen::rows::{Columns, Selection, incident};
use crate::tui::theme::Role;
use crate::tui::widget::answers;

/// Where the panes of a board of this width lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spans {
    /// First and last cell of the list.
    pub list: (u16, u16),
    /// Column of the line between, where there are two columns.
    pub line: Option<u16>,
    /// First and last cell of the side panes.
    pub side: Option<(u16, u16)>,
}

/// The spans for an area.
pub fn spans(area: Rect) -> Spans {
    let right = area.right().saturating_sub(3);
    if area.width < 112 {
        return Spans {
            list: (area.x + 2, right),
            line: None,
            side: None,
        };
    }
    let side = answers::columns(area)[2];
    Spans {
        list: (area.x + 2, side - 4),
        line: Some(side - 2),
        side: Some((side, right)),
    }
}

/// Draws the board between header and footer.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let Some(board) = &model.world.board else {
        return;
    };
    if board.rows.is_empty() && model.ui.board.filter.is_empty() && board.due.is_empty() && board.vendors.is_empty() {
        empty::draw(canvas, area, model);
        return;
    }
    let layout = Layout::new(model.ui.size, &Counts::of(model));
    let spans = spans(area);
    panes::answers(canvas, area, model, board, &layout);
    list(canvas, model, board, &layout, &spans);
    if let Some(title) = layout.preview_title {
        let pane = Rect::new(
            spans.list.0,
            title,
            spans.list.1 + 1 - spans.list.0,
            layout.preview.1 + 1,
        );
        panes::preview(canvas, pane, model, board);
    }
    if let (Some(line), Some(side)) = (spans.line, spans.side) {
        canvas.column_line(line, layout.title, area.bottom().saturating_sub(1));
        let pane = Rect::new(
            side.0,
            layout.title,
            side.1 + 1 - side.0,
            area.bottom().saturating_sub(2 + layout.title),
        );
        panes::side(canvas, pane, model, board);
    }
    if let Some(y) = layout.counts {
        panes::counts(
            canvas,
            Rect::new(area.x + 2, y, area.width.saturating_sub(4), 1),
            model,
            board,
        );
    }
}

fn list(canvas: &mut Canvas, model: &Model, board: &Board, layout: &Layout, spans: &Spans) {
    let columns = Columns::new(spans.list.0, spans.list.1);
    let width = spans.list.1 + 1 - spans.list.0;
    let shown = rows(board, &model.ui.board);
    let open: u32 = board.open.iter().sum();
    let count = format!("{open} open");
    let state = &model.ui.board;
    let right = if state.filter.is_empty() {
        state.order.word().to_owned()
    } else {
        format!("only \"{}\"", state.filter)
    };
    let title = Rect::new(spans.list.0, layout.title, width, 1);
    canvas.pane_title(
        title,
        "Incidents",
        &[(&count, Role::Dim)],
        &right,
        state.pane == Pane::Incidents,
    );
    if let Some(head) = layout.head {
        columns.head(canvas, head);
    }
    if shown.is_empty() {
        nothing(canvas, model, spans.list.0, layout.list.0, width);
        return;
    }
    if let Some(y) = layout.left_title {
        let left = shown.iter().filter(|row| row.work_left).count().to_string();
        let title = Rect::new(spans.list.0, y, width, 1);
        canvas.pane_title(title, "Closed, work left", &[(&left, Role::Dim)], "", false);
    }
    for (index, row) in visible(&shown, model, layout) {
        let selection = match (index == state.list.selected, state.pane) {
            (false, _) => Selection::None,
            (true, Pane::Incidents) => Selection::Focused,
            (true, _) => Selection::Faint,
        };
        let y = layout.row(u16::try_from(index - state.list.top).unwrap_or(u16::MAX));
        let is_fresh = state.fresh.contains(&row.id);
        incident(canvas, &columns, y, row, model.now, selection, is_fresh);
    }
}

fn visible<'a>(
    shown: &'a [&'a IncidentRow],
    model: &Model,
    layout: &Layout,
) -> impl Iterator<Item = (usize, &'a IncidentRow)> {
    shown
        .iter()
        .copied()
        .enumerate()
        .skip(model.ui.board.list.top)
        .take(usize::from(layout.list.1))
}

/// No row: because of the filter, or because all is well.
fn nothing(canvas: &mut Canvas, model: &Model, x: u16, y: u16, width: u16) {
    let filter = &model.ui.board.filter;
    if filter.is_empty() {
        let words = canvas.style(Role::Text);
        canvas.text(x, y, width, "All is quiet. No incident is open.", words);
    } else {
        let bold = canvas.palette.bold(Role::Text);
        let used = canvas.text(x, y, width, &format!("No match for {filter}."), bold);
        let dim = canvas.style(Role::Dim);
        canvas.text(
            x + used + 1,
            y,
            width.saturating_sub(used + 1),
            "Esc clears the filter.",
            dim,
        );
    }
}
