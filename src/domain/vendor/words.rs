//! The log of a vendor, of a register entry, or of the policies, in words.

use std::collections::BTreeSet;

use super::changes::changes;
use crate::domain::details::{Evidence, VendorDetails};
use crate::domain::fact::{Body, Change, Fact, Outcome, Recorded, VendorChanged, VendorReassessed};
use crate::domain::log::{LogLine, Weight};

/// The log of one subject from its facts, each with its position, the oldest first.
pub fn log_lines<'a>(facts: impl Iterator<Item = (i64, &'a Recorded)> + Clone) -> Vec<LogLine> {
    let undone: BTreeSet<(&str, u64)> = facts
        .clone()
        .filter_map(|(_, one)| match &one.body {
            Body::Known(Fact::Undone(undone)) => Some((undone.series.as_str(), undone.act)),
            _ => None,
        })
        .collect();
    let mut before: Option<&VendorDetails> = None;
    let mut lines = Vec::new();
    for (pos, recorded) in facts {
        let envelope = &recorded.envelope;
        let is_undone = undone.contains(&(envelope.id.series.as_str(), envelope.act));
        let mut line = log_line(pos, recorded, before);
        line.undone = is_undone && !matches!(recorded.body, Body::Known(Fact::Undone(_)));
        lines.push(line);
        match &recorded.body {
            Body::Known(Fact::VendorAdded(fact)) if !is_undone => before = Some(&fact.details),
            Body::Known(Fact::VendorChanged(fact)) if !is_undone => before = Some(&fact.details),
            _ => {}
        }
    }
    lines
}

/// What is read of one fact of a vendor, a register entry or the policies; `before` is what the register said of the
/// vendor until then, where that is known.
fn log_line(pos: i64, recorded: &Recorded, before: Option<&VendorDetails>) -> LogLine {
    let envelope = &recorded.envelope;
    let (words, weight) = match &recorded.body {
        Body::Known(Fact::VendorChanged(fact)) => changed(fact, before),
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
        marked: None,
    }
}

type Line = (String, Weight);

/// `: words`, or nothing.
fn tail(words: Option<&String>) -> String {
    words.map_or_else(String::new, |words| format!(": {words}"))
}

/// `; late: why`, or nothing.
fn late(reason: Option<&String>) -> String {
    reason.map_or_else(String::new, |reason| format!("; late: {reason}"))
}

/// `, shown by …`, or nothing.
fn shown(evidence: Option<&Evidence>) -> String {
    match evidence {
        Some(Evidence {
            place,
            digest: Some(digest),
        }) => format!(", shown by {place} (SHA-256 {digest})"),
        Some(Evidence { place, digest: None }) => format!(", shown by {place}"),
        None => String::new(),
    }
}

/// What changed of the entry. A reassessment moves days too: those are told by its own line.
fn changed(fact: &VendorChanged, before: Option<&VendorDetails>) -> Line {
    let what = before.map(|before| changes(before, &fact.details)).unwrap_or_default();
    let what = match what.as_slice() {
        [] => "Details changed".to_owned(),
        what => format!("Changed {}", what.join("; ")),
    };
    match &fact.reason {
        Some(reason) => (format!("{what}: {reason}"), Weight::Revision),
        None => (what, Weight::Quiet),
    }
}

