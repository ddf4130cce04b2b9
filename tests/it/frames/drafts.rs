//! What is half-written is offered again, and can be thrown away.

use crate::seat::{Seat, look};

#[test]
fn drafts_are_listed_and_one_is_thrown_away() {
    let mut seat = Seat::demo(&look(), (80, 24));
    seat.press("<Enter>lhalf a thought<Esc>");
    assert!(seat.text().contains("1 draft"), "{}", seat.text());
    seat.press(" d");
    assert!(seat.text().contains("half a thought"), "{}", seat.text());
    seat.press("x");
    assert!(seat.text().contains("Nothing is waiting."), "{}", seat.text());
    seat.press("<Esc>l");
    assert!(!seat.text().contains("half a thought"), "{}", seat.text());
}

#[test]
fn choices_alone_are_no_draft() {
    let mut seat = Seat::demo(&look(), (80, 24));
    seat.press("<Enter>s<Right><Esc>");
    assert!(!seat.text().contains("draft"), "{}", seat.text());
}

#[test]
fn the_line_stays_open_for_the_next_entry() {
    let mut seat = Seat::demo(&look(), (80, 24));
    seat.press("<Enter>lfirst line<Enter>rotated the token<Enter>");
    let text = seat.text();
    assert!(
        text.contains("first line") && text.contains("rotated the token"),
        "{text}"
    );
    seat.press("<Enter>");
    assert!(seat.text().contains("writes the next line"), "{}", seat.text());
}
