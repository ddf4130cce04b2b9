use super::*;

fn commands(text: &str, known: &str) -> Vec<Command> {
    let parsed = parse(text.as_bytes(), &|name| fold_name(name) == fold_name(known)).unwrap();
    assert_eq!(parsed.bad, []);
    parsed.lines.into_iter().map(|line| line.command).collect()
}

#[test]
fn row_becomes_a_customer() {
    let commands = commands(
        "Name,Contact,Contract Hours,Aliases,Note\nAcme GmbH,it@acme.example,48 h,Acme; acme gmbh,\"big, old\"\n",
        "",
    );
    let details = RegisterDetails {
        name: "Acme GmbH".to_owned(),
        aliases: vec!["Acme".to_owned()],
        contact: "it@acme.example".to_owned(),
        contract_hours: Some(48),
        note: "big, old".to_owned(),
        ..RegisterDetails::default()
    };
    let kind = SubjectKind::Customer;
    assert_eq!(
        commands,
        [Command::AddEntry {
            kind,
            details: Box::new(details)
        }]
    );
}

#[test]
fn known_customer_is_changed_where_the_sheet_says_something() {
    let commands = commands("name,contact,contract_hours\nACME,,0\n", "acme");
    let change = EntryChange {
        contract_hours: Some(0),
        ..EntryChange::default()
    };
    assert_eq!(
        commands,
        [Command::ChangeEntry {
            kind: SubjectKind::Customer,
            name: "ACME".to_owned(),
            change: Box::new(change)
        }]
    );
}

#[test]
fn bad_rows_say_why() {
    let text = "name,contract_hours,aliases\nA,two days,\n,1,\nB,,C\nc,,\n";
    let parsed = parse(text.as_bytes(), &|_| false).unwrap();
    let reasons: Vec<&str> = parsed.bad.iter().map(|bad| bad.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "contract_hours is \"two days\"; write whole hours, such as 48",
            "the name is missing",
            "c is on line 4 already"
        ]
    );
}
