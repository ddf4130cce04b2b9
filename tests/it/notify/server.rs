//! A notification server as GNOME's is, strict where others are not: it gives numbers of its own, lets a connection touch
//! only what it has shown itself, and tells a button to that connection alone.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

use rustix::process::{Pid, Signal, kill_process};
use zbus::message::Header;
use zbus::{Connection, OwnedVariant, fdo};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// What was asked to be shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The connection that asked.
    pub sender: String,
    pub app: String,
    /// Which number it was to replace.
    pub replaces: u32,
    pub icon: String,
    pub summary: String,
    pub body: String,
    pub actions: Vec<String>,
    /// By name, as they print.
    pub hints: BTreeMap<String, String>,
    pub timeout: i32,
}

#[derive(Default)]
struct Seen {
    /// What stands there, by number.
    standing: BTreeMap<u32, Shown>,
    /// Everything that ever stood there.
    all: Vec<Shown>,
    /// Is nothing taken any more?
    refuses: bool,
    /// Is nothing answered any more?
    hangs: bool,
    /// Wakes what waits to be answered.
    woken: Arc<tokio::sync::Notify>,
}

/// A runtime with a thread of its own: what it drives goes on while the test waits.
pub struct Runtime(tokio::runtime::Handle);

impl Runtime {
    pub fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let handle = runtime.handle().clone();
        std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
        Self(handle)
    }

    /// Waits for work that is done there.
    pub fn wait<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        let (to, done) = std::sync::mpsc::channel();
        self.0.spawn(async move {
            let _ = to.send(work.await);
        });
        done.recv_timeout(super::PATIENCE).expect("done in time")
    }
}

/// The server, until it is dropped.
pub struct Server<'a> {
    runtime: &'a Runtime,
    connection: Connection,
    seen: Arc<Mutex<Seen>>,
}

impl<'a> Server<'a> {
    /// Starts on the session's bus, under the name that everybody calls. Numbers are counted up from this one.
    pub fn start(runtime: &'a Runtime, next: u32) -> Self {
        let seen = Arc::new(Mutex::new(Seen::default()));
        let object = Notifications {
            seen: Arc::clone(&seen),
            next,
        };
        let connection = runtime.wait(async move {
            let builder = zbus::connection::Builder::session().serve_at(PATH, object).name(NAME);
            builder.build().await.unwrap()
        });
        Self {
            runtime,
            connection,
            seen,
        }
    }

    /// What stands there, by number.
    pub fn standing(&self) -> BTreeMap<u32, Shown> {
        self.seen.lock().unwrap().standing.clone()
    }

    /// Everything that ever stood there.
    pub fn all(&self) -> Vec<Shown> {
        self.seen.lock().unwrap().all.clone()
    }

    /// From now on nothing is taken.
    pub fn refuse(&self) {
        self.seen.lock().unwrap().refuses = true;
    }

    /// Answers no more, or again.
    pub fn hang(&self, hangs: bool) {
        let mut seen = self.seen.lock().unwrap();
        seen.hangs = hangs;
        seen.woken.notify_waiters();
    }

    /// Ends the bus, as `kill -9` does.
    pub fn kill_the_bus(self) {
        let connection = self.connection.clone();
        let id = self.runtime.wait(async move {
            let bus = fdo::DBusProxy::new(&connection).await.unwrap();
            let name = zbus::names::BusName::try_from("org.freedesktop.DBus").unwrap();
            bus.get_connection_unix_process_id(name).await.unwrap()
        });
        let bus = Pid::from_raw(i32::try_from(id).unwrap()).unwrap();
        kill_process(bus, Signal::KILL).unwrap();
    }

    /// Presses buttons on what stands there under this number, one right after the other, each after a token for the
    /// window that may follow, as GNOME sends it.
    pub fn press(&self, id: u32, buttons: &[&str]) {
        let to = self.standing()[&id].sender.clone();
        let buttons: Vec<String> = buttons.iter().map(|button| (*button).to_owned()).collect();
        let connection = self.connection.clone();
        self.runtime.wait(async move {
            for button in buttons {
                for (member, word) in [("ActivationToken", "token"), ("ActionInvoked", button.as_str())] {
                    connection
                        .emit_signal(Some(to.as_str()), PATH, NAME, member, &(id, word))
                        .await
                        .unwrap();
                }
            }
        });
    }

    /// Tells everyone that a button was pressed, as older servers do.
    pub fn tell_all(&self, id: u32, button: &'static str) {
        let connection = self.connection.clone();
        self.runtime.wait(async move {
            connection
                .emit_signal(None::<&str>, PATH, NAME, "ActionInvoked", &(id, button))
                .await
                .unwrap();
        });
    }

