//! Every policy that was ever adopted, by digest, and which one is in force.
//!
//! The policy in force when a clock started governs it (DL-2): history never moves under a new policy.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::policy::Policy;

/// The adopted policies of one store.
#[derive(Debug, Clone)]
pub struct PolicyBook {
    current: String,
    versions: BTreeMap<String, Arc<Policy>>,
    fallback: Arc<Policy>,
}

impl PolicyBook {
    /// A book with one policy, in force.
    pub fn new(policy: Policy) -> Self {
        let digest = policy.digest();
        let policy = Arc::new(policy);
        Self {
            current: digest.clone(),
            versions: BTreeMap::from([(digest, policy.clone())]),
            fallback: policy,
        }
    }

    /// Adds a policy and puts it in force.
    pub fn adopt(&mut self, policy: Policy) {
        let digest = policy.digest();
        self.fallback = Arc::new(policy);
        self.versions.insert(digest.clone(), self.fallback.clone());
        self.current = digest;
    }

    /// The policy in force.
    pub fn current(&self) -> &Policy {
        &self.fallback
    }

    /// Digest of the policy in force.
    pub fn digest(&self) -> &str {
        &self.current
    }

    /// The policy with this digest; the one in force where the store does not hold it (yet).
    pub fn get(&self, digest: &str) -> &Policy {
        self.versions.get(digest).unwrap_or(&self.fallback)
    }
}
