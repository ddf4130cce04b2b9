//! The end of a relationship: its steps, credentials one by one, and the gate before "ended" (VM-8).

use super::apply::is_called;
use super::decide::{in_time, said, stated, today};
use super::reassess::named;
use super::state::{Offboarding, Vendor};
use crate::clock::Moment;
use crate::domain::DeadlineKind;
use crate::domain::command::{Proof, VendorWish};
use crate::domain::decide::{Context, Decision, needed};
use crate::domain::fact::{
    CredentialListed, CredentialRevoked, OffboardingBegun, OffboardingStepDone, OffboardingStepExcluded,
    OffboardingStepReopened, VendorEnded,
};
use crate::domain::policy_book::PolicyBook;
use crate::domain::refusal::Refusal;
use crate::policy::{MetBy, OffboardingRule};
use crate::text::fold_name;

impl Vendor {
    /// The steps of the end that are left, by name; none where it has not begun.
    pub fn open_end_steps(&self, book: &PolicyBook) -> Vec<String> {
        let Some(end) = &self.offboarding else {
            return Vec::new();
        };
        let rules = book.get(&end.policy).programme().offboarding.iter();
        rules
            .filter(|rule| !end.steps.contains_key(&rule.key))
            .map(|rule| rule.name.to_lowercase())
            .collect()
    }
}

/// Decides a wish about the end.
pub(super) fn decide(vendor: &Vendor, wish: &VendorWish, context: &Context) -> Result<Decision, Refusal> {
    match wish {
        VendorWish::Offboard { at, reason } => begin(vendor, *at, reason, context),
        VendorWish::ListCredential { credential, note } => list(vendor, credential, note.as_deref()),
        VendorWish::RevokeCredential { credential, proof } => revoke(vendor, credential, proof, context),
        VendorWish::End { note } => end(vendor, note.as_deref(), context),
        _ => Err(Refusal::usage("Nothing was written", "this is not about the end")),
    }
}

fn begin(vendor: &Vendor, at: Option<Moment>, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The end of {name} was not begun");
    let reason = needed(&what, "the reason", reason)?;
    let at = stated(&what, at, context)?;
    if vendor.offboarding.is_some() {
        return Err(Refusal::rule(what, "it has begun already").by("VM-8"));
    }
    let rules = &context.book.current().programme().offboarding;
    let mut decision = Decision::new(format!("The end of {name} begins: {} steps", rules.len()));
    if vendor.open_credentials().next().is_none() {
        decision = decision.warn("no credential of it is listed: firebell vendor credential");
    }
    if vendor.is_listed(today(context)) {
        decision = decision.warn("it is on the list of subprocessors: firebell vendor announce --removal (VM-10)");
    }
    Ok(decision.fact_at(&vendor.subject(), at, OffboardingBegun { reason }))
}

/// The running end, the step that was typed, or the list of those there are.
fn step<'a>(
    what: &str,
    vendor: &'a Vendor,
    typed: &str,
    context: &'a Context,
) -> Result<(&'a Offboarding, &'a OffboardingRule), Refusal> {
    let Some(end) = &vendor.offboarding else {
        return Err(Refusal::rule(what, "its end has not begun").by("VM-8"));
    };
    if vendor.ended.is_some() {
        return Err(Refusal::rule(what, "the relationship has ended").by("VM-8"));
    }
    let rules = &context.book.get(&end.policy).programme().offboarding;
    let typed = typed.trim();
    let is_meant =
        |rule: &&OffboardingRule| rule.key.eq_ignore_ascii_case(typed) || fold_name(&rule.name) == fold_name(typed);
    let rule = rules.iter().find(is_meant).ok_or_else(|| {
        let keys: Vec<String> = rules.iter().map(|rule| rule.key.clone()).collect();
        Refusal::not_found(what, format!("its end has no step \"{typed}\""))
            .by("VM-8")
            .instead(format!("Use one of {}.", keys.join(", ")))
            .candidates(keys)
    })?;
    Ok((end, rule))
}

pub(super) fn done(
    vendor: &Vendor,
    typed: &str,
    proof: &Proof,
    retention: Option<&str>,
    context: &Context,
) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The step of {name} was not recorded");
    let (end, rule) = step(&what, vendor, typed, context)?;
    if end.steps.contains_key(&rule.key) {
        return Err(Refusal::rule(what, format!("{} is done already", rule.name.to_lowercase())).by("VM-8"));
    }
    let at = stated(&what, proof.at, context)?;
    can_be_done(&what, vendor, rule, proof, context)?;
    let which = (DeadlineKind::Offboard, Some(rule.key.as_str()));
    let reason = in_time(&what, vendor, which, at, proof.reason.as_deref(), context)?;
    let left = vendor.open_end_steps(context.book).len() - 1;
    let mut decision = Decision::new(format!("{name}: {} is done, {left} left", rule.name.to_lowercase()));
    let retention = said(retention);
    if retention.is_some() {
        decision = decision.warn("it keeps data for longer: customers must be told of it (VM-8)");
    }
    Ok(decision.fact_at(
        &vendor.subject(),
        at,
        OffboardingStepDone {
            step: rule.key.clone(),
            evidence: proof.evidence.clone(),
            note: proof.note.clone(),
            retention,
            reason,
        },
    ))
}

