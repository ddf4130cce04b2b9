//! Who holds a claim: one process, told apart from a later one of the same number.

use std::fs;

/// One process: the boot it runs in, its number, and when it started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner(String);

impl Owner {
    /// This process.
    pub fn this() -> Self {
        let pid = std::process::id();
        Self(named(pid, &started(pid).unwrap_or_default()))
    }

    /// Its name in the store.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// Does the process of this name still run? Of a boot that is over none does, and one that was stopped (Ctrl-Z, a
/// debugger) says nothing until somebody continues it.
pub fn is_alive(name: &str) -> bool {
    let mut parts = name.rsplitn(3, '/');
    let (Some(start), Some(pid), Some(boot)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let Ok(pid) = pid.parse::<u32>() else { return false };
    boot == self::boot() && started(pid).as_deref() == Some(start)
}

fn named(pid: u32, start: &str) -> String {
    format!("{}/{pid}/{start}", boot())
}

/// The id of this boot.
fn boot() -> String {
    let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    id.trim().to_owned()
}

/// When a process started, in ticks since the boot; `None` where there is no such process, it is dead and not yet buried,
/// or stopped.
fn started(pid: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name, in parentheses, may hold anything; what follows it is numbers.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_ascii_whitespace();
    let state = fields.next()?;
    if matches!(state, "Z" | "X" | "T" | "t") {
        return None;
    }
    fields.nth(18).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};

    #[test]
    fn this_process_is_alive_and_one_that_ended_or_was_stopped_is_not() {
        assert!(is_alive(Owner::this().name()));
        let mut child = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
        let pid = child.id();
        let name = named(pid, &started(pid).unwrap());
        assert!(is_alive(&name));
        let signal = |signal| {
            let pid = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
            rustix::process::kill_process(pid, signal).unwrap();
        };
        // The kernel stops and continues it when it gets to it.
        let becomes = |alive: bool| {
            let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
            while is_alive(&name) != alive {
                assert!(std::time::Instant::now() < end, "it does not become {alive}");
                std::thread::yield_now();
            }
        };
        signal(rustix::process::Signal::STOP);
        becomes(false);
        signal(rustix::process::Signal::CONT);
        becomes(true);
        drop(child.stdin.take());
        child.wait().unwrap();
        assert!(!is_alive(&name));
    }

    #[test]
    fn another_boot_another_start_and_nonsense_are_dead() {
        let own = Owner::this();
        let pid = std::process::id();
        assert!(!is_alive(&named(pid, "1")));
        assert!(!is_alive(&own.name().replace(&boot(), "another-boot")));
        for name in ["", "x", "a/b/c", "//"] {
            assert!(!is_alive(name), "{name}");
        }
    }
}
