//! The help: every key of this place and of everywhere, and the signs.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Layer;
use super::form::Form;
use super::line::Purpose;
use crate::tui::canvas::{Canvas, cells};
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::verb::{Context, Kind, VERBS, Verb};

/// The open help.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// First row in view.
    pub top: usize,
}

fn block(model: &Model, wanted: impl Fn(&Verb) -> bool) -> Vec<(String, &'static str)> {
    VERBS
        .iter()
        .filter(|verb| wanted(verb))
        .filter_map(|verb| {
            let keys = model.ui.keymap.keys_of(verb.words);
            let keys: Vec<String> = keys.iter().take(2).map(ToString::to_string).collect();
            // The first part of the sentence is enough beside a key.
            let doc = verb.doc.split([';', ':']).next().unwrap_or(verb.doc);
            (!keys.is_empty()).then(|| (keys.join(" "), doc))
        })
        .collect()
}

/// A row: keys or a name, words, whether it is a title.
type Row = (String, String, bool);

/// The layer below the help.
fn below(model: &Model) -> Option<&Layer> {
    model.ui.layers.iter().rfind(|layer| !matches!(layer, Layer::Help(_)))
}

/// What each field of a form is, and its keys.
fn of_form(form: &Form) -> Vec<Row> {
    let row = |name: &str, words: &str| (name.to_owned(), words.to_owned(), false);
    let title = |words: &str| (words.to_owned(), String::new(), true);
    let blank = || row("", "");
    let mut rows = vec![title(form.verb.doc)];
    for field in &form.fields {
        let doc = match &field.role {
            Some(_) => "Who has this role",
            None => field.param.doc,
        };
        let needed = if field.param.required && field.role.is_none() {
            "; needed"
        } else {
            ""
        };
        rows.push((field.label.clone(), format!("{doc}{needed}"), false));
    }
    rows.extend([blank(), title("Keys")]);
    rows.extend([
        row("Tab S-Tab", "To the next field, to the one before"),
        row("↓", "Take the first name that is offered, else the next field"),
        row("← → 1-9", "Choose; letters choose what begins with them"),
        row(
            "Ctrl-S",
            if form.is_deliberate() {
                "See what follows"
            } else {
                "Save"
            },
        ),
        row("Esc", "Leave; what was typed stays as a draft"),
    ]);
    rows.extend([blank(), title("Times")]);
    rows.push(row(
        "14:05",
        "Also yesterday 23:10, -20m, 24 Nov 14:05, 2026-11-24 14:05, now",
    ));
    rows
}

/// What a log line may begin with, and its keys.
fn of_line() -> Vec<Row> {
    let row = |name: &str, words: &str| (name.to_owned(), words.to_owned(), false);
    vec![
        ("A line of the log".to_owned(), String::new(), true),
        row(
            "14:05 …",
            "Back-dates it; also yesterday 23:10, -20m, Sun 10:12, 24 Nov 14:05",
        ),
        row("\\14:05 …", "Keeps a time at the front as words"),
        row("Enter", "Save it; the next line can follow"),
        row("Esc", "Leave; what was typed stays as a draft"),
    ]
}

fn lines(model: &Model) -> Vec<Row> {
    match below(model) {
        Some(Layer::Form(form)) => return of_form(form),
        Some(Layer::Line(line)) if matches!(line.purpose, Purpose::Entry { .. }) => return of_line(),
        _ => {}
    }
    let context = model.place().context();
    let here = block(model, |verb| {
        verb.contexts.contains(&context) && verb.kind != Kind::Screen
    });
    let moves = block(model, |verb| {
        verb.contexts.contains(&context) && verb.kind == Kind::Screen
    });
    // Where one writes, a letter is a letter: of what works everywhere, Esc alone is no word.
    let is_letter = context == Context::Letter;
    let everywhere = block(model, |verb| {
        verb.contexts.contains(&Context::Everywhere) && (!is_letter || verb.words == "back")
    });
    let list = if is_letter { "In this letter" } else { "In this list" };
    let mut lines = Vec::new();
    for (title, rows) in [("Here", here), (list, moves), ("Everywhere", everywhere)] {
        if rows.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push((String::new(), String::new(), false));
        }
        lines.push((title.to_owned(), String::new(), true));
        lines.extend(rows.into_iter().map(|(keys, doc)| (keys, doc.to_owned(), false)));
    }
    lines
}

