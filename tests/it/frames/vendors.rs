//! The screens of the vendor programme: what stands on them, and what the keys do there.

mod acts;
mod list;

use chrono::TimeDelta;

use crate::seat::{Seat, look};

pub const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (60, 20)];
pub const WIDE: (u16, u16) = SIZES[0];

pub fn compare(name: &str, (width, height): (u16, u16), text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), text);
    });
}

/// The demo's week with a vendor that is being taken on, announced and objected to, and one that leaves.
pub fn programme(size: (u16, u16)) -> Seat {
    let mut seat = Seat::demo(&look(), size);
    let acts: &[(&str, &[(&str, &str)])] = &[
        ("customer set", &[("name", "Cobalt"), ("notice-days", "14")]),
        ("customer add", &[("name", "Delta"), ("notice-days", "7")]),
        (
            "vendor add",
            &[
                ("name", "Parley AI"),
                ("tier", "critical"),
                ("customer-data", "yes"),
                ("purpose", "Sorting of inbound messages"),
                ("data", "message text, sender address"),
                ("location", "Paris, France"),
                ("owner", "tove"),
                ("requester", "tove"),
            ],
        ),
        (
            "vendor step",
            &[
                ("name", "Parley AI"),
                ("step", "questionnaire"),
                ("note", "answered, 2 remarks"),
            ],
        ),
        (
            "vendor step",
            &[
                ("name", "Parley AI"),
                ("step", "assurance-report"),
                ("evidence", "type-ii.pdf"),
            ],
        ),
        (
            "vendor skip",
            &[
                ("name", "Parley AI"),
                ("step", "access"),
                ("reason", "it gets no credential"),
            ],
        ),
        (
            "vendor report",
            &[("name", "Parley AI"), ("report", "SOC 2"), ("expires", "2027-08-31")],
        ),
        (
            "vendor announce",
            &[("name", "Parley AI"), ("note", "sorting by a model")],
        ),
    ];
    run(&mut seat, acts);
    seat.wait(TimeDelta::days(3));
    let acts: &[(&str, &[(&str, &str)])] = &[
        (
            "vendor told",
            &[("name", "Parley AI"), ("customer", "Delta"), ("by", "email")],
        ),
        (
            "vendor object",
            &[
                ("name", "Parley AI"),
                ("customer", "Cobalt"),
                ("grounds", "text must stay in Germany"),
            ],
        ),
        (
            "vendor credential",
            &[
                ("name", "Oldmail"),
                ("credential", "relay password"),
                ("note", "mail host"),
            ],
        ),
        (
            "vendor offboard",
            &[("name", "Oldmail"), ("reason", "the archive has moved")],
        ),
    ];
    run(&mut seat, acts);
    seat
}

fn run(seat: &mut Seat, acts: &[(&'static str, &[(&'static str, &str)])]) {
    for (words, values) in acts {
        seat.run(words, values)
            .unwrap_or_else(|error| panic!("{words}: {error:?}"));
    }
}

/// Goes from the board to the page of the vendor whose name begins so.
pub fn page(seat: &mut Seat, name: &str) {
    seat.press(&format!("v/<C-u>{name}<Enter><Enter>"));
}

/// Presses a key until the selected row is about what is meant.
pub fn select(seat: &mut Seat, is_meant: impl Fn(&firebell::tui::screen::vendor::About) -> bool) {
    let about = |seat: &Seat| firebell::tui::screen::vendor::selected(&seat.model).unwrap();
    seat.press("g");
    for _ in 0..60 {
        if is_meant(&about(seat)) {
            return;
        }
        seat.press("j");
    }
    panic!("nothing such on\n{}", seat.text());
}

#[test]
fn table_with_every_stage() {
    for size in SIZES {
        let mut seat = programme(size);
        seat.press("v");
        compare("vendors-stages", size, &seat.text());
    }
}

#[test]
fn table_in_groups() {
    for size in SIZES {
        let mut seat = programme(size);
        seat.press("vbb");
        compare("vendors-by-owner", size, &seat.text());
    }
}

#[test]
fn page_of_a_vendor_that_is_taken_on() {
    for size in SIZES {
        let mut seat = programme(size);
        page(&mut seat, "parley");
        compare("vendor-onboarding", size, &seat.text());
        seat.press("<Tab>");
        compare("vendor-onboarding-side", size, &seat.text());
    }
}

#[test]
fn page_of_a_vendor_that_leaves() {
    for size in SIZES {
        let mut seat = programme(size);
        page(&mut seat, "oldmail");
        compare("vendor-leaving", size, &seat.text());
    }
}

#[test]
fn list_as_it_would_be_published() {
    for size in SIZES {
        let mut seat = programme(size);
        seat.press("vL");
        compare("subprocessors", size, &seat.text());
        seat.press("c2026-01-20<Enter>");
        compare("subprocessors-since", size, &seat.text());
    }
}

#[test]
fn board_counts_down_what_is_announced() {
    for size in SIZES {
        compare("board-vendors", size, &programme(size).text());
    }
}
