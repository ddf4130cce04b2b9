//! Owners and reviews of templates: who looks after each, when it is due, and what is said where a letter is begun from
//! one that nobody has read.

use std::fs;

use super::desk::Desk;

fn own(desk: &Desk, name: &str, text: &str) {
    fs::create_dir_all(desk.config("templates")).unwrap();
    fs::write(desk.config("templates").join(format!("{name}.md")), text).unwrap();
}

fn shipped(desk: &Desk, name: &str) -> String {
    desk.done(&format!("template show {name}")).stdout
}

fn breached(desk: &Desk) -> String {
    let code = desk.declare("sev1");
    desk.done(&format!(
        "breach confirm {code} --at 13:50 --data names --customer Brightloaf"
    ));
    code
}

#[test]
fn the_list_says_who_looks_after_each_and_when_it_is_due() {
    let mut desk = Desk::new();
    own(&desk, "customer-short", &shipped(&desk, "customer-notice"));
    let mut told = String::new();
    let mut tell = |desk: &Desk, line: &str| told.push_str(&desk.run(line).to_string());
    tell(&desk, "template own Customer-Notice mira");
    tell(&desk, "template own customer-notise mira");
    desk.at("2026-11-25T09:00:00Z");
    tell(
        &desk,
        "template reviewed customer-notice --changed 'clearer advice' --note 'with legal'",
    );
    tell(&desk, "template reviewed customer-short --by lee --on 2026-11-24");
    own(
        &desk,
        "customer-short",
        &shipped(&desk, "customer-notice").replace("Dear", "Good day"),
    );
    tell(&desk, "template list");
    tell(&desk, "due --ics due.ics");
    let calendar = fs::read_to_string(desk.home().join("due.ics")).unwrap();
    assert!(
        calendar.contains("SUMMARY:Review template customer-short"),
        "{calendar}"
    );
    insta::assert_snapshot!(told);

    let json = desk.done("template list --json").json();
    let rows = json["templates"].as_array().unwrap();
    let one = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    let notice = one("customer-notice");
    assert_eq!(notice["owned_by"], "mira", "{notice}");
    assert_eq!(notice["review"]["is_this_file"], true, "{notice}");
    assert_eq!(notice["review"]["changed"], "clearer advice", "{notice}");
    assert_eq!(notice["due"], "2027-11-25T23:59:59Z", "{notice}");
    assert_eq!(one("customer-short")["review"]["is_this_file"], false);
    assert_eq!(one("status-update")["review"], serde_json::Value::Null);
}

/// A template without a blank, so that a letter from it is ready at once.
const SHORT: &str = "+++\nfamily = \"status\"\ntitle = \"In one line\"\nversion = \"1\"\nowner = \"communications\"\n\
    language = \"en\"\n+++\nSubject: Slow answers\n\n## What is new {#news}\n\nWe work on it.\n";

#[test]
fn a_letter_from_a_template_that_nobody_has_read_since_is_warned_of_and_not_held_up() {
    let mut desk = Desk::new();
    own(&desk, "status-short", SHORT);
    let code = breached(&desk);
    let begin = |desk: &Desk| desk.done(&format!("notice draft {code} --to status --template status-short"));
    // It is known from its first use, and nobody is late with it yet.
    assert_eq!(begin(&desk).stderr, "");
    let due = desk.done("due --json").stdout;
    assert!(due.contains("policy/template-review/status-short"), "{due}");
    desk.done("template reviewed status-short");

    own(&desk, "status-short", &SHORT.replace("We work", "Everybody works"));
    let changed =
        "warning: template status-short: its file is another than the one that was reviewed on 2026-11-24 (IR-19)\n";
    assert_eq!(begin(&desk).stderr, changed);
    assert_eq!(desk.done(&format!("notice ready {code} --to status")).stderr, changed);

    desk.done("template reviewed status-short --changed 'everybody works'");
    desk.done(&format!("gap {code} --template status-short --reason 'nobody saw it'"));
    own(&desk, "status-short", &SHORT.replace("We work", "All of us work"));
    let gap = format!(
        "warning: template status-short: {code} showed a gap in it, and nobody has reviewed it since (IR-19)\n"
    );
    let again = begin(&desk).stderr;
    assert!(again.ends_with(&gap), "{again}");

    desk.done("template reviewed status-short");
    assert_eq!(desk.done(&format!("notice ready {code} --to status")).stderr, "");
    desk.at("2027-12-01T10:00:00Z");
    own(&desk, "status-short", &SHORT.replace("We work", "We still work"));
    let late = "warning: template status-short: its review was due on 2027-11-24 (IR-19)\n";
    let again = begin(&desk).stderr;
    assert!(again.ends_with(late), "{again}");
    assert_eq!(desk.done(&format!("notice ready {code} --to status")).stderr, late);
}

#[test]
fn a_gap_stands_on_the_log_of_its_incident_and_among_what_is_due() {
    let desk = Desk::new();
    let code = breached(&desk);
    let mut told = String::new();
    let mut tell = |line: &str| told.push_str(&desk.run(line).to_string());
    tell(&format!(
        "gap {code} --template customer-notice --reason 'two customers asked what to do'"
    ));
    tell(&format!("gap {code} --template customer-short --reason 'x'"));
    tell(&format!("gap {code} --template all"));
    tell("due");
    tell(&format!("show {code}"));
    insta::assert_snapshot!(told);
}
