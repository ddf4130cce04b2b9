//! The head of a vendor's page: what it is, whether data may flow, what notice runs, who objects.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::facts::next_words;
use super::gate;
use crate::clock::{date, full};
use crate::domain::{Deadline, DeadlineKind};
use crate::engine::vendors::VendorView;
use crate::tui::canvas::{Canvas, cells};
use crate::tui::model::Model;
use crate::tui::screen::vendors::{owner, tier_place, tier_word};
use crate::tui::theme::Role;
use crate::tui::widget::answers::{Answer, Detail, draw as draw_answers};
use crate::tui::words::{left, some_of, tone_role, tone_style, used};

type Pieces = Vec<(String, Style)>;

fn borrowed(pieces: &Pieces) -> Vec<(&str, Style)> {
    pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect()
}

/// Tier, name and owner; below it in dim what it is for.
pub fn title(canvas: &mut Canvas, area: Rect, model: &Model, view: &VendorView) {
    let row = &view.row;
    let details = &row.vendor.details;
    let dim = canvas.style(Role::Dim);
    let bold = canvas.palette.bold(Role::Text);
    let whose: Pieces = match owner(row) {
        Some(owner) => vec![(owner.to_owned(), bold), (" owns it".to_owned(), dim)],
        None => vec![
            ("nobody".to_owned(), canvas.palette.bold(Role::Soon)),
            (" owns it".to_owned(), dim),
        ],
    };
    let length: u16 = whose.iter().map(|(words, _)| cells(words)).sum();
    let length = length.min(area.width / 3);
    let start = area.right().saturating_sub(length);
    canvas.spans(start, area.y, length, &borrowed(&whose));
    let sign = canvas.glyphs.tier(tier_place(row));
    let before = format!("{sign} {}   ", tier_word(row));
    let text = canvas.style(Role::Text);
    let used = canvas.text(area.x, area.y, area.width / 3, &before, text);
    let room = start.saturating_sub(area.x + used + 2);
    canvas.text(area.x + used, area.y, room, &details.name, bold);
    if area.height < 2 {
        return;
    }
    let what = if details.purpose.is_empty() {
        &details.service
    } else {
        &details.purpose
    };
    let added = date(row.vendor.added_at, model.now, model.zone());
    let parts = [
        what.clone(),
        details.categories.join(", "),
        details.location.clone(),
        format!("in the register since {added}"),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let dot = format!(" {} ", canvas.glyphs.dot);
    canvas.text(area.x, area.y + 1, area.width, &parts.join(&dot), dim);
}

/// The three answers.
pub fn answers(canvas: &mut Canvas, area: Rect, model: &Model, view: &VendorView) {
    let dim = canvas.style(Role::Dim);
    let gate = gate::of(view, &model.policy);
    let (sign, _) = gate.sign.look(canvas.glyphs);
    let (done, all) = gate.steps;
    let flow: Pieces = vec![
        (format!("{sign} {}", gate.words), canvas.palette.bold(gate.role)),
        (format!("   {done} of {all} steps done"), dim),
    ];
    let why: Pieces = vec![(gate.why, dim)];
    let (question, answer, share) = clock(canvas, model, view);
    let (third, words, more) = third(canvas, model, view);
    draw_answers(
        canvas,
        area,
        &[
            Answer {
                question: "production data",
                answer: &borrowed(&flow),
                detail: Detail::Line(&borrowed(&why)),
            },
            Answer {
                question,
                answer: &borrowed(&answer),
                detail: share.map_or(Detail::Line(&[]), |(share, role)| Detail::Meter(share, role)),
            },
            Answer {
                question: third,
                answer: &borrowed(&words),
                detail: Detail::Line(&borrowed(&more)),
            },
        ],
    );
}

/// The notice that runs, else the next reassessment.
fn clock(canvas: &Canvas, model: &Model, view: &VendorView) -> (&'static str, Pieces, Option<(f32, Role)>) {
    let dim = canvas.style(Role::Dim);
    let bold = canvas.palette.bold(Role::Text);
    if let Some(period) = view.row.first_of(DeadlineKind::NoticePeriod) {
        let question = "notice to customers";
        let due = period
            .due_at
            .map_or_else(String::new, |due| full(due, model.now, model.zone()));
        if period.is_over(model.now) {
            let words = vec![("over".to_owned(), bold), (format!("   since {due}"), dim)];
            return (question, words, Some((1.0, Role::Ok)));
        }
        return (
            question,
            counting(canvas, model, period, &format!("   may go live {due}")),
            meter(model, period),
        );
    }
    let next = view.row.next.as_ref().filter(|next| next.is_running());
    match next {
        Some(next) => {
            let due = next
                .due_at
                .map_or_else(String::new, |due| date(due, model.now, model.zone()));
            let words = counting(canvas, model, next, &format!("   due {due}"));
            ("reassessment", words, meter(model, next))
        }
        None => ("reassessment", vec![("none runs".to_owned(), dim)], None),
    }
}

fn counting(canvas: &Canvas, model: &Model, deadline: &Deadline, more: &str) -> Pieces {
    let Some(countdown) = left(deadline, model.now, false) else {
        return Vec::new();
    };
    let style = tone_style(canvas.palette, countdown.tone, Role::Bg);
    vec![(countdown.text, style), (more.to_owned(), canvas.style(Role::Dim))]
}

fn meter(model: &Model, deadline: &Deadline) -> Option<(f32, Role)> {
    let tone = left(deadline, model.now, false)?.tone;
    Some((used(deadline, model.now), tone_role(tone)))
}

/// Who objects; where nobody does, what else is due.
fn third(canvas: &Canvas, model: &Model, view: &VendorView) -> (&'static str, Pieces, Pieces) {
    let dim = canvas.style(Role::Dim);
    let names: Vec<String> = view
        .row
        .vendor
        .open_objections()
        .map(|one| one.customer.name.clone())
        .collect();
    if !names.is_empty() {
        let answer = vec![
            (format!("{} open", names.len()), canvas.palette.bold(Role::Soon)),
            (format!("   {}", some_of(&names, 1)), dim),
        ];
        return ("objections", answer, Vec::new());
    }
    let late = view.row.running.iter().filter(|one| one.is_late(model.now)).count();
    let more = match late {
        0 | 1 => Vec::new(),
        late => vec![(format!("{late} late"), canvas.palette.bold(Role::Late))],
    };
    // What stands in the second place already is not said again.
    let first = view.row.first(model.now);
    let other = first.filter(|first| !matches!(first.kind, DeadlineKind::Reassess | DeadlineKind::NoticePeriod));
    if let Some(first) = other {
        let words = format!("   {}", next_words(model, first));
        return ("due next", counting(canvas, model, first, &words), more);
    }
    let today = model.policy.calendar.local(model.now).date_naive();
    let (words, style) = if view.row.vendor.is_listed(today) {
        ("listed", canvas.palette.bold(Role::Text))
    } else {
        ("not listed", dim)
    };
    ("public list", vec![(words.to_owned(), style)], more)
}

/// All of it in one line, for narrow screens: the gate, then what is due first.
pub fn one_line(canvas: &mut Canvas, area: Rect, model: &Model, view: &VendorView) {
    let dim = canvas.style(Role::Dim);
    let gate = gate::of(view, &model.policy);
    let (sign, _) = gate.sign.look(canvas.glyphs);
    let mut end = area.right();
    let objections = view.row.vendor.open_objections().count();
    let next: Pieces = if objections > 0 {
        let words = match objections {
            1 => "1 objection".to_owned(),
            many => format!("{many} objections"),
        };
        vec![(words, canvas.palette.bold(Role::Soon))]
    } else {
        view.row.first(model.now).map_or_else(Vec::new, |first| {
            counting(canvas, model, first, &format!("  {}", first.kind.short()))
        })
    };
    let length: u16 = next.iter().map(|(words, _)| cells(words)).sum();
    if length > 0 && length + 24 <= area.width {
        end = area.right().saturating_sub(length);
        canvas.spans(end, area.y, length, &borrowed(&next));
        end = end.saturating_sub(2);
    }
    let (done, all) = gate.steps;
    let pieces = [
        (format!("{sign} {}", gate.words), canvas.palette.bold(gate.role)),
        (format!("  {done}/{all}  {}", gate.why), dim),
    ];
    let room = end.saturating_sub(area.x);
    canvas.spans(area.x, area.y, room, &borrowed(&pieces.to_vec()));
}
