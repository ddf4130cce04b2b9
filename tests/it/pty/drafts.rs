//! Half-written words outlive Esc and kill -9.

use std::time::{Duration, Instant};

use firebell::store::Store;
use rustix::process::Signal;

use super::glass::{Glass, NARROW};
use crate::cli::desk::Desk;

/// Waits until a draft with these words is on disk.
fn wait_for_draft(desk: &Desk, words: &str) {
    let store = Store::open_read_only(&desk.store(), "a test looks").unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let drafts = store.drafts("").unwrap();
        if drafts.iter().any(|(_, text)| text.contains(words)) {
            return;
        }
        assert!(Instant::now() < end, "no draft with \"{words}\" in {drafts:?}");
        std::thread::yield_now();
    }
}

#[test]
fn line_and_form_are_there_again_after_a_kill() {
    let desk = Desk::new();
    let code = desk.declare("sev1");
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("Exports readable");
    glass.press_for("lrotated the signing k", "rotated the signing k");
    wait_for_draft(&desk, "rotated the signing k");
    glass.signal(Signal::KILL);
    glass.code();

    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("1 draft");
    glass.press_for("n", "Title and severity are enough");
    glass.press_for("Half a title", "Half a title");
    wait_for_draft(&desk, "Half a title");
    glass.signal(Signal::KILL);
    glass.code();

    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("2 drafts");
    glass.press_for("l", "rotated the signing k");
    glass.press("ey<Enter>");
    glass.wait_for("Esc leave");
    glass.press("<Esc>");
    glass.wait_gone("Esc leave");
    glass.press_for(" d", "Half a title");
    glass.press_for("<Enter>", "Title and severity are enough");
    glass.wait_for("Half a title");
    glass.press("<Esc>");
    glass.wait_gone("Title and severity are enough");
    glass.wait_for("1 draft");
    glass.leave();
    let shown = desk.done(&format!("show {code}"));
    assert!(shown.stdout.contains("rotated the signing key"), "{shown}");
}

#[test]
fn esc_keeps_what_was_written() {
    let desk = Desk::new();
    desk.declare("sev1");
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("Exports readable");
    glass.press_for("lhalf a thought", "half a thought");
    glass.press("<Esc>");
    glass.wait_gone("Esc keep draft");
    glass.press_for("l", "half a thought");
    glass.press("<Esc>");
    glass.wait_gone("Esc keep draft");
    glass.press_for("<Enter>", "newest last");
    glass.press_for("b", "See what follows");
    glass.press_for("<Tab>names", "names");
    glass.press("<Esc>");
    glass.wait_gone("See what follows");
    glass.press_for("b", "names");
    glass.press("<Esc>");
    glass.wait_gone("See what follows");
    glass.leave();
}

#[test]
fn words_typed_ahead_of_the_first_frame_find_their_draft() {
    let desk = Desk::new();
    desk.declare("sev1");
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("Exports readable");
    glass.press_for("lhalf a", "half a");
    wait_for_draft(&desk, "half a");
    glass.signal(Signal::KILL);
    glass.code();
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.press("l thought");
    glass.wait_for("half a thought");
}
