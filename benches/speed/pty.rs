//! A program in a pseudo terminal, and when its bytes arrived.
//!
//! Instants are taken right after read(2) on the terminal's other end. What a terminal is asked at the start (its
//! ground, the width of a sign) is answered as a common one would.

use std::fs::{File, OpenOptions};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::Outcome;

/// Ends each frame of firebell.
pub const FRAME: &[u8] = b"\x1b[?2026l";
/// Ends each row of the floor's screen; its frames are one write.
pub const ROW: &[u8] = b"\x1b[0m";
/// Ends the first output of the floor programs.
pub const READY: &[u8] = b"READY";

const QUESTIONS: [(&[u8], &[u8]); 2] = [
    (b"\x1b]11;?", b"\x1b]11;rgb:1a1a/1b1b/2626\x1b\\"),
    (b"\x1b[6n", b"\x1b[1;2R"),
];

/// The terminal's side of a running program.
pub struct Glass {
    master: OwnedFd,
    child: Child,
    /// Everything it has written.
    pub seen: Vec<u8>,
    /// How much of it was looked at by [`Glass::until`].
    looked: usize,
    answered: usize,
    /// When it was started.
    pub started: Instant,
    /// When the last bytes came.
    pub last_read: Option<Instant>,
}

impl Glass {
    /// Starts a program on a terminal of 120×40.
    pub fn start(command: &mut Command) -> Outcome<Self> {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
        grantpt(&master)?;
        unlockpt(&master)?;
        let size = Winsize {
            ws_row: 40,
            ws_col: 120,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&master, size)?;
        let name = ptsname(&master, Vec::new())?.into_string()?;
        let slave = OpenOptions::new().read(true).write(true).open(name)?;
        let end = |file: &File| file.try_clone().map(Stdio::from);
        command.stdin(end(&slave)?).stdout(end(&slave)?).stderr(end(&slave)?);
        let started = Instant::now();
        let child = command.spawn()?;
        Ok(Self {
            master,
            child,
            seen: Vec::new(),
            looked: 0,
            answered: 0,
            started,
            last_read: None,
        })
    }

    /// The number of the process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Presses keys; returns when they were sent.
    pub fn press(&mut self, keys: &str) -> Outcome<Instant> {
        self.looked = self.seen.len();
        let at = Instant::now();
        rustix::io::write(&self.master, keys.as_bytes())?;
        Ok(at)
    }

    /// When `mark` arrived, looked for in what came since the last key or mark.
    pub fn until(&mut self, mark: &[u8]) -> Outcome<Instant> {
        loop {
            let at = self.read(Duration::from_secs(20))?.ok_or_else(|| {
                let seen = String::from_utf8_lossy(&self.seen);
                format!("nothing came for 20 s; so far: {seen:?}")
            })?;
            let from = self.looked;
            let place = self.seen[from..].windows(mark.len()).position(|part| part == mark);
            if let Some(place) = place {
                self.looked = from + place + mark.len();
                return Ok(at);
            }
        }
    }

    /// Reads until nothing has come for `gap`; returns when the last bytes came, if any did.
    pub fn quiet(&mut self, gap: Duration) -> Outcome<Option<Instant>> {
        let mut last = None;
        while let Some(at) = self.read(gap)? {
            last = Some(at);
        }
        self.looked = self.seen.len();
        Ok(last)
    }

    /// Reads what comes until `end`.
    pub fn read_until(&mut self, end: Instant) -> Outcome<()> {
        while let Some(left) = end
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero())
        {
            self.read(left)?;
        }
        Ok(())
    }

    /// One read; `None` when nothing came for `patience`, or the program has gone.
    fn read(&mut self, patience: Duration) -> Outcome<Option<Instant>> {
        let timeout = Timespec::try_from(patience)?;
        let mut polled = [PollFd::new(&self.master, PollFlags::IN)];
        if poll(&mut polled, Some(&timeout))? == 0 {
            return Ok(None);
        }
        let mut bytes = [0; 16384];
        let count = match rustix::io::read(&self.master, &mut bytes) {
            Ok(count) => count,
            // Nobody holds the other end any more.
            Err(rustix::io::Errno::IO) => 0,
            Err(error) => return Err(error.into()),
        };
        let at = Instant::now();
        self.seen.extend_from_slice(&bytes[..count]);
        self.answer()?;
        self.last_read = Some(at);
        Ok((count > 0).then_some(at))
    }

    fn answer(&mut self) -> Outcome<()> {
        for (question, answer) in QUESTIONS {
            let new = &self.seen[self.answered.saturating_sub(question.len() - 1)..];
            if new.windows(question.len()).any(|part| part == question) {
                rustix::io::write(&self.master, answer)?;
            }
        }
        self.answered = self.seen.len();
        Ok(())
    }

    /// Leaves with `q` and waits for the end.
    pub fn leave(mut self) -> Outcome<()> {
        self.press("q")?;
        self.quiet(Duration::from_millis(300))?;
        self.child.wait()?;
        Ok(())
    }

    /// Waits for a program that ends by itself.
    pub fn end(mut self) -> Outcome<()> {
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Glass {
    fn drop(&mut self) {
        // After `leave` and `end` there is nothing to stop.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
