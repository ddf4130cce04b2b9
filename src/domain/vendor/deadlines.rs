//! What is due of a vendor: reassessments, conditions, reports, risks, notices, objections, and the steps of the end.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::state::{Announcement, Early, Offboarding, OffboardingState, Vendor, VendorClock};
use crate::clock::{Moment, to_millis};
use crate::domain::deadline::{Deadline, DeadlineKind, Standing, met, slug};
use crate::domain::fact::Change;
use crate::domain::incident::state::Done;
use crate::domain::policy_book::PolicyBook;
use crate::policy::{Calendar, MetBy, Reassess, Window};
use crate::text::fold_name;

impl VendorClock {
    /// Its name for reminders: another tier or date is another clock.
    fn name(&self) -> String {
        let day = |day: Option<NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let name = format!("{} {} {}", self.tier, day(self.last_assessed), day(self.renewal));
        match &self.early {
            Some(early) => format!("{name} early {}", early.on),
            None => name,
        }
    }
}

/// What a deadline stands on: when its clock started, when it is due, in which window.
struct Span {
    started_at: Moment,
    due_at: Moment,
    window: String,
}

impl Vendor {
    /// The clock of the reassessment that runs now.
    pub(super) fn clock(&self) -> VendorClock {
        VendorClock {
            tier: self.details.tier.clone(),
            policy: self.policy.clone(),
            last_assessed: self.details.last_assessed,
            renewal: self.details.renewal,
            early: self.earliest(),
        }
    }

    /// What asks for a reassessment first: an event, or a report that runs out with no other after it.
    fn earliest(&self) -> Option<Early> {
        let expired = self.reports.iter().filter(|one| one.renewed.is_none()).filter(|one| {
            let key = format!("{}/{}", DeadlineKind::Report.key(), slug(&one.report.name));
            let is_seen = self.details.last_assessed.is_some_and(|on| on > one.report.expires);
            !is_seen && !self.waived.contains_key(&key)
        });
        let expired = expired.map(|one| Early {
            on: one.report.expires,
            cause: format!("{} runs out", one.report.name),
            incident: None,
            policy: one.policy.clone(),
            is_foreseen: true,
        });
        self.early.iter().cloned().chain(expired).min_by_key(|early| early.on)
    }

    /// All its deadlines, running or not: what is met stands before what comes after it.
    pub fn deadlines(&self, book: &PolicyBook) -> Vec<Deadline> {
        if self.void {
            return Vec::new();
        }
        let mut deadlines = Vec::new();
        if let Some(done) = &self.reassessed {
            let mut past = self.reassessment(book, &done.before);
            let calendar = &book.get(&done.before.policy).calendar;
            let at = calendar.end_of_day(done.on).min(done.recorded_at);
            past.standing = met(past.due_at, at, done.recorded_at, done.reason.as_ref());
            deadlines.push(past);
        }
        deadlines.push(self.reassessment(book, &self.clock()));
        self.conditions_due(book, &mut deadlines);
        self.watch_due(book, &mut deadlines);
        self.notices_due(book, &mut deadlines);
        if let Some(end) = &self.offboarding {
            self.end_due(end, book, &mut deadlines);
        }
        number_twins(&mut deadlines);
        for deadline in &mut deadlines {
            self.settle(deadline);
        }
        deadlines
    }

    /// Waivers, the end, and who wants no reminders.
    fn settle(&self, deadline: &mut Deadline) {
        if matches!(deadline.standing, Standing::Running | Standing::Pending)
            && let Some(why) = self.end_of(deadline.kind)
        {
            deadline.standing = Standing::Cancelled { why };
        }
        let key = deadline.key();
        let waiver = self.waived.get(&key).filter(|waiver| {
            deadline.kind == DeadlineKind::Reassess || deadline.started_at.is_none_or(|start| start <= waiver.at)
        });
        if deadline.is_running()
            && let Some(waiver) = waiver
        {
            deadline.standing = Standing::Waived {
                at: waiver.at,
                by: waiver.who.clone(),
                reason: waiver.reason.clone(),
            };
        }
        if deadline.kind != DeadlineKind::Reassess || deadline.is_running() {
            deadline.quiet = self.quiet.of(&key, &deadline.clock);
        }
    }

    /// Why nothing of this kind is due any more, once the relationship comes to its end.
    fn end_of(&self, kind: DeadlineKind) -> Option<String> {
        if self.ended.is_some() {
            return Some("the relationship has ended".to_owned());
        }
        let is_moot = matches!(
            kind,
            DeadlineKind::Reassess | DeadlineKind::Report | DeadlineKind::Condition | DeadlineKind::NoticePeriod
        );
        (is_moot && self.offboarding.is_some()).then(|| "the vendor is leaving".to_owned())
    }

