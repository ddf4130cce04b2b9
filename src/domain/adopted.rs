//! The policies themselves: which is in force, and when each was reviewed last (IR-23, VM-11).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::deadline::{Deadline, DeadlineKind, Standing, met};
use super::decide::{Context, Decision, Loaded, mention, needed};
use super::fact::{Body, Fact, PolicyReviewed, Recorded};
use super::incident::state::Waiver;
use super::policy_book::PolicyBook;
use super::refusal::Refusal;
use super::reminder::quiet::Quieted;
use super::subject::{Ref, Subject, SubjectKind};
use super::template::Kept;
use crate::clock::Moment;
use crate::policy::{Policy, PolicyReviewRule};

/// State of the policies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Adopted {
    /// Digest of the policy in force.
    pub digest: String,
    /// When the first policy was adopted, and its digest: until a review is recorded its clock runs from here.
    pub since: (Moment, String),
    /// The last review of each policy, by key.
    pub reviews: BTreeMap<String, Review>,
    /// What is known of templates, by name (IR-19).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub templates: BTreeMap<String, Kept>,
    /// Waived deadlines, by their key.
    pub waived: BTreeMap<String, Waiver>,
    /// Who wants no reminders for now.
    #[serde(default, skip_serializing_if = "Quieted::is_empty")]
    pub quiet: Quieted,
    /// Acts that were taken back.
    pub undone: BTreeSet<(String, u64)>,
}

/// A review of a policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// On which day.
    pub on: NaiveDate,
    /// When it was entered.
    pub recorded_at: Moment,
    /// Who reviewed it.
    pub by: Ref,
    /// What changed.
    pub changes: String,
    /// Why it was late.
    pub reason: Option<String>,
    /// Digest of the policy in force when it was entered.
    pub policy: String,
    /// The review before it, and the policy in force then; `None`: the first adoption.
    pub before: Option<(NaiveDate, String)>,
}

impl Adopted {
    /// The state right after the first adoption.
    pub fn begin(recorded: &Recorded) -> Option<Self> {
        let Body::Known(Fact::PolicyAdopted(fact)) = &recorded.body else {
            return None;
        };
        Some(Self {
            digest: fact.digest.clone(),
            since: (recorded.envelope.recorded_at, fact.digest.clone()),
            reviews: BTreeMap::new(),
            templates: BTreeMap::new(),
            waived: BTreeMap::new(),
            quiet: Quieted::default(),
            undone: BTreeSet::new(),
        })
    }

    /// Takes one more fact into account.
    pub fn apply(&mut self, recorded: &Recorded) {
        let envelope = &recorded.envelope;
        match &recorded.body {
            Body::Known(Fact::PolicyAdopted(fact)) => self.digest.clone_from(&fact.digest),
            Body::Known(Fact::PolicyReviewed(fact)) => {
                let before = self
                    .reviews
                    .get(&fact.policy)
                    .map(|last| (last.on, last.policy.clone()));
                let review = Review {
                    on: fact.on,
                    recorded_at: envelope.recorded_at,
                    by: fact.by.clone(),
                    changes: fact.changes.clone(),
                    reason: fact.reason.clone(),
                    policy: envelope.policy.clone(),
                    before,
                };
                self.waived
                    .remove(&format!("{}/{}", DeadlineKind::PolicyReview.key(), fact.policy));
                self.reviews.insert(fact.policy.clone(), review);
            }
            Body::Known(Fact::DeadlineWaived(fact)) => {
                let waiver = Waiver {
                    at: envelope.happened_at,
                    who: envelope.who.name.clone(),
                    reason: fact.reason.clone(),
                };
                self.waived.insert(fact.deadline.clone(), waiver);
            }
            Body::Known(fact @ (Fact::ReminderAcknowledged(_) | Fact::ReminderSnoozed(_))) => {
                self.quiet.note(envelope, fact);
            }
            Body::Known(Fact::Undone(fact)) => {
                self.undone.insert((fact.series.clone(), fact.act));
            }
            Body::Known(fact) => self.apply_template(envelope, fact),
            Body::Unknown { .. } | Body::Expunged => {}
        }
    }

    /// When each policy and each template is reviewed next, and the last review as it was met.
    pub fn deadlines(&self, book: &PolicyBook) -> Vec<Deadline> {
        let mut deadlines = Vec::new();
        for rule in &book.current().programme().policy_reviews {
            let last = self.reviews.get(&rule.key);
            if let Some(last) = last {
                let start = last.before.as_ref().map(|(on, policy)| (*on, policy.as_str()));
                let mut past = self.review_due(rule, start, book);
                let calendar = &book.get(&last.policy).calendar;
                let at = calendar.end_of_day(last.on).min(last.recorded_at);
                past.standing = met(past.due_at, at, last.recorded_at, last.reason.as_ref());
                deadlines.push(past);
            }
            let start = last.map(|last| (last.on, last.policy.as_str()));
            let mut next = self.review_due(rule, start, book);
            let key = next.key();
            if let Some(waiver) = self.waived.get(&key) {
                next.standing = Standing::Waived {
                    at: waiver.at,
                    by: waiver.who.clone(),
                    reason: waiver.reason.clone(),
                };
            }
            next.quiet = self.quiet.of(&key, &next.clock);
            deadlines.push(next);
        }
        self.template_deadlines(book, &mut deadlines);
        deadlines
    }

