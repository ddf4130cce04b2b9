//! What a bug looks like from outside: a report on stderr, and an exit code that no script takes for a refusal.

use std::panic::{UnwindSafe, catch_unwind};

use color_eyre::config::HookBuilder;

use crate::error::Kind;

/// Runs the program; a panic of its thread ends it with a report and the exit code of a bug.
pub fn guarded(program: impl FnOnce() -> u8 + UnwindSafe) -> u8 {
    // A report that cannot be prepared is no reason not to start.
    let _ = HookBuilder::blank()
        .panic_section("This is a bug in firebell; everything saved before is safe.")
        .install();
    catch_unwind(program).unwrap_or_else(|_| Kind::Bug.exit_code())
}
