//! Moving about: within a list, between panes, between places.

use super::compose;
use crate::clock::full;
use crate::domain::{Subject, SubjectKind};
use crate::engine::Query;
use crate::tui::layer::Layer;
use crate::tui::layer::pick::{Pick, What};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::board::{self, Pane};
use crate::tui::screen::incident::IncidentState;
use crate::tui::screen::list::{ListState, Move, movement};
use crate::tui::screen::vendor::VendorState;
use crate::tui::screen::{Place, closed, due, incident, register, subprocessors, vendor, vendors};

/// What a place needs to be read.
pub fn reads(model: &Model) -> Vec<Query> {
    match model.place() {
        Place::Board => {
            let preview = model.ui.board.id.clone().map(|id| Query::Preview(id, board::PREVIEW));
            [Query::Board(board::MOST)].into_iter().chain(preview).collect()
        }
        Place::Incident(id) => {
            let state = &model.ui.incident;
            let whole = Query::Incident(id.clone(), state.limit);
            let matching = (!state.filter.is_empty()).then(|| Query::Search(id.clone(), state.filter.clone()));
            std::iter::once(whole).chain(matching).collect()
        }
        Place::Due => vec![Query::Due],
        Place::Vendors => {
            let selected = vendors::selected(model).map(|row| Query::Vendor(row.vendor.id.clone()));
            std::iter::once(Query::Vendors).chain(selected).collect()
        }
        Place::Vendor(id) => vec![Query::Vendor(id.clone())],
        Place::Subprocessors => vec![Query::Subprocessors(model.ui.subprocessors.since)],
        Place::Register(kind) => vec![Query::Register(*kind)],
        Place::Closed => vec![Query::Closed(model.ui.closed.filter.clone(), None)],
        Place::Letter(id) => vec![Query::Incident(id.clone(), model.ui.incident.limit)],
    }
}

fn asked(queries: Vec<Query>) -> Vec<Effect> {
    queries.into_iter().map(Effect::Ask).collect()
}

/// Goes to a place; going to the one shown does nothing.
pub fn enter(model: &mut Model, place: Place) -> Vec<Effect> {
    if *model.place() == place {
        return Vec::new();
    }
    if let Place::Incident(id) = &place {
        model.ui.incident = IncidentState::entered();
        model.world.found = None;
        if model
            .world
            .incident
            .as_ref()
            .is_some_and(|view| view.incident.id != *id)
        {
            model.world.incident = None;
        }
    }
    if matches!(place, Place::Vendor(_)) {
        model.ui.vendor = VendorState::default();
    }
    model.ui.path.retain(|known| *known != place);
    model.ui.path.push(place);
    asked(reads(model))
}

/// Goes back one place, or out of what is open in this one.
pub fn back(model: &mut Model) -> Vec<Effect> {
    if matches!(model.place(), Place::Incident(_)) {
        if std::mem::take(&mut model.ui.incident.shows_side) {
            return Vec::new();
        }
        if !model.ui.incident.filter.is_empty() {
            return super::filter::clear_log(model);
        }
    }
    let had_filter = match model.place() {
        Place::Board => !std::mem::take(&mut model.ui.board.filter).is_empty(),
        Place::Due => !std::mem::take(&mut model.ui.due.filter).is_empty() || model.ui.due.person.take().is_some(),
        Place::Vendors => {
            let had = !std::mem::take(&mut model.ui.vendors.filter).is_empty();
            if had {
                vendors::arrange(model);
            }
            had
        }
        Place::Vendor(_) => false,
        Place::Subprocessors => model.ui.subprocessors.since.take().is_some(),
        Place::Register(_) => !std::mem::take(&mut model.ui.register.filter).is_empty(),
        Place::Closed => !std::mem::take(&mut model.ui.closed.filter).is_empty(),
        Place::Incident(_) => std::mem::take(&mut model.ui.incident.is_reading),
        Place::Letter(_) => {
            compose::leave(model);
            false
        }
    };
    if had_filter {
        settle(model);
        return if matches!(model.place(), Place::Closed | Place::Subprocessors) {
            asked(reads(model))
        } else {
            after_move(model)
        };
    }
    if *model.place() == Place::Board && model.ui.board.pane != Pane::Incidents {
        model.ui.board.pane = Pane::Incidents;
        return Vec::new();
    }
    if model.ui.path.len() > 1 {
        model.ui.path.pop();
        return asked(reads(model));
    }
    Vec::new()
}

