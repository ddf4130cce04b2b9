//! What differs from one recipient of a letter to the next: the fields that a letter names as `{{ customer }}`.

use chrono::SecondsFormat;

use crate::clock::{Moment, Zone};
use crate::domain::deadline::Deadline;
use crate::domain::fact::Affected;
use crate::domain::letter::Fields;
use crate::policy::obligation::Obligation;
use crate::text::markdown;

/// The fields of a customer, in the order in which the help names them.
pub const OF_CUSTOMER: [&str; 4] = ["customer", "contact", "due", "contract_hours"];

/// The fields of whoever a rule names.
pub const OF_OBLIGATION: [&str; 4] = ["recipient", "rule", "citation", "due"];

/// What a letter may say of this customer. What is not known is left out, and shows as a blank where a letter asks for it.
pub fn of_customer(affected: &Affected, deadline: Option<&Deadline>, zone: Zone) -> Fields {
    let mut fields = Fields::new();
    let mut add = |name: &str, value: String| {
        if !value.trim().is_empty() {
            fields.insert(name.to_owned(), markdown::escaped(&value));
        }
    };
    add("customer", affected.customer.name.clone());
    add("contact", affected.contact.clone());
    add(
        "contract_hours",
        affected
            .contract_hours
            .map(|hours| hours.to_string())
            .unwrap_or_default(),
    );
    add("due", due(deadline, zone));
    fields
}

/// What a letter may say of whoever this rule names.
pub fn of_obligation(rule: &Obligation, deadline: Option<&Deadline>, zone: Zone) -> Fields {
    let mut fields = Fields::new();
    let mut add = |name: &str, value: String| {
        if !value.trim().is_empty() {
            fields.insert(name.to_owned(), markdown::escaped(&value));
        }
    };
    add("recipient", rule.recipient.clone());
    add("rule", rule.title.clone());
    add("citation", rule.citation.clone());
    add("due", due(deadline, zone));
    fields
}

fn due(deadline: Option<&Deadline>, zone: Zone) -> String {
    deadline
        .and_then(|deadline| deadline.due_at)
        .map_or_else(String::new, |due| in_zone(due, zone))
}

/// A time for readers who do not know our zone: `2026-11-27 04:51 CET (2026-11-27T03:51:00Z)`.
pub fn in_zone(at: Moment, zone: Zone) -> String {
    let utc = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    if zone.is_utc() {
        return format!("{} UTC", at.format("%Y-%m-%d %H:%M"));
    }
    format!(
        "{} {} ({utc})",
        zone.local(at).format("%Y-%m-%d %H:%M"),
        zone.abbreviation(at)
    )
}
