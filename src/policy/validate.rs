//! From a merged tree to a policy: every value read, every reference looked up, every problem reported with its line.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::Policy;
use super::calendar::{Calendar, WorkingDays};
use super::merge::Node;
use super::obligation::{Obligation, Shelf};
use super::problem::suggestion;
use super::programme::Sections;
use super::reminder;
use super::section::{Entries, Findings, Section, refer};
use super::shape::{
    ChannelRule, DutyRule, PhaseRule, QuestionRule, ReviewRule, RoleRule, SeverityRule, TierRule, UndoRule,
};
use crate::clock::Zone;

/// More severities than this have no colour and no key of their own on the screens.
const MOST_SEVERITIES: usize = 4;

/// The keys that other rules may name.
struct Known<'a> {
    roles: Vec<&'a str>,
    duties: Vec<&'a str>,
    questions: Vec<&'a str>,
    steps: Vec<&'a str>,
}

/// Reads a whole policy. `None` only after at least one finding.
pub(super) fn policy(root: &Node, shelf: &Shelf, findings: &Findings) -> Option<Policy> {
    let file = Section::open(String::new(), root, findings)?;
    let (name, version) = (file.text("name"), file.text("version"));
    let calendar = file.section("calendar").and_then(calendar);
    let (severities, roles, duties) = (
        entries(&file, "severity"),
        entries(&file, "role"),
        entries(&file, "duty"),
    );
    let (phases, channels) = (entries(&file, "phase"), entries(&file, "channel"));
    let (questions, tiers) = (entries(&file, "question"), entries(&file, "tier"));
    let (notice, review, undo) = (file.section("notice"), file.section("review"), file.section("undo"));
    let reminders = file.section("reminder").and_then(|section| reminder::rules(&section));
    let obligations = obligations(&file, shelf);
    let programme = Sections::open(&file);
    let template = file.section("template");
    check_counts(&file, severities.len(), &phases);
    let known = Known {
        roles: keys(&roles),
        duties: keys(&duties),
        questions: keys(&questions),
        steps: programme.steps(),
    };
    file.finish();
    // Everything is read before anything is missed: `?` only after the last section has reported.
    let severities = each(severities, |key, section| severity(key, section, &known));
    let (roles, duties) = (
        each(roles, role),
        each(duties, |key, section| duty(key, section, &known)),
    );
    let (phases, channels) = (each(phases, phase), each(channels, channel));
    let (questions, tiers) = (
        each(questions, question),
        each(tiers, |key, section| tier(key, section, &known)),
    );
    let programme = programme.read(&known.duties);
    let (notice, review, undo) = (
        notice.and_then(super::notice::notice_rule),
        review.and_then(review_rule),
        undo.and_then(undo_rule),
    );
    let template = template.and_then(super::template::template_rule);
    let programme = programme?;
    Some(Policy {
        name: name?,
        version: version?,
        calendar: calendar?,
        severities: severities?,
        roles: roles?,
        duties: duties?,
        phases: phases?,
        channels: channels?,
        questions: questions?,
        tiers: tiers?,
        notice: notice?,
        review: review?,
        undo: undo?,
        steps: programme.steps,
        monitoring: programme.monitoring,
        offboarding: programme.offboarding,
        vendor: Some(programme.vendor),
        policy_reviews: programme.reviews,
        template: Some(template?),
        reminders: reminders?,
        obligations: obligations?,
    })
}

/// What is switched on, whole. A clock that starts at a submission needs the rule that is submitted.
fn obligations(file: &Section<'_>, shelf: &Shelf) -> Option<Vec<Obligation>> {
    const KEY: &str = "obligations";
    let known: Vec<&str> = shelf.rules().iter().map(|rule| rule.key.as_str()).collect();
    let ids = file.references(KEY, &known, "obligation")?;
    let rules: Vec<Obligation> = ids.iter().filter_map(|id| shelf.get(id)).cloned().collect();
    for rule in &rules {
        for before in rule.follows().filter(|before| !ids.iter().any(|id| id == before)) {
            let message = format!(
                "`{}` follows the submission of `{before}`, which is not switched on",
                rule.key
            );
            file.complain(&[KEY], message);
        }
    }
    Some(rules)
}

/// One to four severities, and a last phase that is the only final one: the screens and the closing of incidents rely on it.
fn check_counts(file: &Section<'_>, severities: usize, phases: &Entries<'_>) {
    if severities == 0 || severities > MOST_SEVERITIES {
        file.complain(
            &["severity"],
            format!("there must be 1 to {MOST_SEVERITIES} severities, not {severities}"),
        );
    }
    for (index, (_, phase)) in phases.iter().enumerate() {
        let is_last = index + 1 == phases.len();
        if phase
            .flag_if_readable("is_final")
            .is_some_and(|is_final| is_final != is_last)
        {
            let message = if is_last {
                "the last phase must be final"
            } else {
                "only the last phase may be final"
            };
            phase.complain(&["is_final"], message.to_owned());
        }
    }
    if phases.is_empty() {
        file.complain(&["phase"], "there must be at least one phase".to_owned());
    }
}

fn entries<'a>(file: &Section<'a>, key: &'static str) -> Entries<'a> {
    file.section(key).map(|section| section.entries()).unwrap_or_default()
}

fn keys<'a>(entries: &Entries<'a>) -> Vec<&'a str> {
    entries.iter().map(|&(key, _)| key).collect()
}

/// Reads every entry, also those after one that cannot be read.
fn each<'a, R>(entries: Entries<'a>, read: impl Fn(String, Section<'a>) -> Option<R>) -> Option<Vec<R>> {
    let read: Vec<Option<R>> = entries
        .into_iter()
        .map(|(key, section)| read(key.to_owned(), section))
        .collect();
    read.into_iter().collect()
}

