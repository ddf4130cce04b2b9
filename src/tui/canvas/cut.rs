//! How wide a text is, and what of it fits. Text is cut between graphemes, never inside one.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::visible;

/// Printable ASCII: one byte is one cell.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// How many cells `text` takes when it is drawn, with what is hidden in it made visible.
pub fn cells(text: &str) -> u16 {
    let count = if is_plain(text) {
        text.len()
    } else {
        width(&visible(text))
    };
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// As it is drawn, grapheme by grapheme.
fn width(text: &str) -> usize {
    Graphemes(text).map(|(_, width)| width).sum()
}

/// The graphemes of a visible text, each with its cells. Printable ASCII before more ASCII is a grapheme of one cell, and
/// is told without looking anything up: a text is seldom all of other letters.
pub(super) struct Graphemes<'a>(pub &'a str);

impl<'a> Iterator for Graphemes<'a> {
    type Item = (&'a str, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let (length, width) = match self.0.as_bytes() {
            [] => return None,
            [b' '..=b'~'] | [b' '..=b'~', 0..=0x7f, ..] => (1, 1),
            _ => self
                .0
                .graphemes(true)
                .next()
                .map(|grapheme| (grapheme.len(), grapheme.width()))?,
        };
        let (grapheme, rest) = self.0.split_at(length);
        self.0 = rest;
        Some((grapheme, width))
    }
}

/// What of `text` fits into `room` cells, and whether that is not all; then one cell is left for the sign that says so.
pub(super) fn fit(text: &str, room: usize) -> (&str, bool) {
    let (mut used, mut end, mut end_when_cut) = (0, 0, 0);
    for (grapheme, width) in Graphemes(text) {
        used += width;
        end += grapheme.len();
        if used < room {
            end_when_cut = end;
        } else if used > room {
            return (text[..end_when_cut].trim_end(), true);
        }
    }
    (text, false)
}

/// `text` without its middle, for file names and addresses: both ends are kept, the end a little more, with `ellipsis`
/// (one cell) between. Whole when it fits into `room` cells.
pub fn middle_cut<'a>(text: &'a str, room: u16, ellipsis: &str) -> Cow<'a, str> {
    let shown = visible(text);
    let room = usize::from(room);
    if width(&shown) <= room {
        return shown;
    }
    let Some(kept) = room.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let (head, tail) = (kept / 2, kept - kept / 2);
    let graphemes: Vec<&str> = shown.graphemes(true).collect();
    let head = within(graphemes.iter(), head);
    let tail = within(graphemes.iter().rev(), tail);
    let start: String = graphemes[..head].concat();
    let end: String = graphemes[graphemes.len() - tail..].concat();
    Cow::Owned(format!("{start}{ellipsis}{end}"))
}

/// How many graphemes fit.
fn within<'a>(graphemes: impl Iterator<Item = &'a &'a str>, room: usize) -> usize {
    let mut used = 0;
    graphemes
        .take_while(|grapheme| {
            used += grapheme.width();
            used <= room
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_fits_is_whole() {
        assert_eq!(fit("ab世", 4), ("ab世", false));
        assert_eq!(cells("ab世"), 4);
        assert_eq!(cells("e\u{301}"), 1);
    }

    #[test]
    fn text_is_cut_before_the_grapheme_that_does_not_fit() {
        assert_eq!(fit("ab世界", 4), ("ab", true));
        assert_eq!(fit("ab世界", 5), ("ab世", true));
        assert_eq!(fit("one two", 5), ("one", true));
        assert_eq!(fit("世界", 1), ("", true));
    }

    #[test]
    fn paths_lose_their_middle() {
        assert_eq!(middle_cut("/var/lib/firebell/firebell.db", 15, "…"), "/var/li…bell.db");
        assert_eq!(middle_cut("short", 15, "…"), "short");
        assert_eq!(middle_cut("世界世界", 5, "…"), "世…界");
        assert_eq!(middle_cut("abc", 1, "…"), "…");
        assert_eq!(middle_cut("abc", 0, "…"), "");
    }
}
