//! The questions that screens ask the store, and the answers.

use chrono::NaiveDate;

use super::found::Found;
use super::vendors::{ListView, VendorView};
use super::views::{Board, ClosedPage, IncidentView, VendorRow};
use crate::domain::log::LogLine;
use crate::domain::{Deadline, Entry, SubjectKind};
use crate::store::Cursor;

/// A question to the store.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// The board with at most so many incidents.
    Board(u32),
    /// The last lines of an incident's log: id, how many.
    Preview(String, u32),
    /// An incident by its id, with so many log lines.
    Incident(String, u32),
    /// The lines of an incident's log that hold these words: id, words.
    Search(String, String),
    /// Every running deadline, then what was met late and not explained.
    Due,
    /// What runs out soon or is late, of the clocks that count hours.
    Pressing,
    /// Every vendor.
    Vendors,
    /// One vendor, whole, by its id.
    Vendor(String),
    /// The list of subprocessors as of today, and what changed since this day.
    Subprocessors(Option<NaiveDate>),
    /// A whole register.
    Register(SubjectKind),
    /// Closed incidents, matching words or all, from a cursor on.
    Closed(String, Option<Cursor>),
    /// Drafts whose key begins so.
    Drafts(String),
}

/// An answer to a [`Query`].
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// To `Board`.
    Board(Box<Board>),
    /// To `Preview`: id, lines oldest first, how many there are.
    Preview(String, Vec<LogLine>, u64),
    /// To `Incident`; `None` where it is gone.
    Incident(Box<Option<IncidentView>>),
    /// To `Search`.
    Found(Box<Found>),
    /// To `Due`.
    Due(Vec<Deadline>),
    /// To `Pressing`.
    Pressing(Vec<Deadline>),
    /// To `Vendors`.
    Vendors(Vec<VendorRow>),
    /// To `Vendor`: its id; `None` where it is gone.
    Vendor(String, Box<Option<VendorView>>),
    /// To `Subprocessors`.
    Subprocessors(Box<ListView>),
    /// To `Register`.
    Register(SubjectKind, Vec<Entry>),
    /// To `Closed`: the words asked for, whether it is a further page, the page.
    Closed(String, bool, Box<ClosedPage>),
    /// To `Drafts`.
    Drafts(Vec<(String, String)>),
}
