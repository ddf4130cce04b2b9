//! Two threads behind the screens: one owns the connection that writes, one reads and listens.
//!
//! Invariant: a reply to [`Job::Execute`] is sent after the commit, never before. Neither thread touches the screen;
//! both send [`News`] and then wake it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::execute::{Engine, Manner, Outcome, Trouble};
use super::query::{Answer, Query, answer};
use crate::clock::Clock;
use crate::domain::Command;
use crate::domain::preview::Preview;
use crate::error::{Failure, Kind};
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
    /// A thread has died; nothing more can be saved.
    Gone(Failure),
}

/// The screen's end of both threads.
pub struct Workers {
    jobs: Option<Sender<Job>>,
    queries: Option<Sender<Query>>,
    threads: Vec<JoinHandle<()>>,
}

/// Sends news and wakes who waits for it.
#[derive(Clone)]
struct Herald {
    news: Sender<News>,
    wake: std::sync::Arc<dyn Fn() + Send + Sync>,
}

impl Herald {
    fn tell(&self, news: News) {
        // Nobody listens any more only while the program is leaving.
        let _ = self.news.send(news);
        (self.wake)();
    }
}

/// How often the reader looks for what others wrote: it must be on the screen within 200 ms, and each look costs a wake-up.
const LOOK: Duration = Duration::from_millis(150);
/// How long the writer must be idle before it indexes what was written.
const REST: Duration = Duration::from_millis(400);

impl Workers {
    /// Starts both threads. `wake` is called after each piece of news.
    pub fn start(
        engine: Engine,
        reader: Store,
        clock: std::sync::Arc<dyn Clock>,
        wake: std::sync::Arc<dyn Fn() + Send + Sync>,
    ) -> Result<(Self, Receiver<News>), Failure> {
        let (news, inbox) = channel();
        let herald = Herald { news, wake };
        let (jobs, job_queue) = channel();
        let (queries, query_queue) = channel();
        let writer = {
            let herald = herald.clone();
            spawn("writer", herald.clone(), move || {
                write_loop(engine, &job_queue, &herald);
            })?
        };
        let reader = {
            let herald = herald.clone();
            spawn("reader", herald.clone(), move || {
                read_loop(reader, &query_queue, clock.as_ref(), &herald);
            })?
        };
        let workers = Self {
            jobs: Some(jobs),
            queries: Some(queries),
            threads: vec![writer, reader],
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

    /// Lets both threads finish what they were given, and waits for them.
    pub fn stop(&mut self) {
        self.jobs = None;
        self.queries = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn spawn(name: &str, herald: Herald, body: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Failure> {
    let name_of = name.to_owned();
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            if catch_unwind(AssertUnwindSafe(body)).is_err() {
                let why = format!("the {name_of} thread has stopped unexpectedly");
                let failure = Failure::new(Kind::Bug, "nothing more can be saved here", why);
                herald.tell(News::Gone(
                    failure.with_todo("Leave with q and start again; everything saved before is safe."),
                ));
            }
        })
        .map_err(|error| {
            Failure::new(Kind::Bug, "firebell did not start", "no thread could be started").caused_by(error)
        })
}

fn write_loop(mut engine: Engine, queue: &Receiver<Job>, herald: &Herald) {
    let mut is_indexed = false;
    loop {
        let job = if is_indexed {
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
                let answer = store.read_book().and_then(|()| answer(&mut store, &query, clock.now()));
                herald.tell(News::Answered(answer));
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
