//! Where a thing stands on its way: `✓ Identify ━━ ✓ Contain ━━ ◉ Investigate ── ○ Eradicate`.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::canvas::{Canvas, cells};
use crate::tui::theme::Role;

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Here we are.
    Now,
    /// Ahead.
    Ahead,
}

/// One step.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// Its name.
    pub name: &'a str,
    /// How far it has come.
    pub state: StepState,
    /// Time and length, for the row below; may be empty.
    pub below: &'a str,
    /// How often it was entered; from the second time on `×2` stands behind the name.
    pub times: u16,
}

/// The least between two steps: a space, a line of two cells that reads as a line and no dash, a space.
const WITH_LINE: u16 = 4;
/// The least between two steps that have all their names and no line.
const WITHOUT_LINE: u16 = 2;

/// Draws the steps over the width of `area`, and their times below when it has a second row. Too narrow for lines, the
/// names stand alone; too narrow for all names, only the name of the step that is now is written; too narrow for the
/// signs, its place is told in numbers.
pub fn draw(canvas: &mut Canvas, area: Rect, steps: &[Step]) {
    let labels: Vec<String> = steps.iter().map(|step| label(canvas, step)).collect();
    let short: Vec<&str> = labels
        .iter()
        .zip(steps)
        .map(|(label, step)| if step.state == StepState::Now { label } else { "" })
        .collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let lines = u16::try_from(steps.len()).unwrap_or(1).saturating_sub(1).max(1);
    if let Some(room) = room_between(area, &labels, WITH_LINE) {
        draw_line(canvas, area, steps, &labels, room);
    } else if let Some(room) = room_between(area, &labels, WITHOUT_LINE) {
        // Even gaps: what is left over stays behind the last.
        draw_line(canvas, area, steps, &labels, room / lines * lines);
    } else if let Some(room) = room_between(area, &short, WITH_LINE) {
        draw_line(canvas, Rect { height: 1, ..area }, steps, &short, room.min(lines * 5));
    } else if let Some(at) = steps.iter().position(|step| step.state == StepState::Now) {
        let place = format!("  {} of {}", at + 1, steps.len());
        let (sign, style, _) = looks(canvas, StepState::Now);
        let dim = canvas.style(Role::Dim);
        canvas.spans(
            area.x,
            area.y,
            area.width,
            &[(sign, style), (" ", style), (short[at], style), (&place, dim)],
        );
    }
}

fn label(canvas: &Canvas, step: &Step) -> String {
    if step.times > 1 {
        format!("{} {}{}", step.name, canvas.glyphs.times, step.times)
    } else {
        step.name.to_owned()
    }
}

/// Cells between all steps together; `None` when there are fewer than `least` between two.
fn room_between(area: Rect, labels: &[&str], least: u16) -> Option<u16> {
    let lines = u16::try_from(labels.len()).ok()?.checked_sub(1)?;
    let names: u16 = labels.iter().map(|label| name_width(label)).sum();
    area.width.checked_sub(names).filter(|room| *room >= lines * least)
}

/// Sign, space, name; the sign alone where there is no name.
fn name_width(label: &str) -> u16 {
    if label.is_empty() { 1 } else { 2 + cells(label) }
}

/// Sign, style of name, sign of the line behind it.
fn looks(canvas: &Canvas, state: StepState) -> (&'static str, Style, &'static str) {
    let glyphs = canvas.glyphs;
    match state {
        StepState::Done => (glyphs.tick, canvas.style(Role::Text), glyphs.meter_used),
        StepState::Now => (glyphs.now, canvas.palette.bold(Role::Accent), glyphs.meter_left),
        StepState::Ahead => (glyphs.open, canvas.style(Role::Dim), glyphs.meter_left),
    }
}

