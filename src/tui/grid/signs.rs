//! Signs too long to stand in a cell: flags of many letters, families, letters under a pile of accents.
//!
//! They are kept once and named by a number, so that a cell stays a plain value and two cells are the same when their
//! bytes are. Whoever writes such signs is not trusted: there are never more than [`MOST`].

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Long signs that are kept, at most: some hundred KB. Nobody's log holds so many; a text made to does not fill the memory.
pub(super) const MOST: usize = 4096;

/// The long signs of this process.
static KEPT: Mutex<Signs> = Mutex::new(Signs::new());

/// Long signs, each with its number.
pub(super) struct Signs {
    list: Vec<&'static str>,
    numbers: BTreeMap<&'static str, u32>,
}

impl Signs {
    pub(super) const fn new() -> Self {
        Self {
            list: Vec::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// The number of that sign; `None` when there is no room for another.
    pub(super) fn number(&mut self, sign: &str) -> Option<u32> {
        if let Some(number) = self.numbers.get(sign) {
            return Some(*number);
        }
        if self.list.len() >= MOST {
            return None;
        }
        let number = u32::try_from(self.list.len()).ok()?;
        let kept: &'static str = Box::leak(Box::from(sign));
        self.list.push(kept);
        self.numbers.insert(kept, number);
        Some(number)
    }

    /// The sign of that number.
    pub(super) fn sign(&self, number: u32) -> Option<&'static str> {
        self.list.get(usize::try_from(number).ok()?).copied()
    }
}

/// [`Signs::number`] of this process.
pub(super) fn number(sign: &str) -> Option<u32> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner).number(sign)
}

/// [`Signs::sign`] of this process.
pub(super) fn sign(number: u32) -> Option<&'static str> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner).sign(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_keeps_its_number_and_there_is_an_end_to_them() {
        let mut signs = Signs::new();
        let name = |number: u32| format!("sign number {number}");
        for number in 0..u32::try_from(MOST).unwrap() {
            assert_eq!(signs.number(&name(number)), Some(number));
        }
        assert_eq!(signs.number("one too many"), None);
        assert_eq!(signs.number(&name(7)), Some(7));
        assert_eq!(signs.sign(7), Some("sign number 7"));
        assert_eq!(signs.sign(u32::MAX), None);
    }
}
