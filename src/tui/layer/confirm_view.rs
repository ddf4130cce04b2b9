//! A confirmation on the glass: facts, what starts, what stops, what moves, and the button.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::confirm::Confirm;
use super::confirm_clocks;
use super::floating;
use super::form_view::wrapped;
use crate::domain::Deadline;
use crate::text::capital;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::verb::Undo;

/// One row inside the box.
pub(super) enum Row {
    Blank,
    Words(String, Role),
    Fact(String, String),
    Title(&'static str, String),
    Clock(String, String, Role),
    /// The rule of the clocks above, and their time in UTC.
    Rule(String, String),
    Follows(String),
}

/// Draws the dialog; returns where the caret is.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, confirm: &Confirm) -> Option<(u16, u16)> {
    canvas.veil();
    let mut rows = rows(model, confirm, area.width.min(80).saturating_sub(8));
    let foot = 2 + u16::from(confirm.typed.is_some()) * 2;
    let wanted = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(foot + 4);
    let place = floating(area, (80, wanted));
    let inside = canvas.boxed(place, confirm.verb.doc, &confirm.subject, Role::Focus);
    let inner = Rect::new(
        inside.x + 2,
        inside.y + 1,
        inside.width.saturating_sub(4),
        inside.height.saturating_sub(1),
    );
    let room = inner.height.saturating_sub(foot);
    // What will follow matters more than the air between.
    if rows.len() > usize::from(room) {
        rows.retain(|row| !matches!(row, Row::Blank));
    }
    let top = confirm.top.min(rows.len().saturating_sub(usize::from(room)));
    for (y, row) in (inner.y..inner.y + room).zip(rows.iter().skip(top)) {
        draw_row(canvas, inner, y, row);
    }
    let hidden = rows.len().saturating_sub(top + usize::from(room));
    if hidden > 0 {
        let words = format!("{hidden} more {}", canvas.glyphs.arrow_down);
        let dim = canvas.palette.on(Role::Dim, Role::Surface);
        canvas.right(inner.right().saturating_sub(1), inner.y + room, &words, dim);
    }
    let mut y = inner.y + room + 1;
    let mut caret = None;
    if let Some((word, edit)) = &confirm.typed {
        let row = Rect::new(inner.x, y, inner.width, 1);
        canvas.row_ground(row, Role::Sel);
        let accent = canvas.palette.on(Role::Accent, Role::Sel);
        let dim = canvas.palette.on(Role::Dim, Role::Sel);
        canvas.text(row.x, y, 1, canvas.glyphs.selected, accent);
        let label = format!("Type {word} to confirm");
        let used = canvas.text(row.x + 2, y, 50, &label, dim);
        let field = Rect::new(row.x + 4 + used, y, row.width.saturating_sub(used + 5), 1);
        caret = edit.draw(canvas, field, true);
        y += 2;
    }
    button(canvas, Rect::new(inner.x, y, inner.width, 1), confirm);
    caret
}

fn button(canvas: &mut Canvas, row: Rect, confirm: &Confirm) {
    let word = format!(" {} ", doing(confirm.verb.words));
    let style = if confirm.is_ready() {
        canvas.palette.filled(Role::Accent)
    } else {
        canvas.palette.on(Role::Dim, Role::Bg)
    };
    let accent = canvas
        .palette
        .on(Role::Accent, Role::Surface)
        .add_modifier(Modifier::BOLD);
    let dim = canvas.palette.on(Role::Dim, Role::Surface);
    if let Some(error) = &confirm.error {
        let late = canvas.palette.on(Role::Late, Role::Surface);
        let words = format!("{} {error}", canvas.glyphs.failed);
        canvas.text(row.x, row.y, row.width, &words, late);
        return;
    }
    let mut x = row.x;
    x += canvas.text(x, row.y, 30, &word, style) + 2;
    let enter = if confirm.is_ready() { accent } else { dim };
    x += canvas.text(x, row.y, 6, canvas.glyphs.enter, enter) + 6;
    canvas.spans(
        x,
        row.y,
        row.right().saturating_sub(x),
        &[("Esc", accent), (" nothing happens", dim)],
    );
}

/// What the button says: the verb as a person would say it.
fn doing(words: &str) -> String {
    match words {
        "breach confirm" => "Confirm breach".to_owned(),
        "breach customer" => "Add customer".to_owned(),
        "breach correct" => "Correct the time".to_owned(),
        "breach withdraw" => "Withdraw breach".to_owned(),
        "notice sent" => "Mark as sent".to_owned(),
        "notice supersede" => "Supersede it".to_owned(),
        "obligation submit" => "Mark as submitted".to_owned(),
        "obligation decide" => "Not notifiable".to_owned(),
        "obligation role" => "Set the role".to_owned(),
        "anchor set" => "Set the time".to_owned(),
        "publish" => "Mark as published".to_owned(),
        words if words.ends_with(" merge") => "Merge".to_owned(),
        words => capital(words),
    }
}

