//! What a person waits for: the first frame, a key, a held key, a closed incident; and what it costs to wait for them.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::floors::Floors;
use crate::pty::{FRAME, Glass, READY, ROW};
use crate::report::{Pairs, Report, median};
use crate::stores::{LARGE, SMALL, Shape};
use crate::{Bench, Outcome};

/// How long nothing comes before all has come.
const SETTLED: Duration = Duration::from_millis(60);

/// Milliseconds between two instants.
fn ms(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1e3
}

/// firebell on a store, with no file of the person who runs the bench.
pub fn firebell(home: &Path, store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firebell"));
    command
        .env_clear()
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("PATH", "/usr/bin:/bin")
        .env("TERM", "xterm-256color")
        .env("COLORTERM", "truecolor")
        .env("FIREBELL_USER", "mira")
        .arg("--store")
        .arg(store);
    command
}

fn board(bench: &Bench, shape: Shape) -> Outcome<Glass> {
    let mut glass = Glass::start(&mut firebell(&bench.home, &bench.store(shape)?))?;
    glass.until(FRAME)?;
    glass.quiet(SETTLED)?;
    Ok(glass)
}

/// Spawn to the first whole frame of the board, beside spawn to the last of 40 printed rows of the same file.
pub fn first_frame(bench: &Bench, floors: &Floors) -> Outcome<()> {
    let mut pairs = vec![Pairs::default(); bench.shapes.len()];
    let mut sizes = Pairs::default();
    for round in 0..=bench.rounds {
        let mut took = Vec::new();
        for (shape, pairs) in bench.shapes.iter().zip(&mut pairs) {
            let store = bench.store(*shape)?;
            let mut floor = Glass::start(Command::new(&floors.firstrows).arg(&store))?;
            let least = ms(floor.started, floor.until(READY)?);
            floor.end()?;
            let mut glass = Glass::start(&mut firebell(&bench.home, &store))?;
            let ours = ms(glass.started, glass.until(FRAME)?);
            if !String::from_utf8_lossy(&glass.seen).contains("Incidents") {
                return Err("the first frame is not the board".into());
            }
            glass.quiet(SETTLED)?;
            glass.leave()?;
            // The first round warms the caches of both.
            if round > 0 {
                pairs.add(ours, least);
            }
            took.push((*shape, ours));
        }
        let of = |shape| took.iter().find(|(one, _)| *one == shape).map(|(_, ours)| *ours);
        if let (Some(large), Some(small), true) = (of(LARGE), of(SMALL), round > 0) {
            sizes.add(large, small);
        }
    }
    for (shape, pairs) in bench.shapes.iter().zip(&pairs) {
        Report::pair("spawn to first frame", shape.name, "ms", pairs, Some(2.0))?;
    }
    if sizes.is_empty() {
        return Ok(());
    }
    Report::pair(
        "spawn to first frame, 1,000,000 beside 100 facts",
        "both",
        "ms",
        &sizes,
        Some(1.2),
    )
}

/// A key to the first frame that shows it, and to the last: the log of the selected incident is read behind.
pub fn keys(bench: &Bench, floors: &Floors) -> Outcome<()> {
    for shape in bench.shapes.iter().copied() {
        let (mut shown, mut lag) = (Pairs::default(), Pairs::default());
        let mut whole = Vec::new();
        let mut ours = board(bench, shape)?;
        let mut floor = Glass::start(&mut Command::new(&floors.keyecho))?;
        floor.until(READY)?;
        // Interleaved: a press of ours, a press of the floor.
        for press in 0..bench.rounds * 12 {
            let key = if press / 8 % 2 == 0 { "j" } else { "k" };
            let at = ours.press(key)?;
            let first = ms(at, ours.until(FRAME)?);
            let last = ours.quiet(Duration::from_millis(15 + u64::from(press % 7)))?;
            let at_floor = floor.press(key)?;
            let echo = floor.until(ROW)?;
            shown.add(first, ms(at_floor, echo));
            whole.push(last.map_or(first, |last| ms(at, last)));
        }
        for _ in 0..bench.rounds.div_ceil(3) {
            lag.add(hold(&mut ours)?, hold(&mut floor)?);
        }
        floor.leave()?;
        ours.leave()?;
        Report::pair("key to repaint", shape.name, "ms", &shown, Some(2.5))?;
        Report::alone("key until all is shown", shape.name, "ms", median(&mut whole), None)?;
        Report::pair("held key, lag at release", shape.name, "ms", &lag, None)?;
        Report::alone(
            "held key beside a frame of 60 Hz",
            shape.name,
            "ms",
            lag.medians().0,
            Some(16.7),
        )?;
    }
    Ok(())
}

/// 60 presses at 30 Hz; milliseconds from the last press to the last byte.
fn hold(glass: &mut Glass) -> Outcome<f64> {
    glass.quiet(SETTLED)?;
    let mut next = Instant::now();
    let mut last = next;
    for press in 0..60 {
        last = glass.press(if press / 4 % 2 == 0 { "j" } else { "k" })?;
        next += Duration::from_millis(33);
        glass.read_until(next)?;
    }
    glass.quiet(SETTLED)?;
    Ok(glass.last_read.map_or(0.0, |at| ms(last, at)))
}

