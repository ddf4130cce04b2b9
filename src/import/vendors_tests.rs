use super::*;
use crate::domain::Ref;
use crate::import::times::day;

fn nobody(_: &str) -> Option<VendorDetails> {
    None
}

fn added_one(text: &str) -> (VendorDetails, Option<String>) {
    let parsed = parse(text.as_bytes(), &Dialect::default(), &nobody).unwrap();
    assert_eq!(parsed.bad, []);
    match parsed.lines.into_iter().next().unwrap().command {
        Command::AddVendor(new) => (new.details, new.owner),
        other => panic!("{other:?}"),
    }
}

fn change_of(text: &str, register: &VendorDetails) -> (VendorChange, Parsed) {
    let parsed = parse(text.as_bytes(), &Dialect::default(), &|name| {
        (fold_name(name) == "relay").then(|| register.clone())
    })
    .unwrap();
    assert_eq!(parsed.bad, []);
    match parsed.lines[0].command.clone() {
        Command::ChangeVendor { change, .. } => (*change, parsed),
        other => panic!("{other:?}"),
    }
}

fn relay() -> VendorDetails {
    VendorDetails {
        name: "Relay".to_owned(),
        tier: "standard".to_owned(),
        owner: Some(Ref {
            id: "1".to_owned(),
            name: "mira".to_owned(),
        }),
        last_assessed: day("2026-02-01"),
        renewal: day("2027-01-01"),
        ..VendorDetails::default()
    }
}

#[test]
fn row_becomes_a_vendor() {
    let (details, owner) = added_one(
        "name,service,tier,customer_data,purpose,data_categories,processing_location,owner,last_assessed,renewal\n\
         \"Relay, Inc.\",mail,standard,Yes,Newsletter,Names; addresses,EU,mira,2025-11-30,2026-12-31\n",
    );
    assert_eq!(details.name, "Relay, Inc.");
    assert_eq!(details.categories, ["Names", "addresses"]);
    assert!(details.customer_data);
    assert_eq!(details.last_assessed, day("2025-11-30"));
    assert_eq!(details.renewal, day("2026-12-31"));
    assert_eq!(owner.as_deref(), Some("mira"));
}

#[test]
fn sheets_come_in_many_dialects() {
    for text in [
        "\u{feff}Name;Tier;Data Categories\r\nRelay;standard;names, logs\r\n",
        "NAME\tTIER\tdata-categories\nRelay\tstandard\tnames; logs",
        "\n\nname , tier,\"data_categories\"\n\n Relay ,standard,\"names, logs\"\n\n",
    ] {
        let (details, _) = added_one(text);
        assert_eq!(details.name, "Relay", "{text:?}");
        assert_eq!(details.categories, ["names", "logs"], "{text:?}");
    }
}

#[test]
fn header_is_checked() {
    let of = |text: &str| parse(text.as_bytes(), &Dialect::default(), &nobody);
    assert!(
        of("vendor,tier\nRelay,standard\n")
            .unwrap_err()
            .0
            .starts_with("the first line names no column \"name\"")
    );
    assert_eq!(of("").unwrap_err().0, "it is empty");
    assert_eq!(of("name,Name\n").unwrap_err().0, "the column \"name\" is there twice");
    let parsed = of("name,tier,ownr,colour,\nRelay,standard,,red,\n").unwrap();
    assert_eq!(
        parsed.notes,
        [
            "the column \"ownr\" is not read; is it \"owner\"?",
            "the column \"colour\" is not read"
        ]
    );
}

