//! One incident: what, where in the process, how long; then the log with the most room, and the facts at its side.

pub mod head;
pub mod log;
pub mod origin;
pub mod side;
pub mod view;

use super::list::{ListState, Move};
use crate::domain::log::LogLine;
use crate::engine::views::IncidentView;

/// The selection in an open incident.
#[derive(Debug, Clone, Default)]
pub struct IncidentState {
    /// The selected line; it counts only while `is_reading`.
    pub list: ListState,
    /// The person moves about in the log; else its newest lines are shown.
    pub is_reading: bool,
    /// On narrow screens: the facts are shown in place of the log.
    pub shows_side: bool,
    /// How many lines are asked for.
    pub limit: u32,
}

/// How many lines are read at first.
pub const FIRST_LINES: u32 = 200;

impl IncidentState {
    /// The state on entering.
    pub fn entered() -> Self {
        Self {
            limit: FIRST_LINES,
            ..Self::default()
        }
    }

    /// Moves about in the log; true when more lines are wanted than are there.
    pub fn go(&mut self, movement: Move, view: &IncidentView, rows: usize) -> bool {
        let count = view.log.len();
        if !self.is_reading {
            self.list.selected = count.saturating_sub(1);
            self.list.follow(count, rows);
            if matches!(movement, Move::By(1) | Move::Page(1) | Move::Last) {
                return false;
            }
            self.is_reading = true;
            if movement == Move::By(-1) {
                return false;
            }
        } else if matches!(movement, Move::By(1) | Move::Last) && self.list.selected + 1 >= count {
            self.is_reading = false;
            return false;
        }
        self.list.go(movement, count, rows);
        let has_more = u64::try_from(count).unwrap_or(u64::MAX) < view.lines;
        has_more && self.list.selected < 10
    }

    /// The selected line.
    pub fn selected<'a>(&self, view: &'a IncidentView) -> Option<&'a LogLine> {
        view.log.get(self.list.selected).filter(|_| self.is_reading)
    }
}
