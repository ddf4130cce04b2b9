//! The whole way: an incident, a watch without a screen, and what stands on the desktop.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use super::dunst::{Screen, wait_for_count};
use super::wait_for;
use crate::watch::{Post, Watch};

/// The program, on the desktop of this session.
fn on_desktop(post: &Post) -> Command {
    let mut program = post.desk.program();
    for name in ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"] {
        program.env(name, std::env::var_os(name).expect("a desktop"));
    }
    program
}

fn watch(post: &Post) -> Watch {
    Post::start(on_desktop(post))
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn every_threshold_reaches_the_desktop_once_though_the_watch_is_killed_between_any_two() {
    let screen = Screen::clear();
    let post = Post::deaf();
    let code = post.breach();
    let thresholds = [
        ("2026-11-25T13:05:10Z", "48 h left", "NORMAL"),
        ("2026-11-26T13:05:10Z", "24 h left", "NORMAL"),
        ("2026-11-27T05:05:10Z", "8 h left", "CRITICAL"),
        ("2026-11-27T11:05:10Z", "2 h left", "CRITICAL"),
        ("2026-11-27T12:35:10Z", "30 m left", "CRITICAL"),
        ("2026-11-27T13:05:00Z", "due now", "CRITICAL"),
    ];
    for (now, words, urgency) in thresholds {
        let title = format!("{words}: tell Acme, {code}");
        let watch = watch(&post);
        post.at(now);
        assert_eq!(screen.taken(&title).urgency, urgency, "{title}");
        watch.says(&title);
        watch.kill();
    }
    let heard = screen.all();
    let ours: Vec<&str> = heard
        .iter()
        .filter(|taken| taken.summary.ends_with(&code))
        .map(|taken| taken.summary.split(':').next().unwrap())
        .collect();
    assert_eq!(ours, thresholds.map(|(_, words, _)| words));
    // Said again by another process it has taken the place of what stood there.
    wait_for_count(1);
    let listed = post.desk.done("reminder list --json").json();
    let listed = listed["reminders"].as_array().unwrap();
    assert!(listed.len() == 6 && listed.iter().all(|one| one["channel"] == "desktop"));
    assert!(listed[0]["outcome"].as_str().unwrap().starts_with("dunst "));
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn acknowledge_on_the_desktop_silences_until_the_next_threshold() {
    let screen = Screen::clear();
    let post = Post::deaf();
    let code = post.breach();
    let watch = watch(&post);
    post.at("2026-11-25T13:05:10Z");
    let title = format!("48 h left: tell Acme, {code}");
    screen.taken(&title);
    wait_for_count(1);
    screen.press(&format!("#Acknowledge ({title})"));
    watch.says("button: Acknowledged");
    // What was acknowledged stands nowhere any more.
    wait_for_count(0);
    let log = post.desk.done(&format!("show {code}")).stdout;
    assert!(
        log.contains("Told mira by desktop: 48 h left") && log.contains("Acknowledged"),
        "{log}"
    );
    post.at("2026-11-26T13:05:10Z");
    screen.taken(&format!("24 h left: tell Acme, {code}"));
    assert_eq!(watch.end(), 0);
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn open_on_the_desktop_starts_what_is_set_at_that_incident() {
    let screen = Screen::clear();
    let post = Post::deaf();
    let open = post.desk.home().join("open");
    fs::write(&open, "#!/bin/sh\necho \"$@\" > \"$HOME/ear\"\n").unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o755)).unwrap();
    post.configure(&format!("open = [\"{}\", \"board\", \"{{code}}\"]\n", open.display()));
    let code = post.breach();
    let watch = watch(&post);
    post.at("2026-11-25T13:05:10Z");
    let title = format!("48 h left: tell Acme, {code}");
    screen.taken(&title);
    wait_for_count(1);
    screen.press(&format!("#Open ({title})"));
    assert_eq!(post.line(), format!("board {code}"));
    watch.says(&format!("button: opened {code}"));
    assert_eq!(watch.end(), 0);
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn desktop_is_tried_and_told_of() {
    let screen = Screen::clear();
    let post = Post::deaf();
    let run = |args: &[&str]| {
        let output = on_desktop(&post).args(args).output().unwrap();
        post.desk.ran(&args.join(" "), output)
    };
    let tested = run(&["notify", "test", "--channel", "desktop"]);
    assert!(tested.code == 0 && tested.stdout.contains("shown"), "{tested}");
    screen.taken("firebell reaches you here");
    let doctor = run(&["doctor"]);
    let line = wait_for("a line", || doctor.stdout.lines().find(|line| line.contains("desktop")));
    assert!(line.contains("ok") && line.contains("dunst"), "{doctor}");
    // Without a bus nobody is reached, and it is said why.
    let alone = post.desk.run("notify test");
    assert_eq!(alone.code, 1);
    assert!(
        alone.stdout.contains("not shown") && alone.stdout.contains("session bus"),
        "{alone}"
    );
}
