//! Three answers first, in the same three places of every list screen: a dim question, a bold answer, one quiet line
//! or a meter.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

/// The widest meter of the first two answers.
const METER: u16 = 38;

/// Styled words in a row.
pub type Pieces<'a> = &'a [(&'a str, Style)];

/// What stands under an answer.
#[derive(Debug, Clone, Copy)]
pub enum Detail<'a> {
    /// One line of words; may be empty.
    Line(Pieces<'a>),
    /// A meter of the share used, 0 to 1.
    Meter(f32, Role),
}

/// One of the three.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// Dim, lower case: `how bad`.
    pub question: &'a str,
    /// The answer, bold where it matters.
    pub answer: Pieces<'a>,
    /// The line below.
    pub detail: Detail<'a>,
}

/// Draws the three into the first three rows of `area`.
pub fn draw(canvas: &mut Canvas, area: Rect, answers: &[Answer; 3]) {
    let starts = columns(area);
    let ends = [
        starts[1].saturating_sub(2),
        starts[2].saturating_sub(2),
        area.right().saturating_sub(2),
    ];
    for (answer, (x, end)) in answers.iter().zip(starts.into_iter().zip(ends)) {
        let room = end.saturating_sub(x);
        canvas.text(x, area.y, room, answer.question, canvas.style(Role::Dim));
        canvas.spans(x, area.y + 1, room, answer.answer);
        match answer.detail {
            Detail::Line(pieces) => {
                canvas.spans(x, area.y + 2, room, pieces);
            }
            Detail::Meter(used, role) => canvas.meter(x, area.y + 2, room.min(METER), used, role),
        }
    }
}

/// Where the three begin: columns 2, 47, 93 of 120 and 2, 30, 52 of 80; the third has a fixed width, the others share
/// what is left in the same measure.
pub fn columns(area: Rect) -> [u16; 3] {
    let first = area.x + 2;
    let (third_width, share, of) = if area.width >= 112 { (27, 45, 91) } else { (28, 28, 50) };
    let third = area
        .right()
        .saturating_sub(third_width.min(area.width * 2 / 5))
        .max(first);
    let second = u32::from(third - first) * share / of;
    [first, first + u16::try_from(second).unwrap_or(0), third]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::looks::rows;

    #[test]
    fn the_three_places_are_those_of_the_pictures() {
        assert_eq!(columns(Rect::new(0, 0, 120, 3)), [2, 47, 93]);
        assert_eq!(columns(Rect::new(0, 0, 80, 3)), [2, 30, 52]);
        for width in 0..400 {
            let [a, b, c] = columns(Rect::new(0, 0, width, 3));
            assert!(a <= b && b <= c);
        }
    }

    #[test]
    fn an_answer_stops_before_its_neighbour() {
        let seen = rows(80, 3, |canvas, area| {
            let style = canvas.style(Role::Text);
            let long = [("Brightloaf and Cobalt are open, and more", style)];
            let answer = |detail| Answer {
                question: "how bad",
                answer: &long,
                detail,
            };
            let answers = [
                answer(Detail::Line(&long)),
                answer(Detail::Meter(0.5, Role::Soon)),
                answer(Detail::Line(&[])),
            ];
            draw(canvas, area, &answers);
        });
        assert_eq!(
            seen,
            [
                "  how bad                     how bad               how bad",
                "  Brightloaf and Cobalt are…  Brightloaf and Coba…  Brightloaf and Cobalt are…",
                "  Brightloaf and Cobalt are…  ━━━━━━━━━━──────────",
            ]
        );
    }
}
