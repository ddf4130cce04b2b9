//! Closed incidents, newest first, a page at a time, found by their words.

use ratatui::layout::Rect;

use super::list::ListState;
use super::rows::{Columns, Selection, incident};
use crate::engine::views::IncidentRow;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// The closed list's selection.
#[derive(Debug, Clone, Default)]
pub struct ClosedState {
    /// Selected incident.
    pub list: ListState,
    /// Only those whose words match.
    pub filter: String,
    /// A further page is on its way.
    pub is_reading: bool,
}

/// The rows read so far.
pub fn shown(model: &Model) -> &[IncidentRow] {
    model.world.closed.as_ref().map_or(&[], |page| &page.rows)
}

/// The selected incident.
pub fn selected(model: &Model) -> Option<&IncidentRow> {
    shown(model).get(model.ui.closed.list.selected)
}

/// Rows of the list for a screen of this height.
pub fn visible_rows(height: u16) -> usize {
    usize::from(height.saturating_sub(6))
}

/// Draws the list between header and footer.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let width = area.width.saturating_sub(4);
    let filter = &model.ui.closed.filter;
    let total = model.world.closed.as_ref().map_or(0, |page| page.total);
    let rows = shown(model);
    let count = if filter.is_empty() {
        total.to_string()
    } else {
        format!("{} of {total}", rows.len())
    };
    let right = if filter.is_empty() {
        "newest first".to_owned()
    } else {
        format!("with \"{filter}\"")
    };
    let title = Rect::new(area.x + 2, area.y + 2, width, 1);
    canvas.pane_title(title, "Closed", &[(&count, Role::Dim)], &right, true);
    let columns = Columns::new(area.x + 2, area.right().saturating_sub(3));
    columns.head(canvas, area.y + 3);
    let first = area.y + 4;
    if model.world.closed.is_some() && rows.is_empty() {
        let bold = canvas.palette.bold(Role::Text);
        let words = if filter.is_empty() {
            "No incident has been closed yet.".to_owned()
        } else {
            format!("No match for {filter}. Esc clears the search.")
        };
        canvas.text(area.x + 2, first, width, &words, bold);
        return;
    }
    let state = &model.ui.closed.list;
    for (y, (index, row)) in (first..area.bottom().saturating_sub(1)).zip(rows.iter().enumerate().skip(state.top)) {
        let selection = if index == state.selected {
            Selection::Focused
        } else {
            Selection::None
        };
        incident(canvas, &columns, y, row, model.now, selection);
    }
}
