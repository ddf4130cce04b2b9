//! What the store reports: answers, outcomes, trouble.

use super::{compose, filter, layer, move_about, reminder};
use crate::clock::full;
use crate::domain::fact::Envelope;
use crate::domain::log::is_back_dated;
use crate::domain::{Body, Fact, Recorded, RefusalKind, SubjectKind};
use crate::engine::execute::Outcome;
use crate::engine::worker::News;
use crate::engine::{Answer, Query, Trouble};
use crate::tui::layer::Layer;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::{Place, board, incident, vendors};
use crate::verb::{Undo, VERBS, Verb};

/// Takes one piece of news into account.
pub fn take(model: &mut Model, news: News) -> Vec<Effect> {
    match news {
        News::Answered(Ok(answer)) => answered(model, answer),
        News::Answered(Err(failure)) => {
            model.ui.trouble = Some(failure.why.clone());
            // Whatever it answers: the next words may be searched for.
            model.ui.incident.is_searching = false;
            Vec::new()
        }
        News::Changed => {
            model.ui.board.listens = true;
            read_again(model)
        }
        News::Stored(number, Ok(outcome)) => stored(model, number, &outcome),
        News::Stored(number, Err(trouble)) => refused(model, number, &trouble),
        News::Previewed(number, Ok(preview)) => {
            let at = model
                .ui
                .layers
                .iter()
                .position(|layer| layer.waits_for() == Some(number));
            if let Some(Layer::Form(form)) = at.map(|at| model.ui.layers.remove(at)) {
                let mut form = form;
                form.waiting = None;
                layer::confirm(model, &form, *preview);
                // The form lies below: Esc on the confirmation comes back to it.
                let top = model.ui.layers.len().saturating_sub(1);
                model.ui.layers.insert(top, Layer::Form(form));
            }
            Vec::new()
        }
        News::Previewed(number, Err(trouble)) => refused(model, number, &trouble),
        News::DraftLost(failure) => {
            model.complain(format!("The draft is not on disk: {}", failure.why));
            Vec::new()
        }
        News::Newer => {
            let why = "the store is newer than this program; restart it".to_owned();
            model.ui.read_only = Some(why.clone());
            model.ui.trouble = Some("newer store: restart me".to_owned());
            model.complain(why);
            Vec::new()
        }
        News::Reminded(signs) => reminder::come_up(model, &signs),
        News::Reach(reach) => {
            model.ui.reach = Some(reach);
            Vec::new()
        }
        News::Granted(words, true) => {
            model.say(words, false);
            Vec::new()
        }
        News::Granted(words, false) => {
            model.complain(words);
            Vec::new()
        }
        // The shell takes it itself.
        News::Ring(..) => Vec::new(),
        News::Gone(failure) => {
            model.ui.read_only = Some(failure.why.clone());
            model.ui.trouble = Some(failure.why.clone());
            model.complain(failure.to_string());
            Vec::new()
        }
    }
}

/// Reads what is on the screen again.
pub(super) fn read_again(model: &Model) -> Vec<Effect> {
    let mut queries = move_about::reads(model);
    // People hold duties and roles: forms are filled from them.
    queries.extend([Query::Pressing, Query::Register(SubjectKind::Person)]);
    queries.into_iter().map(Effect::Ask).collect()
}

