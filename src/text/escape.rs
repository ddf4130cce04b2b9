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
/// it begins with `=`, `+`, `-`, `@` (or their full-width twins), or when it begins with a tab or a line break.
/// Quoting is the CSV writer's work; numbers are not passed through here.
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    let opens_formula = text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}']);
    if opens_formula {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
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
        for cell in ["", "a=b", "'=x", "12", " x", "Zoë"] {
            assert!(matches!(csv_cell(cell), Cow::Borrowed(same) if same == cell));
        }
    }

    #[test]
    fn json_names_what_it_hides() {
        assert_eq!(json_escape_format("{\"a\":\"x\u{202e}y\"}"), r#"{"a":"x\u202ey"}"#);
        assert_eq!(json_escape_format("\"\u{e0041}\u{7f}\""), r#""\udb40\udc41\u007f""#);
        assert!(matches!(json_escape_format("{\n  \"a\": \"é\"\n}"), Cow::Borrowed(_)));
    }

    proptest! {
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
