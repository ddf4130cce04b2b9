//! Bytes from the terminal in, [`Input`]s out. Pure: no clock, no file.
//!
//! Three promises, tested below: whatever the bytes, it never panics and never lets a byte of a terminal's answer pass
//! as a key; however the bytes are split, the same inputs come out; no key typed is lost. The first and the last pull
//! against each other where bytes stop in the middle of a sequence. [`Decoder::patience`] says how long to wait for
//! more, [`Decoder::expire`] decides then: a lone `ESC` was the key; the beginning of an answer that was asked for is
//! kept as long as it can still become one; anything else that was cut off is dropped.

use std::collections::VecDeque;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::answer::Expected;
use super::{Input, Question, keys};

const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";
/// A sequence longer than this is none.
const LONGEST_CSI: usize = 64;
const LONGEST_STRING: usize = 64 * 1024;
/// How long a lone `ESC` may yet become a sequence: longer than any terminal takes, shorter than a person feels.
const ESCAPE: Duration = Duration::from_millis(25);
/// The same while an answer is on its way.
const ESCAPE_ASKED: Duration = Duration::from_millis(100);
/// How long the rest of something longer may take, over a bad line.
const REST: Duration = Duration::from_millis(500);

/// What the first bytes are.
enum Step {
    /// The beginning of something; wait.
    More,
    /// So many bytes, and what they mean (`None`: nothing).
    Take(usize, Option<Input>),
    /// So many bytes begin a paste.
    Paste(usize),
}

/// The state between two reads.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    /// The text of a paste so far, and how far it was searched for its end.
    paste: Option<(Vec<u8>, usize)>,
    expected: Expected,
    /// `pending` is the late beginning of an answer: kept without end, but only while it fits the grammar.
    held: bool,
    /// A lone `ESC` was told as a key while an answer was expected: the rest of that answer may follow without it.
    orphaned: bool,
}

impl Decoder {
    /// From now on the answer to `question` is one, and not a key or noise.
    pub fn expect(&mut self, question: Question) {
        self.expected.add(question);
    }

    /// Takes bytes as they come.
    pub fn feed(&mut self, bytes: &[u8], out: &mut VecDeque<Input>) {
        if std::mem::take(&mut self.orphaned) && matches!(bytes.first(), Some(b'[' | b']')) {
            self.pending.push(ESC);
            self.pending.extend_from_slice(bytes);
            if !self.is_answer_start() {
                self.pending.remove(0);
            }
        } else if self.held {
            self.feed_held(bytes, out);
        } else {
            self.pending.extend_from_slice(bytes);
        }
        self.run(out);
    }

    /// How long to wait for more bytes before [`Self::expire`]; `None`: nothing is waited for. `asked`: a question
    /// was sent a moment ago.
    pub fn patience(&self, asked: bool) -> Option<Duration> {
        if self.paste.is_some() {
            return Some(REST);
        }
        match self.pending.as_slice() {
            [] => None,
            _ if self.held => None,
            [ESC] if asked => Some(ESCAPE_ASKED),
            [ESC] => Some(ESCAPE),
            [ESC, b'[' | b']' | b'P' | b'_' | b'O'] if self.expected.is_empty() => Some(ESCAPE),
            _ => Some(REST),
        }
    }

    /// Nothing more came in time: settles what is pending.
    pub fn expire(&mut self, out: &mut VecDeque<Input>) {
        if let Some((text, searched)) = &mut self.paste {
            // A stalled paste stays one, so that its rest cannot run as keys; what is there is shown.
            let end = end_of_safe_text(text);
            let safe: Vec<u8> = text.drain(..end).collect();
            *searched = 0;
            if !safe.is_empty() {
                out.push_back(pasted(&safe));
            }
            return;
        }
        if self.pending.len() > 1 && self.expected.may_become(&self.pending) {
            self.held = true;
            return;
        }
        self.orphaned = self.pending == [ESC] && !self.expected.is_empty();
        match self.pending.as_slice() {
            [ESC] => out.push_back(keys::plain(KeyCode::Esc)),
            &[ESC, last] if last.is_ascii() => out.push_back(alt(char::from(last))),
            [] | [ESC, ..] => {}
            _ => out.push_back(keys::plain(KeyCode::Char(char::REPLACEMENT_CHARACTER))),
        }
        self.pending.clear();
    }

