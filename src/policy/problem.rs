//! What is wrong with a policy file, in a form that leads to the line: `policy.toml:12: unknown key …; did you mean …?`

use std::fmt;

/// Every problem found in a policy, in the order of the lines. Shown one per line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyError {
    /// Never empty.
    pub problems: Vec<Problem>,
}

/// One problem at one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file as the caller named it, or a name for the built-in policy.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong and, where it can be told, what was probably meant.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for PolicyError {}

/// "; did you mean `…`?" with the nearest candidate, or nothing where none is near.
pub(super) fn suggestion<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(written, candidates)
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default()
}

/// The candidate that fewest keystrokes turn `written` into, if that is at most a third of its length (two at least).
fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (written.chars().count() / 3).max(2);
    candidates
        .into_iter()
        .map(|candidate| {
            (
                keystrokes(&written.to_lowercase(), &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in characters.
fn keystrokes(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, letter) in from.chars().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        for (cell, &other) in row.iter_mut().skip(1).zip(&to) {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = *cell;
            left = replaced.min(left + 1).min(*cell + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_keystrokes() {
        for (from, to, distance) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("a", "a", 0),
        ] {
            assert_eq!(keystrokes(from, to), distance, "{from} {to}");
        }
    }

    #[test]
    fn only_near_names_are_suggested() {
        let keys = ["respond_within", "page_within"];
        assert_eq!(suggestion("respond_witin", keys), "; did you mean `respond_within`?");
        assert_eq!(suggestion("colour", keys), "");
        assert_eq!(
            suggestion("europe/berln", ["Europe/Berlin", "Europe/Bern"]),
            "; did you mean `Europe/Berlin`?"
        );
    }
}
