//! What the screen shows now, and the fewest bytes that make it show the next frame.
//!
//! May import the grid and ratatui's styles, nothing else of this program but the colour depth. Its one invariant:
//! after its bytes are written, every cell of the terminal shows the cell of the buffer, wide and joined characters
//! included. Rows that did not change cost one comparison; a frame that did not change writes nothing at all.

use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::grid::{Cell, Grid, Look};
use super::theme::ColourDepth;

/// Begins and ends a frame that the terminal shows at once (mode 2026); others ignore it.
const FRAME_START: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";
const SHOW_CARET: &[u8] = b"\x1b[?25h";
const HIDE_CARET: &[u8] = b"\x1b[?25l";

/// The attributes that are ever used, each with the SGR number that turns it on.
const ATTRIBUTES: [(Modifier, u8); 6] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

/// Remembers what the terminal shows.
#[derive(Debug, Default)]
pub struct Painter {
    previous: Grid,
    caret: Option<(u16, u16)>,
    /// Rows whose content on the terminal is not known.
    spoilt: Vec<bool>,
    is_blank: bool,
}

impl Painter {
    /// A painter that knows nothing of the screen: the first frame clears it.
    pub fn new() -> Self {
        Self::default()
    }

    /// The terminal was written to by somebody else, or is a new one: the next frame is painted whole.
    pub fn invalidate(&mut self) {
        self.is_blank = false;
    }

    /// Row `y` was written over: the next frame paints it whole.
    pub fn invalidate_row(&mut self, y: u16) {
        if let Some(row) = self.spoilt.get_mut(usize::from(y)) {
            *row = true;
        }
    }

    /// Appends to `out` what turns the last frame into `next`, with the caret shown at `caret` or hidden; nothing when
    /// that is what is shown. The area of `next` starts at 0,0. Colours are written as they are; with
    /// [`ColourDepth::None`] none are.
    pub fn paint(&mut self, next: &Grid, caret: Option<(u16, u16)>, depth: ColourDepth, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(FRAME_START);
        if self.caret.is_some() {
            out.extend_from_slice(HIDE_CARET);
        }
        let opened = out.len();
        let mut pen = Pen::new(out, depth);
        let is_whole = !self.is_blank || self.previous.area != next.area;
        if is_whole {
            pen.clear();
            self.previous = Grid::empty(next.area);
            self.spoilt = vec![false; usize::from(next.area.height)];
            self.is_blank = true;
        }
        self.paint_rows(next, &mut pen);
        pen.finish();
        if out.len() == opened && caret == self.caret {
            out.truncate(start);
            return;
        }
        if let Some((x, y)) = caret {
            move_to(out, x, y);
            out.extend_from_slice(SHOW_CARET);
        }
        self.caret = caret;
        out.extend_from_slice(FRAME_END);
    }

    fn paint_rows(&mut self, next: &Grid, pen: &mut Pen) {
        let Rect { width, height, .. } = next.area;
        let width = usize::from(width);
        if width == 0 {
            return;
        }
        let rows = self
            .previous
            .content
            .chunks_exact_mut(width)
            .zip(next.content.chunks_exact(width));
        for ((y, (shown, wanted)), spoilt) in (0..height).zip(rows).zip(&mut self.spoilt) {
            let is_spoilt = std::mem::take(spoilt);
            if !is_spoilt && shown == wanted {
                continue;
            }
            if is_spoilt || is_intricate(shown) || is_intricate(wanted) {
                pen.row(y, wanted);
            } else {
                pen.changes(y, shown, wanted);
            }
            shown.copy_from_slice(wanted);
        }
    }
}

/// Whether a row holds anything but single characters of one cell: wide or joined ones may spill into their
/// neighbours on the terminal, so such a row is always painted whole.
fn is_intricate(row: &[Cell]) -> bool {
    row.iter()
        .any(|cell| cell.ascii().is_none() && !is_simple(cell.symbol()))
}

/// One character, one cell. ASCII is decided without looking anything up.
fn is_simple(symbol: &str) -> bool {
    match symbol.as_bytes() {
        [_] => true,
        [] => false,
        _ => {
            let mut chars = symbol.chars();
            let first = chars.next().unwrap_or(' ');
            // Latin, Greek, Cyrillic; punctuation, arrows, boxes, geometric shapes: one cell each.
            let is_known = matches!(first, '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{25fc}');
            chars.next().is_none() && (is_known || symbol.width() == 1)
        }
    }
}

/// Writes cells, and only the moves and attributes that differ from the last one.
struct Pen<'a> {
    out: &'a mut Vec<u8>,
    depth: ColourDepth,
    /// Where the terminal's cursor is, when that is known.
    at: Option<(u16, u16)>,
    /// What the terminal writes in.
    look: Look,
}

impl<'a> Pen<'a> {
    /// Every frame leaves the attributes reset, therefore every frame starts so.
    const fn new(out: &'a mut Vec<u8>, depth: ColourDepth) -> Self {
        Self {
            out,
            depth,
            at: None,
            look: Look::PLAIN,
        }
    }

