//! The first draft of a letter: which templates there are, which of them is usual, and what an incident makes of it.

use std::path::{Path, PathBuf};

use crate::clock::{Moment, Zone};
use crate::domain::Incident;
use crate::domain::incident::notice::{Notice, Publication};
use crate::domain::letter::Letter;
use crate::policy::obligation::Obligation;
use crate::policy::{Policy, Window};
use crate::template::{Own, Setting, Shelf, TemplateFields, draft};

/// The largest file that is read as a template, in bytes.
const LARGEST: u64 = 256 * 1024;

/// Where letters are written: whose company it is, how it is reached, and where one's own templates lie.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Desk {
    /// The company's name.
    pub company: String,
    /// How the security team is reached.
    pub security_contact: String,
    /// The folder of one's own templates.
    pub templates: PathBuf,
}

/// Who writes, when, and in which zone times are said.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    /// Name of the writer.
    pub sender: &'a str,
    /// The moment.
    pub now: Moment,
    /// The zone times are said in.
    pub zone: Zone,
}

/// Every template there is, and what is wrong with one's own.
pub fn shelf(folder: &Path) -> (Shelf, Vec<String>) {
    let (own, mut problems) = own(folder);
    let (shelf, found) = Shelf::shipped().with(&own);
    problems.extend(found.iter().map(ToString::to_string));
    (shelf, problems)
}

fn own(folder: &Path) -> (Vec<Own>, Vec<String>) {
    let mut own = Vec::new();
    let mut problems = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return (own, problems);
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    for file in files {
        let name = file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let shown = file.display().to_string();
        let is_small = std::fs::metadata(&file).is_ok_and(|found| found.is_file() && found.len() <= LARGEST);
        match std::fs::read_to_string(&file) {
            Ok(text) if is_small => own.push(Own {
                name,
                file: shown,
                text,
            }),
            Ok(_) => problems.push(format!("{shown}: it is no plain file of at most 256 KiB")),
            Err(error) => problems.push(format!("{shown}: {error}")),
        }
    }
    (own, problems)
}

/// The name of the template that a letter to these is usually begun from.
pub fn usual(notice: &Notice, incident: &Incident, rule: Option<&Obligation>) -> &'static str {
    match notice {
        Notice::Customers => "customer-notice",
        Notice::Customer(_) => match incident.notices.owed(&notice.key()) {
            Some(owed) if owed.parts.is_empty() => "customer-correction",
            Some(_) => "customer-followup",
            None => "customer-notice",
        },
        Notice::Obligation(_) => regulator(rule),
        Notice::Page(Publication::Report) => "public-report",
        Notice::Page(Publication::Internal) => "internal-update",
        Notice::Page(Publication::Status) => {
            let published = &incident.notices.published;
            let is_first = !published.iter().any(|one| one.publication == Publication::Status);
            match (incident.is_closed(), is_first) {
                (true, _) => "status-resolved",
                (false, true) => "status-investigating",
                (false, false) => "status-update",
            }
        }
    }
}

/// A rule of a day or less wants a warning; one that follows another wants the end of the story.
fn regulator(rule: Option<&Obligation>) -> &'static str {
    let Some(rule) = rule else {
        return "regulator-notice";
    };
    let is_short = |window: Window| matches!(window, Window::Elapsed(minutes) if minutes <= 24 * 60);
    if rule.follows().next().is_some() && rule.key.contains("final") {
        "regulator-final"
    } else if rule.phased && rule.counts.iter().filter_map(|count| count.within).any(is_short) {
        "regulator-early-warning"
    } else {
        "regulator-notice"
    }
}

/// The letter that a template makes of an incident. An error is a sentence.
pub fn begin(
    template: Option<&str>,
    notice: &Notice,
    incident: &Incident,
    policy: &Policy,
    desk: &Desk,
    writing: Writing,
) -> Result<Letter, String> {
    let rule = match notice {
        Notice::Obligation(id) => policy.obligation(id),
        _ => None,
    };
    let (shelf, _) = shelf(&desk.templates);
    let name = template.unwrap_or_else(|| usual(notice, incident, rule));
    let template = shelf.get(name).ok_or_else(|| {
        let near = shelf
            .nearest(name)
            .map_or_else(String::new, |near| format!("; did you mean {near}?"));
        format!("there is no template {name}{near}")
    })?;
    let roles = incident.roles.iter();
    let mut held = roles.filter(|(_, holders)| holders.iter().any(|holder| holder.person.name == writing.sender));
    let role = held.next().and_then(|(key, _)| policy.role(key));
    let setting = Setting {
        incident,
        policy,
        now: writing.now,
        zone: writing.zone,
        company: &desk.company,
        security_contact: &desk.security_contact,
        sender: writing.sender,
        sender_role: role.map_or("", |role| role.name.as_str()),
        codename: incident
            .notices
            .codename
            .as_deref()
            .filter(|_| !incident.notices.is_disclosed()),
        next_update: Some(policy.calendar.due(writing.now, &policy.notice.follow_up)),
    };
    draft(template, &TemplateFields::of(&setting)).map_err(|trouble| trouble.to_string())
}
