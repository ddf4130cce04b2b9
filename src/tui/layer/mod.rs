//! What lies on top of a screen: a line to write on, forms, confirmations, the palette, the help. The last one has the keys.

pub mod confirm;
mod confirm_clocks;
pub mod confirm_view;
pub mod declare_view;
pub mod field;
pub mod form;
pub mod form_view;
pub mod guide;
pub mod help;
pub mod line;
pub mod palette;
pub mod pick;

use ratatui::layout::Rect;

use confirm::Confirm;
use form::Form;
use help::Help;
use line::Line;
use palette::Palette;
use pick::Pick;

/// Where a box of this size floats: in the middle, a third down; as wide as the screen where that is narrow.
pub fn floating(area: Rect, (width, height): (u16, u16)) -> Rect {
    let width = if area.width <= width + 4 { area.width } else { width };
    let height = height.min(area.height.saturating_sub(2));
    let x = area.x + (area.width - width) / 2;
    let y = area.y + 1 + (area.height.saturating_sub(2 + height)) / 3;
    Rect::new(x, y, width, height)
}

/// One layer.
pub enum Layer {
    /// A line at the foot: a log entry, or words to filter by.
    Line(Line),
    /// A form made from a verb's parameters.
    Form(Box<Form>),
    /// What will follow, before it does.
    Confirm(Box<Confirm>),
    /// Find any command.
    Palette(Palette),
    /// Keys and signs.
    Help(Help),
    /// Choose one of a few.
    Pick(Pick),
    /// A log line in full: its title, its words.
    Text(String, String),
}

impl Layer {
    /// The number of the request it waits for.
    pub fn waits_for(&self) -> Option<u64> {
        match self {
            Self::Line(line) => line.waiting,
            Self::Form(form) => form.waiting,
            Self::Confirm(confirm) => confirm.waiting,
            Self::Palette(_) | Self::Help(_) | Self::Pick(_) | Self::Text(..) => None,
        }
    }

    /// Does it take letters as text?
    pub fn is_text(&self) -> bool {
        !matches!(self, Self::Help(_) | Self::Pick(_) | Self::Text(..))
    }

    /// Does it float in a box over the screen?
    pub fn is_boxed(&self) -> bool {
        !matches!(self, Self::Line(_))
    }
}
