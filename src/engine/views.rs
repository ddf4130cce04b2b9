//! What screens and listings read: rows made from snapshots, with today's names.

use serde::Serialize;

use crate::clock::Moment;
use crate::domain::log::LogLine;
use crate::domain::template::TemplateMark;
use crate::domain::{Adopted, Deadline, DeadlineKind, Incident, PolicyBook, State, SubjectKind, Vendor};
use crate::error::Failure;
use crate::policy::Policy;
use crate::store::{Cursor, Snapshot, Status, Store};
use crate::template::Shelf;

/// One incident in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one row")]
pub struct IncidentRow {
    /// Id of the subject.
    pub id: String,
    /// Short code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Rank of the severity; `None` is unrated.
    pub severity: Option<u8>,
    /// Closed?
    pub closed: bool,
    /// Closed with work left?
    pub work_left: bool,
    /// Short name of the phase.
    pub phase: String,
    /// Who commands it.
    pub commander: Option<String>,
    /// Two people took the command at once.
    pub contested: bool,
    /// When it was declared, or began.
    pub declared_at: Option<Moment>,
    /// When it was closed, or ended.
    pub closed_at: Option<Moment>,
    /// It was imported as history.
    pub imported: bool,
    /// The company it struck, where it was imported.
    pub company: String,
    /// The running deadline that is due first.
    pub next: Option<Deadline>,
    /// Names of required roles that nobody holds.
    pub empty_roles: Vec<String>,
    /// Open questions, in words.
    pub questions: Vec<String>,
    /// Lines of persons on its log.
    pub entries: u32,
}

/// One vendor in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VendorRow {
    /// What is known of it.
    pub vendor: Vendor,
    /// Place of its tier, 0 the gravest.
    pub tier: usize,
    /// The next reassessment.
    pub next: Option<Deadline>,
    /// Every deadline that runs, the earliest first.
    pub running: Vec<Deadline>,
}

impl VendorRow {
    /// What is due of it first, late or not; a period that is over asks for nothing.
    pub fn first(&self, now: Moment) -> Option<&Deadline> {
        self.running.iter().find(|one| !one.is_over(now))
    }

    /// The first of its running deadlines of this kind.
    pub fn first_of(&self, kind: DeadlineKind) -> Option<&Deadline> {
        self.running.iter().find(|one| one.kind == kind)
    }
}

/// Everything the board shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Board {
    /// Incidents that are open or closed with work left, gravest first.
    pub rows: Vec<IncidentRow>,
    /// Open incidents by rank; index 0 is rank 1.
    pub open: [u32; 4],
    /// How many are closed with work left.
    pub work_left: u32,
    /// The running deadlines that are due first.
    pub due: Vec<Deadline>,
    /// How many deadlines run.
    pub running: u32,
    /// How many of them are late.
    pub late: u32,
    /// The vendors that are due first.
    pub vendors: Vec<VendorRow>,
    /// How many vendors are late.
    pub vendors_late: u32,
    /// Position of the newest fact when this was read.
    pub newest: i64,
}

/// One incident, whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IncidentView {
    /// Its state, with today's names.
    pub incident: Incident,
    /// Its row in lists.
    pub row: IncidentRow,
    /// Every deadline, running or not.
    pub deadlines: Vec<Deadline>,
    /// The latest lines of its log, oldest first.
    pub log: Vec<LogLine>,
    /// How many lines the log has.
    pub lines: u64,
    /// Systems with what the register says: production, customer data.
    pub systems: Vec<SystemMark>,
    /// Contacts of affected customers, by id.
    pub contacts: Vec<(String, String)>,
    /// How each template stands that a letter may be begun from.
    #[serde(skip)]
    pub templates: Vec<TemplateMark>,
}

/// What matters of a system in an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SystemMark {
    /// Its name.
    pub name: String,
    /// Is it production?
    pub production: bool,
    /// Does it hold customer data?
    pub customer_data: bool,
}

/// A page of closed incidents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClosedPage {
    /// The rows, newest first.
    pub rows: Vec<IncidentRow>,
    /// How many closed incidents there are in all.
    pub total: u32,
    /// More follow.
    pub more: bool,
    /// Where the next page begins.
    #[serde(skip)]
    pub next: Option<Cursor>,
}

/// The first running deadline of some.
pub fn first_due(deadlines: &[Deadline]) -> Option<&Deadline> {
    deadlines
        .iter()
        .filter(|deadline| deadline.is_running())
        .min_by_key(|deadline| deadline.due_at)
}

/// Deadlines of an incident with today's name of its owner.
pub fn incident_deadlines(store: &Store, incident: &Incident) -> Result<Vec<Deadline>, Failure> {
    let mut deadlines = incident.deadlines(store.book());
    if let Some(commander) = incident.holder("commander") {
        let name = store.current_name(&commander.id)?;
        if let Some(name) = name.filter(|name| *name != commander.name) {
            for deadline in &mut deadlines {
                deadline.owner = Some(name.clone());
            }
        }
    }
    Ok(deadlines)
}

fn vendor_deadlines(store: &Store, vendor: &Vendor) -> Result<Vec<Deadline>, Failure> {
    let mut deadlines = vendor.deadlines(store.book());
    if let Some(owner) = &vendor.details.owner
        && let Some(name) = store.current_name(&owner.id)?
    {
        for deadline in &mut deadlines {
            deadline.owner = Some(name.clone());
        }
    }
    Ok(deadlines)
}

