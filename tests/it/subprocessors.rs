//! The public list of subprocessors in each of its languages: as it was written, and as others read it.
//!
//! `FIREBELL_GOLDEN=write` writes the files that are missing; one that is there is never written over.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use firebell::text::is_hidden;

use crate::cli::desk::{Desk, Ran};
use crate::hostile::{HOSTILE, assert_tame};

fn golden(name: &str, written: &str) {
    // The policy in force changes with the program; that it is named is enough.
    let written = written.replace(&firebell::policy::Policy::embedded().digest(), "(policy)");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/exports")
        .join(name);
    if !path.exists() && std::env::var("FIREBELL_GOLDEN").is_ok_and(|word| word == "write") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &written).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(written, known, "{name}");
}

/// A register with a past: one that came, changed and goes, one that is announced, and hostile ones.
fn told() -> Desk {
    let mut desk = Desk::new();
    desk.at("2026-01-05T10:00:00Z");
    desk.done(
        "vendor add 'Harbour Cloud' --tier critical --customer-data yes --service hosting --purpose 'Servers and storage' \
         --data 'customer content; logs' --location 'EU (Stockholm)' --in-use --owner mira --assessed 2025-11-30",
    );
    desk.done(
        "vendor add Oldmail --tier critical --customer-data yes --service mail --purpose 'Mail to customers' --data addresses \
         --location EU --in-use",
    );
    desk.done("vendor add Pens --tier standard --purpose 'Not on the list' --in-use");
    desk.at("2026-03-01T10:00:00Z");
    desk.done("vendor set 'Harbour Cloud' --location 'EU (Stockholm, Dublin)'");
    desk.at("2026-06-01T10:00:00Z");
    desk.done("vendor offboard Oldmail --reason dear");
    desk.done("vendor announce Oldmail --removal --effective 2026-06-15");
    desk.at("2026-11-20T10:00:00Z");
    desk.done(
        "vendor add Lumen --tier critical --customer-data yes --service inference --purpose 'Summaries of tickets' \
         --data prompts --location 'United States'",
    );
    desk.done("vendor announce Lumen --note 'replaces nothing'");
    desk.at("2026-11-24T13:05:00Z");
    desk
}

/// Vendors whose every word is hostile.
fn hostile() -> Desk {
    let desk = Desk::new();
    for (number, text) in HOSTILE.into_iter().filter(|text| !text.contains('\0')).enumerate() {
        let name = format!("{text} {number}");
        let mut args = vec![
            "vendor",
            "add",
            "--tier",
            "critical",
            "--customer-data",
            "yes",
            "--in-use",
            "--new",
        ];
        for param in ["--service", "--purpose", "--data", "--location", "--contact", "--link"] {
            args.extend([param, text]);
        }
        args.extend(["--", &name]);
        let args: Vec<String> = args.into_iter().map(str::to_owned).collect();
        let ran = desk.args(&name, &args);
        assert_eq!(ran.code, 0, "{ran}");
    }
    desk
}

/// Without the random ids and the stamp of writing.
fn written(desk: &Desk, line: &str) -> String {
    let Ran { stdout, code, .. } = desk.run(line);
    assert_eq!(code, 0, "{line}: {stdout}");
    stdout
}

#[test]
fn each_language_says_it_as_it_was() {
    let desk = told();
    for format in ["text", "md", "html", "csv", "json"] {
        golden(
            &format!("subprocessors.{format}"),
            &written(&desk, &format!("subprocessors --format {format}")),
        );
        golden(
            &format!("subprocessors-diff.{format}"),
            &written(
                &desk,
                &format!("subprocessors --diff 2026-01-05 2026-11-24 --format {format}"),
            ),
        );
    }
    for format in ["text", "md"] {
        for name in ["Lumen", "Oldmail"] {
            let line = format!("vendor notice {name} --format {format}");
            golden(
                &format!("notice-{}.{format}", name.to_lowercase()),
                &written(&desk, &line),
            );
        }
    }
    assert_eq!(desk.run("vendor notice Pens").code, 1);
    golden("vendors.csv", &written(&desk, "vendor export"));
    golden("vendors.json", &written(&desk, "vendor export --format json"));
}

#[test]
fn each_day_has_the_list_that_it_had() {
    let desk = told();
    let names = |day: &str| -> Vec<String> {
        let list = desk.done(&format!("subprocessors --on {day} --json")).json();
        let all = list["subprocessors"].as_array().unwrap().iter();
        all.map(|one| {
            format!(
                "{} in {}",
                one["name"].as_str().unwrap(),
                one["location"].as_str().unwrap()
            )
        })
        .collect()
    };
    assert!(names("2026-01-04").is_empty());
    assert_eq!(
        names("2026-01-05"),
        ["Harbour Cloud in EU (Stockholm)", "Oldmail in EU"]
    );
    assert_eq!(
        names("2026-06-14"),
        ["Harbour Cloud in EU (Stockholm, Dublin)", "Oldmail in EU"]
    );
    assert_eq!(names("2026-06-15"), ["Harbour Cloud in EU (Stockholm, Dublin)"]);
    let announced = |day: &str| {
        let list = desk.done(&format!("subprocessors --on {day} --json")).json();
        list["announced"].as_array().unwrap().len()
    };
    assert_eq!((announced("2026-06-10"), announced("2026-06-15")), (1, 0));
    assert_eq!((announced("2026-11-19"), announced("2026-11-24")), (0, 1));
    // What came and went between two days changed nothing.
    let diff = desk.done("subprocessors --diff 2026-06-15 2026-11-24 --json").json();
    assert_eq!(diff["changes"].as_array().unwrap().len(), 0);
    let diff = desk.done("subprocessors --diff 2026-01-04 2026-11-24 --json").json();
    assert_eq!(diff["changes"].as_array().unwrap().len(), 1);
}

