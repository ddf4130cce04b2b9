//! The keys that work here. What does not fit falls off from the right; what is pinned never does.

use ratatui::layout::Rect;

use crate::tui::canvas::{Canvas, cells};
use crate::tui::theme::Role;

/// Cells between two keys.
const GAP: u16 = 3;

/// A row of keys, each with its word.
#[derive(Debug, Clone, Copy)]
pub struct Footer<'a> {
    /// The keys of this place, the most useful first.
    pub keys: &'a [(&'a str, &'a str)],
    /// Those at the right end, whatever the width: [`Footer::PINNED`] or [`Footer::PINNED_IN_TEXT`].
    pub pinned: &'a [(&'a str, &'a str)],
}

impl<'a> Footer<'a> {
    /// Where keys are commands.
    pub const PINNED: &'static [(&'static str, &'static str)] = &[(":", "commands"), ("?", "help")];
    /// Where keys are text.
    pub const PINNED_IN_TEXT: &'static [(&'static str, &'static str)] = &[("F1", "help")];

    /// Draws into the first row of `area`.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        canvas.row_ground(Rect { height: 1, ..area }, Role::Surface);
        for (x, (key, word)) in self.places(area) {
            canvas.key_hint(x, area.y, key, word);
        }
    }

    /// The key whose name or word stands at `column`, for the mouse.
    pub fn key_at(&self, area: Rect, column: u16) -> Option<&'a str> {
        let hit = self
            .places(area)
            .find(|(x, hint)| (*x..*x + width(*hint)).contains(&column));
        hit.map(|(_, (key, _))| key)
    }

    /// Every key that fits, with its column.
    fn places(&self, area: Rect) -> impl Iterator<Item = (u16, (&'a str, &'a str))> {
        let row_end = area.right().saturating_sub(2);
        let pinned_width: u16 = self.pinned.iter().map(|hint| width(*hint) + GAP).sum();
        let pinned_start = (row_end + GAP).saturating_sub(pinned_width).max(area.x);
        let keys_end = if self.pinned.is_empty() {
            row_end
        } else {
            pinned_start.saturating_sub(GAP)
        };
        let in_row = |start: u16, end: u16| {
            move |x: &mut u16, hint: &(&'a str, &'a str)| {
                let at = start + *x;
                *x += width(*hint) + GAP;
                (at + width(*hint) <= end).then_some((at, *hint))
            }
        };
        let keys = self.keys.iter().scan(0, in_row(area.x + 2, keys_end));
        keys.chain(self.pinned.iter().scan(0, in_row(pinned_start, area.right())))
    }
}

fn width((key, word): (&str, &str)) -> u16 {
    cells(key) + 1 + cells(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::looks::rows;

    const FOOTER: Footer<'static> = Footer {
        keys: &[("n", "declare"), ("↵", "open"), ("l", "log"), ("Tab", "next pane")],
        pinned: Footer::PINNED,
    };

    fn row(width: u16) -> String {
        rows(width, 1, |canvas, area| FOOTER.draw(canvas, area)).concat()
    }

    #[test]
    fn keys_fall_off_from_the_right_and_the_pinned_ones_stay() {
        assert_eq!(
            row(70),
            "  n declare   ↵ open   l log   Tab next pane     : commands   ? help"
        );
        assert_eq!(row(60), "  n declare   ↵ open   l log           : commands   ? help");
        assert_eq!(row(36), "  n declare    : commands   ? help");
        assert_eq!(row(22), " : commands   ? help");
    }

    #[test]
    fn a_key_is_found_where_it_is_drawn() {
        let area = Rect::new(0, 0, 70, 1);
        assert_eq!(FOOTER.key_at(area, 2), Some("n"));
        assert_eq!(FOOTER.key_at(area, 10), Some("n"));
        assert_eq!(FOOTER.key_at(area, 11), None);
        assert_eq!(FOOTER.key_at(area, 14), Some("↵"));
        assert_eq!(FOOTER.key_at(area, 64), Some("?"));
        assert_eq!(FOOTER.key_at(area, 69), None);
    }
}
