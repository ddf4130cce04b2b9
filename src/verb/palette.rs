//! Finding a verb by a few letters of its name or sentence.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::table::{VERBS, Verb};

/// A verb that matches, and which letters of its name did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The verb.
    pub verb: &'static Verb,
    /// Places of the matching characters in its name.
    pub letters: Vec<u32>,
}

/// Verbs that can be reached on the screen and match what was typed, best first; all of them when nothing was typed.
pub fn find(typed: &str) -> Vec<Hit> {
    let lower = typed.trim().to_lowercase();
    let pattern = Pattern::parse(typed.trim(), CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut hits: Vec<(u32, Hit)> = Vec::new();
    let mut buffer = Vec::new();
    for verb in VERBS.iter().filter(|verb| !verb.contexts.is_empty()) {
        let name = verb.name();
        let mut letters = Vec::new();
        let by_name = pattern.indices(Utf32Str::new(&name, &mut buffer), &mut matcher, &mut letters);
        // In the sentence only whole runs of letters count: scattered ones match everything.
        let by_doc = verb.doc.to_lowercase().contains(&lower).then_some(1);
        let score = match (by_name, by_doc) {
            // A name says more than a sentence.
            (Some(name), doc) => name.saturating_mul(2).saturating_add(doc.unwrap_or(0)),
            (None, Some(doc)) => doc,
            (None, None) => continue,
        };
        letters.sort_unstable();
        letters.dedup();
        hits.push((score, Hit { verb, letters }));
    }
    if !typed.trim().is_empty() {
        hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    }
    hits.into_iter().map(|(_, hit)| hit).collect()
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_few_letters_find_the_verb() {
        assert_eq!(find("notsent")[0].verb.words, "notice sent");
        assert_eq!(find("breconf")[0].verb.words, "breach confirm");
        assert!(find("zzzzqqq").is_empty());
    }

    #[test]
    fn nothing_typed_lists_everything_reachable() {
        assert!(find("").len() > 40);
    }
}
