//! Text from outside is hostile: whatever a title, a name or a line holds, nothing of it commands a terminal, and the
//! columns beside it stay where they are.

use std::collections::BTreeSet;

use firebell::engine::{Outcome, Trouble};
use firebell::text::is_hidden;
use unicode_width::UnicodeWidthStr;

use crate::cli::desk::Desk;
use crate::seat::Seat;

/// One of each kind of trouble.
pub const HOSTILE: [&str; 16] = [
    "red \x1b[31mtext\x1b[0m",
    "a \x1b]0;window title\x07 and \x1b]52;c;cm0gLXJmIH4=\x1b\\",
    "C1 \u{9b}2J and \u{9d}0;x\u{9c}",
    "bidi \u{202e}nwod edispu\u{202c} \u{2066}x\u{2069}",
    "zero\u{200b}width\u{feff}\u{2060} here",
    "nul \0 and del \u{7f}",
    "two\r\nlines\tand \u{85}\u{2028}\u{2029} more",
    "\u{8}\u{8}\u{8}back",
    "wide 日本語のタイトルです",
    "joined 👩\u{200d}👩\u{200d}👧\u{200d}👦 family 🏳️\u{200d}🌈",
    "stacked e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306} marks",
    "tags \u{e0041}\u{e0042}\u{e007f}",
    "half \u{ff76}\u{ff9e} and ﷽ and க்ஷி",
    "=HYPERLINK(\"http://x\")",
    "<b onclick=x>&amp;$(reboot)`reboot`",
    "none \u{fdd0}\u{10ffff}\u{e000}",
];

/// The bytes of a frame without the sequences that the painter writes; what is left is what stands on the screen.
fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let mut parts = text.split("\x1b[");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| ('@'..='~').contains(&c)).unwrap();
        shown.push_str(&part[end + 1..]);
    }
    shown
}

pub fn assert_tame(text: &str) {
    for letter in text.chars().filter(|letter| *letter != '\n') {
        let is_bidi = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(
            !letter.is_control() && !is_bidi,
            "{letter:?} in:\n{}",
            text.escape_debug()
        );
    }
}

/// Where the hairline between the panes stands, row by row, as a terminal shows it.
fn hairlines(bytes: &[u8], (width, height): (u16, u16)) -> Vec<Vec<u16>> {
    let cells = |count| std::num::NonZeroU16::new(count).unwrap();
    let mut parser = vt100::Parser::new(cells(height), cells(width), 0);
    parser.process(bytes);
    let screen = parser.screen();
    let is_hairline = |y: u16, x: &u16| screen.cell(y, *x).is_some_and(|cell| cell.contents() == "│");
    (0..height)
        .map(|y| (0..width).filter(|x| is_hairline(y, x)).collect())
        .collect()
}

#[test]
fn nothing_hostile_reaches_the_glass() {
    let size = (120, 36);
    for text in HOSTILE {
        let mut seat = Seat::empty(size);
        let mut tame = Seat::empty(size);
        for (seat, text) in [(&mut seat, text), (&mut tame, "Exports readable")] {
            let role = format!("commander={text}");
            let declared = seat.run(
                "declare",
                &[
                    ("title", text),
                    ("severity", "sev1"),
                    ("role", &role),
                    ("system", text),
                    ("customer", text),
                    ("log", text),
                ],
            );
            // A name may be refused, and so may words that are a time; the title and the lines are the test.
            let fallback = |seat: &mut Seat| {
                let words = [("title", text), ("severity", "sev1")];
                seat.run("declare", &words).unwrap().code
            };
            let code = declared.map_or_else(|_| fallback(seat), |outcome| outcome.code);
            seat.run("log", &[("code", &code.unwrap()), ("text", text)]).unwrap();
        }
        for keys in [
            "", "<Enter>", "l", "<Esc>", "<Esc>", "?", "<Esc>", "d", " p", " c", " s",
        ] {
            seat.press(keys);
            tame.press(keys);
            let (bytes, tame_bytes) = (whole(&mut seat), whole(&mut tame));
            assert_tame(&shown(&bytes));
            let tame_rows = hairlines(&tame_bytes, size);
            // Longer words may add a row to a box or a list, but nothing stands where no line is.
            let known: BTreeSet<u16> = tame_rows.into_iter().flatten().collect();
            for row in hairlines(&bytes, size) {
                let is_known = row.iter().all(|x| known.contains(x));
                assert!(
                    is_known,
                    "{text:?} after {keys:?}: {row:?}, not {known:?}\n{}",
                    seat.text()
                );
            }
        }
    }
}

