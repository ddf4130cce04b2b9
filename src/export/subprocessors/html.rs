//! The list as one page of HTML: no script, no frame, nothing that is loaded from anywhere.

use std::fmt::Write as _;

use super::{Page, change_words};
use crate::text::one_line;

/// Reads well on paper and on a telephone; follows the reader's light or dark.
const STYLE: &str = "
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; }
div { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid #8886; overflow-wrap: anywhere; }
th { font-weight: 600; overflow-wrap: normal; }
td time { white-space: nowrap; }
@media print { body { margin: 0; max-width: none; } }
";

pub(super) fn page(page: &Page) -> String {
    let title = page.title();
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    match page {
        Page::List { list, .. } => {
            if list.subprocessors.is_empty() {
                html.push_str("<p>There are none.</p>\n");
            } else {
                let rows = list.subprocessors.iter().map(|one| {
                    vec![
                        text(&one.name),
                        text(&one.service),
                        text(&one.purpose),
                        text(&one.categories.join(", ")),
                        text(&one.location),
                    ]
                });
                let head = ["Subprocessor", "Service", "Purpose", "Categories of data", "Location"];
                table(&mut html, &head, rows);
            }
            if !list.announced.is_empty() {
                html.push_str("<h2>Announced changes</h2>\n");
                let rows = list.announced.iter().map(|one| {
                    let sub = &one.subprocessor;
                    vec![
                        day(one.effective_on),
                        day(one.published_on),
                        text(one.change.word()),
                        text(&sub.name),
                        text(&sub.purpose),
                        text(&sub.categories.join(", ")),
                        text(&sub.location),
                        text(one.note.as_deref().unwrap_or_default()),
                    ]
                });
                let head = [
                    "Effective",
                    "Published",
                    "Change",
                    "Subprocessor",
                    "Purpose",
                    "Categories of data",
                    "Location",
                    "Note",
                ];
                table(&mut html, &head, rows);
            }
            html.push_str("<h2>History</h2>\n");
            changes(&mut html, page, true);
        }
        Page::Difference { .. } => changes(&mut html, page, false),
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn changes(html: &mut String, page: &Page, dated: bool) {
    if page.changes().is_empty() {
        html.push_str("<p>Nothing changed.</p>\n");
        return;
    }
    let rows = page.changes().iter().map(|moved| {
        let (word, what) = change_words(moved);
        let mut cells = vec![text(word), text(moved.name()), text(&what)];
        if dated {
            cells.insert(0, day(moved.on));
        }
        cells
    });
    let head: &[&str] = if dated {
        &["Date", "Change", "Subprocessor", "What"]
    } else {
        &["Change", "Subprocessor", "What"]
    };
    table(html, head, rows);
}

/// Cells hold HTML already.
fn table(html: &mut String, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    html.push_str("<div>\n<table>\n<thead>\n<tr>");
    for cell in head {
        // Writing to a String cannot fail.
        let _ = write!(html, "<th scope=\"col\">{cell}</th>");
    }
    html.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            let _ = write!(html, "<td>{cell}</td>");
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n</div>\n");
}

fn day(day: chrono::NaiveDate) -> String {
    format!("<time datetime=\"{day}\">{day}</time>")
}

/// Text that a browser takes for text.
fn text(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in one_line(words).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
