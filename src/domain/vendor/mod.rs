//! A vendor: what is known of it, and when it must be reassessed (VM-1 to VM-4).

pub mod decide;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::deadline::{Deadline, DeadlineKind, Standing, met};
use super::fact::{Body, Envelope, Fact, Recorded, VendorDetails};
use super::incident::state::Waiver;
use super::policy_book::PolicyBook;
use super::reminder::quiet::Quieted;
use super::subject::{Subject, SubjectKind};
use crate::clock::Moment;
use crate::policy::{Reassess, Window};

/// State of one vendor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vendor {
    /// Id of the subject.
    pub id: String,
    /// What the register says.
    pub details: VendorDetails,
    /// When it entered the register.
    pub added_at: Moment,
    /// Digest of the policy in force when the running clock started.
    pub policy: String,
    /// The day the running clock started on, where nothing was assessed yet.
    pub since: Moment,
    /// The last reassessment that was recorded here, and why it was late if it was.
    pub reassessed: Option<Reassessed>,
    /// Waived deadlines, by their key and due day.
    pub waived: BTreeMap<String, Waiver>,
    /// Who wants no reminders for now.
    #[serde(default, skip_serializing_if = "Quieted::is_empty")]
    pub quiet: Quieted,
    /// Acts that were taken back.
    pub undone: BTreeSet<(String, u64)>,
    /// Facts this version cannot read.
    pub unknown: u32,
    /// Its entry was taken back.
    pub void: bool,
}

/// A recorded reassessment and the due time it met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reassessed {
    /// The day it was done.
    pub on: NaiveDate,
    /// When it was entered.
    pub recorded_at: Moment,
    /// Who entered it.
    pub who: String,
    /// A word about it.
    pub note: Option<String>,
    /// Why it was late.
    pub reason: Option<String>,
    /// The clock it met.
    pub before: VendorClock,
}

/// What a reassessment's due time follows from (DL-2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorClock {
    /// Key of the tier.
    pub tier: String,
    /// Digest of the policy in force when it started.
    pub policy: String,
    /// The assessment before.
    pub last_assessed: Option<NaiveDate>,
    /// The renewal.
    pub renewal: Option<NaiveDate>,
}

impl VendorClock {
    /// Its name for reminders: another tier or date is another clock.
    fn name(&self) -> String {
        let day = |day: Option<NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        format!("{} {} {}", self.tier, day(self.last_assessed), day(self.renewal))
    }
}

impl Vendor {
    /// The state right after the fact that brought it into being.
    pub fn begin(recorded: &Recorded) -> Option<Self> {
        let Body::Known(Fact::VendorAdded(fact)) = &recorded.body else {
            return None;
        };
        let envelope = &recorded.envelope;
        Some(Self {
            id: envelope.subject.id.clone(),
            details: fact.details.clone(),
            added_at: envelope.recorded_at,
            policy: envelope.policy.clone(),
            since: envelope.recorded_at,
            reassessed: None,
            waived: BTreeMap::new(),
            quiet: Quieted::default(),
            undone: BTreeSet::new(),
            unknown: 0,
            void: false,
        })
    }

    /// Takes one more fact into account.
    pub fn apply(&mut self, recorded: &Recorded) {
        let envelope = &recorded.envelope;
        match &recorded.body {
            Body::Known(Fact::VendorChanged(fact)) => {
                let before = self.clock();
                self.details = fact.details.clone();
                // Another tier or another date is another clock.
                if self.clock() != before {
                    self.policy.clone_from(&envelope.policy);
                    self.waived.clear();
                }
            }
            Body::Known(Fact::VendorReassessed(fact)) => self.reassess(envelope, fact),
            Body::Known(Fact::DeadlineWaived(fact)) => {
                self.waived.insert(
                    fact.deadline.clone(),
                    Waiver {
                        at: envelope.happened_at,
                        who: envelope.who.name.clone(),
                        reason: fact.reason.clone(),
                    },
                );
            }
            Body::Known(fact @ (Fact::ReminderAcknowledged(_) | Fact::ReminderSnoozed(_))) => {
                self.quiet.note(envelope, fact);
            }
            Body::Known(Fact::Undone(fact)) => {
                self.undone.insert((fact.series.clone(), fact.act));
            }
            Body::Unknown { .. } => self.unknown += 1,
            Body::Known(_) | Body::Expunged => {}
        }
    }