    fn clear(&mut self) {
        self.out.extend_from_slice(b"\x1b[0m\x1b[2J");
    }

    fn finish(&mut self) {
        if self.look != Look::PLAIN {
            self.out.extend_from_slice(b"\x1b[0m");
        }
    }

    /// The cells of a simple row that differ.
    fn changes(&mut self, y: u16, shown: &[Cell], wanted: &[Cell]) {
        for (x, (old, new)) in (0_u16..).zip(shown.iter().zip(wanted)) {
            if old != new {
                self.go(x, y);
                self.style(new);
                match new.ascii() {
                    Some(byte) => self.out.push(byte),
                    None => self.out.extend_from_slice(new.symbol().as_bytes()),
                }
                self.at = Some((x + 1, y));
            }
        }
        self.end_row(wanted.len());
    }

    /// A whole row. What may be wider or narrower than thought is followed by an absolute move.
    fn row(&mut self, y: u16, wanted: &[Cell]) {
        let mut x = 0;
        while let Some(cell) = wanted.get(usize::from(x)) {
            self.go(x, y);
            self.style(cell);
            let symbol = cell.symbol();
            if is_simple(symbol) {
                self.out.extend_from_slice(symbol.as_bytes());
                x += 1;
                self.at = Some((x, y));
                continue;
            }
            let width = u16::try_from(symbol.width()).unwrap_or(1);
            if width == 0 || usize::from(x + width) > wanted.len() {
                // Half a wide character at the edge, or nothing to see: the cell stays empty.
                self.out.push(b' ');
                x += 1;
            } else {
                // Empty the cells first: where the terminal draws it narrower, nothing old shines through.
                self.out.extend(std::iter::repeat_n(b' ', usize::from(width)));
                self.at = None;
                self.go(x, y);
                self.out.extend_from_slice(symbol.as_bytes());
                x += width;
            }
            self.at = None;
        }
        self.end_row(wanted.len());
    }

    /// In the last column terminals differ in where the cursor is: nowhere we rely on.
    fn end_row(&mut self, width: usize) {
        self.at = self.at.filter(|(x, _)| usize::from(*x) < width);
    }

    fn go(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if at == (x, y) => {}
            Some((from, row)) if row == y && from < x => {
                self.out.extend_from_slice(b"\x1b[");
                if x - from > 1 {
                    number(self.out, (x - from).into());
                }
                self.out.push(b'C');
            }
            _ => move_to(self.out, x, y),
        }
        self.at = Some((x, y));
    }

    fn style(&mut self, cell: &Cell) {
        let look = match self.depth {
            ColourDepth::None => cell.look().without_colours(),
            ColourDepth::True | ColourDepth::Indexed256 | ColourDepth::Sixteen => cell.look(),
        };
        if self.look == look {
            return;
        }
        self.out.extend_from_slice(b"\x1b[");
        // Attributes cannot be turned off one by one everywhere: start from none.
        if !look.modifier().contains(self.look.modifier()) {
            self.out.extend_from_slice(b"0;");
            self.look = Look::PLAIN;
        }
        let added = look.modifier() - self.look.modifier();
        for (attribute, number) in ATTRIBUTES {
            if added.contains(attribute) {
                parameter(self.out, number);
            }
        }
        if self.look.fg() != look.fg() {
            colour(self.out, look.fg(), 30);
        }
        if self.look.bg() != look.bg() {
            colour(self.out, look.bg(), 40);
        }
        if self.out.last() == Some(&b';') {
            self.out.pop();
        }
        self.out.push(b'm');
        self.look = look;
    }
}

fn move_to(out: &mut Vec<u8>, x: u16, y: u16) {
    out.extend_from_slice(b"\x1b[");
    number(out, u32::from(y) + 1);
    out.push(b';');
    number(out, u32::from(x) + 1);
    out.push(b'H');
}

/// A number in decimal digits. A frame holds thousands, and `write!` costs more than the cells between them.
fn number(out: &mut Vec<u8>, number: u32) {
    let mut digits = [b'0'; 10];
    let mut left = number;
    let mut first = digits.len() - 1;
    loop {
        digits[first] = b"0123456789"[(left % 10) as usize];
        left /= 10;
        if left == 0 {
            break;
        }
        first -= 1;
    }
    out.extend_from_slice(&digits[first..]);
}

/// One SGR parameter, ending in `;`.
fn parameter(out: &mut Vec<u8>, value: u8) {
    number(out, value.into());
    out.push(b';');
}

/// SGR parameters of one colour, each ending in `;`. `base` is 30 for letters, 40 for the ground.
fn colour(out: &mut Vec<u8>, colour: Color, base: u8) {
    let plain = match colour {
        Color::Reset => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Rgb(r, g, b) => {
            for value in [base + 8, 2, r, g, b] {
                parameter(out, value);
            }
            return;
        }
        Color::Indexed(index) => {
            for value in [base + 8, 5, index] {
                parameter(out, value);
            }
            return;
        }
    };
    parameter(out, base + plain);
}

#[cfg(test)]
#[path = "paint_tests.rs"]
mod tests;
