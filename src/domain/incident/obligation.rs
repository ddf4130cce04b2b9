//! What may be said of an incident's obligations: the company's role, anchors, submissions, and that one is not
//! notifiable (IR-13).

use super::Incident;
use super::obliged::CompanyRole;
use crate::clock::Moment;
use crate::domain::command::Command;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::decide::{Context, Decision, needed, not_ahead};
use crate::domain::fact::{AnchorSet, CompanyRoleSet, ObligationDeclined};
use crate::domain::refusal::Refusal;
use crate::policy::obligation::{Anchor, Count, UnknownAnchor};

/// The requirement that asks for all of it.
pub(super) const REQUIREMENT: &str = "IR-13";

/// The only decision there is so far; whoever finds one notifiable submits it.
pub const NOT_NOTIFIABLE: &str = "not-notifiable";

/// Decides a command about obligations.
pub fn decide(command: &Command, incident: &Incident, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::SetCompanyRole { role, reason, .. } => set_role(incident, role, reason.as_deref()),
        Command::SetAnchor { anchor, at, reason, .. } => set_anchor(incident, anchor, *at, reason, context),
        Command::DecideObligation {
            obligation,
            decision,
            reason,
            ..
        } => decline(incident, obligation, decision, reason, context),
        _ => Err(Refusal::usage("Nothing was written", "this is not about an obligation")),
    }
}

/// Imported history has no obligations.
pub(super) fn standing(what: &str, incident: &Incident) -> Result<(), Refusal> {
    if incident.imported.is_some() {
        return Err(super::decide::closed(what, incident));
    }
    Ok(())
}

fn set_role(incident: &Incident, typed: &str, reason: Option<&str>) -> Result<Decision, Refusal> {
    let what = format!("Cannot set the company's role on {}", incident.code);
    let role = CompanyRole::ALL
        .into_iter()
        .find(|role| role.word().eq_ignore_ascii_case(typed.trim()));
    let Some(role) = role else {
        let words: Vec<String> = CompanyRole::ALL.iter().map(ToString::to_string).collect();
        return Err(Refusal::usage(what, format!("there is no role \"{typed}\""))
            .instead(format!("Use one of {}.", words.join(", ")))
            .candidates(words));
    };
    standing(&what, incident)?;
    if incident.obliged.role == Some(role) {
        return Err(Refusal::rule(what, format!("it is {role} already")).by(REQUIREMENT));
    }
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if incident.obliged.role.is_some() && reason.is_none() {
        return Err(Refusal::rule(what, "a role that was said before changes with a reason")
            .by(REQUIREMENT)
            .instead("Add --reason \"…\"."));
    }
    let words = match role {
        CompanyRole::Both => "controller of some of the data and processor of other",
        CompanyRole::Controller => "controller",
        CompanyRole::Processor => "processor",
    };
    Ok(
        Decision::new(format!("{}: the company is {words}", incident.code)).fact(
            &incident.subject(),
            CompanyRoleSet {
                role,
                reason: reason.map(str::to_owned),
            },
        ),
    )
}

