//! The stairs: the only way down from screens and commands to the store.
//!
//! May import the workshops, `domain`, `policy` and the foundation. Invariant: a command is loaded, decided, written
//! and its snapshots brought up to date in one transaction; who hears "done" may pull the plug.
//! Start reading at [`execute`].

pub mod attach;
pub mod batch;
pub mod breaches;
pub mod calendar;
pub mod disclosure;
pub mod execute;
pub mod found;
pub mod health;
pub mod import;
pub mod letters;
pub mod load;
pub mod query;
mod question;
pub mod remind;
pub mod reminders;
pub mod sendings;
pub mod vendors;
pub mod views;
pub mod worker;

pub use crate::store::{Access, Store};
pub use batch::Batch;
pub use execute::{Engine, Outcome, Start, Trouble};
pub use query::{Answer, Query};
