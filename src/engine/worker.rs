//! The threads behind the screens: one owns the connection that writes, one reads and listens, one reminds.
//!
//! Invariant: a reply to [`Job::Execute`] is sent after the commit, never before. No thread touches the screen; each
//! sends [`News`] and then wakes it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::execute::{Engine, Manner, Outcome, Trouble};
use super::query::{Answer, Query, answer};
use super::remind::{Keeper, Reach, Ring, Wish};
use crate::clock::Clock;
use crate::domain::Command;
use crate::domain::preview::Preview;
use crate::domain::reminder::Message;
use crate::error::{Failure, Kind};
use crate::notify::Unreached;
use crate::store::Store;

/// Work for the writing thread.
#[derive(Debug)]
pub enum Job {
    /// Decide and write; the number comes back with the outcome.
    Execute(u64, Box<Command>, Manner),
    /// Say what would follow.
    Preview(u64, Box<Command>, Manner),
    /// Keep half-typed words; empty words remove them.
    Draft(String, String),
    /// The person goes by this name from now on.
    Become(String),
}

/// What the threads report.
#[derive(Debug)]
pub enum News {
    /// A command was written, or not.
    Stored(u64, Result<Outcome, Trouble>),
    /// What would follow from a command.
    Previewed(u64, Result<Box<Preview>, Trouble>),
    /// A draft could not be kept.
    DraftLost(Failure),
    /// An answer to a query.
    Answered(Result<Answer, Failure>),
    /// Something was written by another process.
    Changed,
    /// The store has a newer schema than this program.
    Newer,
    /// Something has come up, whoever says it elsewhere.
    Reminded(Vec<Message>),
    /// How reminders reach the person, when that has changed.
    Reach(Reach),
    /// What came of a button on a notification, in words, and whether it was done.
    Granted(String, bool),
    /// Bytes for the terminal, between two frames, while they are wanted; whoever sent them waits for the word that they
    /// are written.
    Ring(Vec<u8>, Arc<AtomicBool>, SyncSender<()>),
    /// A thread has died; nothing more can be saved.
    Gone(Failure),
}

/// Makes the one who reminds, behind the first frame: it is given what brings bytes to the terminal, and both ends of
/// the wishes.
pub type Reminding = Box<dyn FnOnce(Ring, Sender<Wish>, Receiver<Wish>) -> Result<Keeper, Failure> + Send>;

/// The screen's end of the threads.
pub struct Workers {
    jobs: Option<Sender<Job>>,
    queries: Option<Sender<Query>>,
    wishes: Sender<Wish>,
    threads: Vec<JoinHandle<()>>,
    /// Hangs up when the one who reminds has ended.
    reminder_gone: Receiver<()>,
}

/// Sends news and wakes who waits for it.
#[derive(Clone)]
struct Herald {
    news: Sender<News>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Herald {
    fn tell(&self, news: News) {
        // Nobody listens any more only while the program is leaving.
        let _ = self.news.send(news);
        (self.wake)();
    }
}

/// How often the reader looks for what others wrote: it must be on the screen within 200 ms, and each look costs a wake-up.
const LOOK: Duration = Duration::from_millis(170);
/// How long the writer must be idle before it indexes what was written.
const REST: Duration = Duration::from_millis(400);
/// How often it is looked whether something has come up. Nothing sleeps until a due time: clocks jump, machines sleep.
pub const BEAT: Duration = Duration::from_secs(1);
/// How long it is left alone after it could not be looked.
pub const TROUBLED: Duration = Duration::from_secs(5);
/// How long the screen may take to write bytes for the terminal.
const RING: Duration = Duration::from_secs(3);
/// How long what is being said may go on when the screen has left.
const PARTING: Duration = Duration::from_secs(3);

impl Workers {
    /// Starts the threads. `wake` is called after each piece of news.
    pub fn start(
        engine: Engine,
        reader: Store,
        clock: Arc<dyn Clock>,
        reminding: Option<Reminding>,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<(Self, Receiver<News>), Failure> {
        let (news, inbox) = channel();
        let herald = Herald { news, wake };
        let (jobs, job_queue) = channel();
        let (queries, query_queue) = channel();
        let writer = {
            let herald = herald.clone();
            spawn("writer", herald.clone(), gone("writer"), move || {
                write_loop(engine, &job_queue, &herald);
            })?
        };
        let reader = {
            let herald = herald.clone();
            spawn("reader", herald.clone(), gone("reader"), move || {
                read_loop(reader, &query_queue, clock.as_ref(), &herald);
            })?
        };
        let (wishes, wished) = channel();
        let (alive, reminder_gone) = sync_channel(0);
        if let Some(reminding) = reminding {
            let (herald, wishes) = (herald.clone(), wishes.clone());
            // Nobody waits long for this one when the screen leaves: it may be waiting for a desktop, and what it leaves
            // half done another takes over.
            let trouble = Some("what reminds has stopped unexpectedly".to_owned());
            let last = News::Reach(Reach {
                ways: Vec::new(),
                trouble,
            });
            spawn("reminder", herald.clone(), last, move || {
                remind(reminding, wishes, wished, &herald);
                drop(alive);
            })?;
        }
        let workers = Self {
            jobs: Some(jobs),
            queries: Some(queries),
            wishes,
            threads: vec![writer, reader],
            reminder_gone,
        };
        Ok((workers, inbox))
    }

    /// Hands the writer a job.
    pub fn job(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread reports its own end as `News::Gone`.
            let _ = jobs.send(job);
        }
    }

