//! Which reminders of a deadline have come up by now, and when the next one does (DL-3).
//!
//! Invariant: nothing here depends on when somebody looked before. Whoever looks late finds the same thresholds as who
//! looked in time, so sleep, suspension and clocks that jump lose nothing.

use chrono::TimeDelta;

use super::message::Urgency;
use super::person::Person;
use super::quiet::Quiet;
use crate::clock::Moment;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::policy::{Calendar, Policy, ReminderTimes, Window};

/// Which side of the due time a threshold lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Something is left.
    Before,
    /// It is due.
    Due,
    /// It is late.
    Late,
    /// A snooze is over.
    Snoozed,
}

/// One time at which a deadline is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Its name for people: `48 h`, `due`, `late 4 h`.
    pub label: String,
    /// Its name in the store. So much left is said once, though the due time is corrected by less than that; that it is
    /// due is said of each due time.
    pub key: String,
    /// When it comes up.
    pub at: Moment,
    /// On which side it lies.
    pub side: Side,
    /// Since when it can have been said of this due time: what was said long before, of another that was corrected since, is
    /// said anew.
    pub since: Moment,
}

impl Threshold {
    /// Was what was said at `said_at` this one? What is dated hours ahead of now was said by a clock that ran ahead. That
    /// of a clock that was set back a little was heard all the same.
    pub fn was_said(&self, said_at: Moment, now: Moment) -> bool {
        self.since <= said_at && said_at <= now + AHEAD
    }
}

/// How far a clock may have been set back without everything being said anew.
pub const AHEAD: TimeDelta = TimeDelta::hours(6);

/// When one deadline is said to one person.
pub struct Plan<'a> {
    deadline: &'a Deadline,
    calendar: &'a Calendar,
    times: ReminderTimes,
    due: Moment,
    quiet: Vec<&'a Quiet>,
}

/// When a deadline is said: as its rule of law or a contract has it, or its kind. A period is never late, whatever an older
/// policy says of days.
fn said_at(deadline: &Deadline, policy: &Policy) -> ReminderTimes {
    let kind = deadline.kind.key();
    let times = match (deadline.kind, &deadline.who) {
        (DeadlineKind::Obligation, Some(rule)) => policy.reminder_of(rule, kind, deadline.counts_hours),
        _ => policy.reminder(kind, deadline.counts_hours),
    };
    if deadline.kind.is_period() {
        return ReminderTimes {
            late_every: None,
            weekly_after: None,
            ..times
        };
    }
    times
}

/// The week after which what stays late is said again.
const WEEK: Window = Window::Days(7);

impl<'a> Plan<'a> {
    /// The plan of a running deadline; `None` where no clock runs, or another person sees to it.
    ///
    /// `only_mine`: leave out what nobody owns.
    pub fn of(deadline: &'a Deadline, policy: &'a Policy, person: &Person, only_mine: bool) -> Option<Self> {
        let is_told = deadline.owner.as_deref().map_or(!only_mine, |owner| person.is(owner));
        is_told.then(|| Self::of_anybody(deadline, policy, person)).flatten()
    }

    /// The plan of a running deadline, whoever sees to it; `None` where no clock runs. What `person` has put off is put off.
    pub fn of_anybody(deadline: &'a Deadline, policy: &'a Policy, person: &Person) -> Option<Self> {
        let due = deadline.due_at.filter(|_| deadline.is_running())?;
        Some(Self {
            deadline,
            calendar: &policy.calendar,
            times: said_at(deadline, policy),
            due,
            quiet: deadline.quiet.iter().filter(|quiet| person.is(&quiet.person)).collect(),
        })
    }

    /// The thresholds that have come up by `now` and that the person has not put off, the oldest first. Of the times a
    /// late one is said only the last is there: the others would say the same.
    ///
    /// What lay before the clock's start is left out, and what counts days waits for the morning.
    pub fn come_up(&self, now: Moment) -> Vec<Threshold> {
        let Some(by) = self.audible(now) else {
            return self.after_snooze(now).into_iter().collect();
        };
        let mut found: Vec<Threshold> = self.before().into_iter().filter(|one| one.at <= by).collect();
        if self.due <= by {
            found.push(self.at_due());
            found.extend(self.last_late(by));
        }
        found.retain(|one| !self.is_put_off(one, now));
        found.extend(self.after_snooze(now));
        found.sort_by_key(|one| one.at);
        found
    }

