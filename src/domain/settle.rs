//! What a person says of a deadline by its name (DL-1): that it need not be met, or why it was met late.

use super::deadline::{Deadline, slug};
use super::decide::{Context, Decision, Loaded, needed};
use super::fact::{DeadlineExplained, DeadlineWaived};
use super::refusal::Refusal;

/// Decides that a running deadline need not be met.
pub fn waive(name: &str, reason: &str, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot waive {name}");
    let reason = needed(&what, "the reason", reason)?;
    let deadline = running(&what, name, loaded, context)?;
    let name = deadline.name();
    Ok(Decision::new(format!("Waived {name}."))
        .will(format!("Will waive {name}."))
        .fact(&deadline.subject, waived(&deadline, reason)))
}

/// The fact that says that this deadline need not be met.
pub fn waived(deadline: &Deadline, reason: String) -> DeadlineWaived {
    DeadlineWaived {
        deadline: deadline.key(),
        reason,
    }
}

/// Records why a deadline was met late, where nobody has said so yet.
pub fn explain(name: &str, reason: &str, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot explain {name}");
    let reason = needed(&what, "the reason", reason)?;
    let deadline = meant(
        &what,
        name,
        loaded,
        context,
        Deadline::is_unexplained,
        |deadline| match deadline.late_reason() {
            Some(reason) => format!("its reason is written already: {reason}"),
            None => format!("it is {}, not met late", deadline.state_word(context.now)),
        },
    )?;
    Ok(Decision::new(format!("Explained {}.", deadline.name())).fact(&deadline.subject, explained(&deadline, reason)))
}

/// The fact that says why this deadline was met late.
pub fn explained(deadline: &Deadline, reason: String) -> DeadlineExplained {
    DeadlineExplained {
        deadline: deadline.key(),
        clock: deadline.clock.clone(),
        reason,
    }
}

/// The running deadline that a name means.
pub fn running(what: &str, name: &str, loaded: &Loaded, context: &Context) -> Result<Deadline, Refusal> {
    meant(what, name, loaded, context, Deadline::is_running, |deadline| {
        format!("it is {}", deadline.state_word(context.now))
    })
}

/// What stands behind the vendor in a deadline's name. The vendor's own name may hold slashes; where it is spelled as in
/// deadline names it does not.
fn within<'a>(vendor: &str, name: &'a str) -> &'a str {
    let is_vendor = |typed: &str| slug(typed) == slug(vendor);
    let mut places = name.match_indices('/').map(|(at, _)| at);
    places
        .find(|at| is_vendor(&name[..*at]))
        .or_else(|| name.find('/'))
        .map_or("", |at| &name[at + 1..])
}

/// The deadline of this name for which `is_fit`; `unfit` says why one of that name is not, and the fit ones are offered.
fn meant(
    what: &str,
    name: &str,
    loaded: &Loaded,
    context: &Context,
    is_fit: impl Fn(&Deadline) -> bool,
    unfit: impl Fn(&Deadline) -> String,
) -> Result<Deadline, Refusal> {
    let mut deadlines = match (&loaded.incident, &loaded.vendor, &loaded.policy) {
        (Some(incident), ..) => incident.deadlines(context.book),
        (None, Some(vendor), _) => vendor.deadlines(context.book),
        (None, None, Some(policy)) => policy.deadlines(context.book),
        (None, None, None) => Vec::new(),
    };
    let typed = match &loaded.vendor {
        Some(vendor) if loaded.incident.is_none() => within(&vendor.details.name, name),
        _ => name.split_once('/').map_or("", |(_, key)| key),
    };
    let key = typed.to_lowercase();
    // What it is called stands above what its customer is called, which may be spelled like the name of another.
    let is_called = |deadline: &Deadline| deadline.key() == key;
    let is_known = deadlines.iter().any(is_called);
    let is_meant = |deadline: &Deadline| {
        if is_known {
            is_called(deadline)
        } else {
            deadline.is_spelled(typed)
        }
    };
    if let Some(at) = deadlines.iter().position(|one| is_meant(one) && is_fit(one)) {
        return Ok(deadlines.swap_remove(at));
    }
    let names = deadlines.iter().filter(|one| is_fit(one)).map(Deadline::name).collect();
    let refusal = match deadlines.iter().find(|one| is_meant(one)) {
        Some(deadline) => Refusal::rule(what, unfit(deadline)),
        None => Refusal::not_found(what, "there is no such deadline"),
    };
    Err(refusal
        .by("DL-1")
        .instead("firebell due lists those that run.")
        .candidates(names))
}
