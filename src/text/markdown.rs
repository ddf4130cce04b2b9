//! Text from outside as a part of Markdown: it reads as itself and makes no heading, link, list or HTML.

/// What Markdown reads as more than itself, wherever it stands.
const SPECIAL: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '#', '{', '}'];

/// One line of plain words with everything that Markdown, or a letter, would read as a sign told apart by a backslash.
///
/// Control and format characters are made visible; line ends become spaces.
pub fn escaped(text: &str) -> String {
    let line = super::one_line(text);
    let mut escaped = String::with_capacity(line.len());
    for (place, c) in line.char_indices() {
        let begins_list = place == 0 && matches!(c, '-' | '+' | '=');
        if SPECIAL.contains(&c) || begins_list {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_is_read_as_a_sign() {
        assert_eq!(escaped("Müller & Söhne, Inc."), "Müller & Söhne, Inc.");
        assert_eq!(escaped("# head\n[a](javascript:x)"), "\\# head \\[a\\](javascript:x)");
        assert_eq!(escaped("- {{ x }} <b>"), "\\- \\{\\{ x \\}\\} \\<b\\>");
        assert!(!escaped("a\u{202e}b\u{1b}[31m").contains(['\u{202e}', '\u{1b}']));
    }
}
