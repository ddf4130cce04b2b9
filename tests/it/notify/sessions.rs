//! What happens on a session's bus, with a strict server or with none.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use firebell::domain::reminder::{MessageKind, Urgency};
use firebell::notify::desktop::{Act, Reply};

use super::child::on_a_bus_of_its_own;
use super::server::{Runtime, Server};
use super::{PATIENCE, desktop, reminder, wait_for};

const DEADLINE: &str = "Q7K4/notice/acme";

type Play = fn(&Runtime);

/// Each in a process of its own, by its name.
const PLAYS: &[(&str, Play)] = &[
    ("everything_is_sent", everything_is_sent),
    ("every_button_is_heard", every_button_is_heard),
    (
        "a_bus_without_an_ear_brings_what_all_are_told",
        a_bus_without_an_ear_brings_what_all_are_told,
    ),
    ("one_takes_the_place_of_another", one_takes_the_place_of_another),
    (
        "the_one_who_showed_it_takes_it_down",
        the_one_who_showed_it_takes_it_down,
    ),
    ("what_was_taken_down_has_no_buttons", what_was_taken_down_has_no_buttons),
    ("another_server_is_found", another_server_is_found),
    ("a_refusal_is_told", a_refusal_is_told),
    (
        "a_server_that_hangs_holds_nobody_up",
        a_server_that_hangs_holds_nobody_up,
    ),
    ("a_bus_that_dies_is_told", a_bus_that_dies_is_told),
    ("nobody_shows_anything", nobody_shows_anything),
];

