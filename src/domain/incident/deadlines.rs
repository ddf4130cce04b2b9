//! What is due in an incident, and by when (IR-6 to IR-8, IR-11, IR-15).

use std::collections::BTreeSet;

use super::state::{Breach, Incident, Rating, Told};
use crate::clock::{Moment, to_millis};
use crate::domain::deadline::{Deadline, DeadlineKind, Standing, met};
use crate::domain::policy_book::PolicyBook;
use crate::policy::{Policy, SeverityRule, Window};

/// How a clock stands whose rating was revised before it was met.
fn superseded() -> Standing {
    Standing::Cancelled {
        why: "the severity was revised".to_owned(),
    }
}

impl Incident {
    /// Every deadline of this incident, running or not. Imported history has none.
    pub fn deadlines(&self, book: &PolicyBook) -> Vec<Deadline> {
        let mut deadlines = Vec::new();
        if self.void || self.imported.is_some() {
            return deadlines;
        }
        self.rating_deadlines(book, &mut deadlines);
        // A raise asks anew for the pages of the rating before: only the last of a name stands.
        let keys: Vec<String> = deadlines.iter().map(Deadline::key).collect();
        let mut place = 0;
        deadlines.retain(|_| {
            place += 1;
            !keys[place..].contains(&keys[place - 1])
        });
        self.notice_deadlines(book, &mut deadlines);
        self.obligation_deadlines(book, &mut deadlines);
        self.follow_up_deadlines(&mut deadlines);
        self.update_deadline(book, &mut deadlines);
        self.review_deadline(book, &mut deadlines);
        if self.quiet.is_empty() && self.waived.is_empty() && self.explained.is_empty() {
            return deadlines;
        }
        for deadline in &mut deadlines {
            let key = deadline.key();
            deadline.quiet = self.quiet.of(&key, &deadline.clock);
            if deadline.is_running()
                && let Some(waiver) = self.waived.get(&key)
            {
                deadline.standing = Standing::Waived {
                    at: waiver.at,
                    by: waiver.who.clone(),
                    reason: waiver.reason.clone(),
                };
            }
            let explained = self.explained.get(&key);
            if let Some(explained) = explained.filter(|explained| explained.clock == deadline.clock)
                && let Standing::MetLate { reason, .. } = &mut deadline.standing
                && reason.is_none()
            {
                *reason = Some(explained.reason.clone());
            }
        }
        deadlines
    }

    /// What was met late and nobody has said why (DL-1).
    pub fn unexplained(&self, book: &PolicyBook) -> Vec<Deadline> {
        let mut deadlines = self.deadlines(book);
        deadlines.retain(Deadline::is_unexplained);
        deadlines
    }

    /// What is open to answer, in words: the questions of the severity, then why what was late was late.
    pub fn questions(&self, book: &PolicyBook) -> Vec<String> {
        if self.imported.is_some() {
            return Vec::new();
        }
        let policy = book.current();
        let asks = |key: &str| {
            policy
                .question(key)
                .map_or(key.to_owned(), |question| question.asks.clone())
        };
        let late = self.unexplained(book);
        let whys = late.iter().map(|deadline| deadline.why_late(policy));
        self.open_questions().into_iter().map(asks).chain(whys).collect()
    }

    /// Is it closed with a clock still running or a question still open?
    pub fn has_work_left(&self, book: &PolicyBook) -> bool {
        self.is_closed()
            && self.imported.is_none()
            && !self.void
            && (!self.open_questions().is_empty()
                || self
                    .deadlines(book)
                    .iter()
                    .any(|deadline| deadline.is_running() || deadline.is_unexplained()))
    }

