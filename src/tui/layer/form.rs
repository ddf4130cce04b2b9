//! A form made from a verb's parameters. What is typed is kept as a draft until it is saved.

use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::field::{Choice, Field, Held};
use crate::engine::attach::{Attached, Wanted};
use crate::policy::Policy;
use crate::tui::model::World;
use crate::tui::widget::line_edit::LineEdit;
use crate::verb::{Danger, Form as Given, Param, ParamKind, Values, Verb};

/// A form that is open.
pub struct Form {
    /// The verb it fills.
    pub verb: &'static Verb,
    /// What it is about: a code or name, for the title.
    pub subject: String,
    /// What it is done to, in words: the log line to be struck.
    pub about: Option<String>,
    /// Values the place already gave, such as the code.
    pub given: Values,
    /// The fields.
    pub fields: Vec<Field>,
    /// Which one has the keys.
    pub focus: usize,
    /// What was typed of the choice so far.
    typed: String,
    /// Why it was not accepted.
    pub error: Option<String>,
    /// The error is about a near name: the person may say that it is another one.
    pub may_be_new: bool,
    /// Near names are meant as new ones.
    pub accept_new: bool,
    /// The number of the request that saves or previews it.
    pub waiting: Option<u64>,
    /// It was filled from a draft.
    pub from_draft: bool,
    /// The words the place and the registers filled in; they are no draft.
    pub prefilled: Vec<String>,
    /// The files named in it, read, and what each holds.
    pub attached: Vec<(Wanted, Attached)>,
}

/// What a key did to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// Nothing that matters outside.
    Nothing,
    /// The words changed.
    Changed,
    /// It is to be saved.
    Submit,
    /// It is to be closed.
    Leave,
}

impl Form {
    /// A form for `verb`, with what the place gives filled in and out of sight.
    pub fn new(verb: &'static Verb, subject: String, given: Values, policy: &Policy, world: &World) -> Self {
        // That a near name is a new one is asked where it matters; what else can be switched on is a question.
        let is_asked = |param: &Param| param.form != Given::Switch || param.name == "in-use";
        let asked = |param: &&Param| is_asked(param) && given.get(param.name).is_none();
        let mut fields: Vec<Field> = verb
            .params
            .iter()
            .filter(asked)
            .flat_map(|param| Field::of(param, policy, world))
            .collect();
        // Roles are many; what is asked once comes before them.
        fields.sort_by_key(|field| field.role.is_some());
        Self {
            verb,
            subject,
            about: None,
            given,
            fields,
            focus: 0,
            typed: String::new(),
            error: None,
            may_be_new: false,
            accept_new: false,
            waiting: None,
            from_draft: false,
            prefilled: Vec::new(),
            attached: Vec::new(),
        }
    }

    /// The key its words are kept under.
    pub fn draft(&self) -> String {
        let about = ["code", "name", "deadline"]
            .iter()
            .find_map(|name| self.given.get(name))
            .unwrap_or_default();
        // What was begun of one recipient is not offered for another.
        let whom = ["customer", "obligation"].iter().find_map(|name| {
            let value = self.given.get(name).filter(|value| !value.is_empty())?;
            Some(format!("/{name}/{value}"))
        });
        format!("form/{}/{about}{}", self.verb.name(), whom.unwrap_or_default())
    }

    /// The typed words, field by field; choices are one key and no words.
    fn words(&self) -> Vec<String> {
        let words = self.fields.iter().filter(|field| matches!(field.held, Held::Words(_)));
        words.map(Field::value).collect()
    }

    /// What stands in it now is not what the person has typed.
    pub fn note_prefilled(&mut self) {
        self.prefilled = self.words();
    }

    /// The first field that is needed and still empty.
    pub fn missing(&self) -> Option<usize> {
        self.fields
            .iter()
            .position(|field| field.param.required && field.role.is_none() && field.value().trim().is_empty())
    }

