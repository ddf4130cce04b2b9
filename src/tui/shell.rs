//! The loop: input, news and time in one order; the model; one frame whenever the queue is empty.
//!
//! The thread that reads the keyboard also draws: a key travels from the terminal to the frame without changing hands.
//! The first frame comes first: before the worker threads, and before the terminal is asked anything.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use chrono::TimeDelta;
use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::desk;
use super::grid::Grid;
use super::model::Model;
use super::msg::{Effect, Msg};
use super::opening::{Start, model};
use super::paint::Painter;
use super::screen::board;
use super::stage::{Known, Stage};
use super::terminal::{Input, Question, Terminal, TerminalAnswer, TerminalOptions, restore};
use super::update::{HINT_AFTER, update};
use super::view;
use crate::clock::{Clock, truncated};
use crate::engine::attach;
use crate::engine::letters::Desk;
use crate::engine::remind::Wish;
use crate::engine::worker::{Job, News, Reminding, Workers};
use crate::engine::{Access, Query, Store};
use crate::error::{Failure, Kind};

/// How much of the file the reader keeps at hand, in kibibytes: one screen and its log are a tenth of it.
const READ: u32 = 1000;

/// Runs the screen until the person leaves. `reminding` makes the one who reminds, behind the first frame.
pub fn run(start: Start, reminding: Reminding) -> Result<(), Failure> {
    restore_on_panic();
    let mut shell = Shell::new(start, reminding)?;
    let result = shell.run();
    // The person has their terminal back before anything is waited for, and nobody waits for the screen.
    drop(shell.terminal);
    drop(shell.news);
    shell.workers.stop();
    result.map_err(|error| {
        Failure::new(
            Kind::Bug,
            "the screen stopped",
            "the terminal could not be read or written",
        )
        .caused_by(error)
    })
}

/// A panic of this thread gives the terminal back before it says anything. One of the threads behind the screen says
/// nothing on it: it is told as news, and the screen goes on.
fn restore_on_panic() {
    let before = std::panic::take_hook();
    let screen = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == screen {
            restore();
            before(info);
        }
    }));
}

struct Shell {
    terminal: Terminal,
    painter: Painter,
    buffer: Grid,
    bytes: Vec<u8>,
    stage: Stage,
    known: Known,
    known_file: PathBuf,
    terminal_name: String,
    config_dir: PathBuf,
    data_dir: PathBuf,
    desk: Desk,
    model: Model,
    workers: Workers,
    /// Questions that go to the reader once the frame is out: waking a thread must not delay what a key shows.
    asks: Vec<Query>,
    news: Receiver<News>,
    clock: Arc<dyn Clock>,
    is_leaving: bool,
}

fn terminal_failure(error: io::Error) -> Failure {
    Failure::new(
        Kind::Usage,
        "the screen was not opened",
        "this is not a terminal firebell can use",
    )
    .with_todo("Every screen is also a command: firebell --help")
    .caused_by(error)
}

