//! A workshop: speaks `SQLite`, and is the only room that does.
//!
//! May import `domain`, `policy` and the foundation. Invariant: the journal only grows; everything else in the file is
//! derived from it in the same transaction. Start reading at [`journal`], then [`snapshot`].

pub mod backup;
pub mod board;
pub mod book;
pub mod chain;
pub mod drafts;
pub mod fault;
pub mod heads;
pub mod health;
pub mod journal;
pub mod kind;
pub mod kinds;
pub mod lookup;
pub mod migrate;
pub mod open;
pub mod read;
pub mod rebuild;
pub mod reminders;
pub mod search;
pub mod snapshot;
pub mod verify;

pub use journal::Act;
pub use lookup::Finding;
pub use open::{Access, Store};
pub use read::Cursor;
pub use snapshot::{Snapshot, Status};
