//! Saying what is known of one recipient: how much of theirs is concerned, and the reference they gave (IR-12, IR-13).

use super::{Notice, decide};
use crate::domain::command::DetailRecipient;
use crate::domain::decide::{Context, Decision, Loaded};
use crate::domain::fact::RecipientDetailed;
use crate::domain::incident::Incident;
use crate::domain::refusal::Refusal;

/// What was not said stays as it is; empty words take it away.
pub fn detail(
    known: &DetailRecipient,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Nothing was written of {} on {}", known.to, incident.code);
    decide::not_imported(&what, incident)?;
    if known.records.is_none() && known.reference.is_none() {
        return Err(Refusal::usage(what, "nothing is said of it")
            .instead("Say --records \"214 users\", --reference \"their number\", or both."));
    }
    let notice = decide::addressee(&what, &known.to, incident, loaded, context)?;
    if matches!(notice, Notice::Customers | Notice::Page(_)) {
        return Err(Refusal::usage(what, "name one customer or one obligation"));
    }
    let before = incident.notices.details.get(&notice.key()).cloned().unwrap_or_default();
    let mut detail = before.clone();
    for (said, kept) in [
        (&known.records, &mut detail.records),
        (&known.reference, &mut detail.reference),
    ] {
        if let Some(said) = said {
            said.trim().clone_into(kept);
        }
    }
    if detail == before {
        return Ok(Decision::new(format!("That is known of {notice} already")));
    }
    let mut decision = Decision::new(format!("Noted of {notice} on {}", incident.code));
    if was_told(incident, &notice) {
        decision = decision.warn(format!("{notice} was told already: what went out stays as it was"));
    }
    let letter = match &notice {
        Notice::Customer(customer) => incident.notices.letter_for(customer),
        _ => incident.notices.drafted.get(&notice.key()),
    };
    if let Some(read) = letter
        .and_then(|letter| letter.approved.as_ref())
        .filter(|_| !was_told(incident, &notice))
    {
        decision = decision.warn(format!("{} has approved the letter before this was known", read.who));
    }
    Ok(decision.fact(&incident.subject(), RecipientDetailed { notice, detail }))
}

fn was_told(incident: &Incident, notice: &Notice) -> bool {
    match notice {
        Notice::Customer(customer) => incident
            .breach
            .iter()
            .flat_map(|breach| &breach.customers)
            .any(|told| told.affected.customer.id == customer.id && told.sent.is_some()),
        Notice::Obligation(rule) => incident.obliged.submitted.contains_key(rule),
        Notice::Customers | Notice::Page(_) => false,
    }
}
