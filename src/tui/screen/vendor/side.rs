//! What stands beside a vendor's steps, in the order it is asked for.

use super::facts::next_words;
use super::steps::counted;
use super::{About, Pane, Row, Shape, Sign};
use crate::clock::{date, date_of};
use crate::domain::fact::Change;
use crate::domain::vendor::state::Announcement;
use crate::domain::{Deadline, DeadlineKind};
use crate::engine::vendors::VendorView;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// The panes that have something to show.
pub fn panes(model: &Model, view: &VendorView) -> Vec<Pane> {
    let all = [
        due(model, view),
        notice(model, view),
        objections(model, view),
        conditions(model, view),
        reports(model, view),
        risks(model, view),
        credentials(model, view),
        incidents(model, view),
        public(model, view),
    ];
    all.into_iter().flatten().collect()
}

fn row(name: impl Into<String>, role: Role) -> Row {
    Row::new(Shape::Side, name, role)
}

/// Words of their own below a row.
fn below(words: impl Into<String>) -> Row {
    row(words, Role::Dim)
}

fn pane(title: &'static str, count: Option<(String, Role)>, rows: Vec<Row>) -> Option<Pane> {
    (!rows.is_empty()).then_some(Pane {
        title,
        count,
        right: "",
        rows,
    })
}

fn of_kind<'a>(view: &'a VendorView, kind: DeadlineKind, who: &str) -> Option<&'a Deadline> {
    view.deadlines
        .iter()
        .rfind(|one| one.kind == kind && one.who.as_deref() == Some(who))
}

/// Everything that runs.
fn due(model: &Model, view: &VendorView) -> Option<Pane> {
    let late = view.row.running.iter().filter(|one| one.is_late(model.now)).count();
    let rows: Vec<Row> = view
        .row
        .running
        .iter()
        .map(|one| {
            let name = next_words(model, one);
            counted(model, row(name, Role::Text), Some(one)).about(About::Due(one.key()))
        })
        .collect();
    let count = match late {
        0 => (rows.len().to_string(), Role::Dim),
        late => (format!("{late} late"), Role::Late),
    };
    pane("Due", Some(count), rows)
}

/// The last announced change: from when, and who was told.
fn notice(model: &Model, view: &VendorView) -> Option<Pane> {
    let notice = view.row.vendor.notices.last()?;
    let today = model.zone().day(model.now);
    let published = date(notice.published_at, model.now, model.zone());
    let mut rows = vec![
        row("published", Role::Text).right(published, Role::Dim),
        row("takes effect", Role::Text).right(date_of(notice.effective_on, today), Role::Dim),
    ];
    if let Some(why) = &notice.cancelled {
        rows.push(row("cancelled", Role::Text));
        rows.push(below(&why.reason));
    }
    if let Some(expedited) = &notice.expedited {
        rows.push(row("cut short for", Role::Text).right(&expedited.incident.name, Role::Soon));
        rows.push(below(&expedited.reason));
    }
    rows.extend(told(model, view, notice));
    let sent = notice.customers.iter().filter(|one| one.sent.is_some()).count();
    let count = match notice.customers.len() {
        0 => None,
        all if sent < all => Some((format!("{sent} of {all} told"), Role::Soon)),
        all => Some((format!("{sent} of {all} told"), Role::Dim)),
    };
    let title = match notice.change {
        Change::Addition => "Notice",
        Change::Removal => "Notice of its end",
    };
    pane(title, count, rows)
}

/// Who is to be told first, then who was.
fn told(model: &Model, view: &VendorView, notice: &Announcement) -> Vec<Row> {
    let mut order: Vec<_> = notice.customers.iter().collect();
    order.sort_by_key(|one| one.sent.is_some());
    let one = |one: &crate::domain::vendor::state::Informed| {
        let name = &one.recipient.customer.name;
        let row = row(name, Role::Text).about(About::Told(name.clone()));
        match &one.sent {
            Some(sent) => row
                .signed(Sign::Tick)
                .right(date(sent.at, model.now, model.zone()), Role::Ok),
            None => counted(model, row, of_kind(view, DeadlineKind::Announce, name)),
        }
    };
    order.into_iter().map(one).collect()
}

/// What customers object to, and what was answered.
fn objections(model: &Model, view: &VendorView) -> Option<Pane> {
    let all = &view.row.vendor.objections;
    let open = all.iter().filter(|one| one.answer.is_none()).count();
    let mut order: Vec<_> = all.iter().collect();
    order.sort_by_key(|one| one.answer.is_some());
    let mut rows = Vec::new();
    for one in order {
        let name = &one.customer.name;
        let head = row(name, Role::Text).about(About::Objection(name.clone()));
        rows.push(match &one.answer {
            Some(answer) => head.signed(Sign::Tick).right(answer.outcome.word(), Role::Ok),
            None => counted(model, head, of_kind(view, DeadlineKind::Objection, name)),
        });
        rows.push(below(&one.grounds));
        if let Some(answer) = &one.answer {
            rows.push(below(&answer.answer));
        }
    }
    let count = match open {
        0 => (all.len().to_string(), Role::Dim),
        open => (format!("{open} open"), Role::Soon),
    };
    pane("Objections", Some(count), rows)
}

