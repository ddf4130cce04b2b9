//! The tags of a template, which may do little: show a field, ask whether it says something, go through a list.
//!
//! ```text
//! {{ company }}
//! {% if remediation %} … {% elif severity == "Sev1" %} … {% else %} … {% endif %}
//! {% for system in each_system %} … {% endfor %}
//! {# left out #}
//! ```
//!
//! The engine behind could do more. What is not needed is refused here, so that a template has no way to grow without
//! bounds, to reach anything, or to turn a value into something else than the text it is.

/// What a tag does with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It stands in the text.
    Shown,
    /// A condition asks for it.
    Asked,
    /// A loop goes through it.
    Walked,
    /// A loop makes it.
    Made,
}

/// One name in a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) word: String,
    pub(super) used: Use,
    /// Lines before it in the text.
    pub(super) line: usize,
}

/// Something that may not stand in a tag, and the lines before it.
pub(super) type Wrong = (usize, String);

/// Every name in the tags of a text, in order; or the first thing that is wrong.
pub(super) fn names(text: &str) -> Result<Vec<Name>, Wrong> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(['{']).map(|found| at + found) {
        let line = text[..open].matches('\n').count();
        let end = match text[open..].get(..2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            Some("{#") => "#}",
            _ => {
                at = open + 1;
                continue;
            }
        };
        let inside = &text[open + 2..];
        let Some((inside, _)) = inside.split_once(end) else {
            return Err((line, format!("`{}` is not closed by `{end}`", &text[open..open + 2])));
        };
        at = open + 2 + inside.len() + 2;
        let wrong = |why| (line, why);
        let content = inside.trim_matches(['-', '+']).trim();
        let found = match end {
            "}}" => vec![(shown(content).map_err(wrong)?, Use::Shown)],
            "%}" => statement(content).map_err(wrong)?,
            _ => Vec::new(),
        };
        names.extend(found.into_iter().map(|(name, used)| Name {
            word: name.to_owned(),
            used,
            line,
        }));
    }
    Ok(names)
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn shown(content: &str) -> Result<&str, String> {
    if is_name(content) {
        return Ok(content);
    }
    Err(format!(
        "`{{{{ {content} }}}}`: between the braces stands one field and nothing else"
    ))
}

fn statement(content: &str) -> Result<Vec<(&str, Use)>, String> {
    let (word, rest) = content.split_once(char::is_whitespace).unwrap_or((content, ""));
    match word {
        "if" | "elif" => condition(rest),
        "else" | "endif" | "endfor" if rest.is_empty() => Ok(Vec::new()),
        "for" => {
            let words: Vec<&str> = rest.split_whitespace().collect();
            match words.as_slice() {
                [made, "in", walked] if is_name(made) && is_name(walked) => {
                    Ok(vec![(*made, Use::Made), (*walked, Use::Walked)])
                }
                _ => Err(format!("`{content}`: a loop reads `for system in each_system`")),
            }
        }
        _ => Err(format!(
            "`{content}`: there are the tags if, elif, else, endif, for and endfor"
        )),
    }
}

/// Names, words in quotation marks and numbers, joined by `not`, `and`, `or`, `==`, `!=` and brackets.
fn condition(text: &str) -> Result<Vec<(&str, Use)>, String> {
    let mut names = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => {
                let inside = &rest[1..];
                let end = inside
                    .find(first)
                    .ok_or_else(|| format!("`{text}`: a quotation mark is missing"))?;
                if inside[..end].contains('\\') {
                    return Err(format!("`{text}`: no backslashes in quotation marks"));
                }
                end + 2
            }
            '(' | ')' => 1,
            '=' | '!' if rest.get(1..2) == Some("=") => 2,
            _ if first.is_ascii_alphanumeric() => {
                let length = rest
                    .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                    .unwrap_or(rest.len());
                let word = &rest[..length];
                if is_name(word) && !matches!(word, "not" | "and" | "or") {
                    names.push((word, Use::Asked));
                }
                length
            }
            _ => {
                return Err(format!(
                    "`{text}`: a condition holds fields, words in quotation marks, not, and, or, == and !="
                ));
            }
        };
        rest = rest[length..].trim_start();
    }
    Ok(names)
}
