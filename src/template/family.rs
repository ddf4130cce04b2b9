//! The families of templates: for whom a text is (IR-18).

use std::fmt;
use std::str::FromStr;

use crate::text::nearest;

/// For whom a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Customers whose data is concerned (IR-12).
    Customer,
    /// Readers of the status page (IR-14).
    Status,
    /// Authorities (IR-13).
    Regulator,
    /// Everybody, once it is over (IR-14).
    Public,
    /// One's own people.
    Internal,
}

impl Family {
    /// Each of them.
    pub const ALL: [Self; 5] = [
        Self::Customer,
        Self::Status,
        Self::Regulator,
        Self::Public,
        Self::Internal,
    ];

    /// Its word in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Status => "status",
            Self::Regulator => "regulator",
            Self::Public => "public",
            Self::Internal => "internal",
        }
    }

    /// Keys of the parts that a letter of this family needs where its template names none. Those of a customer are needed
    /// whatever a template says (IR-12).
    pub fn needs(self) -> &'static [&'static str] {
        match self {
            Self::Customer => &["nature", "data", "consequences", "measures"],
            Self::Regulator => &["nature", "data", "consequences", "measures", "contact"],
            Self::Status | Self::Public | Self::Internal => &[],
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Family {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words = || Self::ALL.into_iter().map(Self::word);
        let found = Self::ALL.into_iter().find(|one| one.word() == text.trim());
        found.ok_or_else(|| {
            let all: Vec<&str> = words().collect();
            let near = nearest(text, words()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("unknown family `{text}`, write one of {}{near}", all.join(", "))
        })
    }
}
