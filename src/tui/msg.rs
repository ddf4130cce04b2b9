//! What can happen to the screen, and what it can ask for in return.

use super::terminal::Input;
use crate::clock::Moment;
use crate::engine::Query;
use crate::engine::attach::{Attached, Wanted};
use crate::engine::worker::{Job, News};

/// One thing that happened; all of them in one order.
#[derive(Debug)]
pub enum Msg {
    /// The person did something.
    Input(Input),
    /// The store reports something.
    News(News),
    /// A file was read for the form on top, or why not.
    Attached(Wanted, Result<Attached, String>),
    /// Time went by.
    Tick(Moment),
}

/// What the screen wants done outside of it.
#[derive(Debug)]
pub enum Effect {
    /// By the writing thread.
    Job(Job),
    /// By the reading thread.
    Ask(Query),
    /// Read this file for the form on top.
    Attach(Wanted),
    /// Put these words on the terminal's clipboard.
    Copy(String),
    /// Take or give back the mouse.
    Mouse(bool),
    /// Go to the shell.
    Suspend,
    /// Give the window these words as its title.
    Title(String),
    /// Draw everything anew.
    Redraw,
    /// Remember in the config who the person is.
    Remember(String),
    /// Leave.
    Quit,
}