fn can_be_done(
    what: &str,
    vendor: &Vendor,
    rule: &OffboardingRule,
    proof: &Proof,
    context: &Context,
) -> Result<(), Refusal> {
    let name = &vendor.details.name;
    match rule.met_by {
        MetBy::Credentials => {
            let open: Vec<&str> = vendor.open_credentials().map(|one| one.name.as_str()).collect();
            if open.is_empty() {
                return Ok(());
            }
            let verb = if open.len() == 1 { "is" } else { "are" };
            Err(Refusal::rule(what, format!("{} {verb} not revoked", open.join(", ")))
                .by("VM-8")
                .instead(format!("Revoke each: firebell vendor revoke \"{name}\" …")))
        }
        MetBy::List if vendor.is_listed(today(context)) => {
            Err(Refusal::rule(what, "it is still on the list of subprocessors")
                .by("VM-8")
                .instead(format!(
                    "Announce that it goes: firebell vendor announce \"{name}\" --removal"
                )))
        }
        MetBy::Work if proof.evidence.is_none() && proof.note.is_none() => {
            Err(Refusal::rule(what, "nothing shows that it was done")
                .by("VM-8")
                .instead("Add --evidence, --file or --note."))
        }
        _ => Ok(()),
    }
}

pub(super) fn exclude(vendor: &Vendor, typed: &str, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The step of {name} was not left out");
    let (end, rule) = step(&what, vendor, typed, context)?;
    let reason = needed(&what, "the reason", reason)?;
    can_be_left_out(&what, vendor, end, rule, context)?;
    let decision = Decision::new(format!("{name}: {} does not apply", rule.name.to_lowercase()));
    let fact = OffboardingStepExcluded {
        step: rule.key.clone(),
        reason,
    };
    Ok(decision.fact(&vendor.subject(), fact))
}

/// A credential that works, a place on the list, and a customer who was promised otherwise cannot be reasoned away.
fn can_be_left_out(
    what: &str,
    vendor: &Vendor,
    end: &Offboarding,
    rule: &OffboardingRule,
    context: &Context,
) -> Result<(), Refusal> {
    let why = match rule.met_by {
        MetBy::Credentials if vendor.open_credentials().next().is_some() => "a credential of it is not revoked",
        MetBy::List if vendor.is_listed(today(context)) => "it is still on the list of subprocessors",
        MetBy::Work if end.retention.is_some() && rule.key == CUSTOMERS => {
            "it keeps data for longer than agreed, and customers must be told of it"
        }
        _ => return Ok(()),
    };
    Err(Refusal::rule(what, why).by("VM-8"))
}

/// The step in which customers hear what a vendor keeps.
const CUSTOMERS: &str = "customers";

pub(super) fn reopen(vendor: &Vendor, typed: &str, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The step of {name} was not opened again");
    let (end, rule) = step(&what, vendor, typed, context)?;
    let reason = needed(&what, "the reason", reason)?;
    if !end.steps.contains_key(&rule.key) {
        return Err(Refusal::rule(what, format!("{} is open", rule.name.to_lowercase())).by("VM-8"));
    }
    let decision = Decision::new(format!("{name}: {} is open again", rule.name.to_lowercase()));
    let fact = OffboardingStepReopened {
        step: rule.key.clone(),
        reason,
    };
    Ok(decision.fact(&vendor.subject(), fact))
}

fn list(vendor: &Vendor, typed: &str, note: Option<&str>) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The credential of {name} was not listed");
    let credential = needed(&what, "the credential", typed)?;
    if vendor.ended.is_some() {
        return Err(Refusal::rule(what, "the relationship has ended").by("VM-8"));
    }
    if vendor.open_credentials().any(|one| is_called(&one.name, &credential)) {
        return Err(Refusal::rule(what, format!("{credential} is listed already")).by("VM-8"));
    }
    let decision = Decision::new(format!("{name}: {credential} is listed"));
    let note = said(note);
    Ok(decision.fact(&vendor.subject(), CredentialListed { credential, note }))
}

fn revoke(vendor: &Vendor, typed: &str, proof: &Proof, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The credential of {name} was not revoked");
    let names: Vec<&str> = vendor.open_credentials().map(|one| one.name.as_str()).collect();
    let credential = named(&what, "credential", typed, &names)?.to_owned();
    let at = stated(&what, proof.at, context)?;
    let which = (DeadlineKind::Revoke, Some(credential.as_str()));
    let reason = in_time(&what, vendor, which, at, proof.reason.as_deref(), context)?;
    let left = names.len() - 1;
    let decision = Decision::new(format!("{name}: {credential} is revoked, {left} left"));
    Ok(decision.fact_at(
        &vendor.subject(),
        at,
        CredentialRevoked {
            credential,
            evidence: proof.evidence.clone(),
            reason,
        },
    ))
}

/// The gate before the end.
fn end(vendor: &Vendor, note: Option<&str>, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The relationship with {name} has not ended");
    if vendor.offboarding.is_none() {
        return Err(Refusal::rule(what, "its end has not begun")
            .by("VM-8")
            .instead(format!("Begin it: firebell vendor offboard \"{name}\" --reason \"…\"")));
    }
    if vendor.ended.is_some() {
        return Ok(Decision::new(format!("The relationship with {name} has ended already")));
    }
    let mut left = vendor.open_end_steps(context.book);
    left.extend(vendor.open_credentials().map(|one| one.name.clone()));
    if vendor.is_listed(today(context)) {
        left.push("the public list".to_owned());
    }
    if !left.is_empty() {
        let verb = if left.len() == 1 { "is" } else { "are" };
        return Err(Refusal::rule(what, format!("{} {verb} still to do", left.join(", ")))
            .by("VM-8")
            .instead(format!("firebell vendor steps \"{name}\" shows them.")));
    }
    let decision = Decision::new(format!("The relationship with {name} has ended"));
    let note = said(note);
    Ok(decision.fact(&vendor.subject(), VendorEnded { note }))
}
