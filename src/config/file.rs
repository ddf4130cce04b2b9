//! `config.toml`: its keys, and what is wrong with it line by line.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::contact::{self, Contact};
use super::notify::{self, NotifyConfig};
use super::{Ascii, Background, Colour, Theme};
use crate::clock::Zone;
use crate::text::nearest;

/// Every key of the file, in the order of the sample.
pub const KEYS: [&str; 22] = [
    "user",
    "zone",
    "theme",
    "background",
    "colour",
    "ascii",
    "mouse",
    "store",
    "company",
    contact::KEYS[0],
    contact::KEYS[1],
    contact::KEYS[2],
    contact::KEYS[3],
    contact::KEYS[4],
    notify::KEYS[0],
    notify::KEYS[1],
    notify::KEYS[2],
    notify::KEYS[3],
    notify::KEYS[4],
    notify::KEYS[5],
    notify::KEYS[6],
    notify::KEYS[7],
];

/// What the file says; `None`: it says nothing, or the word that means the default where there is no fixed one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    pub user: Option<String>,
    pub zone: Option<Zone>,
    pub theme: Option<Theme>,
    pub background: Option<Background>,
    pub colour: Option<Colour>,
    pub ascii: Option<Ascii>,
    pub mouse: Option<bool>,
    pub store: Option<PathBuf>,
    pub company: Option<String>,
    pub contact: Contact,
    pub notify: NotifyConfig,
}

/// One thing that is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The file or the variable.
    pub origin: String,
    /// From 1; none for a variable.
    pub line: Option<usize>,
    pub message: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.origin, self.message),
            None => write!(f, "{}: {}", self.origin, self.message),
        }
    }
}

impl std::error::Error for ConfigProblem {}

impl Config {
    /// Reads the file strictly. `origin` is its name in the problems, which come in the order of the lines.
    pub fn from_toml(text: &str, origin: &str) -> Result<Config, Vec<ConfigProblem>> {
        match Config::read(text, origin) {
            (config, problems) if problems.is_empty() => Ok(config),
            (_, problems) => Err(problems),
        }
    }

    /// Reads what can be read and reports the rest: for every start, since a bad file stops nobody.
    pub fn read(text: &str, origin: &str) -> (Config, Vec<ConfigProblem>) {
        let mut config = Config::default();
        let mut problems = Vec::new();
        let problem = |at: usize, message: String| ConfigProblem {
            origin: origin.to_owned(),
            line: Some(line_of(text, at)),
            message,
        };
        // Where a line is no TOML, the parser goes on with the others.
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            problems.push(problem(at, error.message().trim().to_owned()));
        }
        for (key, value) in table.get_ref() {
            for (at, message) in config.take(key, value) {
                problems.push(problem(at, message));
            }
        }
        problems.sort_by_key(|problem| problem.line);
        (config, problems)
    }

    /// Takes one key; what is wrong, and at which byte.
    fn take(&mut self, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) -> Vec<(usize, String)> {
        let name = key.get_ref().as_ref();
        match name {
            "notify" => return take_table(name, value, &mut |key, value| self.notify.take(key, value)),
            "contact" => return take_table(name, value, &mut |key, value| self.contact.take(key, value)),
            _ => {}
        }
        let result = match name {
            "user" => words(value).map(|text| self.user = filled(text)),
            "zone" => words(value).and_then(zone).map(|zone| self.zone = zone),
            "theme" => words(value).map(|text| self.theme = Some(Theme::from(text))),
            "background" => word(value).map(|word| self.background = Some(word)),
            "colour" => word(value).map(|word| self.colour = Some(word)),
            "ascii" => word(value).map(|word| self.ascii = Some(word)),
            "mouse" => truth(value).map(|truth| self.mouse = Some(truth)),
            "store" => words(value).map(|text| self.store = filled(text).map(PathBuf::from)),
            "company" => words(value).map(|text| self.company = Some(text.trim().to_owned())),
            unknown => return vec![(key.span().start, unknown_key(unknown))],
        };
        at_value(name, value, result).into_iter().collect()
    }
}

