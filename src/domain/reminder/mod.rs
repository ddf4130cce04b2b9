//! Reminders: when a deadline is said to a person, and in which words (DL-3, DL-4).
//!
//! Pure: the policy says how long before its due time each kind is said, a plan finds what has come up by now, and
//! [`message`] puts it into words. What was said already is known to the store alone.

pub mod message;

pub use message::{About, Message, MessageKind, Urgency};
