//! The palette: any command by a few letters of its name; below, how the shell says it.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::widget::line_edit::LineEdit;
use crate::verb::palette::{Hit, find};
use crate::verb::{Form, Kind, Verb};

/// The open palette.
pub struct Palette {
    /// What was typed.
    pub edit: LineEdit,
    /// What matches, best first.
    pub hits: Vec<Hit>,
    /// The chosen one.
    pub selected: usize,
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            edit: LineEdit::new(""),
            hits: find(""),
            selected: 0,
        }
    }
}

impl Palette {
    /// Matches anew after the words changed.
    pub fn refresh(&mut self) {
        self.hits = find(self.edit.text());
        self.selected = 0;
    }

    /// Moves the choice.
    pub fn step(&mut self, by: isize) {
        let count = self.hits.len().max(1);
        self.selected = (self.selected + count).saturating_add_signed(by) % count;
    }

    /// The chosen verb.
    pub fn chosen(&self) -> Option<&'static Verb> {
        self.hits.get(self.selected).map(|hit| hit.verb)
    }

    /// Draws the box; returns where the caret is.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, model: &Model) -> Option<(u16, u16)> {
        canvas.veil();
        let width = if area.width <= 80 { area.width } else { 76 };
        let height = area.height.saturating_sub(4).clamp(12, 18);
        let x = area.x + (area.width - width) / 2;
        let inside = canvas.boxed(Rect::new(x, area.y + 2, width, height), "", "", Role::Focus);
        let on = |canvas: &Canvas, role: Role| canvas.palette.on(role, Role::Surface);
        let accent = on(canvas, Role::Accent).add_modifier(Modifier::BOLD);
        let dim = on(canvas, Role::Dim);
        let text = on(canvas, Role::Text);
        let border = on(canvas, Role::Border);
        canvas.text(inside.x + 2, inside.y, 1, ":", accent);
        let count = format!("{} of {}", self.hits.len(), find("").len());
        let count_x = canvas.right(inside.right().saturating_sub(3), inside.y, &count, dim);
        let room = count_x.saturating_sub(inside.x + 6);
        let used = canvas.text(
            inside.x + 4,
            inside.y,
            room,
            self.edit.text(),
            text.add_modifier(Modifier::BOLD),
        );
        let caret = Some((inside.x + 4 + used, inside.y));
        let line = |canvas: &mut Canvas, y: u16| {
            canvas.fill(Rect::new(inside.x, y, inside.width, 1), canvas.glyphs.hairline, border);
        };
        line(canvas, inside.y + 1);
        let list = Rect::new(inside.x, inside.y + 2, inside.width, inside.height.saturating_sub(6));
        let top = self.selected.saturating_sub(usize::from(list.height.max(1)) - 1);
        for (y, (index, hit)) in (list.y..list.bottom()).zip(self.hits.iter().enumerate().skip(top)) {
            row(canvas, list, y, model, hit, index == self.selected);
        }
        if self.hits.is_empty() {
            canvas.text(list.x + 2, list.y, list.width, "No command matches.", text);
        }
        line(canvas, list.bottom() + 1);
        if let Some(verb) = self.chosen() {
            let foot = list.bottom() + 2;
            let room = inside.width.saturating_sub(17);
            canvas.text(inside.x + 2, foot, 12, "in a shell", dim);
            canvas.text(inside.x + 14, foot, room, &shell(verb), text);
            canvas.text(inside.x + 2, foot + 1, 12, "serves", dim);
            let serves = if verb.requirement.is_empty() {
                "finding your way"
            } else {
                verb.requirement
            };
            canvas.text(inside.x + 14, foot + 1, room, serves, text);
        }
        caret
    }
}

fn row(canvas: &mut Canvas, list: Rect, y: u16, model: &Model, hit: &Hit, is_selected: bool) {
    let ground = if is_selected {
        canvas.select(Rect::new(list.x, y, list.width, 1), true)
    } else {
        Role::Surface
    };
    let name = hit.verb.name();
    let plain = canvas.palette.on(Role::Text, ground);
    let lit = canvas.palette.on(Role::Accent, ground).add_modifier(Modifier::BOLD);
    let mut x = list.x + 2;
    for (index, letter) in name.chars().enumerate() {
        let is_hit = u32::try_from(index).is_ok_and(|index| hit.letters.contains(&index));
        x += canvas.text(
            x,
            y,
            1,
            letter.encode_utf8(&mut [0; 4]),
            if is_hit { lit } else { plain },
        );
    }
    let dim = canvas.palette.on(Role::Dim, ground);
    let key = model
        .ui
        .keymap
        .key_of(hit.verb.words)
        .map_or_else(String::new, ToString::to_string);
    let key_x = canvas.right(list.right().saturating_sub(3), y, &key, lit);
    let doc = list.x + 24;
    canvas.text(doc, y, key_x.saturating_sub(doc + 1), hit.verb.doc, dim);
}

/// How the shell says it: `firebell notice sent CODE --customer NAME --by WAY`.
fn shell(verb: &Verb) -> String {
    if verb.kind == Kind::Screen {
        return "on the screen only".to_owned();
    }
    let mut words = format!("firebell {}", verb.words);
    for param in verb.params.iter().filter(|param| param.required) {
        let value = param.name.to_uppercase().replace('-', "_");
        match param.form {
            Form::Place => words.push_str(&format!(" {value}")),
            Form::Option | Form::Many => words.push_str(&format!(" --{} {value}", param.name)),
            Form::Switch => {}
        }
    }
    words
}