    /// The review that follows one of that day, under the policy in force then; without one, the first adoption.
    fn review_due(&self, rule: &PolicyReviewRule, start: Option<(NaiveDate, &str)>, book: &PolicyBook) -> Deadline {
        let (since, first) = &self.since;
        let policy = book.get(start.map_or(first, |(_, policy)| policy));
        let on = start.map_or_else(|| policy.calendar.local(*since).date_naive(), |(on, _)| on);
        let every = policy.policy_review(&rule.key).unwrap_or(rule).every;
        Deadline {
            subject: Subject::policy(),
            label: SubjectKind::Policy.word().to_owned(),
            title: rule.name.clone(),
            kind: DeadlineKind::PolicyReview,
            who: Some(rule.key.clone()),
            twin: 0,
            owner: None,
            started_at: Some(
                policy
                    .calendar
                    .end_of_day(on)
                    .min(policy.calendar.due_from_date(on, &every)),
            ),
            clock: on.to_string(),
            quiet: Vec::new(),
            due_at: Some(policy.calendar.due_from_date(on, &every)),
            window: format!("every {every}"),
            counts_hours: false,
            requirement: rule.requirement.id().to_owned(),
            standing: Standing::Running,
        }
    }
}

/// A review of a policy that was done.
pub struct ReviewWish<'a> {
    /// Its key or name, as typed.
    pub policy: &'a str,
    /// Who reviewed it; whoever enters it where not given.
    pub by: Option<&'a str>,
    /// On which day; today where not given.
    pub on: Option<NaiveDate>,
    /// What changed.
    pub changes: &'a str,
    /// Why it is late.
    pub reason: Option<&'a str>,
}

/// Records that a policy was reviewed.
pub fn review(wish: &ReviewWish, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = "The review was not recorded";
    let policy = context.book.current();
    let rule = rule(what, policy, wish.policy)?;
    let changes = needed(what, "what changed", wish.changes)?;
    let today = policy.calendar.local(context.now).date_naive();
    let on = wish.on.unwrap_or(today);
    if on > today {
        return Err(Refusal::rule(what, format!("{on} lies ahead")).instead("Give the day it was done."));
    }
    let last = loaded.policy.as_ref().and_then(|state| state.reviews.get(&rule.key));
    if let Some(last) = last.filter(|last| on < last.on) {
        return Err(Refusal::rule(what, format!("it was reviewed on {} already", last.on)).by(rule.requirement.id()));
    }
    let mut decision = Decision::default();
    let by = match wish.by {
        Some(typed) => mention(&mut decision, what, SubjectKind::Person, typed, loaded, context)?.0,
        None => Ref {
            id: String::new(),
            name: context.who.name.clone(),
        },
    };
    let at = policy.calendar.end_of_day(on).min(context.now);
    let deadlines = loaded.policy.as_ref().map(|state| state.deadlines(context.book));
    let is_late = deadlines.iter().flatten().any(|one| {
        one.kind == DeadlineKind::PolicyReview
            && one.who.as_ref() == Some(&rule.key)
            && one.would_be_late(at, context.now)
    });
    let reason = wish.reason.map(str::trim).filter(|reason| !reason.is_empty());
    if is_late && reason.is_none() {
        return Err(
            Refusal::rule(what, "it is late, or entered late, and that needs a reason")
                .by("DL-1")
                .instead("Add --reason \"…\"."),
        );
    }
    decision.done = format!("{}: reviewed on {on}", rule.name);
    Ok(decision.fact(
        &Subject::policy(),
        PolicyReviewed {
            policy: rule.key.clone(),
            by,
            on,
            changes,
            reason: reason.filter(|_| is_late).map(str::to_owned),
        },
    ))
}

fn rule<'a>(what: &str, policy: &'a Policy, typed: &str) -> Result<&'a PolicyReviewRule, Refusal> {
    policy.policy_review(typed).ok_or_else(|| {
        let rules = &policy.programme().policy_reviews;
        let keys: Vec<String> = rules.iter().map(|rule| rule.key.clone()).collect();
        Refusal::not_found(what, format!("there is no policy \"{typed}\""))
            .by("IR-23")
            .instead(format!("Use one of {}.", keys.join(", ")))
            .candidates(keys)
    })
}
