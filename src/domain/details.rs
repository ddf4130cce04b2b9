//! What the registers keep of a vendor, a person, a customer, a system: the larger parts of some facts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::subject::Ref;

/// A customer a breach concerns, with the contract's own hours as they stood then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// Who.
    pub customer: Ref,
    /// The contract's own notice window in hours, if shorter than the policy's it counts.
    pub contract_hours: Option<u32>,
}

/// What the vendor register keeps of a vendor (VM-1, VM-6).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VendorDetails {
    /// Name, unique without regard to case.
    pub name: String,
    /// Key of the tier.
    pub tier: String,
    /// What kind of service.
    pub service: String,
    /// What it is used for.
    pub purpose: String,
    /// Categories of data.
    pub categories: Vec<String>,
    /// Where it is processed.
    pub location: String,
    /// Does it process customer data?
    pub customer_data: bool,
    /// Who looks after it.
    pub owner: Option<Ref>,
    /// Day of the last assessment.
    pub last_assessed: Option<NaiveDate>,
    /// Day the contract renews.
    pub renewal: Option<NaiveDate>,
}

/// What the registers of people, customers and systems keep.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterDetails {
    /// Name, unique without regard to case.
    pub name: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// How to reach it: address, phone, anything.
    pub contact: String,
    /// People: keys of the standing duties they hold.
    pub duties: Vec<String>,
    /// Customers: own notice window of the contract, in hours.
    pub contract_hours: Option<u32>,
    /// Systems: is it production?
    pub production: Option<bool>,
    /// Systems: does it hold customer data?
    pub customer_data: Option<bool>,
    /// Anything else worth knowing.
    pub note: String,
}
