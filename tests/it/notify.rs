//! Messages on their way to a person, against what really stands at the other end: dunst, a server as GNOME's is, tmux.
//!
//! Nothing here sleeps: a test asks until what it waits for is so, and fails after twenty seconds.

mod child;
mod dunst;
mod server;
mod sessions;
mod tmux;
mod whole;

use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use firebell::domain::reminder::{About, Message, MessageKind, Urgency};
use firebell::notify::desktop::{Desktop, Reply};

use crate::stage::moment;

const PATIENCE: Duration = Duration::from_secs(20);

/// Asks until there is an answer.
fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "waited for {what}");
        std::thread::yield_now();
    }
}

/// A desktop, and what is pressed on it.
fn desktop() -> (Desktop, Receiver<Reply>) {
    let (told, replies) = channel();
    let desktop = Desktop::new(move |reply| {
        // A test that has ended hears nothing.
        let _ = told.send(reply);
    });
    (desktop, replies)
}

/// A reminder of this deadline, with the same key.
fn reminder(deadline: &str, title: &str) -> Message {
    Message {
        key: deadline.to_owned(),
        kind: MessageKind::Reminder,
        urgency: Urgency::Critical,
        person: "Mira".to_owned(),
        title: title.to_owned(),
        body: "Exports readable <by> all & sundry\nowner: Mira".to_owned(),
        about: vec![About {
            deadline: deadline.to_owned(),
            label: "Q7K4".to_owned(),
            title: "Exports readable".to_owned(),
            threshold: "2h".to_owned(),
            due_at: moment("2026-03-02T14:00:00Z"),
            is_late: false,
            requirement: "CN-2".to_owned(),
        }],
        more: 0,
    }
}
