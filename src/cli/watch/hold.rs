//! One watch a store: who holds it is written beside it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::domain::{Refusal, Who};
use crate::engine::Trouble;
use crate::engine::remind::owner::{Owner, is_alive};
use crate::error::Failure;

/// The right to watch a store, while this value lives.
#[derive(Debug)]
pub struct Hold(File);

/// The file beside the store.
fn file(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".watch");
    PathBuf::from(name)
}

impl Hold {
    /// Takes it; refused (exit code 1) where a living watch holds it.
    pub fn take(store: &Path, who: &Who) -> Result<Self, Trouble> {
        let path = file(store);
        let cannot = |error| {
            let why = format!("{} cannot be written", path.display());
            Failure::store("The watch was not started", why).caused_by(error)
        };
        let mut held = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(cannot)?;
        match held.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let by = holder(store).unwrap_or_else(|| "another process".to_owned());
                return Err(Refusal::rule("The watch was not started", format!("{by} watches this store")).into());
            }
            Err(TryLockError::Error(error)) => return Err(cannot(error).into()),
        }
        let line = format!(
            "{}\nprocess {}, {} on {}\n",
            Owner::this().name(),
            std::process::id(),
            who.name,
            who.host
        );
        let written = held
            .set_len(0)
            .and_then(|()| held.rewind())
            .and_then(|()| held.write_all(line.as_bytes()));
        written.map_err(cannot)?;
        Ok(Self(held))
    }

    /// Gives it back and says so to whoever reads the file.
    pub fn release(self) {
        // A file that keeps the words names a dead process, and is read as such.
        let _ = self.0.set_len(0);
    }
}

/// Who watches a store, in words; `None`: nobody does.
pub fn holder(store: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(file(store)).ok()?.read_to_string(&mut text).ok()?;
    let (owner, words) = text.split_once('\n')?;
    is_alive(owner).then(|| words.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who() -> Who {
        Who {
            name: "mira".to_owned(),
            login: "mira".to_owned(),
            host: "desk".to_owned(),
        }
    }

    #[test]
    fn one_holds_it_and_the_second_is_told_who() {
        let home = tempfile::TempDir::new().unwrap();
        let store = home.path().join("store.db");
        assert_eq!(holder(&store), None);
        let hold = Hold::take(&store, &who()).unwrap();
        let by = holder(&store).unwrap();
        assert_eq!(by, format!("process {}, mira on desk", std::process::id()));
        let refused = Hold::take(&store, &who()).unwrap_err().to_string();
        assert!(refused.contains(&by), "{refused}");
        hold.release();
        assert_eq!(holder(&store), None);
        drop(Hold::take(&store, &who()).unwrap());
    }

    #[test]
    fn one_that_died_holds_nothing() {
        let home = tempfile::TempDir::new().unwrap();
        let store = home.path().join("store.db");
        std::fs::write(file(&store), "another-boot/1/1\nprocess 1, lee on desk\n").unwrap();
        assert_eq!(holder(&store), None);
        Hold::take(&store, &who()).unwrap().release();
    }
}
