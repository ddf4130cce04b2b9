//! What a customer is given: what may be shared, and nothing else, whatever it is called.

use std::path::Path;

use super::desk::Desk;

const LETTER: &str = "Subject: An incident that concerns {{ customer }}\n\nDear {{ customer }} team,\n\n\
    ## What happened {#nature}\n\nAn export was readable.\n\n## Which data {#data}\n\nNames.\n\n\
    ## What may follow {#consequences}\n\nUnwanted mail.\n\n## What we do {#measures}\n\n- The bucket is closed.\n\n\
    ## {#closing}\n\nmira\n";

/// Words that must never leave, each in a line of its own.
const SECRETS: [&str; 6] = [
    "counsel says wait",
    "the intern did it",
    "password is hunter2",
    "wrong guess",
    "Bolt exports are in it",
    "nobody looked at this",
];

fn line(desk: &Desk, code: &str, words: &str, mark: Option<&str>) -> String {
    let ran = desk.done(&format!("log {code} '{words}' --json"));
    let entry = ran.json()["entry"].as_str().unwrap().to_owned();
    if let Some(mark) = mark {
        desk.done(&format!("mark {code} {entry} {mark}"));
    }
    entry
}

/// A breach of three customers with lines of every kind.
fn breached() -> (Desk, String) {
    let mut desk = Desk::new();
    let code = desk.declare("sev1");
    let confirm = [
        "--customer",
        "Acme GmbH",
        "--customer",
        "Bolt",
        "--customer",
        "../*Evil*\u{1b}[2J =cmd() <b>",
    ];
    let args = ["breach", "confirm", &code, "--at", "13:50", "--data", "names, e-mail"];
    let ran = desk.args(
        "breach confirm",
        &[&args[..], &confirm[..]]
            .concat()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
    );
    assert_eq!(ran.code, 0, "{ran}");
    line(&desk, &code, SECRETS[0], Some("privileged"));
    line(&desk, &code, SECRETS[1], Some("internal"));
    let gone = line(&desk, &code, SECRETS[2], Some("shared"));
    desk.done(&format!("expunge {code} {gone} --reason 'a password'"));
    let struck = line(&desk, &code, SECRETS[3], Some("shared"));
    desk.done(&format!("strike {code} {struck} --reason 'it was not'"));
    line(&desk, &code, SECRETS[4], Some("shared"));
    line(&desk, &code, SECRETS[5], None);
    line(&desk, &code, "the *bucket* of Acme was closed", Some("shared"));
    desk.done(&format!("phase {code} containment --note 'told by the intern'"));
    std::fs::write(desk.home().join("letter.md"), LETTER).unwrap();
    desk.done(&format!("notice draft {code} --from letter.md"));
    desk.done(&format!("notice ready {code}"));
    desk.done(&format!("notice approve {code}"));
    desk.at("2026-11-24T14:00:00Z");
    desk.done(&format!("notice sent {code} --customer 'Acme GmbH' --by email"));
    desk.done(&format!("notice sent {code} --customer bolt --by phone --has all"));
    (desk, code)
}

/// Every file of a folder, by name.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_pack_holds_what_a_customer_may_know() {
    let (desk, code) = breached();
    let mut told = desk
        .done(&format!("pack {code} --customer acme --into out"))
        .to_string();
    let pack = desk.home().join("out").join(format!("{code} Acme GmbH"));
    for (name, text) in files(&pack) {
        // The page says the same as the Markdown; what it looks like is tried where it is made.
        if !is_page(&name) {
            told.push_str(&format!("\n== {name}\n{text}"));
        }
    }
    insta::assert_snapshot!(told);
    let again = desk.run(&format!("pack {code} --customer acme --into out"));
    assert!(again.code != 0 && again.stderr.contains("is there already"), "{again}");
}

