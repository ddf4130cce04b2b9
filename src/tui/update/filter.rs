//! The filter of a list, and the search in the log of an incident.

use super::move_about::{after_move, settle};
use crate::clock::Moment;
use crate::domain::FactId;
use crate::engine::Query;
use crate::engine::found::Found;
use crate::tui::layer::Layer;
use crate::tui::layer::line::{Line, Purpose};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::incident::{Seek, Spot};
use crate::tui::screen::list::ListState;
use crate::tui::screen::{Place, incident};

/// Opens the line that filters the list.
pub fn open(model: &mut Model) {
    let words = match model.place() {
        Place::Board => model.ui.board.filter.clone(),
        Place::Due => model.ui.due.filter.clone(),
        Place::Vendors => model.ui.vendors.filter.clone(),
        Place::Register(_) => model.ui.register.filter.clone(),
        Place::Closed => model.ui.closed.filter.clone(),
        Place::Letter(_) | Place::Vendor(_) | Place::Subprocessors => return,
        Place::Incident(_) => {
            model.ui.incident.shows_side = false;
            if model.ui.incident.filter.is_empty() {
                model.ui.incident.came_from = incident::spot(model);
            }
            model.ui.incident.filter.clone()
        }
    };
    model.ui.layers.push(Layer::Line(Line::new(Purpose::Filter, &words)));
}

/// Puts words into the filter of the place.
pub fn set(model: &mut Model, words: &str) -> Vec<Effect> {
    let words = words.trim().to_owned();
    match model.place() {
        Place::Board => model.ui.board.filter = words,
        Place::Due => model.ui.due.filter = words,
        Place::Vendors => {
            model.ui.vendors.filter = words;
            crate::tui::screen::vendors::arrange(model);
        }
        Place::Register(_) => model.ui.register.filter = words,
        Place::Closed => {
            model.ui.closed.filter.clone_from(&words);
            model.ui.closed.list = ListState::default();
            return vec![Effect::Ask(Query::Closed(words, None))];
        }
        Place::Letter(_) | Place::Vendor(_) | Place::Subprocessors => {}
        Place::Incident(_) => {
            if words.is_empty() {
                return clear_log(model);
            }
            if words != model.ui.incident.filter {
                model.ui.incident.filter = words;
                // The newest line that matches is what is wanted most.
                model.ui.incident.is_reading = false;
                model.ui.incident.seeks = None;
            }
            return search(model).into_iter().collect();
        }
    }
    settle(model);
    after_move(model)
}

/// Asks for the lines that hold the words of the filter, unless a search is under way: on a long log it takes a while,
/// and what was typed meanwhile must not pile up behind it.
fn search(model: &mut Model) -> Option<Effect> {
    let Place::Incident(id) = model.place().clone() else {
        return None;
    };
    let state = &mut model.ui.incident;
    if state.is_searching || state.filter.is_empty() {
        return None;
    }
    state.is_searching = true;
    Some(Effect::Ask(Query::Search(id, state.filter.clone())))
}

/// Takes what a search has found; where other words stand in the filter by now, these are searched for.
pub fn found(model: &mut Model, found: Found) -> Vec<Effect> {
    model.ui.incident.is_searching = false;
    if !matches!(model.place(), Place::Incident(id) if *id == found.id) || found.words != model.ui.incident.filter {
        return search(model).into_iter().collect();
    }
    let spot = incident::spot(model);
    model.world.found = Some(found);
    if spot.is_some_and(|spot| !select(model, spot)) {
        model.ui.incident.is_reading = false;
    }
    Vec::new()
}

/// Shows the whole log again: a line that was found and selected stays so, among those around it; where none is, the
/// line that was selected before the search is again.
pub fn clear_log(model: &mut Model) -> Vec<Effect> {
    if model.ui.incident.filter.is_empty() {
        return Vec::new();
    }
    let middle = rows(model) / 2;
    let spot = incident::spot(model).map(|spot| Spot { above: middle, ..spot });
    let spot = spot.or(model.ui.incident.came_from);
    model.ui.incident.filter.clear();
    model.world.found = None;
    model.ui.incident.is_reading = false;
    let Some(spot) = spot.filter(|spot| !select(model, *spot)) else {
        return Vec::new();
    };
    // It lies above what was read so far.
    model.ui.incident.seeks = Some(Seek::Line(spot));
    model.ui.incident.limit = u32::MAX;
    super::move_about::reads(model).into_iter().map(Effect::Ask).collect()
}

/// Goes to what is sought, where it has been read by now.
pub fn reach(model: &mut Model) {
    let is_whole = model
        .world
        .incident
        .as_ref()
        .is_some_and(|view| view.log.len() as u64 >= view.lines);
    let is_there = match model.ui.incident.seeks.clone() {
        Some(Seek::Line(spot)) => select(model, spot),
        Some(Seek::Written(fact)) => {
            let line = incident::lines(model).iter().find(|line| line.fact == fact);
            let above = rows(model) / 2;
            let spot = line.map(|line| Spot { pos: line.pos, above });
            let is_there = spot.is_some_and(|spot| select(model, spot));
            model.ui.incident.is_at_written = is_there;
            is_there
        }
        Some(Seek::First) if is_whole => {
            model.ui.incident.list = ListState::default();
            true
        }
        Some(Seek::First) | None => false,
    };
    // An answer that was on its way when the line was written does not hold it yet.
    let may_come = matches!(model.ui.incident.seeks, Some(Seek::Written(_)));
    if is_there || is_whole && !may_come {
        model.ui.incident.seeks = None;
    }
}

/// Goes to a line that was written at a time of before: it stands above the newest, and would be out of sight.
pub fn seek_written(model: &mut Model, fact: &FactId, at: Moment) {
    let Some(view) = model
        .world
        .incident
        .as_ref()
        .filter(|_| matches!(model.place(), Place::Incident(_)))
    else {
        return;
    };
    if view.log.first().is_some_and(|first| at < first.at) {
        // It lies above what was read so far.
        model.ui.incident.limit = u32::MAX;
    }
    model.ui.incident.seeks = Some(Seek::Written(fact.clone()));
}

/// How many lines are in view at least: one row is a day's line.
fn rows(model: &Model) -> usize {
    usize::from(incident::view::Layout::new(model.ui.size).log.1.saturating_sub(1))
}

/// Selects a line where it stood; false where it is not among those shown.
fn select(model: &mut Model, spot: Spot) -> bool {
    let lines = incident::lines(model);
    let count = lines.len();
    let Some(at) = lines.iter().position(|line| line.pos == spot.pos) else {
        return false;
    };
    let rows = rows(model);
    let state = &mut model.ui.incident;
    state.list.selected = at;
    state.list.top = at.saturating_sub(spot.above);
    state.list.follow(count, rows);
    state.is_reading = true;
    true
}
