//! What is said before an incident is closed or opened again: that it will be, and all that goes on.

use chrono::TimeDelta;

use crate::seat::{Seat, look};

#[test]
fn confirmation_says_what_will_be_done_and_names_all_the_work_left() {
    for size in [(120, 36), (80, 24)] {
        let mut seat = Seat::demo(&look(), size);
        seat.press("Ckeys are new<C-s>");
        let text = seat.text();
        for words in [
            "Will close M05R, work left: tell Brightloaf, tell Cobalt, Tell",
            "regulators?, review within 14 days.",
            "This starts 1 countdown of 14 days",
        ] {
            assert!(text.contains(words), "no {words} in\n{text}");
        }
        assert!(!text.contains("Closed M05R"), "{text}");
        seat.press("<Enter>");
        let text = seat.text();
        assert!(text.contains("✓ Closed M05R, work left"), "{text}");
        // The selected incident is closed now; opening it again is said in the same way.
        seat.press("<Enter>Rit is back<C-s>");
        let text = seat.text();
        assert!(
            text.contains("Will reopen M05R.") && !text.contains("Reopened M05R"),
            "{text}"
        );
    }
}

#[test]
fn late_page_is_asked_about_before_closing_ends_it() {
    let mut seat = Seat::empty((80, 24));
    seat.run("declare", &[("title", "Keys on a public page"), ("severity", "sev1")])
        .unwrap();
    seat.wait(TimeDelta::minutes(10));
    seat.press("Ckeys are new<C-s>");
    let text = seat.text();
    assert!(text.contains("page security lead and page sponsor are late"), "{text}");
    seat.press("<Tab>nobody was awake<C-s>");
    let text = seat.text();
    assert!(
        text.contains("waives page security lead and page sponsor, with that reason"),
        "{text}"
    );
}
