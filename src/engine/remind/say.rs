//! Claim, show, record: the three steps of saying something on one way (DL-4).

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::dispatch::{Dispatcher, Round, Settling};
use super::owner::is_alive;
use crate::clock::Moment;
use crate::domain::Deadline;
use crate::domain::reminder::plan::{AHEAD, Threshold};
use crate::domain::reminder::words::{Item, messages};
use crate::domain::reminder::{Message, Person};
use crate::error::Failure;
use crate::notify::Channel;
use crate::store::Store;
use crate::store::reminders::{Addressee, Claim, Said, Saying, Slot};

/// How soon to look again where another process is about to say something.
const THEIRS: TimeDelta = TimeDelta::seconds(5);

/// What has come up of a deadline, and where which of it was shown.
pub(super) struct Unsaid {
    pub item: Item,
    /// Words of channels, and keys of thresholds.
    shown: BTreeSet<(String, String)>,
}

impl Unsaid {
    /// `said`: everything that was said to anybody of the deadline's subject.
    pub fn of(mut item: Item, said: &[Said], person: &Person, now: Moment) -> Self {
        let is_shown = |said: &&Said| {
            let threshold = item.thresholds.iter().find(|one| one.key == said.slot.threshold);
            said.saying == Saying::Shown
                && person.is(&said.to.person)
                && is_of(said, &item.deadline)
                && threshold.is_some_and(|one| one.was_said(said.said_at, now))
        };
        let shown: BTreeSet<(String, String)> = said
            .iter()
            .filter(is_shown)
            .map(|said| (said.to.channel.clone(), said.slot.threshold.clone()))
            .collect();
        item.heard = shown.iter().map(|(_, key)| key.clone()).collect();
        Self { item, shown }
    }

    /// Was the person told of all of it, on whatever way?
    fn was_heard(&self) -> bool {
        let mut thresholds = self.item.thresholds.iter();
        thresholds.all(|one| self.item.heard.contains(&one.key))
    }

    /// The item with those of its thresholds that were not shown on this channel; `None`: there are none.
    pub fn on(&self, channel: Channel) -> Option<Item> {
        let is_unsaid = |one: &&Threshold| !self.shown.contains(&(channel.word().to_owned(), one.key.clone()));
        let thresholds: Vec<Threshold> = self.item.thresholds.iter().filter(is_unsaid).cloned().collect();
        (!thresholds.is_empty()).then(|| Item {
            thresholds,
            ..self.item.clone()
        })
    }
}

/// An item that is ours to say, with the rows of its thresholds.
struct Claimed {
    item: Item,
    ids: Vec<i64>,
}

/// Items that are ours to say, and those that another process is about to say.
struct Claims {
    ours: Vec<Claimed>,
    theirs: Vec<Item>,
}

impl Dispatcher {
    /// Says items on every way; false where another process has yet to say something.
    pub(super) fn say(
        &mut self,
        store: &mut Store,
        items: &[Unsaid],
        now: Moment,
        round: &mut Round,
    ) -> Result<bool, Failure> {
        let mut is_all_said = true;
        // What one way could not say, the next one says, however urgent it is.
        let mut handed_on = BTreeSet::new();
        let was_heard = items.iter().filter(|one| one.was_heard());
        let mut heard: BTreeSet<String> = was_heard.map(|one| one.item.deadline.name()).collect();
        for place in 0..self.ways.len() {
            let from = self.ways[place].from;
            let stands_in = |name: &String| handed_on.contains(name) && !heard.contains(name);
            let wanted = |one: &Unsaid| one.item.urgency >= from || stands_in(&one.item.deadline.name());
            let (said, left) = self.say_on(store, place, items, &wanted, now, round, &mut is_all_said)?;
            heard.extend(said);
            handed_on.extend(left);
        }
        // Where none of those after it was there, one of those before it may be.
        handed_on.retain(|name| !heard.contains(name));
        for place in 0..self.ways.len() {
            let from = self.ways[place].from;
            let wanted = |one: &Unsaid| one.item.urgency < from && handed_on.contains(&one.item.deadline.name());
            let (said, _) = self.say_on(store, place, items, &wanted, now, round, &mut is_all_said)?;
            handed_on.retain(|name| !said.contains(name));
        }
        Ok(is_all_said)
    }

