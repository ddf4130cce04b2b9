//! What of an incident's log may leave the company, to whom, and why the rest may not (IR-13, IR-14).
//!
//! Invariant: **words leave only if somebody said so.** A line of a person's own words goes out when it is marked
//! `shared`; of what the program wrote, only the times of phases, of the breach and of what the reader was told, in words
//! of this file. What names another customer never leaves, whatever it is marked.

use super::Incident;
use super::notice::{Marked, Publication};
use crate::clock::Moment;
use crate::domain::fact::{Body, Fact, FactId, Recorded};
use crate::domain::subject::Ref;
use crate::policy::Policy;
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

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reader<'a> {
    /// A customer; `None` is everybody.
    pub customer: Option<&'a Ref>,
    /// Lines that nobody has marked go out too.
    pub takes_unmarked: bool,
}

/// A customer by every name it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Each of its names, folded.
    folded: Vec<String>,
}

/// One line that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosed {
    /// The fact behind it.
    pub fact: FactId,
    /// Short id, of entries.
    pub entry: Option<String>,
    /// When it happened.
    pub at: Moment,
    /// What goes out, or why nothing does.
    pub verdict: Verdict,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// These words go out.
    Out(String),
    /// Nothing goes out.
    Withheld(Why),
}

/// Why a line stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is marked internal.
    Internal,
    /// It is marked privileged.
    Privileged,
    /// Nobody has marked it shared.
    Unmarked,
    /// It was struck out.
    Struck,
    /// Its words were expunged.
    Expunged,
    /// It was taken back.
    TakenBack,
    /// It names another customer: which.
    Names(String),
    /// It says how the company works, and is nothing that a reader was told.
    Inward,
    /// It was written by a newer version.
    Newer,
}

impl Why {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Internal => "marked internal".to_owned(),
            Self::Privileged => "marked privileged".to_owned(),
            Self::Unmarked => "nobody has marked it shared".to_owned(),
            Self::Struck => "struck out".to_owned(),
            Self::Expunged => "expunged".to_owned(),
            Self::TakenBack => "taken back".to_owned(),
            Self::Names(name) => format!("names {name}"),
            Self::Inward => "how the company works".to_owned(),
            Self::Newer => "written by a newer firebell".to_owned(),
        }
    }
}

impl Named {
    /// A customer; `names` are all it goes by, its own among them.
    pub fn new<'a>(id: &str, name: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut folded: Vec<String> = names.into_iter().flat_map(|name| said(&spaced(name))).collect();
        folded.sort();
        folded.dedup();
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            folded,
        }
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
fn spaced(text: &str) -> String {
    let folded = fold_name(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!(" {} ", words.join(" "))
}

/// The first of these customers, but for `reader`, whom a text names.
pub fn named_in<'a>(text: &str, customers: &'a [Named], reader: Option<&Ref>) -> Option<&'a Named> {
    let text = spaced(text);
    // Also where it was merged into another since, which then goes by its name.
    let is_reader =
        |one: &Named| reader.is_some_and(|reader| reader.id == one.id || one.folded.contains(&spaced(&reader.name)));
    let own: Vec<&String> = customers
        .iter()
        .filter(|one| is_reader(one))
        .flat_map(|one| &one.folded)
        .collect();
    customers.iter().filter(|one| !is_reader(one)).find(|one| {
        let mut names = one.folded.iter();
        names.any(|name| text.contains(name.as_str()) && !own.contains(&name))
    })
}

impl Incident {
    /// Every fact of its log with what becomes of it on the way to a reader, in the order given.
    pub fn disclose(&self, facts: &[Recorded], customers: &[Named], reader: Reader, policy: &Policy) -> Vec<Disclosed> {
        let judged = facts.iter().map(|recorded| Disclosed {
            fact: recorded.envelope.id.clone(),
            entry: recorded.envelope.tag.clone(),
            at: recorded.envelope.happened_at,
            verdict: match self.judge(recorded, reader, policy) {
                Verdict::Out(words) => match named_in(&words, customers, reader.customer) {
                    Some(other) => Verdict::Withheld(Why::Names(other.name.clone())),
                    None => Verdict::Out(words),
                },
                withheld @ Verdict::Withheld(_) => withheld,
            },
        });
        judged.collect()
    }

    fn judge(&self, recorded: &Recorded, reader: Reader, policy: &Policy) -> Verdict {
        let envelope = &recorded.envelope;
        let fact = match &recorded.body {
            Body::Known(fact) => fact,
            Body::Unknown { .. } => return Verdict::Withheld(Why::Newer),
            Body::Expunged => return Verdict::Withheld(Why::Expunged),
        };
        if self.is_undone(&envelope.id.series, envelope.act) {
            return Verdict::Withheld(Why::TakenBack);
        }
        if let Fact::EntryLogged(entry) = fact {
            return self.judge_entry(envelope.tag.as_deref().unwrap_or_default(), &entry.text, reader);
        }
        match self.told(fact, reader, policy) {
            Some(words) => Verdict::Out(words),
            None => Verdict::Withheld(Why::Inward),
        }
    }

