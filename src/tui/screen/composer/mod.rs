//! The composer: one letter, a field for each of its parts, read as its recipient will read it.
//!
//! What is typed is a draft at once. Saving puts the letter on the record; sending it is done by people, their own way,
//! and is then recorded.

pub mod side;
pub mod text;
pub mod view;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui_textarea::{CursorMove, TextArea};
use serde::{Deserialize, Serialize};

use crate::domain::Incident;
use crate::domain::incident::notice::{Notice, fields};
use crate::domain::incident::state::Told;
use crate::domain::letter::{Fields, FromTemplate, Letter, Part};
use crate::domain::subject::Ref;
use crate::engine::views::IncidentView;
use crate::policy::Policy;
use crate::text::visible;
use crate::tui::model::Model;
use crate::tui::widget::answers::columns;

/// What stands before the subject, in cells.
pub const SUBJECT: u16 = 9;

/// The widest a letter is set.
const MEASURE: u16 = 76;

/// The cells a letter is set in on a screen of this width.
pub fn measure(width: u16) -> u16 {
    let pane = if width >= 112 {
        columns(Rect::new(0, 0, width, 3))[2].saturating_sub(6)
    } else {
        width.saturating_sub(4)
    };
    pane.saturating_sub(4).min(MEASURE)
}

/// What a field of the letter is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The line of the subject.
    Subject,
    /// What stands before the parts.
    Opening,
    /// A part: its key and its heading.
    Part(String, String),
    /// What stands after them.
    Closing,
}

/// One field of the letter.
pub struct Section {
    /// Which.
    pub piece: Piece,
    /// Its text, being written.
    pub edit: TextArea<'static>,
}

impl Section {
    fn new(piece: Piece, text: &str) -> Self {
        let lines = text.split('\n').map(|line| visible(line).into_owned()).collect();
        let mut edit = TextArea::new(lines);
        text::settle(&mut edit);
        Self { piece, edit }
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        self.edit.lines().join("\n")
    }
}

/// The letter on the screen.
pub struct Composer {
    /// Id of the incident.
    pub id: String,
    /// Code of the incident.
    pub code: String,
    /// Whom it tells.
    pub notice: Notice,
    /// The customer through whose eyes it is read.
    pub reader: Option<Ref>,
    /// Its fields, in order.
    pub sections: Vec<Section>,
    /// The field that has the keys.
    pub focus: usize,
    /// The template it was begun from.
    pub template: Option<FromTemplate>,
    /// Digest of the letter on the record that it goes on from.
    pub base: Option<String>,
    /// Its text as it was when it was opened, or saved last.
    pub kept: String,
    /// Show it as it goes out, to read only.
    pub is_preview: bool,
    /// The first row of it that is shown.
    pub top: usize,
    /// The number of the request that saves it.
    pub waiting: Option<u64>,
    /// What is done with it once it is saved.
    pub next: Option<Next>,
}

/// What is done with a letter that is on the record as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// What the verb of these words does.
    Verb(&'static str),
    /// It is recorded as sent to all who are not told yet.
    SentToAll,
}

/// A letter that is not on the record yet, as it is kept between two keys.
#[derive(Debug, Serialize, Deserialize)]
pub struct Unsaved {
    /// Digest of the letter on the record that it goes on from.
    pub base: Option<String>,
    /// The letter.
    pub letter: Letter,
}

impl Composer {
    /// The letter `letter` to these, on the screen.
    pub fn new(
        incident: &Incident,
        notice: Notice,
        reader: Option<Ref>,
        letter: &Letter,
        base: Option<String>,
    ) -> Self {
        let mut composer = Self {
            id: incident.id.clone(),
            code: incident.code.clone(),
            notice,
            reader,
            sections: Vec::new(),
            focus: 0,
            template: None,
            base,
            kept: String::new(),
            is_preview: false,
            top: 0,
            waiting: None,
            next: None,
        };
        composer.put(letter);
        composer.kept = composer.letter().to_source();
        composer
    }

