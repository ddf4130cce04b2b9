//! The first draft of a letter: which templates there are, which of them is usual, and what an incident makes of it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::clock::{Moment, Zone};
use crate::domain::Incident;
use crate::domain::incident::notice::{Notice, Publication};
use crate::domain::letter::Letter;
use crate::export::letter::{Envelope, Format, Mailbox, Outgoing};
use crate::policy::obligation::{Obligation, Status};
use crate::policy::{Policy, Problem, Window};
use crate::template::{Own, Setting, Shelf, TemplateFields, draft, role_held};
use crate::text::sha256;

/// Bytes that are read of a file. What is longer is no template, and is told so.
const READ: u64 = 128 * 1024;

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

/// Every template there is, and what is wrong with one's own. One that cannot be used gives way to ours.
pub fn shelf(folder: &Path) -> (Shelf, Vec<Problem>) {
    let (mut own, mut problems) = (Vec::new(), Vec::new());
    for path in files(folder) {
        match own_template(&path) {
            Ok(one) => own.push(one),
            Err(problem) => problems.push(problem),
        }
    }
    let (shelf, wrong) = Shelf::shipped().with(&own);
    problems.extend(wrong);
    problems.sort();
    (shelf, problems)
}

/// A template of this file, under the name of the file; a file that cannot be read is a problem at its first line.
pub fn own_template(path: &Path) -> Result<Own, Problem> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let file = path.display().to_string();
    match read(path) {
        Ok(text) => Ok(Own {
            name: name.unwrap_or_default(),
            file,
            text,
        }),
        Err(error) => Err(Problem {
            file,
            line: 1,
            message: format!("cannot be read: {error}"),
        }),
    }
}

fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(READ).read_to_string(&mut text)?;
    Ok(text)
}

/// By name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "md") && path.is_file())
        .collect();
    files.sort();
    files
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

/// A law's rule of a day or less wants a warning; one that follows another wants the end of the story.
fn regulator(rule: Option<&Obligation>) -> &'static str {
    let Some(rule) = rule else {
        return "regulator-notice";
    };
    let is_short = |window: Window| matches!(window, Window::Elapsed(minutes) if minutes <= 24 * 60);
    if rule.follows().next().is_some() && rule.key.contains("final") {
        "regulator-final"
    } else if rule.status != Status::Contract && rule.counts.iter().filter_map(|count| count.within).any(is_short) {
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
    let setting = Setting {
        incident,
        policy,
        now: writing.now,
        zone: writing.zone,
        company: &desk.company,
        security_contact: &desk.security_contact,
        sender: writing.sender,
        sender_role: &role_held(incident, policy, writing.sender),
        codename: called(notice, incident),
        next_update: next_update(notice, incident, policy, writing.now),
    };
    draft(template, &TemplateFields::of(&setting)).map_err(|trouble| trouble.to_string())
}

/// What the incident is called outside: its codename until it is made public, which the report does. A status without
/// one leaves a blank, since nobody takes back what the world has read (IR-14).
fn called<'a>(notice: &Notice, incident: &'a Incident) -> Option<&'a str> {
    let notices = &incident.notices;
    if notices.is_disclosed() || *notice == Notice::Page(Publication::Report) {
        return None;
    }
    let is_status = *notice == Notice::Page(Publication::Status);
    notices.codename.as_deref().or(is_status.then_some(""))
}

/// When readers hear again: of a page in the rhythm of the severity, else by the window of a follow-up.
fn next_update(notice: &Notice, incident: &Incident, policy: &Policy, now: Moment) -> Option<Moment> {
    let window = match notice {
        Notice::Page(Publication::Report) => None,
        Notice::Page(_) => policy.severity(incident.severity?)?.update_every,
        _ => Some(policy.notice.follow_up),
    }?;
    Some(policy.calendar.due(now, &window))
}

/// The exact text that goes out, in the form of this word (`md`, `html`, `txt`, `eml`); `None` where there is no such form.
///
/// `contact` is how its reader is reached, from which a draft of an e-mail takes its addresses.
pub fn leaving(text: &str, form: &str, contact: &str, now: Moment) -> Option<Vec<u8>> {
    let outgoing = Outgoing::read(text);
    Some(match form.parse().ok()? {
        Format::Markdown => text.as_bytes().to_vec(),
        Format::Html => outgoing.html().into_bytes(),
        Format::Plain => outgoing.plain().into_bytes(),
        Format::Mail => outgoing.mail(&envelope(text, contact, now)),
    })
}

/// The outside of a draft: whoever sends it says from whom.
pub fn envelope(text: &str, contact: &str, now: Moment) -> Envelope {
    let unique = sha256(format!("{now}\n{text}").as_bytes());
    Envelope {
        from: None,
        to: Mailbox::in_contact(contact),
        cc: Vec::new(),
        date: now,
        message_id: format!("{}@firebell", &unique[..24]),
    }
}
