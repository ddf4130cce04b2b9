//! A machine of its own for each test: an empty home, a test store, a clock that moves only when told.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// One machine.
pub struct Desk {
    home: TempDir,
    now: String,
    seed: u64,
}

/// What a command came to.
#[derive(Debug)]
pub struct Ran {
    pub line: String,
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Desk {
    /// A machine at 24 November 2026, 14:05 in Berlin.
    pub fn new() -> Self {
        let desk = Self {
            home: TempDir::new().unwrap(),
            now: "2026-11-24T13:05:00Z".to_owned(),
            seed: 7,
        };
        std::fs::create_dir_all(desk.config("themes")).unwrap();
        desk
    }

    /// Moves the clock.
    pub fn at(&mut self, now: &str) {
        now.clone_into(&mut self.now);
    }

    /// Other ids than on other machines.
    pub fn seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn store(&self) -> PathBuf {
        self.home().join("data/firebell/firebell.db")
    }

    /// A file in the config folder.
    pub fn config(&self, name: &str) -> PathBuf {
        self.home().join("config/firebell").join(name)
    }

    /// The program, in a clean environment.
    pub fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firebell"));
        command
            .env_clear()
            .env("HOME", self.home())
            .env("XDG_CONFIG_HOME", self.home().join("config"))
            .env("XDG_DATA_HOME", self.home().join("data"))
            .env("FIREBELL_USER", "Mira")
            .env("FIREBELL_ZONE", "Europe/Berlin")
            .env("FIREBELL_SIMULATED_NOW", &self.now)
            .env("FIREBELL_SIMULATED_SEED", self.seed.to_string())
            .current_dir(self.home())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a line, split as a shell would: at spaces, quotes held together.
    pub fn run(&self, line: &str) -> Ran {
        self.args(line, &words(line))
    }

    /// Runs a line and hands it standard input.
    pub fn run_with_input(&self, line: &str, input: &[u8]) -> Ran {
        let mut child = self.program().args(words(line)).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        self.ran(line, child.wait_with_output().unwrap())
    }

    /// Runs arguments as they are.
    pub fn args(&self, line: &str, args: &[String]) -> Ran {
        self.ran(line, self.program().args(args).output().unwrap())
    }

    /// Runs a line that must be done.
    pub fn done(&self, line: &str) -> Ran {
        let ran = self.run(line);
        assert_eq!(ran.code, 0, "{ran}");
        ran
    }

    /// Declares an incident of this severity and returns its code.
    pub fn declare(&self, severity: &str) -> String {
        let line = format!("declare --severity {severity} --title 'Exports readable by everyone' --json");
        self.done(&line).json()["code"].as_str().unwrap().to_owned()
    }

    pub fn ran(&self, line: &str, output: std::process::Output) -> Ran {
        let home = self.home().display().to_string();
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(&home, "~");
        Ran {
            line: line.to_owned(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            code: output.status.code().unwrap(),
        }
    }
}

impl Ran {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self}"))
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "$ firebell {}", self.line)?;
        f.write_str(&self.stdout)?;
        for line in self.stderr.lines() {
            writeln!(f, "! {line}")?;
        }
        if self.code != 0 {
            writeln!(f, "[exit {}]", self.code)?;
        }
        Ok(())
    }
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
