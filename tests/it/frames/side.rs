//! The facts at the side of an incident: one is selected, and what is pressed is done to it.

use crate::seat::{Seat, look};

/// The row with the selection's mark, from the mark on.
fn marked(seat: &mut Seat) -> String {
    let text = seat.text();
    let marks: Vec<&str> = text.lines().filter(|line| line.contains('▌')).collect();
    assert_eq!(marks.len(), 1, "{text}");
    let row = marks[0].split('▌').nth(1).unwrap_or_default();
    row.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_fact_that_can_be_acted_on_is_reached_and_in_view() {
    for size in [(120, 36), (80, 24), (60, 20)] {
        let mut seat = Seat::demo(&look(), size);
        seat.press("<Enter><Tab>");
        let mut down = vec![marked(&mut seat)];
        for _ in 0..9 {
            seat.press("j");
            down.push(marked(&mut seat));
        }
        let expected = [
            "Brightloaf 60 h 48 m",
            "Cobalt 60 h 48 m",
            "Acme GmbH ✓ 13:22",
            "responder jonas",
            "commander mira",
            "engineering ana",
            "sponsor lee",
            "comms nobody",
            "02:47 mira ✓ 02:48",
            "02:47 lee ✓ 02:59",
        ];
        assert_eq!(down, expected, "{size:?}");
        // Below the last there is nothing, and the way back is the same.
        seat.press("j");
        assert_eq!(marked(&mut seat), expected[9]);
        seat.press("g");
        assert_eq!(marked(&mut seat), expected[0]);
        seat.press("G");
        assert_eq!(marked(&mut seat), expected[9]);
    }
}

#[test]
fn keys_act_on_the_selected_customer_deadline_role_and_page() {
    let mut seat = Seat::demo(&look(), (120, 36));
    let field = |seat: &mut Seat, name: &str| {
        let text = seat.text();
        let row = text.lines().find(|line| line.contains(name)).map(str::to_owned);
        row.unwrap_or_else(|| panic!("no {name}:\n{text}"))
    };
    seat.press("<Enter><Tab>jm");
    assert!(field(&mut seat, "letter to").contains("Cobalt"), "{}", seat.text());
    assert_eq!(
        seat.model.ui.composer.as_ref().unwrap().reader.as_ref().unwrap().name,
        "Cobalt"
    );
    seat.press("<Esc>w");
    let text = seat.text();
    assert!(text.contains("M05R/notice/cobalt"), "{text}");
    // Past the third customer and four roles.
    seat.press("<Esc>jjjjjj");
    assert_eq!(marked(&mut seat), "comms nobody");
    seat.press("a<Tab>jonas<C-s>");
    assert_eq!(marked(&mut seat), "comms jonas");
    seat.press("A<C-s>");
    assert_eq!(marked(&mut seat), "comms nobody");
    seat.press("jjK");
    assert!(field(&mut seat, "Person  ").contains("lee"), "{}", seat.text());
}

#[test]
fn log_keeps_its_line_and_what_strikes_it_waits_until_one_is_back() {
    let mut seat = Seat::demo(&look(), (120, 36));
    seat.press("<Enter>kk");
    let line = seat.style_of("Export signing key revoked");
    seat.press("<Tab>x");
    assert!(
        seat.text().contains("Select a line that a person wrote first"),
        "{}",
        seat.text()
    );
    assert_ne!(seat.style_of("Export signing key revoked"), line);
    seat.press("<Esc>");
    assert_eq!(seat.style_of("Export signing key revoked"), line);
    seat.press("x");
    let text = seat.text();
    assert!(text.contains("13:54 ana: Export signing key revoked"), "{text}");
}

#[test]
fn waive_offers_the_clocks_that_run_where_none_is_selected() {
    for keys in ["<Enter>w", "<Enter><Tab>jjjw"] {
        let mut seat = Seat::demo(&look(), (120, 36));
        seat.press(keys);
        let text = seat.text();
        assert!(
            text.contains("Waive a deadline") && text.contains("tell Brightloaf"),
            "{text}"
        );
        seat.press("tell c<Tab>they know<C-s>");
        let text = seat.text();
        assert!(text.contains("Will waive M05R/notice/cobalt."), "{text}");
    }
    let mut seat = Seat::empty((120, 36));
    seat.run("declare", &[("title", "Odd mail"), ("severity", "sev4")])
        .unwrap();
    seat.press("<Enter>w");
    assert!(seat.text().contains("No clock runs here"), "{}", seat.text());
}

#[test]
fn what_is_selected_goes_before_what_was_left_half_written() {
    let mut seat = Seat::demo(&look(), (120, 36));
    let field = |seat: &mut Seat, name: &str| {
        let text = seat.text();
        let row = text.lines().find(|line| line.contains(name)).map(str::to_owned);
        row.unwrap_or_else(|| panic!("no {name}:\n{text}"))
    };
    // Half a notice to Brightloaf is left behind.
    seat.press("<Enter><Tab>:notice-sent<Enter><Tab>by phone at night<Esc>");
    assert!(seat.text().contains("1 draft"), "{}", seat.text());
    seat.press("j:notice-sent<Enter>");
    assert!(field(&mut seat, "Customer  ").contains("Cobalt"), "{}", seat.text());
    // What was typed besides is there again.
    assert!(
        field(&mut seat, "Sent by  ").contains("by phone at night"),
        "{}",
        seat.text()
    );
}
