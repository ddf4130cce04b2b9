//! The thread's side: the line to the bus, what is shown, and the buttons that are pressed.

use std::collections::VecDeque;
use std::sync::mpsc::SyncSender;
use std::time::Instant;

use notify_rust::NotificationHandle;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::timeout_at;
use zbus::message;
use zbus::names::{MemberName, OwnedUniqueName};

use super::super::Unreached;
use super::Replies;
use super::card::{Card, first_id, reply};
use super::icon::Icon;
use super::line::{Line, Server, Trouble};
use crate::domain::reminder::Message;

/// How many messages are remembered for their buttons, with a connection each; of more, the oldest are forgotten, stay
/// without an answer, and GNOME takes them down.
const REMEMBERED: usize = 64;
/// The reason of `NotificationClosed` that says only that its time was over: servers keep such a one in their history,
/// where its buttons still work.
const EXPIRED: u32 = 1;

/// What the thread is asked to do.
pub(super) enum Order {
    Reach(Answer),
    Show(Box<Message>, Answer),
    /// The key, and until when.
    Withdraw(String, Instant),
}

/// Where the answer goes, and until when it is of use.
pub(super) struct Answer {
    pub until: Instant,
    pub to: SyncSender<Result<String, Unreached>>,
}

/// Obeys orders and hears buttons until nobody gives orders any more. `bus` is the address of another bus than the
/// session's; what is shown goes to the session's all the same.
pub(super) async fn serve(mut orders: UnboundedReceiver<Order>, bus: Option<String>, icon: Icon, replies: Replies) {
    let mut desk = Desk {
        bus,
        icon,
        replies,
        line: None,
        shown: VecDeque::new(),
    };
    loop {
        tokio::select! {
            signal = desk.next_signal() => desk.hear(signal),
            order = orders.recv() => match order {
                Some(order) => desk.obey(order).await,
                None => return,
            },
        }
    }
}

struct Desk {
    bus: Option<String>,
    icon: Icon,
    replies: Replies,
    /// None until it is needed, and after it broke.
    line: Option<Line>,
    /// The latest last.
    shown: VecDeque<Shown>,
}

/// What is shown.
struct Shown {
    /// Holds the connection that showed it: where that one leaves, GNOME takes it down.
    handle: NotificationHandle,
    /// The server's name on the bus: only its own signals count.
    server: Option<OwnedUniqueName>,
    message: Message,
}

impl Desk {
    async fn obey(&mut self, order: Order) {
        match order {
            Order::Reach(answer) => {
                let reached = self
                    .within(answer.until, async |desk| Ok(desk.server().await?.words))
                    .await;
                // An error says that nobody waits for it any more.
                let _ = answer.to.send(reached);
            }
            Order::Show(message, answer) => {
                let shown = self.within(answer.until, async |desk| desk.show(*message).await).await;
                let _ = answer.to.send(shown);
            }
            Order::Withdraw(key, until) => {
                let Some(shown) = self.place(&key).and_then(|place| self.shown.remove(place)) else {
                    return;
                };
                // By the connection that showed it: GNOME obeys no other. A server that does not answer, or has lost it,
                // shows it no more or goes on showing it: nobody can help.
                let _ = timeout_at(until.into(), shown.handle.close_async()).await;
            }
        }
    }

    /// Does the work until `until`, and says in words what stood against it. A line that broke is let go.
    async fn within<T>(
        &mut self,
        until: Instant,
        work: impl AsyncFnOnce(&mut Self) -> Result<T, Trouble>,
    ) -> Result<T, Unreached> {
        match timeout_at(until.into(), work(self)).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(trouble)) => {
                if trouble.broke_the_line() {
                    self.line = None;
                }
                Err(trouble.in_words())
            }
            Err(_) if self.line.is_none() => Err(Unreached::new("the session bus does not answer")),
            Err(_) => Err(Unreached::new("the notification server does not answer")),
        }
    }

    async fn show(&mut self, message: Message) -> Result<String, Trouble> {
        let server = self.server().await?;
        let mut card = Card::of(&message, &server.capabilities).notification(self.icon.name())?;
        let place = self.place(&message.key);
        let before = place.map_or_else(|| first_id(&message.key), |place| self.shown[place].handle.id());
        let handle = match (card.id(before).show_async().await, place) {
            (Ok(handle), _) => handle,
            (Err(_), Some(place)) => {
                // GNOME lets the connection alone that showed one put another in its place.
                self.shown[place].handle.close_async().await;
                card.id(0).show_async().await?
            }
            (Err(error), None) => return Err(error.into()),
        };
        if let Some(place) = place {
            self.shown.remove(place);
        }
        if self.shown.len() == REMEMBERED {
            self.shown.pop_front();
        }
        self.shown.push_back(Shown {
            handle,
            server: server.sender,
            message,
        });
        Ok(server.words)
    }

    fn place(&self, key: &str) -> Option<usize> {
        self.shown.iter().position(|shown| shown.message.key == key)
    }

    async fn server(&mut self) -> Result<Server, Trouble> {
        let line = match self.line.take() {
            Some(line) => line,
            None => Line::open(self.bus.as_deref()).await?,
        };
        Ok(self.line.insert(line).server().await?)
    }

    /// The next signal; None: the line broke. Waits for ever where there is none.
    async fn next_signal(&mut self) -> Option<message::Message> {
        match &mut self.line {
            Some(line) => line.next_signal().await,
            None => std::future::pending().await,
        }
    }

    /// Passes on a button that was pressed, and forgets what was taken down.
    fn hear(&mut self, signal: Option<message::Message>) {
        let Some(signal) = signal else {
            self.line = None;
            return;
        };
        let header = signal.header();
        let place = |id: u32| {
            self.shown
                .iter()
                .position(|shown| shown.handle.id() == id && shown.server.as_deref() == header.sender())
        };
        let member = header.member().map(MemberName::as_str);
        if member == Some("ActionInvoked") {
            let Ok((id, button)) = signal.body().deserialize::<(u32, String)>() else {
                return;
            };
            let answer = place(id).and_then(|place| reply(&button, &self.shown[place].message));
            if let Some(answer) = answer {
                (self.replies)(answer);
            }
        } else if member == Some("NotificationClosed") {
            let Ok((id, reason)) = signal.body().deserialize::<(u32, u32)>() else {
                return;
            };
            if let Some(place) = place(id).filter(|_| reason != EXPIRED) {
                self.shown.remove(place);
            }
        }
    }
}
