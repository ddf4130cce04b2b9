//! The breach register: every breach and every decision about one, with its reasons, in words a lawyer reads.

use super::desk::Desk;

fn declare(desk: &mut Desk, at: &str, title: &str) -> String {
    desk.at(at);
    let args = ["declare", "--severity", "sev1", "--title", title, "--json"].map(str::to_owned);
    let ran = desk.args("declare", &args);
    assert_eq!(ran.code, 0, "{ran}");
    ran.json()["code"].as_str().unwrap().to_owned()
}

/// Five incidents: told late, withdrawn, decided not to be one, undecided, and one that concerns nobody.
fn told() -> Desk {
    let mut desk = Desk::new();
    std::fs::write(desk.config("policy.toml"), "obligations = ['gdpr-33-1', 'nis2-24']\n").unwrap();
    let late = declare(&mut desk, "2026-11-20T08:00:00Z", "=HYPERLINK(\"x\") exports readable");
    desk.done(&format!("codename {late} Bluebird"));
    desk.done(&format!("obligation role {late} both"));
    desk.done(&format!(
        "breach confirm {late} --at now --data 'names, e-mail' --customer '@Acme; \"GmbH\"' --customer Bolt"
    ));
    desk.done(&format!(
        "anchor set {late} aware --at now --reason 'the dump was ours'"
    ));
    desk.done(&format!(
        "obligation decide {late} nis2-24 not-notifiable --reason 'keys were safe'"
    ));
    desk.at("2026-11-24T08:00:00Z");
    desk.done(&format!(
        "notice sent {late} --customer bolt --by email --has all --reason 'the list was wrong'"
    ));
    desk.done(&format!("notify decide {late} regulators yes --reason 'GDPR applies'"));
    let withdrawn = declare(&mut desk, "2026-11-21T08:00:00Z", "Token in a log");
    desk.done(&format!(
        "breach confirm {withdrawn} --at now --data names --customer Bolt"
    ));
    desk.done(&format!("breach withdraw {withdrawn} --reason 'synthetic records'"));
    let none = declare(&mut desk, "2026-11-22T08:00:00Z", "Lost laptop");
    desk.done(&format!(
        "notify decide {none} customers yes --reason 'it may hold an export'"
    ));
    desk.done(&format!(
        "notify decide {none} customers no --reason 'the disk was encrypted'"
    ));
    desk.done(&format!("close {none} --remediation 'wiped'"));
    declare(&mut desk, "2026-11-23T08:00:00Z", "Odd logins");
    desk.at("2026-11-24T13:05:00Z");
    desk.declare("sev4");
    desk
}

#[test]
fn the_register_has_every_breach_and_decision() {
    let desk = told();
    let mut said = desk.done("breach list").to_string();
    said.push_str(&desk.done("breach list --all").to_string());
    said.push_str(&desk.done("breach list --format csv").to_string().replace("\r\n", "\n"));
    said.push_str(&desk.run("breach list --format xls").to_string());
    insta::assert_snapshot!(said);
}

#[test]
fn json_of_the_register_is_a_promise() {
    let desk = told();
    let json = desk.done("breach list --json").stdout;
    assert_eq!(desk.done("breach list --format json").stdout, json);
    insta::assert_snapshot!(json);
}

#[test]
fn cells_are_read_back_as_text_and_never_as_formulas() {
    let desk = told();
    let csv = desk.done("breach list --all --format csv").stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().len();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        assert!(!cell.contains(['\n', '\r']), "{cell}");
    }
    assert!(rows.iter().all(|row| row.len() == columns));
    assert!(rows.iter().any(|row| &row[1] == "'=HYPERLINK(\"x\") exports readable"));
}

#[test]
fn an_empty_store_has_an_empty_register() {
    let desk = Desk::new();
    desk.declare("sev4");
    assert_eq!(
        desk.done("breach list").stderr,
        "No breach was confirmed, and nothing was decided about one.\n"
    );
}
