//! Colours, weights and signs by meaning.
//!
//! May import ratatui's styles and `toml`; everything else in the terminal porch names a [`Role`] or a sign and never
//! a colour or a glyph. Its one invariant: all steps down (256 colours, 16, none, ASCII) happen here. Start with
//! `role.rs`; `assets/themes/*.toml` are the three themes, tested for contrast and for colour-blind eyes in
//! `sight.rs`.

mod depth;
mod glyphs;
mod palette;
mod role;
#[cfg(test)]
mod sight;
mod themes;

pub use depth::ColourDepth;
pub use glyphs::Glyphs;
pub use palette::Palette;
pub use role::Role;
pub use themes::{Rgb, Theme, ThemeError};
