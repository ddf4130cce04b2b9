//! What is exported, read by somebody else's reader.

use std::io::Write;
use std::process::{Command, Stdio};

use chrono::TimeDelta;
use firebell::export::ics::{Entry, Status, calendar};
use firebell::export::letter::{Envelope, Mailbox, Outgoing};
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

/// Reads a mail by Python's own `email` and says what it found, with every defect that it sees.
const MAIL_READER: &str = r#"
import email, email.policy, json, sys

mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.SMTP)
parts = list(mail.walk())
print(json.dumps({
    "headers": [name for name in mail.keys()],
    "defects": [str(defect) for part in parts for defect in part.defects]
        + [str(defect) for part in parts for value in part.values() for defect in value.defects],
    "subject": mail["Subject"],
    "from": [[one.display_name, one.addr_spec] for one in mail["From"].addresses],
    "to": [[one.display_name, one.addr_spec] for one in mail["To"].addresses],
    "date": mail["Date"].datetime.isoformat(),
    "id": mail["Message-ID"],
    "kinds": [part.get_content_type() for part in parts],
    "plain": mail.get_body(("plain",)).get_content(),
    "html": mail.get_body(("html",)).get_content(),
}))
"#;

fn read_by_python(reader: &str, written: &[u8]) -> Value {
    let mut python = Command::new("/usr/bin/python3")
        .args(["-c", reader])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Debian's Python");
    let mut input = python.stdin.take().expect("its ear");
    input.write_all(written).unwrap();
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
    assert_eq!(read_by_python(READER, written.as_bytes()), expected, "{written}");
}

#[test]
#[ignore = "needs Debian's python3: bash tests/run.sh"]
fn mail_is_what_another_reader_finds() {
    // Short enough for one encoded word: this reader puts a space between two of them in a name.
    let name = "Zoë \"x\", <b@c>;\r\nBcc: x@y 漢";
    let text = format!(
        "Subject: {}\n\n{}\n\n## Which data\n\n- names, 漢字\n",
        "Störung 漢字 ".repeat(12),
        "a ".repeat(900)
    );
    let letter = Outgoing::read(&text);
    let envelope = Envelope {
        from: Mailbox::new("Mira", "mira@lumen.example"),
        to: [
            Mailbox::new(name, "dpo@acme.example"),
            Mailbox::new("", "b@acme.example"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        cc: Vec::new(),
        date: moment("2026-11-24T14:03:00Z"),
        message_id: "y385.1@firebell".to_owned(),
    };
    let found = read_by_python(MAIL_READER, &letter.mail(&envelope));
    let plain = letter.plain();
    let body = plain.split_once("\n\n").unwrap().1;
    assert_eq!(found["defects"], json!([]), "{found}");
    assert_eq!(
        found["headers"],
        json!([
            "Date",
            "Message-ID",
            "Subject",
            "X-Unsent",
            "From",
            "To",
            "MIME-Version",
            "Content-Type"
        ])
    );
    assert_eq!(found["subject"], letter.subject());
    assert_eq!(found["from"], json!([["Mira", "mira@lumen.example"]]));
    assert_eq!(found["to"][0][1], "dpo@acme.example");
    assert_eq!(found["to"][0][0], &*firebell::text::one_line(name));
    assert_eq!(found["to"][1], json!(["", "b@acme.example"]));
    assert_eq!(found["date"], "2026-11-24T14:03:00+00:00");
    assert_eq!(found["id"], "<y385.1@firebell>");
    assert_eq!(
        found["kinds"],
        json!(["multipart/alternative", "text/plain", "text/html"])
    );
    assert_eq!(
        found["plain"].as_str().unwrap().replace("\r\n", "\n").trim_end(),
        body.trim_end()
    );
    assert!(
        found["html"].as_str().unwrap().contains("<li>names, 漢字</li>"),
        "{found}"
    );
}
