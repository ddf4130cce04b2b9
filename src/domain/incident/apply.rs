//! How facts change an incident. Nothing here can fail: whatever arrives, in whatever order, the fold is total.

use std::collections::{BTreeMap, BTreeSet};

use super::notice::{self, Notice, Notices};
use super::obliged::Obliged;
use super::state::{
    Answer, Breach, Closing, Done, Explained, Holder, Incident, LinkedVendor, Origin, Page, PhaseVisit, Rating,
    Remediation, Response, Told, Waiver,
};
use crate::domain::fact::{Body, Declared, Envelope, Fact, Imported, Recorded};
use crate::domain::reminder::quiet::Quieted;
use crate::domain::subject::Ref;

/// The question that a confirmed breach answers by itself, and the reason that then stands there.
const CUSTOMERS: &str = "customers";
const BY_BREACH: &str = "breach confirmed";

/// The rank whose answer IR-7 counts in business hours is told by the policy; the state keeps the first entry
/// after any rating that was a raise or the declaration.
fn starts_response(rating: &Rating) -> bool {
    rating.from.is_none_or(|from| rating.rank < from)
}

impl Incident {
    /// The state right after the fact that brought it into being; `None` if this fact is not one.
    pub fn begin(recorded: &Recorded) -> Option<Self> {
        match &recorded.body {
            Body::Known(Fact::Declared(fact)) => Some(Self::declared(&recorded.envelope, fact)),
            Body::Known(Fact::Imported(fact)) => Some(Self::imported(&recorded.envelope, fact)),
            _ => None,
        }
    }

    fn empty(envelope: &Envelope, code: &str, title: &str) -> Self {
        Self {
            id: envelope.subject.id.clone(),
            code: code.to_owned(),
            title: title.to_owned(),
            severity: None,
            highest: None,
            ratings: Vec::new(),
            channel: None,
            systems: Vec::new(),
            customers: Vec::new(),
            declared_at: None,
            declared_by: envelope.who.name.clone(),
            imported: None,
            roles: BTreeMap::new(),
            phases: Vec::new(),
            pages: Vec::new(),
            breach: None,
            asks: Vec::new(),
            asks_without_breach: Vec::new(),
            answers: BTreeMap::new(),
            remediation: None,
            closed: None,
            reopened: 0,
            review: None,
            waived: BTreeMap::new(),
            explained: BTreeMap::new(),
            quiet: Quieted::default(),
            obliged: Obliged::default(),
            notices: Notices::default(),
            vendors: Vec::new(),
            struck: BTreeMap::new(),
            expunged: BTreeMap::new(),
            undone: BTreeSet::new(),
            entries: 0,
            unknown: 0,
            void: false,
        }
    }

    fn declared(envelope: &Envelope, fact: &Declared) -> Self {
        let mut incident = Self::empty(envelope, &fact.code, &fact.title);
        incident.severity = Some(fact.severity);
        incident.highest = Some(fact.severity);
        incident.ratings.push(Rating {
            from: None,
            rank: fact.severity,
            at: envelope.happened_at,
            policy: envelope.policy.clone(),
            response: None,
        });
        incident.channel.clone_from(&fact.channel);
        incident.systems.clone_from(&fact.systems);
        incident.customers.clone_from(&fact.customers);
        incident.declared_at = Some(envelope.happened_at);
        incident.asks.clone_from(&fact.asks);
        incident.asks_without_breach.clone_from(&fact.asks_without_breach);
        incident.phases.push(PhaseVisit {
            phase: fact.phase.clone(),
            at: envelope.happened_at,
        });
        incident
    }

    fn imported(envelope: &Envelope, fact: &Imported) -> Self {
        let mut incident = Self::empty(envelope, &fact.code, &fact.title);
        incident.severity = fact.severity;
        incident.highest = fact.severity;
        incident.declared_at = fact.started_at;
        incident.closed = Some(Closing {
            at: fact.ended_at,
            who: envelope.who.name.clone(),
            policy: envelope.policy.clone(),
        });
        incident.imported = Some(Box::new(Origin {
            source: fact.source.clone(),
            company: fact.company.clone(),
            product: fact.product.clone(),
            ended_at: fact.ended_at,
            categories: fact.categories.clone(),
            keywords: fact.keywords.clone(),
            link: fact.link.clone(),
        }));
        incident
    }

    /// Takes one more fact into account.
    pub fn apply(&mut self, recorded: &Recorded) {
        let envelope = &recorded.envelope;
        match &recorded.body {
            Body::Known(fact) => self.apply_known(envelope, fact),
            Body::Unknown { .. } => self.unknown += 1,
            // Only entries can be expunged. What they did to the state is that they stood there, so an expunged line
            // may still be the response (IR-7): its words went, not the act.
            Body::Expunged => self.note_entry(envelope),
        }
    }

