//! What can happen to the templates that letters begin as (IR-19). These facts stand on the policies, but for the gap,
//! which stands on the incident that showed it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::subject::Ref;

/// A template was reviewed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateReviewed {
    /// Its name.
    pub template: String,
    /// Its version, as its author counts.
    pub version: String,
    /// SHA-256 of the file that was read, in hexadecimal.
    pub digest: String,
    /// Key of the role or the duty that its head names as its owner.
    pub role: String,
    /// Who reviewed it.
    pub by: Ref,
    /// On which day.
    pub on: NaiveDate,
    /// What changed, where something did.
    pub changes: Option<String>,
    /// A word about it.
    pub note: Option<String>,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// A person looks after a template from now on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateOwned {
    /// Its name.
    pub template: String,
    /// Key of the role or the duty that its head names as its owner.
    pub role: String,
    /// Who looks after it.
    pub owner: Ref,
}

/// A letter was begun from a template that nobody had used, owned or reviewed before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateUsed {
    /// Its name.
    pub template: String,
}

/// A communication gap asks for a review of templates; `happened_at` is when its clock starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateReviewOpened {
    /// Names of the templates.
    pub templates: Vec<String>,
    /// The day of it, where the company is.
    pub on: NaiveDate,
    /// The incident that showed the gap, by its code.
    pub incident: Ref,
    /// What was missing, or wrong.
    pub reason: String,
}

/// An incident has shown that what its recipients were told, or when, was not enough.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapFound {
    /// Names of the templates that are reviewed for it.
    pub templates: Vec<String>,
    /// What was missing, or wrong.
    pub reason: String,
}
