//! How a verb ended, as an exit code.

/// How a verb ended when nothing stood in its way. Refusals and failures carry their own codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Done: 0.
    Done,
    /// `due --overdue` has something to show: 1.
    Overdue,
    /// Nobody was reached, or nothing runs: 1.
    Unheard,
    /// A file of settings or a policy file has problems: 4.
    BadConfig,
    /// The store is not whole: 5.
    BadStore,
}

impl Verdict {
    /// The exit code of the process.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Overdue | Self::Unheard => 1,
            Self::BadConfig => 4,
            Self::BadStore => 5,
        }
    }
}
