//! What screens and listings ask for, and the answers.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::Serialize;

use super::execute::Trouble;
use super::found::find;
use super::load::{incident, named};
pub use super::question::{Answer, Query};
use super::reminders::with_reminders;
use super::views::{
    Board, ClosedPage, IncidentRow, IncidentView, SystemMark, VendorRow, deadlines, incident_deadlines, incident_row,
    incident_row_of, vendor_row, vendor_row_of,
};
use crate::clock::{Moment, to_millis};
use crate::domain::incident::words;
use crate::domain::log::LogLine;
use crate::domain::template::TemplateMark;
use crate::domain::vendor::subprocessors::Life;
use crate::domain::{Deadline, Entry, Incident, State, Subject, SubjectKind, vendor};
use crate::error::Failure;
use crate::store::{Cursor, Snapshot, Store};

/// How long before it is due the review of a policy or a template stands on the board; before that it stands in the list
/// of what is due.
const REVIEWS: TimeDelta = TimeDelta::days(30);
/// How many rows the side panes can ever show.
const SIDE: u32 = 24;
/// How many incidents are looked into for what presses.
const PRESSING: u32 = 64;
/// Rows on one page of closed incidents.
const PAGE: u32 = 100;

/// Answers a query, all of one moment. `now` tells late from due.
pub fn answer(store: &mut Store, query: &Query, now: Moment) -> Result<Answer, Failure> {
    if let Query::Closed(text, cursor) = query {
        // A search first indexes what was written.
        store.read_book()?;
        let page = closed(store, text, *cursor)?;
        return Ok(Answer::Closed(text.clone(), cursor.is_some(), Box::new(page)));
    }
    store.at_one_moment(|store| {
        store.read_book()?;
        read(store, query, now)
    })
}

fn read(store: &mut Store, query: &Query, now: Moment) -> Result<Answer, Failure> {
    Ok(match query {
        Query::Board(limit) => Answer::Board(Box::new(board(store, *limit, now)?)),
        Query::Preview(id, limit) => {
            let subject = Subject::new(SubjectKind::Incident, id.clone());
            let lines = match store.snapshot(&subject)?.map(|snapshot| snapshot.state) {
                Some(State::Incident(incident)) => log_lines(store, &incident, *limit)?,
                _ => Vec::new(),
            };
            Answer::Preview(id.clone(), lines, store.count_facts(&subject)?)
        }
        Query::Incident(id, limit) => Answer::Incident(Box::new(incident_view(store, id, *limit)?)),
        Query::Search(id, words) => Answer::Found(Box::new(find(store, id, words)?)),
        Query::Due => {
            let mut due = due(store)?;
            due.extend(unexplained(store)?);
            Answer::Due(due)
        }
        Query::Pressing => Answer::Pressing(pressing(store, now)?),
        Query::Vendors => Answer::Vendors(vendors(store)?),
        Query::Vendor(id) => Answer::Vendor(id.clone(), Box::new(super::vendors::vendor(store, id)?)),
        Query::Subprocessors(since) => {
            Answer::Subprocessors(Box::new(super::vendors::subprocessors(store, *since, now)?))
        }
        Query::Register(kind) => Answer::Register(*kind, register(store, *kind)?),
        Query::Closed(text, cursor) => {
            Answer::Closed(text.clone(), cursor.is_some(), Box::new(closed(store, text, *cursor)?))
        }
        Query::Drafts(prefix) => Answer::Drafts(store.drafts(prefix)?),
    })
}

