//! Typed time: `14:05 blocked the token` is a moment and words.
//!
//! A line begins with a time when its first words have exactly one of these shapes, each followed by white space or
//! the end: `14:05` · `today 14:05` · `yesterday 23:10` · `-20m`, `-1h30m`, `-1h 30m`, `-2d` · `Sun 10:12` ·
//! `[Fri] 24 Nov [2026] 14:05` · `2026-11-24 14:05` · `2026-11-24T14:05[:00][Z|+01:00]`. Seconds may follow minutes.
//! Anything else is words, whatever it looks like: `14 hosts down`, `404 errors`, `-20 degrees`, `24 Nov we saw`. Only what
//! begins like one of them and cannot be read is refused, since a line that goes down as written now would hide the time
//! that was meant: `25:99 foo`, `14:05, foo`, `-20min foo`, `tomorrow 10:00 foo`, 31 Feb. A `\` in front keeps a line as
//! words. Times are read in the zone shown; DL-2 settles the hours that the clock skips or repeats.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};

use super::words::{
    NoSuchDay, ago, ago_continued, clock, day_of, is_like_ago, is_like_clock, iso_day, month, next_word, number,
    weekday,
};
use super::{Moment, TypedTimeError, Zone, full, truncated};

/// A day and month without a year lies at most this many days from now.
const HALF_YEAR: i64 = 183;

/// A line of the log as typed: the moment it begins with, if any, and the words after it, trimmed. The words may be
/// empty; whoever stores the line decides about that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedEntry {
    pub at: Option<Moment>,
    pub text: String,
}

/// Which moments are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allow {
    /// Not after now. A bare clock time later than now means yesterday, a weekday means the last one.
    Past,
    /// Any. A bare clock time means today, a weekday needs a date.
    Any,
}

/// Splits a log line into its time and its words. Refuses a time still to come, a day that does not exist, and what begins
/// like a time and is none.
pub fn parse_entry(input: &str, now: Moment, zone: Zone) -> Result<TypedEntry, TypedTimeError> {
    let line = input.trim();
    if let Some(words) = line.strip_prefix('\\') {
        return Ok(words_only(words));
    }
    let reader = Reader {
        now,
        zone,
        allow: Allow::Past,
    };
    match reader.leading_time(line)? {
        Some((at, rest)) => Ok(TypedEntry {
            at: Some(at),
            text: rest.to_owned(),
        }),
        None => Ok(words_only(line)),
    }
}

/// Reads input that has to be a time as a whole, such as the value of `--at`; `now` is one too.
pub fn parse_moment(input: &str, now: Moment, zone: Zone, allow: Allow) -> Result<Moment, TypedTimeError> {
    let typed = input.trim();
    if typed.eq_ignore_ascii_case("now") {
        return Ok(truncated(now));
    }
    match (Reader { now, zone, allow }).readable_time(typed)? {
        Some((at, "")) => Ok(at),
        _ => Err(TypedTimeError::NotATime {
            typed: typed.to_owned(),
        }),
    }
}

/// Reads a day: `2026-11-24` or `24 Nov 2026`.
pub fn parse_date(input: &str) -> Result<NaiveDate, TypedTimeError> {
    let typed = input.trim();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let day = match words[..] {
        [iso] => iso_day(iso),
        [day, name, year] => number(day, 1..=2)
            .zip(month(name))
            .zip(number(year, 4..=4))
            .map(|((day, month), year)| day_of(year, month, day).ok_or(NoSuchDay)),
        _ => None,
    };
    match day {
        Some(Ok(day)) => Ok(day),
        Some(Err(NoSuchDay)) => Err(TypedTimeError::NoSuchDay {
            typed: typed.to_owned(),
        }),
        None => Err(TypedTimeError::NotADate {
            typed: typed.to_owned(),
        }),
    }
}

fn words_only(words: &str) -> TypedEntry {
    TypedEntry {
        at: None,
        text: words.to_owned(),
    }
}

/// What a typed time is read against.
struct Reader {
    now: Moment,
    zone: Zone,
    allow: Allow,
}

/// A time at the front of a line and the rest of it, or nothing when the line begins with words.
type Leading<'a> = Result<Option<(Moment, &'a str)>, TypedTimeError>;