    fn judge_entry(&self, tag: &str, text: &str, reader: Reader) -> Verdict {
        if self.expunged.contains_key(tag) {
            return Verdict::Withheld(Why::Expunged);
        }
        if self.struck.contains_key(tag) {
            return Verdict::Withheld(Why::Struck);
        }
        match self.notices.marked.get(tag) {
            Some(Marked::Internal) => Verdict::Withheld(Why::Internal),
            Some(Marked::Privileged) => Verdict::Withheld(Why::Privileged),
            Some(Marked::Shared) => Verdict::Out(text.to_owned()),
            None if reader.takes_unmarked => Verdict::Out(text.to_owned()),
            None => Verdict::Withheld(Why::Unmarked),
        }
    }

    /// What a reader may know of a fact that the program wrote. Reasons and notes are somebody's own words, and stay.
    fn told(&self, fact: &Fact, reader: Reader, policy: &Policy) -> Option<String> {
        let phase = |key: &str| {
            policy
                .phase(key)
                .map_or_else(|| key.to_owned(), |phase| phase.name.clone())
        };
        let is_reader = |customer: &Ref| reader.customer.is_some_and(|reader| reader.id == customer.id);
        let is_concerned = || {
            let breach = self.breach.iter().flat_map(|breach| &breach.customers);
            let mut customers = breach.map(|told| &told.affected.customer);
            customers.any(is_reader)
        };
        Some(match fact {
            Fact::Declared(fact) => format!("Declared; phase: {}", phase(&fact.phase)),
            Fact::PhaseEntered(fact) => format!("Phase: {}", phase(&fact.phase)),
            Fact::Closed(_) => "Closed".to_owned(),
            Fact::Reopened(fact) => format!("Opened again; phase: {}", phase(&fact.phase)),
            Fact::BreachConfirmed(fact) if is_concerned() => {
                format!("Breach of personal data confirmed: {}", fact.categories.join(", "))
            }
            Fact::ConfirmationCorrected(_) if is_concerned() => "Time of confirmation corrected".to_owned(),
            Fact::BreachWithdrawn(_) if is_concerned() => "Breach withdrawn: there was none".to_owned(),
            Fact::NoticeSent(fact) if is_reader(&fact.customer) => format!("You were told by {}", fact.dispatch.by),
            Fact::Published(fact) if fact.publication != Publication::Internal => {
                format!("Published: {}, at {}", fact.publication.name(), fact.place)
            }
            _ => return None,
        })
    }

    /// What it is called outside: its codename, or its code, until its title was made public; never by a title that names
    /// another customer.
    pub fn outside_name(&self, customers: &[Named], reader: Option<&Ref>) -> String {
        let is_plain = |words: &&str| named_in(words, customers, reader).is_none();
        let title = Some(self.title.as_str()).filter(|_| self.notices.is_disclosed());
        let name = title
            .filter(is_plain)
            .or(self.notices.codename.as_deref().filter(is_plain));
        name.unwrap_or(&self.code).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customers() -> Vec<Named> {
        vec![
            Named::new("a", "Acme GmbH", ["Acme GmbH", "ACME"]),
            Named::new("b", "Bo & Co.", ["Bo & Co."]),
            Named::new("c", "!", ["!"]),
        ]
    }

    #[test]
    fn customers_are_found_by_any_name_as_whole_words() {
        let customers = customers();
        let found = |text: &str| named_in(text, &customers, None).map(|one| one.id.as_str());
        assert_eq!(found("the export of ACME's users"), Some("a"));
        assert_eq!(found("told bo &\u{a0}co today"), Some("b"));
        assert_eq!(found("acmeology, Bo! alone"), Some("b"), "without its legal form");
        assert_eq!(found("acmeology, the boat"), None);
    }

    #[test]
    fn a_first_word_names_who_bears_it_unless_it_means_many_things() {
        let customers = [
            Named::new("f", "Fernhill Clinics", ["Fernhill Clinics"]),
            Named::new("d", "Data Works Ltd.", ["Data Works Ltd."]),
        ];
        let found = |text: &str| named_in(text, &customers, None).map(|one| one.id.as_str());
        assert_eq!(found("called fernhill at noon"), Some("f"));
        assert_eq!(found("which data it was"), None);
        assert_eq!(found("asked Data Works"), Some("d"));
        // Two may bear the same word: each may read it.
        let two = [
            Named::new("a", "Acme GmbH", ["Acme GmbH"]),
            Named::new("l", "Acme Labs", ["Acme Labs"]),
        ];
        let labs = Ref {
            id: "l".to_owned(),
            name: "Acme Labs".to_owned(),
        };
        assert_eq!(named_in("Acme's bucket", &two, Some(&labs)), None);
        assert_eq!(
            named_in("Acme GmbH's bucket", &two, Some(&labs)).map(|one| one.id.as_str()),
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
        assert_eq!(named_in("Acme", &customers, Some(&acme)), None);
        let both = named_in("Acme, Bo & Co", &customers, Some(&acme));
        assert_eq!(both.map(|one| one.id.as_str()), Some("b"));
    }
}
