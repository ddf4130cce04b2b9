//! Templates that ship, filled from one incident: what people would see of each, whole.

use chrono::TimeDelta;
use firebell::clock::{Zone, moment_words};
use firebell::domain::State;
use firebell::domain::letter::{Fields, Letter};
use firebell::export::letter::{Envelope, Mailbox, Outgoing};
use firebell::policy::Policy;
use firebell::template::{FIELDS, Family, Filled, Setting, Shelf, Template, TemplateFields, draft};
use firebell::text::markdown::escaped;
use firebell::text::one_line;
use proptest::prelude::*;

use crate::stage::{Stage, moment};

/// What is told of the incident here, up to the moment of writing.
const STORY: &[(&str, &str)] = &[
    (
        "2026-11-24T02:40:00Z",
        "declare --severity sev1 --title 'Exports readable by everyone' --system exports --system 'object storage' \
         --role commander=mira",
    ),
    (
        "2026-11-24T02:51:00Z",
        "breach confirm CODE --at now --data 'names, e-mail addresses' --customer Acme --customer Brightloaf",
    ),
    (
        "2026-11-24T02:52:00Z",
        "anchor set CODE occurred --at 2026-11-22T08:58Z --reason 'first read in the storage log'",
    ),
    (
        "2026-11-24T02:53:00Z",
        "anchor set CODE detected --at 2026-11-24T02:20Z --reason 'the alert'",
    ),
    (
        "2026-11-24T02:54:00Z",
        "anchor set CODE aware --at 2026-11-24T02:45Z --reason 'the files were ours'",
    ),
    ("2026-11-24T02:55:00Z", "phase CODE containment"),
    ("2026-11-24T02:58:00Z", "phase CODE investigation"),
    ("2026-11-24T03:30:00Z", "phase CODE recovery"),
    (
        "2026-11-24T12:00:00Z",
        "remediation CODE 'the bucket is private, its keys are revoked, export jobs write with short-lived keys'",
    ),
    (
        "2026-11-24T13:00:00Z",
        "close CODE --reason 'they were paged by telephone'",
    ),
];

/// The incident after the first `steps` of the story, and the fields it fills.
fn told(steps: usize) -> TemplateFields {
    told_by(&STORY[..steps], None)
}

/// The fields of an incident of which this is told.
fn told_by(story: &[(&str, &str)], codename: Option<&str>) -> TemplateFields {
    let start = moment("2026-11-24T02:40:00Z");
    let zone = berlin();
    let mut stage = Stage::new(Policy::embedded(), start, zone, 3);
    let mut code = String::new();
    for (at, line) in story {
        stage.clock.set(moment(at));
        let (command, manner) = stage.typed(&line.replace("CODE", &code)).unwrap();
        let done = stage.engine("mira").execute(&command, &manner);
        let done = done.unwrap_or_else(|trouble| panic!("{line}: {trouble:?}"));
        if code.is_empty() {
            code = done.code.expect("a code");
        }
    }
    let now = moment("2026-11-24T14:03:00Z");
    let Some(State::Incident(incident)) = stage.state(&code) else {
        panic!("no incident");
    };
    TemplateFields::of(&Setting {
        incident: &incident,
        policy: &Policy::embedded(),
        now,
        zone,
        company: "Lumen Works",
        security_contact: "security@lumen.example",
        sender: "Mira",
        sender_role: "security lead",
        codename,
        next_update: Some(now + TimeDelta::hours(22)),
    })
}

/// What is known of whoever is told in these tests.
fn recipient(family: Family) -> Fields {
    let is_customer = family == Family::Customer;
    let name = if is_customer {
        "Brightloaf"
    } else {
        "The supervisory authority"
    };
    let zone = Zone::named("Europe/Berlin").unwrap();
    let at = |at: &str| moment_words(moment(at), zone);
    let known = [
        ("recipient", name.to_owned()),
        ("customer", if is_customer { name.to_owned() } else { String::new() }),
        ("contact", "dpo@brightloaf.example".to_owned()),
        ("due", at("2026-11-27T02:51:00Z")),
        ("records", "214 of your users".to_owned()),
        ("sent", at("2026-11-24T13:20:00Z")),
        ("obligation", "GDPR Art. 33(1)".to_owned()),
    ];
    let known = known.into_iter().filter(|(_, words)| !words.is_empty());
    known.map(|(name, words)| (name.to_owned(), escaped(&words))).collect()
}

fn every(mut look: impl FnMut(&Template)) {
    Shelf::shipped().templates().iter().for_each(&mut look);
}

