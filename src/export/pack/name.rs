//! File names that every system takes and none obeys.

use crate::text::one_line;

/// Bytes of a name; a number may follow.
const LONGEST: usize = 120;
/// Names of devices on Windows, whatever ending follows.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A plain name of what may be any words: no separators, no signs that a shell or a system reads, nothing hidden, no
/// device, never empty.
pub(super) fn plain(words: &str) -> String {
    let words = one_line(words);
    let sign = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '\'' | '<' | '>' | '|' | '`' | '$' | '&' | ';' | '!' | '%' | '{' | '}' => {
            '-'
        }
        c => c,
    };
    let mut name: String = words.chars().map(sign).collect();
    name.truncate(end_of(&name, LONGEST));
    // A name that begins with a point is hidden, one that begins with a hyphen is a flag, one that ends in a point or a
    // space loses it.
    let name = name
        .trim_start_matches(['.', '-', '~', '#', ' ', '=', '+', '@'])
        .trim_end_matches(['.', ' ']);
    match name {
        "" => "file".to_owned(),
        name if is_device(name) => format!("file {name}"),
        name => name.to_owned(),
    }
}

/// `facts-2.md`.
pub(super) fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, ending)) => format!("{stem}-{number}.{ending}"),
        None => format!("{name}-{number}"),
    }
}

/// The greatest end of a whole letter that is not beyond so many bytes.
fn end_of(text: &str, bytes: usize) -> usize {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take_while(|end| *end <= bytes).last().unwrap_or(0)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim().to_ascii_lowercase();
    let numbered = |start: &str| {
        stem.strip_prefix(start)
            .is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(char::is_numeric))
    };
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}
