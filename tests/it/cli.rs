//! The command line as a script sees it: stdout, stderr and exit code, in a clean environment, at a clock that stands.

mod breaches;
mod bug;
mod calendar;
mod contact;
mod demo;
pub mod desk;
mod import;
mod letters;
mod obligations;
mod output;
mod packs;
mod programme;
mod record;
mod refusals;
mod stores;
mod story;
mod template_reviews;
mod templates;
mod verbs;
