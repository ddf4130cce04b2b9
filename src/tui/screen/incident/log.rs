//! Log lines on the glass: time, who, phase, words.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::clock::{Moment, Zone, clock_time, day_time};
use crate::domain::log::{LogLine, Weight};
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

/// What a line needs besides itself.
#[derive(Debug, Clone, Copy)]
pub struct Glass {
    /// The moment.
    pub now: Moment,
    /// The zone shown.
    pub zone: Zone,
}

/// Where the columns of a log lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogColumns {
    /// First cell of the time.
    pub time: u16,
    /// First cell of the author, and how many it has.
    pub who: (u16, u16),
    /// First cell of the phase.
    pub phase: Option<u16>,
    /// First cell of the words.
    pub words: u16,
    /// Last cell of the row.
    pub end: u16,
}

impl LogColumns {
    /// The columns of a log whose cells go from `left` to `end`, both included.
    pub fn new(left: u16, end: u16) -> Self {
        let width = end.saturating_sub(left);
        let who = (left + 7, if width < 50 { 2 } else { 6 });
        let after_who = who.0 + who.1 + 1;
        let phase = (width >= 84).then_some(after_who);
        Self {
            time: left,
            who,
            phase,
            words: phase.map_or(after_who, |phase| phase + 13),
            end,
        }
    }
}

/// Draws one line in row `y` on `ground`.
pub fn line(canvas: &mut Canvas, columns: &LogColumns, y: u16, line: &LogLine, glass: &Glass, ground: Role) {
    let dim = canvas.palette.on(Role::Dim, ground);
    let is_gone = line.struck.is_some() || line.undone || line.expunged.is_some();
    let text = match line.weight {
        _ if is_gone => Role::Dim,
        Weight::Quiet => Role::Dim,
        _ => Role::Text,
    };
    canvas.text(columns.time, y, 5, &clock_time(line.at, glass.zone), dim);
    let who = if line.weight == Weight::Quiet {
        Role::Dim
    } else {
        Role::Text
    };
    let style = canvas.palette.on(who, ground);
    if columns.who.1 == 2 {
        // Two letters tell colleagues apart where there is no room for more.
        let short: String = line.who.chars().take(2).collect();
        canvas.text(columns.who.0, y, 2, &short, style);
    } else {
        canvas.text(columns.who.0, y, columns.who.1, &line.who, style);
    }
    if let Some(phase) = columns.phase {
        canvas.text(phase, y, 12, &line.column, dim);
    }
    let mut style = canvas.palette.on(text, ground);
    if matches!(line.weight, Weight::Revision | Weight::Breach) && !is_gone {
        style = style.add_modifier(Modifier::BOLD);
    }
    if is_gone {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    let mut x = columns.words;
    let sign = match line.weight {
        Weight::Breach => Some((canvas.glyphs.severity(1), Role::Sev1)),
        Weight::Sent => Some((canvas.glyphs.tick, Role::Ok)),
        Weight::Plain | Weight::Quiet | Weight::Revision => None,
    };
    if let Some((sign, role)) = sign {
        let style = canvas.palette.on(role, ground);
        canvas.text(x, y, 1, sign, style);
        x += 2;
    }
    let note = note(line, glass);
    let room = (columns.end + 1).saturating_sub(x);
    // The note stands behind the words; where both do not fit, the words give way first, down to half the room.
    let note_width = crate::tui::canvas::cells(&note);
    let for_words = if note.is_empty() {
        room
    } else {
        // A short note always finds room; a long one gives way.
        room.saturating_sub(note_width.min(22) + 1)
    };
    let used = canvas.text(x, y, for_words, &line.words, style);
    if !note.is_empty() && used + 1 < room {
        canvas.text(x + used + 1, y, room - used - 1, &note, dim);
    }
}

/// What stands behind the words: that they are struck out, taken back, or were written down later, and who may read them.
fn note(line: &LogLine, glass: &Glass) -> String {
    if let Some(reason) = &line.expunged {
        return format!("expunged: {reason}");
    }
    if let Some(reason) = &line.struck {
        return format!("struck: {reason}");
    }
    if line.undone {
        return "taken back".to_owned();
    }
    let noted = line
        .is_back_dated()
        .then(|| format!("(noted {})", day_time(line.recorded_at, line.at, glass.zone)));
    let marked = line.marked.map(|marked| marked.word().to_owned());
    noted.into_iter().chain(marked).collect::<Vec<_>>().join(" ")
}

/// What one row of a log shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowOf {
    /// The line of a new day.
    Day(NaiveDate),
    /// The line with this index.
    Line(usize),
}

/// The rows that show `lines` in at most `rows` rows: ending with the newest, or beginning at `top` with `selected` in view.
pub fn window(lines: &[LogLine], rows: usize, reading: Option<(usize, usize)>, zone: Zone) -> Vec<RowOf> {
    let day = |index: usize| zone.day(lines[index].at);
    let from = |top: usize| {
        let mut shown = Vec::new();
        for index in top..lines.len() {
            if index == top || day(index) != day(index - 1) {
                shown.push(RowOf::Day(day(index)));
            }
            shown.push(RowOf::Line(index));
            if shown.len() >= rows {
                break;
            }
        }
        shown.truncate(rows);
        shown
    };
    if let Some((mut top, selected)) = reading {
        loop {
            let shown = from(top);
            if top >= selected || shown.contains(&RowOf::Line(selected)) {
                return shown;
            }
            top += 1;
        }
    }
    let mut top = lines.len().saturating_sub(rows);
    loop {
        let shown = from(top);
        if top >= lines.len() || shown.last() == Some(&RowOf::Line(lines.len() - 1)) {
            return shown;
        }
        top += 1;
    }
}

/// Draws a day's line: `Tue 24 Nov`.
pub fn day_line(canvas: &mut Canvas, x: u16, y: u16, width: u16, day: NaiveDate, glass: &Glass) {
    let dim = canvas.style(Role::Dim);
    let words = format!(
        "{} {}",
        crate::clock::day_name(&day),
        crate::clock::date_of(day, glass.zone.day(glass.now))
    );
    canvas.text(x, y, width, &words, dim);
}

/// Draws a whole log into `area`; returns the index of the first line shown. `is_focused`: keys act on the selected line.
pub fn draw(
    canvas: &mut Canvas,
    area: Rect,
    lines: &[LogLine],
    reading: Option<(usize, usize)>,
    is_focused: bool,
    glass: &Glass,
) -> usize {
    let columns = LogColumns::new(area.x, area.right().saturating_sub(1));
    let shown = window(lines, usize::from(area.height), reading, glass.zone);
    let mut first = lines.len();
    for (y, row) in (area.y..).zip(&shown) {
        match row {
            RowOf::Day(day) => day_line(canvas, area.x, y, area.width, *day, glass),
            RowOf::Line(index) => {
                first = first.min(*index);
                let is_selected = reading.is_some_and(|(_, selected)| selected == *index);
                let ground = if is_selected {
                    canvas.select(Rect::new(area.x.saturating_sub(1), y, area.width + 1, 1), is_focused)
                } else {
                    Role::Bg
                };
                line(canvas, &columns, y, &lines[*index], glass, ground);
            }
        }
    }
    first
}
