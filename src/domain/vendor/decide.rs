//! What may be done to the vendor register (VM-1): who enters, what changes. What is asked of a vendor by name is decided
//! beside this file, one subject a file.

use chrono::NaiveDate;

use super::changes::changes;
use super::state::Vendor;
use super::tier::{milder_than_suggested, suggested};
use super::{diligence, monitor, notice, offboard, reassess};
use crate::clock::Moment;
use crate::domain::DeadlineKind;
use crate::domain::command::{Command, NewVendor, VendorChange, VendorWish};
use crate::domain::decide::{Context, Decision, Loaded, mention, needed, not_ahead};
use crate::domain::fact::{VendorAdded, VendorChanged, VendorDetails};
use crate::domain::refusal::Refusal;
use crate::domain::subject::{Subject, SubjectKind};
use crate::policy::Policy;
use crate::text::fold_name;

/// Decides a command about a vendor.
pub fn decide(command: &Command, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::AddVendor(new) => add(new, loaded, context),
        Command::ChangeVendor { vendor, change } => {
            self::change(of_vendor("change", vendor, loaded)?, change, loaded, context)
        }
        Command::OfVendor { vendor, wish } => wished(of_vendor("go on with", vendor, loaded)?, wish, loaded, context),
        _ => Err(Refusal::usage("Nothing was written", "this is not about a vendor")),
    }
}

fn wished(vendor: &Vendor, wish: &VendorWish, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match wish {
        VendorWish::DoStep { step, proof, retention } if vendor.offboarding.is_some() => {
            offboard::done(vendor, step, proof, retention.as_deref(), context)
        }
        VendorWish::ExcludeStep { step, reason } if vendor.offboarding.is_some() => {
            offboard::exclude(vendor, step, reason, context)
        }
        VendorWish::ReopenStep { step, reason } if vendor.offboarding.is_some() => {
            offboard::reopen(vendor, step, reason, context)
        }
        VendorWish::DoStep { step, proof, .. } => diligence::done(vendor, step, proof, context),
        VendorWish::ExcludeStep { step, reason } => diligence::exclude(vendor, step, reason, context),
        VendorWish::ReopenStep { step, reason } => diligence::reopen(vendor, step, reason, context),
        VendorWish::Approve { by, proof } => diligence::approve(vendor, by.as_deref(), proof, loaded, context),
        VendorWish::AllowProduction { note } => diligence::allow(vendor, note.as_ref(), context),
        VendorWish::GoLive { at, note } => diligence::live(vendor, *at, note.as_ref(), context),
        VendorWish::Reassess(wish) => reassess::reassess(vendor, wish, context),
        VendorWish::OpenReassessment { on, cause } => reassess::open(vendor, *on, cause, context),
        VendorWish::MeetCondition { condition, proof } => reassess::meet(vendor, condition, proof, context),
        VendorWish::ReceiveReport { .. }
        | VendorWish::Note { .. }
        | VendorWish::AcceptRisk { .. }
        | VendorWish::CloseRisk { .. }
        | VendorWish::LinkIncident { .. }
        | VendorWish::UnlinkIncident { .. }
        | VendorWish::DeclareIncident(_) => monitor::decide(vendor, wish, loaded, context),
        VendorWish::Announce(_)
        | VendorWish::CancelAnnouncement { .. }
        | VendorWish::RecordTold { .. }
        | VendorWish::Object { .. }
        | VendorWish::AnswerObjection { .. }
        | VendorWish::Expedite { .. } => notice::decide(vendor, wish, loaded, context),
        VendorWish::Offboard { .. }
        | VendorWish::ListCredential { .. }
        | VendorWish::RevokeCredential { .. }
        | VendorWish::End { .. } => offboard::decide(vendor, wish, context),
    }
}

/// The vendor that was named, or the near ones.
pub(super) fn of_vendor<'a>(verb: &str, typed: &str, loaded: &'a Loaded) -> Result<&'a Vendor, Refusal> {
    loaded.vendor.as_ref().ok_or_else(|| {
        let why = if loaded.near_vendors.is_empty() {
            format!("no vendor is called \"{typed}\"")
        } else {
            format!(
                "no vendor is called \"{typed}\"; did you mean {}?",
                loaded.near_vendors.join(" or ")
            )
        };
        Refusal::not_found(format!("Cannot {verb} {typed}"), why)
            .instead("firebell vendor list shows them.")
            .candidates(loaded.near_vendors.clone())
    })
}

