//! Every rule that could be switched on: those that ship, and a company's own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::read::{self, Found};
use super::shape::Obligation;
use crate::policy::problem::{Problem, suggestion};
use crate::policy::shape::by_key;

/// The files that ship.
const FILES: [(&str, &str); 7] = [
    (
        "eu-privacy.toml",
        include_str!("../../../assets/obligations/eu-privacy.toml"),
    ),
    (
        "eu-security.toml",
        include_str!("../../../assets/obligations/eu-security.toml"),
    ),
    ("uk.toml", include_str!("../../../assets/obligations/uk.toml")),
    ("us.toml", include_str!("../../../assets/obligations/us.toml")),
    (
        "asia-pacific.toml",
        include_str!("../../../assets/obligations/asia-pacific.toml"),
    ),
    ("israel.toml", include_str!("../../../assets/obligations/israel.toml")),
    (
        "contract.toml",
        include_str!("../../../assets/obligations/contract.toml"),
    ),
];

/// Rules, each of its own name, those that ship first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shelf {
    rules: Vec<Obligation>,
    /// How many of them ship.
    shipped: usize,
}

/// A rule while it is checked against the others.
struct Placed {
    found: Found,
    file: String,
}

impl Shelf {
    /// The rules that ship, borrowed.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Shelf> = LazyLock::new(|| {
            let files: Vec<(String, String)> = FILES
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect();
            let (mut shelf, _) = Shelf::default().with(&files);
            shelf.shipped = shelf.rules.len();
            shelf
        });
        &SHIPPED
    }

    /// These rules and those of `files` (what messages call each, and its text), with every problem found. A rule that
    /// has one is left out, and so is what follows it.
    pub fn with(&self, files: &[(String, String)]) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut placed: Vec<Placed> = Vec::new();
        for (file, text) in files {
            let (found, wrong) = read::rules(text);
            problems.extend(wrong.into_iter().map(|(place, message)| Problem {
                file: file.clone(),
                line: place.line,
                message,
            }));
            placed.extend(found.into_iter().map(|found| Placed {
                found,
                file: file.clone(),
            }));
        }
        let mut complain = |one: &Placed, line: usize, message: String| {
            problems.push(Problem {
                file: one.file.clone(),
                line,
                message,
            });
        };
        placed = self.once_each(placed, &mut complain);
        placed = self.chained(placed, &mut complain);
        problems.sort();
        let mut shelf = self.clone();
        shelf.rules.extend(placed.into_iter().map(|one| one.found.rule));
        (shelf, problems)
    }

    /// All of them.
    pub fn rules(&self) -> &[Obligation] {
        &self.rules
    }

    /// The rule with this id, whatever its case.
    pub fn get(&self, id: &str) -> Option<&Obligation> {
        by_key(&self.rules, id)
    }

    /// Does the rule ship with the program?
    pub fn is_shipped(&self, id: &str) -> bool {
        self.rules.iter().take(self.shipped).any(|rule| rule.key == id)
    }

    /// "; did you mean `…`?" for an id that nobody has.
    pub fn nearest(&self, id: &str) -> String {
        suggestion(id, self.rules.iter().map(|rule| rule.key.as_str()))
    }

    /// Leaves out what takes a name that is taken.
    fn once_each(&self, placed: Vec<Placed>, complain: &mut impl FnMut(&Placed, usize, String)) -> Vec<Placed> {
        let mut kept: Vec<Placed> = Vec::new();
        for one in placed {
            let key = &one.found.rule.key;
            if self.get(key).is_some() {
                let message = format!("`{key}` is a rule already; give yours another name");
                complain(&one, one.found.line, message);
            } else if let Some(other) = kept.iter().find(|other| other.found.rule.key == *key) {
                let message = format!("`{key}` stands in {}:{} as well", other.file, other.found.line);
                complain(&one, one.found.line, message);
            } else {
                kept.push(one);
            }
        }
        kept
    }

    /// Leaves out what follows a rule that is not there, or itself, until every chain ends.
    fn chained(&self, mut placed: Vec<Placed>, complain: &mut impl FnMut(&Placed, usize, String)) -> Vec<Placed> {
        loop {
            let rules: BTreeMap<&str, &Obligation> = self
                .rules
                .iter()
                .chain(placed.iter().map(|one| &one.found.rule))
                .map(|rule| (rule.key.as_str(), rule))
                .collect();
            let broken: Vec<Option<String>> = placed.iter().map(|one| broken_chain(&one.found.rule, &rules)).collect();
            if broken.iter().all(Option::is_none) {
                return placed;
            }
            let mut kept = Vec::new();
            for (one, why) in placed.into_iter().zip(broken) {
                match why {
                    Some(why) => complain(&one, one.found.clock_line, why),
                    None => kept.push(one),
                }
            }
            placed = kept;
        }
    }
}

/// Why the clock of this rule could never start, if so.
fn broken_chain(rule: &Obligation, rules: &BTreeMap<&str, &Obligation>) -> Option<String> {
    for before in rule.follows() {
        if !rules.contains_key(before) {
            let near = suggestion(before, rules.keys().copied().filter(|key| *key != rule.key));
            return Some(format!(
                "`{}` follows the submission of `{before}`, which is no rule{near}",
                rule.key
            ));
        }
    }
    let mut reached: Vec<&str> = Vec::new();
    let mut ahead: Vec<&str> = rule.follows().collect();
    while let Some(key) = ahead.pop() {
        if key == rule.key {
            return Some(format!("`{key}` waits for its own submission"));
        }
        if !reached.contains(&key) {
            reached.push(key);
            ahead.extend(rules.get(key).into_iter().flat_map(|rule| rule.follows()));
        }
    }
    None
}
