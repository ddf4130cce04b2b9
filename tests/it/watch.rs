//! The watch as people run it: a process without a screen, whose reminders go to a program of the person's own, which
//! hands them to the test.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::cli::desk::Desk;

/// What has not been said after so long never will be.
const PATIENCE: Duration = Duration::from_secs(20);

/// A machine with a store, a clock that moves under running processes, and an ear for reminders.
pub struct Post {
    pub desk: Desk,
    heard: Receiver<String>,
}

impl Post {
    pub fn new() -> Self {
        Self::with("exec /bin/cat > \"$HOME/ear\"\n")
    }

    /// `script` is what the person's own program does with a reminder on its standard input.
    fn with(script: &str) -> Self {
        let post = Self::deaf();
        let tell = post.desk.home().join("tell");
        fs::write(&tell, format!("#!/bin/sh\n{script}")).unwrap();
        fs::set_permissions(&tell, fs::Permissions::from_mode(0o755)).unwrap();
        let tell = tell.display();
        post.configure(&format!(
            "desktop = \"off\"\nterminal = \"off\"\ncommand = [\"{tell}\"]\n"
        ));
        post
    }

    /// Writes the table of how the person is told.
    pub fn configure(&self, notify: &str) {
        fs::write(self.desk.config("config.toml"), format!("[notify]\n{notify}")).unwrap();
    }

