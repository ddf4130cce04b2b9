//! The drawing verbs of every screen and widget, straight onto the cells of a frame.
//!
//! May import the theme, the grid and `crate::text`; knows no domain type and no widget. Its one invariant:
//! whatever the text, no cell outside the given width changes, and no control, format or bidi character reaches a
//! cell. ASCII takes a path without segmentation and width look-ups. Start with [`Canvas::text`]; titles, meters,
//! boxes and the veil are in `parts.rs`, the cutting of text in `cut.rs`.
//!
//! Coordinates are the buffer's cells; ranges of cells leave their end out, unless said otherwise.

mod cut;
mod parts;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

pub use cut::{cells, middle_cut};

use super::grid::{Cell, Dye, Grid};
use super::theme::{Glyphs, Palette, Role};
use crate::text::visible;
use cut::{Graphemes, fit, is_plain};

/// A grid with what is needed to draw on it.
#[derive(Debug)]
pub struct Canvas<'a> {
    /// What is drawn on.
    pub buffer: &'a mut Grid,
    /// Colours by role.
    pub palette: &'a Palette,
    /// Signs.
    pub glyphs: &'a Glyphs,
}

impl<'a> Canvas<'a> {
    /// A canvas over a whole buffer.
    pub const fn new(buffer: &'a mut Grid, palette: &'a Palette, glyphs: &'a Glyphs) -> Self {
        Self {
            buffer,
            palette,
            glyphs,
        }
    }

    /// The area of the buffer.
    pub const fn area(&self) -> Rect {
        self.buffer.area
    }

    /// `role` on the ground; short for the palette's.
    pub fn style(&self, role: Role) -> Style {
        self.palette.style(role)
    }

    /// Empties the whole buffer onto the ground: the first stroke of every frame.
    pub fn clear(&mut self) {
        self.fill(self.buffer.area, " ", self.palette.ground(Role::Bg));
    }

    /// Writes `text` from `x` on over at most `max_width` cells, and returns how many it took. What does not fit is cut
    /// between graphemes, with the sign for it. A style without `bg` keeps the ground that is there.
    pub fn text(&mut self, x: u16, y: u16, max_width: u16, text: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        let room = usize::from(max_width.min(area.right().saturating_sub(x)));
        if room == 0 || text.is_empty() || x < area.x || y < area.y || y >= area.bottom() {
            return 0;
        }
        self.halve(x, y);
        if is_plain(text) {
            if text.len() <= room {
                return self.plain(x, y, text, style);
            }
            let used = self.plain(x, y, text[..room - 1].trim_end(), style);
            return used + self.plain_sign(x + used, y, self.glyphs.ellipsis, style);
        }
        let text = visible(text);
        let (kept, is_cut) = fit(&text, room);
        let used = self.graphemes(x, y, kept, style);
        if is_cut {
            used + self.plain_sign(x + used, y, self.glyphs.ellipsis, style)
        } else {
            used
        }
    }

    /// Writes `text` so that its last cell is `x_end`, and returns the first cell it took (`x_end + 1` for none).
    pub fn right(&mut self, x_end: u16, y: u16, text: &str, style: Style) -> u16 {
        let end = x_end.saturating_add(1);
        let x = end.saturating_sub(cells(text)).max(self.buffer.area.x);
        self.text(x, y, end - x.min(end), text, style);
        x
    }

    /// Writes pieces one after the other, over at most `max_width` cells; returns how many they took. Where the pieces
    /// do not fit, the last one that is seen ends in the sign for it.
    pub fn spans(&mut self, x: u16, y: u16, max_width: u16, pieces: &[(&str, Style)]) -> u16 {
        let mut used = 0;
        for (piece, style) in pieces {
            let took = self.text(x + used, y, max_width - used, piece, *style);
            if took == 0 && used > 0 && !piece.trim().is_empty() {
                self.plain_sign(x + used - 1, y, self.glyphs.ellipsis, *style);
            }
            used += took;
            if took < cells(piece) {
                break;
            }
        }
        used
    }

    /// Fills an area with one sign of one cell.
    pub fn fill(&mut self, area: Rect, sign: &str, style: Style) {
        let area = area.intersection(self.buffer.area);
        let mut model = Cell::EMPTY;
        model.set_symbol(sign);
        let (dye, is_whole) = (Dye::from(style), style.fg.is_some() && style.bg.is_some());
        model.dye(dye);
        for y in area.y..area.bottom() {
            self.halve(area.x, y);
            let run = self.run(area.x, y, area.width);
            if is_whole {
                run.fill(model);
            } else {
                for cell in run {
                    cell.set_sign_of(&model);
                    cell.dye(dye);
                }
            }
        }
    }

