//! What stands beside the letter: its parts, what is left before it is sent, who is told, and how it goes out.

use ratatui::layout::Rect;

use super::Composer;
use crate::clock::clock_time;
use crate::domain::incident::notice::{Drafted, Notice, Stage};
use crate::domain::letter::{Fullness, Part};
use crate::domain::template::trust;
use crate::domain::{Deadline, DeadlineKind};
use crate::engine::views::IncidentView;
use crate::policy::Approval;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// The deadline that this letter meets, for whoever reads it.
pub fn deadline<'a>(composer: &Composer, view: &'a IncidentView) -> Option<&'a Deadline> {
    let all = &view.deadlines;
    let of = |kind: DeadlineKind, who: Option<&str>| {
        all.iter()
            .find(|one| one.kind == kind && (who.is_none() || one.who.as_deref() == who))
    };
    let running = |kind: DeadlineKind, who: &str| of(kind, Some(who)).filter(|one| one.is_running());
    match &composer.notice {
        Notice::Customers | Notice::Customer(_) => {
            let told = composer.told(&view.incident)?;
            let name = told.affected.customer.name.as_str();
            running(DeadlineKind::FollowUp, name).or_else(|| of(DeadlineKind::Notice, Some(name)))
        }
        Notice::Obligation(id) => {
            running(DeadlineKind::FollowUp, id).or_else(|| of(DeadlineKind::Obligation, Some(id)))
        }
        Notice::Page(_) => of(DeadlineKind::Update, None),
    }
}

/// The parts that must be in it, in order, with how full each is.
pub fn parts(composer: &Composer, view: &IncidentView, model: &Model) -> Vec<(String, Fullness)> {
    let letter = composer.letter().filled(&composer.fields(view, &model.policy));
    match &composer.notice {
        Notice::Customers | Notice::Customer(_) => {
            let needed = model.policy.notice.parts.iter();
            needed
                .map(|key| {
                    let part = letter.part(key);
                    (key.clone(), part.map_or(Fullness::Missing, Part::fullness))
                })
                .collect()
        }
        Notice::Obligation(_) | Notice::Page(_) => letter
            .parts
            .iter()
            .map(|part| (part.key.clone(), part.fullness()))
            .collect(),
    }
}

/// Is this part as full as it must be?
pub fn is_full(fullness: &Fullness) -> bool {
    matches!(fullness, Fullness::Written(_) | Fullness::Unknown)
}

/// How full a part is, in a word or two, and in which role.
pub fn state(fullness: &Fullness) -> (String, Role) {
    match fullness {
        Fullness::Written(1) => ("1 word".to_owned(), Role::Dim),
        Fullness::Written(words) => (format!("{words} words"), Role::Dim),
        Fullness::Unknown => ("not yet known".to_owned(), Role::Info),
        Fullness::Blank(_) => ("a blank left".to_owned(), Role::Soon),
        Fullness::Missing => ("missing".to_owned(), Role::Soon),
    }
}

/// The letter on the record that this one goes on from.
pub fn stored<'a>(composer: &Composer, view: &'a IncidentView) -> Option<&'a Drafted> {
    view.incident.notices.drafted.get(&composer.notice.key())
}

struct Line {
    is_done: Option<bool>,
    name: String,
    words: String,
    role: Role,
}

fn line(is_done: Option<bool>, name: impl Into<String>, words: impl Into<String>, role: Role) -> Line {
    Line {
        is_done,
        name: name.into(),
        words: words.into(),
        role,
    }
}

/// Draws pane below pane until the area is full.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, composer: &Composer, view: &IncidentView) {
    let parts = parts(composer, view, model);
    let full = parts.iter().filter(|(_, fullness)| is_full(fullness)).count();
    let count = format!("{full} of {}", parts.len());
    let parts: Vec<Line> = parts
        .iter()
        .map(|(key, fullness)| {
            let (words, role) = state(fullness);
            line(Some(is_full(fullness)), key.replace('-', " "), words, role)
        })
        .collect();
    let mut y = area.y;
    y = pane(canvas, area, y, "Parts", &count, &parts);
    y = pane(canvas, area, y, "Before it is sent", "", &before(composer, model, view));
    if matches!(composer.notice, Notice::Customers | Notice::Customer(_)) {
        let (count, rows) = customers(canvas, area, y, composer, model, view);
        y = pane(canvas, area, y, "Customers", &count, &rows);
    }
    sending(canvas, area, y, model);
}