    /// Puts another text in; the caret goes to the first blank.
    pub fn put(&mut self, letter: &Letter) {
        self.template.clone_from(&letter.template);
        let parts = letter.parts.iter().map(|part| {
            let piece = Piece::Part(part.key.clone(), part.heading.clone());
            Section::new(piece, &part.text)
        });
        self.sections = [
            Section::new(Piece::Subject, &letter.subject),
            Section::new(Piece::Opening, &letter.opening),
        ]
        .into_iter()
        .chain(parts)
        .chain([Section::new(Piece::Closing, &letter.closing)])
        .collect();
        self.top = 0;
        self.focus = 0;
        self.to_blank();
    }

    /// Goes to the next blank, from where the caret is; false where there is none.
    pub fn to_blank(&mut self) -> bool {
        let count = self.sections.len();
        for step in 0..=count {
            let at = (self.focus + step) % count;
            let edit = &self.sections[at].edit;
            // Where the caret stands in a blank, the next one is meant.
            let from = if step == 0 {
                (edit.cursor().0, edit.cursor().1 + 1)
            } else {
                (0, 0)
            };
            if let Some((row, column)) = blank_from(edit.lines(), from) {
                self.focus = at;
                let jump = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
                self.sections[at]
                    .edit
                    .move_cursor(CursorMove::Jump(jump(row), jump(column)));
                return true;
            }
        }
        false
    }

    /// The letter as it stands in the fields.
    pub fn letter(&self) -> Letter {
        let mut letter = Letter {
            template: self.template.clone(),
            ..Letter::default()
        };
        for section in &self.sections {
            let text = section.text();
            let text = text.trim_matches('\n').trim_end().to_owned();
            match &section.piece {
                Piece::Subject => letter.subject = text.replace('\n', " "),
                Piece::Opening => letter.opening = text,
                Piece::Closing => letter.closing = text,
                Piece::Part(key, heading) => letter.parts.push(Part {
                    key: key.clone(),
                    heading: heading.clone(),
                    text,
                }),
            }
        }
        letter
    }

    /// Does it say something else than on the record?
    pub fn is_changed(&self) -> bool {
        self.letter().to_source() != self.kept || self.base.is_none()
    }

    /// The key its words are kept under until they are saved.
    pub fn draft(&self) -> String {
        format!("letter/{}/{}", self.code, self.notice.key())
    }

    /// Its words as they are kept until they are saved; empty where nothing was typed.
    pub fn draft_text(&self) -> String {
        let letter = self.letter();
        if letter.to_source() == self.kept {
            return String::new();
        }
        let unsaved = Unsaved {
            base: self.base.clone(),
            letter,
        };
        serde_json::to_string(&unsaved).unwrap_or_default()
    }

    /// A key that writes or moves within the letter, which is set in `cells`. False where nothing changed in its words.
    pub fn press(&mut self, key: KeyEvent, cells: u16) -> bool {
        let cells = self.measure(cells);
        let Some(section) = self.sections.get_mut(self.focus) else {
            return false;
        };
        let is_plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match key.code {
            KeyCode::Enter if section.piece == Piece::Subject => {
                self.step(1);
                false
            }
            KeyCode::Up | KeyCode::Down => {
                let by = if key.code == KeyCode::Down { 1 } else { -1 };
                if !text::step(&mut section.edit, cells, by) {
                    self.step_line(by);
                }
                false
            }
            // A blank gives way to what is typed.
            KeyCode::Char(_) | KeyCode::Delete | KeyCode::Backspace if is_plain && take_blank(&mut section.edit) => {
                if matches!(key.code, KeyCode::Char(_)) {
                    section.edit.input(key);
                }
                true
            }
            _ => section.edit.input(key),
        }
    }