    fn apply_known(&mut self, envelope: &Envelope, fact: &Fact) {
        match fact {
            Fact::EntryLogged(_) => self.note_entry(envelope),
            Fact::EntryStruck(fact) => {
                self.struck.insert(fact.entry.clone(), fact.reason.clone());
                // Whether a later line counts in its place, only a new fold can tell: see `State::folds_anew`.
                for rating in self.ratings.iter_mut().filter(|rating| rating.is_begun_by(&fact.entry)) {
                    rating.response = None;
                }
            }
            Fact::EntryExpunged(fact) => {
                self.expunged.insert(fact.entry.clone(), fact.reason.clone());
            }
            Fact::SeverityRevised(fact) => {
                // What was waived was the clock of the rating before.
                self.forget_waivers(|kind| matches!(kind, "page" | "respond" | "fix"));
                self.ratings.push(Rating {
                    from: self.severity,
                    rank: fact.to,
                    at: envelope.happened_at,
                    policy: envelope.policy.clone(),
                    response: None,
                });
                self.severity = Some(fact.to);
                self.highest = Some(self.highest.map_or(fact.to, |highest| highest.min(fact.to)));
                self.asks.clone_from(&fact.asks);
                self.asks_without_breach.clone_from(&fact.asks_without_breach);
            }
            Fact::PhaseEntered(fact) => self.phases.push(PhaseVisit {
                phase: fact.phase.clone(),
                at: envelope.happened_at,
            }),
            Fact::RoleAssigned(fact) => self.assign(envelope, &fact.role, &fact.person, &fact.replaces),
            Fact::RoleReleased(fact) => self.release(&fact.role, &fact.person),
            Fact::PageRecorded(fact) => self.pages.push(Page {
                person: fact.person.clone(),
                duties: fact.duties.clone(),
                at: envelope.happened_at,
                recorded_at: envelope.recorded_at,
                answered_at: None,
                reason: fact.reason.clone(),
            }),
            Fact::PageAcknowledged(fact) => self.answer_page(envelope, &fact.person),
            Fact::RemediationDocumented(fact) => {
                // Better words later on do not make the repair later.
                let first = self.remediation.take().map(|written| written.done);
                self.remediation = Some(Remediation {
                    text: fact.text.clone(),
                    done: first.unwrap_or_else(|| done(envelope, fact.reason.as_ref())),
                });
            }
            Fact::QuestionAnswered(fact) => self.answer(envelope, &fact.question, fact.yes, &fact.reason),
            Fact::Closed(fact) => {
                self.closed = Some(Closing {
                    at: Some(envelope.happened_at),
                    who: envelope.who.name.clone(),
                    policy: envelope.policy.clone(),
                });
                self.phases.push(PhaseVisit {
                    phase: fact.phase.clone(),
                    at: envelope.happened_at,
                });
            }
            Fact::Reopened(fact) => {
                self.closed = None;
                self.review = None;
                self.forget_waivers(|kind| kind == "review");
                self.reopened += 1;
                self.phases.push(PhaseVisit {
                    phase: fact.phase.clone(),
                    at: envelope.happened_at,
                });
            }
            Fact::ReviewDone(fact) => self.review = Some(done(envelope, fact.reason.as_ref())),
            Fact::DeadlineWaived(fact) => {
                self.waived
                    .insert(fact.deadline.clone(), waiver(envelope, &fact.reason));
            }
            Fact::DeadlineExplained(fact) => {
                self.explained.insert(
                    fact.deadline.clone(),
                    Explained {
                        clock: fact.clock.clone(),
                        reason: fact.reason.clone(),
                    },
                );
            }
            Fact::ReminderAcknowledged(_) | Fact::ReminderSnoozed(_) => self.quiet.note(envelope, fact),
            Fact::Undone(fact) => {
                self.undone.insert((fact.series.clone(), fact.act));
            }
            Fact::VendorLinked(_) | Fact::VendorUnlinked(_) => self.apply_vendor(fact),
            _ => self.apply_breach(envelope, fact),
        }
    }

    fn apply_vendor(&mut self, fact: &Fact) {
        match fact {
            Fact::VendorLinked(fact) => {
                self.vendors.retain(|one| one.vendor.id != fact.vendor.id);
                self.vendors.push(LinkedVendor {
                    vendor: fact.vendor.clone(),
                    categories: fact.categories.clone(),
                });
            }
            Fact::VendorUnlinked(fact) => self.vendors.retain(|one| one.vendor.id != fact.vendor.id),
            _ => {}
        }
    }