/// The board: rows, counts, what is due and which vendors.
pub fn board(store: &Store, limit: u32, now: Moment) -> Result<Board, Failure> {
    let newest = store.newest()?;
    // Most of what is due first stands in the lists beside it: that is not read again.
    let mut first = store.due_rows(SIDE + 1)?;
    let distant = store.distant_reviews(now + REVIEWS)?;
    first.retain(|row| distant.is_none_or(|(policies, _)| *row != policies));
    first.truncate(SIDE as usize);
    let mut seen = BTreeMap::new();
    let mut rows = Vec::new();
    store.each_live_incident(limit, &mut |snapshot| {
        let deadlines = deadlines(store, &snapshot.state)?;
        rows.extend(incident_row_of(store, &snapshot, &deadlines)?);
        if first.contains(&snapshot.row) {
            seen.insert(snapshot.row, deadlines);
        }
        Ok(())
    })?;
    let mut open = [0; 4];
    let mut work_left = 0;
    for (status, rank, count) in store.count_live()? {
        match (status, usize::from(rank).checked_sub(1)) {
            (crate::store::Status::Live, Some(rank)) if rank < 4 => open[rank] += count,
            (crate::store::Status::WorkLeft, _) => work_left += count,
            _ => {}
        }
    }
    let mut vendors = Vec::new();
    for snapshot in store.vendors_due(SIDE)? {
        let deadlines = deadlines(store, &snapshot.state)?;
        if let State::Vendor(vendor) = &snapshot.state {
            vendors.push(vendor_row_of(store, vendor, &deadlines));
        }
        seen.insert(snapshot.row, deadlines);
    }
    let mut due = Vec::new();
    for row in first {
        match seen.remove(&row) {
            Some(deadlines) => due.extend(deadlines),
            None => {
                if let Some(snapshot) = store.snapshot_at(row)? {
                    due.extend(deadlines(store, &snapshot.state)?);
                }
            }
        }
    }
    let mut due = running(due);
    // Where one review is near, the others are as far away as before.
    let is_far = |one: &Deadline| one.kind.is_of_policies() && one.due_at.is_some_and(|due| due > now + REVIEWS);
    let far = due.iter().filter(|one| is_far(one)).count();
    let far = distant.map_or(u32::try_from(far).unwrap_or(u32::MAX), |(_, running)| running);
    due.retain(|one| !is_far(one));
    due.truncate(SIDE as usize);
    Ok(Board {
        rows,
        open,
        work_left,
        due,
        running: store.count_running()?.saturating_sub(far),
        late: late(store, now)?,
        vendors,
        vendors_late: store.count_late(SubjectKind::Vendor, now)?,
        newest,
    })
}

