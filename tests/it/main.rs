//! Tests of the whole program, in one binary.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed, and says where"
)]

mod cli;
mod codes;
mod docs;
mod export;
mod frames;
mod golden;
mod hostile;
mod house;
mod keys;
mod laws;
mod many;
mod notify;
mod obligations;
mod pty;
mod reminders;
mod samples;
mod scenarios;
mod seat;
mod stage;
mod store;
mod subprocessors;
mod templates;
mod watch;
