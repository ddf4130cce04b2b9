//! Small parts with a behaviour of their own. Pure drawing and editing: they know roles and words, no domain type.

pub mod answers;
pub mod footer;
pub mod header;
pub mod line_edit;
pub mod stepper;

#[cfg(test)]
mod looks {
    //! Draws one widget and reads its rows back.

    use crate::tui::canvas::Canvas;
    use crate::tui::grid::{Cell, Grid};
    use crate::tui::theme::{ColourDepth, Glyphs, Palette, Theme};
    use ratatui::layout::Rect;

    /// The rows of a canvas of this size after `draw`, without the spaces at their ends.
    pub fn rows(width: u16, height: u16, draw: impl FnOnce(&mut Canvas, Rect)) -> Vec<String> {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Grid::empty(area);
        let palette = Palette::new(&Theme::built_in("dark").unwrap(), ColourDepth::True, false);
        draw(&mut Canvas::new(&mut buffer, &palette, &Glyphs::UNICODE), area);
        let row = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned();
        buffer.content.chunks(usize::from(width)).map(row).collect()
    }
}
