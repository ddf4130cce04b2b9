//! Obligations that a policy switches on.

use super::{accepted, keys, problems};
use crate::policy::Policy;
use crate::policy::obligation::Shelf;

/// A rule of a company's own.
const OWN: &str = "[acme-24]\ntitle = 'Acme'\njurisdiction = 'contracts'\ncitation = 'Agreement, 9.2'\n\
                   checked_on = 2026-11-20\nstatus = 'contract'\napplies_to = 'Acme'\nrole = 'processor'\n\
                   clock = ['24h from confirmed']\nrecipient = 'Acme'\ncontents = ['nature']\nphased = true\n\
                   late_needs_reason = true\n";

fn shelf(text: &str) -> Shelf {
    let (shelf, problems) = Shelf::shipped().with(&[("own.toml".to_owned(), text.to_owned())]);
    assert_eq!(problems, []);
    shelf
}

#[test]
fn none_is_on_until_a_file_says_so() {
    assert_eq!(Policy::embedded().obligations, []);
    let policy = accepted("obligations = ['NIS2-72', 'nis2-final']");
    assert_eq!(keys(&policy.obligations, |rule| &rule.key), ["nis2-72", "nis2-final"]);
    assert_eq!(policy.obligation("Nis2-72"), Shelf::shipped().get("nis2-72"));
    assert_eq!(policy.obligation("gdpr-33-1"), None);
}

#[test]
fn unknown_ids_and_chains_without_a_beginning_are_errors() {
    assert_eq!(
        problems("\nobligations = ['gdpr-33']"),
        ["policy.toml:2: `obligations`: unknown obligation `gdpr-33`; did you mean `gdpr-34`?"]
    );
    assert_eq!(
        problems("obligations = ['nis2-final']"),
        ["policy.toml:1: `nis2-final` follows the submission of `nis2-72`, which is not switched on"]
    );
    assert_eq!(
        problems("obligations = ['sec-105', 'sec-105']"),
        ["policy.toml:1: `obligations` names `sec-105` twice"]
    );
    assert_eq!(
        problems("obligations = 'sec-105'"),
        ["policy.toml:1: `obligations` must be a list of texts, written [\"…\", \"…\"]"]
    );
}

#[test]
fn the_adopted_policy_holds_the_whole_rule() {
    let text = "obligations = ['acme-24', 'gdpr-33-1']";
    let policy = Policy::from_toml_with(text, "policy.toml", &shelf(OWN)).unwrap();
    assert_eq!(policy.obligations[0].citation, "Agreement, 9.2");
    assert_eq!(Policy::from_json(&policy.to_canonical_json()).unwrap(), policy);
    let again = Policy::from_toml_with(&policy.to_toml(), "policy.toml", &shelf(OWN)).unwrap();
    assert_eq!(again, policy);
    // Without its file the rule is unknown to a new policy; the adopted one keeps it.
    assert!(problems(text)[0].contains("unknown obligation `acme-24`"));
}

#[test]
fn a_policy_without_obligations_keeps_its_digest() {
    // Adopted policies are named by it: what is new in the program must not rename what is in a store.
    let json = Policy::embedded().to_canonical_json();
    assert!(!json.contains("obligations"));
    assert_eq!(Policy::from_json(&json).unwrap(), Policy::embedded());
}

#[test]
fn switching_is_one_difference_and_a_changed_rule_tells_what_changed() {
    let read = |text: &str, own: &str| Policy::from_toml_with(text, "policy.toml", &shelf(own)).unwrap();
    let told = |before: &Policy, after: &Policy| -> Vec<String> {
        let found = before.differences(after).into_iter();
        let or_none = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        found
            .map(|one| format!("{}: {} > {}", one.path, or_none(one.before), or_none(one.after)))
            .collect()
    };
    let (off, on) = (Policy::embedded(), read("obligations = ['acme-24']", OWN));
    assert_eq!(told(&off, &on), ["obligations: - > acme-24"]);
    assert_eq!(told(&on, &off), ["obligations: acme-24 > -"]);
    let milder = read("obligations = ['acme-24']", &OWN.replace("24h from", "48h from"));
    assert_eq!(
        told(&on, &milder),
        ["obligations.acme-24.clock: 24 h from confirmed > 48 h from confirmed"]
    );
    assert_ne!(on.digest(), milder.digest());
}
