//! Keys and pasted words, to the layer on top.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{compose, filter, move_about, perform, publish};
use crate::engine::attach::{Attached, Wanted};
use crate::engine::execute::Manner;
use crate::engine::worker::Job;
use crate::tui::layer::confirm::{self, Confirm};
use crate::tui::layer::form::{self, Form};
use crate::tui::layer::help::Help;
use crate::tui::layer::line::Purpose;
use crate::tui::layer::pick::What;
use crate::tui::layer::{Layer, line::Line};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::verb::build::{Reading, command};
use crate::verb::{ParamKind, Values, Verb, verb};

/// One key, to the layer on top.
pub fn press(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    if key.code == KeyCode::F(1) && !matches!(model.ui.layers.last(), Some(Layer::Help(_))) {
        model.ui.layers.push(Layer::Help(Help::default()));
        return Vec::new();
    }
    // Ctrl-C leaves from anywhere: what was typed is a draft already.
    if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
        return vec![Effect::Quit];
    }
    if key.code == KeyCode::Char('z') && key.modifiers.contains(KeyModifiers::CONTROL) {
        return vec![Effect::Suspend];
    }
    let Some(layer) = model.ui.layers.pop() else {
        return Vec::new();
    };
    match layer {
        Layer::Line(line) => press_line(model, line, key),
        Layer::Form(form) => press_form(model, form, key),
        Layer::Confirm(confirm) => press_confirm(model, confirm, key),
        Layer::Palette(mut palette) => {
            match key.code {
                KeyCode::Esc => return Vec::new(),
                KeyCode::Enter => {
                    return palette
                        .chosen()
                        .map_or_else(Vec::new, |verb| perform::perform(model, verb));
                }
                KeyCode::Down | KeyCode::Tab => palette.step(1),
                KeyCode::Up | KeyCode::BackTab => palette.step(-1),
                _ => {
                    if palette.edit.press(key) {
                        palette.refresh();
                    }
                }
            }
            model.ui.layers.push(Layer::Palette(palette));
            Vec::new()
        }
        Layer::Help(help) => press_help(model, help, key),
        // Any key closes what was only to be read.
        Layer::Text(..) => Vec::new(),
        Layer::Pick(mut pick) => {
            let count = pick.rows.len().max(1);
            match key.code {
                KeyCode::Esc | KeyCode::Char('q') => return Vec::new(),
                KeyCode::Down | KeyCode::Char('j') => pick.selected = (pick.selected + 1) % count,
                KeyCode::Up | KeyCode::Char('k') => pick.selected = (pick.selected + count - 1) % count,
                KeyCode::Char('x') | KeyCode::Delete if pick.what == What::Draft && !pick.rows.is_empty() => {
                    let (key, _) = pick.rows.remove(pick.selected.min(pick.rows.len() - 1));
                    pick.selected = pick.selected.min(pick.rows.len().saturating_sub(1));
                    let effect = keep(model, key, String::new());
                    model.ui.layers.push(Layer::Pick(pick));
                    return vec![effect];
                }
                KeyCode::Enter => {
                    let row = pick.rows.get(pick.selected).cloned();
                    return row.map_or_else(Vec::new, |(key, _)| picked(model, &pick.what, &key));
                }
                _ => {}
            }
            model.ui.layers.push(Layer::Pick(pick));
            Vec::new()
        }
    }
}

fn press_help(model: &mut Model, mut help: Help, key: KeyEvent) -> Vec<Effect> {
    let last = Help::count(model).saturating_sub(1);
    match key.code {
        KeyCode::Esc | KeyCode::Enter | KeyCode::F(1) | KeyCode::Char('q' | '?') => return Vec::new(),
        KeyCode::Down | KeyCode::Char('j') => help.top = (help.top + 1).min(last),
        KeyCode::Up | KeyCode::Char('k') => help.top = help.top.saturating_sub(1),
        KeyCode::PageDown | KeyCode::Char(' ') => help.top = (help.top + 10).min(last),
        KeyCode::PageUp => help.top = help.top.saturating_sub(10),
        _ => {}
    }
    model.ui.layers.push(Layer::Help(help));
    Vec::new()
}

fn picked(model: &mut Model, what: &What, key: &str) -> Vec<Effect> {
    match what {
        What::Verb => verb(key).map_or_else(Vec::new, |verb| perform::perform(model, verb)),
        What::Person => {
            model.ui.due.person = (!key.is_empty()).then(|| key.to_owned());
            move_about::settle(model);
            Vec::new()
        }
        What::Addressee => compose::write_to(model, key),
        What::Template => compose::from_template(model, key),
        What::Form => compose::export(model, key),
        What::List => publish::write(model, key),
        What::Sent => compose::sent_to(model, key),
        What::Draft => {
            let mut parts = key.splitn(3, '/');
            match (parts.next(), parts.next(), parts.next()) {
                (Some("line"), Some(code), _) => perform::open_line(model, code),
                (Some("letter"), Some(code), Some(to)) => compose::go_on(model, code, to),
                (Some("form"), Some(name), about) => {
                    let Some(verb) = verb(name) else { return Vec::new() };
                    let about = about.unwrap_or_default();
                    perform::open_form(model, verb, left_about(verb, about), about.to_owned())
                }
                _ => Vec::new(),
            }
        }
    }
}

