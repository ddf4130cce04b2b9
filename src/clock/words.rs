//! The single words a typed time is made of. Each function says what one word means, or that it is none of these.

use chrono::{NaiveDate, NaiveTime, TimeDelta, Weekday};

/// Takes the first word off `text`: the word, and the rest without leading white space.
pub(super) fn next_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if text.is_empty() {
        return None;
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    Some((word, rest.trim_start()))
}

/// `14:05`, `9:05`, `14:05:33`: hours 0 to 23, two digits of minutes.
pub(super) fn clock(word: &str) -> Option<NaiveTime> {
    let mut parts = word.split(':');
    let hour = number(parts.next()?, 1..=2)?;
    let minute = number(parts.next()?, 2..=2)?;
    let second = parts.next().map_or(Some(0), |part| number(part, 2..=2))?;
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Was a clock time meant, though it is none: `25:99`, `14:5`, `14:05,`, `2:05pm`? Not so `1:1`, `14:05-14:20`, nor the
/// beginning of an address.
pub(super) fn is_like_clock(word: &str) -> bool {
    let Some((hours, rest)) = word.split_once(':') else {
        return false;
    };
    let (minutes, mut rest) = digits(rest);
    if number(hours, 1..=2).is_none() || minutes.is_empty() || minutes.len() > 2 || hours.len() + minutes.len() < 3 {
        return false;
    }
    if let Some(more) = rest.strip_prefix(':') {
        let (seconds, after) = digits(more);
        rest = match seconds.len() {
            2 => after,
            0 if after.is_empty() => "",
            _ => return false,
        };
    }
    let is_unit = rest.len() <= 4 && rest.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_unit || rest.starts_with([',', ';', '.', ')'])
}

/// Was a time ago meant, though it is none: `-20min`, `-2hrs`, `-30m1h`? Not so `-20` and `-20 degrees`.
pub(super) fn is_like_ago(word: &str) -> bool {
    let Some((count, rest)) = word.strip_prefix('-').map(digits) else {
        return false;
    };
    let unit = rest.bytes().next().map(|byte| byte.to_ascii_lowercase());
    !count.is_empty() && matches!(unit, Some(b'd' | b'h' | b'm'))
}

/// The digits at the front, and the rest.
fn digits(word: &str) -> (&str, &str) {
    word.split_at(word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len()))
}

/// `-20m`, `-1h30m`, `-2d`: how long ago; days, hours, minutes in this order, up to four digits each.
pub(super) fn ago(word: &str) -> Option<TimeDelta> {
    let (total, _) = units(word.strip_prefix('-')?, Unit::Day)?;
    Some(total)
}

/// The second half of `-1h 30m`: the time ago that both halves say, when `word` goes on where `first` ended.
pub(super) fn ago_continued(first: &str, word: &str) -> Option<TimeDelta> {
    let (begun, after) = units(first.strip_prefix('-')?, Unit::Day)?;
    let (more, _) = units(word, after?)?;
    Some(begun + more)
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Day,
    Hour,
    Minute,
}

/// Reads `1d2h3m` from the unit `from` down: the sum, and the unit that could still follow.
fn units(mut word: &str, from: Unit) -> Option<(TimeDelta, Option<Unit>)> {
    let mut total = TimeDelta::zero();
    let mut allowed = Some(from);
    if word.is_empty() {
        return None;
    }
    while !word.is_empty() {
        let end = word.find(|c: char| !c.is_ascii_digit())?;
        let count = i64::from(number(&word[..end], 1..=4)?);
        let least = allowed?;
        let (unit, step, next) = match word.as_bytes().get(end)? {
            b'd' => (Unit::Day, TimeDelta::days(count), Some(Unit::Hour)),
            b'h' => (Unit::Hour, TimeDelta::hours(count), Some(Unit::Minute)),
            b'm' => (Unit::Minute, TimeDelta::minutes(count), None),
            _ => return None,
        };
        if (unit as u8) < (least as u8) {
            return None;
        }
        total += step;
        allowed = next;
        word = &word[end + 1..];
    }
    Some((total, allowed))
}

/// `Sun` or `Sunday`, in any letter case.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let at = named(word, &NAMES)?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

/// `Nov` or `November`, in any letter case: 1 to 12.
pub(super) fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    Some(u32::try_from(named(word, &NAMES)?).ok()? + 1)
}

fn named(word: &str, names: &[&str]) -> Option<usize> {
    names
        .iter()
        .position(|name| word.eq_ignore_ascii_case(name) || word.eq_ignore_ascii_case(&name[..3]))
}

/// The shape of a day, but no day of the calendar.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoSuchDay;

/// `2026-11-24` by its shape; inside, the day, where there is such a day.
pub(super) fn iso_day(word: &str) -> Option<Result<NaiveDate, NoSuchDay>> {
    let mut parts = word.split('-');
    let year = number(parts.next()?, 4..=4)?;
    let month = number(parts.next()?, 2..=2)?;
    let day = number(parts.next()?, 2..=2)?;
    if parts.next().is_some() {
        return None;
    }
    Some(day_of(year, month, day).ok_or(NoSuchDay))
}

/// A day of the years 1 to 9999.
pub(super) fn day_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// A number in plain digits, as many as `digits` allows.
pub(super) fn number(word: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    if !digits.contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    word.parse().ok()
}
