//! The script a newcomer follows: from nothing to a closed incident with work left, and its review.

use std::fmt::Write;

use super::desk::{Desk, Ran};

/// A desk whose every word is kept.
struct Story {
    desk: Desk,
    told: String,
}

impl Story {
    /// Runs a line that must end with this exit code.
    fn ends(&mut self, code: i32, line: &str) -> Ran {
        let ran = self.desk.run(line);
        assert_eq!(ran.code, code, "{ran}");
        // Writing to a String cannot fail.
        let _ = writeln!(self.told, "{ran}");
        ran
    }

    /// Runs a line that must be done.
    fn done(&mut self, line: &str) -> Ran {
        self.ends(0, line)
    }
}

#[test]
fn an_incident_is_run_from_declaration_to_review() {
    let mut story = Story {
        desk: Desk::new(),
        told: String::new(),
    };
    assert_eq!(story.done("").stdout, "No open incidents.\n");
    let code = declare(&mut story);
    work(&mut story, &code);
    breach(&mut story, &code);
    close(&mut story, &code);
    insta::assert_snapshot!(story.told);
}

fn declare(story: &mut Story) -> String {
    story.done("customer add 'Acme GmbH' --contact sec@acme.example --hours 48");
    story.done(
        "declare --severity sev1 --title 'Exports readable by everyone' --channel monitoring --role commander=mira --system exports",
    );
    let list = story.desk.done("list --json").json();
    let code = list["incidents"][0]["code"].as_str().unwrap().to_owned();
    story.done(&format!("assign {code} engineering jon"));
    story.done(&format!("assign {code} communications lee"));
    code
}

fn work(story: &mut Story, code: &str) {
    story.done(&format!("page record {code} --person jon --duty security-lead"));
    story.done(&format!("log {code} '13:50 alert from the bucket monitor'"));
    story.desk.at("2026-11-24T13:15:00Z");
    let page = format!("page record {code} --person kim --duty sponsor --at -7m");
    story.ends(1, &page);
    story.done(&format!("{page} --reason 'hands were full'"));
    story.done(&format!("page ack {code} --person jon"));
    story.done(&format!("log {code} 'looking at the access log'"));
    story.done(&format!("phase {code} containment --note 'token blocked'"));
    story.done(&format!("log {code} 'bucket closed'"));
    story.done(&format!("log {code} 'downloads: two addresses'"));
    story.done(&format!("log {code} '-3m told the sponsor by phone'"));
}

fn breach(story: &mut Story, code: &str) {
    let confirm = format!("breach confirm {code} --at 14:10 --data 'names, e-mail' --customer Cobalt --customer");
    // A beginning asks: a breach for a customer nobody knows must not come of a slip.
    story.ends(3, &format!("{confirm} acme"));
    story.done(&format!("{confirm} 'Acme GmbH' --dry-run"));
    assert!(!story.desk.done("due").stdout.contains("/notice/"));
    story.done(&format!("{confirm} 'Acme GmbH'"));
    let due = story.done("due").stdout;
    let line = |name: &str| due.lines().find(|line| line.contains(name)).unwrap().to_owned();
    // 48 h of the contract, 72 h of the policy, both from 14:10.
    assert!(line("notice/acme-gmbh").contains("Thu 26 Nov 14:10 CET"), "{due}");
    assert!(line("notice/cobalt").contains("Fri 27 Nov 14:10 CET"), "{due}");
    story.desk.at("2026-11-25T09:00:00Z");
    story.done(&format!(
        "notice sent {code} --customer acme --by email --has all --at -15m"
    ));
    let due = story.done("due --within 7d").stdout;
    assert!(!due.contains("acme") && due.contains("cobalt"), "{due}");
}

fn close(story: &mut Story, code: &str) {
    story.ends(1, &format!("close {code}"));
    story.done(&format!(
        "close {code} --remediation 'bucket is private, token rotated'"
    ));
    assert!(story.done("").stdout.contains("Closed, work left"));
    story.done(&format!("show {code}"));
    let due = story.done("due").stdout;
    assert!(
        due.contains(&format!("{code}/review")) && due.contains("Wed 9 Dec 10:00 CET"),
        "{due}"
    );
    story.desk.at("2026-12-10T09:00:00Z");
    let late = story.ends(1, "due --overdue").stdout;
    assert_eq!(late.lines().count(), 3, "{late}");
    story.ends(1, &format!("review done {code}"));
    story.done(&format!("review done {code} --reason 'holidays'"));
    story.done(&format!(
        "waive {code}/notice/cobalt --reason 'told in person, they agreed'"
    ));
    story.ends(0, "due --overdue");
}