    fn blank(&self, kind: DeadlineKind, who: Option<&str>) -> Deadline {
        Deadline {
            subject: self.subject(),
            label: self.details.name.clone(),
            title: self.details.name.clone(),
            kind,
            who: who.map(str::to_owned),
            twin: 0,
            owner: self.details.owner.as_ref().map(|owner| owner.name.clone()),
            started_at: None,
            clock: String::new(),
            quiet: Vec::new(),
            due_at: None,
            window: String::new(),
            counts_hours: false,
            requirement: kind.requirement().to_owned(),
            standing: Standing::Pending,
        }
    }

    /// A deadline whose clock runs, or that this has met.
    fn clocked(&self, kind: DeadlineKind, who: Option<&str>, span: Span, done: Option<&Done>) -> Deadline {
        Deadline {
            started_at: Some(span.started_at),
            due_at: Some(span.due_at),
            clock: to_millis(span.due_at).to_string(),
            window: span.window,
            standing: match done {
                Some(done) => met(Some(span.due_at), done.at, done.recorded_at, done.reason.as_ref()),
                None => Standing::Running,
            },
            ..self.blank(kind, who)
        }
    }

    /// The reassessment that this clock leads to, by the tier's rule or before its time (VM-2 to VM-4, VM-7).
    fn reassessment(&self, book: &PolicyBook, clock: &VendorClock) -> Deadline {
        let policy = book.get(&clock.policy);
        let calendar = &policy.calendar;
        let mut deadline = Deadline {
            clock: clock.name(),
            requirement: requirement(&clock.tier).to_owned(),
            ..self.blank(DeadlineKind::Reassess, None)
        };
        match policy.tier(&clock.tier).map(|tier| &tier.reassess) {
            Some(Reassess::Every(window)) => {
                deadline.window = format!("every {window}");
                let (started, due) = self.interval(calendar, clock.last_assessed, *window);
                deadline.started_at = Some(started);
                deadline.due_at = Some(due);
                deadline.standing = Standing::Running;
            }
            Some(Reassess::OnRenewal) => {
                "on renewal".clone_into(&mut deadline.window);
                deadline.due_at = clock.renewal.map(|renewal| calendar.end_of_day(renewal));
                deadline.started_at = clock
                    .last_assessed
                    .map(|day| calendar.end_of_day(day))
                    .or(Some(self.since));
                // A renewal that an assessment already covers starts no clock until the next one is known.
                let covered = clock
                    .renewal
                    .is_none_or(|renewal| clock.last_assessed.is_some_and(|on| on >= renewal));
                if covered {
                    deadline.due_at = None;
                } else {
                    deadline.standing = Standing::Running;
                }
            }
            None => "no tier".clone_into(&mut deadline.window),
        }
        if let Some(early) = &clock.early {
            let rule = book.get(&early.policy);
            let window = rule.vendor_rule().early_reassessment;
            let due = rule.calendar.due_from_date(early.on, &window);
            if deadline.due_at.is_none_or(|regular| due < regular) {
                deadline.due_at = Some(due);
                if !early.is_foreseen {
                    deadline.started_at = Some(rule.calendar.end_of_day(early.on).min(due));
                }
                deadline.window = format!("{window} after: {}", early.cause);
                "VM-7".clone_into(&mut deadline.requirement);
                deadline.standing = Standing::Running;
            }
        }
        deadline
    }

    /// A vendor that was never assessed is due one interval after it entered the register.
    fn interval(&self, calendar: &Calendar, last: Option<NaiveDate>, window: Window) -> (Moment, Moment) {
        if let Some(day) = last {
            (calendar.end_of_day(day), calendar.due_from_date(day, &window))
        } else {
            let day = calendar.local(self.added_at).date_naive();
            (self.added_at, calendar.due_from_date(day, &window))
        }
    }

    fn conditions_due(&self, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        for one in &self.conditions {
            let calendar = &book.get(&one.policy).calendar;
            let span = Span {
                started_at: one.set_at,
                due_at: calendar.end_of_day(one.condition.due),
                window: format!("by {}", one.condition.due),
            };
            deadlines.push(self.clocked(
                DeadlineKind::Condition,
                Some(&one.condition.name),
                span,
                one.met.as_ref(),
            ));
        }
    }

    fn watch_due(&self, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        let until = |started_at, day: NaiveDate, policy: &str| Span {
            started_at,
            due_at: book.get(policy).calendar.end_of_day(day),
            window: format!("until {day}"),
        };
        for one in &self.reports {
            let span = until(one.received_at, one.report.expires, &one.policy);
            let name = Some(one.report.name.as_str());
            deadlines.push(self.clocked(DeadlineKind::Report, name, span, one.renewed.as_ref()));
        }
        for one in &self.risks {
            let span = until(one.at, one.until, &one.policy);
            deadlines.push(self.clocked(DeadlineKind::Risk, Some(&one.risk), span, one.settled.as_ref()));
        }
    }

