//! The whole job by keyboard alone: an incident from its declaration to the review deadline.

use super::glass::{Glass, NARROW, WIDE};
use crate::cli::desk::Desk;

#[test]
fn incident_is_run_by_keyboard_on_a_narrow_screen() {
    run(NARROW);
}

#[test]
fn incident_is_run_by_keyboard_on_a_wide_screen() {
    run(WIDE);
}

fn run(size: (u16, u16)) {
    let desk = Desk::new();
    let mut glass = Glass::open(&desk, &[], size);
    glass.wait_for("All is quiet.");
    let code = declare(&mut glass, &desk);
    log_five_lines(&mut glass);
    confirm_breach(&mut glass, &code);
    send_a_notice(&mut glass);
    close(&mut glass);
    find_the_review(&mut glass, &code);
    glass.leave();
    let record = desk.done(&format!("show {code} --json")).json();
    assert_eq!(record["closed"].as_bool(), Some(true), "{record}");
}

/// A Sev1 with its roles: who declares is the responder already.
fn declare(glass: &mut Glass, desk: &Desk) -> String {
    glass.press_for("n", "Title and severity are enough");
    glass.press_for("Exports readable by everyone<Tab>1", "needed for Sev1");
    glass.press("<Tab><Tab><Tab><Tab><Tab><Tab>jonas<Tab>ana<Tab>lee<C-s>");
    glass.wait_for("commander: jonas");
    glass.wait_for("engineering: ana");
    glass.wait_for("sponsor: lee");
    let listed = desk.done("list --json").json();
    listed["incidents"][0]["code"].as_str().unwrap().to_owned()
}

fn log_five_lines(glass: &mut Glass) {
    let lines = [
        "asked the audit log who read it",
        "public access is off",
        "three foreign reads since 09:12",
        "names and emails of two customers were in it",
    ];
    glass.press_for("l", "Esc leave");
    for line in lines {
        write(glass, line, line);
    }
    glass.press_for("13:50 a customer called about it", "13:50 CET");
    glass.press("<Enter>");
    glass.wait_for("a customer called about it (noted 14:05)");
    glass.press("<Esc>");
    glass.wait_for("writes the next line");
}

/// The line stays open for the next one.
fn write(glass: &mut Glass, typed: &str, shown: &str) {
    glass.press_for(typed, "Esc keep draft");
    glass.press("<Enter>");
    glass.wait_for("Esc leave");
    glass.wait_for(shown);
}

fn confirm_breach(glass: &mut Glass, code: &str) {
    glass.press_for("b", "See what follows");
    glass.press("<Tab>names, emails<Tab>Acme GmbH, Brightloaf<C-s>");
    glass.wait_for("This starts 2 countdowns of 72 h");
    glass.wait_for(&format!("Type {code} to confirm"));
    // Without the code Enter does nothing.
    glass.press(&format!("<Enter>{}", code.to_lowercase()));
    glass.press("<Enter>");
    glass.wait_gone("Esc nothing happens");
    // Narrow screens keep the side facts behind a key.
    let is_narrow = glass.text().contains("Tab shows");
    if is_narrow {
        glass.press("<Tab>");
    }
    glass.wait_until("two countdowns", |screen, _| {
        screen.contents().matches("72 h 00 m").count() == 2
    });
    if is_narrow {
        glass.press_for("<Tab>", "newest last");
    }
}

fn send_a_notice(glass: &mut Glass) {
    glass.press(":notice-sent");
    glass.press_for("<Enter>", "Sent by");
    glass.wait_for("Acme GmbH");
    glass.press("<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab>all<C-s>");
    glass.wait_for("Esc nothing happens");
    glass.press("<Enter>");
    glass.wait_gone("Esc nothing happens");
}

fn close(glass: &mut Glass) {
    glass.press_for("C", "Close an incident");
    glass.press("the bucket is private, keys were changed<C-s>");
    glass.wait_for("Esc nothing happens");
    glass.press("<Enter>");
    glass.wait_gone("Esc nothing happens");
    glass.wait_for("work left");
}

fn find_the_review(glass: &mut Glass, code: &str) {
    glass.press_for("<Esc>", "Closed, work left");
    // What is left, not what was there before the incident was opened.
    glass.wait_for("latest of 14");
    let (title, _) = glass.find("Closed, work left");
    let (row, _) = glass.find("Exports readable by everyone");
    assert!(row > title, "{}", glass.text());
    glass.press_for("d", "firebell   due");
    glass.wait_for(&format!("Review {code}"));
    glass.wait_for(&format!("Tell Brightloaf, {code}"));
}
