//! The board while there is nothing on it: three doors, and where the data lives.

use ratatui::layout::Rect;

use crate::tui::canvas::{Canvas, middle_cut};
use crate::tui::layer::Layer;
use crate::tui::layer::line::Purpose;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// Draws the quiet board.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let x = if area.width >= 112 { area.x + 34 } else { area.x + 4 };
    let width = area.right().saturating_sub(x + 2);
    let mut y = area.y + (area.height / 3).max(2);
    let bold = canvas.palette.bold(Role::Text);
    let dim = canvas.style(Role::Dim);
    let text = canvas.style(Role::Text);
    // While the name is asked, the keys are its letters: the doors open once it is said.
    let asks_name = matches!(model.ui.layers.last(), Some(Layer::Line(line)) if line.purpose == Purpose::Name);
    let (title, sentence) = if asks_name {
        let name = "Enter takes the name below as it stands, or type yours. Then:";
        ("First, who are you?", name)
    } else {
        ("All is quiet.", "No incident is open. Nothing is due.")
    };
    canvas.text(x, y, width, title, bold);
    canvas.text(x, y + 1, width, sentence, dim);
    y += 3;
    let keymap = &model.ui.keymap;
    let accent = if asks_name {
        dim
    } else {
        canvas.palette.bold(Role::Accent)
    };
    for (words, name, sentence) in [
        ("declare", "declare", "an incident, in under fifteen seconds"),
        (
            "view vendors",
            "vendors",
            "who holds data, and when they are reassessed",
        ),
        ("commands", "commands", "find anything by a few letters"),
        ("help", "help", "keys and signs on one page"),
    ] {
        let Some(key) = keymap.key_of(words) else { continue };
        canvas.text(x, y, 3, &key.to_string(), accent);
        canvas.text(x + 4, y, 10, name, text);
        canvas.text(x + 14, y, width.saturating_sub(14), sentence, dim);
        y += 1;
    }
    y += 1;
    for (words, sentence) in [
        ("firebell demo", "a made-up week, kept apart"),
        ("firebell import vendors FILE.csv", "your register"),
    ] {
        let used = canvas.text(x, y, width, words, text);
        let column = used.max(33) + 2;
        canvas.text(x + column, y, width.saturating_sub(column), sentence, dim);
        y += 1;
    }
    let store = middle_cut(&model.ui.store, width.saturating_sub(34), canvas.glyphs.ellipsis).into_owned();
    canvas.text(
        x,
        y + 1,
        width,
        &format!("Kept in {store}. No server, no account."),
        dim,
    );
    let policy = &model.policy;
    let bottom = area.bottom().saturating_sub(3);
    if bottom > y + 3 {
        let title = Rect::new(area.x + 2, bottom, area.width.saturating_sub(4), 1);
        let name = format!("{} {}", policy.name, policy.version);
        canvas.pane_title(title, "Policy", &[(&name, Role::Dim)], "", false);
        let dot = canvas.glyphs.dot;
        let words = format!(
            "{} customer notice {dot} {} review {dot} firebell policy show prints it",
            policy.notice.window, policy.review.window
        );
        canvas.text(area.x + 2, bottom + 1, area.width.saturating_sub(4), &words, dim);
    }
}
