//! Settings of this person on this machine: flag over environment over `config.toml` over default.
//!
//! Imports `clock`, `error`, `text`. Its one invariant: **a bad setting stops nobody**. What cannot be used is
//! reported as a [`ConfigProblem`] and its default holds; only `config check` makes an error of it.
//! Start reading at [`Settings::resolve`]; [`SAMPLE`] lists every key.

mod choice;
mod contact;
mod file;
mod notify;
mod paths;
mod settings;
mod variables;

pub use choice::{Ascii, Background, Colour, Form, Least, Theme, UnknownChoice};
pub use contact::Contact;
pub use file::{Config, ConfigProblem, KEYS};
pub use notify::{Notify, NotifyConfig};
pub use paths::Paths;
pub use settings::{Chosen, Flags, Settings, Source};

/// A `config.toml` in which every key stands commented out with its default.
pub const SAMPLE: &str = include_str!("../../config.example.toml");
