//! Text on its way into a file that another program reads.

use std::borrow::Cow;
use std::fmt::Write;

use super::is_hidden;

/// Serialised JSON with every hidden character ([`is_hidden`]) beyond ASCII, and DEL, written as `\uXXXX`, so that a
/// terminal shows it and no reader obeys it. Parsed, it is equal to what came in.
///
/// In valid JSON such characters stand only inside strings; what is no JSON is not made any.
pub fn json_escape_format(json: &str) -> Cow<'_, str> {
    if !json.chars().any(must_escape) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 32);
    for c in json.chars() {
        if !must_escape(c) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    Cow::Owned(escaped)
}

/// The controls below DEL are escaped by every serialiser; outside strings they are line breaks and tabs.
fn must_escape(c: char) -> bool {
    c >= '\u{7f}' && is_hidden(c)
}

/// A cell of text for CSV that no spreadsheet takes for a formula: it gets a `'` in front when, after white space,
/// it begins with `=`, `+`, `-`, `@` (or their full-width twins), or when it begins with a tab or a line break. What
/// begins so behind a `'` of its own gets one more, so that [`csv_plain`] gives back what was written.
/// Quoting is the CSV writer's work; numbers are not passed through here.
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    if opens_formula(text.trim_start_matches('\'')) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

/// The text that [`csv_cell`] has made this cell of.
pub fn csv_plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if opens_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn opens_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}'])
}

/// Several texts as one cell, with semicolons between them. A semicolon or backslash inside one gets a backslash in
/// front; a single text with a comma gets a semicolon behind it, so that [`list_parts`] gives back what was written.
pub fn list_cell(parts: &[String]) -> String {
    let escaped = parts.iter().map(|part| part.replace('\\', "\\\\").replace(';', "\\;"));
    let mut cell = escaped.collect::<Vec<_>>().join("; ");
    if parts.len() == 1 && (cell.contains(',') || cell.contains("\\;")) {
        cell.push(';');
    }
    cell
}

/// The texts of a cell that is a list: separated by semicolons, or by commas where it has no semicolon. White space
/// around them and empty ones are left out.
pub fn list_parts(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = cell.chars();
    let mut has_semicolon = false;
    while let Some(letter) = letters.next() {
        match (letter, parts.last_mut()) {
            (';', _) => {
                has_semicolon = true;
                parts.push(String::new());
            }
            ('\\', Some(part)) => match letters.next() {
                Some(next @ (';' | '\\')) => part.push(next),
                Some(next) => part.extend(['\\', next]),
                None => part.push('\\'),
            },
            (letter, Some(part)) => part.push(letter),
            (_, None) => {}
        }
    }
    if !has_semicolon {
        parts = parts
            .iter()
            .flat_map(|part| part.split(','))
            .map(str::to_owned)
            .collect();
    }
    let parts = parts.iter().map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_told_to_be_text() {
        for cell in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "  =x", "\u{a0}=x", "＝x", "\n"] {
            assert_eq!(csv_cell(cell), format!("'{cell}"));
        }
        for cell in ["'=x", "''+x"] {
            assert_eq!(csv_cell(cell), format!("'{cell}"));
        }
        for cell in ["", "a=b", "'t Hooft", "12", " x", "Zoë"] {
            assert!(matches!(csv_cell(cell), Cow::Borrowed(same) if same == cell));
        }
    }

    #[test]
    fn json_names_what_it_hides() {
        assert_eq!(json_escape_format("{\"a\":\"x\u{202e}y\"}"), r#"{"a":"x\u202ey"}"#);
        assert_eq!(json_escape_format("\"\u{e0041}\u{7f}\""), r#""\udb40\udc41\u007f""#);
        assert!(matches!(json_escape_format("{\n  \"a\": \"é\"\n}"), Cow::Borrowed(_)));
    }

    #[test]
    fn lists_are_split_at_semicolons_and_else_at_commas() {
        assert_eq!(list_parts("names; logs,  and more ;"), ["names", "logs,  and more"]);
        assert_eq!(list_parts("names, logs"), ["names", "logs"]);
        assert_eq!(list_parts("a\\;b; c\\\\; d\\e"), ["a;b", "c\\", "d\\e"]);
        assert_eq!(list_parts(" ; ,"), [","]);
    }

    proptest! {
        #[test]
        fn cells_mean_what_was_written(text in "['=+ a-]{0,6}") {
            let cell = csv_cell(&text).into_owned();
            prop_assert_eq!(csv_plain(&cell), text.as_str());
        }

        #[test]
        fn lists_mean_what_was_written(parts in prop::collection::vec("[a;,\\\\ ]{0,5}a", 0..4)) {
            let parts: Vec<String> = parts.iter().map(|part| part.trim().to_owned()).collect();
            prop_assert_eq!(list_parts(&list_cell(&parts)), parts);
        }

        #[test]
        fn escaped_json_means_the_same(text in any::<String>(), key in any::<String>()) {
            let value = serde_json::json!({ key: [text] });
            let json = serde_json::to_string_pretty(&value).unwrap();
            let escaped = json_escape_format(&json);
            prop_assert!(!escaped.chars().any(|c| is_hidden(c) && c != '\n'));
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value);
        }
    }
}
