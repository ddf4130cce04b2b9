//! The vendor register: what is due first, first; the selected one below.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::incident::log::{LogColumns, line};
use super::list::ListState;
use crate::clock::{date_of, full};
use crate::engine::views::VendorRow;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::answers::{Answer, Detail, draw as draw_answers};
use crate::tui::words::{left, some_of, tone_style};

/// The vendor list's selection.
#[derive(Debug, Clone, Default)]
pub struct VendorsState {
    /// Selected vendor.
    pub list: ListState,
    /// Only those with these words.
    pub filter: String,
    /// Sorted by name instead of by what is due.
    pub by_name: bool,
    /// The selected one fills the screen.
    pub is_open: bool,
}

/// The vendors shown.
pub fn shown(model: &Model) -> Vec<&VendorRow> {
    let state = &model.ui.vendors;
    let words = state.filter.to_lowercase();
    let mut rows: Vec<&VendorRow> = model
        .world
        .vendors
        .iter()
        .filter(|row| {
            let details = &row.vendor.details;
            words.is_empty()
                || [&details.name, &details.service, &details.purpose, &details.tier]
                    .iter()
                    .any(|text| text.to_lowercase().contains(&words))
        })
        .collect();
    if state.by_name {
        rows.sort_by_key(|row| row.vendor.details.name.to_lowercase());
    }
    rows
}

/// The selected vendor.
pub fn selected(model: &Model) -> Option<&VendorRow> {
    shown(model).get(model.ui.vendors.list.selected).copied()
}

/// Rows of the list for a screen of this height.
pub fn visible_rows(size: (u16, u16)) -> usize {
    usize::from(list_area(Rect::new(0, 0, size.0, size.1.saturating_sub(1))).height)
}

/// Where the rows of the list stand.
pub fn list_area(area: Rect) -> Rect {
    let first = if area.width < 80 { area.y + 3 } else { area.y + 8 };
    let below = if area.height >= 30 { 12 } else { 1 };
    Rect::new(area.x, first, area.width, area.bottom().saturating_sub(first + below))
}

/// Draws the register, or the open vendor, between header and footer.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let rows = shown(model);
    if model.ui.vendors.is_open
        && let Some(row) = selected(model)
    {
        open(canvas, area, model, row);
        return;
    }
    if area.width >= 80 {
        answers(canvas, Rect::new(area.x, area.y + 2, area.width, 3), model, &rows);
    }
    let list = list_area(area);
    let count = rows.len().to_string();
    let right = match (&model.ui.vendors.filter, model.ui.vendors.by_name) {
        (filter, _) if !filter.is_empty() => format!("only \"{filter}\""),
        (_, true) => "by name".to_owned(),
        (_, false) => "by what is due".to_owned(),
    };
    let title = Rect::new(area.x + 2, list.y - 2, area.width.saturating_sub(4), 1);
    canvas.pane_title(title, "Vendors", &[(&count, Role::Dim)], &right, true);
    let columns = Columns::new(area);
    columns.head(canvas, list.y - 1);
    if rows.is_empty() {
        nothing(canvas, list, model);
        return;
    }
    let state = &model.ui.vendors.list;
    for (y, (index, row)) in (list.y..list.bottom()).zip(rows.iter().enumerate().skip(state.top)) {
        columns.row(canvas, y, model, row, index == state.selected);
    }
    if area.height >= 30
        && let Some(row) = selected(model)
    {
        let below = Rect::new(
            area.x,
            list.bottom() + 1,
            area.width,
            area.bottom().saturating_sub(list.bottom() + 2),
        );
        facts(canvas, below, model, row);
    }
}

fn nothing(canvas: &mut Canvas, list: Rect, model: &Model) {
    let bold = canvas.palette.bold(Role::Text);
    let dim = canvas.style(Role::Dim);
    let (words, more) = if model.ui.vendors.filter.is_empty() {
        let key = model
            .ui
            .keymap
            .key_of("vendor add")
            .map_or_else(String::new, ToString::to_string);
        (
            "No vendor is in the register.".to_owned(),
            format!("{key} adds one; firebell import vendors FILE.csv brings a whole list."),
        )
    } else {
        (
            format!("No match for {}.", model.ui.vendors.filter),
            "Esc clears the filter.".to_owned(),
        )
    };
    let width = list.width.saturating_sub(4);
    canvas.text(list.x + 2, list.y, width, &words, bold);
    canvas.text(list.x + 2, list.y + 1, width, &more, dim);
}