#[test]
fn days_and_formats_that_make_no_sense_are_usage() {
    let desk = told();
    for line in [
        "subprocessors --on tomorrow-ish",
        "subprocessors --format pdf",
        "subprocessors --diff 2026-11-24 2026-01-05",
        "subprocessors --diff 2026-11-24",
        "vendor export --format xlsx",
    ] {
        assert_eq!(desk.run(line).code, 2, "{line}");
    }
}

#[test]
fn nothing_hostile_acts_in_any_of_them() {
    let desk = hostile();
    for format in ["text", "md", "html", "csv", "json"] {
        let list = written(&desk, &format!("subprocessors --format {format}"));
        assert_tame(&list.replace("\r\n", "\n"));
        let raw = list.chars().find(|c| !matches!(c, '\n' | '\r') && is_hidden(*c));
        assert_eq!(raw, None, "{format}");
        match format {
            "html" => assert!(!list.contains("<b onclick") && !list.contains("$(reboot)`\"")),
            "md" => assert!(list.contains("&lt;b onclick=x&gt;&amp;amp;\\$(reboot)\\`reboot\\`")),
            "csv" => assert_no_formula(&list),
            _ => {}
        }
    }
    assert_no_formula(&written(&desk, "vendor export"));
    for text in HOSTILE.into_iter().filter(|text| text.starts_with(['=', '<', 'r'])) {
        let name = desk.done("vendor list --json").json();
        let all = name["vendors"].as_array().unwrap().iter();
        let mut names = all.map(|one| one["name"].as_str().unwrap().to_owned());
        let name = names.find(|name| name.starts_with(text)).unwrap();
        let args = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let ran = desk.args(text, &args(&["vendor", "announce", &name, "--removal", "--note", text]));
        assert_eq!(ran.code, 0, "{ran}");
        for format in ["text", "md"] {
            let ran = desk.args(text, &args(&["vendor", "notice", &name, "--format", format]));
            assert_eq!(ran.code, 0, "{ran}");
            assert_tame(&ran.stdout);
            assert!(format == "text" || !ran.stdout.contains("<b "), "{ran}");
        }
    }
    for line in ["vendor list", "vendor show =HYP", "vendor steps =HYP", "due"] {
        let ran = desk.done(line);
        assert_tame(&ran.stdout);
    }
}

fn assert_no_formula(sheet: &str) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(sheet.as_bytes());
    let mut cells = 0;
    for row in reader.records() {
        for cell in &row.unwrap() {
            cells += 1;
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
        }
    }
    assert!(cells > 90);
}

/// Whatever stands in it: importing one's own export changes nothing.
#[test]
fn ones_own_export_says_nothing_new() {
    for desk in [told(), hostile()] {
        let count = desk.done("vendor list --json").json()["vendors"]
            .as_array()
            .unwrap()
            .len();
        for format in ["csv", "json"] {
            let export = written(&desk, &format!("vendor export --format {format}"));
            let ran = desk.run_with_input("import vendors -", export.as_bytes());
            assert_eq!(
                ran.stdout,
                format!("Imported 0, changed 0, already here {count}, left out 0.\n"),
                "{format}: {ran}"
            );
            // And in a store that has never heard of them, it is the same register.
            let other = Desk::new();
            let ran = other.run_with_input("import vendors -", export.as_bytes());
            assert_eq!(ran.code, 0, "{ran}");
            let again = written(&other, "vendor export --format csv");
            let here = written(&desk, "vendor export --format csv");
            assert_eq!(again.lines().count(), here.lines().count());
        }
    }
}

fn pages() -> Vec<String> {
    let told = told();
    vec![
        written(&told, "subprocessors --format html"),
        written(&told, "subprocessors --diff 2026-01-05 2026-11-24 --format html"),
        written(&hostile(), "subprocessors --format html"),
        written(&Desk::new(), "subprocessors --format html"),
    ]
}

#[test]
#[ignore = "needs tidy: bash tests/run.sh"]
fn a_validator_finds_nothing_wrong_with_the_page() {
    for page in pages() {
        let mut tidy = Command::new("tidy")
            .args(["-quiet", "-errors", "-utf8"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = tidy.stdin.take().unwrap();
        input.write_all(page.as_bytes()).unwrap();
        drop(input);
        let output = tidy.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}\n{page}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
#[ignore = "needs Chromium: bash tests/run.sh"]
fn a_browser_shows_it_and_runs_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    for (number, page) in pages().into_iter().enumerate() {
        let file = folder.path().join(format!("{number}.html"));
        std::fs::write(&file, &page).unwrap();
        let output = Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .arg(format!("file://{}", file.display()))
            .output()
            .unwrap();
        let dom = String::from_utf8(output.stdout).unwrap();
        // What was text is text: the browser has made no element of it, and lost no cell.
        for tag in ["<td", "<tr", "<table"] {
            assert_eq!(dom.matches(tag).count(), page.matches(tag).count(), "{tag} in {number}");
        }
        for tag in ["<script", "<img", "<b ", "<a ", "<iframe", "<link"] {
            assert!(!dom.contains(tag), "{tag} in {dom}");
        }
        assert!(
            dom.contains("Subprocessors as of") || dom.contains("Changes of subprocessors"),
            "{dom}"
        );
    }
}
