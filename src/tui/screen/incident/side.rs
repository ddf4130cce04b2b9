//! The facts at the side of an incident's log, in the order they are asked for.

use ratatui::layout::Rect;

use crate::clock::{clock_time, day_time};
use crate::domain::{DeadlineKind, Standing};
use crate::engine::views::IncidentView;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::words::{left, tone_style};

/// Draws pane below pane until the area is full.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) {
    let mut rest = area;
    for pane in [notices, roles, decisions, clocks, pages, scope] {
        if rest.height < 2 {
            return;
        }
        let used = pane(canvas, rest, model, view);
        if used > 0 {
            let step = (used + 1).min(rest.height);
            rest = Rect::new(rest.x, rest.y + step, rest.width, rest.height - step);
        }
    }
}

/// A row of a pane: name left, words right in their role.
fn row(canvas: &mut Canvas, area: Rect, index: u16, name: (&str, Role), words: (&str, Role), bold: bool) -> bool {
    let y = area.y + 1 + index;
    if y >= area.bottom() {
        return false;
    }
    let style = if bold {
        canvas.palette.bold(words.1)
    } else {
        canvas.style(words.1)
    };
    let start = canvas.right(area.right().saturating_sub(1), y, words.0, style);
    let name_style = canvas.style(name.1);
    canvas.text(area.x, y, start.saturating_sub(area.x + 1), name.0, name_style);
    true
}

fn title(canvas: &mut Canvas, area: Rect, words: &str, count: &[(&str, Role)]) {
    canvas.pane_title(Rect { height: 1, ..area }, words, count, "", false);
}

fn notices(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) -> u16 {
    let Some(breach) = view.incident.open_breach() else {
        return 0;
    };
    let sent = breach.customers.iter().filter(|told| told.sent.is_some()).count();
    title(
        canvas,
        area,
        "Notices",
        &[(&format!("{sent} of {}", breach.customers.len()), Role::Dim)],
    );
    let deadlines: Vec<_> = view
        .deadlines
        .iter()
        .filter(|d| d.kind == DeadlineKind::Notice)
        .collect();
    let mut rows = 0;
    // What is open first: a long list must not hide it.
    let mut order: Vec<usize> = (0..breach.customers.len()).collect();
    order.sort_by_key(|index| breach.customers[*index].sent.is_some());
    for index in order.iter().copied() {
        let told = &breach.customers[index];
        let name = &told.affected.customer.name;
        let drawn = match (&told.sent, deadlines.get(index)) {
            (Some(sent), _) => {
                let words = format!("{} {}", canvas.glyphs.tick, day_time(sent.at, model.now, model.zone()));
                row(canvas, area, rows, (name, Role::Text), (&words, Role::Ok), false)
            }
            (None, Some(deadline)) => {
                let countdown = left(deadline, model.now, false);
                let words = countdown.as_ref().map_or("", |countdown| &countdown.text);
                let style = countdown
                    .as_ref()
                    .map_or(Role::Dim, |countdown| crate::tui::words::tone_role(countdown.tone));
                row(
                    canvas,
                    area,
                    rows,
                    (name, Role::Text),
                    (words, style),
                    style == Role::Late,
                )
            }
            (None, None) => true,
        };
        if !drawn {
            break;
        }
        rows += 1;
    }
    rows + 1
}

fn roles(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) -> u16 {
    let incident = &view.incident;
    let required: Vec<&str> = incident
        .severity
        .and_then(|rank| model.policy.severity(rank))
        .map(|rule| rule.required_roles.iter().map(String::as_str).collect())
        .unwrap_or_default();
    let empty = view.row.empty_roles.len();
    let count = format!("{empty} empty");
    let count: &[(&str, Role)] = if empty > 0 { &[(&count, Role::Soon)] } else { &[] };
    if incident.imported.is_some() {
        return 0;
    }
    title(canvas, area, "Roles", count);
    let mut rows = 0;
    for role in &model.policy.roles {
        let is_required = required.contains(&role.key.as_str());
        let holders = incident.roles.get(&role.key).map_or(&[][..], Vec::as_slice);
        if holders.is_empty() && (!is_required || incident.is_closed()) {
            continue;
        }
        let name = role.short.to_lowercase();
        let drawn = if holders.is_empty() {
            row(canvas, area, rows, (&name, Role::Dim), ("nobody", Role::Soon), true)
        } else {
            let names: Vec<&str> = holders.iter().map(|holder| holder.person.name.as_str()).collect();
            let words = names.join(" or ");
            let style = if names.len() > 1 { Role::Soon } else { Role::Text };
            row(canvas, area, rows, (&name, Role::Dim), (&words, style), false)
        };
        if !drawn {
            break;
        }
        rows += 1;
    }
    if rows == 0 {
        row(canvas, area, 0, ("none given", Role::Dim), ("", Role::Dim), false);
        rows = 1;
    }
    rows + 1
}

