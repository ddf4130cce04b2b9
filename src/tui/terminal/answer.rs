//! The grammar of the answers we ask for: what a complete one says, and whether cut-off bytes may still become one.

use super::{Question, TerminalAnswer};

/// How a background answer starts, after `ESC ]`.
const BACKGROUND: &[u8] = b"11;";

/// Questions without an answer yet.
#[derive(Debug, Default)]
pub struct Expected {
    background: u16,
    column: u16,
}

impl Expected {
    pub fn add(&mut self, question: Question) {
        let count = self.count(question);
        *count = count.saturating_add(1);
    }

    pub const fn is_empty(&self) -> bool {
        self.background == 0 && self.column == 0
    }

    fn count(&mut self, question: Question) -> &mut u16 {
        match question {
            Question::Background => &mut self.background,
            Question::AmbiguousWidth => &mut self.column,
        }
    }

    fn take(&mut self, question: Question) -> bool {
        let count = self.count(question);
        let was = *count > 0;
        *count = count.saturating_sub(1);
        was
    }

    /// The body of an OSC string; an answer only when it was asked for.
    pub fn take_background(&mut self, body: &[u8]) -> Option<TerminalAnswer> {
        let colour = body.strip_prefix(BACKGROUND)?;
        if !self.take(Question::Background) {
            return None;
        }
        let (r, g, b) = rgb(colour)?;
        Some(TerminalAnswer::Background(r, g, b))
    }

    /// `CSI row ; column R`, when a column was asked for. Shift-F3 looks the same in some terminals, which is why
    /// nobody else may decide this.
    pub fn take_column(&mut self, values: &[u32]) -> Option<TerminalAnswer> {
        let &[_, column] = values else { return None };
        let column = u16::try_from(column).ok()?;
        self.take(Question::AmbiguousWidth)
            .then_some(TerminalAnswer::CursorColumn(column))
    }

    /// Whether `bytes`, from `ESC` on, are the cut-off beginning of an answer we wait for.
    pub fn may_become(&self, bytes: &[u8]) -> bool {
        if let Some(body) = bytes.strip_prefix(b"\x1b]") {
            let body = body.strip_suffix(b"\x1b").unwrap_or(body);
            let head = body.len().min(BACKGROUND.len());
            let (head, colour) = body.split_at(head);
            let is_colour = |b: &u8| b.is_ascii_hexdigit() || b"rgba:/".contains(b);
            return self.background > 0 && BACKGROUND.starts_with(head) && colour.iter().all(is_colour);
        }
        bytes
            .strip_prefix(b"\x1b[")
            .is_some_and(|body| self.column > 0 && body.iter().all(|b| b.is_ascii_digit() || *b == b';'))
    }
}

/// `rgb:h/h/h` with one to four digits each (or `rgba:` with a fourth, left out), scaled to 8 bits.
fn rgb(text: &[u8]) -> Option<(u8, u8, u8)> {
    let text = std::str::from_utf8(text).ok()?;
    let parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut values = parts.split('/').map(|part| {
        let value = u32::from_str_radix(part, 16).ok()?;
        let top = match part.len() {
            1 => 0xF,
            2 => 0xFF,
            3 => 0xFFF,
            4 => 0xFFFF,
            _ => return None,
        };
        u8::try_from((value * 255 + top / 2) / top).ok()
    });
    Some((values.next()??, values.next()??, values.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_any_depth_are_scaled() {
        assert_eq!(rgb(b"rgb:0e0e/1313/1a1a"), Some((0x0e, 0x13, 0x1a)));
        assert_eq!(rgb(b"rgb:f/0/8"), Some((255, 0, 136)));
        assert_eq!(rgb(b"rgba:ff/80/00/ff"), Some((255, 128, 0)));
        assert_eq!(rgb(b"rgb:ff/80"), None);
        assert_eq!(rgb(b"rgb:+f/80/00"), Some((15, 128, 0)));
        assert_eq!(rgb(b"#ffffff"), None);
    }
}
