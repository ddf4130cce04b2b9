//! The table: one row a verb.

mod incident;
mod letter;
mod notice;
mod offboarding;
mod register;
mod reminder;
mod screen;
mod subprocessor;
mod template;
mod tools;
mod vendor;

mod param;

use std::sync::LazyLock;

pub use param::{Form, Param, ParamKind};

/// What kind of verb it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Builds a command; writes to the record.
    Write,
    /// Shows something.
    Read,
    /// Looks after the store, the files or the program.
    Tool,
    /// Moves about on the screen; it has no twin in the shell.
    Screen,
}

/// Where on the screen a verb works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// On every screen.
    Everywhere,
    /// On the board.
    Board,
    /// In an incident.
    Incident,
    /// In the list of what is due.
    Due,
    /// In the list of vendors.
    Vendors,
    /// At one vendor.
    Vendor,
    /// At the list of subprocessors.
    Subprocessors,
    /// In the registers of customers, systems and people.
    Register,
    /// In the list of closed incidents.
    Closed,
    /// At a letter that is being written.
    Letter,
}

/// How deliberate a verb must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// Done at once.
    None,
    /// Says what will follow, then asks.
    Confirm,
    /// Says what will follow, then wants the code typed.
    TypeCode,
}

/// How a verb is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// By its inverse fact, within the policy's window.
    Inverse,
    /// Not at all, and why.
    None(&'static str),
    /// It writes nothing.
    NotNeeded,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// Its words on the command line, such as `breach confirm`.
    pub words: &'static str,
    /// What kind it is.
    pub kind: Kind,
    /// One or two words for footers.
    pub title: &'static str,
    /// One sentence, imperative, without a full stop.
    pub doc: &'static str,
    /// Where on the screen it works; nowhere for what only the shell has.
    pub contexts: &'static [Context],
    /// Its keys, as they are written in `keys.toml`.
    pub keys: &'static [&'static str],
    /// How deliberate it must be.
    pub danger: Danger,
    /// The requirements it serves, separated by commas.
    pub requirement: &'static str,
    /// How it is taken back.
    pub undo: Undo,
    /// What it needs.
    pub params: &'static [Param],
}

impl Verb {
    /// Its name: the words joined by hyphens.
    pub fn name(&self) -> String {
        self.words.replace(' ', "-")
    }

    /// Does it work in this context?
    pub fn works_in(&self, context: Context) -> bool {
        self.contexts.contains(&context) || self.contexts.contains(&Context::Everywhere)
    }

    /// The last of its places, where that takes words: then all that follows on the command line belongs to it.
    pub fn rest(&self) -> Option<&'static Param> {
        let last = self.params.iter().rfind(|param| param.form == Form::Place)?;
        last.kind.is_words().then_some(last)
    }

    /// Its parameter of this name.
    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }
}

const fn write(
    words: &'static str,
    title: &'static str,
    doc: &'static str,
    requirement: &'static str,
    params: &'static [Param],
) -> Verb {
    Verb {
        words,
        kind: Kind::Write,
        title,
        doc,
        contexts: &[],
        keys: &[],
        danger: Danger::None,
        requirement,
        undo: Undo::Inverse,
        params,
    }
}

const fn read(words: &'static str, title: &'static str, doc: &'static str, params: &'static [Param]) -> Verb {
    Verb {
        kind: Kind::Read,
        undo: Undo::NotNeeded,
        ..write(words, title, doc, "", params)
    }
}

const fn tool(words: &'static str, title: &'static str, doc: &'static str, params: &'static [Param]) -> Verb {
    Verb {
        kind: Kind::Tool,
        undo: Undo::NotNeeded,
        ..write(words, title, doc, "", params)
    }
}

const fn screen(
    words: &'static str,
    title: &'static str,
    doc: &'static str,
    contexts: &'static [Context],
    keys: &'static [&'static str],
) -> Verb {
    Verb {
        kind: Kind::Screen,
        undo: Undo::NotNeeded,
        ..write(words, title, doc, "", &[])
    }
    .on(contexts, keys)
}

