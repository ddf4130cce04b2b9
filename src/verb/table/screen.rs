//! Verbs of the screen alone: moving about, looking, leaving.

use super::Context::{Board, Closed, Due, Everywhere, Incident, Register, Vendors};
use super::{Context, Verb, screen};

const ALL: &[Context] = &[Everywhere];
const FILTERED: &[Context] = &[Board, Incident, Due, Vendors, Register, Closed];

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    screen("down", "down", "Move down", ALL, &["j", "down"]),
    screen("up", "up", "Move up", ALL, &["k", "up"]),
    screen("first", "first", "Go to the first", ALL, &["g", "home"]),
    screen("last", "last", "Go to the last", ALL, &["G", "end"]),
    screen("page down", "page down", "Go down a page", ALL, &["pagedown", "ctrl-f"]),
    screen("page up", "page up", "Go up a page", ALL, &["pageup", "ctrl-b"]),
    screen(
        "open",
        "open",
        "Open what is selected",
        &[Board, Incident, Due, Vendors, Register, Closed],
        &["enter"],
    ),
    screen("back", "back", "Go back", ALL, &["esc"]),
    screen(
        "next pane",
        "next pane",
        "Go to the next pane",
        &[Board, Incident, Vendors],
        &["tab"],
    ),
    screen("filter", "filter", "Show only what matches", FILTERED, &["/"]),
    screen(
        "sort",
        "sort",
        "Sort by something else",
        &[Board, Vendors, Closed, Due],
        &["o"],
    ),
    screen(
        "due person",
        "person",
        "Show only what one person must see to",
        &[Due],
        &["f"],
    ),
    screen("view due", "due", "Show what is due", ALL, &["d"]),
    screen("view vendors", "vendors", "Show the vendors", ALL, &["v"]),
    screen("view board", "board", "Show the board", ALL, &["space b"]),
    screen("view closed", "closed", "Show closed incidents", ALL, &["space h"]),
    screen("view customers", "customers", "Show the customers", ALL, &["space c"]),
    screen("view people", "people", "Show the people", ALL, &["space p"]),
    screen("view systems", "systems", "Show the systems", ALL, &["space s"]),
    screen("register add", "new", "Add to this register", &[Register], &["n"]),
    screen(
        "register edit",
        "edit",
        "Change what is known of the selected one",
        &[Register],
        &["e"],
    ),
    screen(
        "register merge",
        "merge",
        "Merge the selected one into another",
        &[Register],
        &["M"],
    ),
    screen(
        "drafts",
        "drafts",
        "Go on with what you left half-written",
        ALL,
        &["space d"],
    ),
    screen(
        "toggle utc",
        "UTC",
        "Show times in UTC, or in your own zone",
        ALL,
        &["z"],
    ),
    screen(
        "toggle mouse",
        "mouse",
        "Let the program have the mouse, or the terminal",
        ALL,
        &["space m"],
    ),
    screen(
        "copy",
        "copy",
        "Copy the code or name to the clipboard of your terminal",
        ALL,
        &["y"],
    ),
    screen("redraw", "redraw", "Draw the screen anew", ALL, &["ctrl-l"]),
    screen("suspend", "suspend", "Go to the shell; fg comes back", ALL, &["ctrl-z"]),
    screen("commands", "commands", "Find any command by name", ALL, &[":"]),
    screen("help", "help", "Show the keys and the signs", ALL, &["?", "f1"]),
    screen("quit", "leave", "Leave firebell", ALL, &["q", "ctrl-c"]),
];
