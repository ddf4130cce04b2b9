//! What the registers keep of a vendor, a person, a customer, a system: the larger parts of some facts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::letter::FromTemplate;
use super::subject::Ref;
use crate::clock::Moment;

/// A customer a breach concerns, with the contract's own hours as they stood then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// Who.
    pub customer: Ref,
    /// The contract's own notice window in hours, if shorter than the policy's it counts.
    pub contract_hours: Option<u32>,
    /// How to reach it, as it stood then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
}

/// What went out to one recipient: how, the exact text, what was missing in it, and what proves it (IR-11, IR-12).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Dispatch {
    /// By which way, such as `email`.
    pub by: String,
    /// The text that went out, where there was one.
    #[serde(default)]
    pub text: Option<String>,
    /// SHA-256 of that text, in hexadecimal.
    #[serde(default)]
    pub text_digest: Option<String>,
    /// The template its letter was begun from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<FromTemplate>,
    /// What stood in its way, in words; it went out all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_the_way: Vec<String>,
    /// Why it went out all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<String>,
    /// Keys of the parts that said "not yet known".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// By when the next one is due, where something was not yet known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_by: Option<Moment>,
    /// What proves that it went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
}

/// What proves that something went out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Proof {
    /// A reference, such as a message id or a case number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Name of a file, and its SHA-256 in hexadecimal; the file itself stays where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<(String, String)>,
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
    /// Does production depend on it?
    pub production: bool,
    /// How to reach it: one entry a person or address.
    pub contacts: Vec<String>,
    /// Day the contract was signed.
    pub contract: Option<NaiveDate>,
    /// Day the data processing agreement was signed.
    pub dpa: Option<NaiveDate>,
    /// Where more stands: contract, page of subprocessors, status page.
    pub links: Vec<String>,
    /// Who wants it; whoever entered it where nobody is named.
    pub requester: Option<Ref>,
}

/// An assurance report of a vendor, such as SOC 2 or ISO 27001 (VM-2, VM-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssuranceReport {
    /// What it is called; the next one of this name takes its place.
    pub name: String,
    /// First day of the time it speaks of.
    pub from: Option<NaiveDate>,
    /// Last day of the time it speaks of.
    pub to: Option<NaiveDate>,
    /// Last day on which it holds.
    pub expires: NaiveDate,
    /// Where it lies.
    pub evidence: Option<Evidence>,
}

/// What shows that something was done: a link, or a file with its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// A link, or the name of a file.
    pub place: String,
    /// SHA-256 of the file in hexadecimal; `None` for a link.
    pub digest: Option<String>,
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
    /// Customers: how many days ahead the contract wants them told of a change of subprocessors (VM-10).
    pub notice_days: Option<u32>,
    /// Systems: is it production?
    pub production: Option<bool>,
    /// Systems: does it hold customer data?
    pub customer_data: Option<bool>,
    /// Anything else worth knowing.
    pub note: String,
}
