//! Which rows of the board hold what, at any size.
//!
//! First the preview of the log shrinks (to 2 lines), then "Closed, work left" joins the list, then the blank lines go.

use super::rows;
use crate::tui::model::Model;

/// How much there is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Open incidents.
    pub open: u16,
    /// Closed ones with work left.
    pub left: u16,
    /// Lines of the preview.
    pub preview: u16,
}

impl Counts {
    /// What the model has to show.
    pub fn of(model: &Model) -> Self {
        let Some(board) = &model.world.board else {
            return Self::default();
        };
        let shown = rows(board, &model.ui.board);
        let left = shown.iter().filter(|row| row.work_left).count();
        let preview = model.world.preview.as_ref().map_or(0, |(_, lines, _)| lines.len());
        let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        Self {
            open: small(shown.len() - left),
            left: small(left),
            preview: small(preview),
        }
    }
}

/// Rows of the board. A pane is its first row and how many rows it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Two columns?
    pub wide: bool,
    /// Less than 80 columns: the answers are two sentences.
    pub narrow: bool,
    /// Row of the list's title.
    pub title: u16,
    /// Row of the column names.
    pub head: Option<u16>,
    /// Rows of the list; with `joined`, both kinds.
    pub list: (u16, u16),
    /// How many of its rows hold open incidents at most; the rest hold the others.
    pub open_rows: u16,
    /// Title row of "Closed, work left", where it stands apart.
    pub left_title: Option<u16>,
    /// Row of the preview's title.
    pub preview_title: Option<u16>,
    /// Rows of the preview.
    pub preview: (u16, u16),
    /// The line of counts, where there are no side panes.
    pub counts: Option<u16>,
}

impl Layout {
    /// The layout for a screen of this size.
    pub fn new((width, height): (u16, u16), counts: &Counts) -> Self {
        let wide = width >= 112;
        let narrow = width < 80;
        let title = if narrow { 5 } else { 6 };
        let head = wide.then_some(title + 1);
        let first = title + 1 + u16::from(wide);
        // Footer; a blank row for the toast on a wide screen, else the line of counts.
        let end = height.saturating_sub(2);
        let room = end.saturating_sub(first);
        let has_left = u16::from(counts.left > 0);
        let blank = u16::from(room >= counts.open + counts.left + has_left + 3 + 6);
        let left_block = if counts.left > 0 { counts.left + 1 + blank } else { 0 };
        let preview_least = if counts.preview > 0 { 3 + blank } else { 0 };
        // Apart while everything fits beside the least preview; joined where it does not.
        let apart = counts.left > 0 && counts.open + left_block + preview_least <= room && !narrow;
        let wanted = if apart { counts.open } else { counts.open + counts.left };
        let reserved = preview_least + if apart { left_block } else { 0 };
        let least = wanted.min(1);
        let rows = wanted.min(room.saturating_sub(reserved)).max(least).min(room);
        let list_end = first + rows;
        let left_title = apart.then(|| list_end + blank);
        let after = left_title.map_or(list_end, |row| row + 1 + counts.left);
        let preview_title = (counts.preview > 0 && after + blank + 2 <= end).then(|| after + blank);
        let preview_first = preview_title.map_or(end, |row| row + 1);
        Self {
            wide,
            narrow,
            title,
            head,
            list: (first, if apart { rows + counts.left } else { rows }),
            open_rows: if apart { rows } else { u16::MAX },
            left_title,
            preview_title,
            preview: (preview_first, end.saturating_sub(preview_first)),
            counts: (!wide).then_some(end),
        }
    }

    /// The screen row of the `index`th row in view.
    pub fn row(&self, index: u16) -> u16 {
        match self.left_title {
            Some(title) if index >= self.open_rows => title + 1 + (index - self.open_rows),
            _ => self.list.0 + index,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_overlaps_at_any_size(
            width in 60_u16..240, height in 20_u16..100, open in 0_u16..600, left in 0_u16..40, preview in 0_u16..60,
        ) {
            let layout = Layout::new((width, height), &Counts { open, left, preview });
            let last = layout.row(layout.list.1.saturating_sub(1));
            prop_assert!(last < height - 1);
            if let Some(title) = layout.preview_title {
                prop_assert!(last < title || layout.list.1 == 0);
                prop_assert!(layout.preview.1 >= 1);
            }
            prop_assert!(layout.preview.0 + layout.preview.1 < height);
            for pair in 1..layout.list.1 {
                prop_assert!(layout.row(pair) > layout.row(pair - 1));
            }
        }
    }
}
