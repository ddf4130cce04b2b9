//! Counting back from a due time, and the mornings on which the business opens (DL-3).

use chrono::{Days, TimeDelta};

use super::due::HORIZON_DAYS;
use super::{Calendar, both_readings, earliest, latest};
use crate::clock::Moment;
use crate::policy::window::Window;

impl Calendar {
    /// The instant at which so much is left until `due`. Days keep the local wall clock; of a wall time that comes twice
    /// the first is meant. Business time and months are not counted back; they lie at `due` itself.
    pub fn before(&self, due: Moment, window: &Window) -> Moment {
        match *window {
            Window::Elapsed(minutes) => due
                .checked_sub_signed(TimeDelta::minutes(minutes.into()))
                .unwrap_or_else(earliest),
            Window::Days(days) => {
                let local = self.local(due).naive_local();
                let Some(date) = local.date().checked_sub_days(Days::new(days.into())) else {
                    return earliest();
                };
                both_readings(self.zone, date.and_time(local.time())).0
            }
            Window::BusinessHours(_) | Window::BusinessDays(_) | Window::Months(_) => due,
        }
    }

    /// The opening of this day's business, where it is open at `moment`.
    pub fn opened_at(&self, moment: Moment) -> Option<Moment> {
        if !self.is_business_time(moment) {
            return None;
        }
        Some(self.business_hours(self.local(moment).date_naive()).0)
    }

    /// The first opening at or after `moment`; the last instant that is counted where the business never opens again.
    pub fn next_opening(&self, moment: Moment) -> Moment {
        let first = self.local(moment).date_naive();
        first
            .iter_days()
            .take(HORIZON_DAYS)
            .filter(|&date| self.is_working_day(date))
            .map(|date| self.business_hours(date))
            .find(|(opening, closing)| *opening >= moment && opening < closing)
            .map_or_else(latest, |(opening, _)| opening)
    }
}