    /// After a lone `ESC`: is this the rest of an answer, rather than a typed bracket?
    fn is_answer_start(&self) -> bool {
        let body = self
            .pending
            .iter()
            .skip(1)
            .position(|b| matches!(*b, 0x07 | ESC | b'R'));
        let end = body.map_or(self.pending.len(), |at| at + 1);
        end > 2 && self.expected.may_become(&self.pending[..end])
    }

    /// A late answer goes on byte by byte, and ends at the first byte that cannot belong to it.
    fn feed_held(&mut self, bytes: &[u8], out: &mut VecDeque<Input>) {
        for (at, &byte) in bytes.iter().enumerate() {
            let is_osc = self.pending.starts_with(b"\x1b]");
            let is_end = if is_osc {
                byte == 0x07 || (byte == b'\\' && self.pending.ends_with(&[ESC]))
            } else {
                byte == b'R'
            };
            self.pending.push(byte);
            if is_end || !self.expected.may_become(&self.pending) {
                self.held = false;
                if !is_end {
                    // The answer broke off; this byte was typed. So was the key that looked like its beginning.
                    self.pending.pop();
                    if let &[ESC, bracket] = self.pending.as_slice() {
                        out.push_back(alt(char::from(bracket)));
                    }
                    let escape = self.pending.len() > 1 && self.pending.ends_with(&[ESC]);
                    self.pending.clear();
                    self.pending.extend(escape.then_some(ESC));
                    self.pending.push(byte);
                }
                self.pending.extend_from_slice(&bytes[at + 1..]);
                return;
            }
        }
    }

    /// Decodes as far as the bytes go.
    fn run(&mut self, out: &mut VecDeque<Input>) {
        if self.held {
            return;
        }
        let mut bytes = std::mem::take(&mut self.pending);
        let mut at = 0;
        while at < bytes.len() {
            if let Some((text, searched)) = &mut self.paste {
                text.extend_from_slice(&bytes[at..]);
                let Some(end) = find(text, PASTE_END, *searched) else {
                    *searched = text.len().saturating_sub(PASTE_END.len() - 1);
                    at = bytes.len();
                    break;
                };
                out.push_back(pasted(&text[..end]));
                at = bytes.len() - (text.len() - end - PASTE_END.len());
                self.paste = None;
                continue;
            }
            match step(&bytes[at..], &mut self.expected) {
                Step::More => break,
                Step::Take(count, input) => {
                    out.extend(input);
                    at += count;
                }
                Step::Paste(count) => {
                    self.paste = Some((Vec::new(), 0));
                    at += count;
                }
            }
        }
        bytes.drain(..at);
        self.pending = bytes;
    }
}

/// `bytes` is never empty.
fn step(bytes: &[u8], expected: &mut Expected) -> Step {
    match bytes {
        [ESC] | [ESC, b'O'] => Step::More,
        [ESC, ESC, ..] => Step::Take(1, Some(keys::plain(KeyCode::Esc))),
        [ESC, b'[', ..] => csi(bytes, expected),
        [ESC, b']' | b'P' | b'_', ..] => string(bytes, expected),
        [ESC, b'O', last, ..] => match keys::ss3(*last) {
            Some(code) => Step::Take(3, Some(keys::plain(code))),
            None => Step::Take(2, Some(alt('O'))),
        },
        [ESC, rest @ ..] => match character(rest) {
            Step::Take(count, Some(Input::Key(key))) => {
                let key = KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT);
                Step::Take(count + 1, Some(Input::Key(key)))
            }
            other => other,
        },
        _ => character(bytes),
    }
}

/// One key that is one character, or one byte of none.
fn character(bytes: &[u8]) -> Step {
    let first = bytes[0];
    if first < 0x20 || first == 0x7f {
        return Step::Take(1, Some(Input::Key(keys::control(first))));
    }
    let head = &bytes[..bytes.len().min(4)];
    let (valid, invalid) = match std::str::from_utf8(head) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default();
            (valid, Some(error.error_len()))
        }
    };
    match (valid.chars().next(), invalid) {
        (Some(c), _) => {
            let key = if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
            Step::Take(c.len_utf8(), Some(keys::plain(KeyCode::Char(key))))
        }
        (None, Some(Some(count))) => Step::Take(count, Some(keys::plain(KeyCode::Char(char::REPLACEMENT_CHARACTER)))),
        (None, _) => Step::More,
    }
}

