//! `firebell` without a verb: the board on a terminal, the same as a plain table anywhere else.
//!
//! The only file of this room that knows the screen.

use std::io::IsTerminal;

use super::glass::Glass;
use super::out::Out;
use super::verdict::Verdict;
use super::{deadlines, incident, json, list};
use crate::config::Source;
use crate::engine::{Trouble, load, query};
use crate::launch::Launch;
use crate::tui::opening::Start;
use crate::tui::shell::run as run_screen;
use crate::tui::theme::Theme;

/// Incidents on the plain board; more are in `firebell list`.
const ROWS: u32 = 500;

/// Opens the board, or prints it.
///
/// `typed`: the code of an incident to open, or show, instead.
pub fn run(typed: Option<&str>, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    if !out.is_json() && std::io::stdout().is_terminal() && std::io::stdin().is_terminal() {
        return open_board(typed, launch);
    }
    match typed {
        Some(code) => incident::show_code(code, launch, out),
        None => print(launch, out),
    }
}

/// The live board.
fn open_board(typed: Option<&str>, launch: &Launch) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let opens = match typed {
        Some(code) => Some(load::incident(engine.store().find_incident(code)?, code)?.id),
        None => None,
    };
    let is_demo = engine.store().is_demo()?;
    let is_new = engine.store().newest()? <= 1;
    let start = Start {
        asks_name: is_new && launch.settings.user.from == Source::Default,
        mark: is_demo.then(|| "DEMO".to_owned()),
        settings: launch.settings.clone(),
        clock: launch.clock.clone(),
        zone: launch.zone,
        keys: launch.keys.clone(),
        config_dir: launch.paths.config_dir.clone(),
        data_dir: launch.paths.data_dir.clone(),
        warnings: launch.warnings.clone(),
        opens,
        engine,
    };
    run_screen(start, launch.reminding(is_demo))?;
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
        out.json(&json::board(&board, engine.book().current(), glass.now));
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
