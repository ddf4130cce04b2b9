//! One look at what has come up: who is told what, on which way, once.

use std::collections::{BTreeMap, BTreeSet};

use super::agenda::Agenda;
use super::owner::Owner;
use super::say::Unsaid;
use super::ways::OpenWay;
use crate::clock::{Moment, Zone};
use crate::domain::reminder::plan::{Plan, Side, Threshold};
use crate::domain::reminder::words::{Item, Reading, messages};
use crate::domain::reminder::{Message, MessageKind, Person};
use crate::domain::{Deadline, Subject};
use crate::engine::views::deadlines;
use crate::error::Failure;
use crate::notify::Channel;
use crate::store::Store;

/// Who is told, and against what times are read.
#[derive(Debug, Clone)]
pub struct Listener {
    /// The person this process runs for.
    pub person: String,
    /// Only what they own themselves, not what nobody owns.
    pub only_mine: bool,
    /// Their zone.
    pub zone: Zone,
}

/// Says what has come up, on the ways of this process.
pub struct Dispatcher {
    pub(super) agenda: Agenda,
    pub(super) ways: Vec<OpenWay>,
    pub(super) listener: Listener,
    pub(super) owner: Owner,
    /// What a screen of this process has shown already; `None` where there is no screen.
    signed: Option<BTreeSet<(String, String)>>,
    /// The opening of the business whose digest has been said.
    morning: Option<Moment>,
    /// When it was looked last.
    pub(super) looked_at: Option<Moment>,
    /// The person, by every name.
    pub(super) person: Person,
    /// What was said and could not be recorded yet.
    pub(super) unsettled: Vec<Settling>,
    /// Messages that stand somewhere, by their keys.
    standing: BTreeMap<String, Standing>,
}

/// A message that stands somewhere until it is taken down.
#[derive(Debug)]
struct Standing {
    said_at: Moment,
    /// Subjects and full names of the deadlines it is about.
    about: BTreeSet<(Subject, String)>,
}

/// What is to be recorded of claims.
#[derive(Debug, Clone)]
pub(super) struct Settling {
    pub ids: Vec<i64>,
    pub words: String,
    pub outcome: String,
}

/// What has come up and was not said, or not shown on this screen.
#[derive(Default)]
struct Up {
    unsaid: Vec<Unsaid>,
    signs: Vec<Item>,
    /// Names of deadlines with their clocks, and keys of thresholds, that count as shown once the look has succeeded.
    signed: Vec<(String, String)>,
}

/// What one look came to.
#[derive(Debug, Default)]
pub struct Round {
    /// What was said, and on which way.
    pub said: Vec<(Channel, Message)>,
    /// On which way something could not be said, and why.
    pub failed: Vec<(Channel, String)>,
    /// What a screen shows, whoever says it elsewhere.
    pub signs: Vec<Message>,
    /// Another process is about to say something.
    pub is_left_to_others: bool,
}

impl Dispatcher {
    /// For one person, on these ways; `has_screen`: signs are wanted too.
    pub fn new(listener: Listener, ways: Vec<OpenWay>, has_screen: bool) -> Self {
        Self {
            agenda: Agenda::default(),
            person: Person::named(&listener.person),
            ways,
            listener,
            owner: Owner::this(),
            signed: has_screen.then(BTreeSet::new),
            morning: None,
            looked_at: None,
            unsettled: Vec::new(),
            standing: BTreeMap::new(),
        }
    }

    /// The person goes by another name from now on.
    pub fn become_named(&mut self, name: &str) {
        name.clone_into(&mut self.listener.person);
        self.look_anew();
    }

    /// Forgets what is to be looked at when: the next look sees everything.
    pub fn look_anew(&mut self) {
        self.agenda = Agenda::default();
    }

    /// Forgets everything but the ways: another store was put in the place of the one before.
    pub fn start_over(&mut self) {
        self.look_anew();
        (self.morning, self.looked_at) = (None, None);
        self.unsettled.clear();
        self.standing.clear();
        for way in &mut self.ways {
            way.pending.clear();
        }
    }

    /// It was looked a moment ago, if by others: nothing is said of having been away.
    pub fn has_looked(&mut self, now: Moment) {
        self.looked_at = Some(now);
    }

