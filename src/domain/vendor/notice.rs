//! Advance notice of a change of subprocessors: published, sent, objected to, cut short (VM-9, VM-10).

use chrono::NaiveDate;

use super::decide::{in_time, said, stated, today};
use super::monitor::linked;
use super::state::{Announcement, Objection, Vendor};
use crate::clock::Moment;
use crate::domain::DeadlineKind;
use crate::domain::command::{Announce, VendorWish};
use crate::domain::decide::{Context, Decision, Loaded, mention, needed};
use crate::domain::fact::{
    AnnouncementCancelled, AnnouncementSent, Change, ChangeAnnounced, GoLiveExpedited, ObjectionAnswered,
    ObjectionRaised, Recipient, Settled,
};
use crate::domain::refusal::Refusal;
use crate::domain::register::means;
use crate::domain::subject::{Ref, SubjectKind};
use crate::policy::Window;

/// Decides a wish about a notice.
pub(super) fn decide(
    vendor: &Vendor,
    wish: &VendorWish,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    match wish {
        VendorWish::Announce(announce) => announced(vendor, announce, loaded, context),
        VendorWish::CancelAnnouncement { reason } => cancel(vendor, reason, context),
        VendorWish::RecordTold {
            customer,
            by,
            at,
            reason,
        } => told(vendor, (customer, by), *at, reason.as_deref(), loaded, context),
        VendorWish::Object { customer, grounds, at } => object(vendor, customer, grounds, *at, loaded, context),
        VendorWish::AnswerObjection { .. } => answer(vendor, wish, loaded, context),
        VendorWish::Expedite { reason, .. } => expedite(vendor, reason, loaded),
        _ => Err(Refusal::usage("Nothing was written", "this is not about a notice")),
    }
}

fn announced(vendor: &Vendor, wish: &Announce, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("Nothing was announced of {name}");
    let change = if wish.removal {
        Change::Removal
    } else {
        Change::Addition
    };
    can_be_announced(&what, vendor, change, context)?;
    let published = stated(&what, wish.at, context)?.unwrap_or(context.now);
    let mut decision = Decision::default();
    let customers = recipients(&mut decision, &what, wish, loaded, context)?;
    let policy = context.book.current();
    let calendar = &policy.calendar;
    let longest = customers.iter().filter_map(|one| one.days).max();
    let ends_at = match change {
        Change::Addition => {
            let notice = calendar.due_at_least(published, &policy.vendor_rule().notice);
            let own = longest.map(|days| calendar.due_at_least(published, &Window::Days(days)));
            own.map_or(notice, |own| own.max(notice))
        }
        // Who goes, goes at once; customers are told all the same.
        Change::Removal => published,
    };
    let first = calendar.local(ends_at).date_naive();
    let effective_on = wish.effective.unwrap_or(first);
    if effective_on < first {
        let why = match change {
            Change::Addition => format!("the notice runs until {first}, and {effective_on} lies before that"),
            Change::Removal => format!("{effective_on} lies before its publication"),
        };
        return Err(Refusal::rule(what, why)
            .by("VM-9")
            .instead("Give a later day, or none; an incident may cut it short: firebell vendor expedite."));
    }
    let told = match customers.len() {
        0 => String::new(),
        1 => "; 1 customer is to be told".to_owned(),
        many => format!("; {many} customers are to be told"),
    };
    decision.done = match change {
        Change::Addition => format!("Announced {name}: it may go live from {effective_on}{told}"),
        Change::Removal => format!("Announced that {name} goes on {effective_on}{told}"),
    };
    decision.warnings.extend(unsaid(vendor));
    Ok(decision.fact_at(
        &vendor.subject(),
        wish.at,
        ChangeAnnounced {
            change,
            effective_on,
            ends_at,
            customers,
            note: said(wish.note.as_deref()),
        },
    ))
}

fn can_be_announced(what: &str, vendor: &Vendor, change: Change, context: &Context) -> Result<(), Refusal> {
    let rule = |why: String| Err(Refusal::rule(what, why).by("VM-9"));
    if vendor.ended.is_some() {
        return rule("the relationship has ended".to_owned());
    }
    let is_listed = vendor.is_listed(today(context));
    match (change, vendor.notice()) {
        (Change::Removal, Some(notice)) if notice.change == Change::Removal => {
            rule(format!("its removal on {} is announced already", notice.effective_on))
        }
        (Change::Removal, None) if !is_listed => rule("it is not on the list of subprocessors".to_owned()),
        (Change::Removal, _) => Ok(()),
        (Change::Addition, _) if !vendor.details.customer_data => {
            rule("it processes no customer data, so customers need not be told".to_owned())
        }
        (Change::Addition, _) if is_listed => rule("it is in use, and on the list of subprocessors already".to_owned()),
        (Change::Addition, Some(notice)) => rule(match notice.change {
            Change::Addition => format!("it is announced for {} already", notice.effective_on),
            Change::Removal => format!("its removal on {} is announced", notice.effective_on),
        }),
        (Change::Addition, _) => Ok(()),
    }
}