#[test]
fn hostile_vendor_commands_no_terminal_and_shifts_no_column() {
    let size = (120, 36);
    for text in HOSTILE {
        let mut seat = Seat::empty(size);
        let mut tame = Seat::empty(size);
        for (seat, text) in [(&mut seat, text), (&mut tame, "Harbour Hosting")] {
            // A name may be refused; the words beside it are the test then.
            let name = format!("{text} works");
            let added = |name: &str| {
                [
                    ("name", name.to_owned()),
                    ("tier", "critical".to_owned()),
                    ("customer-data", "yes".to_owned()),
                    ("service", text.to_owned()),
                    ("purpose", text.to_owned()),
                    ("data", text.to_owned()),
                    ("location", text.to_owned()),
                    ("contact", text.to_owned()),
                ]
            };
            let mut name = name;
            if run(seat, "vendor add", &added(&name)).is_err() {
                "Harbour".clone_into(&mut name);
                run(seat, "vendor add", &added(&name)).unwrap();
            }
            for (words, values) in [
                ("customer add", vec![("name", "Cobalt"), ("notice-days", "7")]),
                (
                    "vendor step",
                    vec![("name", &*name), ("step", "dpa"), ("note", text), ("evidence", text)],
                ),
                ("vendor announce", vec![("name", &*name), ("note", text)]),
                (
                    "vendor object",
                    vec![("name", &*name), ("customer", "Cobalt"), ("grounds", text)],
                ),
                (
                    "vendor report",
                    vec![("name", &*name), ("report", text), ("expires", "2027-01-31")],
                ),
                ("vendor credential", vec![("name", &*name), ("credential", text)]),
                (
                    "vendor accept",
                    vec![
                        ("name", &*name),
                        ("risk", text),
                        ("until", "2027-01-31"),
                        ("reason", text),
                    ],
                ),
            ] {
                let done = seat.run(words, &values);
                // Hostile words may be refused; harmless ones may not.
                assert!(done.is_ok() || text != "Harbour Hosting", "{words}: {done:?}");
            }
        }
        for keys in [
            "",
            "v",
            "b",
            "<Enter>",
            "<Tab>",
            "j",
            "<Enter>",
            "<Esc><Esc>",
            "vL",
            "w",
            "<Esc>",
            "d",
        ] {
            seat.press(keys);
            tame.press(keys);
            let bytes = whole(&mut seat);
            assert_tame(&shown(&bytes));
            let known: BTreeSet<u16> = hairlines(&whole(&mut tame), size).into_iter().flatten().collect();
            for row in hairlines(&bytes, size) {
                let is_known = row.iter().all(|x| known.contains(x));
                assert!(
                    is_known,
                    "{text:?} after {keys:?}: {row:?}, not {known:?}\n{}",
                    seat.text()
                );
            }
        }
    }
}

fn run(seat: &mut Seat, words: &str, values: &[(&'static str, String)]) -> Result<Outcome, Trouble> {
    let values: Vec<(&'static str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    seat.run(words, &values)
}

/// The bytes of a whole frame.
fn whole(seat: &mut Seat) -> Vec<u8> {
    seat.press("<C-l>");
    let size = seat.model.ui.size;
    seat.resize(size);
    seat.paint()
}

#[test]
fn nothing_hostile_is_typed_or_pasted_onto_the_glass() {
    let mut seat = Seat::empty((80, 24));
    seat.press("n");
    for text in HOSTILE {
        seat.paste(text);
        assert_tame(&shown(&whole(&mut seat)));
    }
    seat.press("<Tab>2<C-s>");
    assert_tame(&shown(&whole(&mut seat)));
    assert!(seat.text().contains("Log"), "{}", seat.text());
    seat.press("l");
    for text in HOSTILE {
        seat.paste(text);
        assert_tame(&shown(&whole(&mut seat)));
    }
}

/// The shell cannot hand over a NUL; everything else comes as it is.
fn declared(desk: &Desk) -> Vec<(String, &'static str)> {
    let titles = HOSTILE.into_iter().filter(|text| !text.contains('\0'));
    titles
        .map(|title| {
            let args = ["declare", "--severity", "sev2", "--title", title, "--json"].map(str::to_owned);
            let ran = desk.args(title, &args);
            assert_eq!(ran.code, 0, "{ran}");
            let code = ran.json()["code"].as_str().unwrap().to_owned();
            let args = ["log", code.as_str(), title].map(str::to_owned);
            let ran = desk.args(title, &args);
            assert_eq!(ran.code, 0, "{ran}");
            (code, title)
        })
        .collect()
}

#[test]
fn nothing_hostile_reaches_a_script() {
    let desk = Desk::new();
    let incidents = declared(&desk);
    let mut lines = vec![String::new(), "list".to_owned(), "due".to_owned()];
    lines.extend(incidents.iter().map(|(code, _)| format!("show {code}")));
    for line in &lines {
        let ran = desk.done(line);
        assert_tame(&ran.stdout);
        assert_tame(&ran.stderr);
    }
    for line in lines {
        let ran = desk.done(&format!("{line} --json"));
        let raw = ran.stdout.chars().find(|c| *c != '\n' && is_hidden(*c));
        assert_eq!(raw, None, "{line}");
        ran.json();
    }
    // JSON says what was typed, escaped: nothing is lost to a program.
    for (code, title) in incidents {
        let shown = desk.done(&format!("show {code} --json")).json();
        let kept = shown["title"].as_str().unwrap();
        let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert!(
            plain(kept).contains(&plain(title)) || kept == title,
            "{kept:?} for {title:?}"
        );
    }
}

#[test]
fn columns_of_a_table_stay_in_line() {
    let desk = Desk::new();
    let incidents = declared(&desk);
    let list = desk.done("list").stdout;
    let starts: Vec<usize> = list
        .lines()
        .filter(|line| incidents.iter().any(|(code, _)| line.contains(code.as_str())))
        .map(|line| line[..line.rfind("Identify").unwrap()].width())
        .collect();
    assert_eq!(starts.len(), incidents.len(), "{list}");
    assert!(starts.iter().all(|start| *start == starts[0]), "{starts:?}\n{list}");
}
