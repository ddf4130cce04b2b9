//! `obligation list`, `show` and `check`: what ships, what a folder adds, and what is wrong with it.

use super::desk::Desk;

const OWN: &str = "
[acme-24]
title = \"Acme within a day\"
jurisdiction = \"contracts\"
citation = \"Acme master agreement, 9.2\"
checked_on = 2026-11-20
status = \"contract\"
applies_to = \"incidents that touch Acme\"
role = \"processor\"
clock = [\"24h from confirmed\"]
recipient = \"security@acme.example\"
contents = [\"nature of the breach\"]
phased = true
late_needs_reason = true
";

fn own(desk: &Desk, text: &str) {
    std::fs::create_dir_all(desk.config("obligations")).unwrap();
    std::fs::write(desk.config("obligations/acme.toml"), text).unwrap();
}

#[test]
fn a_rule_is_shown_with_its_source_and_that_it_is_no_advice() {
    let desk = Desk::new();
    let shown = [
        desk.done("obligation show nis2-final"),
        desk.done("obligation show dora-4h --json"),
        desk.run("obligation show nis2-finale"),
    ];
    let said: Vec<String> = shown.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(said.join("\n"));
    // Rules are read without a store.
    assert!(!desk.store().exists());
}

#[test]
fn the_list_has_every_rule_and_ones_own() {
    let desk = Desk::new();
    own(&desk, OWN);
    let list = desk.done("obligation list");
    assert!(
        list.stdout.contains("gdpr-33-1") && list.stdout.contains("Acme within a day"),
        "{list}"
    );
    assert!(list.stderr.contains("not legal advice"), "{list}");
    let json = desk.done("obligation list --json").json();
    let rules = json["obligations"].as_array().unwrap();
    let one = |key: &str| rules.iter().find(|rule| rule["key"] == key).unwrap();
    assert_eq!(one("acme-24")["shipped"], false);
    assert_eq!(one("nis2-final")["shipped"], true);
    assert_eq!(one("nis2-final")["clock"][0], "1 month from submission:nis2-72");
    assert_eq!(one("acme-24")["checked_on"], "2026-11-20");
}

#[test]
fn a_broken_file_hides_its_rules_and_no_others() {
    let desk = Desk::new();
    own(&desk, &OWN.replace("24h from confirmed", "24h from confirmd"));
    let list = desk.done("obligation list");
    assert!(
        list.stdout.contains("gdpr-33-1") && !list.stdout.contains("acme-24"),
        "{list}"
    );
    assert!(
        list.stderr.contains(
            "obligations/acme.toml:10: `acme-24.clock`: unknown anchor `confirmd`; did you mean `confirmed`?"
        ),
        "{list}"
    );
    let checked = desk.run("obligation check");
    assert_eq!(checked.code, 4, "{checked}");
    assert_eq!(
        desk.run("obligation check --json").json()["problems"][0]["line"],
        10,
        "{checked}"
    );
}

#[test]
fn a_file_is_checked_as_if_it_lay_in_the_folder() {
    let desk = Desk::new();
    assert!(
        desk.done("obligation check")
            .stdout
            .starts_with("There are no rules of your own")
    );
    own(&desk, OWN);
    assert!(desk.done("obligation check").stdout.starts_with("The rule in"));
    let own_file = "config/firebell/obligations/acme.toml";
    // In the folder it is itself and no second of its name.
    assert_eq!(
        desk.done(&format!("obligation check {own_file}")).stdout,
        format!("{own_file} is as it should be.\n")
    );
    let follows = OWN
        .replace("acme-24", "acme-final")
        .replace("24h from confirmed", "1 month from submission:acme-24");
    std::fs::write(desk.home().join("final.toml"), &follows).unwrap();
    desk.done("obligation check final.toml");
    std::fs::write(desk.home().join("twice.toml"), OWN).unwrap();
    let twice = desk.run("obligation check twice.toml");
    assert_eq!(twice.code, 4, "{twice}");
    assert!(twice.stdout.starts_with("twice.toml:2: `acme-24` stands in"), "{twice}");
    let missing = desk.run("obligation check missing.toml");
    assert_eq!(missing.code, 4, "{missing}");
    assert!(
        missing.stdout.starts_with("missing.toml:1: cannot be read"),
        "{missing}"
    );
}

#[test]
fn words_of_a_file_reach_no_terminal_as_they_are() {
    let desk = Desk::new();
    own(&desk, &OWN.replace("Acme within a day", "Acme \\u001b[2J\\u202e"));
    let shown = desk.done("obligation show acme-24").stdout + &desk.done("obligation list --json").stdout;
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown}");
    assert!(shown.contains("<U+202E>"), "{shown}");
}

#[test]
fn switching_one_on_is_a_policy_and_is_adopted() {
    let desk = Desk::new();
    own(&desk, OWN);
    desk.declare("sev4");
    let policy = |text: &str| std::fs::write(desk.config("policy.toml"), text).unwrap();
    let mut told = String::new();
    let mut tell = |line: &str| told.push_str(&desk.run(line).to_string());
    policy("obligations = ['gdpr-33-1', 'acme-42']\n");
    tell("policy adopt");
    policy("obligations = ['gdpr-33-1', 'acme-24']\n");
    tell("policy adopt --dry-run");
    tell("policy adopt");
    // Its file says something else by now: what was adopted holds until it is adopted anew.
    own(&desk, &OWN.replace("24h from", "48h from"));
    tell("obligation show acme-24");
    tell("policy diff");
    std::fs::remove_file(desk.config("obligations/acme.toml")).unwrap();
    tell("obligation show acme-24");
    insta::assert_snapshot!(told);
    let json = desk.done("obligation list --json").json();
    let on: Vec<&str> = json["obligations"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|rule| rule["on"] == true)
        .map(|rule| rule["key"].as_str().unwrap())
        .collect();
    assert_eq!(on, ["gdpr-33-1", "acme-24"]);
    let list = desk.done("obligation list").stdout;
    assert!(list.lines().nth(2).unwrap().starts_with("on  acme-24"), "{list}");
}

#[test]
fn first_policy_may_switch_on_ones_own() {
    let desk = Desk::new();
    own(&desk, OWN);
    std::fs::write(desk.config("policy.toml"), "obligations = ['acme-24']\n").unwrap();
    let list = desk.done("obligation list").stdout;
    assert!(list.lines().nth(1).unwrap().starts_with("on  acme-24"), "{list}");
    assert!(!desk.store().exists());
    desk.done("list");
    assert!(desk.done("policy show").stdout.contains("obligations = [\"acme-24\"]"));
}

#[test]
fn confirming_a_breach_shows_and_starts_the_clocks_counted_from_it() {
    let desk = Desk::new();
    own(&desk, OWN);
    std::fs::write(
        desk.config("policy.toml"),
        "obligations = ['acme-24', 'gdpr-33-1', 'gdpr-34']\n",
    )
    .unwrap();
    let code = desk.declare("sev1");
    let mut told = String::new();
    let mut tell = |line: String| told.push_str(&desk.run(&line).to_string());
    let confirm = format!("breach confirm {code} --at 13:50 --data names --customer Acme");
    tell(format!("{confirm} --dry-run"));
    tell(confirm);
    tell(format!(
        "anchor set {code} aware --at 13:20 --reason 'the dump was ours' --dry-run"
    ));
    tell(format!(
        "anchor set {code} aware --at 13:20 --reason 'the dump was ours'"
    ));
    tell(format!("anchor set {code} assessed --at 14:00 --reason 'health data'"));
    tell(format!("obligation role {code} controller --dry-run"));
    tell(format!(
        "breach correct {code} --at 13:40 --reason 'the call was earlier' --dry-run"
    ));
    tell(format!("breach withdraw {code} --reason 'synthetic records' --dry-run"));
    tell(format!("breach withdraw {code} --reason 'synthetic records'"));
    tell(format!(
        "obligation submit {code} acme-24 --by email --reason 'to be sure'"
    ));
    tell(format!("show {code}"));
    tell("due".to_owned());
    insta::assert_snapshot!(told);
    let shown = desk.done(&format!("show {code} --json")).json();
    assert_eq!(shown["obligations"]["anchors"]["aware"]["reason"], "the dump was ours");
    assert_eq!(shown["obligations"]["submitted"]["acme-24"]["by"], "email");
    assert_eq!(shown["obligations"]["role"], serde_json::Value::Null);
}

/// Alarms of a calendar ring when reminders would.
#[test]
fn a_rule_of_ones_own_is_said_when_it_says() {
    let desk = Desk::new();
    own(
        &desk,
        &OWN.replace("phased = true", "phased = true\nreminders = ['90m', '10h']"),
    );
    std::fs::write(desk.config("policy.toml"), "obligations = ['acme-24', 'nis2-24']\n").unwrap();
    let code = desk.declare("sev1");
    desk.done(&format!(
        "breach confirm {code} --at 14:00 --data names --customer Acme"
    ));
    desk.done(&format!(
        "anchor set {code} aware --at 14:00 --reason 'the dump was ours'"
    ));
    desk.done("due --ics all.ics");
    let calendar = std::fs::read_to_string(desk.home().join("all.ics")).unwrap();
    let alarms = |rule: &str| -> Vec<String> {
        let event = calendar
            .split("BEGIN:VEVENT")
            .find(|event| event.contains(rule))
            .unwrap();
        let triggers = event.lines().filter(|line| line.starts_with("TRIGGER"));
        triggers
            .map(|line| line.trim_end().rsplit(':').next().unwrap_or_default().to_owned())
            .collect()
    };
    let (own, usual) = (alarms("acme-24"), alarms("nis2-24"));
    assert_eq!(own.len(), 3, "10 h, 90 m and when it is due: {own:?}");
    assert_ne!(own, usual);
    let shown = desk.done("obligation show acme-24").stdout;
    assert!(shown.contains("said before") && shown.contains("10 h, "), "{shown}");
}
