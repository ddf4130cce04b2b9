//! Reminders: when a deadline is said to a person, and in which words (DL-3, DL-4).
//!
//! Pure: the policy says how long before its due time each kind is said, [`plan`] finds what has come up by now, and
//! [`words`] says it. What was said already is known to the store alone.

pub mod decide;
pub mod message;
pub mod person;
pub mod plan;
pub mod quiet;
#[cfg(test)]
mod tests;
pub mod words;

pub use message::{About, Message, MessageKind, Urgency};
pub use person::Person;
