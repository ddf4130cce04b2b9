//! How facts about letters, and about what law and contracts ask, change an incident. Nothing here can fail.

use super::Notice;
use super::state::Superseded;
use crate::domain::fact::{Envelope, Fact, NoticeSuperseded};
use crate::domain::incident::Incident;
use crate::domain::incident::apply::{told_of, waiver};
use crate::domain::incident::obliged::Submitted;

impl Incident {
    /// What law and contracts ask, and the letters that tell others.
    pub(in crate::domain::incident) fn apply_letters(&mut self, envelope: &Envelope, fact: &Fact) {
        match fact {
            Fact::CompanyRoleSet(_)
            | Fact::AnchorSet(_)
            | Fact::ObligationSubmitted(_)
            | Fact::ObligationDeclined(_) => {
                if let Fact::ObligationSubmitted(fact) = fact {
                    let is_first = !self.obliged.submitted.contains_key(&fact.obligation);
                    let sent = super::state::sent(envelope, &fact.dispatch, fact.reason.as_ref());
                    let notice = Notice::Obligation(fact.obligation.clone());
                    self.notices.post(&notice, &sent, &fact.dispatch, is_first);
                }
                self.obliged.note(envelope, fact);
            }
            Fact::NoticeDrafted(_)
            | Fact::NoticeReadied(_)
            | Fact::NoticeApproved(_)
            | Fact::NoticeReturned(_)
            | Fact::Published(_)
            | Fact::RecipientDetailed(_)
            | Fact::CodenameSet(_)
            | Fact::EntryMarked(_) => self.notices.note(envelope, fact),
            Fact::NoticeSuperseded(fact) => self.supersede(envelope, fact),
            // Facts of other subjects cannot reach an incident; were one to, it would change nothing.
            _ => {}
        }
    }

    /// What was sent last was wrong. Where its recipient was told nothing by it, it counts no more: of a follow-up, that is
    /// owed again; of the first one, its clock runs again.
    fn supersede(&mut self, envelope: &Envelope, fact: &NoticeSuperseded) {
        let runs_again = fact.again_by.is_none();
        let later = self.notices.last_later(&fact.notice, runs_again);
        let sent = match (&fact.notice, later) {
            (Notice::Obligation(rule), Some(sent)) => {
                if runs_again {
                    let before = self.notices.last_later(&fact.notice, false);
                    self.obliged.step_back(rule, before.as_ref());
                }
                Some(sent)
            }
            (_, Some(sent)) => Some(sent),
            (Notice::Customer(customer), None) => told_of(self.breach.as_mut(), customer).and_then(|told| {
                if runs_again {
                    told.sent.take()
                } else {
                    told.sent.clone()
                }
            }),
            (Notice::Obligation(rule), None) => {
                let sent = self.obliged.submitted.get(rule).map(Submitted::as_sent);
                if runs_again {
                    self.obliged.submitted.remove(rule);
                }
                sent
            }
            (Notice::Customers | Notice::Page(_), None) => None,
        };
        if let Some(sent) = sent {
            let before = Superseded {
                sent,
                wrong: fact.wrong,
                why: waiver(envelope, &fact.reason),
            };
            self.notices.supersede(&fact.notice, before, fact.again_by);
        }
    }
}
