//! The letter on the glass.
//!
//! ```text
//! to                       time left                   parts
//! Brightloaf  dpo@…        2 d 12 h  due Fri 27 Nov    3 of 4
//! one text for 3           ━━━━━━──────────────        measures is missing
//!
//! Text saved 15:01 ──────── template customer-notice 3 │ Parts 3 of 4 ──
//!                                                      │ ✓ nature
//!   Subject: …                                         │
//!   Dear Brightloaf team,                              │ Before it is sent
//!   1  What happened                                   │ Customers 1 of 3
//! ▌ …                                                  │ Sending
//! ```

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Composer, Piece, SUBJECT, contact, measure, open, side, text};
use crate::clock::{clock_time, full};
use crate::domain::incident::notice::Notice;
use crate::domain::letter::{Fullness, Part};
use crate::engine::views::IncidentView;
use crate::tui::canvas::{Canvas, cells};
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::answers::{Answer, Detail, columns, draw as draw_answers};
use crate::tui::words::{left, tone_role, tone_style, used};

/// One row of the letter.
enum Row {
    Blank,
    /// A heading: its number and words, what is to be said of its part, and in which role.
    Heading(String, String, Role),
    /// Words; does the field have the keys?
    Words(String, bool),
    /// The line of the subject.
    Subject(String, bool),
}

impl Row {
    /// Does a blank go on behind it?
    fn leaves_open(&self, before: bool) -> bool {
        match self {
            Self::Words(words, _) | Self::Subject(words, _) => {
                let (opened, closed) = (words.rfind("[?"), words.rfind(']'));
                match (opened, closed) {
                    (Some(opened), Some(closed)) => opened > closed,
                    (Some(_), None) => true,
                    (None, Some(_)) => false,
                    (None, None) => before,
                }
            }
            Self::Blank | Self::Heading(..) => false,
        }
    }
}

/// Draws the letter between header and footer; returns where the caret is.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) -> Option<(u16, u16)> {
    let (composer, view) = open(model)?;
    answers(
        canvas,
        Rect::new(area.x, area.y + 2, area.width, 3),
        model,
        composer,
        view,
    );
    let top = area.y + 6;
    let is_wide = area.width >= 112;
    let (width, mut letter) = if is_wide {
        let third = columns(area)[2];
        let line = third - 2;
        canvas.column_line(line, top, area.bottom());
        let side = Rect::new(
            third,
            top,
            area.right().saturating_sub(third + 2),
            area.bottom().saturating_sub(top),
        );
        side::draw(canvas, side, model, composer, view);
        (line - 3, Rect::new(area.x + 2, top, line - 4, area.bottom() - top))
    } else {
        let width = area.width.saturating_sub(4);
        (width, Rect::new(area.x + 2, top, width, area.bottom() - top))
    };
    title(
        canvas,
        Rect::new(area.x + 2, top, width.saturating_sub(1), 1),
        model,
        composer,
        view,
    );
    letter.y += 1 + u16::from(area.height > 30);
    letter.height = area.bottom().saturating_sub(letter.y);
    if composer.is_preview {
        preview(canvas, letter, model, composer, view);
        return None;
    }
    body(canvas, letter, model, composer, view)
}

