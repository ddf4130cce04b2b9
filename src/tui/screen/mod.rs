//! The screens. Each has a state, an update for its own keys, and a view; none knows another.

pub mod board;
pub mod closed;
pub mod composer;
pub mod due;
pub mod empty;
pub mod incident;
pub mod list;
pub mod register;
pub mod rows;
pub mod subprocessors;
pub mod vendor;
pub mod vendors;

use crate::domain::SubjectKind;
use crate::verb::Context;

/// A place one can be in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The board.
    Board,
    /// An incident, by id.
    Incident(String),
    /// What is due.
    Due,
    /// The vendors.
    Vendors,
    /// A vendor, by id.
    Vendor(String),
    /// The list of subprocessors.
    Subprocessors,
    /// A register.
    Register(SubjectKind),
    /// Closed incidents.
    Closed,
    /// A letter of the incident of this id.
    Letter(String),
}

impl Place {
    /// The context of its keys.
    pub fn context(&self) -> Context {
        match self {
            Self::Board => Context::Board,
            Self::Incident(_) => Context::Incident,
            Self::Due => Context::Due,
            Self::Vendors => Context::Vendors,
            Self::Vendor(_) => Context::Vendor,
            Self::Subprocessors => Context::Subprocessors,
            Self::Register(_) => Context::Register,
            Self::Closed => Context::Closed,
            Self::Letter(_) => Context::Letter,
        }
    }
}

/// The plural of a register, for titles and paths.
pub fn register_word(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Person => "people",
        SubjectKind::Customer => "customers",
        SubjectKind::System => "systems",
        SubjectKind::Vendor => "vendors",
        SubjectKind::Incident => "incidents",
        SubjectKind::Policy => "policies",
    }
}
