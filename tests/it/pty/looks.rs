//! Settings as they are seen: observers, other keys, no colour, plain signs, and stores that cannot be used.

use super::glass::{Glass, NARROW, contains, program};
use crate::cli::desk::Desk;

#[test]
fn observer_may_look_and_is_told_why_not_more() {
    let desk = Desk::new();
    desk.declare("sev1");
    let mut glass = Glass::open(&desk, &["--read-only"], NARROW);
    glass.wait_for("read-only");
    for key in ["n", "l", "b", "C", "u"] {
        glass.press_for(key, "Nothing can be written here");
        glass.press("j");
        glass.wait_gone("Nothing can be written here");
    }
    glass.press_for("<Enter>", "newest last");
    glass.leave();
}

#[test]
fn keys_file_binds_anew() {
    let desk = Desk::new();
    desk.declare("sev1");
    std::fs::write(
        desk.config("keys.toml"),
        "view-due = [\"D\"]\nhelp = [\"h\"]\nclose = []\n",
    )
    .unwrap();
    let mut glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("h help");
    glass.press("d");
    glass.press_for("D", "firebell   due");
    glass.leave();
}

#[test]
fn trouble_in_the_keys_file_is_told_and_stops_nobody() {
    let desk = Desk::new();
    std::fs::write(desk.config("keys.toml"), "view-deu = [\"D\"]\n").unwrap();
    let glass = Glass::open(&desk, &[], NARROW);
    glass.wait_for("view-deu");
    glass.leave();
}

/// The numbers of every SGR sequence.
fn sgr(bytes: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(bytes);
    text.split("\x1b[")
        .skip(1)
        .filter_map(|part| {
            let end = part.find(|c: char| !(c.is_ascii_digit() || c == ';' || c == ':'))?;
            part[end..].starts_with('m').then(|| part[..end].to_owned())
        })
        .flat_map(|numbers| {
            numbers
                .split([';', ':'])
                .map(|n| n.parse().unwrap_or(0))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn no_color_means_none() {
    let desk = Desk::new();
    desk.declare("sev1");
    let mut command = program(&desk, &[]);
    command.env("NO_COLOR", "1");
    let mut glass = Glass::run(command, NARROW);
    glass.wait_for("Exports readable");
    for (keys, shown) in [("n", "Title and severity"), (":", "in a shell"), ("?", "Esc close")] {
        glass.press_for(keys, shown);
        glass.press("<Esc>");
        glass.wait_gone(shown);
    }
    glass.press_for("<Enter>", "newest last");
    glass.press_for("d", "firebell   due");
    glass.press_for("v", "firebell   vendors");
    let numbers = sgr(&glass.bytes());
    let colours: Vec<&u16> = numbers.iter().filter(|n| (30..=49).contains(*n) || **n >= 90).collect();
    assert!(!numbers.is_empty());
    assert!(colours.is_empty(), "{colours:?}");
    glass.leave();
}

#[test]
fn ascii_means_plain_signs() {
    let desk = Desk::new();
    desk.declare("sev1");
    for (args, lang) in [(&["--ascii"][..], "C.UTF-8"), (&[], "C")] {
        let mut command = program(&desk, args);
        command.env("LANG", lang);
        let mut glass = Glass::run(command, NARROW);
        glass.wait_for("Exports readable");
        glass.press_for("<Enter>", "newest last");
        for (keys, shown) in [("b", "See what follows"), (":", "in a shell"), ("?", "Esc close")] {
            glass.press_for(keys, shown);
            glass.press("<Esc>");
            glass.wait_gone(shown);
        }
        glass.press_for("d", "firebell   due");
        let bytes = glass.bytes();
        // The question on the width of signs is one itself.
        let text = String::from_utf8_lossy(&bytes).replace("\x1b[0;8m│\x1b[6n", "");
        let others: String = text.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(others, "", "{}", glass.text());
        glass.leave();
    }
}

#[test]
fn foreign_file_is_refused_and_the_terminal_left_alone() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.store().parent().unwrap()).unwrap();
    std::fs::write(desk.store(), "not a store, but something of somebody's\n".repeat(200)).unwrap();
    let mut glass = Glass::open(&desk, &[], NARROW);
    assert_eq!(glass.code(), 5);
    glass.wait_for("firebell.db");
    let bytes = glass.bytes();
    assert!(!contains(&bytes, b"\x1b["), "{}", String::from_utf8_lossy(&bytes));
    glass.assert_restored();
}

#[test]
fn board_in_a_pipe_is_a_plain_table() {
    let desk = Desk::new();
    let code = desk.declare("sev1");
    let board = desk.done("");
    assert!(board.stdout.contains(&code), "{board}");
    assert!(!board.stdout.contains('\x1b'), "{board}");
}
