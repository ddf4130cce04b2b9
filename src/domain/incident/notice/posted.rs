//! What went out, as the record has it: every sending to one recipient in order, with its text and what became of it.

use super::{Notice, Wrong};
use crate::domain::details::Dispatch;
use crate::domain::fact::{Body, Envelope, Fact, Recorded};
use crate::domain::incident::Incident;
use crate::domain::incident::state::Waiver;

/// The kinds of facts that [`Incident::posted`] reads; others change nothing there. The store keeps an index of them.
pub const KINDS: &[&str] = &[
    "incident.notice-sent",
    "incident.obligation-submitted",
    "incident.published",
    "incident.notice-superseded",
];

/// One sending.
#[derive(Debug, Clone, PartialEq)]
pub struct Posted {
    /// Whom it told.
    pub notice: Notice,
    /// Which of the sendings to them it was, from 1.
    pub nth: usize,
    /// Who wrote it down and when; when it went out is its `happened_at`.
    pub envelope: Envelope,
    /// The exact text, how it went, what stood in its way, what proves it.
    pub dispatch: Dispatch,
    /// Why it was late.
    pub late: Option<String>,
    /// Where it can be read, if it was published.
    pub place: Option<String>,
    /// What was wrong with it, and who said so.
    pub superseded: Option<(Wrong, Waiver)>,
}

impl Incident {
    /// Every sending among these facts of this incident, oldest first; of one recipient, where it is named.
    ///
    /// A sending counts from its place on the record, not from the time it is said to have gone out: a number, once it
    /// was given, stays.
    pub fn posted(&self, facts: &[Recorded], of: Option<&Notice>) -> Vec<Posted> {
        let of = of.map(Notice::key);
        let mut all: Vec<Posted> = Vec::new();
        for recorded in facts {
            let envelope = &recorded.envelope;
            let Body::Known(fact) = &recorded.body else {
                continue;
            };
            if self.is_undone(&envelope.id.series, envelope.act) {
                continue;
            }
            if let Fact::NoticeSuperseded(fact) = fact {
                let key = fact.notice.key();
                let last = all
                    .iter_mut()
                    .rfind(|one| one.notice.key() == key && one.superseded.is_none());
                if let Some(last) = last {
                    let why = Waiver {
                        at: envelope.happened_at,
                        who: envelope.who.name.clone(),
                        reason: fact.reason.clone(),
                    };
                    last.superseded = Some((fact.wrong, why));
                }
                continue;
            }
            let Some((notice, dispatch, late, place)) = sending(fact) else {
                continue;
            };
            let key = notice.key();
            if of.as_ref().is_some_and(|of| *of != key) {
                continue;
            }
            let before = all.iter().rfind(|one| one.notice.key() == key);
            all.push(Posted {
                nth: before.map_or(1, |one| one.nth + 1),
                notice,
                envelope: envelope.clone(),
                dispatch: dispatch.clone(),
                late: late.cloned(),
                place: place.cloned(),
                superseded: None,
            });
        }
        all
    }
}

type Sending<'a> = (Notice, &'a Dispatch, Option<&'a String>, Option<&'a String>);

fn sending(fact: &Fact) -> Option<Sending<'_>> {
    Some(match fact {
        Fact::NoticeSent(fact) => {
            let notice = Notice::Customer(fact.customer.clone());
            (notice, &fact.dispatch, fact.reason.as_ref(), None)
        }
        Fact::ObligationSubmitted(fact) => {
            let notice = Notice::Obligation(fact.obligation.clone());
            (notice, &fact.dispatch, fact.reason.as_ref(), None)
        }
        Fact::Published(fact) => {
            let notice = Notice::Page(fact.publication);
            (notice, &fact.dispatch, None, Some(&fact.place))
        }
        _ => return None,
    })
}
