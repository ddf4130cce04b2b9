//! The log of a vendor, or of any register entry, in words.

use crate::domain::fact::{Body, Fact, Recorded};
use crate::domain::log::{LogLine, Weight};

/// What is read of one fact of a vendor or register entry.
pub fn log_line(pos: i64, recorded: &Recorded) -> LogLine {
    let envelope = &recorded.envelope;
    let (words, weight) = match &recorded.body {
        Body::Known(fact) => in_words(fact),
        Body::Unknown { kind, version } => (
            format!("written by a newer firebell ({kind}, version {version})"),
            Weight::Quiet,
        ),
        Body::Expunged => ("expunged".to_owned(), Weight::Quiet),
    };
    LogLine {
        fact: envelope.id.clone(),
        pos,
        at: envelope.happened_at,
        recorded_at: envelope.recorded_at,
        who: envelope.who.name.clone(),
        column: String::new(),
        words,
        weight,
        entry: None,
        struck: None,
        expunged: None,
        undone: false,
    }
}

fn in_words(fact: &Fact) -> (String, Weight) {
    match fact {
        Fact::VendorAdded(fact) => (format!("Added to the register, {}", fact.details.tier), Weight::Plain),
        Fact::VendorChanged(fact) => match &fact.reason {
            Some(reason) => (format!("Now {}: {reason}", fact.details.tier), Weight::Revision),
            None => ("Details changed".to_owned(), Weight::Quiet),
        },
        Fact::VendorReassessed(fact) => {
            let note = fact.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            let late = fact
                .reason
                .as_ref()
                .map_or_else(String::new, |reason| format!("; late: {reason}"));
            (format!("Reassessed on {}{note}{late}", fact.on), Weight::Sent)
        }
        Fact::DeadlineWaived(fact) => (format!("Waived {}: {}", fact.deadline, fact.reason), Weight::Revision),
        Fact::ReminderAcknowledged(_) => ("Acknowledged the reminder".to_owned(), Weight::Quiet),
        Fact::ReminderSnoozed(fact) => (
            format!(
                "Snoozed the reminder until {}",
                fact.until.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
            ),
            Weight::Quiet,
        ),
        Fact::RegisterAdded(fact) if fact.mentioned => ("First mentioned".to_owned(), Weight::Quiet),
        Fact::RegisterAdded(_) => ("Added to the register".to_owned(), Weight::Plain),
        Fact::RegisterChanged(_) => ("Details changed".to_owned(), Weight::Plain),
        Fact::RegisterMerged(fact) => (format!("Merged into {}", fact.into.name), Weight::Revision),
        Fact::Undone(fact) => (format!("Took back: {}", fact.what), Weight::Quiet),
        _ => (String::new(), Weight::Quiet),
    }
}
