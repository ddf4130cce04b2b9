//! The three answers of the vendor table: what is late, what may not flow yet, which notice runs. They count the whole
//! register, whatever the list below shows.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::clock::date;
use crate::domain::DeadlineKind;
use crate::domain::vendor::Stage;
use crate::engine::views::VendorRow;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::screen::vendor::gate::open_steps;
use crate::tui::theme::Role;
use crate::tui::widget::answers::{Answer, Detail, draw as draw_answers};
use crate::tui::words::{left, some_of, tone_style};

type Pieces = Vec<(String, Style)>;

/// Draws the three.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let all = model.world.vendors.as_deref().unwrap_or_default();
    let three = [
        late(canvas, model, all),
        flow(canvas, model, all),
        notice(canvas, model, all),
    ];
    let three = three
        .each_ref()
        .map(|(answer, detail)| (borrowed(answer), borrowed(detail)));
    let questions = ["late", "may not hold data", "notice to customers"];
    let answers = [0, 1, 2].map(|at| Answer {
        question: questions[at],
        answer: &three[at].0,
        detail: Detail::Line(&three[at].1),
    });
    draw_answers(canvas, area, &answers);
}

fn borrowed(pieces: &Pieces) -> Vec<(&str, Style)> {
    pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect()
}

/// What is late leads: how many, which, and who has the oldest.
fn late(canvas: &Canvas, model: &Model, all: &[VendorRow]) -> (Pieces, Pieces) {
    let dim = canvas.style(Role::Dim);
    let mut late: Vec<&VendorRow> = all
        .iter()
        .filter(|row| row.first(model.now).is_some_and(|next| next.is_late(model.now)))
        .collect();
    late.sort_by_key(|row| row.first(model.now).and_then(|next| next.due_at));
    let Some(first) = late.first() else {
        return (
            vec![("nothing".to_owned(), canvas.palette.bold(Role::Text))],
            Vec::new(),
        );
    };
    let names: Vec<String> = late.iter().map(|row| row.vendor.details.name.clone()).collect();
    let shown = some_of(&names, 2);
    let answer = vec![
        (late.len().to_string(), canvas.palette.bold(Role::Late)),
        (format!("  {shown}"), dim),
    ];
    let mut detail = Vec::new();
    if let Some(next) = first.first(model.now)
        && let Some(countdown) = left(next, model.now, false)
    {
        detail.push((format!("the oldest {}, ", countdown.text), dim));
        detail.push(match super::owner(first) {
            Some(owner) => (format!("{owner} has it"), dim),
            None => ("nobody has it".to_owned(), canvas.palette.bold(Role::Soon)),
        });
    }
    (answer, detail)
}

/// What is being taken on and has steps left (VM-5).
fn flow(canvas: &Canvas, model: &Model, all: &[VendorRow]) -> (Pieces, Pieces) {
    let dim = canvas.style(Role::Dim);
    let bold = canvas.palette.bold(Role::Text);
    let held: Vec<&VendorRow> = all
        .iter()
        .filter(|row| row.vendor.stage() == Stage::Onboarding)
        .collect();
    let names: Vec<String> = held.iter().map(|row| row.vendor.details.name.clone()).collect();
    let unknown = all
        .iter()
        .filter(|row| row.vendor.stage() == Stage::InUse && row.vendor.allowed.is_none())
        .count();
    let detail = match (held.as_slice(), unknown) {
        ([one], _) => {
            let open = open_steps(&one.vendor, &model.policy);
            let words = match open.len() {
                0 => "every step is done; nobody has allowed it".to_owned(),
                _ => format!("{} to do", some_of(&open, 2)),
            };
            vec![(words, dim)]
        }
        (_, 0) => Vec::new(),
        (_, count) => vec![(format!("{count} in use, steps unknown"), dim)],
    };
    let answer = match held.len() {
        0 => vec![("none".to_owned(), bold)],
        count => vec![
            (count.to_string(), canvas.palette.bold(Role::Soon)),
            (format!("  {}", some_of(&names, 2)), dim),
        ],
    };
    (answer, detail)
}

/// The notice that ends first, and which objections have no answer (VM-9, VM-10).
fn notice(canvas: &Canvas, model: &Model, all: &[VendorRow]) -> (Pieces, Pieces) {
    let dim = canvas.style(Role::Dim);
    let period = |row: &VendorRow| row.first_of(DeadlineKind::NoticePeriod).and_then(|one| one.due_at);
    let mut running: Vec<&VendorRow> = all.iter().filter(|row| period(row).is_some()).collect();
    running.sort_by_key(|row| period(row));
    let objections: usize = all.iter().map(|row| row.vendor.open_objections().count()).sum();
    let mut detail = Vec::new();
    if objections > 0 {
        let words = match objections {
            1 => "1 objection open".to_owned(),
            many => format!("{many} objections open"),
        };
        detail.push((words, canvas.palette.bold(Role::Soon)));
    }
    let first = running
        .first()
        .and_then(|row| Some((row, row.first_of(DeadlineKind::NoticePeriod)?)));
    let Some((row, deadline)) = first else {
        let today = model.policy.calendar.local(model.now).date_naive();
        let listed = all.iter().filter(|row| row.vendor.is_listed(today)).count();
        if detail.is_empty() {
            detail.push((format!("{listed} on the public list"), dim));
        }
        return (vec![("none runs".to_owned(), canvas.palette.bold(Role::Text))], detail);
    };
    let is_over = deadline.is_over(model.now);
    let (words, style) = match left(deadline, model.now, false) {
        _ if is_over => ("over".to_owned(), canvas.palette.bold(Role::Text)),
        Some(countdown) => (countdown.text, tone_style(canvas.palette, countdown.tone, Role::Bg)),
        None => (String::new(), dim),
    };
    if detail.is_empty() {
        let day = deadline
            .due_at
            .map_or_else(String::new, |due| date(due, model.now, model.zone()));
        let more = match running.len() {
            1 => String::new(),
            all => format!(", and {} more", all - 1),
        };
        detail.push((format!("may go live {day}{more}"), dim));
    }
    (
        vec![(words, style), (format!("  {}", row.vendor.details.name), dim)],
        detail,
    )
}
