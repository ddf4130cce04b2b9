//! What stands at the side of an incident's log, in the order it is asked for, and what each row is about.

use crate::clock::{Tone, clock_time, day_time};
use crate::domain::incident::notice::Notice;
use crate::domain::incident::state::Page;
use crate::domain::{Deadline, DeadlineKind, Standing};
use crate::engine::views::IncidentView;
use crate::tui::model::Model;
use crate::tui::theme::Role;
use crate::tui::words::{left, rule, tone_role};

/// One pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pane {
    /// Its title.
    pub title: &'static str,
    /// What is counted behind the title.
    pub count: Option<(String, Role)>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One row of a pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// At the left.
    pub name: (String, Role),
    /// At the right, and whether it is bold.
    pub words: (String, Role, bool),
    /// A sign before the words.
    pub sign: Option<Sign>,
    /// What verbs find here.
    pub about: About,
}

/// A sign before the words of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Done.
    Tick,
    /// Still open.
    Open,
}

/// What a row is about: verbs that act on such a thing act on this one. A row about nothing is not selected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Name of a customer that is to be told.
    pub customer: Option<String>,
    /// Full name of a deadline.
    pub deadline: Option<String>,
    /// Key of a role.
    pub role: Option<String>,
    /// Name of a person who was paged.
    pub paged: Option<String>,
    /// Id and name of a linked vendor.
    pub vendor: Option<(String, String)>,
}

impl Row {
    fn new(name: impl Into<String>, name_role: Role, words: impl Into<String>, role: Role) -> Self {
        Self {
            name: (name.into(), name_role),
            words: (words.into(), role, false),
            sign: None,
            about: About::default(),
        }
    }

    fn ticked(mut self) -> Self {
        self.sign = Some(Sign::Tick);
        self
    }

    fn bold(mut self, is_bold: bool) -> Self {
        self.words.2 = is_bold;
        self
    }

    fn about(mut self, about: About) -> Self {
        self.about = about;
        self
    }

    /// Can it be selected?
    pub fn is_about_something(&self) -> bool {
        self.about != About::default()
    }
}

/// The panes that have something to show.
pub fn panes(model: &Model, view: &IncidentView) -> Vec<Pane> {
    // What runs out comes before who is missing.
    let mut order = [notices, clocks, roles, decisions, pages, vendors, scope];
    // A page that is due is due in minutes: it goes before everything.
    let is_due = |deadline: &Deadline| deadline.is_open_page() && deadline.is_running();
    if view.deadlines.iter().any(is_due) {
        order[..5].rotate_right(1);
    }
    order.into_iter().filter_map(|pane| pane(model, view)).collect()
}

fn notices(model: &Model, view: &IncidentView) -> Option<Pane> {
    let breach = view.incident.open_breach()?;
    let sent = breach.customers.iter().filter(|told| told.sent.is_some()).count();
    let deadlines: Vec<&Deadline> = view
        .deadlines
        .iter()
        .filter(|deadline| deadline.kind == DeadlineKind::Notice)
        .collect();
    // What is open first: a long list must not hide it.
    let mut order: Vec<usize> = (0..breach.customers.len()).collect();
    order.sort_by_key(|index| breach.customers[*index].sent.is_some());
    let row = |index: usize| {
        let told = &breach.customers[index];
        let name = told.affected.customer.name.clone();
        let deadline = deadlines.get(index);
        let about = About {
            customer: Some(name.clone()),
            deadline: deadline.map(|deadline| deadline.name()),
            ..About::default()
        };
        let row = match (&told.sent, deadline) {
            (Some(sent), _) => {
                let at = day_time(sent.at, model.now, model.zone());
                Row::new(name, Role::Text, at, Role::Ok).ticked()
            }
            (None, Some(deadline)) => {
                let countdown = left(deadline, model.now, false);
                let (words, role) = countdown.map_or((String::new(), Role::Dim), |countdown| {
                    (countdown.text, tone_role(countdown.tone))
                });
                Row::new(name, Role::Text, words, role).bold(role == Role::Late)
            }
            (None, None) => Row::new(name, Role::Text, "", Role::Dim),
        };
        row.about(about)
    };
    Some(Pane {
        title: "Notices",
        count: Some((
            format!("{sent} of {}{}", breach.customers.len(), letter(view)),
            Role::Dim,
        )),
        rows: order.into_iter().map(row).collect(),
    })
}

