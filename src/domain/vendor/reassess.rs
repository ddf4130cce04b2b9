//! Reassessments, before their time too, and the conditions they set (VM-2 to VM-4, VM-7).

use chrono::NaiveDate;

use super::apply::is_called;
use super::decide::{in_time, not_ahead_day, said, stated, today};
use super::state::Vendor;
use crate::domain::DeadlineKind;
use crate::domain::command::{Proof, Reassessment};
use crate::domain::decide::{Context, Decision, needed};
use crate::domain::fact::{Condition, ConditionMet, Outcome, ReassessmentOpened, VendorReassessed};
use crate::domain::refusal::Refusal;
use crate::policy::Reassess;

/// Records a reassessment; the next due date counts from the day it was done.
pub(super) fn reassess(vendor: &Vendor, wish: &Reassessment, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("Cannot record the reassessment of {name}");
    not_ahead_day(&what, wish.on, context)?;
    let policy = context.book.current();
    let outcome = outcome(&what, wish)?;
    let on_renewal = policy
        .tier(&vendor.details.tier)
        .is_some_and(|tier| tier.reassess == Reassess::OnRenewal);
    let is_kept = outcome != Outcome::Exit;
    if on_renewal && is_kept && wish.renewal.is_none() && vendor.details.renewal.is_some() {
        return Err(Refusal::rule(
            what,
            "its tier is reassessed on renewal, so the next renewal must be known",
        )
        .by("VM-4")
        .instead("Add --renewal YYYY-MM-DD."));
    }
    let on = wish.on.unwrap_or_else(|| today(context));
    if vendor.details.last_assessed.is_some_and(|last| on < last) {
        return Err(Refusal::rule(what, "the day given lies before the last assessment").by("VM-2"));
    }
    let conditions = conditions(&what, vendor, wish, on)?;
    let at = policy.calendar.end_of_day(on).min(context.now);
    let reason = in_time(
        &what,
        vendor,
        (DeadlineKind::Reassess, None),
        Some(at),
        wish.reason.as_deref(),
        context,
    )?;
    let mut decision = Decision::new(match outcome {
        Outcome::Keep => format!("{name} is reassessed"),
        Outcome::Conditions => format!("{name} is reassessed, and stays under conditions"),
        Outcome::Exit => format!("{name} is reassessed, and goes"),
    });
    if outcome == Outcome::Exit && vendor.offboarding.is_none() {
        decision = decision.warn(format!("begin the end: firebell vendor offboard \"{name}\""));
    }
    Ok(decision.fact(
        &vendor.subject(),
        VendorReassessed {
            on,
            outcome,
            conditions,
            renewal: wish.renewal,
            note: said(wish.note.as_deref()),
            reason,
        },
    ))
}

fn outcome(what: &str, wish: &Reassessment) -> Result<Outcome, Refusal> {
    let Some(typed) = wish.outcome.as_deref() else {
        return Ok(if wish.conditions.is_empty() {
            Outcome::Keep
        } else {
            Outcome::Conditions
        });
    };
    let found = Outcome::ALL
        .into_iter()
        .find(|one| one.word().eq_ignore_ascii_case(typed.trim()));
    let words = || Outcome::ALL.map(|one| one.word().to_owned()).to_vec();
    let outcome = found.ok_or_else(|| {
        Refusal::usage(what, format!("there is no outcome \"{typed}\""))
            .instead(format!("Use one of {}.", words().join(", ")))
            .candidates(words())
    })?;
    match (outcome, wish.conditions.is_empty()) {
        (Outcome::Conditions, true) => Err(Refusal::rule(what, "it stays under conditions, and none is named")
            .by("VM-2")
            .instead("Add --condition \"WHAT=YYYY-MM-DD\".")),
        (Outcome::Keep | Outcome::Exit, false) => Err(Refusal::usage(
            what,
            format!("conditions are named, and the outcome is {}", outcome.word()),
        )
        .instead("Say --outcome conditions, or name none.")),
        _ => Ok(outcome),
    }
}

/// The conditions with their names trimmed; each must be another than those that are open.
fn conditions(what: &str, vendor: &Vendor, wish: &Reassessment, on: NaiveDate) -> Result<Vec<Condition>, Refusal> {
    let mut conditions: Vec<Condition> = Vec::new();
    for condition in &wish.conditions {
        let name = needed(what, "the condition", &condition.name)?;
        let open = vendor.conditions.iter().filter(|one| one.met.is_none());
        let mut names = open.map(|one| &one.condition).chain(&conditions);
        if names.any(|known| is_called(&known.name, &name)) {
            return Err(Refusal::rule(what, format!("\"{name}\" is a condition already")).by("VM-2"));
        }
        if condition.due < on {
            return Err(Refusal::rule(what, format!("\"{name}\" would be due before the assessment")).by("VM-2"));
        }
        conditions.push(Condition {
            name,
            due: condition.due,
        });
    }
    Ok(conditions)
}

/// Something asks for a reassessment before its time.
pub(super) fn open(
    vendor: &Vendor,
    on: Option<NaiveDate>,
    cause: &str,
    context: &Context,
) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("No reassessment of {name} was opened");
    let cause = needed(&what, "the cause", cause)?;
    not_ahead_day(&what, on, context)?;
    let decision = Decision::new(format!("A reassessment of {name} is open"));
    Ok(decision.fact(&vendor.subject(), opened(on.unwrap_or_else(|| today(context)), cause)))
}

/// The fact that opens a reassessment.
pub(super) fn opened(on: NaiveDate, cause: String) -> ReassessmentOpened {
    ReassessmentOpened {
        on,
        cause,
        incident: None,
    }
}

/// A condition was met.
pub(super) fn meet(vendor: &Vendor, typed: &str, proof: &Proof, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The condition of {name} was not met");
    let open = vendor.conditions.iter().filter(|one| one.met.is_none());
    let names: Vec<&str> = open.map(|one| one.condition.name.as_str()).collect();
    let condition = named(&what, "condition", typed, &names)?.to_owned();
    let at = stated(&what, proof.at, context)?;
    let which = (DeadlineKind::Condition, Some(condition.as_str()));
    let reason = in_time(&what, vendor, which, at, proof.reason.as_deref(), context)?;
    let decision = Decision::new(format!("{name}: {condition} is met"));
    Ok(decision.fact_at(
        &vendor.subject(),
        at,
        ConditionMet {
            condition,
            evidence: proof.evidence.clone(),
            reason,
        },
    ))
}

/// The one of these names that was typed, or the only one whose name begins so.
pub(super) fn named<'a>(what: &str, word: &str, typed: &str, names: &[&'a str]) -> Result<&'a str, Refusal> {
    let folded = crate::text::fold_name(typed);
    if let Some(exact) = names.iter().find(|name| is_called(name, typed)) {
        return Ok(exact);
    }
    let begins = |name: &&&str| !folded.is_empty() && crate::text::fold_name(name).starts_with(&folded);
    let found: Vec<&&str> = names.iter().filter(begins).collect();
    let all = || names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let refusal = Refusal::not_found(what, format!("no open {word} is called \"{typed}\""));
            Err(match names {
                [] => refusal,
                names => refusal.instead(format!("There is {}.", names.join(", "))),
            }
            .candidates(all()))
        }
        several => Err(
            Refusal::not_found(what, format!("\"{typed}\" could be more than one {word}"))
                .instead("Type more of the name.")
                .candidates(several.iter().map(|name| (**name).to_owned()).collect()),
        ),
    }
}