/// Moves the selection where the verb is a movement; `None` where it is not.
pub fn go(model: &mut Model, words: &str) -> Option<Vec<Effect>> {
    let movement = movement(words)?;
    let height = model.ui.size.1;
    match model.place().clone() {
        Place::Board => go_board(model, movement),
        Place::Incident(_) => return Some(go_log(model, movement)),
        Place::Due => {
            let count = due::shown(model).len();
            model.ui.due.list.go(movement, count, due::visible_rows(height));
        }
        Place::Vendors => vendors::go(model, movement),
        Place::Vendor(_) => vendor::go(model, movement),
        Place::Subprocessors => subprocessors::go(model, movement),
        Place::Register(kind) => {
            let count = register::shown(model, kind).len();
            let list = model.ui.register.lists.entry(kind).or_default();
            list.go(movement, count, register::visible_rows(height));
        }
        Place::Closed => return Some(go_closed(model, movement)),
        Place::Letter(_) => {}
    }
    Some(after_move(model))
}

fn go_board(model: &mut Model, movement: Move) {
    let Some(board) = &model.world.board else {
        return;
    };
    match model.ui.board.pane {
        Pane::Incidents => {
            let count = board::rows(board, &model.ui.board).len();
            let layout = board::layout::Layout::new(model.ui.size, &board::layout::Counts::of(model));
            model.ui.board.list.go(movement, count, usize::from(layout.list.1));
            board::remember(model);
        }
        Pane::Due => {
            let count = board::panes::due_rows(board).len();
            model.ui.board.due.go(movement, count, count);
        }
        Pane::Vendors => {
            let count = board::vendors::rows(board, model.now).len();
            model.ui.board.vendors.go(movement, count, count);
        }
    }
}

fn go_log(model: &mut Model, movement: Move) -> Vec<Effect> {
    let layout = incident::view::Layout::new(model.ui.size);
    let Some(view) = &model.world.incident else {
        return Vec::new();
    };
    if model.ui.incident.shows_side {
        let count = incident::side::abouts(model).len();
        let mut list = ListState {
            selected: model.ui.incident.side,
            ..ListState::default()
        };
        list.go(movement, count, usize::from(layout.log.1));
        model.ui.incident.side = list.selected;
        return Vec::new();
    }
    // One row is a day's line.
    let rows = usize::from(layout.log.1.saturating_sub(1));
    let count = incident::lines(model).len();
    // What matches is all here, up to a bound: there is no more to be read.
    let all = incident::found(model).map_or(view.lines, |_| count as u64);
    if model.ui.incident.go(movement, count, all, rows) {
        let wanted = if movement == Move::First {
            u32::MAX
        } else {
            model.ui.incident.limit.saturating_mul(4)
        };
        model.ui.incident.limit = wanted;
        return asked(reads(model));
    }
    Vec::new()
}

fn go_closed(model: &mut Model, movement: Move) -> Vec<Effect> {
    let count = closed::shown(model).len();
    let rows = closed::visible_rows(model.ui.size.1);
    model.ui.closed.list.go(movement, count, rows);
    let near_end = model.ui.closed.list.selected + rows >= count;
    let next = model
        .world
        .closed
        .as_ref()
        .filter(|page| page.more)
        .and_then(|page| page.next);
    match next {
        Some(cursor) if near_end && !model.ui.closed.is_reading => {
            model.ui.closed.is_reading = true;
            vec![Effect::Ask(Query::Closed(model.ui.closed.filter.clone(), Some(cursor)))]
        }
        _ => Vec::new(),
    }
}

