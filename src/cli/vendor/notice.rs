//! `firebell vendor notice NAME`: the text of the notice that stands, to publish and to send (VM-10).

use crate::cli::out::Out;
use crate::cli::verdict::Verdict;
use crate::domain::{Refusal, State, SubjectKind};
use crate::engine::{Trouble, query};
use crate::export::subprocessors::notice;
use crate::launch::Launch;
use crate::verb::Values;

const WHAT: &str = "No notice was written";

/// Runs the verb.
pub fn run(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let typed = values.get("name").unwrap_or_default();
    let is_markdown = match values.get("format").map(|word| word.trim().to_lowercase()).as_deref() {
        None | Some("text") => false,
        Some("md" | "markdown") => true,
        Some(other) => {
            return Err(Refusal::usage(WHAT, format!("there is no format \"{other}\""))
                .instead("Use text or md.")
                .into());
        }
    };
    let shown = query::show_named(engine.store(), SubjectKind::Vendor, typed)?;
    let State::Vendor(vendor) = &shown.state else {
        return Ok(Verdict::Done);
    };
    let calendar = &engine.book().current().calendar;
    let Some(announced) = vendor.last_notice(calendar) else {
        return Err(
            Refusal::rule(WHAT, format!("nothing is announced of {}", vendor.details.name))
                .by("VM-10")
                .instead(format!(
                    "Announce it: firebell vendor announce \"{}\"",
                    vendor.details.name
                ))
                .into(),
        );
    };
    if out.is_json() {
        out.json(&serde_json::json!(announced));
    } else {
        // The writer has made it safe.
        out.verbatim(notice(&announced, is_markdown).as_bytes());
    }
    Ok(Verdict::Done)
}
