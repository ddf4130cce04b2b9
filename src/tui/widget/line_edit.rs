//! One line of text being written. The caret moves by what a person sees as one character (grapheme), so that a letter
//! with its accent or a family of four is never cut in two.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::visible;
use crate::tui::canvas::{Canvas, cells};
use crate::tui::theme::Role;

/// Cells before the text: the mark of focus and a space.
const PADDING: u16 = 2;

/// The text and the caret. No line end and no control character ever gets in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineEdit {
    text: String,
    /// A byte index between two graphemes.
    caret: usize,
    /// The text is only offered: what is typed or pasted first takes its place.
    is_offered: bool,
}

impl LineEdit {
    /// A line with `text` in it and the caret at its end.
    pub fn new(text: &str) -> Self {
        let mut line = Self::default();
        line.paste(text);
        line
    }

    /// A line that offers `text`: what is typed or pasted first takes its place, any other key keeps it.
    pub fn offering(text: &str) -> Self {
        Self {
            is_offered: true,
            ..Self::new(text)
        }
    }

    /// What is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Replaces all of it; the caret goes to the end.
    pub fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }

    /// Takes the text out and leaves the line empty.
    pub fn take(&mut self) -> String {
        self.caret = 0;
        std::mem::take(&mut self.text)
    }

    /// Puts text in at the caret: line ends and tabs become spaces, control characters are left out.
    pub fn paste(&mut self, text: &str) {
        let text = text.trim_end_matches(['\n', '\r']).replace("\r\n", " ");
        let clean = |c: char| match c {
            '\n' | '\r' | '\t' => Some(' '),
            _ if c.is_control() => None,
            _ => Some(c),
        };
        let text: String = text.chars().filter_map(clean).collect();
        if std::mem::take(&mut self.is_offered) {
            self.set("");
        }
        self.text.insert_str(self.caret, &text);
        self.caret += text.len();
        self.settle();
    }

    /// Takes a key that edits one line or moves in it. False when it is none of those: Enter, Esc, Tab, up, down,
    /// function keys and unknown chords are the caller's.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let end = self.text.len();
        match key.code {
            KeyCode::Char(c) if !alt && !ctrl => {
                self.paste(c.encode_utf8(&mut [0; 4]));
                return true;
            }
            _ => self.is_offered = false,
        }
        match key.code {
            KeyCode::Char(c) if ctrl && !alt => return self.press_ctrl(c),
            KeyCode::Char(c) if alt && !ctrl => return self.press_alt(c),
            KeyCode::Left if ctrl || alt => self.caret = self.word_before(),
            KeyCode::Right if ctrl || alt => self.caret = self.word_after(),
            KeyCode::Left => self.caret = self.before(),
            KeyCode::Right => self.caret = self.after(),
            KeyCode::Home => self.caret = 0,
            KeyCode::End => self.caret = end,
            KeyCode::Backspace if ctrl || alt => self.delete(self.word_before(), self.caret),
            KeyCode::Backspace => self.delete(self.before(), self.caret),
            KeyCode::Delete if ctrl || alt => self.delete(self.caret, self.word_after()),
            KeyCode::Delete => self.delete(self.caret, self.after()),
            _ => return false,
        }
        true
    }

    /// Draws the field into the first row of `area`: on `surface`, with focus on `sel` behind `▌`. Text that is too
    /// long scrolls by half the width, with the sign for a cut where it goes on. Returns where the caret is.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) -> Option<(u16, u16)> {
        self.draw_on(canvas, area, focused, Role::Surface)
    }

    /// The same, resting on another ground: in a box, which is `surface` itself.
    pub fn draw_on(&self, canvas: &mut Canvas, area: Rect, focused: bool, rest: Role) -> Option<(u16, u16)> {
        let row = Rect { height: 1, ..area };
        let ground = if focused { canvas.select(row, true) } else { rest };
        if !focused {
            canvas.row_ground(row, ground);
        }
        let style = canvas.palette.on(Role::Text, ground);
        let (x, y) = (area.x + PADDING, area.y);
        let room = area.width.saturating_sub(PADDING + 1);
        let caret = cells(&self.text[..self.caret]);
        let total = cells(&self.text);
        if total <= room || !focused {
            canvas.text(x, y, room, &self.text, style);
            return focused.then_some((x + caret.min(room), y));
        }
        let half = (room.saturating_sub(1) / 2).max(1);
        // Never so far that the end of the text leaves the right half empty.
        let offset = ((caret / half).saturating_sub(1) * half).min((total + 1).saturating_sub(room));
        let shown = visible(&self.text);
        let (start, column) = if offset == 0 {
            (0, 0)
        } else {
            first_from(&shown, offset + 1)
        };
        if offset > 0 {
            canvas.text(x, y, 1, canvas.glyphs.ellipsis, style);
        }
        let lead = column - offset;
        canvas.text(x + lead, y, room.saturating_sub(lead), &shown[start..], style);
        Some((x + (caret - offset).min(room), y))
    }

    /// The chords of every shell.
    fn press_ctrl(&mut self, c: char) -> bool {
        match c {
            'a' => self.caret = 0,
            'e' => self.caret = self.text.len(),
            'b' => self.caret = self.before(),
            'f' => self.caret = self.after(),
            'd' => self.delete(self.caret, self.after()),
            'h' => self.delete(self.before(), self.caret),
            'w' => self.delete(self.space_before(), self.caret),
            'u' => self.delete(0, self.caret),
            'k' => self.delete(self.caret, self.text.len()),
            _ => return false,
        }
        true
    }

    fn press_alt(&mut self, c: char) -> bool {
        match c {
            'b' => self.caret = self.word_before(),
            'f' => self.caret = self.word_after(),
            'd' => self.delete(self.caret, self.word_after()),
            _ => return false,
        }
        true
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.drain(from..to);
        self.caret = from;
        self.settle();
    }

    /// What was put in or left may join with its neighbours: then the caret goes behind the whole of it.
    fn settle(&mut self) {
        let mut ends = self
            .text
            .grapheme_indices(true)
            .map(|(at, grapheme)| at + grapheme.len());
        if self.caret > 0 {
            self.caret = ends.find(|end| *end >= self.caret).unwrap_or(self.text.len());
        }
    }

    fn before(&self) -> usize {
        let last = self.text[..self.caret].graphemes(true).next_back();
        self.caret - last.map_or(0, str::len)
    }

    fn after(&self) -> usize {
        let next = self.text[self.caret..].graphemes(true).next();
        self.caret + next.map_or(0, str::len)
    }

    /// The start of the word before the caret.
    fn word_before(&self) -> usize {
        let words = self.text[..self.caret].split_word_bound_indices();
        words.rev().find(|(_, word)| is_word(word)).map_or(0, |(at, _)| at)
    }

    /// The end of the word after the caret.
    fn word_after(&self) -> usize {
        let mut words = self.text[self.caret..].split_word_bound_indices();
        words
            .find(|(_, word)| is_word(word))
            .map_or(self.text.len(), |(at, word)| self.caret + at + word.len())
    }

    /// The start of what stands between the last space and the caret, as Ctrl-W of a shell takes it.
    fn space_before(&self) -> usize {
        let before = self.text[..self.caret].trim_end();
        before
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8))
    }
}

