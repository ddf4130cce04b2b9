//! The record: what is taken back, struck, expunged, tampered with, copied and made anew.

use super::desk::Desk;

fn entry(desk: &Desk, code: &str, words: &str) -> String {
    let ran = desk.done(&format!("log {code} '{words}' --json"));
    ran.json()["entry"].as_str().unwrap().to_owned()
}

#[test]
fn own_last_act_is_taken_back_within_its_window() {
    let mut desk = Desk::new();
    let code = desk.declare("sev3");
    desk.at("2026-11-24T13:10:00Z");
    desk.done(&format!("severity {code} sev1 --reason 'customer data'"));
    let undone = desk.done("undo");
    assert!(undone.stdout.contains("Taken back"), "{undone}");
    let shown = desk.done(&format!("show {code}"));
    assert!(shown.stdout.starts_with(&format!("{code}  Sev3")), "{shown}");
    assert!(shown.stdout.contains("[taken back]"), "{shown}");
    desk.at("2026-11-24T13:40:00Z");
    assert_eq!(desk.run("undo").code, 1);
}

#[test]
fn struck_lines_stay_readable_and_expunged_ones_do_not() {
    let desk = Desk::new();
    let code = desk.declare("sev3");
    let wrong = entry(&desk, &code, "it was the build server");
    let secret = entry(&desk, &code, "the password is hunter2");
    desk.done(&format!("strike {code} {wrong} --reason 'it was not'"));
    desk.done(&format!("expunge {code} {secret} --reason 'a password'"));
    let shown = desk.done(&format!("show {code}"));
    assert!(
        shown.stdout.contains("[struck: it was not] it was the build server"),
        "{shown}"
    );
    assert!(shown.stdout.contains("[expunged: a password]"), "{shown}");
    let json = desk.done(&format!("show {code} --json"));
    assert!(!shown.stdout.contains("hunter2") && !json.stdout.contains("hunter2"));
    let bytes = std::fs::read(desk.store()).unwrap();
    assert!(!bytes.windows(7).any(|part| part == b"hunter2"));
    let verified = desk.done("verify --json").json();
    assert_eq!(verified["series"][0]["expunged"], 1);
    assert_eq!(verified["whole"], true);
}

#[test]
fn late_response_is_asked_about_until_it_is_explained() {
    let mut desk = Desk::new();
    let code = desk.declare("sev2");
    desk.at("2026-11-24T15:30:00Z");
    let ran = desk.done(&format!("log {code} 'now we look'"));
    let hint = format!("say why: firebell explain {code}/respond --reason");
    assert!(ran.stderr.contains(&hint), "{ran}");
    let due = desk.done("due --json").json();
    let late = &due["unexplained"][0];
    assert_eq!(late["name"], format!("{code}/respond"));
    assert_eq!(late["state"], "met late");
    assert_eq!(late["reason"], serde_json::Value::Null);
    assert_eq!(late["at"], "2026-11-24T15:30:00Z");
    assert_eq!(late["recorded_at"], "2026-11-24T15:30:00Z");
    let due = desk.done("due");
    assert!(due.stdout.contains("met late, no reason yet"), "{due}");
    assert_eq!(desk.run("due --overdue").code, 0, "it is not late any more");
    let list = desk.done("list --json").json().to_string();
    assert!(list.contains("Response late, why?"), "{list}");
    let shown = desk.done(&format!("show {code}"));
    assert!(shown.stdout.contains("respond  Response late, why?"), "{shown}");
    desk.done(&format!(
        "explain {code}/respond --reason 'the alert went to the old list'"
    ));
    let shown = desk.done(&format!("show {code}"));
    assert!(!shown.stdout.contains("why?"), "{shown}");
    assert!(
        shown
            .stdout
            .contains("entered Tue 24 Nov 16:30 CET: the alert went to the old list"),
        "{shown}"
    );
    let due = desk.done("due --json").json();
    assert_eq!(due["unexplained"].as_array().map(Vec::len), Some(0));
}