#[test]
fn each_template_makes_its_draft() {
    let whole = told(STORY.len());
    every(|template| {
        let letter = draft(template, &whole).unwrap();
        insta::assert_snapshot!(template.name.clone(), letter.to_source());
        assert_eq!(Letter::from_source(&letter.to_source()).unwrap().parts, letter.parts);
    });
}

#[test]
fn of_an_incident_that_has_just_begun_the_blanks_say_what_is_missing() {
    let begun = told(2);
    let mut said = String::new();
    every(|template| {
        let letter = draft(template, &begun).unwrap();
        let text = letter.filled(&recipient(template.family));
        said.push_str(&format!("{}: {}\n", template.name, text.blanks().join(" · ")));
    });
    insta::assert_snapshot!(said);
}

/// What a field says.
fn said(fields: &TemplateFields, name: &str) -> Option<String> {
    match fields.get(name) {
        Some(Filled::Words(words)) => Some(words.clone()),
        Some(Filled::Each(each)) => Some(each.join(" | ")),
        None => None,
    }
}

#[test]
fn until_it_is_disclosed_an_incident_has_its_codename() {
    let fields = told_by(STORY, Some("Grey Heron"));
    assert_eq!(said(&fields, "title").as_deref(), Some("Grey Heron"));
    every(|template| {
        let text = draft(template, &fields).unwrap().to_source();
        assert!(!text.contains("Exports readable"), "{}", template.name);
    });
}

#[test]
fn what_began_again_is_not_over() {
    let mut story = STORY[..1].to_vec();
    assert_eq!(said(&told_by(&story, None), "contained"), None);
    story.push(("2026-11-24T02:50:00Z", "phase CODE containment"));
    // That it was begun does not say that it was done.
    assert_eq!(said(&told_by(&story, None), "contained"), None);
    story.push(("2026-11-24T02:55:00Z", "phase CODE investigation"));
    let contained = said(&told_by(&story, None), "contained");
    assert_eq!(contained.as_deref(), Some("Tue 24 Nov 2026 03:55 CET (02:55 UTC)"));
    story.push(("2026-11-24T03:00:00Z", "phase CODE containment"));
    assert_eq!(said(&told_by(&story, None), "contained"), None);
    story.push(("2026-11-24T03:05:00Z", "phase CODE identification"));
    assert_eq!(said(&told_by(&story, None), "contained"), None);
    story.push(("2026-11-24T03:10:00Z", "phase CODE recovery"));
    let contained = said(&told_by(&story, None), "contained");
    assert_eq!(contained.as_deref(), Some("Tue 24 Nov 2026 04:10 CET (03:10 UTC)"));
}

#[test]
fn a_breach_that_was_withdrawn_fills_nothing() {
    let mut story = STORY[..2].to_vec();
    let before = told_by(&story, None);
    assert_eq!(
        said(&before, "each_category").as_deref(),
        Some("names | e-mail addresses")
    );
    assert_eq!(said(&before, "customers").as_deref(), Some("2"));
    story.push((
        "2026-11-24T04:00:00Z",
        "breach withdraw CODE --reason 'synthetic records'",
    ));
    let after = told_by(&story, None);
    for name in ["categories", "each_category", "customers", "confirmed"] {
        assert_eq!(said(&after, name), None, "{name}");
    }
}

fn berlin() -> Zone {
    Zone::named("Europe/Berlin").unwrap()
}

fn envelope(to: &str) -> Envelope {
    Envelope {
        from: Mailbox::new("Mira", "security@lumen.example"),
        to: Mailbox::in_contact(to),
        cc: Vec::new(),
        date: moment("2026-11-24T14:03:00Z"),
        message_id: "y385.1@firebell".to_owned(),
    }
}

/// What goes out of this template.
fn outgoing(template: &Template, fields: &TemplateFields, recipient: &Fields) -> Outgoing {
    let letter = draft(template, fields).unwrap();
    Outgoing::read(&letter.text_for(recipient))
}

#[test]
fn a_notice_leaves_in_each_form() {
    let template = Shelf::shipped().get("customer-notice").unwrap();
    let recipient = recipient(Family::Customer);
    let notice = outgoing(template, &told(STORY.len()), &recipient);
    insta::assert_snapshot!("customer-notice.md", notice.markdown());
    insta::assert_snapshot!("customer-notice.txt", notice.plain());
    insta::assert_snapshot!("customer-notice.html", notice.html());
    let mail = String::from_utf8(notice.mail(&envelope("dpo@brightloaf.example"))).unwrap();
    insta::assert_snapshot!("customer-notice.eml", mail.replace("\r\n", "\n"));
}

