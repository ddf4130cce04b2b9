//! The log of an incident in words.

use chrono::SecondsFormat;

use super::Incident;
use crate::clock::span_long;
use crate::domain::fact::{Body, Envelope, Fact, Recorded};
use crate::domain::log::{LogLine, Weight};
use crate::domain::policy_book::PolicyBook;
use crate::domain::subject::Ref;
use crate::policy::{DutyRule, Policy};

/// What is read of one fact of this incident.
pub fn log_line(incident: &Incident, pos: i64, recorded: &Recorded, book: &PolicyBook) -> LogLine {
    let envelope = &recorded.envelope;
    let policy = book.get(&envelope.policy);
    let (column, words, weight) = match &recorded.body {
        Body::Known(fact) => in_words(envelope, fact, policy),
        Body::Unknown { kind, version } => (
            "newer".to_owned(),
            format!("written by a newer firebell ({kind}, version {version})"),
            Weight::Quiet,
        ),
        Body::Expunged => (String::new(), "words removed".to_owned(), Weight::Quiet),
    };
    let tag = envelope.tag.as_deref().unwrap_or_default();
    LogLine {
        fact: envelope.id.clone(),
        pos,
        at: envelope.happened_at,
        recorded_at: envelope.recorded_at,
        who: envelope.who.name.clone(),
        column,
        words,
        weight,
        entry: envelope.tag.clone(),
        struck: incident.struck.get(tag).cloned(),
        expunged: incident.expunged.get(tag).cloned(),
        undone: incident.is_undone(&envelope.id.series, envelope.act),
        marked: incident.notices.marked.get(tag).copied(),
    }
}

pub(super) type Line = (String, String, Weight);

pub(super) fn line(column: &str, words: impl Into<String>, weight: Weight) -> Line {
    (column.to_owned(), words.into(), weight)
}

fn severity(policy: &Policy, rank: Option<u8>) -> String {
    rank.and_then(|rank| policy.severity(rank))
        .map_or_else(|| "unrated".to_owned(), |rule| rule.name.clone())
}

fn phase(policy: &Policy, key: &str) -> String {
    policy
        .phase(key)
        .map_or_else(|| key.to_owned(), |phase| phase.short.clone())
}

fn role(policy: &Policy, key: &str) -> String {
    policy
        .role(key)
        .map_or_else(|| key.to_owned(), |role| role.short.to_lowercase())
}

/// ` as sponsor`: which duties a page met; nothing where it met none.
pub fn as_duties(policy: &Policy, duties: &[String]) -> String {
    let short = |key: &String| policy.duty(key).map_or_else(|| key.clone(), DutyRule::short);
    let names: Vec<String> = duties.iter().map(short).collect();
    match names.as_slice() {
        [] => String::new(),
        names => format!(" as {}", names.join(" and ")),
    }
}

fn names(refs: &[Ref]) -> String {
    refs.iter().map(|r| r.name.as_str()).collect::<Vec<_>>().join(", ")
}

pub(super) fn because(words: String, reason: Option<&String>) -> String {
    match reason {
        Some(reason) => format!("{words}; late: {reason}"),
        None => words,
    }
}

fn in_words(envelope: &Envelope, fact: &Fact, policy: &Policy) -> Line {
    match fact {
        Fact::Declared(fact) => {
            let found = fact
                .channel
                .as_deref()
                .and_then(|key| policy.channel(key))
                .map_or_else(String::new, |channel| format!(", found by {}", channel.name));
            let words = format!(
                "Declared {}: {}{found}",
                severity(policy, Some(fact.severity)),
                fact.title
            );
            line(&phase(policy, &fact.phase), words, Weight::Plain)
        }
        Fact::Imported(fact) => line(
            "import",
            format!("Imported as closed history: {}", fact.title),
            Weight::Quiet,
        ),
        Fact::EntryLogged(fact) => line(&phase(policy, &fact.phase), fact.text.clone(), Weight::Plain),
        Fact::EntryStruck(fact) => line(
            "strike",
            format!("Struck out {}: {}", fact.entry, fact.reason),
            Weight::Quiet,
        ),
        Fact::EntryExpunged(fact) => line(
            "expunge",
            format!("Expunged {}: {}", fact.entry, fact.reason),
            Weight::Quiet,
        ),
        Fact::SeverityRevised(fact) => {
            let words = format!(
                "{} → {}: {}",
                severity(policy, fact.from),
                severity(policy, Some(fact.to)),
                fact.reason
            );
            line("severity", words, Weight::Revision)
        }
        Fact::PhaseEntered(fact) => {
            let words = fact
                .note
                .clone()
                .unwrap_or_else(|| format!("Entered {}", phase(policy, &fact.phase)));
            line(&phase(policy, &fact.phase), words, Weight::Plain)
        }
        Fact::RoleAssigned(fact) if fact.replaces.is_empty() => line(
            "role",
            format!("{}: {}", role(policy, &fact.role), fact.person.name),
            Weight::Quiet,
        ),
        Fact::RoleAssigned(fact) => line(
            "handover",
            format!(
                "{}: {} → {}",
                role(policy, &fact.role),
                names(&fact.replaces),
                fact.person.name
            ),
            Weight::Quiet,
        ),
        Fact::RoleReleased(fact) => line(
            "role",
            format!("{}: {} laid it down", role(policy, &fact.role), fact.person.name),
            Weight::Quiet,
        ),
        Fact::PageRecorded(fact) => line(
            "page",
            because(
                format!("{} paged{}", fact.person.name, as_duties(policy, &fact.duties)),
                fact.reason.as_ref(),
            ),
            Weight::Quiet,
        ),
        Fact::PageAcknowledged(fact) => line("page", format!("{} answered", fact.person.name), Weight::Quiet),
        Fact::QuestionAnswered(fact) => {
            let asks = policy
                .question(&fact.question)
                .map_or(fact.question.as_str(), |question| question.asks.as_str());
            let word = if fact.yes { "Yes" } else { "No" };
            line("decision", format!("{asks} {word}: {}", fact.reason), Weight::Revision)
        }
        Fact::RemediationDocumented(fact) => line(
            "remedy",
            because(fact.text.clone(), fact.reason.as_ref()),
            Weight::Plain,
        ),
        Fact::Closed(_) => line("closed", "Closed", Weight::Revision),
        Fact::Reopened(fact) => line("reopened", format!("Reopened: {}", fact.reason), Weight::Revision),
        Fact::ReviewDone(fact) => line(
            "review",
            because("The review is done".to_owned(), fact.reason.as_ref()),
            Weight::Sent,
        ),
        Fact::Undone(fact) => line("undo", format!("Took back: {}", fact.what), Weight::Quiet),
        _ => clock_in_words(envelope, fact),
    }
}

