//! The cells of a frame.
//!
//! May import ratatui's colours and rectangles only. ratatui's own `Buffer` holds each sign as text on loan from the
//! heap; clearing, filling and comparing whole frames of those is most of what a key costs. These cells are plain
//! values of sixteen bytes. Invariant: a sign is never longer than 23 bytes and always whole characters, none of them NUL.

mod signs;

use std::ops::{Index, IndexMut};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// Bytes of a sign; of a longer joined one the beginning is kept, and is what the terminal gets.
const ROOM: usize = 23;

/// Bytes of a sign that stand in the cell itself. A longer one is named by a number.
const SHORT: usize = 8;

/// First byte of a cell that holds a number: no UTF-8 begins so.
const NUMBERED: u8 = 0xff;

/// What joins signs; at the end of one it would join the neighbour.
const JOINER: char = '\u{200d}';

/// One cell: a sign, two colours, attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// UTF-8, then zeros; or [`NUMBERED`] and the number of a long sign.
    sign: [u8; SHORT],
    look: Look,
}

impl Cell {
    /// A space in the terminal's own colours.
    pub const EMPTY: Self = Self {
        sign: single(b' '),
        look: Look::PLAIN,
    };

    /// The sign.
    #[inline]
    pub fn symbol(&self) -> &str {
        if self.sign[0] == NUMBERED {
            let [_, a, b, c, d, ..] = self.sign;
            return signs::sign(u32::from_be_bytes([a, b, c, d])).unwrap_or(" ");
        }
        let length = self.sign.iter().position(|byte| *byte == 0).unwrap_or(SHORT);
        self.sign
            .get(..length)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or(" ")
    }

    /// The sign, where it is one byte.
    #[inline]
    pub const fn ascii(&self) -> Option<u8> {
        match self.sign {
            [byte @ 1..0x80, 0, ..] => Some(byte),
            _ => None,
        }
    }

    /// Changes the sign to one of printable ASCII.
    #[inline]
    pub const fn set_ascii(&mut self, sign: u8) {
        self.sign = single(sign);
    }

    /// Changes the sign.
    pub fn set_symbol(&mut self, sign: &str) {
        let kept = beginning(sign, ROOM);
        self.sign = if kept.len() <= SHORT {
            short(kept)
        } else {
            signs::number(kept).map_or_else(|| short(beginning(kept, SHORT)), numbered)
        };
    }

    /// Changes the sign to that of another cell.
    #[inline]
    pub const fn set_sign_of(&mut self, other: &Self) {
        self.sign = other.sign;
    }

    /// Colours and attributes.
    pub const fn look(&self) -> Look {
        self.look
    }

    /// Colour of the sign.
    pub fn fg(&self) -> Color {
        self.look.fg()
    }

    /// Colour of the ground.
    pub fn bg(&self) -> Color {
        self.look.bg()
    }

    /// Attributes.
    pub fn modifier(&self) -> Modifier {
        self.look.modifier()
    }

    /// Takes the attributes whole from the dye; the colours as far as it says any.
    #[inline]
    pub const fn dye(&mut self, dye: Dye) {
        self.look = Look(self.look.0 & dye.kept | dye.look.0);
    }
}

/// As much of a sign as fits into so many bytes, without a joiner that has nothing to join.
fn beginning(sign: &str, room: usize) -> &str {
    if sign.len() <= room {
        return sign;
    }
    let kept = &sign[..sign.floor_char_boundary(room)];
    kept.strip_suffix(JOINER).unwrap_or(kept)
}

const fn single(sign: u8) -> [u8; SHORT] {
    let mut bytes = [0; SHORT];
    bytes[0] = sign;
    bytes
}

/// A sign that fits.
fn short(sign: &str) -> [u8; SHORT] {
    let mut bytes = [0; SHORT];
    for (place, byte) in bytes.iter_mut().zip(sign.bytes()) {
        *place = byte;
    }
    bytes
}

const fn numbered(number: u32) -> [u8; SHORT] {
    let [a, b, c, d] = number.to_be_bytes();
    [NUMBERED, a, b, c, d, 0, 0, 0]
}

/// Two colours and attributes in one number: 26 bits each for sign and ground, the attributes above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look(u64);

/// Bits of a colour, and where those of the ground and the attributes begin.
const COLOUR: u64 = (1 << 26) - 1;
const GROUND_AT: u32 = 26;
const MODIFIER_AT: u32 = 52;

impl Look {
    /// The terminal's own colours, no attributes.
    pub const PLAIN: Self = Self(0);