const HOSTILE: &str = "\"><script>x</script> =cmd() \r\nBcc: x@y.example\r\n\r\n# head {{ company }} {% for x in y %} [? x] \
                       [a](javascript:x) ![b](https://c.example/d) <https://e.example> \u{202e}x \u{1b}[31m **b** `c` \\";

/// Every value as hostile as can be, or all of them tame.
fn all_fields(words: &str) -> TemplateFields {
    let mut fields = TemplateFields::default();
    for field in FIELDS.iter().filter(|field| !field.is_of_recipient) {
        if field.name.starts_with("each_") {
            fields.set_each(field.name, [words]);
        } else {
            fields.set(field.name, words);
        }
    }
    fields
}

fn called(words: &str) -> Fields {
    let mut fields = recipient(Family::Customer);
    for name in ["recipient", "customer", "contact", "records", "reference", "obligation"] {
        fields.insert(name.to_owned(), escaped(words));
    }
    fields
}

/// The tags of a page alone.
fn tags(page: &str) -> Vec<&str> {
    page.split('<')
        .skip(1)
        .map(|piece| piece.split_once('>').unwrap().0)
        .collect()
}

#[test]
fn hostile_names_and_titles_are_words_in_every_form() {
    every(|template| {
        let tame = outgoing(template, &all_fields("tame"), &called("tame"));
        let hostile = outgoing(template, &all_fields(HOSTILE), &called(HOSTILE));
        // No word has become a tag, a link, a heading, a part or a line of its own.
        assert_eq!(tags(&hostile.html()), tags(&tame.html()), "{}", template.name);
        assert_eq!(
            hostile.markdown().lines().count(),
            tame.markdown().lines().count(),
            "{}",
            template.name
        );
        for text in [hostile.html(), hostile.plain()] {
            let acts = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!text.contains(acts), "{}: {text:?}", template.name);
        }
        let whole = one_line(HOSTILE);
        assert!(
            hostile.subject().is_empty()
                || tame.subject().matches("tame").count() == hostile.subject().matches(&*whole).count()
        );
        let mail = String::from_utf8(hostile.mail(&envelope(HOSTILE))).unwrap();
        let head = mail.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    });
}

proptest! {
    #[test]
    fn an_escaped_value_is_read_as_it_was(words in any::<String>()) {
        let value = escaped(&words);
        let meant = one_line(&words).into_owned();
        let text = format!("Subject: {value}\n\n{value}\n\n- {value}\n\nand {value} so\n");
        let read = Outgoing::read(&text);
        prop_assert_eq!(read.subject(), &meant);
        let html = meant
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
            .replace('\'', "&#39;");
        if !meant.is_empty() {
            let page = read.html();
            prop_assert!(page.contains(&format!("<p>{html}</p>")), "{page}");
            prop_assert!(page.contains(&format!("<li>{html}</li>")), "{page}");
            prop_assert!(page.contains(&format!("<p>and {html} so</p>")), "{page}");
        }
    }

    #[test]
    fn signs_of_markdown_are_read_as_signs(words in "[-+*_#>=~`|<&!?.:;0-9a-z(){}\\[\\]\\\\ ]{0,24}") {
        let value = escaped(&words);
        let read = Outgoing::read(&format!("Subject: {value}\n\nbefore\n{value}\nafter\n"));
        prop_assert_eq!(read.subject(), &*one_line(&words));
        let page = read.html();
        let expected = if words.trim().is_empty() { 0 } else { 2 };
        prop_assert_eq!(page.matches("<br>").count(), expected, "{}", page);
        prop_assert_eq!(tags(&page).iter().filter(|tag| tag.starts_with("h2") || tag.starts_with("li") || tag.starts_with("em")).count(), 0);
    }
}

#[test]
fn the_policy_that_ships_reviews_every_template_that_ships() {
    let policy = Policy::embedded();
    let shipped = Shelf::shipped().templates().iter().map(|one| one.name.as_str());
    let reviewed = policy.template_rule().reviewed.iter().map(String::as_str);
    assert!(shipped.eq(reviewed), "{:?}", policy.template_rule());
    // Whoever looks after one is a role or a duty of the policy.
    for template in Shelf::shipped().templates() {
        let owner = template.owner.as_str();
        assert!(policy.role(owner).is_some() || policy.duty(owner).is_some(), "{owner}");
    }
}