impl Verb {
    const fn on(self, contexts: &'static [Context], keys: &'static [&'static str]) -> Self {
        Self { contexts, keys, ..self }
    }

    const fn deliberate(self, danger: Danger) -> Self {
        Self { danger, ..self }
    }

    const fn final_because(self, why: &'static str) -> Self {
        Self {
            undo: Undo::None(why),
            ..self
        }
    }

    const fn serves(self, requirement: &'static str) -> Self {
        Self { requirement, ..self }
    }
}

const fn place(name: &'static str, kind: ParamKind, doc: &'static str) -> Param {
    Param {
        name,
        form: Form::Place,
        kind,
        required: true,
        doc,
    }
}

const fn option(name: &'static str, kind: ParamKind, doc: &'static str) -> Param {
    Param {
        name,
        form: Form::Option,
        kind,
        required: false,
        doc,
    }
}

const fn needed(name: &'static str, kind: ParamKind, doc: &'static str) -> Param {
    Param {
        required: true,
        ..option(name, kind, doc)
    }
}

const fn many(name: &'static str, kind: ParamKind, doc: &'static str) -> Param {
    Param {
        form: Form::Many,
        ..option(name, kind, doc)
    }
}

const fn switch(name: &'static str, doc: &'static str) -> Param {
    Param {
        form: Form::Switch,
        ..option(name, ParamKind::YesNo, doc)
    }
}

const CODE: Param = place("code", ParamKind::Incident, "Code of the incident, or its beginning");
const REASON: Param = needed("reason", ParamKind::Text, "Why");
const LATE_REASON: Param = option("reason", ParamKind::Text, "Why it is late, where it is");
const AT: Param = option(
    "at",
    ParamKind::Time,
    "When, such as 14:05, -20m or 2026-11-24T14:05Z; now if not given",
);
const EVIDENCE: Param = option("evidence", ParamKind::Text, "What shows it: a link");
const FILE: Param = option(
    "file",
    ParamKind::Proof,
    "What shows it: a file, of which name and SHA-256 are kept",
);
const NOTE: Param = option("note", ParamKind::Text, "A word about it");
const VENDOR: Param = place("name", ParamKind::Vendor, "Name of the vendor, or its beginning");
const DRY_RUN: Param = switch("dry-run", "Say what would follow and change nothing");
const NEW: Param = switch("new", "A name near to a known one is meant as a new one");

/// In the list of vendors, and at one of them.
const PAGE: &[Context] = &[Context::Vendors, Context::Vendor];

/// Every verb, grouped as the help shows them.
pub static VERBS: LazyLock<Vec<Verb>> = LazyLock::new(|| {
    [
        incident::VERBS,
        notice::VERBS,
        letter::VERBS,
        vendor::VERBS,
        subprocessor::VERBS,
        offboarding::VERBS,
        register::VERBS,
        reminder::VERBS,
        template::VERBS,
        tools::VERBS,
        screen::VERBS,
    ]
    .concat()
});

/// The verb of this name or these words.
pub fn verb(name: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.words == name || verb.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<String> = VERBS.iter().map(Verb::name).collect();
        names.sort();
        let before = names.len();
        names.dedup();
        assert_eq!(before, names.len());
    }

    #[test]
    fn docs_are_sentences_without_a_full_stop() {
        for verb in VERBS.iter() {
            assert!(verb.doc.starts_with(char::is_uppercase), "{}", verb.words);
            assert!(!verb.doc.ends_with('.'), "{}", verb.words);
        }
    }

    #[test]
    fn what_cannot_be_undone_says_why() {
        for verb in VERBS.iter().filter(|verb| verb.kind == Kind::Write) {
            assert_ne!(verb.undo, Undo::NotNeeded, "{}", verb.words);
            assert!(!verb.requirement.is_empty(), "{} names no requirement", verb.words);
        }
    }

    #[test]
    fn no_single_key_destroys_anything() {
        for verb in VERBS
            .iter()
            .filter(|verb| matches!(verb.undo, Undo::None(_)) && !verb.keys.is_empty())
        {
            assert!(
                verb.danger != Danger::None || verb.params.iter().any(|param| param.required),
                "{}",
                verb.words
            );
        }
    }

    #[test]
    fn optional_places_come_last() {
        for verb in VERBS.iter() {
            let places: Vec<bool> = verb
                .params
                .iter()
                .filter(|p| p.form == Form::Place)
                .map(|p| p.required)
                .collect();
            assert!(places.is_sorted_by(|a, b| a >= b), "{}", verb.words);
        }
    }
}