    fn reassess(&mut self, envelope: &Envelope, fact: &super::fact::VendorReassessed) {
        self.reassessed = Some(Reassessed {
            on: fact.on,
            recorded_at: envelope.recorded_at,
            who: envelope.who.name.clone(),
            note: fact.note.clone(),
            reason: fact.reason.clone(),
            before: self.clock(),
        });
        self.details.last_assessed = Some(fact.on);
        if fact.renewal.is_some() {
            self.details.renewal = fact.renewal;
        }
        self.policy.clone_from(&envelope.policy);
        self.since = envelope.recorded_at;
        self.waived.clear();
    }

    /// The subject it is.
    pub fn subject(&self) -> Subject {
        Subject::new(SubjectKind::Vendor, self.id.clone())
    }

    /// The clock that runs now.
    fn clock(&self) -> VendorClock {
        VendorClock {
            tier: self.details.tier.clone(),
            policy: self.policy.clone(),
            last_assessed: self.details.last_assessed,
            renewal: self.details.renewal,
        }
    }

    /// Its deadlines: the next reassessment, and the last one as it was met.
    pub fn deadlines(&self, book: &PolicyBook) -> Vec<Deadline> {
        if self.void {
            return Vec::new();
        }
        let mut deadlines = Vec::new();
        if let Some(done) = &self.reassessed {
            let mut past = self.reassessment(book, &done.before);
            let at = book
                .get(&done.before.policy)
                .calendar
                .end_of_day(done.on)
                .min(done.recorded_at);
            past.standing = met(past.due_at, at, done.recorded_at, done.reason.as_ref());
            deadlines.push(past);
        }
        let mut next = self.reassessment(book, &self.clock());
        if next.is_running()
            && let Some(waiver) = self.waived.get(&next.key())
        {
            next.standing = Standing::Waived {
                at: waiver.at,
                by: waiver.who.clone(),
                reason: waiver.reason.clone(),
            };
        }
        next.quiet = self.quiet.of(&next.key(), &next.clock);
        deadlines.push(next);
        deadlines
    }

    /// The reassessment that this clock leads to, by the tier's rule (VM-2 to VM-4).
    fn reassessment(&self, book: &PolicyBook, clock: &VendorClock) -> Deadline {
        let policy = book.get(&clock.policy);
        let calendar = &policy.calendar;
        let mut deadline = Deadline {
            subject: self.subject(),
            label: self.details.name.clone(),
            title: self.details.name.clone(),
            kind: DeadlineKind::Reassess,
            who: None,
            twin: 0,
            owner: self.details.owner.as_ref().map(|owner| owner.name.clone()),
            started_at: None,
            clock: clock.name(),
            quiet: Vec::new(),
            due_at: None,
            window: String::new(),
            counts_hours: false,
            requirement: requirement(&clock.tier).to_owned(),
            standing: Standing::Pending,
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
        deadline
    }

    /// A vendor that was never assessed is due one interval after it entered the register.
    fn interval(
        &self,
        calendar: &crate::policy::Calendar,
        last: Option<NaiveDate>,
        window: Window,
    ) -> (Moment, Moment) {
        if let Some(day) = last {
            (calendar.end_of_day(day), calendar.due_from_date(day, &window))
        } else {
            let day = calendar.local(self.added_at).date_naive();
            (self.added_at, calendar.due_from_date(day, &window))
        }
    }
}

fn requirement(tier: &str) -> &'static str {
    match tier {
        "important" => "VM-3",
        "standard" => "VM-4",
        _ => "VM-2",
    }
}