    fn apply_breach(&mut self, envelope: &Envelope, fact: &Fact) {
        match fact {
            Fact::BreachConfirmed(fact) => {
                self.answer(envelope, CUSTOMERS, true, BY_BREACH);
                if let Some(breach) = self.breach.as_mut().filter(|breach| breach.withdrawn.is_none()) {
                    breach.confirm_again(envelope.happened_at, fact);
                    return;
                }
                self.forget_waivers(|kind| kind == "notice");
                self.notices.begin_anew();
                self.breach = Some(Breach {
                    confirmed_at: envelope.happened_at,
                    recorded_at: envelope.recorded_at,
                    categories: fact.categories.clone(),
                    customers: fact.customers.iter().cloned().map(untold).collect(),
                    policy: envelope.policy.clone(),
                    withdrawn: None,
                });
            }
            Fact::CustomerAffected(fact) => {
                if let Some(breach) = &mut self.breach {
                    breach.affect(&fact.customer);
                }
            }
            Fact::ConfirmationCorrected(fact) => {
                if let Some(breach) = &mut self.breach {
                    breach.confirmed_at = fact.to;
                }
            }
            Fact::BreachWithdrawn(fact) => {
                if let Some(breach) = &mut self.breach {
                    breach.withdrawn = Some(waiver(envelope, &fact.reason));
                }
                // Nobody has answered but the breach itself, so the question is open again (IR-6).
                if self
                    .answers
                    .get(CUSTOMERS)
                    .is_some_and(|answer| answer.reason == BY_BREACH)
                {
                    self.answers.remove(CUSTOMERS);
                }
            }
            Fact::NoticeSent(fact) => {
                let Some(told) = told_of(self.breach.as_mut(), &fact.customer) else {
                    return;
                };
                let sent = notice::state::sent(envelope, &fact.dispatch, fact.reason.as_ref());
                let notice = Notice::Customer(told.affected.customer.clone());
                // Two people may send at once: the first one counts, both stay on the log.
                let is_first = told.sent.is_none();
                if is_first {
                    told.sent = Some(sent.clone());
                }
                self.post(&notice, &sent, &fact.dispatch, is_first);
            }
            _ => self.apply_letters(envelope, fact),
        }
    }

    fn note_entry(&mut self, envelope: &Envelope) {
        self.entries += 1;
        // What was struck out is no response (IR-10).
        let is_struck = envelope.tag.as_ref().is_some_and(|tag| self.struck.contains_key(tag));
        let Some(rating) = self.ratings.iter_mut().rfind(|rating| starts_response(rating)) else {
            return;
        };
        // The first line after the start; one that is back-dated later on cannot make a response late that was in time.
        if rating.response.is_none() && envelope.happened_at > rating.at && !is_struck {
            rating.response = Some(Response {
                entry: envelope.tag.clone(),
                done: done(envelope, None),
            });
        }
    }

    /// A clock that starts anew is not waived any more.
    fn forget_waivers(&mut self, of: impl Fn(&str) -> bool) {
        self.waived
            .retain(|key, _| !of(key.split('/').next().unwrap_or_default()));
    }

    fn assign(&mut self, envelope: &Envelope, role: &str, person: &Ref, replaces: &[Ref]) {
        let holders = self.roles.entry(role.to_owned()).or_default();
        holders.retain(|holder| !replaces.iter().any(|old| old.id == holder.person.id));
        if !holders.iter().any(|holder| holder.person.id == person.id) {
            holders.push(Holder {
                person: person.clone(),
                since: envelope.happened_at,
            });
        }
    }

    fn release(&mut self, role: &str, person: &Ref) {
        if let Some(holders) = self.roles.get_mut(role) {
            holders.retain(|holder| holder.person.id != person.id);
            if holders.is_empty() {
                self.roles.remove(role);
            }
        }
    }

    fn answer_page(&mut self, envelope: &Envelope, person: &Ref) {
        let open = self
            .pages
            .iter_mut()
            .find(|page| page.person.id == person.id && page.answered_at.is_none());
        if let Some(page) = open {
            page.answered_at = Some(envelope.happened_at);
        }
    }

    fn answer(&mut self, envelope: &Envelope, question: &str, yes: bool, reason: &str) {
        self.answers.insert(
            question.to_owned(),
            Answer {
                yes,
                reason: reason.to_owned(),
                who: envelope.who.name.clone(),
                at: envelope.happened_at,
            },
        );
    }
}

pub(super) fn told_of<'a>(breach: Option<&'a mut Breach>, customer: &Ref) -> Option<&'a mut Told> {
    let mut customers = breach?.customers.iter_mut();
    customers.find(|told| told.affected.customer.id == customer.id)
}

fn done(envelope: &Envelope, reason: Option<&String>) -> Done {
    Done {
        at: envelope.happened_at,
        recorded_at: envelope.recorded_at,
        who: envelope.who.name.clone(),
        reason: reason.cloned(),
    }
}

pub(super) fn waiver(envelope: &Envelope, reason: &str) -> Waiver {
    Waiver {
        at: envelope.happened_at,
        who: envelope.who.name.clone(),
        reason: reason.to_owned(),
    }
}

pub(super) fn untold(affected: crate::domain::fact::Affected) -> Told {
    Told { affected, sent: None }
}