    /// The ways, with what was wrong with each when it was last tried.
    pub fn ways(&self) -> &[OpenWay] {
        &self.ways
    }

    /// Tries the ways of which nobody knows whether they work.
    pub fn probe(&mut self, now: Moment) {
        for way in &mut self.ways {
            way.probe(now);
        }
    }

    /// When something comes up next, or is tried again.
    pub fn wakes_at(&mut self) -> Option<Moment> {
        let retry = self.ways.iter().filter_map(OpenWay::retry_at).min();
        [self.agenda.earliest(), retry].into_iter().flatten().min()
    }

    /// Is it worth a round? `has_changed`: something was written since the last one.
    pub fn is_due(&mut self, now: Moment, has_changed: bool) -> bool {
        has_changed
            || !self.unsettled.is_empty()
            || self.agenda.is_due(now)
            || self.wakes_at().is_some_and(|at| at <= now)
    }

    /// Looks at what has come up and says what nobody has said yet.
    ///
    /// Fails where the store cannot be read or written; then the next round looks at everything anew.
    pub fn round(&mut self, store: &mut Store, now: Moment) -> Result<Round, Failure> {
        let round = self.try_round(store, now);
        if round.is_err() {
            self.look_anew();
        }
        round
    }

    fn try_round(&mut self, store: &mut Store, now: Moment) -> Result<Round, Failure> {
        self.settle_left(store, now)?;
        self.agenda.catch_up(store, now)?;
        self.person = store.person(&self.listener.person)?;
        let again = self.try_again(now);
        let up = self.come_up(store, &again, now)?;
        let words = messages(&up.signs, self.reading(store, now));
        let mut round = Round {
            signs: words.into_iter().map(|(message, _)| message).collect(),
            ..Round::default()
        };
        let is_all_said = self.say(store, &up.unsaid, now, &mut round)?;
        round.is_left_to_others = !is_all_said;
        if let Some(signed) = &mut self.signed {
            signed.extend(up.signed);
        }
        for (_, message) in &round.said {
            self.stands(message, &up.unsaid, now);
        }
        let opening = store.book().current().calendar.opened_at(now);
        if is_all_said && opening.is_some() {
            self.morning = opening;
        }
        self.looked_at = Some(now);
        Ok(round)
    }

    /// Ways that were away and are back say what they had left to say.
    fn try_again(&mut self, now: Moment) -> BTreeSet<Subject> {
        let mut again = BTreeSet::new();
        for way in &mut self.ways {
            if way.pending.is_empty() || way.rests(now) {
                continue;
            }
            let reached = way.way.reach().map_err(|unreached| unreached.why);
            if reached.is_ok() {
                again.append(&mut way.pending);
            }
            way.heard(reached, now);
        }
        for subject in &again {
            self.agenda.set(subject, Some(now));
        }
        again
    }

    /// Every deadline of which something has come up that was not said or shown yet; notes when to look at each again. What
    /// was said is dropped at once: of ten thousand vendors a morning is about a few.
    fn come_up(&mut self, store: &Store, again: &BTreeSet<Subject>, now: Moment) -> Result<Up, Failure> {
        let policy = store.book().current();
        // Day clocks are said together at the opening; what comes into being later in the day waits for the next one.
        let opening = policy.calendar.opened_at(now);
        let is_morning = opening.is_some() && opening != self.morning;
        let mut up = Up::default();
        for subject in self.agenda.ready(now) {
            let mut next = None;
            let state = store.snapshot(&subject)?.map(|snapshot| snapshot.state);
            let all = match &state {
                Some(state) => deadlines(store, state)?,
                None => Vec::new(),
            };
            self.withdraw(&subject, &all, now);
            let mut said = None;
            for deadline in all {
                let own = Plan::of(&deadline, policy, &self.person, self.listener.only_mine);
                let is_others = own.is_none();
                // Somebody whom no machine reminds would be reached by nobody: every screen shows it.
                let others =
                    || Plan::of_anybody(&deadline, policy, &self.person).filter(|_| self.shows_others(&deadline));
                let Some(plan) = own.or_else(others) else {
                    continue;
                };
                next = [next, plan.next(now)].into_iter().flatten().min();
                let mut thresholds = plan.come_up(now);
                let (urgency, waits_for_morning) = (plan.urgency(now), plan.waits_for_morning());
                if waits_for_morning && !is_morning && !again.contains(&subject) {
                    thresholds.retain(|one| one.side == Side::Snoozed);
                }
                if is_others {
                    // Once it is late the header goes on saying so.
                    thresholds.retain(|one| one.side != Side::Late && deadline.is_at_hand(one.at));
                }
                if thresholds.is_empty() {
                    continue;
                }
                let item = Item {
                    deadline,
                    thresholds,
                    heard: BTreeSet::new(),
                    urgency,
                    waits_for_morning,
                    is_others,
                };
                self.sign(&item, &mut up);
                // A sign is nobody's message: it is never claimed.
                if is_others {
                    continue;
                }
                let said = match &mut said {
                    Some(said) => said,
                    none => none.insert(store.said_of(&subject)?),
                };
                let unsaid = Unsaid::of(item, said, &self.person, now);
                if self
                    .ways
                    .iter()
                    .any(|way| unsaid.item.urgency >= way.from && unsaid.on(way.channel).is_some())
                {
                    up.unsaid.push(unsaid);
                }
            }
            self.agenda.set(&subject, next);
        }
        Ok(up)
    }