    fn notices_due(&self, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        if let Some(notice) = self.notices.last() {
            self.notice_due(notice, book, deadlines);
        }
        for one in &self.objections {
            let policy = book.get(&one.policy);
            let window = policy.vendor_rule().answer;
            let span = Span {
                started_at: one.at,
                due_at: policy.calendar.due(one.at, &window),
                window: window.to_string(),
            };
            let done = one.answer.as_ref().map(|answer| &answer.done);
            deadlines.push(self.clocked(DeadlineKind::Objection, Some(&one.customer.name), span, done));
        }
    }

    fn notice_due(&self, notice: &Announcement, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        let policy = book.get(&notice.policy);
        let cancelled = notice.cancelled.as_ref().map(|why| Standing::Cancelled {
            why: why.reason.clone(),
        });
        if notice.change == Change::Addition {
            let span = Span {
                started_at: notice.published_at,
                due_at: notice.effective_at(&policy.calendar),
                window: policy.vendor_rule().notice.to_string(),
            };
            let mut period = self.clocked(DeadlineKind::NoticePeriod, None, span, None);
            if let Some(standing) = &cancelled {
                period.standing = standing.clone();
            } else if let Some(live) = &self.live {
                period.standing = Standing::Met { at: live.at };
            }
            deadlines.push(period);
        }
        for one in &notice.customers {
            let days = one.recipient.days.unwrap_or(1).max(1);
            let day = notice.effective_on.checked_sub_days(Days::new(days.into()));
            // Nobody can be told before it is published.
            let published = policy.calendar.local(notice.published_at).date_naive();
            let day = day.map_or(published, |day| day.max(published));
            let span = Span {
                started_at: notice.published_at,
                due_at: policy.calendar.end_of_day(day),
                window: match one.recipient.days {
                    Some(days) => format!("{days} days before"),
                    None => "before it takes effect".to_owned(),
                },
            };
            let done = one.sent.as_ref().map(|sent| Done {
                at: sent.at,
                recorded_at: sent.recorded_at,
                who: sent.who.clone(),
                reason: sent.reason.clone(),
            });
            let name = Some(one.recipient.customer.name.as_str());
            let mut told = self.clocked(DeadlineKind::Announce, name, span, done.as_ref());
            if let Some(standing) = cancelled.as_ref().filter(|_| told.is_running()) {
                told.standing = standing.clone();
            }
            deadlines.push(told);
        }
    }

    fn end_due(&self, end: &Offboarding, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        let policy = book.get(&end.policy);
        let calendar = &policy.calendar;
        for rule in &policy.programme().offboarding {
            let span = Span {
                started_at: end.at,
                due_at: calendar.due(end.at, &rule.window),
                window: rule.window.to_string(),
            };
            let (done, excluded) = match end.steps.get(&rule.key) {
                Some(OffboardingState::Done { done, .. }) => (Some(done), None),
                Some(OffboardingState::Excluded { why }) => (None, Some(why)),
                None => (None, None),
            };
            let mut deadline = self.clocked(DeadlineKind::Offboard, Some(&rule.key), span, done);
            if let Some(why) = excluded {
                deadline.standing = Standing::Waived {
                    at: why.at,
                    by: why.who.clone(),
                    reason: why.reason.clone(),
                };
            }
            deadlines.push(deadline);
        }
        let is_revoking = |rule: &&crate::policy::OffboardingRule| rule.met_by == MetBy::Credentials;
        let Some(rule) = policy.programme().offboarding.iter().find(is_revoking) else {
            return;
        };
        for one in &self.credentials {
            let started_at = one.listed_at.max(end.at);
            // What was revoked before the end began was no part of it.
            if one.revoked.as_ref().is_some_and(|done| done.recorded_at < end.at) {
                continue;
            }
            let span = Span {
                started_at,
                due_at: calendar.due(started_at, &rule.window),
                window: rule.window.to_string(),
            };
            deadlines.push(self.clocked(DeadlineKind::Revoke, Some(&one.name), span, one.revoked.as_ref()));
        }
    }
}

impl Announcement {
    /// The first moment at which the change may take effect: the period has run out, and the day that was published has
    /// come.
    pub fn effective_at(&self, calendar: &Calendar) -> Moment {
        let day = calendar.resolve(self.effective_on.and_time(chrono::NaiveTime::MIN));
        self.ends_at.max(day)
    }
}

/// Two things whose names are spelled alike in a deadline's name are two; the same thing again keeps its name.
fn number_twins(deadlines: &mut [Deadline]) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for deadline in deadlines {
        let Some(who) = deadline.who.as_deref().map(fold_name) else {
            continue;
        };
        while taken.get(&deadline.key()).is_some_and(|other| *other != who) {
            deadline.twin += 1;
        }
        taken.insert(deadline.key(), who);
    }
}

fn requirement(tier: &str) -> &'static str {
    match tier {
        "important" => "VM-3",
        "standard" => "VM-4",
        _ => "VM-2",
    }
}
