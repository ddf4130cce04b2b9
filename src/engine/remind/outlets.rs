//! The ways themselves: each is a workshop's, made to fit [`Way`].

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::Duration;

use super::keeper::Wish;
use super::ways::Way;
use crate::domain::reminder::Message;
use crate::notify::desktop::{Act, Desktop, Reply};
use crate::notify::terminal::{Form, Wrap, bytes};
use crate::notify::{Unreached, command};

/// The desktop of this session, whose buttons are wishes.
pub struct DesktopWay(Desktop);

impl DesktopWay {
    /// Our picture is put into `icons` for the notification server to read.
    pub fn new(wishes: Sender<Wish>, icons: PathBuf) -> Self {
        let replies = move |reply: Reply| {
            let wish = match reply.act {
                Act::Acknowledge => Wish::Acknowledge(reply.deadlines),
                Act::Snooze => Wish::Snooze(reply.deadlines),
                Act::Open => Wish::Open(reply.label),
            };
            // An error says that nobody grants wishes any more.
            let _ = wishes.send(wish);
        };
        Self(Desktop::new(replies).with_icons(icons))
    }
}

impl Way for DesktopWay {
    fn reach(&mut self) -> Result<String, Unreached> {
        self.0.reach()
    }

    fn show(&mut self, message: &Message) -> Result<String, Unreached> {
        self.0.show(message)
    }

    fn withdraw(&mut self, key: &str) {
        self.0.withdraw(key);
    }
}

/// Brings bytes to the person's terminal, and says which it is; or why they did not get there.
pub type Ring = Box<dyn FnMut(&[u8]) -> Result<String, Unreached> + Send>;

/// The terminal of this process.
pub struct TerminalWay {
    form: Form,
    wrap: Wrap,
    ring: Ring,
}

impl TerminalWay {
    /// `form` is what the terminal understands, `wrap` what stands before it.
    pub fn new(form: Form, wrap: Wrap, ring: Ring) -> Self {
        Self { form, wrap, ring }
    }
}

impl Way for TerminalWay {
    /// A terminal answers nothing: it is there for as long as this process has one.
    fn reach(&mut self) -> Result<String, Unreached> {
        Ok(self.form.word().to_owned())
    }

    fn show(&mut self, message: &Message) -> Result<String, Unreached> {
        (self.ring)(&bytes(message, self.form, self.wrap)).map(|place| format!("{} on {place}", self.form.word()))
    }

    /// No terminal takes one back.
    fn withdraw(&mut self, _key: &str) {}
}

/// A program of the person's own.
pub struct CommandWay {
    argv: Vec<String>,
    limit: Duration,
    log: Option<PathBuf>,
}

impl CommandWay {
    /// What it writes to its standard error is added to `log`.
    pub fn new(argv: Vec<String>, limit: Duration, log: Option<PathBuf>) -> Self {
        Self { argv, limit, log }
    }
}

impl Way for CommandWay {
    /// Whether it works shows when it runs.
    fn reach(&mut self) -> Result<String, Unreached> {
        Ok(self.argv.first().cloned().unwrap_or_default())
    }

    fn show(&mut self, message: &Message) -> Result<String, Unreached> {
        command::run(&self.argv, message, self.limit, self.log.as_deref())
    }

    fn withdraw(&mut self, _key: &str) {}
}
