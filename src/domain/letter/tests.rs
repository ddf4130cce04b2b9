//! What a letter is made of, and that it comes back as it was written.

use proptest::prelude::*;

use super::*;

fn part(text: &str) -> Part {
    Part {
        key: "nature".to_owned(),
        heading: "What happened".to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn a_part_is_missing_until_it_says_something_besides_blanks() {
    assert_eq!(part(" \n").fullness(), Fullness::Missing);
    assert_eq!(part("[? say what happened]").fullness(), Fullness::Missing);
    assert_eq!(
        part("Keys were read. [? since when]").fullness(),
        Fullness::Blank("since when".to_owned())
    );
    assert_eq!(part("Keys were read.").fullness(), Fullness::Written(3));
}

#[test]
fn a_blank_that_nobody_has_closed_is_a_blank() {
    assert_eq!(part("[? say what happened").fullness(), Fullness::Missing);
    assert_eq!(
        part("Keys were read. [? since when\nAccess is closed.").fullness(),
        Fullness::Blank("since when".to_owned())
    );
    let letter = Letter {
        subject: "An incident [? which".to_owned(),
        opening: "Hello [?".to_owned(),
        parts: vec![part("[? one [? two] and [a link](https://a.example)")],
        closing: "[? who\nYours".to_owned(),
        ..Letter::default()
    };
    assert_eq!(letter.blanks(), ["which", "", "one", "two", "who"]);
}

#[test]
fn not_yet_known_is_a_line_of_its_own() {
    assert_eq!(part("Not yet known.").fullness(), Fullness::Unknown);
    assert_eq!(part("Access closed.\n- not yet known").fullness(), Fullness::Unknown);
    assert_eq!(
        part("How many is not yet known to us.").fullness(),
        Fullness::Written(8)
    );
}

#[test]
fn a_field_nobody_knows_becomes_a_blank() {
    let letter = Letter {
        subject: "To {{ customer }}".to_owned(),
        opening: "{{ contact }} {{ 1+1 }} {{".to_owned(),
        ..Letter::default()
    };
    let fields = Fields::from([("customer".to_owned(), "Acme [? x] {{ contact }}".to_owned())]);
    let filled = letter.filled(&fields);
    assert_eq!(filled.subject, "To Acme [ ? x] {{ contact }}");
    assert_eq!(filled.opening, "[? contact] {{ 1+1 }} {{");
    assert_eq!(filled.blanks(), ["contact"]);
}

#[test]
fn what_goes_out_leaves_empty_parts_out() {
    let letter = Letter {
        subject: "S".to_owned(),
        opening: "Hello".to_owned(),
        parts: vec![part("Keys were read."), part("")],
        closing: "mira".to_owned(),
        ..Letter::default()
    };
    assert_eq!(
        letter.text_for(&Fields::new()),
        "Subject: S\n\nHello\n\n## What happened\n\nKeys were read.\n\nmira\n"
    );
}

#[test]
fn what_is_no_letter_names_its_line() {
    let error = |source: &str| Letter::from_source(source).unwrap_err().to_string();
    assert_eq!(error(""), "line 1: there is nothing in it; it begins with `Subject: …`");
    assert_eq!(error("\nHello"), "line 2: it begins with `Subject: …`");
    assert_eq!(
        error("Subject: x\n## A {#a}\n## B {#a}"),
        "line 3: there are two parts called a"
    );
    assert_eq!(
        error("Subject: x\n## {#closing}\n## B {#a}"),
        "line 3: a part stands after the closing"
    );
}

fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just(String::new()),
        Just("## x {#nature}".to_owned()),
        Just("\\## x {#nature}".to_owned()),
        "[ -~]{0,12}"
    ];
    proptest::collection::vec(line, 0..4).prop_map(|lines| lines.join("\n").trim_matches('\n').trim_end().to_owned())
}

proptest! {
    #[test]
    fn a_letter_comes_back_as_it_was_written(opening in text(), one in text(), two in text(), closing in text()) {
        let letter = Letter {
            template: None,
            subject: "An incident".to_owned(),
            opening,
            parts: vec![part(&one), Part { key: "data".to_owned(), ..part(&two) }],
            closing,
        };
        prop_assert_eq!(Letter::from_source(&letter.to_source()).unwrap(), letter);
    }
}
