//! What the register says of a vendor, and its log.

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::{About, Pane, Row, Shape, open};
use crate::clock::{Tone, date_of, full};
use crate::domain::details::VendorDetails;
use crate::domain::log::LogLine;
use crate::domain::{Deadline, DeadlineKind};
use crate::engine::vendors::VendorView;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::screen::incident::log::{LogColumns, line};
use crate::tui::theme::Role;
use crate::tui::words::{left, tone_role};

fn fact(name: &str, words: impl Into<String>) -> Option<Row> {
    let words = words.into();
    (!words.trim().is_empty()).then(|| Row::new(Shape::Fact, name, Role::Text).says(words))
}

/// What is due first: how long, what, since when, by which rule.
fn next(model: &Model, view: &VendorView) -> Row {
    let row = Row::new(Shape::Fact, "next", Role::Text);
    let Some(next) = view.row.first(model.now) else {
        let words = match view.row.next.as_ref() {
            Some(next) if next.window == "on renewal" => "nothing; the renewal is not known",
            _ => "nothing is due",
        };
        return row.says(words);
    };
    let countdown = left(next, model.now, false);
    let due = next
        .due_at
        .map_or_else(String::new, |due| full(due, model.now, model.zone()));
    let row = row.says(format!("{}, due {due}, {}", next_words(model, next), next.window));
    match countdown {
        Some(countdown) => {
            let is_bold = countdown.tone >= Tone::Urgent;
            let mut row = row.right(countdown.text, tone_role(countdown.tone));
            row.right.2 = is_bold;
            row
        }
        None => row,
    }
}

/// What is due, in the fewest words: `reassess`, `answer Cobalt`.
pub fn next_words(model: &Model, next: &Deadline) -> String {
    let word = match next.kind {
        DeadlineKind::NoticePeriod => "go live",
        DeadlineKind::Announce => "tell",
        DeadlineKind::Report => "renew",
        DeadlineKind::Risk => "decide on",
        DeadlineKind::Condition | DeadlineKind::Offboard => "",
        kind => kind.short(),
    };
    let object = next.object(&model.policy).unwrap_or_default();
    format!("{word} {object}").trim().to_owned()
}

fn purpose(details: &VendorDetails) -> String {
    let parts = [details.service.as_str(), details.purpose.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(": ")
}

fn data(details: &VendorDetails) -> String {
    let all = details.categories.join(", ");
    match (details.customer_data, details.production) {
        (true, true) => format!("customer data, production depends on it: {all}"),
        (true, false) => format!("customer data: {all}"),
        (false, true) => format!("production depends on it: {all}"),
        (false, false) => all,
    }
    .trim_end_matches([':', ' '])
    .to_owned()
}

fn contract(details: &VendorDetails, today: NaiveDate) -> String {
    let day = |word: &str, day: Option<NaiveDate>| day.map(|day| format!("{word} {}", date_of(day, today)));
    let parts = [
        day("signed", details.contract),
        day("data processing", details.dpa),
        day("renews", details.renewal),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn assessed(view: &VendorView, today: NaiveDate) -> String {
    let vendor = &view.row.vendor;
    let last = vendor.details.last_assessed;
    let day = last.map_or_else(|| "never".to_owned(), |day| date_of(day, today));
    let done = vendor.reassessed.as_ref().filter(|done| Some(done.on) == last);
    let more = done.map_or_else(String::new, |done| {
        let note = done.note.as_ref().map_or_else(String::new, |note| format!(", {note}"));
        let late = done
            .reason
            .as_ref()
            .map_or_else(String::new, |why| format!(", late: {why}"));
        format!(", {} by {}{note}{late}", done.outcome.word(), done.who)
    });
    format!("{day}{more}")
}

/// The rows below the table: what is due, what it is for, where, and the last of what happened.
pub fn summary(model: &Model, view: &VendorView) -> Vec<Row> {
    let details = &view.row.vendor.details;
    let today = model.zone().day(model.now);
    let incidents: Vec<String> = view
        .incidents
        .iter()
        .map(|one| format!("{} {}", one.code, one.title).trim_end().to_owned())
        .collect();
    let mut rows = vec![next(model, view)];
    rows.extend(
        [
            fact("last assessed", assessed(view, today)),
            fact("contract", contract(details, today)),
            fact("for", purpose(details)),
            fact("data", data(details)),
            fact("where", &details.location),
            fact("incidents", incidents.join("; ")),
        ]
        .into_iter()
        .flatten(),
    );
    rows.push(Row::new(Shape::Fact, "", Role::Text));
    rows.extend(lines(view));
    rows
}

/// What the register says.
pub fn pane(model: &Model, view: &VendorView) -> Pane {
    let details = &view.row.vendor.details;
    let today = model.zone().day(model.now);
    let rows = [
        fact("last assessed", assessed(view, today)),
        fact("contract", contract(details, today)),
        fact("for", purpose(details)),
        fact("data", data(details)),
        fact("where", &details.location),
        fact("contacts", details.contacts.join(", ")),
        fact("links", details.links.join(", ")),
    ];
    Pane {
        title: "Register",
        count: None,
        right: "",
        rows: rows.into_iter().flatten().collect(),
    }
}

/// The lines of the log as rows, the newest first.
fn lines(view: &VendorView) -> impl Iterator<Item = Row> {
    (0..view.log.len()).map(|at| Row::new(Shape::Line, "", Role::Text).about(About::Line(at)))
}

/// Its log.
pub fn log(view: &VendorView) -> Pane {
    Pane {
        title: "Log",
        count: Some((view.log.len().to_string(), Role::Dim)),
        right: "newest first",
        rows: lines(view).collect(),
    }
}

/// The line of the log at this place, counted from the newest.
pub fn line_at(view: &VendorView, at: usize) -> Option<&LogLine> {
    view.log.iter().nth_back(at)
}

/// A vendor's log runs over years: the day says more than the hour.
pub fn draw_line(canvas: &mut Canvas, area: Rect, row: &Row, ground: Role, model: &Model) {
    let view = open(model).or(model.world.vendor.as_ref());
    let Some(About::Line(at)) = row.about else { return };
    let Some(entry) = view.and_then(|view| line_at(view, at)) else {
        return;
    };
    let columns = LogColumns {
        time: area.x,
        who: (area.x + 13, 8),
        phase: None,
        words: area.x + 23,
        end: area.right().saturating_sub(1),
    };
    line(canvas, &columns, area.y, entry, &model.context(), ground);
    let today = model.zone().day(model.now);
    let day = date_of(model.zone().day(entry.at), today);
    let dim = canvas.palette.on(Role::Dim, ground);
    canvas.fill(Rect::new(area.x, area.y, 12, 1), " ", dim);
    canvas.text(area.x, area.y, 12, &day, dim);
}
