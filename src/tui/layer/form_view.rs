//! A form on the glass: a box over the screen, or the whole screen for a declaration.

use ratatui::layout::Rect;

use super::field::{Field, Held};
use super::form::Form;
use super::{declare_view, floating};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// Draws the form; returns where the caret is.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, form: &Form) -> Option<(u16, u16)> {
    if form.verb.words == "declare" {
        return declare_view::draw(canvas, area, model, form);
    }
    canvas.veil();
    let wanted = u16::try_from(form.fields.len()).unwrap_or(8);
    let spacious = wanted * 2 + 10 <= area.height.saturating_sub(4);
    let step = if spacious { 2 } else { 1 };
    let about = form
        .about
        .as_ref()
        .map(|words| wrapped(words, area.width.min(80).saturating_sub(8)));
    let about = about.map(|mut lines| {
        lines.truncate(3);
        lines
    });
    let about_rows = about
        .as_ref()
        .map_or(0, |lines| u16::try_from(lines.len()).unwrap_or(3) + 1);
    let place = floating(area, (80, wanted * step + 9 + about_rows));
    let inside = canvas.boxed(place, form.verb.doc, &form.subject, Role::Focus);
    let inner = Rect::new(
        inside.x + 2,
        inside.y + 1,
        inside.width.saturating_sub(4),
        inside.height.saturating_sub(2),
    );
    for (y, line) in (inner.y..).zip(about.iter().flatten()) {
        let text = canvas.palette.on(Role::Text, Role::Surface);
        canvas.text(inner.x, y, inner.width, line, text);
    }
    let inner = Rect::new(
        inner.x,
        inner.y + about_rows,
        inner.width,
        inner.height.saturating_sub(about_rows),
    );
    let rows = inner.height.saturating_sub(4) / step;
    let top = form.focus.saturating_sub(usize::from(rows.max(1)) - 1);
    let mut caret = None;
    for (place, (index, field)) in (0..rows).zip(form.fields.iter().enumerate().skip(top)) {
        let row = Rect::new(inner.x, inner.y + place * step, inner.width, 1);
        let is_focused = index == form.focus;
        caret = draw_field(canvas, row, model, form, field, is_focused, 16, Role::Surface).or(caret);
    }
    let foot = inner.bottom().saturating_sub(3);
    hint(
        canvas,
        Rect::new(inner.x, foot, inner.width, 1),
        model,
        form,
        Role::Surface,
    );
    let word = if form.is_deliberate() {
        "See what follows"
    } else {
        "Save"
    };
    button(
        canvas,
        Rect::new(inner.x, foot + 2, inner.width, 1),
        form,
        word,
        Role::Surface,
    );
    caret
}

/// One field: label, then the words on their own ground.
#[expect(clippy::too_many_arguments, reason = "all of it is where and how one row is drawn")]
pub(super) fn draw_field(
    canvas: &mut Canvas,
    row: Rect,
    model: &Model,
    form: &Form,
    field: &Field,
    is_focused: bool,
    label_width: u16,
    ground: Role,
) -> Option<(u16, u16)> {
    let label = if is_focused { Role::Text } else { Role::Dim };
    let label = canvas.palette.on(label, ground);
    canvas.text(row.x, row.y, label_width.saturating_sub(1), &field.label, label);
    let needed = need(model, form, field);
    let note_width = needed
        .as_ref()
        .map_or(0, |(words, _)| crate::tui::canvas::cells(words) + 2);
    let width = row
        .width
        .saturating_sub(label_width + if field.role.is_some() { note_width } else { 0 });
    let box_area = Rect::new(row.x + label_width, row.y, width, 1);
    let field_ground = match (is_focused, ground) {
        (true, _) => Role::Sel,
        (false, Role::Surface) => Role::Bg,
        (false, _) => Role::Surface,
    };
    let inner = Rect::new(box_area.x + 1, row.y, width.saturating_sub(2), 1);
    let caret = match &field.held {
        Held::Words(edit) => {
            let caret = edit.draw_on(canvas, box_area, is_focused, field_ground);
            if edit.is_empty() && !is_focused {
                let words = needed
                    .as_ref()
                    .filter(|_| field.role.is_none())
                    .map_or("", |(words, _)| words.as_str());
                let style = canvas.palette.on(Role::Dim, field_ground);
                canvas.text(inner.x + 1, row.y, inner.width.saturating_sub(1), words, style);
            }
            caret
        }
        Held::Choice(..) => {
            if is_focused {
                canvas.select(box_area, true);
            } else {
                canvas.row_ground(box_area, field_ground);
            }
            choices(canvas, inner, field, is_focused, field_ground);
            None
        }
    };
    if let (Some((words, role)), Some(_)) = (&needed, &field.role) {
        let style = canvas.palette.on(*role, ground);
        canvas.right(row.right().saturating_sub(1), row.y, words, style);
    }
    caret
}

/// What is said of a field that is still empty: that it is needed.
pub(super) fn need(model: &Model, form: &Form, field: &Field) -> Option<(String, Role)> {
    if !field.value().trim().is_empty() {
        return None;
    }
    if let Some(role) = &field.role {
        let (_, rule) = model.policy.severity_by_key(&form.value("severity"))?;
        return rule
            .required_roles
            .contains(role)
            .then(|| (format!("needed for {}", rule.name), Role::Soon));
    }
    field.param.required.then(|| ("needed".to_owned(), Role::Dim))
}

