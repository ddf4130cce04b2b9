//! This test binary, started again as a process of its own that writes to a store somebody else has made.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use firebell::clock::ManualClock;
use firebell::engine::{Engine, Start};
use firebell::id::SystemEntropy;

use super::{NOW, log};
use crate::stage::{moment, who};

/// The command line that runs [`child`] in a new process: what it does, on which store, on which incident, as whom.
pub fn task(task: &str, store: &Path, code: &str, name: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    as_task(&mut command, task, store, code, name);
    command
}

/// The same through a shell script, in which `"$@"` is that command.
pub fn task_in_shell(script: &str, task: &str, store: &Path, code: &str, name: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", script, "sh"])
        .arg(std::env::current_exe().expect("this binary"));
    as_task(&mut command, task, store, code, name);
    command
}

fn as_task(command: &mut Command, task: &str, store: &Path, code: &str, name: &str) {
    command
        .args(["--exact", "store::child::child", "--nocapture", "--test-threads=1"])
        .env("FIREBELL_CHILD", task)
        .env("FIREBELL_CHILD_STORE", store)
        .env("FIREBELL_CHILD_CODE", code)
        .env("FIREBELL_CHILD_NAME", name)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
}

/// What a child says, a line at a time, without what the test runner says around it.
pub struct Said(Lines<BufReader<ChildStdout>>);

impl Iterator for Said {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            let line = self.0.next()?.ok()?;
            if let Some((_, said)) = line.split_once("child: ") {
                return Some(said.to_owned());
            }
        }
    }
}

/// Starts a task and listens to it.
pub fn start(mut command: Command) -> (Child, Said) {
    let mut child = command.spawn().expect("a child");
    let stdout = child.stdout.take().expect("its voice");
    (child, Said(BufReader::new(stdout).lines()))
}

fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    // One line, at once; a parent that has gone away is nothing to fail for.
    let _ = writeln!(out, "child: {}", words.replace('\n', " ")).and_then(|()| out.flush());
}

/// Does nothing, unless this process is a child of another test.
#[test]
fn child() {
    let Ok(task) = std::env::var("FIREBELL_CHILD") else {
        return;
    };
    let var = |name: &str| std::env::var(name).expect("set by the parent");
    let store = PathBuf::from(var("FIREBELL_CHILD_STORE"));
    let (code, name) = (var("FIREBELL_CHILD_CODE"), var("FIREBELL_CHILD_NAME"));
    let engine = Engine::open(
        &store,
        Start {
            who: who(&name),
            clock: std::sync::Arc::new(ManualClock::new(moment(NOW))),
            entropy: Box::new(SystemEntropy::new().expect("randomness")),
            policy: None,
            read_only: false,
        },
    );
    let mut engine = match engine {
        Ok(engine) => engine,
        Err(failure) => return say(&format!("not opened: {}", failure.report())),
    };
    say(&format!("opened {:?}", engine.store().access()));
    let (most, length) = match task.split_once(' ') {
        Some(("write", count)) => (count.parse().expect("a number"), 0),
        _ => (usize::MAX, if task == "fill" { 20_000 } else { 0 }),
    };
    for number in 0..most {
        let text = format!("{name} {number} {}", "x".repeat(length));
        match log(&mut engine, &code, &text) {
            Ok(outcome) => say(&format!("wrote {}", outcome.facts[0].envelope.id.seq)),
            Err(trouble) => {
                say(&format!("failed: {trouble}"));
                let broken = engine.store().verify(&mut |_| {}).expect("can still be read");
                let whole = broken.iter().all(|series| series.broken.is_none());
                return say(if whole { "still whole" } else { "broken" });
            }
        }
    }
    say("done");
}
