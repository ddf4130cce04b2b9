//! A verb on the screen: moves about, opens a form, a line, a confirmation, or is done at once.

use super::{compose, filter, move_about as go, prefill, publish};
use crate::domain::{Deadline, SubjectKind};
use crate::engine::Query;
use crate::engine::execute::Manner;
use crate::engine::worker::Job;
use crate::tui::layer::Layer;
use crate::tui::layer::field::Field;
use crate::tui::layer::form::Form;
use crate::tui::layer::help::Help;
use crate::tui::layer::line::{Line, Purpose};
use crate::tui::layer::palette::Palette;
use crate::tui::layer::pick::{Pick, What};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::screen::{Place, board, closed, due, incident, register, subprocessors};
use crate::tui::words::{left, sentence};
use crate::verb::build::{Reading, command};
use crate::verb::{Danger, Kind, ParamKind, Values, Verb, verb};

/// Does what a verb says.
pub fn perform(model: &mut Model, verb: &'static Verb) -> Vec<Effect> {
    if let Some(effects) = go::go(model, verb.words) {
        return effects;
    }
    if let Some(effects) = compose::perform(model, verb.words) {
        return effects;
    }
    match verb.kind {
        Kind::Screen => screen(model, verb.words),
        Kind::Write if model.ui.read_only.is_some() => {
            let why = model.ui.read_only.clone().unwrap_or_default();
            model.complain(format!("Nothing can be written here: {why}"));
            Vec::new()
        }
        Kind::Write => write(model, verb),
        Kind::Read | Kind::Tool => Vec::new(),
    }
}

fn screen(model: &mut Model, words: &str) -> Vec<Effect> {
    match words {
        "open" => return go::open(model),
        "back" => return go::back(model),
        "next pane" => go::next_pane(model),
        "filter" => filter::open(model),
        "sort" => go::sort(model),
        "view subprocessors" => return go::enter(model, Place::Subprocessors),
        "subprocessors since" => publish::ask_day(model),
        "subprocessors write" => publish::forms(model),
        "group" => super::vendor::group(model),
        "due person" => go::pick_person(model),
        "view due" => return go::enter(model, Place::Due),
        "view vendors" => return go::enter(model, Place::Vendors),
        "view board" => {
            model.ui.path.truncate(1);
            return go::reads(model).into_iter().map(Effect::Ask).collect();
        }
        "view closed" => return go::enter(model, Place::Closed),
        "view customers" => return go::enter(model, Place::Register(SubjectKind::Customer)),
        "view people" => return go::enter(model, Place::Register(SubjectKind::Person)),
        "view systems" => return go::enter(model, Place::Register(SubjectKind::System)),
        "register add" => return in_register(model, "add"),
        "register edit" => return in_register(model, "set"),
        "register merge" => return in_register(model, "merge"),
        "drafts" => pick_draft(model),
        "commands" => model.ui.layers.push(Layer::Palette(Palette::default())),
        "help" => model.ui.layers.push(Layer::Help(Help::default())),
        "toggle utc" => model.ui.in_utc = !model.ui.in_utc,
        "toggle mouse" => {
            model.ui.mouse = !model.ui.mouse;
            let words = if model.ui.mouse {
                "the mouse is firebell's"
            } else {
                "the mouse is the terminal's"
            };
            model.say(words, false);
            return vec![Effect::Mouse(model.ui.mouse)];
        }
        "copy" => return copy(model),
        "redraw" => return vec![Effect::Redraw],
        "suspend" => return vec![Effect::Suspend],
        "quit" => return vec![Effect::Quit],
        _ => {}
    }
    Vec::new()
}

/// The verb of the register shown: `person add`, `system merge`.
fn in_register(model: &mut Model, word: &str) -> Vec<Effect> {
    let Place::Register(kind) = *model.place() else {
        return Vec::new();
    };
    match verb(&format!("{} {word}", kind.word())) {
        Some(verb) => perform(model, verb),
        None => Vec::new(),
    }
}

