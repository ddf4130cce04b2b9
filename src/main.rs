//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(firebell::cli::guarded(|| firebell::cli::run(std::env::args_os())))
}
