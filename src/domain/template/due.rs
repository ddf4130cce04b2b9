//! When each template is due for its review: so long after the last one, or sooner where a gap was found (IR-19, DL-2).

use chrono::NaiveDate;

use super::{Gap, Kept};
use crate::clock::Moment;
use crate::domain::adopted::Adopted;
use crate::domain::deadline::{Deadline, DeadlineKind, Standing, met};
use crate::domain::policy_book::PolicyBook;
use crate::domain::subject::{Subject, SubjectKind};

/// What a clock is counted from: a day, and the digest of the policy in force then.
type Start<'a> = (NaiveDate, &'a str);

impl Adopted {
    /// When each template is reviewed next, and its last review as it was met.
    pub(in crate::domain) fn template_deadlines(&self, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        for name in self.template_names(book.current()) {
            let kept = self.templates.get(name);
            let review = kept.and_then(|kept| kept.review.as_ref());
            if let Some(review) = review {
                let before = review.before.as_ref().map(|(on, policy)| (*on, policy.as_str()));
                let start = before.unwrap_or_else(|| self.known_since(name, kept, book));
                let mut past = review_due(name, start, review.answers.as_ref(), book);
                let calendar = &book.get(&review.policy).calendar;
                let at = calendar.end_of_day(review.on).min(review.recorded_at);
                past.standing = met(past.due_at, at, review.recorded_at, review.reason.as_ref());
                deadlines.push(past);
            }
            let last = review.map(|review| (review.on, review.policy.as_str()));
            let start = last.unwrap_or_else(|| self.known_since(name, kept, book));
            let gap = kept.and_then(|kept| kept.gaps.first());
            let mut next = review_due(name, start, gap, book);
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
    }

    /// Since when a template is known that nobody has reviewed: those that the policy lists since the first adoption.
    fn known_since<'a>(&'a self, name: &str, kept: Option<&'a Kept>, book: &PolicyBook) -> Start<'a> {
        let is_listed = book.current().template_rule().reviewed.iter().any(|one| one == name);
        let own = kept.map(|kept| &kept.since).filter(|_| !is_listed);
        let (since, digest): &(Moment, String) = own.unwrap_or(&self.since);
        let day = book.get(digest).calendar.local(*since).date_naive();
        (day, digest)
    }
}

/// The review that follows one of that day, under the policy in force then; a gap asks for it sooner, never later.
fn review_due(name: &str, (on, digest): Start, gap: Option<&Gap>, book: &PolicyBook) -> Deadline {
    let policy = book.get(digest);
    let every = policy.template_rule().review;
    let due = policy.calendar.due_from_date(on, &every);
    let mut deadline = Deadline {
        subject: Subject::policy(),
        label: SubjectKind::Policy.word().to_owned(),
        title: format!("Template {name}"),
        kind: DeadlineKind::TemplateReview,
        who: Some(name.to_owned()),
        twin: 0,
        owner: None,
        started_at: Some(policy.calendar.end_of_day(on).min(due)),
        clock: on.to_string(),
        quiet: Vec::new(),
        due_at: Some(due),
        window: format!("every {every}"),
        counts_hours: false,
        requirement: DeadlineKind::TemplateReview.requirement().to_owned(),
        standing: Standing::Running,
    };
    if let Some(gap) = gap {
        let policy = book.get(&gap.policy);
        let window = policy.template_rule().gap;
        let sooner = policy.calendar.due(gap.at, &window);
        if sooner < due {
            deadline.started_at = Some(gap.at);
            deadline.clock = format!("gap {}", gap.at);
            deadline.due_at = Some(sooner);
            deadline.window = format!("{window} after a gap");
        }
    }
    deadline
}