/// All that is late is counted, however much it is. Only states whose snapshot is older than the column of due times are
/// looked into.
fn late(store: &Store, now: Moment) -> Result<u32, Failure> {
    let late = store.count_late_deadlines(now)?;
    let mut count = late.known as usize;
    for row in late.unknown {
        if let Some(snapshot) = store.snapshot_at(row)? {
            let deadlines = snapshot.state.deadlines(store.book());
            count += deadlines.iter().filter(|one| one.is_late(now)).count();
        }
    }
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

fn due_of(store: &Store, snapshots: Vec<Snapshot>) -> Result<Vec<Deadline>, Failure> {
    let mut due = Vec::new();
    for snapshot in snapshots {
        due.extend(deadlines(store, &snapshot.state)?);
    }
    Ok(running(due))
}

/// Those whose clock runs, the earliest first.
fn running(mut due: Vec<Deadline>) -> Vec<Deadline> {
    due.retain(Deadline::is_running);
    due.sort_by_cached_key(|one| (one.due_at, one.name()));
    due
}

/// Every running deadline, the earliest first.
pub fn due(store: &Store) -> Result<Vec<Deadline>, Failure> {
    due_of(store, store.due_subjects(u32::MAX)?)
}

/// Clocks that count hours and run out within a day, or have, of whoever sees to them, the earliest first: of the gravest
/// incidents, as many as a screen could ever tell apart.
pub fn pressing(store: &Store, now: Moment) -> Result<Vec<Deadline>, Failure> {
    let until = now + TimeDelta::days(1);
    let mut due = Vec::new();
    for snapshot in store.live_due_by(until, PRESSING)? {
        due.extend(deadlines(store, &snapshot.state)?);
    }
    due.retain(|one| one.counts_hours && one.due_at.is_some_and(|due| due < until));
    Ok(running(due))
}

/// What was met late and nobody has said why, the oldest first.
pub fn unexplained(store: &Store) -> Result<Vec<Deadline>, Failure> {
    let mut late = Vec::new();
    store.each_live_incident(u32::MAX, &mut |snapshot| {
        let all = deadlines(store, &snapshot.state)?;
        late.extend(all.into_iter().filter(Deadline::is_unexplained));
        Ok(())
    })?;
    late.sort_by_key(|one| (one.due_at, one.name()));
    Ok(late)
}

/// Every vendor, what is due first, first.
pub fn vendors(store: &Store) -> Result<Vec<VendorRow>, Failure> {
    let mut rows = Vec::new();
    for snapshot in store.register(SubjectKind::Vendor)? {
        if let State::Vendor(vendor) = &snapshot.state {
            rows.push(vendor_row(store, vendor)?);
        }
    }
    Ok(rows)
}

/// A register of people, customers or systems.
pub fn register(store: &Store, kind: SubjectKind) -> Result<Vec<Entry>, Failure> {
    let snapshots = store.register(kind)?;
    Ok(snapshots
        .into_iter()
        .filter_map(|snapshot| match snapshot.state {
            State::Entry(entry) => Some(*entry),
            _ => None,
        })
        .collect())
}

/// The latest lines of an incident's log, oldest first.
pub fn log_lines(store: &Store, incident: &Incident, limit: u32) -> Result<Vec<LogLine>, Failure> {
    let facts = store.log(&incident.subject(), None, limit)?;
    let line = |(pos, recorded)| words::log_line(incident, pos, &recorded, store.book());
    Ok(facts.into_iter().rev().map(line).collect())
}

/// How many lines of a vendor or register entry are shown.
pub(super) const LINES: u32 = 200;

/// The latest lines of the log of a vendor or register entry, oldest first.
pub(super) fn subject_log(store: &Store, subject: &Subject, limit: u32) -> Result<Vec<LogLine>, Failure> {
    let facts = store.log(subject, None, limit)?;
    Ok(vendor::words::log_lines(
        facts.iter().rev().map(|(pos, recorded)| (*pos, recorded)),
    ))
}

/// One incident, whole, with so many log lines.
pub fn incident_view(store: &Store, id: &str, limit: u32) -> Result<Option<IncidentView>, Failure> {
    let subject = Subject::new(SubjectKind::Incident, id);
    let Some(snapshot) = store.snapshot(&subject)? else {
        return Ok(None);
    };
    let Some(row) = incident_row(store, &snapshot)? else {
        return Ok(None);
    };
    let State::Incident(mut incident) = snapshot.state else {
        return Ok(None);
    };
    if incident.void {
        return Ok(None);
    }
    let deadlines = incident_deadlines(store, &incident)?;
    let log = log_lines(store, &incident, limit)?;
    let facts = log.len();
    let log = with_reminders(store, &subject, log, limit)?;
    let reminders = (log.len() - facts) as u64;
    for holder in incident.roles.values_mut().flatten() {
        if let Some(name) = store.current_name(&holder.person.id)? {
            holder.person.name = name;
        }
    }
    let mut systems = Vec::new();
    for system in &incident.systems {
        let entry = entry_of(store, SubjectKind::System, &system.id)?;
        let details = entry.as_ref().map(|entry| &entry.details);
        systems.push(SystemMark {
            name: details.map_or_else(|| system.name.clone(), |details| details.name.clone()),
            production: details.is_some_and(|details| details.production == Some(true)),
            customer_data: details.is_some_and(|details| details.customer_data == Some(true)),
        });
    }
    let mut contacts = Vec::new();
    for told in incident.breach.iter().flat_map(|breach| &breach.customers) {
        let id = &told.affected.customer.id;
        if let Some(entry) = entry_of(store, SubjectKind::Customer, id)? {
            contacts.push((id.clone(), entry.details.contact));
        }
    }
    Ok(Some(IncidentView {
        lines: store.count_facts(&subject)? + reminders,
        incident: *incident,
        row,
        deadlines,
        log,
        systems,
        contacts,
        templates: template_marks(store)?,
    }))
}

/// How each template stands that a letter may be begun from.
pub fn template_marks(store: &Store) -> Result<Vec<TemplateMark>, Failure> {
    Ok(
        match store.snapshot(&Subject::policy())?.map(|snapshot| snapshot.state) {
            Some(State::Policy(policies)) => policies.template_marks(store.book()),
            _ => Vec::new(),
        },
    )
}

fn entry_of(store: &Store, kind: SubjectKind, id: &str) -> Result<Option<Entry>, Failure> {
    Ok(
        match store.snapshot(&Subject::new(kind, id))?.map(|snapshot| snapshot.state) {
            Some(State::Entry(entry)) => match &entry.merged {
                Some(into) => entry_of(store, kind, &into.id)?,
                None => Some(*entry),
            },
            _ => None,
        },
    )
}

/// Closed incidents: all, or those whose words match, one page.
///
/// The cursor of a search counts the matches before the page; that of the whole list is a sort key.
pub fn closed(store: &mut Store, text: &str, cursor: Option<Cursor>) -> Result<ClosedPage, Failure> {
    let is_search = !text.trim().is_empty();
    let skip = cursor
        .filter(|_| is_search)
        .and_then(|cursor| u32::try_from(cursor.row).ok())
        .unwrap_or(0);
    let snapshots = if is_search {
        while !store.index_some()? {}
        store.search_incidents(text, true, skip, PAGE + 1)?
    } else {
        store.closed_incidents(cursor, PAGE + 1)?
    };
    let more = snapshots.len() > PAGE as usize;
    let mut rows: Vec<IncidentRow> = Vec::new();
    let mut next = None;
    for snapshot in snapshots.iter().take(PAGE as usize) {
        if let Some(row) = incident_row(store, snapshot)? {
            let at = row.closed_at.or(row.declared_at).map_or(i64::MIN, to_millis);
            next = Some(Cursor { at, row: snapshot.row });
            rows.push(row);
        }
    }
    if is_search {
        next = Some(Cursor {
            at: 0,
            row: i64::from(skip + PAGE),
        });
    }
    Ok(ClosedPage {
        rows,
        total: store.count_closed()?,
        more,
        next,
    })
}

/// The incident a typed code means, whole.
pub fn show(store: &Store, typed: &str, limit: u32) -> Result<IncidentView, Trouble> {
    let incident = incident(store.find_incident(typed)?, typed)?;
    incident_view(store, &incident.id, limit)?.ok_or_else(|| {
        let refusal = crate::domain::Refusal::not_found("Nothing to show", format!("there is no incident \"{typed}\""));
        Trouble::from(refusal)
    })
}

/// A vendor, customer, system or person by name, with its log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// Its state.
    pub state: State,
    /// Its deadlines.
    pub deadlines: Vec<Deadline>,
    /// Its log, oldest first.
    pub log: Vec<LogLine>,
}

