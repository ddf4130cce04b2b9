//! Reading back what was written to whom: the letters of an incident, and every sending with its exact text (IR-11).

use super::execute::Trouble;
use super::load::incident;
use super::views::incident_deadlines;
use crate::domain::incident::notice::{Notice, Posted, Publication, posted};
use crate::domain::register::means;
use crate::domain::{Deadline, Incident, Refusal, State, SubjectKind};
use crate::error::Failure;
use crate::store::{Finding, Store};
use crate::text::fold_name;

/// How many names are offered where none was meant.
const CANDIDATES: usize = 8;

/// An incident with the clocks that its letters are told by.
#[derive(Debug, Clone, PartialEq)]
pub struct Letters {
    /// The incident.
    pub incident: Incident,
    /// Every deadline of it.
    pub deadlines: Vec<Deadline>,
}

/// The letters of the incident that a typed code means.
pub fn letters(store: &Store, code: &str) -> Result<Letters, Trouble> {
    let incident = incident(store.find_incident(code)?, code)?;
    let deadlines = incident_deadlines(store, &incident)?;
    Ok(Letters { incident, deadlines })
}

/// Every sending of an incident in the order of the record; of one recipient, where it is named.
pub fn sendings(store: &Store, incident: &Incident, of: Option<&Notice>) -> Result<Vec<Posted>, Failure> {
    let facts = store.facts_of_kinds(&incident.subject(), posted::KINDS)?;
    Ok(incident.posted(&facts, of))
}

/// Whom these words mean: a customer of the breach, by any name it goes by; an obligation; a publication; `customers`
/// for the letter to all of them.
pub fn recipient(store: &Store, letters: &Letters, typed: &str) -> Result<Notice, Trouble> {
    let incident = &letters.incident;
    let folded = fold_name(typed);
    let all = incident.recipients(&letters.deadlines, store.book());
    let customers = || all.iter().map(|one| &one.notice);
    let is_called = |notice: &&Notice| matches!(notice, Notice::Customer(one) if fold_name(&one.name) == folded);
    if let Some(notice) = customers().find(is_called) {
        return Ok(notice.clone());
    }
    if folded == Notice::Customers.key() {
        return Ok(Notice::Customers);
    }
    if let Some(publication) = Publication::ALL.into_iter().find(|one| one.word() == folded) {
        return Ok(Notice::Page(publication));
    }
    if let Some(notice) = customers().find(|one| matches!(one, Notice::Obligation(rule) if *rule == folded)) {
        return Ok(notice.clone());
    }
    // A name the register knows, today's or another, or the beginning of one.
    let known = match store.find_named(SubjectKind::Customer, typed)? {
        Finding::One(snapshot) | Finding::Begins(snapshot) => match snapshot.state {
            State::Entry(entry) => Some(entry),
            _ => None,
        },
        Finding::Many(_) | Finding::None(_) => None,
    };
    let is_known = |notice: &&Notice| match (notice, &known) {
        (Notice::Customer(one), Some(entry)) => means(one, &entry.mention(), &entry.details),
        _ => false,
    };
    customers().find(is_known).cloned().ok_or_else(|| {
        let names: Vec<String> = all.iter().take(CANDIDATES).map(|one| one.notice.to_string()).collect();
        Refusal::not_found(
            "Nothing to show",
            format!("\"{typed}\" is not among those who are told of {}", incident.code),
        )
        .instead(format!("firebell notice show {} lists them.", incident.code))
        .candidates(names)
        .into()
    })
}
