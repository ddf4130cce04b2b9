//! What is exported, read by somebody else's reader.

use std::io::Write;
use std::process::{Command, Stdio};

use chrono::TimeDelta;
use firebell::export::ics::{Entry, Status, calendar};
use serde_json::{Value, json};

use crate::stage::moment;

/// Reads a calendar by Python's `icalendar` and says all that it found: components in their order, properties as
/// values of Python. Debian's own Python, which is where `python3-icalendar` goes.
const READER: &str = r#"
import json, sys
from datetime import date, datetime, timedelta
import icalendar

def plain(value):
    if isinstance(value, list):
        return [plain(one) for one in value]
    if hasattr(value, "dt"):
        value = value.dt
    if hasattr(value, "cats"):
        return [str(one) for one in value.cats]
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, datetime):
        return value.isoformat()
    return int(value) if isinstance(value, int) else str(value)

def said(component):
    return {
        "is": component.name,
        "errors": [str(error) for error in component.errors],
        "properties": {name: plain(value) for name, value in component.items()},
        "in it": [said(one) for one in component.subcomponents],
    }

raw = sys.stdin.buffer.read()
print(json.dumps(said(icalendar.Calendar.from_ical(raw))))
"#;

fn read_by_python(calendar: &str) -> Value {
    let mut python = Command::new("/usr/bin/python3")
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Debian's Python");
    let mut input = python.stdin.take().expect("its ear");
    input.write_all(calendar.as_bytes()).unwrap();
    drop(input);
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
#[ignore = "needs python3-icalendar: bash tests/run.sh"]
fn calendar_is_what_another_reader_finds() {
    let long = "Exports of 漢字 & <b>friends</b>, all; of \\them \u{1f525} ".repeat(8);
    let title = format!("{long}\u{1b}[31m\r\nEND:VCALENDAR");
    let entries = [
        Entry {
            uid: "q7k4/notice/acme@3f2a.firebell".into(),
            summary: title.clone(),
            description: vec![title.clone(), String::new(), "owner: Mira".into()],
            due_at: moment("2026-03-02T14:00:59Z"),
            requirement: "CN-2".into(),
            sequence: 3,
            status: Status::Confirmed,
            alarms: vec![TimeDelta::hours(48), TimeDelta::minutes(15), TimeDelta::zero()],
        },
        Entry {
            uid: "acme/reassessment@3f2a.firebell".into(),
            summary: "Reassess ACME".into(),
            description: Vec::new(),
            due_at: moment("2026-10-25T00:30:00Z"),
            requirement: "VM-4".into(),
            sequence: 0,
            status: Status::Cancelled,
            alarms: vec![TimeDelta::days(14)],
        },
    ];
    let written = calendar(&entries, "firebell; on call, Mira", moment("2026-03-01T08:00:00Z"));
    let plain = firebell::text::one_line(&title);
    let alarm = |before: i64| {
        json!({
            "is": "VALARM",
            "errors": [],
            "properties": {
                "ACTION": "DISPLAY",
                "DESCRIPTION": plain,
                "DTSTAMP": "2026-03-01T08:00:00+00:00",
                "TRIGGER": 0.0 - f64::from(i32::try_from(before).unwrap()),
                "UID": format!("q7k4/notice/acme@3f2a.firebell-alarm-{before}"),
            },
            "in it": [],
        })
    };
    let expected = json!({
        "is": "VCALENDAR",
        "errors": [],
        "properties": {
            "VERSION": "2.0",
            "PRODID": "-//firebell//firebell//EN",
            "CALSCALE": "GREGORIAN",
            "METHOD": "PUBLISH",
            "NAME": "firebell; on call, Mira",
            "X-WR-CALNAME": "firebell; on call, Mira",
        },
        "in it": [
            {
                "is": "VEVENT",
                "errors": [],
                "properties": {
                    "UID": "q7k4/notice/acme@3f2a.firebell",
                    "SUMMARY": plain,
                    "DESCRIPTION": format!("{plain}\n\nowner: Mira"),
                    "DTSTAMP": "2026-03-01T08:00:00+00:00",
                    "DTSTART": "2026-03-02T14:00:59+00:00",
                    "SEQUENCE": 3,
                    "STATUS": "CONFIRMED",
                    "TRANSP": "TRANSPARENT",
                    "CATEGORIES": ["CN-2"],
                },
                "in it": [alarm(172_800), alarm(900), alarm(0)],
            },
            {
                "is": "VEVENT",
                "errors": [],
                "properties": {
                    "UID": "acme/reassessment@3f2a.firebell",
                    "SUMMARY": "Reassess ACME",
                    "DTSTAMP": "2026-03-01T08:00:00+00:00",
                    "DTSTART": "2026-10-25T00:30:00+00:00",
                    "SEQUENCE": 0,
                    "STATUS": "CANCELLED",
                    "TRANSP": "TRANSPARENT",
                    "CATEGORIES": ["VM-4"],
                },
                "in it": [],
            },
        ],
    });
    assert_eq!(read_by_python(&written), expected, "{written}");
}
