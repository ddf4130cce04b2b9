//! What others write appears without a key.

use super::glass::{Glass, NARROW, WIDE};
use crate::cli::desk::Desk;

#[test]
fn one_terminal_sees_what_another_writes() {
    let desk = Desk::new();
    let watching = Glass::open(&desk, &[], WIDE);
    watching.wait_for("All is quiet.");
    let mut writing = Glass::open(&desk, &[], NARROW);
    writing.wait_for("All is quiet.");
    writing.press_for("n", "Title and severity are enough");
    writing.press("Token replay on the billing API<Tab>2<C-s>");
    watching.wait_for("Token replay on the billing API");
    writing.wait_for("newest last");
    writing.press_for("l", "Esc leave");
    writing.press("the token is blocked<Enter>");
    // The preview of the selected incident, on the other board.
    watching.wait_for("the token is blocked");
    writing.wait_for("Esc leave");
    writing.press("<Esc>");
    writing.wait_gone("Esc leave");
    writing.leave();
    watching.leave();
}

#[test]
fn open_incident_sees_what_the_shell_writes() {
    let desk = Desk::new();
    let code = desk.declare("sev1");
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("Exports readable");
    glass.press_for("<Enter>", "newest last");
    desk.done(&format!("log {code} 'written by a script'"));
    glass.wait_for("written by a script");
    // Not over the words that are being typed.
    glass.press_for("lhalf", "half");
    desk.done(&format!("log {code} 'and once more'"));
    glass.wait_for("and once more");
    assert!(glass.text().contains("half"), "{}", glass.text());
    glass.press("<Esc>");
    glass.wait_gone("half");
    glass.leave();
}
