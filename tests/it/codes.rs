//! Codes as people type them, and history that came from elsewhere.

use std::collections::BTreeMap;

use firebell::clock::Zone;
use firebell::domain::command::ImportIncident;
use firebell::domain::{Command, RefusalKind, State};
use firebell::engine::execute::Manner;
use firebell::engine::{Outcome, Trouble};
use firebell::policy::Policy;

use crate::stage::{Stage, moment};

fn stage() -> Stage {
    let zone = Zone::named("UTC").expect("UTC");
    Stage::new(Policy::embedded(), moment("2026-11-24T10:00:00Z"), zone, 5)
}

fn give(stage: &mut Stage, line: &str) -> Result<Outcome, Trouble> {
    let (command, manner) = stage.typed(line).expect("it is written well");
    stage.engine("mira").execute(&command, &manner)
}

fn refused(stage: &mut Stage, line: &str) -> firebell::domain::Refusal {
    match give(stage, line) {
        Err(Trouble::Refused(refusal)) => *refusal,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn any_clear_beginning_of_a_code_is_enough() {
    let mut stage = stage();
    let mut codes: Vec<String> = Vec::new();
    for _ in 0..40 {
        let declared = give(&mut stage, "declare --title Break-in --severity sev4").expect("declared");
        codes.extend(declared.code);
    }
    let mut by_first: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for code in &codes {
        by_first.entry(&code[..1]).or_default().push(code);
    }
    let mut seen = (false, false);
    for (first, fits) in by_first {
        if let [only] = fits.as_slice() {
            seen.0 = true;
            let written = give(&mut stage, &format!("log {} hello", first.to_lowercase())).expect("written");
            assert_eq!(written.code.as_ref(), Some(*only));
        } else {
            seen.1 = true;
            let refusal = refused(&mut stage, &format!("log {first} hello"));
            assert_eq!(refusal.kind, RefusalKind::NotFound);
            assert!(refusal.why.contains("more than one"), "{refusal}");
            assert!(
                fits.iter().take(8).all(|code| refusal.candidates.contains(code)),
                "{refusal:?}"
            );
        }
    }
    assert_eq!(seen, (true, true), "forty codes show both");
    // Letters that look like digits mean them.
    let digits = codes
        .iter()
        .find(|code| code.contains('0'))
        .expect("a code with a nought");
    let written = give(&mut stage, &format!("log {} hello", digits.replace('0', "o"))).expect("written");
    assert_eq!(written.code.as_ref(), Some(digits));
    assert_eq!(refused(&mut stage, "log '' hello").kind, RefusalKind::NotFound);
}

#[test]
fn imported_history_stands_outside_clocks_whatever_is_missing() {
    let mut stage = stage();
    let import = |number: i64, severity: Option<&str>| {
        Command::ImportIncident(Box::new(ImportIncident {
            source: format!("feed-{number}"),
            title: "Old trouble".to_owned(),
            severity: severity.map(str::to_owned),
            started_at: (number > 1).then(|| moment("1969-07-20T20:17:00Z")),
            ..ImportIncident::default()
        }))
    };
    for (number, severity) in [(1, None), (2, Some("sev1"))] {
        let engine = stage.engine("mira");
        let outcome = engine
            .execute(&import(number, severity), &Manner::default())
            .expect("imported");
        let code = outcome.code.or_else(|| {
            outcome.facts.iter().find_map(|fact| match &fact.body {
                firebell::domain::Body::Known(firebell::domain::Fact::Imported(fact)) => Some(fact.code.clone()),
                _ => None,
            })
        });
        let code = code.expect("a code");
        for line in [
            "severity {} sev2 --reason x",
            "breach confirm {} --at now --data names",
            "close {} --remediation x",
            "reopen {} --reason x",
            "review done {}",
            "remediation {} x",
            "notify decide {} public no --reason x",
            "assign {} commander lee",
            "phase {} containment",
            "page record {} --person lee",
            "waive {}/review --reason x",
            "undo",
        ] {
            refused(&mut stage, &line.replace("{}", &code));
        }
        give(&mut stage, &format!("log {code} 'read it again'")).expect("a line can be added");
        let Some(State::Incident(incident)) = stage.state(&code) else {
            panic!("{code} is gone");
        };
        let book = stage.engine("observer").book();
        assert!(incident.is_closed() && !incident.has_work_left(book));
        assert!(incident.deadlines(book).is_empty());
        assert!(
            stage
                .engine("mira")
                .execute(&import(number, severity), &Manner::default())
                .expect("again")
                .facts
                .is_empty()
        );
        give(&mut stage, "undo").expect("the line is one's own act");
    }
}
