use super::{Combine, Shelf};

/// A whole rule with one line changed, or taken out where the new one is empty.
fn rule(id: &str, key: &str, line: &str) -> String {
    let lines = [
        ("title", "title = 'Tell them'"),
        ("jurisdiction", "jurisdiction = 'here'"),
        ("citation", "citation = 'Contract 7'"),
        ("checked_on", "checked_on = 2026-11-22"),
        ("status", "status = 'contract'"),
        ("applies_to", "applies_to = 'us'"),
        ("role", "role = 'any'"),
        ("clock", "clock = ['72h from aware']"),
        ("recipient", "recipient = 'them'"),
        ("contents", "contents = ['everything']"),
        ("phased", "phased = false"),
        ("late_needs_reason", "late_needs_reason = false"),
        ("", ""),
    ];
    let mut text = format!("[{id}]\n");
    for (name, usual) in lines {
        text.push_str(if name == key { line } else { usual });
        text.push('\n');
    }
    text
}

fn problems(text: &str) -> Vec<String> {
    let (_, problems) = Shelf::shipped().with(&[("own.toml".to_owned(), text.to_owned())]);
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_rule_of_ones_own_stands_beside_those_that_ship() {
    let text = rule("acme-24", "clock", "clock = ['24h from submission:gdpr-33-1']");
    let (shelf, problems) = Shelf::shipped().with(&[("own.toml".to_owned(), text)]);
    assert_eq!(problems, []);
    let own = shelf.get("ACME-24").unwrap();
    assert_eq!(own.combine, Combine::Earliest);
    assert_eq!(own.clock_words(), "24 h from submission:gdpr-33-1");
    assert!(!shelf.is_shipped("acme-24") && shelf.is_shipped("gdpr-33-1"));
}

#[test]
fn source_date_and_status_must_be_there() {
    for (key, line) in [("citation", 4), ("checked_on", 5), ("status", 6), ("clock", 9)] {
        assert_eq!(
            problems(&rule("acme", key, "")),
            [format!("own.toml:1: `acme.{key}` is missing")],
            "{line}"
        );
    }
}

#[test]
fn slips_have_their_line_and_what_was_meant() {
    for (key, line, said) in [
        (
            "status",
            "status = 'in force'",
            "own.toml:6: `acme.status`: unknown status `in force`, write one of in-force, proposed, contract, policy; \
             did you mean `in-force`?",
        ),
        (
            "clock",
            "clock = ['72h from awere']",
            "own.toml:9: `acme.clock`: unknown anchor `awere`; did you mean `aware`?",
        ),
        (
            "clock",
            "clock = ['72 from aware']",
            "own.toml:9: `acme.clock`: `72` is no window; write one like 72h, 30m, 1 business hour, 14 days or 12 months",
        ),
        (
            "clock",
            "clock = ['72h']",
            "own.toml:9: `acme.clock`: `72h` is no clock; write one like \"72h from aware\" or \"without undue delay from assessed\"",
        ),
        (
            "clock",
            "clock = []",
            "own.toml:9: `clock` must hold at least one count, such as \"72h from aware\"",
        ),
        (
            "clock",
            "clock = ['72h from aware', '24h from aware']",
            "own.toml:9: `clock` counts twice from aware",
        ),
        (
            "clock",
            "clock = ['72h from aware', 'without undue delay from closed']",
            "own.toml:9: a clock without a number stands alone",
        ),
        (
            "checked_on",
            "checked_on = 'soon'",
            "own.toml:5: `soon` is no date, write one like 2026-12-25",
        ),
        (
            "contents",
            "contents = []",
            "own.toml:11: `contents` must name at least one thing",
        ),
        (
            "",
            "link = 'http://example.com'",
            "own.toml:14: `link` must begin with https://",
        ),
        (
            "",
            "recipent = 'x'",
            "own.toml:14: unknown key `recipent` in [acme]; did you mean `recipient`?",
        ),
    ] {
        assert_eq!(problems(&rule("acme", key, line)), [said], "{line}");
    }
}

#[test]
fn names_are_taken_once() {
    let ours = rule("gdpr-33-1", "title", "title = 'Ours'");
    let said = ["own.toml:1: `gdpr-33-1` is a rule already; give yours another name"];
    assert_eq!(problems(&ours), said);
    let one = ("a.toml".to_owned(), rule("acme", "", ""));
    let other = ("b.toml".to_owned(), rule("acme", "", ""));
    let (shelf, problems) = Shelf::default().with(&[one, other]);
    assert_eq!(shelf.rules().len(), 1);
    assert_eq!(problems[0].to_string(), "b.toml:1: `acme` stands in a.toml:1 as well");
}

#[test]
fn chains_end_at_a_rule_that_is_there() {
    let follows = |id: &str, before: &str| rule(id, "clock", &format!("clock = ['1 month from submission:{before}']"));
    assert_eq!(
        problems(&follows("acme", "nis2-27")),
        ["own.toml:9: `acme` follows the submission of `nis2-27`, which is no rule; did you mean `nis2-24`?"]
    );
    assert_eq!(
        problems(&follows("acme", "acme")),
        ["own.toml:9: `acme` waits for its own submission"]
    );
    // Two that wait for each other, one that waits for them, and one that has nothing to do with it.
    let text = [
        follows("a-one", "b-two"),
        follows("b-two", "a-one"),
        follows("c-three", "b-two"),
        rule("d-four", "", ""),
    ];
    let (shelf, found) = Shelf::default().with(&[("own.toml".to_owned(), text.concat())]);
    let keys: Vec<&str> = shelf.rules().iter().map(|rule| rule.key.as_str()).collect();
    assert_eq!(keys, ["d-four"]);
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "own.toml:9: `a-one` waits for its own submission",
            "own.toml:23: `b-two` waits for its own submission",
            "own.toml:37: `c-three` follows the submission of `b-two`, which is no rule"
        ]
    );
}

#[test]
fn a_rule_may_say_itself_when_it_is_said() {
    let text = rule("acme", "", "reminders = ['2h', '10h', '2h', '1 day']");
    let (shelf, found) = Shelf::shipped().with(&[("own.toml".to_owned(), text)]);
    assert_eq!(found, []);
    let said = |id: &str| {
        shelf
            .get(id)
            .unwrap()
            .reminders
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(said("acme"), ["1 day", "10 h", "2 h"]);
    assert!(said("gdpr-33-1").is_empty());
    let slip = problems(&rule("acme", "", "reminders = ['2 months']"));
    assert_eq!(slip.len(), 1, "{slip:?}");
    assert!(
        slip[0].starts_with("own.toml:14: ") && slip[0].contains("cannot be counted back"),
        "{slip:?}"
    );
}
