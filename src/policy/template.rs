//! What the policy says of the templates that letters begin as: how often each is read again, and which ones (IR-19).

use serde::{Deserialize, Serialize};

use super::Policy;
use super::section::Section;
use super::window::Window;

/// The reviews of templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRule {
    /// From one review of a template to the next.
    pub review: Window,
    /// From a communication gap to the review that it asks for.
    pub gap: Window,
    /// Names of the templates that are reviewed from the beginning; any other is once it is used, owned or reviewed.
    pub reviewed: Vec<String>,
}

impl Policy {
    /// The reviews of templates: as this policy says, or as the one that ships where this one was adopted before there
    /// were any.
    #[expect(clippy::expect_used, reason = "the policy that ships has them, and a test reads it")]
    pub fn template_rule(&self) -> &TemplateRule {
        let own = self.template.as_ref();
        own.unwrap_or_else(|| Self::shipped().template.as_ref().expect("the shipped reviews"))
    }
}

/// Reads `[template]`.
pub(super) fn template_rule(section: Section<'_>) -> Option<TemplateRule> {
    let (review, gap) = (section.parsed("review"), section.parsed("gap"));
    let reviewed = section.list("reviewed", name);
    section.finish();
    Some(TemplateRule {
        review: review?,
        gap: gap?,
        reviewed: reviewed?,
    })
}

fn name(text: &str) -> Result<String, String> {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !text.is_empty() && text.chars().all(is_letter) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "`{text}` is no name of a template; write small letters, digits and hyphens"
        ))
    }
}
