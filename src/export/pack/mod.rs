//! A pack of files that goes to somebody: a folder, or one zip file of the same (IR-13).
//!
//! A pack is flat, so that no name in it leads anywhere. With it goes `MANIFEST.txt`, which names the SHA-256 of each file
//! and which `sha256sum -c MANIFEST.txt` reads. The same files make the same bytes, whenever and wherever.

mod name;
mod place;
#[cfg(test)]
mod tests;

use std::io::{Cursor, Write};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::error::Failure;
use crate::text::{fold_name, one_line};

pub use place::Shape;

/// The list of digests.
const MANIFEST: &str = "MANIFEST.txt";

/// Files that go out together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    name: String,
    notes: Vec<String>,
    files: Vec<(String, Vec<u8>)>,
}

impl Pack {
    /// An empty pack. Its name becomes that of its folder, and is made a plain one.
    pub fn new(name: &str) -> Self {
        Self {
            name: name::plain(name),
            notes: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Its name: that of its folder, and of its zip file before the ending.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Adds a line to the head of the manifest, such as when and by whom it was made.
    pub fn note(&mut self, words: &str) {
        self.notes.push(one_line(words).into_owned());
    }

    /// Adds a file and returns the name it got. What would not be a plain name everywhere is made one; a second file of a
    /// name gets a number, also where only the case differs.
    pub fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>) -> String {
        let plain = name::plain(name);
        let mut taken = plain.clone();
        let mut number = 1;
        while self.has(&taken) {
            number += 1;
            taken = name::numbered(&plain, number);
        }
        self.files.push((taken.clone(), bytes.into()));
        self.files.sort();
        taken
    }

    fn has(&self, name: &str) -> bool {
        let key = fold_name(name);
        fold_name(MANIFEST) == key || self.files.iter().any(|(one, _)| fold_name(one) == key)
    }

    /// Every file by its name; the manifest is the last.
    pub fn files(&self) -> Vec<(&str, Vec<u8>)> {
        let files = self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone()));
        files.chain([(MANIFEST, self.manifest().into_bytes())]).collect()
    }

    /// The digests of the files, as `sha256sum` writes them, under a head of comments.
    pub fn manifest(&self) -> String {
        let mut text = format!("# {}\n", self.name);
        for note in &self.notes {
            text.push_str(&format!("# {note}\n"));
        }
        text.push_str("# SHA-256 of each file; to check them: sha256sum -c MANIFEST.txt\n");
        for (name, bytes) in &self.files {
            let digest = Sha256::digest(bytes);
            text.extend(digest.iter().map(|byte| format!("{byte:02x}")));
            text.push_str(&format!("  {name}\n"));
        }
        text
    }

    /// One zip file in which all of them lie in a folder of the pack's name. They are stored as they are: how well a
    /// compressor does changes with its version, and the bytes would with it.
    pub fn zip(&self) -> Result<Vec<u8>, Failure> {
        let bug = |error: zip::result::ZipError| {
            Failure::bug("No pack was made", "its zip file cannot be put together").caused_by(error)
        };
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in self.files() {
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Stored)
                .last_modified_time(DateTime::DEFAULT)
                .unix_permissions(0o644);
            writer
                .start_file(format!("{}/{name}", self.name), options)
                .map_err(bug)?;
            writer.write_all(&bytes).map_err(|error| bug(error.into()))?;
        }
        Ok(writer.finish().map_err(bug)?.into_inner())
    }
}
