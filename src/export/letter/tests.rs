//! Letters in each form, read back by other readers; and words that would like to be more than words.

use mail_parser::{Message, MessageParser};
use proptest::prelude::*;

use super::*;
use crate::text::{is_hidden, one_line, width};

const LETTER: &str = "\
Subject: Incident at Acme\\_Corp \\#5

Dear Zoë,

on **Tue 24 Nov** we *confirmed* a breach; see [the page](https://lumen.example/status) or write to <security@lumen.example>.

## What happened

Exports were readable by everyone who knew or guessed an address that was made of nothing but the day and the customer's number.

- It began: Sun
- It ended: Tue
  1. first `access.log`
  2. then the rest

## Which data

> as the log says

```
GET /exports
  200
```

---

Mira
security lead
";

fn envelope() -> Envelope {
    Envelope {
        from: Mailbox::new("Mira Ö.", "mira@lumen.example"),
        to: Mailbox::in_contact("Data protection <dpo@acme.example>; +49 30 1234, security@acme.example"),
        cc: Vec::new(),
        date: "2026-11-24T14:03:00Z".parse().unwrap(),
        message_id: "q7k4.3f2a@firebell".to_owned(),
    }
}

fn mail(text: &str) -> Vec<u8> {
    Outgoing::read(text).mail(&envelope())
}

fn read(mail: &[u8]) -> Message<'_> {
    MessageParser::default().parse(mail).unwrap()
}

/// Names of the headers on the outside, in order.
fn headers(mail: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(mail).unwrap();
    let head = text.split_once("\r\n\r\n").unwrap().0;
    let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    lines.map(|line| line.split_once(':').unwrap().0.to_owned()).collect()
}

#[test]
fn plain_text_is_readable_and_whole() {
    assert_eq!(
        Outgoing::read(LETTER).plain(),
        "\
Subject: Incident at Acme_Corp #5

Dear Zoë,

on Tue 24 Nov we confirmed a breach; see the page
(https://lumen.example/status) or write to security@lumen.example.

1  What happened

Exports were readable by everyone who knew or guessed an address that was made
of nothing but the day and the customer's number.

- It began: Sun
- It ended: Tue

  1. first access.log
  2. then the rest

2  Which data

> as the log says

    GET /exports
      200

--------------------

Mira
security lead
"
    );
}

#[test]
fn a_page_needs_nothing_else() {
    let page = Outgoing::read(LETTER).html();
    insta::assert_snapshot!(page);
    assert_sound(&page);
}

#[test]
fn a_draft_is_what_a_mail_reader_finds() {
    let bytes = mail(LETTER);
    let message = read(&bytes);
    assert_eq!(message.subject(), Some("Incident at Acme_Corp #5"));
    let from = message.from().unwrap().first().unwrap();
    assert_eq!(
        (from.name(), from.address()),
        (Some("Mira Ö."), Some("mira@lumen.example"))
    );
    let to: Vec<_> = message
        .to()
        .unwrap()
        .iter()
        .map(|one| (one.name(), one.address()))
        .collect();
    assert_eq!(
        to,
        [
            (Some("Data protection"), Some("dpo@acme.example")),
            (None, Some("security@acme.example"))
        ]
    );
    assert_eq!(message.date().unwrap().to_rfc3339(), "2026-11-24T14:03:00Z");
    assert_eq!(message.message_id(), Some("q7k4.3f2a@firebell"));
    assert_eq!(message.header_raw("X-Unsent").map(str::trim), Some("1"));
    let plain = Outgoing::read(LETTER).plain();
    let body = plain.split_once("\n\n").unwrap().1;
    assert_eq!(
        message.body_text(0).unwrap().replace("\r\n", "\n").trim_end(),
        body.trim_end()
    );
    let page = message.body_html(0).unwrap().replace("\r\n", "\n");
    assert_sound(&page);
    assert!(
        page.contains("<h2 style=\"font-size:1.1em\">What happened</h2>"),
        "{page}"
    );
    assert_eq!(message.parts.len(), 3);
    // The same letter is the same bytes, and no line is longer than a server takes.
    assert_eq!(bytes, mail(LETTER));
    assert!(bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 999));
}