fn tier(what: &str, policy: &Policy, details: &VendorDetails, typed: &str) -> Result<String, Refusal> {
    let keys = || policy.tiers.iter().map(|tier| tier.key.clone()).collect::<Vec<_>>();
    if typed.trim().is_empty() {
        let suggested = suggested(details, policy)
            .map(|tier| tier.key.as_str())
            .unwrap_or_default();
        return Err(Refusal::usage(what, "no tier was chosen")
            .by("VM-1")
            .instead(format!("The answers suggest {suggested}: add --tier {suggested}."))
            .candidates(keys()));
    }
    policy.tier(typed).map(|tier| tier.key.clone()).ok_or_else(|| {
        let keys = keys();
        Refusal::usage(what, format!("there is no tier \"{typed}\""))
            .by("VM-1")
            .instead(format!("Use one of {}.", keys.join(", ")))
            .candidates(keys)
    })
}

fn add(new: &NewVendor, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = "The vendor was not added";
    let details = &new.details;
    let name = needed(what, "the name", &details.name)?;
    if let Some(vendor) = &loaded.vendor {
        return Err(
            Refusal::rule(what, format!("{} is in the register already", vendor.details.name))
                .by("VM-1")
                .instead(format!("Change it: firebell vendor set \"{}\" …", vendor.details.name)),
        );
    }
    if !loaded.near_vendors.is_empty() && !context.accept_new {
        return Err(Refusal::not_found(
            what,
            format!("\"{name}\" is near to {}", loaded.near_vendors.join(" and ")),
        )
        .instead("Add --new if it is another vendor.")
        .candidates(loaded.near_vendors.clone()));
    }
    let policy = context.book.current();
    let mut decision = Decision::default();
    let mut details = VendorDetails {
        name,
        tier: tier(what, policy, details, &details.tier)?,
        ..details.clone()
    };
    not_ahead_day(what, details.last_assessed, context)?;
    if let Some(owner) = &new.owner {
        details.owner = Some(mention(&mut decision, what, SubjectKind::Person, owner, loaded, context)?.0);
    }
    if let Some(requester) = &new.requester {
        details.requester = Some(mention(&mut decision, what, SubjectKind::Person, requester, loaded, context)?.0);
    }
    if let Some(why) = milder_than_suggested(&details, policy) {
        if !new.in_use && said(new.reason.as_deref()).is_none() {
            return Err(Refusal::rule(what, why)
                .by("VM-1")
                .instead("Choose that tier, or say why this one will do: --reason \"…\"."));
        }
        decision = decision.warn(format!("{why} (VM-2)"));
    }
    decision.done = format!("Added {}, {}", details.name, details.tier);
    let subject = Subject::new(SubjectKind::Vendor, loaded.fresh_id.clone());
    Ok(decision.fact(
        &subject,
        VendorAdded {
            details,
            in_use: new.in_use,
            reason: said(new.reason.as_deref()),
        },
    ))
}

/// Words, where there are any.
pub(super) fn said(words: Option<&str>) -> Option<String> {
    words
        .map(str::trim)
        .filter(|words| !words.is_empty())
        .map(str::to_owned)
}

/// Today in the policy's calendar.
pub(super) fn today(context: &Context) -> NaiveDate {
    context.book.current().calendar.local(context.now).date_naive()
}

pub(super) fn not_ahead_day(what: &str, day: Option<NaiveDate>, context: &Context) -> Result<(), Refusal> {
    match day {
        Some(day) if day > today(context) => {
            Err(Refusal::rule(what, format!("{day} lies ahead")).instead("Give the day it was done."))
        }
        _ => Ok(()),
    }
}

/// A stated time, which must have passed; `None` where it is now.
pub(super) fn stated(what: &str, at: Option<Moment>, context: &Context) -> Result<Option<Moment>, Refusal> {
    not_ahead(what, at, context.now)?;
    Ok(at)
}