/// Does what goes by this name, in a child.
pub fn play(name: &str, runtime: &Runtime) {
    let found = PLAYS.iter().find(|(known, _)| *known == name);
    let (_, play) = found.unwrap_or_else(|| panic!("no play {name}"));
    play(runtime);
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn desktop_gets_on_with_a_strict_server_and_with_none() {
    for (name, _) in PLAYS {
        let deaf =
            r#"<deny send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus.Monitoring"/>"#;
        let is_deaf = *name == "a_bus_without_an_ear_brings_what_all_are_told";
        on_a_bus_of_its_own(name, if is_deaf { deaf } else { "" });
    }
}

fn pressed(act: Act) -> Reply {
    Reply {
        act,
        deadlines: vec![DEADLINE.to_owned()],
        label: Some("Q7K4".to_owned()),
    }
}

fn everything_is_sent(runtime: &Runtime) {
    let server = Server::start(runtime, 0);
    let home = tempfile::TempDir::new().unwrap();
    let (desktop, _replies) = desktop();
    let mut desktop = desktop.with_icons(home.path());
    assert_eq!(desktop.reach().unwrap(), "strict-shell 46.0");
    assert_eq!(
        desktop.show(&reminder(DEADLINE, "Due in 2 h")).unwrap(),
        "strict-shell 46.0"
    );
    let mut digest = reminder("digest", "Three things");
    (digest.kind, digest.urgency) = (MessageKind::Digest, Urgency::Low);
    desktop.show(&digest).unwrap();

    let [first, second] = server.all().try_into().unwrap();
    assert_eq!((first.app.as_str(), first.summary.as_str()), ("firebell", "Due in 2 h"));
    assert_eq!(first.body, "Exports readable &lt;by&gt; all &amp; sundry\nowner: Mira");
    assert!(
        (0x4000_0000..0x8000_0000).contains(&first.replaces),
        "{:x}",
        first.replaces
    );
    let icon = first.icon.strip_prefix("file://").unwrap();
    assert!(std::fs::read_to_string(icon).unwrap().starts_with("<svg"), "{icon}");
    let buttons = ["acknowledge", "Acknowledge", "snooze", "Snooze 30 min", "open", "Open"];
    assert_eq!(first.actions, [&buttons[..], &["default", "Open"]].concat());
    let hint = |name: &str| first.hints[name].as_str();
    assert_eq!(hint("urgency"), "byte 0x02");
    assert_eq!(hint("category"), "\"x-firebell.reminder\"");
    assert_eq!(hint("desktop-entry"), "\"firebell\"");
    assert!(hint("x-dunst-stack-tag").starts_with("\"firebell-"));
    assert_eq!((first.timeout, second.timeout), (0, -1));
    assert_eq!(second.hints["urgency"], "byte 0x00");
    assert_eq!(second.actions, ["open", "Open", "default", "Open"]);
}

fn every_button_is_heard(runtime: &Runtime) {
    let server = Server::start(runtime, 0);
    let (mut desktop, replies) = desktop();
    desktop.show(&reminder(DEADLINE, "Due in 2 h")).unwrap();
    // Of somebody who is not the server, of another notification, and of a button that there is not: nothing.
    server.forge(1, "acknowledge");
    server.press(1, &["inline-reply"]);
    // Two at once, and a second time after that.
    server.press(1, &["snooze", "acknowledge"]);
    server.press(1, &["default", "open"]);
    // A server that tells everyone is heard once, too.
    server.tell_all(1, "acknowledge");
    for act in [Act::Snooze, Act::Acknowledge, Act::Open, Act::Open, Act::Acknowledge] {
        assert_eq!(replies.recv_timeout(PATIENCE).unwrap(), pressed(act));
    }
    // Its time is over, and it lies in the server's history: its buttons still work.
    let standing = server.standing()[&1].clone();
    server.close(1, 1);
    assert!(server.is_there(&standing.sender));
    assert!(replies.try_recv().is_err());
}

fn a_bus_without_an_ear_brings_what_all_are_told(runtime: &Runtime) {
    let server = Server::start(runtime, 0);
    let (mut desktop, replies) = desktop();
    desktop.show(&reminder(DEADLINE, "Due in 2 h")).unwrap();
    // This goes to another connection of ours, where nobody listens.
    server.press(1, &["open"]);
    server.tell_all(1, "snooze");
    server.tell_all(1, "acknowledge");
    for act in [Act::Snooze, Act::Acknowledge] {
        assert_eq!(replies.recv_timeout(PATIENCE).unwrap(), pressed(act));
    }
    desktop.withdraw(DEADLINE);
    wait_for("the reminder to be taken down", || {
        server.standing().is_empty().then_some(())
    });
}

fn one_takes_the_place_of_another(runtime: &Runtime) {
    let server = Server::start(runtime, 0);
    let (mut desktop, replies) = desktop();
    for title in ["Due in 2 h", "Due in 1 h", "Due now"] {
        desktop.show(&reminder(DEADLINE, title)).unwrap();
        desktop.show(&reminder("other", title)).unwrap();
        let titles: Vec<String> = server.standing().into_values().map(|shown| shown.summary).collect();
        assert_eq!(titles, [title, title]);
    }
    let standing = server.standing();
    let (id, _) = standing.iter().next().unwrap();
    server.press(*id, &["acknowledge"]);
    assert_eq!(replies.recv_timeout(PATIENCE).unwrap(), pressed(Act::Acknowledge));
}

fn the_one_who_showed_it_takes_it_down(runtime: &Runtime) {
    let server = Server::start(runtime, 0);
    let (mut desktop, _replies) = desktop();
    desktop.show(&reminder(DEADLINE, "Due in 2 h")).unwrap();
    desktop.show(&reminder("other", "Due in 3 h")).unwrap();
    let shown = server.standing();
    // GNOME takes down what was shown by a connection that has left.
    assert!(shown.values().all(|one| server.is_there(&one.sender)));
    desktop.withdraw(DEADLINE);
    desktop.withdraw("never shown");
    wait_for("the reminder to be taken down", || {
        (server.standing().len() == 1).then_some(())
    });
    assert_eq!(server.standing()[&2].summary, "Due in 3 h");
    wait_for("its connection to leave", || {
        (!server.is_there(&shown[&1].sender)).then_some(())
    });
    // Nothing is left behind.
    drop(desktop);
    wait_for("the other to leave", || {
        (!server.is_there(&shown[&2].sender)).then_some(())
    });
}

fn what_was_taken_down_has_no_buttons(runtime: &Runtime) {
    let server = Server::start(runtime, 0);
    let (mut desktop, _replies) = desktop();
    desktop.show(&reminder(DEADLINE, "Due in 2 h")).unwrap();
    let shown = server.standing()[&1].clone();
    // Dismissed by the person.
    server.close(1, 2);
    wait_for("its connection to leave", || {
        (!server.is_there(&shown.sender)).then_some(())
    });
    // Said again it is shown as the first was.
    desktop.show(&reminder(DEADLINE, "Due in 1 h")).unwrap();
    assert_eq!(server.all()[1].replaces, shown.replaces);
}

fn another_server_is_found(runtime: &Runtime) {
    let server = Server::start(runtime, 0);
    let (mut desktop, replies) = desktop();
    desktop.show(&reminder(DEADLINE, "Due in 2 h")).unwrap();
    server.stop();
    let why = desktop.show(&reminder(DEADLINE, "Due in 1 h")).unwrap_err().why;
    assert_eq!(why, "no notification server runs on the session bus");
    let server = Server::start(runtime, 40);
    desktop.show(&reminder(DEADLINE, "Due now")).unwrap();
    server.press(41, &["acknowledge"]);
    assert_eq!(replies.recv_timeout(PATIENCE).unwrap(), pressed(Act::Acknowledge));
}

fn a_refusal_is_told(runtime: &Runtime) {
    let server = Server::start(runtime, 0);
    server.refuse();
    let (mut desktop, _replies) = desktop();
    assert_eq!(desktop.reach().unwrap(), "strict-shell 46.0");
    let why = desktop.show(&reminder(DEADLINE, "Due in 2 h")).unwrap_err().why;
    assert!(why.starts_with("the notification was not taken: "), "{why}");
    assert!(why.ends_with("Enough␛[31m of it"), "{why}");
}

fn a_server_that_hangs_holds_nobody_up(runtime: &Runtime) {
    let server = Server::start(runtime, 0);
    let (mut desktop, replies) = desktop();
    desktop.show(&reminder("other", "Due in 3 h")).unwrap();
    server.hang(true);
    let begun = Instant::now();
    let why = desktop.show(&reminder(DEADLINE, "Due in 2 h")).unwrap_err().why;
    // Three seconds are promised; the rest is for a machine with other work.
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    assert_eq!(why, "the notification server does not answer");
    server.hang(false);
    desktop.show(&reminder(DEADLINE, "Due in 1 h")).unwrap();
    server.press(2, &["acknowledge"]);
    assert_eq!(replies.recv_timeout(PATIENCE).unwrap(), pressed(Act::Acknowledge));
}

fn a_bus_that_dies_is_told(runtime: &Runtime) {
    static FALLEN: AtomicBool = AtomicBool::new(false);
    let server = Server::start(runtime, 0);
    let (mut desktop, _replies) = desktop();
    desktop.show(&reminder(DEADLINE, "Due in 2 h")).unwrap();
    desktop.show(&reminder("other", "Due in 3 h")).unwrap();
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        FALLEN.store(true, Ordering::SeqCst);
        usual(info);
    }));
    server.kill_the_bus();
    desktop.withdraw("other");
    for answer in [desktop.show(&reminder(DEADLINE, "Due in 1 h")), desktop.reach()] {
        let why = answer.unwrap_err().why;
        assert!(why.starts_with("the session bus cannot be reached: "), "{why}");
    }
    drop(desktop);
    assert!(!FALLEN.load(Ordering::SeqCst), "a thread has panicked");
}

fn nobody_shows_anything(_: &Runtime) {
    let (mut desktop, _replies) = desktop();
    for answer in [desktop.reach(), desktop.show(&reminder(DEADLINE, "Due in 2 h"))] {
        assert_eq!(
            answer.unwrap_err().why,
            "no notification server runs on the session bus"
        );
    }
}
