//! From a start and a window to a due time (DL-2).

use chrono::{Days, Months, NaiveDate, NaiveTime, TimeDelta};

use super::{Calendar, both_readings, earliest, latest};
use crate::clock::Moment;
use crate::policy::window::Window;

/// How far ahead to look for working days: a century. Past it, or where there are none, business time counts as elapsed.
pub(super) const HORIZON_DAYS: usize = 36_525;

/// Which of two possible due times is meant where the calendar allows both.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// A deadline is strict: the earlier.
    Earlier,
    /// A notice period is a minimum: the later.
    Later,
}

impl Calendar {
    /// When something started at `start` is due. The earlier reading: business hours that run out exactly at closing are
    /// due then; a wall time that comes twice means the first.
    pub fn due(&self, start: Moment, window: &Window) -> Moment {
        self.count(start, *window, Reading::Earlier)
    }

    /// When a period that is a minimum has passed (VM-9). The later reading: business hours that run out exactly at
    /// closing last until the next opening; a wall time that comes twice means the second.
    pub fn due_at_least(&self, start: Moment, window: &Window) -> Moment {
        self.count(start, *window, Reading::Later)
    }

    /// When something that started on a bare date is due. Days and months: at the end of the day reached. Hours: counted
    /// from the first instant of the date, the strictest start it allows.
    pub fn due_from_date(&self, start: NaiveDate, window: &Window) -> Moment {
        let reached = match *window {
            Window::Elapsed(_) | Window::BusinessHours(_) => {
                return self.due(self.resolve(start.and_time(NaiveTime::MIN)), window);
            }
            Window::Days(days) => start.checked_add_days(Days::new(days.into())),
            Window::Months(months) => start.checked_add_months(Months::new(months)),
            Window::BusinessDays(days) => self.working_day_after(start, days),
        };
        self.end_of_day(reached.unwrap_or(NaiveDate::MAX))
    }

    fn count(&self, start: Moment, window: Window, reading: Reading) -> Moment {
        let start = start.clamp(earliest(), latest());
        let local = self.local(start).naive_local();
        let date = match window {
            Window::Elapsed(minutes) => return after(start, TimeDelta::minutes(minutes.into())),
            Window::BusinessHours(hours) => {
                return self.business_due(start, TimeDelta::hours(hours.into()), reading);
            }
            Window::Days(days) => local.date().checked_add_days(Days::new(days.into())),
            Window::Months(months) => local.date().checked_add_months(Months::new(months)),
            Window::BusinessDays(days) => self.working_day_after(local.date(), days),
        };
        let Some(date) = date else { return latest() };
        let (earlier, later) = both_readings(self.zone, date.and_time(local.time()));
        let due = if reading == Reading::Earlier { earlier } else { later };
        due.clamp(start, latest())
    }

    /// Uses up `left` of business time from `start` on.
    fn business_due(&self, start: Moment, mut left: TimeDelta, reading: Reading) -> Moment {
        let elapsed = after(start, left);
        let first = self.local(start).date_naive();
        for date in first
            .iter_days()
            .take(HORIZON_DAYS)
            .filter(|&date| self.is_working_day(date))
        {
            let (opening, closing) = self.business_hours(date);
            let from = opening.max(start);
            let open_for = (closing - from).max(TimeDelta::zero());
            let fits = if reading == Reading::Earlier {
                left <= open_for
            } else {
                left < open_for
            };
            if fits {
                return after(from, left);
            }
            left -= open_for;
        }
        elapsed
    }

    /// The `count`th working day after `date`; that many calendar days after it where the calendar has no more.
    fn working_day_after(&self, date: NaiveDate, count: u32) -> Option<NaiveDate> {
        let ahead = date
            .iter_days()
            .skip(1)
            .take(HORIZON_DAYS)
            .filter(|&day| self.is_working_day(day));
        let nth = usize::try_from(count).ok()?.checked_sub(1)?;
        ahead
            .clone()
            .nth(nth)
            .or_else(|| date.checked_add_days(Days::new(count.into())))
    }
}

/// `start` plus so much elapsed time, at most the last instant that is counted.
fn after(start: Moment, elapsed: TimeDelta) -> Moment {
    start.checked_add_signed(elapsed).unwrap_or_else(latest).min(latest())
}