impl Reader {
    fn leading_time<'a>(&self, line: &'a str) -> Leading<'a> {
        let found = self.readable_time(line)?;
        match meant_as_time(line).filter(|_| found.is_none()) {
            Some(typed) => Err(TypedTimeError::Unreadable { typed }),
            None => Ok(found),
        }
    }

    fn readable_time<'a>(&self, line: &'a str) -> Leading<'a> {
        let Some((first, rest)) = next_word(line) else {
            return Ok(None);
        };
        if let Some(time) = clock(first) {
            return self.allowed(self.bare_clock(time), line, rest);
        }
        if let Some(step) = ago(first) {
            return self.ago(step, first, line, rest);
        }
        if first.starts_with(|c: char| c.is_ascii_digit()) && first.contains(['T', 't']) {
            return self.iso(first, line, rest);
        }
        self.day_and_clock(first, line, rest)
    }

    /// `14:05`: today's, or yesterday's where today's is still to come.
    fn bare_clock(&self, time: NaiveTime) -> Moment {
        let today = self.zone.day(self.now);
        let at = self.zone.instant(today.and_time(time));
        if self.allow == Allow::Past && at > self.now {
            return self.zone.instant(days_back(today, 1).and_time(time));
        }
        at
    }

    /// `-1h30m`, and `-1h 30m`, which nobody means as an hour and the words "30m".
    fn ago<'a>(&self, step: TimeDelta, first: &str, line: &'a str, rest: &'a str) -> Leading<'a> {
        let (step, rest) = next_word(rest)
            .and_then(|(word, after)| Some((ago_continued(first, word)?, after)))
            .unwrap_or((step, rest));
        let at = self.now.checked_sub_signed(step).unwrap_or(Moment::MIN_UTC);
        self.allowed(at, line, rest)
    }

    /// `2026-11-24T14:05`, with or without seconds and an offset.
    fn iso<'a>(&self, word: &str, line: &'a str, rest: &'a str) -> Leading<'a> {
        let Some((day, time)) = word.split_once(['T', 't']) else {
            return Ok(None);
        };
        let Some(day) = iso_day(day) else {
            return Ok(None);
        };
        let (time, offset) = match time.find(['Z', 'z', '+', '-']) {
            Some(at) => (&time[..at], Some(&time[at..])),
            None => (time, None),
        };
        let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
        let (Some(time), Some(millis)) = (clock(time), fraction_millis(fraction)) else {
            return Ok(None);
        };
        let Ok(day) = day else {
            return Err(no_such_day(line, rest));
        };
        let wall = day.and_time(time) + TimeDelta::milliseconds(millis);
        let at = match offset {
            None => self.zone.instant(wall),
            Some(offset) => match at_offset(wall, offset) {
                Some(at) => at,
                None => return Ok(None),
            },
        };
        self.allowed(at, line, rest)
    }

    /// A day in one to four words, then a clock time.
    fn day_and_clock<'a>(&self, first: &str, line: &'a str, rest: &'a str) -> Leading<'a> {
        let Some((second, after)) = next_word(rest) else {
            return Ok(None);
        };
        let today = self.zone.day(self.now);
        if let Some(time) = clock(second) {
            if first.eq_ignore_ascii_case("today") {
                return self.on(Some(today), time, line, after);
            }
            if first.eq_ignore_ascii_case("yesterday") {
                return self.on(Some(days_back(today, 1)), time, line, after);
            }
            if first.eq_ignore_ascii_case("tomorrow") {
                return self.on(today.succ_opt(), time, line, after);
            }
            if let Some(day) = iso_day(first) {
                return self.on(day.ok(), time, line, after);
            }
            return match weekday(first) {
                Some(_) if self.allow == Allow::Any => Err(TypedTimeError::WhichWeek {
                    typed: typed_part(line, after),
                }),
                Some(name) => self.allowed(self.last(name, time), line, after),
                None => Ok(None),
            };
        }
        match weekday(first) {
            Some(name) => self.calendar(Some(name), rest, line),
            None => self.calendar(None, line, line),
        }
    }

    /// `24 Nov 14:05`, `24 Nov 2026 14:05`; `name` is the weekday that stood before it.
    fn calendar<'a>(&self, name: Option<Weekday>, words: &'a str, line: &'a str) -> Leading<'a> {
        let Some((day, month, year, time, after)) = calendar_words(words) else {
            return Ok(None);
        };
        let found = match year {
            Some(year) => day_of(year, month, day),
            None => self.without_year(month, day, time),
        };
        if let (Some(found), Some(name)) = (found, name)
            && found.weekday() != name
        {
            return Err(TypedTimeError::WrongWeekday {
                typed: typed_part(line, after),
                is: weekday_name(found.weekday()),
            });
        }
        self.on(found, time, line, after)
    }

    /// The year that a day without one means. For the past: this year's, or last year's when this year's is still to
    /// come and last year's is the nearer (in January, `31 Dec`). Otherwise the nearest.
    fn without_year(&self, month: u32, day: u32, time: NaiveTime) -> Option<NaiveDate> {
        let today = self.zone.day(self.now);
        let year = u32::try_from(today.year()).ok()?;
        let in_year = |year: u32| day_of(year, month, day);
        let apart = |date: &NaiveDate| date.signed_duration_since(today).num_days().abs();
        let this = in_year(year);
        if self.allow == Allow::Past {
            let has_been = |date: &NaiveDate| self.zone.instant(date.and_time(time)) <= self.now;
            let last = in_year(year.saturating_sub(1)).filter(|date| apart(date) <= HALF_YEAR);
            return this.filter(has_been).or(last).or(this);
        }
        [this, in_year(year.saturating_sub(1)), in_year(year + 1)]
            .into_iter()
            .flatten()
            .min_by_key(apart)
    }

    /// The last such weekday whose `time` is not after now.
    fn last(&self, name: Weekday, time: NaiveTime) -> Moment {
        let today = self.zone.day(self.now);
        let back = u64::from(today.weekday().days_since(name));
        let at = self.zone.instant(days_back(today, back).and_time(time));
        if at > self.now {
            return self.zone.instant(days_back(today, back + 7).and_time(time));
        }
        at
    }

    fn on<'a>(&self, day: Option<NaiveDate>, time: NaiveTime, line: &'a str, rest: &'a str) -> Leading<'a> {
        match day {
            Some(day) => self.allowed(self.zone.instant(day.and_time(time)), line, rest),
            None => Err(no_such_day(line, rest)),
        }
    }

    fn allowed<'a>(&self, at: Moment, line: &'a str, rest: &'a str) -> Leading<'a> {
        let at = truncated(at);
        if self.allow == Allow::Past && at > self.now {
            return Err(TypedTimeError::Future {
                typed: typed_part(line, rest),
                at: full(at, self.now, self.zone),
            });
        }
        Ok(Some((at, rest)))
    }
}

