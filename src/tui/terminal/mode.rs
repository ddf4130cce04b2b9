//! Takes the terminal over and gives it back.
//!
//! What it was like before lies in a static, not in the driver, so that a panic hook can give it back without one.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use super::{TerminalOptions, escape};

/// The line discipline as it was before; `Some` exactly while the terminal is taken over.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);
/// Does the title say something of ours?
static IS_TITLED: AtomicBool = AtomicBool::new(false);

/// Takes the terminal over. Entering again while taken over (after a stop) sets everything anew and keeps the memory
/// of the first time.
pub fn enter(options: TerminalOptions) -> io::Result<()> {
    let found = tcgetattr(stdin())?;
    let original = {
        let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        before.get_or_insert(found).clone()
    };
    let taken = take_over(original, options);
    if taken.is_err() {
        restore();
    }
    taken
}

fn take_over(original: Termios, options: TerminalOptions) -> io::Result<()> {
    let mut raw = original;
    raw.make_raw();
    tcsetattr(stdin(), OptionalActions::Now, &raw)?;
    let mut bytes = escape::ENTER.to_vec();
    if options.bracketed_paste {
        bytes.extend_from_slice(escape::PASTE_ON);
    }
    if options.mouse {
        bytes.extend_from_slice(escape::mouse(true));
    }
    write_all(&bytes)
}

/// Gives the terminal back as it was. Does nothing when it is not taken over; safe to call from a panic hook, from
/// any thread, any number of times.
pub fn restore() {
    let before = match BEFORE.try_lock() {
        Ok(mut before) => before.take(),
        Err(TryLockError::Poisoned(before)) => before.into_inner().take(),
        // Somebody else is entering or leaving this very moment.
        Err(TryLockError::WouldBlock) => None,
    };
    if let Some(before) = before {
        // A terminal that is gone cannot be told anything, and there is nobody left to tell.
        let _ = write_all(escape::LEAVE);
        if IS_TITLED.swap(false, Ordering::SeqCst) {
            let _ = write_all(escape::RESTORE_TITLE);
        }
        let _ = tcsetattr(stdin(), OptionalActions::Now, &before);
    }
}

/// Gives the window a title; what it was called before comes back with [`restore`].
pub fn set_title(words: &str) -> io::Result<()> {
    let mut bytes = Vec::new();
    if !IS_TITLED.swap(true, Ordering::SeqCst) {
        bytes.extend_from_slice(escape::SAVE_TITLE);
    }
    bytes.extend(escape::title(words));
    write_all(&bytes)
}

/// Columns and rows; 80×24 when the terminal says 0.
pub fn size() -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(stdout())?;
    Ok(if size.ws_col == 0 || size.ws_row == 0 {
        (80, 24)
    } else {
        (size.ws_col, size.ws_row)
    })
}

/// Writes all of it, in one go whenever the terminal takes it.
pub fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(Errno::INTR) => {}
            // A terminal left non-blocking by another program: wait for it rather than lose half a frame.
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::from_borrowed_fd(stdout(), PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