impl Help {
    /// How many rows there are in all.
    pub fn count(model: &Model) -> usize {
        lines(model).len()
    }

    /// Draws the box.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, model: &Model) {
        canvas.veil();
        let lines = lines(model);
        let columns: u16 = if area.width >= 112 { 2 } else { 1 };
        let width = if columns == 2 { area.width - 4 } else { area.width };
        let height = area.height.saturating_sub(2);
        let x = area.x + (area.width - width) / 2;
        let count = format!("{} commands", VERBS.len());
        let about = match below(model) {
            Some(Layer::Form(form)) => form.verb.words.to_owned(),
            _ => crate::tui::view::place_name(model),
        };
        let place = format!("Help {} {about}", canvas.glyphs.dot);
        let inside = canvas.boxed(Rect::new(x, area.y + 1, width, height), &place, &count, Role::Focus);
        let list = Rect::new(
            inside.x + 2,
            inside.y + 1,
            inside.width.saturating_sub(4),
            inside.height.saturating_sub(6),
        );
        let per_column = usize::from(list.height);
        let column_width = list.width / columns;
        let names = lines
            .iter()
            .filter(|(.., is_title)| !is_title)
            .map(|(keys, ..)| cells(keys));
        let names = names.max().unwrap_or(0).clamp(12, 16);
        for (place, (keys, words, is_title)) in lines
            .iter()
            .skip(self.top)
            .take(per_column * usize::from(columns))
            .enumerate()
        {
            let column = u16::try_from(place / per_column.max(1)).unwrap_or(0);
            let row = u16::try_from(place % per_column.max(1)).unwrap_or(0);
            let (x, y) = (list.x + column * column_width, list.y + row);
            let accent = canvas
                .palette
                .on(Role::Accent, Role::Surface)
                .add_modifier(Modifier::BOLD);
            let text = canvas.palette.on(Role::Text, Role::Surface);
            if *is_title {
                canvas.text(
                    x,
                    y,
                    column_width.saturating_sub(2),
                    keys,
                    text.add_modifier(Modifier::BOLD),
                );
            } else {
                canvas.text(x, y, names, keys, accent);
                canvas.text(x + names + 1, y, column_width.saturating_sub(names + 3), words, text);
            }
        }
        signs(canvas, Rect::new(list.x, list.bottom() + 1, list.width, 3), model);
    }
}

/// The signs, explained once.
fn signs(canvas: &mut Canvas, area: Rect, model: &Model) {
    let on = |canvas: &Canvas, role: Role| canvas.palette.on(role, Role::Surface);
    let dim = on(canvas, Role::Dim);
    let mut x = area.x;
    // All four, or their names alone: one that is missing says nothing.
    let whole: usize = model
        .policy
        .severities
        .iter()
        .map(|rule| rule.says.chars().count() + 9)
        .sum();
    let has_room = whole <= usize::from(area.width);
    for (rank, rule) in (1_u8..).zip(&model.policy.severities) {
        let style = if rank == 1 {
            canvas.palette.filled(Role::Sev1)
        } else {
            on(canvas, Role::severity(rank))
        };
        let sign = format!(" {} S{rank} ", canvas.glyphs.severity(rank));
        let words = if has_room { &rule.says } else { &rule.name };
        let room = area.right().saturating_sub(x);
        x += canvas.text(x, area.y, room, &sign, style) + 1;
        let room = area.right().saturating_sub(x);
        x += canvas.text(x, area.y, room, words, dim) + 2;
    }
    let glyphs = canvas.glyphs;
    let (ok, soon, late) = (on(canvas, Role::Ok), on(canvas, Role::Soon), on(canvas, Role::Late));
    canvas.spans(
        area.x,
        area.y + 1,
        area.width,
        &[
            (glyphs.tick, ok),
            (" met, sent   ", dim),
            (glyphs.open, soon),
            (" still open   ", dim),
            ("! 38 m", soon),
            (" under an hour   ", dim),
            ("2 d late", late),
            (" past due   ", dim),
            (glyphs.meter_used, dim),
            (glyphs.meter_used, dim),
            (glyphs.meter_left, dim),
            (" time used", dim),
        ],
    );
    let words = format!("Keys are yours to change: {}", model.ui.key_file);
    canvas.text(area.x, area.y + 2, area.width, &words, dim);
}
