//! Closed incidents, newest first, a page at a time, found by their words.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::list::ListState;
use super::rows::severity;
use crate::clock::{age, date};
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
    let columns = Columns::new(area);
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
        columns.row(canvas, y, model, row, index == state.selected);
    }
}

/// Where the columns lie; who and how long give way first.
struct Columns {
    left: u16,
    title: (u16, u16),
    who: Option<(u16, u16)>,
    lasted: Option<u16>,
    end: u16,
}

impl Columns {
    fn new(area: Rect) -> Self {
        let left = area.x + 2;
        let end = area.right().saturating_sub(3);
        let lasted = (area.width >= 80).then(|| end.saturating_sub(13));
        let mut stop = lasted
            .unwrap_or(end)
            .saturating_sub(if lasted.is_some() { 8 } else { 13 });
        let who = (area.width >= 80).then(|| {
            let width = if area.width >= 112 { 20 } else { 10 };
            stop = stop.saturating_sub(width + 2);
            (stop + 2, width)
        });
        Self {
            left,
            title: (left + 12, stop.saturating_sub(left + 12)),
            who,
            lasted,
            end,
        }
    }

    fn head(&self, canvas: &mut Canvas, y: u16) {
        let dim = canvas.style(Role::Dim);
        canvas.text(self.left + 1, y, 3, "sev", dim);
        canvas.text(self.left + 7, y, 4, "code", dim);
        canvas.text(self.title.0, y, self.title.1, "title", dim);
        if let Some((x, width)) = self.who {
            canvas.text(x, y, width, "who", dim);
        }
        if let Some(lasted) = self.lasted {
            canvas.right(lasted, y, "lasted", dim);
        }
        canvas.right(self.end, y, "ended", dim);
    }

    fn row(&self, canvas: &mut Canvas, y: u16, model: &Model, row: &IncidentRow, is_selected: bool) {
        let ground = if is_selected {
            let area = Rect::new(self.left - 1, y, self.end + 2 - self.left, 1);
            canvas.select(area, true)
        } else {
            Role::Bg
        };
        severity(canvas, self.left, y, row, ground);
        let dim = canvas.palette.on(Role::Dim, ground);
        let text = canvas.palette.on(Role::Text, ground);
        let code = canvas.text(self.left + 7, y, 8, &row.code, dim);
        let shift = code.saturating_sub(4);
        let title = if is_selected {
            text.add_modifier(Modifier::BOLD)
        } else {
            text
        };
        canvas.text(
            self.title.0 + shift,
            y,
            self.title.1.saturating_sub(shift),
            &row.title,
            title,
        );
        let nothing = canvas.glyphs.nothing;
        if let Some((x, width)) = self.who {
            let who = row.commander.as_deref().unwrap_or(&row.company);
            canvas.text(x, y, width, if who.is_empty() { nothing } else { who }, dim);
        }
        if let Some(lasted) = self.lasted {
            let span = row.declared_at.zip(row.closed_at).map(|(from, to)| age(to - from));
            canvas.right(lasted, y, span.as_deref().unwrap_or(nothing), dim);
        }
        let ended = row.closed_at.map(|at| date(at, model.now, model.zone()));
        canvas.right(self.end, y, ended.as_deref().unwrap_or("unknown"), dim);
    }
}
