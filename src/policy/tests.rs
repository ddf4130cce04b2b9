//! The policy as a whole, from the file to the store.

use super::{Policy, Window};

mod kept;
mod obligations;
mod overlay;
mod refused;
mod reminders;
mod ships;

fn accepted(user: &str) -> Policy {
    Policy::from_toml(user, "policy.toml").unwrap_or_else(|error| panic!("{error}"))
}

fn problems(user: &str) -> Vec<String> {
    let error = Policy::from_toml(user, "policy.toml").unwrap_err();
    error.problems.iter().map(ToString::to_string).collect()
}

fn window(text: &str) -> Window {
    text.parse().unwrap()
}

fn keys<'a, R>(rules: &'a [R], key: impl Fn(&'a R) -> &'a str) -> Vec<&'a str> {
    rules.iter().map(key).collect()
}
