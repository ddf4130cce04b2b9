//! The columns of the vendor table, and one row of it.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::{owner, tier_place, tier_word};
use crate::domain::Vendor;
use crate::domain::vendor::Stage;
use crate::engine::views::VendorRow;
use crate::policy::Policy;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::words::{left, tone_style};

/// First cell and width of a column of words.
type Words = Option<(u16, u16)>;

/// Where the columns lie. Dropped first to last: where, for, data, steps, the word of the tier; its sign, name, owner and
/// next never.
pub struct Columns {
    sign: u16,
    tier: Words,
    name: (u16, u16),
    purpose: Words,
    data: Words,
    location: Words,
    /// Last cell of the steps.
    steps: Option<u16>,
    owner: (u16, u16),
    /// Last cell of the countdown.
    next: u16,
    /// Last cell of the sign that says whether it is on the public list.
    listed: u16,
}

impl Columns {
    /// The columns for a screen of this width.
    pub fn new(area: Rect) -> Self {
        let listed = area.right().saturating_sub(3);
        let next = listed.saturating_sub(8);
        let owner = next.saturating_sub(19);
        let steps = (area.width >= 76).then(|| owner.saturating_sub(3));
        let end = steps.map_or(owner.saturating_sub(2), |steps| steps.saturating_sub(8));
        let sign = area.x + 2;
        let tier = (area.width >= 76).then_some((sign + 2, 9));
        let start = tier.map_or(sign + 2, |(x, width)| x + width + 2);
        // Name, for, data, where share what is left in this measure.
        let shares: &[u16] = match area.width {
            116.. => &[17, 17, 14, 12],
            104..116 => &[17, 17, 14],
            92..104 => &[20, 0, 16],
            _ => &[1],
        };
        let gaps = 2 * u16::try_from(shares.iter().filter(|share| **share > 0).count()).unwrap_or(1) - 2;
        let room = (end + 1).saturating_sub(start + gaps);
        let whole: u16 = shares.iter().sum();
        let mut x = start;
        let mut take = |share: Option<&u16>| {
            let share = share.copied().filter(|share| *share > 0)?;
            let width = u16::try_from(u32::from(room) * u32::from(share) / u32::from(whole)).unwrap_or(0);
            let column = (x, width);
            x += width + 2;
            Some(column)
        };
        let name = take(shares.first()).unwrap_or((start, room));
        let (purpose, data, location) = (take(shares.get(1)), take(shares.get(2)), take(shares.get(3)));
        Self {
            sign,
            tier,
            name,
            purpose,
            data,
            location,
            steps,
            owner: (owner, 8),
            next,
            listed,
        }
    }

    /// Draws the names of the columns.
    pub fn head(&self, canvas: &mut Canvas, y: u16) {
        let dim = canvas.style(Role::Dim);
        if self.tier.is_some() {
            canvas.text(self.sign, y, 4, "tier", dim);
        }
        canvas.text(self.name.0, y, self.name.1, "vendor", dim);
        for (column, word) in [
            (self.purpose, "for"),
            (self.data, "data"),
            (self.location, "where"),
            (Some(self.owner), "owner"),
        ] {
            if let Some((x, width)) = column {
                canvas.text(x, y, width, word, dim);
            }
        }
        if let Some(steps) = self.steps {
            canvas.right(steps, y, "steps", dim);
        }
        canvas.right(self.next, y, "next", dim);
        canvas.right(self.listed, y, "listed", dim);
    }

    /// Draws one vendor in row `y`.
    pub fn row(&self, canvas: &mut Canvas, y: u16, model: &Model, row: &VendorRow, is_selected: bool) {
        let ground = if is_selected {
            canvas.select(Rect::new(self.sign - 1, y, self.listed + 2 - self.sign, 1), true)
        } else {
            Role::Bg
        };
        let details = &row.vendor.details;
        let dim = canvas.palette.on(Role::Dim, ground);
        let text = canvas.palette.on(Role::Text, ground);
        let faint = canvas.palette.on(Role::Faint, ground);
        let place = tier_place(row);
        let sign = canvas.glyphs.tier(place);
        canvas.text(self.sign, y, 1, sign, if place == 0 { text } else { dim });
        let name = if is_selected {
            text.add_modifier(Modifier::BOLD)
        } else if row.vendor.ended.is_some() {
            dim
        } else {
            text
        };
        canvas.text(self.name.0, y, self.name.1, &details.name, name);
        let purpose = if details.purpose.is_empty() {
            &details.service
        } else {
            &details.purpose
        };
        let data = details.categories.join(", ");
        for (column, words) in [
            (self.tier, tier_word(row)),
            (self.purpose, purpose.as_str()),
            (self.data, data.as_str()),
            (self.location, details.location.as_str()),
        ] {
            if let Some((x, width)) = column {
                canvas.text(x, y, width, words, dim);
            }
        }
        if let Some(end) = self.steps {
            let (words, is_open) = steps(&row.vendor, &model.policy);
            let style = if is_open {
                canvas.palette.on(Role::Soon, ground).add_modifier(Modifier::BOLD)
            } else {
                dim
            };
            canvas.right(end, y, &words, style);
        }
        match owner(row) {
            Some(owner) => canvas.text(self.owner.0, y, self.owner.1, owner, text),
            None if row.vendor.ended.is_some() => canvas.text(self.owner.0, y, 1, canvas.glyphs.nothing, faint),
            None => {
                let soon = canvas.palette.on(Role::Soon, ground).add_modifier(Modifier::BOLD);
                canvas.text(self.owner.0, y, self.owner.1, "nobody", soon)
            }
        };
        match row.first(model.now).and_then(|next| left(next, model.now, false)) {
            Some(countdown) => {
                let style = tone_style(canvas.palette, countdown.tone, ground);
                canvas.right(self.next, y, &countdown.text, style)
            }
            None => canvas.right(self.next, y, canvas.glyphs.nothing, faint),
        };
        let today = model.policy.calendar.local(model.now).date_naive();
        if row.vendor.is_listed(today) {
            let ok = canvas.palette.on(Role::Ok, ground);
            canvas.right(self.listed, y, canvas.glyphs.tick, ok);
        } else {
            canvas.right(self.listed, y, canvas.glyphs.nothing, faint);
        }
    }
}

/// How many steps are done, and whether that stands in the way of something: `4/6`, `in use` where nobody knows which
/// were done, the steps of the end once that has begun.
fn steps(vendor: &Vendor, policy: &Policy) -> (String, bool) {
    if let Some(end) = &vendor.offboarding {
        let rules = policy.programme().offboarding.len();
        let done = end.steps.len().min(rules);
        return (format!("{done}/{rules}"), done < rules && vendor.ended.is_none());
    }
    let items = vendor.checklist(policy);
    let open = items.iter().filter(|item| item.is_open()).count();
    let done = items.len() - open;
    match vendor.stage() {
        Stage::InUse if vendor.allowed.is_none() && done == 0 && open > 0 => ("in use".to_owned(), false),
        Stage::InUse => (format!("{done}/{}", items.len()), false),
        _ => (format!("{done}/{}", items.len()), open > 0),
    }
}
