//! Every exit code, and what is said with it.

use std::fmt::Write;

use super::desk::Desk;

/// Runs lines and tells them, each with the exit code it must have.
fn tell(desk: &Desk, lines: &[(&str, i32)]) -> String {
    let mut told = String::new();
    for (line, code) in lines {
        let ran = desk.run(line);
        assert_eq!(ran.code, *code, "{ran}");
        let _ = writeln!(told, "{ran}");
    }
    told
}

#[test]
fn rule_says_no_with_its_requirement() {
    let desk = Desk::new();
    let code = desk.declare("sev2");
    insta::assert_snapshot!(tell(
        &desk,
        &[
            (&format!("close {code}"), 1),
            (&format!("close {code} --json"), 1),
            (&format!("log {code} ''"), 2),
            ("undo --as lee", 1),
        ]
    ));
}

#[test]
fn words_that_make_no_sense_are_usage() {
    let desk = Desk::new();
    let code = desk.declare("sev4");
    insta::assert_snapshot!(tell(
        &desk,
        &[
            ("declar", 2),
            ("brech confirm", 2),
            ("vendor ad x", 2),
            ("frobnicate", 2),
            ("frobnicate --json", 2),
            ("vendor", 2),
            ("log", 2),
            ("list --colour blue", 2),
            ("list --frob", 2),
            (&format!("phase {code} 'tomorrow' extra"), 2),
            (&format!("phase {code} containment --at 'half past'"), 2),
            (&format!("phase {code} containment --at 2027-01-01T00:00Z"), 2),
            ("due --within soon", 2),
            ("completions tcsh", 2),
            ("--zone Europe/Berln", 2),
        ]
    ));
}

#[test]
fn what_is_not_there_or_not_alone_is_not_found() {
    let desk = Desk::new();
    desk.declare("sev4");
    desk.done("person add Mira");
    desk.done("person add Jonas --new");
    desk.done("person add Jonathan --new");
    let code = desk.declare("sev4");
    insta::assert_snapshot!(tell(
        &desk,
        &[
            ("show ZZZZ", 3),
            ("show ZZZZ --json", 3),
            ("person show jon", 3),
            ("vendor show nobody", 3),
            ("list --severity sev9", 3),
            (&format!("assign {code} commander mria"), 3),
            (&format!("assign {code} commander mria --json"), 3),
            (&format!("assign {code} commander mria --new"), 0),
        ]
    ));
}

#[test]
fn beginning_of_several_codes_lists_them() {
    let desk = Desk::new();
    let mut codes: Vec<String> = (0..40).map(|_| desk.declare("sev4")).collect();
    codes.sort();
    let first = |code: &String| code[..1].to_owned();
    let shared = codes
        .windows(2)
        .find(|pair| first(&pair[0]) == first(&pair[1]))
        .unwrap();
    let ran = desk.run(&format!("show {}", first(&shared[0])));
    assert_eq!(ran.code, 3, "{ran}");
    assert!(
        ran.stderr.contains(&shared[0]) && ran.stderr.contains(&shared[1]),
        "{ran}"
    );
    let exact = desk.done(&format!("show {}", shared[0].to_lowercase()));
    assert!(exact.stdout.starts_with(&shared[0]), "{exact}");
}

#[test]
fn files_with_problems_stop_only_the_checks() {
    let desk = Desk::new();
    std::fs::write(desk.config("config.toml"), "theem = 'dark'\nmouse = 'x'\n").unwrap();
    std::fs::write(desk.config("keys.toml"), "declar = ['n']\n").unwrap();
    std::fs::write(desk.config("themes/mine.toml"), "name = 'mine'\ngrund = '#000000'\n").unwrap();
    std::fs::write(desk.config("policy.toml"), "[review]\nwindw = '3 days'\n").unwrap();
    insta::assert_snapshot!(tell(
        &desk,
        &[
            ("list", 0),
            ("config check", 4),
            ("config check --json", 4),
            ("policy check", 4),
            ("policy check --json", 4),
            ("policy diff", 4),
            ("policy adopt", 4),
            ("config show", 0),
        ]
    ));
}

#[test]
fn verb_of_two_words_is_refused_in_a_sentence() {
    let desk = Desk::new();
    let code = desk.declare("sev1");
    let snooze = desk.run(&format!("reminder snooze {code}/page/sponsor --for soon"));
    assert!(snooze.stderr.contains("Cannot snooze: for is \"soon\""), "{snooze}");
    let page = desk.run(&format!("page record {code} --person jo --at never"));
    assert!(page.stderr.contains("Nothing came of page record: "), "{page}");
    desk.done(&format!("reminder snooze {code}/page/sponsor --for 30m"));
    let shown = desk.done(&format!("show {code}"));
    assert!(
        shown.stdout.contains("Snoozed the reminder of page/sponsor for 30 m\n"),
        "{shown}"
    );
}

#[test]
fn overview_names_every_verb_once_and_every_exit_code() {
    let help = Desk::new().done("help").stdout;
    let heads = help.lines().filter(|line| line.starts_with("  watch"));
    assert_eq!(heads.count(), 1, "{help}");
    assert!(help.contains("also install, uninstall, status"), "{help}");
    for words in ["70 bug", "doctor or verify", "notify test"] {
        assert!(help.contains(words), "no {words} in\n{help}");
    }
}
