use super::*;
use crate::tui::theme::{ColourDepth, Theme};
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};

fn palette(depth: ColourDepth) -> Palette {
    Palette::new(&Theme::built_in("dark").unwrap(), depth, false)
}

/// What `draw` leaves of a canvas, row by row.
fn rows(width: u16, height: u16, draw: impl FnOnce(&mut Canvas)) -> Vec<String> {
    let buffer = drawn(width, height, ColourDepth::True, draw);
    buffer
        .content
        .chunks(usize::from(width))
        .map(|row| row.iter().map(Cell::symbol).collect())
        .collect()
}

fn drawn(width: u16, height: u16, depth: ColourDepth, draw: impl FnOnce(&mut Canvas)) -> Grid {
    let mut buffer = Grid::empty(Rect::new(0, 0, width, height));
    let palette = palette(depth);
    let mut canvas = Canvas::new(&mut buffer, &palette, &Glyphs::UNICODE);
    canvas.clear();
    draw(&mut canvas);
    buffer
}

#[test]
fn text_is_cut_with_the_sign_for_it() {
    let seen = rows(12, 5, |canvas| {
        let style = canvas.style(Role::Text);
        assert_eq!(canvas.text(1, 0, 8, "fits 123", style), 8);
        assert_eq!(canvas.text(1, 1, 8, "does not fit", style), 8);
        assert_eq!(canvas.text(1, 2, 6, "does not fit", style), 5);
        assert_eq!(canvas.text(1, 3, 5, "a世界bc", style), 4);
        assert_eq!(canvas.text(8, 4, 40, "past the edge", style), 4);
        assert_eq!(canvas.text(1, 9, 5, "below", style), 0);
        assert_eq!(canvas.text(20, 0, 5, "beside", style), 0);
    });
    assert_eq!(
        seen,
        [
            " fits 123   ",
            " does no…   ",
            " does…      ",
            " a世 …       ",
            "        pas…"
        ]
    );
}

#[test]
fn hostile_text_is_made_visible() {
    let seen = rows(20, 1, |canvas| {
        canvas.text(0, 0, 20, "a\u{1b}[31m\u{202e}b", canvas.style(Role::Text));
    });
    assert!(!seen[0].chars().any(|c| c.is_control() || c == '\u{202e}'));
    assert!(seen[0].contains("[31m"));
}

#[test]
fn right_aligned_text_ends_in_its_cell() {
    let seen = rows(10, 2, |canvas| {
        let style = canvas.style(Role::Text);
        assert_eq!(canvas.right(7, 0, "38 m", style), 4);
        assert_eq!(canvas.right(3, 1, "too long", style), 0);
    });
    assert_eq!(seen, ["    38 m  ", "too…      "]);
}

#[test]
fn half_of_a_wide_character_is_never_left() {
    let seen = rows(6, 2, |canvas| {
        let style = canvas.style(Role::Text);
        for y in 0..2 {
            canvas.text(0, y, 6, "世界", style);
        }
        canvas.text(1, 0, 1, "x", style);
        canvas.fill(Rect::new(3, 1, 1, 1), "|", style);
    });
    assert_eq!(seen, [" x界   ", "世  |  "]);
}

#[test]
fn spans_that_do_not_fit_say_so() {
    let seen = rows(12, 2, |canvas| {
        let style = canvas.style(Role::Text);
        assert_eq!(canvas.spans(0, 0, 8, &[("nobody", style), ("  has C90T", style)]), 7);
        assert_eq!(canvas.spans(0, 1, 6, &[("nobody", style), ("  has C90T", style)]), 6);
    });
    assert_eq!(seen, ["nobody…     ", "nobod…      "]);
}

#[test]
fn a_pane_title_has_its_count_line_and_order() {
    let seen = rows(34, 4, |canvas| {
        let title = |canvas: &mut Canvas, y, width, right| {
            let count = [("7 open", Role::Dim), ("1 late", Role::Late)];
            canvas.pane_title(Rect::new(1, y, width, 1), "Incidents", &count, right, true);
        };
        title(canvas, 0, 32, "");
        title(canvas, 1, 32, "by age");
        title(canvas, 2, 18, "by age");
        title(canvas, 3, 6, "by age");
    });
    assert_eq!(
        seen,
        [
            " Incidents 7 open 1 late ──────── ",
            " Incidents 7 open 1 late ─ by age ",
            " Incidents 7 open ─               ",
            " Incid…                           ",
        ]
    );
}

