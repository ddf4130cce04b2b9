//! May a letter be begun from a template without a second look? What is said of it where one is written (IR-19).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::domain::adopted::Adopted;
use crate::domain::deadline::DeadlineKind;
use crate::domain::letter::FromTemplate;
use crate::domain::policy_book::PolicyBook;

/// What of a template matters to whoever writes with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateMark {
    /// Its name.
    pub name: String,
    /// The day of its last review, and the digest of the file that was read.
    pub read: Option<(NaiveDate, String)>,
    /// When the next one is due; `None` where nobody needs to, or it was waived.
    pub due_at: Option<Moment>,
    /// Code of the incident that showed a gap which no review has answered.
    pub gap: Option<String>,
}

/// How far the words of a template can be relied on.
#[derive(Debug, Clone, PartialEq)]
pub enum Trust {
    /// Somebody has read this very file, in time.
    Read(NaiveDate),
    /// Nobody has read it yet, and it is not late.
    Unread,
    /// Its review is late since then.
    Late(Moment),
    /// Another file was read on that day.
    Changed(NaiveDate),
    /// A gap was found in the incident of this code.
    Gap(String),
}

impl Adopted {
    /// A mark of each template that is known.
    pub fn template_marks(&self, book: &PolicyBook) -> Vec<TemplateMark> {
        let deadlines = self.deadlines(book);
        let due = |name: &str| {
            let of = |kind: DeadlineKind, who: Option<&str>| kind == DeadlineKind::TemplateReview && who == Some(name);
            let mut running = deadlines.iter().filter(|one| one.is_running());
            running
                .find(|one| of(one.kind, one.who.as_deref()))
                .and_then(|one| one.due_at)
        };
        let mark = |name: &str| {
            let kept = self.templates.get(name);
            let review = kept.and_then(|kept| kept.review.as_ref());
            TemplateMark {
                name: name.to_owned(),
                read: review.map(|review| (review.on, review.digest.clone())),
                due_at: due(name),
                gap: kept
                    .and_then(|kept| kept.gaps.first())
                    .map(|gap| gap.incident.name.clone()),
            }
        };
        self.template_names(book.current()).into_iter().map(mark).collect()
    }
}

impl TemplateMark {
    /// How far a letter can rely on the text that it was begun from. The gravest doubt goes first.
    pub fn trust(&self, digest: &str, now: Moment) -> Trust {
        if let Some(code) = &self.gap {
            return Trust::Gap(code.clone());
        }
        match (&self.read, self.due_at) {
            (_, Some(due)) if due < now => Trust::Late(due),
            (Some((on, read)), _) if read != digest => Trust::Changed(*on),
            (Some((on, _)), _) => Trust::Read(*on),
            (None, _) => Trust::Unread,
        }
    }
}

/// How far a letter can rely on its template; one that nobody knows was never read.
pub fn trust(marks: &[TemplateMark], template: &FromTemplate, now: Moment) -> Trust {
    let mark = marks.iter().find(|mark| mark.name == template.name);
    mark.map_or(Trust::Unread, |mark| mark.trust(&template.digest, now))
}

impl Trust {
    /// What stands in the list of what is done before a letter is sent, in at most 22 cells: `template read in 2026`.
    pub fn row(&self) -> String {
        match self {
            Self::Read(on) => format!("template read in {}", on.year()),
            Self::Unread => "template not reviewed".to_owned(),
            Self::Late(_) => "template review late".to_owned(),
            Self::Changed(_) => "template was changed".to_owned(),
            Self::Gap(code) => format!("template: gap in {code}"),
        }
    }

    /// Has somebody read it, in time?
    pub fn is_read(&self) -> bool {
        matches!(self, Self::Read(_))
    }

    /// What whoever writes is warned of; `None` where there is nothing to be warned of.
    pub fn warning(&self, template: &str, book: &PolicyBook) -> Option<String> {
        let what = match self {
            Self::Read(_) | Self::Unread => return None,
            Self::Late(due) => {
                let day = book.current().calendar.local(*due).date_naive();
                format!("its review was due on {day}")
            }
            Self::Changed(on) => format!("its file is another than the one that was reviewed on {on}"),
            Self::Gap(code) => format!("{code} showed a gap in it, and nobody has reviewed it since"),
        };
        Some(format!("template {template}: {what} (IR-19)"))
    }
}
