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

#[test]
fn what_was_adopted_before_there_was_a_vendor_programme_has_the_one_that_ships() {
    let mut json: serde_json::Value = serde_json::from_str(&Policy::embedded().to_canonical_json()).unwrap();
    for part in ["step", "monitoring", "offboarding", "vendor", "policy-review"] {
        json.as_object_mut().unwrap().remove(part).unwrap();
    }
    for tier in json["tier"].as_array_mut().unwrap() {
        tier.as_object_mut().unwrap().remove("steps").unwrap();
    }
    let old = Policy::from_json(&json.to_string()).unwrap();
    let steps = |policy: &Policy, tier: &str| -> Vec<String> {
        policy.diligence(tier).iter().map(|step| step.key.clone()).collect()
    };
    assert_eq!(steps(&old, "critical"), steps(&Policy::embedded(), "critical"));
    assert_eq!(steps(&old, "standard"), ["contract-review", "privacy-notice"]);
    assert_eq!(old.vendor_rule(), Policy::embedded().vendor_rule());
    assert!(old.policy_review("vendor-management").is_some() && old.offboarding_step("data").is_some());
    // It is written as it was adopted: what ships may be another one later.
    assert_eq!(old.to_canonical_json(), json.to_string());
}

#[test]
fn a_policy_says_which_steps_its_tiers_have() {
    let own = accepted(
        "[step.pen-test]\nname = 'Penetration test'\ndoc = 'Read.'\nmet_by = 'work'\n\
         [tier.critical]\nsteps = ['pen-test', 'DPA']\n[tier.tiny]\nname = 'Tiny'\ndoc = 'x'\nreassess = 'on renewal'\n",
    );
    let keys = |tier: &str| -> Vec<&str> { own.diligence(tier).iter().map(|step| step.key.as_str()).collect() };
    assert_eq!(keys("critical"), ["pen-test", "dpa"]);
    assert!(keys("tiny").is_empty());
    assert_eq!(keys("important"), ["questionnaire", "contract-review", "access"]);
}
