//! The fields as an incident fills them.

use crate::clock::{Moment, Zone, day_words, moment_words};
use crate::domain::incident::Incident;
use crate::domain::incident::state::Holder;
use crate::policy::Policy;
use crate::policy::obligation::Anchor;
use crate::text::fold_name;

use super::fields::TemplateFields;
use super::words::in_a_row;

/// An incident, and what else a draft of it is made of. Empty words are not known.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The incident, with today's names.
    pub incident: &'a Incident,
    /// The policy in force: names of severities and phases.
    pub policy: &'a Policy,
    /// The moment of writing.
    pub now: Moment,
    /// The zone in which times are said; UTC stands beside it.
    pub zone: Zone,
    /// The company's name.
    pub company: &'a str,
    /// How the security team is reached.
    pub security_contact: &'a str,
    /// Who writes.
    pub sender: &'a str,
    /// The role of who writes.
    pub sender_role: &'a str,
    /// What the incident is called until it is disclosed (IR-14).
    pub codename: Option<&'a str>,
    /// When the next update is due.
    pub next_update: Option<Moment>,
}

impl TemplateFields {
    /// What this incident fills in.
    pub fn of(setting: &Setting) -> Self {
        let mut fields = Self::default();
        let incident = setting.incident;
        for (name, words) in [
            ("company", setting.company),
            ("incident", &incident.code),
            ("title", setting.codename.unwrap_or(&incident.title)),
            ("severity", &severity(setting)),
            ("phase", &phase(setting)),
            (
                "commander",
                incident.holder("commander").map_or("", |person| &person.name),
            ),
            ("sender", setting.sender),
            ("sender_role", setting.sender_role),
            ("security_contact", setting.security_contact),
            ("today", &day_words(setting.now, setting.zone)),
            ("now", &moment_words(setting.now, setting.zone)),
        ] {
            fields.set(name, words);
        }
        fields.set_if(
            "remediation",
            incident.remediation.as_ref().map(|done| done.text.as_str()),
        );
        let systems: Vec<&str> = incident.systems.iter().map(|system| system.name.as_str()).collect();
        fields.set_row("systems", "each_system", &systems);
        if let Some(breach) = incident.open_breach() {
            let categories: Vec<&str> = breach.categories.iter().map(String::as_str).collect();
            fields.set_row("categories", "each_category", &categories);
        }
        fields.set("customers", &customers(incident));
        for (name, at) in times(setting) {
            let words = at.map(|at| moment_words(at, setting.zone));
            fields.set_if(name, words.as_deref());
        }
        fields
    }

    fn set_row(&mut self, row: &str, each: &str, words: &[&str]) {
        self.set(row, &in_a_row(words));
        self.set_each(each, words.iter().copied());
    }
}

fn severity(setting: &Setting) -> String {
    let rule = setting.incident.severity.and_then(|rank| setting.policy.severity(rank));
    rule.map_or_else(String::new, |rule| rule.name.clone())
}

fn phase(setting: &Setting) -> String {
    let key = setting.incident.phase();
    setting
        .policy
        .phase(key)
        .map_or_else(|| key.to_owned(), |rule| rule.name.clone())
}

/// How many are to be told, or are thought to be concerned; nothing where none is named yet.
fn customers(incident: &Incident) -> String {
    let count = incident
        .open_breach()
        .map_or(incident.customers.len(), |breach| breach.customers.len());
    if count == 0 { String::new() } else { count.to_string() }
}

fn times(setting: &Setting) -> [(&'static str, Option<Moment>); 9] {
    let incident = setting.incident;
    let anchor = |anchor: &Anchor| incident.obliged.anchors.get(anchor).map(|set| set.said.at);
    let confirmed = incident.open_breach().map(|breach| breach.confirmed_at);
    [
        ("occurred", anchor(&Anchor::Occurred)),
        ("detected", anchor(&Anchor::Detected)),
        ("opened", incident.declared_at),
        ("aware", anchor(&Anchor::Aware)),
        ("confirmed", confirmed.or_else(|| anchor(&Anchor::Confirmed))),
        ("contained", went_on_from("containment", setting)),
        ("recovered", went_on_from("recovery", setting)),
        ("closed", incident.closed.as_ref().and_then(|closing| closing.at)),
        ("next_update", setting.next_update),
    ]
}

/// When the work went on from a phase to a later one, after it was in it last: that a phase was entered does not say that
/// its work was done.
fn went_on_from(key: &str, setting: &Setting) -> Option<Moment> {
    let phases = &setting.policy.phases;
    let place = |key: &str| phases.iter().position(|phase| phase.key == key);
    let from = place(key)?;
    let visits = &setting.incident.phases;
    let last = visits.iter().rposition(|visit| visit.phase == key)?;
    let later = visits
        .iter()
        .skip(last + 1)
        .find(|visit| place(&visit.phase) > Some(from))?;
    Some(later.at)
}

/// The name of the role that somebody of this name holds in an incident; nothing where they hold none.
pub fn role_held(incident: &Incident, policy: &Policy, who: &str) -> String {
    let who = fold_name(who);
    let is_held = |holders: &[Holder]| holders.iter().any(|holder| fold_name(&holder.person.name) == who);
    let rule = policy
        .roles
        .iter()
        .find(|rule| incident.roles.get(&rule.key).is_some_and(|holders| is_held(holders)));
    rule.map_or_else(String::new, |rule| rule.name.clone())
}
