//! `firebell help`: every verb on a page or so, from the table.

use std::fmt::Write;

use super::args::verbs;
use crate::launch::GLOBALS;
use crate::text::width;
use crate::verb::{Form, Kind, Verb};

/// A family with this many verbs takes one line for all of them.
const FAMILY: usize = 3;

/// What the exit codes say, in lines.
const EXIT_CODES: &str = "\
Exit codes: 0 done, 1 refused by a rule, 2 usage, 3 not found or ambiguous, 4 config, 5 store, 70 bug.
1 also: due --overdue lists something, notify test or watch --once reaches nobody, watch status finds none.
5 also: doctor or verify finds that the store is not whole. 4 also: policy check, config check.
";

/// The overview.
pub fn overview() -> String {
    let mut page = String::from("firebell: security incidents, vendor reassessments and every clock in between\n\n");
    page.push_str("  firebell                  open the board\n");
    page.push_str("  firebell VERB …           do one thing\n");
    page.push_str("  firebell help VERB        say how\n");
    let is_vendor = |verb: &&Verb| verb.words.starts_with("vendor ");
    let is_register = |verb: &&Verb| {
        ["person ", "customer ", "system "]
            .iter()
            .any(|family| verb.words.starts_with(family))
    };
    let is_house = |verb: &&Verb| {
        verb.kind == Kind::Tool
            || ["policy ", "config ", "template "]
                .iter()
                .any(|family| verb.words.starts_with(family))
    };
    section(
        &mut page,
        "Incidents",
        verbs().filter(|verb| !is_vendor(verb) && !is_register(verb) && !is_house(verb)),
    );
    section(
        &mut page,
        "Registers",
        verbs().filter(|verb| is_vendor(verb) || is_register(verb)),
    );
    section(&mut page, "The record and the program", verbs().filter(is_house));
    page.push_str("\nEverywhere\n");
    for global in &GLOBALS {
        let flag = match global.value {
            Some(value) => format!("--{} {value}", global.name),
            None => format!("--{}", global.name),
        };
        row(&mut page, &flag, global.doc);
    }
    page.push_str("\nTimes are typed as 14:05, yesterday 23:10, -20m, 24 Nov 14:05 or 2026-11-24T14:05Z.\n");
    page.push_str(EXIT_CODES);
    page
}

fn section(page: &mut String, title: &str, verbs: impl Iterator<Item = &'static Verb>) {
    let _ = write!(page, "\n{title}\n");
    let verbs: Vec<&Verb> = verbs.collect();
    let mut done: Vec<&str> = Vec::new();
    let words_of = |family: &str| -> Vec<&str> {
        let split = verbs.iter().filter_map(|other| other.words.split_once(' '));
        split
            .filter(|(name, _)| *name == family)
            .map(|(_, word)| word)
            .collect()
    };
    for verb in &verbs {
        let Some((family, _)) = verb.words.split_once(' ') else {
            // A verb that is the head of a family stands there once.
            let others = words_of(verb.words);
            if others.len() < FAMILY {
                row(page, verb.words, verb.doc);
            } else {
                done.push(verb.words);
                row(page, verb.words, &format!("{}; also {}", verb.doc, others.join(", ")));
            }
            continue;
        };
        let words = words_of(family);
        if words.len() < FAMILY {
            row(page, verb.words, verb.doc);
        } else if !done.contains(&family) {
            done.push(family);
            row(page, family, &words.join(", "));
        }
    }
}

fn row(page: &mut String, name: &str, doc: &str) {
    const NAME: usize = 18;
    let space = " ".repeat(NAME.saturating_sub(width(name)).max(1));
    // Writing to a String cannot fail.
    let _ = writeln!(page, "  {name}{space}{doc}");
}

/// The manual page, in roff: the overview, then every verb with its parameters.
pub fn manual(page: &mut Vec<u8>) -> std::io::Result<()> {
    let tree = super::args::tree();
    let manual = clap_mangen::Man::new(tree.clone().subcommand_required(false));
    manual.render_title(page)?;
    manual.render_name_section(page)?;
    manual.render_synopsis_section(page)?;
    page.extend_from_slice(b".SH VERBS\n");
    for verb in verbs() {
        let mut line = String::new();
        for param in verb.params {
            let name = param.name;
            let shown = match param.form {
                Form::Place => name.to_uppercase(),
                Form::Switch => format!("--{name}"),
                Form::Option | Form::Many => format!("--{name} {}", name.to_uppercase()),
            };
            let dots = if param.form == Form::Many || verb.rest() == Some(param) {
                "..."
            } else {
                ""
            };
            let _ = if param.required {
                write!(line, " {shown}{dots}")
            } else {
                write!(line, " [{shown}]{dots}")
            };
        }
        let head = roff(&format!("firebell {}{line}", verb.words));
        page.extend_from_slice(format!(".TP\n\\fB{head}\\fR\n{}.\n", roff(verb.doc)).as_bytes());
        for param in verb.params {
            let doc = roff(&format!("{}: {}.", param.name, param.doc));
            page.extend_from_slice(format!(".br\n{doc}\n").as_bytes());
        }
    }
    page.extend_from_slice(b".SH EVERYWHERE\n");
    for global in &GLOBALS {
        let flag = match global.value {
            Some(value) => format!("--{} {value}", global.name),
            None => format!("--{}", global.name),
        };
        page.extend_from_slice(format!(".TP\n\\fB{}\\fR\n{}.\n", roff(&flag), roff(global.doc)).as_bytes());
    }
    page.extend_from_slice(b".SH EXIT STATUS\n");
    page.extend_from_slice(roff(EXIT_CODES.trim_start_matches("Exit codes: ")).as_bytes());
    Ok(())
}

/// Words in roff: hyphens and backslashes stand for themselves, and no line is a request.
fn roff(words: &str) -> String {
    let escaped = words.replace('\\', "\\e").replace('-', "\\-");
    match escaped.strip_prefix(['.', '\'']) {
        Some(_) => format!("\\&{escaped}"),
        None => escaped,
    }
}
