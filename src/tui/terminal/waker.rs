//! Ends the sleep of the screen's thread from any other thread: one byte through a pipe.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::pipe::{PipeFlags, pipe_with};

/// Wakes [`super::Terminal::next`]. Cheap to clone; many wakes before one look are one.
#[derive(Debug, Clone)]
pub struct Waker(Arc<Bell>);

#[derive(Debug)]
struct Bell {
    pipe: OwnedFd,
    rung: AtomicBool,
}

impl Waker {
    /// Makes the next [`super::Terminal::next`] say [`super::Input::Wake`]. Put what is to be seen in its place first.
    pub fn wake(&self) {
        if !self.0.rung.swap(true, Ordering::AcqRel) {
            // A full or closed pipe needs no more bytes: somebody is awake, or nobody is there.
            let _ = rustix::io::write(&self.0.pipe, b"!");
        }
    }
}

/// The sleeper's end.
#[derive(Debug)]
pub struct WakerPipe {
    pipe: OwnedFd,
    bell: Arc<Bell>,
}

impl WakerPipe {
    pub fn new() -> io::Result<Self> {
        let (pipe, ring) = pipe_with(PipeFlags::NONBLOCK | PipeFlags::CLOEXEC)?;
        Ok(Self {
            pipe,
            bell: Arc::new(Bell {
                pipe: ring,
                rung: AtomicBool::new(false),
            }),
        })
    }

    pub fn waker(&self) -> Waker {
        Waker(Arc::clone(&self.bell))
    }

    pub const fn pipe(&self) -> &OwnedFd {
        &self.pipe
    }

    /// Empties the pipe, then arms the bell again. In this order: a bell armed before a byte is swallowed would stay
    /// rung for ever.
    pub fn drain(&self) {
        drain(&self.pipe);
        self.bell.rung.store(false, Ordering::Release);
    }
}

/// Reads until a non-blocking pipe is empty.
pub fn drain(pipe: &OwnedFd) {
    let mut bytes = [0; 64];
    while matches!(rustix::io::read(pipe, &mut bytes), Ok(count) if count > 0) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    fn is_ringing(pipe: &WakerPipe) -> bool {
        let mut polled = [PollFd::new(pipe.pipe(), PollFlags::IN)];
        poll(&mut polled, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).unwrap() == 1
    }

    #[test]
    fn many_wakes_are_one_and_none_is_lost_after_it() {
        let pipe = WakerPipe::new().unwrap();
        let waker = pipe.waker();
        assert!(!is_ringing(&pipe));
        for _ in 0..100_000 {
            waker.wake();
        }
        assert!(is_ringing(&pipe));
        pipe.drain();
        assert!(!is_ringing(&pipe));
        std::thread::spawn(move || waker.wake()).join().unwrap();
        assert!(is_ringing(&pipe));
    }

    #[test]
    fn a_wake_after_the_sleeper_left_is_harmless() {
        let pipe = WakerPipe::new().unwrap();
        let waker = pipe.waker();
        drop(pipe);
        waker.wake();
    }
}
