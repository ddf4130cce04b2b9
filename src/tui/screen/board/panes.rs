//! The panes around the board's list: the three answers, the preview of a log, what is due, the vendors.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::layout::Layout;
use super::{Pane, selected, vendors};
use crate::clock::span_long;
use crate::domain::{Deadline, DeadlineKind};
use crate::engine::views::{Board, IncidentRow};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::screen::incident::log::{self, LogColumns};
use crate::tui::theme::Role;
use crate::tui::widget::answers::{Answer, Detail, draw};
use crate::tui::words::{left, tone_style, used};

/// How bad, who has it, what runs out next.
pub fn answers(canvas: &mut Canvas, area: Rect, model: &Model, board: &Board, layout: &Layout) {
    if layout.narrow {
        sentences(canvas, area, model, board);
        return;
    }
    let bold = canvas.palette.bold(Role::Text);
    let dim = canvas.style(Role::Dim);
    let plain = canvas.style(Role::Text);
    let worst = worst(board);
    let bad = how_bad(canvas, model, worst, area.width >= 112);
    let others = other_severities(canvas, model, board, worst, area.width >= 112);
    let commander = worst.and_then(|row| row.commander.clone());
    let owner: Vec<(String, Style)> = match (worst, commander) {
        (None, _) => vec![(canvas.glyphs.nothing.to_owned(), dim)],
        (Some(row), Some(name)) => vec![(name, bold), (format!("  commands {}", row.code), dim)],
        (Some(row), None) => vec![nobody(canvas), (format!("  has {}", row.code), dim)],
    };
    let orphan = board
        .rows
        .iter()
        .find(|row| !row.closed && row.commander.is_none() && worst.is_none_or(|worst| worst.id != row.id));
    let orphaned: Vec<(String, Style)> = match (orphan, worst.filter(|row| !row.empty_roles.is_empty())) {
        (Some(row), _) => vec![nobody(canvas), (format!("  has {}", row.code), dim)],
        (None, Some(row)) => vec![
            nobody(canvas),
            (format!("  is {}", crate::tui::words::some_of(&row.empty_roles, 2)), dim),
        ],
        (None, None) => Vec::new(),
    };
    let first = upcoming(model, board);
    let (next, meter) = next_out(canvas, model, first, plain, dim);
    draw(
        canvas,
        Rect::new(area.x, area.y + 2, area.width, 3),
        &[
            Answer {
                question: "how bad",
                answer: &borrowed(&bad),
                detail: Detail::Line(&borrowed(&others)),
            },
            Answer {
                question: "who has it",
                answer: &borrowed(&owner),
                detail: Detail::Line(&borrowed(&orphaned)),
            },
            Answer {
                question: "runs out next",
                answer: &borrowed(&next),
                detail: meter.map_or(Detail::Line(&[]), |(share, role)| Detail::Meter(share, role)),
            },
        ],
    );
}

fn borrowed(pieces: &[(String, Style)]) -> Vec<(&str, Style)> {
    pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect()
}

fn nobody(canvas: &Canvas) -> (String, Style) {
    ("nobody".to_owned(), canvas.palette.bold(Role::Soon))
}

/// What runs out next: what is late already is counted beside what is due.
fn upcoming<'a>(model: &Model, board: &'a Board) -> Option<&'a Deadline> {
    // A response that is late goes before everything; a late review or reassessment can stand in its pane.
    let burns = |deadline: &&Deadline| {
        let hot = matches!(
            deadline.kind,
            DeadlineKind::Page | DeadlineKind::Respond | DeadlineKind::Notice | DeadlineKind::Obligation
        );
        hot && deadline.is_late(model.now)
    };
    let ahead = board.due.iter().find(|deadline| !deadline.is_late(model.now));
    board.due.iter().find(burns).or(ahead).or(board.due.first())
}

/// The gravest open incident.
fn worst(board: &Board) -> Option<&IncidentRow> {
    board
        .rows
        .iter()
        .filter(|row| !row.closed)
        .min_by_key(|row| row.severity.unwrap_or(9))
}

fn how_bad(canvas: &Canvas, model: &Model, worst: Option<&IncidentRow>, wide: bool) -> Vec<(String, Style)> {
    let Some(row) = worst else {
        let words = match model.world.board.as_ref().map_or(0, |board| board.work_left) {
            0 => "all is quiet".to_owned(),
            left => format!("none open, {left} closed with work left"),
        };
        return vec![(words, canvas.palette.bold(Role::Text))];
    };
    let rank = row.severity.unwrap_or(4);
    let sign = canvas.glyphs.severity(rank);
    let name = crate::tui::words::severity_name(&model.policy, row.severity);
    let open = row.declared_at.map_or_else(String::new, |at| span_long(model.now - at));
    let since = if wide { format!("open for {open}") } else { open };
    let bold = canvas.palette.bold(Role::Text);
    if rank == 1 {
        let filled = canvas.palette.filled(Role::Sev1);
        return vec![(format!(" {sign} {name} "), filled), (format!(" {since}"), bold)];
    }
    let colour = canvas.palette.bold(Role::severity(rank));
    vec![(format!("{sign} {name}"), colour), (format!("  {since}"), bold)]
}

