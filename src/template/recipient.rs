//! What differs from one recipient of a letter to the next.

use crate::clock::{Moment, Zone};
use crate::domain::letter::Fields;

use super::escape::escaped;
use super::words::moment_words;

/// Who is told, as the registers and the incident know it. Empty words are not known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipient {
    /// Who, whoever that is.
    pub name: String,
    /// Is it a customer? Then `customer` is its name too.
    pub is_customer: bool,
    /// How it is reached.
    pub contact: String,
    /// When it must have been told.
    pub due: Option<Moment>,
    /// How many of its records or people are concerned, in words.
    pub records: String,
    /// When it was told before.
    pub sent: Option<Moment>,
    /// The reference it gave.
    pub reference: String,
    /// The rule that asks for it.
    pub obligation: String,
}

impl Recipient {
    /// The fields it fills into a letter, escaped. What is not known is left out, and so becomes a blank.
    pub fn fields(&self, zone: Zone) -> Fields {
        let moment = |at: Option<Moment>| at.map_or_else(String::new, |at| moment_words(at, zone));
        let customer = if self.is_customer { self.name.as_str() } else { "" };
        let (due, sent) = (moment(self.due), moment(self.sent));
        let all = [
            ("recipient", self.name.as_str()),
            ("customer", customer),
            ("contact", &self.contact),
            ("due", &due),
            ("records", &self.records),
            ("sent", &sent),
            ("reference", &self.reference),
            ("obligation", &self.obligation),
        ];
        let known = all.into_iter().map(|(name, words)| (name.to_owned(), escaped(words)));
        known.filter(|(_, words)| !words.is_empty()).collect()
    }
}
