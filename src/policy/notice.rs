//! What the policy says of notices: by when, in which parts, and who must have read them (IR-11, IR-12, IR-19).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::problem::suggestion;
use super::requirement::Requirement;
use super::section::Section;
use super::window::Window;

/// The notice to each customer affected by a breach, and the letters it is told in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRule {
    /// From confirmation to "sent" (IR-11).
    pub window: Window,
    /// The requirement that asks for it.
    pub requirement: Requirement,
    /// Keys of the parts it must have (IR-12).
    #[serde(default = "four_parts")]
    pub parts: Vec<String>,
    /// Who must have read a letter before it goes out.
    #[serde(default)]
    pub approval: Approval,
    /// From a notice in which something was not yet known, or that has to be corrected, to the next one.
    #[serde(default = "three_days")]
    pub follow_up: Window,
}

/// As policies said before they could say it.
fn four_parts() -> Vec<String> {
    ["nature", "data", "consequences", "measures"]
        .map(str::to_owned)
        .to_vec()
}

fn three_days() -> Window {
    Window::Days(3)
}

/// Who must have read a letter before it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Approval {
    /// Whoever marks it ready has read it; that is enough.
    #[default]
    None,
    /// Somebody approves it, perhaps its writer.
    Anybody,
    /// Somebody approves it who has not written any of it.
    Another,
}

impl Approval {
    const ALL: [Self; 3] = [Self::None, Self::Anybody, Self::Another];
}

impl fmt::Display for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Anybody => "anybody",
            Self::Another => "another",
        })
    }
}

impl FromStr for Approval {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words = Self::ALL.map(|one| one.to_string());
        let found = Self::ALL
            .into_iter()
            .find(|one| one.to_string() == text.trim().to_lowercase());
        found.ok_or_else(|| {
            let near = suggestion(text, words.iter().map(String::as_str));
            format!("`{text}` is none of {}{near}", words.join(", "))
        })
    }
}

/// Reads `[notice]`.
pub(super) fn notice_rule(section: Section<'_>) -> Option<NoticeRule> {
    let (window, requirement) = (section.parsed("window"), section.parsed("requirement"));
    let (parts, approval, follow_up) = (
        section.list("parts", part),
        section.parsed("approval"),
        section.parsed("follow_up"),
    );
    section.finish();
    Some(NoticeRule {
        window: window?,
        requirement: requirement?,
        parts: parts?,
        approval: approval?,
        follow_up: follow_up?,
    })
}

fn part(text: &str) -> Result<String, String> {
    let is_key = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if is_key {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "`{text}` is no key of a part; write small letters, digits and hyphens"
        ))
    }
}
