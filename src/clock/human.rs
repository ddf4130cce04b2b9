//! Durations as words: `8 d`, `2 d 12 h`, `3 h 57 m`, `! 38 m`, `2 d late`; never `61:12:08`, never a bare number.
//!
//! Everything is rounded **down** to the unit shown, so that a deadline never looks further away than it is. The
//! one exception is the first minute after the due time: it says `1 m late`, since `0 m late` would say nothing.

use chrono::TimeDelta;

use super::Moment;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// A deadline that counts hours goes on in hours until this many.
const HOURS_SHOWN: i64 = 100;
/// Seconds are shown only below this.
const SECONDS_BELOW: i64 = 10 * MINUTE;

/// What to show for a due time: the words and how loud they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countdown {
    pub text: String,
    pub tone: Tone,
}

/// How near a due time is. It depends on the time left alone, never on the unit in which that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Three days or more.
    Far,
    /// One day to three.
    Near,
    /// Less than a day.
    Soon,
    /// Less than an hour; the text begins with `!`.
    Urgent,
    /// The due time has passed; the text says "late".
    Late,
}

impl Tone {
    fn of(seconds_left: i64) -> Tone {
        match seconds_left {
            ..0 => Tone::Late,
            0..HOUR => Tone::Urgent,
            HOUR..DAY => Tone::Soon,
            _ if seconds_left < 3 * DAY => Tone::Near,
            _ => Tone::Far,
        }
    }
}

/// The countdown to `due`. `counts_hours`: the rule is written in hours, so hours stay up to 100. `seconds`: show
/// them when less than ten minutes are left. At the due instant itself nothing is late yet.
pub fn countdown(due: Moment, now: Moment, counts_hours: bool, seconds: bool) -> Countdown {
    let left = due.signed_duration_since(now);
    if left < TimeDelta::zero() {
        return Countdown {
            text: late(ceil_seconds(-left), counts_hours),
            tone: Tone::Late,
        };
    }
    let left = left.num_seconds();
    let tone = Tone::of(left);
    let text = match tone {
        Tone::Urgent if seconds && left < MINUTE => counts("! ", &[(left, " s")]),
        Tone::Urgent if seconds && left < SECONDS_BELOW => {
            counts("! ", &[(left / MINUTE, " m "), (left % MINUTE, " s")])
        }
        Tone::Urgent | Tone::Late => counts("! ", &[(left / MINUTE, " m")]),
        Tone::Near | Tone::Far if !(counts_hours && left < HOURS_SHOWN * HOUR) => days(left),
        Tone::Soon | Tone::Near | Tone::Far => hours_minutes(left),
    };
    Countdown { text, tone }
}

/// `3 d`, `11 h`, `22 m`: how long ago something was, in its largest unit. Negative durations are `0 m`.
pub fn age(since: TimeDelta) -> String {
    let seconds = since.num_seconds().max(0);
    match seconds {
        0..HOUR => counts("", &[(seconds / MINUTE, " m")]),
        HOUR..DAY => counts("", &[(seconds / HOUR, " h")]),
        _ => counts("", &[(seconds / DAY, " d")]),
    }
}

/// `2 d 12 h 48 m`, `11 h 23 m`, `38 m`: a duration to the minute. Negative durations are `0 m`.
pub fn span_long(span: TimeDelta) -> String {
    let seconds = span.num_seconds().max(0);
    if seconds < DAY {
        return hours_minutes(seconds);
    }
    let (hours, minutes) = (seconds % DAY / HOUR, seconds % HOUR / MINUTE);
    counts("", &[(seconds / DAY, " d "), (hours, " h "), (minutes, " m")])
}

/// The part of the time between `start` and `due` that is used at `now`, 0.0 to 1.0: how full the meter is.
pub fn used_fraction(start: Moment, due: Moment, now: Moment) -> f32 {
    let whole = due.signed_duration_since(start).num_milliseconds();
    let used = now.signed_duration_since(start).num_milliseconds();
    if used >= whole {
        return 1.0;
    }
    if used <= 0 {
        return 0.0;
    }
    // Thousandths are finer than any meter, and 0 to 1000 is exact in a float.
    let thousandths = i128::from(used) * 1000 / i128::from(whole);
    f32::from(u16::try_from(thousandths).unwrap_or(1000)) / 1000.0
}

