//! The floor programs: compiled here and now, against the same `SQLite` that firebell has built in.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// Where the compiled programs are.
pub struct Floors {
    /// Opens a store, prints 40 rows.
    pub firstrows: PathBuf,
    /// The least full-screen program.
    pub keyecho: PathBuf,
    /// One-row commits.
    pub commit: PathBuf,
    /// Which `SQLite` they have.
    pub sqlite: String,
}

impl Floors {
    /// Compiles them with `cc` into `folder`.
    pub fn build(folder: &Path) -> Outcome<Self> {
        std::fs::create_dir_all(folder)?;
        let (flags, sqlite) = sqlite();
        let compile = |name: &str| -> Outcome<PathBuf> {
            let source = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("benches/floor")
                .join(format!("{name}.c"));
            let program = folder.join(name);
            let mut command = Command::new("cc");
            command.arg("-O2").arg("-o").arg(&program).arg(&source);
            if name != "keyecho" {
                command.args(&flags);
            }
            let status = command.status().map_err(|error| format!("cc cannot be run: {error}"))?;
            if status.success() {
                Ok(program)
            } else {
                Err(format!("cc could not compile {}", source.display()).into())
            }
        };
        Ok(Self {
            firstrows: compile("firstrows")?,
            keyecho: compile("keyecho")?,
            commit: compile("commit")?,
            sqlite,
        })
    }
}

/// What to link: our own built-in library where it is found beside this program, else the machine's.
fn sqlite() -> (Vec<String>, String) {
    let Some(library) = built_in() else {
        return (vec!["-lsqlite3".to_owned()], "the SQLite of this machine".to_owned());
    };
    let mut flags = vec![library.display().to_string()];
    flags.extend(["-lm", "-lpthread", "-ldl"].map(str::to_owned));
    (flags, "the SQLite built into firebell".to_owned())
}

/// The newest `libsqlite3.a` that was built with this profile.
fn built_in() -> Option<PathBuf> {
    let profile = Path::new(env!("CARGO_BIN_EXE_firebell")).parent()?;
    let builds = std::fs::read_dir(profile.join("build")).ok()?;
    builds
        .filter_map(|entry| Some(entry.ok()?.path().join("out/libsqlite3.a")))
        .filter_map(|library| Some((std::fs::metadata(&library).ok()?.modified().ok()?, library)))
        .max()
        .map(|(_, library)| library)
}
