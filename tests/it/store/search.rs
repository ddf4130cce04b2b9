//! Closed incidents are paged, and found by their words; a log is searched from end to end.

use firebell::domain::command::ImportIncident;
use firebell::domain::{Command, Subject, SubjectKind};
use firebell::engine::execute::Manner;
use firebell::engine::found::find;
use firebell::engine::query::{closed, show};
use firebell::store::reminders::{Addressee, Claim, Saying, Slot};

use super::{declare, log, mira};

#[test]
fn closed_incidents_are_paged_without_gaps_and_found_by_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut engine = mira(&folder.path().join("firebell.db"));
    let imports: Vec<Command> = (0..250)
        .map(|number| {
            Command::ImportIncident(Box::new(ImportIncident {
                source: format!("feed-{number}"),
                title: format!("Trouble number {number}"),
                // Some of the same moment, some of none at all.
                started_at: (number % 5 != 0).then(|| firebell::clock::from_millis(1_000_000 * (number / 3))),
                company: if number == 77 {
                    "Zürich Söhne".to_owned()
                } else {
                    "Acme".to_owned()
                },
                ..ImportIncident::default()
            }))
        })
        .collect();
    let written = engine
        .execute_all(&imports, &Manner::default(), &mut |_, _| false)
        .expect("imported");
    assert_eq!(written, 250);
    // Importing again changes nothing.
    let again = engine
        .execute_all(&imports, &Manner::default(), &mut |_, _| false)
        .expect("imported");
    assert_eq!(again, 0);

    let mut codes = std::collections::BTreeSet::new();
    let (mut cursor, mut pages) = (None, 0);
    loop {
        let page = closed(engine.store_mut(), "", cursor).expect("a page");
        assert_eq!(page.total, 250);
        codes.extend(page.rows.iter().map(|row| row.code.clone()));
        pages += 1;
        if !page.more {
            break;
        }
        cursor = page.next;
    }
    assert_eq!((pages, codes.len()), (3, 250));

    let mut find = |words: &str| closed(engine.store_mut(), words, None).expect("a page").rows;
    assert_eq!(find("number 42").len(), 1);
    assert_eq!(find("zurich").len(), 1, "marks on letters do not count");
    assert_eq!(find("Söhn").len(), 1, "the beginning of the last word is enough");
    assert_eq!(find("nothing like it").len(), 0);
    assert_eq!(find("\" OR * NEAR(").len(), 0, "operators are plain words");

    let code = declare(&mut engine);
    log(&mut engine, &code, "wombats in the attic").expect("written");
    assert_eq!(
        closed(engine.store_mut(), "wombats", None).expect("a page").rows.len(),
        0,
        "it is open"
    );
    let close = Command::Close {
        incident: code.clone(),
        remediation: Some("moved them".to_owned()),
        reason: None,
    };
    engine.execute(&close, &Manner::default()).expect("closed");
    let found = closed(engine.store_mut(), "wombats", None).expect("a page").rows;
    assert_eq!(found.iter().map(|row| &row.code).collect::<Vec<_>>(), [&code]);
}

#[test]
fn a_log_is_searched_beyond_what_is_kept_of_the_matches() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut engine = mira(&folder.path().join("firebell.db"));
    let code = declare(&mut engine);
    let other = declare(&mut engine);
    log(&mut engine, &other, "even elsewhere").expect("written");
    let lines: Vec<Command> = (0..4300)
        .map(|number| Command::LogEntry {
            incident: code.clone(),
            text: format!("{} {number}", if number % 2 == 0 { "even" } else { "odd" }),
            at: None,
            reason: None,
        })
        .collect();
    engine
        .execute_all(&lines, &Manner::default(), &mut |_, _| false)
        .expect("written");
    let id = show(engine.store(), &code, 1).expect("an incident").incident.id;
    let found = find(engine.store(), &id, "EVEN").expect("found");
    assert_eq!((found.count, found.lines.len()), (2150, 2000));
    let words: Vec<&str> = found.lines.iter().map(|line| line.words.as_str()).collect();
    assert_eq!(
        (words[0], words[1999]),
        ("even 300", "even 4298"),
        "the newest are kept, oldest first"
    );
    let found = find(engine.store(), &id, "even 42 mira").expect("found");
    assert!(found.lines.iter().all(|line| line.words.contains("42")));
    let expected = (0..4300).filter(|n| n % 2 == 0 && n.to_string().contains("42")).count();
    assert_eq!((found.count, found.all), (expected as u64, 4301));
    assert_eq!(find(engine.store(), &id, "elsewhere").expect("found").count, 0);
    assert_eq!(find(engine.store(), "nothing", "even").expect("found").count, 0);
}

#[test]
fn what_was_said_of_deadlines_is_found_among_the_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut engine = mira(&folder.path().join("firebell.db"));
    let code = declare(&mut engine);
    log(&mut engine, &code, "asked the vendor").expect("written");
    let id = show(engine.store(), &code, 1).expect("an incident").incident.id;
    let now = engine.now();
    let slot = Slot {
        subject: Subject::new(SubjectKind::Incident, id.clone()),
        deadline: "respond".to_owned(),
        clock: "respond".to_owned(),
        threshold: "30 m".to_owned(),
        name: format!("{code}/respond"),
        due_at: now,
        came_up_at: now,
        since: chrono::DateTime::<chrono::Utc>::MIN_UTC,
        until: chrono::DateTime::<chrono::Utc>::MAX_UTC,
    };
    let to = Addressee {
        person: "jonas".to_owned(),
        channel: "desktop".to_owned(),
    };
    let claims = engine.store_mut().claim_reminders(&[slot], &to, "us", &|_| true, now);
    let [Claim::Ours(row)] = claims.expect("claimed")[..] else {
        panic!("nobody else could have claimed it");
    };
    engine
        .store_mut()
        .settle_reminders(&[row], Saying::Shown, "30 m left: ask the vendor", "a desk", now)
        .expect("settled");
    let words = |sought: &str| {
        let found = find(engine.store(), &id, sought).expect("found");
        let lines: Vec<String> = found.lines.into_iter().map(|line| line.words).collect();
        (lines, found.count, found.all)
    };
    let told = "Told jonas by desktop: 30 m left: ask the vendor".to_owned();
    assert_eq!(
        words("vendor"),
        (vec!["asked the vendor".to_owned(), told.clone()], 2, 3)
    );
    assert_eq!(words("told jonas"), (vec![told], 1, 3));
    assert_eq!(words("told mira"), (Vec::new(), 0, 3));
}
