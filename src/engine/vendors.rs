//! What the screens of the vendor programme read: one vendor whole, and the list of subprocessors as it would be
//! published.

use chrono::NaiveDate;
use serde::Serialize;

use super::query::{LINES, lives, subject_log};
use super::views::{VendorRow, deadlines, vendor_row_of};
use crate::clock::Moment;
use crate::domain::log::LogLine;
use crate::domain::vendor::subprocessors::{Difference, List, difference, list};
use crate::domain::{Deadline, State, Subject, SubjectKind};
use crate::error::Failure;
pub use crate::export::subprocessors::change_words;
use crate::export::subprocessors::{Format, Page};
use crate::policy::OffboardingRule;
use crate::store::Store;

/// One vendor, whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VendorView {
    /// Its row in lists.
    pub row: VendorRow,
    /// Every deadline, running or not.
    pub deadlines: Vec<Deadline>,
    /// The steps of its end, as the policy had them when that began; empty before.
    pub end: Vec<OffboardingRule>,
    /// The incidents it has to do with, as they stand.
    pub incidents: Vec<LinkedIncident>,
    /// The latest lines of its log, oldest first.
    pub log: Vec<LogLine>,
}

/// An incident that a vendor has to do with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkedIncident {
    /// Id of the subject.
    pub id: String,
    /// Short code.
    pub code: String,
    /// Title; empty where it is not here.
    pub title: String,
    /// Rank of the severity; `None` is unrated.
    pub severity: Option<u8>,
    /// Closed?
    pub closed: bool,
}

/// The list of subprocessors, and what changed since an earlier day where one was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// The day it is of: today, in the zone of the policy.
    pub on: NaiveDate,
    /// The list.
    pub list: List,
    /// The earlier day, and what changed since its end.
    pub since: Option<(NaiveDate, Difference)>,
}

/// The vendor of this id; `None` where there is none, or its entry was taken back.
pub fn vendor(store: &Store, id: &str) -> Result<Option<VendorView>, Failure> {
    let subject = Subject::new(SubjectKind::Vendor, id);
    let Some(snapshot) = store.snapshot(&subject)? else {
        return Ok(None);
    };
    let deadlines = deadlines(store, &snapshot.state)?;
    let State::Vendor(vendor) = snapshot.state else {
        return Ok(None);
    };
    if vendor.void {
        return Ok(None);
    }
    let end = vendor.offboarding.as_ref().map_or_else(Vec::new, |end| {
        store.book().get(&end.policy).programme().offboarding.clone()
    });
    let mut incidents = Vec::new();
    for linked in &vendor.incidents {
        let found = store.snapshot(&Subject::new(SubjectKind::Incident, linked.id.clone()))?;
        let mut mark = LinkedIncident {
            id: linked.id.clone(),
            code: linked.name.clone(),
            title: String::new(),
            severity: None,
            closed: false,
        };
        if let Some(State::Incident(incident)) = found.map(|snapshot| snapshot.state) {
            mark.title.clone_from(&incident.title);
            mark.severity = incident.severity;
            mark.closed = incident.is_closed();
        }
        incidents.push(mark);
    }
    Ok(Some(VendorView {
        row: vendor_row_of(store, &vendor, &deadlines),
        deadlines,
        end,
        incidents,
        log: subject_log(store, &subject, LINES)?,
    }))
}

/// The list as of today, and what changed since the end of an earlier day (VM-6).
pub fn subprocessors(store: &Store, since: Option<NaiveDate>, now: Moment) -> Result<ListView, Failure> {
    let calendar = &store.book().current().calendar;
    let on = calendar.local(now).date_naive();
    let lives = lives(store)?;
    Ok(ListView {
        on,
        list: list(&lives, on, calendar),
        since: since.map(|day| (day, difference(&lives, day, on))),
    })
}

impl ListView {
    /// The forms it can be written in: the ending of the file, and what it is.
    pub const FORMS: [(&str, &str); 4] = [
        ("html", "a page, .html"),
        ("md", "Markdown, .md"),
        ("csv", "a sheet, .csv"),
        ("json", "for programs, .json"),
    ];

    /// The list in the form with this ending, or what changed; `None` where there is no such form, or no earlier day.
    pub fn written(&self, form: &str, is_difference: bool) -> Option<String> {
        let format = match form {
            "md" => Format::Markdown,
            "html" => Format::Html,
            "csv" => Format::Csv,
            "json" => Format::Json,
            _ => return None,
        };
        let page = match (&self.since, is_difference) {
            (_, false) => Page::List {
                on: self.on,
                list: self.list.clone(),
            },
            (Some((from, difference)), true) => Page::Difference {
                from: *from,
                to: self.on,
                difference: difference.clone(),
            },
            (None, true) => return None,
        };
        Some(page.write(format))
    }

    /// The name of its file, without the ending.
    pub fn file_name(&self, is_difference: bool) -> String {
        match (&self.since, is_difference) {
            (Some((from, _)), true) => format!("subprocessors-{from}-to-{}", self.on),
            _ => format!("subprocessors-{}", self.on),
        }
    }
}
