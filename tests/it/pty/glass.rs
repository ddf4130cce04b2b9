//! A terminal of the tests: a pseudo-terminal, and a parser that knows what stands on its screen.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use vt100::{MouseProtocolMode, Parser, Screen};

use crate::cli::desk::Desk;
use crate::keys::{bytes, keys};

/// After so long a screen that does not show what is waited for never will.
const PATIENCE: Duration = Duration::from_secs(20);

/// The sizes the pictures are drawn for.
pub const WIDE: (u16, u16) = (120, 36);
/// The ssh screen.
pub const NARROW: (u16, u16) = (80, 24);

/// What has come out of the program so far.
struct Seen {
    parser: Parser,
    bytes: Vec<u8>,
    /// How many of the bytes the parser has read.
    read: usize,
    is_over: bool,
}

/// What stands before a frame and after it, for terminals that show frames whole.
const FRAME: (&[u8], &[u8]) = (b"\x1b[?2026h", b"\x1b[?2026l");

impl Seen {
    /// Takes what has come. A frame is shown when it is whole, so that nobody looks at half of one.
    fn take(&mut self, chunk: &[u8]) {
        self.bytes.extend_from_slice(chunk);
        let fresh = &self.bytes[self.read..];
        let last = |mark: &[u8]| fresh.windows(mark.len()).rposition(|window| window == mark);
        let open = last(FRAME.0).filter(|start| last(FRAME.1).is_none_or(|end| end < *start));
        let begun = (1..FRAME.0.len())
            .rev()
            .find(|length| fresh.ends_with(&FRAME.0[..*length]));
        let end = open.or(begun.map(|length| fresh.len() - length)).unwrap_or(fresh.len());
        self.parser.process(&fresh[..end]);
        self.read += end;
    }
}

/// One terminal with one program in it.
pub struct Glass {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    /// Kept open, so that the terminal can still be asked how it was left after the program has ended.
    _slave: Box<dyn SlavePty + Send>,
    writer: Box<dyn Write + Send>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    before: String,
}

