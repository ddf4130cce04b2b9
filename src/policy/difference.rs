//! Two policies side by side, value by value, under the names that the policy file uses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Policy;
use super::section::ORDER;

/// One value that two policies do not share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Where it stands in the file, such as `severity.sev3.fix_within`.
    pub path: String,
    /// The value in the first policy, if it has one.
    pub before: Option<String>,
    /// The value in the second policy, if it has one.
    pub after: Option<String>,
}

impl Policy {
    /// What changes from this policy to `other`, sorted by path. Empty exactly when the two are equal.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
        flatten(String::new(), &self.as_value(), &mut before);
        flatten(String::new(), &other.as_value(), &mut after);
        let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let is_in = |flat: &BTreeMap<String, String>, id: &str| {
            let listed = flat.get(OBLIGATIONS);
            listed.is_some_and(|listed| listed.split(", ").any(|other| other == id))
        };
        // An obligation that is switched on or off is one word in a list; its own values count where it stays on.
        let is_told = |path: &str| {
            let below = path.strip_prefix(OBLIGATIONS).and_then(|rest| rest.strip_prefix('.'));
            let id = below.map(|below| below.split('.').next().unwrap_or_default());
            id.is_none_or(|id| is_in(&before, id) && is_in(&after, id))
        };
        let differs = paths
            .into_iter()
            .filter(|path| before.get(*path) != after.get(*path) && is_told(path));
        differs
            .map(|path| Difference {
                path: path.clone(),
                before: before.get(path).cloned(),
                after: after.get(path).cloned(),
            })
            .collect()
    }
}

/// Writes each plain value under its path; rules go by their key, so that a new one moves no other, and their sequence
/// is a value of its own. Nothing is written for what is absent.
fn flatten(path: String, value: &Value, flat: &mut BTreeMap<String, String>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        Value::Null => {}
        Value::Bool(on) => drop(flat.insert(path, on.to_string())),
        Value::Number(number) => drop(flat.insert(path, number.to_string())),
        Value::String(text) => drop(flat.insert(path, text.clone())),
        Value::Object(fields) => {
            for (name, field) in fields.iter().filter(|(name, _)| *name != KEY) {
                flatten(below(name), field, flat);
            }
        }
        Value::Array(elements) => {
            let keys: Vec<&str> = elements.iter().filter_map(rule_key).collect();
            if keys.is_empty() {
                let words: Vec<&str> = elements.iter().filter_map(Value::as_str).collect();
                flat.insert(path, words.join(", "));
                return;
            }
            // A file lists obligations by id, under no `order`.
            let order = if path == OBLIGATIONS {
                path.clone()
            } else {
                below(ORDER)
            };
            flat.insert(order, keys.join(", "));
            for (key, rule) in keys.iter().zip(elements) {
                flatten(below(key), rule, flat);
            }
        }
    }
}

/// Where the obligations stand in the file.
const OBLIGATIONS: &str = "obligations";

/// The field by which a rule is named.
const KEY: &str = "key";

fn rule_key(element: &Value) -> Option<&str> {
    element.get(KEY).and_then(Value::as_str)
}
