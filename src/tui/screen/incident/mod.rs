//! One incident: what, where in the process, how long; then the log with the most room, and the facts at its side.

pub mod facts;
pub mod head;
pub mod log;
pub mod origin;
pub mod side;
pub mod view;

use super::list::{ListState, Move};
use crate::domain::FactId;
use crate::domain::log::LogLine;
use crate::engine::found::Found;
use crate::tui::model::Model;

/// The selection in an open incident.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts about where the person is"
)]
pub struct IncidentState {
    /// The selected line; it counts only while `is_reading`.
    pub list: ListState,
    /// The person moves about in the log; else its newest lines are shown.
    pub is_reading: bool,
    /// The person moves about in the facts at the side; narrow screens show them in place of the log.
    pub shows_side: bool,
    /// The selected one of those facts that verbs act on.
    pub side: usize,
    /// How many lines are asked for.
    pub limit: u32,
    /// Only lines that hold these words.
    pub filter: String,
    /// A search is under way; the next one waits for it.
    pub is_searching: bool,
    /// The line that was selected before anything was searched for; Esc goes back to it.
    pub came_from: Option<Spot>,
    /// What is to be selected once it is read.
    pub seeks: Option<Seek>,
    /// The selected line is one that was just written at a time of before; leaving the line at the foot leaves it too.
    pub is_at_written: bool,
}

/// What is to be selected in the log once it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seek {
    /// The first line there is.
    First,
    /// A line, and where it is to stand.
    Line(Spot),
    /// The line of this fact, which was written at a time of before.
    Written(FactId),
}

/// A line of the log, and where on the screen it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Its position in the journal.
    pub pos: i64,
    /// How many lines stand in view above it.
    pub above: usize,
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

    /// Moves about in a log of which `count` lines are here and `all` exist; true when more are wanted.
    pub fn go(&mut self, movement: Move, count: usize, all: u64, rows: usize) -> bool {
        // Who moves on wants to be nowhere else.
        self.seeks = None;
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
        let has_more = u64::try_from(count).unwrap_or(u64::MAX) < all;
        self.seeks = (has_more && movement == Move::First).then_some(Seek::First);
        has_more && self.list.selected < 10
    }
}

/// What the filter has found in the open incident; `None` without a filter, and until there is an answer.
pub fn found(model: &Model) -> Option<&Found> {
    let view = model.world.incident.as_ref()?;
    let found = model.world.found.as_ref().filter(|found| found.is_of(view))?;
    (!model.ui.incident.filter.is_empty()).then_some(found)
}

/// The lines of the log that are shown: those that were read, or those that match the filter.
pub fn lines(model: &Model) -> &[LogLine] {
    match (found(model), &model.world.incident) {
        (Some(found), _) => &found.lines,
        (None, Some(view)) => &view.log,
        (None, None) => &[],
    }
}

/// The line that is marked in the log.
pub fn marked(model: &Model) -> Option<&LogLine> {
    lines(model)
        .get(model.ui.incident.list.selected)
        .filter(|_| model.ui.incident.is_reading)
}

/// The line that keys act on: the marked one, unless the person is at the side.
pub fn selected(model: &Model) -> Option<&LogLine> {
    marked(model).filter(|_| !model.ui.incident.shows_side)
}

/// Where the marked line stands.
pub fn spot(model: &Model) -> Option<Spot> {
    let list = model.ui.incident.list;
    marked(model).map(|line| Spot {
        pos: line.pos,
        above: list.selected.saturating_sub(list.top),
    })
}
