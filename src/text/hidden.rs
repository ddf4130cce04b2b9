//! Characters that a reader does not see, but a terminal, or the order of the letters, obeys.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether `c` acts without being seen: controls (C0, DEL, C1), every format character of Unicode (soft hyphen,
/// zero-width characters, bidi marks, overrides and isolates, tag characters), line and paragraph separators,
/// variation selectors, letters that are drawn blank, private use and noncharacters.
///
/// Joiners and variation selectors count even inside emoji: telling an honest family of four from a hidden message
/// needs tables that age, and terminals disagree about how wide the result is. A few scripts use joiners between
/// letters; they pay with a visible mark.
pub fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        _ => is_format(c) || is_blank(c) || is_private(c),
    }
}

/// General category Cf, Zl, Zp and the variation selectors.
fn is_format(c: char) -> bool {
    matches!(c,
        '\u{ad}'
        | '\u{34f}'
        | '\u{600}'..='\u{605}'
        | '\u{61c}'
        | '\u{6dd}'
        | '\u{70f}'
        | '\u{890}'..='\u{891}'
        | '\u{8e2}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{110bd}'
        | '\u{110cd}'
        | '\u{13430}'..='\u{1345f}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Letters and symbols whose picture is empty: fillers, two Khmer vowels, the blank of Braille.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
    )
}

/// Private use and noncharacters: they look like whatever the font at hand makes of them.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{f0000}'..) || u32::from(c) & 0xfffe == 0xfffe
}

/// `text` with every hidden character made visible: `␛`-like pictures for C0 and DEL, `<U+202E>` for the others.
/// Line breaks and tabs too become pictures (`␊`, `␉`): split lines first where they shall stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !has_hidden(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push_visible(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// `text` on one line: trimmed, line breaks and tabs become one space, the rest as in [`visible`].
pub fn one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(is_break_or_space);
    if !has_hidden(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut in_break = false;
    for c in text.chars() {
        if !is_break(c) {
            push_visible(&mut shown, c);
        } else if !in_break {
            shown.push(' ');
        }
        in_break = is_break(c);
    }
    Cow::Owned(shown)
}

fn has_hidden(text: &str) -> bool {
    // Most text is printable ASCII; bytes are quicker to look through than characters.
    !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.chars().any(is_hidden)
}

fn push_visible(shown: &mut String, c: char) {
    match c {
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\u{7f}' => shown.push('\u{2421}'),
        _ if is_hidden(c) => {
            // Writing to a String cannot fail.
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
        }
        _ => shown.push(c),
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_break_or_space(c: char) -> bool {
    is_break(c) || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(visible("blocked the token"), Cow::Borrowed(_)));
        assert!(matches!(visible("Zoë, 株式会社, ●"), Cow::Borrowed(_)));
        assert!(matches!(one_line("  Zoë  "), Cow::Borrowed("Zoë")));
    }

    #[test]
    fn escape_sequences_are_disarmed() {
        assert_eq!(visible("\u{1b}[31mred\u{7}\0\u{7f}"), "␛[31mred␇␀␡");
        assert_eq!(visible("a\u{9b}31m"), "a<U+009B>31m");
        assert_eq!(visible("a\r\nb\tc"), "a␍␊b␉c");
    }

    #[test]
    fn what_turns_or_hides_letters_is_named() {
        for (c, name) in [
            ('\u{202e}', "<U+202E>"),
            ('\u{2066}', "<U+2066>"),
            ('\u{200b}', "<U+200B>"),
            ('\u{200d}', "<U+200D>"),
            ('\u{ad}', "<U+00AD>"),
            ('\u{61c}', "<U+061C>"),
            ('\u{2028}', "<U+2028>"),
            ('\u{206f}', "<U+206F>"),
            ('\u{fe0f}', "<U+FE0F>"),
            ('\u{feff}', "<U+FEFF>"),
            ('\u{fff9}', "<U+FFF9>"),
            ('\u{3164}', "<U+3164>"),
            ('\u{e000}', "<U+E000>"),
            ('\u{ffff}', "<U+FFFF>"),
            ('\u{1fffe}', "<U+1FFFE>"),
            ('\u{e0041}', "<U+E0041>"),
            ('\u{10fffd}', "<U+10FFFD>"),
        ] {
            assert_eq!(visible(&format!("a{c}b")), format!("a{name}b"));
        }
    }

    #[test]
    fn one_line_has_no_breaks() {
        assert_eq!(
            one_line(" \r\n first\r\n\r\nsecond\tthird\u{2028}x\n"),
            "first second third x"
        );
        assert_eq!(one_line("a\u{1b}b"), "a␛b");
        assert_eq!(one_line("\n"), "");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in any::<String>()) {
            prop_assert!(!visible(&text).chars().any(|c| is_hidden(c) || c.is_control()));
            prop_assert!(!one_line(&text).chars().any(|c| is_hidden(c) || c.is_control()));
        }

        #[test]
        fn seeing_twice_is_seeing_once(text in any::<String>()) {
            let once = visible(&text).into_owned();
            prop_assert_eq!(visible(&once), once.as_str());
        }
    }
}
