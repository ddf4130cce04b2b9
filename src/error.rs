//! What goes wrong outside the rules: the machine failed, or the call made no sense.
//!
//! Imports nothing. Its one invariant: a [`Failure`] always says what did not happen and why. A rule that says no
//! is a refusal, which lives in the domain and exits with 1; the two are never mixed.

use std::error::Error;
use std::fmt;

/// The family of a failure; it decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The call itself made no sense.
    Usage,
    /// What was named is not there, or the name fits several.
    NotFound,
    /// A file of settings or a policy file cannot be used.
    Config,
    /// The store cannot be opened, read or written.
    Store,
    /// The program contradicts itself.
    Bug,
}

impl Kind {
    /// The exit code of the process: 2 usage, 3 not found, 4 config, 5 store, 70 bug.
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Usage => 2,
            Kind::NotFound => 3,
            Kind::Config => 4,
            Kind::Store => 5,
            Kind::Bug => 70,
        }
    }
}

/// One failure: `what` did not happen ("Cannot open the store"), `why` ("another program holds it"), and when
/// there is something to do, `todo` ("Close it, or use --read-only"). None of the three ends in a full stop.
#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    pub what: String,
    pub why: String,
    pub todo: Option<String>,
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    pub fn new(kind: Kind, what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            kind,
            what: sentence(what.into()),
            why: sentence(why.into()),
            todo: None,
            source: None,
        }
    }

    pub fn usage(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::new(Kind::Usage, what, why)
    }

    pub fn not_found(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, what, why)
    }

    pub fn config(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::new(Kind::Config, what, why)
    }

    pub fn store(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::new(Kind::Store, what, why)
    }

    pub fn bug(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::new(Kind::Bug, what, why)
    }

    /// Adds what the reader can do about it.
    #[must_use]
    pub fn with_todo(mut self, todo: impl Into<String>) -> Self {
        self.todo = Some(sentence(todo.into()));
        self
    }

    /// Keeps the error underneath, for [`Failure::report`].
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub fn exit_code(&self) -> u8 {
        self.kind.exit_code()
    }

    /// Several lines for stderr: what and why, what to do, and every cause underneath that says something new.
    pub fn report(&self) -> String {
        let mut report = format!("{}: {}.", self.what, self.why);
        if let Some(todo) = &self.todo {
            report.push_str("\n  ");
            report.push_str(todo);
            report.push('.');
        }
        let mut cause = Error::source(self);
        while let Some(error) = cause {
            let words = error.to_string();
            if !report.contains(&words) {
                report.push_str("\n  because: ");
                report.push_str(&words);
            }
            cause = error.source();
        }
        report
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}.", self.what, self.why)?;
        match &self.todo {
            Some(todo) => write!(f, " {todo}."),
            None => Ok(()),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

/// The full stop is set when the parts are joined.
fn sentence(mut text: String) -> String {
    text.truncate(text.trim_end().trim_end_matches('.').len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_says_what_why_and_what_to_do() {
        let failure = Failure::store("Cannot open the store", "another program holds it.")
            .with_todo("Close it, or use --read-only");
        assert_eq!(
            failure.to_string(),
            "Cannot open the store: another program holds it. Close it, or use --read-only."
        );
        assert_eq!(failure.exit_code(), 5);
    }

    #[test]
    fn report_lists_the_chain_without_repeating_itself() {
        let inner = Failure::config("Cannot read x", "it is a folder");
        let failure = Failure::bug("Cannot start", "the settings are gone")
            .with_todo("Try again")
            .caused_by(inner);
        assert_eq!(
            failure.report(),
            "Cannot start: the settings are gone.\n  Try again.\n  because: Cannot read x: it is a folder."
        );
        let echo = Failure::store("Cannot write", "disk full").caused_by("disk full");
        assert_eq!(echo.report(), "Cannot write: disk full.");
    }

    #[test]
    fn exit_codes_are_those_of_the_house() {
        let codes = [Kind::Usage, Kind::NotFound, Kind::Config, Kind::Store, Kind::Bug];
        assert_eq!(codes.map(Kind::exit_code), [2, 3, 4, 5, 70]);
    }
}
