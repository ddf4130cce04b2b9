//! The ways that are open to this process, in the order in which one stands in for another.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::clock::Moment;
use crate::domain::Subject;
use crate::domain::reminder::{Message, Urgency};
use crate::notify::{Channel, Unreached};

/// How long a way that is away is left alone: at first a minute, then twice as long each time, an hour at most. What fails
/// may have been heard all the same.
const AWAY: TimeDelta = TimeDelta::minutes(1);
const LONGEST: i32 = 60;

/// How a message reaches a person.
pub trait Way {
    /// Can it be reached now? Says what answers. Asked before anything is claimed, so that a way that is away keeps no
    /// reminder from others.
    fn reach(&mut self) -> Result<String, Unreached>;

    /// Shows a message, and says where; or why it could not.
    fn show(&mut self, message: &Message) -> Result<String, Unreached>;

    /// Takes down what is shown under this key; nothing where there is nothing.
    fn withdraw(&mut self, key: &str);
}

/// One way of this process.
pub struct OpenWay {
    /// Which it is.
    pub channel: Channel,
    /// From which urgency on it is used; it stands in for one that is away whatever the urgency.
    pub from: Urgency,
    /// The way itself.
    pub(super) way: Box<dyn Way + Send>,
    is_tried: bool,
    trouble: Option<String>,
    retry_at: Option<Moment>,
    /// How often in turn it has failed to show something.
    failures: u32,
    /// Of whom it has something left to say.
    pub(super) pending: BTreeSet<Subject>,
}

impl OpenWay {
    /// A way that nobody has tried yet.
    pub fn new(channel: Channel, from: Urgency, way: Box<dyn Way + Send>) -> Self {
        Self {
            channel,
            from,
            way,
            is_tried: false,
            trouble: None,
            retry_at: None,
            failures: 0,
            pending: BTreeSet::new(),
        }
    }

    /// Why it was away when it was last tried; `None`: it was not.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Says something on it here and now, claimed by nobody: a sample.
    pub fn say(&mut self, message: &Message) -> Result<String, Unreached> {
        self.way.reach()?;
        self.way.show(message)
    }

    /// Can it be reached now? Says what answers.
    pub fn try_reach(&mut self) -> Result<String, Unreached> {
        self.way.reach()
    }

    /// Is it left alone for now? A clock that went back does not make that longer.
    pub(super) fn rests(&self, now: Moment) -> bool {
        self.retry_at.is_some_and(|at| now < at && at - now <= self.rest())
    }

    /// When it is tried again for what it has left to say.
    pub(super) fn retry_at(&self) -> Option<Moment> {
        self.retry_at.filter(|_| !self.pending.is_empty())
    }

    /// Tries whether it can be reached, where nobody knows: at first, and each minute while it is away.
    pub(super) fn probe(&mut self, now: Moment) {
        let is_wanted = !self.is_tried || (self.trouble.is_some() && self.pending.is_empty());
        if is_wanted && !self.rests(now) {
            let reached = self.way.reach().map_err(|unreached| unreached.why);
            self.heard(reached, now);
        }
    }

    fn rest(&self) -> TimeDelta {
        let doubled = 1_i32.checked_shl(self.failures.saturating_sub(1)).unwrap_or(LONGEST);
        AWAY * doubled.clamp(1, LONGEST)
    }

    /// It has shown something, or failed to.
    pub(super) fn showed(&mut self, shown: Result<String, String>, now: Moment) {
        self.failures = if shown.is_ok() { 0 } else { (self.failures + 1).min(16) };
        self.heard(shown, now);
    }

    /// It was reached, or not.
    pub(super) fn heard(&mut self, reached: Result<String, String>, now: Moment) {
        self.is_tried = true;
        match reached {
            Ok(_) => (self.trouble, self.retry_at) = (None, None),
            Err(why) => (self.trouble, self.retry_at) = (Some(why), Some(now + self.rest())),
        }
    }
}
