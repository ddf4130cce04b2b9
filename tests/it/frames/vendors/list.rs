//! The table: sorted, grouped, filtered; a register of thousands.

use firebell::tui::screen::vendors;

use super::{WIDE, page, programme};
use crate::seat::{Seat, look};

/// The names shown, from the top.
fn names(seat: &Seat) -> Vec<String> {
    (0..vendors::count(&seat.model))
        .filter_map(|place| vendors::row(&seat.model, place))
        .map(|row| row.vendor.details.name.clone())
        .collect()
}

#[test]
fn what_is_late_leads_and_o_sorts_otherwise() {
    let mut seat = Seat::demo(&look(), WIDE);
    seat.press("v");
    assert_eq!(names(&seat)[..3], ["Northstar DB", "Keyhole IdP", "Lumen AI"]);
    seat.press("o");
    assert!(names(&seat).is_sorted(), "{:?}", names(&seat));
    assert!(seat.text().contains("by name"), "{}", seat.text());
    seat.press("o");
    let tiers: Vec<usize> = (0..11)
        .filter_map(|place| vendors::row(&seat.model, place))
        .map(|row| row.tier)
        .collect();
    assert!(tiers.is_sorted(), "{tiers:?}");
    assert_eq!(names(&seat)[0], "Northstar DB");
    seat.press("o");
    assert!(seat.text().contains("by what is due"), "{}", seat.text());
}

#[test]
fn selected_vendor_stays_selected_when_the_order_changes() {
    let mut seat = Seat::demo(&look(), WIDE);
    seat.press("vj");
    for keys in ["o", "o", "b", "b", "b", "o", "/id<Enter>", "<Esc>"] {
        seat.press(keys);
        let name = vendors::selected(&seat.model).map(|row| row.vendor.details.name.clone());
        assert_eq!(name.as_deref(), Some("Keyhole IdP"), "after {keys}:\n{}", seat.text());
        assert!(
            seat.text().contains("▌◆ critical   Keyhole IdP"),
            "after {keys}:\n{}",
            seat.text()
        );
    }
}

#[test]
fn groups_have_a_title_with_their_count() {
    let mut seat = Seat::demo(&look(), WIDE);
    seat.press("vb");
    let text = seat.text();
    for title in ["  critical 4 ──", "  important 3 ──", "  standard 4 ──"] {
        assert!(text.contains(title), "no {title} in\n{text}");
    }
    seat.press("b");
    assert!(seat.text().contains("  jonas 3 ──"), "{}", seat.text());
}

#[test]
fn every_word_of_the_filter_must_be_there() {
    let mut seat = programme(WIDE);
    seat.press("v/critical eu");
    assert_eq!(names(&seat), ["Northstar DB", "Keyhole IdP", "Harbour Cloud"]);
    assert!(seat.text().contains("3 of 12"), "{}", seat.text());
    // The answers count the whole register.
    assert!(seat.text().contains("1  Parley AI"), "{}", seat.text());
    seat.press(" tove");
    assert_eq!(names(&seat), ["Harbour Cloud"]);
    seat.press(" zzz");
    assert!(
        seat.text().contains("No match for critical eu tove zzz."),
        "{}",
        seat.text()
    );
    seat.press("<Esc>");
    assert_eq!(names(&seat).len(), 12);
}

#[test]
fn enter_opens_the_page_and_esc_comes_back_to_the_row() {
    let mut seat = Seat::demo(&look(), WIDE);
    page(&mut seat, "harbour");
    assert!(seat.text().contains("vendors › Harbour Cloud"), "{}", seat.text());
    seat.press("<Esc>");
    assert!(seat.text().contains("only \"harbour\""), "{}", seat.text());
    // From the board the row at the side leads there too, and Esc leads back.
    seat.press("<Esc><Esc><Tab><Tab><Enter>");
    assert!(seat.text().contains("vendors › Northstar DB"), "{}", seat.text());
    seat.press("<Esc>");
    assert!(seat.text().contains("Incidents"), "{}", seat.text());
}

#[test]
fn register_of_five_thousand_opens_filters_and_groups() {
    let mut seat = Seat::with_vendors(5000, WIDE);
    seat.press("v");
    assert!(seat.text().contains("Vendors 5000"), "{}", seat.text());
    seat.press("/vendor 4321");
    assert_eq!(names(&seat), ["Vendor 4321"]);
    seat.press("<Esc>bG");
    let last = vendors::selected(&seat.model).unwrap().vendor.details.name.clone();
    assert!(seat.text().contains(&last), "{last} is out of sight:\n{}", seat.text());
    seat.press("g<Enter>");
    assert!(seat.text().contains("Steps before data flows"), "{}", seat.text());
}
