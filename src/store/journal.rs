//! Appending facts: one transaction, one series, one chain.
//!
//! Invariant: when [`Act::commit`] returns, every fact of the act is on disk, or none is.

use std::cell::RefCell;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::chain::{self, Link, Sum};
use super::fault::fault;
use super::open::{Access, Store, newer};
use super::snapshot::{self, Snapshot};
use crate::clock::{Moment, to_millis};
use crate::domain::{Body, Envelope, Fact, FactId, NewFact, Recorded, Subject, Who};
use crate::error::{Failure, Kind};
use crate::id::Entropy;

/// Facts from clocks more than this far ahead do not pull ours along.
const SKEW_MS: i64 = 24 * 60 * 60 * 1000;

/// An open write transaction: what was loaded in it and what is appended is one act.
pub struct Act<'a> {
    pub(super) tx: Transaction<'a>,
    pub(super) store: StoreParts<'a>,
    pub(super) memo: RefCell<Option<Snapshot>>,
}

/// The parts of a store that a transaction needs beside its connection.
pub(super) struct StoreParts<'a> {
    pub path: &'a std::path::Path,
    pub book: &'a mut crate::domain::PolicyBook,
    pub book_mark: &'a mut i64,
    pub memo: &'a mut Option<Snapshot>,
    pub installation: &'a str,
}

/// The end of a series.
struct Head {
    seq: u64,
    digest: Sum,
    stamp: i64,
}

impl Store {
    /// Begins an act. Waits for another writer up to five seconds.
    pub fn begin(&mut self) -> Result<Act<'_>, Failure> {
        if let Access::ReadOnly(why) = &self.access {
            return Err(Failure::new(Kind::Store, "nothing was written", why.clone())
                .with_todo("What you typed is kept on the screen; writing needs a store that can be written."));
        }
        if self.has_newer_schema() {
            let version = self
                .connection
                .pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0))
                .unwrap_or_default();
            self.access = Access::ReadOnly(newer(version));
            return Err(Failure::new(Kind::Store, "nothing was written", newer(version)));
        }
        let path = self.path.as_path();
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| fault(path, error))?;
        // What an act that is dropped leaves in its memory never was; only a commit hands it on.
        let memo = RefCell::new(self.memo.take());
        let mut act = Act {
            tx,
            memo,
            store: StoreParts {
                path,
                book: &mut self.book,
                book_mark: &mut self.book_mark,
                memo: &mut self.memo,
                installation: &self.installation,
            },
        };
        act.catch_up_book()?;
        Ok(act)
    }
}

