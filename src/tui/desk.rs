//! What a letter needs from outside the screen: templates from the disk, and the person's own editor.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::model::Model;
use super::msg::{Msg, Wish};
use crate::domain::letter::Letter;
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
///
/// Where that is no letter, their words stay in the file, and the error says where.
pub fn edit(source: &str, folder: &Path) -> Result<String, String> {
    let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.trim().is_empty()).then_some(value)
    });
    edit_with(&named.unwrap_or_else(|| EDITOR.to_owned()), source, folder)
}

fn edit_with(editor: &str, source: &str, folder: &Path) -> Result<String, String> {
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or(EDITOR);
    let (file, mut open) = unused(folder)?;
    let failed = |error: io::Error| format!("{}: {error}", file.display());
    open.write_all(source.as_bytes()).map_err(failed)?;
    let status = Command::new(program).args(words).arg(&file).status();
    let status = status.map_err(|error| {
        // Nobody has written anything in it.
        let _ = std::fs::remove_file(&file);
        format!("{program} cannot be started: {error}")
    })?;
    let kept = || format!("its text is in {}", file.display());
    if !status.success() {
        return Err(format!("{program} ended with an error; {}", kept()));
    }
    let text = std::fs::read_to_string(&file).map_err(failed)?;
    Letter::from_source(&text).map_err(|error| format!("{error}; {}", kept()))?;
    // What was read is in the letter now, and a draft on disk.
    let _ = std::fs::remove_file(&file);
    Ok(text)
}

/// A new file for nobody else on this machine: what concerns a breach, and what an earlier try has left, is not written
/// over.
fn unused(folder: &Path) -> Result<(PathBuf, File), String> {
    for number in 1..100 {
        let file = folder.join(format!("letter-{}-{number}.md", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file) {
            Ok(open) => return Ok((file, open)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{}: {error}", file.display())),
        }
    }
    Err(format!(
        "99 letters that were not read lie in {}; take them away",
        folder.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "Subject: x\n\nwords of an hour\n";

    fn files(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect()
    }

    #[test]
    fn what_is_no_letter_stays_in_a_file_that_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = edit_with("sed -i 1d", SOURCE, folder.path()).unwrap_err();
        assert!(error.contains(&folder.path().display().to_string()), "{error}");
        assert_eq!(files(folder.path()), ["\nwords of an hour\n"]);
        // Another try writes nothing over, and leaves nothing where all is well.
        let text = edit_with("sed -i s/hour/day/", SOURCE, folder.path());
        assert_eq!(text.as_deref(), Ok("Subject: x\n\nwords of an day\n"));
        assert_eq!(files(folder.path()), ["\nwords of an hour\n"]);
    }

    #[test]
    fn an_editor_that_is_not_there_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let error = edit_with("/nonexistent/editor", SOURCE, folder.path()).unwrap_err();
        assert!(error.contains("cannot be started"), "{error}");
        assert!(files(folder.path()).is_empty());
    }
}
