//! The vendor table on the glass.
//!
//! ```text
//!  late                           may not hold data              notice to customers
//!  2  Northstar DB, Keyhole IdP   1  Lumen AI                    11 d  Lumen AI
//!  the oldest 11 d late, …        leadership approval to do      1 objection open
//!
//!  Vendors 11 ───────────────────────────────────────────────────────── by what is due
//!  tier        vendor        for            data      where    steps  owner     next listed
//!  ◆ critical  Northstar DB  Managed …      content   EU         6/6  tove  12 d late      ✓
//!
//!  Northstar DB critical · owner tove ─────────────────│ Steps 6 of 6 ──────
//! ```

use ratatui::layout::Rect;

use super::columns::Columns;
use super::{Group, Line, answers, below, count, row, selected};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// How many rows the selected vendor has below the list, where the screen is high enough.
const BELOW: u16 = 13;

/// Rows of the list for a screen of this size.
pub fn visible_rows(size: (u16, u16)) -> usize {
    usize::from(list_area(Rect::new(0, 0, size.0, size.1.saturating_sub(1))).height)
}

/// Where the rows of the list stand.
pub fn list_area(area: Rect) -> Rect {
    let first = if area.width < 76 { area.y + 4 } else { area.y + 8 };
    let below = if area.height >= 30 { BELOW } else { 1 };
    Rect::new(area.x, first, area.width, area.bottom().saturating_sub(first + below))
}

/// Draws the register between header and footer.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let Some(all) = &model.world.vendors else {
        return;
    };
    if area.width >= 76 {
        answers::draw(canvas, Rect::new(area.x, area.y + 2, area.width, 3), model);
    }
    let list = list_area(area);
    let state = &model.ui.vendors;
    let shown = count(model);
    let number = if shown == all.len() {
        shown.to_string()
    } else {
        format!("{shown} of {}", all.len())
    };
    let late = all
        .iter()
        .filter(|row| row.first(model.now).is_some_and(|next| next.is_late(model.now)))
        .count();
    let late = format!("{late} late");
    let mut counts: Vec<(&str, Role)> = vec![(&number, Role::Dim)];
    if area.width < 76 && !late.starts_with("0 ") {
        counts.push((&late, Role::Late));
    }
    let order = match state.group {
        Group::None => state.order.words().to_owned(),
        Group::Tier => format!("each tier {}", state.order.words()),
        Group::Owner => format!("each owner {}", state.order.words()),
    };
    let right = if state.filter.is_empty() {
        order
    } else {
        format!("only \"{}\"", state.filter)
    };
    let title = Rect::new(area.x + 2, list.y - 2, area.width.saturating_sub(4), 1);
    canvas.pane_title(title, "Vendors", &counts, &right, true);
    let columns = Columns::new(area);
    columns.head(canvas, list.y - 1);
    if shown == 0 {
        nothing(canvas, list, model);
        return;
    }
    for (y, line) in (list.y..list.bottom()).zip(state.lines.iter().skip(state.list.top)) {
        match line {
            Line::Title(words, count) => {
                let count = count.to_string();
                let title = Rect::new(area.x + 2, y, area.width.saturating_sub(4), 1);
                canvas.pane_title(title, words, &[(&count, Role::Dim)], "", false);
            }
            Line::Row(place) => {
                if let Some(row) = row(model, *place) {
                    columns.row(canvas, y, model, row, *place == state.list.selected);
                }
            }
        }
    }
    if area.height >= 30
        && let Some(row) = selected(model)
    {
        let top = list.bottom() + 1;
        let below = Rect::new(area.x, top, area.width, area.bottom().saturating_sub(top));
        below::draw(canvas, below, model, row);
    }
}

fn nothing(canvas: &mut Canvas, list: Rect, model: &Model) {
    let bold = canvas.palette.bold(Role::Text);
    let dim = canvas.style(Role::Dim);
    let (words, more) = if model.ui.vendors.filter.is_empty() {
        let key = model
            .ui
            .keymap
            .key_of("vendor add")
            .map_or_else(String::new, ToString::to_string);
        (
            "No vendor is in the register.".to_owned(),
            format!("{key} adds one; firebell import vendors FILE.csv brings a whole list."),
        )
    } else {
        (
            format!("No match for {}.", model.ui.vendors.filter),
            "Esc clears the filter.".to_owned(),
        )
    };
    let width = list.width.saturating_sub(4);
    canvas.text(list.x + 2, list.y, width, &words, bold);
    canvas.text(list.x + 2, list.y + 1, width, &more, dim);
}
