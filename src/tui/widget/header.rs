//! Row 0: where we are, what wants attention, what time it is. Trouble stands here in words; what is fine says nothing.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::tui::canvas::{Canvas, cells};
use crate::tui::theme::Role;

/// Narrower than this, the day gives way.
const WITH_DAY: u16 = 112;
/// Narrower than this, UTC gives way too.
const WITH_UTC: u16 = 80;
/// The least of the path, with the gap behind it, that must stay readable beside words of attention.
const LEAST_PATH: u16 = 10;

/// The words of row 0.
#[derive(Debug, Clone, Copy)]
pub struct Header<'a> {
    /// From the store to this place; the last one is where we are.
    pub path: &'a [&'a str],
    /// What wants attention, the gravest last, each in its words, the fullest first; what has no room in any of them is left
    /// out, from the front.
    pub attention: &'a [(&'a [&'a str], Role)],
    /// `Tue 24 Nov`.
    pub day: &'a str,
    /// Own time, with its zone.
    pub clock: &'a str,
    /// The same in UTC; empty when that is the own zone.
    pub utc: &'a str,
}

impl Header<'_> {
    /// Draws into the first row of `area`.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        canvas.row_ground(Rect { height: 1, ..area }, Role::Surface);
        let y = area.y;
        let dim = canvas.palette.ink(Role::Dim);
        let start = area.x + 2;
        let name = canvas.text(
            start,
            y,
            area.width.saturating_sub(2),
            "firebell",
            bold(canvas, Role::Accent),
        );
        let path_start = start + name + 3;
        let mut end = area.right().saturating_sub(2);
        if area.width >= WITH_UTC && !self.utc.is_empty() {
            end = before(canvas, end, y, self.utc, dim, 2);
        }
        end = before(canvas, end, y, self.clock, bold(canvas, Role::Text), 2);
        if area.width >= WITH_DAY && !self.day.is_empty() {
            end = before(canvas, end, y, self.day, dim, 2);
        }
        end = end.saturating_sub(1);
        let path: u16 = self.path.iter().map(|part| cells(part) + 3).sum();
        let least = path_start + path.min(LEAST_PATH);
        for (index, (words, role)) in self.attention.iter().enumerate().rev() {
            // The fullest words beside which the others still find room, as many of them as can.
            let beside = |from: usize| {
                let others = self.attention[from..index].iter().filter_map(|(words, _)| words.last());
                let others: u16 = others.map(|words| cells(words) + 3).sum();
                let mut words = words.iter();
                words.find(|words| least + others + cells(words) <= end)
            };
            let Some(words) = (0..=index).find_map(beside) else {
                break;
            };
            end = before(canvas, end, y, words, canvas.palette.ink(*role), 3);
        }
        self.draw_path(canvas, path_start, y, end);
    }

    fn draw_path(&self, canvas: &mut Canvas, mut x: u16, y: u16, end: u16) {
        let [faint, dim, text] = [Role::Faint, Role::Dim, Role::Text].map(|role| canvas.palette.ink(role));
        let sign = canvas.glyphs.path;
        let Some((here, above)) = self.path.split_last() else {
            return;
        };
        // The way up gives way before the place itself does.
        let above_end = end.saturating_sub(cells(here) + 3).max(x);
        for part in above {
            if above_end <= x + 1 {
                break;
            }
            x += canvas.text(x, y, above_end - x.min(above_end), part, dim) + 1;
            x += canvas.text(x, y, end.saturating_sub(x), sign, faint) + 1;
        }
        canvas.text(x, y, end.saturating_sub(x), here, text);
    }
}

/// The second row of a drill, an exercise or a replay: the filled word, one sentence, a note at the right.
pub fn banner(canvas: &mut Canvas, area: Rect, word: &str, sentence: &str, note: &str) {
    canvas.row_ground(Rect { height: 1, ..area }, Role::Surface);
    let filled = canvas.palette.filled(Role::Mark);
    let mark = bold(canvas, Role::Mark);
    let end = area.right().saturating_sub(2);
    let start = area.x + 2;
    let room = end.saturating_sub(start);
    let used = canvas.spans(
        start,
        area.y,
        room,
        &[
            (" ", filled),
            (word, filled),
            (" ", filled),
            (" ", mark),
            (sentence, mark),
        ],
    );
    if start + used + 2 + cells(note) <= end && !note.is_empty() {
        canvas.right(end - 1, area.y, note, canvas.palette.ink(Role::Dim));
    }
}

/// Writes words that end before `end`, and returns where the words before them end: `gap` cells to their left.
fn before(canvas: &mut Canvas, end: u16, y: u16, words: &str, style: Style, gap: u16) -> u16 {
    canvas.right(end.saturating_sub(1), y, words, style).saturating_sub(gap)
}

fn bold(canvas: &Canvas, role: Role) -> Style {
    canvas.palette.ink(role).add_modifier(Modifier::BOLD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::looks::rows;

    fn row(width: u16, path: &[&str], attention: &[(&[&str], Role)]) -> String {
        let header = Header {
            path,
            attention,
            day: "Tue 24 Nov",
            clock: "15:03 CET",
            utc: "14:03 UTC",
        };
        rows(width, 1, |canvas, area| header.draw(canvas, area)).concat()
    }

    #[test]
    fn the_header_is_that_of_the_pictures() {
        let attention = [(&["2 in intake"][..], Role::Info)];
        assert_eq!(
            row(120, &["acme-sec"], &attention),
            format!(
                "  firebell   acme-sec{:51}2 in intake   Tue 24 Nov  15:03 CET  14:03 UTC",
                ""
            )
        );
        assert_eq!(
            row(80, &["acme-sec", "Q7K4"], &attention),
            "  firebell   acme-sec › Q7K4                2 in intake   15:03 CET  14:03 UTC"
        );
    }

    #[test]
    fn a_narrow_header_keeps_the_place_and_the_own_time() {
        let attention = [(&["hub away 4 m"][..], Role::Late), (&["2 in intake"][..], Role::Info)];
        assert_eq!(
            row(60, &["acme-sec", "Q7K4"], &attention),
            "  firebell   acme-sec › Q7K4       2 in intake   15:03 CET"
        );
        assert_eq!(
            row(40, &["a-very-long-store-name", "Q7K4"], &attention),
            "  firebell   a-ver… › Q7K4   15:03 CET"
        );
    }

    #[test]
    fn what_wants_attention_is_said_as_fully_as_there_is_room() {
        let words = [
            "page sponsor, Q7K4, 4 m late, for ana",
            "Q7K4 4 m late, ana",
            "4 m late",
        ];
        let attention = [(&words[..], Role::Late)];
        for (width, said) in [(120, words[0]), (80, words[1]), (50, words[2])] {
            let row = row(width, &["acme-sec", "Q7K4"], &attention);
            assert!(row.contains(&format!("  {said}   ")), "{row}");
        }
        let beside = [(&["no desktop reminders"][..], Role::Dim), (&words[..], Role::Late)];
        let row = row(80, &["acme-sec", "Q7K4"], &beside);
        assert!(row.contains("no desktop reminders   4 m late   "), "{row}");
    }

    #[test]
    fn a_replay_says_so_in_a_row_of_its_own() {
        let seen = rows(60, 1, |canvas, area| {
            banner(canvas, area, "REPLAY", "known at 03:58", "nothing can be changed");
        });
        assert_eq!(seen, ["   REPLAY  known at 03:58           nothing can be changed"]);
    }
}
