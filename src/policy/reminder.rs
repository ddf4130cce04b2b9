//! When deadlines are said, as the policy states it (DL-3): one rule a kind, what it leaves out as for its unit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Policy;
use super::section::{NONE, Section};
use super::window::{Window, WindowError};

/// The rule for clocks that count hours, and the one for all others: what each kind's own rule leaves out.
const UNITS: [&str; 2] = ["hours", "days"];

/// A length of time, or the word that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lapse {
    /// It does not happen.
    Never,
    /// So long.
    After(Window),
}

impl Lapse {
    /// The length, if there is one.
    pub fn window(self) -> Option<Window> {
        match self {
            Self::Never => None,
            Self::After(window) => Some(window),
        }
    }
}

impl fmt::Display for Lapse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => f.write_str(NONE),
            Self::After(window) => window.fmt(f),
        }
    }
}

impl FromStr for Lapse {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().eq_ignore_ascii_case(NONE) {
            return Ok(Self::Never);
        }
        steady(text).map(Self::After)
    }
}

impl Serialize for Lapse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Lapse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// What the policy says of one kind; `None`: as for its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderRule {
    /// Kind of deadline, `hours` or `days`.
    pub key: String,
    /// How long before the due time it is said, the longest first.
    pub before: Option<Vec<Window>>,
    /// How often it is said while it is late.
    pub late_every: Option<Lapse>,
    /// From when on a late one is said once a week.
    pub weekly_after: Option<Lapse>,
    /// From how much left it is critical.
    pub urgent_within: Option<Lapse>,
    /// How long a late one is quiet after somebody acknowledged it.
    pub acknowledged: Option<Lapse>,
}

/// A rule with nothing left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderTimes {
    /// How long before the due time it is said, the longest first.
    pub before: Vec<Window>,
    /// How often it is said while it is late; `None`: not again.
    pub late_every: Option<Window>,
    /// From when on a late one is said once a week; `None`: never.
    pub weekly_after: Option<Window>,
    /// From how much left it is critical; `None`: never.
    pub urgent_within: Option<Window>,
    /// How long a late one is quiet after somebody acknowledged it; `None`: not at all.
    pub acknowledged: Option<Window>,
}

impl Policy {
    /// The same of a deadline of this rule: how long before, the rule may say itself.
    pub fn reminder_of(&self, rule: &str, kind: &str, counts_hours: bool) -> ReminderTimes {
        let mut times = self.reminder(kind, counts_hours);
        if let Some(rule) = self.obligation(rule).filter(|rule| !rule.reminders.is_empty()) {
            times.before.clone_from(&rule.reminders);
        }
        times
    }

    /// When a deadline of this kind is said. `counts_hours`: does its clock count hours?
    ///
    /// A policy that was adopted before there were reminders, or before there was this kind, says nothing of it: then
    /// what ships holds.
    pub fn reminder(&self, kind: &str, counts_hours: bool) -> ReminderTimes {
        let unit = if counts_hours { UNITS[0] } else { UNITS[1] };
        let own = self.reminder_rules(kind, unit);
        let shipped = || Self::shipped().reminder_rules(kind, unit);
        let before = first(&own, |rule| rule.before.clone()).or_else(|| first(&shipped(), |rule| rule.before.clone()));
        let lapse = |field: fn(&ReminderRule) -> Option<Lapse>| {
            first(&own, field)
                .or_else(|| first(&shipped(), field))
                .and_then(Lapse::window)
        };
        ReminderTimes {
            before: before.unwrap_or_default(),
            late_every: lapse(|rule| rule.late_every),
            weekly_after: lapse(|rule| rule.weekly_after),
            urgent_within: lapse(|rule| rule.urgent_within),
            acknowledged: lapse(|rule| rule.acknowledged),
        }
    }

    /// The rules that speak of a kind, its own first.
    fn reminder_rules<'a>(&'a self, kind: &str, unit: &str) -> Vec<&'a ReminderRule> {
        let named = |key: &str| self.reminders.iter().find(|rule| rule.key == key);
        [named(kind), named(unit)].into_iter().flatten().collect()
    }
}

/// What the first rule that says anything says.
fn first<T>(rules: &[&ReminderRule], field: impl Fn(&ReminderRule) -> Option<T>) -> Option<T> {
    rules.iter().find_map(|rule| field(rule))
}

/// Reads the table; its kinds are those of the built-in policy.
pub(super) fn rules(section: &Section<'_>) -> Option<Vec<ReminderRule>> {
    let rules: Vec<Option<ReminderRule>> = section
        .kinds()
        .into_iter()
        .map(|(key, section)| rule(key.to_owned(), section))
        .collect();
    rules.into_iter().collect()
}

fn rule(key: String, section: Section<'_>) -> Option<ReminderRule> {
    let is_unit = UNITS.contains(&key.as_str());
    let before = if is_unit || section.has("before") {
        before(&section, "before").map(Some)
    } else {
        section.passes_over("before");
        Some(None)
    };
    let lapse = |name| {
        if is_unit || section.has(name) {
            section.parsed::<Lapse>(name).map(Some)
        } else {
            section.passes_over(name);
            Some(None)
        }
    };
    let (late_every, weekly_after) = (lapse("late_every"), lapse("weekly_after"));
    let (urgent_within, acknowledged) = (lapse("urgent_within"), lapse("acknowledged"));
    section.finish();
    Some(ReminderRule {
        key,
        before: before?,
        late_every: late_every?,
        weekly_after: weekly_after?,
        urgent_within: urgent_within?,
        acknowledged: acknowledged?,
    })
}

/// Times before a due time under this name, the longest first.
pub(super) fn before(section: &Section<'_>, name: &'static str) -> Option<Vec<Window>> {
    section.list(name, steady).map(|mut windows| {
        windows.sort_by_key(|window| std::cmp::Reverse(minutes(*window)));
        windows.dedup();
        windows
    })
}

/// A window that can be counted back from a due time: hours and minutes, or days.
fn steady(text: &str) -> Result<Window, String> {
    let window: Window = text.parse().map_err(|error: WindowError| error.to_string())?;
    match window {
        Window::Elapsed(_) | Window::Days(_) => Ok(window),
        Window::BusinessHours(_) | Window::BusinessDays(_) | Window::Months(_) => {
            Err(format!("`{text}` cannot be counted back; write hours, minutes or days"))
        }
    }
}

/// For sorting alone.
fn minutes(window: Window) -> u64 {
    match window {
        Window::Elapsed(minutes) => minutes.into(),
        Window::Days(days) | Window::BusinessDays(days) => u64::from(days) * 1440,
        Window::BusinessHours(hours) => u64::from(hours) * 60,
        Window::Months(months) => u64::from(months) * 43_200,
    }
}
