//! A person at a screen without a terminal: keys in, the model, the buffer. The work behind the screen is done at once,
//! in this thread, by the same engine and the same queries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use chrono::TimeDelta;
use firebell::clock::{ManualClock, Moment, Zone};
use firebell::config::{Config, Flags, Settings};
use firebell::domain::Who;
use firebell::engine::execute::Manner;
use firebell::engine::letters::Desk;
use firebell::engine::worker::{Job, News};
use firebell::engine::{self, Engine, Outcome, Query, Trouble, attach, import, query};
use firebell::id::SeededEntropy;
use firebell::store::Store;
use firebell::tui::canvas::Canvas;
use firebell::tui::desk::fulfil;
use firebell::tui::grid::Grid;
use firebell::tui::model::Model;
use firebell::tui::msg::{Effect, Msg, Wish};
use firebell::tui::opening::{self, Start};
use firebell::tui::paint::Painter;
use firebell::tui::stage::Stage;
use firebell::tui::terminal::Input;
use firebell::tui::update::update;
use firebell::tui::view;
use firebell::verb::build::{Reading, command};
use firebell::verb::{Values, verb};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tempfile::TempDir;

use crate::keys::keys;

/// 24 November 2026, 14:05 in Berlin.
pub const NOW: &str = "2026-11-24T13:05:00Z";

/// The demo's week, told once and copied for each seat.
static DEMO: LazyLock<(TempDir, Vec<u8>)> = LazyLock::new(|| {
    let home = TempDir::new().unwrap();
    let path = home.path().join("demo.db");
    firebell::demo::fill(&path, now(), 7).unwrap();
    let copy = home.path().join("copy.db");
    Store::open(&path).unwrap().backup(&copy).unwrap();
    let bytes = std::fs::read(copy).unwrap();
    (home, bytes)
});

/// The moment at which every seat begins.
pub fn now() -> Moment {
    NOW.parse().unwrap()
}

/// Mira at her desk; the seed says which codes she draws.
fn as_mira(clock: &ManualClock, seed: u64) -> engine::Start {
    engine::Start {
        who: Who {
            name: "mira".to_owned(),
            login: "mira".to_owned(),
            host: "desk".to_owned(),
        },
        clock: Arc::new(clock.clone()),
        entropy: Box::new(SeededEntropy(seed)),
        policy: None,
        read_only: false,
    }
}

/// What the seat looks like: environment variables by name.
pub type Look = BTreeMap<&'static str, &'static str>;

/// A terminal that can do everything, with the default theme.
pub fn look() -> Look {
    Look::from([
        ("TERM", "xterm-256color"),
        ("COLORTERM", "truecolor"),
        ("LANG", "C.UTF-8"),
    ])
}

/// A person at a screen.
pub struct Seat {
    pub model: Model,
    pub stage: Stage,
    pub has_left: bool,
    engine: Engine,
    clock: ManualClock,
    painter: Painter,
    /// What the window was called, in turn.
    pub titles: Vec<String>,
    /// What was put on the clipboard last.
    pub copied: String,
    /// What was written into a file last: its name and its text.
    pub written: Option<(String, String)>,
    /// The person's own editor.
    pub editor: fn(&str) -> Result<String, String>,
    _home: TempDir,
}

impl Seat {
    /// Before a store that holds nothing yet.
    pub fn empty(size: (u16, u16)) -> Self {
        Self::at(TempDir::new().unwrap(), &look(), size)
    }

    /// The same, once a policy of its own has been adopted.
    pub fn empty_under(policy: firebell::policy::Policy, size: (u16, u16)) -> Self {
        let home = TempDir::new().unwrap();
        let path = home.path().join("store.db");
        let mut start = as_mira(&ManualClock::new(now()), 12);
        start.policy = Some(policy);
        drop(Engine::open(&path, start).unwrap());
        Self::at(home, &look(), size)
    }

    /// Before the demo's week.
    pub fn demo(look: &Look, size: (u16, u16)) -> Self {
        let home = TempDir::new().unwrap();
        std::fs::write(home.path().join("store.db"), &DEMO.1).unwrap();
        Self::at(home, look, size)
    }