    /// Colour of the sign.
    pub fn fg(self) -> Color {
        unpacked(self.0 & COLOUR)
    }

    /// Colour of the ground.
    pub fn bg(self) -> Color {
        unpacked(self.0 >> GROUND_AT & COLOUR)
    }

    /// Attributes.
    pub fn modifier(self) -> Modifier {
        Modifier::from_bits_truncate(u16::try_from(self.0 >> MODIFIER_AT).unwrap_or(0))
    }

    /// The attributes alone.
    pub const fn without_colours(self) -> Self {
        Self(self.0 >> MODIFIER_AT << MODIFIER_AT)
    }
}

/// A style, made ready once for many cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dye {
    look: Look,
    /// The bits of a cell that it leaves as they are.
    kept: u64,
}

impl From<Style> for Dye {
    fn from(style: Style) -> Self {
        let part = |colour: Option<Color>, at: u32| match colour {
            Some(colour) => (packed(colour) << at, 0),
            None => (0, COLOUR << at),
        };
        let (fg, fg_kept) = part(style.fg, 0);
        let (bg, bg_kept) = part(style.bg, GROUND_AT);
        Self {
            look: Look(u64::from(style.add_modifier.bits()) << MODIFIER_AT | fg | bg),
            kept: fg_kept | bg_kept,
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

fn packed(colour: Color) -> u64 {
    let named = |colour| NAMED.iter().zip(0..).find(|(named, _)| **named == colour);
    let bytes = match colour {
        Color::Rgb(r, g, b) => [TRUE, r, g, b],
        Color::Indexed(index) => [INDEXED, 0, 0, index],
        other => [0, 0, 0, named(other).map_or(0, |(_, number)| number)],
    };
    u32::from_be_bytes(bytes).into()
}

fn unpacked(colour: u64) -> Color {
    match colour.to_be_bytes() {
        [_, _, _, _, TRUE, r, g, b] => Color::Rgb(r, g, b),
        [_, _, _, _, INDEXED, _, _, index] => Color::Indexed(index),
        [.., number] => NAMED.get(usize::from(number)).copied().unwrap_or(Color::Reset),
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
            (theirs.fg, theirs.bg, theirs.modifier) = (ours.fg(), ours.bg(), ours.modifier());
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
    fn a_cell_is_sixteen_bytes() {
        assert_eq!(size_of::<Cell>(), 16);
    }

    #[test]
    fn a_dye_takes_what_it_says_and_leaves_the_rest() {
        let mut cell = Cell::EMPTY;
        let all = Modifier::all();
        cell.dye(
            Style::new()
                .fg(Color::Rgb(255, 254, 253))
                .bg(Color::Indexed(7))
                .add_modifier(all)
                .into(),
        );
        assert_eq!(
            (cell.fg(), cell.bg(), cell.modifier()),
            (Color::Rgb(255, 254, 253), Color::Indexed(7), all)
        );
        cell.dye(Style::new().fg(Color::White).into());
        assert_eq!(
            (cell.fg(), cell.bg(), cell.modifier()),
            (Color::White, Color::Indexed(7), Modifier::empty())
        );
        cell.dye(Style::new().bg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::BOLD).into());
        assert_eq!(
            (cell.fg(), cell.bg(), cell.modifier()),
            (Color::White, Color::Rgb(1, 2, 3), Modifier::BOLD)
        );
        let bare = cell.look().without_colours();
        assert_eq!(
            (bare.fg(), bare.bg(), bare.modifier()),
            (Color::Reset, Color::Reset, Modifier::BOLD)
        );
    }

    #[test]
    fn a_sign_is_kept_whole_or_ends_between_characters() {
        assert_eq!(cell("é").symbol(), "é");
        assert_eq!(cell("").symbol(), "");
        assert_eq!(cell("👍🏽").symbol(), "👍🏽");
        assert_eq!(
            (cell("x").ascii(), cell("é").ascii(), cell("").ascii()),
            (Some(b'x'), None, None)
        );
        let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦";
        assert_eq!(cell(family).symbol(), "👨\u{200d}👩\u{200d}👧");
    }

    proptest! {
        #[test]
        fn any_sign_keeps_its_beginning(sign in "\\PC{0,30}") {
            let cell = cell(&sign);
            prop_assert!(sign.starts_with(cell.symbol()));
            prop_assert!(sign.len() > ROOM || cell.symbol() == sign);
            prop_assert_eq!(cell, self::cell(&sign));
        }
    }
}