/// `▲ 2 Sev2   ■ 1 Sev3`: the others, in the order of gravity.
fn other_severities(
    canvas: &Canvas,
    model: &Model,
    board: &Board,
    worst: Option<&IncidentRow>,
    wide: bool,
) -> Vec<(String, Style)> {
    let mut pieces = Vec::new();
    for rank in 1..=4_u8 {
        let mut count = board.open[usize::from(rank - 1)];
        if worst.is_some_and(|row| row.severity == Some(rank)) {
            count = count.saturating_sub(1);
        }
        if count == 0 {
            continue;
        }
        if !pieces.is_empty() {
            pieces.push(("   ".to_owned(), canvas.style(Role::Dim)));
        }
        let text = if rank == 4 { Role::Dim } else { Role::Text };
        pieces.push((
            canvas.glyphs.severity(rank).to_owned(),
            canvas.style(Role::severity(rank)),
        ));
        pieces.push((format!(" {count}"), canvas.style(text)));
        if wide {
            let name = crate::tui::words::severity_name(&model.policy, Some(rank));
            pieces.push((format!(" {name}"), canvas.style(Role::Dim)));
        }
    }
    pieces
}

type Pieces = Vec<(String, Style)>;

fn next_out(
    canvas: &Canvas,
    model: &Model,
    first: Option<&Deadline>,
    plain: Style,
    dim: Style,
) -> (Pieces, Option<(f32, Role)>) {
    let Some((deadline, countdown)) = first.and_then(|d| left(d, model.now, true).map(|c| (d, c))) else {
        return (vec![("nothing".to_owned(), plain), ("  is due".to_owned(), dim)], None);
    };
    let style = tone_style(canvas.palette, countdown.tone, Role::Bg).add_modifier(Modifier::BOLD);
    let role = crate::tui::words::tone_role(countdown.tone);
    let words = vec![
        (countdown.text, style),
        (format!("  {}", deadline.phrase(&model.policy)), dim),
    ];
    (words, Some((used(deadline, model.now), role)))
}

/// The answers in two sentences, for narrow screens.
fn sentences(canvas: &mut Canvas, area: Rect, model: &Model, board: &Board) {
    let dim = canvas.style(Role::Dim);
    let bold = canvas.palette.bold(Role::Text);
    let worst = worst(board);
    let mut line = how_bad(canvas, model, worst, false);
    if let Some(row) = worst {
        line.push(("   ".to_owned(), dim));
        match &row.commander {
            Some(name) => line.push((name.clone(), bold)),
            None => line.push(nobody(canvas)),
        }
        line.push((format!(" has {}", row.code), dim));
    }
    let others = other_severities(canvas, model, board, worst, false);
    let width = area.width.saturating_sub(4);
    let taken = canvas.spans(area.x + 2, area.y + 2, width, &borrowed(&line));
    let length: u16 = others.iter().map(|(words, _)| crate::tui::canvas::cells(words)).sum();
    if taken + length + 2 <= width {
        canvas.spans(
            area.right().saturating_sub(2 + length),
            area.y + 2,
            length,
            &borrowed(&others),
        );
    }
    let (mut next, meter) = next_out(canvas, model, upcoming(model, board), bold, dim);
    if upcoming(model, board).is_some_and(|deadline| deadline.owner.is_none()) {
        next.push((", ".to_owned(), dim));
        next.push(nobody(canvas));
        next.push((" has it".to_owned(), dim));
    }
    let taken = canvas.spans(area.x + 2, area.y + 3, width, &borrowed(&next));
    if let Some((share, role)) = meter
        && taken + 10 <= width
    {
        let start = area.x + 2 + (taken + 2).max(width.saturating_sub(16));
        canvas.meter(start, area.y + 3, area.right().saturating_sub(2 + start), share, role);
    }
}

/// The last lines of the selected incident's log.
pub fn preview(canvas: &mut Canvas, area: Rect, model: &Model, board: &Board) {
    let Some(row) = selected(board, &model.ui.board) else {
        return;
    };
    let Some((_, lines, total)) = model.world.preview.as_ref().filter(|(id, ..)| *id == row.id) else {
        canvas.pane_title(Rect { height: 1, ..area }, &row.code, &[], "", false);
        return;
    };
    let count = format!("latest of {total}");
    canvas.pane_title(Rect { height: 1, ..area }, &row.code, &[(&count, Role::Dim)], "", false);
    let rows = area.height.saturating_sub(1);
    let columns = LogColumns::new(area.x, area.right().saturating_sub(1));
    let shown = &lines[lines.len().saturating_sub(usize::from(rows))..];
    for (y, line) in (area.y + 1..).zip(shown) {
        log::line(canvas, &columns, y, line, &model.context(), Role::Bg);
    }
}