    /// Before the demo's week, once another policy has been adopted.
    pub fn demo_under(policy: firebell::policy::Policy, size: (u16, u16)) -> Self {
        let home = TempDir::new().unwrap();
        let path = home.path().join("store.db");
        std::fs::write(&path, &DEMO.1).unwrap();
        let mut engine = Engine::open(&path, as_mira(&ManualClock::new(now()), 12)).unwrap();
        let adopt = firebell::domain::Command::AdoptPolicy(Box::new(policy));
        engine.execute(&adopt, &Manner::default()).unwrap();
        drop(engine);
        Self::at(home, &look(), size)
    }

    /// Before a register of so many vendors: `Vendor 0` to the last.
    pub fn with_vendors(count: usize, size: (u16, u16)) -> Self {
        let home = TempDir::new().unwrap();
        let path = home.path().join("store.db");
        let mut engine = Engine::open(&path, as_mira(&ManualClock::new(now()), 13)).unwrap();
        let mut sheet = String::from("name,tier,owner,last_assessed\n");
        for number in 0..count {
            let tier = ["critical", "important", "standard"][number % 3];
            let owner = ["mira", "jonas", "tove", "lee"][number % 4];
            let day = 1 + number % 28;
            sheet.push_str(&format!(
                "Vendor {number},{tier},{owner},2025-{:02}-{day:02}\n",
                1 + number % 12
            ));
        }
        let wish = import::Wish {
            source: import::Source::Vendors,
            skip_bad: false,
            dry_run: false,
            dialect: firebell::import::vendors::Dialect::default(),
        };
        let report = engine.import(sheet.as_bytes(), &wish, &mut |_, _| {}).unwrap();
        assert_eq!((report.added.len(), &report.bad), (count, &Vec::new()));
        drop(engine);
        Self::at(home, &look(), size)
    }

    fn at(home: TempDir, look: &Look, size: (u16, u16)) -> Self {
        let env = |name: &str| look.get(name).map(|value| (*value).to_owned());
        let settings = Settings::resolve(&Flags::default(), &env, Config::default());
        let stage = Stage::new(&settings, &env, Path::new("no-themes-of-their-own"), None);
        let clock = ManualClock::new(now());
        let start = as_mira(&clock, 11);
        let start = Start {
            engine: Engine::open(&home.path().join("store.db"), start).unwrap(),
            settings,
            clock: Arc::new(clock.clone()),
            zone: Zone::named("Europe/Berlin").unwrap(),
            keys: None,
            config_dir: "/home/mira/.config/firebell".into(),
            data_dir: "/home/mira/.local/share/firebell".into(),
            mark: None,
            warnings: Vec::new(),
            asks_name: false,
            opens: None,
        };
        let (engine, mut model) = opening::model(start, &stage, size).unwrap();
        "/home/mira/.local/share/firebell/firebell.db".clone_into(&mut model.ui.store);
        let mut seat = Self {
            model,
            stage,
            has_left: false,
            engine,
            clock,
            painter: Painter::new(),
            titles: Vec::new(),
            copied: String::new(),
            written: None,
            editor: |source| Ok(source.to_owned()),
            _home: home,
        };
        // What the loop asks for behind its first frame.
        seat.ask(&Query::Board(2000));
        seat.ask(&Query::Pressing);
        seat.ask(&Query::Drafts(String::new()));
        seat.ask(&Query::Register(firebell::domain::SubjectKind::Person));
        seat
    }

    /// Presses keys, written as text.
    pub fn press(&mut self, text: &str) {
        for key in keys(text) {
            self.take(Msg::Input(Input::Key(key)));
        }
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) {
        self.take(Msg::Input(Input::Paste(text.to_owned())));
    }

    /// Gives the window another size.
    pub fn resize(&mut self, (width, height): (u16, u16)) {
        self.take(Msg::Input(Input::Resize(width, height)));
    }

    /// Lets time go by.
    pub fn wait(&mut self, time: TimeDelta) {
        self.clock.advance(time);
        let now = self.engine.now();
        self.take(Msg::Tick(now));
    }

    /// Hears what the threads behind the screen report.
    pub fn hear(&mut self, news: News) {
        self.take(Msg::News(news));
    }

