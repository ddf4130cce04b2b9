//! Whole frames: what stands where at the three sizes, and in what colours in every theme.
//!
//! After a change that is meant: `INSTA_UPDATE=always cargo test --test it frames`, then read the difference.

mod any;
mod close;
mod colours;
mod composer;
mod drafts;
mod due;
mod explain;
mod forms;
mod grids;
mod line;
mod obligations;
mod pages;
mod reminders;
mod search;
mod side;
mod told;
mod updates;
mod vendors;
