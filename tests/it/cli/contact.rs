//! How to report to the security team, and what `config check` reads.

use super::desk::Desk;

const KEY: &str = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZ\u{1b}[2J\n-----END PGP PUBLIC KEY BLOCK-----\n";

fn configured() -> Desk {
    let desk = Desk::new();
    std::fs::write(
        desk.config("config.toml"),
        "[contact]\naddress = 'security@lumen.example'\npage = 'https://lumen.example/security'\n\
         hours = 'always'\nfingerprint = 'AB12 \u{202e}CD34'\nkey = '~/security.asc'\n",
    )
    .unwrap();
    std::fs::write(desk.home().join("security.asc"), KEY).unwrap();
    desk
}

#[test]
fn the_contact_is_shown_and_its_key_printed_as_it_is() {
    let desk = configured();
    let mut told = desk.done("contact").to_string();
    told.push_str(&desk.done("contact --json").to_string());
    insta::assert_snapshot!(told);
    assert_eq!(desk.done("contact --key").stdout, KEY);
    assert!(!desk.store().exists(), "nobody needs a store to report something");
}

#[test]
fn what_is_missing_is_said_and_a_secret_key_is_kept() {
    let desk = Desk::new();
    let none = desk.run("contact");
    assert!(
        none.code == 3 && none.stderr.contains("says nothing under [contact]"),
        "{none}"
    );
    std::fs::write(desk.config("config.toml"), "[contact]\naddress = 'a@b.example'\n").unwrap();
    let no_key = desk.run("contact --key");
    assert!(no_key.code == 3 && no_key.stderr.contains("names no key"), "{no_key}");
    let desk = configured();
    for secret in ["-----BEGIN PGP PRIVATE KEY BLOCK-----\n", "AGE-SECRET-KEY-1QQQ\n"] {
        std::fs::write(desk.home().join("security.asc"), secret).unwrap();
        let ran = desk.run("contact --key");
        assert!(ran.code == 1 && ran.stderr.contains("holds a secret key"), "{ran}");
        assert!(
            !ran.stdout.contains("SECRET") && !ran.stdout.contains("PRIVATE"),
            "{ran}"
        );
    }
    std::fs::remove_file(desk.home().join("security.asc")).unwrap();
    let gone = desk.run("contact");
    assert!(gone.code == 2 && gone.stderr.contains("cannot be read"), "{gone}");
}

#[test]
fn a_slip_in_the_table_is_named_with_its_line() {
    let desk = Desk::new();
    std::fs::write(desk.config("config.toml"), "[contact]\nadress = 'x'\nhours = 3\n").unwrap();
    let checked = desk.run("config check");
    assert_eq!(checked.code, 4, "{checked}");
    assert!(
        checked
            .stdout
            .contains("config.toml:2: there is no key \"contact.adress\""),
        "{checked}"
    );
    assert!(
        checked
            .stdout
            .contains("config.toml:3: contact.hours: a text in quotes"),
        "{checked}"
    );
}

#[test]
fn config_check_reads_obligations_and_templates_too() {
    let desk = configured();
    for folder in ["obligations", "templates"] {
        std::fs::create_dir_all(desk.config(folder)).unwrap();
    }
    assert!(
        desk.done("config check")
            .stdout
            .contains("templates is as it should be")
    );
    std::fs::write(desk.config("obligations/own.toml"), "[x]\ntitle = 3\n").unwrap();
    std::fs::write(desk.config("templates/own.md"), "no head\n").unwrap();
    let checked = desk.run("config check");
    assert_eq!(checked.code, 4, "{checked}");
    assert!(checked.stdout.contains("obligations/own.toml:"), "{checked}");
    assert!(checked.stdout.contains("templates/own.md:1:"), "{checked}");
}
