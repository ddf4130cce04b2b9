//! Deadlines in a calendar: written again, what has changed replaces what was there.

use std::collections::BTreeMap;

use super::desk::Desk;

/// Properties of each event, by its UID; alarms are counted as `ALARMS`.
fn events(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = text.replace("\r\n ", "");
    let mut events = BTreeMap::new();
    for event in text.split("BEGIN:VEVENT").skip(1) {
        let own = event.split("BEGIN:VALARM").next().unwrap().lines();
        let own = own.chain(event.rsplit("END:VALARM").next().unwrap().lines());
        let mut properties: BTreeMap<String, String> = own
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let alarms: Vec<&str> = event.lines().filter_map(|line| line.strip_prefix("TRIGGER:")).collect();
        properties.insert("ALARMS".to_owned(), alarms.join(" "));
        events.insert(properties["UID"].clone(), properties);
    }
    events
}

#[test]
fn what_changes_replaces_what_was_there() {
    let mut desk = Desk::new();
    let code = desk.declare("sev4");
    desk.done(&format!(
        "breach confirm {code} --at now --data names --customer Acme --customer 'Zünd; AG'"
    ));
    desk.done("vendor add Mailjet --tier critical --service mail");
    let written = |desk: &Desk| {
        desk.done("due --ics cal.ics");
        events(&std::fs::read_to_string(desk.home().join("cal.ics")).unwrap())
    };
    let first = written(&desk);
    let of = |all: &BTreeMap<String, BTreeMap<String, String>>, end: &str| {
        let mut found = all.iter().filter(|(uid, _)| uid.contains(end));
        let (uid, event) = found.next().unwrap_or_else(|| panic!("{end}: {all:?}"));
        assert!(found.next().is_none());
        (uid.clone(), event.clone())
    };
    let (uid, acme) = of(&first, "/notice/acme@");
    assert_eq!(acme["SUMMARY"], format!("Tell Acme\\, {code}"));
    assert_eq!(acme["DTSTART"], "20261127T130500Z");
    assert_eq!(acme["ALARMS"], "-PT48H -PT24H -PT8H -PT2H -PT30M PT0S");
    assert_eq!(acme["STATUS"], "CONFIRMED");
    assert!(acme["DESCRIPTION"].contains("IR-11"), "{acme:?}");
    let (_, mailjet) = of(&first, "/reassess@");
    assert!(mailjet["SUMMARY"].contains("Mailjet"));
    // The same again, a minute later: nothing has changed but when it was written.
    desk.at("2026-11-24T13:06:00Z");
    let again = written(&desk);
    assert_eq!(again[&uid]["SEQUENCE"], acme["SEQUENCE"]);
    // Confirmed an hour earlier; one is told; the other is withdrawn.
    desk.done(&format!(
        "breach correct {code} --at '2026-11-24 13:05' --reason 'the log says so'"
    ));
    desk.done(&format!(
        "notice sent {code} --customer Acme --by email --has all --at now"
    ));
    desk.done(&format!("waive {code}/notice/zünd-ag --reason 'no longer a customer'"));
    let after = written(&desk);
    let sequence = |event: &BTreeMap<String, String>| event["SEQUENCE"].parse::<u32>().unwrap();
    let done = &after[&uid];
    assert!(sequence(done) > sequence(&acme));
    assert_eq!(done["DTSTART"], "20261127T120500Z");
    assert!(done["SUMMARY"].starts_with("Done: ") && done["ALARMS"].is_empty());
    let (_, other) = of(&after, "nd-ag@");
    assert_eq!((other["STATUS"].as_str(), other["ALARMS"].as_str()), ("CANCELLED", ""));
    assert!(other["DESCRIPTION"].contains("no longer a customer"));
    // Closed and done it is still told of, until nobody has it in front of them any more.
    desk.done(&format!("close {code}"));
    assert!(written(&desk).contains_key(&uid));
    desk.at("2027-03-24T13:06:00Z");
    assert!(!written(&desk).contains_key(&uid));
}

#[test]
fn calendar_goes_to_a_pipe_or_to_nobody() {
    let desk = Desk::new();
    desk.declare("sev1");
    assert!(desk.done("due --ics -").stdout.starts_with("BEGIN:VCALENDAR\r\n"));
    let nowhere = desk.run("due --ics missing/cal.ics");
    assert_eq!(nowhere.code, 4);
    assert!(nowhere.stderr.contains("No calendar was written"), "{nowhere}");
    // Only what a person must see to.
    assert!(!desk.done("due --ics - --who nobody").stdout.contains("VEVENT"));
}