#[test]
fn a_draft_without_addresses_is_one_all_the_same() {
    let envelope = Envelope {
        from: None,
        to: Vec::new(),
        ..envelope()
    };
    let bytes = Outgoing::read(LETTER).mail(&envelope);
    assert!(
        !headers(&bytes).iter().any(|name| name == "To" || name == "From"),
        "{:?}",
        headers(&bytes)
    );
    assert_eq!(read(&bytes).subject(), Some("Incident at Acme_Corp #5"));
}

#[test]
fn an_address_is_plain_or_none() {
    for bad in [
        "",
        "a",
        "a@",
        "@b",
        "a@b@c",
        "a b@c",
        "a@b c",
        "a\r\nBcc: x@y",
        "a@b\r\nBcc: x@y",
        "a@b>",
        "\"a\"@b",
        ".a@b",
        "a..c@b",
        "a@b.",
        "ä@b",
    ] {
        assert_eq!(Mailbox::new("x", bad), None, "{bad:?}");
    }
    assert_eq!(
        Mailbox::new("", " a.b+c@d-e.example ").unwrap().address(),
        "a.b+c@d-e.example"
    );
    assert_eq!(Mailbox::in_contact("Legal, tel. 030 / 12").len(), 0);
}

const HOSTILE: [&str; 12] = [
    "\"><script>alert(1)</script>",
    "=cmd()|' /C calc'!A0",
    "x\r\nBcc: x@y.example\r\n\r\nbody",
    "{{ company }} {% for x in y %}",
    "[? x]",
    "# head",
    "[a](javascript:alert(1)) ![b](https://track.example/x.png) <javascript:x>",
    "\u{202e}txet \u{1b}[31mred\u{7}",
    "=?utf-8?q?=0d=0aBcc:_x@y?=",
    "<!-- x --> <![CDATA[ x ]]> <img src=x onerror=alert(1)>",
    "[x]: https://evil.example\n\n[x]",
    "> > > - 1. ***x*** `` ` ``",
];

#[test]
fn hostile_words_are_words_in_every_form() {
    for words in HOSTILE {
        let text = format!("Subject: {words}\n\n{words}\n\n## {words}\n\n- {words}\n");
        let outgoing = Outgoing::read(&text);
        let page = outgoing.html();
        assert_sound(&page);
        assert!(!page.contains("javascript:\"") && !page.contains("<img"), "{page}");
        let plain = outgoing.plain();
        assert!(!plain.chars().any(|c| is_hidden(c) && c != '\n'), "{plain:?}");
        let bytes = outgoing.mail(&Envelope {
            from: Mailbox::new(words, "mira@lumen.example"),
            to: Mailbox::new(words, "a@b.example").into_iter().collect(),
            cc: Mailbox::in_contact(words),
            message_id: format!("x@y{words}"),
            ..envelope()
        });
        let known = [
            "Date",
            "Message-ID",
            "Subject",
            "X-Unsent",
            "From",
            "To",
            "MIME-Version",
            "Content-Type",
        ];
        assert!(
            headers(&bytes).iter().all(|name| known.contains(&name.as_str())),
            "{:?}",
            headers(&bytes)
        );
        let message = read(&bytes);
        assert_eq!(message.bcc(), None);
        assert_eq!(message.subject().unwrap_or_default(), undecoded(outgoing.subject()));
        let name = message.to().unwrap().first().unwrap().name();
        assert_eq!(name, Some(&*undecoded(&one_line(words))));
    }
}

/// What looks encoded is told apart, so that no reader makes other words of it.
fn undecoded(words: &str) -> String {
    words.replace("=?", "= ?")
}

#[test]
fn links_are_shown_and_lead_to_pages_and_mailboxes_alone() {
    let html = |text: &str| {
        let page = Outgoing::read(text).html();
        let body = page.split_once("<p>").unwrap().1.split_once("</p>").unwrap().0;
        body.to_owned()
    };
    assert_eq!(
        html("[a](https://b.example/?c&d)"),
        "<a href=\"https://b.example/?c&amp;d\" rel=\"noreferrer\">a</a> (https://b.example/?c&amp;d)"
    );
    assert_eq!(html("[a](javascript:x)"), "a (javascript:x)");
    assert_eq!(html("[a](http://b.example)"), "a (http://b.example)");
    assert_eq!(html("![a](https://b.example/c.png)"), "a (https://b.example/c.png)");
    assert_eq!(
        html("<https://b.example>"),
        "<a href=\"https://b.example\" rel=\"noreferrer\">https://b.example</a>"
    );
    assert_eq!(
        html("[a](<https://b.example/\u{202e}c>)"),
        "a (https://b.example/&lt;U+202E&gt;c)"
    );
}

