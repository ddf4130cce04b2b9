//! Every policy that was ever adopted, by digest, and which one is in force.
//!
//! The policy in force when a clock started governs it (DL-2): history never moves under a new policy.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::policy::Policy;

/// The adopted policies of one store. Until one is adopted, the policy that ships is in force; it is read only then.
#[derive(Debug, Clone, Default)]
pub struct PolicyBook {
    versions: BTreeMap<String, Arc<Policy>>,
    in_force: Option<(String, Arc<Policy>)>,
}

impl PolicyBook {
    /// A book with one policy, in force.
    pub fn new(policy: Policy) -> Self {
        let mut book = Self::default();
        book.adopt(policy.digest(), policy);
        book
    }

    /// Adds a policy and puts it in force. `digest` is the one it was adopted under: facts name it so, whatever a newer
    /// program would write it as.
    pub fn adopt(&mut self, digest: String, policy: Policy) {
        let policy = Arc::new(policy);
        self.versions.insert(digest.clone(), policy.clone());
        self.in_force = Some((digest, policy));
    }

    /// The policy in force.
    pub fn current(&self) -> &Policy {
        match &self.in_force {
            Some((_, policy)) => policy,
            None => Policy::shipped(),
        }
    }

    /// Digest of the policy in force.
    pub fn digest(&self) -> &str {
        match &self.in_force {
            Some((digest, _)) => digest,
            None => Policy::shipped_digest(),
        }
    }

    /// The policy with this digest; the one in force where the store does not hold it (yet).
    pub fn get(&self, digest: &str) -> &Policy {
        match self.versions.get(digest) {
            Some(policy) => policy,
            None => self.current(),
        }
    }
}
