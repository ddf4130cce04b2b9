//! `firebell config show|check`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::board::theme_problem;
use super::glass::or_dash;
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::config::{Config, KEYS};
use crate::launch::Launch;
use crate::verb::keymap::Keymap;

/// Shows every setting, its value and where it comes from.
pub fn show(launch: &Launch, out: &mut Out) {
    let rows = launch.settings.rows();
    if out.is_json() {
        let settings: serde_json::Map<String, Value> = rows
            .iter()
            .map(|(key, value, from)| ((*key).to_owned(), json!({ "value": value, "from": from.to_string() })))
            .collect();
        out.json(&json!({ "file": launch.paths.config_file().display().to_string(), "settings": settings }));
        return;
    }
    let mut table = Table::new(&["SETTING", "FROM", "VALUE"]);
    for (key, value, from) in rows {
        table.row([key.to_owned(), from.to_string(), or_dash(&value)]);
    }
    table.print(out);
}

/// Checks `config.toml`, `keys.toml`, every theme, the folders of obligations and templates, and the variables.
pub fn check(launch: &Launch, out: &mut Out) -> Verdict {
    let folder = &launch.paths.config_dir;
    let mut checked = Vec::new();
    let mut problems: Vec<String> = launch.settings.problems.iter().map(ToString::to_string).collect();
    let mut each = |path: PathBuf, look: &dyn Fn(&str, &str) -> Vec<String>| match std::fs::read_to_string(&path) {
        Ok(text) => {
            let name = path.display().to_string();
            problems.extend(look(&text, &name));
            checked.push(name);
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => problems.push(format!("{}: {error}", path.display())),
    };
    each(launch.paths.config_file(), &|text, name| {
        let (_, found) = Config::read(text, name);
        found.iter().map(ToString::to_string).collect()
    });
    each(folder.join("keys.toml"), &keys);
    for path in themes(&folder.join("themes")) {
        each(path, &|text, name| theme_problem(text, name).into_iter().collect());
    }
    // Rules and templates of one's own, each folder as it would be read.
    let (_, rules) = launch.shelf();
    let (_, templates) = launch.templates();
    problems.extend(rules.iter().chain(&templates).map(ToString::to_string));
    for folder in [launch.obligations_folder(), launch.templates_folder()] {
        if folder.is_dir() {
            checked.push(folder.display().to_string());
        }
    }
    if out.is_json() {
        out.json(&json!({ "checked": checked, "problems": problems }));
    } else {
        for problem in &problems {
            out.line(problem);
        }
        match (checked.is_empty(), problems.is_empty()) {
            (_, false) => {}
            (true, true) => out.line(&format!(
                "There are no files in {}; defaults hold. The keys of config.toml are {}.",
                folder.display(),
                KEYS.join(", ")
            )),
            (false, true) => {
                for name in &checked {
                    out.line(&format!("{name} is as it should be."));
                }
            }
        }
    }
    if problems.is_empty() {
        Verdict::Done
    } else {
        Verdict::BadConfig
    }
}

fn keys(text: &str, name: &str) -> Vec<String> {
    let (_, found) = Keymap::with_file(text);
    let words = |problem: &crate::verb::keymap::KeyProblem| match problem.line {
        Some(line) => format!("{name}:{line}: {}", problem.message),
        None => format!("{name}: {}", problem.message),
    };
    found.iter().map(words).collect()
}

/// The themes of this person, by name.
fn themes(folder: &Path) -> Vec<PathBuf> {
    let Ok(files) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut themes: Vec<PathBuf> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    themes.sort();
    themes
}
