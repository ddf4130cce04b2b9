//! The table `[contact]`: how to report to the security team (IR-22).

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::DeValue;

use super::file::{filled, words};
use super::paths::under_home;
use super::settings::Source;

/// The keys as they are shown, with the name of the table.
pub(super) const KEYS: [&str; 5] = [
    "contact.address",
    "contact.page",
    "contact.hours",
    "contact.fingerprint",
    "contact.key",
];

/// How the security team is reached; what is empty nobody has said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// An address, such as that of a mailbox.
    pub address: String,
    /// A page that says how to report.
    pub page: String,
    /// When somebody answers.
    pub hours: String,
    /// Fingerprint of the key, for whoever compares it.
    pub fingerprint: String,
    /// The file of the public key. A `~/` that begins it is the home already.
    pub key: Option<PathBuf>,
}

impl Contact {
    /// Takes the value of `key`, which is without the name of the table. `None`: there is no such key.
    pub(super) fn take(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Result<(), String>> {
        let field = match key {
            "address" => &mut self.address,
            "page" => &mut self.page,
            "hours" => &mut self.hours,
            "fingerprint" => &mut self.fingerprint,
            "key" => return Some(words(value).map(|text| self.key = filled(text).map(PathBuf::from))),
            _ => return None,
        };
        Some(words(value).map(|text| text.trim().clone_into(field)))
    }

    /// The same with the file of the key below the home, where it says so.
    pub(super) fn at_home(mut self, home: Option<&str>) -> Self {
        self.key = self.key.map(|key| under_home(Path::new(&key), home));
        self
    }

    /// In one line, as letters name it: the address, else the page; empty where nobody has said.
    pub fn in_a_line(&self) -> &str {
        if self.address.is_empty() {
            &self.page
        } else {
            &self.address
        }
    }

    /// Has nobody said anything?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What it says, in words for people: what, and how. The file of the key is a matter of this machine, and not in it.
    pub fn lines(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("address", &self.address),
            ("page", &self.page),
            ("hours", &self.hours),
            ("key fingerprint", &self.fingerprint),
        ];
        let said = all.into_iter().filter(|(_, words)| !words.is_empty());
        said.map(|(what, words)| (what, words.as_str())).collect()
    }

    /// Key, value and source of each, in the order of the file.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, String, Source)> {
        let key = self.key.as_deref().map(|key| key.display().to_string());
        let values = [
            self.address.clone(),
            self.page.clone(),
            self.hours.clone(),
            self.fingerprint.clone(),
            key.unwrap_or_default(),
        ];
        KEYS.into_iter().zip(values).map(|(name, value)| {
            let from = if value.is_empty() {
                Source::Default
            } else {
                Source::File
            };
            (name, value, from)
        })
    }
}
