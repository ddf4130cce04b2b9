//! A message as a notification: what it says, how loud it is, which buttons it has.

use notify_rust::{Hint, Notification, Timeout};

use super::super::words::{key_number, line, lines};
use super::line::Trouble;
use super::{Act, Reply};
use crate::domain::reminder::{Message, MessageKind, Urgency};

/// The most bytes of a title and of a body; servers cut before that.
const TITLE: usize = 400;
const BODY: usize = 2000;

/// What the server is asked to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Card {
    /// The title, on one line. Never markup, by the specification.
    pub summary: String,
    /// Lines; markup where the server reads it.
    pub body: String,
    /// Name and label of each button.
    pub buttons: Vec<(&'static str, &'static str)>,
    pub urgency: Urgency,
    /// What kind of thing it is, under our own prefix.
    pub category: &'static str,
    /// Does it stay until somebody takes it down? Else as long as the server likes.
    pub stays: bool,
    /// By this name dunst puts one in the place of another.
    pub tag: String,
}

/// What a press of a button means, and the button's name and label. `default` is the notification itself.
const BUTTONS: [(&str, &str, Act); 4] = [
    ("acknowledge", "Acknowledge", Act::Acknowledge),
    ("snooze", "Snooze 30 min", Act::Snooze),
    ("open", "Open", Act::Open),
    ("default", "Open", Act::Open),
];

impl Card {
    /// The card for a server that can do these things.
    pub(super) fn of(message: &Message, capabilities: &[String]) -> Self {
        let can = |word: &str| capabilities.iter().any(|capability| capability == word);
        let body = lines(&message.body, "\n", BODY);
        Self {
            summary: line(&message.title, TITLE),
            body: if can("body-markup") { escaped(&body) } else { body },
            buttons: if can("actions") {
                buttons(message.kind).collect()
            } else {
                Vec::new()
            },
            urgency: message.urgency,
            category: match message.kind {
                MessageKind::Reminder => "x-firebell.reminder",
                MessageKind::Digest => "x-firebell.digest",
                MessageKind::Test => "x-firebell.test",
            },
            stays: message.urgency == Urgency::Critical,
            tag: format!("firebell-{:016x}", key_number(&message.key)),
        }
    }

    /// As `notify-rust` sends it, with the picture of this name.
    ///
    /// That one asks for the name of this program's file, and panics where there is none to be had.
    pub(super) fn notification(self, icon: &str) -> Result<Notification, Trouble> {
        let file = std::env::current_exe().ok();
        if file.and_then(|file| file.file_name()?.to_str().map(drop)).is_none() {
            return Err(Trouble::Sending(
                "this program does not know the name of its file".to_owned(),
            ));
        }
        let mut notification = Notification::new();
        notification
            .appname("firebell")
            .icon(icon)
            .summary(&self.summary)
            .body(&self.body)
            .urgency(match self.urgency {
                Urgency::Low => notify_rust::Urgency::Low,
                Urgency::Normal => notify_rust::Urgency::Normal,
                Urgency::Critical => notify_rust::Urgency::Critical,
            })
            .timeout(if self.stays { Timeout::Never } else { Timeout::Default })
            .hint(Hint::Category(self.category.to_owned()))
            .hint(Hint::DesktopEntry("firebell".to_owned()))
            // Of the hints that also replace by a name, dunst's own. `x-canonical-private-synchronous` would do it for more
            // servers, but says too that this is like the sign for loudness: Ubuntu's draws it as such.
            .hint(Hint::Custom("x-dunst-stack-tag".to_owned(), self.tag));
        for (name, label) in self.buttons {
            notification.action(name, label);
        }
        Ok(notification)
    }
}

/// A digest can only be opened: what is in it is answered one by one.
fn buttons(kind: MessageKind) -> impl Iterator<Item = (&'static str, &'static str)> {
    let offered: &[Act] = match kind {
        MessageKind::Reminder => &[Act::Acknowledge, Act::Snooze, Act::Open],
        MessageKind::Digest => &[Act::Open],
        MessageKind::Test => &[],
    };
    BUTTONS
        .iter()
        .filter(|(_, _, act)| offered.contains(act))
        .map(|(name, label, _)| (*name, *label))
}

/// What pressing the button of this name says about the message; None: there is no such button.
pub(super) fn reply(button: &str, message: &Message) -> Option<Reply> {
    let (_, _, act) = BUTTONS.iter().find(|(name, _, _)| *name == button)?;
    if !buttons(message.kind).any(|(name, _)| name == button) {
        return None;
    }
    let label = message.about.first().map(|about| about.label.clone());
    let is_common = message.more == 0 && message.about.iter().all(|about| Some(&about.label) == label.as_ref());
    Some(Reply {
        act: *act,
        deadlines: message.about.iter().map(|about| about.deadline.clone()).collect(),
        label: label.filter(|_| is_common),
    })
}

/// The number under which a message is first shown: the same in every process, so that what another of ours has shown,
/// and did not live to write down, is replaced. Servers count up from 1 and some keep numbers in 31 bits, so it lies in
/// the upper half of those: another program's notification is not met.
///
/// dunst and Plasma take a number they have never seen as it is. GNOME, Cinnamon and mako give one of their own; then
/// that one is remembered for as long as we live, and only what a dead process has shown there stands twice.
pub(super) fn first_id(key: &str) -> u32 {
    let [.., a, b, c, d] = key_number(key).to_be_bytes();
    u32::from_be_bytes([a, b, c, d]) & 0x3fff_ffff | 0x4000_0000
}

/// The three characters that the markup of notifications is made of, as entities; all others mean themselves.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
#[path = "card_tests.rs"]
mod tests;
