//! Files that become part of the record: texts are read whole, bounded, UTF-8, with their digest; of what only shows
//! that something was done, name and digest are kept.

use sha2::{Digest, Sha256};

use std::io::Read as _;

use crate::text::sha256;

/// The largest text that is kept, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// A file that a parameter names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Name of the parameter.
    pub param: String,
    /// The path, as it was typed.
    pub path: String,
    /// Is only its digest kept? The file itself stays where it is.
    pub is_proof: bool,
}

/// What was read of a file: its name without folders, its text where that is kept, and its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The name.
    pub name: String,
    /// The words.
    pub text: String,
    /// 64 hexadecimal digits.
    pub digest: String,
}

/// Reads the file of a parameter: a text is kept whole, of a proof its name and its digest. Errors are sentences that name
/// the file.
pub fn read_for(wanted: &Wanted, path: &str) -> Result<Attached, String> {
    if wanted.is_proof { seal(path) } else { read(path) }
}

/// Reads a file of any size for its digest; `-` is standard input. Errors are sentences that name the file.
pub fn seal(file: &str) -> Result<Attached, String> {
    let mut hash = Sha256::new();
    let mut absorb = |from: &mut dyn std::io::Read| -> std::io::Result<()> {
        let mut part = vec![0; 64 * 1024];
        loop {
            match from.read(&mut part)? {
                0 => return Ok(()),
                count => hash.update(&part[..count]),
            }
        }
    };
    let read = if file == "-" {
        absorb(&mut std::io::stdin().lock())
    } else {
        std::fs::File::open(file).and_then(|mut file| absorb(&mut file))
    };
    read.map_err(|error| format!("{file} cannot be read: {error}"))?;
    Ok(Attached {
        name: name_of(file),
        text: String::new(),
        digest: crate::store::chain::hex(&hash.finalize()),
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
    Ok(Attached {
        name: name_of(file),
        text,
        digest,
    })
}

fn name_of(file: &str) -> String {
    let name = std::path::Path::new(file)
        .file_name()
        .map(|name| name.to_string_lossy());
    name.map_or_else(|| file.to_owned(), std::borrow::Cow::into_owned)
}