/// The vendor or register entry a typed name means, with its log.
pub fn show_named(store: &Store, kind: SubjectKind, typed: &str) -> Result<Shown, Trouble> {
    let (subject, state) = named(store.find_named(kind, typed)?, kind, typed)?;
    Ok(Shown {
        deadlines: deadlines(store, &state)?,
        log: subject_log(store, &subject, LINES)?,
        state,
    })
}

/// A vendor or register entry by its subject, with its whole log; `None` where there is none.
pub fn shown(store: &Store, subject: &Subject) -> Result<Option<Shown>, Failure> {
    let Some(snapshot) = store.snapshot(subject)? else {
        return Ok(None);
    };
    Ok(Some(Shown {
        deadlines: deadlines(store, &snapshot.state)?,
        log: subject_log(store, subject, u32::MAX)?,
        state: snapshot.state,
    }))
}

/// The life of every vendor, for the list of subprocessors and its history (VM-6).
pub fn lives(store: &Store) -> Result<Vec<Life>, Failure> {
    let calendar = &store.book().current().calendar;
    let all = store.facts_of_kind(SubjectKind::Vendor)?;
    Ok(all.into_iter().map(|facts| Life::of(facts, calendar)).collect())
}

/// How many matches a search for open incidents gives at most.
const MATCHES: u32 = 1000;

/// Incidents that are open or closed with work left: all, or those whose words match.
pub fn open(store: &mut Store, text: &str) -> Result<Vec<IncidentRow>, Failure> {
    let mut rows = Vec::new();
    if text.trim().is_empty() {
        store.each_live_incident(u32::MAX, &mut |snapshot| {
            rows.extend(incident_row(store, &snapshot)?);
            Ok(())
        })?;
        return Ok(rows);
    }
    while !store.index_some()? {}
    for snapshot in &store.search_incidents(text, false, 0, MATCHES)? {
        if matches!(
            snapshot.status,
            crate::store::Status::Live | crate::store::Status::WorkLeft
        ) {
            rows.extend(incident_row(store, snapshot)?);
        }
    }
    Ok(rows)
}
