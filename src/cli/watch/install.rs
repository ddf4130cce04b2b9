//! Has the watch started with the person's session, by systemd or else by the desktop's autostart, and undoes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;

use crate::cli::out::Out;
use crate::cli::verdict::Verdict;
use crate::config::{Paths, Source};
use crate::engine::Trouble;
use crate::error::Failure;
use crate::launch::Launch;

const UNIT: &str = include_str!("../../../assets/firebell-watch.service");
const AUTOSTART: &str = include_str!("../../../assets/firebell-watch.desktop");
const NAME: &str = "firebell-watch.service";
/// What both files call the program.
const PROGRAM: &str = "firebell watch";

/// The folder that holds every program's settings: `~/.config`.
fn settings(paths: &Paths) -> &Path {
    paths.config_dir.parent().unwrap_or(&paths.config_dir)
}

fn unit_file(paths: &Paths) -> PathBuf {
    settings(paths).join("systemd/user").join(NAME)
}

fn autostart_file(paths: &Paths) -> PathBuf {
    settings(paths).join("autostart/firebell-watch.desktop")
}

/// The file that starts it, if there is one.
pub fn installed(paths: &Paths) -> Option<PathBuf> {
    [unit_file(paths), autostart_file(paths)]
        .into_iter()
        .find(|file| file.exists())
}

/// `firebell watch install`.
pub fn install(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let exe = std::env::current_exe().map_err(|error| {
        Failure::config("Nothing was installed", "this program does not know where it lies").caused_by(error)
    })?;
    let mut argv = vec![exe.display().to_string(), "watch".to_owned()];
    if launch.store != launch.paths.store {
        let store = std::path::absolute(&launch.store).unwrap_or_else(|_| launch.store.clone());
        argv.extend(["--store".to_owned(), store.display().to_string()]);
    }
    argv.extend(told_otherwise(launch));
    let file = if systemctl(&["show-environment"]) {
        let unit = unit(&argv, systemctl(&["is-active", "--quiet", "graphical-session.target"]));
        let file = unit_file(&launch.paths);
        write(&file, &unit)?;
        // One that is installed anew runs with the new line.
        if !(systemctl(&["daemon-reload"]) && systemctl(&["enable", NAME]) && systemctl(&["restart", NAME])) {
            let why = "systemd did not start it";
            return Err(Failure::config("The watch is written, and does not run", why)
                .with_todo(format!("Look at: systemctl --user status {NAME}"))
                .into());
        }
        file
    } else {
        let file = autostart_file(&launch.paths);
        write(
            &file,
            &AUTOSTART.replace(&format!("Exec={PROGRAM}"), &format!("Exec={}", exec(&argv))),
        )?;
        file
    };
    let by_systemd = file == unit_file(&launch.paths);
    if out.is_json() {
        out.json(&json!({ "installed": file, "runs": by_systemd }));
    } else if by_systemd {
        out.line(&format!(
            "The watch runs, and starts with your session: {}",
            file.display()
        ));
    } else {
        out.line(&format!("The watch starts with your next session: {}", file.display()));
        out.talk("There is no systemd to start it now; firebell watch runs it here until then.");
    }
    Ok(Verdict::Done)
}

/// `firebell watch uninstall`.
pub fn uninstall(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let mut removed = Vec::new();
    let unit = unit_file(&launch.paths);
    if unit.exists() {
        // Where systemd is gone there is nothing of it to be stopped.
        systemctl(&["disable", "--now", NAME]);
    }
    for file in [unit, autostart_file(&launch.paths)] {
        match fs::remove_file(&file) {
            Ok(()) => removed.push(file),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                let why = format!("{} cannot be removed", file.display());
                return Err(Failure::config("The watch is still installed", why)
                    .caused_by(error)
                    .into());
            }
        }
    }
    systemctl(&["daemon-reload"]);
    if out.is_json() {
        out.json(&json!({ "removed": removed }));
    } else if removed.is_empty() {
        out.talk("It was not installed.");
    }
    for file in removed.iter().filter(|_| !out.is_json()).collect::<Vec<_>>() {
        out.line(&format!("Removed {}", file.display()));
    }
    Ok(Verdict::Done)
}

/// Who the person is, and their zone, where config.toml does not say so: the session that starts it knows nothing of this
/// command line and this environment.
fn told_otherwise(launch: &Launch) -> Vec<String> {
    let is_lost = |from: &Source| matches!(from, Source::Flag(_) | Source::Environment(_));
    let mut argv = Vec::new();
    if is_lost(&launch.settings.user.from) {
        argv.extend(["--as".to_owned(), launch.who.name.clone()]);
    }
    if is_lost(&launch.settings.zone.from) {
        argv.extend(["--zone".to_owned(), launch.zone.to_string()]);
    }
    argv
}

/// The unit, with the program's own place, for this kind of machine: where no desktop runs it starts at the login.
fn unit(argv: &[String], is_graphical: bool) -> String {
    let unit = UNIT.replace(
        &format!("ExecStart={PROGRAM}"),
        &format!("ExecStart={}", exec(argv).replace('$', "$$")),
    );
    if is_graphical {
        unit
    } else {
        unit.replace("After=graphical-session.target\n", "")
            .replace("WantedBy=graphical-session.target", "WantedBy=default.target")
    }
}

/// A command line as both kinds of file read it: quoted, `\`, `"` and `%` doubled or escaped.
fn exec(argv: &[String]) -> String {
    let quoted = argv.iter().map(|part| {
        let part = part.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
        format!("\"{part}\"")
    });
    quoted.collect::<Vec<_>>().join(" ")
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let written = match file.parent() {
        Some(folder) => fs::create_dir_all(folder).and_then(|()| fs::write(file, text)),
        None => fs::write(file, text),
    };
    written.map_err(|error| {
        Failure::config("Nothing was installed", format!("{} cannot be written", file.display())).caused_by(error)
    })
}

/// Asks systemd for something of this person's; false where it refuses or is not there.
fn systemctl(args: &[&str]) -> bool {
    Command::new("systemctl")
        .arg("--user")
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_name_the_program_where_it_lies() {
        let argv = ["/opt/a b/fire\"bell", "watch", "--store", "/x/50%$HOME.db"].map(str::to_owned);
        let graphical = unit(&argv, true);
        let line = "ExecStart=\"/opt/a b/fire\\\"bell\" \"watch\" \"--store\" \"/x/50%%$$HOME.db\"\n";
        assert!(graphical.contains(line), "{graphical}");
        assert!(graphical.contains("WantedBy=graphical-session.target"));
        let plain = unit(&argv, false);
        assert!(
            plain.contains("WantedBy=default.target") && !plain.contains("graphical"),
            "{plain}"
        );
        assert!(AUTOSTART.contains("Exec=firebell watch\n"));
    }
}
