//! Who is told: one person by every name that the register knows them by, now or before.

use std::collections::BTreeSet;

use crate::text::fold_name;

/// One person. Somebody who calls themselves by an alias, or by a name of before, is the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    name: String,
    folded: BTreeSet<String>,
}

impl Person {
    /// Somebody whom the register does not know.
    pub fn named(name: &str) -> Self {
        Self::known_as(name, [])
    }

    /// Somebody of this name, who has, or had, these others, folded.
    pub fn known_as(name: &str, others: impl IntoIterator<Item = String>) -> Self {
        let mut folded: BTreeSet<String> = others.into_iter().collect();
        folded.insert(fold_name(name));
        Self {
            name: name.to_owned(),
            folded,
        }
    }

    /// Today's name, as it is written.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Is this one of their names?
    pub fn is(&self, name: &str) -> bool {
        self.folded.contains(&fold_name(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_the_same_person() {
        let person = Person::known_as("Mira Kovac", ["mira".to_owned()]);
        for name in ["mira", "MIRA", "mira kovac"] {
            assert!(person.is(name), "{name}");
        }
        assert!(!person.is("mir") && !Person::named("lee").is("mira"));
        assert_eq!(person.name(), "Mira Kovac");
    }
}
