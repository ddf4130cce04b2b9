//! A response that began late: asked about where questions stand, explained with one key.

use chrono::TimeDelta;

use crate::seat::Seat;

/// A Sev2 whose first line came two hours after its clock ran out, opened from the board.
fn late(size: (u16, u16)) -> Seat {
    let mut seat = Seat::empty(size);
    seat.run("declare", &[("title", "Slow for many"), ("severity", "sev2")])
        .unwrap();
    seat.wait(TimeDelta::hours(3));
    seat.press("<Enter>lnow we look<Enter><Enter>");
    seat
}

#[test]
fn a_late_response_is_written_then_asked_about_until_it_is_explained() {
    let mut seat = late((120, 36));
    let text = seat.text();
    assert!(
        text.contains("now we look") && text.contains("the response began late; e says why"),
        "{text}"
    );
    assert!(text.contains("Response late, why?"), "{text}");
    assert!(text.contains("late, no reason"), "{text}");
    seat.press("e");
    let text = seat.text();
    assert!(text.contains("/respond") && text.contains("Reason"), "{text}");
    seat.press("the alert went to the old list<C-s>");
    let text = seat.text();
    assert!(
        text.contains("Explained respond, met late: the alert went to the old list"),
        "{text}"
    );
    assert!(!text.contains("Response late, why?"), "{text}");
    assert!(text.contains("done late"), "{text}");
    seat.press("e");
    assert!(
        seat.text().contains("Nothing here was met late without a reason"),
        "{}",
        seat.text()
    );
    seat.press("u");
    assert!(seat.text().contains("Response late, why?"), "{}", seat.text());
}

#[test]
fn what_is_due_ends_with_what_was_late_and_why_is_said_from_there() {
    for size in [(120, 36), (80, 24), (60, 20)] {
        let mut seat = late(size);
        seat.press("d");
        let text = seat.text();
        assert!(text.contains("Met late, no reason yet 1"), "{text}");
        assert!(text.contains("why late?  "), "{text}");
        seat.press("Geslow network<C-s>");
        assert!(!seat.text().contains("Met late"), "{}", seat.text());
    }
}
