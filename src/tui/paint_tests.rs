use super::*;
use crate::tui::canvas::Canvas;
use crate::tui::theme::{Glyphs, Palette, Role, Theme};
use proptest::prelude::*;
use ratatui::style::Style;
use std::num::NonZeroU16;

const WIDTH: u16 = 24;
const HEIGHT: u16 = 6;

fn screen() -> vt100::Parser {
    vt100::Parser::new(NonZeroU16::new(HEIGHT).unwrap(), NonZeroU16::new(WIDTH).unwrap(), 0)
}

fn empty() -> Grid {
    Grid::empty(Rect::new(0, 0, WIDTH, HEIGHT))
}

fn palette() -> Palette {
    Palette::new(&Theme::built_in("dark").unwrap(), ColourDepth::True, false)
}

fn paint(painter: &mut Painter, next: &Grid, caret: Option<(u16, u16)>) -> Vec<u8> {
    let mut out = Vec::new();
    painter.paint(next, caret, ColourDepth::True, &mut out);
    out
}

fn shown_colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::LightRed => vt100::Color::Idx(9),
        Color::Magenta => vt100::Color::Idx(5),
        Color::DarkGray => vt100::Color::Idx(8),
        _ => vt100::Color::Default,
    }
}

/// Signs of one byte, from a cell on.
fn write(buffer: &mut Grid, at: (u16, u16), text: &str, style: Style) {
    for (x, byte) in (at.0..).zip(text.bytes()) {
        buffer[(x, at.1)].set_ascii(byte);
        buffer[(x, at.1)].dye(style.into());
    }
}

/// Every cell of the terminal shows the cell of the buffer.
fn assert_shown(screen: &vt100::Screen, buffer: &Grid) {
    for y in 0..HEIGHT {
        let mut x = 0;
        while x < WIDTH {
            let (cell, wanted) = (screen.cell(y, x).unwrap(), &buffer[(x, y)]);
            let contents = if cell.contents().is_empty() {
                " "
            } else {
                cell.contents()
            };
            assert_eq!(contents, wanted.symbol(), "{x},{y}");
            assert_eq!(cell.fgcolor(), shown_colour(wanted.fg()), "{x},{y}");
            assert_eq!(cell.bgcolor(), shown_colour(wanted.bg()), "{x},{y}");
            assert_eq!(cell.bold(), wanted.modifier().contains(Modifier::BOLD), "{x},{y}");
            assert_eq!(
                cell.inverse(),
                wanted.modifier().contains(Modifier::REVERSED),
                "{x},{y}"
            );
            assert_eq!(cell.dim(), wanted.modifier().contains(Modifier::DIM), "{x},{y}");
            x += u16::try_from(wanted.symbol().width()).unwrap().max(1);
        }
    }
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let mut painter = Painter::new();
    let mut buffer = empty();
    assert!(!paint(&mut painter, &buffer, None).is_empty());
    assert_eq!(paint(&mut painter, &buffer, None), b"");
    buffer[(3, 2)].set_symbol("x");
    assert_eq!(paint(&mut painter, &buffer, None), b"\x1b[?2026h\x1b[3;4Hx\x1b[?2026l");
    assert_eq!(paint(&mut painter, &buffer, None), b"");
}

#[test]
fn the_caret_is_shown_moved_and_hidden() {
    let mut painter = Painter::new();
    let mut screen = screen();
    let buffer = empty();
    screen.process(&paint(&mut painter, &buffer, Some((4, 1))));
    assert_eq!(screen.screen().cursor_position(), (1, 4));
    assert!(!screen.screen().hide_cursor());
    assert_eq!(paint(&mut painter, &buffer, Some((4, 1))), b"");
    screen.process(&paint(&mut painter, &buffer, Some((5, 1))));
    assert_eq!(screen.screen().cursor_position(), (1, 5));
    screen.process(&paint(&mut painter, &buffer, None));
    assert!(screen.screen().hide_cursor());
    assert_eq!(paint(&mut painter, &buffer, None), b"");
}

#[test]
fn neighbours_share_one_move_and_one_style() {
    let mut painter = Painter::new();
    let mut buffer = empty();
    paint(&mut painter, &buffer, None);
    write(
        &mut buffer,
        (2, 0),
        "ab",
        Style::new().fg(Color::LightRed).add_modifier(Modifier::BOLD),
    );
    write(&mut buffer, (6, 0), "c", Style::new().fg(Color::LightRed));
    let written = String::from_utf8(paint(&mut painter, &buffer, None)).unwrap();
    assert_eq!(
        written,
        "\x1b[?2026h\x1b[1;3H\x1b[1;91mab\x1b[2C\x1b[0;91mc\x1b[0m\x1b[?2026l"
    );
}

