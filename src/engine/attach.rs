//! Text files that become part of the record: read whole, bounded, UTF-8, with their digest.

use std::io::Read;

use sha2::{Digest, Sha256};

/// The largest text that is kept, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// A text and its SHA-256 in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The words.
    pub text: String,
    /// 64 hexadecimal digits.
    pub digest: String,
}

/// Reads a text file; `-` is standard input. Errors are sentences that name the file.
pub fn read(file: &str) -> Result<Attached, String> {
    let mut bytes = Vec::new();
    let read = if file == "-" {
        std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("{file} cannot be read: {error}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{file} is larger than 1 MiB"));
    }
    let text = String::from_utf8(bytes).map_err(|_| format!("{file} is not UTF-8 text"))?;
    let digest = crate::store::chain::hex(&Sha256::digest(text.as_bytes()));
    Ok(Attached { text, digest })
}
