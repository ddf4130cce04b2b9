//! A letter as a draft of an e-mail: RFC 5322, plain text and HTML as alternatives.
//!
//! Nothing from outside makes a header: addresses are of plain characters or are none, names and subjects are one line
//! and encoded by the library (RFC 2047). The boundary follows from the text, so that the same letter is the same bytes.

use std::borrow::Cow;

use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

use super::document::Document;
use super::{html, plain};
use crate::clock::Moment;
use crate::text::one_line;

/// Somebody's address, and how they are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    name: String,
    address: String,
}

impl Mailbox {
    /// `None` where that is no address that every server takes: `local@domain` of ASCII letters, digits and the signs that
    /// need no quotation marks. The name is made one visible line.
    pub fn new(name: &str, address: &str) -> Option<Self> {
        let address = address.trim();
        is_address(address).then(|| Self {
            name: header_words(name),
            address: address.to_owned(),
        })
    }

    /// Every address in the contact of a register: `a@b`, `Mira <a@b>`, several separated by commas or semicolons. What is
    /// no address, such as a telephone number, is passed over.
    pub fn in_contact(contact: &str) -> Vec<Self> {
        let one = |piece: &str| {
            let piece = piece.trim();
            match piece.rsplit_once('<') {
                Some((name, address)) => {
                    let name = name.trim().trim_matches('"');
                    Self::new(name, address.trim_end().strip_suffix('>')?)
                }
                None => Self::new("", piece),
            }
        };
        contact.split([',', ';']).filter_map(one).collect()
    }

    /// The address alone.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// Words on one line of which no reader decodes others (RFC 2047): the library leaves what looks encoded as it is.
fn header_words(words: &str) -> String {
    one_line(words).replace("=?", "= ?")
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let is_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_domain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let has_parts =
        |text: &str, is: fn(char) -> bool| text.split('.').all(|part| !part.is_empty() && part.chars().all(is));
    text.len() <= 254 && has_parts(local, is_local) && has_parts(domain, is_domain)
}

/// What stands on the outside of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Who writes; the mail program fills it in where nobody is named.
    pub from: Option<Mailbox>,
    /// To whom.
    pub to: Vec<Mailbox>,
    /// Who gets a copy.
    pub cc: Vec<Mailbox>,
    /// When it was made.
    pub date: Moment,
    /// Its id without angle brackets, `unique@host`, of this program's own making.
    pub message_id: String,
}

/// The draft, lines ended by CR LF. `X-Unsent` makes mail programs open it to be sent.
pub(super) fn message(subject: &str, body: &Document, envelope: &Envelope) -> Vec<u8> {
    let (plain, page) = (plain::text(body), html::for_mail(subject, body));
    let boundary = boundary(&[&plain, &page]);
    let part = |kind: &'static str, text: String| {
        let kind = ContentType::new(kind).attribute("charset", "utf-8");
        MimePart::new(kind, BodyPart::Text(Cow::Owned(text)))
    };
    let alternatives = vec![part("text/plain", plain), part("text/html", page)];
    let kind = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    let mut builder = MessageBuilder::new()
        .date(envelope.date.timestamp())
        .message_id(id(&envelope.message_id))
        .subject(header_words(subject))
        .header("X-Unsent", HeaderType::Raw(Raw::new("1")))
        .body(MimePart::new(kind, BodyPart::Multipart(alternatives)));
    if let Some(from) = &envelope.from {
        builder = builder.from(address(from));
    }
    if !envelope.to.is_empty() {
        builder = builder.to(addresses(&envelope.to));
    }
    if !envelope.cc.is_empty() {
        builder = builder.cc(addresses(&envelope.cc));
    }
    let mut message = Vec::new();
    builder.serialize(&mut message);
    message
}

fn address(mailbox: &Mailbox) -> Address<'_> {
    let name = (!mailbox.name.is_empty()).then_some(mailbox.name.as_str());
    Address::new_address(name, mailbox.address.as_str())
}

fn addresses(mailboxes: &[Mailbox]) -> Address<'_> {
    Address::new_list(mailboxes.iter().map(address).collect())
}

/// An id of plain characters alone.
fn id(text: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    text.chars().filter(is_plain).collect()
}

/// No line of a text holds it by chance.
fn boundary(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    let digest = hasher.finalize();
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("firebell-{hex}")
}
