//! The moments from which obligations are counted. Each is an own time of an incident, said by a person.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::policy::problem::suggestion;

/// A moment from which a clock runs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchor {
    /// It began.
    Occurred,
    /// Somebody noticed it first.
    Detected,
    /// Reasonable certainty was reached.
    Aware,
    /// A personal data breach was confirmed.
    Confirmed,
    /// It was decided that the rule applies: notifiable, a high risk, an incident in the sense of the law.
    Assessed,
    /// It was classified as major.
    ClassifiedMajor,
    /// It was determined to be material.
    Materiality,
    /// A ransom was paid.
    RansomPaid,
    /// A fix became available.
    Fixed,
    /// The incident was closed.
    Closed,
    /// What the rule of this id asks for was submitted.
    Submission(String),
}

/// How the anchor of a submission begins in a file.
const SUBMISSION: &str = "submission:";

impl Anchor {
    /// Every anchor that a person sets.
    pub const SET: [Self; 10] = [
        Self::Occurred,
        Self::Detected,
        Self::Aware,
        Self::Confirmed,
        Self::Assessed,
        Self::ClassifiedMajor,
        Self::Materiality,
        Self::RansomPaid,
        Self::Fixed,
        Self::Closed,
    ];

    /// Its name, where it is no submission.
    fn name(&self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Detected => "detected",
            Self::Aware => "aware",
            Self::Confirmed => "confirmed",
            Self::Assessed => "assessed",
            Self::ClassifiedMajor => "classified-major",
            Self::Materiality => "materiality",
            Self::RansomPaid => "ransom-paid",
            Self::Fixed => "fixed",
            Self::Closed => "closed",
            Self::Submission(_) => SUBMISSION,
        }
    }
}

/// A word that is no anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownAnchor {
    /// As it was written.
    pub written: String,
}

impl fmt::Display for UnknownAnchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Anchor::SET.iter().map(Anchor::name).chain([SUBMISSION]);
        let near = suggestion(&self.written, names.clone());
        write!(f, "unknown anchor `{}`{near}", self.written)?;
        if near.is_empty() {
            let names: Vec<&str> = names.collect();
            write!(f, "; there are {} with the id of a rule", names.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownAnchor {}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        if let Self::Submission(rule) = self {
            f.write_str(rule)?;
        }
        Ok(())
    }
}

impl FromStr for Anchor {
    type Err = UnknownAnchor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let rule = text.strip_prefix(SUBMISSION).map(str::trim);
        if let Some(rule) = rule.filter(|rule| !rule.is_empty()) {
            return Ok(Self::Submission(rule.to_owned()));
        }
        let set = Self::SET.into_iter().find(|anchor| anchor.name() == text);
        set.ok_or_else(|| UnknownAnchor {
            written: text.to_owned(),
        })
    }
}

impl Serialize for Anchor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Anchor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_read_as_they_are_written() {
        for anchor in Anchor::SET
            .into_iter()
            .chain([Anchor::Submission("nis2-72".to_owned())])
        {
            assert_eq!(anchor.to_string().parse(), Ok(anchor));
        }
    }

    #[test]
    fn a_slip_names_the_nearest_anchor() {
        let said = |text: &str| text.parse::<Anchor>().unwrap_err().to_string();
        assert_eq!(said("awere"), "unknown anchor `awere`; did you mean `aware`?");
        assert!(said("whenever").contains("there are occurred, detected"));
        assert!(said("submission:").contains("`submission:`"));
    }
}