    /// Does a screen of this process show it, though another person sees to it?
    fn shows_others(&self, deadline: &Deadline) -> bool {
        self.signed.is_some() && !self.listener.only_mine && deadline.owner.is_some() && deadline.counts_hours
    }

    /// What of it this screen has not shown yet. What had come up before it opened stands on it anyway.
    fn sign(&self, item: &Item, up: &mut Up) {
        let Some(signed) = &self.signed else { return };
        let name = format!("{} {}", item.deadline.name(), item.deadline.clock);
        let key = |one: &Threshold| (name.clone(), one.key.clone());
        let thresholds = item.thresholds.iter().filter(|one| !signed.contains(&key(one)));
        let thresholds: Vec<Threshold> = thresholds.cloned().collect();
        up.signed.extend(thresholds.iter().map(key));
        if !thresholds.is_empty() && self.looked_at.is_some() {
            up.signs.push(Item {
                thresholds,
                ..item.clone()
            });
        }
    }

    /// Notes that a message stands somewhere, so that it can be taken down.
    fn stands(&mut self, message: &Message, items: &[Unsaid], now: Moment) {
        if message.kind != MessageKind::Reminder {
            return;
        }
        let about = items.iter().map(|unsaid| &unsaid.item.deadline);
        let about = about.filter(|deadline| message.is_about(&deadline.name()));
        let about = about
            .map(|deadline| (deadline.subject.clone(), deadline.name()))
            .collect();
        let standing = Standing { said_at: now, about };
        self.standing.insert(message.key.clone(), standing);
    }

    /// Takes down messages about deadlines of this subject that nobody need see any more: met, waived, acknowledged.
    fn withdraw(&mut self, subject: &Subject, deadlines: &[Deadline], now: Moment) {
        let person = &self.person;
        let is_heard = |deadline: &Deadline, said_at: Moment| {
            let mut theirs = deadline.quiet.iter().filter(|wish| person.is(&wish.person));
            theirs.any(|wish| (said_at..=now).contains(&wish.at))
        };
        let is_theirs = |deadline: &Deadline| deadline.owner.as_deref().is_none_or(|owner| person.is(owner));
        let speaks = |name: &str, said_at: Moment| {
            let one = deadlines.iter().find(|one| one.name() == name);
            one.is_some_and(|one| one.is_running() && is_theirs(one) && !is_heard(one, said_at))
        };
        let is_over = |standing: &Standing| {
            standing.about.iter().any(|(of, _)| of == subject)
                && !standing.about.iter().any(|(_, name)| speaks(name, standing.said_at))
        };
        let over: Vec<String> = self
            .standing
            .iter()
            .filter(|(_, standing)| is_over(standing))
            .map(|(key, _)| key.clone())
            .collect();
        for key in over {
            self.standing.remove(&key);
            for way in &mut self.ways {
                way.way.withdraw(&key);
            }
        }
    }

    pub(super) fn reading<'a>(&'a self, store: &'a Store, now: Moment) -> Reading<'a> {
        Reading {
            now,
            looked_at: self.looked_at,
            zone: self.listener.zone,
            policy: store.book().current(),
            person: self.person.name(),
        }
    }
}
