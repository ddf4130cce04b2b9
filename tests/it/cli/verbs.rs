//! Lists made from the table hold every verb, and every verb is answered.

use firebell::verb::{Form, Kind, ParamKind, VERBS, Verb};

use super::desk::Desk;

fn verbs() -> impl Iterator<Item = &'static Verb> {
    VERBS.iter().filter(|verb| verb.kind != Kind::Screen)
}

#[test]
fn manual_has_every_verb_and_parameter() {
    let manual = Desk::new().done("man").stdout.replace("\\-", "-");
    for verb in verbs() {
        assert!(manual.contains(&format!("firebell {}", verb.words)), "{}", verb.words);
        assert!(manual.contains(verb.doc), "{}", verb.words);
        for param in verb.params {
            assert!(manual.contains(param.doc), "{} {}", verb.words, param.name);
        }
    }
}

#[test]
fn completions_have_every_verb() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = desk.done(&format!("completions {shell}")).stdout;
        for word in verbs().flat_map(|verb| verb.words.split(' ')) {
            assert!(script.contains(word), "{shell} {word}");
        }
    }
    assert!(!desk.store().exists());
}

#[test]
fn overview_names_every_word() {
    let help = Desk::new().done("help").stdout;
    for word in verbs().flat_map(|verb| verb.words.split(' ')) {
        assert!(help.contains(word), "{word}");
    }
}

/// Something that fits the kind of a parameter, if not the store.
fn sample(kind: ParamKind) -> &'static str {
    match kind {
        ParamKind::YesNo => "yes",
        ParamKind::Day => "2026-11-24",
        ParamKind::Time => "now",
        ParamKind::Number => "4",
        ParamKind::Span => "7d",
        ParamKind::Shell => "bash",
        ParamKind::RoleOf => "commander=mira",
        ParamKind::File => "missing.txt",
        ParamKind::Severity => "sev4",
        ParamKind::Tier => "critical",
        _ => "xyz",
    }
}

#[test]
fn every_verb_is_answered_and_explains_itself() {
    let desk = Desk::new();
    for verb in verbs().filter(|verb| verb.words != "demo") {
        let mut parts = vec![verb.words.to_owned()];
        for param in verb.params.iter().filter(|param| param.required) {
            if param.form != Form::Place {
                parts.push(format!("--{}", param.name));
            }
            parts.push(sample(param.kind).to_owned());
        }
        if verb.words == "watch" {
            parts.push("--once".to_owned());
        }
        let line = parts.join(" ");
        let ran = desk.run(&line);
        assert!((0..=5).contains(&ran.code), "{ran}");
        assert!(!ran.stderr.contains("unexpected"), "{ran}");
        let help = desk.done(&format!("{} --help", verb.words));
        assert!(help.stdout.starts_with(verb.doc), "{help}");
    }
}

#[test]
fn lists_are_narrowed() {
    let mut desk = Desk::new();
    let grave = desk.declare("sev1");
    let mild = desk.declare("sev4");
    desk.done(&format!("log {mild} 'the printer is on fire'"));
    let listed = |line: &str| desk.done(line).stdout;
    assert!(listed("list --severity sev1").contains(&grave) && !listed("list --severity 1").contains(&mild));
    assert!(listed("list --text printer").contains(&mild) && !listed("list --text printer").contains(&grave));
    desk.done(&format!("close {mild}"));
    assert!(desk.done("list --closed").stdout.contains(&mild));
    assert!(desk.done("list --closed --text fire").stdout.contains(&mild));
    assert_eq!(desk.done("list --closed --text water").stdout, "");
    desk.done(&format!("breach confirm {grave} --at now --data names --customer Acme"));
    let due = |desk: &Desk, line: &str| {
        desk.run(&format!("due {line} --json")).json()["due"]
            .as_array()
            .unwrap()
            .len()
    };
    assert!(due(&desk, "") > due(&desk, "--within 1h"));
    assert_eq!(due(&desk, "--overdue"), 0);
    assert_eq!(desk.run("due --overdue").code, 0);
    desk.at("2026-11-24T14:05:00Z");
    assert!(due(&desk, "--overdue") > 0);
    assert_eq!(desk.run("due --overdue").code, 1);
    assert_eq!(desk.run("due --overdue --who nobody").code, 0);
}

#[test]
fn words_that_come_last_need_no_quotation_marks() {
    let desk = Desk::new();
    let code = desk.declare("sev3");
    let stands = |words: &str, at: &str| {
        let shown = desk.done(&format!("show {code} --json")).json();
        let log = shown["log"].as_array().unwrap();
        let line = log.iter().find(|line| line["words"] == words);
        assert_eq!(line.unwrap_or_else(|| panic!("{log:?}"))["at"], at);
        log.len()
    };
    let ran = desk.done(&format!("log {code} -20m blocked  the token --json"));
    assert!(ran.json()["entry"].is_string(), "{ran}");
    stands("blocked the token", "2026-11-24T12:45:00Z");
    desk.done(&format!("--zone UTC log {code} --as lee 12:50 'held  together' again"));
    stands("held  together again", "2026-11-24T12:50:00Z");
    desk.done(&format!("log {code} -- ran it with --json --force -x"));
    stands("ran it with --json --force -x", "2026-11-24T13:05:00Z");
    desk.done(&format!("remediation {code} patched the library --reason slow"));
    let lines = stands("patched the library; late: slow", "2026-11-24T13:05:00Z");
    let ran = desk.run(&format!("log {code} looked around --read-only"));
    assert_eq!(ran.code, 5, "{ran}");
    // A slip in a flag is no part of the words.
    let ran = desk.run(&format!("log {code} looked around --reed-only"));
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.stderr.contains("'--reed-only'"), "{ran}");
    for line in [
        format!("log {code}"),
        "log".to_owned(),
        format!("log {code} words --reason"),
    ] {
        assert_eq!(desk.run(&line).code, 2, "{line}");
    }
    assert_eq!(stands("patched the library; late: slow", "2026-11-24T13:05:00Z"), lines);
    // Where something else comes last, a word too many is still one too many.
    assert_eq!(desk.run(&format!("assign {code} commander mira lee")).code, 2);
    desk.done("vendor add Northstar DB --tier critical");
    assert!(desk.done("vendor show 'Northstar DB'").stdout.contains("Northstar DB"));
    let help = desk.done("log --help");
    assert!(help.stdout.contains("<CODE> <TEXT>..."), "{help}");
}