/// Takes one key of a table: without its name, and its value. `None`: there is no such key.
type Take<'a> = &'a mut dyn FnMut(&str, &Spanned<DeValue<'_>>) -> Option<Result<(), String>>;

/// Takes each key of a table; what is wrong, and at which byte.
fn take_table(name: &str, value: &Spanned<DeValue<'_>>, take: Take) -> Vec<(usize, String)> {
    let Some(table) = value.get_ref().as_table() else {
        return vec![(value.span().start, format!("{name}: a table is needed: [{name}]"))];
    };
    let mut problems = Vec::new();
    for (key, value) in table {
        let name = format!("{name}.{}", key.get_ref());
        match take(key.get_ref(), value) {
            Some(result) => problems.extend(at_value(&name, value, result)),
            None => problems.push((key.span().start, unknown_key(&name))),
        }
    }
    problems
}

/// What is wrong with the value of `name`, and where it stands.
fn at_value(name: &str, value: &Spanned<DeValue<'_>>, result: Result<(), String>) -> Option<(usize, String)> {
    let message = result.err()?;
    Some((value.span().start, format!("{name}: {message}")))
}

fn unknown_key(key: &str) -> String {
    match nearest(key, KEYS.into_iter()) {
        Some(known) => format!("there is no key \"{key}\"; the nearest is \"{known}\""),
        None => format!("there is no key \"{key}\"; the keys are {}", KEYS.join(", ")),
    }
}

pub(super) fn words<'a>(value: &'a Spanned<DeValue<'_>>) -> Result<&'a str, String> {
    value
        .get_ref()
        .as_str()
        .ok_or_else(|| "a text in quotes is needed".to_owned())
}

/// One of a few words; true, false and numbers may stand without quotes.
pub(super) fn word<T: FromStr<Err: fmt::Display>>(value: &Spanned<DeValue<'_>>) -> Result<T, String> {
    let text = match value.get_ref() {
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Integer(number) => number.to_string(),
        _ => words(value)?.to_owned(),
    };
    text.parse().map_err(|error: T::Err| error.to_string())
}

pub(super) fn truth(value: &Spanned<DeValue<'_>>) -> Result<bool, String> {
    value
        .get_ref()
        .as_bool()
        .ok_or_else(|| "true or false is needed, without quotes".to_owned())
}

fn zone(name: &str) -> Result<Option<Zone>, String> {
    match name.trim() {
        "" | "auto" => Ok(None),
        name => Zone::named(name).map(Some).map_err(|unknown| unknown.to_string()),
    }
}

pub(super) fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The line, from 1, in which the byte `at` stands.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn problems(text: &str) -> Vec<String> {
        let found = Config::from_toml(text, "config.toml").unwrap_err();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_key_is_read() {
        let text = "user = 'mira'\nzone = 'europe/berlin'\ntheme = 'light'\nbackground = 'terminal'\n\
                    colour = 256\nascii = true\nmouse = false\nstore = '/x/y.db'\ncompany = 'Lumen'\n";
        let config = Config::from_toml(text, "c").unwrap();
        assert_eq!(config.user.as_deref(), Some("mira"));
        assert_eq!(config.zone.unwrap().name(), "Europe/Berlin");
        assert_eq!(config.theme, Some(Theme::Named("light".into())));
        assert_eq!(config.background, Some(Background::Terminal));
        assert_eq!(config.colour, Some(Colour::Indexed));
        assert_eq!(config.ascii, Some(Ascii::Always));
        assert_eq!(config.mouse, Some(false));
        assert_eq!(config.store, Some(PathBuf::from("/x/y.db")));
        assert_eq!(config.company.as_deref(), Some("Lumen"));
    }

    #[test]
    fn wrong_key_names_its_line_and_the_nearest() {
        assert_eq!(
            problems("# mine\n\ntheem = 'dark'\nmouse = 'yes'\n"),
            [
                "config.toml:3: there is no key \"theem\"; the nearest is \"theme\"",
                "config.toml:4: mouse: true or false is needed, without quotes",
            ]
        );
        assert!(problems("zone = 'Europe/Berln'")[0].contains("Europe/Berlin"));
        assert!(problems("colour = 'blue'")[0].contains("auto, true, 256, 16, none"));
        assert!(problems("user = 3")[0].contains("text in quotes"));
    }

    #[test]
    fn bad_lines_leave_the_good_ones() {
        let (config, problems) = Config::read("user = 'mira'\nmouse = ]\nascii = 'no'\n", "c");
        assert_eq!(config.user.as_deref(), Some("mira"));
        assert!(problems.iter().any(|problem| problem.line == Some(2)));
        assert!(problems.iter().any(|problem| problem.line == Some(3)));
    }

    #[test]
    fn sample_lists_every_key_with_its_default() {
        let text: String = super::super::SAMPLE
            .lines()
            .map(|line| {
                line.strip_prefix('#')
                    .filter(|rest| !rest.starts_with(' '))
                    .unwrap_or(line)
            })
            .flat_map(|line| [line, "\n"])
            .collect();
        let table: toml::Table = text.parse().unwrap();
        let mut listed = Vec::new();
        for (key, value) in &table {
            match value.as_table() {
                Some(table) => listed.extend(table.keys().map(|inner| format!("{key}.{inner}"))),
                None => listed.push(key.clone()),
            }
        }
        assert!(KEYS.iter().all(|key| listed.iter().any(|one| one == key)) && listed.len() == KEYS.len());
        let none = |_: &str| None;
        let flags = super::super::Flags::default();
        let sample = Config::from_toml(&text, "sample").unwrap();
        let by_sample = super::super::Settings::resolve(&flags, &none, sample);
        let by_default = super::super::Settings::resolve(&flags, &none, Config::default());
        assert_eq!(by_sample.values(), by_default.values());
        assert_eq!(Config::from_toml(super::super::SAMPLE, "sample"), Ok(Config::default()));
    }

    proptest! {
        #[test]
        fn no_file_breaks_the_reader(text in any::<String>(), key in "[a-z]{1,6}", value in "[a-z0-9'=\\[\\]\n]{0,12}") {
            Config::read(&text, "c");
            Config::read(&format!("{key} = {value}\nmouse = {value}"), "c");
        }
    }
}
