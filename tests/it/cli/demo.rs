//! The made-up company, on the plain board.

use std::os::unix::fs::PermissionsExt;

use super::desk::Desk;

#[test]
fn demo_shows_a_board_and_leaves_nothing_behind() {
    let desk = Desk::new();
    let tmp = desk.home().join("tmp");
    std::fs::create_dir(&tmp).unwrap();
    let output = desk.program().arg("demo").env("TMPDIR", &tmp).output().unwrap();
    let ran = desk.ran("demo", output);
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stdout.contains("Customer export bucket readable"), "{ran}");
    assert_eq!(std::fs::read_dir(&tmp).unwrap().count(), 0);
    assert!(!desk.store().exists());
}

#[test]
fn demo_in_a_named_file_stays_and_never_touches_another() {
    let desk = Desk::new();
    desk.done("demo --store demo.db");
    let mode = std::fs::metadata(desk.home().join("demo.db"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    desk.done("verify --store demo.db");
    assert_eq!(desk.run("demo --store demo.db").code, 5);
    desk.declare("sev4");
    let ran = desk.run(&format!("demo --store {}", desk.store().display()));
    assert_eq!(ran.code, 5, "{ran}");
}
