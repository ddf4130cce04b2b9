//! The list as JSON. Days are `2026-11-24`; text is as it was typed, with what is hidden escaped.

use serde_json::{Value, json};

use super::{Page, change_words};
use crate::domain::vendor::subprocessors::{Moved, Subprocessor};
use crate::text::json_escape_format;

pub(super) fn page(page: &Page) -> String {
    let value = match page {
        Page::List { on, list } => json!({
            "as_of": on,
            "subprocessors": list.subprocessors.iter().map(subprocessor).collect::<Vec<_>>(),
            "announced": list.announced.iter().map(|one| json!({
                "change": one.change,
                "published_on": one.published_on,
                "effective_on": one.effective_on,
                "note": one.note,
                "subprocessor": subprocessor(&one.subprocessor),
            })).collect::<Vec<_>>(),
            "history": list.changes.iter().map(|one| changed(one, true)).collect::<Vec<_>>(),
        }),
        Page::Difference { from, to, difference } => json!({
            "from": from,
            "to": to,
            "changes": difference.changes.iter().map(|one| changed(one, false)).collect::<Vec<_>>(),
        }),
    };
    // A JSON value always has a text.
    let text = serde_json::to_string_pretty(&value).unwrap_or_default();
    format!("{}\n", json_escape_format(&text))
}

fn changed(moved: &Moved, dated: bool) -> Value {
    let mut value = json!({
        "change": change_words(moved).0,
        "name": moved.name(),
        "before": moved.before.as_ref().map(subprocessor),
        "after": moved.after.as_ref().map(subprocessor),
    });
    if dated {
        value["on"] = json!(moved.on);
    }
    value
}

fn subprocessor(one: &Subprocessor) -> Value {
    json!({
        "name": one.name,
        "service": one.service,
        "purpose": one.purpose,
        "data": one.categories,
        "location": one.location,
    })
}
