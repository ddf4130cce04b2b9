//! A clock that moves only when it is moved, and ids that repeat: for test stores, never for a real one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Env;
use crate::clock::{Clock, ManualClock, Moment, truncated};
use crate::error::Failure;
use crate::store::Store;

/// What the environment says of simulated time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulation {
    /// The moment the clock stands at.
    pub now: Moment,
    /// The file that says what time it is from now on; `None`: it stands.
    pub file: Option<PathBuf>,
    /// Seed of the ids; `None`: they are random.
    pub seed: Option<u64>,
}

/// The variable that sets the clock.
const NOW: &str = "FIREBELL_SIMULATED_NOW";
/// The variable that makes ids repeat.
const SEED: &str = "FIREBELL_SIMULATED_SEED";

impl Simulation {
    /// Reads `FIREBELL_SIMULATED_NOW` (RFC 3339, or `@` and a file that holds it, which is read at each look) and, beside
    /// it, `FIREBELL_SIMULATED_SEED` (a number).
    pub fn from_env(env: Env) -> Result<Option<Self>, Failure> {
        let Some(typed) = env(NOW).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        let file = typed.strip_prefix('@').map(PathBuf::from);
        let now = match &file {
            Some(file) => read(file),
            None => instant(&typed),
        };
        let now = now.map_err(|why| {
            Failure::usage(format!("Cannot use {NOW}"), why).with_todo("Write it as 2026-11-24T13:05:00Z")
        })?;
        let seed = env(SEED)
            .filter(|value| !value.is_empty())
            .map(|typed| {
                typed
                    .parse::<u64>()
                    .map_err(|_| Failure::usage(format!("Cannot use {SEED}"), format!("\"{typed}\" is no number")))
            })
            .transpose()?;
        Ok(Some(Self { now, file, seed }))
    }

    /// The clock.
    pub(super) fn clock(&self) -> Arc<dyn Clock> {
        let standing = ManualClock::new(self.now);
        match &self.file {
            Some(file) => Arc::new(FileClock {
                file: file.clone(),
                last: standing,
            }),
            None => Arc::new(standing),
        }
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

fn instant(typed: &str) -> Result<Moment, String> {
    let typed = typed.trim();
    typed
        .parse::<Moment>()
        .map(truncated)
        .map_err(|error| format!("\"{typed}\" is no instant: {error}"))
}

fn read(file: &Path) -> Result<Moment, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    instant(&text)
}

/// A clock that another process moves, by what it writes into a file.
struct FileClock {
    file: PathBuf,
    last: ManualClock,
}

impl Clock for FileClock {
    fn now(&self) -> Moment {
        // A file that is being replaced says nothing new.
        if let Ok(now) = read(&self.file) {
            self.last.set(now);
        }
        self.last.now()
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
        for wrong in ["noon", "@/no/such/file"] {
            let wrong = |name: &str| (name == NOW).then(|| wrong.to_owned());
            assert_eq!(Simulation::from_env(&wrong).unwrap_err().exit_code(), 2);
        }
    }

    #[test]
    fn clock_moves_with_its_file() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("now");
        std::fs::write(&file, "2026-11-24T13:05:00Z\n").unwrap();
        let env = |name: &str| (name == NOW).then(|| format!("@{}", file.display()));
        let clock = Simulation::from_env(&env).unwrap().unwrap().clock();
        let shown = || clock.now().to_rfc3339();
        assert_eq!(shown(), "2026-11-24T13:05:00+00:00");
        std::fs::write(&file, "2026-11-24T12:00:00Z").unwrap();
        assert_eq!(shown(), "2026-11-24T12:00:00+00:00");
        std::fs::remove_file(&file).unwrap();
        assert_eq!(shown(), "2026-11-24T12:00:00+00:00");
    }
}
