//! Everything that is due, grouped by when.

use chrono::TimeDelta;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::list::ListState;
use crate::clock::{Moment, Zone, age, clock_time, date, day_name};
use crate::domain::Deadline;
use crate::tui::canvas::{Canvas, cells};
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::answers::{Answer, Detail, draw as draw_answers};
use crate::tui::words::{left, quiet, rule, sentence, some_of, tone_role, tone_style, used};

/// The due list's selection.
#[derive(Debug, Clone, Default)]
pub struct DueState {
    /// Selected deadline.
    pub list: ListState,
    /// Only those with these words.
    pub filter: String,
    /// Only those of this person.
    pub person: Option<String>,
    /// Within a group by owner instead of by time.
    pub by_owner: bool,
}

/// When something is due, as the groups are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Past due.
    Late,
    /// Before midnight.
    Today,
    /// Within seven days.
    ThisWeek,
    /// Later.
    Later,
    /// Met late, and nobody has said why.
    Unexplained,
}

impl Group {
    fn of(deadline: &Deadline, now: Moment, zone: Zone) -> Self {
        if deadline.is_unexplained() {
            return Self::Unexplained;
        }
        let Some(due) = deadline.due_at else {
            return Self::Later;
        };
        if due < now {
            Self::Late
        } else if zone.day(due) == zone.day(now) {
            Self::Today
        } else if due < now + TimeDelta::days(7) {
            Self::ThisWeek
        } else {
            Self::Later
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Late => "Late",
            Self::Today => "Today",
            Self::ThisWeek => "This week",
            Self::Later => "Later",
            Self::Unexplained => "Met late, no reason yet",
        }
    }
}

/// The deadline that is selected.
pub fn selected(model: &Model) -> Option<&Deadline> {
    shown(model).get(model.ui.due.list.selected).copied()
}

/// The deadlines shown, the earliest first.
pub fn shown(model: &Model) -> Vec<&Deadline> {
    let state = &model.ui.due;
    let words = state.filter.to_lowercase();
    let mut shown: Vec<&Deadline> = model
        .world
        .due
        .iter()
        .filter(|deadline| match &state.person {
            Some(person) => deadline.owner.as_ref().is_none_or(|owner| owner == person),
            None => true,
        })
        .filter(|deadline| words.is_empty() || sentence(deadline, &model.policy).to_lowercase().contains(&words))
        .collect();
    if state.by_owner {
        let (now, zone) = (model.now, model.zone());
        shown.sort_by_key(|deadline| (Group::of(deadline, now, zone), deadline.owner.clone()));
    }
    shown
}

/// How many of all the list shows, where a filter hides some: `2 of 11 shown`.
fn share(model: &Model, shown: &[&Deadline]) -> Option<String> {
    let state = &model.ui.due;
    let is_filtered = !state.filter.is_empty() || state.person.is_some();
    is_filtered.then(|| format!("{} of {} shown", shown.len(), model.world.due.len()))
}

/// The people who own something that is due, for the filter by person.
pub fn people(model: &Model) -> Vec<String> {
    let mut people: Vec<String> = model
        .world
        .due
        .iter()
        .filter_map(|deadline| deadline.owner.clone())
        .collect();
    people.sort();
    people.dedup();
    people
}

/// Rows of the list for a screen of this height.
pub fn visible_rows(height: u16) -> usize {
    // Four group titles and the blank lines between them may stand in between.
    usize::from(height.saturating_sub(9).max(4))
}

enum Line<'a> {
    Title(Group, usize),
    Blank,
    Row(usize, &'a Deadline),
}

fn lines<'a>(shown: &[&'a Deadline], now: Moment, zone: Zone, spacious: bool) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut current = None;
    for (index, deadline) in shown.iter().enumerate() {
        let group = Group::of(deadline, now, zone);
        if current != Some(group) {
            if current.is_some() && spacious {
                lines.push(Line::Blank);
            }
            let count = shown
                .iter()
                .filter(|other| Group::of(other, now, zone) == group)
                .count();
            lines.push(Line::Title(group, count));
            current = Some(group);
        }
        lines.push(Line::Row(index, deadline));
    }
    lines
}

