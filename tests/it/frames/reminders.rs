//! What has come up stands on the screen, whoever says it elsewhere; and whether reminders reach anybody.

use chrono::TimeDelta;
use firebell::domain::reminder::{Message, MessageKind, Urgency};
use firebell::engine::remind::Reach;
use firebell::engine::worker::News;
use firebell::notify::Channel;

use crate::seat::{Seat, look};

const WIDE: (u16, u16) = (120, 36);

fn sign(title: &str, urgency: Urgency) -> Message {
    Message {
        key: "k".to_owned(),
        kind: MessageKind::Reminder,
        urgency,
        person: "mira".to_owned(),
        title: title.to_owned(),
        body: String::new(),
        about: Vec::new(),
        more: 0,
    }
}

fn reach(ways: &[(Channel, Option<&str>)], trouble: Option<&str>) -> News {
    let ways = ways.iter().map(|(channel, why)| (*channel, why.map(str::to_owned)));
    News::Reach(Reach {
        ways: ways.collect(),
        trouble: trouble.map(str::to_owned),
    })
}

#[test]
fn sign_stands_until_a_key_that_came_after_it_was_read() {
    let mut seat = Seat::demo(&look(), WIDE);
    let words = "2 h left: tell Acme GmbH, Q7K4";
    seat.hear(News::Reminded(vec![sign(words, Urgency::Critical)]));
    assert!(seat.text().contains(words));
    // This key was on its way already.
    seat.press("j");
    assert!(seat.text().contains(words));
    seat.wait(TimeDelta::minutes(30));
    assert!(seat.text().contains(words));
    seat.press("j");
    assert!(!seat.text().contains(words));
    assert_eq!(seat.titles, [words, "firebell"]);
}

#[test]
fn gravest_is_named_and_the_others_are_counted() {
    let mut seat = Seat::demo(&look(), (60, 20));
    let signs = vec![
        sign("3 d left: reassess Mailjet", Urgency::Low),
        sign("due now: page sponsor, Q7K4", Urgency::Critical),
        sign("8 h left: tell Cobalt, Q7K4", Urgency::Normal),
    ];
    seat.hear(News::Reminded(signs));
    assert!(seat.text().contains("due now: page sponsor, Q7K4, and 2 more"));
}

#[test]
fn what_was_not_seen_gives_way_to_nothing_less_grave() {
    let mut seat = Seat::demo(&look(), WIDE);
    seat.hear(News::Reminded(vec![sign(
        "8 h left: tell Acme, Q7K4",
        Urgency::Critical,
    )]));
    seat.hear(News::Reminded(vec![sign(
        "24 h left: tell Bolt, M05R",
        Urgency::Normal,
    )]));
    assert!(seat.text().contains("8 h left: tell Acme, Q7K4, and 1 more"));
    seat.hear(News::Reminded(vec![sign(
        "due now: page sponsor, Q7K4",
        Urgency::Critical,
    )]));
    assert!(seat.text().contains("due now: page sponsor, Q7K4, and 2 more"));
    assert_eq!(seat.titles.len(), 3);
}

#[test]
fn message_of_ones_own_doing_lies_over_a_sign_and_goes_first() {
    let mut seat = Seat::demo(&look(), WIDE);
    seat.hear(News::Reminded(vec![sign(
        "8 h left: tell Cobalt, Q7K4",
        Urgency::Normal,
    )]));
    seat.hear(News::Granted("Snoozed Q7K4/review".to_owned(), true));
    assert!(seat.text().contains("Snoozed Q7K4/review"));
    seat.wait(TimeDelta::seconds(3));
    seat.press("j");
    seat.wait(TimeDelta::seconds(3));
    assert!(seat.text().contains("8 h left: tell Cobalt"));
    seat.press("j");
    assert!(!seat.text().contains("8 h left: tell Cobalt"));
}

#[test]
fn hostile_title_is_plain_on_the_screen() {
    let mut seat = Seat::demo(&look(), WIDE);
    let title = "due now: \u{1b}]0;x\u{7}<b>\u{202e}evil\u{200b}\r\n, Q7K4";
    seat.hear(News::Reminded(vec![sign(title, Urgency::Critical)]));
    let bytes = seat.paint();
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains("\u{1b}]0;") && !text.contains('\u{202e}') && !text.contains('\u{7}'));
    assert!(text.contains("<b>"));
}