/// What the public list would leave empty.
fn unsaid(vendor: &Vendor) -> Option<String> {
    let details = &vendor.details;
    let missing: Vec<&str> = [
        (details.purpose.trim().is_empty(), "purpose"),
        (details.categories.is_empty(), "categories of data"),
        (details.location.trim().is_empty(), "location"),
    ]
    .into_iter()
    .filter_map(|(is_missing, word)| is_missing.then_some(word))
    .collect();
    (!missing.is_empty()).then(|| format!("the public list lacks its {} (VM-6)", missing.join(", ")))
}

/// Customers whose contract asks for it, and those that were named.
fn recipients(
    decision: &mut Decision,
    what: &str,
    wish: &Announce,
    loaded: &Loaded,
    context: &Context,
) -> Result<Vec<Recipient>, Refusal> {
    let asking = loaded
        .customers
        .iter()
        .filter(|entry| entry.details.notice_days.is_some());
    let mut customers: Vec<Recipient> = asking
        .map(|entry| Recipient {
            customer: entry.mention(),
            days: entry.details.notice_days,
        })
        .collect();
    for typed in &wish.customers {
        let (customer, details) = mention(decision, what, SubjectKind::Customer, typed, loaded, context)?;
        if !customers.iter().any(|known| known.customer.id == customer.id) {
            let days = details.notice_days;
            customers.push(Recipient { customer, days });
        }
    }
    Ok(customers)
}

/// Has the notice ended by then, or was it cut short (VM-9)?
pub(super) fn is_over(what: &str, vendor: &Vendor, at: Moment, context: &Context) -> Result<(), Refusal> {
    let Some(notice) = vendor.addition() else {
        return Err(Refusal::rule(what, "customers were not told that it comes")
            .by("VM-9")
            .instead(format!(
                "Publish it: firebell vendor announce \"{}\"",
                vendor.details.name
            )));
    };
    let policy = context.book.get(&notice.policy);
    let from = notice.effective_at(&policy.calendar);
    if at >= from || notice.expedited.is_some() {
        return Ok(());
    }
    let day = policy.calendar.local(from);
    Err(
        Refusal::rule(what, format!("its notice runs until {}", day.format("%Y-%m-%d %H:%M")))
            .by("VM-9")
            .instead("Wait for it, or cut it short for a security or availability incident: firebell vendor expedite."),
    )
}

fn standing<'a>(what: &str, vendor: &'a Vendor) -> Result<&'a Announcement, Refusal> {
    vendor.notice().ok_or_else(|| {
        Refusal::rule(what, "nothing is announced of it")
            .by("VM-10")
            .instead(format!(
                "Announce it: firebell vendor announce \"{}\"",
                vendor.details.name
            ))
    })
}

fn cancel(vendor: &Vendor, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The notice of {name} was not cancelled");
    let notice = standing(&what, vendor)?;
    let reason = needed(&what, "the reason", reason)?;
    let took_effect = match notice.change {
        Change::Addition => vendor.live.is_some(),
        Change::Removal => notice.effective_on <= today(context),
    };
    if took_effect {
        return Err(
            Refusal::rule(what, format!("the {} has taken effect", notice.change.word()))
                .by("VM-9")
                .instead("Announce the change that undoes it."),
        );
    }
    let decision = Decision::new(format!("The notice of {name} is cancelled"));
    Ok(decision.fact(&vendor.subject(), AnnouncementCancelled { reason }))
}

fn told(
    vendor: &Vendor,
    (typed, by): (&str, &str),
    at: Option<Moment>,
    reason: Option<&str>,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The notice of {name} to {typed} was not recorded");
    let notice = standing(&what, vendor)?;
    let by = needed(&what, "the way it was sent", by)?;
    let at = stated(&what, at, context)?;
    // Who is not on the list is not entered on the way.
    let mut aside = Decision::default();
    let (customer, details) = mention(&mut aside, &what, SubjectKind::Customer, typed, loaded, context)?;
    // One that was merged since goes by the name it has now.
    let mut all = notice.customers.iter();
    let Some(one) = all.find(|one| means(&one.recipient.customer, &customer, &details)) else {
        let open = notice.customers.iter().filter(|one| one.sent.is_none());
        return Err(
            Refusal::not_found(what, format!("{} is not among those to be told", customer.name))
                .by("VM-10")
                .candidates(open.map(|one| one.recipient.customer.name.clone()).collect()),
        );
    };
    if one.sent.is_some() {
        return Err(Refusal::rule(what, format!("{} was told already", customer.name)).by("VM-10"));
    }
    let which = (DeadlineKind::Announce, Some(one.recipient.customer.name.as_str()));
    let reason = in_time(&what, vendor, which, at, reason, context)?;
    let left = notice.customers.iter().filter(|one| one.sent.is_none()).count() - 1;
    let decision = Decision::new(format!("{} was told of {name} by {by}, {left} left", customer.name));
    let customer = one.recipient.customer.clone();
    Ok(decision.fact_at(&vendor.subject(), at, AnnouncementSent { customer, by, reason }))
}

