//! The head of an incident: what it is, where it stands, how the countdown goes.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::clock::{clock_time, day_time, full, span_long};
use crate::domain::{Deadline, DeadlineKind, Standing};
use crate::engine::views::{IncidentView, first_due};
use crate::tui::canvas::{Canvas, cells};
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::answers::{Answer, Detail, draw as draw_answers};
use crate::tui::widget::stepper::{Step, StepState, draw as draw_steps};
use crate::tui::words::{left, severity_name, some_of, tone_role, tone_style, used};

/// The title row, and on wide screens a line of facts below.
pub fn title(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) {
    let incident = &view.incident;
    let bold = canvas.palette.bold(Role::Text);
    let dim = canvas.style(Role::Dim);
    let mut x = area.x + 2;
    let end = area.right().saturating_sub(3);
    let sign = incident
        .severity
        .map_or(canvas.glyphs.nothing, |rank| canvas.glyphs.severity(rank));
    let name = severity_name(&model.policy, incident.severity);
    let (words, style) = match incident.severity {
        Some(1) if !incident.is_closed() => (format!(" {sign} {name} "), canvas.palette.filled(Role::Sev1)),
        Some(rank) if !incident.is_closed() => (format!("{sign} {name} "), canvas.palette.bold(Role::severity(rank))),
        _ => (format!("{sign} {name} "), dim),
    };
    x += canvas.text(x, area.y, 20, &words, style) + 1;
    let (right, style) = commander(canvas, view);
    let right_start = canvas.right(end, area.y, &right, style);
    canvas.text(x, area.y, right_start.saturating_sub(x + 2), &incident.title, bold);
    if area.height > 1 {
        canvas.text(
            area.x + 2,
            area.y + 1,
            area.width.saturating_sub(4),
            &facts(canvas, model, view),
            dim,
        );
    }
}

fn commander(canvas: &Canvas, view: &IncidentView) -> (String, Style) {
    if view.incident.is_closed() {
        let word = if view.row.work_left {
            "closed, work left"
        } else {
            "closed"
        };
        return (word.to_owned(), canvas.style(Role::Dim));
    }
    match &view.row.commander {
        Some(name) if view.row.contested => (format!("{name} commands, contested"), canvas.palette.bold(Role::Soon)),
        Some(name) => (format!("{name} commands"), canvas.style(Role::Text)),
        None => ("nobody commands".to_owned(), canvas.palette.bold(Role::Soon)),
    }
}

/// `declared 03:40 by jonas · open 11 h 23 m · production, customer data`
fn facts(canvas: &Canvas, model: &Model, view: &IncidentView) -> String {
    let incident = &view.incident;
    let (now, zone) = (model.now, model.zone());
    let mut parts = Vec::new();
    match (&incident.imported, incident.declared_at) {
        (Some(_), _) => parts.push("imported as closed history; no clock runs for it".to_owned()),
        (None, Some(at)) => {
            parts.push(format!(
                "declared {} by {}",
                day_time(at, now, zone),
                incident.declared_by
            ));
            match incident.closed.as_ref().and_then(|closing| closing.at) {
                Some(closed) => parts.push(format!(
                    "closed {} after {}",
                    day_time(closed, now, zone),
                    span_long(closed - at)
                )),
                None => parts.push(format!("open {}", span_long(now - at))),
            }
        }
        (None, None) => {}
    }
    if incident.highest < incident.severity {
        parts.push(format!("once {}", severity_name(&model.policy, incident.highest)));
    }
    let mut marks = Vec::new();
    if view.systems.iter().any(|system| system.production) {
        marks.push("production");
    }
    if view.systems.iter().any(|system| system.customer_data) {
        marks.push("customer data");
    }
    if !marks.is_empty() {
        parts.push(marks.join(", "));
    }
    if let Some(channel) = incident.channel.as_deref().and_then(|key| model.policy.channel(key)) {
        parts.push(format!("found by {}", channel.name));
    }
    parts.join(&format!(" {} ", canvas.glyphs.dot))
}

/// Where it stands in the process.
pub fn steps(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) {
    let incident = &view.incident;
    let now_at = incident.phase();
    let below: Vec<String> = model
        .policy
        .phases
        .iter()
        .map(|phase| {
            let Some(visit) = incident.phases.iter().rfind(|visit| visit.phase == phase.key) else {
                return String::new();
            };
            let at = clock_time(visit.at, model.zone());
            if phase.key == now_at && !incident.is_closed() {
                format!("{at}, {}", span_long(model.now - visit.at))
            } else {
                at
            }
        })
        .collect();
    let steps: Vec<Step> = model
        .policy
        .phases
        .iter()
        .zip(&below)
        .map(|(phase, below)| {
            let times = incident.phases.iter().filter(|visit| visit.phase == phase.key).count();
            Step {
                name: &phase.short,
                state: match () {
                    () if phase.key == now_at => StepState::Now,
                    // Reopened: the end lies ahead again.
                    () if phase.is_final && !incident.is_closed() => StepState::Ahead,
                    () if times > 0 => StepState::Done,
                    () => StepState::Ahead,
                },
                below,
                times: u16::try_from(times).unwrap_or(u16::MAX),
            }
        })
        .collect();
    draw_steps(canvas, area, &steps);
}

