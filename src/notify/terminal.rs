//! The terminal itself: a notification as bytes that it takes for one, and the bell.
//!
//! Pure: bytes out, nothing is written here. Each terminal knows one of three sequences; what it does not know it
//! passes over, so exactly one is sent, and the bell after it, which everyone knows. tmux and GNU screen keep unknown
//! sequences to themselves, so there the sequence is wrapped to be handed through; tmux does so where
//! `set -g allow-passthrough on` is set, and shows the bell as a flag on the window in any case.

use super::words::{key_number, line, lines};
use crate::domain::reminder::{Message, Urgency};

/// In which sequence a terminal is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `OSC 9 ; text`: iTerm2, `WezTerm`, ghostty.
    Osc9,
    /// `OSC 777 ; notify ; title ; body`: urxvt, foot.
    Osc777,
    /// `OSC 99`: kitty. Knows urgency, and replaces what has the same key.
    Osc99,
    /// Only the bell.
    Bell,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Osc9, Self::Osc777, Self::Osc99, Self::Bell];

    /// The word in files and lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Osc9 => "osc9",
            Self::Osc777 => "osc777",
            Self::Osc99 => "osc99",
            Self::Bell => "bell",
        }
    }

    /// The form that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// What stands between us and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrap {
    /// Nothing.
    None,
    /// tmux: hands through what stands in its own DCS, every ESC doubled.
    Tmux,
    /// GNU screen: hands through what stands in a DCS.
    Screen,
}

const BELL: u8 = 7;
/// The most bytes of a title and of a body. kitty takes 2048 bytes a piece, the others some less; nobody reads more.
const TITLE: usize = 240;
const BODY: usize = 960;
/// The most bytes in one DCS of GNU screen, which keeps 768 and loses the rest.
const SCREEN_PIECE: usize = 500;

/// The form that the terminal knows, and what stands before it, by the environment. `TERM` is heard first where it
/// names a terminal: variables are inherited by a terminal that is started from another, `TERM` is set by each. It also
/// comes along over ssh, where the others stay behind.
pub fn detect(env: &dyn Fn(&str) -> Option<String>) -> (Form, Wrap) {
    let get = |name: &str| env(name).filter(|value| !value.is_empty());
    let term = get("TERM").unwrap_or_default();
    let wrap = if get("TMUX").is_some() {
        Wrap::Tmux
    } else if get("STY").is_some() {
        Wrap::Screen
    } else if term.starts_with("tmux") {
        Wrap::Tmux
    } else if term.starts_with("screen") {
        Wrap::Screen
    } else {
        Wrap::None
    };
    (form(&term, &get), wrap)
}

fn form(term: &str, get: &dyn Fn(&str) -> Option<String>) -> Form {
    for (name, form) in [
        ("kitty", Form::Osc99),
        ("ghostty", Form::Osc9),
        ("wezterm", Form::Osc9),
        ("foot", Form::Osc777),
        ("rxvt", Form::Osc777),
    ] {
        if term.contains(name) {
            return form;
        }
    }
    // Within tmux the first names tmux; iTerm2 says it again in the second, which ssh may carry too.
    for name in ["TERM_PROGRAM", "LC_TERMINAL"] {
        if matches!(
            get(name).as_deref(),
            Some("iTerm.app" | "iTerm2" | "WezTerm" | "ghostty")
        ) {
            return Form::Osc9;
        }
    }
    if get("KITTY_WINDOW_ID").is_some() {
        return Form::Osc99;
    }
    Form::Bell
}

/// What is written to the terminal for a message; ends with the bell.
pub fn bytes(message: &Message, form: Form, wrap: Wrap) -> Vec<u8> {
    let sequences = match form {
        Form::Osc9 => vec![osc9(message)],
        Form::Osc777 => vec![osc777(message)],
        Form::Osc99 => osc99(message),
        Form::Bell => Vec::new(),
    };
    let mut bytes = Vec::new();
    for sequence in sequences {
        match wrap {
            Wrap::None => bytes.extend(sequence.into_bytes()),
            Wrap::Tmux => bytes.extend(in_tmux(&sequence)),
            Wrap::Screen => bytes.extend(in_screen(&sequence)),
        }
    }
    bytes.push(BELL);
    bytes
}

/// One text. The name in front says who speaks, and keeps a text such as `4;…` from being read as a progress bar, which
/// `ConEmu`, Windows Terminal and ghostty do with digits in the first place.
fn osc9(message: &Message) -> String {
    let mut text = format!("firebell: {}", line(&message.title, TITLE));
    let body = lines(&message.body, " · ", BODY);
    if !body.is_empty() {
        text.push_str(" · ");
        text.push_str(&body);
    }
    format!("\x1b]9;{text}\x07")
}

/// A semicolon would end the field.
fn osc777(message: &Message) -> String {
    let field = |text: String| text.replace(';', ",");
    let title = field(line(&message.title, TITLE));
    let body = field(lines(&message.body, " · ", BODY));
    format!("\x1b]777;notify;{title};{body}\x07")
}

/// Title and body in a sequence each, as base64 (`e=1`), which no text can break out of. `f` is the name `firebell`,
/// `u` the urgency; what has the same `i` is replaced. Ended by BEL: GNU screen would take ST for the end of its own.
fn osc99(message: &Message) -> Vec<String> {
    let id = format!("fb-{:016x}", key_number(&message.key));
    let urgency = match message.urgency {
        Urgency::Low => 0,
        Urgency::Normal => 1,
        Urgency::Critical => 2,
    };
    let title = base64(line(&message.title, TITLE).as_bytes());
    let body = base64(lines(&message.body, "\n", BODY).as_bytes());
    let name = base64(b"firebell");
    vec![
        format!("\x1b]99;i={id}:d=0:e=1:u={urgency}:f={name}:p=title;{title}\x07"),
        format!("\x1b]99;i={id}:d=1:e=1:p=body;{body}\x07"),
    ]
}

fn in_tmux(sequence: &str) -> Vec<u8> {
    let doubled = sequence.replace('\x1b', "\x1b\x1b");
    format!("\x1bPtmux;{doubled}\x1b\\").into_bytes()
}

/// In pieces, cut between letters. The one ESC of a sequence is its first byte, so none meets the end of a piece.
fn in_screen(sequence: &str) -> Vec<u8> {
    let mut wrapped = String::new();
    let mut rest = sequence;
    while !rest.is_empty() {
        let mut end = rest.len().min(SCREEN_PIECE);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, after) = rest.split_at(end);
        wrapped.push_str("\x1bP");
        wrapped.push_str(piece);
        wrapped.push_str("\x1b\\");
        rest = after;
    }
    wrapped.into_bytes()
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0, |number, at| {
            number << 8 | usize::from(three.get(at).copied().unwrap_or_default())
        });
        for at in 0..4 {
            text.push(if at <= three.len() {
                char::from(LETTERS[number >> (18 - 6 * at) & 63])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
#[path = "terminal_tests.rs"]
mod tests;