#[test]
fn bad_rows_are_named_by_their_line() {
    let text = "name,tier,last_assessed,customer_data\n\nA,standard,30.11.2025,\n,standard,,\n\n\
                B,,,\nC,standard,,perhaps\nD,standard\nd,standard,,\n\"E\n1\",standard,,\nF,1,2,3,4\nG,standard,2025-02-30,\n";
    let parsed = parse(text.as_bytes(), &Dialect::default(), &nobody).unwrap();
    let bad: Vec<(usize, &str)> = parsed.bad.iter().map(|bad| (bad.number, bad.reason.as_str())).collect();
    assert_eq!(
        bad,
        [
            (
                3,
                "last_assessed is \"30.11.2025\"; write a day as 2025-11-30, or say the order with --dates dmy or mdy"
            ),
            (4, "the name is missing"),
            (6, "the tier is missing, and the vendor is new"),
            (7, "customer_data is \"perhaps\"; write yes or no"),
            (9, "d is on line 8 already"),
            (12, "it has 5 cells under a header of 4"),
            (
                13,
                "last_assessed is \"2025-02-30\"; write a day as 2025-11-30, or say the order with --dates dmy or mdy"
            ),
        ]
    );
    assert_eq!(parsed.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [8, 10]);
}

#[test]
fn rows_that_are_no_text_are_bad() {
    let parsed = parse(b"name,tier\n\xff,standard\nB,standard\n", &Dialect::default(), &nobody).unwrap();
    assert_eq!(parsed.bad[0].reason, "it is not UTF-8");
    assert_eq!(parsed.lines.len(), 1);
    let open = format!("name,tier\n\"A,standard\n{}", "B,standard\n".repeat(100_000));
    let parsed = parse(open.as_bytes(), &Dialect::default(), &nobody).unwrap();
    assert!(parsed.bad[0].reason.ends_with("perhaps a quotation mark is not closed"));
}

#[test]
fn known_vendor_is_changed_where_the_sheet_differs() {
    let (change, _) = change_of("name,tier,service,owner\nRELAY,Standard,mail,Mira\n", &relay());
    assert_eq!(change.service.as_deref(), Some("mail"));
    assert_eq!((change.owner, change.reason, change.renewal), (None, None, None));
    let (change, _) = change_of("name,tier,owner\nRelay,critical,jonas\n", &relay());
    assert_eq!(change.reason.as_deref(), Some("import"));
    assert_eq!(change.owner.as_deref(), Some("jonas"));
}

#[test]
fn old_sheet_takes_no_assessment_back() {
    let (change, parsed) = change_of("name,last_assessed,renewal\nRelay,2025-02-01,2026-01-01\n", &relay());
    assert_eq!((change.last_assessed, change.renewal), (None, None));
    assert_eq!(parsed.notes.len(), 1);
    let (change, parsed) = change_of("name,last_assessed,renewal\nRelay,2026-03-01,2028-01-01\n", &relay());
    assert_eq!(
        (change.last_assessed, change.renewal),
        (day("2026-03-01"), day("2028-01-01"))
    );
    assert!(parsed.notes.is_empty());
}

fn dialect(map: &[(&str, &str)], dates: DateOrder) -> Dialect {
    let map = map
        .iter()
        .map(|(theirs, ours)| ((*theirs).to_owned(), (*ours).to_owned()));
    Dialect {
        map: map.collect(),
        dates,
    }
}

#[test]
fn columns_are_read_under_the_names_that_were_given() {
    let text = "Lieferant;Stufe;Zuletzt geprüft;name\r\nRelay;standard;30.11.2025;not the name\r\n";
    let map = dialect(
        &[
            ("lieferant", "Name"),
            ("Stufe", "tier"),
            ("Zuletzt geprüft", "last_assessed"),
            ("name", "service"),
        ],
        DateOrder::DayFirst,
    );
    let parsed = parse(text.as_bytes(), &map, &nobody).unwrap();
    assert_eq!((&parsed.bad, &parsed.notes), (&Vec::new(), &Vec::new()));
    let Command::AddVendor(new) = &parsed.lines[0].command else {
        panic!("{:?}", parsed.lines);
    };
    assert_eq!(new.details.name, "Relay");
    assert_eq!(new.details.service, "not the name");
    assert_eq!(new.details.last_assessed, day("2025-11-30"));
    assert!(new.in_use);
}

