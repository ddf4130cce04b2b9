//! A security lead's year by the command line alone: the spreadsheet comes in, what is late is seen to, one vendor comes,
//! another goes, and the auditor gets all of it.

use super::desk::{Desk, Ran};

const SHEET: &str = "\u{feff}Vendor;Service;Stufe;Customer Data;Purpose;Data;Ort;Owner;Assessed;Renewal\r\n\
    Harbour Cloud;hosting;critical;yes;Servers and storage;customer content, logs;EU (Stockholm);mira;30.09.2025;31.12.2026\r\n\
    Keyhole;identity;critical;yes;Sign-in;names, sign-ins;EU (Dublin);jonas;02.10.2025;01.12.2026\r\n\
    Tallyboard;observability;important;no;Metrics;service logs;EU (Dublin);jonas;15.11.2024;15.12.2026\r\n\
    Oldmail;mail;critical;yes;Mail to customers;addresses;EU (Paris);ines;01.03.2026;01.03.2027\r\n\
    Pens;office;standard;no;Pens;;EU;lee;;05.12.2026\r\n";

const IMPORT: &str = "import vendors - --dates dmy --map Vendor=name --map Stufe=tier --map Data=data_categories --map Ort=processing_location \
     --map Assessed=last_assessed";

/// The transcript that the snapshot holds.
#[derive(Default)]
struct Told(String);

impl Told {
    fn done(&mut self, desk: &Desk, line: &str) -> Ran {
        let ran = desk.run(line);
        assert_eq!(ran.code, 0, "{ran}");
        self.0.push_str(&format!("{ran}\n"));
        ran
    }

    fn refused(&mut self, desk: &Desk, line: &str) {
        let ran = desk.run(line);
        assert_eq!(ran.code, 1, "{ran}");
        self.0.push_str(&format!("{ran}\n"));
    }
}

fn import(told: &mut Told, desk: &Desk, line: &str) {
    let ran = desk.run_with_input(line, SHEET.as_bytes());
    assert_eq!(ran.code, 0, "{ran}");
    told.0.push_str(&format!("{ran}\n"));
}

/// A critical vendor, from the first question to day 31.
fn comes(told: &mut Told, desk: &mut Desk) {
    // A critical vendor comes. One step fails the gate.
    told.done(desk, "customer add Acme --notice-days 30");
    told.done(desk, "customer add Cobalt");
    told.done(
        desk,
        "vendor add Lumen --tier critical --customer-data yes --production yes --service inference --purpose 'Summaries of tickets' \
         --data prompts --location 'United States' --requester lee --reason 'sees customer content'",
    );
    std::fs::write(desk.home().join("dpa.pdf"), b"signed by both").unwrap();
    for line in [
        "vendor step Lumen questionnaire --note 'answers read'",
        "vendor step Lumen contract-review --evidence https://lumen.example/contract",
        "vendor step Lumen dpa --file dpa.pdf",
        "vendor step Lumen data-flow --note 'in the wiki'",
        "vendor step Lumen access --note 'one key, scoped'",
        "vendor credential Lumen 'production key' --note vault",
        "vendor approve Lumen --note 'in the board meeting'",
        "vendor announce Lumen --note 'replaces nothing'",
    ] {
        told.done(desk, line);
    }
    told.refused(desk, "vendor allow Lumen");
    told.done(
        desk,
        "vendor skip Lumen assurance-report --reason 'no SOC 2 before May; ISO 27001 read'",
    );
    told.done(desk, "vendor report Lumen 'ISO 27001' --expires 2027-10-31");
    told.done(desk, "vendor allow Lumen");
    // The notice runs; a customer is told, and another objects.
    told.done(desk, "vendor told Lumen Acme --by email");
    desk.at("2026-11-10T09:00:00Z");
    told.done(desk, "vendor object Lumen Cobalt --grounds 'data leaves the EU'");
    told.refused(desk, "vendor live Lumen");
    desk.at("2026-11-20T09:00:00Z");
    told.done(
        desk,
        "vendor answer Lumen Cobalt --outcome accommodated --answer 'summaries are off for them'",
    );
    // Day 31.
    desk.at("2026-12-01T08:00:00Z");
    told.refused(desk, "vendor live Lumen");
    desk.at("2026-12-02T08:00:00Z");
    told.done(desk, "vendor live Lumen");
    told.done(desk, "vendor steps Lumen");
}

