//! What the watch says of itself: to its file, and to stderr, which the system's journal takes.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::talk::Talk;
use crate::clock::{Clock, SystemClock};
use crate::text::one_line;

/// A file that has grown so large makes room for a new one; the one before is kept.
const LARGEST: u64 = 1024 * 1024;

/// The file of the watch.
pub struct Journal {
    path: PathBuf,
    /// What the lines of this watch begin with: the watches of all stores write into one file.
    store: String,
    is_lost: bool,
    talk: Talk,
}

impl Journal {
    /// Of the watch on this store; in this folder, which is made when something is said.
    pub fn new(folder: &Path, store: &Path) -> Self {
        Self {
            path: folder.join("watch.log"),
            store: one_line(&store.display().to_string()).into_owned(),
            is_lost: false,
            talk: Talk::new(),
        }
    }

    /// Says a line. A file that cannot be written is told of once; the watch goes on.
    pub fn say(&mut self, words: &str) {
        let words = one_line(words);
        // A terminal that is held up must not hold up the watch; the file has it all.
        self.talk.say(&words);
        let written = self.write(&words);
        if let Err(error) = &written
            && !self.is_lost
        {
            self.talk
                .say(&format!("{} cannot be written: {error}", self.path.display()));
        }
        self.is_lost = written.is_err();
    }

    fn write(&self, words: &str) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        if fs::metadata(&self.path).is_ok_and(|file| file.len() > LARGEST) {
            fs::rename(&self.path, self.path.with_extension("log.1"))?;
        }
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&self.path)?;
        // The machine's own clock: a log is compared with other logs.
        let now = SystemClock.now().format("%Y-%m-%dT%H:%M:%SZ");
        writeln!(file, "{now} {}: {words}", self.store)
    }

    /// The last lines about this store, oldest first, without its name.
    pub fn last(&self, count: usize) -> Vec<String> {
        let text = fs::read_to_string(&self.path).unwrap_or_default();
        let own = |line: &str| {
            let (time, words) = line.split_once(' ')?;
            let words = words.strip_prefix(&self.store)?.strip_prefix(": ")?;
            Some(format!("{time} {words}"))
        };
        let mut lines: Vec<String> = text.lines().rev().filter_map(own).take(count).collect();
        lines.reverse();
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept_and_a_full_file_makes_room() {
        let home = tempfile::TempDir::new().unwrap();
        let journal = Journal::new(&home.path().join("state"), Path::new("/a/store.db"));
        assert!(journal.last(5).is_empty());
        for word in ["one", "two", "three"] {
            journal.write(word).unwrap();
        }
        let last = journal.last(2);
        assert!(last[0].ends_with(" two") && last[1].ends_with(" three"), "{last:?}");
        let other = Journal::new(&home.path().join("state"), Path::new("/another/store.db"));
        assert!(other.last(5).is_empty());
        other.write("of the other").unwrap();
        assert!(other.last(5)[0].ends_with("Z of the other"), "{:?}", other.last(5));
        assert_eq!(journal.last(2), last, "one does not read what the other has said");
        fs::write(&journal.path, "x".repeat(1024 * 1024 + 1)).unwrap();
        journal.write("four").unwrap();
        assert_eq!(journal.last(9).len(), 1);
        assert!(home.path().join("state/watch.log.1").exists());
    }
}