#[test]
fn a_meter_grows_and_shows_the_first_minute() {
    let seen = rows(6, 4, |canvas| {
        for (y, used) in [(0, 0.0), (1, 0.001), (2, 0.5), (3, 7.0)] {
            canvas.meter(0, y, 6, used, Role::Dim);
        }
        canvas.meter(0, 0, 6, f32::NAN, Role::Dim);
    });
    assert_eq!(seen, ["──────", "━─────", "━━━───", "━━━━━━"]);
}

#[test]
fn a_box_floats_over_what_was_there() {
    let seen = rows(24, 5, |canvas| {
        canvas.fill(canvas.area(), "x", canvas.style(Role::Text));
        let inner = canvas.boxed(Rect::new(3, 1, 19, 3), "Close", "Q7K4", Role::Focus);
        assert_eq!(inner, Rect::new(4, 2, 17, 1));
    });
    assert_eq!(
        seen,
        [
            "xxxxxxxxxxxxxxxxxxxxxxxx",
            "x  ╭─ Close ── Q7K4 ─╮  ",
            "x  │                 │  ",
            "x  ╰─────────────────╯  ",
            "xxxxxxxxxxxxxxxxxxxxxxxx",
        ]
    );
}

#[test]
fn the_veil_leaves_one_quiet_colour() {
    let buffer = drawn(10, 2, ColourDepth::True, |canvas| {
        canvas.text(0, 0, 10, " Sev1 ", canvas.palette.filled(Role::Sev1));
        canvas.hairline(0, 10, 1, Role::Border);
        canvas.veil();
    });
    let palette = palette(ColourDepth::True);
    assert_eq!(buffer[(1, 0)].symbol(), "S");
    assert!(
        buffer.content[..10]
            .iter()
            .all(|cell| Some(cell.fg()) == palette.style(Role::Faint).fg)
    );
    assert!(
        buffer.content[10..]
            .iter()
            .all(|cell| Some(cell.fg()) == palette.style(Role::Border).fg)
    );
    assert!(
        buffer
            .content
            .iter()
            .all(|cell| cell.modifier().is_empty() && Some(cell.bg()) == palette.style(Role::Text).bg)
    );
}

#[test]
fn a_selected_row_has_its_mark_outside_the_reversed_line() {
    let row = Rect::new(0, 0, 5, 1);
    let buffer = drawn(5, 1, ColourDepth::Sixteen, |canvas| {
        assert_eq!(canvas.select(row, true), Role::Sel);
    });
    assert_eq!(
        (buffer[(0, 0)].symbol(), buffer[(0, 0)].fg()),
        ("▌", Color::LightMagenta)
    );
    assert!(!buffer[(0, 0)].modifier().contains(Modifier::REVERSED));
    assert!(
        buffer.content[1..]
            .iter()
            .all(|cell| cell.modifier() == Modifier::REVERSED)
    );
    let unfocused = drawn(5, 1, ColourDepth::Sixteen, |canvas| {
        assert_eq!(canvas.select(row, false), Role::Bg);
    });
    assert!(unfocused.content.iter().all(|cell| cell.modifier().is_empty()));
}

#[test]
fn ascii_reaches_signs_inside_text() {
    let mut buffer = Grid::empty(Rect::new(0, 0, 16, 1));
    let palette = palette(ColourDepth::None);
    let mut canvas = Canvas::new(&mut buffer, &palette, &Glyphs::ASCII);
    canvas.text(0, 0, 14, "Sev2 → Sev1, é and more", palette.style(Role::Text));
    let seen: String = buffer.content.iter().map(Cell::symbol).collect();
    assert_eq!(seen, "Sev2 > Sev1,~   ");
}

proptest! {
    #[test]
    fn no_cell_outside_the_width_changes(text in any::<String>(), x in 0..20_u16, width in 0..20_u16) {
        let buffer = drawn(20, 3, ColourDepth::True, |canvas| {
            canvas.fill(canvas.area(), "#", canvas.style(Role::Text));
            let used = canvas.text(x, 1, width, &text, canvas.style(Role::Late));
            assert!(used <= width);
            assert!(cells(&text) > width || x + width > 20 || used == cells(&text));
        });
        for (at, cell) in (0_u16..).zip(&buffer.content) {
            let (column, row) = (at % 20, at / 20);
            prop_assert!(!cell.symbol().chars().any(char::is_control));
            if row != 1 || column < x || column >= x + width {
                prop_assert_eq!(cell.symbol(), "#");
            }
        }
    }

    #[test]
    fn a_middle_cut_fits(text in any::<String>(), room in 0..30_u16) {
        prop_assert!(cells(&middle_cut(&text, room, "…")) <= room);
    }
}