fn notices(view: &IncidentView) -> Vec<&Deadline> {
    view.deadlines
        .iter()
        .filter(|deadline| {
            deadline.kind == DeadlineKind::Notice && !matches!(deadline.standing, Standing::Cancelled { .. })
        })
        .collect()
}

type Pieces = Vec<(String, Style)>;

/// Customers told, or what must be decided.
fn told(canvas: &Canvas, view: &IncidentView) -> (&'static str, Pieces, Option<f32>) {
    let bold = canvas.palette.bold(Role::Text);
    let dim = canvas.style(Role::Dim);
    let notices = notices(view);
    if view.incident.open_breach().is_some() {
        let open: Vec<String> = notices
            .iter()
            .filter(|d| d.is_running())
            .filter_map(|d| d.who.clone())
            .collect();
        let done = notices.len() - open.len();
        if notices.is_empty() {
            let soon = canvas.palette.bold(Role::Soon);
            return ("customers told", vec![("nobody named yet".to_owned(), soon)], None);
        }
        let rest = match open.len() {
            0 => "everyone".to_owned(),
            1 => format!("{} is open", open[0]),
            _ => format!("{} are open", some_of(&open, 2)),
        };
        let share = f32::from(u16::try_from(done * 1000 / notices.len()).unwrap_or(0)) / 1000.0;
        let words = vec![
            (format!("{done} of {}", notices.len()), bold),
            (format!("   {rest}"), dim),
        ];
        return ("customers told", words, Some(share));
    }
    if let Some(question) = view.row.questions.first() {
        let soon = canvas.palette.bold(Role::Soon);
        let more = match view.row.questions.len() {
            1 => String::new(),
            n => format!("   and {} more", n - 1),
        };
        return ("to decide", vec![(question.clone(), soon), (more, dim)], None);
    }
    let answered = view.incident.answers.len();
    let words = if answered > 0 { "nothing open" } else { "nothing" };
    ("to decide", vec![(words.to_owned(), dim)], None)
}

/// The three answers: who was told or what to decide, what runs out next, pages.
pub fn answers(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) {
    let dim = canvas.style(Role::Dim);
    let (question, told, share) = told(canvas, view);
    let more = view.row.questions.get(1..3).unwrap_or_default().join("   ");
    let first_detail: Pieces = vec![(more, canvas.style(Role::Soon))];
    let (next_question, next, meter) = time_left(canvas, model, view);
    let pages = pages(canvas, model, view);
    let first: Vec<(&str, Style)> = borrowed(&told);
    let rows = [
        Answer {
            question,
            answer: &first,
            detail: match share {
                Some(share) => Detail::Meter(share, Role::Ok),
                None if question == "to decide" => Detail::Line(&borrowed(&first_detail)),
                None => Detail::Line(&[]),
            },
        },
        Answer {
            question: next_question,
            answer: &borrowed(&next),
            detail: meter.map_or(Detail::Line(&[]), |(share, role)| Detail::Meter(share, role)),
        },
        Answer {
            question: "pages",
            answer: &pages.first().map_or_else(|| vec![("none", dim)], |page| borrowed(page)),
            detail: Detail::Line(&pages.get(1).map(|page| borrowed(page)).unwrap_or_default()),
        },
    ];
    draw_answers(canvas, area, &rows);
}

fn borrowed(pieces: &[(String, Style)]) -> Vec<(&str, Style)> {
    pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect()
}

fn time_left(canvas: &Canvas, model: &Model, view: &IncidentView) -> (&'static str, Pieces, Option<(f32, Role)>) {
    let dim = canvas.style(Role::Dim);
    let Some((deadline, countdown)) = first_due(&view.deadlines).and_then(|d| left(d, model.now, true).map(|c| (d, c)))
    else {
        return ("runs out next", vec![("nothing".to_owned(), dim)], None);
    };
    let style = tone_style(canvas.palette, countdown.tone, Role::Bg).add_modifier(Modifier::BOLD);
    let due = deadline
        .due_at
        .map_or_else(String::new, |due| full(due, model.now, model.zone()));
    let question = if deadline.kind == DeadlineKind::Notice {
        "time left to tell"
    } else {
        "runs out next"
    };
    let words = if deadline.kind == DeadlineKind::Notice {
        format!("   due {due}")
    } else {
        format!("   {}, {due}", here(deadline, &model.policy))
    };
    let meter = (used(deadline, model.now), tone_role(countdown.tone));
    (question, vec![(countdown.text, style), (words, dim)], Some(meter))
}