/// What somebody said of a clock.
fn clock_in_words(envelope: &Envelope, fact: &Fact) -> Line {
    match fact {
        Fact::DeadlineWaived(fact) => line(
            "waived",
            format!("Waived {}: {}", fact.deadline, fact.reason),
            Weight::Revision,
        ),
        Fact::DeadlineExplained(fact) => line(
            "late",
            format!("Explained {}, met late: {}", fact.deadline, fact.reason),
            Weight::Revision,
        ),
        Fact::ReminderAcknowledged(fact) => line(
            "reminder",
            format!("Acknowledged the reminder of {}", fact.deadline),
            Weight::Quiet,
        ),
        Fact::ReminderSnoozed(fact) => line(
            "reminder",
            // The line says when, in the zone of whoever reads it.
            format!(
                "Snoozed the reminder of {} for {}",
                fact.deadline,
                span_long(fact.until - envelope.happened_at)
            ),
            Weight::Quiet,
        ),
        _ => breach_in_words(envelope, fact),
    }
}

fn stamp(at: crate::clock::Moment) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn breach_in_words(envelope: &Envelope, fact: &Fact) -> Line {
    match fact {
        Fact::BreachConfirmed(fact) => {
            let words = match fact.customers.len() {
                0 => format!(
                    "Breach confirmed: {}, customers not known yet",
                    fact.categories.join(", ")
                ),
                1 => format!("Breach confirmed: {}, 1 customer", fact.categories.join(", ")),
                n => format!("Breach confirmed: {}, {n} customers", fact.categories.join(", ")),
            };
            line("breach", words, Weight::Breach)
        }
        Fact::CustomerAffected(fact) => line(
            "breach",
            format!("{} is affected too", fact.customer.customer.name),
            Weight::Revision,
        ),
        Fact::ConfirmationCorrected(fact) => {
            let words = format!(
                "Confirmed at {}, not {}: {}",
                stamp(fact.to),
                stamp(fact.from),
                fact.reason
            );
            line("breach", words, Weight::Revision)
        }
        Fact::BreachWithdrawn(fact) => line("breach", format!("Breach withdrawn: {}", fact.reason), Weight::Revision),
        _ => obligation_in_words(envelope, fact),
    }
}

/// What law and contracts ask.
fn obligation_in_words(envelope: &Envelope, fact: &Fact) -> Line {
    match fact {
        Fact::CompanyRoleSet(fact) => {
            let why = fact
                .reason
                .as_ref()
                .map_or_else(String::new, |reason| format!(": {reason}"));
            line(
                "obliged",
                format!("Role of the company: {}{why}", fact.role),
                Weight::Revision,
            )
        }
        Fact::AnchorSet(fact) => {
            let before = fact
                .replaces
                .map_or_else(String::new, |before| format!(", not {}", stamp(before)));
            let words = format!("{}{before}: {}", fact.anchor, fact.reason);
            line("anchor", words, Weight::Revision)
        }
        Fact::ObligationDeclined(fact) => line(
            "decision",
            format!("{} is not notifiable: {}", fact.obligation, fact.reason),
            Weight::Revision,
        ),
        Fact::VendorLinked(fact) => {
            let data = match fact.categories.as_slice() {
                [] => String::new(),
                all => format!(", which processes {}", all.join(", ")),
            };
            let words = format!("It has to do with {}{data}", fact.vendor.name);
            line("vendor", words, Weight::Revision)
        }
        Fact::VendorUnlinked(fact) => {
            let words = format!("It has nothing to do with {}: {}", fact.vendor.name, fact.reason);
            line("vendor", words, Weight::Revision)
        }
        // Facts of other subjects do not stand on an incident's log.
        _ => super::notice::words::in_words(fact)
            .unwrap_or_else(|| line("", envelope.subject.kind.word(), Weight::Quiet)),
    }
}
