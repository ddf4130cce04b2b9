//! Reminding without a screen: what waiting costs, and a morning on which ten thousand deadlines come up at once.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::report::{Report, median};
use crate::screen::{cpu, firebell, peak, pss, written};
use crate::{Bench, Outcome};

/// The vendors of the morning.
const VENDORS: usize = 10_000;
/// A business morning on which each of them is said, and a moment of the same day.
const MORNING: &str = "2026-11-30T09:00:00Z";
const LATER: &str = "2026-11-30T15:00:00Z";

/// A watch whose reminders go to a program that takes them and says nothing.
fn watch(bench: &Bench, store: &Path, now: Option<&str>, args: &[&str]) -> Command {
    let mut command = firebell(&bench.home, store);
    command.args(args);
    for (name, value) in [
        ("FIREBELL_NOTIFY_DESKTOP", "off"),
        ("FIREBELL_NOTIFY_TERMINAL", "off"),
        ("FIREBELL_NOTIFY_COMMAND", "/bin/true"),
    ] {
        command.env(name, value);
    }
    if let Some(now) = now {
        command.env("FIREBELL_SIMULATED_NOW", now);
    }
    command
}

/// A watch that has looked for the first time.
fn started(mut command: Command) -> Outcome<Child> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let said = child.stderr.take().ok_or("it has no standard error")?;
    let mut lines = BufReader::new(said).lines();
    while !lines.next().ok_or("the watch has ended")??.contains("watches /") {}
    // Somebody must listen, or its words have nowhere to go.
    thread::spawn(move || lines.for_each(drop));
    thread::sleep(Duration::from_secs(3));
    Ok(child)
}

fn end(mut child: Child) -> Outcome<()> {
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// Waiting: bytes, processor time, memory.
pub fn idle(bench: &Bench) -> Outcome<()> {
    for shape in bench.shapes.iter().copied() {
        let child = started(watch(bench, &bench.scratch(shape)?, None, &["watch"]))?;
        let process = child.id();
        let (bytes, before) = (written(process)?, cpu(process)?);
        thread::sleep(Duration::from_secs(bench.idle));
        #[expect(clippy::cast_precision_loss, reason = "bytes of a minute, seconds")]
        let (bytes, share) = (
            (written(process)? - bytes) as f64,
            (cpu(process)? - before) / bench.idle as f64 * 100.0,
        );
        Report::alone("watch, waiting: bytes to anywhere", shape.name, "B", bytes, Some(0.0))?;
        Report::alone("watch, waiting: share of a core", shape.name, "%", share, Some(0.1))?;
        Report::alone("watch: memory (PSS)", shape.name, "MB", pss(process)?, Some(15.0))?;
        Report::alone("watch: peak (VmHWM)", shape.name, "MB", peak(process)?, None)?;
        end(child)?;
    }
    Ok(())
}

/// Ten thousand deadlines come up on one morning: one message.
pub fn morning(bench: &Bench) -> Outcome<()> {
    let store = bench.folder.join("morning.db");
    let name = "10,000 vendors";
    let mut took = Vec::new();
    for _ in 0..bench.rounds.min(5) {
        for end in ["", "-wal", "-shm"] {
            // The first time there is nothing to remove.
            let _ = std::fs::remove_file(format!("{}{end}", store.display()));
        }
        fill(bench, &store)?;
        let start = Instant::now();
        let output = watch(bench, &store, Some(MORNING), &["watch", "--once"]).output()?;
        took.push(start.elapsed().as_secs_f64() * 1e3);
        let said = String::from_utf8(output.stdout)?;
        if said.lines().count() != 1 || !said.contains("10000 deadlines") {
            return Err(format!("one message was expected, not: {said}").into());
        }
    }
    Report::alone(
        "one message of all, from the shell",
        name,
        "ms",
        median(&mut took),
        None,
    )?;
    let child = started(watch(bench, &store, Some(LATER), &["watch"]))?;
    Report::alone("watch after it: memory (PSS)", name, "MB", pss(child.id())?, Some(15.0))?;
    Report::alone("watch after it: peak (VmHWM)", name, "MB", peak(child.id())?, None)?;
    end(child)
}

fn fill(bench: &Bench, store: &Path) -> Outcome<()> {
    let mut command = watch(bench, store, Some("2026-11-24T13:05:00Z"), &["import", "vendors", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    let mut input = child.stdin.take().ok_or("it has no standard input")?;
    writeln!(input, "name,tier,service,last_assessed")?;
    for number in 0..VENDORS {
        writeln!(input, "Vendor {number},critical,service {number},2025-12-01")?;
    }
    drop(input);
    if !child.wait()?.success() {
        return Err("the vendors were not imported".into());
    }
    Ok(())
}
