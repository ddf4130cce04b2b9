//! What may be done to the vendor register (VM-1 to VM-4).

use chrono::NaiveDate;

use super::Vendor;
use crate::domain::command::{Command, VendorChange};
use crate::domain::decide::{Context, Decision, Loaded, mention, needed};
use crate::domain::fact::{VendorAdded, VendorChanged, VendorDetails, VendorReassessed};
use crate::domain::refusal::Refusal;
use crate::domain::subject::{Subject, SubjectKind};
use crate::policy::{Policy, Reassess};

/// Decides a command about a vendor.
pub fn decide(command: &Command, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::AddVendor(details, owner) => add(details, owner.as_deref(), loaded, context),
        Command::ChangeVendor { vendor, change } => {
            self::change(known("change", vendor, loaded)?, change, loaded, context)
        }
        Command::ReassessVendor {
            vendor,
            on,
            renewal,
            note,
            reason,
        } => reassess(
            known("reassess", vendor, loaded)?,
            *on,
            *renewal,
            note.as_deref(),
            reason.as_deref(),
            context,
        ),
        _ => Err(Refusal::usage("Nothing was written", "this is not about a vendor")),
    }
}

fn known<'a>(verb: &str, typed: &str, loaded: &'a Loaded) -> Result<&'a Vendor, Refusal> {
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

fn tier(what: &str, policy: &Policy, typed: &str) -> Result<String, Refusal> {
    policy.tier(typed).map(|tier| tier.key.clone()).ok_or_else(|| {
        let keys: Vec<String> = policy.tiers.iter().map(|tier| tier.key.clone()).collect();
        Refusal::usage(what, format!("there is no tier \"{typed}\""))
            .by("VM-1")
            .instead(format!("Use one of {}.", keys.join(", ")))
            .candidates(keys)
    })
}

fn add(details: &VendorDetails, owner: Option<&str>, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = "The vendor was not added";
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
        tier: tier(what, policy, &details.tier)?,
        ..details.clone()
    };
    not_ahead_day(what, details.last_assessed, context)?;
    if let Some(owner) = owner {
        details.owner = Some(mention(&mut decision, what, SubjectKind::Person, owner, loaded, context)?.0);
    }
    if details.customer_data && policy.tiers.first().is_some_and(|first| first.key != details.tier) {
        decision
            .warnings
            .push("it processes customer data; the policy asks for the gravest tier then (VM-2)".to_owned());
    }
    decision.done = format!("Added {}, {}", details.name, details.tier);
    let subject = Subject::new(SubjectKind::Vendor, loaded.fresh_id.clone());
    Ok(decision.fact(&subject, VendorAdded { details }))
}

fn not_ahead_day(what: &str, day: Option<NaiveDate>, context: &Context) -> Result<(), Refusal> {
    let today = context.book.current().calendar.local(context.now).date_naive();
    match day {
        Some(day) if day > today => {
            Err(Refusal::rule(what, format!("{day} lies ahead")).instead("Give the day it was done."))
        }
        _ => Ok(()),
    }
}

fn change(vendor: &Vendor, change: &VendorChange, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("{} was not changed", vendor.details.name);
    let mut decision = Decision::default();
    let before = &vendor.details;
    let mut details = before.clone();
    if let Some(other) = &loaded.name_taken {
        return Err(Refusal::rule(what, format!("{other} is in the register already")).by("VM-1"));
    }
    if let Some(name) = &change.name {
        details.name = needed(&what, "the name", name)?;
    }
    if let Some(typed) = &change.tier {
        details.tier = tier(&what, context.book.current(), typed)?;
    }
    let reason = change
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|reason| !reason.is_empty());
    if details.tier != before.tier && reason.is_none() {
        return Err(Refusal::rule(what, "the tier changes, and that needs a reason")
            .by("VM-1")
            .instead("Add --reason \"…\"."));
    }
    if let Some(owner) = &change.owner {
        details.owner = Some(mention(&mut decision, &what, SubjectKind::Person, owner, loaded, context)?.0);
    }
    not_ahead_day(&what, change.last_assessed, context)?;
    replace(&mut details.service, change.service.as_ref());
    replace(&mut details.purpose, change.purpose.as_ref());
    replace(&mut details.categories, change.categories.as_ref());
    replace(&mut details.location, change.location.as_ref());
    replace(&mut details.customer_data, change.customer_data.as_ref());
    details.last_assessed = change.last_assessed.or(details.last_assessed);
    details.renewal = change.renewal.or(details.renewal);
    if details == *before {
        return Ok(Decision::new(format!("{}: nothing changed", before.name)));
    }
    decision.done = format!("Changed {}", details.name);
    let reason = reason.map(str::to_owned);
    Ok(decision.fact(&vendor.subject(), VendorChanged { details, reason }))
}

fn replace<T: Clone>(field: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}

fn reassess(
    vendor: &Vendor,
    on: Option<NaiveDate>,
    renewal: Option<NaiveDate>,
    note: Option<&str>,
    reason: Option<&str>,
    context: &Context,
) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("Cannot record the reassessment of {name}");
    not_ahead_day(&what, on, context)?;
    let policy = context.book.current();
    let on_renewal = policy
        .tier(&vendor.details.tier)
        .is_some_and(|tier| tier.reassess == Reassess::OnRenewal);
    if on_renewal && renewal.is_none() && vendor.details.renewal.is_some() {
        return Err(Refusal::rule(
            what,
            "its tier is reassessed on renewal, so the next renewal must be known",
        )
        .by("VM-4")
        .instead("Add --renewal YYYY-MM-DD."));
    }
    let today = policy.calendar.local(context.now).date_naive();
    let on = on.unwrap_or(today);
    if vendor.details.last_assessed.is_some_and(|last| on < last) {
        return Err(Refusal::rule(what, "the day given lies before the last assessment").by("VM-2"));
    }
    let stated = policy.calendar.end_of_day(on).min(context.now);
    let late = vendor
        .deadlines(context.book)
        .iter()
        .any(|deadline| deadline.would_be_late(stated, context.now));
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if late && reason.is_none() {
        return Err(
            Refusal::rule(what, "it is late, or entered late, and that needs a reason")
                .by("DL-1")
                .instead("Add --reason \"…\"."),
        );
    }
    Ok(Decision::new(format!("{name} is reassessed")).fact(
        &vendor.subject(),
        VendorReassessed {
            on,
            renewal,
            note: note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned),
            reason: reason.map(str::to_owned),
        },
    ))
}