impl Shell {
    fn new(start: Start, reminding: Reminding) -> Result<Self, Failure> {
        let env = |name: &str| std::env::var(name).ok();
        let known_file = start.data_dir.join("terminals");
        let terminal_name = [env("TERM"), env("TERM_PROGRAM"), env("COLORFGBG")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        let known = Known::read(&known_file, &terminal_name);
        let stage = Stage::new(&start.settings, &env, &start.config_dir.join("themes"), known.as_ref());
        let options = TerminalOptions {
            mouse: start.settings.mouse.value,
            bracketed_paste: true,
        };
        let store = start.engine.store().path().to_owned();
        let access = start.engine.store().access().clone();
        let clock = start.clock.clone();
        let config_dir = start.config_dir.clone();
        let data_dir = start.data_dir.clone();
        let desk = Desk {
            company: start.settings.company.value.clone(),
            security_contact: start.settings.contact.in_a_line().to_owned(),
            templates: config_dir.join("templates"),
        };
        let terminal = Terminal::enter(options).map_err(terminal_failure)?;
        let size = terminal.size().map_err(terminal_failure)?;
        let (engine, model) = model(start, &stage, size)?;
        let mut painter = Painter::new();
        let mut buffer = Grid::empty(Rect::new(0, 0, size.0, size.1));
        let mut bytes = Vec::with_capacity(16 * 1024);
        let mut terminal = terminal;
        draw(&model, &stage, &mut painter, &mut buffer, &mut bytes, &mut terminal).map_err(terminal_failure)?;
        // Everything below happens behind the first frame.
        let reader = match access {
            Access::Full => Store::open(&store)?,
            Access::ReadOnly(why) => Store::open_read_only(&store, &why)?,
        };
        reader.keep(READ);
        let waker = terminal.waker();
        let wake = Arc::new(move || waker.wake());
        let (workers, news) = Workers::start(engine, reader, clock.clone(), Some(reminding), wake)?;
        Ok(Self {
            terminal,
            painter,
            buffer,
            bytes,
            stage,
            known: known.unwrap_or_default(),
            known_file,
            terminal_name,
            config_dir,
            data_dir,
            desk,
            model,
            workers,
            asks: Vec::new(),
            news,
            clock,
            is_leaving: false,
        })
    }

    fn run(&mut self) -> io::Result<()> {
        self.workers.ask(Query::Board(board::MOST));
        self.workers.ask(Query::Pressing);
        self.workers.ask(Query::Drafts(String::new()));
        self.workers.ask(Query::Register(crate::domain::SubjectKind::Person));
        self.terminal.ask(Question::Background)?;
        self.terminal.ask(Question::AmbiguousWidth)?;
        self.painter.invalidate_row(0);
        self.draw()?;
        while !self.is_leaving {
            let input = self.terminal.next(Some(self.patience()))?;
            self.apply(Msg::Tick(truncated(self.clock.now())))?;
            if let Some(input) = input {
                self.take(input)?;
                // Frames are coalesced while there is more to take; a terminal that is gone says so for ever.
                while !self.is_leaving
                    && let Some(input) = self.terminal.next(Some(Duration::ZERO))?
                {
                    self.take(input)?;
                }
            }
            self.hear()?;
            self.apply(Msg::Tick(truncated(self.clock.now())))?;
            self.draw()?;
        }
        Ok(())
    }

    /// How long nothing on the screen will change by itself.
    fn patience(&self) -> Duration {
        let now = self.clock.now();
        let to_minute = 60_000 - u64::try_from(now.timestamp_millis().rem_euclid(60_000)).unwrap_or(0);
        let mut wait = Duration::from_millis(to_minute + 1);
        let mut until = |at: crate::clock::Moment| {
            let left = (at - now).max(TimeDelta::zero()).to_std().unwrap_or_default();
            wait = wait.min(left + Duration::from_millis(1));
        };
        if let Some(toast) = &self.model.ui.toast {
            toast.until.into_iter().for_each(&mut until);
        }
        if let Some(pending) = self.model.ui.pending_at.filter(|_| !self.model.ui.pending.is_empty()) {
            let hint = pending + HINT_AFTER;
            if hint > now {
                until(hint);
            }
        }
        // Seconds are shown under ten minutes, on the deadline that runs out next.
        let next = self
            .model
            .world
            .board
            .as_ref()
            .and_then(|board| board.due.iter().find(|deadline| !deadline.is_late(now)));
        if next
            .and_then(|deadline| deadline.due_at)
            .is_some_and(|due| due - now <= TimeDelta::minutes(10))
        {
            wait = wait.min(Duration::from_millis(
                1001 - u64::from(now.timestamp_subsec_millis().min(1000)),
            ));
        }
        wait
    }

    fn take(&mut self, input: Input) -> io::Result<()> {
        match input {
            Input::Answer(TerminalAnswer::Background(r, g, b)) => {
                if self.stage.background((r, g, b), &mut self.known) {
                    self.known.write(&self.known_file, &self.terminal_name);
                    self.painter.invalidate();
                }
            }
            Input::Answer(TerminalAnswer::CursorColumn(column)) => {
                if self.stage.width(column, &mut self.known) {
                    self.known.write(&self.known_file, &self.terminal_name);
                    self.painter.invalidate();
                }
                // The question was a sign in the first row.
                self.painter.invalidate_row(0);
            }
            input => self.apply(Msg::Input(input))?,
        }
        Ok(())
    }

    fn hear(&mut self) -> io::Result<()> {
        while let Ok(news) = self.news.try_recv() {
            match news {
                // Whoever waited too long has said it on another way.
                News::Ring(bytes, is_wanted, done) => {
                    if is_wanted.load(Ordering::SeqCst) {
                        self.terminal.write(&bytes)?;
                        // Nobody waits any more: then it is said twice rather than not at all.
                        let _ = done.send(());
                    }
                }
                news => self.apply(Msg::News(news))?,
            }
        }
        Ok(())
    }

    fn apply(&mut self, msg: Msg) -> io::Result<()> {
        for effect in update(&mut self.model, msg) {
            self.run_effect(effect)?;
        }
        Ok(())
    }

    fn run_effect(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Job(job) => self.workers.job(job),
            Effect::Ask(query) => self.asks.push(query),
            Effect::Attach(wanted) => {
                // No shell stands between the person and this path.
                let home = std::env::var("HOME").unwrap_or_default();
                let path = wanted
                    .path
                    .strip_prefix("~/")
                    .map_or_else(|| wanted.path.clone(), |rest| format!("{home}/{rest}"));
                let attached = match path.as_str() {
                    "-" => Err("name a file; the keyboard is taken".to_owned()),
                    // A pipe or a device would hold up the screen, or take the keyboard.
                    path if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) => {
                        Err(format!("{path} is no plain file"))
                    }
                    path => attach::read_for(&wanted, path),
                };
                self.apply(Msg::Attached(wanted, attached))?;
            }
            Effect::Letters(wish) => {
                let edit = |source: &str| self.terminal.lend(|| desk::edit(source, &self.data_dir));
                let msg = desk::fulfil(wish, &self.desk, &self.model, edit)?;
                self.apply(msg)?;
            }
            Effect::Copy(words) => {
                let mut bytes = Vec::new();
                crossterm::queue!(bytes, crossterm::clipboard::CopyToClipboard::to_clipboard_from(words))?;
                self.terminal.write(&bytes)?;
            }
            Effect::Mouse(on) => self.terminal.set_mouse(on)?,
            Effect::Suspend => {
                self.terminal.suspend()?;
                self.painter.invalidate();
            }
            Effect::Title(words) => self.terminal.set_title(&words)?,
            Effect::Redraw => self.painter.invalidate(),
            Effect::Remember(name) => self.remember(&name),
            Effect::Quit => self.is_leaving = true,
        }
        Ok(())
    }

    /// Writes the person's name into the config, unless it names one already.
    fn remember(&mut self, name: &str) {
        self.workers.job(Job::Become(name.to_owned()));
        self.workers.wish(Wish::Become(name.to_owned()));
        let file = self.config_dir.join("config.toml");
        let old = std::fs::read_to_string(&file).unwrap_or_default();
        let named = old.lines().any(|line| line.trim_start().starts_with("user"));
        if named {
            return;
        }
        let line = format!("user = {}\n", toml::Value::from(name));
        let written =
            std::fs::create_dir_all(&self.config_dir).and_then(|()| std::fs::write(&file, format!("{line}{old}")));
        match written {
            Ok(()) => self
                .model
                .say(format!("you are {name}; config.toml remembers it"), false),
            Err(error) => self
                .model
                .complain(format!("you are {name} until you leave; {}: {error}", file.display())),
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        draw(
            &self.model,
            &self.stage,
            &mut self.painter,
            &mut self.buffer,
            &mut self.bytes,
            &mut self.terminal,
        )?;
        for query in self.asks.drain(..) {
            self.workers.ask(query);
        }
        Ok(())
    }
}

fn draw(
    model: &Model,
    stage: &Stage,
    painter: &mut Painter,
    buffer: &mut Grid,
    bytes: &mut Vec<u8>,
    terminal: &mut Terminal,
) -> io::Result<()> {
    let area = Rect::new(0, 0, model.ui.size.0, model.ui.size.1);
    if buffer.area != area {
        buffer.resize(area);
        painter.invalidate();
    }
    let caret = view::draw(&mut Canvas::new(buffer, &stage.palette, &stage.glyphs), model);
    bytes.clear();
    painter.paint(buffer, caret, stage.depth, bytes);
    if bytes.is_empty() {
        Ok(())
    } else {
        terminal.write(bytes)
    }
}