#[test]
fn depth_has_an_end() {
    let deep = format!("{}x\n\n{}y", "> ".repeat(5000), "- ".repeat(5000));
    let outgoing = Outgoing::read(&deep);
    assert!(outgoing.plain().contains('x') && outgoing.plain().contains('y'));
    assert_sound(&outgoing.html());
}

/// Every tag is one of ours and is closed where it should be, and nothing else looks like one.
fn assert_sound(page: &str) {
    const ALONE: [&str; 4] = ["meta", "hr", "br", "!DOCTYPE"];
    const AROUND: [&str; 21] = [
        "html",
        "head",
        "title",
        "body",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "a",
        "style",
    ];
    let mut open: Vec<&str> = Vec::new();
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("an open tag: {piece}"));
        assert!(!text.contains('>'), "a stray bracket: {piece}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {page}");
            continue;
        }
        let name = tag.split(' ').next().unwrap();
        if !ALONE.contains(&name) {
            assert!(AROUND.contains(&name), "<{tag}> in {page}");
            open.push(name);
        }
        let attributes: Vec<&str> = tag.split('"').step_by(2).map(str::trim).collect();
        for attribute in attributes {
            let name = attribute.rsplit(' ').next().unwrap_or_default();
            assert!(!name.starts_with("on"), "<{tag}>");
        }
    }
    assert!(open.is_empty(), "{open:?} in {page}");
    assert!(!page.chars().any(|c| is_hidden(c) && c != '\n'), "{page:?}");
}

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,8}",
        "[\n>#*_`\\[\\]()<>!&;-]{0,6}",
        Just("\n\n".to_owned()),
        Just("\n## ".to_owned()),
        Just("\n  - ".to_owned()),
        Just("\n1. ".to_owned()),
        Just("https://".to_owned()),
        Just("<b>".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_written_each_form_is_sound(text in markdown()) {
        let outgoing = Outgoing::read(&text);
        assert_sound(&outgoing.html());
        prop_assert!(!outgoing.plain().chars().any(|c| is_hidden(c) && c != '\n'));
        let bytes = outgoing.mail(&envelope());
        let message = read(&bytes);
        prop_assert_eq!(message.parts.len(), 3);
        prop_assert_eq!(headers(&bytes).len(), 8);
    }

    #[test]
    fn lines_are_broken_between_words_and_all_arrive(
        words in proptest::collection::vec("[a-zäöü漢]{1,60}", 1..60),
        sign in prop_oneof![Just(""), Just("> "), Just("- "), Just("10. "), Just("> - ")],
    ) {
        let plain = Outgoing::read(&format!("Subject: x\n\n{sign}{}\n", words.join(" "))).plain();
        let body = plain.split_once("\n\n").unwrap().1;
        let is_sign = |word: &&str| [">", "-", "10."].contains(word);
        let mut arrived: Vec<&str> = Vec::new();
        for line in body.lines() {
            let on_it: Vec<&str> = line.split_whitespace().filter(|word| !is_sign(word)).collect();
            prop_assert!(width(line) <= 78 || on_it.len() == 1, "{line:?}");
            arrived.extend(on_it);
        }
        prop_assert_eq!(arrived, words);
    }

    #[test]
    fn any_subject_and_name_are_read_as_they_were_meant(subject in any::<String>(), name in any::<String>()) {
        let outgoing = Outgoing::read("Subject: x\n\nbody\n");
        let envelope = Envelope { from: Mailbox::new(&name, "a@b.example"), ..envelope() };
        let bytes = mail::message(&subject, &outgoing.body, &envelope);
        let message = read(&bytes);
        prop_assert_eq!(message.subject().unwrap_or_default(), undecoded(&one_line(&subject)));
        let from = message.from().unwrap().first().unwrap();
        prop_assert_eq!(from.name().unwrap_or_default(), undecoded(&one_line(&name)));
        prop_assert_eq!(from.address(), Some("a@b.example"));
    }
}
