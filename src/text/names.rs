//! Names as people type them: the same in other letters, nearly the same, and the one that was meant.

use super::is_hidden;

/// The key under which a name is looked up: letter case, outer and repeated white space and hidden characters do
/// not count, so that two names that look alike have one key.
pub fn fold_name(name: &str) -> String {
    let shown: String = name.chars().filter(|c| !is_hidden(*c) || c.is_whitespace()).collect();
    // Upper case first brings together what lower case keeps apart (ß and ss, the two small sigmas).
    let folded: String = shown.to_uppercase().chars().flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many characters must be inserted, removed, replaced or swapped with their neighbour to turn `a` into `b`
/// (optimal string alignment).
pub fn edit_distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, to) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(from != to);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// The candidate that was probably meant: the closest one within a quarter of the needle's length, at least one
/// edit; of equals the first. Letter case does not count.
pub fn nearest<'a>(needle: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let needle = needle.to_lowercase();
    let length = needle.chars().count();
    let limit = (length / 4).max(1);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(length) > limit {
            continue;
        }
        let distance = edit_distance(&needle, &candidate.to_lowercase());
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Whether two names are so alike that one may be a slip for the other: not equal, but one edit apart (shorter
/// name of 3 to 5 characters), up to two (longer), or the same letters in another order.
pub fn is_near(a: &str, b: &str) -> bool {
    let (a, b) = (fold_name(a), fold_name(b));
    let (a_length, b_length) = (a.chars().count(), b.chars().count());
    let limit = match a_length.min(b_length) {
        0..3 => return false,
        3..6 => 1,
        _ => 2,
    };
    if a == b || a_length.abs_diff(b_length) > limit {
        return false;
    }
    edit_distance(&a, &b) <= limit || sorted(&a) == sorted(&b)
}

fn sorted(name: &str) -> Vec<char> {
    let mut letters: Vec<char> = name.chars().collect();
    letters.sort_unstable();
    letters
}

/// The words as a sentence begins: the first letter large.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_with_a_large_letter() {
        assert_eq!(capital("tell Acme"), "Tell Acme");
        assert_eq!(capital("ßx"), "SSx");
        assert_eq!(capital(""), "");
    }
    use proptest::prelude::*;

    #[test]
    fn names_are_found_however_they_are_typed() {
        assert_eq!(fold_name("  Acme \t Cloud "), "acme cloud");
        assert_eq!(fold_name("STRASSE"), fold_name("Straße"));
        assert_eq!(fold_name("ΣΑΣ"), fold_name("σας"));
        assert_eq!(fold_name("mi\u{200b}ra"), "mira");
        assert_eq!(fold_name("a\nb"), "a b");
    }

    #[test]
    fn edits_are_counted_with_swaps_as_one() {
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("theme", "thmee"), 1);
        assert_eq!(edit_distance("ca", "abc"), 3);
        assert_eq!(edit_distance("zoë", "zoe"), 1);
    }

    #[test]
    fn nearest_is_close_or_nothing() {
        let keys = ["theme", "zone", "user", "store"];
        let near = |word| nearest(word, keys.into_iter());
        assert_eq!(near("theem"), Some("theme"));
        assert_eq!(near("Zone"), Some("zone"));
        assert_eq!(near("colour"), None);
        assert_eq!(near(""), None);
    }

    #[test]
    fn near_names_are_alike_but_not_equal() {
        assert!(is_near("mira", "mora"));
        assert!(is_near("mira", "Mria"));
        assert!(!is_near("mira", "MIRA "));
        assert!(!is_near("mira", "mo"));
        assert!(!is_near("al", "ab"));
        assert!(is_near("northwind", "nortwhnid"));
        assert!(is_near("Acme Cloud", "Cloud Acme"));
        assert!(!is_near("cobalt", "copper"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(name in any::<String>()) {
            let once = fold_name(&name);
            prop_assert_eq!(fold_name(&once), once);
        }

        #[test]
        fn distance_is_a_distance(a in "[abc]{0,8}", b in "[abc]{0,8}") {
            let distance = edit_distance(&a, &b);
            prop_assert_eq!(distance, edit_distance(&b, &a));
            prop_assert_eq!(distance == 0, a == b);
            prop_assert!(distance <= a.len().max(b.len()));
            prop_assert!(distance >= a.len().abs_diff(b.len()));
        }

        #[test]
        fn nearness_has_no_direction(a in "[abc ]{0,8}", b in "[abc ]{0,8}") {
            prop_assert_eq!(is_near(&a, &b), is_near(&b, &a));
        }
    }
}
