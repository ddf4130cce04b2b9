//! The parts that are the same on every screen: lines, titles, meters, boxes, the veil.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Canvas, cells};
use crate::tui::theme::Role;

impl Canvas<'_> {
    /// A hairline in row `y`, from `x0` to before `x1`.
    pub fn hairline(&mut self, x0: u16, x1: u16, y: u16, role: Role) {
        let line = Rect::new(x0, y, x1.saturating_sub(x0), 1);
        self.fill(line, self.glyphs.hairline, self.palette.ink(role));
    }

    /// The line between two columns, from `y0` to before `y1`.
    pub fn column_line(&mut self, x: u16, y0: u16, y1: u16) {
        let line = Rect::new(x, y0, 1, y1.saturating_sub(y0));
        self.fill(line, self.glyphs.column_line, self.palette.ink(Role::Border));
    }

    /// `Title 7 open ───── by urgency` in the first row of `area`: the only frame a pane has. Counts that need work
    /// come with their role and are bold in it. What has no room is left out: first `right`, then the counts.
    pub fn pane_title(&mut self, area: Rect, title: &str, count: &[(&str, Role)], right: &str, focused: bool) {
        let (title_role, line_role) = if focused {
            (Role::Accent, Role::Focus)
        } else {
            (Role::Text, Role::Border)
        };
        let (y, end) = (area.y, area.right());
        let mut x = area.x + self.text(area.x, y, area.width, title, self.palette.bold(title_role));
        for (words, role) in count {
            if x + 1 + cells(words) > end {
                break;
            }
            let style = if matches!(role, Role::Dim | Role::Text) {
                self.style(*role)
            } else {
                self.palette.bold(*role)
            };
            x += 1 + self.text(x + 1, y, end - x - 1, words, style);
        }
        let mut line_end = end;
        let width = cells(right);
        if width > 0 && x + 1 + width < end {
            self.text(end - width, y, width, right, self.style(Role::Dim));
            line_end = end - width - 1;
        }
        self.hairline(x + 1, line_end, y, line_role);
    }

    /// A meter of time used, 0 to 1: it grows like a wick, full is due. More than nothing shows at least one cell.
    pub fn meter(&mut self, x: u16, y: u16, width: u16, used: f32, role: Role) {
        let share = if used.is_finite() { used.clamp(0.0, 1.0) } else { 0.0 };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 0 to 1 of a u16 is one"
        )]
        let full = (f32::from(width) * share).round() as u16;
        let full = full.max(u16::from(share > 0.0)).min(width);
        self.fill(Rect::new(x, y, full, 1), self.glyphs.meter_used, self.palette.ink(role));
        self.fill(
            Rect::new(x + full, y, width - full, 1),
            self.glyphs.meter_left,
            self.palette.ink(Role::Border),
        );
    }

    /// A box that floats: rounded border in `role`, title and subject in its upper edge, surface inside, two clear
    /// cells at either side. Returns the area inside the border.
    pub fn boxed(&mut self, area: Rect, title: &str, right: &str, role: Role) -> Rect {
        let area = area.intersection(self.buffer.area);
        let margin = Rect {
            x: area.x.saturating_sub(2),
            width: area.width + 2 + area.x.min(2),
            ..area
        };
        self.row_ground(margin, Role::Bg);
        self.row_ground(area, Role::Surface);
        if area.width < 2 || area.height < 2 {
            return Rect {
                width: 0,
                height: 0,
                ..area
            };
        }
        let line = self.palette.on(role, Role::Surface);
        let (left, last, top, bottom) = (area.x, area.right() - 1, area.y, area.bottom() - 1);
        let (wide, high) = (area.width - 2, area.height - 2);
        for y in [top, bottom] {
            self.fill(Rect::new(left + 1, y, wide, 1), self.glyphs.hairline, line);
        }
        for x in [left, last] {
            self.fill(Rect::new(x, top + 1, 1, high), self.glyphs.column_line, line);
        }
        for (corner, (x, y)) in
            self.glyphs
                .corners
                .into_iter()
                .zip([(left, top), (last, top), (left, bottom), (last, bottom)])
        {
            self.text(x, y, 1, corner, line);
        }
        let bold = self.palette.on(Role::Text, Role::Surface).add_modifier(Modifier::BOLD);
        let used = self.edge_words(left + 2, top, wide.saturating_sub(2), title, bold);
        let width = cells(right) + 2;
        if !right.is_empty() && used + width + 4 <= wide {
            let dim = self.palette.on(Role::Dim, Role::Surface);
            self.edge_words(last - 1 - width, top, width, right, dim);
        }
        Rect::new(left + 1, top + 1, wide, high)
    }

    /// Words in a border, with a space at either side.
    fn edge_words(&mut self, x: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        if words.is_empty() || room < 3 {
            return 0;
        }
        let used = self.text(x + 1, y, room - 2, words, style);
        self.text(x, y, 1, " ", style);
        self.text(x + 1 + used, y, 1, " ", style);
        used + 2
    }

    /// What lies under a box steps back: one quiet colour, no fills, no weight. One pass over the finished buffer.
    pub fn veil(&mut self) {
        let [faint, border] = [Role::Faint, Role::Border].map(|role| self.palette.style(role));
        for cell in &mut self.buffer.content {
            let is_line = Some(cell.fg()) == border.fg && cell.modifier() == border.add_modifier;
            cell.dye(if is_line { border } else { faint }.into());
        }
    }
}
