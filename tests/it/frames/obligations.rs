//! Clocks of law and contracts on the screens that show clocks: nothing there knows of them but their names.

use firebell::policy::Policy;

use crate::seat::Seat;

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (60, 20)];

/// The demo's breach, under a policy with obligations, half an hour after somebody became aware.
fn obliged(size: (u16, u16)) -> Seat {
    let text = "obligations = ['gdpr-33-1', 'gdpr-33-2', 'nis2-24', 'nis2-72', 'nis2-final']";
    let mut seat = Seat::demo_under(Policy::from_toml(text, "policy.toml").unwrap(), size);
    let aware = [
        ("code", "M05R"),
        ("anchor", "aware"),
        ("at", "12:35"),
        ("reason", "the dump holds our customers"),
    ];
    seat.run("anchor set", &aware).unwrap();
    seat
}

fn compare(name: &str, (width, height): (u16, u16), text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), text);
    });
}

#[test]
fn an_incident_shows_them_among_its_clocks() {
    for size in SIZES {
        let mut seat = obliged(size);
        seat.press("<Enter>");
        compare("obligations-incident", size, &seat.text());
    }
}

#[test]
fn the_list_of_what_is_due_shows_them_in_their_order() {
    for size in SIZES {
        let mut seat = obliged(size);
        seat.press("d");
        compare("obligations-due", size, &seat.text());
    }
}

#[test]
fn the_board_counts_what_is_due_together_as_one() {
    for size in SIZES {
        let mut seat = obliged(size);
        compare("obligations-board", size, &seat.text());
    }
}

#[test]
fn setting_an_anchor_shows_every_clock_that_will_start_before_it_is_set() {
    for size in SIZES {
        let text = "obligations = ['gdpr-33-1', 'nis2-24', 'nis2-72']";
        let mut seat = Seat::demo_under(Policy::from_toml(text, "policy.toml").unwrap(), size);
        seat.press("<Enter>:anchor-set<Enter><Right><Right><Right><Tab>13:35<Tab>the dump holds our customers<C-s>");
        compare("obligations-anchor-confirm", size, &seat.text());
        seat.press("<Enter>");
        assert!(seat.text().contains("aware is set"), "{}", seat.text());
    }
}

#[test]
fn confirming_says_for_whom_each_clock_starts_when_it_is_due_and_why() {
    for size in SIZES {
        let mut seat = obliged(size);
        // One of them wants to hear of it within a day.
        seat.press("Gb<Tab>names, emails<Tab>Acme GmbH, Cobalt, Fernhill Clinics<C-s>");
        compare("obligations-breach-confirm", size, &seat.text());
    }
}

#[test]
fn withdrawing_says_what_stops_and_who_was_told() {
    for size in SIZES {
        let mut seat = obliged(size);
        seat.press("<Enter>:breach-withdraw<Enter>the records were synthetic<C-s>");
        compare("obligations-withdraw-confirm", size, &seat.text());
        seat.press("<Enter>");
        assert!(seat.text().contains("Withdrew the breach"), "{}", seat.text());
    }
}