/// What to do, without saying again which incident it is.
fn here(deadline: &Deadline, policy: &crate::policy::Policy) -> String {
    if deadline.who.is_none() {
        return deadline.kind.alone().to_owned();
    }
    let phrase = deadline.phrase(policy);
    let short = phrase.strip_suffix(&format!(", {}", deadline.label));
    short.map_or_else(|| phrase.clone(), str::to_owned)
}

/// One line a page: who, answered after how long, or since when not; then duties nobody was paged for.
fn pages(canvas: &Canvas, model: &Model, view: &IncidentView) -> Vec<Pieces> {
    let dim = canvas.style(Role::Dim);
    let mut lines: Vec<Pieces> = Vec::new();
    for deadline in view.deadlines.iter().filter(|d| d.kind == DeadlineKind::Page) {
        if !matches!(deadline.standing, Standing::Running | Standing::Pending) {
            continue;
        }
        let duty = deadline.object(&model.policy).unwrap_or_default();
        let late = deadline.is_late(model.now);
        let (sign, role) = if late {
            (canvas.glyphs.failed, Role::Late)
        } else {
            (canvas.glyphs.open, Role::Soon)
        };
        let words = match left(deadline, model.now, true) {
            Some(countdown) => format!("  {}", countdown.text),
            None => "  not paged".to_owned(),
        };
        let head = canvas.palette.bold(role);
        lines.push(vec![
            (format!("{sign} "), head),
            (duty, canvas.style(Role::Text)),
            (words, canvas.style(role)),
        ]);
    }
    for page in view.incident.pages.iter().rev() {
        let text = canvas.style(Role::Text);
        let (sign, role, words) = match page.answered_at {
            Some(at) => (
                canvas.glyphs.tick,
                Role::Ok,
                format!("  after {}", crate::clock::age(at - page.at)),
            ),
            None => (
                canvas.glyphs.open,
                Role::Soon,
                format!("  waits {}", crate::clock::age(model.now - page.at)),
            ),
        };
        let sign_style = canvas.style(role);
        lines.push(vec![
            (format!("{sign} "), sign_style),
            (page.person.name.clone(), text),
            (words, dim),
        ]);
    }
    lines
}

/// One line in place of the three answers, on narrow screens.
pub fn one_line(canvas: &mut Canvas, area: Rect, model: &Model, view: &IncidentView) {
    let dim = canvas.style(Role::Dim);
    let end = area.right().saturating_sub(3);
    let (question, told, share) = told(canvas, view);
    let mut x = area.x + 2;
    let first = told.first().cloned().unwrap_or_default();
    x += canvas.text(x, area.y, end.saturating_sub(x), &first.0, first.1) + 1;
    x += canvas.text(x, area.y, end.saturating_sub(x), question, dim) + 2;
    let (_, next, meter) = time_left(canvas, model, view);
    // The clock beside it is named, unless it is the very clock of the answer.
    let words = next.first().cloned().unwrap_or_default();
    let until = first_due(&view.deadlines).map_or_else(String::new, |deadline| {
        let due = deadline
            .due_at
            .map_or_else(String::new, |due| day_time(due, model.now, model.zone()));
        match (deadline.kind, deadline.is_late(model.now)) {
            (DeadlineKind::Notice, false) => format!("  until {due}"),
            (DeadlineKind::Notice, true) => format!("  to tell, was due {due}"),
            _ => format!("  {}", here(deadline, &model.policy)),
        }
    });
    // A clock of another kind beside who was told must not look like theirs: it is named first, and has no meter there.
    let is_other = share.is_some() && first_due(&view.deadlines).is_none_or(|one| one.kind != DeadlineKind::Notice);
    let pieces = if is_other {
        let name = format!("{}  ", until.trim_start());
        [(name, dim), words]
    } else {
        [words, (until, dim)]
    };
    let length = pieces.iter().map(|(words, _)| cells(words)).sum();
    let start = (end + 1).saturating_sub(length);
    if start > x {
        canvas.spans(start, area.y, length, &borrowed(&pieces));
        if let Some((used, role)) = meter.filter(|_| !is_other)
            && start > x + 8
        {
            canvas.meter(x, area.y, (start - x - 2).min(22), used, role);
        }
    }
}
