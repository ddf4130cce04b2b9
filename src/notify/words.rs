//! Words of a message on their way out: seen, in lines, and never longer than a channel can hold.

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::one_line;

/// `text` on one line of at most `bytes` bytes, with every hidden character made visible. Bytes are counted, not
/// cells: a pile of marks on one letter takes a single cell and any number of bytes.
pub(super) fn line(text: &str, bytes: usize) -> String {
    within(&one_line(text), bytes).into_owned()
}

/// The lines of `text` that say something, each as in [`line()`], together of at most `bytes` bytes, joined by `joint`.
pub(super) fn lines(text: &str, joint: &str, bytes: usize) -> String {
    let lines: Vec<Cow<'_, str>> = text.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    within(&lines.join(joint), bytes).into_owned()
}

/// `text` in at most `bytes` bytes; where it does not fit it ends in `…`. Letters are kept whole.
fn within(text: &str, bytes: usize) -> Cow<'_, str> {
    const SIGN: char = '…';
    if text.len() <= bytes {
        return Cow::Borrowed(text);
    }
    let space = bytes.saturating_sub(SIGN.len_utf8());
    let end = text
        .grapheme_indices(true)
        .map(|(start, letter)| start + letter.len())
        .take_while(|end| *end <= space)
        .last()
        .unwrap_or(0);
    Cow::Owned(format!("{}{SIGN}", &text[..end]))
}

/// A number that stands for the key of a message, the same in every process and on every machine.
pub(super) fn key_number(key: &str) -> u64 {
    let digest = Sha256::digest(key.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_hidden;
    use proptest::prelude::*;

    #[test]
    fn lines_are_joined_and_empty_ones_left_out() {
        assert_eq!(lines("a\n\n  b\tc \r\n", " · ", 99), "a · b c");
        assert_eq!(line(" a\nb ", 99), "a b");
    }

    #[test]
    fn a_key_has_one_number() {
        assert_eq!(key_number("Q7K4/notice/acme-gmbh"), key_number("Q7K4/notice/acme-gmbh"));
        assert_ne!(key_number("Q7K4/notice/acme"), key_number("Q7K4/notice/acme-gmbh"));
        // The beginning of the digest of nothing, as everybody knows it.
        assert_eq!(key_number(""), 0xe3b0_c442_98fc_1c14);
    }

    proptest! {
        #[test]
        fn no_words_are_longer_than_they_may_be(text in any::<String>(), marks in 0_usize..80, bytes in 3_usize..64) {
            let text = format!("{text}{}", "\u{301}".repeat(marks));
            prop_assert!(line(&text, bytes).len() <= bytes);
            prop_assert!(lines(&text, "\n", bytes).len() <= bytes);
            prop_assert!(!lines(&text, " · ", bytes).chars().any(is_hidden));
        }
    }
}
