//! The rhythm of updates to the outside: what starts it, how it stands in each place, and which key sees to it.

use chrono::TimeDelta;

use crate::seat::{Seat, look};

fn compare(name: &str, seat: &mut Seat) {
    let (width, height) = seat.model.ui.size;
    let name = format!("{name}-{width}x{height}");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, seat.text());
    });
}

/// The demo's breach, once somebody has said that the public has to hear of it.
fn asked(size: (u16, u16)) -> (Seat, String) {
    let mut seat = Seat::demo(&look(), size);
    let done = seat
        .run(
            "notify decide",
            &[
                ("code", "M05R"),
                ("question", "public"),
                ("answer", "yes"),
                ("reason", "many see it"),
            ],
        )
        .unwrap()
        .done;
    (seat, done)
}

/// Selects the line that holds these words.
fn select(seat: &mut Seat, words: &str) {
    for _ in 0..40 {
        if seat
            .text()
            .lines()
            .any(|line| line.contains("▌") && line.contains(words))
        {
            return;
        }
        seat.press("<Down>");
    }
    panic!("{words} cannot be selected: {}", seat.text());
}

#[test]
fn a_yes_says_when_the_first_update_is_due_and_how_it_is_written() {
    let (mut seat, done) = asked((120, 36));
    assert_eq!(
        done,
        "M05R: Does it touch availability or trust? yes; an update is due within 1 h: press m for the status page, \
         or: firebell notice draft M05R --to status"
    );
    // Said again, or once something was published, it starts nothing.
    let published = [
        ("code", "M05R"),
        ("publication", "status"),
        ("where", "https://s.example"),
        ("text-content", "x"),
    ];
    seat.run("publish", &published).unwrap();
    let again = [
        ("code", "M05R"),
        ("question", "public"),
        ("answer", "yes"),
        ("reason", "still"),
    ];
    let done = seat.run("notify decide", &again).unwrap().done;
    assert_eq!(done, "M05R: Does it touch availability or trust? yes");
}

#[test]
fn the_next_update_stands_on_the_board_in_the_incident_and_among_what_is_due_with_its_key() {
    for size in [(120, 36), (80, 24), (60, 20)] {
        let (mut seat, _) = asked(size);
        seat.wait(TimeDelta::minutes(20));
        assert!(seat.text().contains("m write to") || size.0 < 80, "{}", seat.text());
        seat.press("d");
        select(&mut seat, "Write an update on M05R");
        compare("updates-due", &mut seat);
        // From here it is one key and a choice.
        seat.press("m");
        assert!(
            seat.text().contains("status page, update due in 40 m"),
            "{}",
            seat.text()
        );
        seat.press("<Esc>");
        compare("updates-incident", &mut seat);
    }
}

#[test]
fn an_update_that_is_selected_at_the_side_is_written_to_the_status_page() {
    let (mut seat, _) = asked((120, 36));
    seat.press("<Enter><Tab>");
    for _ in 0..20 {
        let line = seat
            .text()
            .lines()
            .find(|line| line.contains("update every 1 h"))
            .map(str::to_owned);
        if line.is_some_and(|line| line.contains("▌")) {
            break;
        }
        seat.press("<Down>");
    }
    seat.press("m<Enter>");
    assert!(seat.text().contains("letter to status page"), "{}", seat.text());
    assert!(seat.text().contains("1 h 00 m   due"), "{}", seat.text());
}

#[test]
fn nobody_is_written_to_of_what_is_no_incidents() {
    let (mut seat, _) = asked((120, 36));
    seat.press("d");
    select(&mut seat, "Reassess");
    seat.press("m");
    assert!(
        seat.text().contains("Nobody is written to from here"),
        "{}",
        seat.text()
    );
}
