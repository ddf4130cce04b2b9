//! The one kind of thing that is due (DL-1): a name, what started it, when it is due, how it stands.
//!
//! Deadlines are derived from a subject's state and the policy that was in force when the clock
//! started; they are never stored as truth.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

pub use super::deadline_kind::DeadlineKind;
use super::reminder::quiet::Quiet;
use super::subject::Subject;
use crate::clock::Moment;
use crate::policy::Policy;
use crate::text::fold_name;

/// With less left than this, everybody should see a clock of hours, whoever sees to it.
pub const AT_HAND: TimeDelta = TimeDelta::hours(1);

/// How a deadline stands, apart from the time of day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Standing {
    /// Nothing has started its clock, or its window is not fixed.
    Pending,
    /// The clock runs; late once `due` lies behind.
    Running,
    /// Done in time.
    Met {
        /// The stated time of the fact that met it.
        at: Moment,
    },
    /// Done, but stated or entered after it was due.
    MetLate {
        /// The stated time.
        at: Moment,
        /// When it was entered.
        recorded_at: Moment,
        /// Why, where a reason was asked for.
        reason: Option<String>,
    },
    /// A person decided that it need not be met.
    Waived {
        /// When.
        at: Moment,
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
    /// What it hung on is gone.
    Cancelled {
        /// Why, in words.
        why: String,
    },
}

/// One deadline of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Whose deadline it is.
    pub subject: Subject,
    /// How the subject is called in its name: an incident's code, a vendor's name.
    pub label: String,
    /// Title of the subject, for people.
    pub title: String,
    /// What must be done.
    pub kind: DeadlineKind,
    /// For whom or by which duty, where there is more than one of the kind.
    pub who: Option<String>,
    /// Not 0 where one before it has its name already: `Acme GmbH` and `ACME-GmbH` are two customers. The number behind
    /// its name is one more than this.
    #[serde(skip)]
    pub twin: usize,
    /// Who must see to it; `None` is nobody yet.
    pub owner: Option<String>,
    /// What started the clock, and when.
    pub started_at: Option<Moment>,
    /// Names the clock it runs by: the same while its due time is only corrected, another when it starts anew.
    #[serde(skip)]
    pub clock: String,
    /// Who wants no reminders of it for now.
    #[serde(skip)]
    pub quiet: Vec<Quiet>,
    /// When it is due; `None` while pending.
    pub due_at: Option<Moment>,
    /// The window it was given, in words: `72 h`, `14 days`, `on renewal`.
    pub window: String,
    /// Does its rule count hours? Then screens keep counting in hours.
    pub counts_hours: bool,
    /// The requirement it comes from.
    pub requirement: String,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

impl Deadline {
    /// Its full name: `subject/kind[/who]`, lower case, no spaces (DL-1).
    pub fn name(&self) -> String {
        let key = self.key();
        match self.subject.kind {
            super::SubjectKind::Incident => format!("{}/{key}", self.label),
            _ => format!("{}/{key}", slug(&self.label)),
        }
    }

    /// Its name within its subject: `kind[/who]`.
    pub fn key(&self) -> String {
        match &self.who {
            Some(who) if self.twin > 0 => format!("{}/{}-{}", self.kind.key(), slug(who), self.twin + 1),
            Some(who) => format!("{}/{}", self.kind.key(), slug(who)),
            None => self.kind.key().to_owned(),
        }
    }

    /// Does this name within its subject, as typed, spell out whose it is: `notice/Acme GmbH`?
    pub fn is_spelled(&self, key: &str) -> bool {
        let (kind, who) = key.split_once('/').unwrap_or((key, ""));
        kind.eq_ignore_ascii_case(self.kind.key())
            && self.who.as_ref().is_some_and(|own| fold_name(own) == fold_name(who))
    }

    /// For whom or of what: a duty's name, a customer's name.
    pub fn object(&self, policy: &Policy) -> Option<String> {
        let who = self.who.as_ref()?;
        Some(match self.kind {
            DeadlineKind::Page => policy
                .duty(who)
                .map_or_else(|| who.clone(), crate::policy::DutyRule::short),
            DeadlineKind::Offboard => policy
                .offboarding_step(who)
                .map_or_else(|| who.clone(), |step| step.name.to_lowercase()),
            DeadlineKind::PolicyReview => policy
                .policy_review(who)
                .map_or_else(|| who.clone(), |review| review.name.clone()),
            DeadlineKind::TemplateReview => format!("template {who}"),
            _ => who.clone(),
        })
    }

    /// `respond to C90T`, `tell Acme GmbH, Q7K4`, `reassess Northstar DB`.
    pub fn phrase(&self, policy: &Policy) -> String {
        match self.object(policy) {
            _ if self.kind.is_period() => format!("notice of {} ends", self.label),
            Some(object) if self.kind.is_of_policies() => format!("{} {object}", self.kind.doing()),
            Some(object) => format!("{} {object}, {}", self.kind.doing(), self.label),
            None => format!("{} {}", self.kind.doing(), self.label),
        }
    }

