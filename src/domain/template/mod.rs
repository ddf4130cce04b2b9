//! The templates that letters begin as: who looks after each, when it was read last, and when it is due again (IR-19).
//!
//! A part of the state of the policies. A template that the policy lists is known from the first adoption; any other
//! from the moment it is used, owned or reviewed. Start with [`Kept`], then `due.rs`.

pub mod decide;
mod due;
mod mark;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use mark::{TemplateMark, Trust, trust};

use super::adopted::Adopted;
use super::deadline::DeadlineKind;
use super::fact::{Envelope, Fact, TemplateReviewed};
use super::subject::Ref;
use crate::clock::Moment;
use crate::policy::Policy;

/// What is known of one template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// When it became known, and the policy in force then.
    pub since: (Moment, String),
    /// Who looks after it, where somebody was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Ref>,
    /// The role or duty that its head named when it was owned or reviewed last; empty where neither has happened.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Its last review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<TemplateReview>,
    /// Gaps that no review has answered yet, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
}

/// A review of a template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateReview {
    /// On which day.
    pub on: NaiveDate,
    /// When it was entered.
    pub recorded_at: Moment,
    /// Who reviewed it.
    pub by: Ref,
    /// The version that was read.
    pub version: String,
    /// SHA-256 of the file that was read.
    pub digest: String,
    /// What changed, where something did.
    pub changes: Option<String>,
    /// A word about it.
    pub note: Option<String>,
    /// Why it was late.
    pub reason: Option<String>,
    /// Digest of the policy in force when it was entered.
    pub policy: String,
    /// The review before it, and the policy in force then.
    pub before: Option<(NaiveDate, String)>,
    /// The first of the gaps that it answers.
    pub answers: Option<Gap>,
}

/// A communication gap that asks for a review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// When it was found.
    pub at: Moment,
    /// The day of it, where the company is.
    pub on: NaiveDate,
    /// Digest of the policy in force then.
    pub policy: String,
    /// The incident that showed it.
    pub incident: Ref,
    /// What was missing, or wrong.
    pub reason: String,
}

impl Adopted {
    /// Takes one more fact into account, where it is about templates.
    pub(super) fn apply_template(&mut self, envelope: &Envelope, fact: &Fact) {
        match fact {
            Fact::TemplateReviewed(fact) => self.reviewed(envelope, fact),
            Fact::TemplateOwned(fact) => {
                let kept = self.kept(envelope, &fact.template);
                kept.owner = Some(fact.owner.clone());
                kept.role.clone_from(&fact.role);
            }
            Fact::TemplateUsed(fact) => {
                self.kept(envelope, &fact.template);
            }
            Fact::TemplateReviewOpened(fact) => {
                for template in &fact.templates {
                    let gap = Gap {
                        at: envelope.happened_at,
                        on: fact.on,
                        policy: envelope.policy.clone(),
                        incident: fact.incident.clone(),
                        reason: fact.reason.clone(),
                    };
                    self.kept(envelope, template).gaps.push(gap);
                    // What was waived was another clock.
                    self.waived.remove(&key(template));
                }
            }
            _ => {}
        }
    }

    fn reviewed(&mut self, envelope: &Envelope, fact: &TemplateReviewed) {
        self.waived.remove(&key(&fact.template));
        let kept = self.kept(envelope, &fact.template);
        kept.role.clone_from(&fact.role);
        // A review of a day before a gap was found does not answer it.
        let (answered, left) = std::mem::take(&mut kept.gaps)
            .into_iter()
            .partition::<Vec<Gap>, _>(|gap| gap.on <= fact.on);
        kept.gaps = left;
        kept.review = Some(TemplateReview {
            on: fact.on,
            recorded_at: envelope.recorded_at,
            by: fact.by.clone(),
            version: fact.version.clone(),
            digest: fact.digest.clone(),
            changes: fact.changes.clone(),
            note: fact.note.clone(),
            reason: fact.reason.clone(),
            policy: envelope.policy.clone(),
            before: kept.review.take().map(|last| (last.on, last.policy)),
            answers: answered.into_iter().next(),
        });
    }

    fn kept(&mut self, envelope: &Envelope, template: &str) -> &mut Kept {
        self.templates.entry(template.to_owned()).or_insert_with(|| Kept {
            since: (envelope.recorded_at, envelope.policy.clone()),
            owner: None,
            role: String::new(),
            review: None,
            gaps: Vec::new(),
        })
    }

    /// Names of the templates that are reviewed: those that the policy lists, in its order, then the others by name.
    pub fn template_names<'a>(&'a self, policy: &'a Policy) -> Vec<&'a str> {
        let listed = &policy.template_rule().reviewed;
        let others = self.templates.keys().filter(|name| !listed.contains(name));
        listed.iter().chain(others).map(String::as_str).collect()
    }
}

/// The key of a template's deadline.
fn key(template: &str) -> String {
    format!("{}/{template}", DeadlineKind::TemplateReview.key())
}
