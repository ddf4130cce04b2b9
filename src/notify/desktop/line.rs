//! The line to the session's bus: questions to the notification server, and an ear for the buttons.

use std::num::NonZero;
use std::pin::Pin;

use futures_core::Stream;
use zbus::names::OwnedUniqueName;
use zbus::{Connection, DBusError, MatchRule, MessageStream, fdo, message};

use super::super::Unreached;
use super::super::words::line;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// How many signals may wait while the server is asked something.
const SIGNALS: NonZero<usize> = NonZero::new(1024).unwrap();

/// Two connections: one asks, the other hears.
pub(super) struct Line {
    connection: Connection,
    signals: MessageStream,
}

/// A notification server.
pub(super) struct Server {
    /// Its name and version.
    pub words: String,
    /// Its name on the bus: only its own signals count.
    pub sender: Option<OwnedUniqueName>,
    /// What it can show, in the specification's words.
    pub capabilities: Vec<String>,
}

/// What went wrong on the way to a server.
#[derive(Debug)]
pub(super) enum Trouble {
    /// On our own line.
    Line(zbus::Error),
    /// While a notification was sent, in words.
    Sending(String),
}

impl Line {
    /// Opens it on the bus at this address; `None`: the session's.
    pub(super) async fn open(address: Option<&str>) -> zbus::Result<Self> {
        let connection = connect(address).await?;
        let signals = listen(connect(address).await?).await?;
        Ok(Self { connection, signals })
    }

    /// Which server answers; where the bus knows one that does not run yet, it is started.
    pub(super) async fn server(&self) -> zbus::Result<Server> {
        let told = self.ask("GetServerInformation").await?;
        let (name, _vendor, version, _specification): (String, String, String, String) = told.body().deserialize()?;
        let sender = told.header().sender().map(|name| name.to_owned().into());
        let told = self.ask("GetCapabilities").await?;
        Ok(Server {
            words: line(&format!("{name} {version}"), 80),
            sender,
            capabilities: told.body().deserialize()?,
        })
    }

    async fn ask(&self, method: &str) -> zbus::Result<message::Message> {
        self.connection
            .call_method(Some(NAME), PATH, Some(NAME), method, &())
            .await
    }

    /// The next signal; `None`: the connection broke.
    pub(super) async fn next_signal(&mut self) -> Option<message::Message> {
        let signals = &mut self.signals;
        std::future::poll_fn(|context| Pin::new(&mut *signals).poll_next(context))
            .await?
            .ok()
    }
}

async fn connect(address: Option<&str>) -> zbus::Result<Connection> {
    let builder = match address {
        Some(address) => zbus::connection::Builder::address(address),
        None => zbus::connection::Builder::session(),
    };
    builder.max_queued(SIGNALS).build().await
}

/// Makes a connection hear what a server says about notifications.
///
/// GNOME tells a button to the connection alone that showed the notification, and that one is `notify-rust`'s. A bus lets
/// the person it belongs to listen to such signals too, so that is asked for: for these, not for what is said else. A bus
/// that refuses, as a container's may, still brings what is told to everyone.
async fn listen(ear: Connection) -> zbus::Result<MessageStream> {
    let rule = MatchRule::builder()
        .msg_type(message::Type::Signal)
        .interface(NAME)
        .path(PATH)
        .build()?;
    // The stream stands before anything can come.
    let signals = MessageStream::from(&ear);
    let body = (vec![rule.to_string()], 0_u32);
    let asked = ear.call_method(
        Some("org.freedesktop.DBus"),
        "/org/freedesktop/DBus",
        Some("org.freedesktop.DBus.Monitoring"),
        "BecomeMonitor",
        &body,
    );
    match asked.await {
        Ok(_) => Ok(signals),
        Err(error) if refusal(&error).is_some() => {
            drop(signals);
            MessageStream::for_match_rule(rule, &ear, Some(SIGNALS)).await
        }
        Err(error) => Err(error),
    }
}

/// Name and words of an error that the other side has answered with; `None`: nothing was answered.
fn refusal(error: &zbus::Error) -> Option<(String, String)> {
    let (name, said) = match error {
        zbus::Error::MethodError(name, said, _) => (name.to_string(), said.clone()),
        zbus::Error::FDO(known) if !matches!(**known, fdo::Error::ZBus(_)) => {
            (known.name().to_string(), known.description().map(str::to_owned))
        }
        _ => return None,
    };
    let said = said.unwrap_or_else(|| name.clone());
    Some((name, said))
}

impl From<zbus::Error> for Trouble {
    fn from(error: zbus::Error) -> Self {
        Self::Line(error)
    }
}

impl From<notify_rust::error::Error> for Trouble {
    fn from(error: notify_rust::error::Error) -> Self {
        Self::Sending(error.to_string())
    }
}

impl Trouble {
    /// Is the line of no use any more?
    pub(super) fn broke_the_line(&self) -> bool {
        matches!(self, Self::Line(error) if refusal(error).is_none())
    }

    /// What is said of it.
    pub(super) fn in_words(&self) -> Unreached {
        let error = match self {
            Self::Sending(said) => return Unreached::new(format!("the notification was not taken: {said}")),
            Self::Line(error) => error,
        };
        let Some((name, said)) = refusal(error) else {
            return Unreached::new(format!("the session bus cannot be reached: {error}"));
        };
        match name.strip_prefix("org.freedesktop.DBus.Error.") {
            Some("ServiceUnknown" | "NameHasNoOwner") => {
                Unreached::new("no notification server runs on the session bus")
            }
            Some(kind) if kind.starts_with("Spawn") => {
                Unreached::new(format!("the notification server does not start: {said}"))
            }
            _ => Unreached::new(format!("the notification server refuses: {said}")),
        }
    }
}
