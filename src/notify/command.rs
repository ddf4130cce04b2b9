//! A program of the person's own: started for each message, which it reads from its standard input.
//!
//! It is started directly, never through a shell, in a process group of its own, so that it is ended whole when its
//! time is over. It gets one line of JSON and the variable `FIREBELL_REMINDER=1`. The shape is that of [`Message`]:
//!
//! ```json
//! {"key":"Q7K4/notice/acme-gmbh","kind":"reminder","urgency":"critical","person":"mira",
//!  "title":"2 h left: tell Acme GmbH, Q7K4","body":"Token leak\nDue 14:05",
//!  "about":[{"deadline":"Q7K4/notice/acme-gmbh","label":"Q7K4","title":"Token leak","threshold":"2 h",
//!            "due_at":"2026-11-24T13:05:00Z","is_late":false,"requirement":"CN-2"}],"more":0}
//! ```
//!
//! `kind` is `reminder`, `digest` or `test`; `urgency` is `low`, `normal` or `critical`; `about` of a digest
//! holds at most the first hundred deadlines and `more` says how many are left out. Keys may be added. Control and format characters are
//! written as `\uXXXX`.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, PipeReader, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use super::Unreached;
use super::words::line;
use crate::domain::reminder::Message;
use crate::text::json_escape_format;

/// How much of what it says is kept; the rest is read and forgotten.
const KEPT: usize = 64 * 1024;
/// How large the log may grow before it makes room for a new one; the one before is kept.
const LOGGED: u64 = 1024 * 1024;
/// How long a program that was ended may take to be gone.
const GONE: Duration = Duration::from_secs(1);

/// Runs the program `argv` and hands it the message; waits at most `limit`. What it writes to its standard output is
/// not read; the first 64 KiB of its standard error are appended to `log`, made visible. Children it leaves behind when
/// it ends in time are left alone.
///
/// Says what it came to: `exit 0`, with the first line of its standard error if there is one.
pub fn run(argv: &[String], message: &Message, limit: Duration, log: Option<&Path>) -> Result<String, Unreached> {
    let json = json(message)?;
    let mut running = Running::start(argv, json)?;
    let status = running.watch(limit);
    let mut words = match status {
        Some(status) => of_status(status),
        None => format!("it was ended after {}", humantime::format_duration(limit)),
    };
    let said = String::from_utf8_lossy(&running.said);
    if let Some(first) = said.lines().map(|text| line(text, 400)).find(|text| !text.is_empty()) {
        words.push_str(": ");
        words.push_str(&first);
    }
    if let Some(error) = log.and_then(|log| append(log, &said).err()) {
        words.push_str(&format!(" (its words were not written down: {error})"));
    }
    let words = Unreached::new(words);
    match status {
        Some(status) if status.success() => Ok(words.why),
        _ => Err(words),
    }
}

/// The message as one line of JSON.
fn json(message: &Message) -> Result<Vec<u8>, Unreached> {
    let json = serde_json::to_string(message).map_err(|error| Unreached::new(error.to_string()))?;
    let mut json = json_escape_format(&json).into_owned().into_bytes();
    json.push(b'\n');
    Ok(json)
}

fn of_status(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit {code}"),
        (None, Some(signal)) => format!("ended by signal {signal}"),
        (None, None) => status.to_string(),
    }
}

fn append(log: &Path, said: &str) -> std::io::Result<()> {
    if said.is_empty() {
        return Ok(());
    }
    if let Some(folder) = log.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    if std::fs::metadata(log).is_ok_and(|file| file.len() > LOGGED) {
        std::fs::rename(log, log.with_extension("log.1"))?;
    }
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(log)?;
    let lines: String = said.lines().map(|text| crate::text::visible(text) + "\n").collect();
    file.write_all(lines.as_bytes())
}

/// The program while it runs.
struct Running {
    child: Child,
    group: Option<Pid>,
    /// None once it has been given everything, or wants no more.
    stdin: Option<ChildStdin>,
    left: Vec<u8>,
    /// None once it is closed.
    stderr: Option<ChildStderr>,
    said: Vec<u8>,
}

