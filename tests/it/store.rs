//! The journal on real files: several processes, sudden death, full disks, damage, versions, and what must not be kept.

mod board;
mod child;
mod expunge;
mod processes;
mod search;
mod trouble;
mod versions;

use std::path::Path;

use firebell::clock::ManualClock;
use firebell::domain::Command;
use firebell::engine::execute::Manner;
use firebell::engine::{Engine, Outcome, Trouble};
use firebell::policy::Policy;
use firebell::store::verify::SeriesReport;

use crate::stage::{moment, open};

/// When everything in these tests happens.
pub const NOW: &str = "2026-11-24T10:00:00Z";

/// The store at `path` for mira.
pub fn mira(path: &Path) -> Engine {
    open(path, "mira", &ManualClock::new(moment(NOW)), Policy::embedded(), 17).expect("a store")
}

/// Declares an incident and gives its code.
pub fn declare(engine: &mut Engine) -> String {
    let declare = firebell::domain::command::Declare {
        title: "Bucket was open".to_owned(),
        severity: "sev3".to_owned(),
        ..Default::default()
    };
    let outcome = engine.execute(&Command::Declare(Box::new(declare)), &Manner::default());
    outcome.expect("declared").code.expect("a code")
}

/// Writes a line on the log.
pub fn log(engine: &mut Engine, code: &str, text: &str) -> Result<Outcome, Trouble> {
    let entry = Command::LogEntry {
        incident: code.to_owned(),
        text: text.to_owned(),
        at: None,
        reason: None,
    };
    engine.execute(&entry, &Manner::default())
}

/// Every series of the store, checked.
pub fn verified(engine: &Engine) -> Vec<SeriesReport> {
    engine.store().verify(&mut |_| {}).expect("verified")
}

/// How many facts there are, all of them whole.
pub fn whole(engine: &Engine) -> u64 {
    let series = verified(engine);
    for one in &series {
        assert_eq!(one.broken, None, "series {}", one.series);
    }
    assert_eq!(engine.store().check_pages().expect("checked"), Vec::<String>::new());
    series.iter().map(|one| one.facts).sum()
}

/// What a failure says, in words.
pub fn words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Failed(failure) => failure.report(),
        Trouble::Refused(refusal) => panic!("refused: {refusal}"),
    }
}