fn calendar(section: Section<'_>) -> Option<Calendar> {
    let zone = section.text("zone").and_then(|name| match zone(&name) {
        Ok(zone) => Some(zone),
        Err(message) => {
            section.complain(&["zone"], message);
            None
        }
    });
    let days = section
        .list("days", weekday)
        .map(|days| days.into_iter().collect::<WorkingDays>());
    let time = |key| section.text(key).and_then(|text| wall_time(&section, key, &text));
    let (start, end) = (time("start"), time("end"));
    let holidays = section
        .list("holidays", date)
        .map(|dates| dates.into_iter().collect::<BTreeSet<_>>());
    if let (Some(start), Some(end)) = (start, end)
        && start >= end
    {
        section.complain(
            &["start", "end"],
            format!("business hours must start before they end: {start} is not before {end}"),
        );
    }
    if days.is_some_and(WorkingDays::is_empty) {
        section.complain(&["days"], "`calendar.days` must name at least one day".to_owned());
    }
    section.finish();
    Some(Calendar {
        zone: zone?,
        days: days?,
        start: start?,
        end: end?,
        holidays: holidays?,
    })
}

fn zone(name: &str) -> Result<Zone, String> {
    Zone::named(name).map_err(|unknown| {
        let near = suggestion(&unknown.name, Zone::names());
        format!("unknown time zone `{}`{near}", unknown.name)
    })
}

fn weekday(text: &str) -> Result<Weekday, String> {
    text.trim().parse().map_err(|_| {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        format!(
            "unknown day `{text}`, write one of {}{}",
            names.join(" "),
            suggestion(text, names)
        )
    })
}

fn date(text: &str) -> Result<NaiveDate, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("`{text}` is no date, write one like 2026-12-25"))
}

fn wall_time(section: &Section<'_>, key: &str, text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let time = NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"));
    if time.is_err() {
        section.complain(&[key], format!("`{text}` is no time of day, write one like 09:00"));
    }
    time.ok()
}

fn severity(key: String, section: Section<'_>, known: &Known<'_>) -> Option<SeverityRule> {
    let (name, says) = (section.text("name"), section.text("says"));
    let (definition, response) = (section.text("definition"), section.text("response"));
    let page = section.references("page", &known.duties, "duty");
    let (page_within, respond_within) = (section.optional("page_within"), section.optional("respond_within"));
    let (fix_within, update_every) = (section.optional("fix_within"), section.optional("update_every"));
    let remediation_needed = section.flag("remediation_needed");
    let required_roles = section.references("required_roles", &known.roles, "role");
    let (one_role_each, review) = (section.flag("one_role_each"), section.flag("review"));
    let questions = section.references("questions", &known.questions, "question");
    let questions_without_breach = section.references("questions_without_breach", &known.questions, "question");
    section.finish();
    Some(SeverityRule {
        key,
        name: name?,
        says: says?,
        definition: definition?,
        response: response?,
        page: page?,
        page_within,
        respond_within,
        fix_within,
        update_every,
        remediation_needed: remediation_needed?,
        required_roles: required_roles?,
        one_role_each: one_role_each?,
        review: review?,
        questions: questions?,
        questions_without_breach: questions_without_breach?,
    })
}

fn role(key: String, section: Section<'_>) -> Option<RoleRule> {
    let (name, short, doc) = (section.text("name"), section.text("short"), section.text("doc"));
    section.finish();
    Some(RoleRule {
        key,
        name: name?,
        short: short?,
        doc: doc?,
    })
}

fn duty(key: String, section: Section<'_>, known: &Known<'_>) -> Option<DutyRule> {
    let (name, role) = (section.text("name"), section.optional::<String>("role"));
    let role = role.and_then(|text| {
        let known = refer(&text, &known.roles, "role");
        known.map_err(|message| section.complain(&["role"], message)).ok()
    });
    section.finish();
    Some(DutyRule { key, name: name?, role })
}

fn phase(key: String, section: Section<'_>) -> Option<PhaseRule> {
    let (name, short, doc) = (section.text("name"), section.text("short"), section.text("doc"));
    let is_final = section.flag("is_final");
    section.finish();
    Some(PhaseRule {
        key,
        name: name?,
        short: short?,
        doc: doc?,
        is_final: is_final?,
    })
}

fn channel(key: String, section: Section<'_>) -> Option<ChannelRule> {
    let name = section.text("name");
    section.finish();
    Some(ChannelRule { key, name: name? })
}

fn question(key: String, section: Section<'_>) -> Option<QuestionRule> {
    let (name, asks, requirement) = (
        section.text("name"),
        section.text("asks"),
        section.parsed("requirement"),
    );
    section.finish();
    Some(QuestionRule {
        key,
        name: name?,
        asks: asks?,
        requirement: requirement?,
    })
}

fn tier(key: String, section: Section<'_>, known: &Known<'_>) -> Option<TierRule> {
    let (name, doc, reassess) = (section.text("name"), section.text("doc"), section.parsed("reassess"));
    let steps = if section.has("steps") {
        section.references("steps", &known.steps, "step")
    } else {
        section.passes_over("steps");
        Some(Vec::new())
    };
    section.finish();
    Some(TierRule {
        key,
        name: name?,
        doc: doc?,
        reassess: reassess?,
        steps: steps?,
    })
}

fn review_rule(section: Section<'_>) -> Option<ReviewRule> {
    let window = section.parsed("window");
    section.finish();
    Some(ReviewRule { window: window? })
}

fn undo_rule(section: Section<'_>) -> Option<UndoRule> {
    let window = section.parsed("window");
    section.finish();
    Some(UndoRule { window: window? })
}
