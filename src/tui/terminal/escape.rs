//! The bytes that turn the terminal's modes on and off. Every one that is turned on has its opposite in [`LEAVE`].

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

/// Clicks and wheel, with decimal coordinates (SGR), which know no limit at column 223.
pub const fn mouse(on: bool) -> &'static [u8] {
    if on {
        b"\x1b[?1000h\x1b[?1006h"
    } else {
        b"\x1b[?1006l\x1b[?1000l"
    }
}
