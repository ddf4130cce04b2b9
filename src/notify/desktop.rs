//! Notifications of the desktop: freedesktop's, over D-Bus.
//!
//! [`Desktop`] is the side of the caller, who waits for an answer, at most three seconds. Behind it one thread shows,
//! takes down, and hears which button was pressed; it starts with the first message. What a message looks like is
//! the card's alone.
//!
//! What is shown goes by way of `notify-rust`, a connection each. Buttons are heard on a line of our own: that library
//! begins to listen anew after each signal, and of two that come together it loses the second, which may be the button
//! that acknowledges; and it panics where the bus breaks meanwhile (both in 4.19).

mod card;
mod icon;
mod line;
mod serve;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use self::icon::Icon;
use self::serve::{Answer, Order, serve};
use super::Unreached;
use crate::domain::reminder::Message;

/// How long the bus and the server are given for one message, and how long the caller waits for the thread.
const LIMIT: Duration = Duration::from_millis(2900);
const WAIT: Duration = Duration::from_secs(3);
/// How long the thread may go on with what it has begun when nobody needs it any more, and how long that is waited for.
const LAST: Duration = Duration::from_millis(60);
const LEAVE: Duration = Duration::from_millis(90);

/// What a person asked for on a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Which button.
    pub act: Act,
    /// Full names of the deadlines that the message was about.
    pub deadlines: Vec<String>,
    /// The label they have in common, to open: the code of the incident, or the name of the vendor.
    pub label: Option<String>,
}

/// A button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// I have seen it and it is mine.
    Acknowledge,
    /// Say it again in half an hour.
    Snooze,
    /// Show me.
    Open,
}

type Replies = Arc<dyn Fn(Reply) + Send + Sync>;

/// The desktop of this session. Nothing is started before the first message, and everything ends with it, except what
/// is shown.
pub struct Desktop {
    replies: Replies,
    /// Another bus than the session's, where a test asks for it.
    bus: Option<String>,
    icons: Option<PathBuf>,
    /// How long the bus and the server are given for one message.
    limit: Duration,
    thread: Option<Started>,
}

struct Started {
    orders: UnboundedSender<Order>,
    leave: oneshot::Sender<()>,
    gone: Receiver<()>,
    thread: JoinHandle<()>,
}

impl Desktop {
    /// The desktop on the session's bus. `replies` is called, from another thread, when the person presses a button; it
    /// should hand on what it is given and return, since nothing is shown meanwhile.
    pub fn new(replies: impl Fn(Reply) + Send + Sync + 'static) -> Self {
        Self {
            replies: Arc::new(replies),
            bus: None,
            icons: None,
            limit: LIMIT,
            thread: None,
        }
    }

    /// Puts our icon into this folder with the first message, as `firebell.svg`, for the server to read. Without a
    /// folder, or where it cannot be written, the server's own sign for an appointment is shown.
    pub fn with_icons(mut self, folder: impl Into<PathBuf>) -> Self {
        self.icons = Some(folder.into());
        self
    }

    /// Can it be reached now? Says which server answers (`dunst 1.9.0 (2022-06-27)`); at most 3 s. Where the bus knows
    /// a server that does not run yet, it is started.
    pub fn reach(&mut self) -> Result<String, Unreached> {
        self.ask(Order::Reach)
    }

    /// Shows a message; what was shown under the same key is replaced. Returns after the server has taken it, and says
    /// which server; at most 3 s.
    pub fn show(&mut self, message: &Message) -> Result<String, Unreached> {
        let message = Box::new(message.clone());
        self.ask(|answer| Order::Show(message, answer))
    }

    /// Takes down what was shown here under this key, without waiting for it; nothing where there is nothing.
    pub fn withdraw(&mut self, key: &str) {
        if let Some(started) = &self.thread {
            let until = Instant::now() + self.limit;
            // Where the thread is gone there is nothing that it shows.
            let _ = started.orders.send(Order::Withdraw(key.to_owned(), until));
        }
    }

    fn ask(&mut self, order: impl FnOnce(Answer) -> Order) -> Result<String, Unreached> {
        let (to, answered) = sync_channel(1);
        let until = Instant::now() + self.limit;
        let sent = self.started()?.orders.send(order(Answer { until, to }));
        let answer = match sent {
            Ok(()) => answered.recv_timeout(WAIT),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        };
        match answer {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => Err(Unreached::new("the notification server does not answer")),
            Err(RecvTimeoutError::Disconnected) => {
                // The next message starts another.
                self.thread = None;
                Err(Unreached::new("what speaks to the desktop has stopped"))
            }
        }
    }

    fn started(&mut self) -> Result<&Started, Unreached> {
        if self.thread.is_none() {
            self.thread = Some(self.start()?);
        }
        self.thread
            .as_ref()
            .ok_or_else(|| Unreached::new("what speaks to the desktop was not started"))
    }

    fn start(&self) -> Result<Started, Unreached> {
        let cannot =
            |error: std::io::Error| Unreached::new(format!("what speaks to the desktop cannot start: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(cannot)?;
        let (orders, received) = unbounded_channel();
        let (leave, left) = oneshot::channel();
        let (told, gone) = sync_channel(1);
        let served = serve(
            received,
            self.bus.clone(),
            Icon::new(self.icons.clone()),
            Arc::clone(&self.replies),
        );
        let work = move || {
            runtime.block_on(async {
                let last = async {
                    // An error says the same: nobody needs us any more.
                    let _ = left.await;
                    tokio::time::sleep(LAST).await;
                };
                tokio::select! {
                    () = served => {}
                    () = last => {}
                }
            });
            // A look-up of a name may still run in a thread of the runtime's.
            runtime.shutdown_background();
            drop(told);
        };
        let thread = Builder::new()
            .name("firebell-desk".to_owned())
            .spawn(work)
            .map_err(cannot)?;
        Ok(Started {
            orders,
            leave,
            gone,
            thread,
        })
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        let Some(started) = self.thread.take() else { return };
        drop(started.orders);
        // An error says that it has left already.
        let _ = started.leave.send(());
        // It never sends, it hangs up. Where it does not in time, somebody's `replies` holds it.
        if started.gone.recv_timeout(LEAVE) == Err(RecvTimeoutError::Disconnected) {
            let _ = started.thread.join();
        }
    }
}

#[cfg(test)]
#[path = "desktop/tests.rs"]
mod tests;
