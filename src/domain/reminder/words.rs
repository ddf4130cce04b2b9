//! From what has come up to messages: one a deadline, one for several that say the same, one for the whole morning.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::message::{About, Message, MessageKind, Urgency};
use super::plan::{Side, Threshold};
use crate::clock::{Moment, Zone, countdown, full, zone_name};
use crate::domain::{Deadline, SubjectKind};
use crate::policy::Policy;
use crate::text::one_line;

/// A deadline that is to be said, and why now.
#[derive(Debug, Clone)]
pub struct Item {
    /// The deadline.
    pub deadline: Deadline,
    /// The thresholds that nobody has said yet, the oldest first; never empty.
    pub thresholds: Vec<Threshold>,
    /// Keys of those that the person was told of on any way.
    pub heard: BTreeSet<String>,
    /// How much it may disturb.
    pub urgency: Urgency,
    /// Does it come with the others in the morning?
    pub waits_for_morning: bool,
    /// Another person sees to it: who hears of it is told whose it is.
    pub is_others: bool,
}

impl Item {
    /// `, for ana` behind what another person sees to.
    fn for_whom(&self) -> String {
        match &self.deadline.owner {
            Some(owner) if self.is_others => format!(", for {owner}"),
            _ => String::new(),
        }
    }
}

/// Against what times are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The moment.
    pub now: Moment,
    /// When it was looked last; `None`: nobody has been looking.
    pub looked_at: Option<Moment>,
    /// The person's zone.
    pub zone: Zone,
    /// The policy in force.
    pub policy: &'a Policy,
    /// Who is told.
    pub person: &'a str,
}

/// How many deadlines a digest lists, and how many it carries for a command.
const LISTED: usize = 8;
const CARRIED: usize = 100;
/// From how late on a message says that nobody was there when its time came.
const AWAY: TimeDelta = TimeDelta::minutes(5);

/// Puts items into as few messages as say it: day clocks into one, hour clocks of one incident that run out together
/// into one, every other into its own. Each message comes with the places of its items.
pub fn messages(items: &[Item], reading: Reading) -> Vec<(Message, Vec<usize>)> {
    let mut groups: BTreeMap<(bool, String, Option<Moment>), Vec<usize>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        let deadline = &item.deadline;
        let group = if item.waits_for_morning {
            (true, String::new(), None)
        } else {
            let label = format!("{}/{}", deadline.label, deadline.kind.key());
            (false, label, deadline.due_at)
        };
        groups.entry(group).or_default().push(place);
    }
    let message = |mut places: Vec<usize>| {
        places.sort_by_key(|place| (items[*place].deadline.due_at, items[*place].deadline.name()));
        let items: Vec<&Item> = places.iter().map(|place| &items[*place]).collect();
        let message = match items.as_slice() {
            [one] => single(one, reading),
            [first, ..] if !first.waits_for_morning => together(&items, reading),
            all => digest(all, reading),
        };
        (message, places)
    };
    groups.into_values().map(message).collect()
}

fn about(item: &Item, reading: Reading) -> About {
    let deadline = &item.deadline;
    About {
        deadline: deadline.name(),
        label: deadline.label.clone(),
        title: deadline.title.clone(),
        threshold: item.thresholds.last().map(|one| one.label.clone()).unwrap_or_default(),
        due_at: deadline.due_at.unwrap_or(reading.now),
        is_late: deadline.is_late(reading.now),
        requirement: deadline.requirement.clone(),
    }
}

/// A digest carries the beginning: what it is about is answered one by one.
fn message(items: &[&Item], kind: MessageKind, key: String, title: &str, body: &[String], reading: Reading) -> Message {
    let carried = if kind == MessageKind::Digest {
        CARRIED
    } else {
        items.len()
    };
    Message {
        key,
        kind,
        urgency: items.iter().map(|item| item.urgency).max().unwrap_or(Urgency::Low),
        person: reading.person.to_owned(),
        title: one_line(title).into_owned(),
        body: body.iter().map(|line| one_line(line)).collect::<Vec<_>>().join("\n"),
        about: items.iter().take(carried).map(|item| about(item, reading)).collect(),
        more: items.len().saturating_sub(carried),
    }
}

fn single(item: &Item, reading: Reading) -> Message {
    let deadline = &item.deadline;
    let title = format!(
        "{}: {}{}",
        left(item, reading),
        deadline.phrase(reading.policy),
        item.for_whom()
    );
    let mut body = Vec::new();
    if deadline.subject.kind == SubjectKind::Incident {
        body.push(deadline.title.clone());
    }
    body.extend(when(deadline, reading));
    body.extend(away(item, reading));
    message(&[item], MessageKind::Reminder, deadline.name(), &title, &body, reading)
}