    /// Says what is wanted on one way; the names of the deadlines that were said, and of those that were not.
    #[expect(clippy::too_many_arguments, reason = "one step of a round, with all of the round")]
    fn say_on(
        &mut self,
        store: &mut Store,
        place: usize,
        items: &[Unsaid],
        wanted: &dyn Fn(&Unsaid) -> bool,
        now: Moment,
        round: &mut Round,
        is_all_said: &mut bool,
    ) -> Result<(BTreeSet<String>, BTreeSet<String>), Failure> {
        let channel = self.ways[place].channel;
        let unsaid = items.iter().filter(|one| wanted(one)).filter_map(|one| one.on(channel));
        let unsaid: Vec<Item> = unsaid.collect();
        if unsaid.is_empty() {
            return Ok((BTreeSet::new(), BTreeSet::new()));
        }
        let left = self.try_on(store, place, &unsaid, now, round, is_all_said)?;
        for item in &left {
            self.ways[place].pending.insert(item.deadline.subject.clone());
        }
        let left: BTreeSet<String> = left.iter().map(|item| item.deadline.name()).collect();
        let said = unsaid.iter().map(|item| item.deadline.name());
        Ok((said.filter(|name| !left.contains(name)).collect(), left))
    }

    fn addressee(&self, place: usize) -> Addressee {
        Addressee {
            person: self.person.name().to_owned(),
            channel: self.ways[place].channel.word().to_owned(),
        }
    }

    /// Says items on one way; returns those that it could not say.
    fn try_on(
        &mut self,
        store: &mut Store,
        place: usize,
        items: &[Item],
        now: Moment,
        round: &mut Round,
        is_all_said: &mut bool,
    ) -> Result<Vec<Item>, Failure> {
        if self.ways[place].rests(now) {
            return Ok(items.to_vec());
        }
        if let Err(unreached) = self.ways[place].way.reach() {
            self.give_up(store, place, items, &unreached.why, now)?;
            round.failed.push((self.ways[place].channel, unreached.why));
            return Ok(items.to_vec());
        }
        let claims = self.claim(store, place, items, now)?;
        for item in &claims.theirs {
            *is_all_said = false;
            self.agenda.again(&item.deadline.subject, now + THEIRS);
        }
        let mut left = Vec::new();
        // A way that fails fails for the rest too: nobody waits for a hung one once a message.
        let mut failed: Option<String> = None;
        for (message, places) in self.worded(store, &claims.ours, now) {
            let ids: Vec<i64> = places
                .iter()
                .flat_map(|place| claims.ours[*place].ids.clone())
                .collect();
            let way = &mut self.ways[place];
            let shown = match &failed {
                None => way.way.show(&message).map_err(|unreached| unreached.why),
                Some(why) => Err(why.clone()),
            };
            match shown {
                Ok(shown) => {
                    way.showed(Ok(shown.clone()), now);
                    round.said.push((way.channel, message.clone()));
                    self.unsettled.push(Settling {
                        ids,
                        words: message.title,
                        outcome: shown,
                    });
                    self.settle_left(store, now)?;
                }
                Err(why) => {
                    if failed.is_none() {
                        way.showed(Err(why.clone()), now);
                        round.failed.push((way.channel, why.clone()));
                    }
                    store.settle_reminders(&ids, Saying::Failed, &message.title, &why, now)?;
                    left.extend(places.iter().map(|place| claims.ours[*place].item.clone()));
                    failed = Some(why);
                }
            }
        }
        Ok(left)
    }

