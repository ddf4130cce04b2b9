//! The living room: commands become facts, facts become state. Pure; no file, environment, thread or clock.
//!
//! May import `policy` and the foundation. Invariant: [`decide`](decide::decide) may refuse, folding never fails, and neither
//! depends on anything but its arguments. Start reading at [`fact`] (what can happen), then
//! [`incident::decide`] (what is allowed), then [`incident::deadlines`] (what is due).

pub mod adopted;
pub mod command;
pub mod deadline;
pub mod deadline_kind;
pub mod decide;
pub mod details;
pub mod fact;
pub mod fold;
pub mod incident;
pub mod letter;
pub mod log;
pub mod meant;
pub mod policy_book;
pub mod preview;
pub mod refusal;
pub mod register;
pub mod reminder;
pub mod settle;
pub mod subject;
pub mod template;
pub mod undo;
pub mod vendor;

pub use adopted::Adopted;
pub use command::Command;
pub use deadline::{Deadline, DeadlineKind, Standing};
pub use decide::{Context, Decision, Loaded};
pub use fact::{Body, Envelope, Fact, FactId, NewFact, Recorded, Who};
pub use fold::State;
pub use incident::Incident;
pub use policy_book::PolicyBook;
pub use refusal::{Refusal, RefusalKind};
pub use register::Entry;
pub use subject::{Ref, Subject, SubjectKind};
pub use vendor::Vendor;
