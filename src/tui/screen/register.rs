//! The registers of people, customers and systems.

use std::collections::BTreeMap;

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::list::ListState;
use super::register_word;
use crate::domain::{Entry, SubjectKind};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// The selections, one a register.
#[derive(Debug, Clone, Default)]
pub struct RegisterState {
    /// Selected rows.
    pub lists: BTreeMap<SubjectKind, ListState>,
    /// Only those with these words.
    pub filter: String,
}

impl RegisterState {
    /// The selection of one register.
    pub fn list(&self, kind: SubjectKind) -> ListState {
        self.lists.get(&kind).copied().unwrap_or_default()
    }
}

/// The entries shown.
pub fn shown(model: &Model, kind: SubjectKind) -> Vec<&Entry> {
    let words = model.ui.register.filter.to_lowercase();
    model
        .world
        .registers
        .get(&kind)
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter(|entry| words.is_empty() || entry.names().any(|name| name.to_lowercase().contains(&words)))
        .collect()
}

/// The selected entry.
pub fn selected(model: &Model, kind: SubjectKind) -> Option<&Entry> {
    shown(model, kind).get(model.ui.register.list(kind).selected).copied()
}

/// Rows of the list for a screen of this height.
pub fn visible_rows(height: u16) -> usize {
    usize::from(height.saturating_sub(6))
}

/// What stands in the middle and at the right of a row.
fn words(entry: &Entry, model: &Model) -> (String, String) {
    let details = &entry.details;
    let yes = |flag: Option<bool>, word: &str| {
        if flag == Some(true) {
            Some(word.to_owned())
        } else {
            None
        }
    };
    let right = match entry.subject.kind {
        SubjectKind::Customer => details.contract_hours.map_or_else(
            || format!("{} by policy", model.policy.notice.window),
            |hours| format!("{hours} h by contract"),
        ),
        SubjectKind::System => {
            let marks: Vec<String> = [
                yes(details.production, "production"),
                yes(details.customer_data, "customer data"),
            ]
            .into_iter()
            .flatten()
            .collect();
            marks.join(", ")
        }
        _ => details
            .duties
            .iter()
            .map(|key| {
                model
                    .policy
                    .duty(key)
                    .map_or_else(|| key.clone(), |duty| duty.name.to_lowercase())
            })
            .collect::<Vec<_>>()
            .join(", "),
    };
    (details.contact.clone(), right)
}

/// Draws one register between header and footer.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, kind: SubjectKind) {
    let rows = shown(model, kind);
    let mut title = register_word(kind).to_owned();
    title[..1].make_ascii_uppercase();
    let filter = &model.ui.register.filter;
    let right = if filter.is_empty() {
        "by name".to_owned()
    } else {
        format!("only \"{filter}\"")
    };
    let count = rows.len().to_string();
    let bar = Rect::new(area.x + 2, area.y + 2, area.width.saturating_sub(4), 1);
    canvas.pane_title(bar, &title, &[(&count, Role::Dim)], &right, true);
    let dim = canvas.style(Role::Dim);
    let text = canvas.style(Role::Text);
    let end = area.right().saturating_sub(3);
    let contact = area.x + 2 + (area.width / 3).max(20);
    let last = match kind {
        SubjectKind::Customer => "notice window",
        SubjectKind::System => "what it is",
        _ => "standing duties",
    };
    canvas.text(area.x + 2, area.y + 3, 8, "name", dim);
    canvas.text(contact, area.y + 3, 8, "contact", dim);
    canvas.right(end, area.y + 3, last, dim);
    let first = area.y + 4;
    if rows.is_empty() {
        let words = if filter.is_empty() {
            format!("No {} is known yet; the first mention enters one.", kind.word())
        } else {
            format!("No match for {filter}. Esc clears the filter.")
        };
        canvas.text(area.x + 2, first, area.width.saturating_sub(4), &words, text);
        return;
    }
    let state = model.ui.register.list(kind);
    for (y, (index, entry)) in (first..area.bottom().saturating_sub(1)).zip(rows.iter().enumerate().skip(state.top)) {
        let is_selected = index == state.selected;
        let ground = if is_selected {
            canvas.select(Rect::new(area.x + 1, y, end + 1 - area.x, 1), true)
        } else {
            Role::Bg
        };
        let mut style = canvas.palette.on(Role::Text, ground);
        if is_selected {
            style = style.add_modifier(Modifier::BOLD);
        }
        let dim = canvas.palette.on(Role::Dim, ground);
        let used = canvas.text(
            area.x + 2,
            y,
            contact.saturating_sub(area.x + 4),
            &entry.details.name,
            style,
        );
        if !entry.details.aliases.is_empty() {
            let room = contact.saturating_sub(area.x + 6 + used);
            canvas.text(area.x + 4 + used, y, room, &entry.details.aliases.join(", "), dim);
        }
        let (middle, right) = words(entry, model);
        let right_start = canvas.right(end, y, &right, dim);
        if middle.is_empty() {
            let role = if kind == SubjectKind::Customer {
                Role::Soon
            } else {
                Role::Faint
            };
            let style = canvas.palette.on(role, ground);
            canvas.text(contact, y, right_start.saturating_sub(contact + 2), "no contact", style);
        } else {
            let style = canvas.palette.on(Role::Text, ground);
            canvas.text(contact, y, right_start.saturating_sub(contact + 2), &middle, style);
        }
    }
}
