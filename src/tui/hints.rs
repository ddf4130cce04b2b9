//! The keys of each place and of what lies on it, for the footer, in the order they are needed.

use super::layer::Layer;
use super::model::Model;
use super::screen::vendor::About;
use super::screen::{Place, board, due, incident, vendor};
use crate::domain::vendor::Stage;
use crate::domain::{Deadline, DeadlineKind, Incident};
use crate::engine::views::first_due;
use crate::verb::{Context, VERBS};

/// The keys of each place, in the order they are needed.
fn wanted(model: &Model) -> Vec<&'static str> {
    let mut wanted = usual(model).to_vec();
    // Nothing else says how a page or an update that is due is met.
    if pages(model) && !wanted.contains(&"page record") {
        wanted.insert(1.min(wanted.len()), "page record");
    }
    if writes(model) {
        wanted.retain(|words| *words != "letter");
        wanted.insert(1.min(wanted.len()), "letter");
    }
    wanted
}

/// Is what is selected done by writing: an update on the board or in its incident, any letter in the list of what is due?
fn writes(model: &Model) -> bool {
    match model.place() {
        Place::Board => selected_on_board(model).is_some_and(|one| one.kind == DeadlineKind::Update),
        Place::Due => due::selected(model).is_some_and(|one| one.kind.is_written() && one.is_running()),
        Place::Incident(_) => {
            let view = model.world.incident.as_ref();
            let first = view.and_then(|view| first_due(&view.deadlines));
            first.is_some_and(|one| one.kind == DeadlineKind::Update)
        }
        Place::Vendors
        | Place::Vendor(_)
        | Place::Subprocessors
        | Place::Register(_)
        | Place::Closed
        | Place::Letter(_) => false,
    }
}

/// What is due first of the incident that is selected on the board.
fn selected_on_board(model: &Model) -> Option<&Deadline> {
    let selected = board::selected(model.world.board.as_ref()?, &model.ui.board)?;
    selected.next.as_ref()
}

fn usual(model: &Model) -> &'static [&'static str] {
    match model.place() {
        Place::Board if model.world.board.as_ref().is_some_and(|board| board.rows.is_empty()) => {
            &["declare", "view vendors", "view due", "view closed", "quit"]
        }
        Place::Board => &[
            "declare",
            "open",
            "log",
            "assign",
            "view due",
            "severity",
            "phase",
            "breach confirm",
            "view vendors",
            "close",
        ],
        Place::Incident(_) => at_incident(model),
        Place::Due => &[
            "open",
            "reminder ack",
            "reminder snooze",
            "waive",
            "due person",
            "filter",
            "back",
        ],
        Place::Vendors => &[
            "vendor add",
            "open",
            "vendor reassess",
            "view subprocessors",
            "filter",
            "sort",
            "group",
            "back",
            "vendor offboard",
            "vendor set",
        ],
        Place::Vendor(_) => at_vendor(model),
        Place::Subprocessors => &["subprocessors since", "subprocessors write", "open", "back"],
        Place::Register(_) => &["register add", "register edit", "register merge", "filter", "back"],
        Place::Closed => &["open", "filter", "reopen", "back"],
        Place::Letter(_) => &[
            "letter save",
            "letter preview",
            "letter ready",
            "letter sent",
            "back",
            "letter next part",
            "letter copy",
            "letter export",
            "letter editor",
            "letter reader",
            "letter detail",
            "letter own",
            "letter template",
            "letter approve",
        ],
    }
}

/// What is done in an incident, by what it is and where the person is in it.
fn at_incident(model: &Model) -> &'static [&'static str] {
    let incident = model.world.incident.as_ref().map(|view| &view.incident);
    if incident.is_some_and(|incident| incident.imported.is_some()) {
        return &["filter", "copy", "back"];
    }
    if incident.is_some_and(Incident::is_closed) {
        return &[
            "log",
            "letter",
            "notify decide",
            "review done",
            "reopen",
            "filter",
            "undo",
            "back",
        ];
    }
    if model.ui.incident.shows_side {
        if incident::side::selected(model).is_some_and(|about| about.vendor.is_some()) {
            return &["open", "vendor link", "vendor unlink", "back"];
        }
        return &[
            "assign",
            "letter",
            "waive",
            "release",
            "page ack",
            "vendor link",
            "back",
        ];
    }
    if model.ui.incident.is_reading {
        return &["open", "strike", "filter", "expunge", "log", "copy", "back"];
    }
    &[
        "log",
        "phase",
        "severity",
        "assign",
        "breach confirm",
        "letter",
        "notify decide",
        "close",
        "filter",
        "undo",
        "back",
        "vendor link",
    ]
}