struct Columns {
    tier: u16,
    name: (u16, u16),
    service: Option<(u16, u16)>,
    data: Option<(u16, u16)>,
    location: Option<(u16, u16)>,
    owner: Option<(u16, u16)>,
    next: u16,
}

impl Columns {
    /// Dropped first to last: where, for, data, owner; tier sign, name and next never.
    fn new(area: Rect) -> Self {
        let x = area.x + 2;
        let next = area.right().saturating_sub(3);
        let mut end = next.saturating_sub(11);
        let mut take = |width: u16, is_there: bool| {
            is_there.then(|| {
                end = end.saturating_sub(width);
                (end, width - 2)
            })
        };
        let owner = take(10, area.width >= 76);
        let location = take(18, area.width >= 112);
        let data = take(22, area.width >= 100);
        let service = take(if area.width >= 100 { 22 } else { 18 }, area.width >= 80);
        Self {
            tier: x,
            name: (x + 13, end.saturating_sub(x + 14)),
            service,
            data,
            location,
            owner,
            next,
        }
    }

    fn head(&self, canvas: &mut Canvas, y: u16) {
        let dim = canvas.style(Role::Dim);
        canvas.text(self.tier, y, 4, "tier", dim);
        canvas.text(self.name.0, y, 6, "vendor", dim);
        for (column, word) in [
            (self.service, "service"),
            (self.data, "data"),
            (self.location, "where"),
            (self.owner, "owner"),
        ] {
            if let Some((x, width)) = column {
                canvas.text(x, y, width, word, dim);
            }
        }
        canvas.right(self.next, y, "next", dim);
    }

    fn row(&self, canvas: &mut Canvas, y: u16, model: &Model, row: &VendorRow, is_selected: bool) {
        let ground = if is_selected {
            canvas.select(Rect::new(self.tier - 1, y, self.next + 2 - self.tier, 1), true)
        } else {
            Role::Bg
        };
        let details = &row.vendor.details;
        let dim = canvas.palette.on(Role::Dim, ground);
        let text = canvas.palette.on(Role::Text, ground);
        let sign = canvas.glyphs.tier(row.tier);
        canvas.text(self.tier, y, 1, sign, if row.tier == 0 { text } else { dim });
        canvas.text(self.tier + 2, y, 10, &details.tier, dim);
        let name = if is_selected {
            text.add_modifier(Modifier::BOLD)
        } else {
            text
        };
        canvas.text(self.name.0, y, self.name.1, &details.name, name);
        let data = details.categories.join(", ");
        for (column, words) in [
            (self.service, details.service.as_str()),
            (self.data, data.as_str()),
            (self.location, details.location.as_str()),
        ] {
            if let Some((x, width)) = column {
                canvas.text(x, y, width, words, dim);
            }
        }
        if let Some((x, width)) = self.owner {
            if let Some(owner) = row.next.as_ref().and_then(|next| next.owner.as_ref()) {
                canvas.text(x, y, width, owner, text)
            } else {
                let soon = canvas.palette.on(Role::Soon, ground);
                canvas.text(x, y, width, "nobody", soon)
            };
        }
        if let Some(countdown) = row
            .next
            .as_ref()
            .filter(|next| next.is_running())
            .and_then(|next| left(next, model.now, false))
        {
            let style = tone_style(canvas.palette, countdown.tone, ground);
            canvas.right(self.next, y, &countdown.text, style);
        } else {
            let faint = canvas.palette.on(Role::Faint, ground);
            canvas.right(self.next, y, canvas.glyphs.nothing, faint);
        }
    }
}

fn answers(canvas: &mut Canvas, area: Rect, model: &Model, rows: &[&VendorRow]) {
    let dim = canvas.style(Role::Dim);
    let text = canvas.style(Role::Text);
    let is_late = |row: &&&VendorRow| row.next.as_ref().is_some_and(|next| next.is_late(model.now));
    let late: Vec<String> = rows
        .iter()
        .filter(is_late)
        .map(|row| row.vendor.details.name.clone())
        .collect();
    let count = late.len().to_string();
    let style = if late.is_empty() {
        text
    } else {
        canvas.palette.bold(Role::Late)
    };
    let names = format!("  {}", some_of(&late, 2));
    let next = rows
        .iter()
        .filter_map(|row| row.next.as_ref())
        .find(|next| next.is_running() && !next.is_late(model.now));
    let countdown = next.and_then(|next| left(next, model.now, false));
    let next_name = next.map_or_else(String::new, |next| format!("  {}", next.label));
    let (next_text, next_style) = countdown.map_or(("nothing".to_owned(), text), |countdown| {
        (countdown.text, tone_style(canvas.palette, countdown.tone, Role::Bg))
    });
    let critical = rows.iter().filter(|row| row.tier == 0).count().to_string();
    let orphans = rows.iter().filter(|row| row.vendor.details.owner.is_none()).count();
    let orphaned = format!("{orphans} without an owner");
    let detail: &[(&str, _)] = if orphans > 0 {
        &[(&orphaned, canvas.style(Role::Soon))]
    } else {
        &[]
    };
    draw_answers(
        canvas,
        area,
        &[
            Answer {
                question: "late",
                answer: &[(&count, style), (&names, dim)],
                detail: Detail::Line(&[]),
            },
            Answer {
                question: "next to reassess",
                answer: &[(&next_text, next_style), (&next_name, dim)],
                detail: Detail::Line(&[]),
            },
            Answer {
                question: "critical",
                answer: &[(&critical, canvas.palette.bold(Role::Text)), (" of the register", dim)],
                detail: Detail::Line(detail),
            },
        ],
    );
}

