use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::domain::reminder::{About, MessageKind, Urgency};

/// Time enough for a machine that is busy.
const LONG: Duration = Duration::from_secs(30);

fn message() -> Message {
    Message {
        key: "Q7K4/notice/acme-gmbh".into(),
        kind: MessageKind::Reminder,
        urgency: Urgency::Critical,
        person: "mira".into(),
        title: "2 h left: tell Acme GmbH, Q7K4".into(),
        body: "Token\u{202e} leak\nDue 14:05".into(),
        about: vec![About {
            deadline: "Q7K4/notice/acme-gmbh".into(),
            label: "Q7K4".into(),
            title: "Token leak".into(),
            threshold: "2h".into(),
            due_at: "2026-11-24T13:05:00Z".parse().unwrap(),
            is_late: false,
            requirement: "CN-2".into(),
        }],
        more: 0,
    }
}

/// A folder with one program in it.
fn script(text: &str) -> (TempDir, Vec<String>) {
    let home = TempDir::new().unwrap();
    let path = home.path().join("tell");
    // Written by a process of its own: while another test of this one starts a program, a file that was open for
    // writing here would be "busy".
    let written = Command::new("sh")
        .args(["-c", "printf '%s' \"$2\" > \"$1\"", "sh"])
        .args([path.as_os_str(), format!("#!/bin/sh\n{text}\n").as_ref()])
        .status()
        .unwrap();
    assert!(written.success());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let argv = vec![path.display().to_string(), home.path().display().to_string()];
    (home, argv)
}

fn why(result: Result<String, Unreached>) -> String {
    result.unwrap_err().why
}

#[test]
fn the_program_reads_the_message_and_knows_what_it_is() {
    let (home, mut argv) = script("cat > \"$1/in\"; echo \"$FIREBELL_REMINDER $2\" > \"$1/said\"; echo ignored");
    argv.push("two words; $HOME".into());
    assert_eq!(run(&argv, &message(), LONG, None), Ok("exit 0".into()));
    let read = fs::read_to_string(home.path().join("in")).unwrap();
    let expected = concat!(
        r#"{"key":"Q7K4/notice/acme-gmbh","kind":"reminder","urgency":"critical","person":"mira","#,
        r#""title":"2 h left: tell Acme GmbH, Q7K4","body":"Token\u202e leak\nDue 14:05","#,
        r#""about":[{"deadline":"Q7K4/notice/acme-gmbh","label":"Q7K4","title":"Token leak","threshold":"2h","#,
        r#""due_at":"2026-11-24T13:05:00Z","is_late":false,"requirement":"CN-2"}],"more":0}"#,
        "\n"
    );
    assert_eq!(read, expected);
    assert_eq!(
        fs::read_to_string(home.path().join("said")).unwrap(),
        "1 two words; $HOME\n"
    );
}

#[test]
fn exit_code_signal_and_first_words_are_told() {
    let (_home, argv) = script("echo >&2; printf 'no \\033[31mroute\\nmore\\n' >&2; exit 3");
    assert_eq!(why(run(&argv, &message(), LONG, None)), "exit 3: no ␛[31mroute");
    let (_home, argv) = script("kill -TERM $$");
    assert_eq!(why(run(&argv, &message(), LONG, None)), "ended by signal 15");
    let (_home, argv) = script("echo sent to two phones >&2");
    assert_eq!(
        run(&argv, &message(), LONG, None),
        Ok("exit 0: sent to two phones".into())
    );
}

#[test]
fn what_is_not_there_is_named() {
    assert_eq!(why(run(&[], &message(), LONG, None)), "no program is set");
    let missing = why(run(&["/nowhere/tell".into()], &message(), LONG, None));
    assert!(
        missing.starts_with("/nowhere/tell was not started: No such file"),
        "{missing}"
    );
}

#[test]
fn a_program_that_reads_nothing_is_no_fault() {
    let mut large = message();
    large.body = "x".repeat(1 << 20);
    let (_home, argv) = script("exec <&-; exit 0");
    assert_eq!(run(&argv, &large, LONG, None), Ok("exit 0".into()));
    let (_home, argv) = script("exit 0");
    assert_eq!(run(&argv, &large, LONG, None), Ok("exit 0".into()));
}

#[test]
fn a_message_larger_than_a_pipe_arrives_whole() {
    let mut large = message();
    large.body = "x".repeat(1 << 20);
    let (home, argv) = script("cat > \"$1/in\"");
    assert_eq!(run(&argv, &large, LONG, None), Ok("exit 0".into()));
    let read = fs::read(home.path().join("in")).unwrap();
    assert_eq!(read, json(&large).unwrap());
}

#[test]
fn a_flood_holds_nobody_up() {
    let (home, argv) = script("yes | head -c 3000000 >&2; yes | head -c 3000000; exit 4");
    let log = home.path().join("log");
    assert_eq!(why(run(&argv, &message(), LONG, Some(&log))), "exit 4: y");
    let kept = fs::read(&log).unwrap().len();
    assert!((KEPT - 2..=KEPT).contains(&kept), "{kept}");
}

#[test]
fn at_the_limit_the_program_ends_with_its_children() {
    // The child of the program holds the pipe `held`; when it is gone too, reading comes to the end.
    let (home, argv) = script("echo stuck >&2; (exec sleep 600) & echo $! > \"$1/child\"; wait");
    let result = run(&argv, &message(), Duration::from_millis(400), None);
    assert_eq!(why(result), "it was ended after 400ms: stuck");
    let child = fs::read_to_string(home.path().join("child")).unwrap();
    let pid = Pid::from_raw(child.trim().parse().unwrap()).unwrap();
    assert!(is_gone(pid), "the child {pid:?} lives on");
}

/// Whether the process is gone, or dead and not yet taken off the list by its new parent. A killed process needs a
/// moment to die.
fn is_gone(pid: Pid) -> bool {
    let stat = PathBuf::from(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    let until = Instant::now() + LONG;
    while Instant::now() < until {
        match fs::read_to_string(&stat) {
            Ok(text) if !text.contains(") Z ") => std::thread::yield_now(),
            _ => return true,
        }
    }
    false
}

#[test]
fn a_child_left_behind_is_not_waited_for() {
    let (home, argv) = script("sleep 600 & echo $! > \"$1/child\"; exit 0");
    assert_eq!(run(&argv, &message(), LONG, None), Ok("exit 0".into()));
    let child = fs::read_to_string(home.path().join("child")).unwrap();
    let pid = Pid::from_raw(child.trim().parse().unwrap()).unwrap();
    rustix::process::kill_process(pid, Signal::KILL).unwrap();
}

#[test]
fn its_words_are_appended_and_can_be_read() {
    let (home, argv) = script("printf 'bad \\033]0;x\\007\\n\\303\\050\\n' >&2");
    // Nobody has made its folder yet.
    let log = home.path().join("state/log");
    run(&argv, &message(), LONG, Some(&log)).unwrap();
    run(&argv, &message(), LONG, Some(&log)).unwrap();
    let once = "bad ␛]0;x␇\n\u{fffd}(\n";
    assert_eq!(fs::read_to_string(&log).unwrap(), format!("{once}{once}"));
    let mode = fs::metadata(&log).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let words = run(&argv, &message(), LONG, Some(home.path())).unwrap();
    assert!(words.contains("its words were not written down"), "{words}");
}
