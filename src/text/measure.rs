//! How many cells text takes, and how it is cut without tearing a letter.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The cells that `text` takes on a terminal, counted by grapheme, as it is drawn.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// `text` in at most `cells` cells; where it does not fit it ends in `ellipsis`. Graphemes are kept whole. An
/// ellipsis wider than the space leaves nothing.
pub fn cut(text: &str, cells: usize, ellipsis: char) -> Cow<'_, str> {
    // No grapheme is wider than its bytes, so short text need not be measured.
    if text.len() <= cells || width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let mut sign = [0; 4];
    let sign: &str = ellipsis.encode_utf8(&mut sign);
    let Some(space) = cells.checked_sub(width(sign)).filter(|_| cells > 0) else {
        return Cow::Borrowed("");
    };
    let mut used = 0;
    let end = text
        .grapheme_indices(true)
        .find(|(_, grapheme)| {
            used += grapheme.width();
            used > space
        })
        .map_or(text.len(), |(start, _)| start);
    Cow::Owned(format!("{}{sign}", &text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::visible;
    use proptest::prelude::*;

    #[test]
    fn text_that_fits_is_left_alone() {
        assert!(matches!(cut("token", 5, '…'), Cow::Borrowed("token")));
        assert!(matches!(cut("株式", 4, '…'), Cow::Borrowed("株式")));
        assert_eq!(cut("", 0, '…'), "");
    }

    #[test]
    fn cut_text_ends_in_the_sign() {
        assert_eq!(cut("blocked the token", 8, '…'), "blocked…");
        assert_eq!(cut("blocked the token", 8, '~'), "blocked~");
        assert_eq!(cut("株式会社", 4, '…'), "株…");
        assert_eq!(cut("token", 1, '…'), "…");
        assert_eq!(cut("token", 0, '…'), "");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2, '…'), "e\u{301}…");
    }

    #[test]
    fn width_counts_cells() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("株式"), 4);
        assert_eq!(width("e\u{301}"), 1);
    }

    proptest! {
        #[test]
        fn visible_text_never_takes_more_than_its_space(text in any::<String>(), cells in 0_usize..40) {
            let text = visible(&text);
            prop_assert!(width(&cut(&text, cells, '…')) <= cells);
        }
    }
}
