//! Whether production data may flow to a vendor, in a word and a sentence (VM-5).

use super::Sign;
use crate::domain::Vendor;
use crate::domain::vendor::{Item, Stage};
use crate::engine::vendors::VendorView;
use crate::policy::Policy;
use crate::tui::theme::Role;

/// How the gate stands.
pub struct Gate {
    /// Its sign.
    pub sign: Sign,
    /// The word: `may flow`, `may not flow`.
    pub words: String,
    /// How that looks.
    pub role: Role,
    /// Why: `questionnaire, leadership approval are open`.
    pub why: String,
    /// How many steps are done, and how many there are.
    pub steps: (usize, usize),
}

/// The gate of this vendor.
pub fn of(view: &VendorView, policy: &Policy) -> Gate {
    let vendor = &view.row.vendor;
    let items = vendor.checklist(policy);
    let open = open_steps(vendor, policy);
    let steps = (items.len() - open.len(), items.len());
    let are_open = |names: &[String]| {
        let verb = if names.len() == 1 { "is" } else { "are" };
        format!("{} {verb} open", names.join(", "))
    };
    let gate = |sign, words: &str, role, why: String| Gate {
        sign,
        words: words.to_owned(),
        role,
        why,
        steps,
    };
    match vendor.stage() {
        Stage::Ended => gate(Sign::Left, "ended", Role::Dim, "the relationship has ended".to_owned()),
        Stage::Leaving => {
            let done = vendor.offboarding.as_ref().map_or(0, |end| end.steps.len());
            let left = view.end.len().saturating_sub(done);
            let why = match left {
                0 => "every step of the end is done".to_owned(),
                1 => "1 step of the end is open".to_owned(),
                many => format!("{many} steps of the end are open"),
            };
            Gate {
                steps: (done.min(view.end.len()), view.end.len()),
                ..gate(Sign::Open, "comes to its end", Role::Soon, why)
            }
        }
        Stage::Live if open.is_empty() => gate(Sign::Tick, "may flow", Role::Ok, "live".to_owned()),
        Stage::Live => gate(Sign::Tick, "may flow", Role::Ok, format!("live; {}", are_open(&open))),
        Stage::Allowed => gate(Sign::Tick, "may flow", Role::Ok, "allowed, not live yet".to_owned()),
        Stage::InUse if open.is_empty() || vendor.allowed.is_some() => {
            gate(Sign::Tick, "may flow", Role::Ok, "in use".to_owned())
        }
        Stage::InUse => {
            let why = format!("steps unknown; {} to catch up on", open.len());
            gate(Sign::Open, "in use", Role::Text, why)
        }
        Stage::Onboarding if open.is_empty() => {
            let why = "every step is done; nobody has allowed it yet".to_owned();
            gate(Sign::Open, "may not flow", Role::Soon, why)
        }
        Stage::Onboarding => gate(Sign::Open, "may not flow", Role::Soon, are_open(&open)),
    }
}

/// The steps that are left, as they stand in a sentence.
pub fn open_steps(vendor: &Vendor, policy: &Policy) -> Vec<String> {
    let items = vendor.checklist(policy).into_iter().filter(Item::is_open);
    items.map(|item| in_sentence(&item.rule.name)).collect()
}

/// A name within a sentence: `Signed DPA` becomes `signed DPA`, and `DPA` stays.
fn in_sentence(name: &str) -> String {
    let mut letters = name.chars();
    let (first, second) = (letters.next(), letters.next());
    match first {
        Some(first) if second.is_none_or(|second| !second.is_uppercase()) => {
            let rest = &name[first.len_utf8()..];
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => name.to_owned(),
    }
}
