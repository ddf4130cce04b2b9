//! Other records come in whole or not at all, twice is once, and every bad line is named.

use super::desk::Desk;

fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn importing_twice_changes_nothing() {
    let desk = Desk::new();
    for (verb, file, first, second) in [
        (
            "incidents",
            "incidents.jsonl",
            "Imported 6, already here 0, left out 0.\n",
            "Imported 0, already here 6, left out 0.\n",
        ),
        (
            "vendors",
            "vendors.csv",
            "Imported 5, changed 0, already here 0, left out 0.\n",
            "Imported 0, changed 0, already here 5, left out 0.\n",
        ),
        (
            "customers",
            "customers.csv",
            "Imported 3, changed 0, already here 0, left out 0.\n",
            "Imported 0, changed 0, already here 3, left out 0.\n",
        ),
    ] {
        let line = format!("import {verb} {}", fixture(file));
        assert_eq!(desk.done(&line).stdout, first);
        assert_eq!(desk.done(&line).stdout, second);
    }
    desk.done("verify");
}

#[test]
fn bad_lines_keep_everything_out_and_are_named() {
    let desk = Desk::new();
    let line = format!("import incidents {}", fixture("incidents-bad.jsonl"));
    insta::assert_snapshot!(desk.run(&line).stderr, @r#"
    line 2: start_time is "2021-02-30"; write it as 2023-11-15T12:00:00Z or 2023-11-15
    line 3: it is a list, not an object
    line 4: it ends before it starts
    line 5: there is no severity "terrible". Use one of sev1, sev2, sev3, sev4
    line 7: it is not JSON: EOF while parsing a value (column 26)
    Nothing was imported: 5 lines cannot be taken. Mend what is wrong, or leave it out with --skip-bad.
    "#);
    assert_eq!(desk.run(&line).code, 1);
    assert_eq!(
        desk.done("list --closed --json")
            .json()
            .to_string()
            .matches("bad-")
            .count(),
        0
    );
    let skipped = desk.done(&format!("{line} --skip-bad"));
    assert_eq!(skipped.stdout, "Imported 2, already here 0, left out 5.\n");
    assert!(skipped.stderr.starts_with("line 2:"), "{skipped}");
}

#[test]
fn many_bad_lines_are_counted() {
    let desk = Desk::new();
    let ran = desk.run_with_input("import incidents -", "x\n".repeat(25).as_bytes());
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.contains("line 20: ") && !ran.stderr.contains("line 21: "),
        "{ran}"
    );
    assert!(ran.stderr.contains("\nand 5 more\n"), "{ran}");
}

#[test]
fn rehearsal_says_what_would_come_in() {
    let desk = Desk::new();
    let line = format!("import vendors {} --dry-run", fixture("vendors.csv"));
    let ran = desk.done(&line);
    assert!(
        ran.stdout.starts_with("line 2: Added Harbour Hosting, critical\n"),
        "{ran}"
    );
    assert!(ran.stdout.ends_with("left out 0. Nothing was written.\n"), "{ran}");
    assert_eq!(desk.done(&line).stdout, ran.stdout);
}

#[test]
fn hostile_words_never_reach_the_terminal() {
    let desk = Desk::new();
    let file = fixture("incidents.jsonl");
    for line in [
        format!("import incidents {file} --dry-run"),
        format!("import incidents {file} --json"),
        "list --closed".to_owned(),
        "list --closed --json".to_owned(),
    ] {
        let ran = desk.done(&line);
        let hidden = |c: char| (c.is_control() && c != '\n') || ('\u{200b}'..='\u{202e}').contains(&c);
        assert!(!ran.stdout.contains(hidden), "{line}: {:?}", ran.stdout);
        assert!(!ran.stderr.contains(hidden), "{line}: {:?}", ran.stderr);
    }
}

#[test]
fn file_that_makes_no_sense_says_why() {
    let desk = Desk::new();
    let ran = desk.run("import vendors nowhere.csv");
    assert_eq!(ran.code, 3);
    let ran = desk.run_with_input("import vendors -", b"vendor,tier\nA,standard\n");
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("names no column \"name\""), "{ran}");
}
