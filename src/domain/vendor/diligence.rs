//! Diligence: which steps the tier asks for, what became of them, and the gate before production data (VM-2 to VM-5).

use super::decide::stated;
use super::state::{Stage, StepState, Vendor};
use crate::clock::Moment;
use crate::domain::command::Proof;
use crate::domain::decide::{Context, Decision, Loaded, mention, needed};
use crate::domain::fact::{ApprovalGiven, ProductionAllowed, StepDone, StepExcluded, StepReopened, WentLive};
use crate::domain::refusal::Refusal;
use crate::domain::subject::{Ref, SubjectKind};
use crate::policy::{MetBy, Policy, StepRule};
use crate::text::fold_name;

/// A step of the checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<'a> {
    /// What the policy says of it.
    pub rule: &'a StepRule,
    /// What became of it.
    pub state: ItemState<'a>,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemState<'a> {
    /// Nobody has done it.
    Open,
    /// Somebody has done it, or said that it does not apply.
    Said(&'a StepState),
    /// The notice was published then.
    Announced(Moment),
}

impl Item<'_> {
    /// Is there something left to do?
    pub fn is_open(&self) -> bool {
        self.state == ItemState::Open
    }
}

impl Vendor {
    /// The steps that its tier asks for, in their order. A notice is asked for where customer data is to go to a vendor
    /// that is not in use yet (VM-9).
    pub fn checklist<'a>(&'a self, policy: &'a Policy) -> Vec<Item<'a>> {
        let rules = policy.diligence(&self.details.tier).into_iter();
        rules
            .filter(|rule| rule.met_by != MetBy::Notice || self.needs_notice())
            .map(|rule| Item {
                rule,
                state: self.state_of(rule),
            })
            .collect()
    }

    fn state_of(&self, rule: &StepRule) -> ItemState<'_> {
        let said = self.steps.get(&rule.key);
        match (rule.met_by, self.addition(), said) {
            // Only the notice itself tells customers, whatever somebody says of the step (VM-9).
            (MetBy::Notice, Some(notice), _) => ItemState::Announced(notice.published_at),
            (MetBy::Notice, None, _) | (_, _, None) => ItemState::Open,
            (_, _, Some(state)) => ItemState::Said(state),
        }
    }

    fn needs_notice(&self) -> bool {
        self.details.customer_data && !self.in_use
    }

    /// Must customers be told before this vendor goes live (VM-9)?
    pub fn is_announced_first(&self, policy: &Policy) -> bool {
        let mut rules = policy.diligence(&self.details.tier).into_iter();
        self.needs_notice() && rules.any(|rule| rule.met_by == MetBy::Notice)
    }

    /// The steps that are left, by name.
    pub fn open_steps(&self, policy: &Policy) -> Vec<String> {
        let items = self.checklist(policy).into_iter().filter(Item::is_open);
        items.map(|item| item.rule.name.to_lowercase()).collect()
    }
}

/// The step of the tier that a person typed, or the list of those there are.
fn step<'a>(what: &str, vendor: &Vendor, typed: &str, policy: &'a Policy) -> Result<&'a StepRule, Refusal> {
    let rules = policy.diligence(&vendor.details.tier);
    let typed = typed.trim();
    let is_meant =
        |rule: &&&StepRule| rule.key.eq_ignore_ascii_case(typed) || fold_name(&rule.name) == fold_name(typed);
    rules.iter().find(is_meant).copied().ok_or_else(|| {
        let keys: Vec<String> = rules.iter().map(|rule| rule.key.clone()).collect();
        let refusal = Refusal::not_found(what, format!("{} has no step \"{typed}\"", vendor.details.tier)).by("VM-5");
        match keys.as_slice() {
            [] => refusal,
            keys => refusal.instead(format!("Use one of {}.", keys.join(", "))),
        }
        .candidates(keys)
    })
}

