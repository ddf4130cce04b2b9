//! Verbs of reminders, and of how a person is reached.

use super::Context::Due;
use super::ParamKind as P;
use super::{Param, Verb, option, place, read, switch, tool, write};

const DEADLINE: Param = place("deadline", P::Deadline, "Its name, such as Q7K4/review");

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    write(
        "reminder ack",
        "acknowledge",
        "Say that you know of a deadline; you are not told again before its next threshold",
        "DL-4",
        &[DEADLINE],
    )
    .on(&[Due], &["a"]),
    write(
        "reminder snooze",
        "snooze",
        "Be told of a deadline again later; when it is due you are told all the same",
        "DL-4",
        &[
            DEADLINE,
            option("for", P::Span, "For how long, from 1m to 24h; 30m if not given"),
        ],
    )
    .on(&[Due], &["s"]),
    read(
        "reminder list",
        "reminders",
        "List what was said, to whom, on which way, and what could not be said",
        &[
            option("of", P::Incident, "Only of this incident"),
            switch("failed", "Only what could not be said"),
        ],
    )
    .serves("DL-4"),
    tool(
        "notify test",
        "test",
        "Send a sample on each way, and say what came of it",
        &[option(
            "channel",
            P::Text,
            "Only this way: desktop, terminal or command",
        )],
    )
    .serves("DL-5"),
    tool(
        "watch",
        "watch",
        "Remind of deadlines without a screen, until it is stopped",
        &[switch("once", "Look once, say what has come up, and leave")],
    )
    .serves("DL-3, DL-4, DL-5"),
    tool(
        "watch install",
        "watch",
        "Have firebell watch started with your desktop, by systemd or else by autostart",
        &[],
    )
    .serves("DL-4"),
    tool("watch uninstall", "watch", "Undo what watch install did", &[]).serves("DL-4"),
    tool(
        "watch status",
        "watch",
        "Say whether a watch runs on this store, and what it said last; exits 1 where none runs",
        &[],
    )
    .serves("DL-4"),
];
