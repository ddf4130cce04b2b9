//! Customers by every name they go by, looked for in words that are about to leave (IR-13).
//!
//! A text is gone through once, word by word, however many customers there are.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::subject::Ref;
use crate::text::fold_name;

/// Legal forms at the end of a name, which people leave out.
const FORMS: [&str; 28] = [
    "ab",
    "ag",
    "as",
    "asa",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "group",
    "holding",
    "inc",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "oy",
    "plc",
    "pty",
    "sa",
    "sarl",
    "se",
    "spa",
    "srl",
    "ug",
];

/// The fewest letters by which one word stands for a whole name.
const LEAST: usize = 4;

/// First words of names that mean many things besides: by these alone nobody is named.
const COMMON: [&str; 32] = [
    "american",
    "bank",
    "best",
    "blue",
    "central",
    "city",
    "cloud",
    "data",
    "digital",
    "east",
    "european",
    "first",
    "free",
    "general",
    "global",
    "green",
    "health",
    "international",
    "media",
    "national",
    "north",
    "online",
    "open",
    "public",
    "smart",
    "software",
    "south",
    "state",
    "systems",
    "tech",
    "united",
    "west",
];

/// A customer by every name it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Each of its names, folded and whole.
    whole: Vec<String>,
    /// Each way to say one of them, folded.
    folded: Vec<String>,
}

impl Named {
    /// A customer; `names` are all it goes by, its own among them.
    pub fn new<'a>(id: &str, name: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let whole: Vec<String> = names.into_iter().map(spaced).collect();
        let mut folded: Vec<String> = whole.iter().flat_map(|name| said(name)).collect();
        folded.sort();
        folded.dedup();
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            whole,
            folded,
        }
    }
}

/// Customers, found by the first word of each way to say their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    all: Vec<Named>,
    /// First word, then each way to say a name that begins with it, and whose it is.
    by_word: BTreeMap<String, Vec<(String, usize)>>,
    /// Those of an id.
    by_id: BTreeMap<String, Vec<usize>>,
    /// Those of a whole name.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl Names {
    /// These customers; one may stand among them more than once, under names it had at other times.
    pub fn new(all: Vec<Named>) -> Self {
        let mut names = Self::default();
        for (at, one) in all.iter().enumerate() {
            names.by_id.entry(one.id.clone()).or_default().push(at);
            for name in one.whole.iter().filter(|name| !name.trim().is_empty()) {
                names.by_name.entry(name.clone()).or_default().push(at);
            }
            for name in &one.folded {
                let word = name.split_whitespace().next().unwrap_or_default().to_owned();
                names.by_word.entry(word).or_default().push((name.clone(), at));
            }
        }
        Self { all, ..names }
    }

    /// The first of these customers, but for `reader`, whom a text names.
    pub fn named_in(&self, text: &str, reader: Option<&Ref>) -> Option<&Named> {
        let readers = reader.map(|reader| self.of(reader)).unwrap_or_default();
        let is_own = |name: &String| readers.iter().any(|at| self.all[*at].folded.contains(name));
        let text = spaced(text);
        let begins = text.match_indices(' ').map(|(at, _)| &text[at..]);
        let found = begins.flat_map(|rest| {
            let word = rest.split_whitespace().next().unwrap_or_default();
            let names = self.by_word.get(word).map_or(&[][..], Vec::as_slice).iter();
            names.filter(move |(name, _)| rest.starts_with(name.as_str()))
        });
        found
            .filter(|(name, at)| !readers.contains(at) && !is_own(name))
            .map(|(_, at)| *at)
            .min()
            .map(|at| &self.all[at])
    }

    /// Those that are this reader: of its id, or of its whole name, where it was merged into another since. A word that
    /// two share makes nobody another.
    fn of(&self, reader: &Ref) -> BTreeSet<usize> {
        let by_id = self.by_id.get(&reader.id);
        let by_name = self.by_name.get(&spaced(&reader.name));
        by_id.into_iter().chain(by_name).flatten().copied().collect()
    }
}

/// How people say a name: whole, without what says its legal form, and by its first word where that means nobody else.
fn said(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let end = words
        .iter()
        .rposition(|word| !FORMS.contains(word))
        .map_or(0, |last| last + 1);
    let mut all = vec![name.to_owned(), format!(" {} ", words[..end].join(" "))];
    let first = words
        .first()
        .filter(|word| word.chars().count() >= LEAST && !COMMON.contains(word));
    all.extend(first.map(|first| format!(" {first} ")));
    all.retain(|name| !name.trim().is_empty());
    all
}

