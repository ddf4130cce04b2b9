//! The public list of subprocessors as a page or a sheet (VM-6): Markdown, HTML, CSV, JSON. Each carries its date.
//!
//! Names and words may be hostile: each writer makes hidden characters visible and escapes what its language obeys.

mod csv;
mod html;
mod json;
mod md;
mod notice;

use chrono::NaiveDate;

pub use notice::notice;

use crate::domain::vendor::subprocessors::{Difference, List, Moved};

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// The list as of a day.
    List {
        /// The day.
        on: NaiveDate,
        /// The list.
        list: List,
    },
    /// What changed between two days.
    Difference {
        /// The earlier day.
        from: NaiveDate,
        /// The later day.
        to: NaiveDate,
        /// What changed.
        difference: Difference,
    },
}

/// In which language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown, as `CommonMark` with tables.
    Markdown,
    /// One page of HTML that loads nothing.
    Html,
    /// A sheet with commas, quoted where needed.
    Csv,
    /// JSON.
    Json,
}

impl Page {
    /// The page in that language. Lines end as the language has them.
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Markdown => md::page(self),
            Format::Html => html::page(self),
            Format::Csv => csv::page(self),
            Format::Json => json::page(self),
        }
    }

    /// Its title.
    pub fn title(&self) -> String {
        match self {
            Self::List { on, .. } => format!("Subprocessors as of {on}"),
            Self::Difference { from, to, .. } => format!("Changes of subprocessors from {from} to {to}"),
        }
    }

    /// What changed, the latest first.
    pub fn changes(&self) -> &[Moved] {
        match self {
            Self::List { list, .. } => &list.changes,
            Self::Difference { difference, .. } => &difference.changes,
        }
    }
}

/// What a change is, in one word, and in words where something of a subprocessor changed.
pub fn change_words(moved: &Moved) -> (&'static str, String) {
    match (&moved.before, &moved.after) {
        (None, Some(after)) => ("added", after.purpose.clone()),
        (Some(before), None) => ("removed", before.purpose.clone()),
        _ => {
            let fields = moved.fields();
            let words = fields.iter().map(|(field, before, after)| {
                let word = |text: &str| {
                    if text.is_empty() {
                        "nothing".to_owned()
                    } else {
                        text.to_owned()
                    }
                };
                format!("{field}: {} → {}", word(before), word(after))
            });
            ("changed", words.collect::<Vec<_>>().join("; "))
        }
    }
}
