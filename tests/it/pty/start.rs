//! The first minute on an empty machine.

use portable_pty::CommandBuilder;

use super::glass::{Glass, NARROW, WIDE, program};
use crate::cli::desk::Desk;

#[test]
fn first_run_asks_the_name_and_then_shows_a_quiet_board() {
    let desk = Desk::new();
    let mut glass = Glass::run(nameless(&desk), WIDE);
    glass.wait_for("your name, as colleagues know it");
    // The login name is only offered: the first letter takes its place.
    glass.press("mira<Enter>");
    glass.wait_for("you are mira");
    glass.wait_gone("your name");
    glass.wait_for("All is quiet.");
    glass.leave();
    let config = std::fs::read_to_string(desk.config("config.toml")).unwrap();
    assert_eq!(config, "user = \"mira\"\n");
    // It is asked once.
    let glass = Glass::run(nameless(&desk), NARROW);
    glass.wait_for("All is quiet.");
    assert!(!glass.text().contains("your name"), "{}", glass.text());
    glass.leave();
}

#[test]
fn enter_takes_the_login_for_a_name() {
    let desk = Desk::new();
    let mut glass = Glass::run(nameless(&desk), NARROW);
    glass.wait_for("your name, as colleagues know it");
    glass.press_for("<Enter>", "config.toml remembers it");
    glass.leave();
}

#[test]
fn incident_is_declared_and_a_line_back_dated_from_the_board() {
    let desk = Desk::new();
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("All is quiet.");
    glass.press_for("n", "Title and severity are enough");
    glass.press("Idp latency, EU<Tab>3<C-s>");
    glass.wait_for("newest last");
    glass.press("<Esc>");
    glass.wait_for("Incidents 1 open");
    glass.press_for("lyesterday 23:10 first page from monitoring", "Mon 23 Nov 23:10 CET");
    glass.press("<Enter>");
    glass.wait_for("written at Mon 23 Nov 23:10, on disk");
    // Enter on nothing leaves the line.
    glass.press("<Enter>");
    glass.wait_gone("Esc leave");
    glass.press_for("<Enter>", "Mon 23 Nov");
    glass.wait_for("first page from monitoring (noted");
    glass.leave();
}

/// The program on `desk`, where nobody has said yet who is there.
fn nameless(desk: &Desk) -> CommandBuilder {
    let mut command = program(desk, &[]);
    command.env_remove("FIREBELL_USER");
    command
}
