//! The doorstep: flags over environment over files become everything a porch is started with.
//!
//! May import `config`, `policy`, `engine`, `notify` (to choose its ways), `store` (to open one), `template`, the domain's
//! [`Who`] and the foundation. Invariant: a broken file stops nobody; it becomes a line in [`Launch::warnings`] and its default holds. Only words on the command
//! line that make no sense, and a simulated clock on a real store, are failures.
//! Start reading at [`Launch::begin`].

mod flags;
mod identity;
mod shelf;
mod simulation;
mod templates;
mod ways;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use flags::{GLOBALS, Given, Global};
pub use simulation::Simulation;

use crate::clock::{Clock, SystemClock, Zone};
use crate::config::{Config, Paths, Settings};
use crate::domain::Who;
use crate::engine::{Engine, Start};
use crate::error::Failure;
use crate::id::{Entropy, SeededEntropy, SystemEntropy};
use crate::policy::Policy;

/// Reads an environment variable.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Everything a porch is started with.
#[derive(Clone)]
pub struct Launch {
    /// The settings in force and where each came from.
    pub settings: Settings,
    /// The folders of this person.
    pub paths: Paths,
    /// The store to open.
    pub store: PathBuf,
    /// Who acts.
    pub who: Who,
    /// The zone times are shown and read in.
    pub zone: Zone,
    /// The clock; a simulated one only for a test store.
    pub clock: Arc<dyn Clock>,
    /// The policy a new store adopts; `None`: the one that ships.
    pub policy: Option<Policy>,
    /// The text of `keys.toml`, where there is one.
    pub keys: Option<String>,
    /// Was `--json` given?
    pub json: bool,
    /// What is wrong with files and variables, one line each.
    pub warnings: Vec<String>,
    simulation: Option<Simulation>,
}

impl Launch {
    /// Puts together what was given on the command line, what the environment says and what the files say.
    pub fn begin(given: &Given, env: Env) -> Result<Self, Failure> {
        let flags = given.flags()?;
        let paths = Paths::find(env)?;
        let mut warnings = Vec::new();
        let file = config_file(&paths, &mut warnings);
        let settings = Settings::resolve(&flags, env, file);
        warnings.extend(
            settings
                .problems
                .iter()
                .map(|problem| format!("{problem}; it counts as not set")),
        );
        let store = settings.store_path(&paths).to_owned();
        let policy = first_policy(&paths, &store, &mut warnings);
        let simulation = Simulation::from_env(env)?;
        let clock: Arc<dyn Clock> = match &simulation {
            Some(simulation) => simulation.clock(),
            None => Arc::new(SystemClock),
        };
        Ok(Self {
            who: identity::who(settings.user.value.as_deref(), env),
            zone: settings.zone.value.unwrap_or_else(|| identity::zone(env)),
            keys: std::fs::read_to_string(paths.config_dir.join("keys.toml")).ok(),
            json: given.is_on("json"),
            settings,
            paths,
            store,
            clock,
            policy,
            warnings,
            simulation,
        })
    }

    /// Opens the store for this person; a new one adopts [`Launch::policy`].
    ///
    /// Fails with exit code 5 where the clock is simulated and the store is a real one.
    pub fn open(&self) -> Result<Engine, Failure> {
        let read_only = self.settings.read_only;
        let entropy: Box<dyn Entropy> = match &self.simulation {
            Some(simulation) => match simulation.claim(&self.store, read_only)? {
                Some(seed) => Box::new(SeededEntropy(seed)),
                None => Box::new(SystemEntropy::new()?),
            },
            None => Box::new(SystemEntropy::new()?),
        };
        let start = Start {
            who: self.who.clone(),
            clock: self.clock.clone(),
            entropy,
            policy: self.policy.clone(),
            read_only,
        };
        Engine::open(&self.store, start)
    }

    /// Opens the store, which must be there already: what looks after a store does not make one of a slip in its name.
    pub fn open_existing(&self) -> Result<Engine, Failure> {
        if self.store.exists() {
            return self.open();
        }
        let why = format!("there is no file {}", self.store.display());
        Err(Failure::store("the store was not opened", why).with_todo("Name another with --store"))
    }

    /// The policy file of this person, whether it is there or not.
    pub fn policy_file(&self) -> PathBuf {
        self.paths.config_dir.join("policy.toml")
    }
}

fn config_file(paths: &Paths, warnings: &mut Vec<String>) -> Config {
    let path = paths.config_file();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Config::default(),
        Err(error) => {
            warnings.push(format!("{} cannot be read: {error}; defaults hold", path.display()));
            return Config::default();
        }
    };
    let (config, problems) = Config::read(&text, &path.display().to_string());
    if let Some(first) = problems.first() {
        let more = match problems.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        warnings.push(format!(
            "{first}{more}; defaults hold there, see: firebell config check"
        ));
    }
    config
}

/// The policy a new store adopts. The file is looked at only where there is no store yet: later, what is in force is in
/// the store, and changes by `policy adopt`.
fn first_policy(paths: &Paths, store: &Path, warnings: &mut Vec<String>) -> Option<Policy> {
    if std::fs::metadata(store).is_ok_and(|file| file.len() > 0) {
        return None;
    }
    let path = paths.config_dir.join("policy.toml");
    let text = std::fs::read_to_string(&path).ok()?;
    let (shelf, _) = shelf::read(paths, None);
    match Policy::from_toml_with(&text, &path.display().to_string(), &shelf) {
        Ok(policy) => Some(policy),
        Err(error) => {
            let first = error.problems.first().map(ToString::to_string).unwrap_or_default();
            warnings.push(format!(
                "{first}; the new store adopts the built-in policy, see: firebell policy check"
            ));
            None
        }
    }
}
