//! Real or test: only a store made for tests may be written under a simulated clock.

use rusqlite::OptionalExtension;

use super::open::{Access, Store};
use crate::error::{Failure, Kind};

const KEY: &str = "kind";
const TEST: &str = "test";

impl Store {
    /// Was this store made for tests?
    pub fn is_test(&self) -> Result<bool, Failure> {
        self.connection
            .query_row("SELECT value FROM setting WHERE key = ?1", [KEY], |row| {
                row.get::<_, String>(0)
            })
            .optional()
            .map(|value| value.as_deref() == Some(TEST))
            .map_err(|error| self.fault(error))
    }

    /// Makes an empty store one for tests; one that holds facts must be one already. `because` names who asks for it.
    pub fn claim_for_tests(&self, because: &str) -> Result<(), Failure> {
        if self.is_test()? {
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
        self.connection
            .execute("INSERT INTO setting (key, value) VALUES (?1, ?2)", [KEY, TEST])
            .map(drop)
            .map_err(|error| self.fault(error))
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
