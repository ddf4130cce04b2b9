//! An incident on the glass.
//!
//! ```text
//!   ● Sev1  Customer export bucket readable                                    mira commands
//!  declared 03:40 by jonas · open 11 h 23 m · production, customer data
//!
//!  ✓ Identify ━━━━━ ✓ Contain ━━━━━ ◉ Investigate ───── ○ Eradicate ─── ○ Recover ── ○ Closed
//!    03:40            03:58           04:31, 10 h 32 m
//!
//!  customers told             time left to tell                pages
//!  1 of 3  Cobalt is open     60 h 48 m  due Fri 27 Nov        ✓ mira  after 1 m
//!  ━━━━━━━──────────────      ━━━━──────────────────────       ✓ lee   after 12 m
//!
//!  Log 34 ───────────────────────────────────── newest last │ Notices 1 of 3 ──────
//!  03:40  jonas  Identify     Declared Sev2: …              │ Roles 1 empty ───────
//!  l writes the next line     14:05 … back-dates it         │ To decide ───────────
//! ```

use ratatui::layout::Rect;

use super::{head, log, origin, side};
use crate::engine::views::IncidentView;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::screen::board::view::{Spans, spans};
use crate::tui::theme::Role;

/// Rows of the incident screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Two columns, with all answers?
    pub wide: bool,
    /// Row of the stepper.
    pub steps: u16,
    /// Row of the answers, or of the one line in their place.
    pub answers: u16,
    /// Row of the log's title.
    pub title: u16,
    /// Rows of the log.
    pub log: (u16, u16),
    /// Row of the counts, where there are no side panes.
    pub counts: Option<u16>,
    /// Row of the entry line.
    pub entry: u16,
}

impl Layout {
    /// The layout for a screen of this size.
    pub fn new((width, height): (u16, u16)) -> Self {
        let wide = width >= 112 && height >= 26;
        let (steps, answers, title) = match (wide, height >= 22) {
            (true, _) => (5, 8, 12),
            (false, true) => (4, 6, 8),
            (false, false) => (3, 4, 5),
        };
        let entry = if wide {
            height.saturating_sub(3)
        } else {
            height.saturating_sub(2)
        };
        let counts = (!wide).then_some(entry.saturating_sub(1));
        let end = counts.unwrap_or(entry.saturating_sub(1));
        Self {
            wide,
            steps,
            answers,
            title,
            log: (title + 1, end.saturating_sub(title + 1)),
            counts,
            entry,
        }
    }
}

/// Draws the open incident between header and footer.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let Some(view) = &model.world.incident else {
        return;
    };
    let layout = Layout::new(model.ui.size);
    let spans = spans(area);
    let title_rows = if layout.wide { 2 } else { 1 };
    head::title(
        canvas,
        Rect::new(area.x, area.y + 2, area.width, title_rows),
        model,
        view,
    );
    let steps = Rect::new(
        area.x + 2,
        layout.steps,
        area.width.saturating_sub(4),
        if layout.wide { 2 } else { 1 },
    );
    if view.incident.imported.is_none() {
        head::steps(canvas, steps, model, view);
        if layout.wide {
            head::answers(canvas, Rect::new(area.x, layout.answers, area.width, 3), model, view);
        } else {
            head::one_line(canvas, Rect::new(area.x, layout.answers, area.width, 1), model, view);
        }
    }
    if view.incident.imported.is_some() {
        origin::draw(
            canvas,
            Rect::new(
                area.x + 2,
                layout.steps,
                area.width.saturating_sub(4),
                layout.title - layout.steps - 1,
            ),
            model,
            view,
        );
    }
    let list_end = if layout.wide {
        spans.list.1
    } else {
        area.right().saturating_sub(3)
    };
    if model.ui.incident.shows_side && !layout.wide {
        let pane = Rect::new(area.x + 2, layout.title, area.width.saturating_sub(4), layout.log.1 + 1);
        side::draw(canvas, pane, model, view);
    } else {
        draw_log(canvas, model, view, &layout, list_end);
    }
    if layout.wide {
        draw_side(canvas, area, model, view, &layout, &spans);
    } else if let Some(y) = layout.counts {
        counts(
            canvas,
            Rect::new(area.x + 2, y, area.width.saturating_sub(4), 1),
            model,
            view,
        );
    }
    entry_at_rest(canvas, model, &layout, list_end);
}

fn draw_side(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView, layout: &Layout, spans: &Spans) {
    let (Some(line), Some((x, end))) = (spans.line, spans.side) else {
        return;
    };
    canvas.column_line(line, layout.title, area.bottom().saturating_sub(1));
    let height = area.bottom().saturating_sub(2 + layout.title);
    side::draw(canvas, Rect::new(x, layout.title, end + 1 - x, height), model, view);
}

