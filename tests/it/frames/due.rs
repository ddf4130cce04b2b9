//! The list of what is due: what its head counts, and what its rows say.

use chrono::TimeDelta;

use crate::seat::{Seat, look};

const WIDE: (u16, u16) = (120, 36);

#[test]
fn head_counts_everything_whatever_the_filter_hides() {
    for size in [WIDE, (80, 24)] {
        let mut seat = Seat::demo(&look(), size);
        seat.press("d");
        let head = |seat: &mut Seat| seat.text().lines().nth(3).unwrap().to_owned();
        let before = head(&mut seat);
        assert!(before.trim_start().starts_with("3  oldest"), "{before}");
        let all = seat.model.world.due.len();
        for (keys, shown) in [("/zzz<Enter>", 0), ("<Esc>/lumen<Enter>", 1)] {
            seat.press(keys);
            assert_eq!(head(&mut seat), before, "{keys}");
            let text = seat.text();
            assert!(text.contains(&format!("{shown} of {all} shown")), "{text}");
        }
        // One person's list is a filter too.
        seat.press("<Esc>fjj<Enter>");
        assert_eq!(head(&mut seat), before);
        assert!(
            seat.text().contains(&format!("of {all} shown  for ")),
            "{}",
            seat.text()
        );
        seat.press("<Esc>");
        assert!(!seat.text().contains(" shown"));
    }
}

#[test]
fn narrow_list_says_what_a_filter_hides_too() {
    let mut seat = Seat::demo(&look(), (60, 20));
    seat.press("d");
    assert!(!seat.text().contains(" shown"));
    let all = seat.model.world.due.len();
    seat.press("/zzz");
    let text = seat.text();
    assert!(text.contains(&format!("0 of {all} shown, 3 late in all")), "{text}");
    assert!(text.contains("No match for zzz"), "{text}");
}

/// Selects the row of these words.
fn select(seat: &mut Seat, words: &str) {
    seat.press("dg");
    for _ in 0..40 {
        let text = seat.text();
        if text.lines().any(|line| line.starts_with(" ▌") && line.contains(words)) {
            return;
        }
        seat.press("j");
    }
    panic!("no row {words} in\n{}", seat.text());
}

fn row(seat: &mut Seat, words: &str) -> String {
    let text = seat.text();
    let row = text
        .lines()
        .find(|line| line.contains(words) && !line.contains("runs out"));
    row.unwrap_or_else(|| panic!("no {words} in\n{text}")).to_owned()
}

#[test]
fn who_knows_of_a_deadline_stands_in_its_row_until_it_speaks_again() {
    for size in [WIDE, (80, 24), (60, 20)] {
        let mut seat = Seat::demo(&look(), size);
        select(&mut seat, "Tell Cobalt");
        assert!(!row(&mut seat, "Tell Cobalt").contains("ack"));
        seat.press("a");
        assert!(row(&mut seat, "Tell Cobalt").contains("· ack mira"), "{}", seat.text());
        assert!(!row(&mut seat, "Tell Brightloaf").contains("ack"));
        // 48 hours are left: what was said is no longer all there is.
        seat.wait(TimeDelta::hours(13));
        assert!(!row(&mut seat, "Tell Cobalt").contains("ack"), "{}", seat.text());
        seat.press("s<Enter>");
        assert!(
            row(&mut seat, "Tell Cobalt").contains("· until 03:35"),
            "{}",
            seat.text()
        );
        seat.wait(TimeDelta::minutes(30));
        assert!(!row(&mut seat, "Tell Cobalt").contains("until"), "{}", seat.text());
    }
}

#[test]
fn form_names_the_deadline_and_the_echo_says_whose_it_is() {
    let mut seat = Seat::demo(&look(), (80, 24));
    select(&mut seat, "Review 9QGQ");
    seat.press("s");
    let text = seat.text();
    assert!(
        text.contains("Review 9QGQ, Deploy key in a public gist, 2 d late, for jonas"),
        "{text}"
    );
    seat.press("<Enter>");
    let text = seat.text();
    assert!(
        text.contains("for 30 m; it is for jonas, who is told all the same"),
        "{text}"
    );
    select(&mut seat, "Northstar DB");
    seat.press("a");
    assert!(!seat.text().contains("all the same"), "{}", seat.text());
}
