//! Why a typed time is not taken, as a sentence that says what would be.

use std::error::Error;
use std::fmt;

/// Why a typed time is not taken. Every kind keeps the words that were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedTimeError {
    /// The whole input had to be a time and is none.
    NotATime { typed: String },
    /// A line begins like a time, and is none that can be read.
    Unreadable { typed: String },
    /// The whole input had to be a date and is none.
    NotADate { typed: String },
    /// The time is still to come where only the past makes sense. `at`: the instant in words, in the zone shown.
    Future { typed: String, at: String },
    /// A day written out that no calendar has, such as 30 Feb.
    NoSuchDay { typed: String },
    /// The weekday does not fit the date; `is` is the day it falls on.
    WrongWeekday { typed: String, is: &'static str },
    /// A weekday alone, where it could be the last or the next.
    WhichWeek { typed: String },
}

impl fmt::Display for TypedTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotATime { typed } => write!(
                f,
                "\"{typed}\" is not a time that can be read; write 14:05, yesterday 23:10, -20m, 24 Nov 14:05 \
                 or 2026-11-24 14:05"
            ),
            Self::Unreadable { typed } => write!(
                f,
                "\"{typed}\" begins like a time and cannot be read as one; write 14:05, yesterday 23:10, -20m or \
                 24 Nov 14:05 and a space, or begin with \\ to keep it as words"
            ),
            Self::NotADate { typed } => write!(
                f,
                "\"{typed}\" is not a date that can be read; write 2026-11-24 or 24 Nov 2026"
            ),
            Self::Future { typed, at } => write!(
                f,
                "\"{typed}\" is {at}, which is still to come; write a time that has passed, or begin with \\ to \
                 keep it as words"
            ),
            Self::NoSuchDay { typed } => write!(
                f,
                "\"{typed}\" names a day that does not exist; write one that does, such as 28 Feb 14:05, or begin \
                 with \\ to keep it as words"
            ),
            Self::WrongWeekday { typed, is } => write!(
                f,
                "\"{typed}\" names the wrong weekday, that date is a {is}; leave the weekday away or write {is}"
            ),
            Self::WhichWeek { typed } => write!(
                f,
                "\"{typed}\" could be the last one or the next; write the date, such as 24 Nov 14:05"
            ),
        }
    }
}

impl Error for TypedTimeError {}
