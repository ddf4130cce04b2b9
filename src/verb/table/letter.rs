//! Verbs of the composer: keys that work while one writes.

use super::Context::{Board, Due, Incident, Letter};
use super::{Context, Verb, screen};

const HERE: &[Context] = &[Letter];

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    screen(
        "letter",
        "write to",
        "Write to whoever is to be told",
        &[Board, Incident, Due],
        &["m"],
    ),
    screen(
        "letter save",
        "save",
        "Save the letter on the record",
        HERE,
        &["ctrl-s"],
    ),
    screen("letter next part", "next part", "Go to the next part", HERE, &["tab"]),
    screen(
        "letter previous part",
        "part before",
        "Go to the part before",
        HERE,
        &["backtab"],
    ),
    screen("letter preview", "preview", "Read it as it goes out", HERE, &["f2"]),
    screen(
        "letter copy",
        "copy",
        "Copy it, as its reader gets it, to the clipboard of your terminal",
        HERE,
        &["f3"],
    ),
    screen(
        "letter ready",
        "ready",
        "Mark it as ready, and ask somebody to approve it",
        HERE,
        &["f4"],
    ),
    screen("letter approve", "approve", "Approve it", HERE, &["f5"]),
    screen(
        "letter editor",
        "own editor",
        "Write it in the editor that $VISUAL or $EDITOR names",
        HERE,
        &["f6"],
    ),
    screen(
        "letter export",
        "file",
        "Write it into a file: Markdown, a page, plain text, or a draft of an e-mail",
        HERE,
        &["f7"],
    ),
    screen("letter sent", "sent", "Record that it went out", HERE, &["f8"]),
    screen(
        "letter reader",
        "next customer",
        "Read it through the eyes of the next customer",
        HERE,
        &["f9"],
    ),
    screen(
        "letter own",
        "own letter",
        "Give this customer a letter of its own",
        HERE,
        &["ctrl-o"],
    ),
    screen(
        "letter detail",
        "of the reader",
        "Note what it says of its reader: how much is concerned, the reference it gave",
        HERE,
        &["ctrl-g"],
    ),
    screen(
        "letter template",
        "template",
        "Begin it anew from a template",
        HERE,
        &["ctrl-t"],
    ),
    screen("letter blank", "next blank", "Go to the next blank", HERE, &["ctrl-n"]),
];
