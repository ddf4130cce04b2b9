//! How this person is told, by their settings: the ways of this process, and the keeper that goes them.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};

use super::Launch;
use crate::config::{self, Least};
use crate::domain::reminder::Urgency;
use crate::engine::remind::outlets::{CommandWay, DesktopWay, TerminalWay};
use crate::engine::remind::{Keeper, Listener, OpenWay, Ring, Way, Wish};
use crate::engine::worker::{Reminding, TROUBLED};
use crate::engine::{Access, Engine};
use crate::error::Failure;
use crate::notify::Channel;
use crate::notify::terminal::{Form, detect};

impl Launch {
    /// Every way that is not off, in the order in which one stands in for another. `ring` brings bytes to the terminal,
    /// where there is one; buttons put what is wished into `wishes`.
    pub fn ways(&self, ring: Option<Ring>, wishes: &Sender<Wish>) -> Vec<OpenWay> {
        let notify = &self.settings.notify;
        let mut ways = Vec::new();
        let mut open = |channel, least, way: Box<dyn Way + Send>| {
            if let Some(from) = urgency(least) {
                ways.push(OpenWay::new(channel, from, way));
            }
        };
        let desktop = DesktopWay::new(wishes.clone(), self.paths.state_dir.clone());
        open(Channel::Desktop, notify.desktop, Box::new(desktop));
        if let Some(ring) = ring {
            let (form, wrap) = detect(&|name| std::env::var(name).ok());
            let way = TerminalWay::new(chosen(notify.terminal_form).unwrap_or(form), wrap, ring);
            open(Channel::Terminal, notify.terminal, Box::new(way));
        }
        if !notify.command.is_empty() {
            let way = CommandWay::new(notify.command.clone(), notify.command_limit, Some(self.command_log()));
            open(Channel::Command, notify.command_from, Box::new(way));
        }
        ways
    }

    /// Where what the person's own program says of itself is kept.
    pub fn command_log(&self) -> PathBuf {
        self.paths.state_dir.join("command.log")
    }

    /// One who looks at this store and says what has come up on these ways.
    pub fn keeper(&self, engine: Engine, has_screen: bool, wishes: Receiver<Wish>, ways: Vec<OpenWay>) -> Keeper {
        let listener = Listener {
            person: self.who.name.clone(),
            only_mine: self.settings.notify.only_mine,
            zone: self.zone,
        };
        Keeper::new(
            engine,
            listener,
            self.settings.notify.open.clone(),
            has_screen,
            wishes,
            ways,
        )
    }

    /// The one who reminds behind a screen. Of a store of made-up data, or one that may only be read, the screen alone
    /// speaks: nobody is called away for an incident that is none, and what cannot be claimed would be said twice.
    pub fn reminding(&self, is_made_up: bool) -> Reminding {
        let launch = self.clone();
        Box::new(move |ring, wishes, wished| -> Result<Keeper, Failure> {
            let engine = loop {
                match launch.open() {
                    Ok(engine) => break engine,
                    // The screen has just opened it: it is in use for a moment.
                    Err(failure) => match wished.recv_timeout(TROUBLED) {
                        Err(RecvTimeoutError::Timeout) => {}
                        Ok(_) | Err(RecvTimeoutError::Disconnected) => return Err(failure),
                    },
                }
            };
            let ways = if is_made_up || *engine.store().access() != Access::Full {
                Vec::new()
            } else {
                launch.ways(Some(ring), &wishes)
            };
            // It looks seldom.
            engine.store().keep(256);
            Ok(launch.keeper(engine, true, wished, ways))
        })
    }
}

/// From which urgency on; `None`: never.
fn urgency(least: Least) -> Option<Urgency> {
    match least {
        Least::Low => Some(Urgency::Low),
        Least::Normal => Some(Urgency::Normal),
        Least::Critical => Some(Urgency::Critical),
        Least::Off => None,
    }
}

/// The form that was set; `None`: whatever the terminal is.
fn chosen(form: config::Form) -> Option<Form> {
    match form {
        config::Form::Auto => None,
        config::Form::Osc9 => Some(Form::Osc9),
        config::Form::Osc777 => Some(Form::Osc777),
        config::Form::Osc99 => Some(Form::Osc99),
        config::Form::Bell => Some(Form::Bell),
    }
}
