//! The rows of a text in so many cells: where its lines are wrapped, where the caret stands, and where it goes from there.

use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::width;

/// Steps that can be taken back.
const HISTORY: usize = 200;

/// One row: characters `from..to` of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The line, from 0.
    pub line: usize,
    /// Its first character, from 0.
    pub from: usize,
    /// Behind its last character.
    pub to: usize,
}

impl Row {
    /// Its words.
    pub fn words(self, lines: &[String]) -> String {
        let line = lines.get(self.line).map_or("", String::as_str);
        line.chars().skip(self.from).take(self.to - self.from).collect()
    }
}

/// Makes a field plain: nothing is drawn by itself.
pub fn settle(edit: &mut TextArea<'static>) {
    edit.set_max_histories(HISTORY);
    edit.set_cursor_line_style(Style::default());
    edit.set_cursor_style(Style::default());
}

/// The rows of lines in `cells`: words stay whole where they fit, and the space between two rows stays on the first.
pub fn wrap<S: AsRef<str>>(lines: &[S], cells: u16) -> Vec<Row> {
    let room = usize::from(cells.max(2));
    let mut rows = Vec::with_capacity(lines.len());
    for (line, text) in lines.iter().enumerate() {
        let (mut from, mut at, mut used) = (0, 0, 0);
        for word in text.as_ref().split_inclusive(' ') {
            let (letters, count) = (width(word.trim_end_matches(' ')), word.chars().count());
            if used > 0 && used + letters > room {
                rows.push(Row { line, from, to: at });
                (from, used) = (at, 0);
            }
            if letters > room {
                // Longer than a row: cut between what belongs together.
                for part in word.graphemes(true) {
                    if used > 0 && used + width(part) > room && part != " " {
                        rows.push(Row { line, from, to: at });
                        (from, used) = (at, 0);
                    }
                    at += part.chars().count();
                    used += width(part);
                }
            } else {
                at += count;
                used += width(word);
            }
        }
        rows.push(Row { line, from, to: at });
    }
    rows
}

/// The words of the rows of a text that is only shown.
pub fn wrapped(text: &str, cells: u16) -> Vec<String> {
    let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    wrap(&lines, cells).into_iter().map(|row| row.words(&lines)).collect()
}

/// Row and cell of the caret.
pub fn caret(edit: &TextArea<'static>, rows: &[Row]) -> (usize, u16) {
    let cursor = edit.cursor();
    // Between two rows it stands at the beginning of the second.
    let at = rows
        .iter()
        .rposition(|row| row.line == cursor.0 && row.from <= cursor.1);
    let at = at.unwrap_or(0);
    let before = rows.get(at).map(|row| Row {
        to: cursor.1.max(row.from),
        ..*row
    });
    let cells = before.map_or(0, |before| width(&before.words(edit.lines())));
    (at, u16::try_from(cells).unwrap_or(u16::MAX))
}

/// Moves the caret a row down, or up; false where there is none.
pub fn step(edit: &mut TextArea<'static>, cells: u16, by: isize) -> bool {
    let rows = wrap(edit.lines(), cells);
    let (at, column) = caret(edit, &rows);
    let Some(row) = at.checked_add_signed(by).and_then(|at| rows.get(at)).copied() else {
        return false;
    };
    let is_last = rows.iter().rfind(|other| other.line == row.line) == Some(&row);
    let (mut place, mut used) = (row.from, 0);
    for letter in row.words(edit.lines()).graphemes(true) {
        // The end of a row that goes on is the beginning of the next.
        let is_end = place + letter.chars().count() >= row.to && !is_last;
        if used + width(letter) > usize::from(column) || is_end {
            break;
        }
        used += width(letter);
        place += letter.chars().count();
    }
    let number = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    edit.move_cursor(CursorMove::Jump(number(row.line), number(place)));
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn field(lines: &[&str]) -> TextArea<'static> {
        let mut edit = TextArea::new(lines.iter().map(|line| (*line).to_owned()).collect());
        settle(&mut edit);
        edit
    }

    #[test]
    fn words_stay_whole_and_spaces_stay_behind() {
        assert_eq!(wrapped("our reference is 5TRR.", 15), ["our reference ", "is 5TRR."]);
        assert_eq!(wrapped("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrapped("株式会社株式", 5), ["株式", "会社", "株式"]);
    }

    #[test]
    fn the_caret_stands_where_the_next_letter_goes() {
        let mut edit = field(&["a bucket could be read", "株x"]);
        let rows = wrap(edit.lines(), 12);
        edit.move_cursor(CursorMove::Jump(0, 9));
        assert_eq!(caret(&edit, &rows), (1, 0));
        edit.move_cursor(CursorMove::Jump(1, 1));
        assert_eq!(caret(&edit, &rows), (rows.len() - 1, 2));
    }

    #[test]
    fn up_and_down_go_by_rows_and_keep_the_column() {
        let mut edit = field(&["a bucket could be read from outside"]);
        edit.move_cursor(CursorMove::Jump(0, 3));
        assert!(step(&mut edit, 12, 1));
        assert_eq!(edit.cursor().1, 12);
        assert!(step(&mut edit, 12, -1));
        assert_eq!(edit.cursor().1, 3);
        assert!(!step(&mut edit, 12, -1));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_row_is_too_wide(text in "[ a-z株é\u{301}\n]{0,60}", cells in 2u16..20) {
            let rows = wrapped(&text, cells);
            prop_assert_eq!(rows.concat(), text.replace('\n', ""));
            for row in rows {
                prop_assert!(width(row.trim_end_matches(' ')) <= usize::from(cells), "{:?}", row);
            }
        }
    }
}
