//! One incident in a list: the same columns on the board and among the closed ones.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::clock::{Moment, age};
use crate::engine::views::IncidentRow;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;
use crate::tui::words::{left, tone_style};

/// Where the columns of a list of incidents lie; what has no room is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// First cell of the sign.
    pub sign: u16,
    /// First cell of the code.
    pub code: u16,
    /// First cell of the title, and how many it has.
    pub title: (u16, u16),
    /// First cell of the phase.
    pub phase: Option<u16>,
    /// First cell of the commander.
    pub who: u16,
    /// Last cell of the age.
    pub age: Option<u16>,
    /// Last cell of the countdown.
    pub next: u16,
    /// First cell of what is due.
    pub word: Option<u16>,
    /// Last cell of the row.
    pub end: u16,
}

impl Columns {
    /// The columns of a list whose cells go from `left` to `end`, both included.
    pub fn new(left: u16, end: u16) -> Self {
        let width = end.saturating_sub(left);
        let code = left + 7;
        let title = code + 5;
        let (who, age, next, word) = if width >= 70 {
            (end - 29, Some(end - 18), end - 8, Some(end - 6))
        } else {
            (end.saturating_sub(16), None, end, None)
        };
        // The phase is the first column to go, after the side panes.
        let phase = (width >= 84).then(|| who - 13);
        let title_end = phase.unwrap_or(who).saturating_sub(1);
        Self {
            sign: left,
            code,
            title: (title, title_end.saturating_sub(title)),
            phase,
            who,
            age,
            next,
            word,
            end,
        }
    }

    /// Draws the names of the columns.
    pub fn head(&self, canvas: &mut Canvas, y: u16) {
        let dim = canvas.style(Role::Dim);
        canvas.text(self.sign + 1, y, 3, "sev", dim);
        canvas.text(self.code, y, 4, "code", dim);
        canvas.text(self.title.0, y, self.title.1, "title", dim);
        if let Some(phase) = self.phase {
            canvas.text(phase, y, 5, "phase", dim);
        }
        canvas.text(self.who, y, 3, "who", dim);
        if let Some(age) = self.age {
            canvas.right(age, y, "age", dim);
        }
        canvas.right(self.next, y, "next", dim);
    }
}

/// How a row stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Not selected.
    None,
    /// Selected, and its pane has the keys.
    Focused,
    /// Selected, and another pane has the keys.
    Faint,
}

/// Draws one incident in row `y`; with its `who` bold while the row is fresh from somebody else.
pub fn incident(
    canvas: &mut Canvas,
    columns: &Columns,
    y: u16,
    row: &IncidentRow,
    now: Moment,
    selection: Selection,
    is_fresh: bool,
) {
    let ground = match selection {
        Selection::None => Role::Bg,
        selected => {
            let area = Rect::new(columns.sign.saturating_sub(1), y, columns.end + 2 - columns.sign, 1);
            canvas.select(area, selected == Selection::Focused)
        }
    };
    let is_quiet = row.closed || row.severity.is_none_or(|rank| rank >= 4);
    let ink = |canvas: &Canvas, role: Role| canvas.palette.on(role, ground);
    let plain = if is_quiet { Role::Dim } else { Role::Text };
    severity(canvas, columns.sign, y, row, ground);
    // An eight-letter code takes the place of its gap; it is never cut.
    let code_style = ink(canvas, plain);
    let code = canvas.text(columns.code, y, 8, &row.code, code_style);
    let shift = code.saturating_sub(4);
    let mut title = ink(canvas, plain);
    if selection == Selection::Focused {
        title = ink(canvas, Role::Text).add_modifier(Modifier::BOLD);
    }
    canvas.text(
        columns.title.0 + shift,
        y,
        columns.title.1.saturating_sub(shift),
        &row.title,
        title,
    );
    if let Some(phase) = columns.phase {
        let dim = ink(canvas, Role::Dim);
        canvas.text(phase, y, 12, &row.phase, dim);
    }
    commander(canvas, columns, y, row, (ground, plain), is_fresh);
    if let Some(age_end) = columns.age {
        let since = row
            .declared_at
            .map_or_else(|| canvas.glyphs.nothing.to_owned(), |at| age(now - at));
        let dim = ink(canvas, Role::Dim);
        canvas.right(age_end, y, &since, dim);
    }
    next(canvas, columns, y, row, now, ground);
}

