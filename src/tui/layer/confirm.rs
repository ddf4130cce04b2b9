//! A confirmation: what will follow, from the same decision the command will make.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::domain::Command;
use crate::domain::preview::Preview;
use crate::engine::execute::Manner;
use crate::tui::widget::line_edit::LineEdit;
use crate::verb::{Danger, Verb};

/// A question that waits for a yes.
pub struct Confirm {
    /// The verb it will do.
    pub verb: &'static Verb,
    /// What it is about.
    pub subject: String,
    /// The command.
    pub command: Command,
    /// How it is taken.
    pub manner: Manner,
    /// Label and value of what was typed, for reading once more.
    pub facts: Vec<(String, String)>,
    /// What will follow.
    pub preview: Preview,
    /// The word to be typed, where it cannot be taken back.
    pub typed: Option<(String, LineEdit)>,
    /// Why it was refused after all.
    pub error: Option<String>,
    /// First row of what follows, where it is longer than the screen.
    pub top: usize,
    /// The number of the request that does it.
    pub waiting: Option<u64>,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// Nothing.
    Nothing,
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Confirm {
    /// A confirmation of `command`.
    pub fn new(
        verb: &'static Verb,
        subject: String,
        command: Command,
        manner: Manner,
        facts: Vec<(String, String)>,
        preview: Preview,
    ) -> Self {
        let word = preview.code.clone().unwrap_or_else(|| subject.clone());
        let typed = (verb.danger == Danger::TypeCode).then(|| (word, LineEdit::new("")));
        Self {
            verb,
            subject,
            command,
            manner,
            facts,
            preview,
            typed,
            error: None,
            top: 0,
            waiting: None,
        }
    }

    /// May it be confirmed now?
    pub fn is_ready(&self) -> bool {
        let typed = self
            .typed
            .as_ref()
            .is_none_or(|(word, edit)| crate::id::normalise_code(edit.text()) == crate::id::normalise_code(word));
        typed && self.waiting.is_none()
    }

    /// One key.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        match key.code {
            KeyCode::Esc => return Pressed::No,
            KeyCode::Enter if self.is_ready() => return Pressed::Yes,
            KeyCode::Char('s') if key.modifiers.contains(KeyModifiers::CONTROL) && self.is_ready() => {
                return Pressed::Yes;
            }
            KeyCode::Enter => {
                if let Some((word, _)) = &self.typed {
                    self.error = Some(format!("type {word} first"));
                }
            }
            KeyCode::Down | KeyCode::PageDown => self.top += 1,
            KeyCode::Up | KeyCode::PageUp => self.top = self.top.saturating_sub(1),
            _ => {
                self.error = None;
                if let Some((_, edit)) = &mut self.typed {
                    edit.press(key);
                }
            }
        }
        Pressed::Nothing
    }
}
