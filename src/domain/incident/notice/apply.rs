//! How facts about letters, and about what law and contracts ask, change an incident. Nothing here can fail.

use super::Notice;
use super::state::Superseded;
use crate::domain::deadline::{DeadlineKind, slug};
use crate::domain::details::Dispatch;
use crate::domain::fact::{Envelope, Fact, NoticeSuperseded};
use crate::domain::incident::Incident;
use crate::domain::incident::apply::{told_of, waiver};
use crate::domain::incident::obliged::Submitted;
use crate::domain::incident::state::Sent;

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
                    self.post(&notice, &sent, &fact.dispatch, is_first);
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
            | Fact::EntryMarked(_) => {
                if matches!(fact, Fact::Published(_)) {
                    // Each update starts the clock of the next; what was waived was the one before.
                    self.waived.remove(DeadlineKind::Update.key());
                }
                self.notices.note(envelope, fact);
            }
            Fact::NoticeSuperseded(fact) => self.supersede(envelope, fact),
            // Facts of other subjects cannot reach an incident; were one to, it would change nothing.
            _ => {}
        }
    }

    /// A notice went out; another that it asks for has a clock of its own, whatever was waived before.
    pub(in crate::domain::incident) fn post(
        &mut self,
        notice: &Notice,
        sent: &Sent,
        dispatch: &Dispatch,
        is_first: bool,
    ) {
        if dispatch.again_by.is_some() {
            self.forget_waiver(DeadlineKind::FollowUp, notice);
        }
        self.notices.post(notice, sent, dispatch, is_first);
    }

    fn forget_waiver(&mut self, kind: DeadlineKind, notice: &Notice) {
        self.waived
            .remove(&format!("{}/{}", kind.key(), slug(&notice.to_string())));
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
            // What is owed anew is not waived by what was said of a clock before.
            let kind = match fact.notice {
                Notice::Customer(_) if runs_again => DeadlineKind::Notice,
                _ => DeadlineKind::FollowUp,
            };
            self.forget_waiver(kind, &fact.notice);
            let before = Superseded {
                sent,
                wrong: fact.wrong,
                why: waiver(envelope, &fact.reason),
            };
            self.notices.supersede(&fact.notice, before, fact.again_by);
        }
    }
}