    /// Its words as they are kept; empty when nothing was typed.
    pub fn draft_text(&self) -> String {
        if self.words() == self.prefilled {
            return String::new();
        }
        let filled: BTreeMap<String, String> = self
            .fields
            .iter()
            .filter(|field| !field.value().is_empty())
            .map(|field| (field_key(field), field.value()))
            .collect();
        if filled.is_empty() {
            return String::new();
        }
        serde_json::to_string(&filled).unwrap_or_default()
    }

    /// Fills it from a draft.
    pub fn fill(&mut self, draft: &str) {
        let Ok(filled) = serde_json::from_str::<BTreeMap<String, String>>(draft) else {
            return;
        };
        for field in &mut self.fields {
            if let Some(value) = filled.get(&field_key(field)) {
                field.set(value);
                self.from_draft = true;
            }
        }
    }

    /// Puts a value into the field of this parameter.
    pub fn set(&mut self, name: &str, value: &str) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.param.name == name) {
            field.set(value);
        }
    }

    /// Offers words in a field: what is typed there takes their place.
    pub fn offer(&mut self, name: &str, value: &str) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.param.name == name)
            && matches!(field.held, Held::Words(_))
        {
            field.held = Held::Words(LineEdit::offering(value));
        }
    }

    /// All values, given and typed.
    pub fn values(&self) -> Values {
        let mut values = self.given.clone();
        for field in &self.fields {
            field.give(&mut values);
        }
        for (wanted, attached) in self.files().iter().filter_map(|wanted| self.read(wanted)) {
            values.push(&format!("{}-name", wanted.param), attached.name.clone());
            values.push(&format!("{}-content", wanted.param), attached.text.clone());
            values.push(&format!("{}-digest", wanted.param), attached.digest.clone());
        }
        values
    }

    /// The files that its fields name.
    fn files(&self) -> Vec<Wanted> {
        let is_file = |field: &&Field| matches!(field.param.kind, ParamKind::File | ParamKind::Proof);
        let fields = self.fields.iter().filter(is_file);
        let wanted = fields.map(|field| Wanted {
            param: field.param.name.to_owned(),
            path: field.value().trim().to_owned(),
            is_proof: field.param.kind == ParamKind::Proof,
        });
        wanted.filter(|wanted| !wanted.path.is_empty()).collect()
    }

    fn read(&self, wanted: &Wanted) -> Option<&(Wanted, Attached)> {
        self.attached.iter().find(|(read, _)| read == wanted)
    }

    /// The next file that must be read before the form can be saved.
    pub fn wants_file(&self) -> Option<Wanted> {
        self.files().into_iter().find(|wanted| self.read(wanted).is_none())
    }

    /// Value of the field of this parameter.
    pub fn value(&self, name: &str) -> String {
        self.fields
            .iter()
            .find(|field| field.param.name == name)
            .map(Field::value)
            .unwrap_or_default()
    }

    /// Does it show what will follow before it is done?
    pub fn is_deliberate(&self) -> bool {
        self.verb.danger != Danger::None
    }

    /// One key.
    pub fn press(&mut self, key: KeyEvent, world: &World) -> Pressed {
        if self.waiting.is_some() {
            return if key.code == KeyCode::Esc {
                Pressed::Leave
            } else {
                Pressed::Nothing
            };
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Pressed::Leave,
            KeyCode::Char('s') if control => return Pressed::Submit,
            KeyCode::Char('n') if control && self.may_be_new => {
                self.accept_new = true;
                return Pressed::Submit;
            }
            KeyCode::Tab => self.step(1),
            KeyCode::BackTab => self.step(-1),
            KeyCode::Up => self.step(-1),
            KeyCode::Down => {
                if self
                    .fields
                    .get_mut(self.focus)
                    .is_some_and(|field| field.complete(world))
                {
                    return Pressed::Changed;
                }
                self.step(1);
            }
            KeyCode::Enter if self.focus + 1 >= self.fields.len() => return Pressed::Submit,
            KeyCode::Enter => self.step(1),
            _ => return self.edit(key),
        }
        Pressed::Nothing
    }

    fn step(&mut self, by: isize) {
        let count = self.fields.len().max(1);
        self.typed.clear();
        self.focus = (self.focus + count).saturating_add_signed(by) % count;
    }

    fn edit(&mut self, key: KeyEvent) -> Pressed {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return Pressed::Nothing;
        };
        let changed = match &mut field.held {
            Held::Words(edit) => edit.press(key),
            Held::Choice(choices, chosen) => choose(key, choices, chosen, &mut self.typed),
        };
        if changed {
            self.error = None;
            self.may_be_new = false;
            Pressed::Changed
        } else {
            Pressed::Nothing
        }
    }

    /// Pasted words go where the caret is.
    pub fn paste(&mut self, text: &str) {
        if let Some(Field {
            held: Held::Words(edit),
            ..
        }) = self.fields.get_mut(self.focus)
        {
            edit.paste(text);
            self.error = None;
        }
    }
}

