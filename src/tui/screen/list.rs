//! The selection of a list: what moving means, and which rows are in view.

/// A selection and the first row in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListState {
    /// Place of the selected row.
    pub selected: usize,
    /// Place of the first row in view.
    pub top: usize,
}

/// A movement in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// By so many rows.
    By(isize),
    /// A page down or up; the view says how many rows it has.
    Page(isize),
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// The movement a verb means, if it means one.
pub fn movement(words: &str) -> Option<Move> {
    Some(match words {
        "down" => Move::By(1),
        "up" => Move::By(-1),
        "page down" => Move::Page(1),
        "page up" => Move::Page(-1),
        "first" => Move::First,
        "last" => Move::Last,
        _ => return None,
    })
}

impl ListState {
    /// Moves the selection in a list of `count` rows of which `rows` are in view.
    pub fn go(&mut self, movement: Move, count: usize, rows: usize) {
        let last = count.saturating_sub(1);
        let step = |by: isize| self.selected.saturating_add_signed(by);
        self.selected = match movement {
            Move::By(by) => step(by),
            Move::Page(by) => step(by.saturating_mul(isize::try_from(rows.max(2) - 1).unwrap_or(1))),
            Move::First => 0,
            Move::Last => last,
        }
        .min(last);
        self.follow(count, rows);
    }

    /// Keeps the selection inside the list and in view.
    pub fn follow(&mut self, count: usize, rows: usize) {
        self.selected = self.selected.min(count.saturating_sub(1));
        let rows = rows.max(1);
        if self.selected < self.top {
            self.top = self.selected;
        }
        if self.selected >= self.top + rows {
            self.top = self.selected + 1 - rows;
        }
        self.top = self.top.min(count.saturating_sub(rows));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_selection_is_always_in_view(
            moves in prop::collection::vec((0_u8..6, 0_usize..60, 0_usize..30), 1..40),
        ) {
            let mut list = ListState::default();
            for (kind, count, rows) in moves {
                let movement = [Move::By(1), Move::By(-1), Move::Page(1), Move::Page(-1), Move::First, Move::Last][usize::from(kind)];
                list.go(movement, count, rows);
                prop_assert!(count == 0 || list.selected < count);
                prop_assert!(list.selected >= list.top);
                prop_assert!(list.selected < list.top + rows.max(1));
            }
        }
    }
}