/// One that goes, with proof.
fn goes(told: &mut Told, desk: &mut Desk) {
    // Another goes, with proof.
    told.done(desk, "vendor credential Oldmail 'SMTP password'");
    told.done(desk, "vendor offboard Oldmail --reason 'replaced by our own'");
    told.done(desk, "vendor announce Oldmail --removal");
    told.done(desk, "vendor told Oldmail Acme --by email");
    told.refused(desk, "vendor end Oldmail");
    told.done(desk, "vendor revoke Oldmail SMTP --evidence https://log.example/42");
    told.done(desk, "vendor step Oldmail credentials --note 'all revoked'");
    desk.at("2026-12-20T09:00:00Z");
    told.done(
        desk,
        "vendor step Oldmail data --evidence https://oldmail.example/certificate --retention 'backups for 90 days'",
    );
    told.done(desk, "vendor step Oldmail list");
    told.refused(desk, "vendor skip Oldmail customers --reason 'nothing kept'");
    told.done(desk, "vendor step Oldmail customers --note 'told with the removal'");
    told.done(desk, "vendor end Oldmail");
}

#[test]
fn a_year_of_the_vendor_programme_by_the_command_line() {
    let mut desk = Desk::new();
    let mut told = Told::default();
    desk.at("2026-11-01T09:00:00Z");
    // The spreadsheet, first as a rehearsal.
    import(&mut told, &desk, &format!("{IMPORT} --dry-run"));
    import(&mut told, &desk, IMPORT);
    import(&mut told, &desk, IMPORT);
    told.done(&desk, "vendor list");
    assert_eq!(desk.run("due --overdue").code, 1);
    // Two are reassessed; one stays under a condition.
    told.done(
        &desk,
        "vendor reassess 'Harbour Cloud' --outcome conditions --condition 'keys in our own HSM=2027-03-31' --reason 'the report came late'",
    );
    told.done(
        &desk,
        "vendor reassess Keyhole --note 'SOC 2 read' --reason 'nobody had looked'",
    );
    assert_eq!(desk.run("due --overdue").code, 0);
    comes(&mut told, &mut desk);
    goes(&mut told, &mut desk);
    // The list, from its old to its new version.
    told.done(&desk, "subprocessors");
    told.done(&desk, "subprocessors --diff 2026-11-01 2026-12-20 --format md");
    // The auditor's copy says all of it.
    told.done(
        &desk,
        "policy reviewed vendor-management --changes 'conditions have days now'",
    );
    told.done(&desk, "policy reviews");
    told.done(&desk, "vendor show Oldmail");
    let export = desk.done("vendor export --format json").json();
    let lumen = export["vendors"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "Lumen")
        .unwrap();
    assert_eq!(lumen["stage"], "live");
    assert_eq!(lumen["objections"][0]["answer"]["outcome"], "accommodated");
    let dpa = lumen["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["step"] == "dpa")
        .unwrap();
    assert_eq!(dpa["evidence"]["place"], "dpa.pdf");
    // sha256sum says the same of the file.
    assert_eq!(
        dpa["evidence"]["digest"],
        "cf4b28015103ee842b8c117c09ee36f4fd9df14e945506425c4c19f89fff4c8b"
    );
    assert!(lumen["log"].as_array().unwrap().len() > 12);
    desk.done("verify");
    insta::assert_snapshot!(told.0);
}

/// A notice that has run out waits for whoever goes live; it is not late, and is counted nowhere as late.
#[test]
fn a_notice_that_has_run_out_is_over_and_not_late() {
    let mut desk = Desk::new();
    desk.at("2026-11-01T09:00:00Z");
    desk.done("vendor add Lumen --tier critical --customer-data yes --purpose x --data y --location EU");
    desk.done("vendor announce Lumen");
    let left = |desk: &Desk| {
        let due = desk.done("due").stdout;
        let line = due.lines().find(|line| line.contains("lumen/notice-period")).unwrap();
        line.split("  ").next().unwrap().to_owned()
    };
    assert_eq!(left(&desk), "30 d");
    desk.at("2026-12-02T09:00:00Z");
    assert_eq!(left(&desk), "over");
    assert_eq!(desk.run("due --overdue").code, 0);
    let board = desk.done("board --json").json();
    assert_eq!((&board["late"], &board["vendors_late"]), (&0.into(), &0.into()));
    let due = desk.done("due --json").json();
    let mut all = due["due"].as_array().unwrap().iter();
    let period = all.find(|one| one["name"] == "lumen/notice-period").unwrap();
    assert_eq!(period["state"], "met");
    // Beside it a real one is late, and is counted once.
    desk.done("vendor object Lumen Acme --grounds where --at 2026-11-10T09:00Z");
    let board = desk.done("board --json").json();
    assert_eq!((&board["late"], &board["vendors_late"]), (&1.into(), &1.into()));
    // The calendar has it too.
    desk.done("due --ics due.ics");
    let calendar = std::fs::read_to_string(desk.home().join("due.ics")).unwrap();
    assert!(calendar.contains("SUMMARY:Notice of Lumen ends\r\n"), "{calendar}");
}
