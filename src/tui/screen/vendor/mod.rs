//! One vendor: its steps, its end, what the register says and its log in one column; what is due, objections, notices,
//! conditions, reports, risks, credentials and incidents beside it.
//!
//! The rows can be selected: what the keys of the page do, they do to what is selected. Start reading at [`Row`], then
//! [`steps`]; the drawing is in `view`.

pub mod facts;
pub mod gate;
mod head;
mod rows;
mod side;
pub mod steps;
pub mod view;

pub use rows::draw as draw_row;

use super::list::{ListState, Move};
use crate::domain::Deadline;
use crate::engine::vendors::VendorView;
use crate::tui::model::Model;
use crate::tui::theme::{Glyphs, Role};

/// The open vendor's selection.
#[derive(Debug, Clone, Default)]
pub struct VendorState {
    /// The side has the keys.
    pub is_aside: bool,
    /// Selected row of the main column; `None` until the person moves: the first step that is open.
    pub main: Option<usize>,
    /// Selected row of the side.
    pub side: usize,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A step of diligence, by its key.
    Step(String),
    /// A step of the end, by its key.
    EndStep(String),
    /// A line of the log, by its place from the newest.
    Line(usize),
    /// Something that is due, by its key.
    Due(String),
    /// A condition, by its name.
    Condition(String),
    /// A report, by its name.
    Report(String),
    /// An accepted risk, by its name.
    Risk(String),
    /// A customer to be told of a change, by name.
    Told(String),
    /// An objection, by the customer's name.
    Objection(String),
    /// A credential, by its name.
    Credential(String),
    /// A linked incident: its id and its code.
    Incident(String, String),
}

/// A sign before a row, or behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Done.
    Tick,
    /// Open.
    Open,
    /// Nobody knows whether it was done.
    Unknown,
    /// It does not apply.
    Left,
}

impl Sign {
    /// What is drawn, and in which role.
    pub fn look(self, glyphs: &Glyphs) -> (&'static str, Role) {
        match self {
            Self::Tick => (glyphs.tick, Role::Ok),
            Self::Open => (glyphs.open, Role::Soon),
            Self::Unknown => (glyphs.open, Role::Dim),
            Self::Left => (glyphs.nothing, Role::Dim),
        }
    }
}

/// How the rows of a pane are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Sign, name, words, who, what stands at the right.
    Step,
    /// A label and words.
    Fact,
    /// Day, who, words.
    Line,
    /// A name, and what stands at the right.
    Side,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// How it is drawn.
    pub shape: Shape,
    /// Its sign.
    pub sign: Option<Sign>,
    /// Its name, and the role of that.
    pub name: (String, Role),
    /// Words behind the name.
    pub words: String,
    /// Who did it, or is to.
    pub who: String,
    /// What stands at the right, its role, and whether it is bold.
    pub right: (String, Role, bool),
    /// What it is about; `None` where it cannot be selected.
    pub about: Option<About>,
}

impl Row {
    /// A row of this shape with a name alone.
    pub fn new(shape: Shape, name: impl Into<String>, role: Role) -> Self {
        Self {
            shape,
            sign: None,
            name: (name.into(), role),
            words: String::new(),
            who: String::new(),
            right: (String::new(), Role::Dim, false),
            about: None,
        }
    }

    /// With a sign.
    pub fn signed(self, sign: Sign) -> Self {
        Self {
            sign: Some(sign),
            ..self
        }
    }

    /// With words behind the name.
    pub fn says(self, words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            ..self
        }
    }

    /// With this at the right.
    pub fn right(self, words: impl Into<String>, role: Role) -> Self {
        let is_bold = matches!(role, Role::Late | Role::Soon);
        Self {
            right: (words.into(), role, is_bold),
            ..self
        }
    }

    /// About this.
    pub fn about(self, about: About) -> Self {
        Self {
            about: Some(about),
            ..self
        }
    }
}

/// A titled group of rows.
pub struct Pane {
    /// Its title.
    pub title: &'static str,
    /// What stands beside it.
    pub count: Option<(String, Role)>,
    /// What stands at the right of it.
    pub right: &'static str,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The panes of a column.
pub fn column(model: &Model, view: &VendorView, is_aside: bool) -> Vec<Pane> {
    if is_aside {
        side::panes(model, view)
    } else {
        [
            Some(steps::pane(model, view)),
            steps::end(model, view),
            Some(facts::pane(model, view)),
            Some(facts::log(view)),
        ]
        .into_iter()
        .flatten()
        .filter(|pane| !pane.rows.is_empty())
        .collect()
    }
}

/// The open vendor, where it is read.
pub fn open(model: &Model) -> Option<&VendorView> {
    let super::Place::Vendor(id) = model.place() else {
        return None;
    };
    model.world.vendor.as_ref().filter(|view| view.row.vendor.id == *id)
}

/// What the rows of the column with the keys are about, in their order.
pub fn abouts(model: &Model) -> Vec<About> {
    let Some(view) = open(model) else { return Vec::new() };
    let panes = column(model, view, model.ui.vendor.is_aside);
    let rows = panes.into_iter().flat_map(|pane| pane.rows);
    rows.filter_map(|row| row.about).collect()
}

/// The selected place in the column with the keys.
pub fn place(model: &Model) -> usize {
    let state = &model.ui.vendor;
    if state.is_aside {
        return state.side;
    }
    state.main.unwrap_or_else(|| first_open(model))
}

/// The first step that is open, of the end where that has begun.
fn first_open(model: &Model) -> usize {
    let Some(view) = open(model) else { return 0 };
    let rows = column(model, view, false).into_iter().flat_map(|pane| pane.rows);
    let mut rows = rows.filter(|row| row.about.is_some());
    let is_ending = view.row.vendor.offboarding.is_some();
    let is_meant =
        |row: &Row| row.sign == Some(Sign::Open) && (!is_ending || matches!(row.about, Some(About::EndStep(_))));
    rows.position(|row| is_meant(&row)).unwrap_or(0)
}

/// What the selected row is about.
pub fn selected(model: &Model) -> Option<About> {
    let mut abouts = abouts(model);
    let last = abouts.len().checked_sub(1)?;
    Some(abouts.swap_remove(place(model).min(last)))
}

/// Moves the selection in the column with the keys.
pub fn go(model: &mut Model, movement: Move) {
    let count = abouts(model).len();
    let mut list = ListState {
        selected: place(model),
        ..ListState::default()
    };
    list.go(movement, count, usize::from(view::rows(model.ui.size)));
    if model.ui.vendor.is_aside {
        model.ui.vendor.side = list.selected;
    } else {
        model.ui.vendor.main = Some(list.selected);
    }
}

/// The deadline with this key.
pub fn deadline<'a>(view: &'a VendorView, key: &str) -> Option<&'a Deadline> {
    view.deadlines.iter().find(|one| one.key() == key)
}
