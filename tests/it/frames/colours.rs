//! Colours and signs: the one filled mark, lateness, and no more colours than the terminal has.

use ratatui::style::{Color, Modifier};

use crate::seat::{Look, Seat, look};

const SIZE: (u16, u16) = (120, 36);

/// Every screen and layer, by the keys that lead to it.
const SCREENS: [&[&str]; 14] = [
    &[],
    &["/zzz"],
    &["<Enter>"],
    &["<Enter>", "lwords"],
    &["d"],
    &["v"],
    &["v<Enter>"],
    &[" c"],
    &[" h"],
    &["nExports<Tab>1"],
    &["G", "b<Tab>names<Tab>Acme GmbH<C-s>"],
    &[":br"],
    &["?"],
    &["C<C-s>"],
];

fn with(changes: &[(&'static str, &'static str)]) -> Look {
    let mut look = look();
    look.extend(changes.iter().copied());
    look
}

/// Draws every screen in this look and gives each cell to `check`.
fn every_cell(look: &Look, size: (u16, u16), mut check: impl FnMut(&ratatui::buffer::Cell, &str)) {
    for keys in SCREENS {
        let mut seat = Seat::demo(look, size);
        for keys in keys {
            seat.press(keys);
        }
        let text = seat.text();
        let (buffer, _) = seat.draw();
        for cell in &buffer.content {
            check(cell, &text);
        }
    }
}

#[test]
fn open_sev1_is_the_one_filled_mark() {
    let grounds = [
        ("dark", Color::Rgb(0xff, 0x73, 0x47)),
        ("light", Color::Rgb(0xa8, 0x00, 0x2a)),
        ("contrast", Color::Rgb(0xff, 0x92, 0x70)),
    ];
    for (theme, sev1) in grounds {
        let mut seat = Seat::demo(&with(&[("FIREBELL_THEME", theme)]), SIZE);
        let (buffer, _) = seat.draw();
        let filled: String = buffer
            .content
            .iter()
            .filter(|cell| cell.bg == sev1)
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        let chips: Vec<&str> = filled.split_whitespace().collect();
        assert!(!chips.is_empty(), "{}", seat.text());
        assert!(
            chips.iter().all(|part| ["●", "S1", "Sev1"].contains(part)),
            "{theme}: {filled}"
        );
    }
}

#[test]
fn themes_paint_their_own_ground() {
    let grounds = [
        ("dark", Color::Rgb(0x0e, 0x13, 0x1a)),
        ("light", Color::Rgb(0xfc, 0xfb, 0xf8)),
        ("contrast", Color::Rgb(0, 0, 0)),
    ];
    for (theme, ground) in grounds {
        let (buffer, _) = Seat::demo(&with(&[("FIREBELL_THEME", theme)]), SIZE).draw();
        let painted = buffer.content.iter().filter(|cell| cell.bg == ground).count();
        assert!(painted * 2 > buffer.content.len(), "{theme}");
        assert!(buffer.content.iter().all(|cell| cell.bg != Color::Reset), "{theme}");
    }
}

#[test]
fn late_is_a_word_in_its_own_colour() {
    let mut seat = Seat::demo(&look(), SIZE);
    seat.press("d");
    let text = seat.text();
    let late = (1..100)
        .map(|days| format!("{days} d late"))
        .find(|words| text.contains(words));
    let style = seat.style_of(&late.unwrap());
    assert_eq!(style.fg, Some(Color::Rgb(0xff, 0x73, 0x47)), "{text}");
    assert!(style.add_modifier.contains(Modifier::BOLD), "{text}");
}

#[test]
fn terminals_of_256_colours_get_indexed_ones() {
    for theme in ["dark", "light", "contrast"] {
        let look = with(&[("COLORTERM", ""), ("FIREBELL_THEME", theme)]);
        every_cell(&look, SIZE, |cell, text| {
            for colour in [cell.fg, cell.bg] {
                assert!(matches!(colour, Color::Indexed(16..)), "{colour:?} in {theme}:\n{text}");
            }
        });
    }
}

#[test]
fn terminals_of_16_colours_get_their_own() {
    let look = with(&[("COLORTERM", ""), ("TERM", "xterm")]);
    every_cell(&look, (80, 24), |cell, text| {
        for colour in [cell.fg, cell.bg] {
            let is_exact = matches!(colour, Color::Indexed(_) | Color::Rgb(..));
            assert!(!is_exact, "{colour:?} in:\n{text}");
        }
        // Some palettes hide bright black: nothing that must be read is ever in it.
        let is_word = cell.symbol().chars().any(char::is_alphanumeric);
        let is_veiled = text.contains("Esc close") || text.contains("Esc go back") || text.contains("Esc leave");
        assert!(
            cell.fg != Color::DarkGray || !is_word || is_veiled,
            "{} in:\n{text}",
            cell.symbol()
        );
    });
}

#[test]
fn no_color_leaves_weight_alone() {
    for size in [SIZE, (80, 24), (60, 20)] {
        every_cell(&with(&[("NO_COLOR", "1")]), size, |cell, text| {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "in:\n{text}");
        });
    }
}

#[test]
fn ascii_has_no_other_signs() {
    for size in [SIZE, (80, 24), (60, 20)] {
        every_cell(&with(&[("LANG", "C")]), size, |cell, text| {
            assert!(cell.symbol().is_ascii(), "{} in:\n{text}", cell.symbol());
        });
    }
}