fn object(
    vendor: &Vendor,
    typed: &str,
    grounds: &str,
    at: Option<Moment>,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The objection to {name} was not recorded");
    let notice = standing(&what, vendor)?;
    let grounds = needed(&what, "the grounds", grounds)?;
    let at = stated(&what, at, context)?;
    let mut decision = Decision::default();
    let (customer, details) = mention(&mut decision, &what, SubjectKind::Customer, typed, loaded, context)?;
    if vendor
        .open_objections()
        .any(|one| means(&one.customer, &customer, &details))
    {
        return Err(
            Refusal::rule(what, format!("an objection of {} is open already", customer.name))
                .by("VM-10")
                .instead(format!(
                    "Answer it: firebell vendor answer \"{name}\" \"{}\"",
                    customer.name
                )),
        );
    }
    let policy = context.book.get(&notice.policy);
    if at.unwrap_or(context.now) > notice.effective_at(&policy.calendar) {
        decision = decision.warn("it came after the notice had ended");
    }
    let answer_by = policy
        .calendar
        .due(at.unwrap_or(context.now), &context.book.current().vendor_rule().answer);
    let day = policy.calendar.local(answer_by).date_naive();
    decision.done = format!("{} objects to {name}; an answer is due on {day}", customer.name);
    Ok(decision.fact_at(&vendor.subject(), at, ObjectionRaised { customer, grounds }))
}

fn answer(vendor: &Vendor, wish: &VendorWish, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let VendorWish::AnswerObjection {
        customer: typed,
        outcome,
        answer,
        at,
        reason,
    } = wish
    else {
        return Err(Refusal::usage("Nothing was written", "this is not about an objection"));
    };
    let name = &vendor.details.name;
    let what = format!("The objection to {name} was not answered");
    let words = || Settled::ALL.map(|one| one.word().to_owned()).to_vec();
    let found = Settled::ALL
        .into_iter()
        .find(|one| one.word().eq_ignore_ascii_case(outcome.trim()));
    let settled = found.ok_or_else(|| {
        Refusal::usage(&*what, format!("there is no outcome \"{outcome}\""))
            .instead(format!("Use one of {}.", words().join(", ")))
            .candidates(words())
    })?;
    let text = needed(&what, "the answer", answer)?;
    let at = stated(&what, *at, context)?;
    let mut aside = Decision::default();
    let (customer, details) = mention(&mut aside, &what, SubjectKind::Customer, typed, loaded, context)?;
    let Some(objection) = vendor
        .open_objections()
        .find(|one| means(&one.customer, &customer, &details))
    else {
        let open: Vec<String> = vendor.open_objections().map(|one| one.customer.name.clone()).collect();
        return Err(
            Refusal::not_found(what, format!("no objection of {} is open", customer.name))
                .by("VM-10")
                .candidates(open),
        );
    };
    let Objection {
        at: raised, customer, ..
    } = objection;
    if at.is_some_and(|at| at < *raised) {
        return Err(Refusal::usage(what, "the answer would come before the objection").by("VM-10"));
    }
    let which = (DeadlineKind::Objection, Some(customer.name.as_str()));
    let reason = in_time(&what, vendor, which, at, reason.as_deref(), context)?;
    let decision = Decision::new(format!("The objection of {} is {}", customer.name, settled.word()));
    Ok(decision.fact_at(
        &vendor.subject(),
        at,
        ObjectionAnswered {
            customer: customer.clone(),
            outcome: settled,
            answer: text,
            reason,
        },
    ))
}

fn expedite(vendor: &Vendor, reason: &str, loaded: &Loaded) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The notice of {name} was not cut short");
    let notice = vendor.addition().ok_or_else(|| {
        Refusal::rule(&*what, "nobody has announced it")
            .by("VM-9")
            .instead(format!("Announce it first: firebell vendor announce \"{name}\""))
    })?;
    let reason = needed(&what, "the reason", reason)?;
    let Some(incident) = &loaded.incident else {
        return Err(
            Refusal::rule(what, "only a security or availability incident cuts a notice short")
                .by("VM-9")
                .instead("Name it with --incident CODE."),
        );
    };
    if incident.is_closed() {
        return Err(Refusal::rule(what, format!("{} is closed", incident.code)).by("VM-9"));
    }
    if notice.expedited.is_some() || vendor.live.is_some() {
        return Err(Refusal::rule(what, "it may go live already").by("VM-9"));
    }
    let from: NaiveDate = notice.effective_on;
    let incident = Ref {
        id: incident.id.clone(),
        name: incident.code.clone(),
    };
    let mut decision = Decision::new(format!("{name} may go live before {from}, for {}", incident.name));
    if !vendor.incidents.iter().any(|one| one.id == incident.id) {
        decision = linked(decision, vendor, &incident, None);
    }
    Ok(decision.fact(&vendor.subject(), GoLiveExpedited { reason, incident }))
}