fn in_words(fact: &Fact) -> Line {
    match fact {
        Fact::VendorAdded(fact) => {
            let used = if fact.in_use { ", in use already" } else { "" };
            let why = tail(fact.reason.as_ref());
            let words = format!("Added to the register, {}{used}{why}", fact.details.tier);
            (words, Weight::Plain)
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
        Fact::PolicyAdopted(fact) => (format!("Adopted {}", fact.digest), Weight::Revision),
        Fact::PolicyReviewed(fact) => {
            let why = late(fact.reason.as_ref());
            let words = format!(
                "Reviewed {} on {} by {}: {}{why}",
                fact.policy, fact.on, fact.by.name, fact.changes
            );
            (words, Weight::Sent)
        }
        Fact::TemplateReviewed(fact) => {
            let more = [&fact.changes, &fact.note].into_iter().flatten();
            let more: String = more.map(|words| format!(": {words}")).collect();
            let words = format!(
                "Reviewed template {} {} on {} by {}{more}{}",
                fact.template,
                fact.version,
                fact.on,
                fact.by.name,
                late(fact.reason.as_ref())
            );
            (words, Weight::Sent)
        }
        Fact::TemplateOwned(fact) => (
            format!("{} looks after template {}", fact.owner.name, fact.template),
            Weight::Quiet,
        ),
        Fact::TemplateUsed(fact) => (format!("First letter from template {}", fact.template), Weight::Quiet),
        Fact::TemplateReviewOpened(fact) => {
            let words = format!(
                "{} showed a communication gap: {}; to review: {}",
                fact.incident.name,
                fact.reason,
                fact.templates.join(", ")
            );
            (words, Weight::Revision)
        }
        Fact::Undone(fact) => (format!("Took back: {}", fact.what), Weight::Quiet),
        _ => diligence(fact),
    }
}

fn diligence(fact: &Fact) -> Line {
    match fact {
        Fact::StepDone(fact) => {
            let words = format!(
                "Step {} done{}{}",
                fact.step,
                tail(fact.note.as_ref()),
                shown(fact.evidence.as_ref())
            );
            (words, Weight::Sent)
        }
        Fact::StepExcluded(fact) => (
            format!("Step {} does not apply: {}", fact.step, fact.reason),
            Weight::Revision,
        ),
        Fact::StepReopened(fact) => (
            format!("Step {} is open again: {}", fact.step, fact.reason),
            Weight::Revision,
        ),
        Fact::ApprovalGiven(fact) => {
            let words = format!(
                "Approved by {}{}{}",
                fact.by.name,
                tail(fact.note.as_ref()),
                shown(fact.evidence.as_ref())
            );
            (words, Weight::Sent)
        }
        Fact::ProductionAllowed(fact) => (
            format!("Production data may flow{}", tail(fact.note.as_ref())),
            Weight::Revision,
        ),
        Fact::WentLive(fact) => (format!("Went live{}", tail(fact.note.as_ref())), Weight::Revision),
        _ => watch(fact),
    }
}

fn reassessed(fact: &VendorReassessed) -> Line {
    let note = tail(fact.note.as_ref());
    let outcome = match fact.outcome {
        Outcome::Keep => String::new(),
        Outcome::Conditions => {
            let conditions = fact.conditions.iter();
            let all: Vec<String> = conditions.map(|one| format!("{} by {}", one.name, one.due)).collect();
            format!(", under conditions ({})", all.join("; "))
        }
        Outcome::Exit => ", it goes".to_owned(),
    };
    let late = late(fact.reason.as_ref());
    (format!("Reassessed on {}{outcome}{note}{late}", fact.on), Weight::Sent)
}

fn watch(fact: &Fact) -> Line {
    match fact {
        Fact::VendorReassessed(fact) => reassessed(fact),
        Fact::ReassessmentOpened(fact) => (
            format!("A reassessment is open since {}: {}", fact.on, fact.cause),
            Weight::Revision,
        ),
        Fact::ConditionMet(fact) => {
            let words = format!(
                "Condition met: {}{}{}",
                fact.condition,
                shown(fact.evidence.as_ref()),
                late(fact.reason.as_ref())
            );
            (words, Weight::Sent)
        }
        Fact::ReportReceived(fact) => {
            let report = &fact.report;
            let words = format!(
                "{} received, holds until {}{}{}",
                report.name,
                report.expires,
                shown(report.evidence.as_ref()),
                late(fact.reason.as_ref())
            );
            (words, Weight::Sent)
        }
        Fact::MonitoringNoted(fact) => (format!("{}: {}", fact.kind, fact.text), Weight::Plain),
        Fact::RiskAccepted(fact) => {
            let words = format!(
                "Risk accepted by {} until {}: {} ({}){}",
                fact.by.name,
                fact.until,
                fact.risk,
                fact.reason,
                late(fact.late.as_ref())
            );
            (words, Weight::Revision)
        }
        Fact::RiskClosed(fact) => (format!("Risk closed: {} ({})", fact.risk, fact.reason), Weight::Sent),
        Fact::IncidentLinked(fact) => (
            format!("Linked to {}{}", fact.incident.name, tail(fact.note.as_ref())),
            Weight::Revision,
        ),
        Fact::IncidentUnlinked(fact) => (
            format!("Unlinked from {}: {}", fact.incident.name, fact.reason),
            Weight::Revision,
        ),
        _ => notice(fact),
    }
}

fn notice(fact: &Fact) -> Line {
    match fact {
        Fact::ChangeAnnounced(fact) => {
            let what = match fact.change {
                Change::Addition => "Announced as a subprocessor",
                Change::Removal => "Announced that it goes",
            };
            let words = format!("{what}, from {}{}", fact.effective_on, tail(fact.note.as_ref()));
            (words, Weight::Revision)
        }
        Fact::AnnouncementCancelled(fact) => (format!("Notice cancelled: {}", fact.reason), Weight::Revision),
        Fact::AnnouncementSent(fact) => {
            let late = late(fact.reason.as_ref());
            (
                format!("{} told by {}{late}", fact.customer.name, fact.by),
                Weight::Sent,
            )
        }
        Fact::ObjectionRaised(fact) => (
            format!("{} objects: {}", fact.customer.name, fact.grounds),
            Weight::Breach,
        ),
        Fact::ObjectionAnswered(fact) => {
            let words = format!(
                "Objection of {} {}: {}{}",
                fact.customer.name,
                fact.outcome.word(),
                fact.answer,
                late(fact.reason.as_ref())
            );
            (words, Weight::Sent)
        }
        Fact::GoLiveExpedited(fact) => (
            format!("Notice cut short for {}: {}", fact.incident.name, fact.reason),
            Weight::Breach,
        ),
        _ => end(fact),
    }
}

fn end(fact: &Fact) -> Line {
    match fact {
        Fact::OffboardingBegun(fact) => (format!("Its end begins: {}", fact.reason), Weight::Revision),
        Fact::OffboardingStepDone(fact) => {
            let kept = fact.retention.as_ref();
            let kept = kept.map_or_else(String::new, |kept| format!("; it keeps: {kept}"));
            let words = format!(
                "End step {} done{}{}{kept}{}",
                fact.step,
                tail(fact.note.as_ref()),
                shown(fact.evidence.as_ref()),
                late(fact.reason.as_ref())
            );
            (words, Weight::Sent)
        }
        Fact::OffboardingStepExcluded(fact) => (
            format!("End step {} does not apply: {}", fact.step, fact.reason),
            Weight::Revision,
        ),
        Fact::OffboardingStepReopened(fact) => (
            format!("End step {} is open again: {}", fact.step, fact.reason),
            Weight::Revision,
        ),
        Fact::CredentialListed(fact) => (
            format!("Credential listed: {}{}", fact.credential, tail(fact.note.as_ref())),
            Weight::Plain,
        ),
        Fact::CredentialRevoked(fact) => {
            let words = format!(
                "Credential revoked: {}{}{}",
                fact.credential,
                shown(fact.evidence.as_ref()),
                late(fact.reason.as_ref())
            );
            (words, Weight::Sent)
        }
        Fact::VendorEnded(fact) => (
            format!("The relationship has ended{}", tail(fact.note.as_ref())),
            Weight::Revision,
        ),
        // Facts of other subjects do not stand on this log.
        _ => (String::new(), Weight::Quiet),
    }
}
