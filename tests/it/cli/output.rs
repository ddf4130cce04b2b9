//! What is printed is the same every time, and nothing in it is obeyed by a terminal.

use super::desk::Desk;

/// Escape, C1, bidi, zero width, BEL, DEL, wide and joined characters, and what looks like a formula or a flag.
const HOSTILE: &str = "=a\u{1b}[31mred\u{9b}2J\u{202e}gnp\u{200b}\u{7}\u{7f}株式👩\u{200d}💻\r\nnext\tline";

fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[test]
fn hostile_text_is_visible_wherever_it_comes_out() {
    let desk = Desk::new();
    let run = |args: &[&str]| {
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        let ran = desk.args(&args.join(" "), &args);
        for (name, text) in [("stdout", &ran.stdout), ("stderr", &ran.stderr)] {
            let found = text.chars().find(|c| is_hidden(*c));
            assert_eq!(found, None, "{name} of {args:?}: {text:?}");
        }
        ran
    };
    let declare = [
        "declare",
        "--severity",
        "sev1",
        "--title",
        HOSTILE,
        "--system",
        HOSTILE,
        "--json",
    ];
    let declared = run(&declare);
    assert_eq!(declared.code, 0, "{declared:?}");
    let code = declared.json()["code"].as_str().unwrap().to_owned();
    let code = code.as_str();
    let role = format!("assign {code} commander");
    let role: Vec<&str> = role.split(' ').chain([HOSTILE]).collect();
    let breach = [
        "breach",
        "confirm",
        code,
        "--at",
        "now",
        "--data",
        HOSTILE,
        "--customer",
        HOSTILE,
    ];
    let notice = [
        "notice",
        "sent",
        code,
        "--customer",
        HOSTILE,
        "--by",
        HOSTILE,
        "--has",
        "all",
    ];
    let vendor = ["vendor", "add", HOSTILE, "--tier", "critical", "--service", HOSTILE];
    for args in [
        &role[..],
        &["log", code, HOSTILE],
        &["phase", code, "containment", "--note", HOSTILE],
        &breach,
        &notice,
        &vendor,
    ] {
        let ran = run(args);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    for args in [
        &["list"][..],
        &[],
        &["show", code],
        &["due"],
        &["due", "--who", HOSTILE],
        &["vendor", "list"],
        &["vendor", "show", HOSTILE],
        &["person", "list"],
        &["person", "show", HOSTILE],
        &["customer", "list"],
        &["system", "show", HOSTILE],
        &["list", "--text", HOSTILE],
    ] {
        assert_eq!(run(args).code, 0, "{args:?}");
        let json = [args, &["--json"]].concat();
        run(&json).json();
    }
    for args in [
        &[HOSTILE][..],
        &["show", HOSTILE],
        &["phase", code, "x", HOSTILE],
        &["--zone", HOSTILE],
        &["verify", "--store", HOSTILE],
    ] {
        assert_ne!(run(args).code, 0, "{args:?}");
    }
}

#[test]
fn json_shapes_are_promises() {
    let mut desk = Desk::new();
    let mut told = String::new();
    let mut say = |desk: &Desk, line: &str| {
        let ran = desk.run(&format!("{line} --json"));
        told.push_str(&ran.to_string());
        ran.json()
    };
    let declared = say(
        &desk,
        "declare --severity sev2 --title 'Token in a public log' --role commander=mira --log '13:50 seen'",
    );
    let code = declared["code"].as_str().unwrap().to_owned();
    desk.at("2026-11-24T13:15:00Z");
    let breach = format!("breach confirm {code} --at 14:10 --data names --customer Acme");
    say(&desk, &format!("{breach} --dry-run"));
    say(&desk, &breach);
    say(&desk, "");
    say(&desk, "list");
    say(&desk, &format!("show {code}"));
    say(&desk, "due");
    say(
        &desk,
        "vendor add Copper --tier important --owner mira --assessed 2026-01-31",
    );
    say(&desk, "vendor list");
    say(&desk, "vendor show copper");
    say(&desk, "person list");
    say(&desk, "customer show acme");
    say(&desk, "config show");
    insta::assert_snapshot!(told);
}

#[test]
fn closed_pipe_is_success() {
    let desk = Desk::new();
    desk.declare("sev3");
    for line in ["help", "list", "list --json", "man"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = desk.program().args(line.split(' ')).stdout(writer).output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
        assert!(output.stderr.is_empty(), "{line}: {output:?}");
    }
}

#[test]
fn full_disk_behind_stdout_is_told() {
    let desk = Desk::new();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = desk.program().arg("help").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("the result was not printed"));
}

#[test]
fn help_and_version_are_results() {
    let desk = Desk::new();
    let help = desk.done("help");
    assert_eq!(help.stdout, desk.done("--help").stdout);
    insta::assert_snapshot!(format!(
        "{help}\n{}\n{}",
        desk.done("help breach confirm"),
        desk.done("--version")
    ));
}
