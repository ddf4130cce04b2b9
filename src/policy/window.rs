//! Lengths of time as a policy states them: "72h", "1 business hour", "14 days", "12 months" (DL-2).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How long something may take. The unit is part of the meaning: 24 hours and one day differ across daylight saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Window {
    /// Minutes that pass whatever the calendar says.
    Elapsed(u32),
    /// Hours that count only while the business is open.
    BusinessHours(u32),
    /// Calendar days at the same local wall clock.
    Days(u32),
    /// Working days at the same local wall clock.
    BusinessDays(u32),
    /// Calendar months at the same local wall clock, cut to the last day of a shorter month.
    Months(u32),
}

/// Why a text is not a window. Says what was written and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowError {
    /// The text is of no form known here.
    Unreadable(String),
    /// Zero of something.
    Empty(String),
    /// More than can be counted.
    TooLong(String),
}

impl fmt::Display for WindowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(text) => {
                write!(
                    f,
                    "`{text}` is no window; write one like 72h, 30m, 1 business hour, 14 days or 12 months"
                )
            }
            Self::Empty(text) => write!(f, "`{text}` leaves no time at all; a window is longer than nothing"),
            Self::TooLong(text) => write!(f, "`{text}` is longer than can be counted"),
        }
    }
}

impl std::error::Error for WindowError {}

impl Window {
    /// Whether it runs by the clock (elapsed or business hours) and not by dates.
    pub fn counts_hours(&self) -> bool {
        matches!(self, Self::Elapsed(_) | Self::BusinessHours(_))
    }

    /// How many of its own unit it holds: minutes, hours, days or months.
    fn amount(self) -> u32 {
        match self {
            Self::Elapsed(n) | Self::BusinessHours(n) | Self::Days(n) | Self::BusinessDays(n) | Self::Months(n) => n,
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match *self {
            Self::Elapsed(minutes) => {
                return match (minutes / 60, minutes % 60) {
                    (0, minutes) => write!(f, "{minutes} m"),
                    (hours, 0) => write!(f, "{hours} h"),
                    (hours, minutes) => write!(f, "{hours} h {minutes} m"),
                };
            }
            Self::BusinessHours(_) => "business hour",
            Self::Days(_) => "day",
            Self::BusinessDays(_) => "business day",
            Self::Months(_) => "month",
        };
        let amount = self.amount();
        write!(f, "{amount} {unit}{}", if amount == 1 { "" } else { "s" })
    }
}

impl FromStr for Window {
    type Err = WindowError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let window = match counted(text)? {
            Some(window) => window,
            None => elapsed(text)?,
        };
        if window.amount() == 0 {
            Err(WindowError::Empty(text.to_owned()))
        } else {
            Ok(window)
        }
    }
}

/// Reads "14 days" and its kin: one number and one unit that the calendar counts. `None` for any other form.
fn counted(text: &str) -> Result<Option<Window>, WindowError> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let unit = unit.to_ascii_lowercase();
    let words: Vec<&str> = unit.split_whitespace().collect();
    let (build, factor): (fn(u32) -> Window, u32) = match words.as_slice() {
        ["business", "hour" | "hours" | "h"] => (Window::BusinessHours, 1),
        ["business", "day" | "days" | "d"] => (Window::BusinessDays, 1),
        ["day" | "days" | "d"] => (Window::Days, 1),
        ["week" | "weeks" | "w"] => (Window::Days, 7),
        ["month" | "months"] => (Window::Months, 1),
        ["year" | "years" | "y"] => (Window::Months, 12),
        _ => return Ok(None),
    };
    if number.is_empty() {
        return Ok(None);
    }
    let amount = number.parse::<u32>().ok().and_then(|amount| amount.checked_mul(factor));
    amount
        .map(|amount| Some(build(amount)))
        .ok_or_else(|| WindowError::TooLong(text.to_owned()))
}

/// Reads "1h 30m". Only hours and minutes: "1 day 2 hours" would not say whether its day follows the wall clock.
fn elapsed(text: &str) -> Result<Window, WindowError> {
    let unreadable = || WindowError::Unreadable(text.to_owned());
    let known = |unit: &str| {
        matches!(
            unit,
            "h" | "hr" | "hrs" | "hour" | "hours" | "m" | "min" | "mins" | "minute" | "minutes"
        )
    };
    if !text
        .split(|c: char| !c.is_alphabetic())
        .filter(|unit| !unit.is_empty())
        .all(known)
    {
        return Err(unreadable());
    }
    let duration = humantime::parse_duration(text).map_err(|error| match error {
        humantime::DurationError::NumberOverflow => WindowError::TooLong(text.to_owned()),
        _ => unreadable(),
    })?;
    if duration.as_secs() % 60 != 0 || duration.subsec_nanos() != 0 {
        return Err(unreadable());
    }
    let minutes = u32::try_from(duration.as_secs() / 60).map_err(|_| WindowError::TooLong(text.to_owned()))?;
    Ok(Window::Elapsed(minutes))
}

impl Serialize for Window {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Window {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read_as_people_write_them() {
        for (text, window) in [
            ("72h", Window::Elapsed(72 * 60)),
            ("5m", Window::Elapsed(5)),
            ("5 min", Window::Elapsed(5)),
            ("1h 30m", Window::Elapsed(90)),
            ("1h30m", Window::Elapsed(90)),
            (" 4 hours ", Window::Elapsed(240)),
            ("1 business hour", Window::BusinessHours(1)),
            ("8 Business Hours", Window::BusinessHours(8)),
            ("14 days", Window::Days(14)),
            ("14d", Window::Days(14)),
            ("2 weeks", Window::Days(14)),
            ("2 business days", Window::BusinessDays(2)),
            ("12 months", Window::Months(12)),
            ("2 years", Window::Months(24)),
        ] {
            assert_eq!(text.parse(), Ok(window), "{text}");
        }
    }

    #[test]
    fn windows_are_shown_in_words_that_read_back_as_the_same() {
        for (window, words) in [
            (Window::Elapsed(72 * 60), "72 h"),
            (Window::Elapsed(5), "5 m"),
            (Window::Elapsed(90), "1 h 30 m"),
            (Window::BusinessHours(1), "1 business hour"),
            (Window::Days(1), "1 day"),
            (Window::BusinessDays(2), "2 business days"),
            (Window::Months(12), "12 months"),
        ] {
            assert_eq!(window.to_string(), words);
            assert_eq!(words.parse(), Ok(window));
        }
    }

    #[test]
    fn what_is_no_window_says_why() {
        let message = |text: &str| text.parse::<Window>().unwrap_err().to_string();
        for text in [
            "",
            "soon",
            "14",
            "days",
            "30s",
            "1 day 2 hours",
            "1M",
            "-3 days",
            "90 business",
        ] {
            assert!(message(text).contains("is no window"), "{text}: {}", message(text));
        }
        assert!(message("0h").contains("leaves no time"));
        assert!(message("0 business days").contains("leaves no time"));
        assert!(message("99999999999 days").contains("longer than can be counted"));
        assert!(message("4000000000 weeks").contains("longer than can be counted"));
        assert!(message("99999999999h").contains("longer than can be counted"));
    }

    #[test]
    fn only_hours_run_by_the_clock() {
        assert!(Window::Elapsed(1).counts_hours() && Window::BusinessHours(1).counts_hours());
        assert!(!Window::Days(1).counts_hours() && !Window::BusinessDays(1).counts_hours());
        assert!(!Window::Months(1).counts_hours());
    }
}