/// What the new selection needs to be read.
pub fn after_move(model: &Model) -> Vec<Effect> {
    match model.place() {
        Place::Board => board::wanted_preview(model).map(Effect::Ask).into_iter().collect(),
        Place::Vendors => {
            let id = vendors::selected(model).map(|row| &row.vendor.id);
            let known = model.world.vendor.as_ref().map(|view| &view.row.vendor.id);
            match id {
                Some(id) if known != Some(id) => vec![Effect::Ask(Query::Vendor(id.clone()))],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// Keeps every selection inside its list after the lists or the size have changed.
pub fn settle(model: &mut Model) {
    let height = model.ui.size.1;
    board::settle(model);
    let count = due::shown(model).len();
    model.ui.due.list.follow(count, due::visible_rows(height));
    vendors::follow(model);
    subprocessors::follow(model);
    if let Place::Register(kind) = *model.place() {
        let count = register::shown(model, kind).len();
        let list = model.ui.register.lists.entry(kind).or_default();
        list.follow(count, register::visible_rows(height));
    }
    let count = closed::shown(model).len();
    model.ui.closed.list.follow(count, closed::visible_rows(height));
}

/// Opens what is selected.
pub fn open(model: &mut Model) -> Vec<Effect> {
    match model.place().clone() {
        Place::Board => open_on_board(model),
        Place::Due => {
            let subject = due::shown(model)
                .get(model.ui.due.list.selected)
                .map(|deadline| deadline.subject.clone());
            subject.map_or_else(Vec::new, |subject| open_subject(model, &subject))
        }
        Place::Vendors => {
            let id = vendors::selected(model).map(|row| row.vendor.id.clone());
            id.map_or_else(Vec::new, |id| enter(model, Place::Vendor(id)))
        }
        Place::Vendor(_) => super::vendor::open(model),
        Place::Subprocessors => {
            let id = subprocessors::selected(model);
            id.map_or_else(Vec::new, |id| enter(model, Place::Vendor(id)))
        }
        Place::Closed => {
            let id = closed::selected(model).map(|row| row.id.clone());
            id.map_or_else(Vec::new, |id| enter(model, Place::Incident(id)))
        }
        Place::Incident(_) => {
            let linked = incident::side::selected(model).and_then(|about| about.vendor);
            if let Some((id, _)) = linked {
                return enter(model, Place::Vendor(id));
            }
            open_line(model);
            Vec::new()
        }
        Place::Register(_) | Place::Letter(_) => Vec::new(),
    }
}

/// Shows the selected log line in full.
fn open_line(model: &mut Model) {
    let Some(line) = incident::selected(model).cloned() else {
        return;
    };
    let (now, zone) = (model.now, model.zone());
    let mut title = format!("{} {}", full(line.at, now, zone), line.who);
    if let Some(tag) = &line.entry {
        title.push_str(&format!(", line {tag}"));
    }
    let mut words = line.words.clone();
    if line.is_back_dated() {
        words.push_str(&format!(" (noted {})", full(line.recorded_at, now, zone)));
    }
    for (sign, reason) in [("struck", &line.struck), ("expunged", &line.expunged)] {
        if let Some(reason) = reason {
            words.push_str(&format!(" ({sign}: {reason})"));
        }
    }
    if line.undone {
        words.push_str(" (taken back)");
    }
    model.ui.layers.push(Layer::Text(title, words));
}

fn open_on_board(model: &mut Model) -> Vec<Effect> {
    let Some(board) = &model.world.board else {
        return Vec::new();
    };
    let subject = match model.ui.board.pane {
        Pane::Incidents => model
            .ui
            .board
            .id
            .clone()
            .map(|id| Subject::new(SubjectKind::Incident, id)),
        Pane::Due => {
            let rows = board::panes::due_rows(board);
            rows.get(model.ui.board.due.selected)
                .map(|group| group[0].subject.clone())
        }
        Pane::Vendors => board::vendors::rows(board, model.now)
            .get(model.ui.board.vendors.selected)
            .map(|(row, _)| row.vendor.subject()),
    };
    subject.map_or_else(Vec::new, |subject| open_subject(model, &subject))
}

/// Opens an incident or a vendor; what has no page of its own stays where it is.
pub fn open_subject(model: &mut Model, subject: &Subject) -> Vec<Effect> {
    match subject.kind {
        SubjectKind::Incident => enter(model, Place::Incident(subject.id.clone())),
        SubjectKind::Vendor => enter(model, Place::Vendor(subject.id.clone())),
        SubjectKind::Person | SubjectKind::Customer | SubjectKind::System | SubjectKind::Policy => Vec::new(),
    }
}

/// To the next pane.
pub fn next_pane(model: &mut Model) {
    match model.place() {
        Place::Board if model.ui.size.0 >= 112 => {
            model.ui.board.pane = match model.ui.board.pane {
                Pane::Incidents => Pane::Due,
                Pane::Due => Pane::Vendors,
                Pane::Vendors => Pane::Incidents,
            };
        }
        Place::Incident(_) => model.ui.incident.shows_side = !model.ui.incident.shows_side,
        Place::Vendor(_) => model.ui.vendor.is_aside = !model.ui.vendor.is_aside,
        _ => {}
    }
}

/// Sorts the list by something else.
pub fn sort(model: &mut Model) {
    match model.place() {
        Place::Board => model.ui.board.order = model.ui.board.order.turned(),
        Place::Vendors => {
            model.ui.vendors.order = model.ui.vendors.order.turned();
            vendors::arrange(model);
        }
        Place::Due => model.ui.due.by_owner = !model.ui.due.by_owner,
        _ => {}
    }
    settle(model);
}

/// Opens the list of people whose deadlines to show.
pub fn pick_person(model: &mut Model) {
    let mut rows = vec![(String::new(), "everyone".to_owned())];
    rows.extend(due::people(model).into_iter().map(|name| (name.clone(), name)));
    model.ui.layers.push(Layer::Pick(Pick {
        what: What::Person,
        title: "Whose",
        rows,
        selected: 0,
    }));
}
