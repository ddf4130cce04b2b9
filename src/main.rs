//! Arguments in, exit code out.

use std::panic::catch_unwind;
use std::process::ExitCode;

use color_eyre::config::HookBuilder;

/// What the house says of a bug, so that no script takes it for a refusal.
const BUG: u8 = 70;

fn main() -> ExitCode {
    // A report of a panic that cannot be prepared is no reason not to start.
    let _ = HookBuilder::blank()
        .panic_section("This is a bug in firebell; everything saved before is safe.")
        .install();
    catch_unwind(|| firebell::cli::run(std::env::args_os())).map_or(ExitCode::from(BUG), ExitCode::from)
}
