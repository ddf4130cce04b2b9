//! What a terminal outside tmux hears of a message that is written inside.

use std::process::Command;

use firebell::notify::terminal::{Form, Wrap, bytes};
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::reminder;
use crate::pty::glass::{Glass, NARROW};

/// tmux in a terminal, with a program that writes the bytes of a message and then says so.
struct Tmux {
    home: TempDir,
    glass: Glass,
}

impl Tmux {
    fn write(passthrough: &str, form: Form, wrap: Wrap) -> Self {
        let home = TempDir::new().unwrap();
        let message = bytes(&reminder("Q7K4/notice/acme", "Due in 2 h"), form, wrap);
        std::fs::write(home.path().join("message"), message).unwrap();
        std::fs::write(
            home.path().join("conf"),
            format!("set -g allow-passthrough {passthrough}\nset -g status off\n"),
        )
        .unwrap();
        let mut command = CommandBuilder::new("tmux");
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("SHELL", "/bin/sh")] {
            command.env(name, value);
        }
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.cwd(home.path());
        command.args(["-S", "socket", "-f", "conf", "new-session"]);
        // tmux hands nothing through while it still draws for the first time. What is written behind the message says that
        // the message is through.
        command.arg("printf 'it %s' waits; read go; cat message; printf 'it is %s' written; cat");
        let mut glass = Glass::run(command, NARROW);
        glass.wait_for("it waits");
        assert!(!heard(&glass, &[7]), "it rings by itself");
        glass.press("<Enter>");
        glass.wait_for("it is written");
        Self { home, glass }
    }
}

/// Has the terminal been given these bytes by now?
fn heard(glass: &Glass, wanted: &[u8]) -> bool {
    let mut heard = false;
    glass.wait_until("a look", |_, all| {
        heard = all.windows(wanted.len()).any(|window| window == wanted);
        true
    });
    heard
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let mut tmux = Command::new("tmux");
        tmux.arg("-S").arg(self.home.path().join("socket")).arg("kill-server");
        // It may have ended by itself.
        let _ = tmux.output();
    }
}

#[test]
#[ignore = "needs tmux: bash tests/run.sh"]
fn through_tmux_every_form_arrives_byte_for_byte() {
    for form in [Form::Osc9, Form::Osc777, Form::Osc99] {
        let tmux = Tmux::write("on", form, Wrap::Tmux);
        let message = reminder("Q7K4/notice/acme", "Due in 2 h");
        let mut plain = bytes(&message, form, Wrap::None);
        // The bell goes a way of its own.
        assert_eq!(plain.pop(), Some(7));
        for sequence in plain.split_inclusive(|byte| *byte == 7) {
            tmux.glass.wait_for_bytes(sequence);
        }
    }
}

#[test]
#[ignore = "needs tmux: bash tests/run.sh"]
fn a_tmux_that_hands_nothing_through_still_rings() {
    for (passthrough, wrap) in [("off", Wrap::Tmux), ("off", Wrap::None), ("on", Wrap::None)] {
        let tmux = Tmux::write(passthrough, Form::Osc777, wrap);
        tmux.glass.wait_for_bytes(b"\x07");
        assert!(!heard(&tmux.glass, b"777;notify"), "{passthrough} {wrap:?}");
        // Nothing of it stands on the screen either.
        let screen = tmux.glass.text();
        assert!(!screen.contains("notify") && !screen.contains("Due in"), "{screen}");
    }
}
