//! What can come from the terminal, and what it can be asked.

use crossterm::event::{KeyEvent, MouseEvent};

use super::escape;

/// One thing that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key. `Char` and `BackTab` never carry SHIFT: the character says it.
    Key(KeyEvent),
    /// Pasted text, whole, line ends as `\n`; may hold any character.
    Paste(String),
    /// A press, a release or the wheel; columns and rows from 0. Drags are not told.
    Mouse(MouseEvent),
    /// The window has a new size: columns, rows.
    Resize(u16, u16),
    /// A [`super::Waker`] was used, once or many times.
    Wake,
    /// Somebody sent SIGTSTP: call [`super::Terminal::suspend`]. (Ctrl-Z is a key like any other.)
    Suspend,
    /// The process was stopped and goes on, the terminal is taken over again: paint everything anew.
    Resumed,
    /// End now, in order.
    Stop(StopSignal),
    /// What the terminal says to a [`Question`].
    Answer(TerminalAnswer),
}

/// Why the program has to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopSignal {
    /// SIGTERM.
    Term,
    /// SIGHUP, or the terminal is gone.
    Hup,
    /// SIGINT from outside (Ctrl-C is a key).
    Int,
}

/// What a terminal says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalAnswer {
    /// Colour of its ground: red, green, blue.
    Background(u8, u8, u8),
    /// Column of the cursor, from 1, after the box line of [`Question::AmbiguousWidth`]: 2 where such signs are one
    /// cell wide, 3 where they are two.
    CursorColumn(u16),
}

/// What a terminal can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The colour of its ground (OSC 11).
    Background,
    /// Whether signs of ambiguous East Asian width take one cell or two.
    AmbiguousWidth,
}

impl Question {
    /// The bytes that ask.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Background => escape::ASK_BACKGROUND,
            Self::AmbiguousWidth => escape::ASK_AMBIGUOUS_WIDTH,
        }
    }
}
