use proptest::prelude::*;

use super::*;
use crate::clock::Moment;
use crate::domain::reminder::About;
use crate::text::is_hidden;

fn message(kind: MessageKind, urgency: Urgency) -> Message {
    Message {
        key: "Q7K4/notice/acme".into(),
        kind,
        urgency,
        person: "mira".into(),
        title: "Notice to ACME due in 2 h".into(),
        body: "Exports readable\nby 14:00".into(),
        about: vec![about("Q7K4/notice/acme", "Q7K4")],
        more: 0,
    }
}

fn about(deadline: &str, label: &str) -> About {
    About {
        deadline: deadline.into(),
        label: label.into(),
        title: "Exports readable".into(),
        threshold: "2h".into(),
        due_at: Moment::from_timestamp(1_790_000_000, 0).unwrap(),
        is_late: false,
        requirement: "CN-2".into(),
    }
}

fn saying(title: &str, body: &str) -> Message {
    Message {
        title: title.into(),
        body: body.into(),
        ..message(MessageKind::Reminder, Urgency::Normal)
    }
}

/// A card for a server that can do these things.
fn card(message: &Message, capabilities: &[&str]) -> Card {
    let capabilities: Vec<String> = capabilities.iter().map(|word| (*word).to_owned()).collect();
    Card::of(message, &capabilities)
}

fn names(card: &Card) -> Vec<&'static str> {
    card.buttons.iter().map(|(name, _)| *name).collect()
}

#[test]
fn only_what_is_critical_stays() {
    for (urgency, stays, timeout) in [
        (Urgency::Low, false, Timeout::Default),
        (Urgency::Normal, false, Timeout::Default),
        (Urgency::Critical, true, Timeout::Never),
    ] {
        let card = card(&message(MessageKind::Reminder, urgency), &["body"]);
        assert_eq!((card.urgency, card.stays), (urgency, stays));
        assert_eq!(card.notification("bell").unwrap().timeout, timeout, "{urgency:?}");
    }
}

#[test]
fn each_kind_has_its_buttons_where_the_server_has_any() {
    for (kind, category, buttons) in [
        (
            MessageKind::Reminder,
            "x-firebell.reminder",
            &["acknowledge", "snooze", "open", "default"][..],
        ),
        (MessageKind::Digest, "x-firebell.digest", &["open", "default"]),
        (MessageKind::Test, "x-firebell.test", &[]),
    ] {
        let message = message(kind, Urgency::Normal);
        let with = card(&message, &["actions"]);
        assert_eq!((names(&with).as_slice(), with.category), (buttons, category));
        assert_eq!(names(&card(&message, &["body"])), Vec::<&str>::new(), "{kind:?}");
    }
}

#[test]
fn all_of_a_card_is_sent() {
    let card = card(&message(MessageKind::Digest, Urgency::Critical), &["actions"]);
    let tag = card.tag.clone();
    let sent = card.notification("file:///a%20bell.svg").unwrap();
    assert_eq!(sent.appname, "firebell");
    assert_eq!(sent.icon, "file:///a%20bell.svg");
    assert_eq!(sent.summary, "Notice to ACME due in 2 h");
    assert_eq!(sent.body, "Exports readable\nby 14:00");
    assert_eq!(sent.actions, ["open", "Open", "default", "Open"]);
    let hints = format!("{sent:?}");
    for hint in [
        "Urgency(Critical)",
        "Category(\"x-firebell.digest\")",
        "DesktopEntry(\"firebell\")",
        &format!("Custom(\"x-dunst-stack-tag\", \"{tag}\")"),
    ] {
        assert!(hints.contains(hint), "{hint} is not in {hints}");
    }
}

