//! The board: how bad, who has it, what runs out next; every open incident; the last lines of the selected one.

pub mod layout;
pub mod panes;
pub mod vendors;
pub mod view;

use std::collections::BTreeSet;

use super::list::ListState;
use crate::engine::Query;
use crate::engine::views::{Board, IncidentRow};
use crate::tui::model::Model;

/// Which pane of the board has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The incidents.
    #[default]
    Incidents,
    /// What is due.
    Due,
    /// The vendors.
    Vendors,
}

/// In which order the incidents stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Gravest first, then what is due first.
    #[default]
    Urgency,
    /// What is due first.
    Next,
    /// The youngest first.
    Age,
}

impl Order {
    /// What stands at the right of the title.
    pub fn word(self) -> &'static str {
        match self {
            Self::Urgency => "by urgency",
            Self::Next => "by what is next",
            Self::Age => "youngest first",
        }
    }

    /// The next order.
    pub fn turned(self) -> Self {
        match self {
            Self::Urgency => Self::Next,
            Self::Next => Self::Age,
            Self::Age => Self::Urgency,
        }
    }
}

/// The board's selection.
#[derive(Debug, Clone, Default)]
pub struct BoardState {
    /// Selected incident.
    pub list: ListState,
    /// Its id: the selection stays with it when rows move.
    pub id: Option<String>,
    /// Which pane has the keys.
    pub pane: Pane,
    /// Selected row of the due pane.
    pub due: ListState,
    /// Selected row of the vendor pane.
    pub vendors: ListState,
    /// Only rows with these words.
    pub filter: String,
    /// The order.
    pub order: Order,
    /// Rows that somebody else has changed since the last key.
    pub fresh: BTreeSet<String>,
    /// Somebody else has written; the next read shows what.
    pub listens: bool,
}

/// How many incidents the board reads at most.
pub const MOST: u32 = 2000;
/// How many lines the preview of a log reads.
pub const PREVIEW: u32 = 60;

/// The rows shown: filtered, in order, open ones first.
pub fn rows<'a>(board: &'a Board, state: &BoardState) -> Vec<&'a IncidentRow> {
    let mut rows: Vec<&IncidentRow> = board.rows.iter().collect();
    if !state.filter.is_empty() {
        let words = state.filter.to_lowercase();
        rows.retain(|row| {
            row.title.to_lowercase().contains(&words)
                || row.code.to_lowercase().contains(&words)
                || row
                    .commander
                    .as_ref()
                    .is_some_and(|name| name.to_lowercase().contains(&words))
        });
    }
    match state.order {
        Order::Urgency => {}
        Order::Next => rows.sort_by_key(|row| {
            let due = row.next.as_ref().and_then(|deadline| deadline.due_at);
            (row.work_left, due.is_none(), due)
        }),
        Order::Age => rows.sort_by_key(|row| (row.work_left, std::cmp::Reverse(row.declared_at))),
    }
    rows
}

/// The selected incident.
pub fn selected<'a>(board: &'a Board, state: &BoardState) -> Option<&'a IncidentRow> {
    rows(board, state).get(state.list.selected).copied()
}

/// Brings the selection back to its incident after the rows have changed.
pub fn settle(model: &mut Model) {
    let Some(board) = &model.world.board else {
        return;
    };
    let shown = rows(board, &model.ui.board);
    let at = model
        .ui
        .board
        .id
        .as_ref()
        .and_then(|id| shown.iter().position(|row| row.id == *id));
    let count = shown.len();
    if let Some(at) = at {
        model.ui.board.list.selected = at;
    }
    let layout = layout::Layout::new(model.ui.size, &layout::Counts::of(model));
    model.ui.board.list.follow(count, usize::from(layout.list.1));
    remember(model);
}

/// Remembers which incident is selected.
pub fn remember(model: &mut Model) {
    let id = model
        .world
        .board
        .as_ref()
        .and_then(|board| selected(board, &model.ui.board))
        .map(|row| row.id.clone());
    model.ui.board.id = id;
}

/// Takes a new reading of the board; rows that somebody else has changed are marked until the next key.
pub fn take(model: &mut Model, new: Board) {
    if std::mem::take(&mut model.ui.board.listens)
        && let Some(old) = &model.world.board
    {
        let changed = new
            .rows
            .iter()
            .filter(|row| !old.rows.contains(row))
            .map(|row| row.id.clone());
        model.ui.board.fresh.extend(changed);
    }
    model.world.board = Some(new);
    settle(model);
}

/// What the preview of the selected incident needs, if it is not there yet.
pub fn wanted_preview(model: &Model) -> Option<Query> {
    let id = model.ui.board.id.clone()?;
    let known = model.world.preview.as_ref().is_some_and(|(shown, ..)| *shown == id);
    (!known).then_some(Query::Preview(id, PREVIEW))
}
