//! What was sent is read back word for word; letters are read as they stand.

use super::desk::Desk;

const LETTER: &str = "Subject: An incident that concerns {{ customer }}\n\nDear {{ customer }} team,\n\n\
    ## What happened {#nature}\n\nAn export was readable.\n\n## Which data {#data}\n\nNames.\n\n\
    ## What may follow {#consequences}\n\nNot yet known.\n\n## What we do {#measures}\n\nThe bucket is closed.\n\n\
    ## {#closing}\n\nmira\n";

/// A desk with a confirmed breach of three customers, one of a hostile name.
fn breached() -> (Desk, String) {
    let desk = Desk::new();
    let code = desk.declare("sev1");
    desk.args(
        "breach confirm",
        &[
            "breach",
            "confirm",
            &code,
            "--at",
            "13:50",
            "--data",
            "names",
            "--customer",
            "Acme GmbH",
            "--customer",
            "Bolt",
            "--customer",
            "Evil\u{1b}[2J \u{202e}=cmd()",
        ]
        .map(str::to_owned),
    );
    (desk, code)
}

fn file(desk: &Desk, name: &str, text: &str) {
    std::fs::write(desk.home().join(name), text).unwrap();
}

#[test]
fn every_sending_is_read_back_with_what_became_of_it() {
    let (mut desk, code) = breached();
    let mut told = String::new();
    file(&desk, "letter.md", LETTER);
    file(&desk, "bounce.eml", "bounced");
    desk.done(&format!("notice draft {code} --from letter.md"));
    let mut tell = |desk: &Desk, line: String| told.push_str(&desk.run(&line).to_string());
    tell(&desk, format!("notice show {code}"));
    tell(&desk, format!("notice show {code} --to acme"));
    desk.done(&format!("notice ready {code}"));
    desk.done(&format!(
        "notice sent {code} --customer Acme --by email --reference <1@acme> --proof bounce.eml --override 'no time'"
    ));
    desk.at("2026-11-24T14:00:00Z");
    desk.done(&format!(
        "notice supersede {code} acme --wrong text --reason 'the data was more'"
    ));
    file(&desk, "again.md", &LETTER.replace("Names.", "Names and keys."));
    desk.done(&format!("notice draft {code} --to acme --from again.md"));
    desk.done(&format!("notice ready {code} --to acme"));
    desk.done(&format!("notice approve {code} --to acme"));
    desk.done(&format!(
        "notice sent {code} --customer Acme --by phone --at -5m --again-by 2026-11-26T12:00"
    ));
    tell(&desk, format!("notice show {code} --to acme"));
    tell(&desk, format!("notice show {code} --to acme --nth 3"));
    tell(&desk, format!("notice show {code} --to 'acme gmbh' --draft"));
    tell(&desk, format!("notice show {code}"));
    tell(&desk, format!("notice show {code} --to nobody"));
    tell(&desk, format!("notice show {code} --to acme --format pdf"));
    insta::assert_snapshot!(told);
}

#[test]
fn a_sending_comes_back_byte_by_byte() {
    let (desk, code) = breached();
    let text = "Dear Bolt,\r\n\r\n\u{1b}[31mread\u{202e} this\n\n\n";
    let sent = format!("notice sent {code} --by email --has all --customer bolt --text -");
    let sent = desk.run_with_input(&sent, text.as_bytes());
    assert_eq!(sent.code, 0, "{sent}");
    let show = format!("notice show {code} --to bolt");
    assert_eq!(desk.done(&format!("{show} --format md")).stdout, text);
    let json = desk.done(&format!("{show} --json")).json();
    assert_eq!(json["sendings"][0]["text"], text);
    let digest = firebell::text::sha256(text.as_bytes());
    assert_eq!(json["sendings"][0]["text_digest"], digest);
    // On a page nothing hidden is left.
    let page = desk.done(&show).stdout;
    assert!(page.contains(&digest), "{page}");
    assert!(!page.contains(['\u{1b}', '\u{202e}', '\r']), "{page}");
}

#[test]
fn json_of_letters_is_a_promise() {
    let (desk, code) = breached();
    file(&desk, "letter.md", LETTER);
    desk.done(&format!("notice draft {code} --from letter.md"));
    desk.done(&format!(
        "publish {code} status --where https://status.example --text letter.md --override 'now'"
    ));
    let all = desk.done(&format!("notice show {code} --json")).stdout;
    let one = desk.done(&format!("notice show {code} --to status --json")).stdout;
    insta::assert_snapshot!(format!("{all}\n{one}"));
}

#[test]
fn a_hostile_name_is_text_everywhere() {
    let (desk, code) = breached();
    file(&desk, "letter.md", LETTER);
    desk.done(&format!("notice draft {code} --from letter.md"));
    let to = "Evil\u{1b}[2J \u{202e}=cmd()";
    let show = ["notice", "show", &code, "--to", to].map(str::to_owned);
    for ran in [
        desk.args("notice show", &show),
        desk.done(&format!("notice show {code}")),
        desk.done(&format!("notice show {code} --json")),
        desk.done(&format!("show {code}")),
    ] {
        assert_eq!(ran.code, 0, "{ran}");
        assert!(!ran.stdout.contains(['\u{1b}', '\u{202e}']), "{ran}");
        assert!(ran.stdout.contains("Evil"), "{ran}");
    }
}

#[test]
fn what_is_known_of_one_recipient_is_filled_into_what_it_is_told() {
    let (desk, code) = breached();
    let letter = LETTER.replace(
        "An export was readable.",
        "{{ records }} of {{ customer }}, your reference {{ reference }}, by {{ due }}.",
    );
    file(&desk, "letter.md", &letter);
    desk.done(&format!("notice draft {code} --from letter.md"));
    desk.done(&format!(
        "breach detail {code} --customer acme --records '214 *users* {{{{ x }}}}' --reference '[? 4711]'"
    ));
    let words = |to: &str| desk.done(&format!("notice show {code} --to {to} --format md")).stdout;
    let acme = words("acme");
    assert!(
        acme.contains(
            r"214 \*users\* \{\{ x \}\} of Acme GmbH, your reference \[\? 4711\], by Fri 27 Nov 2026 12:50 UTC."
        ),
        "{acme}"
    );
    let bolt = words("bolt");
    assert!(
        bolt.contains("[? records] of Bolt, your reference [? reference]"),
        "{bolt}"
    );
    desk.done(&format!("notice ready {code}"));
    // A blank stops the one and not the other.
    let ran = desk.run(&format!("notice sent {code} --customer bolt --by email"));
    assert!(
        ran.code == 1 && ran.stderr.contains("a blank is left: records"),
        "{ran}"
    );
    desk.done(&format!("notice sent {code} --customer acme --by email"));
    assert_eq!(words("acme"), acme);
}