fn answers(canvas: &mut Canvas, area: Rect, model: &Model, composer: &Composer, view: &IncidentView) {
    let bold = canvas.palette.bold(Role::Text);
    let dim = canvas.style(Role::Dim);
    let told = composer.told(&view.incident);
    let name = told.map_or_else(
        || composer.notice.to_string(),
        |told| told.affected.customer.name.clone(),
    );
    let reached = match (told, &composer.notice) {
        (Some(told), _) => contact(view, &told.affected.customer.id)
            .unwrap_or(&told.affected.contact)
            .to_owned(),
        (None, Notice::Obligation(id)) => model
            .policy
            .obligation(id)
            .map(|rule| rule.recipient.clone())
            .unwrap_or_default(),
        _ => String::new(),
    };
    let many = view.incident.breach.as_ref().map_or(0, |breach| breach.customers.len());
    let scope = match &composer.notice {
        Notice::Customers if many > 1 => format!("one text for {many} customers"),
        Notice::Customer(_) if many > 1 => "a letter of its own".to_owned(),
        Notice::Obligation(id) => model
            .policy
            .obligation(id)
            .map(|rule| rule.citation.clone())
            .unwrap_or_default(),
        _ => String::new(),
    };
    let gap = if reached.is_empty() { "" } else { "   " };
    let to = [(name.as_str(), bold), (gap, dim), (reached.as_str(), dim)];
    let scope = [(scope.as_str(), dim)];

    let deadline = side::deadline(composer, view);
    let countdown = deadline.and_then(|deadline| left(deadline, model.now, false));
    let due = deadline
        .and_then(|deadline| deadline.due_at)
        .map_or_else(String::new, |due| {
            format!("   due {}", full(due, model.now, model.zone()))
        });
    let (words, style) = match (&countdown, deadline) {
        (Some(countdown), _) => (
            countdown.text.clone(),
            tone_style(canvas.palette, countdown.tone, Role::Bg).add_modifier(Modifier::BOLD),
        ),
        (None, Some(deadline)) => (deadline.state_word(model.now).to_owned(), dim),
        (None, None) => ("no clock runs".to_owned(), dim),
    };
    let time = [(words.as_str(), style), (due.as_str(), dim)];
    let under_time = match (deadline, &countdown) {
        (Some(deadline), Some(countdown)) => Detail::Meter(used(deadline, model.now), tone_role(countdown.tone)),
        _ => Detail::Line(&[]),
    };

    let parts = side::parts(composer, view, model);
    let lacking: Vec<&str> = parts
        .iter()
        .filter(|(_, fullness)| !side::is_full(fullness))
        .map(|(key, _)| key.as_str())
        .collect();
    let count = format!("{} of {}", parts.len() - lacking.len(), parts.len());
    let missing = match lacking.as_slice() {
        [] => "nothing is missing".to_owned(),
        [one] => format!("{one} is not done"),
        several => format!("{} are not done", several.len()),
    };
    let role = if lacking.is_empty() { Role::Dim } else { Role::Soon };
    let count = [(count.as_str(), bold)];
    let missing = [(missing.as_str(), canvas.style(role))];
    draw_answers(
        canvas,
        area,
        &[
            Answer {
                question: "to",
                answer: &to,
                detail: Detail::Line(&scope),
            },
            Answer {
                question: "time left",
                answer: &time,
                detail: under_time,
            },
            Answer {
                question: "parts",
                answer: &count,
                detail: Detail::Line(&missing),
            },
        ],
    );
}

fn title(canvas: &mut Canvas, area: Rect, model: &Model, composer: &Composer, view: &IncidentView) {
    let stored = side::stored(composer, view);
    let (state, role) = match stored {
        Some(stored) if composer.base.as_ref() != Some(&stored.digest) => {
            let at = clock_time(stored.at, model.zone());
            (format!("{} saved another text {at}", stored.who), Role::Soon)
        }
        _ if composer.waiting.is_some() => ("saving".to_owned(), Role::Dim),
        Some(_) if composer.is_changed() => ("changed, not on the record yet".to_owned(), Role::Soon),
        Some(stored) => {
            let at = clock_time(stored.at, model.zone());
            let stage = stored.stage().word();
            (format!("{stage}, saved {at} by {}", stored.who), Role::Dim)
        }
        None => ("not on the record yet".to_owned(), Role::Soon),
    };
    let template = composer.template.as_ref().map_or_else(String::new, |template| {
        format!("template {} {}", template.name, template.version)
    });
    let word = if composer.is_preview { "As it goes out" } else { "Text" };
    canvas.pane_title(area, word, &[(&state, role)], &template, true);
}

fn body(
    canvas: &mut Canvas,
    area: Rect,
    model: &Model,
    composer: &Composer,
    view: &IncidentView,
) -> Option<(u16, u16)> {
    let measure = measure(canvas.area().width);
    let (rows, caret) = rows(composer, model, view, measure);
    let height = usize::from(area.height);
    let at = caret.map_or(0, |(row, _)| row);
    let top = at.saturating_sub(height * 2 / 3).min(rows.len().saturating_sub(height));
    let mut in_blank = rows.iter().take(top).fold(false, |before, row| row.leaves_open(before));
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
        draw_row(canvas, Rect::new(area.x, y, area.width, 1), row, in_blank);
        in_blank = row.leaves_open(in_blank);
    }
    let (row, column) = caret?;
    let y = area.y + u16::try_from(row.checked_sub(top)?).ok()?;
    (y < area.bottom()).then_some((area.x + 2 + column, y))
}

