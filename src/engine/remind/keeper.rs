//! What a process that reminds does each second, with or without a screen.

use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::dispatch::{Dispatcher, Listener, Round};
use super::ways::OpenWay;
use crate::domain::Command;
use crate::domain::reminder::decide::SNOOZE;
use crate::engine::execute::{Engine, Manner};
use crate::engine::load;
use crate::error::Failure;
use crate::notify::Channel;

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
    /// That it ends.
    Leave,
}

/// Which ways there are, and what is wrong with each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// In the order in which one stands in for another; `None`: it works, as far as is known.
    pub ways: Vec<(Channel, Option<String>)>,
    /// Why nothing can be looked up or claimed, if so.
    pub trouble: Option<String>,
}

impl Reach {
    /// Does a reminder reach nobody? Where no way is wanted that is no trouble.
    pub fn is_nobody(&self) -> bool {
        let is_away = |(_, trouble): &(Channel, Option<String>)| trouble.is_some();
        self.trouble.is_some() || (!self.ways.is_empty() && self.ways.iter().all(is_away))
    }

    /// The ways that are away.
    pub fn away(&self) -> impl Iterator<Item = (Channel, &str)> {
        self.ways
            .iter()
            .filter_map(|(channel, trouble)| Some((*channel, trouble.as_deref()?)))
    }
}

/// An engine of its own, a dispatcher, and the wishes that come back.
pub struct Keeper {
    engine: Engine,
    dispatcher: Dispatcher,
    wishes: Receiver<Wish>,
    /// What the button Open starts.
    open: Vec<String>,
    /// What was wished while nobody looked.
    waiting: Vec<Wish>,
    /// Somebody wishes that it ends.
    is_over: bool,
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
    /// Why it could not be looked, if so.
    pub trouble: Option<Failure>,
}

impl Keeper {
    /// For one person, on these ways, whose buttons put what is wished into the other end of `wishes`. `open` is what the
    /// button Open starts; `has_screen`: signs are wanted too.
    pub fn new(
        engine: Engine,
        listener: Listener,
        open: Vec<String>,
        has_screen: bool,
        wishes: Receiver<Wish>,
        ways: Vec<OpenWay>,
    ) -> Self {
        Self {
            dispatcher: Dispatcher::new(listener, ways, has_screen),
            engine,
            wishes,
            open,
            waiting: Vec::new(),
            is_over: false,
            seen: None,
        }
    }

    /// The store, to read.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Looks once, as one of many that do.
    pub fn once(&mut self) -> Beat {
        let now = self.engine.now();
        self.dispatcher.has_looked(now);
        self.beat()
    }

    /// Goes on with another store in place of the one before.
    pub fn move_to(&mut self, engine: Engine) {
        self.engine = engine;
        self.seen = None;
        self.dispatcher.start_over();
    }

    /// How the person can be reached.
    pub fn reach(&self) -> Reach {
        let ways = self.dispatcher.ways().iter();
        Reach {
            ways: ways
                .map(|way| (way.channel, way.trouble().map(str::to_owned)))
                .collect(),
            trouble: None,
        }
    }

    /// Waits for the next beat, or less where something is wished. True: that it ends.
    pub fn wait(&mut self, span: Duration) -> bool {
        if !self.is_over && self.waiting.is_empty() {
            match self.wishes.recv_timeout(span) {
                Ok(wish) => self.note(wish),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => self.is_over = true,
            }
        }
        self.hear();
        self.is_over
    }

    /// Takes what was wished, without waiting.
    fn hear(&mut self) {
        while let Ok(wish) = self.wishes.try_recv() {
            self.note(wish);
        }
    }

    fn note(&mut self, wish: Wish) {
        match wish {
            Wish::Leave => self.is_over = true,
            wish => self.waiting.push(wish),
        }
    }

    /// Does what is wished and says what has come up. Cheap where there is nothing to do.
    pub fn beat(&mut self) -> Beat {
        let mut beat = Beat::default();
        self.hear();
        for wish in std::mem::take(&mut self.waiting) {
            self.grant(wish, &mut beat);
        }
        self.dispatcher.probe(self.engine.now());
        match self.look(!beat.wishes.is_empty()) {
            Ok(round) => beat.round = round,
            Err(failure) => beat.trouble = Some(failure),
        }
        beat
    }

    fn look(&mut self, was_wished: bool) -> Result<Option<Round>, Failure> {
        let version = self.engine.store().data_version()?;
        let has_changed = self.seen != Some(version) || was_wished;
        let now = self.engine.now();
        let round = if self.dispatcher.is_due(now, has_changed) {
            Some(self.dispatcher.round(self.engine.store_mut(), now)?)
        } else {
            None
        };
        self.seen = Some(version);
        Ok(round)
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
            Wish::Open(label) => {
                // A vendor has no board of its own.
                let is_code = |typed: &String| {
                    let found = self.engine.store().find_incident(typed);
                    found.is_ok_and(|finding| load::incident(finding, typed).is_ok())
                };
                let code = label.filter(is_code);
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
            Wish::Leave => self.is_over = true,
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