fn late(seconds: i64, counts_hours: bool) -> String {
    match seconds {
        ..HOUR => counts("", &[((seconds / MINUTE).max(1), " m late")]),
        _ if seconds < DAY || (counts_hours && seconds < HOURS_SHOWN * HOUR) => {
            counts("", &[(seconds / HOUR, " h late")])
        }
        _ => counts("", &[(seconds / DAY, " d late")]),
    }
}

fn days(seconds: i64) -> String {
    if seconds >= 3 * DAY {
        return counts("", &[(seconds / DAY, " d")]);
    }
    counts("", &[(seconds / DAY, " d "), (seconds % DAY / HOUR, " h")])
}

fn hours_minutes(seconds: i64) -> String {
    if seconds < HOUR {
        return counts("", &[(seconds / MINUTE, " m")]);
    }
    counts("", &[(seconds / HOUR, " h "), (seconds % HOUR / MINUTE, " m")])
}

/// Numbers, none negative, each with what follows it; those after the first have two digits at least. A frame holds
/// dozens of these, and a pattern would be read each time.
fn counts(start: &str, parts: &[(i64, &str)]) -> String {
    let mut words = String::with_capacity(24);
    words.push_str(start);
    for (index, (number, unit)) in parts.iter().enumerate() {
        if index > 0 && *number < 10 {
            words.push('0');
        }
        push_number(&mut words, number.unsigned_abs());
        words.push_str(unit);
    }
    words
}

fn push_number(words: &mut String, number: u64) {
    if number >= 10 {
        push_number(words, number / 10);
    }
    words.extend(
        u32::try_from(number % 10)
            .ok()
            .and_then(|digit| char::from_digit(digit, 10)),
    );
}