    /// The same of several deadlines of one kind and subject, this one among them: `tell 3 customers, Q7K4`.
    pub fn phrase_of_several(&self, names: &[String]) -> String {
        let doing = self.kind.doing();
        match names {
            [one, other] if self.kind.is_of_policies() => format!("{doing} {one} and {other}"),
            all if self.kind.is_of_policies() => {
                format!("{doing} {} {}", all.len(), self.kind.objects())
            }
            [one, other] => format!("{doing} {one} and {other}, {}", self.label),
            all => format!("{doing} {} {}, {}", all.len(), self.kind.objects(), self.label),
        }
    }

    /// What to do, without saying of which incident: `page sponsor`, `tell Acme GmbH`, `respond`.
    pub fn what(&self, policy: &Policy) -> String {
        match self.object(policy) {
            Some(object) => format!("{} {object}", self.kind.doing()),
            None => self.kind.alone().to_owned(),
        }
    }

    /// Does it make no sense once the incident is closed (IR-6, IR-7)?
    pub fn ends_with_closing(&self) -> bool {
        matches!(self.kind, DeadlineKind::Page | DeadlineKind::Respond)
    }

    /// Does its clock run?
    pub fn is_running(&self) -> bool {
        self.standing == Standing::Running
    }

    /// Was it met late, and has nobody said why (DL-1)?
    pub fn is_unexplained(&self) -> bool {
        matches!(self.standing, Standing::MetLate { reason: None, .. })
    }

    /// Why it was met late, where it was and somebody has said so.
    pub fn late_reason(&self) -> Option<&str> {
        match &self.standing {
            Standing::MetLate { reason, .. } => reason.as_deref(),
            _ => None,
        }
    }

    /// What is asked until somebody says why it was met late.
    pub fn why_late(&self, policy: &Policy) -> String {
        let object = self.object(policy).unwrap_or_default();
        match self.kind {
            DeadlineKind::Page => format!("{object} paged late, why?"),
            DeadlineKind::Respond => "Response late, why?".to_owned(),
            DeadlineKind::Notice => format!("{object} told late, why?"),
            DeadlineKind::Obligation => format!("{object} submitted late, why?"),
            DeadlineKind::FollowUp => format!("{object} told again late, why?"),
            DeadlineKind::Update => "Update late, why?".to_owned(),
            DeadlineKind::Fix => "Repair late, why?".to_owned(),
            DeadlineKind::Review => "Review late, why?".to_owned(),
            DeadlineKind::Reassess => "Reassessed late, why?".to_owned(),

            DeadlineKind::Report => format!("{object} renewed late, why?"),
            DeadlineKind::Risk => format!("{object} decided late, why?"),
            DeadlineKind::Condition => format!("{object} met late, why?"),
            DeadlineKind::NoticePeriod => "Notice ended late, why?".to_owned(),
            DeadlineKind::Announce => format!("{object} told late, why?"),
            DeadlineKind::Objection => format!("{object} answered late, why?"),
            DeadlineKind::Offboard => format!("{object} done late, why?"),
            DeadlineKind::Revoke => format!("{object} revoked late, why?"),
            DeadlineKind::PolicyReview | DeadlineKind::TemplateReview => format!("{object} reviewed late, why?"),
        }
    }

    /// Is it a page that nobody has recorded yet, with a clock or without?
    pub fn is_open_page(&self) -> bool {
        self.kind == DeadlineKind::Page && matches!(self.standing, Standing::Running | Standing::Pending)
    }

    /// Is it a period that has run out? Then what it kept waiting may happen.
    pub fn is_over(&self, now: Moment) -> bool {
        self.kind.is_period() && self.is_running() && self.due_at.is_some_and(|due| due <= now)
    }

    /// Is it past due and not done?
    pub fn is_late(&self, now: Moment) -> bool {
        !self.kind.is_period() && self.is_running() && self.due_at.is_some_and(|due| due < now)
    }

    /// Does its clock, one of hours, run out within the hour at `now`, or has it?
    pub fn is_at_hand(&self, now: Moment) -> bool {
        self.is_running() && self.counts_hours && self.due_at.is_some_and(|due| due - now < AT_HAND)
    }

    /// The state in the words of DL-1, as seen at `now`.
    pub fn state_word(&self, now: Moment) -> &'static str {
        match &self.standing {
            Standing::Pending => "pending",
            Standing::Running if self.is_late(now) => "late",
            Standing::Running if self.is_over(now) => "met",
            Standing::Running => "running",
            Standing::Met { .. } => "met",
            Standing::MetLate { .. } => "met late",
            Standing::Waived { .. } => "waived",
            Standing::Cancelled { .. } => "cancelled",
        }
    }

    /// Would a fact stated at `stated` and entered at `recorded` meet it late (DL-1)?
    pub fn would_be_late(&self, stated: Moment, recorded: Moment) -> bool {
        !self.kind.is_period() && self.is_running() && self.due_at.is_some_and(|due| stated > due || recorded > due)
    }
}

/// Standing of a deadline that a fact has met.
pub fn met(due: Option<Moment>, at: Moment, recorded_at: Moment, reason: Option<&String>) -> Standing {
    match due {
        Some(due) if at > due || recorded_at > due => Standing::MetLate {
            at,
            recorded_at,
            reason: reason.cloned(),
        },
        _ => Standing::Met { at },
    }
}

/// A name as part of a deadline's name: lower case, words joined by hyphens; one of signs alone is `unnamed`.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for part in name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
    {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(part.chars().flat_map(char::to_lowercase));
    }
    if slug.is_empty() {
        "unnamed".clone_into(&mut slug);
    }
    slug
}
