//! Templates as they ship, templates of one's own, and values that would like to be more than text.

use proptest::prelude::*;

use super::*;
use crate::domain::letter::{Fields, Letter};
use crate::text::markdown::escaped;

const OWN: &str = "\
+++
family = \"customer\"
title = \"Ours, shorter\"
version = \"7\"
owner = \"legal\"
language = \"en\"
+++
Subject: {{ company }} and you

Dear {{ customer }},

## What {#nature}

Since {{ opened }}.

## Data {#data}

{{ categories }}

## Then {#consequences}

[? Say what follows]

## Now {#measures}

{{ remediation }}

## {#closing}

{{ sender }}
";

fn own(name: &str, text: &str) -> Own {
    Own {
        name: name.to_owned(),
        file: format!("templates/{name}.md"),
        text: text.to_owned(),
    }
}

fn with(name: &str, text: &str) -> (Shelf, Vec<String>) {
    let (shelf, problems) = Shelf::shipped().with(&[own(name, text)]);
    (shelf, problems.iter().map(ToString::to_string).collect())
}

fn filled(words: &str) -> TemplateFields {
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

#[test]
fn every_template_that_ships_is_as_it_should_be() {
    let shelf = Shelf::shipped();
    assert_eq!(shelf.templates().len(), 11, "one cannot be read");
    for template in shelf.templates() {
        let problems: Vec<String> = check(template).iter().map(ToString::to_string).collect();
        assert_eq!(problems, Vec::<String>::new(), "{}", template.name);
        assert!(template.name.starts_with(template.family.word()), "{}", template.name);
    }
    for family in Family::ALL {
        assert!(shelf.templates().iter().any(|one| one.family == family), "{family}");
    }
}

#[test]
fn owners_are_roles_or_duties_of_the_policy_that_ships() {
    let policy = crate::policy::Policy::shipped();
    for template in Shelf::shipped().templates() {
        let owner = &template.owner;
        assert!(policy.role(owner).is_some() || policy.duty(owner).is_some(), "{owner}");
    }
}

#[test]
fn a_field_without_a_value_is_a_blank_and_one_of_the_recipient_stays() {
    for template in Shelf::shipped().templates() {
        let letter = draft(template, &TemplateFields::default()).unwrap();
        assert!(letter.blanks().len() >= 3, "{}: {letter:?}", template.name);
        let known = draft(template, &filled("known")).unwrap();
        let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
        assert!(
            !known.blanks().iter().any(|blank| names.contains(blank)),
            "{}: {:?}",
            template.name,
            known.blanks()
        );
    }
    let letter = draft(
        Shelf::shipped().get("customer-notice").unwrap(),
        &TemplateFields::default(),
    )
    .unwrap();
    assert_eq!(
        letter.subject,
        "Security incident at [? company] that concerns your data"
    );
    assert_eq!(letter.opening.lines().next(), Some("Dear {{ customer }} team,"));
    let mark = letter.template.unwrap();
    assert_eq!((mark.name.as_str(), mark.version.as_str()), ("customer-notice", "1"));
    assert_eq!(mark.digest.len(), 64);
}

#[test]
fn conditions_leave_no_gaps() {
    let shelf = Shelf::shipped();
    let template = shelf.get("customer-notice").unwrap();
    let measures = |fields: &TemplateFields| draft(template, fields).unwrap().part("measures").unwrap().text.clone();
    assert!(measures(&TemplateFields::default()).starts_with("[? Say what has been done"));
    assert!(measures(&filled("the keys are revoked")).starts_with("Done so far: the keys are revoked\n\n[? Say"));
    let nature = draft(template, &filled("x"))
        .unwrap()
        .part("nature")
        .unwrap()
        .text
        .clone();
    assert!(
        nature.contains("- We confirmed it: x\n- It was contained: x\n- Systems concerned: x"),
        "{nature}"
    );
}

#[test]
fn a_file_of_ones_own_takes_the_place_of_ours_or_adds_one() {
    let (shelf, problems) = with("customer-notice", OWN);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(shelf.templates().len(), 11);
    let template = shelf.get("Customer-Notice").unwrap();
    assert_eq!((template.version.as_str(), template.is_shipped()), ("7", false));
    assert!(matches!(&template.origin, Origin::Own { overrides: true, .. }));
    let (shelf, _) = with("customer-short", OWN);
    assert_eq!(shelf.templates().len(), 12);
    assert!(matches!(
        &shelf.get("customer-short").unwrap().origin,
        Origin::Own { overrides: false, .. }
    ));
    assert_eq!(shelf.nearest("customer-notise"), Some("customer-notice"));
}

#[test]
fn a_broken_file_is_named_by_its_line_and_ours_is_used() {
    for (from, to, said) in [
        ("+++\nfam", "fam", "1: it begins with a head between two lines `+++`"),
        ("+++\nSubject", "Subject", "1: its head does not end"),
        ("\"customer\"", "\"custmer\"", "2: unknown family `custmer`"),
        ("title = \"Ours, shorter\"\n", "", "2: `title` is missing"),
        ("owner", "ownr", "5: unknown key `ownr`; did you mean `owner`?"),
        ("Subject: ", "", "8: it begins with `Subject: …`"),
        (
            "## Data {#data}",
            "## Data {#nature}",
            "16: there are two parts called nature",
        ),
        ("{{ opened }}", "{{ opened", "14: `{{` is not closed by `}}`"),
        (
            "{{ opened }}",
            "{{ opened|upper }}",
            "14: `{{ opened|upper }}`: between the braces",
        ),
        ("{{ opened }}", "{{ 7 * 7 }}", "14: `{{ 7 * 7 }}`: between the braces"),
        ("{{ opened }}", "\n{% if opened %}x", "15: "),
        ("{{ opened }}", "{% set x = 1 %}", "14: `set x = 1`: there are the tags"),
        (
            "{{ opened }}",
            "{% include 'passwd' %}",
            "14: `include 'passwd'`: there are the tags",
        ),
        (
            "{{ opened }}",
            "{% for i in range(1000000) %}x{% endfor %}",
            "14: `for i in range(1000000)`: a loop reads",
        ),
        (
            "{{ opened }}",
            "{% if opened.x %}x{% endif %}",
            "14: `opened.x`: a condition holds",
        ),
    ] {
        assert!(OWN.contains(from), "{from}");
        let (shelf, problems) = with("customer-notice", &OWN.replacen(from, to, 1));
        let all = problems.join("\n");
        assert!(
            all.contains(&format!("templates/customer-notice.md:{said}")),
            "{said} in:\n{all}"
        );
        assert!(shelf.get("customer-notice").unwrap().is_shipped(), "{said}");
    }
    let (shelf, problems) = with("customer-notice", &"x".repeat(70_000));
    assert!(problems[0].contains("64 KiB") && shelf.get("customer-notice").unwrap().is_shipped());
    let (_, problems) = with("../customer notice", OWN);
    assert!(problems[0].contains("is no name"), "{problems:?}");
}

#[test]
fn a_fault_is_told_and_the_file_is_used_all_the_same() {
    for (from, to, said) in [
        (
            "{{ opened }}",
            "{{ opend }}",
            "14: no field is called `opend`; did you mean `opened`?",
        ),
        (
            "{{ opened }}",
            "{% if records %}x{% endif %}",
            "14: `records` differs from one recipient",
        ),
        (
            "{{ opened }}",
            "{% for x in systems %}x{% endfor %}",
            "14: `systems` is no list",
        ),
        (
            "## Now {#measures}",
            "## Now {#steps}",
            "8: the part `measures` is missing",
        ),
        ("[? Say what follows]", "", "20: the part `consequences` says nothing"),
        ("## Data {", "## {{ title }} {", "16: the heading of `data` holds a tag"),
        (
            "version = \"7\"",
            "version = \"7\"\nparts = [\"dpo\"]",
            "9: the part `dpo` is missing",
        ),
    ] {
        assert!(OWN.contains(from), "{from}");
        let (shelf, problems) = with("customer-notice", &OWN.replacen(from, to, 1));
        let all = problems.join("\n");
        assert!(
            all.contains(&format!("templates/customer-notice.md:{said}")),
            "{said} in:\n{all}"
        );
        assert!(!shelf.get("customer-notice").unwrap().is_shipped(), "{said}");
    }
    // A field that nobody knows is a blank.
    let (shelf, _) = with("customer-notice", &OWN.replace("{{ opened }}", "{{ opend }}"));
    let letter = draft(shelf.get("customer-notice").unwrap(), &filled("x")).unwrap();
    assert_eq!(letter.part("nature").unwrap().text, "Since [? opend].");
}

#[test]
fn lines_end_as_they_may() {
    let (shelf, problems) = with("customer-notice", &OWN.replace('\n', "\r\n"));
    assert_eq!(problems, Vec::<String>::new());
    let letter = draft(shelf.get("customer-notice").unwrap(), &filled("x")).unwrap();
    assert_eq!(letter.part("nature").unwrap().text, "Since x.");
}

#[test]
fn fields_of_a_recipient_are_those_that_letters_are_filled_with() {
    let of_recipient = FIELDS.iter().filter(|field| field.is_of_recipient);
    let names: Vec<&str> = of_recipient.map(|field| field.name).collect();
    assert_eq!(names, crate::domain::incident::notice::fields::NAMES);
}

#[test]
fn words_of_a_recipient_add_no_blanks_and_what_is_not_known_does() {
    let fields = Fields::from([("customer".to_owned(), escaped("Acme [? x] {{ company }}"))]);
    let letter = draft(Shelf::shipped().get("customer-notice").unwrap(), &filled("x")).unwrap();
    let filled = letter.filled(&fields);
    assert!(
        filled
            .opening
            .starts_with(r"Dear Acme \[\? x\] \{\{ company \}\} team,"),
        "{}",
        filled.opening
    );
    // Its records.
    assert_eq!(filled.blanks().len(), letter.blanks().len() + 1);
}

const HOSTILE: &str = "\"><script>alert(1)</script> =cmd() \r\nBcc: x@y {{ company }} {% for x in y %} {# c #} [? x] \
                       \n# head\n## head {#closing}\n[a](javascript:x) \u{202e}\u{1b}[31m ``` \\";

#[test]
fn a_hostile_value_is_text() {
    for template in Shelf::shipped().templates() {
        let plain = draft(template, &filled("known")).unwrap();
        let letter = draft(template, &filled(HOSTILE)).unwrap();
        assert_eq!(letter.blanks(), plain.blanks(), "{}", template.name);
        let keys = |letter: &Letter| letter.parts.iter().map(|part| part.key.clone()).collect::<Vec<_>>();
        let again = Letter::from_source(&letter.to_source()).unwrap();
        assert_eq!(keys(&again), keys(&plain), "{}", template.name);
        let lines = |text: &str| text.lines().count();
        let text = |letter: &Letter| letter.text_for(&Fields::new());
        assert_eq!(lines(&text(&letter)), lines(&text(&plain)), "{}", template.name);
        assert!(!text(&letter).contains("{{"), "{}", text(&letter));
    }
}

#[test]
fn long_values_are_no_trouble() {
    let template = Shelf::shipped().get("internal-update").unwrap();
    let letter = draft(template, &filled(&"*".repeat(100_000))).unwrap();
    // Each asterisk is written as two.
    assert_eq!(
        letter.part("outside").unwrap().text.len(),
        draft(template, &filled("x"))
            .unwrap()
            .part("outside")
            .unwrap()
            .text
            .len()
    );
    assert!(letter.subject.len() > 4 * 200_000);
}

proptest! {
    #[test]
    fn whatever_the_values_a_draft_is_made(words in any::<String>(), many in proptest::collection::vec(any::<String>(), 0..4)) {
        let mut fields = filled(&words);
        fields.set_each("each_system", many.iter().map(String::as_str));
        for template in Shelf::shipped().templates() {
            let plain = draft(template, &filled("known")).unwrap();
            let letter = draft(template, &fields).unwrap();
            if !crate::text::one_line(&words).is_empty() {
                prop_assert_eq!(letter.blanks(), plain.blanks());
            }
        }
    }

    #[test]
    fn whatever_stands_in_a_file_it_is_read_or_refused(text in "(\\+\\+\\+\n)?[ -~\n{}%#]{0,200}", name in "[a-z -]{0,8}") {
        let (shelf, problems) = with(&name, &text);
        prop_assert!(shelf.templates().len() > 11 || !problems.is_empty());
    }

    #[test]
    fn whatever_stands_in_a_part_is_drafted_or_refused(text in "([ -~\n]|\\{\\{|\\}\\}|\\{%|%\\}|if |for | in |each_system|title|endif|endfor){0,40}") {
        let (shelf, problems) = with("customer-notice", &OWN.replace("Since {{ opened }}.", &text));
        let used = shelf.get("customer-notice").unwrap();
        prop_assert!(!used.is_shipped() || !problems.is_empty());
        prop_assert!(draft(used, &filled("x")).is_ok());
    }
}