/// What a form that was left half-written was about: its subject, and perhaps one recipient.
fn left_about(verb: &Verb, about: &str) -> Values {
    let mut values = Values::default();
    let Some(param) = verb.params.first().filter(|_| !about.is_empty()) else {
        return values;
    };
    let mut parts = about.splitn(3, '/');
    match (param.kind, parts.next(), parts.next(), parts.next()) {
        (ParamKind::Incident, Some(code), Some(whom), Some(name)) => {
            values.push(param.name, code);
            values.push(whom, name);
            // Of a customer or of an obligation: the other is nobody.
            let other = if whom == "customer" { "obligation" } else { "customer" };
            values.push(other, "");
        }
        _ => values.push(param.name, about),
    }
    values
}

/// Keeps what was typed, here and on disk.
pub(super) fn keep(model: &mut Model, key: String, text: String) -> Effect {
    if text.is_empty() {
        model.world.drafts.remove(&key);
    } else {
        model.world.drafts.insert(key.clone(), text.clone());
    }
    Effect::Job(Job::Draft(key, text))
}

fn press_line(model: &mut Model, mut line: Line, key: KeyEvent) -> Vec<Effect> {
    match key.code {
        KeyCode::Esc => leave_line(model, &line),
        KeyCode::Enter if line.waiting.is_some() => {
            model.ui.layers.push(Layer::Line(line));
            Vec::new()
        }
        KeyCode::Enter => submit_line(model, line),
        _ => {
            let mut effects = Vec::new();
            if line.waiting.is_none() && line.edit.press(key) {
                line.error = None;
                let text = line.edit.text().to_owned();
                match line.draft() {
                    Some(draft) => effects.push(keep(model, draft, text)),
                    None if line.purpose == Purpose::Filter => effects = filter::set(model, &text),
                    None => {}
                }
            }
            model.ui.layers.push(Layer::Line(line));
            effects
        }
    }
}

fn leave_line(model: &mut Model, line: &Line) -> Vec<Effect> {
    leave_written(model);
    match &line.purpose {
        Purpose::Filter => return filter::set(model, ""),
        // The first run wants a name; Esc takes the login name.
        Purpose::Name | Purpose::Day => return Vec::new(),
        Purpose::Entry { .. } => {}
    }
    if !line.edit.text().trim().is_empty() {
        model.say("the draft stays", false);
    }
    Vec::new()
}

/// The line that was written at a time of before has been seen: the newest are shown again.
fn leave_written(model: &mut Model) {
    if std::mem::take(&mut model.ui.incident.is_at_written) {
        model.ui.incident.is_reading = false;
    }
}

fn submit_line(model: &mut Model, mut line: Line) -> Vec<Effect> {
    if line.purpose == Purpose::Day {
        return publish::since(model, line);
    }
    let Purpose::Entry { code, .. } = &line.purpose else {
        if line.purpose == Purpose::Name && !line.edit.text().trim().is_empty() {
            let typed = line.edit.text().trim();
            let name = typed.to_lowercase();
            if name != typed {
                model.say(format!("you are {name} here: names are kept in lower case"), false);
            }
            model.ui.me.clone_from(&name);
            return vec![Effect::Remember(name)];
        }
        return Vec::new();
    };
    if line.edit.text().trim().is_empty() {
        leave_written(model);
        return Vec::new();
    }
    let Some(verb) = verb("log") else { return Vec::new() };
    let values = Values::default()
        .with("code", code.clone())
        .with("text", line.edit.text());
    let reading = Reading {
        now: model.now,
        zone: model.zone(),
    };
    let effects = match command(verb, &values, reading) {
        Ok(command) => {
            let number = model.next_request();
            line.waiting = Some(number);
            let manner = Manner {
                accept_new: false,
                draft: line.draft(),
            };
            vec![Effect::Job(Job::Execute(number, Box::new(command), manner))]
        }
        Err(refusal) => {
            line.error = Some(refusal.why);
            if let Some(error) = line.long_error(model.ui.size.0).map(str::to_owned) {
                model.complain(error);
            }
            Vec::new()
        }
    };
    model.ui.layers.push(Layer::Line(line));
    effects
}

fn press_form(model: &mut Model, mut form: Box<Form>, key: KeyEvent) -> Vec<Effect> {
    let pressed = form.press(key, &model.world);
    let mut effects = Vec::new();
    match pressed {
        form::Pressed::Leave => {
            if !form.draft_text().is_empty() && model.world.drafts.contains_key(&form.draft()) {
                model.say("the draft stays", false);
            }
            return effects;
        }
        form::Pressed::Changed => effects.push(keep(model, form.draft(), form.draft_text())),
        form::Pressed::Submit => effects = submit_form(model, &mut form),
        form::Pressed::Nothing => {}
    }
    model.ui.layers.push(Layer::Form(form));
    effects
}

