//! Every deadline that a calendar of a person's may hold: those that run, and those that did not long ago.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::views::deadlines;
use crate::clock::{Moment, to_millis};
use crate::domain::reminder::Person;
use crate::domain::reminder::plan::Plan;
use crate::domain::{Deadline, State, SubjectKind};
use crate::error::Failure;
use crate::store::{Cursor, Snapshot, Store};

/// For how long after an incident was closed a calendar is told what became of its deadlines.
const REMEMBERED: TimeDelta = TimeDelta::days(90);
/// How many closed incidents are read at once.
const PAGE: u32 = 200;

/// A deadline, how often its subject has changed, and how long before it is due it is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// The deadline; it has a due time.
    pub deadline: Deadline,
    /// Grows with each fact about its subject.
    pub sequence: u32,
    /// How long before.
    pub before: Vec<TimeDelta>,
}

/// All of them, the earliest due first, each name once: what runs goes before what ran.
pub fn dated(store: &Store, now: Moment) -> Result<Vec<Dated>, Failure> {
    let mut snapshots = store.due_subjects(u32::MAX)?;
    store.each_live_incident(u32::MAX, &mut |snapshot| {
        snapshots.push(snapshot);
        Ok(())
    })?;
    snapshots.extend(store.register(SubjectKind::Vendor)?);
    snapshots.extend(lately_closed(store, now)?);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for snapshot in snapshots {
        if !seen.insert(snapshot.row) {
            continue;
        }
        let sequence = u32::try_from(snapshot.watermark).unwrap_or(u32::MAX);
        for deadline in deadlines(store, &snapshot.state)? {
            let Some(due) = deadline.due_at else { continue };
            // Whoever owns it is told; whose calendar this is decides who asks for it.
            let owner = deadline.owner.clone().unwrap_or_default();
            let plan = Plan::of(&deadline, store.book().current(), &Person::named(&owner), false);
            let before = plan.map_or_else(Vec::new, |plan| plan.ahead());
            found.push(Dated {
                before: before.into_iter().map(|at| due - at).collect(),
                sequence,
                deadline,
            });
        }
    }
    found.sort_by_key(|one| {
        let due = one.deadline.due_at.map(to_millis);
        (one.deadline.name(), !one.deadline.is_running(), due.map(|due| -due))
    });
    found.dedup_by(|later, first| later.deadline.name() == first.deadline.name());
    found.sort_by_key(|one| (one.deadline.due_at, one.deadline.name()));
    Ok(found)
}

fn lately_closed(store: &Store, now: Moment) -> Result<Vec<Snapshot>, Failure> {
    let mut found: Vec<Snapshot> = Vec::new();
    let mut cursor = None;
    loop {
        let page = store.closed_incidents(cursor, PAGE)?;
        let is_last = page.len() < PAGE as usize;
        for snapshot in page {
            let closed_at = match &snapshot.state {
                State::Incident(incident) => incident
                    .closed
                    .as_ref()
                    .and_then(|closing| closing.at)
                    .or(incident.declared_at),
                _ => None,
            };
            // They are sorted by this time.
            let Some(closed_at) = closed_at.filter(|at| now - *at <= REMEMBERED) else {
                return Ok(found);
            };
            cursor = Some(Cursor {
                at: to_millis(closed_at),
                row: snapshot.row,
            });
            found.push(snapshot);
        }
        if is_last {
            return Ok(found);
        }
    }
}