impl Act<'_> {
    pub(super) fn fault(&self, error: rusqlite::Error) -> Failure {
        fault(self.store.path, error)
    }

    /// The adopted policies as of this transaction.
    pub fn book(&self) -> &crate::domain::PolicyBook {
        self.store.book
    }

    /// Has no policy been adopted yet?
    pub fn book_is_empty(&self) -> bool {
        *self.store.book_mark == 0
    }

    fn catch_up_book(&mut self) -> Result<(), Failure> {
        let mark = super::book::catch_up(&self.tx, self.store.book, *self.store.book_mark)
            .map_err(|error| self.fault(error))?;
        *self.store.book_mark = mark;
        Ok(())
    }

    /// Appends the facts of one command and brings their subjects' snapshots up to date.
    ///
    /// Returns them as recorded, oldest first.
    pub fn append(
        &mut self,
        facts: Vec<NewFact>,
        who: &Who,
        now: Moment,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<Recorded>, Failure> {
        let (series, name) = self.own_series(now, entropy)?;
        let mut head = self.head(series, now)?;
        let actor = self.actor(who)?;
        let act = head.seq + 1;
        let mut recorded = Vec::with_capacity(facts.len());
        for fact in facts {
            let one = self.append_one(fact, who, actor, now, act, series, &name, &mut head)?;
            recorded.push(one);
        }
        snapshot::absorb(self, &recorded)?;
        if recorded
            .iter()
            .any(|one| matches!(&one.1.body, Body::Known(Fact::PolicyAdopted(_))))
        {
            self.catch_up_book()?;
        }
        Ok(recorded.into_iter().map(|(_, recorded)| recorded).collect())
    }

    /// Makes the act durable.
    pub fn commit(self) -> Result<(), Failure> {
        let Self { tx, store, memo } = self;
        tx.commit().map_err(|error| fault(store.path, error))?;
        *store.memo = memo.into_inner();
        Ok(())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one row; a struct would only rename them"
    )]
    fn append_one(
        &self,
        new: NewFact,
        who: &Who,
        actor: i64,
        now: Moment,
        act: u64,
        series: i64,
        name: &str,
        head: &mut Head,
    ) -> Result<(i64, Recorded), Failure> {
        let json = new.fact.to_json().map_err(|error| {
            Failure::new(Kind::Bug, "nothing was written", "a fact could not be put into words").caused_by(error)
        })?;
        let happened_at = new.happened_at.unwrap_or(now);
        let envelope = Envelope {
            id: FactId {
                series: name.to_owned(),
                seq: head.seq + 1,
            },
            act,
            stamp: head.stamp + 1,
            subject: new.subject,
            recorded_at: now,
            happened_at,
            who: who.clone(),
            policy: self.store.book.digest().to_owned(),
            tag: new.tag,
        };
        let body_digest = chain::body_digest(&json);
        let digest = chain::digest(
            &head.digest,
            &link(&envelope, (new.fact.kind(), new.fact.version()), &body_digest),
        );
        let subject = self.subject_row(&envelope.subject)?;
        let insert = |error| self.fault(error);
        self.tx
            .prepare_cached(
                "INSERT INTO fact (series, seq, act, stamp, subject, kind, version, recorded_at, happened_at, actor, policy, tag, body_digest, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )
            .and_then(|mut statement| {
                statement.execute(params![
                    series,
                    signed(envelope.id.seq),
                    signed(act),
                    envelope.stamp,
                    subject,
                    new.fact.kind(),
                    new.fact.version(),
                    to_millis(now),
                    to_millis(happened_at),
                    actor,
                    envelope.policy,
                    envelope.tag,
                    body_digest,
                    digest,
                ])
            })
            .map_err(insert)?;
        let pos = self.tx.last_insert_rowid();
        self.tx
            .prepare_cached("INSERT INTO body (pos, json) VALUES (?1, ?2)")
            .and_then(|mut statement| statement.execute(params![pos, json]))
            .map_err(insert)?;
        if let Fact::EntryExpunged(expunged) = &new.fact {
            self.expunge(pos, &expunged.target)?;
        }
        *head = Head {
            seq: envelope.id.seq,
            digest,
            stamp: envelope.stamp,
        };
        Ok((
            pos,
            Recorded {
                envelope,
                body: Body::Known(new.fact),
            },
        ))
    }

    /// Removes a body for good; the row that carried it stays, and so does the chain.
    fn expunge(&self, by: i64, target: &FactId) -> Result<(), Failure> {
        let run = || -> rusqlite::Result<()> {
            let pos: Option<i64> = self
                .tx
                .query_row(
                    "SELECT f.pos FROM fact f JOIN series s ON s.id = f.series WHERE s.name = ?1 AND f.seq = ?2",
                    params![target.series, signed(target.seq)],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(pos) = pos {
                self.tx.execute(
                    "INSERT OR IGNORE INTO expunged (pos, by_pos) VALUES (?1, ?2)",
                    params![pos, by],
                )?;
                self.tx.execute("DELETE FROM body WHERE pos = ?1", [pos])?;
                // The index only marks a row as gone; merging it writes the other words anew and forgets these.
                if self.tx.execute("DELETE FROM words WHERE rowid = ?1", [pos])? > 0 {
                    self.tx.execute_batch("INSERT INTO words (words) VALUES ('optimize')")?;
                }
            }
            Ok(())
        };
        run().map_err(|error| self.fault(error))
    }

    pub(super) fn subject_row(&self, subject: &Subject) -> Result<i64, Failure> {
        let run = || -> rusqlite::Result<i64> {
            let known = self
                .tx
                .prepare_cached("SELECT id FROM subject WHERE key = ?1")?
                .query_row([&subject.id], |row| row.get(0))
                .optional()?;
            if let Some(id) = known {
                return Ok(id);
            }
            self.tx.execute(
                "INSERT INTO subject (kind, key) VALUES (?1, ?2)",
                params![subject.kind.number(), subject.id],
            )?;
            Ok(self.tx.last_insert_rowid())
        };
        run().map_err(|error| self.fault(error))
    }

    fn actor(&self, who: &Who) -> Result<i64, Failure> {
        let run = || -> rusqlite::Result<i64> {
            let known = self
                .tx
                .prepare_cached("SELECT id FROM actor WHERE name = ?1 AND login = ?2 AND host = ?3")?
                .query_row(params![who.name, who.login, who.host], |row| row.get(0))
                .optional()?;
            if let Some(id) = known {
                return Ok(id);
            }
            self.tx.execute(
                "INSERT INTO actor (name, login, host) VALUES (?1, ?2, ?3)",
                params![who.name, who.login, who.host],
            )?;
            Ok(self.tx.last_insert_rowid())
        };
        run().map_err(|error| self.fault(error))
    }

    /// The series of this installation in this file, begun where there is none.
    fn own_series(&self, now: Moment, entropy: &mut dyn Entropy) -> Result<(i64, String), Failure> {
        let installation = self.store.installation;
        let mut run = |tx: &Transaction| -> rusqlite::Result<(i64, String)> {
            let known = tx
                .prepare_cached("SELECT id, name FROM series WHERE installation = ?1")?
                .query_row([installation], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            if let Some(series) = known {
                return Ok(series);
            }
            let mut bytes = [0; 8];
            entropy.fill(&mut bytes);
            let name = chain::hex(&bytes);
            tx.execute(
                "INSERT INTO series (name, installation, created_at) VALUES (?1, ?2, ?3)",
                params![name, installation, to_millis(now)],
            )?;
            Ok((tx.last_insert_rowid(), name))
        };
        run(&self.tx).map_err(|error| self.fault(error))
    }

    /// The end of the series, with a stamp that lies at or after everything seen here.
    fn head(&self, series: i64, now: Moment) -> Result<Head, Failure> {
        let run = || -> rusqlite::Result<Head> {
            let own = self
                .tx
                .prepare_cached("SELECT seq, digest, stamp FROM fact WHERE series = ?1 ORDER BY seq DESC LIMIT 1")?
                .query_row([series], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, Sum>(1)?, row.get::<_, i64>(2)?))
                })
                .optional()?;
            let newest: Option<i64> = self
                .tx
                .prepare_cached("SELECT stamp FROM fact ORDER BY pos DESC LIMIT 1")?
                .query_row([], |row| row.get(0))
                .optional()?;
            let (seq, digest, own_stamp) = own.unwrap_or((0, [0; 32], 0));
            Ok(Head {
                seq: u64::try_from(seq).unwrap_or(0),
                digest,
                stamp: stamp_before(own_stamp, newest.unwrap_or(0), now),
            })
        };
        run().map_err(|error| self.fault(error))
    }
}