/// Builds the command of a form: done at once, or shown first.
fn submit_form(model: &mut Model, form: &mut Form) -> Vec<Effect> {
    if let Some(at) = form.missing() {
        form.focus = at;
        form.error = Some(format!("{} is needed", form.fields[at].label));
        return Vec::new();
    }
    if let Some(wanted) = form.wants_file() {
        return vec![Effect::Attach(wanted)];
    }
    let reading = Reading {
        now: model.now,
        zone: model.zone(),
    };
    match command(form.verb, &form.values(), reading) {
        Ok(command) => {
            let number = model.next_request();
            form.waiting = Some(number);
            form.error = None;
            let manner = Manner {
                accept_new: form.accept_new,
                draft: Some(form.draft()),
            };
            let job = if form.is_deliberate() {
                Job::Preview
            } else {
                Job::Execute
            };
            vec![Effect::Job(job(number, Box::new(command), manner))]
        }
        Err(refusal) => {
            form.error = Some(format!("{}. {}", refusal.why, refusal.instead));
            Vec::new()
        }
    }
}

/// The file a form wanted was read, or not: the form goes on, or says why it cannot.
pub fn attached(model: &mut Model, wanted: Wanted, read: Result<Attached, String>) -> Vec<Effect> {
    let Some(Layer::Form(mut form)) = model.ui.layers.pop() else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    match read {
        Ok(text) => {
            form.attached.retain(|(earlier, _)| earlier.param != wanted.param);
            form.attached.push((wanted, text));
            effects = submit_form(model, &mut form);
        }
        Err(why) => form.error = Some(why),
    }
    model.ui.layers.push(Layer::Form(form));
    effects
}

/// Puts the confirmation of a form on top of it.
pub fn confirm(model: &mut Model, form: &Form, preview: crate::domain::preview::Preview) {
    let reading = Reading {
        now: model.now,
        zone: model.zone(),
    };
    let Ok(command) = command(form.verb, &form.values(), reading) else {
        return;
    };
    let is_line = form.verb.params.iter().any(|param| param.kind == ParamKind::Entry);
    let label = if is_line { "Line" } else { "Deadline" };
    let line = form.about.iter().map(|words| (label.to_owned(), words.clone()));
    let typed = form
        .fields
        .iter()
        .filter(|field| !field.value().trim().is_empty())
        .map(|field| (field.label.clone(), shown(model, field)));
    let facts = line.chain(typed).collect();
    let manner = Manner {
        accept_new: form.accept_new,
        draft: Some(form.draft()),
    };
    let confirm = Confirm::new(form.verb, form.subject.clone(), command, manner, facts, preview);
    model.ui.layers.push(Layer::Confirm(Box::new(confirm)));
}

/// A value as it is read once more: times as they were understood, keys as words.
fn shown(model: &Model, field: &crate::tui::layer::field::Field) -> String {
    match (field.param.kind, &field.held) {
        (ParamKind::Time, _) => field.hint(&model.world, model.now, model.zone()),
        (_, crate::tui::layer::field::Held::Choice(choices, Some(at))) => choices[*at].label.clone(),
        _ => field.value(),
    }
}

fn press_confirm(model: &mut Model, mut confirm: Box<Confirm>, key: KeyEvent) -> Vec<Effect> {
    let mut effects = Vec::new();
    match confirm.press(key) {
        confirm::Pressed::No => return effects,
        confirm::Pressed::Yes => {
            let number = model.next_request();
            confirm.waiting = Some(number);
            confirm.error = None;
            effects.push(Effect::Job(Job::Execute(
                number,
                Box::new(confirm.command.clone()),
                confirm.manner.clone(),
            )));
        }
        confirm::Pressed::Nothing => {}
    }
    model.ui.layers.push(Layer::Confirm(confirm));
    effects
}

/// Pasted words go where text is typed; elsewhere they are no keys and do nothing.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(layer) = model.ui.layers.last_mut() else {
        return Vec::new();
    };
    match layer {
        Layer::Line(line) if line.waiting.is_none() => {
            line.edit.paste(text);
            line.error = None;
            let (draft, words) = (line.draft(), line.edit.text().to_owned());
            match (draft, &line.purpose) {
                (Some(draft), _) => vec![keep(model, draft, words)],
                (None, Purpose::Filter) => filter::set(model, &words),
                (None, _) => Vec::new(),
            }
        }
        Layer::Form(form) if form.waiting.is_none() => {
            form.paste(text);
            let (key, words) = (form.draft(), form.draft_text());
            vec![keep(model, key, words)]
        }
        Layer::Palette(palette) => {
            palette.edit.paste(text);
            palette.refresh();
            Vec::new()
        }
        Layer::Confirm(confirm) => {
            if let Some((_, edit)) = &mut confirm.typed {
                edit.paste(text);
            }
            Vec::new()
        }
        Layer::Line(_) | Layer::Form(_) | Layer::Help(_) | Layer::Pick(_) | Layer::Text(..) => Vec::new(),
    }
}