    fn take(&mut self, msg: Msg) {
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Job(job) => self.work(job),
                Effect::Ask(query) => self.ask(&query),
                Effect::Attach(file) => {
                    let read = attach::read_for(&file, &file.path);
                    self.take(Msg::Attached(file, read));
                }
                Effect::Quit => self.has_left = true,
                Effect::Redraw => self.painter.invalidate(),
                Effect::Title(words) => self.titles.push(words),
                Effect::Letters(Wish::Write { name, form, text }) => {
                    let file = format!("{name}.{form}");
                    self.written = Some((file.clone(), text));
                    self.take(Msg::Exported(Ok(file)));
                }
                Effect::Letters(wish) => {
                    let desk = Desk {
                        company: "Acme Security".to_owned(),
                        security_contact: "security@acme.example".to_owned(),
                        templates: PathBuf::from("/nonexistent"),
                    };
                    let editor = self.editor;
                    let msg = fulfil(wish, &desk, &self.model, |source| Ok(editor(source))).unwrap();
                    self.take(msg);
                }
                Effect::Copy(words) => self.copied = words,
                Effect::Mouse(_) | Effect::Suspend | Effect::Remember(_) => {}
            }
        }
    }

    fn work(&mut self, job: Job) {
        let news = match job {
            Job::Execute(number, command, manner) => News::Stored(number, self.engine.execute(&command, &manner)),
            Job::Preview(number, command, manner) => {
                News::Previewed(number, self.engine.preview(&command, &manner).map(Box::new))
            }
            Job::Draft(key, text) => {
                let now = self.engine.now();
                self.engine.store().keep_draft(&key, &text, now).unwrap();
                return;
            }
            Job::Become(name) => return self.engine.become_named(&name),
        };
        self.take(Msg::News(news));
    }

    fn ask(&mut self, query: &Query) {
        let now = self.engine.now();
        let answer = query::answer(self.engine.store_mut(), query, now);
        self.take(Msg::News(News::Answered(answer)));
    }

    /// Does what a verb says with these values, as another terminal would, and reads the board again.
    pub fn run(&mut self, words: &str, values: &[(&'static str, &str)]) -> Result<Outcome, Trouble> {
        let mut given = Values::default();
        for (name, value) in values {
            given.push(name, *value);
        }
        let reading = Reading {
            now: self.engine.now(),
            zone: Zone::UTC,
        };
        let command = command(verb(words).unwrap(), &given, reading)?;
        let outcome = self.engine.execute(&command, &Manner::default())?;
        self.take(Msg::News(News::Changed));
        Ok(outcome)
    }

    /// Draws a frame; the caret may be anywhere on it.
    pub fn draw(&mut self) -> (Buffer, Option<(u16, u16)>) {
        let (grid, caret) = self.grid();
        (grid.to_buffer(), caret)
    }

    fn grid(&mut self) -> (Grid, Option<(u16, u16)>) {
        let (width, height) = self.model.ui.size;
        let mut grid = Grid::empty(Rect::new(0, 0, width, height));
        let caret = view::draw(
            &mut Canvas::new(&mut grid, &self.stage.palette, &self.stage.glyphs),
            &self.model,
        );
        (grid, caret)
    }

    /// The bytes a terminal gets for the next frame.
    pub fn paint(&mut self) -> Vec<u8> {
        let (grid, caret) = self.grid();
        let mut bytes = Vec::new();
        self.painter.paint(&grid, caret, self.stage.depth, &mut bytes);
        bytes
    }

    /// The frame as lines of text.
    pub fn text(&mut self) -> String {
        text(&self.draw().0)
    }

    /// How the first cell of `text` looks.
    pub fn style_of(&mut self, text: &str) -> Style {
        let buffer = self.draw().0;
        for (y, line) in rows(&buffer).enumerate() {
            if let Some(at) = line.find(text) {
                let x = u16::try_from(unicode_width::UnicodeWidthStr::width(&line[..at])).unwrap();
                return buffer[(x, u16::try_from(y).unwrap())].style();
            }
        }
        panic!("no \"{text}\" on:\n{}", self::text(&buffer));
    }
}

/// A buffer as lines of text, without the blanks at their ends.
pub fn text(buffer: &Buffer) -> String {
    let lines: Vec<String> = rows(buffer).map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n")
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = String> {
    let width = usize::from(buffer.area.width);
    buffer.content.chunks(width.max(1)).map(|row| {
        let mut line = String::new();
        let mut skip = 0;
        for cell in row {
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
            } else {
                skip -= 1;
            }
        }
        line
    })
}
