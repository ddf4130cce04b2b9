//! The only place that prints.
//!
//! stdout is the result, stderr the talk. Both are made visible line by line, so no escape sequence, bidi override or
//! zero-width character of anybody's text reaches a terminal. A closed pipe is success: what follows is dropped.
//! Neither output is locked for longer than a line: the report of a panic in another thread must find stderr free.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stderr, Stdout, Write};

use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::text::{json_escape_format, visible};

/// Says a line on stderr, for one who has no part in the outputs of this run.
pub fn say(line: &str) {
    // Nobody to talk to is no trouble.
    let _ = writeln!(io::stderr(), "{}", visible(line));
}

/// Both outputs of one run.
pub struct Out {
    stdout: BufWriter<Stdout>,
    stderr: Stderr,
    json: bool,
    shows_progress: bool,
    is_bar_drawn: bool,
    width: Option<usize>,
    trouble: Option<io::Error>,
}

/// Cells of a progress bar.
const BAR: usize = 30;

impl Out {
    /// Both outputs of this process. `json`: results are JSON.
    pub fn new(json: bool) -> Self {
        let stdout = io::stdout();
        let width = stdout.is_terminal().then(|| columns(&stdout)).flatten();
        Self {
            stdout: BufWriter::new(stdout),
            shows_progress: io::stderr().is_terminal(),
            stderr: io::stderr(),
            json,
            is_bar_drawn: false,
            width,
            trouble: None,
        }
    }

    /// Is the result to be JSON?
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Columns of the terminal, where stdout is one.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// Lines of the result.
    pub fn line(&mut self, text: &str) {
        for line in text.split('\n') {
            let written = writeln!(self.stdout, "{}", visible(line));
            self.note(written);
        }
    }

    /// Text that is copied as it is: the program's own, such as completions, or what an export has made safe already.
    pub fn verbatim(&mut self, text: &[u8]) {
        let written = self.stdout.write_all(text);
        self.note(written);
    }

    /// Somebody's text as it is, byte by byte, for a file or a program; a terminal gets it made visible.
    pub fn copy(&mut self, text: &str) {
        if self.stdout.get_ref().is_terminal() {
            text.lines().for_each(|line| self.line(line));
        } else {
            self.verbatim(text.as_bytes());
        }
    }

    /// The result as JSON.
    pub fn json(&mut self, value: &Value) {
        // A JSON value always has a text.
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        let written = writeln!(self.stdout, "{}", json_escape_format(&text));
        self.note(written);
    }

    /// Lines of talk.
    pub fn talk(&mut self, text: &str) {
        self.clear_bar();
        // The result so far comes first, as it was said first.
        let flushed = self.stdout.flush();
        self.note(flushed);
        for line in text.split('\n') {
            // In one piece: a terminal that is held up between a line and its end would hold up whoever speaks.
            let line = format!("{}\n", visible(line));
            // Nobody to talk to is no trouble.
            let _ = self.stderr.write_all(line.as_bytes());
        }
    }

    /// Draws how far something has come, where stderr is a terminal.
    pub fn progress(&mut self, what: &str, done: u64, total: u64) {
        if !self.shows_progress {
            return;
        }
        self.is_bar_drawn = true;
        let total = total.max(1);
        let done = done.min(total);
        let cells = usize::try_from(done * BAR as u64 / total).unwrap_or(BAR);
        let bar = format!("{}{}", "#".repeat(cells), ".".repeat(BAR - cells));
        let _ = write!(self.stderr, "\r{what} [{bar}] {done} of {total}");
        let _ = self.stderr.flush();
    }

    /// Removes the bar.
    pub fn clear_bar(&mut self) {
        if std::mem::take(&mut self.is_bar_drawn) {
            let _ = write!(self.stderr, "\r\x1b[K");
        }
    }

    /// Everything is written; says whether it was.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.clear_bar();
        let flushed = self.stdout.flush();
        self.note(flushed);
        match self.trouble {
            None => Ok(()),
            Some(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Some(error) => Err(
                Failure::new(Kind::Store, "the result was not printed", "stdout cannot be written").caused_by(error),
            ),
        }
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.trouble.get_or_insert(error);
        }
    }
}

fn columns(stdout: &Stdout) -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(stdout).ok()?;
    (size.ws_col > 0).then_some(usize::from(size.ws_col))
}