#[test]
fn without_colours_none_is_written() {
    let mut painter = Painter::new();
    let mut buffer = empty();
    write(
        &mut buffer,
        (0, 0),
        "x",
        Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Indexed(4)),
    );
    let mut out = Vec::new();
    painter.paint(&buffer, None, ColourDepth::None, &mut out);
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "\x1b[?2026h\x1b[0m\x1b[2J\x1b[1;1Hx\x1b[?2026l"
    );
}

#[test]
fn what_others_wrote_over_is_painted_again() {
    let mut painter = Painter::new();
    let mut screen = screen();
    let mut buffer = empty();
    write(&mut buffer, (0, 0), "first", Style::new());
    write(&mut buffer, (0, 1), "second", Style::new());
    screen.process(&paint(&mut painter, &buffer, None));
    screen.process(b"\x1b[1;1Hxx");
    painter.invalidate_row(0);
    screen.process(&paint(&mut painter, &buffer, None));
    assert_shown(screen.screen(), &buffer);
    screen.process(b"\x1b[2J");
    painter.invalidate();
    screen.process(&paint(&mut painter, &buffer, None));
    assert_shown(screen.screen(), &buffer);
}

#[test]
fn a_new_size_is_painted_whole() {
    let mut painter = Painter::new();
    paint(&mut painter, &empty(), None);
    let smaller = Grid::empty(Rect::new(0, 0, 10, 2));
    let written = paint(&mut painter, &smaller, None);
    assert!(written.windows(4).any(|bytes| bytes == b"\x1b[2J"));
}

/// One stroke: where, what, in which role and ground.
fn stroke() -> impl Strategy<Value = (u16, u16, u16, String, Role, Role)> {
    let text = prop_oneof![
        "[ -~]{0,12}",
        "[─━●▲a-c世界語é ]{0,12}",
        "(e\u{301}|世|a|\u{202e}){0,8}"
    ];
    let role = prop::sample::select(vec![Role::Text, Role::Late, Role::Dim, Role::Accent]);
    let ground = prop::sample::select(vec![Role::Bg, Role::Surface, Role::Sel, Role::Sev1]);
    (0..WIDTH, 0..HEIGHT, 0..WIDTH, text, role, ground)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn the_terminal_shows_the_buffer_frame_after_frame(
        frames in prop::collection::vec((prop::collection::vec(stroke(), 0..10), any::<bool>()), 1..6),
        depth in prop::sample::select(vec![ColourDepth::True, ColourDepth::Indexed256, ColourDepth::Sixteen])
    ) {
        let palette = Palette::new(&Theme::built_in("light").unwrap(), depth, false);
        let mut painter = Painter::new();
        let mut screen = screen();
        let mut buffer = empty();
        for (strokes, is_cleared) in frames {
            let mut canvas = Canvas::new(&mut buffer, &palette, &Glyphs::UNICODE);
            if is_cleared {
                canvas.clear();
            }
            for (x, y, width, text, role, ground) in strokes {
                let style = if role == Role::Accent { canvas.palette.filled(ground) } else { canvas.palette.on(role, ground) };
                canvas.text(x, y, width, &text, style);
            }
            // Sixteen colours other than the tested ones are compared as none.
            for cell in &mut buffer.content {
                if !matches!(cell.fg(), Color::Rgb(..) | Color::Indexed(_) | Color::LightRed | Color::Magenta | Color::DarkGray) {
                    cell.dye(Style::new().fg(Color::Reset).add_modifier(cell.modifier()).into());
                }
            }
            screen.process(&paint(&mut painter, &buffer, None));
            assert_shown(screen.screen(), &buffer);
        }
    }
}

#[test]
fn a_changed_cell_of_a_full_screen_writes_few_bytes() {
    let palette = palette();
    let mut buffer = Grid::empty(Rect::new(0, 0, 120, 40));
    let mut canvas = Canvas::new(&mut buffer, &palette, &Glyphs::UNICODE);
    canvas.clear();
    for y in 0..40 {
        canvas.text(
            2,
            y,
            116,
            "Customer export bucket readable ● S1",
            canvas.style(Role::Text),
        );
    }
    let mut painter = Painter::new();
    paint(&mut painter, &buffer, None);
    buffer[(2, 7)].set_symbol("K");
    assert!(paint(&mut painter, &buffer, None).len() < 80);
}