impl Running {
    fn start(argv: &[String], json: Vec<u8>) -> Result<Self, Unreached> {
        let [program, arguments @ ..] = argv else {
            return Err(Unreached::new("no program is set"));
        };
        let mut child = Command::new(program)
            .args(arguments)
            .env("FIREBELL_REMINDER", "1")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| Unreached::new(format!("{program} was not started: {error}")))?;
        let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        // A pipe that blocks would hold us up behind a program that does not read.
        for fd in [stdin.as_ref().map(AsFd::as_fd), stderr.as_ref().map(AsFd::as_fd)] {
            fd.map_or(Ok(()), |fd| rustix::io::ioctl_fionbio(fd, true))
                .map_err(|error| Unreached::new(error.to_string()))?;
        }
        Ok(Self {
            child,
            group,
            stdin,
            left: json,
            stderr,
            said: Vec::new(),
        })
    }

    /// Feeds it and listens to it until it ends, and says how it did; None: its time was over, and it was ended with
    /// all its children. What it has written when it ends is still read, but nothing more is waited for: a child of its
    /// own may hold the pipe for hours.
    fn watch(&mut self, limit: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + limit;
        let end = self.tell_when_it_ends();
        let has_ended = loop {
            let left = until.saturating_duration_since(Instant::now());
            if self.wait(end.as_ref(), left) {
                break true;
            }
            self.feed();
            self.listen();
            if left.is_zero() {
                break false;
            }
        };
        self.listen();
        if has_ended {
            return self.child.wait().ok();
        }
        if let Some(group) = self.group {
            // An error says that it is gone already.
            let _ = kill_process_group(group, Signal::KILL);
        }
        (self.stdin, self.stderr) = (None, None);
        if self.wait(end.as_ref(), GONE) {
            // It is dead; this takes it off the list of processes.
            let _ = self.child.wait();
        }
        None
    }

    /// A pipe that closes when the program ends. The process is left to be reaped later, so that its number, and that of
    /// its group, are not given to another before it has been ended whole.
    fn tell_when_it_ends(&self) -> Option<PipeReader> {
        let pid = self.group?;
        let (end, told) = std::io::pipe().ok()?;
        std::thread::Builder::new()
            .name("firebell-wait".to_owned())
            .spawn(move || {
                let _ = waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
                drop(told);
            })
            .ok()?;
        Some(end)
    }

    /// Waits until something can be written or read, at most `left`. True: the program has ended.
    fn wait(&self, end: Option<&PipeReader>, left: Duration) -> bool {
        let mut fds: Vec<PollFd<'_>> = Vec::with_capacity(3);
        fds.extend(end.map(|fd| PollFd::new(fd, PollFlags::IN)));
        fds.extend(self.stdin.as_ref().map(|fd| PollFd::new(fd, PollFlags::OUT)));
        fds.extend(self.stderr.as_ref().map(|fd| PollFd::new(fd, PollFlags::IN)));
        let left = Timespec {
            tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: left.subsec_nanos().into(),
        };
        // Interrupted by a signal is like nothing has happened: whoever calls looks at the time again.
        let is_ready = poll(&mut fds, Some(&left)).is_ok_and(|ready| ready > 0);
        is_ready && end.is_some() && !fds[0].revents().is_empty()
    }

    /// Writes what the pipe takes. A program that does not want to read is no fault.
    fn feed(&mut self) {
        let Some(stdin) = &mut self.stdin else { return };
        match stdin.write(&self.left) {
            Ok(taken) => {
                self.left.drain(..taken);
                if self.left.is_empty() {
                    self.stdin = None;
                }
            }
            Err(error) if is_for_later(&error) => {}
            Err(_) => self.stdin = None,
        }
    }

    /// Reads what it has written to its standard error, at most 1 MiB at a time: one that floods is looked after too.
    fn listen(&mut self) {
        let Some(stderr) = &mut self.stderr else { return };
        let mut piece = [0; 16 * 1024];
        for _ in 0..64 {
            match stderr.read(&mut piece) {
                Ok(0) => {
                    self.stderr = None;
                    return;
                }
                Ok(count) => {
                    let room = KEPT.saturating_sub(self.said.len()).min(count);
                    self.said.extend_from_slice(&piece[..room]);
                }
                Err(error) if is_for_later(&error) => return,
                Err(_) => {
                    self.stderr = None;
                    return;
                }
            }
        }
    }
}

fn is_for_later(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