    /// Empties an area onto a ground: a row's, a field's, a header's.
    pub fn row_ground(&mut self, area: Rect, ground: Role) {
        self.fill(area, " ", self.palette.ground(ground));
    }

    /// Marks a row as selected, with `▌` in its first cell, and returns the ground on which its words stand. Without
    /// focus only the mark stays, faint.
    pub fn select(&mut self, row: Rect, is_focused: bool) -> Role {
        if is_focused {
            self.row_ground(row, Role::Sel);
            let ground = if self.has_colours() { Role::Sel } else { Role::Bg };
            self.text(
                row.x,
                row.y,
                1,
                self.glyphs.selected,
                self.palette.on(Role::Accent, ground),
            );
            Role::Sel
        } else {
            self.text(row.x, row.y, 1, self.glyphs.selected, self.style(Role::Faint));
            Role::Bg
        }
    }

    /// Key and word, as in the footer: `l log`. Returns the cells they took. Keeps the ground.
    pub fn key_hint(&mut self, x: u16, y: u16, key: &str, word: &str) -> u16 {
        let room = self.buffer.area.right().saturating_sub(x);
        let bold = self.palette.ink(Role::Accent).add_modifier(Modifier::BOLD);
        let dim = self.palette.ink(Role::Dim);
        self.spans(x, y, room, &[(key, bold), (" ", dim), (word, dim)])
    }

    /// `count` cells of row `y` from `x` on, as many as there are.
    fn run(&mut self, x: u16, y: u16, count: u16) -> &mut [Cell] {
        let area = self.buffer.area;
        if x < area.x || x >= area.right() || y < area.y || y >= area.bottom() {
            return &mut [];
        }
        let start = usize::from(y - area.y) * usize::from(area.width) + usize::from(x - area.x);
        let count = usize::from(count.min(area.right() - x));
        self.buffer.content.get_mut(start..start + count).unwrap_or_default()
    }

    /// Whether a ground can be told by its colour alone.
    fn has_colours(&self) -> bool {
        use super::theme::ColourDepth::{Indexed256, True};
        matches!(self.palette.depth(), True | Indexed256)
    }

    /// Takes away a wide character whose right half is about to be written over.
    fn halve(&mut self, x: u16, y: u16) {
        if let Some(cell) = x.checked_sub(1).and_then(|left| self.run(left, y, 1).first_mut())
            && cell.ascii().is_none()
            && cell.symbol().width() > 1
        {
            cell.set_symbol(" ");
        }
    }

    /// Printable ASCII that fits.
    fn plain(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let count = u16::try_from(text.len()).unwrap_or(u16::MAX);
        let dye = Dye::from(style);
        for (cell, byte) in self.run(x, y, count).iter_mut().zip(text.bytes()) {
            cell.set_ascii(byte);
            cell.dye(dye);
        }
        count
    }

    fn plain_sign(&mut self, x: u16, y: u16, sign: &str, style: Style) -> u16 {
        for cell in self.run(x, y, 1) {
            put(cell, sign, style);
        }
        1
    }

    /// Any text that fits, already visible.
    fn graphemes(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let is_ascii = self.glyphs.is_ascii();
        let mut used = 0;
        for (grapheme, width) in Graphemes(text) {
            let width = u16::try_from(width).unwrap_or(0);
            let mut cells = self.run(x + used, y, width).iter_mut();
            if let Some(first) = cells.next() {
                match single(grapheme).and_then(Glyphs::twin).filter(|_| is_ascii) {
                    Some(twin) => put(first, twin.encode_utf8(&mut [0; 4]), style),
                    None => put(first, grapheme, style),
                }
            }
            // The right half of a wide one, which the painter leaves out.
            cells.for_each(|cell| put(cell, " ", style));
            used += width;
        }
        used
    }
}

fn single(grapheme: &str) -> Option<char> {
    let mut chars = grapheme.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn put(cell: &mut Cell, sign: &str, style: Style) {
    cell.set_symbol(sign);
    cell.dye(style.into());
}

#[cfg(test)]
#[path = "canvas/tests.rs"]
mod tests;
