//! The hall: everything a person can do, in one table.
//!
//! May import `domain`, `policy` and the foundation, and the key type of the terminal library. Invariant: a verb is one
//! row; CLI, forms, footer, help, palette, completions and manual are made from it. Start reading at [`table`].

pub mod build;
pub mod key;
pub mod keymap;
pub mod palette;
pub mod table;
pub mod values;

pub use table::{Context, Danger, Form, Kind, Param, ParamKind, Undo, VERBS, Verb, verb};
pub use values::Values;