fn decisions(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) -> u16 {
    let open = &view.row.questions;
    if open.is_empty() && view.incident.answers.is_empty() {
        return 0;
    }
    let count = format!("{} open", open.len());
    let count: &[(&str, Role)] = if open.is_empty() { &[] } else { &[(&count, Role::Soon)] };
    title(canvas, area, "To decide", count);
    let mut rows = 0;
    for question in open {
        if !row(
            canvas,
            area,
            rows,
            (question, Role::Text),
            (canvas.glyphs.open, Role::Soon),
            true,
        ) {
            return rows + 1;
        }
        rows += 1;
    }
    for (key, answer) in &view.incident.answers {
        let asks = model
            .policy
            .question(key)
            .map_or(key.as_str(), |question| question.asks.as_str());
        let word = if answer.yes { "yes" } else { "no" };
        if !row(canvas, area, rows, (asks, Role::Dim), (word, Role::Text), false) {
            break;
        }
        rows += 1;
    }
    rows + 1
}

/// Clocks other than notices and pages.
fn clocks(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) -> u16 {
    let shown: Vec<_> = view
        .deadlines
        .iter()
        .filter(|d| !matches!(d.kind, DeadlineKind::Notice | DeadlineKind::Page))
        .filter(|d| !matches!(d.standing, Standing::Pending | Standing::Cancelled { .. }))
        // What was answered in time before the severity was revised is history.
        .filter(|d| {
            let is_old = d.started_at < view.incident.rating().map(|rating| rating.at);
            !(is_old && d.kind == DeadlineKind::Respond && matches!(d.standing, Standing::Met { .. }))
        })
        .collect();
    if shown.is_empty() {
        return 0;
    }
    title(canvas, area, "Due", &[]);
    let mut rows = 0;
    for deadline in shown {
        let (words, role, bold) = match &deadline.standing {
            Standing::Running => match left(deadline, model.now, false) {
                Some(countdown) => {
                    let style = tone_style(canvas.palette, countdown.tone, Role::Bg);
                    let bold = style.add_modifier.contains(ratatui::style::Modifier::BOLD);
                    (countdown.text, crate::tui::words::tone_role(countdown.tone), bold)
                }
                None => continue,
            },
            Standing::Met { at } => (
                format!("{} {}", canvas.glyphs.tick, day_time(*at, model.now, model.zone())),
                Role::Ok,
                false,
            ),
            Standing::MetLate { reason: None, .. } => ("late, no reason".to_owned(), Role::Soon, true),
            Standing::MetLate { .. } => ("done late".to_owned(), Role::Late, false),
            Standing::Waived { .. } => ("waived".to_owned(), Role::Dim, false),
            Standing::Cancelled { .. } | Standing::Pending => continue,
        };
        if !row(
            canvas,
            area,
            rows,
            (deadline.kind.key(), Role::Text),
            (&words, role),
            bold,
        ) {
            break;
        }
        rows += 1;
    }
    rows + 1
}

fn pages(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) -> u16 {
    let incident = &view.incident;
    if incident.imported.is_some() || incident.is_closed() && incident.pages.is_empty() {
        return 0;
    }
    title(canvas, area, "Pages", &[]);
    let mut rows = 0;
    for page in &incident.pages {
        let at = clock_time(page.at, model.zone());
        let (words, role) = match page.answered_at {
            Some(answered) => (
                format!("{} {}", canvas.glyphs.tick, clock_time(answered, model.zone())),
                Role::Ok,
            ),
            None => ("no answer".to_owned(), Role::Soon),
        };
        if !row(
            canvas,
            area,
            rows,
            (&format!("{at} {}", page.person.name), Role::Text),
            (&words, role),
            false,
        ) {
            return rows + 1;
        }
        rows += 1;
    }
    // Said where pages are shown: nobody must think that firebell has called them.
    row(
        canvas,
        area,
        rows,
        ("firebell sends none yet", Role::Dim),
        ("", Role::Dim),
        false,
    );
    rows + 2
}

fn scope(canvas: &mut Canvas, area: Rect, _model: &Model, view: &IncidentView) -> u16 {
    let incident = &view.incident;
    let categories = incident
        .breach
        .as_ref()
        .map_or(&[][..], |breach| breach.categories.as_slice());
    if view.systems.is_empty() && categories.is_empty() && incident.customers.is_empty() {
        return 0;
    }
    title(canvas, area, "Scope", &[]);
    let mut rows = 0;
    for system in &view.systems {
        let words = match (system.customer_data, system.production) {
            (true, _) => "holds data",
            (false, true) => "production",
            (false, false) => "system",
        };
        if !row(
            canvas,
            area,
            rows,
            (&system.name, Role::Text),
            (words, Role::Dim),
            false,
        ) {
            return rows + 1;
        }
        rows += 1;
    }
    for category in categories {
        if !row(canvas, area, rows, (category, Role::Text), ("data", Role::Dim), false) {
            return rows + 1;
        }
        rows += 1;
    }
    for customer in &incident.customers {
        if !row(
            canvas,
            area,
            rows,
            (&customer.name, Role::Text),
            ("customer", Role::Dim),
            false,
        ) {
            return rows + 1;
        }
        rows += 1;
    }
    rows + 1
}