fn answered(model: &mut Model, answer: Answer) -> Vec<Effect> {
    model.ui.trouble = None;
    match answer {
        Answer::Board(data) => {
            board::take(model, *data);
            return board::wanted_preview(model).map(Effect::Ask).into_iter().collect();
        }
        Answer::Preview(id, lines, total) => {
            model.world.preview = Some((id, lines, total));
            board::settle(model);
        }
        Answer::Incident(view) => match *view {
            Some(view) => {
                keep_line(model, &view);
                model.world.incident = Some(view);
                filter::reach(model);
                if let Some(key) = model.ui.wants_letter.take().filter(|_| model.ui.layers.is_empty()) {
                    return if key.is_empty() {
                        compose::perform(model, "letter").unwrap_or_default()
                    } else {
                        compose::write_to(model, &key)
                    };
                }
            }
            None if matches!(model.place(), Place::Incident(_)) => {
                model.complain("That incident is no longer there; its declaration was taken back.");
                return move_about::back(model);
            }
            None => {}
        },
        Answer::Found(found) => return filter::found(model, *found),
        Answer::Due(due) => model.world.due = due,
        Answer::Pressing(pressing) => model.world.pressing = pressing,
        Answer::Vendors(rows) => {
            vendors::take(model, rows);
            move_about::settle(model);
            return move_about::after_move(model);
        }
        Answer::Subprocessors(list) => model.world.subprocessors = Some(*list),
        Answer::Vendor(id, view) => return super::vendor::take(model, &id, *view),
        Answer::Register(kind, entries) => {
            model.world.registers.insert(kind, entries);
        }
        Answer::Closed(text, is_further, page) => {
            model.ui.closed.is_reading = false;
            // An answer to words that were changed meanwhile is of no use.
            if text == model.ui.closed.filter {
                match (&mut model.world.closed, is_further) {
                    (Some(known), true) => {
                        known.rows.extend(page.rows);
                        known.more = page.more;
                        known.next = page.next;
                        known.total = page.total;
                    }
                    (known, _) => *known = Some(*page),
                }
            }
        }
        Answer::Drafts(drafts) => {
            // What was typed since the question is newer than the answer.
            for (key, text) in drafts {
                model.world.drafts.entry(key).or_insert(text);
            }
            let words = match model.world.drafts.len() {
                0 => return Vec::new(),
                1 => "1 draft is waiting".to_owned(),
                n => format!("{n} drafts are waiting"),
            };
            let key = model
                .ui
                .keymap
                .key_of("drafts")
                .map_or_else(String::new, ToString::to_string);
            model.say(format!("{words}; {key} goes on with it"), false);
        }
    }
    move_about::settle(model);
    Vec::new()
}

/// Keeps the selected log line selected when lines are added above or below it.
fn keep_line(model: &mut Model, view: &crate::engine::views::IncidentView) {
    let is_same = model
        .world
        .incident
        .as_ref()
        .is_some_and(|old| old.incident.id == view.incident.id);
    // What matches a filter comes with an answer of its own.
    if !is_same || incident::found(model).is_some() {
        return;
    }
    let Some(pos) = incident::marked(model).map(|line| line.pos) else {
        return;
    };
    let state = &mut model.ui.incident;
    if let Some(at) = view.log.iter().position(|other| other.pos == pos) {
        let moved = at.saturating_sub(state.list.selected);
        state.list.top += moved;
        state.list.selected = at;
    }
}

fn stored(model: &mut Model, number: u64, outcome: &Outcome) -> Vec<Effect> {
    // What changes now is the person's own doing.
    model.ui.board.listens = false;
    if let Some(mut effects) = compose::stored(model, number, outcome) {
        effects.extend(read_again(model));
        return effects;
    }
    let at = model
        .ui
        .layers
        .iter()
        .position(|layer| layer.waits_for() == Some(number));
    let mut can_undo = !outcome.facts.is_empty();
    let mut was_undo = at.is_none();
    let mut words = outcome.done.clone();
    if let Some(at) = at {
        match model.ui.layers.remove(at) {
            Layer::Line(mut line) => {
                if let Some(draft) = line.draft() {
                    model.world.drafts.remove(&draft);
                }
                // The next line can follow at once; Esc, or Enter on nothing, leaves.
                line.edit.set("");
                line.waiting = None;
                model.ui.layers.insert(at, Layer::Line(line));
                "written, on disk".clone_into(&mut words);
                // The newest line is what was just written.
                model.ui.incident.is_reading = false;
                (model.ui.incident.seeks, model.ui.incident.is_at_written) = (None, false);
                if let Some(entry) = back_dated(outcome) {
                    let at = full(entry.happened_at, model.now, model.zone());
                    words = format!("written at {at}, on disk");
                    filter::seek_written(model, &entry.id, entry.happened_at);
                }
            }
            Layer::Form(form) => {
                model.world.drafts.remove(&form.draft());
                can_undo &= form.verb.undo == Undo::Inverse;
            }
            Layer::Confirm(confirm) => {
                if let Some(draft) = &confirm.manner.draft {
                    model.world.drafts.remove(draft);
                }
                can_undo &= confirm.verb.undo == Undo::Inverse;
                // The form that led here has done its work.
                if matches!(model.ui.layers.last(), Some(Layer::Form(form)) if form.verb.words == confirm.verb.words) {
                    model.ui.layers.pop();
                }
            }
            Layer::Palette(_) | Layer::Help(_) | Layer::Pick(_) | Layer::Text(..) => was_undo = true,
        }
    }
    if let Some(warning) = outcome.warnings.first() {
        words = format!("{}; {}", words.trim_end_matches('.'), warning_here(model, warning));
    }
    model.say(words, can_undo && !was_undo);
    let mut effects = read_again(model);
    let declared = outcome.facts.iter().find_map(|recorded| match &recorded.body {
        Body::Known(Fact::Declared(_)) => Some(recorded.envelope.subject.id.clone()),
        _ => None,
    });
    if let Some(id) = declared {
        model.ui.board.id = Some(id.clone());
        effects.extend(move_about::enter(model, Place::Incident(id)));
    }
    effects
}