fn choices(canvas: &mut Canvas, area: Rect, field: &Field, is_focused: bool, ground: Role) {
    let Held::Choice(choices, chosen) = &field.held else {
        return;
    };
    let dim = canvas.palette.on(Role::Dim, ground);
    if !is_focused {
        let words = chosen
            .and_then(|index| choices.get(index))
            .map_or("", |choice| choice.label.as_str());
        let text = canvas.palette.on(Role::Text, ground);
        let words = if words.is_empty() && field.param.required {
            "needed"
        } else {
            words
        };
        let style = if chosen.is_none() { dim } else { text };
        canvas.text(area.x + 1, area.y, area.width.saturating_sub(1), words, style);
        return;
    }
    // The chosen one stays in view: what lies before it gives way.
    let widths: Vec<u16> = choices
        .iter()
        .map(|choice| crate::tui::canvas::cells(&choice.label) + 3)
        .collect();
    let mut first = 0;
    let at = chosen.unwrap_or(0);
    while first < at && widths[first..=at].iter().sum::<u16>() > area.width.saturating_sub(12) {
        first += 1;
    }
    // Where not all of them fit, that there are more is said, and how many.
    let signs = if field.param.kind == crate::verb::ParamKind::Severity {
        2
    } else {
        0
    };
    let whole: u16 = widths[first..].iter().map(|width| width + signs).sum();
    let is_cut = whole + 1 + u16::from(first > 0) * 2 > area.width;
    let end = area.right().saturating_sub(if is_cut { 9 } else { 0 });
    let mut x = area.x + 1;
    if first > 0 {
        x += canvas.text(x, area.y, 2, canvas.glyphs.ellipsis, dim) + 1;
    }
    for (index, choice) in choices.iter().enumerate().skip(first) {
        let is_chosen = *chosen == Some(index);
        let is_severity = field.param.kind == crate::verb::ParamKind::Severity;
        let rank = u8::try_from(index + 1).unwrap_or(4);
        let style = match (is_chosen, is_severity) {
            (true, true) if rank == 1 => canvas.palette.filled(Role::Sev1),
            (true, _) => canvas.palette.filled(Role::Accent),
            (false, true) => canvas.palette.on(Role::severity(rank), ground),
            (false, false) => dim,
        };
        // Never colour alone: a severity has its sign.
        let label = if is_severity {
            format!("{} {}", canvas.glyphs.severity(rank), choice.label)
        } else {
            choice.label.clone()
        };
        let room = end.saturating_sub(x);
        let width = crate::tui::canvas::cells(&label) + 2;
        if width > room {
            let more = format!("{} {} more", canvas.glyphs.ellipsis, choices.len() - index);
            canvas.right(area.right().saturating_sub(1), area.y, &more, dim);
            return;
        }
        x += canvas.text(x, area.y, room, &format!(" {label} "), style) + 1;
    }
    let arrows = format!(
        "{} {} 1-{}",
        canvas.glyphs.arrow_left,
        canvas.glyphs.arrow_right,
        choices.len()
    );
    if x + 10 < area.right() {
        canvas.right(area.right(), area.y, &arrows, dim);
    }
}

/// The line below the fields: what is wrong, or what the field is.
pub(super) fn hint(canvas: &mut Canvas, row: Rect, model: &Model, form: &Form, ground: Role) {
    let (words, role) = match (&form.error, form.waiting) {
        (Some(error), _) => {
            let new = if form.may_be_new {
                " Ctrl-N: it is another one."
            } else {
                ""
            };
            (format!("{} {error}{new}", canvas.glyphs.failed), Role::Late)
        }
        (None, Some(_)) => ("saving".to_owned(), Role::Dim),
        (None, None) => {
            let field = form.fields.get(form.focus);
            let words = field.map_or_else(String::new, |field| field.hint(&model.world, model.now, model.zone()));
            (words, Role::Dim)
        }
    };
    let style = canvas.palette.on(role, ground);
    for (y, line) in (row.y..row.y + 2).zip(wrapped(&words, row.width)) {
        canvas.text(row.x, y, row.width, &line, style);
    }
}

/// Words in lines of at most `width` cells.
pub fn wrapped(words: &str, width: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if crate::tui::canvas::cells(line) + 1 + crate::tui::canvas::cells(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

pub(super) fn button(canvas: &mut Canvas, row: Rect, form: &Form, word: &str, ground: Role) {
    let is_ready = form
        .fields
        .iter()
        .all(|field| !field.param.required || field.role.is_some() || !field.value().trim().is_empty());
    let style = if is_ready {
        canvas.palette.filled(Role::Accent)
    } else {
        canvas.palette.on(Role::Dim, Role::Bg)
    };
    let mut x = row.x;
    x += canvas.text(x, row.y, 30, &format!(" {word} "), style) + 2;
    let accent = canvas
        .palette
        .on(Role::Accent, ground)
        .add_modifier(ratatui::style::Modifier::BOLD);
    let dim = canvas.palette.on(Role::Dim, ground);
    x += canvas.spans(x, row.y, 20, &[("Ctrl-S", accent)]) + 5;
    let note = if form.from_draft {
        " leaves; this is your draft from before"
    } else {
        " leaves, the draft stays"
    };
    canvas.spans(x, row.y, row.right().saturating_sub(x), &[("Esc", accent), (note, dim)]);
}

/// A box with words to be read: a log line in full.
pub fn text(canvas: &mut Canvas, area: Rect, title: &str, words: &str) {
    canvas.veil();
    let lines = wrapped(words, area.width.min(80).saturating_sub(8));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
    let inside = canvas.boxed(floating(area, (80, height)), title, "", Role::Focus);
    let style = canvas.palette.on(Role::Text, Role::Surface);
    for (y, line) in (inside.y + 1..inside.bottom()).zip(&lines) {
        canvas.text(inside.x + 2, y, inside.width.saturating_sub(4), line, style);
    }
}
