//! What each fact changes of a vendor. Total: whatever the order, and whatever is missing, there is a state after it.

use std::collections::{BTreeMap, BTreeSet};

use super::state::{
    Announcement, Answered, ConditionState, Credential, Early, Expedited, Informed, Objection, Offboarding,
    OffboardingState, Reassessed, ReportState, RiskState, StepState, Vendor, Watched,
};
use crate::domain::DeadlineKind;
use crate::domain::deadline::slug;
use crate::domain::fact::{Body, Change, Envelope, Fact, Recorded, VendorReassessed};
use crate::domain::incident::state::{Done, Sent, Waiver};
use crate::domain::reminder::quiet::Quieted;
use crate::text::fold_name;

fn done(envelope: &Envelope, reason: Option<&String>) -> Done {
    Done {
        at: envelope.happened_at,
        recorded_at: envelope.recorded_at,
        who: envelope.who.name.clone(),
        reason: reason.cloned(),
    }
}

fn waiver(envelope: &Envelope, reason: &str) -> Waiver {
    Waiver {
        at: envelope.happened_at,
        who: envelope.who.name.clone(),
        reason: reason.to_owned(),
    }
}

/// Are both the same name?
pub(super) fn is_called(name: &str, other: &str) -> bool {
    fold_name(name) == fold_name(other)
}

impl Vendor {
    /// The state right after the fact that brought it into being.
    pub fn begin(recorded: &Recorded) -> Option<Self> {
        let Body::Known(Fact::VendorAdded(fact)) = &recorded.body else {
            return None;
        };
        let envelope = &recorded.envelope;
        Some(Self {
            id: envelope.subject.id.clone(),
            details: fact.details.clone(),
            added_at: envelope.recorded_at,
            added_by: envelope.who.name.clone(),
            in_use: fact.in_use,
            policy: envelope.policy.clone(),
            since: envelope.recorded_at,
            reassessed: None,
            early: Vec::new(),
            conditions: Vec::new(),
            steps: BTreeMap::new(),
            allowed: None,
            reports: Vec::new(),
            risks: Vec::new(),
            watched: None,
            incidents: Vec::new(),
            notices: Vec::new(),
            objections: Vec::new(),
            live: None,
            credentials: Vec::new(),
            offboarding: None,
            ended: None,
            waived: BTreeMap::new(),
            quiet: Quieted::default(),
            undone: BTreeSet::new(),
            unknown: 0,
            void: false,
        })
    }

    /// Takes one more fact into account.
    pub fn apply(&mut self, recorded: &Recorded) {
        let envelope = &recorded.envelope;
        match &recorded.body {
            Body::Known(Fact::DeadlineWaived(fact)) => {
                self.waived
                    .insert(fact.deadline.clone(), waiver(envelope, &fact.reason));
            }
            Body::Known(fact @ (Fact::ReminderAcknowledged(_) | Fact::ReminderSnoozed(_))) => {
                self.quiet.note(envelope, fact);
            }
            Body::Known(Fact::Undone(fact)) => {
                self.undone.insert((fact.series.clone(), fact.act));
            }
            Body::Known(fact) => self.apply_known(envelope, fact),
            Body::Unknown { .. } => self.unknown += 1,
            Body::Expunged => {}
        }
    }

    fn apply_known(&mut self, envelope: &Envelope, fact: &Fact) {
        match fact {
            Fact::VendorChanged(fact) => {
                let before = self.clock();
                self.details = fact.details.clone();
                // Another tier or another date is another clock.
                if self.clock() != before {
                    self.start_anew(envelope);
                }
            }
            Fact::VendorReassessed(fact) => self.reassess(envelope, fact),
            Fact::ReassessmentOpened(fact) => {
                let early = Early {
                    on: fact.on,
                    cause: fact.cause.clone(),
                    incident: fact.incident.clone(),
                    policy: envelope.policy.clone(),
                    is_foreseen: false,
                };
                if !self.early.contains(&early) {
                    self.early.push(early);
                    self.early.sort_by(|a, b| (a.on, &a.cause).cmp(&(b.on, &b.cause)));
                    self.waived.remove(DeadlineKind::Reassess.key());
                }
            }
            Fact::ConditionMet(fact) => {
                let mut open = self.conditions.iter_mut().filter(|one| one.met.is_none());
                if let Some(one) = open.find(|one| is_called(&one.condition.name, &fact.condition)) {
                    one.met = Some(done(envelope, fact.reason.as_ref()));
                    one.evidence.clone_from(&fact.evidence);
                }
            }
            Fact::ReportReceived(_) | Fact::RiskAccepted(_) | Fact::RiskClosed(_) | Fact::MonitoringNoted(_) => {
                self.apply_watch(envelope, fact);
            }
            Fact::StepDone(_)
            | Fact::StepExcluded(_)
            | Fact::StepReopened(_)
            | Fact::ApprovalGiven(_)
            | Fact::ProductionAllowed(_)
            | Fact::WentLive(_) => self.apply_diligence(envelope, fact),
            Fact::IncidentLinked(fact) => {
                if !self.incidents.iter().any(|one| one.id == fact.incident.id) {
                    self.incidents.push(fact.incident.clone());
                }
            }
            Fact::IncidentUnlinked(fact) => {
                self.incidents.retain(|one| one.id != fact.incident.id);
                let is_of_it = |early: &Early| early.incident.as_ref().is_some_and(|one| one.id == fact.incident.id);
                self.early.retain(|early| !is_of_it(early));
            }
            Fact::ChangeAnnounced(_)
            | Fact::AnnouncementCancelled(_)
            | Fact::AnnouncementSent(_)
            | Fact::ObjectionRaised(_)
            | Fact::ObjectionAnswered(_)
            | Fact::GoLiveExpedited(_) => self.apply_notice(envelope, fact),
            _ => self.apply_end(envelope, fact),
        }
    }

