//! However it ends, the terminal is left as it was found.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use firebell::cli::guarded;
use firebell::clock::{Clock, ManualClock, Moment};
use firebell::launch::{Given, Launch};
use firebell::tui::opening::Start;
use firebell::tui::shell::run;
use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::glass::{Glass, NARROW, contains, program};
use crate::cli::desk::Desk;

/// Set for the test that is started again, in a terminal, to panic there; names the thread that does.
const PANICS: &str = "FIREBELL_TEST_PANICS";
/// The file that stops the clock of the screen.
const STOP: &str = "stop";

#[test]
fn leaving_gives_the_terminal_back() {
    for keys in ["q", "<C-c>", "lwords<C-c>"] {
        let desk = Desk::new();
        desk.declare("sev1");
        let mut glass = Glass::open(&desk, &[], NARROW);
        glass.wait_for("Exports readable");
        glass.assert_taken();
        glass.press(keys);
        assert_eq!(glass.code(), 0, "{keys}");
        glass.assert_restored();
    }
}

#[test]
fn signals_give_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let desk = Desk::new();
        let mut glass = Glass::open(&desk, &[], NARROW);
        glass.wait_for("All is quiet.");
        glass.press_for("n", "Title and severity are enough");
        glass.signal(signal);
        glass.code();
        glass.assert_restored();
    }
}

#[test]
fn panic_gives_the_terminal_back_before_it_speaks() {
    let desk = Desk::new();
    let mut glass = again(&desk, "screen");
    glass.wait_for("All is quiet.");
    glass.assert_taken();
    std::fs::write(desk.home().join(STOP), "").unwrap();
    glass.press("j");
    assert_eq!(glass.code(), 70);
    glass.assert_restored();
    let bytes = glass.bytes();
    let left = position(&bytes, b"\x1b[?1049l");
    for part in ["the clock has stopped", "This is a bug in firebell"] {
        let spoke = position(&bytes, part.as_bytes());
        assert!(
            left.is_some() && left < spoke,
            "{part}: {}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

#[test]
fn panic_behind_the_screen_is_told_on_it() {
    let desk = Desk::new();
    let mut glass = again(&desk, "reader");
    glass.wait_for("the reader thread has stopped");
    glass.assert_taken();
    assert!(!contains(&glass.bytes(), b"the clock has stopped"));
    glass.press("q");
    glass.code();
    glass.assert_restored();
}

fn position(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// This test binary in a terminal, running the one test below.
fn again(desk: &Desk, thread: &str) -> Glass {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "pty::ending::screen_whose_clock_stops", "--nocapture"]);
    command.env_clear();
    for (name, value) in program(desk, &[]).iter_extra_env_as_str() {
        command.env(name, value);
    }
    command.env(PANICS, thread);
    command.cwd(desk.home());
    Glass::run(command, NARROW)
}

/// A clock that panics in one thread: in the screen's once the file is there, in the reader's at once.
struct Stops {
    clock: ManualClock,
    screen: thread::ThreadId,
    in_screen: bool,
}

impl Clock for Stops {
    fn now(&self) -> Moment {
        let current = thread::current();
        let stops = if self.in_screen {
            current.id() == self.screen && Path::new(STOP).exists()
        } else {
            current.name() == Some("reader")
        };
        assert!(!stops, "the clock has stopped");
        self.clock.now()
    }
}

/// Does nothing unless it was started again by the tests above; then it ends the process, as `main` does.
#[test]
fn screen_whose_clock_stops() {
    let Ok(panics) = std::env::var(PANICS) else { return };
    let screen = move || {
        show(&panics);
        0
    };
    std::process::exit(guarded(screen).into());
}

fn show(panics: &str) {
    let launch = Launch::begin(&Given::default(), &|name| std::env::var(name).ok()).unwrap();
    let clock = Arc::new(Stops {
        clock: ManualClock::new(launch.clock.now()),
        screen: thread::current().id(),
        in_screen: panics == "screen",
    });
    let start = Start {
        engine: launch.open().unwrap(),
        settings: launch.settings.clone(),
        clock: clock.clone(),
        zone: launch.zone,
        keys: None,
        config_dir: launch.paths.config_dir.clone(),
        data_dir: launch.paths.data_dir.clone(),
        mark: None,
        warnings: Vec::new(),
        asks_name: false,
        opens: None,
    };
    run(start, launch.reminding(true)).unwrap();
}
