//! Pages: what is still to be recorded is seen everywhere, with the key that records it.

use chrono::TimeDelta;

use crate::seat::Seat;

const NARROW: (u16, u16) = (80, 24);

/// A Sev1 that ana commands, seen by mira; lee holds the duty of the sponsor.
fn declared(size: (u16, u16)) -> (Seat, String) {
    let mut seat = Seat::empty(size);
    seat.run("person add", &[("name", "lee"), ("duty", "sponsor")]).unwrap();
    seat.run(
        "vendor add",
        &[("name", "Mailjet"), ("tier", "critical"), ("service", "mail")],
    )
    .unwrap();
    let declared = seat.run(
        "declare",
        &[
            ("title", "Keys on a public page"),
            ("severity", "sev1"),
            ("role", "commander=ana"),
        ],
    );
    (seat, declared.unwrap().code.unwrap())
}

fn footer(seat: &mut Seat) -> String {
    seat.text().lines().last().unwrap().to_owned()
}

#[test]
fn footer_names_the_key_as_long_as_somebody_is_to_be_paged() {
    for size in [NARROW, (120, 36), (60, 20)] {
        let (mut seat, code) = declared(size);
        for keys in ["", "<Enter>", "<Esc>d"] {
            seat.press(keys);
            assert!(footer(&mut seat).contains("P page"), "{keys}:\n{}", seat.text());
        }
        // A row of another kind is met otherwise.
        seat.press("jj");
        assert!(!footer(&mut seat).contains("P page"), "{}", seat.text());
        seat.press("<Esc>");
        for (person, duty) in [("ana", "security-lead"), ("lee", "sponsor")] {
            seat.run("page record", &[("code", &code), ("person", person), ("duty", duty)])
                .unwrap();
        }
        for keys in ["", "<Enter>"] {
            seat.press(keys);
            assert!(!footer(&mut seat).contains("P page"), "{}", seat.text());
        }
    }
}

#[test]
fn narrow_incident_counts_what_is_to_be_paged_and_tab_lists_it() {
    let (mut seat, code) = declared(NARROW);
    seat.press("<Enter>");
    assert!(seat.text().contains("2 to page    "), "{}", seat.text());
    seat.wait(TimeDelta::minutes(9));
    assert!(seat.text().contains("2 to page, 2 late    "), "{}", seat.text());
    seat.press("<Tab>");
    let text = seat.text();
    assert!(text.contains("Pages 2 to record"), "{text}");
    assert!(
        text.lines()
            .any(|line| line.contains("page sponsor") && line.contains("4 m late")),
        "{text}"
    );
    seat.run(
        "page record",
        &[("code", &code), ("person", "lee"), ("reason", "the phone was off")],
    )
    .unwrap();
    let text = seat.text();
    assert!(
        text.contains("1 to page, 1 late") && !text.contains("page sponsor"),
        "{text}"
    );
}

#[test]
fn page_key_on_a_duty_fills_in_the_duty_and_who_holds_it() {
    let (mut seat, code) = declared((120, 36));
    seat.press("d");
    while seat.model.world.due[seat.model.ui.due.list.selected].who.as_deref() != Some("sponsor") {
        seat.press("j");
    }
    seat.press("P");
    let text = seat.text();
    let field = |label: &str| {
        let line = text.lines().find(|line| line.contains(label));
        line.unwrap_or_else(|| panic!("no {label} in\n{text}")).to_owned()
    };
    assert!(field("Person").contains("lee"), "{text}");
    assert!(field("Duty").to_lowercase().contains("sponsor"), "{text}");
    seat.press("<C-s>");
    let text = seat.text();
    assert!(
        text.contains(&format!("{code}: page to lee as sponsor is recorded")),
        "{text}"
    );
    // The log says which duty it met.
    seat.press("<Esc><Enter>");
    assert!(seat.text().contains("lee paged as sponsor"), "{}", seat.text());
}

#[test]
fn page_key_at_the_side_of_an_incident_is_about_the_selected_duty() {
    let (mut seat, _) = declared((120, 36));
    seat.press("<Enter><Tab>");
    let is_sponsor = |seat: &Seat| {
        let about = firebell::tui::screen::incident::side::selected(&seat.model);
        about
            .and_then(|about| about.deadline)
            .is_some_and(|name| name.ends_with("/page/sponsor"))
    };
    while !is_sponsor(&seat) {
        seat.press("j");
    }
    seat.press("P<C-s>");
    assert!(
        seat.text().contains("page to lee as sponsor is recorded"),
        "{}",
        seat.text()
    );
}