/// What is done at a vendor, by where it stands between the first question and the end.
fn at_vendor(model: &Model) -> &'static [&'static str] {
    let Some(view) = vendor::open(model) else {
        return &["back"];
    };
    match (view.row.vendor.stage(), vendor::selected(model)) {
        (_, Some(About::Incident(..))) => &["open", "vendor unlink", "vendor link", "next pane", "back"],
        (_, Some(About::Risk(_))) => &["open", "vendor accept", "vendor settle", "next pane", "back"],
        (_, Some(About::Report(_))) => &["open", "vendor report", "next pane", "back"],
        (Stage::Allowed, _) => &[
            "open",
            "vendor live",
            "vendor told",
            "vendor object",
            "vendor answer",
            "vendor note",
            "next pane",
            "back",
            "vendor expedite",
            "vendor set",
        ],
        (Stage::Onboarding, _) => &[
            "open",
            "vendor skip",
            "vendor note",
            "vendor approve",
            "vendor allow",
            "vendor announce",
            "vendor object",
            "vendor live",
            "next pane",
            "back",
            "vendor answer",
            "vendor expedite",
            "vendor set",
        ],
        (Stage::Live | Stage::InUse, _) => &[
            "open",
            "vendor reassess",
            "vendor note",
            "vendor report",
            "vendor accept",
            "vendor incident",
            "vendor offboard",
            "next pane",
            "back",
            "vendor set",
            "vendor link",
        ],
        (Stage::Leaving, _) => &[
            "open",
            "vendor credential",
            "vendor revoke",
            "vendor skip",
            "vendor announce",
            "vendor end",
            "vendor note",
            "next pane",
            "back",
        ],
        (Stage::Ended, _) => &["open", "vendor note", "next pane", "back"],
    }
}

/// Is a page to be recorded here: in the open incident, for what is selected on the board or in the list of what is due?
fn pages(model: &Model) -> bool {
    let is_page = |deadline: &Deadline| deadline.is_open_page();
    match model.place() {
        Place::Incident(_) => model
            .world
            .incident
            .as_ref()
            .is_some_and(|view| !view.incident.is_closed() && view.deadlines.iter().any(is_page)),
        Place::Board => selected_on_board(model).is_some_and(is_page),
        Place::Due => due::selected(model).is_some_and(is_page),
        Place::Vendors
        | Place::Vendor(_)
        | Place::Subprocessors
        | Place::Register(_)
        | Place::Closed
        | Place::Letter(_) => false,
    }
}

/// The keys that work right here, and their words.
pub fn keys(model: &Model) -> Vec<(String, String)> {
    let own = |keys: &[(&str, &str)]| {
        keys.iter()
            .map(|(key, word)| ((*key).to_owned(), (*word).to_owned()))
            .collect()
    };
    match model.ui.layers.last() {
        Some(Layer::Line(line)) if line.purpose == super::layer::line::Purpose::Filter => {
            return own(&[("↵", "keep"), ("Esc", "clear")]);
        }
        Some(Layer::Line(line)) if line.purpose == super::layer::line::Purpose::Name => return own(&[("↵", "go on")]),
        Some(Layer::Line(line)) if line.purpose == super::layer::line::Purpose::Day => {
            return own(&[("↵", "compare"), ("Esc", "leave")]);
        }
        Some(Layer::Line(line)) if line.edit.is_empty() => return own(&[("↵", "save"), ("Esc", "leave")]),
        Some(Layer::Line(_)) => return own(&[("↵", "save"), ("Esc", "keep draft")]),
        Some(Layer::Form(form)) if form.verb.words == "declare" => {
            return own(&[
                ("Tab", "next field"),
                ("1-4", "severity"),
                ("Ctrl-S", "declare"),
                ("Esc", "leave"),
            ]);
        }
        Some(Layer::Form(form)) => {
            let word = if form.is_deliberate() {
                "see what follows"
            } else {
                "save"
            };
            return own(&[("Tab", "next field"), ("Ctrl-S", word), ("Esc", "leave")]);
        }
        Some(Layer::Confirm(confirm)) if confirm.typed.is_some() => {
            return own(&[("↵", "confirm, once it is typed"), ("Esc", "go back")]);
        }
        Some(Layer::Confirm(_)) => return own(&[("↵", "confirm"), ("Esc", "go back")]),
        Some(Layer::Palette(_)) => return own(&[("↵", "run"), ("↑↓", "choose"), ("Esc", "close")]),
        Some(Layer::Help(_)) => return own(&[("Esc", "close"), ("j k", "scroll")]),
        Some(Layer::Pick(pick)) if pick.what == super::layer::pick::What::Draft => {
            return own(&[("↵", "go on"), ("x", "throw away"), ("Esc", "close")]);
        }
        Some(Layer::Pick(_)) => return own(&[("↵", "choose"), ("Esc", "close")]),
        Some(Layer::Text(..)) => return own(&[("Esc", "close")]),
        None => {}
    }
    let context = model.place().context();
    if !model.ui.pending.is_empty() {
        return model
            .ui
            .keymap
            .following(context, &model.ui.pending)
            .into_iter()
            .map(|(key, verb)| (key.to_string(), verb.title.to_owned()))
            .collect();
    }
    let is_read_only = model.ui.read_only.is_some();
    wanted(model)
        .into_iter()
        .filter_map(|words| VERBS.iter().find(|verb| verb.words == words))
        .filter(|verb| !(is_read_only && verb.kind == crate::verb::Kind::Write))
        .filter(|verb| verb.works_in(context))
        .filter_map(|verb| {
            let chord = model.ui.keymap.key_of(verb.words)?;
            let word = match (verb.words, context) {
                ("back", Context::Letter) => "leave",
                ("back", Context::Incident | Context::Due | Context::Vendors | Context::Register | Context::Closed) => {
                    "back"
                }
                _ => verb.title,
            };
            Some((chord.to_string(), word.to_owned()))
        })
        .collect()
}