/// The reason why something is late, which must be there where it meets a deadline late (DL-1).
pub(super) fn in_time(
    what: &str,
    vendor: &Vendor,
    (kind, who): (DeadlineKind, Option<&str>),
    at: Option<Moment>,
    reason: Option<&str>,
    context: &Context,
) -> Result<Option<String>, Refusal> {
    let is_it = |own: Option<&String>| own.map(|own| fold_name(own)) == who.map(fold_name);
    let at = at.unwrap_or(context.now);
    let late = vendor
        .deadlines(context.book)
        .iter()
        .any(|one| one.kind == kind && is_it(one.who.as_ref()) && one.would_be_late(at, context.now));
    let reason = said(reason);
    if late && reason.is_none() {
        return Err(
            Refusal::rule(what, "it is late, or entered late, and that needs a reason")
                .by("DL-1")
                .instead("Add --reason \"…\"."),
        );
    }
    Ok(reason.filter(|_| late))
}

fn change(vendor: &Vendor, change: &VendorChange, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("{} was not changed", vendor.details.name);
    let mut decision = Decision::default();
    let policy = context.book.current();
    let before = &vendor.details;
    if let Some(other) = &loaded.name_taken {
        return Err(Refusal::rule(what, format!("{other} is in the register already")).by("VM-1"));
    }
    let mut details = replaced(before, change);
    if let Some(name) = &change.name {
        details.name = needed(&what, "the name", name)?;
    }
    if let Some(typed) = &change.tier {
        details.tier = tier(&what, policy, before, typed)?;
    }
    let reason = said(change.reason.as_deref());
    if details.tier != before.tier && reason.is_none() {
        return Err(Refusal::rule(what, "the tier changes, and that needs a reason")
            .by("VM-1")
            .instead("Add --reason \"…\"."));
    }
    if let Some(owner) = &change.owner {
        details.owner = Some(mention(&mut decision, &what, SubjectKind::Person, owner, loaded, context)?.0);
    }
    if let Some(requester) = &change.requester {
        let person = mention(&mut decision, &what, SubjectKind::Person, requester, loaded, context)?.0;
        details.requester = Some(person);
    }
    not_ahead_day(&what, change.last_assessed, context)?;
    if details == *before {
        return Ok(Decision::new(format!("{}: nothing changed", before.name)));
    }
    if details.tier != before.tier || details.customer_data != before.customer_data {
        let milder = milder_than_suggested(&details, policy);
        decision.warnings.extend(milder.map(|why| format!("{why} (VM-2)")));
        decision.warnings.extend(open_after(vendor, &details, policy));
    }
    decision.done = format!("Changed {}: {}", before.name, changes(before, &details).join("; "));
    Ok(decision.fact(&vendor.subject(), VendorChanged { details, reason }))
}

/// The details with everything replaced that needs no look-up.
fn replaced(before: &VendorDetails, change: &VendorChange) -> VendorDetails {
    let mut details = before.clone();
    replace(&mut details.service, change.service.as_ref());
    replace(&mut details.purpose, change.purpose.as_ref());
    replace(&mut details.categories, change.categories.as_ref());
    replace(&mut details.location, change.location.as_ref());
    replace(&mut details.customer_data, change.customer_data.as_ref());
    replace(&mut details.production, change.production.as_ref());
    replace(&mut details.contacts, change.contacts.as_ref());
    replace(&mut details.links, change.links.as_ref());
    details.contract = change.contract.or(details.contract);
    details.dpa = change.dpa.or(details.dpa);
    details.last_assessed = change.last_assessed.or(details.last_assessed);
    details.renewal = change.renewal.or(details.renewal);
    details
}

fn replace<T: Clone>(field: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}

/// What the change leaves to do, where the gate was passed before it.
fn open_after(vendor: &Vendor, details: &VendorDetails, policy: &Policy) -> Option<String> {
    let mut after = vendor.clone();
    after.details = details.clone();
    let left = after.open_steps(policy);
    let was_allowed = vendor.allowed.is_some() || vendor.live.is_some();
    (was_allowed && !left.is_empty()).then(|| format!("still to do now: {} (VM-5)", left.join(", ")))
}
