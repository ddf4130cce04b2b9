//! The whole screen from the model: header, the place shown, what lies on top, footer.

use ratatui::layout::Rect;

use super::at_hand;
use super::canvas::Canvas;
use super::hints;
use super::layer::Layer;
use super::layer::{confirm_view, form_view};
use super::model::Model;
use super::screen::incident::log::Glass;
use super::screen::{
    Place, board, closed, composer, due, incident, register, register_word, subprocessors, vendor, vendors,
};
use super::theme::Role;
use super::toast;
use super::widget::footer::Footer;
use super::widget::header::{Header, banner};
use crate::clock::{Zone, clock_time, zone_name};

/// The least screen that works.
pub const LEAST: (u16, u16) = (60, 20);

impl Model {
    /// What a log line needs besides itself.
    pub fn context(&self) -> Glass {
        Glass {
            now: self.now,
            zone: self.zone(),
        }
    }
}

/// The name of the place shown, for the path and the help.
pub fn place_name(model: &Model) -> String {
    match model.place() {
        Place::Board => "board".to_owned(),
        Place::Incident(id) => match &model.world.incident {
            Some(view) if view.incident.id == *id => view.incident.code.clone(),
            _ => "incident".to_owned(),
        },
        Place::Due => "due".to_owned(),
        Place::Vendors => "vendors".to_owned(),
        Place::Subprocessors => "subprocessors".to_owned(),
        Place::Vendor(_) => vendor::open(model).map_or_else(
            || "vendor".to_owned(),
            |view| crate::text::visible(&view.row.vendor.details.name).into_owned(),
        ),
        Place::Register(kind) => register_word(*kind).to_owned(),
        Place::Closed => "closed".to_owned(),
        Place::Letter(_) => model
            .ui
            .composer
            .as_ref()
            .map_or_else(|| "letter".to_owned(), |composer| composer.code.clone()),
    }
}

/// Draws everything; returns where the caret is.
pub fn draw(canvas: &mut Canvas, model: &Model) -> Option<(u16, u16)> {
    canvas.clear();
    let area = canvas.area();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        too_small(canvas, model);
        return None;
    }
    header(canvas, area, model);
    let body = body(area);
    let mut caret = None;
    match model.place() {
        Place::Letter(_) => caret = composer::view::draw(canvas, body, model),
        Place::Board => board::view::draw(canvas, body, model),
        Place::Incident(_) => incident::view::draw(canvas, body, model),
        Place::Due => due::draw(canvas, body, model),
        Place::Vendors => vendors::draw(canvas, body, model),
        Place::Vendor(_) => vendor::view::draw(canvas, body, model),
        Place::Subprocessors => subprocessors::draw(canvas, body, model),
        Place::Register(kind) => register::draw(canvas, body, model, *kind),
        Place::Closed => closed::draw(canvas, body, model),
    }
    if let Some(mark) = &model.ui.mark {
        banner(
            canvas,
            Rect::new(area.x, area.y + 1, area.width, 1),
            mark,
            "made-up data, kept apart",
            "",
        );
    }
    // A dialog lies on top of a message, never under it.
    toast::draw(canvas, area, model);
    if !model.ui.layers.is_empty() {
        caret = layers(canvas, body, model);
    }
    footer(canvas, Rect::new(area.x, area.bottom() - 1, area.width, 1), model);
    caret
}

/// All but the footer.
pub(super) fn body(area: Rect) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height.saturating_sub(1))
}

fn layers(canvas: &mut Canvas, body: Rect, model: &Model) -> Option<(u16, u16)> {
    let mut caret = None;
    // A confirmation stands on the screen, not on the form that led to it.
    let first = model.ui.layers.len().saturating_sub(1);
    for layer in &model.ui.layers[first..] {
        caret = match layer {
            Layer::Line(line) => {
                let y = line_row(model, body);
                let width = if body.width >= 112 && matches!(model.place(), Place::Incident(_)) {
                    board::view::spans(body).list.1
                } else {
                    body.width - 2
                };
                line.draw(canvas, Rect::new(body.x + 1, y, width, 1), model.now, model.zone())
            }
            Layer::Form(form) => form_view::draw(canvas, body, model, form),
            Layer::Confirm(confirm) => confirm_view::draw(canvas, body, model, confirm),
            Layer::Palette(palette) => palette.draw(canvas, body, model),
            Layer::Help(help) => {
                help.draw(canvas, body, model);
                None
            }
            Layer::Pick(pick) => {
                pick.draw(canvas, body);
                None
            }
            Layer::Text(title, words) => {
                form_view::text(canvas, body, title, words);
                None
            }
        };
    }
    caret
}

/// Where the line at the foot stands: where the incident invites to write, else above the footer.
pub(super) fn line_row(model: &Model, body: Rect) -> u16 {
    match model.place() {
        Place::Incident(_) => incident::view::Layout::new(model.ui.size).entry,
        _ => body.bottom() - 1,
    }
}

