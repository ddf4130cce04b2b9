//! The fields of a template, and what an incident fills into them.

use std::collections::BTreeMap;

use crate::text::{nearest, one_line};

/// One field that a template may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in a tag.
    pub name: &'static str,
    /// What it says.
    pub doc: &'static str,
    /// It differs from one recipient to the next, and is filled in last.
    pub is_of_recipient: bool,
}

const fn of_incident(name: &'static str, doc: &'static str) -> Field {
    Field {
        name,
        doc,
        is_of_recipient: false,
    }
}

const fn of_recipient(name: &'static str, doc: &'static str) -> Field {
    Field {
        name,
        doc,
        is_of_recipient: true,
    }
}

/// Every field there is.
pub const FIELDS: &[Field] = &[
    of_incident("company", "Name of the company, from the settings"),
    of_incident("incident", "Code of the incident"),
    of_incident(
        "title",
        "What is wrong, in a line: the codename until the incident is disclosed",
    ),
    of_incident("severity", "Name of its severity"),
    of_incident("phase", "The phase it is in"),
    of_incident(
        "categories",
        "Categories of data of the confirmed breach, as a list in words",
    ),
    of_incident("each_category", "The same one by one, for a loop"),
    of_incident("systems", "The systems concerned, as a list in words"),
    of_incident("each_system", "The same one by one, for a loop"),
    of_incident("customers", "How many customers are concerned"),
    of_incident("occurred", "When it began"),
    of_incident("detected", "When it was noticed first"),
    of_incident("opened", "When it was declared"),
    of_incident("aware", "When reasonable certainty was reached"),
    of_incident("confirmed", "When the breach was confirmed"),
    of_incident("contained", "When the work went on from containing it"),
    of_incident("recovered", "When the work went on from recovering"),
    of_incident("closed", "When it was closed"),
    of_incident("remediation", "What was repaired"),
    of_incident("next_update", "When the next update is due"),
    of_incident("commander", "Who commands it"),
    of_incident("sender", "Who writes"),
    of_incident("sender_role", "The role of who writes"),
    of_incident("security_contact", "How the security team is reached"),
    of_incident("today", "The day of writing"),
    of_incident("now", "The moment of writing"),
    of_recipient("recipient", "Who is told, whoever that is"),
    of_recipient("customer", "The customer who is told"),
    of_recipient("contact", "The contact of the recipient"),
    of_recipient("due", "When the recipient must have been told"),
    of_recipient("records", "How many records or people of the recipient are concerned"),
    of_recipient("sent", "When the recipient was told before"),
    of_recipient("reference", "The reference that the recipient gave"),
    of_recipient("obligation", "The rule that asks for it"),
];

/// The field of this name.
pub(super) fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// "; did you mean `…`?" for a name that no field has.
pub(super) fn near(name: &str) -> String {
    nearest(name, FIELDS.iter().map(|field| field.name))
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// What a field says: text from outside, as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// Words, on one line.
    Words(String),
    /// Several, each on one line.
    Each(Vec<String>),
}

/// What is known of an incident, by the name of its field. A field that says nothing is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TemplateFields {
    values: BTreeMap<String, Filled>,
}

impl TemplateFields {
    /// Fills a field with words; with none it is left empty. Line breaks become spaces, and what is hidden is shown.
    pub fn set(&mut self, name: &str, words: &str) {
        let words = one_line(words).into_owned();
        if words.is_empty() {
            self.values.remove(name);
        } else {
            self.values.insert(name.to_owned(), Filled::Words(words));
        }
    }

    /// The same where there may be nothing to say.
    pub fn set_if(&mut self, name: &str, words: Option<&str>) {
        self.set(name, words.unwrap_or_default());
    }

    /// Fills a field with several words; empty ones do not count.
    pub fn set_each<'a>(&mut self, name: &str, words: impl IntoIterator<Item = &'a str>) {
        let each = words.into_iter().map(|one| one_line(one).into_owned());
        let each: Vec<String> = each.filter(|one| !one.is_empty()).collect();
        if each.is_empty() {
            self.values.remove(name);
        } else {
            self.values.insert(name.to_owned(), Filled::Each(each));
        }
    }

    /// What this field says.
    pub fn get(&self, name: &str) -> Option<&Filled> {
        self.values.get(name)
    }

    /// How many bytes all values have together.
    pub(super) fn size(&self) -> usize {
        let size = |filled: &Filled| match filled {
            Filled::Words(words) => words.len(),
            Filled::Each(each) => each.iter().map(String::len).sum(),
        };
        self.values.values().map(size).sum()
    }
}
