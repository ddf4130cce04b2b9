//! What can happen to a vendor (VM-1 to VM-4).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::details::VendorDetails;

/// A vendor entered the register (VM-1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VendorAdded {
    /// Everything known of it.
    pub details: VendorDetails,
}

/// Something about a vendor changed (VM-1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VendorChanged {
    /// Everything known of it, after the change.
    pub details: VendorDetails,
    /// Why the tier changed, where it did.
    pub reason: Option<String>,
}

/// A vendor was reassessed (VM-2 to VM-4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VendorReassessed {
    /// On which day.
    pub on: NaiveDate,
    /// Next renewal of the contract, where it was given.
    pub renewal: Option<NaiveDate>,
    /// A word about it.
    pub note: Option<String>,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}
