use proptest::prelude::*;

use super::*;
use crate::text::is_hidden;

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn now() -> Moment {
    moment("2026-03-01T08:00:00.750Z")
}

fn entry() -> Entry {
    Entry {
        uid: "q7k4/notice/acme@3f2a.firebell".into(),
        summary: "Notice to ACME".into(),
        description: vec!["Exports readable".into(), String::new(), "owner: Mira".into()],
        due_at: moment("2026-03-02T14:00:00Z"),
        requirement: "CN-2".into(),
        sequence: 3,
        status: Status::Confirmed,
        alarms: vec![TimeDelta::hours(48), TimeDelta::minutes(90), TimeDelta::zero()],
    }
}

fn written(entry: Entry) -> String {
    calendar(&[entry], "firebell", now())
}

/// The content lines, unfolded.
fn lines(calendar: &str) -> Vec<String> {
    let whole = calendar.replace("\r\n ", "");
    whole.split_terminator("\r\n").map(str::to_owned).collect()
}

/// The value of the one content line of this name.
fn value(calendar: &str, name: &str) -> String {
    let found: Vec<String> = lines(calendar)
        .into_iter()
        .filter_map(|line| line.strip_prefix(&format!("{name}:")).map(str::to_owned))
        .collect();
    let [value] = found.try_into().unwrap();
    value
}

/// Text as RFC 5545 (3.3.11) has it read.
fn read(text: &str) -> String {
    let mut read = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next().unwrap() {
                'n' | 'N' => read.push('\n'),
                other => read.push(other),
            },
            ',' | ';' => panic!("{text}: {letter} ends a value"),
            other => read.push(other),
        }
    }
    read
}

#[test]
fn an_entry_is_written_like_this() {
    assert_eq!(
        written(entry()).replace("\r\n", "\n"),
        "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//firebell//firebell//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME;VALUE=TEXT:firebell
X-WR-CALNAME:firebell
BEGIN:VEVENT
DESCRIPTION:Exports readable\\n\\nowner: Mira
DTSTAMP:20260301T080000Z
DTSTART:20260302T140000Z
SEQUENCE:3
STATUS:CONFIRMED
SUMMARY:Notice to ACME
TRANSP:TRANSPARENT
UID:q7k4/notice/acme@3f2a.firebell
CATEGORIES:CN-2
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Notice to ACME
DTSTAMP:20260301T080000Z
TRIGGER:-PT48H
UID:q7k4/notice/acme@3f2a.firebell-alarm-172800
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Notice to ACME
DTSTAMP:20260301T080000Z
TRIGGER:-PT90M
UID:q7k4/notice/acme@3f2a.firebell-alarm-5400
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Notice to ACME
DTSTAMP:20260301T080000Z
TRIGGER:PT0S
UID:q7k4/notice/acme@3f2a.firebell-alarm-0
END:VALARM
END:VEVENT
END:VCALENDAR
"
    );
}

#[test]
fn written_again_it_is_the_same() {
    assert_eq!(written(entry()), written(entry()));
    let other = calendar(&[entry()], "firebell", now() + TimeDelta::minutes(1));
    assert_eq!(
        lines(&other),
        lines(&written(entry()).replace("DTSTAMP:20260301T080000Z", "DTSTAMP:20260301T080100Z"))
    );
}

#[test]
fn what_was_cancelled_rings_no_more() {
    let calendar = written(Entry {
        status: Status::Cancelled,
        ..entry()
    });
    assert_eq!(value(&calendar, "STATUS"), "CANCELLED");
    assert!(!calendar.contains("VALARM"));
}

#[test]
fn what_is_not_said_is_not_written() {
    let calendar = written(Entry {
        description: Vec::new(),
        requirement: String::new(),
        alarms: Vec::new(),
        ..entry()
    });
    assert!(!calendar.contains("DESCRIPTION") && !calendar.contains("CATEGORIES"));
    let none = calendar_of_nothing();
    assert_eq!(lines(&none).len(), 8);
    assert!(!none.contains("VEVENT"));
}

fn calendar_of_nothing() -> String {
    calendar(&[], "firebell", now())
}

#[test]
fn the_way_to_an_alarm_is_whole_in_its_unit() {
    for (before, trigger_) in [
        (TimeDelta::days(14), "-PT336H"),
        (TimeDelta::hours(1), "-PT1H"),
        (TimeDelta::minutes(15), "-PT15M"),
        (TimeDelta::seconds(61), "-PT61S"),
        (TimeDelta::milliseconds(900), "PT0S"),
        (TimeDelta::hours(-4), "PT4H"),
    ] {
        assert_eq!(trigger(before), trigger_);
    }
}

#[test]
fn hostile_words_stay_within_their_line() {
    let hostile = "x\r\nATTENDEE:mailto:a@b.c\nEND:VEVENT;\u{1b}[31m\u{202e},\\n";
    let calendar = calendar(
        &[Entry {
            uid: hostile.into(),
            summary: hostile.into(),
            description: vec![hostile.into(), hostile.into()],
            requirement: hostile.into(),
            alarms: vec![TimeDelta::hours(1)],
            ..entry()
        }],
        hostile,
        now(),
    );
    let lines = lines(&calendar);
    assert_eq!(lines.iter().filter(|line| line.starts_with("ATTENDEE")).count(), 0);
    assert_eq!(lines.iter().filter(|line| *line == "END:VEVENT").count(), 1);
    assert!(!calendar.chars().any(|c| is_hidden(c) && c != '\r' && c != '\n'));
    let plain = one_line(hostile);
    for name in ["NAME;VALUE=TEXT", "X-WR-CALNAME", "SUMMARY", "UID", "CATEGORIES"] {
        let of_the_event = calendar.replace("\r\n ", "");
        let line = of_the_event
            .split("\r\n")
            .find_map(|line| line.strip_prefix(&format!("{name}:")));
        assert_eq!(read(line.unwrap()), plain, "{name}");
    }
}

proptest! {
    #[test]
    fn any_words_are_folded_and_come_back(
        summary in any::<String>(),
        description in proptest::collection::vec("[ -~äöü漢字🔥\u{301}]{0,120}", 1..4),
    ) {
        let calendar = written(Entry {
            summary: summary.clone(),
            description: description.clone(),
            alarms: Vec::new(),
            ..entry()
        });
        prop_assert!(calendar.ends_with("END:VCALENDAR\r\n"));
        for line in calendar.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75, "{} bytes: {line}", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
        prop_assert_eq!(read(&value(&calendar, "SUMMARY")), one_line(&summary));
        let plain: Vec<_> = description.iter().map(|line| one_line(line)).collect();
        prop_assert_eq!(read(&value(&calendar, "DESCRIPTION")), plain.join("\n"));
    }
}