fn conditions(model: &Model, view: &VendorView) -> Option<Pane> {
    let all = &view.row.vendor.conditions;
    let open = all.iter().filter(|one| one.met.is_none()).count();
    let mut order: Vec<_> = all.iter().collect();
    order.sort_by_key(|one| one.met.is_some());
    let rows = order.into_iter().map(|one| {
        let name = &one.condition.name;
        let row = row(name, Role::Text).about(About::Condition(name.clone()));
        match &one.met {
            Some(done) => row
                .signed(Sign::Tick)
                .right(date(done.at, model.now, model.zone()), Role::Ok),
            None => counted(model, row, of_kind(view, DeadlineKind::Condition, name)),
        }
    });
    let count = (open > 0).then(|| (format!("{open} open"), Role::Soon));
    pane("Conditions", count, rows.collect())
}

/// The reports that hold, each until when.
fn reports(model: &Model, view: &VendorView) -> Option<Pane> {
    let today = model.zone().day(model.now);
    let rows = view
        .row
        .vendor
        .reports
        .iter()
        .filter(|one| one.renewed.is_none())
        .map(|one| {
            let report = &one.report;
            let role = if report.expires < today { Role::Late } else { Role::Dim };
            row(&report.name, Role::Text)
                .right(date_of(report.expires, today), role)
                .about(About::Report(report.name.clone()))
        });
    pane("Reports", None, rows.collect())
}

/// The risks that are accepted, each until when.
fn risks(model: &Model, view: &VendorView) -> Option<Pane> {
    let today = model.zone().day(model.now);
    let open: Vec<_> = view
        .row
        .vendor
        .risks
        .iter()
        .filter(|one| one.settled.is_none())
        .collect();
    let mut rows = Vec::new();
    for one in open {
        let role = if one.until < today { Role::Late } else { Role::Dim };
        rows.push(
            row(&one.risk, Role::Text)
                .right(date_of(one.until, today), role)
                .about(About::Risk(one.risk.clone())),
        );
        rows.push(below(format!("{} accepts it", one.by.name)));
    }
    pane("Accepted risks", None, rows)
}

fn credentials(model: &Model, view: &VendorView) -> Option<Pane> {
    let vendor = &view.row.vendor;
    let open = vendor.open_credentials().count();
    let mut order: Vec<_> = vendor.credentials.iter().collect();
    order.sort_by_key(|one| one.revoked.is_some());
    let rows = order.into_iter().map(|one| {
        let row = row(&one.name, Role::Text).about(About::Credential(one.name.clone()));
        match (&one.revoked, &vendor.offboarding) {
            (Some(done), _) => row
                .signed(Sign::Tick)
                .right(date(done.at, model.now, model.zone()), Role::Ok),
            (None, Some(_)) => counted(model, row, of_kind(view, DeadlineKind::Revoke, &one.name)),
            (None, None) => row.right("in use", Role::Dim),
        }
    });
    let count = match (open, &vendor.offboarding) {
        (0, _) => None,
        (open, Some(_)) => Some((format!("{open} left"), Role::Soon)),
        (open, None) => Some((open.to_string(), Role::Dim)),
    };
    pane("Keys and access", count, rows.collect())
}

fn incidents(model: &Model, view: &VendorView) -> Option<Pane> {
    let mut rows = Vec::new();
    for one in &view.incidents {
        let severity = crate::tui::words::severity_name(&model.policy, one.severity);
        let (words, role) = if one.closed {
            ("closed".to_owned(), Role::Dim)
        } else {
            (severity, Role::Text)
        };
        rows.push(
            row(&one.code, Role::Text)
                .right(words, role)
                .about(About::Incident(one.id.clone(), one.code.clone())),
        );
        rows.push(below(&one.title));
    }
    pane("Incidents", Some((view.incidents.len().to_string(), Role::Dim)), rows)
}

/// How it stands on the public list.
fn public(model: &Model, view: &VendorView) -> Option<Pane> {
    let vendor = &view.row.vendor;
    let today = model.policy.calendar.local(model.now).date_naive();
    let announced = vendor.announced(today, &model.policy.calendar);
    let mut rows = vec![if vendor.is_listed(today) {
        row("listed", Role::Text).signed(Sign::Tick)
    } else {
        row("not listed", Role::Dim)
    }];
    if let Some(announced) = announced {
        let words = match announced.change {
            Change::Addition => "announced from",
            Change::Removal => "goes on",
        };
        rows.push(row(words, Role::Text).right(date_of(announced.effective_on, today), Role::Dim));
    }
    pane("Public list", None, rows)
}
