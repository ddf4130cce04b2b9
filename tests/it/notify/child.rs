//! This test binary, started again as a process of its own with a session bus of its own, or one that dies.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{desktop, reminder, server, sessions};

const TASK: &str = "FIREBELL_CHILD_DESKTOP";

/// A bus that starts no server of itself; what else it allows or denies stands for `RULES`.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    RULES
  </policy>
</busconfig>
"#;

fn as_task(command: &mut Command, task: &str) {
    command
        .args(["--exact", "notify::child::child", "--nocapture", "--test-threads=1"])
        .env(TASK, task);
}

/// Does a task on a bus of its own with these further rules, where nobody shows notifications unless the task does; fails
/// where it does.
pub fn on_a_bus_of_its_own(task: &str, rules: &str) {
    let home = TempDir::new().unwrap();
    let config = home.path().join("bus.conf");
    std::fs::write(&config, BUS.replace("RULES", rules)).unwrap();
    let mut command = Command::new("dbus-run-session");
    command
        .arg("--config-file")
        .arg(&config)
        .arg("--")
        .arg(std::env::current_exe().expect("this binary"));
    as_task(&mut command, task);
    let output = command.output().expect("dbus-run-session");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("child: done"),
        "{task}:\n{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Shows a reminder from a process that has no time to take it down again.
pub fn show_and_die(deadline: &str, title: &str) {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    as_task(&mut command, &format!("show {deadline}|{title}"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child: Child = command.spawn().expect("a child");
    let lines = BufReader::new(child.stdout.take().expect("its voice")).lines();
    let shown = lines.map_while(Result::ok).any(|line| line.ends_with("child: shown"));
    // SIGKILL.
    child.kill().expect("still alive");
    child.wait().expect("dead");
    assert!(shown, "the child has shown nothing");
}

fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    // A parent that has gone away is nothing to fail for.
    let _ = writeln!(out, "\nchild: {words}").and_then(|()| out.flush());
}

/// Does nothing, unless this process is a child of another test.
#[test]
fn child() {
    let Ok(task) = std::env::var(TASK) else {
        return;
    };
    if let Some(("show", words)) = task.split_once(' ') {
        let (deadline, title) = words.split_once('|').expect("set by the parent");
        let (mut desktop, _replies) = desktop();
        desktop.show(&reminder(deadline, title)).expect("shown");
        say("shown");
        // Until the parent kills us, or is gone itself.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
    } else {
        sessions::play(&task, &server::Runtime::new());
        say("done");
    }
}
