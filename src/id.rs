//! Names for things that have none: short codes for incidents, tags for log entries, keys for subjects.
//!
//! Imports `error`. Its one invariant: randomness enters through [`Entropy`] only, so that tests know every id.
//! The letters are Crockford's base32: no I, L, O, U, so that a code survives handwriting and a telephone.

use sha2::{Digest, Sha256};

use crate::error::Failure;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SUBJECT_ID_LENGTH: usize = 16;

/// A source of random bytes. It cannot fail in use: what can fail, fails when it is made.
pub trait Entropy: Send {
    fn fill(&mut self, bytes: &mut [u8]);
}

/// `N` random bytes.
pub fn random_bytes<const N: usize>(entropy: &mut dyn Entropy) -> [u8; N] {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes
}

/// Unpredictable bytes: a seed drawn once from the system, stretched by SHA-256 over a counter.
pub struct SystemEntropy {
    seed: [u8; 32],
    counter: u64,
}

impl SystemEntropy {
    /// Draws the seed. Fails where the system has no source of randomness.
    pub fn new() -> Result<Self, Failure> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| {
            Failure::bug("Cannot make new ids", "the system gives no random numbers").caused_by(error)
        })?;
        Ok(Self { seed, counter: 0 })
    }
}

impl Entropy for SystemEntropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = Sha256::new()
                .chain_update(self.seed)
                .chain_update(self.counter.to_le_bytes())
                .finalize();
            self.counter = self.counter.wrapping_add(1);
            for (byte, random) in chunk.iter_mut().zip(block.iter()) {
                *byte = *random;
            }
        }
    }
}

/// The same bytes for the same seed, on every machine (splitmix64): tests, demo and exercises. Never for a real store.
#[derive(Debug, Clone)]
pub struct SeededEntropy(pub u64);

impl Entropy for SeededEntropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut word = self.0;
            word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            word ^= word >> 31;
            for (byte, random) in chunk.iter_mut().zip(word.to_le_bytes()) {
                *byte = random;
            }
        }
    }
}

/// An upper-case code for people, such as `Q7K4`. From two characters on it holds a digit and a letter other than
/// E, so that nobody takes it for a word, a number or, in a spreadsheet, `4E12`. Uniqueness is the caller's check.
pub fn code(entropy: &mut dyn Entropy, len: usize) -> String {
    let mut letters: Vec<u8> = (0..len).map(|_| symbol(entropy, ALPHABET)).collect();
    if len >= 2 {
        let at = below(entropy, len);
        if !letters.iter().any(u8::is_ascii_digit) {
            letters[at] = symbol(entropy, b"0123456789");
        }
        if !letters.iter().any(|letter| tells_a_code(*letter)) {
            // Only digits and Es stand here; keep one digit whichever place is taken.
            letters[at] = symbol(entropy, b"ABCDFGHJKMNPQRSTVWXYZ");
            if !letters.iter().any(u8::is_ascii_digit) {
                letters[(at + 1) % len] = symbol(entropy, b"0123456789");
            }
        }
    }
    letters.into_iter().map(char::from).collect()
}

/// A lower-case tag for a line of a log, such as `k4w`: it only has to differ from its neighbours.
pub fn entry_tag(entropy: &mut dyn Entropy, len: usize) -> String {
    (0..len)
        .map(|_| char::from(symbol(entropy, ALPHABET).to_ascii_lowercase()))
        .collect()
}

/// A key for a subject: 16 lower-case characters, 80 random bits; two installations never draw the same.
pub fn subject_id(entropy: &mut dyn Entropy) -> String {
    entry_tag(entropy, SUBJECT_ID_LENGTH)
}

/// A code as it was meant: trimmed, upper-case, the letters that are not in the alphabet read as the digits they
/// look like (O as 0, I and L as 1). Other characters stay, so that what is no code stays none.
pub fn normalise_code(typed: &str) -> String {
    typed
        .trim()
        .chars()
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

fn tells_a_code(letter: u8) -> bool {
    letter.is_ascii_uppercase() && letter != b'E'
}

fn symbol(entropy: &mut dyn Entropy, alphabet: &[u8]) -> u8 {
    alphabet[below(entropy, alphabet.len())]
}

/// A number below `bound`. The bias of the remainder over 32 bits is far below what a code could show.
fn below(entropy: &mut dyn Entropy, bound: usize) -> usize {
    let drawn = u32::from_le_bytes(random_bytes(entropy));
    usize::try_from(drawn).unwrap_or_default() % bound.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Repeats one byte: the worst source there is.
    struct Stuck(u8);

    impl Entropy for Stuck {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn seeded_entropy_is_splitmix64() {
        let mut entropy = SeededEntropy(0);
        assert_eq!(u64::from_le_bytes(random_bytes(&mut entropy)), 0xE220_A839_7B1D_CDAF);
        assert_eq!(u64::from_le_bytes(random_bytes(&mut entropy)), 0x6E78_9E6A_A1B9_65F4);
    }

    #[test]
    fn system_entropy_does_not_repeat() {
        let mut entropy = SystemEntropy::new().unwrap();
        let drawn: BTreeSet<String> = (0..200).map(|_| subject_id(&mut entropy)).collect();
        assert_eq!(drawn.len(), 200);
        let long: [u8; 100] = random_bytes(&mut entropy);
        assert_ne!(long[..32], long[32..64]);
    }

    #[test]
    fn subject_ids_are_sixteen_lower_case_characters() {
        let id = subject_id(&mut SeededEntropy(7));
        assert_eq!(id.len(), 16);
        assert!(
            id.bytes()
                .all(|b| ALPHABET.contains(&b.to_ascii_uppercase()) && !b.is_ascii_uppercase())
        );
    }

    #[test]
    fn codes_are_read_as_they_were_meant() {
        assert_eq!(normalise_code(" q7k4 "), "Q7K4");
        assert_eq!(normalise_code("oilO"), "0110");
        assert_eq!(normalise_code("é-x"), "é-X");
    }

    #[test]
    fn shortest_codes_are_drawn_without_their_promise() {
        assert_eq!(code(&mut SeededEntropy(1), 0), "");
        assert_eq!(code(&mut SeededEntropy(1), 1).len(), 1);
    }

    proptest! {
        #[test]
        fn codes_hold_a_letter_and_a_digit(seed in any::<u64>(), len in 2_usize..9) {
            let code = code(&mut SeededEntropy(seed), len);
            prop_assert_eq!(code.len(), len);
            prop_assert!(code.bytes().any(|b| b.is_ascii_digit()));
            prop_assert!(code.parse::<f64>().is_err());
            prop_assert!(code.bytes().any(tells_a_code));
            prop_assert_eq!(normalise_code(&code.to_lowercase()), code);
        }

        #[test]
        fn codes_end_even_from_a_broken_source(byte in any::<u8>(), len in 2_usize..9) {
            let code = code(&mut Stuck(byte), len);
            prop_assert!(code.bytes().any(|b| b.is_ascii_digit()));
            prop_assert!(code.bytes().any(tells_a_code));
        }
    }
}
