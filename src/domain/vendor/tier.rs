//! Which tier the two questions suggest (VM-1): how sensitive the data is, and how much depends on the service.

use crate::domain::details::VendorDetails;
use crate::policy::{Policy, TierRule};

/// The tier that the answers suggest; a person decides. Customer data, or a production that depends on it, makes the
/// gravest; any other data the one after it; none the last.
pub fn suggested<'a>(details: &VendorDetails, policy: &'a Policy) -> Option<&'a TierRule> {
    let tiers = &policy.tiers;
    if details.customer_data || details.production {
        tiers.first()
    } else if details.categories.is_empty() {
        tiers.last()
    } else {
        tiers.get(1).or(tiers.first())
    }
}

/// What there is to say where the chosen tier is less grave than the answers suggest.
pub(super) fn milder_than_suggested(details: &VendorDetails, policy: &Policy) -> Option<String> {
    let why = match (details.customer_data, details.production) {
        (true, true) => "it processes customer data and production depends on it",
        (true, false) => "it processes customer data",
        (false, true) => "production depends on it",
        // What lies below that is a matter of judgement.
        (false, false) => return None,
    };
    let first = suggested(details, policy)?;
    (first.key != details.tier).then(|| format!("{why}; the policy asks for the gravest tier then"))
}