/// What is due, and the vendors.
pub fn side(canvas: &mut Canvas, area: Rect, model: &Model, board: &Board) {
    let due = due_rows(board);
    let vendors = vendors::height(board, model.now).max(1);
    let room = usize::from(area.height);
    // Both get what they need; where that is too much, the vendors get a third.
    let for_vendors = (vendors + 2)
        .min(room.saturating_sub(due.len() + 1))
        .max((room / 3).min(vendors + 2));
    let for_due = room.saturating_sub(for_vendors + 1).min(due.len().max(1) + 1);
    let state = &model.ui.board;
    let incidents_late = board.late.saturating_sub(board.vendors_late);
    let late = format!("{incidents_late} late");
    let count: &[(&str, Role)] = if incidents_late > 0 {
        &[(&late, Role::Late)]
    } else {
        &[]
    };
    canvas.pane_title(Rect { height: 1, ..area }, "Due", count, "", state.pane == Pane::Due);
    if due.is_empty() {
        let faint = canvas.style(Role::Dim);
        canvas.text(area.x, area.y + 1, area.width, "nothing", faint);
    }
    for (index, (y, group)) in (area.y + 1..).zip(&due).take(for_due.saturating_sub(1)).enumerate() {
        let ground = ground(canvas, area, y, state.pane == Pane::Due && state.due.selected == index);
        due_row(canvas, area, y, model, group, ground);
    }
    let top = area.y + u16::try_from(for_due).unwrap_or(0) + 1;
    vendors::draw(
        canvas,
        Rect::new(area.x, top, area.width, area.bottom().saturating_sub(top)),
        model,
        board,
    );
}

/// The ground of a row at the side.
pub(super) fn ground(canvas: &mut Canvas, area: Rect, y: u16, is_selected: bool) -> Role {
    if is_selected {
        canvas.select(Rect::new(area.x.saturating_sub(1), y, area.width + 1, 1), true)
    } else {
        Role::Bg
    }
}

/// What is due but reassessments and notices, which stand below, with those of one kind, subject and time as one row: "tell 2, Q7K4".
pub fn due_rows(board: &Board) -> Vec<Vec<&Deadline>> {
    let mut groups: Vec<Vec<&Deadline>> = Vec::new();
    for deadline in board
        .due
        .iter()
        .filter(|deadline| !matches!(deadline.kind, DeadlineKind::Reassess | DeadlineKind::NoticePeriod))
    {
        let same = groups.iter_mut().find(|group| {
            group[0].subject == deadline.subject && group[0].kind == deadline.kind && group[0].due_at == deadline.due_at
        });
        match same {
            Some(group) => group.push(deadline),
            None => groups.push(vec![deadline]),
        }
    }
    groups
}

fn due_row(canvas: &mut Canvas, area: Rect, y: u16, model: &Model, group: &[&Deadline], ground: Role) {
    let deadline = group[0];
    let Some(countdown) = left(deadline, model.now, false) else {
        return;
    };
    let style = tone_style(canvas.palette, countdown.tone, ground);
    canvas.right(area.x + 8, y, &countdown.text, style);
    let verb = match deadline.kind {
        DeadlineKind::Notice => "tell",
        kind => kind.short(),
    };
    let words = match (group.len(), deadline.object(&model.policy)) {
        (1, Some(object)) => format!("{verb} {object}, {}", deadline.label),
        (1, None) => format!("{verb} {}", deadline.label),
        (many, _) => format!("{verb} {many}, {}", deadline.label),
    };
    let role = if countdown.tone == crate::clock::Tone::Far {
        Role::Dim
    } else {
        Role::Text
    };
    let text = canvas.palette.on(role, ground);
    canvas.text(area.x + 11, y, area.width.saturating_sub(11), &words, text);
}

/// One line of counts, where there are no side panes.
pub fn counts(canvas: &mut Canvas, area: Rect, model: &Model, board: &Board) {
    let dim = canvas.style(Role::Dim);
    let late = |n: u32| if n > 0 { canvas.palette.bold(Role::Late) } else { dim };
    let mut pieces = vec![
        (format!("{} late", board.late), late(board.late)),
        (format!("  of {} due", board.running), dim),
        ("      ".to_owned(), dim),
        (format!("{} vendors late", board.vendors_late), late(board.vendors_late)),
    ];
    if let Some(why) = &model.ui.read_only
        && area.width >= 100
    {
        pieces.push((format!("      {why}"), dim));
    }
    canvas.spans(area.x, area.y, area.width, &borrowed(&pieces));
}
