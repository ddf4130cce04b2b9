use super::*;
use crate::clock::from_millis;

const NOW: i64 = 1_900_000_000_000;

fn read(text: &str) -> Parsed {
    parse(text.as_bytes(), from_millis(NOW))
}

fn one(text: &str) -> ImportIncident {
    let parsed = read(text);
    assert_eq!(parsed.bad, []);
    match parsed.lines.into_iter().next().unwrap().command {
        Command::ImportIncident(incident) => *incident,
        other => panic!("{other:?}"),
    }
}

fn why(text: &str) -> String {
    let parsed = read(text);
    assert_eq!(parsed.lines, []);
    parsed.bad.into_iter().next().unwrap().reason
}

#[test]
fn everything_that_is_known_is_kept() {
    let incident = one(concat!(
        r#"{"uuid":" a-1 ","id":"other","title":"Mail down","company":"Acme","product":"Mail","severity":2,"#,
        r#""start_time":"2019-05-01T10:00:00-08:00","end_time":"2019-05-02","categories":["cloud",""],"#,
        r#""keywords":"disk; raid,power","url":"https://example.org/1","colour":{"not":"read"}}"#,
    ));
    assert_eq!(incident.source, "a-1");
    assert_eq!(incident.severity.as_deref(), Some("2"));
    assert_eq!(incident.started_at, instant("2019-05-01T18:00:00Z"));
    assert_eq!(incident.ended_at, instant("2019-05-02T00:00:00Z"));
    assert_eq!(incident.categories, ["cloud"]);
    assert_eq!(incident.keywords, ["disk", "raid", "power"]);
    assert_eq!(incident.link, "https://example.org/1");
}

#[test]
fn whatever_is_missing_is_left_out() {
    let incident = one(r#"{"id":7,"title":"x","start_time":null,"end_time":"","severity":null,"keywords":null}"#);
    assert_eq!(incident.source, "7");
    assert_eq!(
        (incident.started_at, incident.ended_at, incident.severity),
        (None, None, None)
    );
    assert!(incident.keywords.is_empty());
}

#[test]
fn names_come_from_whatever_there_is() {
    let title = |rest: &str| one(&format!(r#"{{"id":"1","title":null,{rest}}}"#)).title;
    assert_eq!(title(r#""company":"Acme","product":"Mail""#), "Acme Mail");
    assert_eq!(title(r#""company":"Acme","product":"""#), "Acme");
    assert_eq!(title(r#""company":null,"product":"Mail""#), "Mail");
    assert_eq!(title(r#""company":"Gitlike","product":"GitLike .com""#), "GitLike .com");
    assert_eq!(title(r#""url":"https://me@status.example:8443/x?y""#), "status.example");
    assert_eq!(title(r#""link":"example.org/a""#), "example.org");
    assert!(why(r#"{"id":"1","keywords":["x"]}"#).starts_with("it has no title"));
}

#[test]
fn line_without_an_id_is_known_by_its_words() {
    let line = r#"{"title":"Mail down"}"#;
    let parsed = read(&format!("{line}\n  {line}\r\n"));
    assert_eq!(parsed.lines.len(), 2);
    assert_eq!(parsed.lines[0].command, parsed.lines[1].command);
    assert!(one(line).source.starts_with("sha256:"));
    assert_eq!(one(line).source.len(), 7 + 64);
    assert!(parsed.notes[0].starts_with("2 lines have no id"), "{:?}", parsed.notes);
}

#[test]
fn bad_lines_are_named_and_the_others_stand() {
    let text = "\u{feff}{\"id\":\"1\",\"title\":\"a\"}\n\n[1]\nnot json\n{\"id\":\"2\",\"title\":\"b\"}";
    let parsed = read(text);
    assert_eq!(parsed.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 5]);
    assert_eq!(parsed.bad.iter().map(|line| line.number).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(parsed.bad[0].reason, "it is a list, not an object");
    assert_eq!(parsed.bad[1].reason, "it is not JSON: expected ident (column 2)");
}

#[test]
fn bad_values_say_why() {
    let of = |rest: &str| why(&format!(r#"{{"id":"1","title":"x",{rest}}}"#));
    assert_eq!(
        of(r#""start_time":"last week""#),
        "start_time is \"last week\"; write it as 2023-11-15T12:00:00Z or 2023-11-15"
    );
    assert_eq!(of(r#""end_time":5"#), "end_time is a number, not text");
    assert_eq!(
        of(r#""start_time":"2020-01-02T00:00:00Z","end_time":"2020-01-01""#),
        "it ends before it starts"
    );
    assert_eq!(
        of(r#""start_time":"2020-01-01T10:00:00Z","end_time":"2020-01-01T09:00:00Z""#),
        "it ends before it starts"
    );
    assert!(of(r#""end_time":"2200-01-01""#).ends_with("which lies ahead"));
    assert_eq!(of(r#""company":["x"]"#), "company is a list, not text");
    assert_eq!(of(r#""keywords":[["x"]]"#), "keywords is a list, not text");
}

#[test]
fn day_precise_end_is_not_before_its_own_begin() {
    let incident = one(r#"{"id":"1","title":"x","start_time":"2020-01-01T10:00:00Z","end_time":"2020-01-01"}"#);
    assert_eq!(incident.ended_at, incident.started_at);
}

#[test]
fn lines_that_are_no_text_or_too_long_are_bad() {
    let parsed = parse(b"{\"title\":\"\xff\"}\n", from_millis(NOW));
    assert_eq!(parsed.bad[0].reason, "it is not UTF-8 (byte 11)");
    let long = format!("{{\"id\":\"1\",\"title\":\"{}\"}}", "x".repeat(LONGEST_LINE));
    assert_eq!(why(&long), "it is longer than 1024 KiB");
    let deep = format!("{{\"id\":\"1\",\"title\":\"x\",\"categories\":{}", "[".repeat(100_000));
    assert!(why(&deep).starts_with("it is not JSON"));
}

#[test]
fn hostile_words_are_kept_as_they_are() {
    let incident = one(r#"{"id":"1","title":"\u001b[2J\u0000 \u202egnp","company":"=1+1"}"#);
    assert_eq!(incident.title, "\u{1b}[2J\0 \u{202e}gnp");
    assert_eq!(incident.company, "=1+1");
}
