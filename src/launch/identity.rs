//! Who is at the keyboard, on which machine, in which zone.

use super::Env;
use crate::clock::Zone;
use crate::domain::Who;

/// The name a person goes by, and the login and host beside it, which no flag changes.
pub(super) fn who(name: Option<&str>, env: Env) -> Who {
    let login = login(env);
    let name = name.map_or_else(|| login.clone(), str::to_owned);
    Who {
        name: name.trim().to_lowercase(),
        host: rustix::system::uname().nodename().to_string_lossy().into_owned(),
        login,
    }
}

/// The login of the account that runs this process. The variables only help where the account has no entry.
fn login(env: Env) -> String {
    let uid = rustix::process::getuid().as_raw();
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    login_of(&accounts, uid)
        .or_else(|| env("USER"))
        .or_else(|| env("LOGNAME"))
        .unwrap_or_else(|| format!("uid-{uid}"))
}

fn login_of(accounts: &str, uid: u32) -> Option<String> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let login = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| login.to_owned())
    })
}

/// The zone of this machine.
pub(super) fn zone(env: Env) -> Zone {
    let target = std::fs::read_link("/etc/localtime").ok();
    let named = std::fs::read_to_string("/etc/timezone").ok();
    Zone::detect(env("TZ").as_deref(), target.as_deref(), named.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_is_the_accounts_own() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\nmira:x:1000:1000::/home/mira:/bin/sh\nbroken\n";
        assert_eq!(login_of(accounts, 1000).as_deref(), Some("mira"));
        assert_eq!(login_of(accounts, 7), None);
    }

    #[test]
    fn names_are_lower_case() {
        assert_eq!(who(Some(" Mira "), &|_| None).name, "mira");
    }
}
