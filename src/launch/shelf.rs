//! The rules of obligations: those that ship, and what lies in the folder `obligations` of this person.

use std::path::{Path, PathBuf};

use super::Launch;
use crate::config::Paths;
use crate::policy::Problem;
use crate::policy::obligation::Shelf;

impl Launch {
    /// The folder of this person's own rules, whether it is there or not.
    pub fn obligations_folder(&self) -> PathBuf {
        folder(&self.paths)
    }

    /// Every rule that could be switched on, and what is wrong with the files of the others.
    pub fn shelf(&self) -> (Shelf, Vec<Problem>) {
        self.shelf_with(None)
    }

    /// The same as if `file`, which may lie anywhere, lay in the folder; it is read last, so that of two rules of one
    /// name the complaint falls on it.
    pub fn shelf_with(&self, file: Option<&Path>) -> (Shelf, Vec<Problem>) {
        read(&self.paths, file)
    }
}

fn folder(paths: &Paths) -> PathBuf {
    paths.config_dir.join("obligations")
}

/// A file that cannot be read is a problem at its first line.
pub(super) fn read(paths: &Paths, file: Option<&Path>) -> (Shelf, Vec<Problem>) {
    let is_same = |path: &Path| file.is_some_and(|file| same(path, file));
    let own = own_files(&folder(paths)).into_iter().filter(|path| !is_same(path));
    let (mut texts, mut unreadable) = (Vec::new(), Vec::new());
    for path in own.chain(file.map(Path::to_owned)) {
        let name = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Ok(text) => texts.push((name, text)),
            Err(error) => unreadable.push(Problem {
                file: name,
                line: 1,
                message: format!("cannot be read: {error}"),
            }),
        }
    }
    let (shelf, mut problems) = Shelf::shipped().with(&texts);
    problems.extend(unreadable);
    problems.sort();
    (shelf, problems)
}

fn same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// By name.
fn own_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files
}
