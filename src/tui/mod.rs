//! A porch: keyboard and mouse in, the glass out.
//!
//! May import `verb`, `engine`, `domain` (to read), `policy` and the foundation. Invariant: one model, one queue of
//! messages, one function that changes it; drawing borrows. Start reading at [`shell`], then [`update`], then
//! [`screen::board::view`].

pub mod at_hand;
pub mod canvas;
pub mod desk;
pub mod grid;
pub mod hints;
pub mod layer;
pub mod model;
pub mod msg;
pub mod opening;
pub mod paint;
pub mod screen;
pub mod shell;
pub mod stage;
pub mod terminal;
pub mod theme;
mod toast;
pub mod update;
pub mod view;
pub mod widget;
pub mod words;
