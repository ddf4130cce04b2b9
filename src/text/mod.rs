//! Text from outside is hostile: what has to happen to it before it reaches a terminal, a file or a look-up.
//!
//! Imports nothing of the house. Its one invariant: **nothing vanishes**. What cannot be shown safely is replaced
//! by something that can be seen, never dropped; only a look-up key ([`fold_name`]) forgets characters.
//! Start reading at [`visible`].

mod digest;
mod escape;
mod hidden;
pub mod markdown;
mod measure;
mod names;

pub use digest::sha256;
pub use escape::{csv_cell, csv_plain, json_escape_format, list_cell, list_parts};
pub use hidden::{is_hidden, one_line, visible};
pub use measure::{cut, width};
pub use names::{capital, edit_distance, fold_name, is_near, nearest};