fn rows(composer: &Composer, model: &Model, view: &IncidentView, measure: u16) -> (Vec<Row>, Option<(usize, u16)>) {
    let fields = composer.fields(view, &model.policy);
    let filled = composer.letter().filled(&fields);
    let mut rows = Vec::new();
    let mut caret = None;
    let mut number = 0;
    for (index, section) in composer.sections.iter().enumerate() {
        let is_focused = index == composer.focus;
        let shown = match &section.piece {
            Piece::Subject => filled.subject.as_str(),
            Piece::Opening => filled.opening.as_str(),
            Piece::Closing => filled.closing.as_str(),
            Piece::Part(key, _) => filled.part(key).map_or("", |part| part.text.as_str()),
        };
        if let Piece::Part(key, heading) = &section.piece {
            number += 1;
            let fullness = filled.part(key).map_or(Fullness::Missing, Part::fullness);
            let (words, role) = side::state(&fullness);
            let words = if side::is_full(&fullness) && role == Role::Dim {
                String::new()
            } else {
                words
            };
            rows.push(Row::Heading(format!("{number}  {heading}"), words, role));
        }
        let is_subject = section.piece == Piece::Subject;
        let row = |words: String| {
            if is_subject {
                Row::Subject(words, is_focused)
            } else {
                Row::Words(words, is_focused)
            }
        };
        if is_focused {
            let cells = if is_subject {
                measure.saturating_sub(SUBJECT)
            } else {
                measure
            };
            let wrapped = text::wrap(section.edit.lines(), cells);
            let (at, column) = text::caret(&section.edit, &wrapped);
            let indent = if is_subject && at == 0 { SUBJECT } else { 0 };
            caret = Some((rows.len() + at, column + indent));
            rows.extend(wrapped.iter().map(|one| row(one.words(section.edit.lines()))));
        } else if shown.is_empty() {
            if !is_subject && !matches!(section.piece, Piece::Part(..)) {
                continue;
            }
            rows.push(row(String::new()));
        } else {
            let width = if is_subject {
                measure.saturating_sub(SUBJECT)
            } else {
                measure
            };
            rows.extend(text::wrapped(shown, width).into_iter().map(row));
        }
        rows.push(Row::Blank);
    }
    // `Subject:` stands before its first row alone.
    let mut is_first = true;
    for row in &mut rows {
        if let Row::Subject(words, is_focused) = row {
            if is_first {
                *words = format!("Subject: {words}");
            } else {
                *row = Row::Words(std::mem::take(words), *is_focused);
            }
            is_first = false;
        }
    }
    (rows, caret)
}

fn draw_row(canvas: &mut Canvas, area: Rect, row: &Row, in_blank: bool) {
    match row {
        Row::Blank => {}
        Row::Heading(words, state, role) => {
            let ink = if state.is_empty() { Role::Accent } else { *role };
            canvas.text(area.x + 2, area.y, area.width, words, canvas.palette.bold(ink));
            if !state.is_empty() {
                let sign = if *role == Role::Soon {
                    canvas.glyphs.open
                } else {
                    canvas.glyphs.dot
                };
                let words = format!("{sign} {state}");
                let end = area.right().saturating_sub(2);
                if cells(&words) + 4 < area.width {
                    canvas.right(end, area.y, &words, canvas.style(*role));
                }
            }
        }
        Row::Words(words, is_focused) => draw_words(canvas, area, words, *is_focused, (false, in_blank)),
        Row::Subject(words, is_focused) => draw_words(canvas, area, words, *is_focused, (true, in_blank)),
    }
}

/// Words of the letter; blanks stand out, also where they go on from the row before.
fn draw_words(canvas: &mut Canvas, area: Rect, words: &str, is_focused: bool, (is_bold, in_blank): (bool, bool)) {
    let ground = if is_focused {
        let whole = Rect::new(area.x, area.y, area.width.saturating_sub(1), 1);
        canvas.select(whole, true)
    } else {
        Role::Bg
    };
    let weigh = |style: Style| {
        if is_bold {
            style.add_modifier(Modifier::BOLD)
        } else {
            style
        }
    };
    let plain = weigh(canvas.palette.on(Role::Text, ground));
    let blank = weigh(canvas.palette.on(Role::Soon, ground));
    let mut pieces: Vec<(&str, Style)> = Vec::new();
    let mut rest = words;
    if in_blank {
        let end = rest.find(']').map_or(rest.len(), |end| end + 1);
        pieces.push((&rest[..end], blank));
        rest = &rest[end..];
    }
    while let Some(at) = rest.find("[?") {
        let end = rest[at..].find(']').map_or(rest.len(), |end| at + end + 1);
        pieces.push((&rest[..at], plain));
        pieces.push((&rest[at..end], blank));
        rest = &rest[end..];
    }
    pieces.push((rest, plain));
    canvas.spans(area.x + 2, area.y, area.width.saturating_sub(3), &pieces);
}

fn preview(canvas: &mut Canvas, area: Rect, model: &Model, composer: &Composer, view: &IncidentView) {
    let fields = composer.fields(view, &model.policy);
    let text = composer.letter().text_for(&fields);
    let measure = measure(canvas.area().width);
    let rows = text::wrapped(text.trim_end(), measure);
    let height = usize::from(area.height);
    let top = composer.top.min(rows.len().saturating_sub(height));
    for (y, words) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
        let row = if words.starts_with("## ") {
            Row::Heading(words.trim_start_matches("## ").to_owned(), String::new(), Role::Accent)
        } else {
            Row::Words(words.clone(), false)
        };
        draw_row(canvas, Rect::new(area.x, y, area.width, 1), &row, false);
    }
    if rows.len() > height {
        let words = format!("{} of {} lines", (top + height).min(rows.len()), rows.len());
        canvas.right(
            area.right().saturating_sub(2),
            area.bottom() - 1,
            &words,
            canvas.style(Role::Dim),
        );
    }
}
