//! The breach register: every incident in which something was confirmed, decided or told.

use super::execute::Engine;
use crate::domain::State;
use crate::domain::incident::registered::{KINDS, Registered};
use crate::error::Failure;
use crate::store::Store;

/// The register, newest first; with incidents of which nothing was decided yet, where `undecided` ones are asked for too.
pub fn breaches(engine: &Engine, undecided: bool) -> Result<Vec<Registered>, Failure> {
    let (store, now) = (engine.store(), engine.now());
    let mut rows: Vec<Registered> = Vec::new();
    let mut add = |store: &Store, state: &State, undecided: bool| -> Result<(), Failure> {
        if let State::Incident(incident) = state {
            let facts = store.facts_of_kinds(&incident.subject(), KINDS)?;
            rows.extend(incident.registered(&facts, store.book(), now, undecided));
        }
        Ok(())
    };
    store.each_with_kinds(KINDS, &mut |snapshot| add(store, &snapshot.state, false))?;
    if undecided {
        store.each_live_incident(u32::MAX, &mut |snapshot| add(store, &snapshot.state, true))?;
    }
    rows.sort_by(|a, b| (b.at(), &b.code).cmp(&(a.at(), &a.code)));
    rows.dedup_by(|a, b| a.code == b.code);
    Ok(rows)
}