fn copy(model: &mut Model) -> Vec<Effect> {
    let words = match model.place() {
        Place::Board => model
            .world
            .board
            .as_ref()
            .and_then(|data| board::selected(data, &model.ui.board))
            .map(|row| row.code.clone()),
        Place::Incident(_) => model
            .world
            .incident
            .as_ref()
            .map(|view| match incident::selected(model) {
                Some(line) => line.words.clone(),
                None => view.incident.code.clone(),
            }),
        Place::Due => due::shown(model)
            .get(model.ui.due.list.selected)
            .map(|deadline| deadline.name()),
        Place::Vendors | Place::Vendor(_) => super::vendor::here(model).map(|vendor| vendor.details.name.clone()),
        Place::Register(kind) => register::selected(model, *kind).map(|entry| match entry.details.contact.as_str() {
            "" => entry.details.name.clone(),
            contact => contact.to_owned(),
        }),
        Place::Closed => closed::selected(model).map(|row| row.code.clone()),
        Place::Subprocessors => subprocessors::selected_name(model),
        Place::Letter(_) => return Vec::new(),
    };
    let Some(words) = words else {
        return Vec::new();
    };
    model.say(format!("copied: {words}"), false);
    vec![Effect::Copy(words)]
}

fn pick_draft(model: &mut Model) {
    let rows = model
        .world
        .drafts
        .iter()
        .map(|(key, text)| (key.clone(), draft_words(key, text)))
        .collect();
    model.ui.layers.push(Layer::Pick(Pick {
        what: What::Draft,
        title: "Left half-written",
        rows,
        selected: 0,
    }));
}

/// What a draft is, in words: `log Q7K4: rotated the…`.
fn draft_words(key: &str, text: &str) -> String {
    let mut parts = key.splitn(3, '/');
    let kind = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let values = serde_json::from_str::<std::collections::BTreeMap<String, String>>(text);
    let text = values.map_or_else(
        |_| text.to_owned(),
        |values| values.into_values().collect::<Vec<_>>().join(", "),
    );
    match kind {
        "line" => format!("log {}: {text}", rest.join(" ")),
        "letter" => letter_words(&rest),
        _ => format!("{}: {text}", rest.join(" ").replace('-', " ")),
    }
}

/// `letter on Q7K4 to all customers`.
fn letter_words(rest: &[&str]) -> String {
    let (code, to) = rest.split_first().map_or(("", &[][..]), |(code, to)| (*code, to));
    let to: Vec<&str> = to.first().map_or_else(Vec::new, |to| to.split('/').collect());
    let to = match to.as_slice() {
        ["customers"] => "all customers",
        ["customer", ..] => "one customer",
        ["obligation", id] => id,
        _ => to.first().copied().unwrap_or_default(),
    };
    format!("letter on {code} to {to}")
}

