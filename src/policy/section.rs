//! One table of a policy file, read key by key: what is missing, of the wrong kind, unreadable or unknown is written down
//! and reading goes on, so that one pass finds every problem.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::fmt::Display;
use std::str::FromStr;

use super::merge::{Content, Node, Place, Source, Table};
use super::problem::suggestion;

/// The word that takes a window, or a role, away.
pub(super) const NONE: &str = "none";

/// The key that says which entries of a table there are, and in which order.
pub(super) const ORDER: &str = "order";

/// The key that every entry has.
const NAME: &str = "name";

/// Where the problems are collected.
#[derive(Debug, Default)]
pub(super) struct Findings(RefCell<Vec<(Place, String)>>);

impl Findings {
    pub(super) fn add(&self, place: Place, message: String) {
        self.0.borrow_mut().push((place, message));
    }

    /// How many there are so far.
    pub(super) fn count(&self) -> usize {
        self.0.borrow().len()
    }

    /// What was found, the user's own lines first.
    pub(super) fn into_sorted(self) -> Vec<(Place, String)> {
        let mut found = self.0.into_inner();
        found.sort_by_key(|(place, message)| (Reverse(place.source), place.line, message.clone()));
        found
    }
}

/// A table while it is read. [`Section::finish`] reports the keys that nobody asked for.
pub(super) struct Section<'a> {
    /// `severity.sev1`; empty for the whole file.
    path: String,
    place: Place,
    table: &'a Table,
    asked: RefCell<Vec<&'static str>>,
    findings: &'a Findings,
}

/// The entries of a table of tables, in the order in force.
pub(super) type Entries<'a> = Vec<(&'a str, Section<'a>)>;

impl<'a> Section<'a> {
    /// The section at `node`, if it is a table.
    pub(super) fn open(path: String, node: &'a Node, findings: &'a Findings) -> Option<Self> {
        if let Content::Table(table) = &node.content {
            return Some(Self {
                path,
                place: node.place,
                table,
                asked: RefCell::default(),
                findings,
            });
        }
        findings.add(node.place, format!("`{path}` must be a table, written [{path}]"));
        None
    }

    /// Notes a problem that these keys have together, at the line that the user wrote last among them.
    pub(super) fn complain(&self, keys: &[&str], message: String) {
        let nodes = keys.iter().filter_map(|key| self.table.get(*key));
        let place = nodes.map(Node::last_place).max().unwrap_or(self.place);
        self.findings.add(place, message);
    }

