//! A confirmed personal data breach and who was told of it (IR-11).

use super::Incident;
use super::apply::untold;
use super::state::{Breach, Told};
use crate::clock::Moment;
use crate::domain::command::{Command, ConfirmBreach};
use crate::domain::decide::{Context, Decision, Loaded, Mention, mention, needed, not_ahead};
use crate::domain::fact::{
    Affected, BreachConfirmed, BreachWithdrawn, ConfirmationCorrected, CustomerAffected, RegisterDetails,
};
use crate::domain::refusal::Refusal;
use crate::domain::register::means;
use crate::domain::subject::{Ref, SubjectKind};
use crate::policy::obligation::Anchor;

impl Breach {
    /// Two people may confirm it at once: the earlier time counts, and whomever either names is told.
    pub(super) fn confirm_again(&mut self, at: Moment, fact: &BreachConfirmed) {
        self.confirmed_at = self.confirmed_at.min(at);
        for category in &fact.categories {
            if !self.categories.contains(category) {
                self.categories.push(category.clone());
            }
        }
        fact.customers.iter().for_each(|affected| self.affect(affected));
    }

    /// One more customer is to be told; one that is on it already stays as it is.
    pub(super) fn affect(&mut self, affected: &Affected) {
        let mut known = self.customers.iter();
        if !known.any(|told| told.affected.customer.id == affected.customer.id) {
            self.customers.push(untold(affected.clone()));
        }
    }
}

/// Decides a command about the breach.
pub fn decide(command: &Command, incident: &Incident, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::ConfirmBreach(confirm) => self::confirm(confirm, incident, loaded, context),
        Command::AddAffected { customer, .. } => add_customer(incident, customer, loaded, context),
        Command::CorrectConfirmation { at, reason, .. } => correct(incident, *at, reason, context),
        Command::WithdrawBreach { reason, .. } => withdraw(incident, reason),
        _ => Err(Refusal::usage("Nothing was written", "this is not about a breach")),
    }
}

fn not_imported(what: &str, incident: &Incident) -> Result<(), Refusal> {
    if incident.imported.is_some() {
        return Err(super::decide::closed(what, incident));
    }
    Ok(())
}

/// The breach that is confirmed.
pub(super) fn open<'a>(what: &str, incident: &'a Incident) -> Result<&'a Breach, Refusal> {
    incident.open_breach().ok_or_else(|| {
        Refusal::rule(what, "no breach is confirmed")
            .by("IR-11")
            .instead(format!("Press b, or: firebell breach confirm {}", incident.code))
    })
}

fn affected(customer: Ref, details: &RegisterDetails) -> Affected {
    Affected {
        customer,
        contract_hours: details.contract_hours.filter(|hours| *hours > 0),
        contact: details.contact.clone(),
    }
}

fn confirm(
    confirm: &ConfirmBreach,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot confirm a breach on {}", incident.code);
    not_imported(&what, incident)?;
    if incident.open_breach().is_some() {
        return Err(Refusal::rule(what, "it is confirmed already").by("IR-11").instead(format!(
            "Add a customer: firebell breach customer {0} NAME. Correct the time: firebell breach correct {0} --at … --reason …",
            incident.code
        )));
    }
    not_ahead(&what, Some(confirm.at), context.now)?;
    let categories: Vec<String> = confirm
        .categories
        .iter()
        .map(|category| category.trim().to_owned())
        .filter(|category| !category.is_empty())
        .collect();
    if categories.is_empty() {
        return Err(Refusal::usage(what, "the categories of data are missing")
            .by("IR-12")
            .instead("Name them: --data \"names, e-mail addresses\""));
    }
    let mut decision = Decision::default();
    let mut customers: Vec<Affected> = Vec::new();
    for name in &confirm.customers {
        let (customer, details) = mention(&mut decision, &what, SubjectKind::Customer, name, loaded, context)?;
        if details.contact.is_empty() {
            decision
                .warnings
                .push(format!("{} has no contact recorded", customer.name));
        }
        if !customers.iter().any(|known| known.customer.id == customer.id) {
            customers.push(affected(customer, &details));
        }
    }
    if customers.is_empty() {
        decision.warnings.push(format!(
            "no customer is named yet; add each with: firebell breach customer {} NAME",
            incident.code
        ));
    }
    decision
        .warnings
        .extend(super::obligation::at_once(&Anchor::Confirmed, incident, context));
    decision.done = match customers.len() {
        0 => format!(
            "Breach confirmed on {}; no countdown runs until a customer is named",
            incident.code
        ),
        1 => format!("Breach confirmed on {}; 1 countdown runs", incident.code),
        n => format!("Breach confirmed on {}; {n} countdowns run", incident.code),
    };
    Ok(decision.fact_at(
        &incident.subject(),
        Some(confirm.at),
        BreachConfirmed { categories, customers },
    ))
}

