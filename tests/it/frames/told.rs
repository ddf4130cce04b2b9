//! From a confirmed breach to proof that everyone was told in time: three customers, one with a contract of 24 hours, and
//! the European rules for operators. Everything is done by keys.

use chrono::TimeDelta;
use firebell::domain::{DeadlineKind, Standing};
use firebell::policy::Policy;

use crate::seat::Seat;

const POLICY: &str = "obligations = ['nis2-24', 'nis2-72', 'nis2-final']\n[notice]\napproval = 'anybody'\n";

/// Three customers in the register, and an incident.
fn declared() -> Seat {
    let mut seat = Seat::empty_under(Policy::from_toml(POLICY, "policy.toml").unwrap(), (120, 36));
    seat.press("<Space>c");
    for (name, contact, hours) in [
        ("Acme GmbH", "dpo@acme.example", ""),
        ("Brightloaf", "security@brightloaf.example", ""),
        ("Cobalt", "sec@cobalt.example", "24"),
    ] {
        seat.press(&format!("n{name}<Tab>{contact}<Tab>{hours}<C-s>"));
        assert!(seat.text().contains(name), "{}", seat.text());
    }
    seat.press("<Esc>nCustomer export bucket readable<Tab>1<C-s>");
    assert!(seat.text().contains("Customer export bucket"), "{}", seat.text());
    seat
}

fn confirmed() -> Seat {
    let mut seat = declared();
    let code = code(&seat);
    seat.press("bnow<Tab>names, e-mail addresses<Tab>Acme GmbH, Brightloaf, Cobalt<C-s>");
    let shown = seat.text();
    for due in ["Cobalt", "Acme GmbH", "Brightloaf"] {
        assert!(shown.contains(due), "{shown}");
    }
    seat.press(&format!("{code}<Enter>"));
    seat.press(":anchor-set<Enter>aware<Tab>now<Tab>the export was real<C-s>");
    assert!(seat.text().contains("nis2-24"), "{}", seat.text());
    seat.press("<Enter>");
    seat
}

fn code(seat: &Seat) -> String {
    seat.model.world.incident.as_ref().unwrap().incident.code.clone()
}

/// Every deadline of a kind: for whom, when it is due in hours from the beginning, how it stands.
fn due(seat: &Seat, kind: DeadlineKind) -> Vec<(String, i64, Standing)> {
    let view = seat.model.world.incident.as_ref().unwrap();
    let all = view.deadlines.iter().filter(|one| one.kind == kind);
    all.map(|one| {
        let hours = (one.due_at.unwrap() - crate::seat::now()).num_hours();
        (one.who.clone().unwrap(), hours, one.standing.clone())
    })
    .collect()
}

/// Writes something into every blank of the letter.
fn fill(seat: &mut Seat) {
    for _ in 0..60 {
        if seat.model.ui.composer.as_ref().unwrap().letter().blanks().is_empty() {
            seat.editor = |source| {
                Ok(source
                    .replace("{{ records }}", "214 users")
                    .replace("{{ reference }}", "none"))
            };
            seat.press("<F6>");
            return;
        }
        seat.press("It is known.<C-n>");
    }
    panic!("a blank stays: {}", seat.text());
}

fn is_met(standing: &Standing) -> bool {
    matches!(standing, Standing::Met { .. })
}

#[test]
fn everyone_is_told_by_keys_alone_and_the_log_tells_the_whole_story() {
    let mut seat = confirmed();
    let hours: Vec<(String, i64)> = due(&seat, DeadlineKind::Notice)
        .into_iter()
        .map(|(who, hours, _)| (who, hours))
        .collect();
    let expected = [("Acme GmbH", 72), ("Brightloaf", 72), ("Cobalt", 24)];
    assert_eq!(hours, expected.map(|(who, hours)| (who.to_owned(), hours)));
    let rules: Vec<(String, i64)> = due(&seat, DeadlineKind::Obligation)
        .into_iter()
        .map(|(who, hours, _)| (who, hours))
        .collect();
    assert_eq!(rules, [("nis2-24".to_owned(), 24), ("nis2-72".to_owned(), 72)]);

    // Whoever runs out first reads the letter first; it is not whole, and is not recorded as sent.
    seat.press("m<Enter>");
    assert!(seat.text().contains("letter to Cobalt"), "{}", seat.text());
    seat.press("<C-s><F8><Enter><C-s>");
    assert!(seat.text().contains("it lacks nature"), "{}", seat.text());
    seat.press("<Esc>");

    // Written, checked, approved; two are told in time.
    fill(&mut seat);
    seat.press("<C-s><F4><C-s><F5>");
    assert!(seat.text().contains("approved"), "{}", seat.text());
    for name in ["Acme GmbH", "Brightloaf"] {
        while !seat.text().contains(&format!("letter to {name}")) {
            seat.press("<F9>");
        }
        seat.press("<F8><Enter>");
        seat.press("<C-s><Enter>");
    }
    let told = due(&seat, DeadlineKind::Notice);
    assert!(is_met(&told[0].2) && is_met(&told[1].2), "{told:?}\n{}", seat.text());

    // The warning to the authority goes out by its portal.
    seat.press("<Esc>m<Down><Enter>");
    assert!(seat.text().contains("letter to nis2-24"), "{}", seat.text());
    fill(&mut seat);
    seat.press("<C-s><F4><C-s><F5><F8>portal<C-s><Enter><Esc>");
    let rules = due(&seat, DeadlineKind::Obligation);
    assert!(is_met(&rules[0].2), "{rules:?}\n{}", seat.text());

    // The contract of the third has run out: it wants its reason.
    seat.wait(TimeDelta::hours(26));
    seat.press("m<Enter><F8><C-s>");
    assert!(seat.text().contains("that needs a reason"), "{}", seat.text());
    seat.press("<Tab><Tab>their address was wrong in the register<C-s><Enter><Esc>");
    let told = due(&seat, DeadlineKind::Notice);
    assert!(
        matches!(&told[2].2, Standing::MetLate { reason: Some(_), .. }),
        "{told:?}\n{}",
        seat.text()
    );

    let log: Vec<String> = {
        let view = seat.model.world.incident.as_ref().unwrap();
        view.log.iter().map(|line| line.words.clone()).collect()
    };
    for words in [
        "Breach confirmed: names, e-mail addresses, 3 customers",
        "aware: the export was real",
        "Letter to all customers written",
        "Letter to all customers ready",
        "Letter to all customers approved",
        "Acme GmbH told by email",
        "Brightloaf told by email",
        "Letter to nis2-24 approved",
        "nis2-24 submitted by portal",
        "Cobalt told by email; late: their address was wrong in the register",
    ] {
        assert!(log.iter().any(|line| line.contains(words)), "no {words} in {log:#?}");
    }
}