/// One name a field, also where a parameter has several.
fn field_key(field: &Field) -> String {
    match &field.role {
        Some(role) => format!("{}.{role}", field.param.name),
        None => field.param.name.to_owned(),
    }
}

/// ← and → go round, a digit takes the place, letters what begins with them, as it is read or else as it is called too:
/// `comms` is not the sponsor for its last one.
fn choose(key: KeyEvent, choices: &[Choice], chosen: &mut Option<usize>, typed: &mut String) -> bool {
    let (before, count) = (*chosen, choices.len());
    let KeyCode::Char(letter) = key.code else {
        typed.clear();
        match key.code {
            KeyCode::Right => *chosen = Some(chosen.map_or(0, |at| (at + 1) % count)),
            KeyCode::Left => *chosen = Some(chosen.map_or(count - 1, |at| (at + count - 1) % count)),
            KeyCode::Backspace | KeyCode::Delete => *chosen = None,
            _ => {}
        }
        return *chosen != before;
    };
    let begins = |words: &str| {
        let read = choices
            .iter()
            .position(|choice| choice.label.to_lowercase().starts_with(words));
        read.or_else(|| choices.iter().position(|choice| choice.begins(words)))
    };
    let place = letter
        .to_digit(10)
        .and_then(|digit| usize::try_from(digit).ok())
        .filter(|digit| (1..=count).contains(digit));
    if let Some(place) = place {
        *chosen = Some(place - 1);
        return *chosen != before;
    }
    typed.extend(letter.to_lowercase());
    let found = begins(typed).or_else(|| {
        // Not one of them: begun anew with this letter.
        *typed = letter.to_lowercase().collect();
        begins(typed)
    });
    *chosen = found.or(*chosen);
    *chosen != before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    #[test]
    fn letters_choose_what_begins_with_all_of_them() {
        let choices = ["responder", "commander", "sponsor", "comms"].map(|label| Choice {
            key: label.to_owned(),
            label: label.to_owned(),
            also: vec![format!("the {label} lead")],
        });
        let (mut chosen, mut typed) = (None, String::new());
        let mut press = |code| {
            choose(
                KeyEvent::new(code, KeyModifiers::NONE),
                &choices,
                &mut chosen,
                &mut typed,
            );
            chosen
        };
        for (letter, place) in [('c', 1), ('o', 1), ('m', 1), ('m', 1), ('s', 3)] {
            assert_eq!(press(KeyCode::Char(letter)), Some(place), "{letter}");
        }
        assert_eq!(press(KeyCode::Right), Some(0));
        assert_eq!(press(KeyCode::Char('s')), Some(2));
        assert_eq!(press(KeyCode::Char('c')), Some(1));
        assert_eq!(press(KeyCode::Char('4')), Some(3));
        assert_eq!(press(KeyCode::Delete), None);
        // By another of its names, where none reads so.
        for letter in "the commander".chars() {
            press(KeyCode::Char(letter));
        }
        assert_eq!(press(KeyCode::Char(' ')), Some(1));
    }
}
