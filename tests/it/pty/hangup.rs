//! A terminal that goes away takes the program with it: no process is left behind to spin.

use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use super::glass::contains;
use crate::cli::desk::Desk;

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn terminal_that_hangs_up_ends_the_program() {
    let desk = Desk::new();
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let size = Winsize {
        ws_row: 24,
        ws_col: 80,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&master, size).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let end: OwnedFd = open(&*name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    let end = File::from(end);
    let mut command = Command::new("setsid");
    command.arg("--ctty").arg(env!("CARGO_BIN_EXE_firebell")).env_clear();
    for (name, value) in desk.program().get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    let mut child = command
        .env("TERM", "xterm-256color")
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::from(end.try_clone().unwrap()))
        .stdout(Stdio::from(end.try_clone().unwrap()))
        .stderr(Stdio::from(end))
        .spawn()
        .unwrap();
    // Ours must be the only other end.
    drop(command);
    let mut master = File::from(master);
    let mut seen = Vec::new();
    let until = Instant::now() + PATIENCE;
    while !contains(&seen, b"quiet") {
        assert!(Instant::now() < until, "no frame: {}", String::from_utf8_lossy(&seen));
        let mut ready = [PollFd::new(&master, PollFlags::IN)];
        let wait = Timespec { tv_sec: 1, tv_nsec: 0 };
        if poll(&mut ready, Some(&wait)).unwrap() > 0 {
            let mut bytes = [0; 8192];
            let read = master.read(&mut bytes).unwrap();
            seen.extend_from_slice(&bytes[..read]);
        }
    }
    drop(master);
    let until = Instant::now() + PATIENCE;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > until {
            child.kill().unwrap();
            panic!("it is still running without a terminal");
        }
        std::thread::yield_now();
    }
}
