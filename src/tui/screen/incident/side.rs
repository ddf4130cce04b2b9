//! The facts at the side of an incident's log on the glass: pane below pane, moved up where the selected row lies too low.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::facts::{About, Pane, Row, Sign, panes};
use crate::engine::views::IncidentView;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// One row of the glass.
enum Line<'a> {
    Blank,
    /// The title of a pane, and whether the selected row is in it.
    Title(&'a Pane, bool),
    /// A row, and whether it is selected.
    Row(&'a Row, bool),
}

/// What the rows that can be selected are about, in their order.
pub fn abouts(model: &Model) -> Vec<About> {
    let Some(view) = &model.world.incident else {
        return Vec::new();
    };
    let rows = panes(model, view).into_iter().flat_map(|pane| pane.rows);
    rows.filter(Row::is_about_something).map(|row| row.about).collect()
}

/// What the selected row is about, while the person moves about here.
pub fn selected(model: &Model) -> Option<About> {
    let state = &model.ui.incident;
    let mut abouts = abouts(model);
    if !state.shows_side || abouts.is_empty() {
        return None;
    }
    Some(abouts.swap_remove(state.side.min(abouts.len() - 1)))
}

/// Draws pane below pane until the area is full.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) {
    let panes = panes(model, view);
    let count = panes.iter().flat_map(|pane| &pane.rows);
    let count = count.filter(|row| row.is_about_something()).count();
    let selected = model.ui.incident.side.min(count.saturating_sub(1));
    let lines = lines(&panes, model.ui.incident.shows_side.then_some(selected));
    let at = lines.iter().position(|line| matches!(line, Line::Row(_, true)));
    let height = usize::from(area.height);
    // What lies below is said in the last row.
    let room = height.saturating_sub(usize::from(lines.len() > height));
    let top = at.map_or(0, |at| (at + 1).saturating_sub(room));
    let is_cut = top + height < lines.len();
    let height = if is_cut { room } else { height };
    let shown: Vec<&Line> = lines.iter().skip(top).take(height).collect();
    if is_cut {
        let below = lines
            .iter()
            .skip(top + height)
            .filter(|line| matches!(line, Line::Row(..)));
        let words = format!("{} more {}", below.count(), canvas.glyphs.arrow_down);
        let dim = canvas.style(Role::Dim);
        canvas.right(
            area.right().saturating_sub(1),
            area.bottom().saturating_sub(1),
            &words,
            dim,
        );
    }
    for (index, (y, line)) in (area.y..).zip(&shown).enumerate() {
        let area = Rect::new(area.x, y, area.width, 1);
        match line {
            Line::Blank => {}
            // A title with nothing below says nothing.
            Line::Title(..) if index + 1 == height => {}
            Line::Title(pane, is_focused) => {
                let count: Vec<(&str, Role)> = pane.count.iter().map(|(words, role)| (words.as_str(), *role)).collect();
                canvas.pane_title(area, pane.title, &count, "", *is_focused);
            }
            Line::Row(row, is_selected) => draw_row(canvas, area, row, *is_selected),
        }
    }
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
            let is_selected = row.is_about_something() && selected == Some(next);
            next += usize::from(row.is_about_something());
            if is_selected {
                lines[title] = Line::Title(pane, true);
            }
            lines.push(Line::Row(row, is_selected));
        }
    }
    lines
}

/// Name left, words right in their role.
fn draw_row(canvas: &mut Canvas, area: Rect, row: &Row, is_selected: bool) {
    let ground = if is_selected {
        let whole = Rect::new(area.x.saturating_sub(1), area.y, area.width + 1, 1);
        canvas.select(whole, true)
    } else {
        Role::Bg
    };
    let (words, role, is_bold) = &row.words;
    let mut style = canvas.palette.on(*role, ground);
    if *is_bold {
        style = style.add_modifier(Modifier::BOLD);
    }
    let words = match row.sign {
        None => words.clone(),
        Some(Sign::Tick) => format!("{} {words}", canvas.glyphs.tick),
        Some(Sign::Open) => format!("{} {words}", canvas.glyphs.open),
    };
    let start = canvas.right(area.right().saturating_sub(1), area.y, words.trim_end(), style);
    let name = canvas.palette.on(row.name.1, ground);
    canvas.text(area.x, area.y, start.saturating_sub(area.x + 1), &row.name.0, name);
}
