//! Recording that something went out: to a customer, to whoever a rule names, or onto a page; and that it was wrong.
//!
//! Whoever sends it sends it their own way. What is recorded is who, when, how, the exact text and what proves it. What
//! stands in the way of a notice is said, and passed only by an override with a reason, which is kept (IR-12).

use chrono::TimeDelta;

use super::state::Read;
use super::{Drafted, Notice, Stage, Wrong, fields};
use crate::clock::Moment;
use crate::domain::command::{RecordNotice, Sending, SubmitObligation, SupersedeNotice};
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::decide::{Context, Decision, Loaded, needed, not_ahead};
use crate::domain::details::Dispatch;
use crate::domain::fact::{NoticeSent, NoticeSuperseded, ObligationSubmitted};
use crate::domain::incident::breach::{open, told_customer};
use crate::domain::incident::conduct::late_reason;
use crate::domain::incident::state::{Breach, Told};
use crate::domain::incident::{Incident, obligation};
use crate::domain::letter::{Fields, NOT_YET_KNOWN, blanks};
use crate::domain::refusal::Refusal;
use crate::policy::Policy;
use crate::text::sha256;

/// What would go out, and what stands in its way.
pub(super) struct Checked {
    dispatch: Dispatch,
    /// What would clear the way.
    way_out: &'static str,
}

/// Looks at what is to go out: a file that was given, or the letter as it reads for this recipient.
///
/// `parts` are the keys that must be in it; where the text is a file, or there is none, the sender says which it has.
pub(super) fn check(
    sending: &Sending,
    drafted: Option<&Drafted>,
    fields: &Fields,
    parts: &[String],
    policy: &Policy,
) -> Checked {
    let mut dispatch = Dispatch {
        by: sending.by.trim().to_owned(),
        proof: sending.proof.clone(),
        ..Dispatch::default()
    };
    let lacks = |keys: Vec<String>| format!("it lacks {}", keys.join(", "));
    let mut way_out = "Write it, or write \"not yet known\".";
    let letter = drafted.filter(|_| sending.text.is_none() && sending.has.is_empty());
    if let Some(drafted) = letter {
        let letter = drafted.letter.filled(fields);
        let text = drafted.letter.text_for(fields);
        let lacking = letter.lacks(parts.iter().map(String::as_str));
        if !lacking.is_empty() {
            dispatch.in_the_way.push(lacks(lacking));
        }
        if let Some(blank) = letter.blanks().first() {
            dispatch.in_the_way.push(format!("a blank is left: {blank}"));
        }
        if dispatch.in_the_way.is_empty() {
            way_out = "See that it is marked ready, and approved where the policy asks for it: firebell notice ready, notice approve.";
        }
        dispatch.in_the_way.extend(unread(drafted, policy, sending.at));
        dispatch.unknown = letter.unknown();
        dispatch.template.clone_from(&letter.template);
        dispatch.text_digest = Some(sha256(text.as_bytes()));
        dispatch.text = Some(text);
    } else {
        let said = |list: &[String], key: &str| list.iter().any(|one| one == key || one == "all");
        let lacking: Vec<String> = parts
            .iter()
            .filter(|key| !said(&sending.has, key) && !said(&sending.unknown, key))
            .cloned()
            .collect();
        if !lacking.is_empty() {
            way_out = "Write it (m), or say which parts a text from elsewhere has: --has all.";
            dispatch.in_the_way.push(lacks(lacking));
        }
        dispatch.unknown = parts
            .iter()
            .filter(|key| said(&sending.unknown, key))
            .cloned()
            .collect();
        (dispatch.text, dispatch.text_digest) = sending.text.clone().unzip();
        let blank = dispatch.text.as_deref().and_then(|text| blanks(text).first().copied());
        dispatch
            .in_the_way
            .extend(blank.map(|blank| format!("a blank is left: {blank}")));
    }
    Checked { dispatch, way_out }
}