/// How far the letter to all is, while somebody is still to be told.
fn letter(view: &IncidentView) -> String {
    let incident = &view.incident;
    let is_open = incident
        .open_breach()
        .is_some_and(|breach| breach.customers.iter().any(|told| told.sent.is_none()));
    let letter = incident.notices.drafted.get(&Notice::Customers.key());
    match letter.filter(|_| is_open) {
        Some(letter) => format!(", {}", letter.stage().word()),
        None => String::new(),
    }
}

fn roles(model: &Model, view: &IncidentView) -> Option<Pane> {
    let incident = &view.incident;
    if incident.imported.is_some() {
        return None;
    }
    let required: Vec<&str> = incident
        .severity
        .and_then(|rank| model.policy.severity(rank))
        .map(|rule| rule.required_roles.iter().map(String::as_str).collect())
        .unwrap_or_default();
    let empty = view.row.empty_roles.len();
    let mut rows = Vec::new();
    for role in &model.policy.roles {
        let is_required = required.contains(&role.key.as_str());
        let holders = incident.roles.get(&role.key).map_or(&[][..], Vec::as_slice);
        if holders.is_empty() && (!is_required || incident.is_closed()) {
            continue;
        }
        let name = role.short.to_lowercase();
        let names: Vec<&str> = holders.iter().map(|holder| holder.person.name.as_str()).collect();
        let row = match names.len() {
            0 => Row::new(name, Role::Dim, "nobody", Role::Soon).bold(true),
            1 => Row::new(name, Role::Dim, names[0], Role::Text),
            _ => Row::new(name, Role::Dim, names.join(" or "), Role::Soon),
        };
        rows.push(row.about(About {
            role: Some(role.key.clone()),
            ..About::default()
        }));
    }
    if rows.is_empty() {
        rows.push(Row::new("none given", Role::Dim, "", Role::Dim));
    }
    Some(Pane {
        title: "Roles",
        count: (empty > 0).then(|| (format!("{empty} empty"), Role::Soon)),
        rows,
    })
}

fn decisions(model: &Model, view: &IncidentView) -> Option<Pane> {
    let open = &view.row.questions;
    let asked = open.iter().map(|question| Row {
        sign: Some(Sign::Open),
        ..Row::new(question, Role::Text, "", Role::Soon).bold(true)
    });
    let answered = view.incident.answers.iter().map(|(key, answer)| {
        let question = model.policy.question(key);
        let asks = question.map_or(key.as_str(), |question| question.asks.as_str());
        Row::new(asks, Role::Dim, if answer.yes { "yes" } else { "no" }, Role::Text)
    });
    let rows: Vec<Row> = asked.chain(answered).collect();
    (!rows.is_empty()).then(|| Pane {
        title: "To decide",
        count: (!open.is_empty()).then(|| (format!("{} open", open.len()), Role::Soon)),
        rows,
    })
}

/// Clocks other than notices and pages.
fn clocks(model: &Model, view: &IncidentView) -> Option<Pane> {
    let rated_at = view.incident.rating().map(|rating| rating.at);
    let rows: Vec<Row> = view
        .deadlines
        .iter()
        .filter(|deadline| !matches!(deadline.kind, DeadlineKind::Notice | DeadlineKind::Page))
        // What was answered in time before the severity was revised is history.
        .filter(|deadline| {
            let is_old = deadline.started_at < rated_at;
            !(is_old && deadline.kind == DeadlineKind::Respond && matches!(deadline.standing, Standing::Met { .. }))
        })
        .filter_map(|deadline| clock(model, deadline))
        .collect();
    let open = view
        .deadlines
        .iter()
        .filter(|one| !matches!(one.kind, DeadlineKind::Notice | DeadlineKind::Page) && one.is_running());
    let count = match open.count() {
        0 => None,
        open => Some((open.to_string(), Role::Dim)),
    };
    (!rows.is_empty()).then_some(Pane {
        title: "Due",
        count,
        rows,
    })
}

