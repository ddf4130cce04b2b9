//! Deadlines as a calendar that other programs subscribe to or import: iCalendar (RFC 5545).
//!
//! A deadline is a moment and takes no time of anybody's, so an entry has a start, no end, and blocks nothing. Written
//! twice it is the same but for the time of writing: whoever reads it again moves what has moved, by its `UID` and its
//! `SEQUENCE`, and strikes what was cancelled.

use chrono::TimeDelta;
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::clock::Moment;
use crate::text::one_line;

/// Who wrote the file (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//firebell//firebell//EN";

/// One deadline in a calendar. Words may be hostile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Names it for ever and everywhere: the same in each calendar that is written, and no other's in the world.
    pub uid: String,
    /// What must be done, on one line.
    pub summary: String,
    /// More about it; empty lines are kept.
    pub description: Vec<String>,
    /// When it is due; written to the second.
    pub due_at: Moment,
    /// The requirement it comes from: its category.
    pub requirement: String,
    /// How often it has changed so far: a reader keeps what has the higher number.
    pub sequence: u32,
    /// How it stands.
    pub status: Status,
    /// How long before it is due a calendar rings: zero when it is due, less than zero after that. One that was
    /// cancelled does not ring.
    pub alarms: Vec<TimeDelta>,
}

/// How an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is due, or was met.
    Confirmed,
    /// Nothing is due any more.
    Cancelled,
}

/// The calendar of this name with these entries, as it is at `now`: UTF-8, lines ended by CR LF, none longer than 75
/// bytes.
pub fn calendar(entries: &[Entry], name: &str, now: Moment) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    let name = one_line(name);
    // RFC 7986, and what everyone read before it. The writer does not know that the first is text, and would leave commas
    // and line breaks as they are.
    calendar.append_property(Property::new("NAME", &*name).add_parameter("VALUE", "TEXT").done());
    calendar.append_property(Property::new("X-WR-CALNAME", &*name));
    calendar.extend(entries.iter().map(|entry| event(entry, now)));
    folded(&calendar.to_string())
}

/// Folds lines anew (RFC 5545, 3.1): the writer lets the last part of a line have a byte too many.
fn folded(calendar: &str) -> String {
    const LONGEST: usize = 75;
    let mut folded = String::with_capacity(calendar.len());
    for line in calendar.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LONGEST {
                folded.push_str("\r\n ");
                length = 1;
            }
            folded.push(letter);
            length += letter.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}

fn event(entry: &Entry, now: Moment) -> Event {
    let uid = one_line(&entry.uid);
    let summary = one_line(&entry.summary);
    let mut event = Event::new();
    event
        .uid(&uid)
        .timestamp(now)
        .sequence(entry.sequence)
        .status(match entry.status {
            Status::Confirmed => EventStatus::Confirmed,
            Status::Cancelled => EventStatus::Cancelled,
        })
        .starts(entry.due_at)
        .summary(&summary)
        .add_property("TRANSP", "TRANSPARENT");
    let requirement = one_line(&entry.requirement);
    if !requirement.is_empty() {
        event.categories([requirement]);
    }
    if !entry.description.is_empty() {
        let lines: Vec<_> = entry.description.iter().map(|line| one_line(line)).collect();
        event.description(&lines.join("\n"));
    }
    if entry.status == Status::Confirmed {
        for before in &entry.alarms {
            event.alarm(alarm(&uid, &summary, *before, now));
        }
    }
    event.done()
}

/// The writer would give an alarm a random name and the time of this machine, so it has both (RFC 9074 knows the name).
fn alarm(uid: &str, summary: &str, before: TimeDelta, now: Moment) -> Alarm {
    let mut alarm = Alarm::display(summary, -before);
    alarm
        .add_property("TRIGGER", trigger(before))
        .uid(&format!("{uid}-alarm-{}", before.num_seconds()))
        .timestamp(now);
    alarm
}

/// The way from the due time to the alarm, in the largest unit that it is whole in. Days are left out: a reader may take
/// one for 23 hours.
fn trigger(before: TimeDelta) -> String {
    let seconds = before.num_seconds();
    let sign = if seconds > 0 { "-" } else { "" };
    let span = seconds.unsigned_abs();
    match span {
        0 => "PT0S".to_owned(),
        span if span % 3600 == 0 => format!("{sign}PT{}H", span / 3600),
        span if span % 60 == 0 => format!("{sign}PT{}M", span / 60),
        span => format!("{sign}PT{span}S"),
    }
}

#[cfg(test)]
#[path = "ics_tests.rs"]
mod tests;
