//! Imported history: where it came from, in place of the process.

use ratatui::layout::Rect;

use crate::clock::full;
use crate::engine::views::IncidentView;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// Draws what the source said.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) {
    let Some(origin) = &view.incident.imported else {
        return;
    };
    let (now, zone) = (model.now, model.zone());
    let time = |at: Option<crate::clock::Moment>| at.map_or_else(|| "unknown".to_owned(), |at| full(at, now, zone));
    let struck = [origin.company.as_str(), origin.product.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let words = origin
        .categories
        .iter()
        .chain(&origin.keywords)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let times = format!("{} to {}", time(view.incident.declared_at), time(origin.ended_at));
    let link = crate::tui::canvas::middle_cut(&origin.link, area.width.saturating_sub(10), canvas.glyphs.ellipsis)
        .into_owned();
    let (dim, text) = (canvas.style(Role::Dim), canvas.style(Role::Text));
    let rows = [
        ("struck", &struck),
        ("from", &times),
        ("about", &words),
        ("link", &link),
    ];
    for (y, (name, value)) in (area.y..area.bottom()).zip(rows.into_iter().filter(|(_, value)| !value.is_empty())) {
        canvas.text(area.x, y, 8, name, dim);
        canvas.text(area.x + 9, y, area.width.saturating_sub(9), value, text);
    }
}
