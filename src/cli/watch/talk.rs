//! Words for the terminal from one who must not wait for it: a terminal that is held up holds up nobody but this thread.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::cli::out;

/// How long the last words are given when the watch ends.
const LAST: Duration = Duration::from_secs(1);

/// The talk of a watch.
pub struct Talk {
    words: Option<Sender<String>>,
    done: Receiver<()>,
}

impl Talk {
    /// Begins to talk. Where no thread can be made, nothing is said: the file has it all.
    pub fn new() -> Self {
        let (words, said) = channel::<String>();
        let (ended, done) = channel();
        let speak = move || {
            for line in said {
                out::say(&line);
            }
            // Whoever waits for the last words has had them; nobody may wait.
            let _ = ended.send(());
        };
        let thread = std::thread::Builder::new().name("talk".to_owned()).spawn(speak);
        Self {
            words: thread.is_ok().then_some(words),
            done,
        }
    }

    /// Says a line, as soon as the terminal takes it.
    pub fn say(&self, line: &str) {
        if let Some(words) = &self.words {
            // A thread that is gone has nobody to talk to.
            let _ = words.send(line.to_owned());
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        self.words = None;
        let _ = self.done.recv_timeout(LAST);
    }
}