/// The line that was written, where it stands at another time than now.
fn back_dated(outcome: &Outcome) -> Option<&Envelope> {
    let is_entry = |recorded: &&Recorded| matches!(recorded.body, Body::Known(Fact::EntryLogged(_)));
    let entry = outcome.facts.iter().find(is_entry).map(|recorded| &recorded.envelope)?;
    is_back_dated(entry.happened_at, entry.recorded_at).then_some(entry)
}

fn refused(model: &mut Model, number: u64, trouble: &Trouble) -> Vec<Effect> {
    let (words, may_be_new) = match trouble {
        Trouble::Refused(refusal) => {
            let by = refusal.requirement.map_or_else(String::new, |by| format!(" ({by})"));
            let is_near = refusal.kind == RefusalKind::NotFound && refusal.instead.contains("--new");
            let todo = if is_near {
                String::new()
            } else {
                for_the_screen(model, &refusal.instead)
            };
            // A question has its own sign.
            let stop = if by.is_empty() && refusal.why.ends_with('?') {
                ""
            } else {
                "."
            };
            (format!("{}{by}{stop} {todo}", refusal.why), is_near)
        }
        Trouble::Failed(failure) => (failure.to_string(), false),
    };
    let words = words.trim().to_owned();
    let is_another = matches!(trouble, Trouble::Refused(refusal) if refusal.requirement == Some("IR-18"));
    if compose::refused(model, number, is_another) {
        model.complain(words);
        return Vec::new();
    }
    match model
        .ui
        .layers
        .iter_mut()
        .find(|layer| layer.waits_for() == Some(number))
    {
        Some(Layer::Line(line)) => {
            line.waiting = None;
            line.error = Some(words);
            if let Some(error) = line.long_error(model.ui.size.0).map(str::to_owned) {
                model.complain(error);
            }
        }
        Some(Layer::Form(form)) => {
            form.waiting = None;
            form.error = Some(words);
            form.may_be_new = may_be_new;
        }
        Some(Layer::Confirm(confirm)) => {
            confirm.waiting = None;
            confirm.error = Some(words);
        }
        _ => model.complain(words),
    }
    Vec::new()
}

/// A warning, with the key in place of what the shell would be told.
fn warning_here(model: &Model, warning: &str) -> String {
    let key = model.ui.keymap.key_of("explain");
    match (warning.split_once("say why: firebell explain"), key) {
        (Some((before, _)), Some(key)) => format!("{before}{key} says why"),
        _ => with_key(model, warning).unwrap_or_else(|| warning.to_owned()),
    }
}

/// `Say so: firebell vendor allow "X"` becomes `Say so, with p`, where the key works here.
fn with_key(model: &Model, words: &str) -> Option<String> {
    let (before, shell) = words.split_once(": firebell ")?;
    let context = model.place().context();
    let said = |verb: &&Verb| {
        let rest = shell.strip_prefix(verb.words);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    let meant = VERBS.iter().filter(said).max_by_key(|verb| verb.words.len())?;
    let key = model
        .ui
        .keymap
        .key_of(meant.words)
        .filter(|_| meant.works_in(context))?;
    let requirement = words.rfind(" (").map_or("", |at| &words[at..]);
    let requirement = requirement.trim_end_matches('.');
    let stop = if words.ends_with('.') { "." } else { "" };
    Some(format!("{before}, with {key}{requirement}{stop}"))
}

/// A refusal's way out, without the words of the shell where a field of the form stands for them.
fn for_the_screen(model: &Model, instead: &str) -> String {
    match instead {
        "Add --reason \"…\"." => "Say why in the field Reason.".to_owned(),
        "Add --renewal YYYY-MM-DD." => "Give the day in the field Renewal.".to_owned(),
        other if other.starts_with("Add it first: firebell breach customer") => "Add it first, with B.".to_owned(),
        other if other.starts_with("Add --remediation") => "Say what was repaired in the field Remediation.".to_owned(),
        // The page that is open shows them.
        other if other.starts_with("firebell vendor steps ") => String::new(),
        other => with_key(model, other).unwrap_or_else(|| other.to_owned()),
    }
}