fn header(canvas: &mut Canvas, area: Rect, model: &Model) {
    let zone = model.zone();
    let own = format!("{} {}", clock_time(model.now, zone), zone_name(model.now, zone));
    let utc = if zone.is_utc() {
        String::new()
    } else {
        format!("{} UTC", clock_time(model.now, Zone::UTC))
    };
    let day = zone.local(model.now).format("%a %-d %b").to_string();
    let place = place_name(model);
    let mut path: Vec<&str> = Vec::new();
    if !model.ui.company.is_empty() {
        path.push(&model.ui.company);
    }
    if matches!(model.place(), Place::Vendor(_) | Place::Subprocessors) {
        path.push("vendors");
    }
    if *model.place() != Place::Board {
        path.push(&place);
    }
    let letter = match (model.place(), &model.ui.composer) {
        (Place::Letter(_), Some(composer)) => {
            let whom = composer
                .reader
                .as_ref()
                .map_or_else(|| composer.notice.to_string(), |one| one.name.clone());
            format!("letter to {whom}")
        }
        _ => String::new(),
    };
    if !letter.is_empty() {
        path.push(&letter);
    }
    if matches!(model.ui.layers.last(), Some(Layer::Form(form)) if form.verb.words == "declare") {
        path.push("declare an incident");
    }
    let mut attention: Vec<(Vec<&str>, Role)> = Vec::new();
    let drafts = match model.world.drafts.len() {
        0 => String::new(),
        1 => "1 draft".to_owned(),
        n => format!("{n} drafts"),
    };
    if !drafts.is_empty() {
        attention.push((vec![&drafts], Role::Info));
    }
    let reach = reach(model);
    if let Some((words, role)) = &reach {
        attention.push((vec![words], *role));
    }
    if model.ui.read_only.is_some() {
        attention.push((vec!["read-only"], Role::Soon));
    }
    let hand = at_hand::sign(model);
    if let Some(sign) = &hand {
        attention.push((sign.words.iter().map(String::as_str).collect(), sign.role));
    }
    if let Some(trouble) = &model.ui.trouble {
        attention.push((vec![trouble], Role::Late));
    }
    let attention: Vec<(&[&str], Role)> = attention.iter().map(|(words, role)| (&words[..], *role)).collect();
    Header {
        path: &path,
        attention: &attention,
        day: &day,
        clock: &own,
        utc: &utc,
    }
    .draw(canvas, area);
}

/// What is wrong with how reminders reach the person, in as few words as tell it.
fn reach(model: &Model) -> Option<(String, Role)> {
    let reach = model.ui.reach.as_ref()?;
    if reach.is_nobody() {
        return Some(("reminders reach nobody".to_owned(), Role::Late));
    }
    let (away, _) = reach.away().next()?;
    Some((format!("no {away} reminders"), Role::Dim))
}

fn footer(canvas: &mut Canvas, row: Rect, model: &Model) {
    let pinned = pinned(model);
    let pinned: Vec<(&str, &str)> = pinned.iter().map(|(key, word)| (key.as_str(), word.as_str())).collect();
    let keys = hints::keys(model);
    let keys: Vec<(&str, &str)> = keys.iter().map(|(key, word)| (key.as_str(), word.as_str())).collect();
    Footer {
        keys: &keys,
        pinned: &pinned,
    }
    .draw(canvas, row);
}

fn pinned(model: &Model) -> Vec<(String, String)> {
    let is_text = model.ui.layers.last().is_some_and(Layer::is_text);
    if is_text || model.ui.layers.is_empty() && matches!(model.place(), Place::Letter(_)) {
        return vec![("F1".to_owned(), "help".to_owned())];
    }
    if !model.ui.layers.is_empty() || !model.ui.pending.is_empty() {
        return Vec::new();
    }
    ["commands", "help"]
        .into_iter()
        .filter_map(|words| {
            model
                .ui
                .keymap
                .key_of(words)
                .map(|chord| (chord.to_string(), words.to_owned()))
        })
        .collect()
}

/// Below the least size: what runs out next, in as few cells as there are.
fn too_small(canvas: &mut Canvas, model: &Model) {
    let area = canvas.area();
    let text = canvas.style(Role::Text);
    let dim = canvas.style(Role::Dim);
    let words = format!("firebell needs {}×{}", LEAST.0, LEAST.1);
    canvas.text(area.x, area.y, area.width, &words, text);
    let first = model.world.board.as_ref().and_then(|board| board.due.first());
    let Some(deadline) = first else {
        return;
    };
    if area.height > 1 {
        canvas.text(area.x, area.y + 1, area.width, "here is what runs out next", dim);
    }
    if area.height > 2
        && let Some(countdown) = super::words::left(deadline, model.now, true)
    {
        let style = super::words::tone_style(canvas.palette, countdown.tone, Role::Bg);
        let used = canvas.text(area.x, area.y + 2, area.width, &countdown.text, style);
        let phrase = deadline.phrase(&model.policy);
        canvas.text(
            area.x + used + 1,
            area.y + 2,
            area.width.saturating_sub(used + 1),
            &phrase,
            text,
        );
    }
}
