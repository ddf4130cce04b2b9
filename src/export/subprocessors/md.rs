//! The list as Markdown.

use super::{Page, change_words};
use crate::domain::vendor::subprocessors::{Moved, Subprocessor};
use crate::text::one_line;

pub(super) fn page(page: &Page) -> String {
    let mut text = format!("# {}\n", page.title());
    if let Page::List { list, .. } = page {
        text.push('\n');
        if list.subprocessors.is_empty() {
            text.push_str("There are none.\n");
        } else {
            text.push_str(
                "| Subprocessor | Service | Purpose | Categories of data | Location |\n|---|---|---|---|---|\n",
            );
            for one in &list.subprocessors {
                text.push_str(&row(one));
            }
        }
        if !list.announced.is_empty() {
            text.push_str("\n## Announced changes\n\n| Effective | Published | Change | Subprocessor | Purpose | Categories of data | Location | Note |\n|---|---|---|---|---|---|---|---|\n");
            for one in &list.announced {
                let sub = &one.subprocessor;
                let cells = [
                    one.effective_on.to_string(),
                    one.published_on.to_string(),
                    one.change.word().to_owned(),
                    sub.name.clone(),
                    sub.purpose.clone(),
                    sub.categories.join(", "),
                    sub.location.clone(),
                    one.note.clone().unwrap_or_default(),
                ];
                text.push_str(&cells_row(&cells));
            }
        }
    }
    text.push_str(&changes(page));
    text
}

fn changes(page: &Page) -> String {
    let mut text = String::new();
    let dated = matches!(page, Page::List { .. });
    if dated {
        text.push_str("\n## History\n");
    }
    if page.changes().is_empty() {
        text.push_str("\nNothing changed.\n");
        return text;
    }
    text.push_str(if dated {
        "\n| Date | Change | Subprocessor | What |\n|---|---|---|---|\n"
    } else {
        "\n| Change | Subprocessor | What |\n|---|---|---|\n"
    });
    for moved in page.changes() {
        text.push_str(&change_row(moved, dated));
    }
    text
}

fn change_row(moved: &Moved, dated: bool) -> String {
    let (word, what) = change_words(moved);
    let mut cells = vec![word.to_owned(), moved.name().to_owned(), what];
    if dated {
        cells.insert(0, moved.on.to_string());
    }
    cells_row(&cells)
}

fn row(one: &Subprocessor) -> String {
    cells_row(&[
        one.name.clone(),
        one.service.clone(),
        one.purpose.clone(),
        one.categories.join(", "),
        one.location.clone(),
    ])
}

fn cells_row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Text that Markdown takes for text: each sign that it could obey within a cell gets a backslash in front.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = one_line(text);
    for (at, letter) in text.char_indices() {
        let before = &text[..at];
        let after = &text[at + letter.len_utf8()..];
        // Some readers make a link of what only looks like one.
        let looks_like_link = match letter {
            ':' => after.starts_with("//"),
            '.' => before.ends_with("www") || before.ends_with("WWW"),
            _ => false,
        };
        match letter {
            // An entity would be text again behind a backslash.
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '@' | '$' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            // At the beginning it would make a heading or a list.
            '#' | '+' | '-' | '=' if at == 0 => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter if looks_like_link => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}
