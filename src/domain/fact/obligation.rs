//! What can happen to what law and contracts ask (IR-13).

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::domain::details::Dispatch;
use crate::domain::incident::obliged::CompanyRole;
use crate::policy::obligation::Anchor;

/// Somebody said in which role the company stands for the data (IR-13).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompanyRoleSet {
    /// The role.
    pub role: CompanyRole,
    /// Why, where it was another before.
    pub reason: Option<String>,
}

/// Somebody said when an anchor was; `happened_at` is that time. It takes the place of what was said before (IR-13).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnchorSet {
    /// Which anchor.
    pub anchor: Anchor,
    /// What was said before.
    pub replaces: Option<Moment>,
    /// Why.
    pub reason: String,
}

/// What an obligation asks for was submitted; `happened_at` is when it went out (IR-13).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ObligationSubmitted {
    /// Id of the rule.
    pub obligation: String,
    /// What went out, and how.
    #[serde(flatten)]
    pub dispatch: Dispatch,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// It was decided that an obligation need not be notified (IR-13).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ObligationDeclined {
    /// Id of the rule.
    pub obligation: String,
    /// Why.
    pub reason: String,
}
