//! What a process that reminds does each second, with or without a screen.

use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::dispatch::{Dispatcher, Listener, Round};
use super::ways::OpenWay;
use crate::domain::Command;
use crate::domain::reminder::decide::SNOOZE;
use crate::engine::execute::{Engine, Manner};
use crate::error::Failure;

/// What a person wants of the one who reminds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// They know of these deadlines.
    Acknowledge(Vec<String>),
    /// Later.
    Snooze(Vec<String>),
    /// The board, at the incident of this code where there is one.
    Open(Option<String>),
    /// They go by this name from now on.
    Become(String),
}

/// An engine of its own, a dispatcher, and the wishes that come back.
pub struct Keeper {
    engine: Engine,
    dispatcher: Dispatcher,
    wishes: Receiver<Wish>,
    /// What the button Open starts.
    open: Vec<String>,
    /// The number of the last commit that was seen.
    seen: Option<i64>,
}

/// What a beat came to.
#[derive(Debug, Default)]
pub struct Beat {
    /// What was looked at; `None` where nothing had come up.
    pub round: Option<Round>,
    /// What came of wishes, in words, and whether it was done.
    pub wishes: Vec<(String, bool)>,
}

impl Keeper {
    /// `ways` is given the end into which buttons put what is wished.
    pub fn new(
        engine: Engine,
        listener: Listener,
        open: Vec<String>,
        has_screen: bool,
        ways: impl FnOnce(Sender<Wish>) -> Vec<OpenWay>,
    ) -> (Self, Sender<Wish>) {
        let (sender, wishes) = channel();
        let keeper = Self {
            dispatcher: Dispatcher::new(listener, ways(sender.clone()), has_screen),
            engine,
            wishes,
            open,
            seen: None,
        };
        (keeper, sender)
    }

    /// The store, to read.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The dispatcher, to read.
    pub fn dispatcher(&self) -> &Dispatcher {
        &self.dispatcher
    }

    /// Goes on with another store in place of the one before.
    pub fn move_to(&mut self, engine: Engine) {
        self.engine = engine;
        self.seen = None;
        self.dispatcher.look_anew();
    }

    /// Does what is wished and says what has come up. Cheap where there is nothing to do.
    pub fn beat(&mut self) -> Result<Beat, Failure> {
        let mut beat = Beat::default();
        while let Ok(wish) = self.wishes.try_recv() {
            self.grant(wish, &mut beat);
        }
        let version = self.engine.store().data_version()?;
        let has_changed = self.seen != Some(version) || !beat.wishes.is_empty();
        let now = self.engine.now();
        if self.dispatcher.is_due(now, has_changed) {
            beat.round = Some(self.dispatcher.round(self.engine.store_mut(), now)?);
        }
        self.seen = Some(version);
        Ok(beat)
    }

    fn grant(&mut self, wish: Wish, beat: &mut Beat) {
        match wish {
            Wish::Acknowledge(deadlines) => {
                self.tell(deadlines, beat, |deadline| Command::AcknowledgeReminder { deadline });
            }
            Wish::Snooze(deadlines) => self.tell(deadlines, beat, |deadline| Command::SnoozeReminder {
                deadline,
                span: SNOOZE,
            }),
            Wish::Open(code) => {
                let words = match open(&self.open, code.as_deref()) {
                    Ok(()) => (
                        format!("opened {}", code.unwrap_or_else(|| "the board".to_owned())),
                        true,
                    ),
                    Err(why) => (why, false),
                };
                beat.wishes.push(words);
            }
            Wish::Become(name) => {
                self.engine.become_named(&name);
                self.dispatcher.become_named(&name);
            }
        }
    }

    fn tell(&mut self, deadlines: Vec<String>, beat: &mut Beat, command: impl Fn(String) -> Command) {
        for deadline in deadlines {
            let words = match self.engine.execute(&command(deadline), &Manner::default()) {
                Ok(outcome) => (outcome.done, true),
                Err(trouble) => (trouble.to_string(), false),
            };
            beat.wishes.push(words);
        }
    }
}

/// Starts what opens the board; `{code}` stands for the code of the incident, and goes where there is none.
fn open(argv: &[String], code: Option<&str>) -> Result<(), String> {
    let filled: Vec<String> = argv
        .iter()
        .filter(|part| code.is_some() || part.as_str() != "{code}")
        .map(|part| part.replace("{code}", code.unwrap_or_default()))
        .collect();
    let Some((program, args)) = filled.split_first() else {
        return Err("nothing is set to be opened: notify.open in config.toml".to_owned());
    };
    let child = Process::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{program} was not started: {error}"))?;
    // Somebody must wait for it, or it stays as a dead process until we end.
    let wait = move || {
        let mut child = child;
        drop(child.wait());
    };
    drop(std::thread::Builder::new().name("opened".to_owned()).spawn(wait));
    Ok(())
}

/// One file in one place: another file of the same name is another store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    path: PathBuf,
    file: Option<(u64, u64)>,
}

impl Place {
    /// What lies there now.
    pub fn of(path: &Path) -> Self {
        use std::os::unix::fs::MetadataExt;
        let file = std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()));
        Self {
            path: path.to_owned(),
            file,
        }
    }

    /// Is there a file?
    pub fn is_there(&self) -> bool {
        self.file.is_some()
    }

    /// What lies there now, where it is something else than before.
    pub fn changed(&self) -> Option<Self> {
        let now = Self::of(&self.path);
        (now != *self).then_some(now)
    }
}