    fn start_anew(&mut self, envelope: &Envelope) {
        self.policy.clone_from(&envelope.policy);
        self.waived.remove(DeadlineKind::Reassess.key());
    }

    fn reassess(&mut self, envelope: &Envelope, fact: &VendorReassessed) {
        self.reassessed = Some(Reassessed {
            on: fact.on,
            recorded_at: envelope.recorded_at,
            who: envelope.who.name.clone(),
            outcome: fact.outcome,
            note: fact.note.clone(),
            reason: fact.reason.clone(),
            before: self.clock(),
        });
        self.details.last_assessed = Some(fact.on);
        if fact.renewal.is_some() {
            self.details.renewal = fact.renewal;
        }
        // What happened after that day has not been looked at.
        self.early.retain(|early| early.on > fact.on);
        for condition in &fact.conditions {
            // One that is set again has the day that was said last.
            self.conditions
                .retain(|one| one.met.is_some() || !is_called(&one.condition.name, &condition.name));
            self.conditions.push(ConditionState {
                condition: condition.clone(),
                set_at: envelope.recorded_at,
                policy: envelope.policy.clone(),
                met: None,
                evidence: None,
            });
        }
        self.since = envelope.recorded_at;
        self.start_anew(envelope);
    }

    fn apply_diligence(&mut self, envelope: &Envelope, fact: &Fact) {
        let (at, who) = (envelope.happened_at, envelope.who.name.clone());
        let (step, state) = match fact {
            Fact::StepDone(fact) => (
                &fact.step,
                StepState::Done {
                    at,
                    who,
                    evidence: fact.evidence.clone(),
                    note: fact.note.clone(),
                },
            ),
            Fact::ApprovalGiven(fact) => (
                &fact.step,
                StepState::Done {
                    at,
                    who: fact.by.name.clone(),
                    evidence: fact.evidence.clone(),
                    note: fact.note.clone(),
                },
            ),
            Fact::StepExcluded(fact) => (
                &fact.step,
                StepState::Excluded {
                    at,
                    who,
                    reason: fact.reason.clone(),
                },
            ),
            Fact::StepReopened(fact) => {
                self.steps.remove(&fact.step);
                return;
            }
            Fact::ProductionAllowed(_) => {
                self.allowed.get_or_insert_with(|| done(envelope, None));
                return;
            }
            _ => {
                self.live.get_or_insert_with(|| done(envelope, None));
                return;
            }
        };
        self.steps.insert(step.clone(), state);
    }

    fn apply_watch(&mut self, envelope: &Envelope, fact: &Fact) {
        match fact {
            Fact::ReportReceived(fact) => {
                self.waived
                    .remove(&format!("{}/{}", DeadlineKind::Report.key(), slug(&fact.report.name)));
                for before in &mut self.reports {
                    if before.renewed.is_none() && is_called(&before.report.name, &fact.report.name) {
                        before.renewed = Some(done(envelope, fact.reason.as_ref()));
                    }
                }
                self.reports.push(ReportState {
                    report: fact.report.clone(),
                    received_at: envelope.recorded_at,
                    policy: envelope.policy.clone(),
                    renewed: None,
                });
            }
            Fact::RiskAccepted(fact) => {
                self.settle_risk(&fact.risk, &done(envelope, fact.late.as_ref()));
                self.risks.push(RiskState {
                    risk: fact.risk.clone(),
                    by: fact.by.clone(),
                    at: envelope.happened_at,
                    policy: envelope.policy.clone(),
                    until: fact.until,
                    reason: fact.reason.clone(),
                    settled: None,
                });
            }
            Fact::RiskClosed(fact) => self.settle_risk(&fact.risk, &done(envelope, Some(&fact.reason))),
            Fact::MonitoringNoted(fact) => {
                self.watched = Some(Watched {
                    kind: fact.kind.clone(),
                    at: envelope.happened_at,
                    text: fact.text.clone(),
                });
            }
            _ => {}
        }
    }

    fn settle_risk(&mut self, name: &str, done: &Done) {
        for risk in &mut self.risks {
            if risk.settled.is_none() && is_called(&risk.risk, name) {
                risk.settled = Some(done.clone());
            }
        }
    }

