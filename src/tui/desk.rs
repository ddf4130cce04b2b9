//! What a letter needs from outside the screen: templates from the disk, and the person's own editor.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::Command;

use super::model::Model;
use super::msg::{Msg, Wish};
use crate::engine::letters::{Desk, Writing, begin, leaving, shelf};

/// The editor where nobody has named one: it is on every system.
const EDITOR: &str = "vi";

/// Does what is wished. `edit` gives a text to the person's own editor; it fails only where the terminal is gone.
pub fn fulfil(
    wish: Wish,
    desk: &Desk,
    model: &Model,
    edit: impl FnOnce(&str) -> io::Result<Result<String, String>>,
) -> io::Result<Msg> {
    Ok(match wish {
        Wish::Begin {
            notice,
            reader,
            template,
        } => {
            let letter = model.world.incident.as_ref().map_or_else(
                || Err("the incident is not read yet".to_owned()),
                |view| {
                    let writing = Writing {
                        sender: &model.ui.me,
                        now: model.now,
                        zone: model.policy.calendar.zone,
                    };
                    begin(
                        template.as_deref(),
                        &notice,
                        &view.incident,
                        &model.policy,
                        desk,
                        writing,
                    )
                },
            );
            Msg::Begun(notice, reader, letter)
        }
        Wish::Templates => {
            let (shelf, _) = shelf(&desk.templates);
            let rows = shelf.templates().iter();
            Msg::Templates(
                rows.map(|one| (one.name.clone(), format!("{}  {}", one.name, one.title)))
                    .collect(),
            )
        }
        Wish::Export {
            form,
            text,
            name,
            contact,
        } => Msg::Exported(export(&form, &text, &name, &contact, model)),
        Wish::Write { name, form, text } => Msg::Exported(new_file(&name, &form, text.as_bytes())),
        Wish::Edit(source) => Msg::Edited(edit(&source)?),
    })
}

/// Writes a letter into a new file.
fn export(form: &str, text: &str, name: &str, contact: &str, model: &Model) -> Result<String, String> {
    let bytes = leaving(text, form, contact, model.now).ok_or_else(|| format!("there is no form {form}"))?;
    new_file(name, form, &bytes)
}

/// Writes a new file in the folder the person is in. Nothing that is there is written over.
fn new_file(name: &str, form: &str, bytes: &[u8]) -> Result<String, String> {
    for number in 1..100 {
        let file = match number {
            1 => format!("{name}.{form}"),
            _ => format!("{name}-{number}.{form}"),
        };
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file) {
            Ok(mut open) => {
                open.write_all(bytes).map_err(|error| format!("{file}: {error}"))?;
                return Ok(file);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{file}: {error}")),
        }
    }
    Err(format!("{name}.{form} is there already, and so are 99 others"))
}

/// Opens the person's own editor on a file of this text and reads what they made of it.
pub fn edit(source: &str, folder: &Path) -> Result<String, String> {
    let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.trim().is_empty()).then_some(value)
    });
    let line = named.unwrap_or_else(|| EDITOR.to_owned());
    let mut words = line.split_whitespace();
    let program = words.next().unwrap_or(EDITOR);
    let file = folder.join(format!("letter-{}.md", std::process::id()));
    let mut options = OpenOptions::new();
    // What concerns a breach is for nobody else on this machine.
    options.write(true).create(true).truncate(true).mode(0o600);
    let written = options
        .open(&file)
        .and_then(|mut file| file.write_all(source.as_bytes()));
    written.map_err(|error| format!("{}: {error}", file.display()))?;
    let status = Command::new(program).args(words).arg(&file).status();
    let status = status.map_err(|error| format!("{program} cannot be started: {error}"))?;
    if !status.success() {
        return Err(format!(
            "{program} ended with an error; its text is in {}",
            file.display()
        ));
    }
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    // What was read is in the letter now, and a draft on disk.
    let _ = std::fs::remove_file(&file);
    Ok(text)
}
