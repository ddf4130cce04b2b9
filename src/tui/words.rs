//! Words and signs that every screen shares: deadlines, countdowns, severities.

use ratatui::style::{Modifier, Style};

use super::theme::{Palette, Role};
use crate::clock::{Countdown, Moment, Tone, Zone, countdown, day_time, used_fraction};
use crate::domain::reminder::plan::holding;
use crate::domain::reminder::quiet::Quiet;
use crate::domain::{Deadline, DeadlineKind, SubjectKind};
use crate::policy::Policy;
use crate::text::fold_name;

/// The role of a tone.
pub fn tone_role(tone: Tone) -> Role {
    match tone {
        Tone::Far => Role::Dim,
        Tone::Near => Role::Text,
        Tone::Soon | Tone::Urgent => Role::Soon,
        Tone::Late => Role::Late,
    }
}

/// A countdown's style on `ground`: what is urgent or late is bold.
pub fn tone_style(palette: &Palette, tone: Tone, ground: Role) -> Style {
    let style = palette.on(tone_role(tone), ground);
    match tone {
        Tone::Urgent | Tone::Late => style.add_modifier(Modifier::BOLD),
        Tone::Far | Tone::Near | Tone::Soon => style,
    }
}

/// What is left of a running deadline; `None` while it is pending.
pub fn left(deadline: &Deadline, now: Moment, seconds: bool) -> Option<Countdown> {
    // A period that has run out is not late: what it kept waiting may happen.
    if deadline.is_over(now) {
        return Some(Countdown {
            text: "over".to_owned(),
            tone: Tone::Far,
        });
    }
    deadline
        .due_at
        .map(|due| countdown(due, now, deadline.counts_hours, seconds))
}

/// How much of its time is used, 0 to 1.
pub fn used(deadline: &Deadline, now: Moment) -> f32 {
    match (deadline.started_at, deadline.due_at) {
        (Some(started), Some(due)) => used_fraction(started, due, now),
        _ => 0.0,
    }
}

/// The same as the title of a row, with the incident's title: `Respond to C90T, Logins survive sign-out`.
pub fn sentence(deadline: &Deadline, policy: &Policy) -> String {
    let phrase = deadline.phrase(policy);
    let mut letters = phrase.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let phrase = format!("{first}{}", letters.as_str());
    if deadline.subject.kind == SubjectKind::Incident && deadline.who.is_none() {
        format!("{phrase}, {}", deadline.title)
    } else {
        phrase
    }
}

/// Who has acknowledged or snoozed it, while that holds: `ack mira`, `until 04:10`, `lee until 04:10`.
pub fn quiet(deadline: &Deadline, policy: &Policy, me: &str, now: Moment, zone: Zone) -> Option<String> {
    let me = fold_name(me);
    let words = |quiet: &Quiet| match quiet.until {
        None => format!("ack {}", quiet.person),
        Some(until) if quiet.person == me => format!("until {}", day_time(until, now, zone)),
        Some(until) => format!("{} until {}", quiet.person, day_time(until, now, zone)),
    };
    let all: Vec<String> = holding(deadline, policy, now).into_iter().map(words).collect();
    (!all.is_empty()).then(|| some_of(&all, 2))
}

/// The window in words, for whoever asks why.
pub fn rule(deadline: &Deadline) -> String {
    match deadline.kind {
        DeadlineKind::Notice => format!("{} notice", deadline.window),
        DeadlineKind::Review => format!("{} after closing", deadline.window.replace(" days", " d")),
        DeadlineKind::Page => format!("{}, page", deadline.window),
        DeadlineKind::Fix => format!("{}, repair", deadline.window),
        DeadlineKind::Update => format!("every {}", deadline.window),
        DeadlineKind::Respond
        | DeadlineKind::FollowUp
        | DeadlineKind::Reassess
        | DeadlineKind::Obligation
        | DeadlineKind::Report
        | DeadlineKind::Risk
        | DeadlineKind::Condition
        | DeadlineKind::NoticePeriod
        | DeadlineKind::Announce
        | DeadlineKind::Objection
        | DeadlineKind::Offboard
        | DeadlineKind::Revoke
        | DeadlineKind::PolicyReview
        | DeadlineKind::TemplateReview => deadline.window.clone(),
    }
}

/// The name of a severity: `Sev1`, or `unrated`.
pub fn severity_name(policy: &Policy, rank: Option<u8>) -> String {
    rank.and_then(|rank| policy.severity(rank))
        .map_or_else(|| "unrated".to_owned(), |rule| rule.name.clone())
}

/// The names of a list, at most `most`, and how many more there are.
pub fn some_of(names: &[String], most: usize) -> String {
    let shown = names.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
