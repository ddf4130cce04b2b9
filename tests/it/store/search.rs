//! Closed incidents are paged, and found by their words.

use firebell::domain::Command;
use firebell::domain::command::ImportIncident;
use firebell::engine::execute::Manner;
use firebell::engine::query::closed;

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
