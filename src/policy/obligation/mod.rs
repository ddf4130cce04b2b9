//! Clocks that law, contracts and card schemes start, as cited data.
//!
//! A rule ([`Obligation`]) says who must be told what, by when, counted from which anchors, and where that is written. The
//! program ships some, all of them off, in `assets/obligations/`; a company adds its own. None of it is legal advice.
//!
//! Its one invariant: **a rule on the [`Shelf`] names its source, the day on which that was checked and its status, and a
//! chain of submissions that ends**. Counting ([`Obligation::clock`]) is pure and total, and strict: where two due times
//! could be meant it gives the earlier; a later one is only told, in [`Obligation::lenient`].
//!
//! Start reading at `shape.rs` (what a rule holds), then `due.rs`, then `shelf.rs`.

mod anchor;
mod due;
mod read;
mod shape;
mod shelf;
#[cfg(test)]
mod tests;

pub use anchor::{Anchor, UnknownAnchor};
pub use due::Clock;
pub use shape::{Bound, Combine, Count, Obligation, Status};
pub use shelf::Shelf;
