//! Lists as a letter says them.

/// `a`, `a and b`, `a, b and c`.
pub(super) fn in_a_row(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_row() {
        assert_eq!(in_a_row(&[]), "");
        assert_eq!(in_a_row(&["a"]), "a");
        assert_eq!(in_a_row(&["a", "b", "c"]), "a, b and c");
    }
}
