//! The security lead's part by keyboard alone: a register from a spreadsheet to the file that shows what has changed.

use super::glass::{Glass, WIDE};
use crate::cli::desk::Desk;

#[test]
fn programme_is_run_by_keyboard() {
    let mut desk = Desk::new();
    let sheet = format!("{}/tests/fixtures/vendors.csv", env!("CARGO_MANIFEST_DIR"));
    desk.done(&format!("import vendors {sheet}"));
    desk.done("customer add Cobalt --notice-days 14");
    let mut glass = Glass::open(&desk, &[], WIDE);
    glass.wait_for("Vendors");
    glass.press_for("v", "by what is due");
    reassess(&mut glass);
    take_on(&mut glass);
    object_and_answer(&mut glass);
    glass.press("P");
    glass.wait_for("Record that a vendor is used for production");
    glass.press("<C-s>");
    glass.wait_for("its notice runs until");
    glass.press_for("<Esc>", "↵ open");
    glass.leave();

    // The thirty-first day.
    desk.at("2026-12-25T13:05:00Z");
    let mut glass = Glass::open(&desk, &[], WIDE);
    glass.wait_for("Vendors");
    open(&mut glass, "lumen");
    act(
        &mut glass,
        "P",
        "Record that a vendor is used for production",
        "",
        "Lumen is live",
    );
    publish(&mut glass, &desk);
    part(&mut glass);
    glass.leave();
    let whole = desk.done("vendor export --format json").json();
    let stage = |name: &str| {
        let all = whole["vendors"].as_array().unwrap();
        let found = all.iter().find(|one| one["name"] == name);
        found.unwrap_or_else(|| panic!("no {name} in {whole}"))["stage"].clone()
    };
    assert_eq!(stage("Lumen"), "live");
    assert_eq!(stage("Pigeon Chat"), "ended");
}

/// Opens the page of a vendor, from anywhere.
fn open(glass: &mut Glass, name: &str) {
    glass.press("v");
    glass.wait_for("Vendors ");
    glass.press_for(&format!("/<C-u>{name}<Enter>"), "Vendors 1 of ");
    glass.press_for("<Enter>", "Steps before data flows");
}

/// A key, the form it opens, what is typed there, and what is said once it is saved.
fn act(glass: &mut Glass, key: &str, form: &str, typed: &str, said: &str) {
    glass.press_for(key, form);
    glass.press(&format!("{typed}<C-s>"));
    glass.wait_for(said);
}

/// What is late leads: two are reassessed on the spot, one of them with the reason why so late.
fn reassess(glass: &mut Glass) {
    glass.wait_for("1  Keyring, Inc.");
    glass.wait_for("the oldest 52 d late, jonas has it");
    let form = "Record a reassessment";
    act(
        glass,
        "r",
        form,
        "<Tab><Tab><Tab><Tab><Tab>their report came late",
        "Keyring, Inc. is reassessed",
    );
    glass.wait_for("nothing");
    act(glass, "/harbour<Enter>r", form, "", "Harbour Hosting is reassessed");
    glass.press_for("<Esc>", "by what is due");
}

