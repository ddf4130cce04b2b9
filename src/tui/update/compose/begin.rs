//! A letter is opened: whom it tells is asked, and its text comes from a draft, the record or a template.

use super::kept;
use crate::domain::incident::notice::{Notice, Publication};
use crate::domain::letter::Letter;
use crate::domain::subject::Ref;
use crate::domain::{Deadline, DeadlineKind, SubjectKind};
use crate::engine::views::IncidentView;
use crate::tui::layer::Layer;
use crate::tui::layer::pick::{Pick, What};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Wish};
use crate::tui::screen::composer::{Composer, Unsaved};
use crate::tui::screen::{Place, due, incident};
use crate::tui::update::move_about as go;
use crate::tui::words::left;

/// The most customers that are listed by name; the others are reached from the letter to all.
const MOST: usize = 200;

/// Asks whom to write to; where the selection says it, the letter opens.
pub(super) fn whom(model: &mut Model) -> Vec<Effect> {
    if let Some(why) = model.ui.read_only.clone() {
        model.complain(format!("Nothing can be written here: {why}"));
        return Vec::new();
    }
    if !matches!(model.place(), Place::Incident(_)) {
        let is_incident = |one: &Deadline| one.subject.kind == SubjectKind::Incident;
        if *model.place() == Place::Due && !due::selected(model).is_some_and(is_incident) {
            model.complain("Nobody is written to from here: select what is due of an incident");
            return Vec::new();
        }
        // The incident is read first; then it is asked.
        let effects = go::open(model);
        model.ui.wants_letter = matches!(model.place(), Place::Incident(_)).then(String::new);
        return effects;
    }
    let Some(view) = model.world.incident.as_ref() else {
        model.ui.wants_letter = Some(String::new());
        return Vec::new();
    };
    if view.incident.imported.is_some() {
        model.complain("It was imported as closed history: nobody has to be told of it");
        return Vec::new();
    }
    if let Some(key) = incident::side::selected(model).and_then(|about| about.customer) {
        let told = view
            .incident
            .open_breach()
            .and_then(|breach| breach.customers.iter().find(|told| told.affected.customer.name == key));
        if let Some(told) = told {
            let customer = told.affected.customer.clone();
            return write_to(model, &format!("customer/{}", customer.id));
        }
    }
    let rows = addressees(model, view);
    // Where the update is selected at the side, the status page is meant.
    let is_update = |name: &String| name.ends_with(&format!("/{}", DeadlineKind::Update.key()));
    let meant = incident::side::selected(model).and_then(|about| about.deadline);
    let at = rows.iter().position(|(key, _)| key == Publication::Status.word());
    let selected = at.filter(|_| meant.as_ref().is_some_and(is_update)).unwrap_or(0);
    model.ui.layers.push(Layer::Pick(Pick {
        what: What::Addressee,
        title: "Write to",
        rows,
        selected,
    }));
    Vec::new()
}

fn addressees(model: &Model, view: &IncidentView) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let breach = view.incident.open_breach();
    if let Some(breach) = breach {
        let open = breach.customers.iter().filter(|told| told.sent.is_none()).count();
        if !breach.customers.is_empty() {
            let words = match open {
                0 => "all customers, every one is told".to_owned(),
                1 => "all customers, 1 is not told yet".to_owned(),
                open => format!("all customers, {open} are not told yet"),
            };
            rows.push(("customers".to_owned(), words));
        }
    }
    for deadline in &view.deadlines {
        if deadline.kind == DeadlineKind::Obligation
            && let Some(id) = &deadline.who
        {
            let title = model.policy.obligation(id).map_or("", |rule| rule.recipient.as_str());
            let state = deadline.state_word(model.now);
            rows.push((format!("obligation/{id}"), format!("{title}, {id}, {state}")));
        }
    }
    let update = view.deadlines.iter().find(|one| one.kind == DeadlineKind::Update);
    let update = update.filter(|one| one.is_running()).and_then(|one| {
        let left = left(one, model.now, false)?;
        let left = left.text.trim_start_matches("! ");
        let due = if one.is_late(model.now) { "" } else { "due in " };
        Some(format!(", update {due}{left}"))
    });
    for publication in Publication::ALL {
        let update = update.as_deref().filter(|_| publication == Publication::Status);
        let words = format!("{}{}", publication.name(), update.unwrap_or_default());
        rows.push((publication.word().to_owned(), words));
    }
    if let Some(breach) = breach {
        for told in breach.customers.iter().take(MOST) {
            let customer = &told.affected.customer;
            let state = if told.sent.is_some() { "told" } else { "to tell" };
            rows.push((
                format!("customer/{}", customer.id),
                format!("{}, {state}", customer.name),
            ));
        }
    }
    rows
}

/// Goes on with a letter that was left half-written: of the incident of this code, to these.
pub fn go_on(model: &mut Model, code: &str, key: &str) -> Vec<Effect> {
    if model
        .world
        .incident
        .as_ref()
        .is_some_and(|view| view.incident.code == code)
        && matches!(model.place(), Place::Incident(_))
    {
        return write_to(model, key);
    }
    let rows = model.world.board.iter().flat_map(|board| &board.rows);
    let Some(id) = rows.into_iter().find(|row| row.code == code).map(|row| row.id.clone()) else {
        model.complain(format!("Open {code} first; the draft waits there"));
        return Vec::new();
    };
    model.ui.wants_letter = Some(key.to_owned());
    go::enter(model, Place::Incident(id))
}

