//! The vendor register: what is late leads, whose it is beside it, the selected one below.
//!
//! Which rows are shown, and in which order, is worked out once when the register, the filter or the order changes, and
//! kept: a register of thousands is not sorted anew for each key.

mod answers;
mod below;
mod columns;
mod view;

pub use view::{draw, list_area, visible_rows};

use super::list::{ListState, Move};
use crate::engine::views::VendorRow;
use crate::tui::model::Model;

/// The vendor list's selection.
#[derive(Debug, Clone, Default)]
pub struct VendorsState {
    /// The selected row, without the titles of groups, and the first line in view, with them.
    pub list: ListState,
    /// Only those with these words.
    pub filter: String,
    /// What they are sorted by.
    pub order: Order,
    /// What they are grouped by.
    pub group: Group,
    /// The rows shown, as places in the register.
    rows: Vec<usize>,
    /// What stands in the list, line by line.
    lines: Vec<Line>,
}

/// What the vendors are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What is due first; what is late leads.
    #[default]
    Next,
    /// By name.
    Name,
    /// The gravest tier first.
    Tier,
}

impl Order {
    /// The next one.
    pub fn turned(self) -> Self {
        match self {
            Self::Next => Self::Name,
            Self::Name => Self::Tier,
            Self::Tier => Self::Next,
        }
    }

    /// In words, for the title.
    pub fn words(self) -> &'static str {
        match self {
            Self::Next => "by what is due",
            Self::Name => "by name",
            Self::Tier => "by tier",
        }
    }
}

/// What the vendors are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// One list.
    #[default]
    None,
    /// By tier, the gravest first; what is ending stands last.
    Tier,
    /// By owner; what nobody owns stands first.
    Owner,
}