/// What is missing between this letter and its sending.
fn unread(drafted: &Drafted, policy: &Policy, at: Option<Moment>) -> Option<String> {
    use crate::policy::Approval;
    let read = match policy.notice.approval {
        Approval::None => None,
        Approval::Anybody | Approval::Another => drafted.approved.as_ref(),
    };
    // A time that was typed has no seconds.
    let before = |read: &Read| at.is_some_and(|at| at + TimeDelta::minutes(1) <= read.at);
    if let Some(read) = read.filter(|read| before(read)) {
        return Some(format!("it went out before {} had approved it", read.who));
    }
    match (drafted.stage(), policy.notice.approval) {
        (Stage::Draft, _) => Some("nobody has marked it ready".to_owned()),
        (Stage::Ready, Approval::Anybody) => Some("nobody has approved it".to_owned()),
        (Stage::Ready, Approval::Another) => Some("nobody else has approved it".to_owned()),
        _ => None,
    }
}

impl Checked {
    /// What is told again says something else than before.
    fn differs_from(&mut self, before: Option<&String>) {
        let dispatch = &mut self.dispatch;
        if before.is_some() && before == dispatch.text_digest.as_ref() {
            dispatch.in_the_way.push("it says what was said before".to_owned());
        }
    }

    /// The dispatch, unless something stands in its way and nobody has said why it goes out all the same.
    pub(super) fn pass(
        self,
        what: &str,
        sending: &Sending,
        policy: &Policy,
        now: Moment,
        decision: &mut Decision,
    ) -> Result<Dispatch, Refusal> {
        let mut dispatch = self.dispatch;
        let reason = sending
            .overridden
            .as_deref()
            .map(str::trim)
            .filter(|reason| !reason.is_empty());
        match (dispatch.in_the_way.is_empty(), reason) {
            (false, None) => {
                return Err(Refusal::rule(what, dispatch.in_the_way.join("; "))
                    .by("IR-12")
                    .instead(format!("{} To send it all the same: --override \"why\".", self.way_out)));
            }
            (false, Some(reason)) => {
                decision
                    .warnings
                    .push(format!("sent all the same: {}", dispatch.in_the_way.join("; ")));
                dispatch.overridden = Some(reason.to_owned());
            }
            (true, Some(reason)) => {
                let warning = format!("nothing stood in its way, so this reason was not kept: {reason}");
                if !decision.warnings.contains(&warning) {
                    decision.warnings.push(warning);
                }
            }
            (true, None) => {}
        }
        if !dispatch.unknown.is_empty() {
            let by = sending
                .again_by
                .unwrap_or_else(|| policy.calendar.due(sending.at.unwrap_or(now), &policy.notice.follow_up));
            dispatch.again_by = Some(by);
            let warning = format!("{} {NOT_YET_KNOWN}; a follow-up is due", dispatch.unknown.join(", "));
            if !decision.warnings.contains(&warning) {
                decision.warnings.push(warning);
            }
        }
        Ok(dispatch)
    }
}

/// A customer was told, or all were whom nobody had told (IR-11).
pub fn to_customers(
    notice: &RecordNotice,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let whom = notice.customer.as_deref().unwrap_or("all customers");
    let what = format!("Cannot mark the notice to {whom} as sent");
    let breach = open(&what, incident)?;
    let sending = &notice.sending;
    let by = needed(&what, "the way it went out (--by email)", &sending.by)?;
    times(
        &what,
        sending,
        breach.confirmed_at,
        "before the breach was confirmed",
        "IR-11",
        context,
    )?;
    let deadlines = incident.deadlines(context.book);
    let mut decision = Decision::default();
    if let Some(name) = &notice.customer {
        let told = told_customer(&what, name, incident, breach, loaded)?;
        let sent = to_one(
            &what,
            told,
            incident,
            breach,
            &deadlines,
            sending,
            context,
            &mut decision,
        )?;
        if let Some(needless) = sending
            .reason
            .as_deref()
            .filter(|reason| sent.reason.is_none() && !reason.trim().is_empty())
        {
            decision.warnings.push(format!(
                "it is not late, so this reason was not kept: {}",
                needless.trim()
            ));
        }
        let word = if told.sent.is_some() { "told again" } else { "told" };
        decision.done = format!("{} is {word}, by {by}", told.affected.customer.name);
        return Ok(decision.fact_at(&incident.subject(), sending.at, sent));
    }
    let untold: Vec<&Told> = breach.customers.iter().filter(|told| told.sent.is_none()).collect();
    for told in &untold {
        let what = format!("Cannot mark the notice to {} as sent", told.affected.customer.name);
        let sent = to_one(
            &what,
            told,
            incident,
            breach,
            &deadlines,
            sending,
            context,
            &mut decision,
        )?;
        decision = decision.fact_at(&incident.subject(), sending.at, sent);
    }
    decision.done = match untold.len() {
        0 => return Err(Refusal::rule(what, "every customer is told").by("IR-11")),
        1 => format!("1 customer is told, by {by}"),
        n => format!("{n} customers are told, by {by}"),
    };
    Ok(decision)
}

