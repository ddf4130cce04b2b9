//! The list of what is due: what its head counts, and what its rows say.

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
