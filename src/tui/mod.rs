//! tui
pub mod canvas;
pub mod paint;
pub mod terminal;
pub mod theme;
pub mod widget;
