//! Letters on the log, in words.

use super::{Notice, Wrong};
use crate::domain::details::Dispatch;
use crate::domain::fact::{Fact, RecipientDetailed};
use crate::domain::incident::words::{Line, because, line};
use crate::domain::log::Weight;

/// What is read of a fact about letters; `None` where it is about something else.
pub(in crate::domain::incident) fn in_words(fact: &Fact) -> Option<Line> {
    Some(match fact {
        Fact::NoticeSent(fact) => {
            let words = format!("{} told by {}", fact.customer.name, fact.dispatch.by);
            line(
                "notice",
                because(with(words, &fact.dispatch), fact.reason.as_ref()),
                Weight::Sent,
            )
        }
        Fact::ObligationSubmitted(fact) => {
            let words = format!("{} submitted by {}", fact.obligation, fact.dispatch.by);
            line(
                "obliged",
                because(with(words, &fact.dispatch), fact.reason.as_ref()),
                Weight::Sent,
            )
        }
        Fact::Published(fact) => {
            let words = format!("Published: {}, at {}", fact.publication.name(), fact.place);
            line("public", with(words, &fact.dispatch), Weight::Sent)
        }
        Fact::NoticeDrafted(fact) => line("letter", format!("Letter to {} written", fact.notice), Weight::Quiet),
        Fact::NoticeReadied(fact) => {
            let asks = fact.asks.as_ref().map_or_else(String::new, |person| {
                format!(", {} is asked to approve it", person.name)
            });
            line(
                "letter",
                format!("Letter to {} ready{asks}", fact.notice),
                Weight::Quiet,
            )
        }
        Fact::NoticeApproved(fact) => line(
            "letter",
            format!("Letter to {} approved", fact.notice),
            Weight::Revision,
        ),
        Fact::NoticeReturned(fact) => line(
            "letter",
            format!("Letter to {} given back: {}", fact.notice, fact.reason),
            Weight::Revision,
        ),
        Fact::GapFound(fact) => {
            let words = format!(
                "Communication gap: {}; to review: {}",
                fact.reason,
                fact.templates.join(", ")
            );
            line("gap", words, Weight::Revision)
        }
        Fact::NoticeSuperseded(fact) => {
            let wrong = match fact.wrong {
                Wrong::Recipient => "went to somebody else",
                Wrong::Mistake => "was not sent",
                Wrong::Text => "has to be corrected",
            };
            let column = if matches!(fact.notice, Notice::Obligation(_)) {
                "obliged"
            } else {
                "notice"
            };
            line(
                column,
                format!("Notice to {} {wrong}: {}", fact.notice, fact.reason),
                Weight::Revision,
            )
        }
        Fact::RecipientDetailed(fact) => line("detail", detail(fact), Weight::Quiet),
        Fact::CodenameSet(fact) => line("name", format!("Goes by {} outside", fact.codename), Weight::Quiet),
        Fact::EntryMarked(fact) => {
            let why = fact
                .reason
                .as_ref()
                .map_or_else(String::new, |reason| format!(": {reason}"));
            line(
                "mark",
                format!("{} is {}{why}", fact.entry, fact.marked.word()),
                Weight::Quiet,
            )
        }
        _ => return None,
    })
}

fn detail(fact: &RecipientDetailed) -> String {
    let detail = &fact.detail;
    let known = [("", &detail.records), ("reference ", &detail.reference)];
    let known: Vec<String> = known
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(what, words)| format!("{what}{words}"))
        .collect();
    match known.as_slice() {
        [] => format!("{}: nothing is known", fact.notice),
        known => format!("{}: {}", fact.notice, known.join(", ")),
    }
}

/// The words of a sending with what it was sent in spite of.
fn with(mut words: String, dispatch: &Dispatch) -> String {
    if let Some(reason) = &dispatch.overridden {
        words.push_str(&format!("; although {}: {reason}", dispatch.in_the_way.join("; ")));
    }
    if !dispatch.unknown.is_empty() {
        words.push_str(&format!("; not yet known: {}", dispatch.unknown.join(", ")));
    }
    words
}