    /// The table at `key`.
    pub(super) fn section(&self, key: &'static str) -> Option<Section<'a>> {
        Section::open(self.named(key), self.get(key)?, self.findings)
    }

    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        match &self.get(key)?.content {
            Content::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            Content::Text(_) => self.refuse(key, "must not be empty"),
            Content::Flag(_) | Content::List(_) | Content::Table(_) | Content::Number => {
                self.refuse(key, "must be a text in quotes")
            }
        }
    }

    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        if let Content::Flag(flag) = self.get(key)?.content {
            Some(flag)
        } else {
            self.refuse(key, "must be true or false")
        }
    }

    /// The flag at `key`, silent where [`Section::flag`] will complain.
    pub(super) fn flag_if_readable(&self, key: &str) -> Option<bool> {
        self.table.get(key).and_then(|node| {
            if let Content::Flag(flag) = node.content {
                Some(flag)
            } else {
                None
            }
        })
    }

    /// A text that means something of type `T`.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&self, key: &'static str) -> Option<T> {
        let (text, place) = (self.text(key)?, self.table.get(key)?.place);
        let read = text.parse();
        read.map_err(|error| {
            self.findings.add(place, format!("`{}`: {error}", self.named(key)));
        })
        .ok()
    }

    /// As [`Section::parsed`], for what may be absent: a key left out and the word "none" are `None` without a finding.
    pub(super) fn optional<T: FromStr<Err: Display>>(&self, key: &'static str) -> Option<T> {
        self.asked.borrow_mut().push(key);
        let is_none = match &self.table.get(key)?.content {
            Content::Text(text) => text.trim().eq_ignore_ascii_case(NONE),
            Content::Flag(_) | Content::List(_) | Content::Table(_) | Content::Number => false,
        };
        if is_none { None } else { self.parsed(key) }
    }

    /// A list of texts, each read by `read`, which says what is wrong with one that it cannot read.
    pub(super) fn list<T>(&self, key: &'static str, read: impl Fn(&str) -> Result<T, String>) -> Option<Vec<T>> {
        let Content::List(list) = &self.get(key)?.content else {
            return self.refuse(key, "must be a list of texts, written [\"…\", \"…\"]");
        };
        let element = |node: &Node| {
            let read = match &node.content {
                Content::Text(text) => read(text),
                Content::Flag(_) | Content::List(_) | Content::Table(_) | Content::Number => {
                    Err("every element must be a text in quotes".to_owned())
                }
            };
            read.map_err(|problem| {
                self.findings
                    .add(node.place, format!("`{}`: {problem}", self.named(key)));
            })
            .ok()
        };
        // Read all of it before giving up, so that every wrong element is reported.
        let elements: Vec<Option<T>> = list.iter().map(element).collect();
        elements.into_iter().collect()
    }

    /// As [`Section::list`], of plain texts, empty where the key was left out.
    pub(super) fn list_if_any(&self, key: &'static str) -> Option<Vec<String>> {
        if self.has(key) {
            return self.list(key, |text| Ok(text.to_owned()));
        }
        self.passes_over(key);
        Some(Vec::new())
    }

    /// A list of keys that must be among `known`, none of them twice. Kept as `known` spells them.
    pub(super) fn references(&self, key: &'static str, known: &[&str], what: &str) -> Option<Vec<String>> {
        let found = self.list(key, |text| refer(text, known, what))?;
        let repeated = found
            .iter()
            .enumerate()
            .find(|&(index, name)| found.iter().take(index).any(|other| other == name));
        match repeated {
            Some((_, name)) => self.refuse(key, &format!("names `{name}` twice")),
            None => Some(found),
        }
    }

    /// The entries of this table of tables. An `order` in the user's file says which there are; without one, the entries
    /// that the user added follow the built-in ones as they stand in the file.
    pub(super) fn entries(&self) -> Entries<'a> {
        let mut tables: Vec<(&'a str, &'a Node)> = self
            .table
            .iter()
            .filter(|(key, _)| *key != ORDER)
            .map(|(key, node)| (key.as_str(), node))
            .collect();
        tables.sort_by_key(|(_, node)| node.place);
        tables.retain(|&(key, node)| self.is_plain_key(key, node));
        let known: Vec<&str> = tables.iter().map(|&(key, _)| key).collect();
        // Without a readable order every entry counts, lest one wrong word makes each reference to an entry wrong too.
        if let Some(order) = self.references(ORDER, &known, "entry") {
            let order_by_user = self
                .table
                .get(ORDER)
                .is_some_and(|node| node.place.source == Source::User);
            let place_in_order = |key: &str| order.iter().position(|name| name == key);
            for (key, node) in tables
                .iter()
                .filter(|&&(key, node)| order_by_user && is_added(node, place_in_order(key)))
            {
                self.findings.add(
                    node.place,
                    format!("`{}` is left out of the `{ORDER}` of [{}]", self.named(key), self.path),
                );
            }
            tables.retain(|&(key, node)| place_in_order(key).is_some() || node.place.source == Source::User);
            tables.sort_by_key(|&(key, _)| place_in_order(key).unwrap_or(usize::MAX));
        }
        tables.retain(|&(key, node)| self.is_named_entry(key, node, &known));
        let opened =
            |(key, node): (&'a str, &'a Node)| Some((key, Section::open(self.named(key), node, self.findings)?));
        tables.into_iter().filter_map(opened).collect()
    }

    /// The tables below this one, where the built-in file says which there may be, in its order.
    pub(super) fn kinds(&self) -> Entries<'a> {
        let mut tables: Vec<(&'a str, &'a Node)> = self.table.iter().map(|(key, node)| (key.as_str(), node)).collect();
        tables.sort_by_key(|(_, node)| node.place);
        let known: Vec<&str> = tables
            .iter()
            .filter(|(_, node)| node.place.source == Source::Embedded)
            .map(|(key, _)| *key)
            .collect();
        let mut kinds = Vec::new();
        for (key, node) in &tables {
            if known.contains(key) {
                kinds.extend(Section::open(self.named(key), node, self.findings).map(|section| (*key, section)));
            } else {
                let near = suggestion(key, known.iter().copied());
                self.findings
                    .add(node.place, format!("unknown kind `{key}` in [{}]{near}", self.path));
            }
        }
        kinds
    }

    /// Every table below this one, as they stand in the file; only tables of plain names may be there.
    pub(super) fn tables(&self) -> Entries<'a> {
        let mut tables: Vec<(&'a str, &'a Node)> = self.table.iter().map(|(key, node)| (key.as_str(), node)).collect();
        tables.sort_by_key(|(_, node)| node.place);
        tables.retain(|&(key, node)| self.is_plain_key(key, node));
        let opened =
            |(key, node): (&'a str, &'a Node)| Some((key, Section::open(self.named(key), node, self.findings)?));
        tables.into_iter().filter_map(opened).collect()
    }

    /// Its own line, counted from 1.
    pub(super) fn line(&self) -> usize {
        self.place.line
    }

    /// The line of `key`, or of the table where that is missing.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.place, |node| node.place).line
    }

    /// Does the file say anything of `key`?
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// `key` may be left out, and was.
    pub(super) fn passes_over(&self, key: &'static str) {
        self.asked.borrow_mut().push(key);
    }

    /// Whether an entry has a name: one without is hardly new, but the misspelt key of another.
    fn is_named_entry(&self, key: &str, node: &Node, known: &[&str]) -> bool {
        let Content::Table(table) = &node.content else {
            return true;
        };
        let is_named = table.contains_key(NAME);
        if !is_named {
            let near = suggestion(key, known.iter().copied().filter(|other| *other != key));
            let message = format!("`{}` is new and has no `{NAME}`{near}", self.named(key));
            self.findings.add(node.place, message);
        }
        is_named
    }

    /// Whether a key can be typed at a prompt and found whatever its case.
    fn is_plain_key(&self, key: &str, node: &Node) -> bool {
        let is_plain = key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !is_plain || key.is_empty() {
            let near = suggestion(key, self.table.keys().map(String::as_str).filter(|other| *other != key));
            let of = if self.path.is_empty() {
                String::new()
            } else {
                format!(" of [{}]", self.path)
            };
            let message = format!("`{key}` cannot name an entry{of}: use a-z, 0-9 and hyphens{near}");
            self.findings.add(node.place, message);
        }
        is_plain && !key.is_empty()
    }

    /// Reports every key that was not asked for, with the nearest that was.
    pub(super) fn finish(self) {
        let asked = self.asked.borrow();
        for (key, node) in self.table.iter().filter(|(key, _)| !asked.contains(&key.as_str())) {
            let within = if self.path.is_empty() {
                String::new()
            } else {
                format!(" in [{}]", self.path)
            };
            let near = suggestion(key, asked.iter().copied());
            self.findings
                .add(node.place, format!("unknown key `{key}`{within}{near}"));
        }
    }

    /// The value at `key`, which must be there.
    fn get(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        let node = self.table.get(key);
        if node.is_none() {
            self.findings
                .add(self.place, format!("`{}` is missing", self.named(key)));
        }
        node
    }

    fn refuse<T>(&self, key: &str, why: &str) -> Option<T> {
        let place = self.table.get(key).map_or(self.place, |node| node.place);
        self.findings.add(place, format!("`{}` {why}", self.named(key)));
        None
    }

    fn named(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// Whether the user's file adds an entry that stands nowhere in the order.
fn is_added(node: &Node, place_in_order: Option<usize>) -> bool {
    node.place.source == Source::User && place_in_order.is_none()
}

/// The key among `known` that `text` names, whatever its case.
pub(super) fn refer(text: &str, known: &[&str], what: &str) -> Result<String, String> {
    let found = known.iter().find(|key| key.eq_ignore_ascii_case(text.trim()));
    found
        .map(|&key| key.to_owned())
        .ok_or_else(|| format!("unknown {what} `{text}`{}", suggestion(text, known.iter().copied())))
}