#[test]
fn body_is_markup_where_it_is_read_and_plain_where_it_is_not() {
    let message = saying("<b>R&D</b>", "<a href=\"x\">R&D</a>\n&lt;");
    let read = card(&message, &["body-markup"]);
    assert_eq!(read.body, "&lt;a href=\"x\"&gt;R&amp;D&lt;/a&gt;\n&amp;lt;");
    let plain = card(&message, &["body"]);
    assert_eq!(plain.body, "<a href=\"x\">R&D</a>\n&lt;");
    // A title is no markup anywhere.
    assert_eq!(
        (read.summary.as_str(), plain.summary.as_str()),
        ("<b>R&D</b>", "<b>R&D</b>")
    );
}

#[test]
fn hostile_words_are_lines_that_can_be_seen() {
    let card = card(
        &saying(
            "red\u{1b}[31m\r\nand \u{202e}back\u{0}wards",
            "one\u{7}\n\n\u{2066}two\u{9b}31m",
        ),
        &[],
    );
    assert!(card.summary.starts_with("red␛[31m and "), "{}", card.summary);
    assert!(!card.summary.chars().any(is_hidden), "{}", card.summary);
    let lines: Vec<&str> = card.body.lines().collect();
    assert_eq!(lines.len(), 2, "{}", card.body);
    assert!(lines[0].starts_with("one") && lines[1].contains("two"), "{lines:?}");
    assert!(!lines.concat().chars().any(is_hidden), "{lines:?}");
}

#[test]
fn a_button_answers_for_all_that_the_message_is_about() {
    let mut message = message(MessageKind::Reminder, Urgency::Critical);
    message.about.push(about("Q7K4/notice/other", "Q7K4"));
    let both = vec!["Q7K4/notice/acme".to_owned(), "Q7K4/notice/other".to_owned()];
    for (button, act) in [
        ("acknowledge", Act::Acknowledge),
        ("snooze", Act::Snooze),
        ("open", Act::Open),
        ("default", Act::Open),
    ] {
        let expected = Reply {
            act,
            deadlines: both.clone(),
            label: Some("Q7K4".to_owned()),
        };
        assert_eq!(reply(button, &message), Some(expected), "{button}");
    }
    assert_eq!(reply("inline-reply", &message), None);
}

#[test]
fn a_label_is_named_only_where_it_is_common_to_all() {
    let mut message = message(MessageKind::Digest, Urgency::Low);
    let label = |message: &Message| reply("open", message).unwrap().label;
    assert_eq!(label(&message).as_deref(), Some("Q7K4"));
    message.more = 1;
    assert_eq!(label(&message), None);
    message.more = 0;
    message.about.push(about("M2P9/review", "M2P9"));
    assert_eq!(label(&message), None);
    message.about.clear();
    assert_eq!(label(&message), None);
}

#[test]
fn a_button_that_was_not_offered_says_nothing() {
    assert_eq!(reply("acknowledge", &message(MessageKind::Digest, Urgency::Low)), None);
    for button in ["acknowledge", "snooze", "open", "default"] {
        assert_eq!(
            reply(button, &message(MessageKind::Test, Urgency::Low)),
            None,
            "{button}"
        );
    }
}

#[test]
fn a_key_has_one_first_number() {
    // The end of the eight bytes that a key is known by; it may never change, or what an older firebell has shown stays.
    assert_eq!(first_id(""), 0x58fc_1c14);
    assert_ne!(first_id("Q7K4/notice/acme"), first_id("Q7K4/notice/acme-gmbh"));
}

proptest! {
    #[test]
    fn first_numbers_lie_above_what_servers_count_to(key in any::<String>()) {
        let id = first_id(&key);
        prop_assert!((0x4000_0000..0x8000_0000).contains(&id), "{id:x}");
        prop_assert_eq!(id, first_id(&key));
    }

    #[test]
    fn no_words_become_markup(body in any::<String>()) {
        let body = card(&saying("t", &body), &["body-markup"]).body;
        prop_assert!(!body.contains(['<', '>']));
        let entities = ["amp;", "lt;", "gt;"];
        prop_assert!(body.split('&').skip(1).all(|rest| entities.iter().any(|entity| rest.starts_with(entity))));
    }
}