fn pane(canvas: &mut Canvas, area: Rect, y: u16, title: &str, count: &str, lines: &[Line]) -> u16 {
    if lines.is_empty() || y + 1 >= area.bottom() {
        return y;
    }
    let counts = [(count, Role::Dim)];
    let counts = if count.is_empty() { &counts[..0] } else { &counts[..] };
    canvas.pane_title(Rect::new(area.x, y, area.width, 1), title, counts, "", false);
    let mut y = y + 1;
    for line in lines {
        if y >= area.bottom() {
            return y;
        }
        let (x, mut start) = (area.x, area.x);
        if let Some(is_done) = line.is_done {
            let (sign, role) = if is_done {
                (canvas.glyphs.tick, Role::Ok)
            } else {
                (canvas.glyphs.open, Role::Soon)
            };
            canvas.text(x, y, 1, sign, canvas.style(role));
            start += 2;
        }
        let words = canvas.style(line.role);
        let end = canvas.right(area.right().saturating_sub(1), y, &line.words, words);
        let name = canvas.style(Role::Text);
        canvas.text(start, y, end.saturating_sub(start + 1), &line.name, name);
        y += 1;
    }
    y + 1
}

fn before(composer: &Composer, model: &Model, view: &IncidentView) -> Vec<Line> {
    let stored = stored(composer, view);
    let is_saved = stored.is_some() && !composer.is_changed();
    let stage = stored.filter(|_| is_saved).map(Drafted::stage);
    let mut lines = vec![
        line(Some(is_saved), "on the record", "", Role::Dim),
        line(Some(stage > Some(Stage::Draft)), "facts checked", "", Role::Dim),
    ];
    let asked = stored.and_then(|stored| stored.asks.as_ref());
    if let Some(read) = stored.filter(|_| is_saved).and_then(|stored| stored.approved.as_ref()) {
        lines.push(line(Some(true), format!("approved by {}", read.who), "", Role::Dim));
    } else if model.policy.notice.approval != Approval::None || asked.is_some() {
        let whom = asked.map_or_else(
            || "approval".to_owned(),
            |person| format!("approval by {}", person.name),
        );
        lines.push(line(Some(false), whom, "", Role::Soon));
    }
    if let Some(begun) = &composer.template {
        let trust = trust(&view.templates, begun, model.now);
        lines.push(line(Some(trust.is_read()), trust.row(), "", Role::Soon));
    }
    if let Some(returned) = stored.and_then(|stored| stored.returned.as_ref()) {
        lines.push(line(
            Some(false),
            format!("{}: {}", returned.who, returned.reason),
            "",
            Role::Soon,
        ));
    }
    lines
}

/// Who is told, around the one through whose eyes the letter is read.
fn customers(
    canvas: &Canvas,
    area: Rect,
    y: u16,
    composer: &Composer,
    model: &Model,
    view: &IncidentView,
) -> (String, Vec<Line>) {
    let Some(breach) = &view.incident.breach else {
        return (String::new(), Vec::new());
    };
    let told = breach.customers.iter().filter(|told| told.sent.is_some()).count();
    let is_reader = |id: &str| composer.reader.as_ref().is_some_and(|reader| reader.id == id);
    let at = breach
        .customers
        .iter()
        .position(|told| is_reader(&told.affected.customer.id))
        .unwrap_or(0);
    // The last pane says how it is sent, in four rows.
    let room = usize::from(area.bottom().saturating_sub(y + 7)).max(1);
    let from = at
        .saturating_sub(room / 2)
        .min(breach.customers.len().saturating_sub(room));
    let rows = breach.customers.iter().skip(from).take(room).map(|told| {
        let customer = &told.affected.customer;
        let own = view
            .incident
            .notices
            .drafted
            .contains_key(&Notice::Customer(customer.clone()).key());
        let (words, role) = match &told.sent {
            Some(sent) => (
                format!("{} {}", canvas.glyphs.tick, clock_time(sent.at, model.zone())),
                Role::Ok,
            ),
            None if is_reader(&customer.id) => ("this one".to_owned(), Role::Accent),
            None if own => ("own letter".to_owned(), Role::Dim),
            None => ("to tell".to_owned(), Role::Dim),
        };
        line(None, customer.name.clone(), words, role)
    });
    (format!("{told} of {} told", breach.customers.len()), rows.collect())
}

fn sending(canvas: &mut Canvas, area: Rect, y: u16, model: &Model) {
    if y + 4 > area.bottom() {
        return;
    }
    let key = model
        .ui
        .keymap
        .key_of("letter sent")
        .map_or_else(String::new, ToString::to_string);
    canvas.pane_title(Rect::new(area.x, y, area.width, 1), "Sending", &[], "", false);
    let words = [
        "You send it, your way.".to_owned(),
        format!("Then {key} records when and"),
        "how, and keeps the text.".to_owned(),
    ];
    for (y, words) in (y + 1..area.bottom()).zip(&words) {
        canvas.text(area.x, y, area.width, words, canvas.style(Role::Dim));
    }
}
