//! TOML text as a tree that remembers its lines, and one tree laid over another.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Which file a value comes from. The later file outweighs the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// The policy inside the program.
    Embedded,
    /// The user's own file.
    User,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) source: Source,
    /// Counted from 1.
    pub(super) line: usize,
}

/// A value and the place that last said it.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) content: Content,
}

impl Node {
    /// The last place that the user wrote in it, or else the last one of all.
    pub(super) fn last_place(&self) -> Place {
        let below = match &self.content {
            Content::Table(table) => table.values().map(Self::last_place).max(),
            Content::Text(_) | Content::Flag(_) | Content::List(_) | Content::Number => None,
        };
        below.map_or(self.place, |below| below.max(self.place))
    }
}

/// Named values.
pub(super) type Table = BTreeMap<String, Node>;

/// What a policy file can hold.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Text, and what TOML writes without quotes for dates and times.
    Text(String),
    Flag(bool),
    List(Vec<Node>),
    Table(Table),
    /// A number: no rule wants one, and the message says so.
    Number,
}

/// Reads a text. All syntax errors come back, each with its line.
pub(super) fn parse(text: &str, source: Source) -> Result<Node, Vec<(Place, String)>> {
    let lines = Lines { text, source };
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(Node {
            place: Place { source, line: 1 },
            content: Content::Table(table(root.into_inner(), &lines)),
        });
    }
    let start = |error: &toml::de::Error| error.span().unwrap_or_default();
    Err(errors
        .iter()
        .map(|error| (lines.place(&start(error)), error.message().to_owned()))
        .collect())
}

/// Lays `over` on `base`: tables merge key by key, anything else is replaced, with its place.
pub(super) fn merge(base: &mut Node, over: Node) {
    match (&mut base.content, over.content) {
        (Content::Table(base), Content::Table(over)) => {
            for (key, node) in over {
                match base.get_mut(&key) {
                    Some(below) => merge(below, node),
                    None => {
                        base.insert(key, node);
                    }
                }
            }
        }
        (_, content) => {
            *base = Node {
                place: over.place,
                content,
            }
        }
    }
}

/// Turns byte offsets into lines.
struct Lines<'a> {
    text: &'a str,
    source: Source,
}

impl Lines<'_> {
    fn place(&self, span: &Range<usize>) -> Place {
        let before = self.text.bytes().take(span.start).filter(|&byte| byte == b'\n').count();
        Place {
            source: self.source,
            line: before + 1,
        }
    }
}

fn table(raw: DeTable<'_>, lines: &Lines<'_>) -> Table {
    let entry = |(key, value): (Spanned<_>, Spanned<DeValue<'_>>)| {
        let place = lines.place(&key.span());
        let key: std::borrow::Cow<'_, str> = key.into_inner();
        (
            key.into_owned(),
            Node {
                place,
                content: content(value.into_inner(), lines),
            },
        )
    };
    raw.into_iter().map(entry).collect()
}

fn content(raw: DeValue<'_>, lines: &Lines<'_>) -> Content {
    let element = |value: Spanned<DeValue<'_>>| Node {
        place: lines.place(&value.span()),
        content: content(value.into_inner(), lines),
    };
    match raw {
        DeValue::String(text) => Content::Text(text.into_owned()),
        DeValue::Datetime(stamp) => Content::Text(stamp.to_string()),
        DeValue::Boolean(flag) => Content::Flag(flag),
        DeValue::Integer(_) | DeValue::Float(_) => Content::Number,
        DeValue::Array(list) => Content::List(list.into_iter().map(element).collect()),
        DeValue::Table(entries) => Content::Table(table(entries, lines)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, over: &str) -> Table {
        let mut node = parse(base, Source::Embedded).unwrap();
        merge(&mut node, parse(over, Source::User).unwrap());
        match node.content {
            Content::Table(table) => table,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn tables_merge_and_the_rest_is_replaced_with_its_place() {
        let merged = merged(
            "[a]\nx = 'one'\ny = ['p', 'q']\n",
            "\n\n[a]\ny = ['r']\nz = 2026-12-25\n",
        );
        let Content::Table(a) = &merged["a"].content else {
            panic!()
        };
        assert!(matches!(&a["x"].content, Content::Text(text) if text == "one"));
        assert!(matches!(&a["y"].content, Content::List(list) if list.len() == 1));
        assert!(matches!(&a["z"].content, Content::Text(text) if text == "2026-12-25"));
        assert_eq!(
            a["x"].place,
            Place {
                source: Source::Embedded,
                line: 2
            }
        );
        assert_eq!(
            a["y"].place,
            Place {
                source: Source::User,
                line: 4
            }
        );
    }

    #[test]
    fn every_syntax_error_has_its_line() {
        let errors = parse("a = \n[b]\nc = 'open\nd = 1\n", Source::User).unwrap_err();
        let lines: Vec<usize> = errors.iter().map(|(place, _)| place.line).collect();
        assert!(lines.contains(&1) && lines.contains(&3), "{errors:?}");
    }
}