    /// Asks the reader.
    pub fn ask(&self, query: Query) {
        if let Some(queries) = &self.queries {
            let _ = queries.send(query);
        }
    }

    /// Tells the one who reminds.
    pub fn wish(&self, wish: Wish) {
        // Where it has died there is nobody to tell.
        let _ = self.wishes.send(wish);
    }

    /// Lets the threads that read and write finish what they were given, and waits for them.
    pub fn stop(&mut self) {
        self.wish(Wish::Leave);
        self.jobs = None;
        self.queries = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
        // It never sends, it hangs up; where it does not in time, it is in the middle of a way that hangs.
        let _ = self.reminder_gone.recv_timeout(PARTING);
    }
}

/// Starts a thread. `last` is told where it ends by a panic.
fn spawn(
    name: &str,
    herald: Herald,
    last: News,
    body: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, Failure> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            if catch_unwind(AssertUnwindSafe(body)).is_err() {
                herald.tell(last);
            }
        })
        .map_err(|error| {
            Failure::new(Kind::Bug, "firebell did not start", "no thread could be started").caused_by(error)
        })
}

fn gone(name: &str) -> News {
    let why = format!("the {name} thread has stopped unexpectedly");
    let failure = Failure::new(Kind::Bug, "nothing more can be saved here", why);
    News::Gone(failure.with_todo("Leave with q and start again; everything saved before is safe."))
}

fn write_loop(mut engine: Engine, queue: &Receiver<Job>, herald: &Herald) {
    let (mut is_indexed, mut is_renewed) = (false, false);
    loop {
        let job = if is_indexed && is_renewed {
            queue.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            queue.recv_timeout(REST)
        };
        match job {
            Ok(Job::Execute(number, command, manner)) => {
                let outcome = engine.execute(&command, &manner);
                is_indexed = false;
                herald.tell(News::Stored(number, outcome));
            }
            Ok(Job::Preview(number, command, manner)) => {
                let preview = engine.preview(&command, &manner);
                herald.tell(News::Previewed(number, preview.map(Box::new)));
            }
            Ok(Job::Draft(key, text)) => {
                let now = engine.now();
                if let Err(failure) = engine.store().keep_draft(&key, &text, now) {
                    herald.tell(News::DraftLost(failure));
                }
            }
            Ok(Job::Become(name)) => engine.become_named(&name),
            // What an older firebell folded is folded anew, once.
            Err(RecvTimeoutError::Timeout) if !is_renewed => {
                is_renewed = engine.store_mut().renew_some().unwrap_or(true);
            }
            // The index runs behind: never while somebody waits. A failure shows at the next search.
            Err(RecvTimeoutError::Timeout) => is_indexed = engine.store_mut().index_some().unwrap_or(true),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn read_loop(mut store: Store, queue: &Receiver<Query>, clock: &dyn Clock, herald: &Herald) {
    let mut version = store.data_version().unwrap_or(0);
    let mut newest = store.newest().unwrap_or(0);
    loop {
        match queue.recv_timeout(LOOK) {
            Ok(query) => {
                herald.tell(News::Answered(answer(&mut store, &query, clock.now())));
            }
            Err(RecvTimeoutError::Timeout) => {
                // A busy or vanished file is no news; the next look may see it again.
                let Ok(seen) = store.data_version() else { continue };
                if seen == version {
                    continue;
                }
                version = seen;
                if store.has_newer_schema() {
                    herald.tell(News::Newer);
                }
                let now_newest = store.newest().unwrap_or(newest);
                if now_newest != newest {
                    newest = now_newest;
                    herald.tell(News::Changed);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn remind(reminding: Reminding, wishes: Sender<Wish>, wished: Receiver<Wish>, herald: &Herald) {
    let mut keeper = match reminding(ring(herald.clone()), wishes, wished) {
        Ok(keeper) => keeper,
        Err(failure) => {
            let trouble = Some(failure.why);
            let ways = Vec::new();
            return herald.tell(News::Reach(Reach { ways, trouble }));
        }
    };
    let mut known = None;
    loop {
        let beat = keeper.beat();
        for (words, is_done) in beat.wishes {
            herald.tell(News::Granted(words, is_done));
        }
        if let Some(round) = beat.round.filter(|round| !round.signs.is_empty()) {
            herald.tell(News::Reminded(round.signs));
        }
        let mut reach = keeper.reach();
        reach.trouble = beat.trouble.map(|failure| failure.why);
        // What fails is tried again, and not each second: it looks at everything anew.
        let rest = if reach.trouble.is_some() { TROUBLED } else { BEAT };
        if known.as_ref() != Some(&reach) {
            known = Some(reach.clone());
            herald.tell(News::Reach(reach));
        }
        if keeper.wait(rest) {
            return;
        }
    }
}

/// The screen alone writes to the terminal: bytes go there as news, and come back as a word.
fn ring(herald: Herald) -> Ring {
    Box::new(move |bytes| {
        let (done, written) = sync_channel(1);
        let is_wanted = Arc::new(AtomicBool::new(true));
        herald.tell(News::Ring(bytes.to_vec(), Arc::clone(&is_wanted), done));
        if written.recv_timeout(RING).is_ok() {
            return Ok("this terminal".to_owned());
        }
        is_wanted.store(false, Ordering::SeqCst);
        Err(Unreached::new("the screen is stopped"))
    })
}
