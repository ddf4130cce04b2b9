//! A workshop: says what is in the store in other programs' languages. One language a file.
//!
//! May import `domain`, `policy` and the foundation, and the writers of those languages; it opens no store,
//! and no file but the packs that it writes.
//! Invariant: **words from outside never act**. They become text that can be seen, then they are put into the language.
//! Start reading at [`ics`], then [`subprocessors`]; then [`letter`] (the text of a notice in other forms) and [`pack`]
//! (files that go out together).

pub mod breaches;
pub mod ics;
pub mod information;
pub mod letter;
pub mod pack;
pub mod register;
pub mod sheet;
pub mod subprocessors;
