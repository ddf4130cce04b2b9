//! A clock that stands still and ids that repeat: for test stores, never for a real one.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::Env;
use crate::clock::{Moment, truncated};
use crate::error::Failure;
use crate::store::Store;

/// What the environment says of simulated time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Simulation {
    /// The moment the clock stands at.
    pub now: Moment,
    /// Seed of the ids; `None`: they are random.
    pub seed: Option<u64>,
}

/// The variable that sets the clock.
const NOW: &str = "FIREBELL_SIMULATED_NOW";
/// The variable that makes ids repeat.
const SEED: &str = "FIREBELL_SIMULATED_SEED";

impl Simulation {
    /// Reads `FIREBELL_SIMULATED_NOW` (RFC 3339) and, beside it, `FIREBELL_SIMULATED_SEED` (a number).
    pub fn from_env(env: Env) -> Result<Option<Self>, Failure> {
        let Some(now) = env(NOW).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        let now = now.parse::<Moment>().map_err(|error| {
            Failure::usage(format!("Cannot use {NOW}"), format!("\"{now}\" is no instant: {error}"))
                .with_todo("Write it as 2026-11-24T13:05:00Z")
        })?;
        let seed = env(SEED)
            .filter(|value| !value.is_empty())
            .map(|typed| {
                typed
                    .parse::<u64>()
                    .map_err(|_| Failure::usage(format!("Cannot use {SEED}"), format!("\"{typed}\" is no number")))
            })
            .transpose()?;
        Ok(Some(Self {
            now: truncated(now),
            seed,
        }))
    }

    /// Makes sure that the store at `path` is a test store; a new one becomes one. Returns the seed of the ids, mixed
    /// with how much is in the store already, so that no run repeats the ids of the one before.
    pub(super) fn claim(&self, path: &Path, read_only: bool) -> Result<Option<u64>, Failure> {
        let store = if read_only {
            Store::open_read_only(path, "firebell was started with --read-only")?
        } else {
            Store::open(path)?
        };
        store.claim_for_tests(NOW)?;
        let facts = u64::try_from(store.newest()?).unwrap_or(0);
        Ok(self.seed.map(|seed| mixed(seed, facts)))
    }
}

/// A seed of its own for each length of the journal. Hashed, not added: the generator walks in equal steps, so seeds that
/// lie a few steps apart would give the same ids again, shifted.
fn mixed(seed: u64, facts: u64) -> u64 {
    let hash = Sha256::new()
        .chain_update(seed.to_be_bytes())
        .chain_update(facts.to_be_bytes())
        .finalize();
    hash.iter().take(8).fold(0, |mix, byte| (mix << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{SeededEntropy, subject_id};

    #[test]
    fn ids_of_one_run_never_come_again_in_another() {
        let mut seen = std::collections::BTreeSet::new();
        for facts in 0..200 {
            let mut entropy = SeededEntropy(mixed(7, facts));
            for _ in 0..20 {
                assert!(seen.insert(subject_id(&mut entropy)), "{facts}");
            }
        }
    }

    #[test]
    fn clock_is_simulated_only_when_asked_for() {
        assert_eq!(Simulation::from_env(&|_| None).unwrap(), None);
        let env = |name: &str| (name == NOW).then(|| "2026-11-24T13:05:00Z".to_owned());
        assert_eq!(Simulation::from_env(&env).unwrap().unwrap().seed, None);
        let wrong = |name: &str| (name == NOW).then(|| "noon".to_owned());
        assert_eq!(Simulation::from_env(&wrong).unwrap_err().exit_code(), 2);
    }
}
