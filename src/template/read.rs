//! A template as it lies in a file: its head in TOML, then its letter.
//!
//! ```text
//! +++
//! family = "customer"
//! title = "A breach, told to a customer"
//! version = "1"
//! owner = "communications"
//! language = "en"
//! parts = ["nature", "data"]
//! +++
//! Subject: …
//! ```

use std::ops::Range;

use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::letter::{FromTemplate, Letter};
use crate::policy::Problem;
use crate::text::nearest;

use super::family::Family;

/// Bytes of a file. A letter is a page or two.
const LARGEST: usize = 64 * 1024;
/// The line around the head.
const FENCE: &str = "+++";
/// What may stand in the head; all but the last must.
const KEYS: [&str; 6] = ["family", "title", "version", "owner", "language", "parts"];

/// Where a template comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It ships with the program.
    Shipped,
    /// It is one's own; it takes the place of ours where there is one of its name.
    Own {
        /// What messages call its file.
        file: String,
        /// Does one of this name ship?
        overrides: bool,
    },
}

/// One template, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name, such as `customer-notice`: that of its file.
    pub name: String,
    /// For whom it is.
    pub family: Family,
    /// What people read in a list.
    pub title: String,
    /// Its version, as its author counts.
    pub version: String,
    /// Key of the role or the duty that looks after it (IR-19).
    pub owner: String,
    /// The language it is written in, such as `en`.
    pub language: String,
    /// Keys of the parts that its letters need.
    pub needs: Vec<String>,
    /// Where it comes from.
    pub origin: Origin,
    source: String,
    body: Letter,
    lines: Lines,
}

/// The first line of each text in the file, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lines {
    pub(super) subject: usize,
    pub(super) opening: usize,
    pub(super) closing: usize,
    /// Of the text of each part; its heading stands above.
    pub(super) parts: Vec<usize>,
    /// Of each heading.
    pub(super) headings: Vec<usize>,
}

impl Template {
    /// Reads the text of a file of this name. `origin` says what problems call it.
    pub(super) fn read(name: &str, source: &str, origin: Origin) -> Result<Self, Vec<Problem>> {
        let file = match &origin {
            Origin::Shipped => name.to_owned(),
            Origin::Own { file, .. } => file.clone(),
        };
        let problem = |line: usize, message: String| Problem {
            file: file.clone(),
            line,
            message,
        };
        if source.len() > LARGEST {
            return Err(vec![problem(1, format!("it has more than {} KiB", LARGEST / 1024))]);
        }
        let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(is_letter) {
            let message = format!("`{name}` is no name: small letters, digits and hyphens make one");
            return Err(vec![problem(1, message)]);
        }
        let text = source.replace("\r\n", "\n");
        let (head, body, above) = parted(&text).map_err(|message| vec![problem(1, message.to_owned())])?;
        let mut wrong = Vec::new();
        let head = Head::read(head, &mut wrong);
        let mut problems: Vec<Problem> = wrong
            .into_iter()
            // The fence stands above the first line of the head.
            .map(|(line, message)| problem(line + 1, message))
            .collect();
        let letter = Letter::from_source(body);
        if let Err(error) = &letter {
            problems.push(problem(above + error.line, error.why.clone()));
        }
        match (letter, head) {
            (Ok(letter), Some(head)) if problems.is_empty() => Ok(Self {
                name: name.to_owned(),
                needs: head.needs(),
                family: head.family,
                title: head.title,
                version: head.version,
                owner: head.owner,
                language: head.language,
                lines: Lines::of(body, above, &letter),
                origin,
                source: source.to_owned(),
                body: letter,
            }),
            _ => Err(problems),
        }
    }

    /// Its file, as it is.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The letter before anything is filled in.
    pub fn body(&self) -> &Letter {
        &self.body
    }

    /// SHA-256 of its file, in hexadecimal.
    pub fn digest(&self) -> String {
        let digest = Sha256::digest(self.source.as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What a letter keeps of it.
    pub fn mark(&self) -> FromTemplate {
        FromTemplate {
            name: self.name.clone(),
            version: self.version.clone(),
            digest: self.digest(),
        }
    }

    /// What messages call it.
    pub fn file(&self) -> &str {
        match &self.origin {
            Origin::Shipped => &self.name,
            Origin::Own { file, .. } => file,
        }
    }

    /// Does it ship with the program?
    pub fn is_shipped(&self) -> bool {
        self.origin == Origin::Shipped
    }

    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }
}

/// Head, letter, and how many lines stand above the letter.
fn parted(text: &str) -> Result<(&str, &str, usize), &'static str> {
    let is_fence = |line: &str| line.trim_end() == FENCE;
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if !is_fence(first) {
        return Err("it begins with a head between two lines `+++`");
    }
    let mut at = 0;
    for (number, line) in (2..).zip(rest.split_inclusive('\n')) {
        if is_fence(line) {
            return Ok((&rest[..at], &rest[at + line.len()..], number));
        }
        at += line.len();
    }
    Err("its head does not end; a second line `+++` ends it")
}

