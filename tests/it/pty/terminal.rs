//! What a terminal does of itself: other sizes, stops, late answers, clicks.

use rustix::process::Signal;
use vt100::{Color, MouseProtocolMode};

use super::glass::{Glass, NARROW};
use crate::cli::desk::Desk;

#[test]
fn any_size_is_drawn() {
    let desk = Desk::new();
    desk.declare("sev1");
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("Exports readable");
    let sizes = [
        (1, 1),
        (5, 3),
        (2, 40),
        (200, 1),
        (59, 19),
        (60, 20),
        (300, 100),
        (79, 24),
        (111, 30),
        (112, 20),
        (3, 300),
    ];
    let shown = [
        ("", "how bad"),
        ("n", "Title and severity are enough"),
        (":", "in a shell"),
        ("?", "Esc close"),
        ("d", "firebell   due"),
        ("v", "firebell   vendors"),
        (" h", "firebell   closed"),
        (" b<Enter>", "newest last"),
        ("b", "See what follows"),
    ];
    for (keys, shown) in shown {
        glass.press_for(keys, shown);
        for size in sizes {
            glass.resize(size);
        }
        glass.resize(NARROW);
        glass.wait_for(shown);
        // What lay on top is gone once the screen below shows: a frame of one of the sizes may still be on its way.
        let below = match keys {
            "n" | ":" | "?" => "how bad",
            "b" => "newest last",
            _ => continue,
        };
        glass.press("<Esc>");
        glass.wait_until(&format!("\"{below}\" alone"), |screen, _| {
            let text = screen.contents();
            text.contains(below) && !text.contains(shown)
        });
    }
    glass.leave();
}

#[test]
fn small_screen_says_what_runs_out_next() {
    let desk = Desk::new();
    desk.declare("sev1");
    let glass = Glass::open(&desk, &[], (59, 19));
    glass.wait_for("firebell needs 60×20");
    glass.wait_for("here is what runs out next");
    glass.wait_for("! 5 m");
    glass.leave();
}

#[test]
fn stopped_program_gives_the_terminal_back_and_takes_it_again() {
    let desk = Desk::new();
    desk.declare("sev2");
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("Exports readable");
    glass.assert_taken();
    glass.press("<C-z>");
    glass.assert_restored();
    glass.wait_stopped();
    glass.signal(Signal::CONT);
    glass.assert_taken();
    glass.wait_for("Exports readable");
    // From a line that is being written, too, and by somebody else's signal.
    glass.press_for("lhalf a line", "half a line");
    glass.signal(Signal::TSTP);
    glass.assert_restored();
    glass.wait_stopped();
    glass.signal(Signal::CONT);
    glass.assert_taken();
    glass.wait_for("half a line");
    glass.press_for("<Esc>", "Exports readable");
    glass.wait_gone("half a line");
    glass.leave();
}

#[test]
fn late_answer_of_the_terminal_presses_nothing() {
    let desk = Desk::new();
    desk.declare("sev1");
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for_bytes(b"\x1b]11;?");
    glass.press_for("l", "Esc leave");
    // Once cut in two between typed keys, once whole, and the answer on the width beside it.
    glass.send(b"ab\x1b]11;rgb:fcfc/fb");
    glass.send(b"fb/f8f8\x1b\\cd\x1b[1;2R");
    glass.send(b"ef\x1b]11;rgb:fcfc/fbfb/f8f8\x07gh");
    glass.wait_for("abcdefgh");
    // The ground has become that of the light theme.
    glass.wait_until("a light ground", |screen, _| {
        screen
            .cell(10, 40)
            .is_some_and(|cell| cell.bgcolor() == Color::Rgb(0xfc, 0xfb, 0xf8))
    });
    glass.press("<Enter>");
    glass.wait_for("Esc leave");
    assert_eq!(entries(&desk), ["abcdefgh"]);
}

fn entries(desk: &Desk) -> Vec<String> {
    let listed = desk.done("list --json").json();
    let code = listed["incidents"][0]["code"].as_str().unwrap().to_owned();
    let shown = desk.done(&format!("show {code} --json")).json();
    let lines = shown["log"].as_array().unwrap();
    let entries = lines.iter().filter(|line| line["entry"].is_string());
    entries.map(|line| line["words"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn pasted_text_never_runs_as_keys() {
    let desk = Desk::new();
    desk.declare("sev1");
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("Exports readable");
    glass.send(b"\x1b[200~q\x03nq\r\x1b[201~");
    glass.press_for("l", "Esc leave");
    glass.send(b"\x1b[200~one\rtwo\x1b[201~");
    glass.wait_for("one two");
    glass.wait_for("Esc keep draft");
    glass.press("<Esc>");
    glass.wait_gone("Esc keep draft");
    glass.leave();
}

#[test]
fn click_selects_and_double_click_opens_while_the_mouse_is_ours() {
    let desk = Desk::new();
    desk.done("declare --severity sev1 --title 'First of two'");
    desk.done("declare --severity sev3 --title 'Second of two'");
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("Second of two");
    let mouse = |glass: &Glass, mode| {
        glass.wait_until("the mouse", |screen, _| screen.mouse_protocol_mode() == mode);
    };
    mouse(&glass, MouseProtocolMode::PressRelease);
    glass.press_for(" m", "the mouse is the terminal's");
    mouse(&glass, MouseProtocolMode::None);
    glass.press_for(" m", "the mouse is firebell's");
    mouse(&glass, MouseProtocolMode::PressRelease);
    let (row, column) = glass.find("Second of two");
    let click = format!("\x1b[<0;{};{}M\x1b[<0;{};{}m", column + 1, row + 1, column + 1, row + 1);
    glass.send(click.as_bytes());
    glass.wait_until("the selection", |screen, _| {
        screen.cell(row, 1).is_some_and(|cell| cell.contents() == "▌")
    });
    // The clock stands, so the second click comes at once.
    glass.send(click.as_bytes());
    glass.wait_for("newest last");
    glass.wait_for("Second of two");
    glass.leave();
}
