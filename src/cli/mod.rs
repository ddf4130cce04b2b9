//! The porch towards the shell: every verb as words, its result on stdout, its talk on stderr.
//!
//! May import `verb`, `engine`, `domain` (to read), `policy`, `launch`, `template`, `export` and the foundation; the board and
//! the themes of the screen only through [`board`]. Invariant: nothing is printed but through [`out::Out`], which lets no hidden character
//! pass and takes a closed pipe for success. Start reading at [`run()`], then `args` (the words) and `write` (what a
//! write verb says).

mod args;
pub mod board;
mod breach;
mod bug;
mod calendar;
mod contact;
mod deadlines;
pub mod demo;
mod doctor;
mod glass;
mod help;
pub mod import;
mod incident;
mod json;
mod letter;
mod list;
mod notice;
mod obligation;
pub mod out;
mod pack;
mod policy;
mod preview;
mod refuse;
mod register;
mod remind;
mod run;
mod settings;
mod table;
mod template;
mod tools;
mod vendor;
pub mod verdict;
mod watch;
mod words;
mod write;

pub use bug::guarded;
pub use run::run;
pub use verdict::Verdict;