fn is_word(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}

/// Byte index and column of the first grapheme at or behind `column`.
fn first_from(text: &str, column: u16) -> (usize, u16) {
    let mut at_column = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        if at_column >= column {
            return (at, at_column);
        }
        at_column += u16::try_from(grapheme.width()).unwrap_or(0);
    }
    (text.len(), at_column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::grid::{Cell, Grid};
    use crate::tui::theme::{ColourDepth, Glyphs, Palette, Theme};
    use proptest::prelude::*;

    fn key(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    fn ctrl(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    fn alt(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT)
    }

    /// The row as text, and the caret's column.
    fn drawn(line: &LineEdit, width: u16) -> (String, Option<u16>) {
        let area = Rect::new(0, 0, width, 1);
        let mut buffer = Grid::empty(area);
        let palette = Palette::new(&Theme::built_in("dark").unwrap(), ColourDepth::True, false);
        let caret = line.draw(&mut Canvas::new(&mut buffer, &palette, &Glyphs::UNICODE), area, true);
        (buffer.content.iter().map(Cell::symbol).collect(), caret.map(|(x, _)| x))
    }

    #[test]
    fn what_is_offered_gives_way_to_what_is_typed_and_stays_for_what_is_mended() {
        let key = |code| KeyEvent::new(code, KeyModifiers::NONE);
        let mut typed = LineEdit::offering("root");
        for c in "mira".chars() {
            assert!(typed.press(key(KeyCode::Char(c))));
        }
        assert_eq!(typed.text(), "mira");
        let mut mended = LineEdit::offering("mir");
        assert!(mended.press(key(KeyCode::End)));
        assert!(mended.press(key(KeyCode::Char('a'))));
        assert_eq!(mended.text(), "mira");
    }

    #[test]
    fn letters_go_in_at_the_caret() {
        let mut line = LineEdit::new("bc");
        line.press(key(KeyCode::Home));
        line.press(key(KeyCode::Char('a')));
        assert_eq!(line.text(), "abc");
        assert_eq!(drawn(&line, 10), ("▌ abc     ".to_owned(), Some(3)));
    }

    #[test]
    fn a_grapheme_is_deleted_whole() {
        let mut line = LineEdit::new("e\u{301}👨‍👩‍👧‍👦");
        line.press(key(KeyCode::Backspace));
        assert_eq!(line.text(), "e\u{301}");
        line.press(key(KeyCode::Left));
        line.press(key(KeyCode::Delete));
        assert!(line.is_empty());
    }

    #[test]
    fn words_are_moved_over_and_deleted() {
        let mut line = LineEdit::new("rotate the-key now");
        line.press(ctrl('w'));
        assert_eq!(line.text(), "rotate the-key ");
        line.press(alt('b'));
        line.press(alt('d'));
        assert_eq!(line.text(), "rotate the- ");
        line.press(ctrl('w'));
        assert_eq!(line.text(), "rotate  ");
        line.press(ctrl('a'));
        line.press(alt('f'));
        line.press(ctrl('k'));
        assert_eq!(line.text(), "rotate");
        line.press(ctrl('u'));
        assert_eq!(line.text(), "");
    }

    #[test]
    fn a_paste_is_one_clean_line() {
        let mut line = LineEdit::default();
        line.paste("one\r\ntwo\tthree\u{1b}[31m\n");
        assert_eq!(line.text(), "one two three[31m");
        assert_eq!(line.take(), "one two three[31m");
        assert!(line.is_empty());
    }

    #[test]
    fn keys_of_the_caller_are_left_alone() {
        let mut line = LineEdit::new("x");
        for code in [KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::Up, KeyCode::F(1)] {
            assert!(!line.press(key(code)));
        }
        assert!(!line.press(ctrl('s')));
        assert_eq!(line.text(), "x");
    }

    #[test]
    fn long_text_scrolls_and_says_where_it_goes_on() {
        let mut line = LineEdit::new("0123456789abcdefghij");
        assert_eq!(drawn(&line, 13), ("▌ …cdefghij  ".to_owned(), Some(11)));
        line.press(ctrl('b'));
        assert_eq!(drawn(&line, 13).1, Some(10));
        line.press(key(KeyCode::Home));
        assert_eq!(drawn(&line, 13), ("▌ 012345678… ".to_owned(), Some(2)));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_the_caret_is_seen_and_between_graphemes(
            keys in proptest::collection::vec((0..12_usize, any::<char>()), 0..60), width in 4..30_u16
        ) {
            let mut line = LineEdit::default();
            for (which, c) in keys {
                line.press(match which {
                    0 => key(KeyCode::Left),
                    1 => key(KeyCode::Right),
                    2 => key(KeyCode::Backspace),
                    3 => key(KeyCode::Delete),
                    4 => alt('b'),
                    5 => alt('f'),
                    6 => ctrl('w'),
                    _ => key(KeyCode::Char(c)),
                });
                let ends = line.text.grapheme_indices(true).map(|(at, g)| at + g.len());
                prop_assert!(line.caret == 0 || ends.into_iter().any(|end| end == line.caret));
                let (_, caret) = drawn(&line, width);
                prop_assert!(caret.is_some_and(|x| (2..width).contains(&x)));
            }
        }
    }
}