/// Draws the list between header and footer.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let shown = shown(model);
    let narrow = area.width < 80;
    let share = share(model, &shown);
    let first = if !narrow {
        answers(
            canvas,
            Rect::new(area.x, area.y + 2, area.width, 3),
            model,
            share.as_deref(),
        );
        area.y + 6
    } else if let Some(share) = &share {
        let late = model.world.due.iter().filter(|one| one.is_late(model.now)).count();
        let words = format!("{share}, {late} late in all");
        canvas.text(
            area.x + 2,
            area.y + 2,
            area.width.saturating_sub(4),
            &words,
            canvas.palette.bold(Role::Text),
        );
        area.y + 3
    } else {
        area.y + 2
    };
    let rows = area.bottom().saturating_sub(first + 1);
    if shown.is_empty() {
        nothing(canvas, area, first, model);
        return;
    }
    let all = lines(&shown, model.now, model.zone(), area.height > 30);
    let selected = all
        .iter()
        .position(|line| matches!(line, Line::Row(index, _) if *index == model.ui.due.list.selected))
        .unwrap_or(0);
    // The group's title stays in view above the first row.
    let top = (selected + 2)
        .saturating_sub(usize::from(rows))
        .min(all.len().saturating_sub(1));
    for (y, line) in (first..first + rows).zip(all.iter().skip(top)) {
        match line {
            Line::Blank => {}
            Line::Title(group, count) => {
                let count = count.to_string();
                let role = if *group == Group::Late { Role::Late } else { Role::Dim };
                let title = Rect::new(area.x + 2, y, area.width.saturating_sub(4), 1);
                canvas.pane_title(title, group.title(), &[(&count, role)], "", false);
            }
            Line::Row(index, deadline) => row(canvas, area, y, model, deadline, *index == model.ui.due.list.selected),
        }
    }
}

fn row(canvas: &mut Canvas, area: Rect, y: u16, model: &Model, deadline: &Deadline, is_selected: bool) {
    let ground = if is_selected {
        canvas.select(Rect::new(area.x + 1, y, area.width.saturating_sub(3), 1), true)
    } else {
        Role::Bg
    };
    let Some(countdown) = left(deadline, model.now, false) else {
        return;
    };
    let end = area.right().saturating_sub(3);
    if deadline.is_running() {
        let style = tone_style(canvas.palette, countdown.tone, ground);
        canvas.right(area.x + 12, y, &countdown.text, style);
    } else {
        let style = canvas.palette.on(Role::Soon, ground).add_modifier(Modifier::BOLD);
        canvas.right(area.x + 12, y, "why late?", style);
    }
    let dim = canvas.palette.on(Role::Dim, ground);
    // What has no room is dropped whole: rule, meter, why, date.
    let width = area.width;
    let mut x = area.x + 15;
    if width >= 100 && !deadline.is_running() {
        x += 15;
    } else if width >= 100 {
        canvas.meter(x, y, 12, used(deadline, model.now), tone_role(countdown.tone));
        x += 15;
    }
    let mut right = end;
    if width >= 112 {
        canvas.right(right, y, &deadline.requirement, dim);
        right -= 6;
    }
    if width >= 80 {
        let due = deadline
            .due_at
            .map_or_else(String::new, |due| day(due, model.now, model.zone()));
        canvas.right(right, y, &due, dim);
        right -= 12;
    }
    let who = right.saturating_sub(8);
    if let Some(owner) = &deadline.owner {
        let style = canvas.palette.on(Role::Text, ground);
        canvas.text(who, y, 8, owner, style);
    } else {
        let style = canvas.palette.on(Role::Soon, ground).add_modifier(Modifier::BOLD);
        canvas.text(who, y, 8, "nobody", style);
    }
    right = who.saturating_sub(2);
    if width >= 100 {
        let why = right.saturating_sub(18);
        canvas.text(why, y, 18, &rule(deadline), dim);
        right = why.saturating_sub(2);
    }
    let role = if countdown.tone == crate::clock::Tone::Far {
        Role::Dim
    } else {
        Role::Text
    };
    let mut style = canvas.palette.on(role, ground);
    if is_selected {
        style = canvas.palette.on(Role::Text, ground).add_modifier(Modifier::BOLD);
    }
    // That somebody knows of it stands behind the words, which give way to it.
    let mut room = (right + 1).saturating_sub(x);
    if let Some(quiet) = quiet(deadline, &model.policy, &model.ui.me, model.now, model.zone()) {
        let words = format!("{} {quiet}", canvas.glyphs.dot);
        let length = cells(&words).min(room / 2);
        canvas.text((right + 1).saturating_sub(length), y, length, &words, dim);
        room = room.saturating_sub(length + 1);
    }
    canvas.text(x, y, room, &sentence(deadline, &model.policy), style);
}