/// Several deadlines of one incident with the same clock: `8 h left: tell 3 customers, Q7K4`.
fn together(items: &[&Item], reading: Reading) -> Message {
    let first = items[0];
    let deadline = &first.deadline;
    let names: Vec<String> = items
        .iter()
        .filter_map(|item| item.deadline.object(reading.policy))
        .collect();
    let title = format!(
        "{}: {}{}",
        left(first, reading),
        deadline.phrase_of_several(&names),
        first.for_whom()
    );
    let mut body = vec![deadline.title.clone(), listed(&names)];
    body.extend(when(deadline, reading));
    body.extend(away(first, reading));
    // Those of one kind that run out at another time are another message.
    let due = deadline.due_at.map(|due| due.format("%Y%m%dT%H%M").to_string());
    let key = format!("{}/{} {}", deadline.label, deadline.kind.key(), due.unwrap_or_default());
    message(items, MessageKind::Reminder, key, &title, &body, reading)
}

fn digest(items: &[&Item], reading: Reading) -> Message {
    let late = items.iter().filter(|item| item.deadline.is_late(reading.now)).count();
    let title = match (late, items.len() - late) {
        (0, soon) => format!("{soon} deadlines come nearer"),
        (late, 0) => format!("{late} deadlines are late"),
        (late, 1) => format!("{late} late, 1 comes nearer"),
        (late, soon) => format!("{late} late, {soon} come nearer"),
    };
    let mut body: Vec<String> = items
        .iter()
        .take(LISTED)
        .map(|item| format!("{}: {}", left(item, reading), item.deadline.phrase(reading.policy)))
        .collect();
    if items.len() > LISTED {
        body.push(format!("and {} more: firebell due", items.len() - LISTED));
    }
    message(
        items,
        MessageKind::Digest,
        // That of another morning stays until it was read.
        format!("digest {}", reading.now.format("%Y%m%d")),
        &title,
        &body,
        reading,
    )
}

/// `8 h left`, `due now`, `3 h late`: the threshold's own words where it is said in time, else what is true now.
fn left(item: &Item, reading: Reading) -> String {
    let deadline = &item.deadline;
    let Some(due) = deadline.due_at else {
        return String::new();
    };
    let shown = countdown(due, reading.now, deadline.counts_hours, false).text;
    let shown = shown.trim_start_matches("! ").to_owned();
    if deadline.is_over(reading.now) {
        return "over".to_owned();
    }
    if deadline.is_late(reading.now) && reading.now - due >= TimeDelta::minutes(1) {
        return shown;
    }
    if reading.now >= due - TimeDelta::seconds(1) {
        return "due now".to_owned();
    }
    match item.thresholds.last() {
        Some(last) if last.side == Side::Before && reading.now - last.at < TimeDelta::minutes(1) => {
            format!("{} left", last.label)
        }
        _ => format!("{shown} left"),
    }
}

/// `due Fri 27 Nov 03:51 CET (IR-11)`.
fn when(deadline: &Deadline, reading: Reading) -> Option<String> {
    let due = deadline.due_at?;
    let word = match (deadline.kind.is_period(), due < reading.now) {
        (true, true) => "ended",
        (true, false) => "ends",
        (false, true) => "was due",
        (false, false) => "due",
    };
    Some(format!(
        "{word} {} {} ({})",
        full(due, reading.now, reading.zone),
        zone_name(due, reading.zone),
        deadline.requirement
    ))
}

/// What went by while nobody was there to say it.
fn away(item: &Item, reading: Reading) -> Option<String> {
    let gone: Vec<&str> = item
        .thresholds
        .iter()
        .filter(|one| one.side != Side::Snoozed && reading.now - one.at >= AWAY)
        .filter(|one| reading.looked_at.is_none_or(|looked_at| looked_at < one.at))
        .filter(|one| !item.heard.contains(&one.key))
        .map(|one| one.label.as_str())
        .collect();
    if item.waits_for_morning || gone.is_empty() {
        return None;
    }
    let (last, before) = gone.split_last()?;
    let all = match before {
        [] => (*last).to_owned(),
        before => format!("{} and {last}", before.join(", ")),
    };
    Some(format!("You were away when it came up: {all}"))
}

fn listed(names: &[String]) -> String {
    let shown = names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// A message that was asked for, to see whether it arrives.
pub fn sample(person: &str) -> Message {
    Message {
        key: "test".to_owned(),
        kind: MessageKind::Test,
        urgency: Urgency::Normal,
        person: person.to_owned(),
        title: "firebell can reach you".to_owned(),
        body: "This is a test; nothing is due.".to_owned(),
        about: Vec::new(),
        more: 0,
    }
}