/// The words at the front of a line that were meant as a time, by their looks.
fn meant_as_time(line: &str) -> Option<String> {
    let (first, rest) = next_word(line)?;
    let is_instant = || {
        let (day, time) = first.split_once(['T', 't'])?;
        (iso_day(day).is_some() && time.starts_with(|c: char| c.is_ascii_digit())).then_some(())
    };
    if is_like_clock(first) || is_like_ago(first) || is_instant().is_some() {
        return Some(first.to_owned());
    }
    let is_day = |word: &str| {
        let named = ["today", "yesterday", "tomorrow"];
        named.iter().any(|day| word.eq_ignore_ascii_case(day)) || weekday(word).is_some() || iso_day(word).is_some()
    };
    let (second, after) = next_word(rest)?;
    if is_day(first) && is_like_clock(second) {
        return Some(typed_part(line, after));
    }
    // `24 Nov 25:99`, perhaps with a weekday before or a year behind.
    let date = if weekday(first).is_some() { rest } else { line };
    let (day, rest) = next_word(date)?;
    let (name, rest) = next_word(rest)?;
    number(day, 1..=2).and(month(name))?;
    let (third, after) = next_word(rest)?;
    if is_like_clock(third) {
        return Some(typed_part(line, after));
    }
    let (fourth, after) = next_word(after)?;
    (number(third, 4..=4).is_some() && is_like_clock(fourth)).then(|| typed_part(line, after))
}

/// Day, month, year if written, time, and what follows.
fn calendar_words(words: &str) -> Option<(u32, u32, Option<u32>, NaiveTime, &str)> {
    let (day, rest) = next_word(words)?;
    let day = number(day, 1..=2)?;
    let (name, rest) = next_word(rest)?;
    let month = month(name)?;
    let (third, rest) = next_word(rest)?;
    if let Some(time) = clock(third) {
        return Some((day, month, None, time, rest));
    }
    let year = number(third, 4..=4)?;
    let (fourth, rest) = next_word(rest)?;
    Some((day, month, Some(year), clock(fourth)?, rest))
}

/// Up to nine digits of a second, as whole milliseconds; none is zero.
fn fraction_millis(digits: &str) -> Option<i64> {
    if digits.is_empty() {
        return Some(0);
    }
    number(digits, 1..=9)?;
    let padded = format!("{digits:0<3}");
    number(&padded[..3], 3..=3).map(i64::from)
}

/// `Z`, `+01:00`, `+0100` or `+01`.
fn at_offset(wall: NaiveDateTime, offset: &str) -> Option<Moment> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(wall.and_utc());
    }
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let digits = offset.get(1..)?.replace(':', "");
    let number = number(&digits, 2..=4).filter(|_| digits.len() != 3)?;
    let minutes = if digits.len() == 2 {
        number * 60
    } else {
        number / 100 * 60 + number % 100
    };
    if minutes > 18 * 60 {
        return None;
    }
    let east = TimeDelta::minutes(i64::from(minutes) * sign);
    let at: DateTime<Utc> = wall.and_utc();
    at.checked_sub_signed(east)
}

fn days_back(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Mon",
        Weekday::Tue => "Tue",
        Weekday::Wed => "Wed",
        Weekday::Thu => "Thu",
        Weekday::Fri => "Fri",
        Weekday::Sat => "Sat",
        Weekday::Sun => "Sun",
    }
}

fn no_such_day(line: &str, rest: &str) -> TypedTimeError {
    TypedTimeError::NoSuchDay {
        typed: typed_part(line, rest),
    }
}

/// The part of the line that was read as a time.
fn typed_part(line: &str, rest: &str) -> String {
    line.strip_suffix(rest).unwrap_or(line).trim().to_owned()
}

#[cfg(test)]
#[path = "typed_tests.rs"]
mod tests;
