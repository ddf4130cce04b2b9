//! A short list to choose one from.

use ratatui::layout::Rect;

use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

/// What is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A draft to go on with; the keys are those of the drafts.
    Draft,
    /// Whose deadlines to show; the first is everyone.
    Person,
    /// Whom to write to.
    Addressee,
    /// The template to begin a letter from.
    Template,
    /// The form in which a letter is written into a file.
    Form,
    /// The form in which the list of subprocessors is written into a file.
    List,
    /// To whom a letter went out.
    Sent,
    /// What to do instead of a verb that makes no sense here; the keys are the words of verbs.
    Verb,
}

/// The open list.
#[derive(Debug, Clone)]
pub struct Pick {
    /// What it is for.
    pub what: What,
    /// Title.
    pub title: &'static str,
    /// Key and words of each row.
    pub rows: Vec<(String, String)>,
    /// The chosen row.
    pub selected: usize,
}

impl Pick {
    /// Draws the box.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        canvas.veil();
        let width = area.width.min(64);
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let height = rows.saturating_add(4).min(area.height.saturating_sub(4)).max(5);
        let x = area.x + (area.width - width) / 2;
        let inside = canvas.boxed(Rect::new(x, area.y + 3, width, height), self.title, "", Role::Focus);
        let list = Rect::new(inside.x, inside.y + 1, inside.width, inside.height.saturating_sub(2));
        if self.rows.is_empty() {
            let dim = canvas.palette.on(Role::Dim, Role::Surface);
            canvas.text(
                list.x + 2,
                list.y,
                list.width.saturating_sub(4),
                "Nothing is waiting.",
                dim,
            );
        }
        let top = self.selected.saturating_sub(usize::from(list.height.max(1)) - 1);
        for (y, (index, (_, words))) in (list.y..list.bottom()).zip(self.rows.iter().enumerate().skip(top)) {
            let ground = if index == self.selected {
                canvas.select(Rect::new(list.x, y, list.width, 1), true)
            } else {
                Role::Surface
            };
            let text = canvas.palette.on(Role::Text, ground);
            canvas.text(list.x + 2, y, list.width.saturating_sub(4), words, text);
        }
    }
}
