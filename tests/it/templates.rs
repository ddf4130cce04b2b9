//! Templates that ship, filled from one incident: what people would see of each, whole.

use chrono::TimeDelta;
use firebell::clock::Zone;
use firebell::domain::State;
use firebell::domain::letter::Letter;
use firebell::policy::Policy;
use firebell::template::{Family, Recipient, Setting, Shelf, Template, TemplateFields, draft};

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
    ("2026-11-24T13:00:00Z", "close CODE"),
];

/// The incident after the first `steps` of the story, and the fields it fills.
pub fn told(steps: usize) -> TemplateFields {
    let start = moment("2026-11-24T02:40:00Z");
    let zone = Zone::named("Europe/Berlin").unwrap();
    let mut stage = Stage::new(Policy::embedded(), start, zone, 3);
    let mut code = String::new();
    for (at, line) in &STORY[..steps] {
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
        codename: None,
        next_update: Some(now + TimeDelta::hours(22)),
    })
}

/// Who is told in these tests.
pub fn recipient(family: Family) -> Recipient {
    let is_customer = family == Family::Customer;
    Recipient {
        name: if is_customer {
            "Brightloaf"
        } else {
            "The supervisory authority"
        }
        .to_owned(),
        is_customer,
        contact: "dpo@brightloaf.example".to_owned(),
        due: Some(moment("2026-11-27T02:51:00Z")),
        records: "214 of your users".to_owned(),
        sent: Some(moment("2026-11-24T13:20:00Z")),
        reference: String::new(),
        obligation: "GDPR Art. 33(1)".to_owned(),
    }
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
        let zone = Zone::named("Europe/Berlin").unwrap();
        let text = letter.filled(&recipient(template.family).fields(zone));
        said.push_str(&format!("{}: {}\n", template.name, text.blanks().join(" · ")));
    });
    insta::assert_snapshot!(said);
}