fn draw_row(canvas: &mut Canvas, inner: Rect, y: u16, row: &Row) {
    let on = |canvas: &Canvas, role: Role| -> Style { canvas.palette.on(role, Role::Surface) };
    match row {
        Row::Blank => {}
        Row::Words(words, role) => {
            let style = on(canvas, *role);
            canvas.text(inner.x, y, inner.width, words, style);
        }
        Row::Fact(label, value) => {
            let dim = on(canvas, Role::Dim);
            let bold = on(canvas, Role::Text).add_modifier(Modifier::BOLD);
            canvas.text(inner.x, y, 15, label, dim);
            canvas.text(inner.x + 16, y, inner.width.saturating_sub(16), value, bold);
        }
        Row::Title(title, count) => {
            let bold = on(canvas, Role::Text).add_modifier(Modifier::BOLD);
            let dim = on(canvas, Role::Dim);
            let mut x = inner.x;
            x += canvas.text(x, y, inner.width, title, bold) + 1;
            x += canvas.text(x, y, inner.right().saturating_sub(x), count, dim);
            if !count.is_empty() {
                x += 1;
            }
            let border = on(canvas, Role::Border);
            canvas.fill(
                Rect::new(x, y, inner.right().saturating_sub(x), 1),
                canvas.glyphs.hairline,
                border,
            );
        }
        Row::Clock(name, when, role) => {
            let text = on(canvas, Role::Text);
            let style = on(canvas, *role);
            let start = canvas.right(inner.right().saturating_sub(1), y, when, text);
            canvas.text(inner.x, y, start.saturating_sub(inner.x + 2), name, style);
        }
        Row::Rule(rule, utc) => {
            let dim = on(canvas, Role::Dim);
            let start = canvas.right(inner.right().saturating_sub(1), y, utc, dim);
            canvas.text(inner.x + 2, y, start.saturating_sub(inner.x + 4), rule, dim);
        }
        Row::Follows(words) => {
            let accent = on(canvas, Role::Accent);
            let text = on(canvas, Role::Text);
            canvas.text(inner.x, y, 1, canvas.glyphs.path, accent);
            canvas.text(inner.x + 2, y, inner.width.saturating_sub(2), words, text);
        }
    }
}

fn rows(model: &Model, confirm: &Confirm, width: u16) -> Vec<Row> {
    let mut rows = vec![];
    for (words, role) in explained(confirm) {
        rows.extend(wrapped(&words, width).into_iter().map(|line| Row::Words(line, role)));
    }
    if let Undo::None(why) = confirm.verb.undo {
        let why = capital(why);
        rows.extend(
            wrapped(&format!("{why}."), width)
                .into_iter()
                .map(|line| Row::Words(line, Role::Soon)),
        );
    }
    if !confirm.facts.is_empty() {
        rows.push(Row::Blank);
    }
    for (label, value) in &confirm.facts {
        rows.push(Row::Fact(label.clone(), value.clone()));
    }
    let preview = &confirm.preview;
    confirm_clocks::section(&mut rows, model, "This starts", &preview.starts, "due");
    if !preview.moves.is_empty() {
        rows.push(Row::Blank);
        rows.push(Row::Title("This moves", confirm_clocks::counted(preview.moves.len())));
        let after: Vec<Deadline> = preview.moves.iter().map(|(_, after)| after.clone()).collect();
        confirm_clocks::add(&mut rows, model, &after, "now due");
    }
    confirm_clocks::section(&mut rows, model, "This stops", &preview.stops, "was due");
    // Only closing leaves people wondering about the others.
    if confirm.verb.words == "close" {
        confirm_clocks::section(&mut rows, model, "Runs on", &preview.runs_on, "due");
    }
    let mut follows: Vec<String> = preview
        .asks
        .iter()
        .map(|asks| format!("opens the question: {asks}"))
        .collect();
    follows.extend(preview.warnings.iter().cloned());
    if !follows.is_empty() {
        rows.push(Row::Blank);
        rows.push(Row::Title("And", String::new()));
        for words in follows {
            let mut lines = wrapped(&words, width.saturating_sub(2)).into_iter();
            rows.extend(lines.next().map(Row::Follows));
            rows.extend(lines.map(|line| Row::Words(format!("  {line}"), Role::Text)));
        }
    }
    rows
}

/// What the gravest verbs mean, in two sentences.
fn explained(confirm: &Confirm) -> Vec<(String, Role)> {
    match confirm.verb.words {
        "breach confirm" => vec![(
            "Customer data was lost, changed, seen or taken, and you are sure of it.".to_owned(),
            Role::Text,
        )],
        "expunge" => vec![
            (
                "The words go for good, from the store and its search. That they went stays on the log.".to_owned(),
                Role::Text,
            ),
            ("Copies and backups made before still hold them.".to_owned(), Role::Dim),
        ],
        _ => {
            let done = confirm.preview.will.trim_end_matches('.');
            let stop = if done.ends_with('?') { "" } else { "." };
            vec![(format!("{done}{stop}"), Role::Text)]
        }
    }
}
