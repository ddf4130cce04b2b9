//! A rule said no: which one, why, and what would make it a yes. Never a failure of the machine.

use std::fmt;

use serde::Serialize;

/// What kind of no it is; it decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// A rule of the policy or of the record.
    Rule,
    /// What was named does not exist, or is not the only one of that name.
    NotFound,
    /// The words of the request make no sense.
    Usage,
}

/// A refusal in three parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// What kind of no it is.
    pub kind: RefusalKind,
    /// What was not done: "Cannot close Q7K4".
    pub what: String,
    /// Why: "remediation is not documented".
    pub why: String,
    /// The requirement that says so.
    pub requirement: Option<&'static str>,
    /// What would make it a yes.
    pub instead: String,
    /// The names that could have been meant.
    pub candidates: Vec<String>,
}

impl Refusal {
    /// A rule said no.
    pub fn rule(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            kind: RefusalKind::Rule,
            what: what.into(),
            why: why.into(),
            requirement: None,
            instead: String::new(),
            candidates: Vec::new(),
        }
    }

    /// Nothing, or more than one thing, goes by that name.
    pub fn not_found(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            kind: RefusalKind::NotFound,
            ..Self::rule(what, why)
        }
    }

    /// The request makes no sense as it was written.
    pub fn usage(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            kind: RefusalKind::Usage,
            ..Self::rule(what, why)
        }
    }

    /// Names the requirement.
    #[must_use]
    pub fn by(mut self, requirement: &'static str) -> Self {
        self.requirement = Some(requirement);
        self
    }

    /// Says what would make it a yes.
    #[must_use]
    pub fn instead(mut self, instead: impl Into<String>) -> Self {
        self.instead = instead.into();
        self
    }

    /// Lists what could have been meant.
    #[must_use]
    pub fn candidates(mut self, candidates: Vec<String>) -> Self {
        self.candidates = candidates;
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.why)?;
        if let Some(requirement) = self.requirement {
            write!(f, " ({requirement})")?;
        }
        // A question has its own sign.
        if self.requirement.is_some() || !self.why.ends_with('?') {
            write!(f, ".")?;
        }
        if !self.instead.is_empty() {
            write!(f, " {}", self.instead)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
