//! Every sign on the screen, and its ASCII twin.

/// The signs, as Unicode or ASCII. All are one cell wide, but for the ASCII `enter`, which is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    severities: [&'static str; 4],
    tiers: [&'static str; 4],
    sparks: [&'static str; 7],
    /// Met, sent, done.
    pub tick: &'static str,
    /// Open, not yet.
    pub open: &'static str,
    /// Refused or failed.
    pub failed: &'static str,
    /// The phase now, the point in a replay.
    pub now: &'static str,
    /// The used part of a meter; the solid line of the stepper.
    pub meter_used: &'static str,
    /// The part of a meter that is left.
    pub meter_left: &'static str,
    /// The line beside a pane's title.
    pub hairline: &'static str,
    /// The line between two columns.
    pub column_line: &'static str,
    /// A box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// In the margin of what is selected or focused.
    pub selected: &'static str,
    /// A caret that is drawn, not the terminal's own.
    pub caret: &'static str,
    /// Between the parts of a path; before a consequence.
    pub path: &'static str,
    /// The Enter key.
    pub enter: &'static str,
    /// Text was cut here.
    pub ellipsis: &'static str,
    /// Nothing here; written by the program.
    pub nothing: &'static str,
    /// Between parts of one line.
    pub dot: &'static str,
    /// From one to the other; more to the right.
    pub arrow_right: &'static str,
    /// More to the left.
    pub arrow_left: &'static str,
    /// More above.
    pub arrow_up: &'static str,
    /// More below.
    pub arrow_down: &'static str,
    /// So many times.
    pub times: &'static str,
    /// Folded, unfolded.
    pub folds: [&'static str; 2],
}

/// Unicode and ASCII, in one table: the twins cannot part.
const TWINS: [(char, char); 36] = [
    ('●', '*'),
    ('▲', '^'),
    ('■', '#'),
    ('·', '.'),
    ('◆', '+'),
    ('○', 'o'),
    ('◉', '@'),
    ('✓', 'v'),
    ('✗', 'x'),
    ('━', '='),
    ('─', '-'),
    ('│', '|'),
    ('╭', '+'),
    ('╮', '+'),
    ('╰', '+'),
    ('╯', '+'),
    ('▌', '>'),
    ('▏', '_'),
    ('›', '>'),
    ('…', '~'),
    ('–', '-'),
    ('→', '>'),
    ('←', '<'),
    ('↑', '^'),
    ('↓', 'v'),
    ('↵', '<'),
    ('×', 'x'),
    ('▸', '>'),
    ('▾', 'v'),
    ('▁', '_'),
    ('▂', '.'),
    ('▃', '-'),
    ('▄', '='),
    ('▅', '+'),
    ('▆', '*'),
    ('▇', '#'),
];

impl Glyphs {
    /// The signs of the pictures.
    pub const UNICODE: Self = Self {
        severities: ["●", "▲", "■", "·"],
        tiers: ["◆", "■", "·", "○"],
        sparks: ["▁", "▂", "▃", "▄", "▅", "▆", "▇"],
        tick: "✓",
        open: "○",
        failed: "✗",
        now: "◉",
        meter_used: "━",
        meter_left: "─",
        hairline: "─",
        column_line: "│",
        corners: ["╭", "╮", "╰", "╯"],
        selected: "▌",
        caret: "▏",
        path: "›",
        enter: "↵",
        ellipsis: "…",
        nothing: "–",
        dot: "·",
        arrow_right: "→",
        arrow_left: "←",
        arrow_up: "↑",
        arrow_down: "↓",
        times: "×",
        folds: ["▸", "▾"],
    };

    /// Their twins, for terminals that draw the others two cells wide, and for `--ascii`.
    pub const ASCII: Self = Self {
        severities: ["*", "^", "#", "."],
        tiers: ["+", "#", ".", "o"],
        sparks: ["_", ".", "-", "=", "+", "*", "#"],
        tick: "v",
        open: "o",
        failed: "x",
        now: "@",
        meter_used: "=",
        meter_left: "-",
        hairline: "-",
        column_line: "|",
        corners: ["+", "+", "+", "+"],
        selected: ">",
        caret: "_",
        path: ">",
        enter: "Enter",
        ellipsis: "~",
        nothing: "-",
        dot: ".",
        arrow_right: ">",
        arrow_left: "<",
        arrow_up: "^",
        arrow_down: "v",
        times: "x",
        folds: [">", "v"],
    };

    /// One of the two.
    pub const fn new(is_ascii: bool) -> Self {
        if is_ascii { Self::ASCII } else { Self::UNICODE }
    }

    /// Whether these are the ASCII twins.
    pub fn is_ascii(&self) -> bool {
        self.tick.is_ascii()
    }

    /// The sign of a severity, 1 to 4; anything else is drawn as 4.
    pub fn severity(&self, rank: u8) -> &'static str {
        self.severities[usize::from(rank.clamp(1, 4)) - 1]
    }

    /// The sign of a vendor's tier: 0 critical, 1 important, 2 standard, 3 ending.
    pub fn tier(&self, place: usize) -> &'static str {
        self.tiers[place.min(3)]
    }

    /// One column of a sparkline, from 0 (lowest) to 6.
    pub fn spark(&self, level: usize) -> &'static str {
        self.sparks[level.min(6)]
    }

    /// The ASCII twin of a sign that stands inside a text; `None` when it has none.
    pub fn twin(sign: char) -> Option<char> {
        TWINS
            .iter()
            .find(|(unicode, _)| *unicode == sign)
            .map(|(_, ascii)| *ascii)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn all(glyphs: &Glyphs) -> Vec<&'static str> {
        let g = glyphs;
        let mut all = vec![
            g.tick,
            g.open,
            g.failed,
            g.now,
            g.meter_used,
            g.meter_left,
            g.hairline,
            g.column_line,
            g.selected,
            g.caret,
            g.path,
            g.enter,
            g.ellipsis,
            g.nothing,
            g.dot,
            g.arrow_right,
            g.arrow_left,
            g.arrow_up,
            g.arrow_down,
            g.times,
        ];
        all.extend(
            g.severities
                .iter()
                .chain(&g.tiers)
                .chain(&g.sparks)
                .chain(&g.corners)
                .chain(&g.folds),
        );
        all
    }

    #[test]
    fn every_sign_is_one_cell_wide_and_has_its_ascii_twin() {
        for (unicode, ascii) in all(&Glyphs::UNICODE).into_iter().zip(all(&Glyphs::ASCII)) {
            assert_eq!(unicode.width(), 1, "{unicode}");
            if unicode == "↵" {
                assert_eq!(ascii, "Enter");
                continue;
            }
            let mut chars = unicode.chars();
            let twin = chars.next().and_then(Glyphs::twin).map(String::from);
            assert_eq!(chars.next(), None);
            assert_eq!(twin.as_deref(), Some(ascii), "{unicode}");
            assert!(ascii.is_ascii() && ascii.len() == 1);
        }
    }

    #[test]
    fn the_four_severities_and_tiers_differ_in_ascii_too() {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            for i in 0..4_u8 {
                for j in 0..i {
                    assert_ne!(glyphs.severity(i + 1), glyphs.severity(j + 1));
                    assert_ne!(glyphs.tier(usize::from(i)), glyphs.tier(usize::from(j)));
                }
            }
        }
    }
}