/// Words in lower case between single spaces, one at each end, so that whole words are found in it.
///
/// Where people write without spaces, each letter is a word: a name is found in the midst of a line.
fn spaced(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    for c in fold_name(text).chars() {
        match c {
            c if is_unspaced(c) => apart.extend([' ', c, ' ']),
            c if c.is_alphanumeric() => apart.push(c),
            _ => apart.push(' '),
        }
    }
    let words: Vec<&str> = apart.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}

/// Thai, Lao and Khmer, kana, ideographs and Hangul.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
        | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customers() -> Names {
        Names::new(vec![
            Named::new("a", "Acme GmbH", ["Acme GmbH", "ACME"]),
            Named::new("b", "Bo & Co.", ["Bo & Co."]),
            Named::new("c", "!", ["!"]),
        ])
    }

    #[test]
    fn customers_are_found_by_any_name_as_whole_words() {
        let customers = customers();
        let found = |text: &str| customers.named_in(text, None).map(|one| one.id.as_str());
        assert_eq!(found("the export of ACME's users"), Some("a"));
        assert_eq!(found("told bo &\u{a0}co today"), Some("b"));
        assert_eq!(found("acmeology, Bo! alone"), Some("b"), "without its legal form");
        assert_eq!(found("acmeology, the boat"), None);
    }

    #[test]
    fn a_first_word_names_who_bears_it_unless_it_means_many_things() {
        let customers = Names::new(vec![
            Named::new("f", "Fernhill Clinics", ["Fernhill Clinics"]),
            Named::new("d", "Data Works Ltd.", ["Data Works Ltd."]),
        ]);
        let found = |text: &str| customers.named_in(text, None).map(|one| one.id.as_str());
        assert_eq!(found("called fernhill at noon"), Some("f"));
        assert_eq!(found("which data it was"), None);
        assert_eq!(found("asked Data Works"), Some("d"));
        // Two may bear the same word: each may read it.
        let two = Names::new(vec![
            Named::new("a", "Acme GmbH", ["Acme GmbH"]),
            Named::new("l", "Acme Labs", ["Acme Labs"]),
        ]);
        let labs = Ref {
            id: "l".to_owned(),
            name: "Acme Labs".to_owned(),
        };
        assert_eq!(two.named_in("Acme's bucket", Some(&labs)), None);
        assert_eq!(
            two.named_in("Acme GmbH's bucket", Some(&labs))
                .map(|one| one.id.as_str()),
            Some("a")
        );
    }

    #[test]
    fn a_reader_may_read_of_itself() {
        let customers = customers();
        let acme = Ref {
            id: "a".to_owned(),
            name: "Acme GmbH".to_owned(),
        };
        assert_eq!(customers.named_in("Acme", Some(&acme)), None);
        let both = customers.named_in("Acme, Bo & Co", Some(&acme));
        assert_eq!(both.map(|one| one.id.as_str()), Some("b"));
    }

    #[test]
    fn a_name_is_found_where_people_write_without_spaces() {
        let customers = Names::new(vec![Named::new("b", "中国銀行", ["中国銀行"])]);
        let found = |text: &str| customers.named_in(text, None).map(|one| one.id.as_str());
        assert_eq!(found("昨日中国銀行に連絡した"), Some("b"));
        assert_eq!(found("中国の銀行"), None);
    }

    #[test]
    fn names_of_signs_alone_are_nobodys() {
        let signs = Names::new(vec![Named::new("a", "!", ["!"]), Named::new("b", "?", ["?", "Bolt"])]);
        let reader = Ref {
            id: "a".to_owned(),
            name: "!".to_owned(),
        };
        let found = |text: &str| signs.named_in(text, Some(&reader)).map(|one| one.id.as_str());
        assert_eq!(found("Bolt!"), Some("b"));
        assert_eq!(found(" ? ! "), None);
    }

    #[test]
    fn who_is_called_by_the_first_word_of_another_reads_nothing_of_the_other() {
        let both = Names::new(vec![
            Named::new("a", "Acme", ["Acme"]),
            Named::new("l", "Acme Labs Inc", ["Acme Labs Inc"]),
        ]);
        let acme = Ref {
            id: "a".to_owned(),
            name: "Acme".to_owned(),
        };
        let found = |text: &str| both.named_in(text, Some(&acme)).map(|one| one.id.as_str());
        assert_eq!(found("the bucket of Acme"), None);
        assert_eq!(found("the bucket of Acme Labs Inc"), Some("l"));
        assert_eq!(found("the bucket of Acme Labs"), Some("l"));
    }
}
