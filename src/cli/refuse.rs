//! What did not happen, said on stderr and, with `--json`, on stdout.

use serde_json::{Value, json};

use super::out::Out;
use crate::domain::{Refusal, RefusalKind};
use crate::engine::Trouble;
use crate::error::{Failure, Kind};

/// Says what did not happen; returns the exit code.
pub fn report(out: &mut Out, trouble: &Trouble) -> u8 {
    let (error, code) = match trouble {
        Trouble::Refused(refusal) => {
            out.talk(&refusal.to_string());
            for candidate in &refusal.candidates {
                out.talk(&format!("  {candidate}"));
            }
            of_refusal(refusal)
        }
        Trouble::Failed(failure) => {
            out.talk(&failure.report());
            of_failure(failure)
        }
    };
    if out.is_json() {
        out.json(&json!({ "error": error }));
    }
    code
}

fn of_refusal(refusal: &Refusal) -> (Value, u8) {
    let (kind, code) = match refusal.kind {
        RefusalKind::Rule => ("rule", 1),
        RefusalKind::Usage => ("usage", 2),
        RefusalKind::NotFound => ("not_found", 3),
    };
    let error = json!({
        "kind": kind,
        "what": refusal.what,
        "why": refusal.why,
        "requirement": refusal.requirement,
        "instead": refusal.instead,
        "candidates": refusal.candidates,
    });
    (error, code)
}

fn of_failure(failure: &Failure) -> (Value, u8) {
    let kind = match failure.kind {
        Kind::Usage => "usage",
        Kind::NotFound => "not_found",
        Kind::Config => "config",
        Kind::Store => "store",
        Kind::Bug => "bug",
    };
    let error = json!({
        "kind": kind,
        "what": failure.what,
        "why": failure.why,
        "requirement": Value::Null,
        "instead": failure.todo.clone().unwrap_or_default(),
        "candidates": [],
    });
    (error, failure.exit_code())
}

/// Says that the result could not be printed; returns the exit code.
pub fn unsaid(failure: &Failure) -> u8 {
    Out::new(false).talk(&failure.report());
    failure.exit_code()
}
