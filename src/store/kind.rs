//! Real, test or demo: a real store is never written under a simulated clock.

use rusqlite::OptionalExtension;

use super::open::{Access, Store};
use crate::error::{Failure, Kind};

const KEY: &str = "kind";
const TEST: &str = "test";
const DEMO: &str = "demo";

impl Store {
    /// Was this store made for tests?
    pub fn is_test(&self) -> Result<bool, Failure> {
        Ok(self.kind()?.as_deref() == Some(TEST))
    }

    /// Is everything in this store made up?
    pub fn is_demo(&self) -> Result<bool, Failure> {
        Ok(self.kind()?.as_deref() == Some(DEMO))
    }

    /// Makes an empty store a demo; one that holds facts never becomes one.
    pub fn claim_for_demo(&self) -> Result<(), Failure> {
        if *self.access() != Access::Full || self.newest()? > 0 || self.kind()?.is_some() {
            let why = format!("{} is in use already", self.path.display());
            return Err(Failure::new(Kind::Store, "the demo was not made", why)
                .with_todo("Name a file that is not there yet with --store, or leave --store out"));
        }
        self.set_kind(DEMO)
    }

    fn kind(&self) -> Result<Option<String>, Failure> {
        self.connection
            .query_row("SELECT value FROM setting WHERE key = ?1", [KEY], |row| row.get(0))
            .optional()
            .map_err(|error| self.fault(error))
    }

    fn set_kind(&self, kind: &str) -> Result<(), Failure> {
        self.connection
            .execute("INSERT INTO setting (key, value) VALUES (?1, ?2)", [KEY, kind])
            .map(drop)
            .map_err(|error| self.fault(error))
    }

    /// Makes an empty store one for tests; one that holds facts must be one already. `because` names who asks for it.
    pub fn claim_for_tests(&self, because: &str) -> Result<(), Failure> {
        // A demo's clock may be simulated too: nothing in it is true.
        if self.is_test()? || self.is_demo()? {
            return Ok(());
        }
        if *self.access() != Access::Full || self.newest()? > 0 {
            let what = "the store was not opened";
            let why = format!(
                "{because} is set, and {} is a real store: its clock is never simulated",
                self.path.display()
            );
            return Err(Failure::new(Kind::Store, what, why)
                .with_todo(format!("Unset {because}, or name a new file with --store")));
        }
        self.set_kind(TEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_store_becomes_one_for_tests() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.db");
        let store = Store::open(&path).unwrap();
        assert!(!store.is_test().unwrap());
        store.claim_for_tests("X").unwrap();
        assert!(Store::open(&path).unwrap().is_test().unwrap());
        let reader = Store::open_read_only(&path, "so").unwrap();
        reader.claim_for_tests("X").unwrap();
    }

    #[test]
    fn only_an_empty_store_becomes_a_demo() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.db");
        let store = Store::open(&path).unwrap();
        store.claim_for_demo().unwrap();
        assert!(store.is_demo().unwrap() && !store.is_test().unwrap());
        assert_eq!(store.claim_for_demo().unwrap_err().exit_code(), 5);
    }

    #[test]
    fn store_that_may_only_be_read_is_not_claimed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.db");
        drop(Store::open(&path).unwrap());
        let failure = Store::open_read_only(&path, "so")
            .unwrap()
            .claim_for_tests("X")
            .unwrap_err();
        assert_eq!(failure.exit_code(), 5);
    }
}
