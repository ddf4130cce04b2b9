//! A vendor: what is known of it, from the first question to the proof of the end (VM-1 to VM-10).
//!
//! Start reading at [`state`] (what is known), then [`decide`] (what is allowed), then [`deadlines`] (what is due).

mod apply;
pub mod changes;
pub mod deadlines;
pub mod decide;
mod diligence;
mod monitor;
mod notice;
mod offboard;
mod reassess;
pub mod state;
pub mod subprocessors;
mod tier;
pub mod words;

pub use diligence::{Item, ItemState};
pub use state::{Reassessed, Stage, Vendor, VendorClock};
pub use tier::suggested;

/// The columns of a register of vendors as a sheet, in the order in which it is written; only the name is needed, and for a
/// new vendor the tier. Export and import name them alike, so that one's own sheet comes in unchanged.
pub const COLUMNS: &[&str] = &[
    "name",
    "service",
    "tier",
    "customer_data",
    "purpose",
    "data_categories",
    "processing_location",
    "owner",
    "last_assessed",
    "renewal",
    "production",
    "requester",
    "contacts",
    "contract",
    "dpa",
    "links",
    "in_use",
];
