//! The rule of the policy that a person has typed, or the list of those there are.

use super::refusal::Refusal;
use crate::policy::{Named, Policy, SeverityRule, Unmeant};

/// The role, duty, phase, channel or question that `typed` means; `what` was not done where it means none.
pub fn meant<'a, R: Named>(what: &str, policy: &'a Policy, typed: &str) -> Result<&'a R, Refusal> {
    policy
        .meant::<R>(typed)
        .map_err(|unmeant| refused(what, R::WORD, typed, unmeant))
}

/// The severity, with its rank, that `typed` means.
pub fn meant_severity<'a>(what: &str, policy: &'a Policy, typed: &str) -> Result<(u8, &'a SeverityRule), Refusal> {
    policy
        .meant_severity(typed)
        .map_err(|unmeant| refused(what, SeverityRule::WORD, typed, unmeant))
}

fn refused(what: &str, word: &str, typed: &str, unmeant: Unmeant) -> Refusal {
    match unmeant {
        Unmeant::None(keys) => Refusal::usage(what, format!("there is no {word} \"{typed}\""))
            .instead(format!("Use one of {}.", keys.join(", ")))
            .candidates(keys),
        Unmeant::Several(keys) => Refusal::usage(what, format!("\"{typed}\" could be {}", keys.join(" or ")))
            .instead("Type more of it.")
            .candidates(keys),
    }
}