    /// A machine as it is set up first: nothing says that the ear is there.
    pub fn deaf() -> Self {
        // What stands on a desktop that is shared has a code of its own.
        static SEED: AtomicU64 = AtomicU64::new(100);
        let mut desk = Desk::new();
        desk.seed(SEED.fetch_add(1, Ordering::Relaxed));
        let ear = desk.home().join("ear");
        mknodat(CWD, &ear, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        // Open for writing too: then it does not end when one of those who speak has.
        let ear = OpenOptions::new().read(true).write(true).open(&ear).unwrap();
        fs::write(desk.home().join("now"), "2026-11-24T13:05:00Z").unwrap();
        let clock = format!("@{}", desk.home().join("now").display());
        desk.at(&clock);
        let heard = lines(ear);
        Self { desk, heard }
    }

    /// Moves the clock of every process.
    pub fn at(&self, now: &str) {
        let next = self.desk.home().join("now.next");
        fs::write(&next, now).unwrap();
        fs::rename(next, self.desk.home().join("now")).unwrap();
    }

    pub fn watch(&self) -> Watch {
        Self::start(self.desk.program())
    }

    /// A watch of this program, which may be given more than the desk gives it.
    pub fn start(mut program: Command) -> Watch {
        let mut child = program.arg("watch").stdout(Stdio::null()).spawn().unwrap();
        let said = lines(child.stderr.take().unwrap());
        let watch = Watch { child, said };
        watch.says("watches ");
        watch
    }

    /// The next reminder: what has come up, and the title.
    pub fn next(&self) -> (Vec<String>, String) {
        let message: Value = serde_json::from_str(&self.line()).unwrap();
        let about = message["about"].as_array().unwrap();
        let come_up = about.iter().map(|one| one["threshold"].as_str().unwrap().to_owned());
        (come_up.collect(), message["title"].as_str().unwrap().to_owned())
    }

    /// The next line that was said into the ear, as it is.
    pub fn line(&self) -> String {
        self.heard.recv_timeout(PATIENCE).expect("a line")
    }

    /// Nothing is waiting to be heard: what is said now is the next that is heard.
    fn is_silent(&self) -> bool {
        let mut ear = OpenOptions::new()
            .write(true)
            .open(self.desk.home().join("ear"))
            .unwrap();
        ear.write_all(b"silence\n").unwrap();
        self.line() == "silence"
    }

    /// A Sev4 with a breach of Acme's data, and nothing else that has a clock of hours.
    pub fn breach(&self) -> String {
        let code = self.desk.declare("sev4");
        self.desk
            .done(&format!("breach confirm {code} --at now --data names --customer Acme"));
        code
    }
}

/// A running watch.
pub struct Watch {
    child: Child,
    said: Receiver<String>,
}

impl Watch {
    /// Waits until it has said this.
    pub fn says(&self, words: &str) {
        let mut before = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return,
                Ok(line) => before.push(line),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("\"{words}\" was not said, but {before:?}")
                }
            }
        }
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Ends it without a word.
    pub fn kill(mut self) {
        self.signal(Signal::KILL);
        self.child.wait().unwrap();
    }

    /// Asks it to end; returns its exit code.
    pub fn end(mut self) -> i32 {
        self.signal(Signal::TERM);
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

#[test]
fn every_threshold_is_said_once_though_the_watch_is_killed_between_any_two() {
    let post = Post::new();
    let code = post.breach();
    let thresholds = [
        ("2026-11-25T13:05:10Z", "48 h", "48 h left"),
        ("2026-11-26T13:05:10Z", "24 h", "24 h left"),
        ("2026-11-27T05:05:10Z", "8 h", "8 h left"),
        ("2026-11-27T11:05:10Z", "2 h", "2 h left"),
        ("2026-11-27T12:35:10Z", "30 m", "30 m left"),
        ("2026-11-27T13:05:00Z", "due", "due now"),
    ];
    for (now, threshold, words) in thresholds {
        let watch = post.watch();
        post.at(now);
        // Were the one before said again by the process started anew, it would be heard first.
        let (come_up, title) = post.next();
        assert_eq!(come_up, [threshold], "{title}");
        assert!(
            title.starts_with(words) && title.ends_with(&format!("tell Acme, {code}")),
            "{title}"
        );
        watch.says(&title);
        watch.kill();
    }
    assert!(post.is_silent());
    let listed = post.desk.done("reminder list --json").json();
    let listed = listed["reminders"].as_array().unwrap();
    assert_eq!(listed.len(), 6);
    assert!(
        listed
            .iter()
            .all(|one| one["state"] == "shown" && one["channel"] == "command")
    );
    let log = post.desk.done(&format!("show {code}")).stdout;
    assert!(log.contains("Told mira by command: 48 h left: tell Acme"), "{log}");
}

#[test]
fn killed_between_claim_and_show_it_is_said_by_the_next() {
    let script = "if [ ! -e \"$HOME/killed\" ]; then : > \"$HOME/killed\"; kill -9 $PPID; exit; fi\nexec /bin/cat > \"$HOME/ear\"\n";
    let post = Post::with(script);
    post.breach();
    let mut watch = post.watch();
    post.at("2026-11-25T13:05:10Z");
    assert_eq!(watch.child.wait().unwrap().code(), None, "it was killed");
    let listed = post.desk.done("reminder list --json").json();
    assert_eq!(listed["reminders"][0]["state"], "claimed");
    let watch = post.watch();
    assert_eq!(post.next().0, ["48 h"]);
    watch.says("48 h left");
    assert_eq!(watch.end(), 0);
    // A third has nothing to say.
    let once = post.desk.done("watch --once");
    assert!(once.stderr.contains("Nothing has come up."), "{once}");
    assert!(post.is_silent());
}

#[test]
fn many_processes_at_once_speak_once() {
    let post = Post::new();
    post.breach();
    post.at("2026-11-25T13:05:10Z");
    let watch = post.watch();
    let once = || post.desk.program().args(["watch", "--once", "--json"]).spawn().unwrap();
    let others: Vec<Child> = (0..6).map(|_| once()).collect();
    let mut said = 0;
    for child in others {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        let round: Value = serde_json::from_slice(&output.stdout).unwrap();
        said += round["said"].as_array().unwrap().len();
    }
    assert_eq!(post.next().0, ["48 h"]);
    assert!(said <= 1);
    assert_eq!(watch.end(), 0);
    assert!(post.is_silent());
}

#[test]
fn one_watch_a_store_and_the_second_is_told_who_holds_it() {
    let post = Post::new();
    post.desk.declare("sev4");
    assert_eq!(post.desk.run("watch status").code, 1);
    let watch = post.watch();
    let by = format!("process {}, mira", watch.child.id());
    let second = post.desk.run("watch");
    assert_eq!(second.code, 1);
    assert!(second.stderr.contains(&by), "{second}");
    let status = post.desk.done("watch status");
    assert!(status.stdout.contains(&by), "{status}");
    let doctor = post.desk.done("doctor");
    assert!(doctor.stdout.contains(&by), "{doctor}");
    assert_eq!(watch.end(), 0);
    let status = post.desk.run("watch status");
    assert!(status.code == 1 && status.stdout.contains("stops"), "{status}");
    post.watch().kill();
    // A dead one holds nothing.
    assert_eq!(post.desk.run("watch status").code, 1);
    assert_eq!(post.watch().end(), 0);
}

#[test]
fn store_that_comes_later_goes_away_or_is_replaced_is_followed() {
    let post = Post::new();
    let mut child = post.desk.program().arg("watch").spawn().unwrap();
    let said = lines(child.stderr.take().unwrap());
    let watch = Watch { child, said };
    watch.says("there is no store yet");
    let first = post.breach();
    watch.says("watches ");
    let (store, aside) = (post.desk.store(), post.desk.home().join("aside"));
    let all = ["", "-wal", "-shm"];
    let file = |path: &PathBuf, end: &str| PathBuf::from(format!("{}{end}", path.display()));
    let moved = |from: &PathBuf, to: &PathBuf| {
        for end in all.iter().filter(|end| file(from, end).exists()) {
            fs::rename(file(from, end), file(to, end)).unwrap();
        }
    };
    moved(&store, &aside);
    watch.says("is gone");
    let second = post.breach();
    watch.says("goes on");
    post.at("2026-11-25T13:05:10Z");
    assert!(post.next().1.ends_with(&second));
    watch.says("48 h left");
    for end in all.iter().filter(|end| file(&store, end).exists()) {
        fs::remove_file(file(&store, end)).unwrap();
    }
    moved(&aside, &store);
    assert!(post.next().1.ends_with(&first));
    assert_eq!(watch.end(), 0);
}

#[test]
fn locked_store_is_waited_for() {
    let post = Post::new();
    post.breach();
    let watch = post.watch();
    let other = rusqlite::Connection::open(post.desk.store()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    post.at("2026-11-25T13:05:10Z");
    watch.says("another program has held");
    assert!(post.is_silent());
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(post.next().0, ["48 h"]);
    assert_eq!(watch.end(), 0);
}

#[test]
fn acknowledged_elsewhere_it_is_silent_until_the_next_threshold() {
    let post = Post::new();
    let code = post.breach();
    let watch = post.watch();
    post.at("2026-11-25T13:05:10Z");
    assert_eq!(post.next().0, ["48 h"]);
    post.desk.done(&format!("reminder ack {code}/notice/acme"));
    post.desk.done(&format!("reminder snooze {code}/notice/acme --for 2h"));
    post.at("2026-11-25T15:06:00Z");
    assert_eq!(post.next().0, ["snoozed"]);
    post.at("2026-11-26T13:05:10Z");
    assert_eq!(post.next().0, ["24 h"]);
    post.desk.done(&format!(
        "notice sent {code} --customer Acme --by email --has all --at now"
    ));
    // What is met is over: another that comes up later is the next to be heard.
    let later = post.breach();
    post.at("2026-11-27T13:05:10Z");
    let (come_up, title) = post.next();
    assert!(come_up == ["48 h"] && title.ends_with(&later), "{title}");
    assert_eq!(watch.end(), 0);
    assert!(post.is_silent());
}

#[test]
fn terminal_that_is_held_up_holds_nothing_up() {
    use crate::pty::glass::{Glass, NARROW, program};
    let post = Post::new();
    post.breach();
    let tell = post.desk.home().join("tell");
    post.configure(&format!("desktop = \"off\"\ncommand = [\"{}\"]\n", tell.display()));
    let mut glass = Glass::run(program(&post.desk, &["watch"]), NARROW);
    glass.wait_for("watches ");
    // Ctrl-S: the terminal takes nothing any more.
    glass.send(b"\x13");
    post.at("2026-11-25T13:05:10Z");
    assert_eq!(post.next().0, ["48 h"]);
    glass.signal(Signal::TERM);
    assert_eq!(glass.code(), 0);
}

#[test]
fn watch_is_installed_for_the_next_session_and_taken_away_again() {
    let post = Post::new();
    let file = post.desk.home().join("config/autostart/firebell-watch.desktop");
    let installed = post.desk.done("watch install --store other.db");
    assert!(installed.stdout.contains("firebell-watch.desktop"), "{installed}");
    let text = fs::read_to_string(&file).unwrap();
    let home = post.desk.home().display();
    let line = format!(
        "Exec=\"{}\" \"watch\" \"--store\" \"{home}/other.db\" \"--as\" \"mira\" \"--zone\" \"Europe/Berlin\"\n",
        env!("CARGO_BIN_EXE_firebell")
    );
    assert!(text.contains(&line), "{text}");
    assert!(post.desk.run("watch status").stdout.contains("autostart"));
    post.desk.done("watch uninstall");
    assert!(!file.exists());
    assert!(post.desk.done("watch uninstall").stderr.contains("not installed"));
}

/// What systemd is asked to do, by one that only writes it down.
#[test]
fn watch_is_installed_as_a_unit_where_systemd_is_there() {
    let post = Post::new();
    let bin = post.desk.home().join("bin");
    fs::create_dir(&bin).unwrap();
    fs::write(bin.join("systemctl"), "#!/bin/sh\necho \"$@\" >> \"$HOME/asked\"\n").unwrap();
    fs::set_permissions(bin.join("systemctl"), fs::Permissions::from_mode(0o755)).unwrap();
    let run = |verb: &str| {
        let mut program = post.desk.program();
        let output = program.env("PATH", &bin).args(["watch", verb]).output().unwrap();
        post.desk.ran(verb, output)
    };
    let installed = run("install");
    assert_eq!(installed.code, 0, "{installed}");
    let unit = post.desk.home().join("config/systemd/user/firebell-watch.service");
    let text = fs::read_to_string(&unit).unwrap();
    let line = format!(
        "ExecStart=\"{}\" \"watch\" \"--as\" \"mira\" \"--zone\" \"Europe/Berlin\"\n",
        env!("CARGO_BIN_EXE_firebell")
    );
    assert!(text.contains(&line), "{text}");
    let asked = || fs::read_to_string(post.desk.home().join("asked")).unwrap();
    assert!(asked().contains("--user enable firebell-watch.service"), "{}", asked());
    assert!(asked().contains("--user restart firebell-watch.service"));
    assert_eq!(run("uninstall").code, 0);
    assert!(!unit.exists() && asked().contains("--user disable --now firebell-watch.service"));
}

#[test]
fn hundreds_of_deadlines_of_one_day_are_one_message() {
    use std::fmt::Write;
    let post = Post::new();
    let mut csv = "name,tier,service,last_assessed\n".to_owned();
    for number in 0..400 {
        writeln!(csv, "Vendor {number},critical,service {number},2025-12-01").unwrap();
    }
    let imported = post.desk.run_with_input("import vendors -", csv.as_bytes());
    assert_eq!(imported.code, 0, "{imported}");
    // A business morning a day before all of them are due.
    post.at("2026-11-30T09:00:00Z");
    let once = post.desk.done("watch --once");
    assert_eq!(once.stdout.lines().count(), 1, "{once}");
    let message: Value = serde_json::from_str(&post.line()).unwrap();
    assert_eq!(message["kind"], "digest");
    assert!(
        message["title"].as_str().unwrap().starts_with("400 deadlines"),
        "{message}"
    );
    let about = u64::try_from(message["about"].as_array().unwrap().len()).unwrap();
    assert_eq!(about + message["more"].as_u64().unwrap(), 400);
    // Later in the day nothing of it is said again.
    post.at("2026-11-30T15:00:00Z");
    let once = post.desk.done("watch --once");
    assert!(once.stdout.is_empty() && post.is_silent(), "{once}");
}
