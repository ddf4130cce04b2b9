//! `firebell demo`.

use super::out::Out;
use super::verdict::Verdict;
use crate::engine::Trouble;
use crate::error::Failure;
use crate::launch::Launch;

/// Runs the verb.
pub fn run(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let _ = (launch, out);
    Err(Failure::usage("Cannot show a demo", "it is not there").into())
}
