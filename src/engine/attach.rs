//! Text files that become part of the record: read whole, bounded, UTF-8, with their digest.

use std::io::Read;

use crate::text::sha256;

/// The largest text that is kept, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// The parameter whose file only proves something: its digest is kept, the file stays where it is.
const PROOF: &str = "proof";

/// The largest file that is taken as a proof, in bytes.
const LARGEST_PROOF: u64 = 256 * 1024 * 1024;

/// A file that a parameter names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Name of the parameter.
    pub param: String,
    /// The path, as it was typed.
    pub path: String,
}

/// A text and its SHA-256 in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The words.
    pub text: String,
    /// 64 hexadecimal digits.
    pub digest: String,
}

/// Reads the file of a parameter: a text is kept whole, a proof by its digest. Errors are sentences that name the file.
pub fn read_for(param: &str, file: &str) -> Result<Attached, String> {
    if param == PROOF { digest(file) } else { read(file) }
}

fn digest(file: &str) -> Result<Attached, String> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(file).and_then(|file| file.take(LARGEST_PROOF + 1).read_to_end(&mut bytes));
    read.map_err(|error| format!("{file} cannot be read: {error}"))?;
    if bytes.len() as u64 > LARGEST_PROOF {
        return Err(format!("{file} is larger than 256 MiB"));
    }
    Ok(Attached {
        text: String::new(),
        digest: sha256(&bytes),
    })
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
    let digest = sha256(text.as_bytes());
    Ok(Attached { text, digest })
}
