//! How many colours the terminal shows, told from its environment.

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColourDepth {
    /// 24 bits.
    True,
    /// The 256 of xterm.
    Indexed256,
    /// The 16 of the terminal's own palette.
    Sixteen,
    /// None: bold, dim and reverse only.
    None,
}

impl ColourDepth {
    /// From the values of `NO_COLOR`, `COLORTERM` and `TERM`. A `NO_COLOR` that is not empty wins; then `COLORTERM`,
    /// then `TERM`, else 16.
    pub fn from_env(no_color: Option<&str>, colorterm: Option<&str>, term: Option<&str>) -> Self {
        let term = term.unwrap_or_default();
        if no_color.is_some_and(|value| !value.is_empty()) || term == "dumb" || term.starts_with("vt1") {
            Self::None
        } else if colorterm.is_some_and(|value| matches!(value, "truecolor" | "24bit")) || term.ends_with("-direct") {
            Self::True
        } else if term.contains("256color") || matches!(term, "alacritty" | "xterm-kitty" | "xterm-ghostty" | "foot") {
            Self::Indexed256
        } else {
            Self::Sixteen
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_wins_then_colorterm_then_term() {
        let depth = ColourDepth::from_env;
        assert_eq!(
            depth(Some("1"), Some("truecolor"), Some("xterm-256color")),
            ColourDepth::None
        );
        assert_eq!(depth(Some(""), Some("truecolor"), Some("xterm")), ColourDepth::True);
        assert_eq!(depth(None, Some("24bit"), None), ColourDepth::True);
        assert_eq!(
            depth(None, Some("yes"), Some("screen-256color")),
            ColourDepth::Indexed256
        );
        assert_eq!(depth(None, None, Some("xterm-direct")), ColourDepth::True);
        assert_eq!(depth(None, None, Some("linux")), ColourDepth::Sixteen);
        assert_eq!(depth(None, None, None), ColourDepth::Sixteen);
        assert_eq!(depth(None, None, Some("dumb")), ColourDepth::None);
    }
}