#[test]
fn header_says_when_reminders_reach_nobody() {
    let mut seat = Seat::demo(&look(), (80, 24));
    let nobody = "reminders reach nobody";
    seat.hear(reach(
        &[(Channel::Desktop, Some("no bus")), (Channel::Terminal, None)],
        None,
    ));
    assert!(seat.text().contains("no desktop reminders") && !seat.text().contains(nobody));
    seat.hear(reach(&[(Channel::Desktop, None), (Channel::Terminal, None)], None));
    assert!(!seat.text().contains("no desktop"));
    seat.hear(reach(&[(Channel::Desktop, Some("no bus"))], None));
    assert!(seat.text().contains(nobody));
    seat.hear(reach(&[(Channel::Terminal, None)], Some("the store is locked")));
    assert!(seat.text().contains(nobody));
    // Where every way is off, or the store is a demo, nobody expects one.
    seat.hear(reach(&[], None));
    assert!(!seat.text().contains(nobody));
}

#[test]
fn what_turns_late_is_counted_as_late_without_a_key() {
    let mut seat = Seat::empty((80, 24));
    seat.run(
        "vendor add",
        &[("name", "Mailjet"), ("tier", "critical"), ("service", "mail")],
    )
    .unwrap();
    assert!(seat.text().contains("0 late"));
    seat.wait(TimeDelta::days(400));
    // The vendor, and the yearly reviews of both policies and of eleven templates.
    assert!(seat.text().contains("14 late"), "{}", seat.text());
}

#[test]
fn deadline_is_acknowledged_with_one_key_and_snoozed_with_two() {
    let mut seat = Seat::demo(&look(), WIDE);
    seat.press("da");
    assert!(seat.text().contains("Acknowledged"), "{}", seat.text());
    seat.press("s");
    assert!(seat.text().contains("30m"), "{}", seat.text());
    seat.press("<Enter>");
    assert!(
        seat.text().contains("Snoozed northstar-db/reassess for 30 m"),
        "{}",
        seat.text()
    );
}

/// Ana commands a Sev1, and mira sits before it.
fn anas_incident(size: (u16, u16)) -> (Seat, String) {
    let mut seat = Seat::empty(size);
    let declared = seat.run(
        "declare",
        &[
            ("title", "Keys on a public page"),
            ("severity", "sev1"),
            ("role", "commander=ana"),
        ],
    );
    (seat, declared.unwrap().code.unwrap())
}

#[test]
fn what_is_late_for_another_stands_in_everybodys_header_until_it_is_done() {
    let (mut seat, code) = anas_incident(WIDE);
    let header = |seat: &mut Seat| seat.text().lines().next().unwrap().to_owned();
    assert!(header(&mut seat).contains(&format!("! page security lead, {code}, 5 m left, for ana, and 1 more")));
    seat.wait(TimeDelta::minutes(9));
    for keys in ["", "d", "v"] {
        seat.press(keys);
        let header = header(&mut seat);
        assert!(
            header.contains(&format!("page security lead, {code}, 4 m late, for ana, and 1 more")),
            "{header}"
        );
    }
    seat.resize((80, 24));
    assert!(header(&mut seat).contains(&format!("{code} 4 m late, ana, and 1 more")));
    seat.resize((60, 20));
    assert!(header(&mut seat).contains("   4 m late, ana   "));
    seat.hear(reach(
        &[(Channel::Desktop, Some("no bus")), (Channel::Terminal, None)],
        None,
    ));
    let narrow = header(&mut seat);
    assert!(
        narrow.contains("  vendors  ") && narrow.contains("   4 m late, ana   "),
        "{narrow}"
    );
    seat.resize((80, 24));
    let wider = header(&mut seat);
    assert!(
        wider.contains("  vendors  ") && wider.contains("  no desktop reminders   4 m late"),
        "{wider}"
    );
    for duty in ["security-lead", "sponsor"] {
        let why = ("reason", "the phone was off");
        seat.run(
            "page record",
            &[("code", &code), ("person", "ana"), ("duty", duty), why],
        )
        .unwrap();
    }
    assert!(!header(&mut seat).contains("late"), "{}", header(&mut seat));
}

#[test]
fn what_comes_near_in_a_quiet_night_reaches_the_header_by_itself() {
    let (mut seat, code) = anas_incident(WIDE);
    seat.run(
        "severity",
        &[("code", &code), ("severity", "sev4"), ("reason", "a test key")],
    )
    .unwrap();
    seat.run(
        "breach confirm",
        &[
            ("code", &code),
            ("at", "now"),
            ("data", "names"),
            ("customer", "Cobalt"),
        ],
    )
    .unwrap();
    for _ in 0..71 {
        assert!(!seat.text().contains("left, for ana"));
        seat.wait(TimeDelta::hours(1));
    }
    seat.wait(TimeDelta::minutes(1));
    assert!(
        seat.text()
            .contains(&format!("! tell Cobalt, {code}, 59 m left, for ana")),
        "{}",
        seat.text()
    );
}