/// Opens the letter to whom a key of the list names.
pub fn write_to(model: &mut Model, key: &str) -> Vec<Effect> {
    let Some(view) = model.world.incident.as_ref() else {
        return Vec::new();
    };
    let told = view.incident.breach.iter().flat_map(|breach| &breach.customers);
    let mut customers = told.map(|told| (told.affected.customer.clone(), told.sent.is_some()));
    let (notice, reader) = match key.split_once('/') {
        Some(("customer", id)) => {
            let Some((customer, is_told)) = customers.find(|(customer, _)| customer.id == id) else {
                return Vec::new();
            };
            let own = Notice::Customer(customer.clone());
            // What tells everybody tells this one, unless there is a letter of its own or it is told again.
            let has_own = view.incident.notices.drafted.contains_key(&own.key());
            let notice = if has_own || is_told { own } else { Notice::Customers };
            (notice, Some(customer))
        }
        Some(("obligation", id)) => (Notice::Obligation(id.to_owned()), None),
        _ if key == "customers" => {
            // Whose clock runs out first reads it first.
            let open = view
                .deadlines
                .iter()
                .filter(|one| one.kind == DeadlineKind::Notice && one.is_running());
            let next = open.min_by_key(|one| one.due_at).and_then(|one| one.who.clone());
            let all: Vec<Ref> = customers.map(|(customer, _)| customer).collect();
            let first = all
                .iter()
                .find(|customer| Some(&customer.name) == next.as_ref())
                .or(all.first());
            (Notice::Customers, first.cloned())
        }
        _ => match Publication::ALL.into_iter().find(|one| one.word() == key) {
            Some(publication) => (Notice::Page(publication), None),
            None => return Vec::new(),
        },
    };
    begin(model, notice, reader)
}

/// Opens a letter: what was typed last, else what is on the record, else what its template makes.
pub(super) fn begin(model: &mut Model, notice: Notice, reader: Option<Ref>) -> Vec<Effect> {
    let Some(view) = model.world.incident.as_ref() else {
        return Vec::new();
    };
    let stored = view.incident.notices.drafted.get(&notice.key());
    let key = format!("letter/{}/{}", view.incident.code, notice.key());
    let unsaved: Option<Unsaved> = model
        .world
        .drafts
        .get(&key)
        .and_then(|text| serde_json::from_str(text).ok());
    let base = stored.map(|stored| stored.digest.clone());
    if stored.is_none() && unsaved.is_none() {
        return vec![Effect::Letters(Wish::Begin {
            notice,
            reader,
            template: None,
        })];
    }
    let letter = stored.map(|stored| stored.letter.clone()).unwrap_or_default();
    let mut composer = Composer::new(&view.incident, notice, reader, &letter, base.clone());
    let mut words = None;
    if let Some(unsaved) = unsaved {
        composer.put(&unsaved.letter);
        words = Some(if unsaved.base == base {
            "here is what you left half-written"
        } else {
            "here is what you left half-written; another text was saved since"
        });
        composer.base = unsaved.base;
    }
    show(model, composer);
    if let Some(words) = words {
        model.say(words, false);
    }
    Vec::new()
}

fn show(model: &mut Model, composer: Composer) {
    let place = Place::Letter(composer.id.clone());
    model.ui.composer = Some(composer);
    model.ui.path.retain(|known| *known != place);
    model.ui.path.push(place);
}

/// A letter was begun from its template, or could not be.
pub fn begun(model: &mut Model, notice: Notice, reader: Option<Ref>, letter: Result<Letter, String>) -> Vec<Effect> {
    let letter = match letter {
        Ok(letter) => letter,
        Err(why) => {
            model.complain(format!("The letter was not begun: {why}"));
            return Vec::new();
        }
    };
    // Another template, for the letter that is open.
    if let Some(composer) = model.ui.composer.as_mut().filter(|composer| composer.notice == notice)
        && matches!(model.ui.path.last(), Some(Place::Letter(_)))
    {
        composer.put(&letter);
        return kept(model);
    }
    let Some(view) = model.world.incident.as_ref() else {
        return Vec::new();
    };
    let composer = Composer::new(&view.incident, notice, reader, &letter, None);
    show(model, composer);
    Vec::new()
}

/// The templates to choose from.
pub fn templates(model: &mut Model, rows: Vec<(String, String)>) -> Vec<Effect> {
    model.ui.layers.push(Layer::Pick(Pick {
        what: What::Template,
        title: "Begin anew from a template",
        rows,
        selected: 0,
    }));
    Vec::new()
}

/// Begins the open letter anew from this template.
pub fn from_template(model: &Model, name: &str) -> Vec<Effect> {
    let composer = model.ui.composer.as_ref();
    composer.map_or_else(Vec::new, |composer| {
        vec![Effect::Letters(Wish::Begin {
            notice: composer.notice.clone(),
            reader: composer.reader.clone(),
            template: Some(name.to_owned()),
        })]
    })
}