#[expect(
    clippy::too_many_arguments,
    reason = "one step of a loop over customers; all of it is looked up once outside"
)]
fn to_one(
    what: &str,
    told: &Told,
    incident: &Incident,
    breach: &Breach,
    deadlines: &[Deadline],
    sending: &Sending,
    context: &Context,
    decision: &mut Decision,
) -> Result<NoticeSent, Refusal> {
    let customer = told.affected.customer.clone();
    let notice = Notice::Customer(customer.clone());
    let owed = incident.notices.owed(&notice.key()).is_some();
    if let Some(sent) = told.sent.as_ref().filter(|_| !owed) {
        return Err(Refusal::rule(what, format!("{} marked it as sent already", sent.who))
            .by("IR-11")
            .instead(format!(
                "Was it wrong? firebell notice supersede {} \"{}\" --wrong recipient|text|mistake --reason \"…\"",
                incident.code, customer.name
            )));
    }
    let kind = if told.sent.is_some() {
        DeadlineKind::FollowUp
    } else {
        DeadlineKind::Notice
    };
    let deadline = deadlines
        .iter()
        .find(|deadline| deadline.kind == kind && deadline.who.as_deref() == Some(&customer.name));
    let at = sending.at.unwrap_or(context.now);
    let late = deadline.is_some_and(|deadline| deadline.would_be_late(at, context.now));
    let policy = context.book.get(&breach.policy);
    let zone = context.book.current().calendar.zone;
    let fields = fields::of(incident, &notice, deadline, None, zone);
    let drafted = incident.notices.letter_for(&customer);
    let mut checked = check(sending, drafted, &fields, &policy.notice.parts, context.book.current());
    let before = told.sent.as_ref().and_then(|sent| sent.text_digest.as_ref());
    checked.differs_from(before);
    let dispatch = checked.pass(what, sending, context.book.current(), context.now, decision)?;
    let reason = late_reason(what, late, sending.reason.as_deref().filter(|_| late), "IR-11")?;
    Ok(NoticeSent {
        customer,
        dispatch,
        reason,
    })
}

/// The time it is said to have gone out lies between `from` and now; the next one lies ahead.
fn times(
    what: &str,
    sending: &Sending,
    from: Moment,
    before: &str,
    requirement: &'static str,
    context: &Context,
) -> Result<(), Refusal> {
    not_ahead(what, sending.at, context.now)?;
    if sending.at.is_some_and(|at| at < from) {
        return Err(Refusal::rule(what, format!("the time given lies {before}"))
            .by(requirement)
            .instead("Correct one of the two times."));
    }
    if sending.again_by.is_some_and(|by| by <= context.now) {
        return Err(Refusal::usage(what, "the time of the next one has passed")
            .instead("Give a time ahead, such as --again-by 2026-11-26T12:00."));
    }
    Ok(())
}