/// Deadlines of the policies. That of a policy is owned by who holds the duty the policy names; that of a template by
/// whoever was named, else by who holds the duty its head names, or one that comes with the role named there.
fn policy_deadlines(store: &Store, policies: &Adopted) -> Result<Vec<Deadline>, Failure> {
    let mut deadlines = policies.deadlines(store.book());
    if deadlines.is_empty() {
        return Ok(deadlines);
    }
    let policy = store.book().current();
    let people = store.register(SubjectKind::Person)?;
    let holder = |duty: &str| {
        people.iter().find_map(|snapshot| match &snapshot.state {
            State::Entry(person) if person.details.duties.iter().any(|held| held == duty) => {
                Some(person.details.name.clone())
            }
            _ => None,
        })
    };
    for deadline in &mut deadlines {
        let who = deadline.who.as_deref().unwrap_or_default();
        if deadline.kind == DeadlineKind::TemplateReview {
            let kept = policies.templates.get(who);
            deadline.owner = match kept.and_then(|kept| kept.owner.as_ref()) {
                Some(owner) => Some(store.current_name(&owner.id)?.unwrap_or_else(|| owner.name.clone())),
                None => duty_of(policy, template_role(policies, who)).and_then(holder),
            };
            continue;
        }
        let rule = policy.policy_review(who);
        deadline.owner = rule.and_then(|rule| rule.duty.as_deref()).and_then(holder);
    }
    Ok(deadlines)
}

/// The role or duty that looks after a template: as its head said when somebody saw to it last, or as ours says.
fn template_role<'a>(policies: &'a Adopted, name: &str) -> &'a str {
    let seen = policies.templates.get(name).map(|kept| kept.role.as_str());
    let shipped = || Shelf::shipped().get(name).map(|template| template.owner.as_str());
    seen.filter(|role| !role.is_empty())
        .or_else(shipped)
        .unwrap_or_default()
}

/// The duty of this key, or the first that comes with the role of this key.
fn duty_of<'a>(policy: &'a Policy, key: &str) -> Option<&'a str> {
    let with_role = || policy.duties.iter().find(|duty| duty.role.as_deref() == Some(key));
    policy.duty(key).or_else(with_role).map(|duty| duty.key.as_str())
}

/// Deadlines of any subject, with today's owner.
pub fn deadlines(store: &Store, state: &State) -> Result<Vec<Deadline>, Failure> {
    match state {
        State::Incident(incident) => incident_deadlines(store, incident),
        State::Vendor(vendor) => vendor_deadlines(store, vendor),
        State::Policy(policies) => policy_deadlines(store, policies),
        State::Entry(_) => Ok(Vec::new()),
    }
}

/// A row from a snapshot; `None` where it is no incident.
pub fn incident_row(store: &Store, snapshot: &Snapshot) -> Result<Option<IncidentRow>, Failure> {
    incident_row_of(store, snapshot, &deadlines(store, &snapshot.state)?)
}

/// A row from a snapshot and its [`deadlines`]; `None` where it is no incident.
pub fn incident_row_of(
    store: &Store,
    snapshot: &Snapshot,
    deadlines: &[Deadline],
) -> Result<Option<IncidentRow>, Failure> {
    let State::Incident(incident) = &snapshot.state else {
        return Ok(None);
    };
    let book = store.book();
    let commander = match incident.holder("commander") {
        Some(person) => Some(store.current_name(&person.id)?.unwrap_or_else(|| person.name.clone())),
        None => None,
    };
    let policy = book.current();
    let phase = policy
        .phase(incident.phase())
        .map_or_else(|| incident.phase().to_owned(), |phase| phase.short.clone());
    Ok(Some(IncidentRow {
        id: incident.id.clone(),
        code: incident.code.clone(),
        title: incident.title.clone(),
        severity: incident.severity,
        closed: incident.is_closed(),
        work_left: snapshot.status == Status::WorkLeft,
        phase: if incident.is_closed() {
            "Closed".to_owned()
        } else {
            phase
        },
        commander,
        contested: incident.roles.get("commander").is_some_and(|holders| holders.len() > 1),
        declared_at: incident.declared_at,
        closed_at: incident.closed.as_ref().and_then(|closing| closing.at),
        imported: incident.imported.is_some(),
        company: incident
            .imported
            .as_ref()
            .map(|origin| origin.company.clone())
            .unwrap_or_default(),
        next: first_due(deadlines).cloned(),
        empty_roles: role_names(book, &incident.empty_roles(book)),
        questions: incident.questions(book),
        entries: incident.entries,
    }))
}

fn role_names(book: &PolicyBook, keys: &[&str]) -> Vec<String> {
    let name = |key: &&str| {
        book.current()
            .role(key)
            .map_or((*key).to_owned(), |role| role.short.to_lowercase())
    };
    keys.iter().map(name).collect()
}

/// A vendor's row from its state.
pub fn vendor_row(store: &Store, vendor: &Vendor) -> Result<VendorRow, Failure> {
    Ok(vendor_row_of(store, vendor, &vendor_deadlines(store, vendor)?))
}

/// A vendor's row from its state and its [`deadlines`].
pub fn vendor_row_of(store: &Store, vendor: &Vendor, deadlines: &[Deadline]) -> VendorRow {
    let tiers = &store.book().current().tiers;
    let mut running: Vec<Deadline> = deadlines.iter().filter(|one| one.is_running()).cloned().collect();
    running.sort_by_key(|one| one.due_at);
    VendorRow {
        tier: tiers
            .iter()
            .position(|tier| tier.key == vendor.details.tier)
            .unwrap_or(tiers.len()),
        next: deadlines
            .iter()
            .rfind(|one| one.kind == DeadlineKind::Reassess)
            .cloned(),
        running,
        vendor: vendor.clone(),
    }
}