#[test]
fn maps_that_lead_nowhere_are_refused() {
    let of = |map: &[(&str, &str)]| {
        let dialect = dialect(map, DateOrder::Iso);
        parse(b"name,tier\nRelay,standard\n", &dialect, &nobody).unwrap_err().0
    };
    assert!(of(&[("name", "nome")]).starts_with("there is no column \"nome\" to map to; there are name, service,"));
    assert_eq!(of(&[("Vendor", "name")]), "the first line names no column \"Vendor\"");
    assert_eq!(of(&[("tier", "name")]), "the column \"name\" is there twice");
}

#[test]
fn days_of_the_other_order_are_named_and_never_guessed() {
    let text = "name,tier,renewal\nA,standard,03/04/2026\nB,standard,31/12/2026\nC,standard,2026-12-31\n";
    let parsed = parse(text.as_bytes(), &dialect(&[], DateOrder::MonthFirst), &nobody).unwrap();
    let bad: Vec<(usize, &str)> = parsed.bad.iter().map(|bad| (bad.number, bad.reason.as_str())).collect();
    assert_eq!(bad, [(3, "renewal is \"31/12/2026\"; write a day as 11/30/2025")]);
    let parsed = parse(text.as_bytes(), &Dialect::default(), &nobody).unwrap();
    assert_eq!(parsed.bad.len(), 2);
    let parsed = parse(text.as_bytes(), &dialect(&[], DateOrder::DayFirst), &nobody).unwrap();
    assert_eq!(parsed.bad, []);
}

#[test]
fn what_the_export_writes_of_a_hostile_text_is_no_change() {
    let register = VendorDetails {
        name: "Relay".to_owned(),
        service: "=1+1".to_owned(),
        purpose: "  two\r\nlines \u{202e}x ".to_owned(),
        contacts: vec!["a; b".to_owned(), "c, d".to_owned()],
        links: vec!["just, one".to_owned()],
        ..relay()
    };
    let text = "name,service,purpose,contacts,links\nRelay,'=1+1,two lines <U+202E>x,\"a\\; b; c, d\",\"just, one;\"\n";
    let (change, _) = change_of(text, &register);
    assert_eq!(change, VendorChange::default());
    let (change, _) = change_of("name,service,purpose\nRelay,'=1+2,two  lines\n", &register);
    assert_eq!(change.service.as_deref(), Some("=1+2"));
    assert_eq!(change.purpose.as_deref(), Some("two  lines"));
}

#[test]
fn an_export_as_json_is_read_too_and_another_json_is_not() {
    let text = r#"{"vendors":[{"name":"Relay","tier":"critical","owner":"jonas","data":["a, b"],"in_use":false},
        {"name":"Other"},{"tier":"standard"},{"name":"Third","tier":"standard","renewal":"soon"}]}"#;
    let parsed = parse(text.as_bytes(), &Dialect::default(), &|name| {
        (fold_name(name) == "relay").then(relay)
    })
    .unwrap();
    let Command::ChangeVendor { change, .. } = &parsed.lines[0].command else {
        panic!("{:?}", parsed.lines);
    };
    assert_eq!(change.owner.as_deref(), Some("jonas"));
    assert_eq!(change.categories.as_deref(), Some(&["a, b".to_owned()][..]));
    let bad: Vec<(usize, &str)> = parsed.bad.iter().map(|bad| (bad.number, bad.reason.as_str())).collect();
    assert_eq!(
        bad,
        [
            (2, "the tier is missing, and the vendor is new"),
            (3, "the name is missing"),
            (4, "renewal is \"soon\"; write a day as 2025-11-30")
        ]
    );
    let unread = |text: &[u8]| parse(text, &Dialect::default(), &nobody).unwrap_err().0;
    assert!(unread(b"{\"people\":[]}").contains("no list \"vendors\""));
    assert!(unread(b"{").starts_with("it is not JSON"));
}
