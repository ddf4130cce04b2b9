//! The terminal driver: raw mode, the alternate screen, one blocking `next`, one `write` per frame.
//!
//! May import `rustix`, `signal-hook` and crossterm's key and mouse types; knows no screen, no theme and no domain.
//! Its one invariant: whatever ends the program (return, panic, signal, hang-up), [`restore`] leaves the terminal as
//! [`Terminal::enter`] found it. There is no input thread: [`Terminal::next`] sleeps in poll(2) on the keyboard, the
//! signals and the [`Waker`] at once. Start reading here, then `decode.rs`.

mod answer;
mod decode;
mod escape;
mod input;
mod keys;
mod mode;
mod signals;
mod waker;

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};
use rustix::stdio;

use decode::Decoder;
pub use input::{Input, Question, StopSignal, TerminalAnswer};
pub use mode::restore;
use signals::Signals;
pub use waker::Waker;
use waker::WakerPipe;

/// How long after a question its answer is thought to be on its way: a lone `ESC` is then given more time.
const FRESH: Duration = Duration::from_secs(1);

/// What to turn on when the screen is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Report clicks and the wheel. Takes the terminal's own selection away, therefore a choice.
    pub mouse: bool,
    /// Have pasted text marked as such, so that it never runs as keys.
    pub bracketed_paste: bool,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self {
            mouse: false,
            bracketed_paste: true,
        }
    }
}

/// The terminal, taken over until this value is dropped.
#[derive(Debug)]
pub struct Terminal {
    options: TerminalOptions,
    signals: Signals,
    wake: WakerPipe,
    decoder: Decoder,
    ready: VecDeque<Input>,
    asked: Option<Instant>,
    hung_up: bool,
}

impl Terminal {
    /// Takes the terminal over: raw mode, alternate screen, hidden cursor, paste marks and, when wished, the mouse.
    ///
    /// # Errors
    /// When standard input or output is no terminal, or a pipe or a signal handler cannot be set up. The terminal is
    /// then as before.
    pub fn enter(options: TerminalOptions) -> io::Result<Self> {
        let signals = Signals::listen()?;
        let wake = WakerPipe::new()?;
        mode::enter(options)?;
        Ok(Self {
            options,
            signals,
            wake,
            decoder: Decoder::default(),
            ready: VecDeque::new(),
            asked: None,
            hung_up: false,
        })
    }

    /// Columns and rows, at least 1×1; 80×24 when the terminal does not know its size.
    ///
    /// # Errors
    /// When standard output is no terminal any more.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        mode::size()
    }

    /// A handle with which other threads end a blocking [`Self::next`] early.
    pub fn waker(&self) -> Waker {
        self.wake.waker()
    }

    /// Writes one frame, whole, with one write(2) when the terminal takes it whole.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        mode::write_all(bytes)
    }

    /// Asks the terminal something. Send it after the first frame; the answer comes as [`Input::Answer`], soon, late
    /// or never. [`Question::AmbiguousWidth`] spoils the first two cells of row 0: have the painter repaint that row.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn ask(&mut self, question: Question) -> io::Result<()> {
        self.decoder.expect(question);
        self.asked = Some(Instant::now());
        mode::write_all(question.bytes())
    }

    /// Turns mouse reports on or off.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.options.mouse = on;
        mode::write_all(escape::mouse(on))
    }

    /// Gives the window a title until the terminal is given back.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn set_title(&mut self, words: &str) -> io::Result<()> {
        mode::set_title(words)
    }

    /// Gives the terminal back, stops this process until it is continued (`fg`), and takes the terminal over again.
    /// [`Input::Resumed`] follows, at which everything has to be painted anew.
    ///
    /// # Errors
    /// When the terminal cannot be taken over again.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore();
        kill_process(getpid(), Signal::STOP)?;
        mode::enter(self.options)?;
        self.signals.forget_continue();
        self.ready.push_back(Input::Resumed);
        Ok(())
    }

    /// Gives the terminal to somebody else for as long as they need it.
    ///
    /// # Errors
    /// When it cannot be taken over again.
    pub fn lend<T>(&mut self, to: impl FnOnce() -> T) -> io::Result<T> {
        restore();
        let result = to();
        mode::enter(self.options)?;
        self.ready.push_back(Input::Resumed);
        let (columns, rows) = mode::size()?;
        self.ready.push_back(Input::Resize(columns, rows));
        Ok(result)
    }

    /// The next thing that happens; blocks for at most `timeout` (`None`: as long as it takes). `Ok(None)` when the
    /// time is over. Call it with a zero timeout until it says `None` to take all there is before painting.
    ///
    /// # Errors
    /// When polling or reading fails for another reason than a hang-up, which is [`StopSignal::Hup`].
    pub fn next(&mut self, timeout: Option<Duration>) -> io::Result<Option<Input>> {
        let deadline = timeout.and_then(|wait| Instant::now().checked_add(wait));
        loop {
            if let Some(input) = self.ready.pop_front() {
                return Ok(Some(input));
            }
            if self.hung_up {
                return Ok(Some(Input::Stop(StopSignal::Hup)));
            }
            let patience = self.decoder.patience(self.asked.is_some_and(|at| at.elapsed() < FRESH));
            let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
            let wait = match (patience, left) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            let woken = self.wait(wait)?;
            if woken || !self.ready.is_empty() {
                continue;
            }
            if patience.is_some() && wait == patience {
                self.decoder.expire(&mut self.ready);
            } else if left.is_some() {
                return Ok(None);
            }
        }
    }

    /// One poll; whatever is there goes to `ready`: signals, then input, then one wake. False when nothing was there.
    fn wait(&mut self, wait: Option<Duration>) -> io::Result<bool> {
        let timeout = wait.and_then(|w| Timespec::try_from(w).ok());
        let mut polled = [
            PollFd::from_borrowed_fd(stdio::stdin(), PollFlags::IN),
            PollFd::new(self.signals.pipe(), PollFlags::IN),
            PollFd::new(self.wake.pipe(), PollFlags::IN),
        ];
        match poll(&mut polled, timeout.as_ref()) {
            Ok(0) => return Ok(false),
            // A signal came while we slept: its byte is in the pipe, the next poll finds it.
            Err(Errno::INTR) => return Ok(true),
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        let [typed, signalled, woken] = polled.map(|fd| !fd.revents().is_empty());
        if signalled {
            self.take_signals()?;
        }
        if typed {
            self.read_input()?;
        }
        if woken {
            self.wake.drain();
            self.ready.push_back(Input::Wake);
        }
        Ok(true)
    }

    fn take_signals(&mut self) -> io::Result<()> {
        let came = self.signals.take();
        if let Some(signal) = came.stop {
            self.ready.push_back(Input::Stop(signal));
        }
        if came.continued {
            // Stopped by somebody else (`kill -STOP`): the shell has changed the terminal in between.
            mode::enter(self.options)?;
            self.ready.push_back(Input::Resumed);
        }
        if came.resized {
            let (columns, rows) = mode::size()?;
            self.ready.push_back(Input::Resize(columns, rows));
        }
        if came.suspend {
            self.ready.push_back(Input::Suspend);
        }
        Ok(())
    }

    fn read_input(&mut self) -> io::Result<()> {
        let mut bytes = [0; 4096];
        match rustix::io::read(stdio::stdin(), &mut bytes) {
            Ok(0) | Err(Errno::IO | Errno::BADF) => self.hung_up = true,
            Ok(count) => self.decoder.feed(&bytes[..count], &mut self.ready),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}