fn clock(model: &Model, deadline: &Deadline) -> Option<Row> {
    let name = match (deadline.kind, &deadline.who) {
        (DeadlineKind::Obligation, Some(id)) => id.clone(),
        (DeadlineKind::FollowUp, Some(who)) => format!("again {who}"),
        // How often the outside hears of it is what nobody has in mind.
        (DeadlineKind::Update, _) if deadline.due_at.is_some() => format!("update {}", rule(deadline)),
        (kind, _) => kind.key().to_owned(),
    };
    let row = match &deadline.standing {
        Standing::Running => {
            let countdown = left(deadline, model.now, false)?;
            Row::new(name, Role::Text, countdown.text, tone_role(countdown.tone)).bold(countdown.tone >= Tone::Urgent)
        }
        Standing::Met { at } => {
            let at = day_time(*at, model.now, model.zone());
            Row::new(name, Role::Text, at, Role::Ok).ticked()
        }
        Standing::MetLate { reason: None, .. } => Row::new(name, Role::Text, "late, no reason", Role::Soon).bold(true),
        Standing::MetLate { .. } => Row::new(name, Role::Text, "done late", Role::Late),
        Standing::Waived { .. } => Row::new(name, Role::Text, "waived", Role::Dim),
        // Its source names no number; what is not due at a time is still to be done.
        Standing::Pending if deadline.kind == DeadlineKind::Obligation => {
            Row::new(name, Role::Text, "at once", Role::Soon)
        }
        Standing::Cancelled { .. } | Standing::Pending => return None,
    };
    Some(row.about(About {
        deadline: Some(deadline.name()),
        ..About::default()
    }))
}

fn pages(model: &Model, view: &IncidentView) -> Option<Pane> {
    let incident = &view.incident;
    if incident.imported.is_some() || incident.is_closed() && incident.pages.is_empty() {
        return None;
    }
    let zone = model.zone();
    let page = |page: &Page| {
        let name = format!("{} {}", clock_time(page.at, zone), page.person.name);
        let row = match page.answered_at {
            Some(answered) => Row::new(name, Role::Text, clock_time(answered, zone), Role::Ok).ticked(),
            None => Row::new(name, Role::Text, "no answer", Role::Soon),
        };
        row.about(About {
            paged: Some(page.person.name.clone()),
            ..About::default()
        })
    };
    // What is still to be done first.
    let mut rows: Vec<Row> = view
        .deadlines
        .iter()
        .filter(|deadline| deadline.is_open_page())
        .map(|deadline| open_page(model, deadline))
        .collect();
    let open = rows.len();
    rows.extend(incident.pages.iter().map(page));
    // Said where pages are shown: nobody must think that firebell has called them.
    rows.push(Row::new("firebell sends none yet", Role::Dim, "", Role::Dim));
    Some(Pane {
        title: "Pages",
        count: (open > 0).then(|| (format!("{open} to record"), Role::Soon)),
        rows,
    })
}

/// A duty that nobody was paged for yet: `page sponsor    4 m late`.
fn open_page(model: &Model, deadline: &Deadline) -> Row {
    let name = format!("page {}", deadline.object(&model.policy).unwrap_or_default());
    let row = match left(deadline, model.now, false) {
        Some(countdown) => {
            Row::new(name, Role::Text, countdown.text, tone_role(countdown.tone)).bold(countdown.tone >= Tone::Urgent)
        }
        None => Row {
            sign: Some(Sign::Open),
            ..Row::new(name, Role::Text, "", Role::Soon)
        },
    };
    row.about(About {
        deadline: Some(deadline.name()),
        ..About::default()
    })
}

/// The vendors it has to do with, and which data they process.
fn vendors(_model: &Model, view: &IncidentView) -> Option<Pane> {
    let rows = view.incident.vendors.iter().map(|linked| {
        let name = &linked.vendor.name;
        let about = About {
            vendor: Some((linked.vendor.id.clone(), name.clone())),
            ..About::default()
        };
        let data = match linked.categories.as_slice() {
            [] => String::new(),
            [one] if one.chars().count() <= 12 => one.clone(),
            all => format!("{} of data", all.len()),
        };
        Row::new(name, Role::Text, data, Role::Dim).about(about)
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then_some(Pane {
        title: "Vendors",
        count: None,
        rows,
    })
}

fn scope(_model: &Model, view: &IncidentView) -> Option<Pane> {
    let incident = &view.incident;
    let systems = view.systems.iter().map(|system| {
        let words = match (system.customer_data, system.production) {
            (true, _) => "holds data",
            (false, true) => "production",
            (false, false) => "system",
        };
        Row::new(&system.name, Role::Text, words, Role::Dim)
    });
    let categories = incident.breach.iter().flat_map(|breach| &breach.categories);
    let categories = categories.map(|category| Row::new(category, Role::Text, "data", Role::Dim));
    let customers = incident.customers.iter();
    let customers = customers.map(|customer| Row::new(&customer.name, Role::Text, "customer", Role::Dim));
    let rows: Vec<Row> = systems.chain(categories).chain(customers).collect();
    (!rows.is_empty()).then_some(Pane {
        title: "Scope",
        count: None,
        rows,
    })
}
