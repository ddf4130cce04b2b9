//! Everything the screen is made from: the world as last read, the moment, and where the person is.
//!
//! Invariant: only [`super::update`] changes it; views borrow it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::layer::Layer;
use super::screen::Place;
use super::screen::board::BoardState;
use super::screen::closed::ClosedState;
use super::screen::composer::Composer;
use super::screen::due::DueState;
use super::screen::incident::IncidentState;
use super::screen::register::RegisterState;
use super::screen::subprocessors::SubprocessorsState;
use super::screen::vendor::VendorState;
use super::screen::vendors::VendorsState;
use crate::clock::{Moment, Zone};
use crate::domain::log::LogLine;
use crate::domain::reminder::Urgency;
use crate::domain::{Deadline, Entry, SubjectKind};
use crate::engine::found::Found;
use crate::engine::remind::Reach;
use crate::engine::vendors::{ListView, VendorView};
use crate::engine::views::{Board, ClosedPage, IncidentView, VendorRow};
use crate::policy::Policy;
use crate::verb::key::Key;
use crate::verb::keymap::Keymap;

/// The screen's whole state.
pub struct Model {
    /// What was last read from the store.
    pub world: World,
    /// The policy in force.
    pub policy: Arc<Policy>,
    /// The moment of this frame.
    pub now: Moment,
    /// Where the person is and what they are doing.
    pub ui: Ui,
}

/// What was last read from the store. It changes only when the store reports something.
#[derive(Debug, Default)]
pub struct World {
    /// The board; `None` before the first read.
    pub board: Option<Board>,
    /// The last lines of the selected incident: id, lines, how many there are.
    pub preview: Option<(String, Vec<LogLine>, u64)>,
    /// The incident that is open.
    pub incident: Option<IncidentView>,
    /// What the search in its log has found.
    pub found: Option<Found>,
    /// Every running deadline, then what was met late and not explained.
    pub due: Vec<Deadline>,
    /// What runs out within a day or has, of the clocks that count hours, whoever sees to it; the earliest first.
    pub pressing: Vec<Deadline>,
    /// Every vendor; `None` before they were read.
    pub vendors: Option<Vec<VendorRow>>,
    /// The selected vendor, or the one that is open.
    pub vendor: Option<VendorView>,
    /// The list of subprocessors as it would be published.
    pub subprocessors: Option<ListView>,
    /// The registers, as far as they were asked for.
    pub registers: BTreeMap<SubjectKind, Vec<Entry>>,
    /// Closed incidents, as far as they were read.
    pub closed: Option<ClosedPage>,
    /// Half-written words, by key.
    pub drafts: BTreeMap<String, String>,
}

/// Where the person is and what they are doing.
pub struct Ui {
    /// The places entered, the last is shown; never empty.
    pub path: Vec<Place>,
    /// What lies on top of the screen, the last on top.
    pub layers: Vec<Layer>,
    /// The board's selection.
    pub board: BoardState,
    /// The open incident's selection.
    pub incident: IncidentState,
    /// The due list's selection.
    pub due: DueState,
    /// The vendor list's selection.
    pub vendors: VendorsState,
    /// The open vendor's selection.
    pub vendor: VendorState,
    /// The selection at the list of subprocessors.
    pub subprocessors: SubprocessorsState,
    /// The register's selection.
    pub register: RegisterState,
    /// The letter that is being written.
    pub composer: Option<Composer>,
    /// The letter to open once the incident is read: the key of its notice, or nothing where that is asked.
    pub wants_letter: Option<String>,
    /// The closed list's selection.
    pub closed: ClosedState,
    /// Keys and what they mean.
    pub keymap: Keymap,
    /// The first key of two.
    pub pending: Vec<Key>,
    /// When it was pressed.
    pub pending_at: Option<Moment>,
    /// A short message above the footer.
    pub toast: Option<Toast>,
    /// The reminder that came up last, until it was seen.
    pub reminder: Option<Reminder>,
    /// Why nothing can be written, if so.
    pub read_only: Option<String>,
    /// Trouble with the store, in words.
    pub trouble: Option<String>,
    /// How reminders reach the person; `None` until it is known.
    pub reach: Option<Reach>,
    /// The person's own zone.
    pub zone: Zone,
    /// Show everything in UTC.
    pub in_utc: bool,
    /// Is the mouse ours?
    pub mouse: bool,
    /// Whose store this is.
    pub company: String,
    /// A mark for stores that are not real: `DEMO`.
    pub mark: Option<String>,
    /// Who the person is.
    pub me: String,
    /// Where the store lies, for the empty screen.
    pub store: String,
    /// Where the keys are configured, for the help.
    pub key_file: String,
    /// Width and height in cells.
    pub size: (u16, u16),
    /// Number of the last request; replies carry it.
    pub request: u64,
    /// The last click: column, row, when; for double clicks.
    pub click: Option<(u16, u16, Moment)>,
}

/// A short message above the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// The words.
    pub words: String,
    /// It went well; else it stays until the next key.
    pub is_good: bool,
    /// It can be taken back.
    pub can_undo: bool,
    /// When it goes.
    pub until: Option<Moment>,
}

/// What has come up, above the footer until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The title of the gravest.
    pub title: String,
    /// How many more there are.
    pub more: usize,
    /// How urgent it is.
    pub urgency: Urgency,
    /// When it came up: the key that was on its way then has not read it.
    pub at: Moment,
}

impl Reminder {
    /// The words.
    pub fn words(&self) -> String {
        match self.more {
            0 => self.title.clone(),
            more => format!("{}, and {more} more", self.title),
        }
    }
}

impl Model {
    /// The zone times are shown and read in.
    pub fn zone(&self) -> Zone {
        if self.ui.in_utc { Zone::UTC } else { self.ui.zone }
    }

    /// The place shown.
    pub fn place(&self) -> &Place {
        self.ui.path.last().unwrap_or(&Place::Board)
    }

    /// A new request number.
    pub fn next_request(&mut self) -> u64 {
        self.ui.request += 1;
        self.ui.request
    }

    /// Shows a message for a while.
    pub fn say(&mut self, words: impl Into<String>, can_undo: bool) {
        let words = words.into();
        // What is longer to read stands longer.
        let length = i64::try_from(words.chars().count().saturating_sub(60)).unwrap_or(0);
        self.ui.toast = Some(Toast {
            words,
            is_good: true,
            can_undo,
            until: Some(self.now + chrono::TimeDelta::seconds(4) + chrono::TimeDelta::milliseconds(length * 40)),
        });
    }

    /// Shows what went wrong until the next key.
    pub fn complain(&mut self, words: impl Into<String>) {
        self.ui.toast = Some(Toast {
            words: words.into(),
            is_good: false,
            can_undo: false,
            until: None,
        });
    }
}