    /// The rule of today's severity, by the policy that governs it.
    pub fn severity_rule<'a>(&self, book: &'a PolicyBook) -> Option<&'a SeverityRule> {
        let rating = self.rating()?;
        book.get(&rating.policy).severity(rating.rank)
    }

    /// Required roles that nobody holds (IR-4).
    pub fn empty_roles<'a>(&self, book: &'a PolicyBook) -> Vec<&'a str> {
        if self.is_closed() || self.void {
            return Vec::new();
        }
        let required = self.severity_rule(book).map_or(&[][..], |rule| &rule.required_roles);
        required
            .iter()
            .map(String::as_str)
            .filter(|role| !self.roles.contains_key(*role))
            .collect()
    }

    /// People who hold several roles where the severity wants one each (IR-4).
    pub fn crowded(&self, book: &PolicyBook) -> Vec<String> {
        if !self.severity_rule(book).is_some_and(|rule| rule.one_role_each) {
            return Vec::new();
        }
        let mut names: Vec<&str> = self
            .roles
            .values()
            .flatten()
            .map(|holder| holder.person.name.as_str())
            .collect();
        names.sort_unstable();
        let mut crowded: Vec<String> = names
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0].to_owned())
            .collect();
        crowded.dedup();
        crowded
    }

    pub(super) fn blank(&self, kind: DeadlineKind) -> Deadline {
        Deadline {
            subject: self.subject(),
            label: self.code.clone(),
            title: self.title.clone(),
            kind,
            who: None,
            twin: 0,
            owner: self.holder("commander").map(|person| person.name.clone()),
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

    /// A deadline of `kind` whose clock started at `from` under `policy`.
    pub(super) fn clock(&self, kind: DeadlineKind, policy: &Policy, from: Moment, window: Window) -> Deadline {
        Deadline {
            started_at: Some(from),
            clock: to_millis(from).to_string(),
            due_at: Some(policy.calendar.due(from, &window)),
            window: window.to_string(),
            counts_hours: window.counts_hours(),
            standing: Standing::Running,
            ..self.blank(kind)
        }
    }

    /// Clocks that ratings start: pages, response, repair. Those of a rating that was revised are cancelled unless
    /// they were met before.
    fn rating_deadlines(&self, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        for (index, rating) in self.ratings.iter().enumerate() {
            let until = self.ratings.get(index + 1).map(|next| next.at);
            let policy = book.get(&rating.policy);
            let Some(rule) = policy.severity(rating.rank) else {
                continue;
            };
            if rating.from != Some(rating.rank) {
                self.page_deadlines(policy, rule, rating, until, deadlines);
                self.respond_deadline(policy, rule, rating, until, deadlines);
                self.fix_deadline(policy, rule, rating, until, deadlines);
            }
        }
    }

    fn page_deadlines(
        &self,
        policy: &Policy,
        rule: &SeverityRule,
        rating: &Rating,
        until: Option<Moment>,
        out: &mut Vec<Deadline>,
    ) {
        // IR-6 and IR-7 page on declaration and on raising; lowering pages nobody.
        if rating.from.is_some_and(|from| from < rating.rank) {
            return;
        }
        for duty in &rule.page {
            let mut deadline = match &rule.page_within {
                Some(window) => self.clock(DeadlineKind::Page, policy, rating.at, *window),
                None => Deadline {
                    started_at: Some(rating.at),
                    window: "tracked".to_owned(),
                    requirement: "IR-7".to_owned(),
                    ..self.blank(DeadlineKind::Page)
                },
            };
            deadline.who = Some(duty.clone());
            // Whoever was paged before the declaration was written down need not be paged for it again.
            let page = self.pages.iter().find(|page| {
                let counts = rating.from.is_none() || page.at >= rating.at;
                page.duties.contains(duty) && counts && until.is_none_or(|until| page.at < until)
            });
            match page {
                Some(page) => {
                    deadline.standing = met(deadline.due_at, page.at, page.recorded_at, page.reason.as_ref());
                    out.push(deadline);
                }
                None if until.is_some() => {
                    deadline.standing = superseded();
                    out.push(deadline);
                }
                None => {
                    self.cancel_when_closed(&mut deadline);
                    out.push(deadline);
                }
            }
        }
    }

    fn respond_deadline(
        &self,
        policy: &Policy,
        rule: &SeverityRule,
        rating: &Rating,
        until: Option<Moment>,
        out: &mut Vec<Deadline>,
    ) {
        let Some(window) = &rule.respond_within else {
            return;
        };
        if rating.from.is_some_and(|from| from < rating.rank) {
            return;
        }
        let mut deadline = self.clock(DeadlineKind::Respond, policy, rating.at, *window);
        deadline.owner = deadline
            .owner
            .or_else(|| self.holder("responder").map(|person| person.name.clone()));
        match rating.response.as_ref().map(|response| &response.done) {
            Some(done) if done.at >= rating.at && until.is_none_or(|until| done.at < until) => {
                deadline.standing = met(deadline.due_at, done.at, done.recorded_at, done.reason.as_ref());
            }
            _ if until.is_some() => deadline.standing = superseded(),
            _ => self.cancel_when_closed(&mut deadline),
        }
        out.push(deadline);
    }

    fn fix_deadline(
        &self,
        policy: &Policy,
        rule: &SeverityRule,
        rating: &Rating,
        until: Option<Moment>,
        out: &mut Vec<Deadline>,
    ) {
        let Some(window) = &rule.fix_within else {
            return;
        };
        let mut deadline = self.clock(DeadlineKind::Fix, policy, rating.at, *window);
        if until.is_some() {
            deadline.standing = superseded();
        } else if let Some(fix) = &self.remediation {
            deadline.standing = met(
                deadline.due_at,
                fix.done.at,
                fix.done.recorded_at,
                fix.done.reason.as_ref(),
            );
        }
        out.push(deadline);
    }

    /// Pages and responses make no sense once the incident is closed. What was waived before stays waived.
    fn cancel_when_closed(&self, deadline: &mut Deadline) {
        if self.is_closed() && !self.waived.contains_key(&deadline.key()) {
            deadline.standing = Standing::Cancelled {
                why: "the incident was closed".to_owned(),
            };
        }
    }

    fn notice_deadlines(&self, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        let Some(breach) = &self.breach else {
            return;
        };
        let policy = book.get(&breach.policy);
        let mut keys: BTreeSet<String> = BTreeSet::new();
        for told in &breach.customers {
            let mut deadline = self.notice_deadline(policy, breach, told);
            // Whoever came first keeps the name, so that no name ever passes to another; a number that is part of a name
            // (`Twin GmbH 2`) is a name like any other.
            while !keys.insert(deadline.key()) {
                deadline.twin += 1;
            }
            deadlines.push(deadline);
        }
    }

    fn notice_deadline(&self, policy: &Policy, breach: &Breach, told: &Told) -> Deadline {
        let window = &policy.notice.window;
        let mut deadline = self.clock(DeadlineKind::Notice, policy, breach.confirmed_at, *window);
        if let Some(hours) = told.affected.contract_hours {
            let contract = Window::Elapsed(hours.saturating_mul(60));
            let due = policy.calendar.due(breach.confirmed_at, &contract);
            if deadline.due_at.is_none_or(|policy_due| due < policy_due) {
                deadline.due_at = Some(due);
                deadline.window = format!("{contract}, contract");
                deadline.counts_hours = true;
            }
        }
        deadline.clock = to_millis(breach.recorded_at).to_string();
        deadline.who = Some(told.affected.customer.name.clone());
        if let Some(sent) = &told.sent {
            deadline.standing = met(deadline.due_at, sent.at, sent.recorded_at, sent.reason.as_ref());
        } else if breach.withdrawn.is_some() {
            deadline.standing = Standing::Cancelled {
                why: "the breach was withdrawn".to_owned(),
            };
        }
        deadline
    }

    fn review_deadline(&self, book: &PolicyBook, deadlines: &mut Vec<Deadline>) {
        let reviewed = |policy: &Policy| {
            self.highest
                .and_then(|rank| policy.severity(rank))
                .is_some_and(|rule| rule.review)
        };
        let Some(closing) = &self.closed else {
            if reviewed(book.current()) {
                deadlines.push(Deadline {
                    window: book.current().review.window.to_string(),
                    ..self.blank(DeadlineKind::Review)
                });
            }
            return;
        };
        let policy = book.get(&closing.policy);
        if !reviewed(policy) {
            return;
        }
        if let Some(at) = closing.at {
            let mut deadline = self.clock(DeadlineKind::Review, policy, at, policy.review.window);
            if let Some(done) = &self.review {
                deadline.standing = met(deadline.due_at, done.at, done.recorded_at, done.reason.as_ref());
            }
            deadlines.push(deadline);
        }
    }
}
