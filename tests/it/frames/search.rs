//! The search in the log of an incident.

use chrono::TimeDelta;
use firebell::engine::Answer;
use firebell::engine::worker::News;

use crate::seat::{Seat, look};

/// An incident of many more lines than are read at first; every hundredth speaks of a printer.
fn long(size: (u16, u16)) -> Seat {
    let mut seat = Seat::empty(size);
    let declared = seat.run("declare", &[("title", "Long"), ("severity", "sev3")]).unwrap();
    let code = declared.code.unwrap();
    for number in 0..500 {
        seat.wait(TimeDelta::minutes(2));
        let words = if number % 100 == 7 {
            format!("Printer number {number} burns")
        } else {
            format!("nothing new, number {number}")
        };
        seat.run("log", &[("code", &code), ("text", &words)]).unwrap();
    }
    seat.press("<Enter>");
    seat
}

#[test]
fn the_whole_log_is_searched_and_a_line_that_was_found_is_shown_among_its_neighbours() {
    let mut seat = long((80, 24));
    assert!(!seat.text().contains("Printer number 7 "), "{}", seat.text());
    seat.press("/BURNS prin");
    let text = seat.text();
    assert!(text.contains("Log 5 of 501"), "{text}");
    for number in [7, 107, 207, 307, 407] {
        assert!(text.contains(&format!("Printer number {number} burns")), "{text}");
    }
    assert!(!text.contains("nothing new"), "{text}");
    // Kept, then to the first match, which lies far above what was read; Esc shows it where it stands.
    seat.press("<Enter>g");
    assert!(seat.text().contains("line "), "{}", seat.text());
    seat.press("<Esc>");
    let text = seat.text();
    assert!(text.contains("Log 501 "), "{text}");
    for words in [
        "nothing new, number 6",
        "Printer number 7 burns",
        "nothing new, number 8",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(seat.model.ui.incident.is_reading);
    seat.press("<Esc>");
    assert!(seat.text().contains("nothing new, number 499"), "{}", seat.text());
    assert!(matches!(seat.model.place(), firebell::tui::screen::Place::Incident(_)));
}

#[test]
fn esc_on_the_line_clears_it_and_each_word_must_match() {
    let mut seat = long((120, 36));
    seat.press("/mira 499");
    assert!(seat.text().contains("Log 1 of 501"), "{}", seat.text());
    seat.press("<Esc>");
    let text = seat.text();
    assert!(text.contains("Log 501 ") && text.contains("newest last"), "{text}");
    seat.press("/mira<Enter>");
    assert!(seat.text().contains("only \"mira\""), "{}", seat.text());
    // What is written while it stands and matches comes last.
    seat.press("lone more<Enter><Enter>");
    let text = seat.text();
    assert!(text.contains("Log 502 of 502") && text.contains("one more"), "{text}");
    seat.press("/<C-u>zzz");
    assert!(
        seat.text().contains("No match for zzz. Esc clears the filter."),
        "{}",
        seat.text()
    );
}

#[test]
fn esc_goes_back_to_the_line_where_one_was() {
    let mut seat = long((80, 24));
    seat.press("g");
    assert!(seat.text().contains("Declared"), "{}", seat.text());
    // Far above what was read at first, and neither at the top of the screen nor at its end.
    seat.press(&"j".repeat(20));
    seat.press("kk");
    let before = seat.text();
    let here = "nothing new, number 17";
    assert!(
        before.contains(here) && before.contains("nothing new, number 19"),
        "{before}"
    );
    let selected = seat.style_of(here);
    seat.press("/burns");
    assert!(seat.text().contains("Log 5 of 501"), "{}", seat.text());
    seat.press("<Esc>");
    assert_eq!(seat.text(), before);
    assert_eq!(seat.style_of(here), selected);
    // A search that was kept and taken up again, and one that found nothing, lead back there too.
    seat.press("/burns<Enter>/ zzz<Enter>");
    assert!(seat.text().contains("No match for burns zzz."), "{}", seat.text());
    seat.press("<Esc>");
    assert_eq!(seat.text(), before);
    seat.press("/<Esc>");
    assert_eq!(seat.text(), before);
    // What is written meanwhile moves nothing.
    seat.press("/burns<Enter>");
    let code = seat.model.world.incident.as_ref().unwrap().incident.code.clone();
    seat.run("log", &[("code", &code), ("text", "burns no more")]).unwrap();
    assert!(seat.text().contains("Log 6 of 502"), "{}", seat.text());
    seat.press("<Esc>");
    assert_eq!(seat.text(), before.replace("Log 501", "Log 502"));
}

#[test]
fn answer_that_comes_after_esc_changes_nothing() {
    let mut seat = long((80, 24));
    seat.press("/burns<Enter>kk");
    let found = seat.model.world.found.clone().unwrap();
    seat.press("<Esc>");
    let before = seat.text();
    seat.hear(News::Answered(Ok(Answer::Found(Box::new(found)))));
    assert_eq!(seat.text(), before);
    assert!(seat.model.world.found.is_none());
}

#[test]
fn selected_line_that_matches_no_more_is_not_selected_any_longer() {
    let mut seat = long((80, 24));
    seat.press("/burns<Enter>kk");
    let mut found = seat.model.world.found.clone().unwrap();
    let gone = found.lines.remove(3);
    found.count -= 1;
    assert!(seat.text().contains(&format!("line {}", gone.entry.unwrap())));
    seat.hear(News::Answered(Ok(Answer::Found(Box::new(found)))));
    let text = seat.text();
    assert!(
        text.contains("Log 4 of 501") && text.contains("only \"burns\""),
        "{text}"
    );
    assert!(!seat.model.ui.incident.is_reading);
}

#[test]
fn a_line_that_was_found_can_be_struck() {
    let mut seat = Seat::demo(&look(), (120, 36));
    seat.press("<Enter>/signing key<Enter>k");
    let text = seat.text();
    assert!(text.contains("line "), "{text}");
    seat.press("xnot that one<C-s>");
    let text = seat.text();
    assert!(text.contains("struck: not that one"), "{text}");
}
