//! The text grid of every screen at the three sizes.

use crate::seat::{Seat, look};

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (60, 20)];

/// Presses `keys` before the demo's week at each size and compares each frame with the one that was read and approved.
fn shows(name: &str, keys: &[&str]) {
    for size in SIZES {
        let mut seat = Seat::demo(&look(), size);
        for keys in keys {
            seat.press(keys);
        }
        compare(name, size, &seat.text());
    }
}

fn compare(name: &str, (width, height): (u16, u16), text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), text);
    });
}

#[test]
fn board() {
    shows("board", &[]);
}

#[test]
fn board_filtered() {
    shows("board-filtered", &["/zzz"]);
}

#[test]
fn incident() {
    shows("incident", &["<Enter>"]);
}

#[test]
fn incident_side() {
    shows("incident-side", &["<Enter><Tab>"]);
}

#[test]
fn incident_searched() {
    shows("incident-searched", &["<Enter>", "/jonas an"]);
}

#[test]
fn incident_search_without_a_match() {
    shows("incident-no-match", &["<Enter>", "/zzz<Enter>"]);
}

#[test]
fn line_being_written() {
    shows("line", &["<Enter>", "l13:50 blocked the token"]);
}

#[test]
fn due() {
    shows("due", &["d"]);
}

#[test]
fn vendors() {
    shows("vendors", &["v"]);
}

#[test]
fn vendor() {
    shows("vendor", &["v<Enter>"]);
}

#[test]
fn customers() {
    shows("customers", &[" c"]);
}

#[test]
fn people() {
    shows("people", &[" p"]);
}

#[test]
fn systems() {
    shows("systems", &[" s"]);
}

#[test]
fn closed() {
    shows("closed", &[" h"]);
}

#[test]
fn declare() {
    shows("declare", &["n", "Exports readable by everyone<Tab>1"]);
}

#[test]
fn breach_form() {
    shows("breach-form", &["G", "b"]);
}

#[test]
fn breach_confirmation() {
    shows(
        "breach-confirmation",
        &["G", "b", "<Tab>names, emails<Tab>Acme GmbH, Brightloaf<C-s>"],
    );
}

#[test]
fn palette() {
    shows("palette", &[":br"]);
}

#[test]
fn help() {
    shows("help", &["?"]);
}

#[test]
fn read_only_is_told() {
    for size in SIZES {
        let mut seat = Seat::demo(&look(), size);
        seat.model.ui.read_only = Some("firebell was started with --read-only".to_owned());
        seat.press("n");
        compare("read-only", size, &seat.text());
    }
}

#[test]
fn empty() {
    for size in SIZES {
        compare("empty", size, &Seat::empty(size).text());
    }
}

#[test]
fn too_small() {
    for size in [(59, 19), (20, 3), (1, 1)] {
        compare("too-small", size, &Seat::demo(&look(), size).text());
    }
}
