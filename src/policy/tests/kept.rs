//! Keeping, showing, comparing and looking up.

use super::accepted;
use crate::policy::{Difference, Policy};

fn unusual() -> Policy {
    accepted(
        "name = 'Acme \"quoted\" ünïcode'\n[calendar]\nzone = 'Australia/Lord_Howe'\nholidays = ['2026-12-25']\n\
         start = '08:00:30'\n[severity]\norder = ['sev2', 'sev1']\n[severity.sev1]\ndefinition = \"a\\nb\\n'''c\"\n\
         page_within = 'none'\n[duty.security-lead]\nrole = 'none'\n[tier.critical]\nreassess = '1h 30m'\n\
         [channel.fax]\nname = 'fax'\n",
    )
}

#[test]
fn the_store_gives_back_what_it_was_given() {
    for policy in [Policy::embedded(), unusual()] {
        assert_eq!(Policy::from_json(&policy.to_canonical_json()).unwrap(), policy);
    }
    assert!(Policy::from_json("{}").is_err());
}

#[test]
fn what_is_shown_reads_back_as_the_same_policy() {
    for policy in [Policy::embedded(), unusual()] {
        assert_eq!(accepted(&policy.to_toml()), policy);
    }
}

#[test]
fn the_digest_names_the_content() {
    let digest = Policy::embedded().digest();
    assert_eq!(digest.len(), 16);
    assert!(digest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(digest, accepted("").digest());
    assert_ne!(digest, unusual().digest());
}

#[test]
fn differences_name_what_changed_under_the_names_of_the_file() {
    let before = Policy::embedded();
    let after = accepted(
        "[severity.sev1]\npage_within = 'none'\n[severity.sev3]\nfix_within = '21 days'\n[channel.fax]\nname = 'fax'\n",
    );
    let shown: Vec<_> = before
        .differences(&after)
        .into_iter()
        .map(|Difference { path, before, after }| {
            format!(
                "{path}: {} -> {}",
                before.unwrap_or_default(),
                after.unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "channel.fax.name:  -> fax",
            "channel.order: monitoring, page, employee, customer, researcher, vendor, intelligence -> \
             monitoring, page, employee, customer, researcher, vendor, intelligence, fax",
            "severity.sev1.page_within: 5 m -> ",
            "severity.sev3.fix_within: 14 days -> 21 days",
        ]
    );
    assert!(before.differences(&before).is_empty());
}

#[test]
fn rules_are_found_as_people_write_them() {
    let policy = Policy::embedded();
    for text in ["sev2", "SEV2", "s2", "S2", "2", " Sev2 "] {
        assert_eq!(
            policy
                .severity_by_key(text)
                .map(|(rank, rule)| (rank, rule.key.as_str())),
            Some((2, "sev2")),
            "{text}"
        );
    }
    for text in ["", "s", "0", "5", "sev9", "-1"] {
        assert_eq!(policy.severity_by_key(text), None, "{text}");
    }
    assert_eq!((policy.severity(0), policy.severity(5)), (None, None));
    assert_eq!(policy.role("Commander").unwrap().key, "commander");
    assert_eq!(policy.duty("Security-Lead").unwrap().key, "security-lead");
    assert_eq!(policy.phase("CLOSED").unwrap().key, "closed");
    assert_eq!(policy.channel("vendor").unwrap().key, "vendor");
    assert_eq!(policy.question("public").unwrap().key, "public");
    assert_eq!(policy.tier("Critical").unwrap().key, "critical");
    assert_eq!(policy.role("king"), None);
}