fn draw_line(canvas: &mut Canvas, area: Rect, steps: &[Step], labels: &[&str], room: u16) {
    let lines = u16::try_from(steps.len()).unwrap_or(1).saturating_sub(1).max(1);
    let [ok, dim, border] = [Role::Ok, Role::Dim, Role::Border].map(|role| canvas.style(role));
    let mut x = area.x;
    for (at, (step, label)) in (0_u16..).zip(steps.iter().zip(labels)) {
        let (sign, style, line) = looks(canvas, step.state);
        let is_done = step.state == StepState::Done;
        canvas.text(x, area.y, 1, sign, if is_done { ok } else { style });
        canvas.text(x + 2, area.y, cells(label), label, style);
        let after = x + name_width(label);
        // What does not divide evenly goes to the last line.
        let gap = if at + 1 == lines {
            room - room / lines * (lines - 1)
        } else {
            room / lines
        };
        let next = if at < lines { after + gap } else { area.right() + 1 };
        if area.height > 1 {
            let below = next.saturating_sub(x + 3);
            canvas.text(x + 2, area.y + 1, below, step.below, dim);
        }
        if at < lines && gap >= WITH_LINE {
            let solid = Rect::new(after + 1, area.y, gap.saturating_sub(2), 1);
            canvas.fill(solid, line, if is_done { dim } else { border });
        }
        x = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::looks::rows;

    const NAMES: [&str; 6] = ["Identify", "Contain", "Investigate", "Eradicate", "Recover", "Closed"];

    fn seen(width: u16, times: u16) -> Vec<String> {
        let below = ["03:40", "03:58", "04:31, 10 h 32 m", "", "", ""];
        let steps: Vec<Step> = NAMES
            .into_iter()
            .enumerate()
            .map(|(at, name)| {
                let state =
                    [StepState::Done, StepState::Now, StepState::Ahead][usize::from(at >= 2) + usize::from(at > 2)];
                Step {
                    name,
                    state,
                    below: below[at],
                    times: if at == 2 { times } else { 1 },
                }
            })
            .collect();
        rows(width, 2, |canvas, area| draw(canvas, area, &steps))
    }

    #[test]
    fn the_stepper_is_that_of_the_picture() {
        assert_eq!(
            seen(116, 1),
            [
                "✓ Identify ━━━━━━━━━ ✓ Contain ━━━━━━━━━ ◉ Investigate ───────── ○ Eradicate ───────── ○ Recover ────────── ○ Closed",
                "  03:40                03:58               04:31, 10 h 32 m",
            ]
        );
        assert_eq!(
            seen(81, 1)[0],
            "✓ Identify ━━ ✓ Contain ━━ ◉ Investigate ── ○ Eradicate ── ○ Recover ─── ○ Closed"
        );
    }

    #[test]
    fn every_name_stands_without_a_line_where_a_line_would_read_as_a_dash() {
        assert_eq!(
            seen(76, 1),
            [
                "✓ Identify   ✓ Contain   ◉ Investigate   ○ Eradicate   ○ Recover   ○ Closed",
                "  03:40        03:58       04:31, 10 h…",
            ]
        );
        assert_eq!(
            seen(76, 12)[0],
            "✓ Identify  ✓ Contain  ◉ Investigate ×12  ○ Eradicate  ○ Recover  ○ Closed"
        );
        // At the least and one cell below it.
        assert_eq!(
            seen(70, 1)[0],
            "✓ Identify  ✓ Contain  ◉ Investigate  ○ Eradicate  ○ Recover  ○ Closed"
        );
        assert_eq!(seen(69, 1)[0], "✓ ━━━ ✓ ━━━ ◉ Investigate ─── ○ ─── ○ ─── ○");
    }

    #[test]
    fn a_phase_entered_again_says_how_often() {
        assert!(seen(116, 2)[0].contains("◉ Investigate ×2 ─"));
    }

    #[test]
    fn a_narrow_stepper_names_what_is_now() {
        assert_eq!(seen(56, 1)[0], "✓ ━━━ ✓ ━━━ ◉ Investigate ─── ○ ─── ○ ─── ○");
        assert_eq!(seen(30, 1)[0], "◉ Investigate  3 of 6");
        assert_eq!(seen(8, 1)[0], "◉ Inves…");
    }
}