/// `15:41`, `Wed 17:03` within a week, else `30 Nov`.
fn day(due: Moment, now: Moment, zone: Zone) -> String {
    if zone.day(due) == zone.day(now) {
        clock_time(due, zone)
    } else if due > now && due < now + TimeDelta::days(7) {
        format!("{} {}", day_name(&zone.local(due)), clock_time(due, zone))
    } else {
        date(due, now, zone)
    }
}

/// They count everything, whatever the list below shows: a filter must not look like the all-clear.
fn answers(canvas: &mut Canvas, area: Rect, model: &Model, share: Option<&str>) {
    let due = &model.world.due;
    let dim = canvas.style(Role::Dim);
    let text = canvas.style(Role::Text);
    let late: Vec<&Deadline> = due.iter().filter(|deadline| deadline.is_late(model.now)).collect();
    let oldest = late
        .first()
        .and_then(|deadline| deadline.due_at.map(|due| (deadline, due)));
    let late_count = late.len().to_string();
    let late_words = oldest.map_or_else(String::new, |(deadline, due)| {
        format!("  oldest {}, {}", age(model.now - due), deadline.label)
    });
    let late_style = if late.is_empty() {
        text
    } else {
        canvas.palette.bold(Role::Late)
    };
    let soon: Vec<String> = due
        .iter()
        .filter(|deadline| {
            deadline
                .due_at
                .is_some_and(|due| due >= model.now && due < model.now + TimeDelta::days(1))
        })
        .map(|deadline| deadline.phrase(&model.policy))
        .collect();
    let soon_count = soon.len().to_string();
    let soon_style = if soon.is_empty() {
        text
    } else {
        canvas.palette.bold(Role::Soon)
    };
    let soon_words = format!("  {}", some_of(&soon, 2));
    let running = || due.iter().filter(|deadline| deadline.is_running());
    let next = running()
        .find(|deadline| !deadline.is_late(model.now))
        .or(running().next());
    let countdown = next.and_then(|deadline| left(deadline, model.now, true));
    let next_words = next.map_or_else(String::new, |deadline| format!("  {}", deadline.phrase(&model.policy)));
    let (next_text, next_style) = countdown.map_or(("nothing".to_owned(), text), |countdown| {
        let style = tone_style(canvas.palette, countdown.tone, Role::Bg).add_modifier(Modifier::BOLD);
        (countdown.text, style)
    });
    let for_whom = model.ui.due.person.clone().unwrap_or_else(|| "everyone".to_owned());
    let key = model
        .ui
        .keymap
        .key_of("due person")
        .map_or_else(String::new, ToString::to_string);
    let filter = model
        .ui
        .keymap
        .key_of("filter")
        .map_or_else(String::new, ToString::to_string);
    let accent = canvas.palette.bold(Role::Accent);
    let by_word = if model.ui.due.filter.is_empty() {
        " by word".to_owned()
    } else {
        format!(" only \"{}\"", model.ui.due.filter)
    };
    draw_answers(
        canvas,
        area,
        &[
            Answer {
                question: "late",
                answer: &[(&late_count, late_style), (&late_words, dim)],
                detail: Detail::Line(&[
                    (share.unwrap_or_default(), canvas.palette.bold(Role::Text)),
                    (if share.is_some() { "  " } else { "" }, dim),
                    ("for ", dim),
                    (&for_whom, text),
                    ("   ", dim),
                    (&key, accent),
                    (" one person   ", dim),
                    (&filter, accent),
                    (&by_word, dim),
                ]),
            },
            Answer {
                question: "due within a day",
                answer: &[(&soon_count, soon_style), (&soon_words, dim)],
                detail: Detail::Line(&[]),
            },
            Answer {
                question: "runs out next",
                answer: &[(&next_text, next_style), (&next_words, dim)],
                detail: Detail::Line(&[]),
            },
        ],
    );
}

fn nothing(canvas: &mut Canvas, area: Rect, y: u16, model: &Model) {
    let bold = canvas.palette.bold(Role::Text);
    let dim = canvas.style(Role::Dim);
    let width = area.width.saturating_sub(4);
    let filter = &model.ui.due.filter;
    let person = &model.ui.due.person;
    let words = match person {
        _ if !filter.is_empty() => format!("No match for {filter}."),
        Some(person) => format!("Nothing is due for {person}."),
        None => "Nothing is due.".to_owned(),
    };
    let used = canvas.text(area.x + 2, y, width, &words, bold);
    if !filter.is_empty() || person.is_some() {
        canvas.text(
            area.x + 3 + used,
            y,
            width.saturating_sub(used + 1),
            "Esc clears the filter.",
            dim,
        );
    }
}
