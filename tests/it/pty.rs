//! The program in a real terminal: what a person presses and what then stands on the glass.
//!
//! Nothing here sleeps: a test waits until the screen shows what it asks for, and fails with the whole screen after
//! twenty seconds.

mod drafts;
mod ending;
pub mod glass;
mod hangup;
mod live;
mod looks;
mod reminders;
mod start;
mod story;
mod terminal;
mod vendors;
