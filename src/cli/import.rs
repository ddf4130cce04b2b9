//! `firebell import …`.

use super::out::Out;
use super::verdict::Verdict;
use crate::engine::Trouble;
use crate::error::Failure;
use crate::launch::Launch;
use crate::verb::{Values, Verb};

/// Runs one of the import verbs.
pub fn run(verb: &Verb, values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let _ = (values, launch, out);
    Err(Failure::usage(format!("Cannot {}", verb.words), "it is not there").into())
}
