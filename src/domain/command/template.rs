//! Wishes about the templates that letters begin as.

use chrono::NaiveDate;

/// A template as it was read from its file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TemplateFile {
    /// Its name.
    pub name: String,
    /// Its version, as its author counts.
    pub version: String,
    /// SHA-256 of its file, in hexadecimal.
    pub digest: String,
    /// Key of the role or the duty that its head names.
    pub role: String,
}

/// A review of a template that was done (IR-19).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReviewTemplate {
    /// What was read.
    pub file: TemplateFile,
    /// Who reviewed it; whoever enters it where not given.
    pub by: Option<String>,
    /// On which day; today where not given.
    pub on: Option<NaiveDate>,
    /// What changed.
    pub changes: Option<String>,
    /// A word about it.
    pub note: Option<String>,
    /// Why it is late.
    pub reason: Option<String>,
}