/// What is known of one vendor, and its log.
fn facts(canvas: &mut Canvas, area: Rect, model: &Model, row: &VendorRow) {
    let details = &row.vendor.details;
    let since = format!(
        "{} {} owner {}",
        details.tier,
        canvas.glyphs.dot,
        details.owner.as_ref().map_or("nobody", |o| &o.name)
    );
    let title = Rect::new(area.x + 2, area.y, area.width.saturating_sub(4), 1);
    canvas.pane_title(title, &details.name, &[(&since, Role::Dim)], "", false);
    let today = model.zone().day(model.now);
    let mut y = area.y + 1;
    let width = area.width.saturating_sub(24);
    let dim = canvas.style(Role::Dim);
    let text = canvas.style(Role::Text);
    let mut fact = |canvas: &mut Canvas, name: &str, words: &str| {
        if y < area.bottom() && !words.is_empty() {
            canvas.text(area.x + 2, y, 16, name, dim);
            canvas.text(area.x + 20, y, width, words, text);
            y += 1;
        }
    };
    if let Some(next) = row.next.as_ref().filter(|next| next.is_running()) {
        let countdown = left(next, model.now, false).map_or_else(String::new, |countdown| countdown.text);
        let due = next
            .due_at
            .map_or_else(String::new, |due| full(due, model.now, model.zone()));
        fact(
            canvas,
            "reassessment",
            &format!("{countdown}, due {due}, {}", next.window),
        );
    } else {
        fact(canvas, "reassessment", "no date is known; set the renewal");
    }
    let last = details
        .last_assessed
        .map_or_else(|| "never here".to_owned(), |day| date_of(day, today));
    let note = row.vendor.reassessed.as_ref().and_then(|done| done.note.clone());
    fact(
        canvas,
        "last assessed",
        &note.map_or(last.clone(), |note| format!("{last}, {note}")),
    );
    let renewal = details.renewal.map_or_else(String::new, |day| date_of(day, today));
    fact(canvas, "renewal", &renewal);
    fact(canvas, "service", &details.service);
    fact(canvas, "for", &details.purpose);
    let data = if details.customer_data { "customer data: " } else { "" };
    let categories = format!("{data}{}", details.categories.join(", "));
    fact(canvas, "data", categories.trim_end_matches(": "));
    fact(canvas, "where", &details.location);
    let lines = match &model.world.log {
        Some((subject, lines)) if subject.id == row.vendor.id => lines.as_slice(),
        _ => &[],
    };
    let rows = area.bottom().saturating_sub(y + 1);
    if rows == 0 || lines.is_empty() {
        return;
    }
    canvas.text(area.x + 2, y, 16, "log", dim);
    let columns = LogColumns {
        time: area.x + 20,
        who: (area.x + 28, 8),
        phase: None,
        words: area.x + 38,
        end: area.right().saturating_sub(3),
    };
    for (y, entry) in (y..area.bottom()).zip(&lines[lines.len().saturating_sub(usize::from(rows) + 1)..]) {
        line(canvas, &columns, y, entry, &model.context(), Role::Bg);
        // A vendor's log runs over years: the day says more than the hour.
        let day = date_of(model.zone().day(entry.at), today);
        canvas.fill(Rect::new(area.x + 20, y, 8, 1), " ", canvas.style(Role::Dim));
        let dim = canvas.style(Role::Dim);
        canvas.text(area.x + 20, y, 7, &day, dim);
    }
}

fn open(canvas: &mut Canvas, area: Rect, model: &Model, row: &VendorRow) {
    facts(
        canvas,
        Rect::new(area.x, area.y + 2, area.width, area.height.saturating_sub(3)),
        model,
        row,
    );
}
