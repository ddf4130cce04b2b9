//! What the screen is started with, and the model of its first frame: as much as one screen can show, and no more.

use std::path::PathBuf;
use std::sync::Arc;

use super::layer::Layer;
use super::layer::line::{Line, Purpose};
use super::model::{Model, Ui, World};
use super::screen::closed::ClosedState;
use super::screen::due::DueState;
use super::screen::incident::IncidentState;
use super::screen::register::RegisterState;
use super::screen::subprocessors::SubprocessorsState;
use super::screen::vendor::VendorState;
use super::screen::vendors::VendorsState;
use super::screen::{Place, board};
use super::stage::Stage;
use super::widget::line_edit::LineEdit;
use crate::clock::{Clock, Zone};
use crate::config::Settings;
use crate::engine::{Access, Engine, query};
use crate::error::Failure;
use crate::verb::keymap::Keymap;

/// What the screen is started with.
pub struct Start {
    /// The open engine.
    pub engine: Engine,
    /// The settings in force.
    pub settings: Settings,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The person's zone.
    pub zone: Zone,
    /// The text of `keys.toml`.
    pub keys: Option<String>,
    /// The config folder.
    pub config_dir: PathBuf,
    /// The data folder.
    pub data_dir: PathBuf,
    /// A mark for stores that are not real.
    pub mark: Option<String>,
    /// What was wrong with files and variables.
    pub warnings: Vec<String>,
    /// Ask who the person is: nobody has said so yet, and the store is new.
    pub asks_name: bool,
    /// The id of the incident to open first; Esc leads from there to the board.
    pub opens: Option<String>,
}

/// The model of the first frame, with the board as far as one screen shows it.
pub fn model(start: Start, stage: &Stage, size: (u16, u16)) -> Result<(Engine, Model), Failure> {
    let mut engine = start.engine;
    let now = engine.now();
    let (keymap, key_problems) = start
        .keys
        .as_deref()
        .map_or_else(|| (Keymap::default(), Vec::new()), Keymap::with_file);
    let read_only = match engine.store().access() {
        Access::Full => None,
        Access::ReadOnly(why) => Some(why.clone()),
    };
    let state = IncidentState::entered();
    // No more than one screen can show; the rest is read behind it. Drafts before the first key, so that words typed
    // ahead go on with one and do not take its place.
    let (board, drafts, opened) = engine.store_mut().at_one_moment(|store| {
        let opened = match &start.opens {
            Some(id) => query::incident_view(store, id, state.limit)?,
            None => None,
        };
        let drafts = store.drafts("")?.into_iter().collect();
        Ok((query::board(store, u32::from(size.1), now)?, drafts, opened))
    })?;
    let mut path = vec![Place::Board];
    path.extend(opened.as_ref().map(|view| Place::Incident(view.incident.id.clone())));
    let mut model = Model {
        world: World {
            board: Some(board),
            incident: opened,
            drafts,
            ..World::default()
        },
        policy: Arc::new(engine.book().current().clone()),
        now,
        ui: Ui {
            path,
            layers: Vec::new(),
            board: board::BoardState::default(),
            incident: state,
            due: DueState::default(),
            vendors: VendorsState::default(),
            vendor: VendorState::default(),
            subprocessors: SubprocessorsState::default(),
            register: RegisterState::default(),
            closed: ClosedState::default(),
            keymap,
            pending: Vec::new(),
            pending_at: None,
            composer: None,
            wants_letter: None,
            toast: None,
            reminder: None,
            read_only,
            trouble: None,
            reach: None,
            zone: start.zone,
            in_utc: false,
            mouse: start.settings.mouse.value,
            company: start.settings.company.value.clone(),
            mark: start.mark,
            me: engine.who().name.clone(),
            store: engine.store().path().display().to_string(),
            key_file: start.config_dir.join("keys.toml").display().to_string(),
            size,
            request: 0,
            click: None,
        },
    };
    board::settle(&mut model);
    let warnings = start.warnings.into_iter().chain(stage.problem.clone());
    let warnings: Vec<String> = warnings
        .chain(key_problems.into_iter().map(|problem| problem.message))
        .collect();
    if let Some(first) = warnings.first() {
        model.complain(format!("{first}; firebell config check says more"));
    }
    if start.asks_name && model.ui.read_only.is_none() {
        let name = model.ui.me.clone();
        let mut line = Line::new(Purpose::Name, "");
        line.edit = LineEdit::offering(&name);
        model.ui.layers.push(Layer::Line(line));
    }
    Ok((engine, model))
}
