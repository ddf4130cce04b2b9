//! Reminders: looks at what is due, says it once to this person on each way, and keeps what came of it (DL-3 to DL-5).
//!
//! A [`Dispatcher`] is asked each second. It compares due times with the wall clock and sleeps until nothing: whatever
//! slept, stopped or jumped in between, the next look finds what has come up. Invariant: a reminder is claimed in the
//! store before it is said and recorded after, so that of several processes one says it, and none is lost when one dies.
//! Start reading at [`dispatch`]; then [`agenda`] (what to look at, and when) and `say` (claim, show, record).

pub mod agenda;
pub mod dispatch;
pub mod keeper;
pub mod outlets;
pub mod owner;
mod say;
pub mod ways;

pub use agenda::Agenda;
pub use dispatch::{Dispatcher, Listener, Round};
pub use keeper::{Beat, Keeper, Reach, Wish};
pub use outlets::Ring;
pub use owner::Owner;
pub use ways::{OpenWay, Way};