    /// Records what was said. Where that fails it is tried again before anything else: what was said is not said twice
    /// because the disk was full.
    pub(super) fn settle_left(&mut self, store: &mut Store, now: Moment) -> Result<(), Failure> {
        while let Some(last) = self.unsettled.last() {
            store.settle_reminders(&last.ids, Saying::Shown, &last.words, &last.outcome, now)?;
            self.unsettled.pop();
        }
        Ok(())
    }

    /// Notes once of each reminder that its way is away: a machine without a desktop would write for ever.
    fn give_up(
        &mut self,
        store: &mut Store,
        place: usize,
        items: &[Item],
        why: &str,
        now: Moment,
    ) -> Result<(), Failure> {
        self.ways[place].heard(Err(why.to_owned()), now);
        let to = self.addressee(place);
        let mut news = Vec::new();
        for item in items {
            let known = store.said_of(&item.deadline.subject)?;
            let is_known = |one: &Threshold| {
                let same = known.iter().find(|said| {
                    said.slot.threshold == one.key
                        && said.to.channel == to.channel
                        && self.person.is(&said.to.person)
                        && is_of(said, &item.deadline)
                });
                same.is_some_and(|said| said.outcome == why)
            };
            if !item.thresholds.iter().all(is_known) {
                news.push(item.clone());
            }
        }
        if news.is_empty() {
            return Ok(());
        }
        let claims = self.claim(store, place, &news, now)?;
        for (message, places) in self.worded(store, &claims.ours, now) {
            let ids: Vec<i64> = places
                .iter()
                .flat_map(|place| claims.ours[*place].ids.clone())
                .collect();
            store.settle_reminders(&ids, Saying::Failed, &message.title, why, now)?;
        }
        Ok(())
    }

    fn claim(&self, store: &mut Store, place: usize, items: &[Item], now: Moment) -> Result<Claims, Failure> {
        let to = self.addressee(place);
        let slots: Vec<Slot> = items.iter().flat_map(|item| slots(item, now)).collect();
        let mut claims = store
            .claim_reminders(&slots, &to, self.owner.name(), &is_alive, now)?
            .into_iter();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for item in items {
            let (mut ids, mut thresholds, mut is_theirs) = (Vec::new(), Vec::new(), false);
            for (threshold, claim) in item.thresholds.iter().zip(claims.by_ref()) {
                match claim {
                    Claim::Ours(id) => {
                        ids.push(id);
                        thresholds.push(threshold.clone());
                    }
                    Claim::Theirs => is_theirs = true,
                    Claim::Shown => {}
                }
            }
            if is_theirs {
                theirs.push(item.clone());
            }
            if !ids.is_empty() {
                let item = Item {
                    thresholds,
                    ..item.clone()
                };
                ours.push(Claimed { item, ids });
            }
        }
        Ok(Claims { ours, theirs })
    }

    /// Messages with the places of the claimed items that each is about.
    fn worded(&self, store: &Store, claimed: &[Claimed], now: Moment) -> Vec<(Message, Vec<usize>)> {
        let items: Vec<Item> = claimed.iter().map(|claimed| claimed.item.clone()).collect();
        messages(&items, self.reading(store, now))
    }
}

fn is_of(said: &Said, deadline: &Deadline) -> bool {
    said.slot.clock == deadline.clock && said.slot.deadline == deadline.key()
}

/// What is claimed of an item.
fn slots(item: &Item, now: Moment) -> Vec<Slot> {
    let deadline = &item.deadline;
    let slot = |threshold: &Threshold| Slot {
        subject: deadline.subject.clone(),
        deadline: deadline.key(),
        clock: deadline.clock.clone(),
        threshold: threshold.key.clone(),
        name: deadline.name(),
        due_at: deadline.due_at.unwrap_or(threshold.at),
        came_up_at: threshold.at,
        since: threshold.since,
        until: now + AHEAD,
    };
    item.thresholds.iter().map(slot).collect()
}
