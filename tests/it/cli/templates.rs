//! `template list`, `show`, `check`, `render` and `edit`.

use std::fs;
use std::path::Path;

use super::desk::{Desk, Ran};

fn own(desk: &Desk, name: &str, text: &str) {
    fs::create_dir_all(desk.config("templates")).unwrap();
    fs::write(desk.config("templates").join(format!("{name}.md")), text).unwrap();
}

fn shipped(desk: &Desk, name: &str) -> String {
    desk.done(&format!("template show {name}")).stdout
}

/// A program that does this to its last argument, `$1`.
fn editor(desk: &Desk, script: &str) -> String {
    let path = desk.home().join("editor.sh");
    fs::write(&path, script).unwrap();
    format!("sh {}", path.display())
}

fn edited(desk: &Desk, name: &str, script: &str) -> Ran {
    let line = format!("template edit {name}");
    let mut program = desk.program();
    program
        .args(["template", "edit", name])
        .env("VISUAL", editor(desk, script));
    desk.ran(&line, program.output().unwrap())
}

fn breached(desk: &Desk) -> String {
    let code = desk.declare("sev1");
    desk.done("customer add Brightloaf --contact 'Data protection <dpo@brightloaf.example>, +49 30 12'");
    desk.done(&format!(
        "breach confirm {code} --at 13:50 --data 'names, e-mail addresses' --customer Brightloaf --customer 'Acme [? x] <b>'"
    ));
    code
}

#[test]
fn the_list_says_whose_each_is() {
    let desk = Desk::new();
    own(&desk, "customer-notice", &shipped(&desk, "customer-notice"));
    own(&desk, "customer-short", &shipped(&desk, "customer-notice"));
    let list = desk.done("template list");
    insta::assert_snapshot!(list.to_string());
    let json = desk.done("template list --json").json();
    let rows = json["templates"].as_array().unwrap();
    let one = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    assert_eq!(
        (
            &one("customer-notice")["overrides"],
            &one("customer-short")["overrides"]
        ),
        (&true.into(), &false.into())
    );
    assert_eq!(one("status-update")["shipped"], true);
    assert_eq!(one("regulator-notice")["parts"][4], "contact");
    // Templates are read without a store.
    assert!(!desk.store().exists());
}

#[test]
fn one_is_shown_as_it_lies_in_its_file() {
    let desk = Desk::new();
    let source = include_str!("../../../assets/templates/status/status-update.md");
    assert_eq!(shipped(&desk, "status-update"), source);
    assert_eq!(desk.done("template show STATUS-UPDATE --json").json()["source"], source);
    let missing = desk.run("template show status-updat");
    assert_eq!(missing.code, 3, "{missing}");
    assert!(missing.stderr.contains("Did you mean: status-update"), "{missing}");
}