    /// Tells everyone, as somebody else who is no server, that a button was pressed.
    pub fn forge(&self, id: u32, button: &'static str) {
        self.runtime.wait(async move {
            let stranger = Connection::session().await.unwrap();
            stranger
                .emit_signal(None::<&str>, PATH, NAME, "ActionInvoked", &(id, button))
                .await
                .unwrap();
            // An answer from the bus says that it has passed on what came before.
            fdo::DBusProxy::new(&stranger).await.unwrap().get_id().await.unwrap();
        });
    }

    /// Takes down what stands there under this number, for this reason.
    pub fn close(&self, id: u32, reason: u32) {
        let gone = self.seen.lock().unwrap().standing.remove(&id).expect("stands there");
        let connection = self.connection.clone();
        self.runtime.wait(async move {
            let to = Some(gone.sender.as_str());
            connection
                .emit_signal(to, PATH, NAME, "NotificationClosed", &(id, reason))
                .await
                .unwrap();
        });
    }

    /// Is the connection of this name still on the bus?
    pub fn is_there(&self, sender: &str) -> bool {
        let connection = self.connection.clone();
        let name = zbus::names::OwnedBusName::try_from(sender).unwrap();
        self.runtime.wait(async move {
            let bus = fdo::DBusProxy::new(&connection).await.unwrap();
            bus.name_has_owner(name.into()).await.unwrap()
        })
    }

    /// Leaves the bus.
    pub fn stop(self) {
        let connection = self.connection.clone();
        drop(self.connection);
        self.runtime.wait(async move { connection.close().await.unwrap() });
    }
}

struct Notifications {
    seen: Arc<Mutex<Seen>>,
    next: u32,
}

impl Notifications {
    /// GNOME's words.
    fn check(&self, id: u32, sender: &str) -> fdo::Result<()> {
        let seen = self.seen.lock().unwrap();
        match seen.standing.get(&id) {
            Some(shown) if shown.sender != sender => Err(fdo::Error::InvalidArgs("Invalid notification ID".to_owned())),
            _ if seen.refuses => Err(fdo::Error::LimitsExceeded("Enough\u{1b}[31m of it".to_owned())),
            _ => Ok(()),
        }
    }
}

fn sender(header: &Header<'_>) -> String {
    header.sender().expect("a sender").to_string()
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    async fn get_server_information(&self) -> (String, String, String, String) {
        let waits = {
            let seen = self.seen.lock().unwrap();
            seen.hangs.then(|| Arc::clone(&seen.woken))
        };
        if let Some(woken) = waits {
            woken.notified().await;
        }
        let words = ["strict-shell", "firebell's tests", "46.0", "1.2"];
        let [name, vendor, version, specification] = words.map(str::to_owned);
        (name, vendor, version, specification)
    }

    #[expect(clippy::unused_self, reason = "methods of an object on the bus")]
    fn get_capabilities(&self) -> Vec<String> {
        ["actions", "body", "body-markup", "icon-static", "persistence"]
            .map(str::to_owned)
            .to_vec()
    }

    #[expect(
        clippy::too_many_arguments,
        clippy::needless_pass_by_value,
        reason = "as the specification and zbus have it"
    )]
    fn notify(
        &mut self,
        #[zbus(header)] header: Header<'_>,
        app: String,
        replaces: u32,
        icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: BTreeMap<String, OwnedVariant>,
        timeout: i32,
    ) -> fdo::Result<u32> {
        let sender = sender(&header);
        self.check(replaces, &sender)?;
        let mut seen = self.seen.lock().unwrap();
        let id = if seen.standing.contains_key(&replaces) {
            replaces
        } else {
            self.next += 1;
            self.next
        };
        let shown = Shown {
            sender,
            app,
            replaces,
            icon,
            summary,
            body,
            actions,
            hints: hints
                .into_iter()
                .map(|(name, value)| (name, value.to_string()))
                .collect(),
            timeout,
        };
        seen.all.push(shown.clone());
        seen.standing.insert(id, shown);
        Ok(id)
    }

    async fn close_notification(
        &mut self,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
        id: u32,
    ) -> fdo::Result<()> {
        let sender = sender(&header);
        self.check(id, &sender)?;
        self.seen.lock().unwrap().standing.remove(&id);
        connection
            .emit_signal(Some(sender.as_str()), PATH, NAME, "NotificationClosed", &(id, 3_u32))
            .await?;
        Ok(())
    }
}
