//! The bytes that turn the terminal's modes on and off. Every one that is turned on has its opposite in [`LEAVE`].

use crate::text::{cut, visible};

/// The most cells of a title.
const TITLE: usize = 120;

/// Alternate screen, clean attributes, no cursor, a bar for when it is shown.
pub const ENTER: &[u8] = b"\x1b[?1049h\x1b[0m\x1b[2J\x1b[?25l\x1b[6 q";
/// Pasted text comes between marks.
pub const PASTE_ON: &[u8] = b"\x1b[?2004h";
/// Everything off that this driver or the painter may have turned on, whether it did or not.
pub const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[0 q\x1b[?25h\x1b[?1049l";
/// Colour of the ground, as `OSC 11 ; rgb:…`.
pub const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";
/// Prints a box line in the first column, asks where that left the cursor, wipes it. Cursor and attributes stay.
pub const ASK_AMBIGUOUS_WIDTH: &[u8] = "\x1b7\x1b[1;1H\x1b[0;8m│\x1b[6n\x1b[0m\x1b[1;1H  \x1b8".as_bytes();

/// Sets the window's title aside on the terminal's stack (XTWINOPS 22), before the first [`title`].
pub const SAVE_TITLE: &[u8] = b"\x1b[22;2t";
/// Takes it back from there.
pub const RESTORE_TITLE: &[u8] = b"\x1b[23;2t";

/// A title for the window or tab, as OSC 2: one line that cannot end the sequence.
pub fn title(words: &str) -> Vec<u8> {
    let words = visible(words).replace('\n', " ");
    format!("\x1b]2;{}\x07", cut(&words, TITLE, '…')).into_bytes()
}

/// Clicks and wheel, with decimal coordinates (SGR), which know no limit at column 223.
pub const fn mouse(on: bool) -> &'static [u8] {
    if on {
        b"\x1b[?1000h\x1b[?1006h"
    } else {
        b"\x1b[?1006l\x1b[?1000l"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn title_is_one_harmless_line() {
        let bytes = title("2 h left\x07\x1b]0;x\u{202e}\r\n\u{9c}end");
        assert!(bytes.starts_with(b"\x1b]2;2 h left") && bytes.ends_with(b"end\x07"));
        let inside = &bytes[1..bytes.len() - 1];
        assert!(!inside.iter().any(u8::is_ascii_control), "{bytes:?}");
        let inside = std::str::from_utf8(inside).unwrap();
        assert!(!inside.chars().any(|c| c.is_control() || c == '\u{202e}'), "{inside}");
        assert!(title(&"x".repeat(500)).len() < 140);
    }

    proptest! {
        #[test]
        fn no_title_breaks_out(words in "(\\PC|[\\x00-\\x1f;\\\\\\x7f\u{80}-\u{9f}\u{202e}]|\x1b\\\\|\x07|\x1b\\]9;){0,80}") {
            let set = String::from_utf8(title(&words)).unwrap();
            let words = set.strip_prefix("\x1b]2;").unwrap().strip_suffix('\x07').unwrap();
            prop_assert!(!words.chars().any(crate::text::is_hidden));
        }
    }
}
