//! Which verb a key means, by where one is. `keys.toml` overrides the table: `verb-name = ["key", …]`, `[]` unbinds.

use std::str::FromStr;

use super::key::{Chord, Key};
use super::table::{Context, VERBS, Verb};
use crate::text::nearest;

/// Keys bound to verbs.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<(Chord, &'static Verb)>,
}

/// What a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// This verb.
    Verb(&'static Verb),
    /// The first of two keys.
    Prefix,
    /// Nothing here.
    Nothing,
}

/// What is wrong in `keys.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyProblem {
    /// Line, from 1, where known.
    pub line: Option<usize>,
    /// What, as a sentence.
    pub message: String,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bindings = Vec::new();
        for verb in VERBS.iter() {
            // A key the table spells wrongly is found by a test below.
            bindings.extend(
                verb.keys
                    .iter()
                    .filter_map(|key| Chord::from_str(key).ok())
                    .map(|chord| (chord, verb)),
            );
        }
        Self { bindings }
    }
}

impl Keymap {
    /// The table with a user's file over it. Lines that make no sense are left out and told.
    pub fn with_file(text: &str) -> (Self, Vec<KeyProblem>) {
        let mut keymap = Self::default();
        let mut problems = Vec::new();
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                let error: toml::de::Error = error;
                let line = error
                    .span()
                    .map(|span| text[..span.start.min(text.len())].lines().count().max(1));
                let message = format!("keys.toml is not TOML: {}", error.message());
                return (keymap, vec![KeyProblem { line, message }]);
            }
        };
        let mut wished = Vec::new();
        for (name, value) in &table {
            let line = text
                .lines()
                .position(|line| line.trim_start().starts_with(name.as_str()))
                .map(|at| at + 1);
            match Self::entry(name, value) {
                Ok(wish) => wished.push(wish),
                Err(message) => problems.push(KeyProblem { line, message }),
            }
        }
        // What works everywhere first: a key wished for one place too stays with that place.
        wished.sort_by_key(|(verb, _)| !is_everywhere(verb));
        for (verb, chords) in wished {
            keymap.rebind(verb, chords);
        }
        (keymap, problems)
    }

    fn entry(name: &str, value: &toml::Value) -> Result<(&'static Verb, Vec<Chord>), String> {
        let verb = VERBS.iter().find(|verb| verb.name() == name).ok_or_else(|| {
            let names: Vec<String> = VERBS.iter().map(Verb::name).collect();
            match nearest(name, names.iter().map(String::as_str)) {
                Some(near) => format!("there is no verb \"{name}\"; did you mean {near}?"),
                None => format!("there is no verb \"{name}\"; firebell man lists them"),
            }
        })?;
        if verb.contexts.is_empty() {
            return Err(format!("{name} works in the shell only; it can have no key"));
        }
        let keys: Vec<&str> = match value {
            toml::Value::String(key) => vec![key.as_str()],
            toml::Value::Array(keys) => keys
                .iter()
                .map(|key| {
                    key.as_str()
                        .ok_or_else(|| format!("the keys of {name} must be strings"))
                })
                .collect::<Result<_, _>>()?,
            _ => return Err(format!("the keys of {name} must be a list of strings")),
        };
        let chords = keys
            .iter()
            .map(|key| Chord::from_str(key).map_err(|error| error.to_string()))
            .collect::<Result<_, _>>()?;
        Ok((verb, chords))
    }

    /// Gives a verb these keys instead of its own, taking them from whoever had them where it works.
    fn rebind(&mut self, verb: &'static Verb, chords: Vec<Chord>) {
        self.bindings.retain(|(_, bound)| bound.words != verb.words);
        for chord in chords {
            self.bindings
                .retain(|(other, bound)| *other != chord || !(is_everywhere(verb) || share_a_place(bound, verb)));
            self.bindings.push((chord, verb));
        }
    }

    /// What the keys pressed so far mean in this context; what is bound to the context itself goes before what works everywhere.
    pub fn meaning(&self, context: Context, pressed: &[Key]) -> Meaning {
        let here = |verb: &Verb| verb.contexts.contains(&context);
        let exact = |pred: &dyn Fn(&Verb) -> bool| {
            self.bindings
                .iter()
                .find(|(chord, verb)| chord.0 == pressed && pred(verb))
                .map(|(_, verb)| Meaning::Verb(verb))
        };
        exact(&here)
            .or_else(|| exact(&|verb| verb.works_in(context)))
            .unwrap_or_else(|| {
                let begins = |(chord, verb): &(Chord, &Verb)| chord.0.starts_with(pressed) && verb.works_in(context);
                if !pressed.is_empty() && self.bindings.iter().any(begins) {
                    Meaning::Prefix
                } else {
                    Meaning::Nothing
                }
            })
    }

    /// What may follow a first key here: the second key and its verb.
    pub fn following(&self, context: Context, pressed: &[Key]) -> Vec<(Key, &'static Verb)> {
        self.bindings
            .iter()
            .filter(|(chord, verb)| chord.0.len() == 2 && chord.0.starts_with(pressed) && verb.works_in(context))
            .map(|(chord, verb)| (chord.0[1], *verb))
            .collect()
    }

    /// The first key of a verb, for footers and help.
    pub fn key_of(&self, words: &str) -> Option<&Chord> {
        self.bindings
            .iter()
            .find(|(_, verb)| verb.words == words)
            .map(|(chord, _)| chord)
    }

    /// Every key of a verb, for the help.
    pub fn keys_of(&self, words: &str) -> Vec<&Chord> {
        self.bindings
            .iter()
            .filter(|(_, verb)| verb.words == words)
            .map(|(chord, _)| chord)
            .collect()
    }
}