/// A step that somebody has done.
pub(super) fn done(vendor: &Vendor, typed: &str, proof: &Proof, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("The step of {} was not recorded", vendor.details.name);
    let policy = context.book.current();
    let rule = step(&what, vendor, typed, policy)?;
    match rule.met_by {
        MetBy::Approval => {
            return Err(
                Refusal::rule(what, format!("{} is an approval", rule.name.to_lowercase()))
                    .by("VM-2")
                    .instead("Record who gave it: firebell vendor approve."),
            );
        }
        MetBy::Notice => {
            return Err(Refusal::rule(what, "it is met by the notice itself")
                .by("VM-9")
                .instead("Publish it: firebell vendor announce."));
        }
        MetBy::Work | MetBy::Credentials | MetBy::List => {}
    }
    let at = stated(&what, proof.at, context)?;
    let left = vendor.open_steps(policy);
    let rest = left.iter().filter(|name| **name != rule.name.to_lowercase()).count();
    let done = format!(
        "{}: {} is done, {rest} left",
        vendor.details.name,
        rule.name.to_lowercase()
    );
    let mut decision = Decision::new(done);
    if proof.evidence.is_none() && proof.note.is_none() {
        decision = decision.warn("nothing shows it: add --evidence, --file or --note");
    }
    Ok(decision.fact_at(
        &vendor.subject(),
        at,
        StepDone {
            step: rule.key.clone(),
            evidence: proof.evidence.clone(),
            note: proof.note.clone(),
        },
    ))
}

/// A step that does not apply.
pub(super) fn exclude(vendor: &Vendor, typed: &str, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("The step of {} was not left out", vendor.details.name);
    let rule = step(&what, vendor, typed, context.book.current())?;
    let reason = needed(&what, "the reason", reason)?;
    if rule.met_by == MetBy::Approval {
        return Err(Refusal::rule(what, "an approval cannot be left out")
            .by("VM-2")
            .instead("Record who gave it: firebell vendor approve."));
    }
    if rule.met_by == MetBy::Notice {
        return Err(
            Refusal::rule(what, "customers must hear of it before their data goes there")
                .by("VM-9")
                .instead("Publish it: firebell vendor announce. An incident may cut the notice short."),
        );
    }
    let done = format!("{}: {} does not apply", vendor.details.name, rule.name.to_lowercase());
    let fact = StepExcluded {
        step: rule.key.clone(),
        reason,
    };
    Ok(Decision::new(done).fact(&vendor.subject(), fact))
}

/// A step that must be done again.
pub(super) fn reopen(vendor: &Vendor, typed: &str, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("The step of {} was not opened again", vendor.details.name);
    let rule = step(&what, vendor, typed, context.book.current())?;
    let reason = needed(&what, "the reason", reason)?;
    if !vendor.steps.contains_key(&rule.key) {
        return Err(Refusal::rule(what, format!("{} is open", rule.name.to_lowercase())).by("VM-5"));
    }
    let done = format!("{}: {} is open again", vendor.details.name, rule.name.to_lowercase());
    let fact = StepReopened {
        step: rule.key.clone(),
        reason,
    };
    Ok(Decision::new(done).fact(&vendor.subject(), fact))
}

/// The approval of the leadership, given by somebody else than the person who wants the vendor.
pub(super) fn approve(
    vendor: &Vendor,
    by: Option<&str>,
    proof: &Proof,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The approval of {name} was not recorded");
    let policy = context.book.current();
    let rules = policy.diligence(&vendor.details.tier);
    let Some(rule) = rules.iter().find(|rule| rule.met_by == MetBy::Approval) else {
        return Err(Refusal::rule(what, format!("{} needs no approval", vendor.details.tier)).by("VM-5"));
    };
    let mut decision = Decision::default();
    let (by, aliases) = if let Some(typed) = by {
        let (by, details) = mention(&mut decision, &what, SubjectKind::Person, typed, loaded, context)?;
        (by, details.aliases)
    } else {
        let (id, name) = (String::new(), context.who.name.clone());
        (Ref { id, name }, Vec::new())
    };
    let wants = fold_name(vendor.requester());
    let is_requester = aliases.iter().chain([&by.name]).any(|name| fold_name(name) == wants);
    if rule.by_another && is_requester {
        return Err(
            Refusal::rule(what, format!("{} wants this vendor, and may not approve it", by.name))
                .by("VM-2")
                .instead("Let somebody else of the leadership approve it, and give their name with --by."),
        );
    }
    let at = stated(&what, proof.at, context)?;
    decision.done = format!("{name} is approved by {}", by.name);
    Ok(decision.fact_at(
        &vendor.subject(),
        at,
        ApprovalGiven {
            step: rule.key.clone(),
            by,
            evidence: proof.evidence.clone(),
            note: proof.note.clone(),
        },
    ))
}

