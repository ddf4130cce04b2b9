//! The declaration on the glass: it takes the whole screen, with the severity guide beside the fields, or below the
//! severity where there is no room beside.
//!
//! ```text
//!  Title and severity are enough.                         │ Severity guide ──────────── policy 1
//!  Title         Customer export bucket readable          │ ▌ ● Sev1  act now, day and night
//!  Severity    ▌  ● Sev1   ▲ Sev2   ■ Sev3   · Sev4       │ ▌ Somebody has reached customer data …
//!  Found by      monitoring alert                         │
//!  Roles who has them ──────────────────────────────────  │   ▲ Sev2  start within one business hour
//!  Declaring now ───────────────────────────────────────  │
//!  Declare   Ctrl-S     Esc leaves, the draft stays       │
//! ```

use ratatui::layout::Rect;

use super::form::Form;
use super::form_view::{button, draw_field, hint, need, wrapped};
use super::guide;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// Draws the declaration below the header; returns where the caret is.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, form: &Form) -> Option<(u16, u16)> {
    let below = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1));
    canvas.fill(below, " ", canvas.style(Role::Text));
    let wide = area.width >= 112;
    let tall = area.height >= 32;
    let left = area.x + 2;
    let width = if wide { 55 } else { area.width.saturating_sub(4) };
    let last = area.bottom().saturating_sub(if tall { 3 } else { 2 });
    let dim = canvas.style(Role::Dim);
    let mut y = area.y + if tall { 2 } else { 1 };
    canvas.text(
        left,
        y,
        width,
        "Title and severity are enough; the rest can follow.",
        dim,
    );
    y += if tall { 2 } else { 1 };
    let mut caret = None;
    let mut titled = false;
    for (index, field) in form.fields.iter().enumerate() {
        let is_role = field.role.is_some();
        if is_role && !titled {
            titled = true;
            if tall {
                let title = Rect::new(left, y + 1, width, 1);
                canvas.pane_title(title, "Roles", &[("who has them", Role::Dim)], "", false);
                y += 2;
            }
        }
        // On a short screen the roles that nobody needs give way.
        let is_wanted = need(model, form, field).is_some() || !field.value().is_empty() || index == form.focus;
        if y + 2 >= last || (!tall && is_role && !is_wanted) {
            continue;
        }
        let row = Rect::new(left, y, width, 1);
        let focused = index == form.focus;
        caret = draw_field(canvas, row, model, form, field, focused, 14, Role::Bg).or(caret);
        let is_first_two = matches!(field.param.name, "title" | "severity");
        y += if tall && is_first_two { 2 } else { 1 };
        if field.param.name == "severity" && !wide && area.height >= 22 {
            y += meaning(
                canvas,
                Rect::new(left + 15, y, width.saturating_sub(15), 3),
                model,
                form,
            );
        }
    }
    if tall {
        y += 1;
    }
    hint(canvas, Rect::new(left, y, width, 1), model, form, Role::Bg);
    if wide {
        let guide = Rect::new(
            area.x + 62,
            area.y + 2,
            area.width.saturating_sub(64),
            area.height.saturating_sub(4),
        );
        canvas.column_line(area.x + 59, area.y + 2, area.bottom().saturating_sub(2));
        guide::draw(canvas, guide, model, &form.value("severity"));
    }
    follows(
        canvas,
        Rect::new(left, y + 2, width, last.saturating_sub(y + 2)),
        model,
        form,
    );
    button(canvas, Rect::new(left, last, width, 1), form, "Declare", Role::Bg);
    caret
}

/// What the chosen severity means, where the guide has no room; returns how many rows it took.
fn meaning(canvas: &mut Canvas, area: Rect, model: &Model, form: &Form) -> u16 {
    let chosen = form.value("severity");
    let Some((_, rule)) = model.policy.severity_by_key(&chosen) else {
        let dim = canvas.style(Role::Dim);
        canvas.text(
            area.x,
            area.y,
            area.width,
            "in doubt take the graver one; lowering it later is one key",
            dim,
        );
        return 1;
    };
    let dim = canvas.style(Role::Dim);
    let lines = wrapped(&rule.definition, area.width);
    let shown = lines.iter().take(usize::from(area.height));
    let mut rows = 0;
    for (y, line) in (area.y..).zip(shown) {
        canvas.text(area.x, y, area.width, line, dim);
        rows += 1;
    }
    rows
}

/// What declaring sets off, as far as there is room for all of it.
fn follows(canvas: &mut Canvas, area: Rect, model: &Model, form: &Form) {
    let follows = guide::follows(model, form);
    if follows.is_empty() || follows.len() + 1 > usize::from(area.height) {
        return;
    }
    canvas.pane_title(Rect { height: 1, ..area }, "Declaring now", &[], "", false);
    let accent = canvas.style(Role::Accent);
    let text = canvas.style(Role::Text);
    for (y, words) in (area.y + 1..).zip(&follows) {
        canvas.spans(
            area.x,
            y,
            area.width,
            &[(canvas.glyphs.path, accent), (" ", text), (words, text)],
        );
    }
}
