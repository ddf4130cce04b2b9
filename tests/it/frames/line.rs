//! The line at the foot of an incident: times before the words, and where a line goes that is written later than it was.

use chrono::TimeDelta;

use crate::seat::{Seat, look};

const WIDE: (u16, u16) = (120, 36);
const NARROW: (u16, u16) = (80, 24);

fn lines(seat: &Seat) -> u64 {
    seat.model.world.incident.as_ref().unwrap().lines
}

#[test]
fn what_begins_like_a_time_and_is_none_is_not_written() {
    for size in [WIDE, NARROW, (60, 20)] {
        let mut seat = Seat::demo(&look(), size);
        seat.press("<Enter>");
        let before = lines(&seat);
        for (line, why) in [
            ("25:99 blocked the token", "\"25:99\" begins like a time"),
            ("tomorrow 10:00 we meet", "still to come"),
        ] {
            seat.press(&format!("l{line}"));
            seat.press("<Enter>");
            assert_eq!(lines(&seat), before, "{line}");
            let text = seat.text();
            // Whole, however narrow the screen is.
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                words.contains(why) && words.contains("begin with \\ to keep it as words"),
                "{text}"
            );
            seat.press("<C-u><Esc>");
        }
        seat.press("l404 errors on the login<Enter>");
        assert_eq!(lines(&seat), before + 1, "{}", seat.text());
    }
}

#[test]
fn time_that_was_understood_stays_beside_a_long_line() {
    for size in [WIDE, NARROW, (60, 20)] {
        let mut seat = Seat::demo(&look(), size);
        seat.press("<Enter>l13:50 blocked the token");
        let words = " and then everything else that happened in this long minute, word by word".repeat(2);
        seat.press(&words);
        let text = seat.text();
        assert!(text.contains("at Tue 24 Nov 13:50 CET"), "{text}");
        assert!(text.contains("word by word"), "{text}");
    }
}

#[test]
fn back_dated_line_is_shown_and_marked_where_it_went() {
    for size in [WIDE, NARROW, (60, 20)] {
        let mut seat = Seat::demo(&look(), size);
        seat.press("<Enter>l03:10 the first alert was muted<Enter>");
        let text = seat.text();
        assert!(text.contains("written at Tue 24 Nov 03:10, on disk"), "{text}");
        let row = text
            .lines()
            .find(|line| line.contains("the first alert was"))
            .expect(&text);
        assert!(row.starts_with(" ▌03:10"), "{row}");
        // The next line is of now: the newest are shown again.
        seat.press("and is loud again<Enter>");
        let text = seat.text();
        assert!(text.contains("and is loud again") && !text.contains("▌03:10"), "{text}");
        assert!(text.contains("written, on disk"), "{text}");
        // Whoever leaves the line leaves the mark with it: Esc does not count twice.
        seat.press("03:12 and muted once more<Enter>");
        assert!(seat.text().contains("▌03:12"), "{}", seat.text());
        seat.press("<Esc>");
        assert!(!seat.text().contains("▌"), "{}", seat.text());
        seat.press("<Esc>");
        assert_eq!(seat.model.ui.path.len(), 1);
    }
}

#[test]
fn back_dated_line_above_all_that_was_read_is_found_too() {
    let mut seat = Seat::demo(&look(), WIDE);
    let code = seat.model.world.board.as_ref().unwrap().rows[0].code.clone();
    for number in 0..260 {
        seat.wait(TimeDelta::seconds(1));
        seat.run("log", &[("code", &code), ("text", &format!("line {number}"))])
            .unwrap();
    }
    seat.press("<Enter>l03:10 the first alert was muted<Enter>");
    let text = seat.text();
    assert!(text.contains(" ▌03:10"), "{text}");
}