#[test]
fn what_is_to_stay_is_in_no_file() {
    let (desk, code) = breached();
    desk.done(&format!("pack {code} --all --into out"));
    let packs: Vec<_> = std::fs::read_dir(desk.home().join("out"))
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    assert_eq!(packs.len(), 3, "{packs:?}");
    for pack in packs {
        let own = pack.file_name().unwrap().to_string_lossy().into_owned();
        for (name, text) in files(&pack) {
            for secret in SECRETS
                .iter()
                .filter(|secret| !(own.ends_with("Bolt") && secret.starts_with("Bolt")))
            {
                assert!(!text.contains(secret), "{own}/{name}: {secret}");
            }
            assert!(!text.contains("intern"), "{own}/{name}");
            for other in ["Acme", "Bolt", "Evil"].iter().filter(|other| !own.contains(*other)) {
                assert!(!text.contains(other), "{own}/{name}: {other}\n{text}");
            }
            assert!(!text.contains(['\u{1b}', '\u{202e}']), "{own}/{name}");
            assert!(!is_page(&name) || !text.contains("<b>"), "{own}/{name}");
        }
    }
    // Unmarked lines enter when they are asked for, and nothing else does.
    desk.done(&format!("pack {code} --customer acme --into all --timeline all"));
    let all = files(&desk.home().join("all").join(format!("{code} Acme GmbH")));
    let text = &all.iter().find(|(name, _)| name == "information.md").unwrap().1;
    assert!(text.contains(SECRETS[5]), "{text}");
    assert!(SECRETS[..5].iter().all(|secret| !text.contains(secret)), "{text}");
}

#[test]
fn the_way_a_letter_went_names_nobody_else() {
    let (mut desk, code) = breached();
    desk.at("2026-11-24T14:30:00Z");
    desk.done(&format!(
        "notice supersede {code} bolt --wrong recipient --reason 'it went to another'"
    ));
    desk.done(&format!(
        "notice sent {code} --customer bolt --by 'email, Acme in copy' --has all"
    ));
    desk.done(&format!("pack {code} --customer bolt --into out"));
    for (name, text) in files(&desk.home().join("out").join(format!("{code} Bolt"))) {
        assert!(!text.contains("Acme"), "{name}:\n{text}");
        assert!(
            name != "information.md" || text.contains("- 2026-11-24 14:30\n"),
            "{text}"
        );
    }
}

#[test]
fn redact_says_of_each_line_what_becomes_of_it() {
    let (desk, code) = breached();
    let mut told = desk.done(&format!("redact {code} --customer bolt")).to_string();
    told.push_str(&desk.done(&format!("codename {code} Bluebird")).to_string());
    told.push_str(&desk.done(&format!("redact {code}")).to_string());
    told.push_str(&desk.run(&format!("redact {code} --customer nobody")).to_string());
    told.push_str(&desk.run(&format!("redact {code} --timeline none")).to_string());
    insta::assert_snapshot!(told);
    let json = desk.done(&format!("redact {code} --json")).json();
    let lines = json["lines"].as_array().unwrap();
    assert!(
        lines
            .iter()
            .all(|line| line["goes_out"].is_null() != line["withheld"].is_null())
    );
}

#[test]
fn packs_are_one_zip_each_or_refused() {
    let (desk, code) = breached();
    desk.done(&format!("pack {code} --customer acme --into out/acme.zip"));
    assert!(
        std::fs::read(desk.home().join("out/acme.zip"))
            .unwrap()
            .starts_with(b"PK")
    );
    desk.done(&format!("pack {code} --all --zip --into zips"));
    assert_eq!(std::fs::read_dir(desk.home().join("zips")).unwrap().count(), 3);
    let refused = |line: &str| desk.run(&format!("pack {code} {line}")).stderr;
    assert!(refused("--all --into all.zip").contains("one file cannot hold"));
    assert!(refused("--into out").contains("customer is missing"));
    assert!(refused("--all --customer acme --into out").contains("Leave one of"));
    let none = desk.declare("sev3");
    let ran = desk.run(&format!("pack {none} --all --into out"));
    assert!(ran.code == 3 && ran.stderr.contains("no customer is affected"), "{ran}");
}

fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "html")
}