fn is_everywhere(verb: &Verb) -> bool {
    verb.contexts.contains(&Context::Everywhere)
}

fn share_a_place(a: &Verb, b: &Verb) -> bool {
    (is_everywhere(a) && is_everywhere(b)) || a.contexts.iter().any(|context| b.contexts.contains(context))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(keymap: &Keymap, context: Context, keys: &str) -> Meaning {
        let chord: Chord = keys.parse().unwrap();
        keymap.meaning(context, &chord.0)
    }

    #[test]
    fn every_key_of_the_table_is_a_key() {
        let keys: usize = VERBS.iter().map(|verb| verb.keys.len()).sum();
        assert_eq!(Keymap::default().bindings.len(), keys);
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for (index, (chord, verb)) in Keymap::default().bindings.iter().enumerate() {
            for (other, second) in Keymap::default().bindings.iter().skip(index + 1) {
                assert!(
                    chord != other || !share_a_place(verb, second),
                    "{chord}: {} and {}",
                    verb.words,
                    second.words
                );
            }
        }
    }

    #[test]
    fn a_file_rebinds_and_frees_keys() {
        let (keymap, problems) = Keymap::with_file("log = [\"w\"]\nseverity = []\n");
        assert!(problems.is_empty());
        assert!(matches!(press(&keymap, Context::Board, "w"), Meaning::Verb(verb) if verb.words == "log"));
        assert_eq!(press(&keymap, Context::Board, "l"), Meaning::Nothing);
        assert_eq!(press(&keymap, Context::Board, "s"), Meaning::Nothing);
    }

    #[test]
    fn a_wished_key_goes_before_the_tables_own() {
        let (keymap, _) = Keymap::with_file("view-due = [\"D\"]\n");
        assert!(matches!(press(&keymap, Context::Board, "D"), Meaning::Verb(verb) if verb.words == "view due"));
        let (keymap, _) = Keymap::with_file("view-due = [\"D\"]\nlog = [\"D\"]\n");
        assert!(matches!(press(&keymap, Context::Board, "D"), Meaning::Verb(verb) if verb.words == "log"));
        assert!(matches!(press(&keymap, Context::Vendors, "D"), Meaning::Verb(verb) if verb.words == "view due"));
    }

    #[test]
    fn a_mistake_in_the_file_is_told_and_the_rest_holds() {
        let (keymap, problems) = Keymap::with_file("lgo = [\"w\"]\nclose = [\"hyper-x\"]\nundo = [\"U\"]\n");
        assert_eq!(problems.len(), 2);
        assert_eq!(
            problems.iter().find(|p| p.message.contains("lgo")).unwrap().line,
            Some(1)
        );
        assert!(matches!(press(&keymap, Context::Board, "U"), Meaning::Verb(verb) if verb.words == "undo"));
    }

    #[test]
    fn two_keys_make_a_chord() {
        let keymap = Keymap::default();
        assert_eq!(press(&keymap, Context::Board, "space"), Meaning::Prefix);
        assert!(
            matches!(press(&keymap, Context::Board, "space c"), Meaning::Verb(verb) if verb.words == "view customers")
        );
    }
}
