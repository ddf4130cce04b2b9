//! Text from outside as a part of Markdown: it reads as itself and makes no heading, link, list or HTML.

use super::one_line;

/// `words` on one line in Markdown, read by it as exactly these characters: no emphasis, link, heading, list, HTML or
/// entity, and no field or blank of a letter. For every value from outside that becomes part of a
/// letter or a document.
pub fn escaped(words: &str) -> String {
    let words = one_line(words);
    let mut text = String::with_capacity(words.len() + 8);
    text.push_str(opening(&words));
    let mut before = None;
    for (at, c) in words.char_indices() {
        let after = words[at + c.len_utf8()..].chars().next();
        if is_special(c, before, after, &words[at..]) || is_list_sign(&words, at, after) {
            text.push('\\');
        }
        text.push(c);
        before = Some(c);
    }
    text
}

/// What has to stand before text that would begin a block, since it may come first on a line.
fn opening(words: &str) -> &'static str {
    match words.chars().next() {
        Some('#' | '>' | '+' | '-' | '=' | ':') => "\\",
        _ => "",
    }
}

fn is_special(c: char, before: Option<char>, after: Option<char>, rest: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '~' | '|' | '{' | '}' | '[' | ']' | '<' => true,
        // A blank begins with these two, and is looked for by them.
        '?' => before == Some('['),
        // Within a word it means itself.
        '_' => !(is_letter(before) && is_letter(after)),
        '&' => is_entity(rest),
        _ => false,
    }
}

/// `&amp;`, `&#60;`.
fn is_entity(rest: &str) -> bool {
    let name = rest[1..].split_once(';').map_or("", |(name, _)| name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}

/// The sign after a number at the beginning: `1. First`, `2)`.
fn is_list_sign(words: &str, at: usize, after: Option<char>) -> bool {
    let (number, sign) = words.split_at(at);
    sign.starts_with(['.', ')'])
        && after.is_none_or(char::is_whitespace)
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_words_stay_as_they_are() {
        for words in [
            "Exports readable by everyone",
            "Acme GmbH & Söhne",
            "customer_exports (eu-west-1)",
            "株式会社, at 14:05; 50% done!",
            "1.2.3 or 2026-11-24",
            "a - b > c # d",
        ] {
            assert_eq!(escaped(words), words);
        }
    }

    #[test]
    fn what_would_act_is_text() {
        for (words, text) in [
            ("{{ company }}", r"\{\{ company \}\}"),
            ("[? x]", r"\[\? x\]"),
            ("# head", r"\# head"),
            ("- item", r"\- item"),
            ("===", r"\==="),
            ("1. one", r"1\. one"),
            ("2)", r"2\)"),
            ("[a](javascript:x)", r"\[a\](javascript:x)"),
            ("<script>", r"\<script>"),
            ("&lt;b", r"\&lt;b"),
            ("*a* _b_ `c` ~~d~~", r"\*a\* \_b\_ \`c\` \~\~d\~\~"),
            ("a\r\nBcc: x@y", "a Bcc: x@y"),
            ("\u{1b}[31m", r"␛\[31m"),
            ("a\u{202e}b", r"a\<U+202E>b"),
            (r"end\", r"end\\"),
        ] {
            assert_eq!(escaped(words), text);
        }
    }
}