/// What an obligation asks for was submitted (IR-13).
pub fn to_obligation(submit: &SubmitObligation, incident: &Incident, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot mark {} as submitted", submit.obligation);
    obligation::standing(&what, incident)?;
    let sending = &submit.sending;
    let by = needed(&what, "the way it went out (--by portal)", &sending.by)?;
    let deadline = obligation::started(&what, incident, &submit.obligation, context)?;
    let from = deadline.started_at.unwrap_or(Moment::MIN_UTC);
    times(
        &what,
        sending,
        from,
        "before its clock started",
        obligation::REQUIREMENT,
        context,
    )?;
    let id = deadline.who.clone().unwrap_or_default();
    let notice = Notice::Obligation(id.clone());
    let rule = incident.ruling(&id, context.book);
    let at = sending.at.unwrap_or(context.now);
    let owed = incident.notices.owed(&notice.key()).is_some();
    let earlier = incident.obliged.submitted.get(&id);
    if let Some(earlier) = earlier.filter(|_| !owed && !rule.is_some_and(|rule| rule.phased)) {
        let why = format!("{} marked it as submitted already", earlier.first.who);
        return Err(Refusal::rule(what, why).by(obligation::REQUIREMENT).instead(format!(
            "Was it wrong? firebell notice supersede {} {id} --wrong recipient|text|mistake --reason \"…\"",
            incident.code
        )));
    }
    let due = incident
        .deadlines(context.book)
        .into_iter()
        .find(|one| earlier.is_some() && one.kind == DeadlineKind::FollowUp && one.who.as_deref() == Some(id.as_str()));
    let is_late = due.as_ref().unwrap_or(&deadline).would_be_late(at, context.now);
    let must_say = is_late && rule.is_none_or(|rule| rule.late_needs_reason || due.is_some());
    let mut reason = late_reason(&what, must_say, sending.reason.as_deref(), obligation::REQUIREMENT)?;
    let told = rule.map_or_else(String::new, |rule| format!(" to {}", rule.recipient));
    let mut decision = Decision::new(format!("{id} is submitted{told}, by {by}"));
    if let Some(needless) = reason.take_if(|_| !is_late) {
        decision = decision.warn(format!("it is not late, so this reason was not kept: {needless}"));
    }
    let policy = context.book.current();
    let drafted = incident.notices.drafted.get(&notice.key());
    let clock = due.as_ref().filter(|due| due.is_running()).unwrap_or(&deadline);
    let fields = fields::of(incident, &notice, Some(clock), rule, policy.calendar.zone);
    // The letter says which parts there are; a portal has a form of its own, and then nothing is asked here.
    let parts: Vec<String> = drafted
        .map(|drafted| drafted.letter.parts.iter().map(|part| part.key.clone()).collect())
        .unwrap_or_default();
    let parts = if sending.text.is_some() { Vec::new() } else { parts };
    let checked = check(sending, drafted, &fields, &parts, policy);
    let dispatch = checked.pass(&what, sending, policy, context.now, &mut decision)?;
    Ok(decision.fact_at(
        &incident.subject(),
        sending.at,
        ObligationSubmitted {
            obligation: id,
            dispatch,
            reason,
        },
    ))
}

/// What was sent was wrong: it is kept, and another has to follow.
pub fn supersede(
    supersede: &SupersedeNotice,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot supersede the notice to {}", supersede.to);
    let reason = needed(&what, "the reason", &supersede.reason)?;
    let Some(wrong) = Wrong::ALL
        .into_iter()
        .find(|one| one.word().eq_ignore_ascii_case(supersede.wrong.trim()))
    else {
        let words: Vec<String> = Wrong::ALL.iter().map(|one| one.word().to_owned()).collect();
        return Err(
            Refusal::usage(what, format!("\"{}\" is not what can be wrong", supersede.wrong))
                .instead(format!("Use one of {}.", words.join(", ")))
                .candidates(words),
        );
    };
    let notice = super::decide::addressee(&what, &supersede.to, incident, loaded, context)?;
    let is_sent = match &notice {
        Notice::Customer(customer) => {
            let breach = open(&what, incident)?;
            breach
                .customers
                .iter()
                .any(|told| told.affected.customer.id == customer.id && told.sent.is_some())
        }
        Notice::Obligation(id) => incident.obliged.submitted.contains_key(id),
        Notice::Customers | Notice::Page(_) => {
            return Err(Refusal::usage(what, "name one customer or one obligation")
                .instead("What was published is corrected by publishing again."));
        }
    };
    if !is_sent {
        return Err(Refusal::rule(what, "it was not marked as sent").by("IR-11"));
    }
    let policy = context.book.current();
    let again_by = (wrong == Wrong::Text).then(|| policy.calendar.due(context.now, &policy.notice.follow_up));
    let then = match wrong {
        Wrong::Text => "a corrected one is due",
        Wrong::Recipient | Wrong::Mistake => "its clock runs again",
    };
    Ok(
        Decision::new(format!("The notice to {notice} is superseded; {then}")).fact(
            &incident.subject(),
            NoticeSuperseded {
                notice,
                wrong,
                reason,
                again_by,
            },
        ),
    )
}