#[test]
fn changed_byte_is_found_and_named() {
    let desk = Desk::new();
    let code = desk.declare("sev3");
    entry(&desk, &code, "the token was blocked");
    assert_eq!(desk.done("verify").stderr, "The record is whole.\n");
    let store = rusqlite::Connection::open(desk.store()).unwrap();
    let changed = store
        .execute_batch("DROP TRIGGER body_stays; UPDATE body SET json = replace(json, 'was blocked', 'was Blocked');")
        .and_then(|()| store.query_row("SELECT max(pos) FROM fact", [], |row| row.get::<_, i64>(0)));
    drop(store);
    let seq = changed.unwrap();
    let ran = desk.run("verify");
    assert_eq!(ran.code, 5, "{ran}");
    assert!(ran.stdout.contains(&format!("fact {seq} of series ")), "{ran}");
    assert!(ran.stdout.contains("its body was changed"), "{ran}");
    assert_eq!(desk.run("verify --json").json()["series"][0]["broken"]["seq"], seq);
}

#[test]
fn backup_is_a_store_and_never_overwrites() {
    let desk = Desk::new();
    let code = desk.declare("sev3");
    desk.done("backup copy.db");
    let listed = desk.done("list --store copy.db");
    assert!(listed.stdout.contains(&code), "{listed}");
    assert_eq!(desk.run("backup copy.db").code, 2);
}

/// What goes on from a backup put back in place is a series of its own: the one it was copied from went on without it.
#[test]
fn a_backup_put_back_begins_a_series_of_its_own() {
    let desk = Desk::new();
    let code = desk.declare("sev3");
    desk.done("backup copy.db");
    desk.done(&format!("log {code} 'lost with the old file'"));
    let store = desk.store();
    std::fs::copy(desk.home().join("copy.db"), &store).unwrap();
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", store.display()));
    }
    desk.done(&format!("log {code} 'written after'"));
    let series = desk.done("verify --json").json()["series"].as_array().unwrap().len();
    assert_eq!(series, 2);
}

#[test]
fn rebuild_changes_nothing_that_is_shown() {
    let desk = Desk::new();
    let code = desk.declare("sev1");
    desk.done(&format!("breach confirm {code} --at now --data names --customer Acme"));
    let before = desk.done(&format!("show {code} --json")).stdout;
    assert!(desk.done("rebuild").stdout.starts_with("Rebuilt "));
    assert_eq!(desk.done(&format!("show {code} --json")).stdout, before);
}

#[test]
fn text_of_a_notice_is_kept_with_its_digest() {
    let desk = Desk::new();
    let code = desk.declare("sev1");
    desk.done(&format!(
        "breach confirm {code} --at now --data names --customer Acme --customer Bolt"
    ));
    std::fs::write(desk.home().join("notice.txt"), "Dear Acme").unwrap();
    let sent = format!("notice sent {code} --by email --has all --customer");
    let ran = desk.done(&format!("{sent} acme --text notice.txt --json")).json();
    assert_eq!(ran["facts"][0]["body"]["text"], "Dear Acme");
    assert_eq!(
        ran["facts"][0]["body"]["text_digest"],
        "f28f654de45a950ca579c9eb2094ef1e94a8b2f747d78d7b3717271eaad1c747"
    );
    let large = vec![b'x'; 1024 * 1024 + 1];
    let ran = desk.run_with_input(&format!("{sent} bolt --text -"), &large);
    assert!(ran.code == 2 && ran.stderr.contains("larger than 1 MiB"), "{ran}");
    let ran = desk.run_with_input(&format!("{sent} bolt --text -"), b"\xff\xfe");
    assert!(ran.code == 2 && ran.stderr.contains("not UTF-8"), "{ran}");
    let ran = desk.run(&format!("{sent} bolt --text nothing.txt"));
    assert!(ran.code == 2 && ran.stderr.contains("cannot be read"), "{ran}");
    let ran = desk.run_with_input(&format!("{sent} bolt --text -"), b"Dear Bolt");
    assert_eq!(ran.code, 0, "{ran}");
}
