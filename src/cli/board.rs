//! `firebell` without a verb: the board on a terminal, the same as a plain table anywhere else.
//!
//! The only file of this room that knows the screen.

use std::io::IsTerminal;

use super::glass::Glass;
use super::out::Out;
use super::verdict::Verdict;
use super::{deadlines, json, list};
use crate::config::Source;
use crate::engine::{Trouble, query};
use crate::launch::Launch;
use crate::tui::shell::{Start, run as run_screen};
use crate::tui::theme::Theme;

/// Incidents on the plain board; more are in `firebell list`.
const ROWS: u32 = 500;

/// Opens the board, or prints it.
pub fn run(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    if !out.is_json() && std::io::stdout().is_terminal() && std::io::stdin().is_terminal() {
        return open_board(launch);
    }
    print(launch, out)
}

/// The live board.
fn open_board(launch: &Launch) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let is_new = engine.store().newest()? <= 1;
    let start = Start {
        asks_name: is_new && launch.settings.user.from == Source::Default,
        mark: engine.store().is_demo()?.then(|| "DEMO".to_owned()),
        settings: launch.settings.clone(),
        clock: launch.clock.clone(),
        zone: launch.zone,
        keys: launch.keys.clone(),
        config_dir: launch.paths.config_dir.clone(),
        data_dir: launch.paths.data_dir.clone(),
        warnings: launch.warnings.clone(),
        engine,
    };
    run_screen(start)?;
    Ok(Verdict::Done)
}

/// What is wrong with the text of a theme, if anything is. `origin` is what messages call it.
pub fn theme_problem(text: &str, origin: &str) -> Option<String> {
    Theme::from_toml(text, origin).err().map(|error| error.to_string())
}

fn print(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let board = query::board(engine.store(), ROWS, glass.now)?;
    if out.is_json() {
        out.json(&json::board(&board, glass.now));
        return Ok(Verdict::Done);
    }
    if board.rows.is_empty() {
        out.line("No open incidents.");
    } else {
        list::table(&board.rows, engine.book().current(), glass).print(out);
    }
    if !board.due.is_empty() {
        out.line("");
        out.line(&format!("Due: {} running, {} late", board.running, board.late));
        deadlines::table(&board.due, glass).print(out);
    }
    Ok(Verdict::Done)
}