    /// An instant after `now` before which [`Plan::come_up`] finds nothing new; `None` where it never will.
    pub fn next(&self, now: Moment) -> Option<Moment> {
        let snooze = self.quiet.iter().filter_map(|quiet| quiet.until);
        let own = if self.deadline.counts_hours {
            let mut ahead: Vec<Moment> = self.before().into_iter().map(|one| one.at).collect();
            ahead.push(self.due);
            ahead.extend(self.first_late_after(now));
            ahead
        } else {
            // Day clocks are heard at openings alone.
            vec![self.calendar.next_opening(now + TimeDelta::milliseconds(1))]
        };
        own.into_iter().chain(snooze).filter(|at| *at > now).min()
    }

    /// Up to which instant thresholds are said at `now`: hour clocks at once, day clocks in business hours, and then
    /// what came up before the opening.
    fn audible(&self, now: Moment) -> Option<Moment> {
        if self.deadline.counts_hours {
            return Some(now);
        }
        self.calendar.opened_at(now)
    }

    /// The times before it is due at which it is said, and the due time, for a calendar that rings by itself.
    pub fn ahead(&self) -> Vec<Moment> {
        let before = self.before().into_iter().map(|one| one.at);
        before.chain([self.due]).collect()
    }

    fn before(&self) -> Vec<Threshold> {
        let started = self.deadline.started_at;
        let threshold = |window: &Window| {
            let at = self.calendar.before(self.due, window);
            Threshold {
                label: window.to_string(),
                key: window.to_string(),
                at,
                side: Side::Before,
                // So much left is said again only of a due time that was corrected by more than that.
                since: at - (self.due - at),
            }
        };
        let mut found: Vec<Threshold> = self.times.before.iter().map(threshold).collect();
        found.retain(|one| started.is_none_or(|started| one.at > started) && one.at < self.due);
        found
    }

    /// What is said of this due time alone.
    fn key(&self, label: &str) -> String {
        format!("{label} {}", self.due.format("%Y-%m-%dT%H:%M:%SZ"))
    }

    fn at_due(&self) -> Threshold {
        Threshold {
            label: "due".to_owned(),
            key: self.key("due"),
            at: self.due,
            side: Side::Due,
            since: Moment::MIN_UTC,
        }
    }

    /// Until when it is said at the shorter interval; after that once a week.
    fn weekly_from(&self) -> Option<Moment> {
        self.times
            .weekly_after
            .map(|window| self.calendar.due(self.due, &window))
    }

    /// The last time by which a late one has been said.
    fn last_late(&self, by: Moment) -> Option<Threshold> {
        let weekly = self.weekly_from().filter(|weekly| *weekly <= by);
        let often = self
            .times
            .late_every
            .and_then(|every| self.last_step(self.due, every, weekly.unwrap_or(by)));
        let rare = weekly.and_then(|weekly| self.last_step(weekly, WEEK, by));
        let (at, since) = rare.or(often)?;
        let label = format!("late {since}");
        Some(Threshold {
            key: self.key(&label),
            label,
            at,
            side: Side::Late,
            since: Moment::MIN_UTC,
        })
    }

    /// The last of the steps `from + n × every`, n ≥ 1, that is not after `by`; with how long after the due time it is.
    fn last_step(&self, from: Moment, every: Window, by: Moment) -> Option<(Moment, Window)> {
        let behind = by - from;
        let guess = match every {
            Window::Elapsed(minutes) => behind.num_minutes() / i64::from(minutes.max(1)),
            Window::Days(days) => behind.num_days() / i64::from(days.max(1)) + 1,
            Window::BusinessHours(_) | Window::BusinessDays(_) | Window::Months(_) => 0,
        };
        let mut steps = u32::try_from(guess).ok().filter(|steps| *steps > 0)?;
        loop {
            let at = self.calendar.due(from, &times(every, steps)?);
            if at <= by {
                let offset = self.offset(from, every, steps)?;
                return Some((at, offset));
            }
            steps = steps.checked_sub(1).filter(|steps| *steps > 0)?;
        }
    }

    /// `steps × every` after `from`, counted from the due time.
    fn offset(&self, from: Moment, every: Window, steps: u32) -> Option<Window> {
        let own = times(every, steps)?;
        if from == self.due {
            return Some(own);
        }
        match (self.times.weekly_after, own) {
            (Some(Window::Days(first)), Window::Days(days)) => Some(Window::Days(first.checked_add(days)?)),
            (Some(Window::Elapsed(first)), Window::Days(days)) => {
                Some(Window::Elapsed(first.checked_add(days.checked_mul(1440)?)?))
            }
            _ => Some(own),
        }
    }

