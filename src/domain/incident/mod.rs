//! An incident: its state, how facts change it, what may be done, what is due, and its log in words.
//!
//! Start with [`state`], then [`decide`].

pub mod apply;
pub mod breach;
pub mod conduct;
pub mod deadlines;
pub mod decide;
pub mod disclosure;
pub mod line;
pub mod names;
pub mod notice;
pub mod obligation;
pub mod obliged;
pub mod pages;
pub mod registered;
pub mod state;
pub mod words;

pub use state::Incident;
