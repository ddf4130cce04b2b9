use std::os::unix::net::UnixListener;

use tempfile::TempDir;

use super::*;
use crate::domain::reminder::{MessageKind, Urgency};

fn message() -> Message {
    Message {
        key: "test".into(),
        kind: MessageKind::Test,
        urgency: Urgency::Low,
        person: "mira".into(),
        title: "A test".into(),
        body: String::new(),
        about: Vec::new(),
        more: 0,
    }
}

fn desktop(bus: String, limit: Duration) -> Desktop {
    let mut desktop = Desktop::new(|_| ());
    (desktop.bus, desktop.limit) = (Some(bus), limit);
    desktop
}

#[test]
fn without_a_bus_it_says_so_at_once() {
    let home = TempDir::new().unwrap();
    let nowhere = format!("unix:path={}", home.path().join("no-bus").display());
    let mut desktop = desktop(nowhere, Duration::from_mins(10));
    for answer in [desktop.reach(), desktop.show(&message()), desktop.reach()] {
        let why = answer.unwrap_err().why;
        assert!(why.starts_with("the session bus cannot be reached: "), "{why}");
    }
    desktop.withdraw("test");
}

#[test]
fn an_address_that_is_none_is_no_reason_to_fall() {
    for address in ["", "unix:", "a-bus-of-mine:path=/x", "unix:path=\u{0}"] {
        let why = desktop(address.to_owned(), Duration::from_mins(10))
            .reach()
            .unwrap_err()
            .why;
        assert!(
            why.starts_with("the session bus cannot be reached: "),
            "{address}: {why}"
        );
    }
}

#[test]
fn a_bus_that_never_answers_is_waited_for_no_longer_than_the_limit() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("bus");
    // Whoever connects is let in, and hears nothing.
    let listener = UnixListener::bind(&path).unwrap();
    let limit = Duration::from_millis(30);
    let mut desktop = desktop(format!("unix:path={}", path.display()), limit);
    for answer in [desktop.reach(), desktop.show(&message())] {
        assert_eq!(answer.unwrap_err().why, "the session bus does not answer");
    }
    drop(listener);
}

#[test]
fn what_was_never_used_leaves_nothing_running() {
    let mut desktop = Desktop::new(|_| ());
    desktop.withdraw("never shown");
    assert!(desktop.thread.is_none());
}

#[test]
fn the_thread_ends_with_the_desktop() {
    let told = Arc::new(());
    let held = Arc::clone(&told);
    let home = TempDir::new().unwrap();
    let path = home.path().join("bus");
    let _listener = UnixListener::bind(&path).unwrap();
    let mut desktop = Desktop::new(move |_| drop(Arc::clone(&held)));
    desktop.bus = Some(format!("unix:path={}", path.display()));
    desktop.limit = Duration::from_millis(10);
    assert!(desktop.reach().is_err());
    drop(desktop);
    assert_eq!(Arc::strong_count(&told), 1, "somebody still holds what replies go to");
}