    /// The first time after `now` at which a late one is said.
    fn first_late_after(&self, now: Moment) -> Option<Moment> {
        let from = now.max(self.due);
        let weekly = self.weekly_from();
        let in_steps = |start: Moment, every: Window| {
            let done = self.last_step(start, every, from);
            let after = done.map_or(start, |(at, _)| at);
            self.calendar.due(after, &every)
        };
        let often = self.times.late_every.map(|every| in_steps(self.due, every));
        match weekly {
            Some(weekly) => match often.filter(|at| *at <= weekly && *at > now) {
                Some(at) => Some(at),
                None => Some(in_steps(weekly, WEEK)),
            },
            None => often,
        }
    }

    /// Has the person acknowledged it, or put it off?
    fn is_put_off(&self, threshold: &Threshold, now: Moment) -> bool {
        // What was said by a clock that ran ahead has not been said yet.
        let heard = self.quiet.iter().filter(|quiet| quiet.at <= now);
        let mut heard = heard.copied();
        heard.any(|quiet| match quiet.until {
            // The due time itself is never slept through.
            Some(until) => {
                threshold.at <= until && (now < until || threshold.at <= quiet.at) && threshold.side != Side::Due
            }
            // Before it was due nobody has agreed to its being late.
            None if threshold.side == Side::Late && self.due <= quiet.at => {
                let until = self
                    .times
                    .acknowledged
                    .map(|window| self.calendar.due(quiet.at, &window));
                threshold.at <= quiet.at || until.is_some_and(|until| threshold.at < until)
            }
            None => threshold.at <= quiet.at,
        })
    }

    /// A snooze that is over is a threshold of its own.
    fn after_snooze(&self, now: Moment) -> Option<Threshold> {
        let over = self
            .quiet
            .iter()
            .filter(|quiet| quiet.at <= now)
            .filter_map(|quiet| quiet.until)
            .filter(|until| *until <= now)
            .max()?;
        Some(Threshold {
            label: "snoozed".to_owned(),
            key: format!("snoozed until {}", over.format("%Y-%m-%dT%H:%MZ")),
            at: over,
            side: Side::Snoozed,
            since: Moment::MIN_UTC,
        })
    }

    /// How much a message at `now` may disturb.
    pub fn urgency(&self, now: Moment) -> Urgency {
        let urgent = self
            .times
            .urgent_within
            .map(|window| self.calendar.before(self.due, &window));
        if urgent.is_some_and(|from| from <= now) {
            Urgency::Critical
        } else if self.deadline.counts_hours || self.due <= now {
            Urgency::Normal
        } else {
            Urgency::Low
        }
    }

    /// Does it come with the others in the morning?
    pub fn waits_for_morning(&self) -> bool {
        !self.deadline.counts_hours
    }
}

/// The wishes to be left alone about this deadline that still hold: snoozes that are not over, and acknowledgements since
/// which nothing new has come up.
pub fn holding<'a>(deadline: &'a Deadline, policy: &Policy, now: Moment) -> Vec<&'a Quiet> {
    let snoozes = |quiet: &Quiet| quiet.until.is_some_and(|until| now < until);
    let is_silent = |quiet: &Quiet| {
        Plan::of_anybody(deadline, policy, &Person::named(&quiet.person))
            .is_some_and(|plan| plan.come_up(now).is_empty())
    };
    // Who has snoozed it as well is told again when that is over.
    let snoozed = |quiet: &Quiet| {
        let mut others = deadline.quiet.iter().filter(|other| other.person == quiet.person);
        others.any(snoozes)
    };
    let holds = |quiet: &&Quiet| snoozes(quiet) || quiet.until.is_none() && !snoozed(quiet) && is_silent(quiet);
    deadline.quiet.iter().filter(holds).collect()
}

/// So many windows one after the other.
fn times(window: Window, steps: u32) -> Option<Window> {
    match window {
        Window::Elapsed(minutes) => minutes.checked_mul(steps).map(Window::Elapsed),
        Window::Days(days) => days.checked_mul(steps).map(Window::Days),
        Window::BusinessHours(_) | Window::BusinessDays(_) | Window::Months(_) => None,
    }
}
