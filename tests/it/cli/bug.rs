//! A bug in a verb is no refusal: exit code 70, a report, and nothing half-written.

use std::process::{Command as Program, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use firebell::cli::guarded;
use firebell::clock::{Clock, Moment};
use firebell::domain::Command;
use firebell::engine::execute::Manner;
use firebell::engine::{Engine, Start};
use firebell::id::{Entropy, SystemEntropy};
use firebell::launch::{Given, Launch};

use super::desk::Desk;

/// Set for the test that is started again as a program of its own: how many times its clock and its dice may be used.
const USES: &str = "FIREBELL_TEST_USES";
/// The incident it writes to.
const CODE: &str = "FIREBELL_TEST_CODE";

#[test]
fn verb_that_panics_ends_with_70_and_a_report_and_has_written_nothing() {
    let desk = Desk::new();
    let code = desk.declare("sev3");
    let before = desk.done(&format!("show {code}")).stdout;
    let mut broken = 0;
    // They break at their first use, at the second, and so on, until they outlast the verb.
    loop {
        let output = again(&desk, &code, broken);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() {
            break;
        }
        broken += 1;
        assert_eq!(output.status.code(), Some(70), "{said}");
        assert!(said.contains("worn out"), "{said}");
        assert!(
            said.contains("This is a bug in firebell; everything saved before is safe."),
            "{said}"
        );
        assert_eq!(desk.done(&format!("show {code}")).stdout, before);
        desk.done("verify");
    }
    assert!(broken > 2, "it broke {broken} times: never between the two lines");
    let after = desk.done(&format!("show {code}")).stdout;
    assert!(
        after.contains("the first line") && after.contains("the second line"),
        "{after}"
    );
}

/// This test binary as a program, running the one test below.
fn again(desk: &Desk, code: &str, uses: usize) -> Output {
    let mut program = Program::new(std::env::current_exe().unwrap());
    program.env_clear();
    for (name, value) in desk.program().get_envs() {
        program.env(name, value.unwrap_or_default());
    }
    program
        .args(["--exact", "cli::bug::verb_whose_clock_or_dice_break", "--nocapture"])
        .env(USES, uses.to_string())
        .env(CODE, code)
        .current_dir(desk.home())
        .output()
        .unwrap()
}

/// A clock and dice that break after so many uses.
#[derive(Clone)]
struct Breaks {
    clock: Arc<dyn Clock>,
    left: Arc<AtomicUsize>,
}

impl Breaks {
    fn wear(&self) {
        let left = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        assert!(left.is_ok(), "worn out");
    }
}

impl Clock for Breaks {
    fn now(&self) -> Moment {
        self.wear();
        self.clock.now()
    }
}

impl Entropy for Breaks {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.wear();
        SystemEntropy::new().unwrap().fill(bytes);
    }
}

/// Does nothing unless it was started again by the test above; then it ends the process, as `main` does.
#[test]
fn verb_whose_clock_or_dice_break() {
    let Ok(uses) = std::env::var(USES) else { return };
    let verb = move || {
        let launch = Launch::begin(&Given::default(), &|name| std::env::var(name).ok()).unwrap();
        let breaks = Breaks {
            clock: launch.clock.clone(),
            left: Arc::new(AtomicUsize::new(uses.parse().unwrap())),
        };
        let start = Start {
            who: launch.who.clone(),
            clock: Arc::new(breaks.clone()),
            entropy: Box::new(breaks),
            policy: None,
            read_only: false,
        };
        let line = |text: &str| Command::LogEntry {
            incident: std::env::var(CODE).unwrap(),
            text: text.to_owned(),
            at: None,
            reason: None,
        };
        let mut engine = Engine::open(&launch.store, start).unwrap();
        let both = [line("the first line"), line("the second line")];
        engine
            .execute_all(&both, &Manner::default(), &mut |_, _| false)
            .unwrap();
        0
    };
    std::process::exit(guarded(verb).into());
}
