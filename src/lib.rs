//! firebell.
pub mod clock;
pub mod config;
pub mod domain;
pub mod engine;
pub mod error;
pub mod id;
pub mod policy;
pub mod store;
pub mod text;
pub mod tui;
pub mod verb;