/// What the place already says about a verb's parameters, and how the thing is called.
pub fn given(model: &Model, verb: &Verb) -> Option<(Values, String)> {
    let mut values = Values::default();
    let mut subject = String::new();
    for param in verb.params {
        let value = match param.kind {
            kind if compose::given(model, kind, param.name).is_some() => compose::given(model, kind, param.name),
            ParamKind::Incident if verb.words.starts_with("vendor ") => super::vendor::incident(model),
            ParamKind::Incident => Some(code(model)?),
            ParamKind::Entry => match model.place() {
                Place::Incident(_) => incident::selected(model).and_then(|line| line.entry.clone()),
                _ => None,
            },
            ParamKind::Deadline => deadline(model, verb).map(Deadline::name),
            ParamKind::Vendor => super::vendor::here(model)
                .map(|vendor| vendor.details.name.clone())
                .or_else(|| super::vendor::beside_incident(model, verb)),
            ParamKind::Person | ParamKind::Customer | ParamKind::System if param.name == "name" => {
                match model.place() {
                    Place::Register(kind) => register::selected(model, *kind).map(|entry| entry.details.name.clone()),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(value) = value {
            if subject.is_empty() {
                subject.clone_from(&value);
            }
            values.push(param.name, value);
        }
    }
    // What is in use can only be announced to go.
    if verb.words == "vendor announce" && super::vendor::here(model).is_some_and(super::vendor::is_removal) {
        values.push("removal", "yes");
    }
    Some((values, subject))
}

/// The deadline that a verb is meant for here.
fn deadline<'a>(model: &'a Model, verb: &Verb) -> Option<&'a Deadline> {
    let explains = verb.words == "explain";
    match model.place() {
        Place::Due => {
            let shown = due::shown(model);
            let selected = shown.get(model.ui.due.list.selected).copied();
            selected.filter(|deadline| !explains || deadline.is_unexplained())
        }
        Place::Incident(_) => {
            let all = &model.world.incident.as_ref()?.deadlines;
            let selected = incident::side::selected(model).and_then(|about| about.deadline);
            match selected {
                Some(name) => all
                    .iter()
                    .find(|deadline| deadline.name() == name && (!explains || deadline.is_unexplained())),
                None => all.iter().find(|deadline| explains && deadline.is_unexplained()),
            }
        }
        _ => None,
    }
}

/// Is the breach of the incident that is open confirmed already?
fn breach_is_confirmed(model: &Model) -> bool {
    let view = model.world.incident.as_ref();
    matches!(model.place(), Place::Incident(_)) && view.is_some_and(|view| view.incident.open_breach().is_some())
}

/// What can still be done about a breach that is confirmed.
fn instead_of_confirming(model: &mut Model) -> Vec<Effect> {
    let verbs = ["breach customer", "breach correct", "breach withdraw"];
    let rows = verbs.iter().filter_map(|words| verb(words));
    model.ui.layers.push(Layer::Pick(Pick {
        what: What::Verb,
        title: "The breach is confirmed already",
        rows: rows.map(|verb| (verb.words.to_owned(), verb.doc.to_owned())).collect(),
        selected: 0,
    }));
    Vec::new()
}

/// Does a clock run in the incident that is open?
fn running(model: &Model) -> bool {
    let mut all = model.world.incident.iter().flat_map(|view| &view.deadlines);
    matches!(model.place(), Place::Incident(_)) && all.any(Deadline::is_running)
}

/// The code of the incident the place is about.
fn code(model: &Model) -> Option<String> {
    match model.place() {
        Place::Incident(id) => model
            .world
            .incident
            .as_ref()
            .filter(|view| view.incident.id == *id)
            .map(|view| view.incident.code.clone()),
        Place::Board => model
            .world
            .board
            .as_ref()
            .and_then(|data| board::selected(data, &model.ui.board))
            .map(|row| row.code.clone()),
        Place::Closed => closed::selected(model).map(|row| row.code.clone()),
        Place::Due => due::shown(model)
            .get(model.ui.due.list.selected)
            .filter(|deadline| deadline.subject.kind == SubjectKind::Incident)
            .map(|deadline| deadline.label.clone()),
        Place::Vendors | Place::Vendor(_) | Place::Subprocessors | Place::Register(_) | Place::Letter(_) => None,
    }
}

fn write(model: &mut Model, verb: &'static Verb) -> Vec<Effect> {
    let Some((values, subject)) = given(model, verb) else {
        model.complain(format!("{}: select an incident first", verb.title));
        return Vec::new();
    };
    if verb.words == "log" {
        return open_line(model, &subject);
    }
    if verb.words == "breach confirm" && breach_is_confirmed(model) {
        return instead_of_confirming(model);
    }
    let wants_line = verb.params.iter().any(|param| param.kind == ParamKind::Entry);
    if wants_line && values.get("entry").is_none() {
        let up = model
            .ui
            .keymap
            .key_of("up")
            .map_or_else(String::new, ToString::to_string);
        model.complain(format!("Select a line that a person wrote first: {up} goes up the log"));
        return Vec::new();
    }
    if verb.words == "explain" && values.get("deadline").is_none() {
        model.complain("Nothing here was met late without a reason");
        return Vec::new();
    }
    let waives_none = verb.words == "waive" && values.get("deadline").is_none();
    if waives_none && !running(model) {
        model.complain("No clock runs here that could be waived");
        return Vec::new();
    }
    // Nothing is left to be asked.
    if verb.danger == Danger::None && verb.params.iter().all(|param| values.get(param.name).is_some()) {
        return at_once(model, verb, &values);
    }
    open_form(model, verb, values, subject)
}

/// The line for the next log entry, with what was left half-written.
pub fn open_line(model: &mut Model, code: &str) -> Vec<Effect> {
    let place = match &model.world.incident {
        Some(view) if view.incident.code == code => {
            let key = view.incident.phase();
            let phase = model.policy.phase(key).map_or(key, |phase| phase.short.as_str());
            format!(" in {phase}, as {}", model.ui.me)
        }
        _ => format!(", as {}", model.ui.me),
    };
    let purpose = Purpose::Entry {
        code: code.to_owned(),
        place,
    };
    let draft = model
        .world
        .drafts
        .get(&format!("line/{code}"))
        .cloned()
        .unwrap_or_default();
    model.ui.layers.push(Layer::Line(Line::new(purpose, &draft)));
    Vec::new()
}

/// The form of a verb, filled with what the place gives, what is known, and what was left half-written.
pub fn open_form(model: &mut Model, verb: &'static Verb, values: Values, subject: String) -> Vec<Effect> {
    let mut form = Form::new(verb, subject, values, &model.policy, &model.world);
    form.about = about(model, verb);
    prefill::prefill(model, &mut form);
    form.note_prefilled();
    if let Some(draft) = model.world.drafts.get(&form.draft()) {
        let draft = draft.clone();
        form.fill(&draft);
        // What was left half-written is older than what is selected now.
        prefill::selected(model, &mut form);
    }
    let asks_vendor = form.fields.iter().any(|field| field.param.kind == ParamKind::Vendor);
    let vendors = (asks_vendor && model.world.vendors.is_none()).then_some(Query::Vendors);
    let mut kinds: Vec<SubjectKind> = form.fields.iter().filter_map(Field::register).collect();
    if verb.words.starts_with("breach") {
        kinds.push(SubjectKind::Customer);
    }
    kinds.sort_unstable();
    kinds.dedup();
    model.ui.layers.push(Layer::Form(Box::new(form)));
    kinds
        .into_iter()
        .map(Query::Register)
        .chain(vendors)
        .map(Effect::Ask)
        .collect()
}

/// What a verb is done to, in words: a log line, or a deadline.
fn about(model: &Model, verb: &Verb) -> Option<String> {
    if verb.params.iter().any(|param| param.kind == ParamKind::Deadline) {
        let deadline = deadline(model, verb)?;
        let left = left(deadline, model.now, false).filter(|_| deadline.is_running());
        let left = left.map_or_else(String::new, |left| format!(", {}", left.text.trim_start_matches("! ")));
        let whose = deadline
            .owner
            .as_ref()
            .map_or_else(String::new, |owner| format!(", for {owner}"));
        return Some(format!("{}{left}{whose}", sentence(deadline, &model.policy)));
    }
    if verb.words == "vendor announce" {
        let vendor = super::vendor::here(model)?;
        let change = if super::vendor::is_removal(vendor) {
            "the end of a subprocessor; customers are told before it goes"
        } else {
            "a new subprocessor; it may go live once the notice is over"
        };
        return Some(change.to_owned());
    }
    let is_of_line = verb.params.iter().any(|param| param.kind == ParamKind::Entry);
    let line = incident::selected(model).filter(|_| is_of_line)?;
    let time = crate::clock::clock_time(line.at, model.zone());
    Some(format!("{time} {}: {}", line.who, line.words))
}

/// A verb that needs nothing more.
fn at_once(model: &mut Model, verb: &'static Verb, values: &Values) -> Vec<Effect> {
    let reading = Reading {
        now: model.now,
        zone: model.zone(),
    };
    match command(verb, values, reading) {
        Ok(command) => {
            let number = model.next_request();
            vec![Effect::Job(Job::Execute(number, Box::new(command), Manner::default()))]
        }
        Err(refusal) => {
            model.complain(refusal.to_string());
            Vec::new()
        }
    }
}