/// The program on `desk`, to be put into a terminal that can do everything.
pub fn program(desk: &Desk, args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_firebell"));
    command.args(args);
    command.env_clear();
    for (name, value) in desk.program().get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.env("TERM", "xterm-256color");
    command.env("COLORTERM", "truecolor");
    command.env("LANG", "C.UTF-8");
    command.env("TZ", "UTC");
    command.cwd(desk.home());
    command
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Glass {
    /// Opens the board on `desk`.
    pub fn open(desk: &Desk, args: &[&str], size: (u16, u16)) -> Self {
        Self::run(program(desk, args), size)
    }

    /// Runs a command in a terminal of this size: columns, rows.
    pub fn run(command: CommandBuilder, size: (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let before = format!("{:?}", pair.master.get_termios().unwrap());
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let seen = Seen {
            parser: Parser::new(cells(size.1), cells(size.0), 0),
            bytes: Vec::new(),
            read: 0,
            is_over: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            let mut chunk = [0; 8192];
            loop {
                let count = reader.read(&mut chunk).unwrap_or(0);
                // A test that has failed holds the lock no more, and nobody looks.
                let Ok(mut seen) = shared.0.lock() else { return };
                seen.take(&chunk[..count]);
                seen.is_over = count == 0;
                shared.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Self {
            child,
            master: pair.master,
            _slave: pair.slave,
            writer,
            seen,
            before,
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }

    /// Waits until `is_so` of the screen and the bytes so far; fails with the whole screen.
    pub fn wait_until(&self, what: &str, mut is_so: impl FnMut(&Screen, &[u8]) -> bool) {
        let end = Instant::now() + PATIENCE;
        let mut seen = self.seen();
        while !is_so(seen.parser.screen(), &seen.bytes) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !seen.is_over,
                "waited for {what}; the screen shows:\n{}",
                seen.parser.screen().contents()
            );
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("\"{text}\""), |screen, _| screen.contents().contains(text));
    }

    /// Waits until the screen does not show `text` any more.
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("\"{text}\" to go"), |screen, _| {
            !screen.contents().contains(text)
        });
    }

    /// Waits until `bytes` have come.
    pub fn wait_for_bytes(&self, bytes: &[u8]) {
        self.wait_until(&String::from_utf8_lossy(bytes).escape_debug().to_string(), |_, all| {
            contains(all, bytes)
        });
    }

    /// Presses keys, written as text.
    pub fn press(&mut self, text: &str) {
        let typed: Vec<u8> = keys(text).into_iter().flat_map(bytes).collect();
        self.send(&typed);
    }

    /// Presses keys, then waits for a text.
    pub fn press_for(&mut self, text: &str, shown: &str) {
        self.press(text);
        self.wait_for(shown);
    }

    /// Sends bytes as they are, as the terminal would.
    pub fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// What the screen shows.
    pub fn text(&self) -> String {
        self.seen().parser.screen().contents()
    }

    /// Looks at the screen's cells.
    pub fn look<T>(&self, at: impl FnOnce(&Screen) -> T) -> T {
        at(self.seen().parser.screen())
    }

    /// Where `text` stands: row, column.
    pub fn find(&self, text: &str) -> (u16, u16) {
        self.look(|screen| {
            let width = screen.size().1.get();
            let rows = screen.rows(0, width);
            let mut found = rows.enumerate().filter_map(|(row, line)| {
                let at = line.find(text)?;
                Some((row, line[..at].chars().count()))
            });
            let (row, column) = found
                .next()
                .unwrap_or_else(|| panic!("no \"{text}\" on:\n{}", screen.contents()));
            (u16::try_from(row).unwrap(), u16::try_from(column).unwrap())
        })
    }

    /// Every byte so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen().bytes.clone()
    }

    /// Gives the window another size and waits until something was drawn for it.
    pub fn resize(&self, size: (u16, u16)) {
        let before = {
            let mut seen = self.seen();
            seen.parser.screen_mut().set_size(cells(size.1), cells(size.0));
            seen.bytes.len()
        };
        self.master.resize(pty_size(size)).unwrap();
        self.wait_until("a frame of the new size", |_, bytes| bytes.len() > before);
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    /// Waits until the program has been stopped.
    pub fn wait_stopped(&self) {
        let (_, status) = waitpid(Some(self.pid()), WaitOptions::UNTRACED).unwrap().unwrap();
        assert!(status.stopped(), "{status:?}");
    }

    /// The exit code. The terminal has been read to its end then.
    pub fn code(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "still running:\n{}", self.text());
            thread::yield_now();
        }
    }

    /// Is the terminal as the program found it?
    pub fn assert_restored(&self) {
        self.wait_until("the terminal to be given back", |screen, _| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == MouseProtocolMode::None
        });
        let end = Instant::now() + PATIENCE;
        while format!("{:?}", self.master.get_termios().unwrap()) != self.before {
            assert!(Instant::now() < end, "the line discipline was not given back");
            thread::yield_now();
        }
    }

    /// Is the terminal taken over?
    pub fn assert_taken(&self) {
        self.wait_until("the terminal to be taken over", |screen, _| {
            screen.alternate_screen() && screen.bracketed_paste()
        });
        assert_ne!(format!("{:?}", self.master.get_termios().unwrap()), self.before);
    }

    /// Leaves with `q` and makes sure that all is well.
    pub fn leave(mut self) {
        self.press("q");
        assert_eq!(self.code(), 0);
        self.assert_restored();
    }
}

impl Drop for Glass {
    fn drop(&mut self) {
        // It may have ended long ago.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Do `bytes` occur in `all`?
pub fn contains(all: &[u8], bytes: &[u8]) -> bool {
    all.windows(bytes.len()).any(|window| window == bytes)
}
