//! The cells of a frame.
//!
//! May import ratatui's colours and rectangles only. ratatui's own `Buffer` holds each sign as text on loan from the
//! heap; clearing, filling and comparing whole frames of those is most of what a key costs. These cells are plain
//! values of one size. Invariant: a sign is never longer than 23 bytes and always whole characters.

use std::ops::{Index, IndexMut};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// Bytes of a sign; of a longer joined one the beginning is kept, and is what the terminal gets.
const ROOM: usize = 23;

/// What joins signs; at the end of one it would join the neighbour.
const JOINER: char = '\u{200d}';

/// One cell: a sign, two colours, attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// UTF-8, then zeros; the last byte is how many there are.
    sign: [u8; ROOM + 1],
    fg: u32,
    bg: u32,
    /// Attributes.
    pub modifier: Modifier,
}

impl Cell {
    /// A space in the terminal's own colours.
    pub const EMPTY: Self = Self {
        sign: single(b' '),
        fg: 0,
        bg: 0,
        modifier: Modifier::empty(),
    };

    /// The sign.
    #[inline]
    pub fn symbol(&self) -> &str {
        let length = usize::from(self.sign[ROOM]);
        self.sign
            .get(..length)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or(" ")
    }

    /// Is the sign one byte?
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        self.sign[ROOM] == 1
    }

    /// Changes the sign to one of printable ASCII.
    #[inline]
    pub const fn set_ascii(&mut self, sign: u8) {
        self.sign = single(sign);
    }

    /// Changes the sign.
    #[inline]
    pub fn set_symbol(&mut self, sign: &str) {
        let mut kept = sign;
        if kept.len() > ROOM {
            kept = &sign[..sign.floor_char_boundary(ROOM)];
            kept = kept.strip_suffix(JOINER).unwrap_or(kept);
        }
        self.sign = [0; ROOM + 1];
        self.sign[..kept.len()].copy_from_slice(kept.as_bytes());
        // At most 23, or it would not have been kept.
        self.sign[ROOM] = u8::try_from(kept.len()).unwrap_or(0);
    }

    /// Colour of the sign.
    pub fn fg(&self) -> Color {
        unpacked(self.fg)
    }

    /// Colour of the ground.
    pub fn bg(&self) -> Color {
        unpacked(self.bg)
    }

    /// Takes the attributes whole from the dye; the colours as far as it says any.
    #[inline]
    pub const fn dye(&mut self, dye: Dye) {
        if let Some(fg) = dye.fg {
            self.fg = fg;
        }
        if let Some(bg) = dye.bg {
            self.bg = bg;
        }
        self.modifier = dye.modifier;
    }
}

const fn single(sign: u8) -> [u8; ROOM + 1] {
    let mut bytes = [0; ROOM + 1];
    bytes[0] = sign;
    bytes[ROOM] = 1;
    bytes
}

/// A style, made ready once for many cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dye {
    fg: Option<u32>,
    bg: Option<u32>,
    modifier: Modifier,
}

impl From<Style> for Dye {
    fn from(style: Style) -> Self {
        Self {
            fg: style.fg.map(packed),
            bg: style.bg.map(packed),
            modifier: style.add_modifier,
        }
    }
}

/// The named colours, by the number they are kept under.
const NAMED: [Color; 17] = [
    Color::Reset,
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// First byte of a colour of 256, and of one of 16 million; 0 is a named one.
const INDEXED: u8 = 1;
const TRUE: u8 = 2;

fn packed(colour: Color) -> u32 {
    let named = |colour| NAMED.iter().zip(0..).find(|(named, _)| **named == colour);
    u32::from_be_bytes(match colour {
        Color::Rgb(r, g, b) => [TRUE, r, g, b],
        Color::Indexed(index) => [INDEXED, 0, 0, index],
        other => [0, 0, 0, named(other).map_or(0, |(_, number)| number)],
    })
}

fn unpacked(colour: u32) -> Color {
    match colour.to_be_bytes() {
        [TRUE, r, g, b] => Color::Rgb(r, g, b),
        [INDEXED, _, _, index] => Color::Indexed(index),
        [_, _, _, number] => NAMED.get(usize::from(number)).copied().unwrap_or(Color::Reset),
    }
}

/// The cells of a frame, row by row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// Where it lies on the terminal.
    pub area: Rect,
    /// `area.width × area.height` cells.
    pub content: Vec<Cell>,
}

impl Grid {
    /// Empty cells.
    pub fn empty(area: Rect) -> Self {
        let mut grid = Self::default();
        grid.resize(area);
        grid
    }

    /// Takes another size; the cells are empty after it.
    pub fn resize(&mut self, area: Rect) {
        self.area = area;
        self.content.clear();
        let count = usize::from(area.width) * usize::from(area.height);
        self.content.resize(count, Cell::EMPTY);
    }

    fn place(&self, x: u16, y: u16) -> usize {
        usize::from(y - self.area.y) * usize::from(self.area.width) + usize::from(x - self.area.x)
    }

    /// The same cells as ratatui knows them.
    pub fn to_buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(self.area);
        for (theirs, ours) in buffer.content.iter_mut().zip(&self.content) {
            theirs.set_symbol(ours.symbol());
            (theirs.fg, theirs.bg, theirs.modifier) = (ours.fg(), ours.bg(), ours.modifier);
        }
        buffer
    }
}

impl Index<(u16, u16)> for Grid {
    type Output = Cell;

    /// # Panics
    /// Where the place is outside.
    fn index(&self, (x, y): (u16, u16)) -> &Cell {
        &self.content[self.place(x, y)]
    }
}

impl IndexMut<(u16, u16)> for Grid {
    fn index_mut(&mut self, (x, y): (u16, u16)) -> &mut Cell {
        let place = self.place(x, y);
        &mut self.content[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(sign: &str) -> Cell {
        let mut cell = Cell::EMPTY;
        cell.set_symbol(sign);
        cell
    }

    #[test]
    fn colours_come_back_as_they_were() {
        for colour in NAMED
            .into_iter()
            .chain([Color::Rgb(1, 2, 3), Color::Indexed(0), Color::Indexed(255)])
        {
            assert_eq!(unpacked(packed(colour)), colour);
        }
    }

    #[test]
    fn a_sign_is_kept_whole_or_ends_between_characters() {
        assert_eq!(cell("é").symbol(), "é");
        assert_eq!(cell("").symbol(), "");
        let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦";
        assert_eq!(cell(family).symbol(), "👨\u{200d}👩\u{200d}👧");
    }

    proptest! {
        #[test]
        fn any_sign_keeps_its_beginning(sign in "\\PC{0,30}") {
            let cell = cell(&sign);
            prop_assert!(sign.starts_with(cell.symbol()));
            prop_assert!(sign.len() > ROOM || cell.symbol() == sign);
        }
    }
}