fn add_customer(incident: &Incident, name: &str, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot add {name} to the breach on {}", incident.code);
    let breach = open(&what, incident)?;
    let mut decision = Decision::default();
    let (customer, details) = mention(&mut decision, &what, SubjectKind::Customer, name, loaded, context)?;
    if breach
        .customers
        .iter()
        .any(|told| means(&told.affected.customer, &customer, &details))
    {
        return Err(Refusal::rule(what, format!("{} is on it already", customer.name)).by("IR-11"));
    }
    if details.contact.is_empty() {
        decision
            .warnings
            .push(format!("{} has no contact recorded", customer.name));
    }
    decision.done = format!("{} is to be told of the breach on {}", customer.name, incident.code);
    Ok(decision.fact(
        &incident.subject(),
        CustomerAffected {
            customer: affected(customer, &details),
        },
    ))
}

fn correct(incident: &Incident, at: Moment, reason: &str, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot correct the confirmation on {}", incident.code);
    let reason = needed(&what, "the reason", reason)?;
    let breach = open(&what, incident)?;
    not_ahead(&what, Some(at), context.now)?;
    if breach.confirmed_at == at {
        return Err(Refusal::rule(what, "it is that time already").by("IR-11"));
    }
    Ok(Decision::new(format!(
        "Corrected the confirmation on {}; its clocks moved",
        incident.code
    ))
    .fact(
        &incident.subject(),
        ConfirmationCorrected {
            from: breach.confirmed_at,
            to: at,
            reason,
        },
    ))
}

fn withdraw(incident: &Incident, reason: &str) -> Result<Decision, Refusal> {
    let what = format!("Cannot withdraw the breach on {}", incident.code);
    let reason = needed(&what, "the reason", reason)?;
    let breach = open(&what, incident)?;
    let mut decision = Decision::new(format!(
        "Withdrew the breach on {}; its clocks are cancelled",
        incident.code
    ));
    // What they were told stays with them until somebody says otherwise.
    match breach.customers.iter().filter(|told| told.sent.is_some()).count() {
        0 => {}
        1 => decision = decision.warn("1 customer was told of it: say that it is withdrawn"),
        told => decision = decision.warn(format!("{told} customers were told of it: say that it is withdrawn")),
    }
    Ok(decision.fact(&incident.subject(), BreachWithdrawn { reason }))
}

/// The customer of the breach that goes by this name.
pub(super) fn told_customer<'a>(
    what: &str,
    typed: &str,
    incident: &Incident,
    breach: &'a Breach,
    loaded: &Loaded,
) -> Result<&'a Told, Refusal> {
    // Whoever is not on the breach is refused below, so a near or new name is never entered here.
    let folded = crate::text::fold_name(typed);
    let known = match loaded.entries.get(&(SubjectKind::Customer, folded.clone())) {
        Some(Mention::Known(entry) | Mention::Begins(_, entry)) => Some(entry),
        _ => None,
    };
    let customers = || breach.customers.iter();
    // Two that were merged since may both be on it: the one of exactly this name comes first.
    let exact = customers().find(|told| crate::text::fold_name(&told.affected.customer.name) == folded);
    let merged = || {
        customers()
            .find(|told| known.is_some_and(|entry| means(&told.affected.customer, &entry.mention(), &entry.details)))
    };
    exact.or_else(merged).ok_or_else(|| {
        let names = breach
            .customers
            .iter()
            .map(|told| told.affected.customer.name.clone())
            .collect();
        Refusal::not_found(
            what,
            format!("it is not among the customers affected by {}", incident.code),
        )
        .instead(format!(
            "Add it first: firebell breach customer {} \"{}\"",
            incident.code, typed
        ))
        .candidates(names)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_who_confirm_at_once_take_no_clock_from_each_other() {
        let customer = |id: &str| Affected {
            customer: Ref {
                id: id.to_owned(),
                name: id.to_uppercase(),
            },
            contract_hours: None,
            contact: String::new(),
        };
        let at = |text: &str| -> Moment { text.parse().unwrap() };
        let mut breach = Breach {
            confirmed_at: at("2026-11-24T04:00:00Z"),
            recorded_at: at("2026-11-24T04:00:00Z"),
            categories: vec!["names".to_owned()],
            customers: vec![untold(customer("a")), untold(customer("b"))],
            policy: String::new(),
            withdrawn: None,
        };
        let other = BreachConfirmed {
            categories: vec!["names".to_owned(), "photos".to_owned()],
            customers: vec![customer("b"), customer("c")],
        };
        breach.confirm_again(at("2026-11-24T03:00:00Z"), &other);
        let told: Vec<&str> = breach
            .customers
            .iter()
            .map(|told| told.affected.customer.id.as_str())
            .collect();
        assert_eq!(told, ["a", "b", "c"]);
        assert_eq!(breach.categories, ["names", "photos"]);
        assert_eq!(breach.confirmed_at, at("2026-11-24T03:00:00Z"));
    }
}