/// From Enter on a closed incident until it stands there whole.
pub fn open_closed(bench: &Bench) -> Outcome<()> {
    // The smallest store has nothing closed.
    for shape in bench.shapes.iter().copied().filter(|shape| *shape != SMALL) {
        let mut took = Vec::new();
        let mut glass = board(bench, shape)?;
        for keys in [" ", "h"] {
            glass.press(keys)?;
            glass.quiet(SETTLED * 3)?;
        }
        for _ in 0..bench.rounds {
            let at = glass.press("\r")?;
            let last = glass.quiet(SETTLED)?.ok_or("Enter opened nothing")?;
            took.push(ms(at, last));
            // A lone Esc is waited for, in case it begins a longer key.
            glass.press("\x1b")?;
            glass.quiet(SETTLED * 3)?;
            glass.press("j")?;
            glass.quiet(SETTLED)?;
        }
        glass.leave()?;
        Report::alone("opening a closed incident", shape.name, "ms", median(&mut took), None)?;
    }
    Ok(())
}

/// Waiting: bytes, processor time, memory.
pub fn idle(bench: &Bench) -> Outcome<()> {
    for shape in bench.shapes.iter().copied() {
        let mut glass = board(bench, shape)?;
        let process = glass.process();
        // The clock of the header turns with the minute; a short look stays clear of that.
        let second = chrono::Utc::now().timestamp().rem_euclid(60).unsigned_abs();
        if bench.idle < 50 && second + bench.idle > 56 {
            glass.read_until(Instant::now() + Duration::from_secs(62 - second))?;
        }
        glass.quiet(Duration::from_millis(1200))?;
        let (bytes, written, cpu) = (glass.seen.len(), written(process)?, cpu(process)?);
        glass.read_until(Instant::now() + Duration::from_secs(bench.idle))?;
        let turns = bench.idle / 60;
        let what = match turns {
            0 => "idle".to_owned(),
            _ => format!("idle ({turns} turn of the minute)"),
        };
        Report::alone(
            &format!("{what}: bytes to the terminal"),
            shape.name,
            "B",
            count(glass.seen.len() - bytes),
            (turns == 0).then_some(0.0),
        )?;
        Report::alone(
            &format!("{what}: bytes to anywhere"),
            shape.name,
            "B",
            count(self::written(process)? - written),
            (turns == 0).then_some(0.0),
        )?;
        #[expect(clippy::cast_precision_loss, reason = "seconds")]
        let share = (self::cpu(process)? - cpu) / bench.idle as f64 * 100.0;
        Report::alone(&format!("{what}: share of a core"), shape.name, "%", share, Some(0.1))?;
        Report::alone("memory on the board (PSS)", shape.name, "MB", pss(process)?, Some(15.0))?;
        Report::alone("peak until then (VmHWM)", shape.name, "MB", peak(process)?, None)?;
        for keys in [
            "j", "j", "j", "k", "d", "\x1b", "v", "\x1b", " h", "\r", "\x1b", "\x1b", "\r",
        ] {
            glass.press(keys)?;
            glass.quiet(SETTLED)?;
        }
        Report::alone(
            "memory after a walk through the screens (PSS)",
            shape.name,
            "MB",
            pss(process)?,
            Some(15.0),
        )?;
        Report::alone("peak until then (VmHWM)", shape.name, "MB", peak(process)?, None)?;
        glass.press("\x1b")?;
        glass.quiet(SETTLED)?;
        glass.leave()?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "bytes of a few minutes")]
fn count(bytes: usize) -> f64 {
    bytes as f64
}

/// Bytes the process has written, to whatever.
pub fn written(process: u32) -> Outcome<usize> {
    let io = std::fs::read_to_string(format!("/proc/{process}/io"))?;
    let line = io.lines().find_map(|line| line.strip_prefix("wchar: "));
    Ok(line.unwrap_or("0").trim().parse()?)
}

/// Seconds of processor time of all threads.
pub fn cpu(process: u32) -> Outcome<f64> {
    let mut nanoseconds = 0.0;
    for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
        let said = std::fs::read_to_string(thread?.path().join("schedstat"))?;
        nanoseconds += said.split(' ').next().unwrap_or("0").parse::<f64>()?;
    }
    Ok(nanoseconds / 1e9)
}

/// Megabytes of memory, what is shared counted by share.
pub fn pss(process: u32) -> Outcome<f64> {
    megabytes(process, "smaps_rollup", "Pss:")
}

/// The most megabytes that were resident at once since the program began, what is shared counted whole: so it lies above the
/// PSS of the same moment even where nothing was given back.
pub fn peak(process: u32) -> Outcome<f64> {
    megabytes(process, "status", "VmHWM:")
}

/// A line of kilobytes in a file that the kernel keeps of a process.
fn megabytes(process: u32, file: &str, name: &str) -> Outcome<f64> {
    let said = std::fs::read_to_string(format!("/proc/{process}/{file}"))?;
    let line = said.lines().find_map(|line| line.strip_prefix(name));
    let line = line.ok_or_else(|| format!("{file} says nothing of {name}"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kilobytes * 1024.0 / 1e6)
}
