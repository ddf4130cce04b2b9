//! A breach of two thousand customers: everybody is told, nobody twice, and every count agrees. How long it takes is
//! measured by the benches.

use firebell::clock::Zone;
use firebell::domain::incident::notice::Notice;
use firebell::domain::{Command, State};
use firebell::engine::breaches::breaches;
use firebell::engine::execute::Manner;
use firebell::engine::query;
use firebell::engine::sendings::sendings;
use firebell::policy::Policy;

use crate::stage::{Stage, moment};

const MANY: usize = 2000;

fn run(stage: &Stage, engine: &mut firebell::engine::Engine, line: &str) -> Option<String> {
    let (command, manner) = stage.typed(line).expect("a command");
    let outcome = engine.execute(&command, &manner).expect("done");
    outcome.code
}

#[test]
fn two_thousand_customers_are_confirmed_told_and_counted() {
    let mut stage = Stage::new(Policy::shipped().clone(), moment("2026-11-24T03:00:00Z"), Zone::UTC, 5);
    let mut engine = stage.take("mira");
    let code = run(&stage, &mut engine, "declare --title 'Bucket was open' --severity sev1").expect("a code");

    let names: Vec<String> = (0..MANY).map(|number| format!("Customer {number:04}")).collect();
    let confirm = Command::ConfirmBreach(firebell::domain::command::ConfirmBreach {
        incident: code.clone(),
        at: moment("2026-11-24T02:50:00Z"),
        categories: vec!["names".to_owned()],
        customers: names.clone(),
    });
    let manner = Manner {
        accept_new: true,
        draft: None,
    };
    let preview = engine.preview(&confirm, &manner).expect("a preview");
    let notices = preview.starts.iter().filter(|one| one.who.is_some()).count();
    assert_eq!(notices, MANY);
    // Each new customer, and the breach.
    assert_eq!(
        engine.execute(&confirm, &manner).expect("confirmed").facts.len(),
        MANY + 1
    );

    let (draft, _) = stage
        .typed(&format!("notice draft {code} --from letter"))
        .expect("a letter");
    engine.execute(&draft, &manner).expect("drafted");
    run(&stage, &mut engine, &format!("notice ready {code}"));
    run(&stage, &mut engine, &format!("notice approve {code}"));
    let (sent, manner) = stage
        .typed(&format!("notice sent {code} --all --by email"))
        .expect("a command");
    assert_eq!(engine.execute(&sent, &manner).expect("sent").facts.len(), MANY);

    let view = query::show(engine.store(), &code, 10).expect("an incident");
    let all = view.incident.recipients(&view.deadlines, engine.book());
    let told = all.iter().filter(|one| one.word() == "sent");
    assert_eq!(told.count(), MANY);
    assert!(
        view.deadlines
            .iter()
            .all(|one| one.kind.key() != "notice" || !one.is_running())
    );
    // Each was told by its own name, and none by another's.
    let posted = sendings(engine.store(), &view.incident, None).expect("the sendings");
    assert_eq!(posted.len(), MANY);
    for one in &posted {
        let Notice::Customer(customer) = &one.notice else {
            panic!("{:?}", one.notice);
        };
        let text = one.dispatch.text.as_deref().unwrap_or_default();
        assert_eq!(
            text.matches("Customer ").count(),
            text.matches(&customer.name).count(),
            "{text}"
        );
        assert!(text.contains(&customer.name), "{text}");
    }
    let register = breaches(&engine, false).expect("the register");
    let breach = register[0].breach.as_ref().expect("a breach");
    assert_eq!(
        breach.customers.iter().filter(|one| one.told_at.is_some()).count(),
        MANY
    );
    // What the store keeps beside the record is what the record says.
    let State::Incident(folded) = crate::stage::folded(&engine, &view.incident.subject()).expect("a state") else {
        panic!("no incident");
    };
    assert_eq!(folded.breach.map(|breach| breach.customers.len()), Some(MANY));
}
