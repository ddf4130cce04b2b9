//! Signals as something a poll can wait for: each sets its flag, then writes one byte into a shared pipe.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::pipe::{PipeFlags, pipe_with};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::{SigId, flag, low_level};

use super::StopSignal;
use super::waker::drain;

/// The signals this program listens to, in the order of [`Signals::flags`].
const LISTENED: [i32; 6] = [SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGCONT, SIGTSTP];
const TERM: usize = 0;
const HUP: usize = 1;
const INT: usize = 2;
const RESIZED: usize = 3;
const CONTINUED: usize = 4;
const SUSPEND: usize = 5;

/// What has come since the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Came {
    pub stop: Option<StopSignal>,
    pub resized: bool,
    pub continued: bool,
    pub suspend: bool,
}

/// Handlers that stand as long as this value does.
#[derive(Debug)]
pub struct Signals {
    pipe: OwnedFd,
    flags: [Arc<AtomicBool>; LISTENED.len()],
    handlers: Vec<SigId>,
}

impl Signals {
    pub fn listen() -> io::Result<Self> {
        let (pipe, ring) = pipe_with(PipeFlags::NONBLOCK | PipeFlags::CLOEXEC)?;
        let mut signals = Self {
            pipe,
            flags: std::array::from_fn(|_| Arc::default()),
            handlers: Vec::new(),
        };
        for (signal, flag) in LISTENED.into_iter().zip(&signals.flags) {
            // The flag first: whoever sees the byte must find the flag set.
            signals.handlers.push(flag::register(signal, Arc::clone(flag))?);
            signals
                .handlers
                .push(low_level::pipe::register(signal, ring.try_clone()?)?);
        }
        Ok(signals)
    }

    pub const fn pipe(&self) -> &OwnedFd {
        &self.pipe
    }

    /// Takes what has come. The pipe is emptied first, so that a signal in between is seen twice rather than never.
    pub fn take(&self) -> Came {
        drain(&self.pipe);
        let came = self.flags.each_ref().map(|flag| flag.swap(false, Ordering::SeqCst));
        let stop = [(TERM, StopSignal::Term), (HUP, StopSignal::Hup), (INT, StopSignal::Int)];
        Came {
            stop: stop.into_iter().find_map(|(at, signal)| came[at].then_some(signal)),
            resized: came[RESIZED],
            continued: came[CONTINUED],
            suspend: came[SUSPEND],
        }
    }

    /// Drops the SIGCONT that ended a stop of our own making.
    pub fn forget_continue(&self) {
        self.flags[CONTINUED].store(false, Ordering::SeqCst);
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        for handler in self.handlers.drain(..) {
            low_level::unregister(handler);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_taken_once() {
        let signals = Signals::listen().unwrap();
        low_level::raise(SIGWINCH).unwrap();
        let came = signals.take();
        assert!(came.resized);
        assert_eq!(came.stop, None);
        assert!(!signals.take().resized);
    }
}