    /// The cells its words are set in: the subject stands behind its word.
    fn measure(&self, cells: u16) -> u16 {
        let is_subject = self
            .sections
            .get(self.focus)
            .is_some_and(|section| section.piece == Piece::Subject);
        if is_subject {
            cells.saturating_sub(SUBJECT)
        } else {
            cells
        }
    }

    /// Goes to the next field, or the one before.
    pub fn step(&mut self, by: isize) {
        let last = self.sections.len().saturating_sub(1);
        self.focus = self.focus.saturating_add_signed(by).min(last);
    }

    /// Goes a line on where the caret is at the edge of its field.
    fn step_line(&mut self, by: isize) {
        let before = self.focus;
        self.step(by);
        if self.focus == before {
            return;
        }
        let edit = &mut self.sections[self.focus].edit;
        edit.move_cursor(if by > 0 { CursorMove::Top } else { CursorMove::Bottom });
        edit.move_cursor(CursorMove::Head);
    }

    /// Words from the clipboard. What is hidden in them is made visible.
    pub fn paste(&mut self, words: &str) {
        if let Some(section) = self.sections.get_mut(self.focus) {
            let lines: Vec<String> = words
                .replace('\r', "")
                .split('\n')
                .map(|line| visible(line).into_owned())
                .collect();
            let joint = if section.piece == Piece::Subject { " " } else { "\n" };
            section.edit.insert_str(lines.join(joint));
        }
    }

    /// The customer through whose eyes it is read.
    pub fn told<'a>(&self, incident: &'a Incident) -> Option<&'a Told> {
        let reader = self.reader.as_ref()?;
        let breach = incident.breach.as_ref()?;
        breach
            .customers
            .iter()
            .find(|told| told.affected.customer.id == reader.id)
    }

    /// What is filled in for whoever reads it.
    pub fn fields(&self, view: &IncidentView, policy: &Policy) -> Fields {
        let deadline = side::deadline(self, view);
        let (whom, rule) = match (&self.notice, &self.reader) {
            (Notice::Customers | Notice::Customer(_), Some(reader)) => (Notice::Customer(reader.clone()), None),
            (Notice::Obligation(id), _) => (self.notice.clone(), policy.obligation(id)),
            _ => (self.notice.clone(), None),
        };
        // What goes out is what is kept of it: nothing is filled in that the record would fill in otherwise.
        fields::of(&view.incident, &whom, deadline, rule, policy.calendar.zone)
    }
}

/// How a customer is reached today.
pub fn contact<'a>(view: &'a IncidentView, id: &str) -> Option<&'a str> {
    let mut contacts = view.contacts.iter();
    let found = contacts.find(|(known, contact)| known == id && !contact.is_empty());
    found.map(|(_, contact)| contact.as_str())
}

/// Takes out the blank that begins at the caret; false where none does.
fn take_blank(edit: &mut TextArea<'static>) -> bool {
    let (row, column) = (edit.cursor().0, edit.cursor().1);
    let Some(line) = edit.lines().get(row) else {
        return false;
    };
    let rest: String = line.chars().skip(column).collect();
    let Some(end) = rest.strip_prefix("[?").and_then(|inside| inside.find(']')) else {
        return false;
    };
    let count = rest[..end + 3].chars().count();
    edit.delete_str(count)
}

/// Where the next blank begins, from this line and character on.
fn blank_from(lines: &[String], (row, column): (usize, usize)) -> Option<(usize, usize)> {
    for (at, line) in lines.iter().enumerate().skip(row) {
        let skipped: usize = if at == row {
            line.chars().take(column).map(char::len_utf8).sum()
        } else {
            0
        };
        if let Some(found) = line[skipped..].find("[?") {
            return Some((at, line[..skipped + found].chars().count()));
        }
    }
    None
}

/// The letter that is open, with its incident, once that was read.
pub fn open(model: &Model) -> Option<(&Composer, &IncidentView)> {
    let composer = model.ui.composer.as_ref()?;
    let view = model.world.incident.as_ref()?;
    (view.incident.id == composer.id).then_some((composer, view))
}