/// Lateness is rounded up to whole seconds, so that a due time passed by a millisecond is passed.
fn ceil_seconds(span: TimeDelta) -> i64 {
    span.num_seconds() + i64::from(span.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;
    use proptest::prelude::*;

    const EPOCH: i64 = 1_795_000_000_000;

    fn left(seconds: i64, counts_hours: bool, show_seconds: bool) -> (String, Tone) {
        let now = from_millis(EPOCH);
        let due = from_millis(EPOCH + seconds * 1000);
        let Countdown { text, tone } = countdown(due, now, counts_hours, show_seconds);
        (text, tone)
    }

    fn shows(seconds: i64, text: &str, tone: Tone) {
        assert_eq!(left(seconds, false, false), (text.to_owned(), tone));
    }

    #[test]
    fn countdown_is_written_as_the_look_says() {
        shows(8 * DAY + 5 * HOUR, "8 d", Tone::Far);
        shows(3 * DAY, "3 d", Tone::Far);
        shows(3 * DAY - 1, "2 d 23 h", Tone::Near);
        shows(2 * DAY + 12 * HOUR + 48 * MINUTE, "2 d 12 h", Tone::Near);
        shows(DAY + 2 * HOUR, "1 d 02 h", Tone::Near);
        shows(DAY, "1 d 00 h", Tone::Near);
        shows(DAY - 1, "23 h 59 m", Tone::Soon);
        shows(3 * HOUR + 57 * MINUTE, "3 h 57 m", Tone::Soon);
        shows(11 * HOUR + 5 * MINUTE, "11 h 05 m", Tone::Soon);
        shows(HOUR, "1 h 00 m", Tone::Soon);
        shows(38 * MINUTE + 59, "! 38 m", Tone::Urgent);
        shows(0, "! 0 m", Tone::Urgent);
    }

    #[test]
    fn what_is_past_says_late() {
        shows(-1, "1 m late", Tone::Late);
        shows(-12 * MINUTE - 30, "12 m late", Tone::Late);
        shows(-3 * HOUR, "3 h late", Tone::Late);
        shows(-2 * DAY - 23 * HOUR, "2 d late", Tone::Late);
        let a_hair = countdown(from_millis(EPOCH), from_millis(EPOCH + 1), false, true);
        assert_eq!(a_hair.tone, Tone::Late);
        assert_eq!(left(-30 * HOUR, true, false).0, "30 h late");
        assert_eq!(left(-100 * HOUR, true, false).0, "4 d late");
    }

    #[test]
    fn deadline_counted_in_hours_stays_in_hours_up_to_a_hundred() {
        let hours = |seconds| left(seconds, true, false);
        assert_eq!(hours(60 * HOUR + 48 * MINUTE), ("60 h 48 m".into(), Tone::Near));
        assert_eq!(hours(100 * HOUR - 1), ("99 h 59 m".into(), Tone::Far));
        assert_eq!(hours(100 * HOUR), ("4 d".into(), Tone::Far));
    }

    #[test]
    fn seconds_show_only_under_ten_minutes() {
        assert_eq!(left(9 * MINUTE + 12, false, true).0, "! 9 m 12 s");
        assert_eq!(left(9 * MINUTE + 5, false, true).0, "! 9 m 05 s");
        assert_eq!(left(10 * MINUTE, false, true).0, "! 10 m");
        assert_eq!(left(42, false, true).0, "! 42 s");
        assert_eq!(left(9 * MINUTE + 12, false, false).0, "! 9 m");
    }

    #[test]
    fn ages_and_spans_are_rounded_down() {
        assert_eq!(age(TimeDelta::minutes(22)), "22 m");
        assert_eq!(age(TimeDelta::minutes(11 * 60 + 59)), "11 h");
        assert_eq!(age(TimeDelta::hours(80)), "3 d");
        assert_eq!(age(TimeDelta::seconds(-5)), "0 m");
        assert_eq!(span_long(TimeDelta::minutes(11 * 60 + 23)), "11 h 23 m");
        assert_eq!(span_long(TimeDelta::minutes(60 * 60 + 48)), "2 d 12 h 48 m");
        assert_eq!(span_long(TimeDelta::seconds(59)), "0 m");
    }

    #[test]
    fn meter_fills_from_start_to_due() {
        let at = from_millis;
        let near = |a: f32, b: f32| (a - b).abs() < 0.001;
        assert!(near(used_fraction(at(0), at(1000), at(250)), 0.25));
        assert!(near(used_fraction(at(0), at(1000), at(-5)), 0.0));
        assert!(near(used_fraction(at(0), at(1000), at(5000)), 1.0));
        assert!(near(used_fraction(at(1000), at(1000), at(1000)), 1.0));
        assert!(near(used_fraction(at(i64::MIN), at(i64::MAX), at(i64::MAX)), 1.0));
    }

    /// Reads a countdown back into seconds, as a person would.
    fn read(text: &str) -> i64 {
        let words: Vec<&str> = text.trim_start_matches("! ").split(' ').collect();
        words
            .chunks(2)
            .map(|pair| {
                let unit = match pair[1] {
                    "d" => DAY,
                    "h" => HOUR,
                    "m" => MINUTE,
                    _ => 1,
                };
                pair[0].parse::<i64>().unwrap() * unit
            })
            .sum()
    }

    proptest! {
        #[test]
        fn deadline_never_looks_further_away_than_it_is(
            millis in 0..400 * DAY * 1000, hours in any::<bool>(), seconds in any::<bool>(),
        ) {
            let shown = countdown(from_millis(EPOCH + millis), from_millis(EPOCH), hours, seconds);
            let read = read(&shown.text) * 1000;
            prop_assert!(read <= millis && millis - read < DAY * 1000);
        }

        #[test]
        fn tone_only_grows_as_time_passes(a in -9 * DAY..9 * DAY, b in -9 * DAY..9 * DAY) {
            let (more, less) = (a.max(b), a.min(b));
            prop_assert!(left(more, false, false).1 <= left(less, false, false).1);
        }
    }
}