/// The stamp before the next one: not behind the wall clock, never behind our own series, and not led by a clock
/// that is more than a day ahead.
fn stamp_before(own: i64, newest: i64, now: Moment) -> i64 {
    let wall = to_millis(now);
    let bound = wall.saturating_add(SKEW_MS) << 12;
    let seen = if newest > bound { 0 } else { newest };
    own.max(seen).max((wall << 12).saturating_sub(1))
}

/// The row's digested parts.
pub(super) fn link<'a>(envelope: &'a Envelope, kind: (&'a str, u32), body: &'a [u8]) -> Link<'a> {
    Link {
        series: &envelope.id.series,
        seq: envelope.id.seq,
        act: envelope.act,
        stamp: envelope.stamp,
        subject: (envelope.subject.kind.number(), &envelope.subject.id),
        kind,
        recorded_at: to_millis(envelope.recorded_at),
        happened_at: to_millis(envelope.happened_at),
        who: [&envelope.who.name, &envelope.who.login, &envelope.who.host],
        policy: &envelope.policy,
        tag: envelope.tag.as_deref(),
        body,
    }
}

/// Sequence numbers are counted from 1 and fit `SQLite`'s signed integers.
pub(super) fn signed(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    const NOW: i64 = 1_790_000_000_000;

    #[test]
    fn stamps_follow_the_wall_clock_and_never_go_back() {
        let now = from_millis(NOW);
        assert_eq!(stamp_before(0, 0, now) + 1, NOW << 12);
        let own = (NOW + 5_000) << 12;
        assert_eq!(stamp_before(own, own, now), own);
    }

    #[test]
    fn a_clock_far_ahead_does_not_rule_the_order() {
        let now = from_millis(NOW);
        let wild = (NOW + 10 * SKEW_MS) << 12;
        assert_eq!(stamp_before(0, wild, now) + 1, NOW << 12);
        let near = (NOW + SKEW_MS / 2) << 12;
        assert_eq!(stamp_before(0, near, now), near);
    }
}
