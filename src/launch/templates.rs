//! The templates of letters: those that ship, and what lies in the folder `templates` of this person.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Launch;
use crate::policy::Problem;
use crate::template::{Own, Shelf};

/// Bytes that are read of a file. What is longer is no template, and is told so.
const READ: u64 = 128 * 1024;

impl Launch {
    /// The folder of this person's own templates, whether it is there or not.
    pub fn templates_folder(&self) -> PathBuf {
        self.paths.config_dir.join("templates")
    }

    /// Every template, and what is wrong with one's own. One that cannot be used gives way to ours.
    pub fn templates(&self) -> (Shelf, Vec<Problem>) {
        let (mut own, mut problems) = (Vec::new(), Vec::new());
        for path in files(&self.templates_folder()) {
            match own_template(&path) {
                Ok(one) => own.push(one),
                Err(problem) => problems.push(problem),
            }
        }
        let (shelf, wrong) = Shelf::shipped().with(&own);
        problems.extend(wrong);
        problems.sort();
        (shelf, problems)
    }
}

/// A template of this file, under the name of the file; a file that cannot be read is a problem at its first line.
pub fn own_template(path: &Path) -> Result<Own, Problem> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let file = path.display().to_string();
    match read(path) {
        Ok(text) => Ok(Own {
            name: name.unwrap_or_default(),
            file,
            text,
        }),
        Err(error) => Err(Problem {
            file,
            line: 1,
            message: format!("cannot be read: {error}"),
        }),
    }
}

fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(READ).read_to_string(&mut text)?;
    Ok(text)
}

/// By name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "md") && path.is_file())
        .collect();
    files.sort();
    files
}