fn draw_log(canvas: &mut Canvas, model: &Model, view: &IncidentView, layout: &Layout, end: u16) {
    let x = 2;
    let state = &model.ui.incident;
    let area = Rect::new(x, layout.log.0, (end + 1).saturating_sub(x), layout.log.1);
    let title = Rect::new(x, layout.title, area.width, 1);
    let found = super::found(model);
    let lines = super::lines(model);
    let count = match found {
        Some(found) => format!("{} of {}", found.count, found.all),
        None => view.lines.to_string(),
    };
    let tag = super::marked(model).and_then(|line| line.entry.as_ref());
    let right = match (tag, found) {
        (Some(tag), _) => format!("line {tag}"),
        (None, Some(found)) => format!("only \"{}\"", found.words),
        (None, None) if !state.filter.is_empty() => format!("looking for \"{}\"", state.filter),
        (None, None) => "newest last".to_owned(),
    };
    canvas.pane_title(
        title,
        "Log",
        &[(&count, Role::Dim)],
        &right,
        state.is_reading && !state.shows_side,
    );
    let reading = state.is_reading.then_some((state.list.top, state.list.selected));
    if let Some(found) = found.filter(|found| found.lines.is_empty()) {
        nothing(canvas, area, &found.words);
        return;
    }
    let first = log::draw(canvas, area, lines, reading, !state.shows_side, &model.context());
    let all = found.map_or(view.lines, |found| found.count);
    let hidden = all.saturating_sub(lines.len() as u64) + first as u64;
    if hidden > 0 && area.height > 0 {
        // Stands at the right of the first row, which is always a day's line.
        let words = format!("{hidden} earlier {}", canvas.glyphs.arrow_up);
        let dim = canvas.style(Role::Dim);
        canvas.right(end, area.y, &words, dim);
    }
}

/// No line matches.
fn nothing(canvas: &mut Canvas, area: Rect, words: &str) {
    let bold = canvas.palette.bold(Role::Text);
    let dim = canvas.style(Role::Dim);
    let used = canvas.text(area.x, area.y, area.width, &format!("No match for {words}."), bold);
    let rest = area.width.saturating_sub(used + 1);
    canvas.text(area.x + used + 1, area.y, rest, "Esc clears the filter.", dim);
}

/// Where the next line goes: an invitation at rest, the line itself while typing.
fn entry_at_rest(canvas: &mut Canvas, model: &Model, layout: &Layout, end: u16) {
    if model.ui.read_only.is_some()
        || model
            .world
            .incident
            .as_ref()
            .is_some_and(|view| view.incident.imported.is_some())
    {
        return;
    }
    let row = Rect::new(1, layout.entry, end, 1);
    canvas.row_ground(row, Role::Surface);
    let key = canvas
        .palette
        .on(Role::Accent, Role::Surface)
        .add_modifier(ratatui::style::Modifier::BOLD);
    let dim = canvas.palette.on(Role::Dim, Role::Surface);
    let text = canvas.palette.on(Role::Text, Role::Surface);
    let key_of = |words: &str| {
        model
            .ui
            .keymap
            .key_of(words)
            .map_or_else(String::new, ToString::to_string)
    };
    let room = end.saturating_sub(2);
    if !model.ui.incident.filter.is_empty() {
        let back = key_of("back");
        canvas.spans(2, layout.entry, room, &[(&back, key), (" shows the whole log", dim)]);
        return;
    }
    let log = key_of("log");
    let used = canvas.spans(2, layout.entry, room, &[(&log, key), (" writes the next line", dim)]);
    let example = 2 + used + 5;
    canvas.spans(
        example,
        layout.entry,
        end.saturating_sub(example),
        &[("14:05 …", text), (" back-dates it", dim)],
    );
}

/// One line of counts in place of the side panes.
fn counts(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) {
    let dim = canvas.style(Role::Dim);
    let text = canvas.style(Role::Text);
    let soon = canvas.palette.bold(Role::Soon);
    let mut pieces: Vec<(String, ratatui::style::Style)> = Vec::new();
    let pages: Vec<_> = view.deadlines.iter().filter(|one| one.is_open_page()).collect();
    if !pages.is_empty() {
        let late = pages.iter().filter(|one| one.is_late(model.now)).count();
        pieces.push((format!("{} to page", pages.len()), soon));
        if late > 0 {
            pieces.push((format!(", {late} late"), canvas.palette.bold(Role::Late)));
        }
        pieces.push(("    ".to_owned(), dim));
    }
    if let Some(breach) = view.incident.open_breach() {
        let sent = breach.customers.iter().filter(|told| told.sent.is_some()).count();
        pieces.extend([
            ("Notices ".to_owned(), dim),
            (format!("{sent} of {}    ", breach.customers.len()), text),
        ]);
    }
    match view.row.empty_roles.len() {
        0 => pieces.extend([
            ("Roles ".to_owned(), dim),
            (format!("{}    ", view.incident.roles.len()), text),
        ]),
        n => pieces.extend([("Roles ".to_owned(), dim), (format!("{n} empty    "), soon)]),
    }
    if !view.row.questions.is_empty() {
        pieces.push((format!("{} to decide    ", view.row.questions.len()), soon));
    }
    let key = model
        .ui
        .keymap
        .key_of("next pane")
        .map_or_else(String::new, ToString::to_string);
    let word = if model.ui.incident.shows_side {
        " shows the log"
    } else {
        " shows them"
    };
    pieces.extend([(key, canvas.palette.bold(Role::Accent)), (word.to_owned(), dim)]);
    let borrowed: Vec<(&str, ratatui::style::Style)> =
        pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect();
    canvas.spans(area.x, area.y, area.width, &borrowed);
}
