//! A letter in the forms that other programs read: a page, plain text, a draft of an e-mail.
//!
//! Each is made of the exact text that goes out and is kept ([`crate::domain::letter::Letter::text_for`]), so that none
//! can say something else: `Subject: …`, then Markdown. Of Markdown plain things alone are taken: headings, paragraphs,
//! lists, quotations, code, emphasis, links. HTML in it is text. A line break stays one, as in a letter.

mod document;
mod html;
mod mail;
mod plain;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use crate::text::nearest;

use document::Document;
pub use mail::{Envelope, Mailbox};

/// A form in which a letter leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The exact text, Markdown.
    Markdown,
    /// One page that needs nothing else.
    Html,
    /// Text without signs of Markdown, in lines of 78 columns.
    Plain,
    /// A draft of an e-mail (RFC 5322).
    Mail,
}

impl Format {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Plain, Self::Mail];

    /// Its word, which is the ending of its files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Plain => "txt",
            Self::Mail => "eml",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words = || Self::ALL.into_iter().map(Self::word);
        let found = Self::ALL.into_iter().find(|one| one.word() == text.trim());
        found.ok_or_else(|| {
            let all: Vec<&str> = words().collect();
            let near = nearest(text, words()).map_or_else(String::new, |near| format!("; did you mean {near}?"));
            format!("there is no format \"{text}\"; there are {}{near}", all.join(", "))
        })
    }
}

/// The text that goes out, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    text: String,
    subject: String,
    body: Document,
}

impl Outgoing {
    /// Reads what goes out. Without a first line `Subject: …` all of it is the body.
    pub fn read(text: &str) -> Self {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let (subject, body) = match first.strip_prefix("Subject:") {
            Some(subject) => (document::words(subject), rest),
            None => (String::new(), text),
        };
        Self {
            text: text.to_owned(),
            subject,
            body: Document::read(body),
        }
    }

    /// The subject as people read it, on one line.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The exact text.
    pub fn markdown(&self) -> &str {
        &self.text
    }

    /// Text for a reader without Markdown, the subject on the first line.
    pub fn plain(&self) -> String {
        format!("Subject: {}\n\n{}", self.subject, plain::text(&self.body))
    }

    /// A page for a browser.
    pub fn html(&self) -> String {
        html::page(&self.subject, &self.body)
    }

    /// A draft that a mail program opens to be sent: the same as plain text and as a page.
    pub fn mail(&self, envelope: &Envelope) -> Vec<u8> {
        mail::message(&self.subject, &self.body, envelope)
    }
}
