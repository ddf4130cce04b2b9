//! One line at the foot of the screen: the next log entry, or words to filter by.

use ratatui::layout::Rect;

use crate::clock::{Moment, TypedEntry, Zone, full, parse_entry, zone_name};
use crate::tui::canvas::{Canvas, cells};
use crate::tui::theme::Role;
use crate::tui::widget::line_edit::LineEdit;

/// What the line is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// A log entry of the incident with this code.
    Entry {
        /// Code of the incident.
        code: String,
        /// Where the words go: phase and author.
        place: String,
    },
    /// Words to filter the list by.
    Filter,
    /// The person's own name, on the first run.
    Name,
    /// A day, earlier than today.
    Day,
}

/// The line and what is in it.
pub struct Line {
    /// What it is for.
    pub purpose: Purpose,
    /// The words.
    pub edit: LineEdit,
    /// Why it was not saved.
    pub error: Option<String>,
    /// The number of the request that saves it.
    pub waiting: Option<u64>,
}

impl Line {
    /// A line with words in it already.
    pub fn new(purpose: Purpose, text: &str) -> Self {
        Self {
            purpose,
            edit: LineEdit::new(text),
            error: None,
            waiting: None,
        }
    }

    /// The key its words are kept under until they are saved.
    pub fn draft(&self) -> Option<String> {
        match &self.purpose {
            Purpose::Entry { code, .. } => Some(format!("line/{code}")),
            Purpose::Filter | Purpose::Name | Purpose::Day => None,
        }
    }

    /// What stands at the right: where the words go, how the time was understood, or what is wrong.
    fn echo(&self, now: Moment, zone: Zone) -> Echo {
        let short = |words: &str, role| Echo {
            whole: words.to_owned(),
            least: String::new(),
            role,
        };
        if let Some(error) = &self.error {
            return Echo::error(error.clone());
        }
        match &self.purpose {
            Purpose::Entry { code, place } => match parse_entry(self.edit.text(), now, zone) {
                Err(error) => Echo::error(error.to_string()),
                Ok(TypedEntry { at: Some(at), .. }) => {
                    let time = format!("at {} {}", full(at, now, zone), zone_name(at, zone));
                    Echo {
                        whole: format!("{time}, on {code}"),
                        least: time,
                        role: Role::Dim,
                    }
                }
                Ok(_) => short(&format!("on {code}{place}"), Role::Dim),
            },
            Purpose::Filter => short("filter", Role::Dim),
            Purpose::Day => short("what changed since the end of this day, as 2026-10-01", Role::Dim),
            Purpose::Name => short("your name, as colleagues know it", Role::Dim),
        }
    }

    /// What is wrong, where it is longer than the line can show beside the words.
    pub fn long_error(&self, width: u16) -> Option<&str> {
        self.error.as_deref().filter(|error| cells(error) > width / 2)
    }

    /// Draws the line into one row; returns where the caret is.
    pub fn draw(&self, canvas: &mut Canvas, row: Rect, now: Moment, zone: Zone) -> Option<(u16, u16)> {
        canvas.row_ground(row, Role::Sel);
        let Echo { whole, least, role } = self.echo(now, zone);
        let room = row.width / 2;
        // While it is short, the words at the right stay; a long line takes their place. What is wrong, and the time that
        // was understood, give way to nothing.
        let used = cells(self.edit.text()) + 4;
        let words = if used + cells(&whole).min(room) <= row.width {
            whole
        } else {
            least
        };
        let mut end = row.right();
        if !words.is_empty() {
            let length = cells(&words).min(room);
            let style = canvas.palette.on(role, Role::Sel);
            let start = row.right().saturating_sub(length + 1);
            canvas.text(start, row.y, length, &words, style);
            end = start.saturating_sub(1);
        }
        let field = Rect::new(row.x, row.y, end.saturating_sub(row.x), 1);
        self.edit.draw(canvas, field, true)
    }
}

/// What stands at the right of the line.
struct Echo {
    /// All of it.
    whole: String,
    /// What stays of it beside a long line; may be empty.
    least: String,
    role: Role,
}

impl Echo {
    fn error(words: String) -> Self {
        Self {
            whole: words.clone(),
            least: words,
            role: Role::Late,
        }
    }
}
