//! The steps before production data flows, and the steps of the end (VM-5, VM-8).

use super::{About, Pane, Row, Shape, Sign, gate, view};
use crate::clock::{Moment, Tone, date};
use crate::domain::details::Evidence;
use crate::domain::vendor::state::{OffboardingState, StepState};
use crate::domain::vendor::{Item, ItemState, Stage};
use crate::domain::{Deadline, DeadlineKind};
use crate::engine::vendors::VendorView;
use crate::policy::MetBy;
use crate::tui::canvas::cells;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::words::{left, tone_role};

/// The checklist of the tier.
pub fn pane(model: &Model, view: &VendorView) -> Pane {
    let vendor = &view.row.vendor;
    let items = vendor.checklist(&model.policy);
    let done = items.iter().filter(|item| !item.is_open()).count();
    let role = if done < items.len() && vendor.stage() == Stage::Onboarding {
        Role::Soon
    } else {
        Role::Dim
    };
    // Of what was in use before, or is about to end, nothing waits for them.
    let open = match vendor.stage() {
        Stage::Onboarding | Stage::Allowed | Stage::Live => Sign::Open,
        Stage::InUse | Stage::Leaving | Stage::Ended => Sign::Unknown,
    };
    let mut rows: Vec<Row> = items.iter().map(|item| row(model, item, open)).collect();
    if !rows.is_empty() {
        rows.extend(sentence(model, view));
    }
    Pane {
        title: "Steps before data flows",
        count: Some((format!("{done} of {}", items.len()), role)),
        right: "",
        rows,
    }
}

/// `may not flow: questionnaire, leadership approval are open`, on as many lines as it takes.
fn sentence(model: &Model, vendor: &VendorView) -> Vec<Row> {
    let gate = gate::of(vendor, &model.policy);
    let word = format!("{}:", gate.words);
    let first = usize::from(view::width(model.ui.size).saturating_sub(19 + cells(&word)));
    let mut rows: Vec<Row> = Vec::new();
    let mut line = String::new();
    for word in gate.why.split(' ') {
        let room = if rows.is_empty() {
            first
        } else {
            first + gate.words.len() + 2
        };
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            rows.push(Row::new(Shape::Fact, "", Role::Text).says(std::mem::take(&mut line)));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    rows.push(Row::new(Shape::Fact, "", Role::Text).says(line));
    let start = rows.remove(0).right(word, gate.role);
    let start = Row {
        name: ("production data".to_owned(), Role::Text),
        ..start
    };
    std::iter::once(start).chain(rows).collect()
}

/// A step; `open` is the sign of one that is open.
fn row(model: &Model, item: &Item, open: Sign) -> Row {
    let row = Row::new(Shape::Step, &item.rule.name, Role::Text).about(About::Step(item.rule.key.clone()));
    match &item.state {
        ItemState::Open => {
            let role = if open == Sign::Open { Role::Soon } else { Role::Dim };
            row.signed(open).says(&item.rule.doc).right("open", role)
        }
        ItemState::Announced(at) => done(model, row, *at, "", "published"),
        ItemState::Said(StepState::Done {
            at,
            who,
            evidence,
            note,
        }) => done(model, row, *at, who, &shown_by(note.as_deref(), evidence.as_ref())),
        ItemState::Said(StepState::Excluded { at, who, reason }) => Row {
            sign: Some(Sign::Left),
            name: (item.rule.name.clone(), Role::Dim),
            ..done(model, row, *at, who, &format!("does not apply: {reason}"))
        },
    }
}

fn done(model: &Model, row: Row, at: Moment, who: &str, words: &str) -> Row {
    let day = date(at, model.now, model.zone());
    Row {
        who: who.to_owned(),
        ..row.signed(Sign::Tick).says(words).right(day, Role::Dim)
    }
}

/// The note, and where the proof lies.
pub fn shown_by(note: Option<&str>, evidence: Option<&Evidence>) -> String {
    let evidence = evidence.map(|evidence| evidence.place.as_str());
    let parts: Vec<&str> = note.into_iter().chain(evidence).collect();
    if parts.is_empty() {
        "nothing shows it".to_owned()
    } else {
        parts.join("; ")
    }
}

/// The steps of the end with their clocks; `None` where it has not begun.
pub fn end(model: &Model, view: &VendorView) -> Option<Pane> {
    let vendor = &view.row.vendor;
    let end = vendor.offboarding.as_ref()?;
    let rows: Vec<Row> = view
        .end
        .iter()
        .map(|rule| {
            let row = Row::new(Shape::Step, &rule.name, Role::Text).about(About::EndStep(rule.key.clone()));
            match end.steps.get(&rule.key) {
                Some(OffboardingState::Done {
                    done: by,
                    evidence,
                    note,
                }) => done(
                    model,
                    row,
                    by.at,
                    &by.who,
                    &shown_by(note.as_deref(), evidence.as_ref()),
                ),
                Some(OffboardingState::Excluded { why }) => Row {
                    sign: Some(Sign::Left),
                    name: (rule.name.clone(), Role::Dim),
                    ..done(model, row, why.at, &why.who, &format!("does not apply: {}", why.reason))
                },
                None => {
                    let clock = view
                        .deadlines
                        .iter()
                        .find(|one| one.kind == DeadlineKind::Offboard && one.who.as_ref() == Some(&rule.key));
                    let row = row.signed(Sign::Open).says(open_words(rule.met_by, &rule.doc, view));
                    counted(model, row, clock)
                }
            }
        })
        .collect();
    let left = view.end.len().saturating_sub(end.steps.len());
    let count = format!("{} of {}", view.end.len() - left, view.end.len());
    let role = if left > 0 { Role::Soon } else { Role::Dim };
    let kept = end.retention.as_ref();
    let kept = kept.map(|kept| Row::new(Shape::Fact, "it keeps", Role::Text).says(kept));
    Some(Pane {
        title: "The end",
        count: Some((count, role)),
        right: "",
        rows: rows.into_iter().chain(kept).collect(),
    })
}

/// What an open step of the end waits for.
fn open_words(met_by: MetBy, doc: &str, view: &VendorView) -> String {
    match met_by {
        MetBy::Credentials => match view.row.vendor.open_credentials().count() {
            0 => doc.to_owned(),
            1 => "1 credential is to be revoked".to_owned(),
            many => format!("{many} credentials are to be revoked"),
        },
        MetBy::Work | MetBy::Approval | MetBy::Notice | MetBy::List => doc.to_owned(),
    }
}

/// With the countdown of its clock, where one runs.
pub fn counted(model: &Model, row: Row, deadline: Option<&Deadline>) -> Row {
    let running = deadline.filter(|one| one.is_running());
    let Some(deadline) = running else {
        return row.right("open", Role::Soon);
    };
    if deadline.is_over(model.now) {
        return row.right("over", Role::Text);
    }
    match left(deadline, model.now, false) {
        Some(countdown) => {
            let is_bold = countdown.tone >= Tone::Urgent;
            let mut row = row.right(countdown.text, tone_role(countdown.tone));
            row.right.2 = is_bold;
            row
        }
        None => row.right("open", Role::Soon),
    }
}