/// A critical vendor through all its steps; the gate holds while one is open.
fn take_on(glass: &mut Glass) {
    glass.press_for("n", "Add a vendor to the register");
    // Name, tier, service, purpose, data, location, customer data.
    glass.press("Lumen<Tab>c<Tab>inference<Tab>summaries<Tab>message text<Tab>Paris<Tab>y<C-s>");
    glass.wait_for("Added Lumen, critical");
    open(glass, "lumen");
    glass.wait_for("may not flow: security questionnaire,");
    let steps = [
        "security questionnaire",
        "assurance report",
        "contract review",
        "signed dpa",
        "data flow and location",
    ];
    for (done, step) in (1..).zip(steps) {
        let said = format!("{step} is done");
        act(glass, "<Enter>", "Record a step as done", "<Tab>ticket-17", &said);
        // The next one is selected once the page has been read again.
        glass.wait_for(&format!("Steps before data flows {done} of 8"));
    }
    glass.press_for("x", "Say that a step does not apply");
    glass.press("<Tab>it gets no credential<C-s>");
    glass.wait_for("Steps before data flows 6 of 8");
    // Whoever wants a vendor may not approve it.
    glass.press_for("<Enter>", "Record that the leadership approved");
    glass.press("mira<C-s>");
    glass.wait_for("may not approve it");
    glass.press("<C-u>lee<C-s>");
    glass.wait_for("is approved by lee");
    glass.wait_for("Steps before data flows 7 of 8");
    glass.press_for("p", "Say that production data may flow");
    glass.press("<C-s>");
    glass.wait_for("subprocessor notice is still to do (VM-5)");
    glass.press_for("<Esc>", "↵ open");
    glass.press_for("N", "a new subprocessor");
    glass.press("<C-s>");
    glass.wait_for("Esc nothing happens");
    glass.press("<Enter>");
    glass.wait_for("Steps before data flows 8 of 8");
    act(
        glass,
        "p",
        "Say that production data may flow",
        "",
        "Production data may flow to Lumen",
    );
}

/// Cobalt is told, objects, and is answered.
fn object_and_answer(glass: &mut Glass) {
    act(
        glass,
        "T",
        "Record that a customer was told",
        "",
        "was told of Lumen by email",
    );
    let form = "Record that a customer objects";
    act(
        glass,
        "O",
        form,
        "Cobalt<Tab>text must stay in Germany",
        "Cobalt objects to Lumen",
    );
    glass.wait_for("1 open   Cobalt");
    let form = "Record the answer to an objection";
    act(
        glass,
        "A",
        form,
        "<Tab>a<Tab>a region in Germany from January",
        "is accommodated",
    );
    glass.wait_gone("1 open   Cobalt");
}

/// The list moves from its old to its new version: the difference is a file.
fn publish(glass: &mut Glass, desk: &Desk) {
    glass.press_for("L", "On the list 3");
    glass.press_for("c", "what changed since the end of this day");
    glass.press("2026-11-24<Enter>");
    glass.wait_for("Changed since 24 Nov 1");
    glass.press_for("w", "what changed: a page, .html");
    glass.press("jjjj<Enter>");
    let file = "subprocessors-2026-11-24-to-2026-12-25.html";
    glass.wait_for(&format!("written into {file}"));
    let page = std::fs::read_to_string(desk.home().join(file)).unwrap();
    assert!(page.contains("Lumen"), "{page}");
    glass.press_for("<Esc>", "History");
}

/// Another one leaves, with proof: its credential first, then what is left of its end.
fn part(glass: &mut Glass) {
    open(glass, "pigeon");
    act(glass, "K", "List a credential", "bot token", "bot token is listed");
    glass.press_for("B", "Begin the end of a relationship");
    glass.press("talk has moved<C-s>");
    glass.wait_for("Esc nothing happens");
    glass.press("<Enter>");
    glass.wait_for("The end 0 of 4");
    glass.press_for("Z", "Record that a relationship has ended");
    glass.press("<C-s>");
    glass.wait_for("still to do (VM-8)");
    glass.press_for("<Esc>", "↵ open");
    act(glass, "V", "was revoked", "<Tab>audit log 4711", "bot token is revoked");
    glass.wait_gone("1 left");
    let steps = [
        "credentials revoked",
        "data returned or deleted",
        "off the public list",
        "customers told",
    ];
    for (done, step) in (1..).zip(steps) {
        let said = format!("{step} is done");
        act(glass, "<Enter>", "Record a step as done", "<Tab>certificate.pdf", &said);
        glass.wait_for(&format!("The end {done} of 4"));
    }
    glass.press_for("Z", "Record that a relationship has ended");
    glass.press("<C-s>");
    glass.wait_for("Esc nothing happens");
    glass.press("<Enter>");
    glass.wait_for("– ended");
}
