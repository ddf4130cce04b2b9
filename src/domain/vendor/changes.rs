//! What changed of a vendor's entry, in words: for whoever changes it, for an import, and for the log.

use chrono::NaiveDate;

use crate::domain::details::VendorDetails;
use crate::domain::subject::Ref;

/// Longer values are cut.
const LONGEST: usize = 40;

/// Each field that differs, with both values: `owner mira → ana`.
pub fn changes(before: &VendorDetails, after: &VendorDetails) -> Vec<String> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let yes_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let person = |one: &Option<Ref>| one.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    let fields = |details: &VendorDetails| {
        [
            ("name", details.name.clone()),
            ("tier", details.tier.clone()),
            ("service", details.service.clone()),
            ("purpose", details.purpose.clone()),
            ("data", details.categories.join(", ")),
            ("location", details.location.clone()),
            ("customer data", yes_no(details.customer_data)),
            ("production", yes_no(details.production)),
            ("owner", person(&details.owner)),
            ("requester", person(&details.requester)),
            ("contacts", details.contacts.join(", ")),
            ("contract", day(details.contract)),
            ("dpa", day(details.dpa)),
            ("links", details.links.join(", ")),
            ("last assessed", day(details.last_assessed)),
            ("renewal", day(details.renewal)),
        ]
    };
    let both = fields(before).into_iter().zip(fields(after));
    both.filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after))| format!("{name} {} → {}", short(&before), short(&after)))
        .collect()
}

fn short(value: &str) -> String {
    if value.trim().is_empty() {
        return "nothing".to_owned();
    }
    if value.chars().count() <= LONGEST {
        return value.to_owned();
    }
    let mut short: String = value.chars().take(LONGEST).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_that_differs_is_named_with_both_values() {
        let before = VendorDetails {
            name: "Lumen".to_owned(),
            tier: "standard".to_owned(),
            categories: vec!["names".to_owned()],
            ..VendorDetails::default()
        };
        let after = VendorDetails {
            tier: "critical".to_owned(),
            purpose: "x".repeat(41),
            categories: Vec::new(),
            customer_data: true,
            renewal: NaiveDate::from_ymd_opt(2027, 1, 31),
            ..before.clone()
        };
        assert_eq!(
            changes(&before, &after),
            [
                "tier standard → critical".to_owned(),
                format!("purpose nothing → {}…", "x".repeat(40)),
                "data names → nothing".to_owned(),
                "customer data no → yes".to_owned(),
                "renewal nothing → 2027-01-31".to_owned(),
            ]
        );
        assert!(changes(&after, &after).is_empty());
    }
}
