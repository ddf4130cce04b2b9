//! dunst, as a person has it: what it takes, what stands on the screen, and a press of a button in its menu.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, MutexGuard};

use firebell::domain::reminder::Urgency;
use firebell::notify::desktop::{Act, Reply};

use super::child::show_and_die;
use super::{PATIENCE, desktop, reminder, wait_for};

/// There is one screen for all.
static SCREEN: Mutex<()> = Mutex::new(());

/// The screen, to itself and empty.
pub struct Screen {
    _alone: MutexGuard<'static, ()>,
    folder: PathBuf,
}

/// What dunst took, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    id: String,
    app: String,
    pub urgency: String,
    pub summary: String,
    body: String,
    icon: String,
    category: String,
    timeout: String,
}

fn dunstctl(args: &[&str]) -> String {
    let output = Command::new("dunstctl").args(args).output().expect("dunstctl");
    assert!(output.status.success(), "dunstctl {args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Waits until so many are displayed.
pub fn wait_for_count(count: usize) {
    let expected = count.to_string();
    wait_for(&format!("{count} to be displayed"), || {
        (dunstctl(&["count", "displayed"]) == expected).then_some(())
    });
}

impl Screen {
    pub fn clear() -> Self {
        // A test that has failed leaves it as it will.
        let alone = SCREEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let folder = std::env::var_os("FIREBELL_TEST_DESKTOP").expect("a desktop: bash tests/desktop.sh cargo test …");
        dunstctl(&["close-all"]);
        wait_for_count(0);
        Self {
            _alone: alone,
            folder: folder.into(),
        }
    }

    /// What was taken under this title.
    pub fn taken(&self, title: &str) -> Taken {
        wait_for(title, || self.all().into_iter().find(|taken| taken.summary == title))
    }

    /// All that was taken so far, in turn.
    pub fn all(&self) -> Vec<Taken> {
        let heard = fs::read_to_string(self.folder.join("heard")).unwrap();
        let all = heard.split_terminator('\u{1e}').map(|one| {
            let fields: Vec<String> = one.split_terminator('\u{1f}').map(str::to_owned).collect();
            let fields: [String; 8] = fields.try_into().unwrap();
            let [id, app, urgency, summary, body, icon, category, timeout] = fields;
            Taken {
                id,
                app,
                urgency,
                summary,
                body,
                icon,
                category,
                timeout,
            }
        });
        all.collect()
    }

    /// Opens dunst's menu and takes the entry with these words.
    pub fn press(&self, entry: &str) {
        fs::write(self.folder.join("pick"), entry).unwrap();
        dunstctl(&["context"]);
    }
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn message_is_taken_as_it_is() {
    let screen = Screen::clear();
    let home = tempfile::TempDir::new().unwrap();
    let (desktop, _replies) = desktop();
    let mut desktop = desktop.with_icons(home.path());
    for (urgency, word, timeout) in [
        (Urgency::Low, "LOW", None),
        (Urgency::Normal, "NORMAL", None),
        (Urgency::Critical, "CRITICAL", Some("0")),
    ] {
        let mut message = reminder(&format!("taken/{word}"), &format!("Taken as {word}"));
        message.urgency = urgency;
        let shown = desktop.show(&message).unwrap();
        assert!(shown.starts_with("dunst "), "{shown}");
        let taken = screen.taken(&message.title);
        assert_eq!((taken.app.as_str(), taken.urgency.as_str()), ("firebell", word));
        assert_eq!(taken.body, "Exports readable &lt;by&gt; all &amp; sundry\nowner: Mira");
        assert_eq!(taken.category, "x-firebell.reminder");
        assert!(taken.icon.ends_with("/firebell.svg"), "{}", taken.icon);
        if let Some(timeout) = timeout {
            assert_eq!(taken.timeout, timeout);
        }
    }
    wait_for_count(3);
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn hostile_title_is_plain_text() {
    let screen = Screen::clear();
    let (mut desktop, _replies) = desktop();
    desktop
        .show(&reminder(
            "hostile",
            "<b>bold</b> & \u{1b}]9;x\u{7}\n\u{202e}back %s `id` $(id)",
        ))
        .unwrap();
    wait_for_count(1);
    let shown = firebell::text::one_line("<b>bold</b> & \u{1b}]9;x\u{7}\n\u{202e}back %s `id` $(id)").into_owned();
    assert!(!shown.chars().any(firebell::text::is_hidden));
    assert_eq!(screen.taken(&shown).summary, shown);
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn same_key_replaces_and_withdraw_closes() {
    let screen = Screen::clear();
    let (mut desktop, _replies) = desktop();
    desktop.show(&reminder("replaced", "Replaced in 2 h")).unwrap();
    desktop.show(&reminder("replaced", "Replaced in 1 h")).unwrap();
    desktop.show(&reminder("beside it", "Another beside it")).unwrap();
    wait_for_count(2);
    let (first, second) = (screen.taken("Replaced in 2 h"), screen.taken("Replaced in 1 h"));
    assert_eq!(first.id, second.id);
    desktop.withdraw("replaced");
    wait_for_count(1);
    desktop.withdraw("beside it");
    wait_for_count(0);
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn what_a_killed_process_has_shown_is_replaced() {
    let screen = Screen::clear();
    show_and_die("killed", "Shown by the dead");
    wait_for_count(1);
    let (mut desktop, replies) = desktop();
    desktop.show(&reminder("killed", "Shown by the living")).unwrap();
    let (dead, living) = (screen.taken("Shown by the dead"), screen.taken("Shown by the living"));
    assert_eq!(dead.id, living.id);
    wait_for_count(1);
    // Two of the living, too.
    let (mut other, others) = super::desktop();
    other.show(&reminder("killed", "Shown by another")).unwrap();
    assert_eq!(screen.taken("Shown by another").id, living.id);
    wait_for_count(1);
    // A press is heard by each that knows the number, once.
    screen.press("#Acknowledge (Shown by another)");
    for replies in [replies, others] {
        assert_eq!(replies.recv_timeout(PATIENCE).unwrap().act, Act::Acknowledge);
        assert!(replies.try_recv().is_err());
    }
}

#[test]
#[ignore = "needs a session bus and dunst: bash tests/run.sh"]
fn every_button_of_the_menu_comes_back() {
    let screen = Screen::clear();
    let (mut desktop, replies) = desktop();
    for (label, act) in [
        ("Acknowledge", Act::Acknowledge),
        ("Snooze 30 min", Act::Snooze),
        ("Open", Act::Open),
    ] {
        let deadline = format!("Q7K4/{label}");
        let title = format!("Press {label}");
        desktop.show(&reminder(&deadline, &title)).unwrap();
        wait_for_count(1);
        screen.press(&format!("#{label} ({title})"));
        let reply = replies.recv_timeout(PATIENCE).unwrap();
        let expected = Reply {
            act,
            deadlines: vec![deadline.clone()],
            label: Some("Q7K4".to_owned()),
        };
        assert_eq!(reply, expected);
        // dunst leaves it standing.
        desktop.withdraw(&deadline);
        wait_for_count(0);
    }
    // A click on the notification itself.
    desktop.show(&reminder("click", "A click")).unwrap();
    wait_for_count(1);
    dunstctl(&["action", "0"]);
    let reply = replies.recv_timeout(PATIENCE).unwrap();
    assert_eq!((reply.act, reply.deadlines), (Act::Open, vec!["click".to_owned()]));
}
