//! A register of thousands: the table opens, moves, filters and groups; the list to publish is worked out.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::pty::{FRAME, Glass};
use crate::report::{Report, median};
use crate::screen::firebell;
use crate::{Bench, Outcome};

/// How many vendors there are.
const VENDORS: usize = 5000;
/// How long nothing comes before all has come.
const SETTLED: Duration = Duration::from_millis(250);
const NAME: &str = "5,000 vendors";

fn ms(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1e3
}

/// Measures it all.
pub fn table(bench: &Bench) -> Outcome<()> {
    let store = bench.folder.join("vendors.db");
    let mut took = Vec::new();
    for _ in 0..bench.rounds.min(3) {
        for end in ["", "-wal", "-shm"] {
            // The first time there is nothing to remove.
            let _ = std::fs::remove_file(format!("{}{end}", store.display()));
        }
        let start = Instant::now();
        fill(bench, &store)?;
        took.push(ms(start, Instant::now()));
    }
    Report::alone("import", NAME, "ms", median(&mut took), Some(2000.0))?;
    let (mut opens, mut moves, mut letters, mut groups, mut list) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..bench.rounds {
        let mut glass = Glass::start(&mut firebell(&bench.home, &store))?;
        glass.until(FRAME)?;
        glass.quiet(SETTLED)?;
        opens.push(all_of(&mut glass, "v")?);
        if !String::from_utf8_lossy(&glass.seen).contains("5000") {
            return Err("the table does not hold them all".into());
        }
        for press in 0..12 {
            moves.push(first_of(&mut glass, if press % 4 == 3 { "k" } else { "j" })?);
        }
        first_of(&mut glass, "/")?;
        for letter in ["c", "r", "i", "t", " ", "4", "3", "2"] {
            letters.push(first_of(&mut glass, letter)?);
        }
        // A lone Esc is waited for, in case it begins a longer key.
        glass.press("\x1b")?;
        glass.quiet(SETTLED)?;
        groups.push(first_of(&mut glass, "b")?);
        groups.push(first_of(&mut glass, "b")?);
        list.push(all_of(&mut glass, "L")?);
        glass.leave()?;
    }
    Report::alone("v until the table stands there", NAME, "ms", median(&mut opens), None)?;
    Report::alone(
        "key to repaint in the table",
        NAME,
        "ms",
        median(&mut moves),
        Some(16.7),
    )?;
    Report::alone(
        "letter of the filter to repaint",
        NAME,
        "ms",
        median(&mut letters),
        Some(16.7),
    )?;
    Report::alone("group to repaint", NAME, "ms", median(&mut groups), Some(16.7))?;
    Report::alone(
        "L until the list to publish stands there",
        NAME,
        "ms",
        median(&mut list),
        None,
    )
}

/// A key to the first frame after it.
fn first_of(glass: &mut Glass, key: &str) -> Outcome<f64> {
    let at = glass.press(key)?;
    let first = ms(at, glass.until(FRAME)?);
    glass.quiet(Duration::from_millis(40))?;
    Ok(first)
}

/// A key to the last byte after it.
fn all_of(glass: &mut Glass, key: &str) -> Outcome<f64> {
    let at = glass.press(key)?;
    let first = glass.until(FRAME)?;
    Ok(ms(at, glass.quiet(Duration::from_secs(3))?.unwrap_or(first)))
}

fn fill(bench: &Bench, store: &Path) -> Outcome<()> {
    let mut command = firebell(&bench.home, store);
    command.args(["import", "vendors", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    let mut input = child.stdin.take().ok_or("it has no standard input")?;
    writeln!(
        input,
        "name,service,tier,customer_data,purpose,data_categories,processing_location,owner,last_assessed"
    )?;
    for number in 0..VENDORS {
        let tier = ["critical", "important", "standard"][number % 3];
        let owner = ["mira", "jonas", "tove", "lee"][number % 4];
        let data = if number % 3 == 0 { "yes" } else { "no" };
        writeln!(
            input,
            "Vendor {number},service {},{tier},{data},what number {number} is for,names; logs,EU (Dublin),{owner},2025-{:02}-{:02}",
            number % 40,
            1 + number % 12,
            1 + number % 28
        )?;
    }
    drop(input);
    if !child.wait()?.success() {
        return Err("the vendors were not imported".into());
    }
    Ok(())
}