impl Group {
    /// The next one.
    pub fn turned(self) -> Self {
        match self {
            Self::None => Self::Tier,
            Self::Tier => Self::Owner,
            Self::Owner => Self::None,
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The title of a group, and how many stand in it.
    Title(String, usize),
    /// A row, by its place among those shown.
    Row(usize),
}

/// Where the sign of a vendor stands among the tiers: what is ending has a sign of its own.
pub fn tier_place(row: &VendorRow) -> usize {
    let is_ending = row.vendor.offboarding.is_some() || row.vendor.ended.is_some();
    if is_ending { 3 } else { row.tier.min(2) }
}

/// The word beside the sign.
pub fn tier_word(row: &VendorRow) -> &str {
    match (&row.vendor.ended, &row.vendor.offboarding) {
        (Some(_), _) => "ended",
        (None, Some(_)) => "ending",
        (None, None) => &row.vendor.details.tier,
    }
}

/// Who looks after a vendor, by today's name where something of it is due.
pub fn owner(row: &VendorRow) -> Option<&str> {
    let due = row.running.first().or(row.next.as_ref());
    let named = row.vendor.details.owner.as_ref().map(|owner| owner.name.as_str());
    due.and_then(|due| due.owner.as_deref()).or(named)
}

/// Takes the register as it was read. The selected vendor stays selected, wherever it stands now.
pub fn take(model: &mut Model, rows: Vec<VendorRow>) {
    let kept = selected(model).map(|row| row.vendor.id.clone());
    model.world.vendors = Some(rows);
    model.ui.vendors.rows.clear();
    arrange(model);
    let at = kept.and_then(|id| (0..count(model)).find(|at| row(model, *at).is_some_and(|row| row.vendor.id == id)));
    if let Some(at) = at {
        model.ui.vendors.list.selected = at;
    }
}

/// Works out which rows are shown and in which order. The selected vendor stays selected while it is shown.
pub fn arrange(model: &mut Model) {
    let kept = selected(model).map(|row| row.vendor.id.clone());
    let now = model.now;
    let all = model.world.vendors.as_deref().unwrap_or_default();
    let state = &mut model.ui.vendors;
    let words = state.filter.to_lowercase();
    state.rows = (0..all.len()).filter(|at| matches(&all[*at], &words)).collect();
    let name = |at: &usize| all[*at].vendor.details.name.to_lowercase();
    let due = |at: &usize| {
        let due = all[*at].first(now).and_then(|one| one.due_at);
        (due.is_none(), due)
    };
    match state.order {
        Order::Next => state.rows.sort_by_cached_key(|at| (due(at), name(at))),
        Order::Name => state.rows.sort_by_cached_key(name),
        Order::Tier => state
            .rows
            .sort_by_cached_key(|at| (tier_place(&all[*at]), due(at), name(at))),
    }
    let title = |at: usize| match state.group {
        Group::None => (0, String::new()),
        Group::Tier => (tier_place(&all[at]), tier_word(&all[at]).to_owned()),
        Group::Owner => owner(&all[at]).map_or_else(|| (0, "nobody".to_owned()), |owner| (1, owner.to_owned())),
    };
    if state.group != Group::None {
        // A stable sort: within a group the order stays.
        state.rows.sort_by_cached_key(|at| title(*at));
    }
    state.lines.clear();
    let mut current = None;
    for (place, at) in state.rows.iter().enumerate() {
        if state.group != Group::None {
            let here = title(*at);
            if current.as_ref() != Some(&here) {
                state.lines.push(Line::Title(here.1.clone(), 0));
                current = Some(here);
            }
            if let Some(Line::Title(_, count)) = state.lines.iter_mut().rfind(|line| matches!(line, Line::Title(..))) {
                *count += 1;
            }
        }
        state.lines.push(Line::Row(place));
    }
    let again = kept.and_then(|id| state.rows.iter().position(|at| all[*at].vendor.id == id));
    if let Some(again) = again {
        state.list.selected = again;
    }
}

/// Do all the words stand in what the table shows of it, in any order?
fn matches(row: &VendorRow, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let details = &row.vendor.details;
    let texts = [
        details.name.as_str(),
        details.service.as_str(),
        details.purpose.as_str(),
        details.location.as_str(),
        tier_word(row),
        owner(row).unwrap_or("nobody"),
        row.vendor.stage().word(),
    ];
    let folded: Vec<String> = texts
        .into_iter()
        .chain(details.categories.iter().map(String::as_str))
        .map(str::to_lowercase)
        .collect();
    words
        .split_whitespace()
        .all(|word| folded.iter().any(|text| text.contains(word)))
}

/// How many rows are shown.
pub fn count(model: &Model) -> usize {
    model.ui.vendors.rows.len()
}

/// The row shown at this place.
pub fn row(model: &Model, place: usize) -> Option<&VendorRow> {
    let at = *model.ui.vendors.rows.get(place)?;
    model.world.vendors.as_deref()?.get(at)
}

/// The selected vendor.
pub fn selected(model: &Model) -> Option<&VendorRow> {
    row(model, model.ui.vendors.list.selected)
}

/// The row that stands at this line in view.
pub fn row_at(model: &Model, line: usize) -> Option<usize> {
    match model.ui.vendors.lines.get(model.ui.vendors.list.top + line)? {
        Line::Row(place) => Some(*place),
        Line::Title(..) => None,
    }
}

/// Moves the selection.
pub fn go(model: &mut Model, movement: Move) {
    let (count, rows) = (count(model), visible_rows(model.ui.size));
    let state = &mut model.ui.vendors;
    let mut list = state.list;
    list.go(movement, count, rows);
    state.list.selected = list.selected;
    follow(model);
}

/// Keeps the selection inside the list and in view, with the title of its group where it is the first of it.
pub fn follow(model: &mut Model) {
    let rows = visible_rows(model.ui.size).max(1);
    let state = &mut model.ui.vendors;
    state.list.selected = state.list.selected.min(state.rows.len().saturating_sub(1));
    let is_selected = |line: &Line| *line == Line::Row(state.list.selected);
    let at = state.lines.iter().position(is_selected).unwrap_or(0);
    let has_title = at > 0 && matches!(state.lines[at - 1], Line::Title(..));
    let first = at - usize::from(has_title && rows > 1);
    if first < state.list.top {
        state.list.top = first;
    }
    if at >= state.list.top + rows {
        state.list.top = at + 1 - rows;
    }
    state.list.top = state.list.top.min(state.lines.len().saturating_sub(rows));
}