fn set_anchor(
    incident: &Incident,
    typed: &str,
    at: Moment,
    reason: &str,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot set {typed} on {}", incident.code);
    let reason = needed(&what, "the reason", reason)?;
    let names: Vec<String> = Anchor::SET.iter().map(ToString::to_string).collect();
    let parsed = typed.trim().to_lowercase().parse();
    let anchor: Anchor =
        parsed.map_err(|unknown: UnknownAnchor| Refusal::usage(&what, unknown.to_string()).candidates(names))?;
    standing(&what, incident)?;
    not_ahead(&what, Some(at), context.now)?;
    // These have a verb of their own, and two times of one thing would contradict each other.
    let elsewhere = match &anchor {
        Anchor::Submission(rule) => Some(format!("obligation submit {} {rule} --by WAY", incident.code)),
        Anchor::Confirmed if incident.open_breach().is_some() => Some(format!("breach correct {}", incident.code)),
        Anchor::Closed => Some(format!("close {}", incident.code)),
        _ => None,
    };
    if let Some(verb) = elsewhere {
        return Err(Refusal::rule(what, "it is said elsewhere")
            .by(REQUIREMENT)
            .instead(format!("Say: firebell {verb}")));
    }
    let before = incident.obliged.anchors.get(&anchor).map(|set| set.said.at);
    if before == Some(at) {
        // Setting it again counts by the policy in force now, which may know more rules.
        let same = incident.obliged.anchors.get(&anchor).map(|set| set.policy.as_str());
        if same == Some(context.book.digest()) {
            return Err(Refusal::rule(what, "it is that time already").by(REQUIREMENT));
        }
    }
    let mut decision = Decision::new(match before {
        Some(_) => format!("{}: {anchor} is corrected; its clocks move", incident.code),
        None => format!("{}: {anchor} is set", incident.code),
    });
    decision.warnings.extend(at_once(&anchor, incident, context));
    Ok(decision.fact_at(
        &incident.subject(),
        Some(at),
        AnchorSet {
            anchor,
            replaces: before,
            reason,
        },
    ))
}

/// What is to be told without undue delay once this anchor is set, and so has no time at which it is due.
pub(super) fn at_once(anchor: &Anchor, incident: &Incident, context: &Context) -> Vec<String> {
    let is_at_once = |count: &Count| count.within.is_none() && count.from == *anchor;
    let rules = context.book.current().obligations.iter();
    rules
        .filter(|rule| incident.is_bound(rule.role) && rule.counts.iter().any(is_at_once))
        .map(|rule| format!("{}: tell the {} without undue delay", rule.key, rule.recipient))
        .collect()
}

/// The deadline of the rule that was typed. Its clock must have started.
pub(super) fn started(what: &str, incident: &Incident, typed: &str, context: &Context) -> Result<Deadline, Refusal> {
    let id = typed.trim().to_lowercase();
    let deadlines = incident.deadlines(context.book);
    let of_rules = || deadlines.iter().filter(|one| one.kind == DeadlineKind::Obligation);
    if let Some(deadline) = of_rules().find(|one| one.who.as_deref() == Some(&id)) {
        return Ok(deadline.clone());
    }
    let names: Vec<String> = of_rules().filter_map(|one| one.who.clone()).collect();
    let Some(rule) = context.book.current().obligation(&id) else {
        return Err(Refusal::not_found(what, "no such obligation is switched on")
            .instead("firebell obligation list shows them.")
            .candidates(names));
    };
    let waits: Vec<String> = rule.counts.iter().map(|count| count.from.to_string()).collect();
    let why = if incident.is_bound(rule.role) {
        format!("its clock has not started; it waits for {}", waits.join(" or "))
    } else {
        format!("it binds a {}, and here the company is none", rule.role)
    };
    Err(Refusal::rule(what, why).by(REQUIREMENT).candidates(names))
}

fn decline(
    incident: &Incident,
    typed: &str,
    decision: &str,
    reason: &str,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot decide on {typed}");
    if !decision.trim().eq_ignore_ascii_case(NOT_NOTIFIABLE) {
        return Err(
            Refusal::usage(what, format!("\"{decision}\" is no decision")).instead(format!(
                "Write {NOT_NOTIFIABLE}; what is notifiable is submitted: firebell obligation submit."
            )),
        );
    }
    let reason = needed(&what, "the reason", reason)?;
    standing(&what, incident)?;
    let deadline = started(&what, incident, typed, context)?;
    let id = deadline.who.clone().unwrap_or_default();
    if incident.obliged.submitted.contains_key(&id) {
        return Err(Refusal::rule(what, "it is submitted already").by(REQUIREMENT));
    }
    if let Some(declined) = incident.obliged.declined.get(&id) {
        let why = format!("{} decided so already: {}", declined.who, declined.reason);
        return Err(Refusal::rule(what, why).by(REQUIREMENT));
    }
    Ok(Decision::new(format!("{}: {id} is not notifiable", incident.code))
        .fact(&incident.subject(), ObligationDeclined { obligation: id, reason }))
}