/// `● S1`: filled only for an open Sev1; what nobody rated has no letter.
pub fn severity(canvas: &mut Canvas, x: u16, y: u16, row: &IncidentRow, ground: Role) {
    let sign = row
        .severity
        .map_or(canvas.glyphs.nothing, |rank| canvas.glyphs.severity(rank));
    let short = row.severity.map_or("", short);
    if row.severity == Some(1) && !row.closed {
        let style = canvas.palette.filled(Role::Sev1);
        canvas.fill(Rect::new(x, y, 6, 1), " ", style);
        canvas.text(x + 1, y, 1, sign, style);
        canvas.text(x + 3, y, 2, short, style);
        return;
    }
    let role = match row.severity {
        Some(rank) if !row.closed => Role::severity(rank),
        _ => Role::Dim,
    };
    let style = canvas.palette.on(role, ground);
    let label = if row.closed || row.severity != Some(2) {
        style
    } else {
        style.add_modifier(Modifier::BOLD)
    };
    canvas.text(x + 1, y, 1, sign, style);
    canvas.text(x + 3, y, 2, short, label);
}

/// A policy has four severities at most.
const fn short(rank: u8) -> &'static str {
    match rank {
        0 | 1 => "S1",
        2 => "S2",
        3 => "S3",
        _ => "S4",
    }
}

/// `is_fresh`: somebody else has just changed the row.
fn commander(
    canvas: &mut Canvas,
    columns: &Columns,
    y: u16,
    row: &IncidentRow,
    (ground, plain): (Role, Role),
    is_fresh: bool,
) {
    let room = match columns.age {
        Some(age) => age.saturating_sub(4).saturating_sub(columns.who),
        None => columns.next.saturating_sub(9).saturating_sub(columns.who),
    };
    match &row.commander {
        Some(name) => {
            let mut style = canvas.palette.on(plain, ground);
            if is_fresh {
                style = style.add_modifier(Modifier::BOLD);
            }
            let used = canvas.text(columns.who, y, room, name, style);
            if row.contested && used < room {
                let soon = canvas.palette.on(Role::Soon, ground).add_modifier(Modifier::BOLD);
                canvas.text(columns.who + used, y, 1, "!", soon);
            }
        }
        None if row.imported || row.closed => {
            let faint = canvas.palette.on(Role::Faint, ground);
            canvas.text(columns.who, y, 1, canvas.glyphs.nothing, faint);
        }
        None => {
            let soon = canvas.palette.on(Role::Soon, ground).add_modifier(Modifier::BOLD);
            canvas.text(columns.who, y, room, "nobody", soon);
        }
    }
}

fn next(canvas: &mut Canvas, columns: &Columns, y: u16, row: &IncidentRow, now: Moment, ground: Role) {
    let countdown = row.next.as_ref().and_then(|deadline| left(deadline, now, false));
    let (Some(deadline), Some(countdown)) = (&row.next, countdown) else {
        // An open question is work without a clock.
        if row.questions.is_empty() || row.closed && !row.work_left {
            let faint = canvas.palette.on(Role::Faint, ground);
            canvas.right(columns.next, y, canvas.glyphs.nothing, faint);
        } else {
            let soon = canvas.palette.on(Role::Soon, ground);
            canvas.right(columns.next, y, "decide", soon);
        }
        return;
    };
    let style = tone_style(canvas.palette, countdown.tone, ground);
    canvas.right(columns.next, y, &countdown.text, style);
    if let Some(word) = columns.word {
        let dim = canvas.palette.on(Role::Dim, ground);
        canvas.text(
            word,
            y,
            (columns.end + 1).saturating_sub(word),
            deadline.kind.short(),
            dim,
        );
    }
}