/// The gate before production data (VM-5).
pub(super) fn allow(vendor: &Vendor, note: Option<&String>, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("Production data may not flow to {name}");
    not_leaving(&what, vendor)?;
    if vendor.allowed.is_some() {
        return Ok(Decision::new(format!("Production data may flow to {name} already")));
    }
    let left = vendor.open_steps(context.book.current());
    let mut decision = Decision::new(format!("Production data may flow to {name}"));
    if !left.is_empty() {
        if !vendor.in_use {
            return Err(still_open(what, vendor, &left));
        }
        decision = decision.warn(format!("it was in use before; still to do: {}", left.join(", ")));
    }
    Ok(decision.fact(&vendor.subject(), ProductionAllowed { note: note.cloned() }))
}

fn still_open(what: String, vendor: &Vendor, left: &[String]) -> Refusal {
    let verb = if left.len() == 1 { "is" } else { "are" };
    Refusal::rule(what, format!("{} {verb} still to do", left.join(", ")))
        .by("VM-5")
        .instead(format!("firebell vendor steps \"{}\" shows them.", vendor.details.name))
}

fn not_leaving(what: &str, vendor: &Vendor) -> Result<(), Refusal> {
    match vendor.stage() {
        Stage::Leaving => Err(Refusal::rule(what, "the vendor is leaving").by("VM-8")),
        Stage::Ended => Err(Refusal::rule(what, "the relationship has ended").by("VM-8")),
        _ => Ok(()),
    }
}

/// The vendor is used for production from here on (VM-5, VM-9).
pub(super) fn live(
    vendor: &Vendor,
    at: Option<Moment>,
    note: Option<&String>,
    context: &Context,
) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("{name} cannot go live");
    not_leaving(&what, vendor)?;
    if vendor.live.is_some() || vendor.in_use {
        return Ok(Decision::new(format!("{name} is in use already")));
    }
    let at = stated(&what, at, context)?;
    let policy = context.book.current();
    let left = vendor.open_steps(policy);
    if !left.is_empty() {
        return Err(still_open(what, vendor, &left));
    }
    if vendor.allowed.is_none() {
        return Err(Refusal::rule(what, "nobody has said that production data may flow")
            .by("VM-5")
            .instead(format!("Say so: firebell vendor allow \"{name}\"")));
    }
    let mut decision = Decision::new(format!("{name} is live"));
    if vendor.is_announced_first(policy) {
        super::notice::is_over(&what, vendor, at.unwrap_or(context.now), context)?;
        if let Some(expedited) = vendor.addition().and_then(|notice| notice.expedited.as_ref()) {
            decision = decision.warn(format!("the notice was cut short for {}", expedited.incident.name));
        }
    }
    let untold = vendor
        .addition()
        .map(|notice| notice.customers.iter().filter(|one| one.sent.is_none()).count());
    if let Some(untold) = untold.filter(|untold| *untold > 0) {
        decision = decision.warn(format!(
            "{untold} of the customers to be told have not been told (VM-10)"
        ));
    }
    for objection in vendor.open_objections() {
        decision = decision.warn(format!(
            "{} objects, and has no answer yet: {}",
            objection.customer.name, objection.grounds
        ));
    }
    Ok(decision.fact_at(&vendor.subject(), at, WentLive { note: note.cloned() }))
}
