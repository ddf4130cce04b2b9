//! The text of a notice: what is published on the page of subprocessors and sent to customers (VM-10).

use super::md::escaped;
use crate::domain::fact::Change;
use crate::domain::vendor::subprocessors::Announced;
use crate::text::one_line;

/// The notice as Markdown, or as plain text for a letter. It holds what the register says and nothing else.
pub fn notice(announced: &Announced, is_markdown: bool) -> String {
    let plain = |text: &str| one_line(text).into_owned();
    let word = |text: &str| if is_markdown { escaped(text) } else { plain(text) };
    let sub = &announced.subprocessor;
    let name = word(&sub.name);
    let (title, sentence, objection) = match announced.change {
        Change::Addition => (
            format!("New subprocessor: {name}"),
            format!(
                "From {} on, {name} may process customer data for us.",
                announced.effective_on
            ),
            Some(format!(
                "You may object on reasonable grounds until {}.",
                announced.effective_on
            )),
        ),
        Change::Removal => (
            format!("Subprocessor removed: {name}"),
            format!(
                "From {} on, {name} no longer processes customer data for us.",
                announced.effective_on
            ),
            None,
        ),
    };
    let head = if is_markdown { "# " } else { "" };
    let mut text = format!("{head}{title}\n\n{sentence}\n\n");
    for (what, value) in [
        ("Service", sub.service.clone()),
        ("Purpose", sub.purpose.clone()),
        ("Categories of data", sub.categories.join(", ")),
        ("Location", sub.location.clone()),
        ("Published", announced.published_on.to_string()),
        ("Effective", announced.effective_on.to_string()),
    ] {
        let value = if value.trim().is_empty() {
            "not stated".to_owned()
        } else {
            word(&value)
        };
        let mark = if is_markdown { "- " } else { "" };
        text.push_str(&format!("{mark}{what}: {value}\n"));
    }
    for more in announced.note.as_deref().map(word).into_iter().chain(objection) {
        text.push_str(&format!("\n{more}\n"));
    }
    text
}
