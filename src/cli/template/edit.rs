//! `firebell template edit`: a copy of one's own in one's own editor, checked afterwards.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::{named, of_file, own_file, problems_json, shelf};
use crate::cli::out::Out;
use crate::cli::verdict::Verdict;
use crate::engine::Trouble;
use crate::error::Failure;
use crate::launch::Launch;
use crate::template::Template;
use crate::verb::Values;

/// Opens the file of one's own; where there is none, ours is copied there before. A copy in which nothing was changed
/// goes again, so that ours stays in use and is renewed with the program.
pub fn edit(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let shelf = shelf(launch, out);
    let name = values.get("name").unwrap_or_default();
    let own = own_file(name, launch).filter(|_| shelf.get(name).is_none());
    // What cannot be used is what most needs an editor.
    let template = match own {
        Some(_) => None,
        None => Some(named(values, &shelf, "Nothing to edit")?),
    };
    let command = editor().ok_or_else(|| {
        Failure::usage("Nothing was edited", "no editor is set").with_todo("Set VISUAL or EDITOR, such as EDITOR=vi")
    })?;
    let name = template.map_or(name, |template| template.name.as_str());
    let source = template.map(Template::source).unwrap_or_default();
    let path = launch.templates_folder().join(format!("{name}.md"));
    let is_new = copy(source, &path).map_err(|error| {
        let why = format!("{} cannot be written", path.display());
        Failure::config("Nothing was edited", why).caused_by(error)
    })?;
    let opened = open(&command, &path);
    let is_unchanged = is_new && fs::read_to_string(&path).is_ok_and(|text| text == source);
    if is_unchanged {
        // Nobody has written in it.
        let _ = fs::remove_file(&path);
    }
    opened?;
    if is_unchanged {
        if out.is_json() {
            out.json(&json!({ "file": null, "problems": [] }));
        } else {
            out.line(&format!("Nothing was changed: {name} stays as it ships."));
        }
        return Ok(Verdict::Done);
    }
    let problems = of_file(&path);
    if out.is_json() {
        out.json(&json!({ "file": path.display().to_string(), "problems": problems_json(&problems) }));
    } else if problems.is_empty() {
        out.line(&format!("{} is as it should be.", path.display()));
    } else {
        for problem in &problems {
            out.line(&problem.to_string());
        }
    }
    Ok(if problems.is_empty() {
        Verdict::Done
    } else {
        Verdict::BadConfig
    })
}

/// The program and its arguments, without a shell.
fn editor() -> Option<Vec<String>> {
    let set = ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok());
    let words = |command: String| command.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    set.map(words).find(|words| !words.is_empty())
}

/// Writes it where nothing lies; says whether it did.
fn copy(source: &str, path: &Path) -> io::Result<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(source.as_bytes()).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

fn open(command: &[String], path: &Path) -> Result<(), Failure> {
    let failed = |why: String| Failure::usage("Nothing was edited", why).with_todo("Set VISUAL or EDITOR to another");
    let Some((program, arguments)) = command.split_first() else {
        return Err(failed("no editor is set".to_owned()));
    };
    let status = Command::new(program).args(arguments).arg(path).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(format!("the editor {program} ended with {status}"))),
        Err(error) => Err(failed(format!("the editor {program} cannot be started")).caused_by(error)),
    }
}