/// `ESC [ parameters last`.
fn csi(bytes: &[u8], expected: &mut Expected) -> Step {
    let is_linux = bytes.get(2) == Some(&b'[');
    let start = if is_linux { 3 } else { 2 };
    let within = &bytes[..bytes.len().min(LONGEST_CSI)];
    let Some(length) = within[start..].iter().position(|b| !matches!(b, 0x20..=0x3f)) else {
        return if within.len() == LONGEST_CSI {
            Step::Take(LONGEST_CSI, None)
        } else {
            Step::More
        };
    };
    let end = start + length;
    let (parameters, last) = (&bytes[2..end], bytes[end]);
    if !matches!(last, 0x40..=0x7e) {
        // Broken off: the byte that broke it starts anew. An empty one was Alt-[.
        return Step::Take(end, (end == 2).then(|| alt('[')));
    }
    match (parameters, last) {
        (b"200", b'~') => Step::Paste(end + 1),
        // The old mouse report: three raw bytes follow.
        (b"", b'M') if bytes.len() < end + 4 => Step::More,
        (b"", b'M') => Step::Take(end + 4, None),
        (_, b'R') => {
            let answer = expected.take_column(&keys::numbers(parameters)).map(Input::Answer);
            Step::Take(end + 1, answer.or_else(|| shifted_f3(parameters)))
        }
        _ => Step::Take(end + 1, keys::csi(parameters, last)),
    }
}

/// `CSI 1 ; m R` is F3 with modifiers. With any other row it is an answer nobody waits for.
fn shifted_f3(parameters: &[u8]) -> Option<Input> {
    let is_key = parameters.is_empty() || parameters.starts_with(b"1;") || parameters == b"1";
    is_key.then(|| keys::csi(parameters, b'R')).flatten()
}

/// `ESC ] … BEL` or `… ESC \`, and its sisters DCS and APC. None of it is ever a key.
fn string(bytes: &[u8], expected: &mut Expected) -> Step {
    let body = &bytes[2..];
    let within = &body[..body.len().min(LONGEST_STRING)];
    let Some(length) = within.iter().position(|b| matches!(b, 0x00..=0x1f)) else {
        return if within.len() == LONGEST_STRING {
            Step::Take(2 + LONGEST_STRING, None)
        } else {
            Step::More
        };
    };
    let after = match &body[length..] {
        [0x07, ..] => length + 1,
        [ESC] => return Step::More,
        [ESC, b'\\', ..] => length + 2,
        // Broken off by a key; an empty one was Alt and its first character.
        _ => return Step::Take(2 + length, (length == 0).then(|| alt(char::from(bytes[1])))),
    };
    let answer = if bytes[1] == b']' {
        expected.take_background(&body[..length])
    } else {
        None
    };
    Step::Take(2 + after, answer.map(Input::Answer))
}

fn alt(c: char) -> Input {
    Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT))
}

/// Pasted bytes as text: line ends as `\n`, broken bytes as U+FFFD.
fn pasted(bytes: &[u8]) -> Input {
    Input::Paste(String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n"))
}

/// How much of a stalled paste can be told without cutting a character, a line end or the end mark in two.
fn end_of_safe_text(text: &[u8]) -> usize {
    let mark = (1..PASTE_END.len())
        .rev()
        .find(|&n| text.ends_with(&PASTE_END[..n]))
        .unwrap_or(0);
    let mut end = text.len() - mark;
    if let Err(error) = std::str::from_utf8(&text[..end])
        && error.error_len().is_none()
    {
        end = error.valid_up_to();
    }
    if text[..end].ends_with(b"\r") { end - 1 } else { end }
}

fn find(text: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    text[from..]
        .windows(wanted.len())
        .position(|window| window == wanted)
        .map(|at| from + at)
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