#[test]
fn every_field_is_listed_and_can_be_shown() {
    let desk = Desk::new();
    let json = desk.done("template fields --json").json();
    let names: Vec<&str> = json["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    let list = desk.done("template fields").stdout;
    assert_eq!(list.lines().count(), names.len() + 1);
    let shown: String = names.iter().map(|name| format!("{{{{ {name} }}}}\n")).collect();
    own(
        &desk,
        "all",
        &shipped(&desk, "status-update").replace("## {#closing}\n", &format!("## {{#closing}}\n\n{shown}")),
    );
    desk.done("template check all");
}

#[test]
fn a_broken_file_is_reported_and_ours_is_used() {
    let desk = Desk::new();
    let text = shipped(&desk, "customer-notice");
    own(
        &desk,
        "customer-notice",
        &text.replace("{{ company }}", "{{ company|upper }}"),
    );
    own(&desk, "customer-short", &text.replace("family", "famly"));
    let list = desk.done("template list");
    assert!(
        list.stderr
            .contains("customer-notice.md:8: `{{ company|upper }}`: between the braces"),
        "{list}"
    );
    assert!(list.stderr.contains("more); see: firebell template check"), "{list}");
    assert!(!list.stdout.contains("you"), "{list}");
    for line in [
        "template check",
        "template check customer-notice",
        "template check customer-short",
    ] {
        let checked = desk.run(line);
        assert_eq!(checked.code, 4, "{checked}");
    }
    let json = desk.run("template check customer-short --json").json();
    assert_eq!(json["problems"][0]["message"], "`family` is missing", "{json}");
    assert_eq!(json["problems"][1]["line"], 2, "{json}");
    assert_eq!(
        json["problems"][1]["message"],
        "unknown key `famly`; did you mean `family`?"
    );
    assert_eq!(
        desk.done("template check status-update").stdout,
        "status-update is as it should be.\n"
    );
}

#[test]
fn a_file_is_checked_wherever_it_lies() {
    let desk = Desk::new();
    assert!(
        desk.done("template check")
            .stdout
            .ends_with("templates is as it should be.\n")
    );
    let text = shipped(&desk, "customer-notice");
    fs::write(
        desk.home().join("mine.md"),
        text.replace("{{ occurred }}", "{{ ocurred }}"),
    )
    .unwrap();
    let checked = desk.run("template check mine.md");
    assert_eq!(checked.code, 4, "{checked}");
    assert_eq!(
        checked.stdout,
        "mine.md:18: no field is called `ocurred`; did you mean `occurred`?\n"
    );
    let missing = desk.run("template check missing.md");
    assert_eq!(
        (missing.code, missing.stdout.starts_with("missing.md:1: cannot be read")),
        (4, true),
        "{missing}"
    );
}

#[test]
fn rendered_it_says_what_is_known_and_names_the_blanks() {
    let desk = Desk::new();
    let code = breached(&desk);
    let render = |rest: &str| desk.done(&format!("template render customer-notice {code} {rest}"));
    insta::assert_snapshot!(render("--customer brightloaf"));
    let without = render("");
    assert!(without.stdout.contains("Dear [? customer] team,"), "{without}");
    assert!(
        without.stderr.contains("\n  customer: The customer who is told\n"),
        "{without}"
    );
    let hostile = render("--customer 'Acme [? x] <b>'");
    assert!(hostile.stdout.contains(r"Dear Acme \[\? x\] \<b> team,"), "{hostile}");
    assert!(!hostile.stderr.contains("\n  x\n"), "{hostile}");
    let json = render("--customer Brightloaf --format txt --json").json();
    assert_eq!(json["customer"], "Brightloaf");
    assert_eq!(json["format"], "txt");
    assert!(
        json["text"].as_str().unwrap().contains("\n1  What happened\n"),
        "{json}"
    );
    assert!(
        json["blanks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|blank| blank == "occurred")
    );
    let page = render("--customer 'Acme [? x] <b>' --format html").stdout;
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.contains("Dear Acme [? x] &lt;b&gt; team,"),
        "{page}"
    );
    let mail = render("--customer Brightloaf --format eml").stdout;
    let head = mail.split("\r\n\r\n").next().unwrap();
    assert!(
        head.contains("\r\nTo: \"Data protection\" <dpo@brightloaf.example>\r\n"),
        "{head}"
    );
    assert!(
        head.contains("\r\nX-Unsent: 1\r\n") && !head.contains("From:"),
        "{head}"
    );
    // At the same moment it is the same draft.
    assert_eq!(render("--customer Brightloaf --format eml").stdout, mail);
}

#[test]
fn what_cannot_be_rendered_says_why() {
    let desk = Desk::new();
    let code = breached(&desk);
    for (line, exit, why) in [
        (
            format!("customer-notice {code} --customer Brightlof"),
            3,
            "Did you mean: Brightloaf",
        ),
        (
            format!("customer-notice {code} --customer Zzz"),
            3,
            "is not among the customers of",
        ),
        (
            format!("customer-notice {code} --format pdf"),
            2,
            "there are md, html, txt, eml",
        ),
        (format!("customer-notise {code}"), 3, "Did you mean: customer-notice"),
        ("customer-notice ZZZZ".to_owned(), 3, "ZZZZ"),
    ] {
        let ran = desk.run(&format!("template render {line}"));
        assert_eq!(ran.code, exit, "{ran}");
        assert!(ran.stderr.contains(why), "{ran}");
    }
}

#[test]
fn the_one_who_writes_has_a_role() {
    let desk = Desk::new();
    let code = desk.declare("sev2");
    desk.done(&format!("assign {code} commander Mira"));
    let text = desk.done(&format!("template render internal-update {code}")).stdout;
    assert!(text.contains("Mira commands."), "{text}");
    let text = desk.done(&format!("template render customer-notice {code}")).stdout;
    assert!(text.ends_with("mira\nIncident Commander, [? company]\n"), "{text}");
}

#[test]
fn an_edited_copy_takes_the_place_of_ours() {
    let desk = Desk::new();
    let file = desk.config("templates/status-update.md");
    let ran = edited(&desk, "status-update", "true");
    assert_eq!(
        ran.stdout, "Nothing was changed: status-update stays as it ships.\n",
        "{ran}"
    );
    assert!(!file.exists());
    let ran = edited(
        &desk,
        "status-update",
        "sed -i 's/version = \"1\"/version = \"2\"/' \"$1\"",
    );
    assert_eq!(ran.code, 0, "{ran}");
    assert!(
        ran.stdout.ends_with("templates/status-update.md is as it should be.\n"),
        "{ran}"
    );
    assert!(desk.done("template list").stdout.contains("you, instead of ours"));
    // What is there already is opened as it is, also where it is broken by now.
    let ran = edited(&desk, "status-update", "sed -i 's/version = \"2\"/version = 2/' \"$1\"");
    assert_eq!(ran.code, 4, "{ran}");
    assert!(
        ran.stdout
            .contains("status-update.md:4: `version` must be words in quotes"),
        "{ran}"
    );
    let ran = edited(&desk, "status-update", "sed -i 's/version = 2/version = \"3\"/' \"$1\"");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(shipped(&desk, "status-update").contains("version = \"3\""));
}

#[test]
fn a_broken_file_that_adds_one_can_be_edited_by_its_name() {
    let desk = Desk::new();
    own(&desk, "status-short", "nothing of it");
    let ran = edited(&desk, "status-short", "cat \"$1\"; exit 1");
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.stdout.starts_with("nothing of it"), "{ran}");
    assert!(desk.config("templates/status-short.md").exists());
    let ran = edited(&desk, "../secret", "true");
    assert_eq!(ran.code, 3, "{ran}");
}

#[test]
fn without_an_editor_nothing_is_copied() {
    let desk = Desk::new();
    let ran = desk.run("template edit status-update");
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.stderr.contains("no editor is set"), "{ran}");
    assert!(!Path::new(&desk.config("templates")).exists());
    let mut program = desk.program();
    program
        .args(["template", "edit", "status-update"])
        .env("EDITOR", "no-such-editor -w");
    let ran = desk.ran("template edit status-update", program.output().unwrap());
    assert_eq!(ran.code, 2, "{ran}");
    assert!(
        ran.stderr.contains("the editor no-such-editor cannot be started"),
        "{ran}"
    );
    assert!(!desk.config("templates/status-update.md").exists());
}
