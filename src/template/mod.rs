//! A workshop: from a template and an incident to the first draft of a letter (IR-18).
//!
//! A template is a Markdown file: a head between two lines `+++`, then a letter as people write it
//! ([`crate::domain::letter`]). Those that ship lie in `assets/templates/`; a file of one's own takes the place of ours of
//! the same name, or adds one. Filling happens twice: [`draft()`] fills what the incident knows; what differs from one
//! recipient to the next stays as `{{ customer }}` and is filled by [`Letter::filled`](crate::domain::letter::Letter::filled)
//! with [`fields::of`](crate::domain::incident::notice::fields::of).
//!
//! May import `domain`, `policy`, the foundation and minijinja; it opens no file. Invariant: **nothing vanishes and
//! nothing acts**. A field without a value becomes a blank that names it, so no letter goes out with it; a value is text,
//! whatever it looks like: no tag, no field, no blank, no Markdown.
//! Start reading at `fields.rs` (what can be filled in), then `draft.rs`.

mod check;
mod draft;
mod family;
mod fields;
mod incident;
mod read;
mod shelf;
mod tags;
#[cfg(test)]
mod tests;
mod words;

pub use check::check;
pub use draft::{TemplateTrouble, draft};
pub use family::Family;
pub use fields::{FIELDS, Field, Filled, TemplateFields};
pub use incident::{Setting, role_held};
pub use read::{Origin, Template};
pub use shelf::{Own, Shelf};