    fn apply_notice(&mut self, envelope: &Envelope, fact: &Fact) {
        if let Fact::ObjectionRaised(_) | Fact::ObjectionAnswered(_) = fact {
            return self.apply_objection(envelope, fact);
        }
        let open = self.notices.iter_mut().rfind(|notice| notice.cancelled.is_none());
        match fact {
            Fact::ChangeAnnounced(fact) => self.notices.push(Announcement {
                change: fact.change,
                published_at: envelope.happened_at,
                effective_on: fact.effective_on,
                ends_at: fact.ends_at,
                policy: envelope.policy.clone(),
                customers: fact
                    .customers
                    .iter()
                    .map(|recipient| Informed {
                        recipient: recipient.clone(),
                        sent: None,
                    })
                    .collect(),
                note: fact.note.clone(),
                cancelled: None,
                expedited: None,
            }),
            Fact::AnnouncementCancelled(fact) => {
                if let Some(notice) = open {
                    notice.cancelled = Some(waiver(envelope, &fact.reason));
                }
            }
            Fact::AnnouncementSent(fact) => {
                let customers = open.into_iter().flat_map(|notice| &mut notice.customers);
                for one in customers.filter(|one| one.sent.is_none() && one.recipient.customer.id == fact.customer.id) {
                    one.sent = Some(Sent {
                        at: envelope.happened_at,
                        recorded_at: envelope.recorded_at,
                        who: envelope.who.name.clone(),
                        by: fact.by.clone(),
                        text_digest: None,
                        fact: None,
                        reason: fact.reason.clone(),
                    });
                }
            }
            Fact::GoLiveExpedited(fact) => {
                if let Some(notice) = open.filter(|notice| notice.change == Change::Addition) {
                    notice.expedited = Some(Expedited {
                        at: envelope.happened_at,
                        who: envelope.who.name.clone(),
                        reason: fact.reason.clone(),
                        incident: fact.incident.clone(),
                    });
                }
            }
            _ => {}
        }
    }

    fn apply_objection(&mut self, envelope: &Envelope, fact: &Fact) {
        match fact {
            // Two people may write it down at once: one clock runs, both stay on the log.
            Fact::ObjectionRaised(fact) if !self.open_objections().any(|one| one.customer.id == fact.customer.id) => {
                self.objections.push(Objection {
                    customer: fact.customer.clone(),
                    at: envelope.happened_at,
                    grounds: fact.grounds.clone(),
                    policy: envelope.policy.clone(),
                    answer: None,
                });
            }
            Fact::ObjectionAnswered(fact) => {
                let mut open = self.objections.iter_mut().filter(|one| one.answer.is_none());
                if let Some(one) = open.find(|one| one.customer.id == fact.customer.id) {
                    one.answer = Some(Answered {
                        done: done(envelope, fact.reason.as_ref()),
                        outcome: fact.outcome,
                        answer: fact.answer.clone(),
                    });
                }
            }
            _ => {}
        }
    }

    fn apply_end(&mut self, envelope: &Envelope, fact: &Fact) {
        match fact {
            Fact::OffboardingBegun(fact) => {
                self.offboarding.get_or_insert_with(|| Offboarding {
                    at: envelope.happened_at,
                    who: envelope.who.name.clone(),
                    reason: fact.reason.clone(),
                    policy: envelope.policy.clone(),
                    steps: BTreeMap::new(),
                    retention: None,
                });
            }
            Fact::OffboardingStepDone(fact) => {
                let state = OffboardingState::Done {
                    done: done(envelope, fact.reason.as_ref()),
                    evidence: fact.evidence.clone(),
                    note: fact.note.clone(),
                };
                if let Some(end) = &mut self.offboarding {
                    end.steps.insert(fact.step.clone(), state);
                    if fact.retention.is_some() {
                        end.retention.clone_from(&fact.retention);
                    }
                }
            }
            Fact::OffboardingStepExcluded(fact) => {
                let why = waiver(envelope, &fact.reason);
                if let Some(end) = &mut self.offboarding {
                    end.steps.insert(fact.step.clone(), OffboardingState::Excluded { why });
                }
            }
            Fact::OffboardingStepReopened(fact) => {
                if let Some(end) = &mut self.offboarding {
                    end.steps.remove(&fact.step);
                }
            }
            Fact::CredentialListed(fact) => {
                let is_known = self
                    .open_credentials()
                    .any(|one| is_called(&one.name, &fact.credential));
                if !is_known {
                    self.credentials.push(Credential {
                        name: fact.credential.clone(),
                        listed_at: envelope.happened_at,
                        note: fact.note.clone(),
                        revoked: None,
                        evidence: None,
                    });
                }
            }
            Fact::CredentialRevoked(fact) => {
                let mut open = self.credentials.iter_mut().filter(|one| one.revoked.is_none());
                if let Some(one) = open.find(|one| is_called(&one.name, &fact.credential)) {
                    one.revoked = Some(done(envelope, fact.reason.as_ref()));
                    one.evidence.clone_from(&fact.evidence);
                }
            }
            Fact::VendorEnded(_) => {
                self.ended.get_or_insert_with(|| done(envelope, None));
            }
            _ => {}
        }
    }
}
