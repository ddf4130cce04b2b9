//! What can happen to the screen, and what it can ask for in return.

use super::terminal::Input;
use crate::clock::Moment;
use crate::domain::incident::notice::Notice;
use crate::domain::letter::Letter;
use crate::domain::subject::Ref;
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
    /// A letter was begun from its template, or why not.
    Begun(Notice, Option<Ref>, Result<Letter, String>),
    /// The templates there are: name and title.
    Templates(Vec<(String, String)>),
    /// A letter was written into this file, or why not.
    Exported(Result<String, String>),
    /// The person's own editor has closed.
    Edited(Result<String, String>),
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
    /// Help with a letter.
    Letters(Wish),
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

/// What a letter, or the list of subprocessors, needs from outside.
#[derive(Debug)]
pub enum Wish {
    /// Begin it from a template: this one, or the usual one.
    Begin {
        /// Whom it tells.
        notice: Notice,
        /// The customer through whose eyes it is read.
        reader: Option<Ref>,
        /// Name of the template.
        template: Option<String>,
    },
    /// Say which templates there are.
    Templates,
    /// Open the person's own editor on this text.
    Edit(String),
    /// Write this text into a file.
    Write {
        /// The name of the file without its ending.
        name: String,
        /// Its ending.
        form: String,
        /// What stands in it.
        text: String,
    },
    /// Write it into a file, in the form of this word.
    Export {
        /// `md`, `html`, `txt` or `eml`.
        form: String,
        /// The exact text that goes out.
        text: String,
        /// The name of the file without its ending.
        name: String,
        /// How its reader is reached.
        contact: String,
    },
}