struct Head {
    family: Family,
    title: String,
    version: String,
    owner: String,
    language: String,
    parts: Option<Vec<String>>,
}

/// A line of the head, from 1, and what is wrong there.
type Wrong = Vec<(usize, String)>;

impl Head {
    fn read(text: &str, wrong: &mut Wrong) -> Option<Self> {
        let line_at = |span: Range<usize>| 1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count();
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let line = error.span().map_or(1, line_at);
            wrong.push((line, error.message().trim().to_owned()));
        }
        let table = table.get_ref();
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !KEYS.contains(&name) {
                let near = nearest(name, KEYS.into_iter());
                let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                wrong.push((line_at(key.span()), format!("unknown key `{name}`{near}")));
            }
        }
        let mut words = |key: &str| match table.get(key) {
            None => {
                wrong.push((1, format!("`{key}` is missing")));
                None
            }
            Some(value) => {
                let words = value
                    .get_ref()
                    .as_str()
                    .map(str::trim)
                    .filter(|words| !words.is_empty());
                if words.is_none() {
                    wrong.push((line_at(value.span()), format!("`{key}` must be words in quotes")));
                }
                words.map(|words| (words.to_owned(), line_at(value.span())))
            }
        };
        let [family, title, version, owner, language] = [KEYS[0], KEYS[1], KEYS[2], KEYS[3], KEYS[4]].map(&mut words);
        let family = family.and_then(|(word, line)| match word.parse::<Family>() {
            Ok(family) => Some(family),
            Err(why) => {
                wrong.push((line, why));
                None
            }
        });
        let parts = table.get("parts").and_then(|value| {
            let parts = keys(value);
            if parts.is_none() {
                let line = line_at(value.span());
                wrong.push((line, "`parts` must be a list of keys, such as [\"nature\"]".to_owned()));
            }
            parts
        });
        Some(Self {
            family: family?,
            title: title?.0,
            version: version?.0,
            owner: owner?.0,
            language: language?.0,
            parts,
        })
    }

    /// What it names; for a customer the four parts whatever it names.
    fn needs(&self) -> Vec<String> {
        let of_family = || self.family.needs().iter().map(|key| (*key).to_owned());
        match &self.parts {
            None => of_family().collect(),
            Some(named) if self.family == Family::Customer => {
                let more = named.iter().filter(|key| !self.family.needs().contains(&key.as_str()));
                of_family().chain(more.cloned()).collect()
            }
            Some(named) => named.clone(),
        }
    }
}

fn keys(value: &Spanned<DeValue<'_>>) -> Option<Vec<String>> {
    let one = |value: &Spanned<DeValue<'_>>| Some(value.get_ref().as_str()?.trim().to_owned());
    let keys: Option<Vec<String>> = value.get_ref().as_array()?.iter().map(one).collect();
    keys.filter(|keys| keys.iter().all(|key| !key.is_empty()))
}

impl Lines {
    /// Where the texts of a letter stand in its source, of which `above` lines stand above.
    fn of(source: &str, above: usize, letter: &Letter) -> Self {
        let lines: Vec<&str> = source.lines().collect();
        let filled_from = |from: usize| {
            let filled = lines.iter().skip(from).position(|line| !line.trim().is_empty());
            above + from + filled.unwrap_or(0) + 1
        };
        let subject = filled_from(0);
        let opening = filled_from(subject - above);
        let heading = |key: &str| {
            let end = format!("{{#{key}}}");
            let is_it = |line: &&str| line.starts_with("## ") && line.trim_end().ends_with(&end);
            lines.iter().position(is_it).unwrap_or(0)
        };
        let headings: Vec<usize> = letter.parts.iter().map(|part| heading(&part.key)).collect();
        Self {
            subject,
            opening,
            closing: filled_from(heading("closing") + 1),
            parts: headings.iter().map(|line| filled_from(line + 1)).collect(),
            headings: headings.iter().map(|line| above + line + 1).collect(),
        }
    }
}
