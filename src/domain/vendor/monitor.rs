//! What is watched at a vendor: reports, entries, accepted risks, and the incidents it has to do with (VM-7).

use super::decide::{in_time, said, stated, today};
use super::reassess::{named, opened};
use super::state::Vendor;
use crate::clock::Moment;
use crate::domain::command::{Declare, VendorWish};
use crate::domain::decide::{Context, Decision, Loaded, mention, needed};
use crate::domain::details::AssuranceReport;
use crate::domain::fact::{
    IncidentLinked, IncidentUnlinked, MonitoringNoted, ReassessmentOpened, ReportReceived, RiskAccepted, RiskClosed,
    VendorLinked, VendorUnlinked,
};
use crate::domain::incident::Incident;
use crate::domain::refusal::Refusal;
use crate::domain::subject::{Ref, Subject, SubjectKind};
use crate::domain::{DeadlineKind, incident};
use crate::policy::MonitoringRule;
use crate::text::fold_name;

/// Decides a wish about what is watched.
pub(super) fn decide(
    vendor: &Vendor,
    wish: &VendorWish,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    match wish {
        VendorWish::ReceiveReport { report, reason } => self::report(vendor, report, reason.as_deref(), context),
        VendorWish::Note { kind, text, at } => note(vendor, kind, text, *at, context),
        VendorWish::AcceptRisk { .. } => accept(vendor, wish, loaded, context),
        VendorWish::CloseRisk { risk, reason } => close(vendor, risk, reason),
        VendorWish::LinkIncident { note, .. } => {
            Ok(link(vendor, incident_of(vendor, loaded)?, note.as_deref(), context))
        }
        VendorWish::UnlinkIncident { reason, .. } => unlink(vendor, incident_of(vendor, loaded)?, reason),
        VendorWish::DeclareIncident(declare) => declared(vendor, declare, loaded, context),
        _ => Err(Refusal::usage(
            "Nothing was written",
            "this is not about what is watched",
        )),
    }
}

fn report(
    vendor: &Vendor,
    report: &AssuranceReport,
    reason: Option<&str>,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("The report of {} was not recorded", vendor.details.name);
    let name = needed(&what, "the name of the report", &report.name)?;
    if let (Some(from), Some(to)) = (report.from, report.to)
        && from > to
    {
        return Err(Refusal::usage(what, format!("its period begins on {from} and ends on {to}")).by("VM-7"));
    }
    if report.to.is_some_and(|to| to > report.expires) {
        return Err(Refusal::usage(what, "it would run out before the end of its own period").by("VM-7"));
    }
    let known = vendor.reports.iter().filter(|one| one.renewed.is_none());
    let mut known = known.filter(|one| fold_name(&one.report.name) == fold_name(&name));
    if known.any(|one| one.report.expires >= report.expires) {
        return Err(Refusal::rule(what, format!("the {name} that is here runs out no earlier")).by("VM-7"));
    }
    let reason = in_time(
        &what,
        vendor,
        (DeadlineKind::Report, Some(&name)),
        None,
        reason,
        context,
    )?;
    let mut decision = Decision::new(format!(
        "{}: {name} holds until {}",
        vendor.details.name, report.expires
    ));
    if report.expires < today(context) {
        decision = decision.warn("it has run out already");
    }
    let report = AssuranceReport { name, ..report.clone() };
    Ok(decision.fact(&vendor.subject(), ReportReceived { report, reason }))
}

fn note(vendor: &Vendor, kind: &str, text: &str, at: Option<Moment>, context: &Context) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("Nothing was noted of {name}");
    let policy = context.book.current();
    let text = needed(&what, "the note", text)?;
    let at = stated(&what, at, context)?;
    let rule = policy.monitoring_kind(kind).ok_or_else(|| {
        let keys: Vec<String> = policy
            .programme()
            .monitoring
            .iter()
            .map(|rule| rule.key.clone())
            .collect();
        Refusal::usage(&*what, format!("there is no kind of monitoring \"{kind}\""))
            .by("VM-7")
            .instead(format!("Use one of {}.", keys.join(", ")))
            .candidates(keys)
    })?;
    let MonitoringRule {
        key,
        name: words,
        reassess,
    } = rule;
    let kind = key.clone();
    let mut decision = Decision::new(format!("Noted of {name}: {}", words.to_lowercase()));
    if *reassess {
        let day = policy.calendar.local(at.unwrap_or(context.now)).date_naive();
        let cause = format!("{}: {text}", words.to_lowercase());
        decision.done.push_str("; a reassessment is open");
        decision = decision.fact(&vendor.subject(), opened(day, cause));
    }
    Ok(decision.fact_at(&vendor.subject(), at, MonitoringNoted { kind, text }))
}

fn accept(vendor: &Vendor, wish: &VendorWish, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let VendorWish::AcceptRisk {
        risk,
        until,
        by,
        reason,
        late,
    } = wish
    else {
        return Err(Refusal::usage("Nothing was written", "this is not about a risk"));
    };
    let name = &vendor.details.name;
    let what = format!("The risk of {name} was not accepted");
    let risk = needed(&what, "the risk", risk)?;
    let reason = needed(&what, "the reason", reason)?;
    if *until < today(context) {
        return Err(Refusal::usage(what, format!("{until} has passed"))
            .by("VM-7")
            .instead("Give the last day on which it is accepted."));
    }
    let mut decision = Decision::new(format!("{name}: \"{risk}\" is accepted until {until}"));
    let by = match by {
        Some(typed) => mention(&mut decision, &what, SubjectKind::Person, typed, loaded, context)?.0,
        None => Ref {
            id: String::new(),
            name: context.who.name.clone(),
        },
    };
    let which = (DeadlineKind::Risk, Some(risk.as_str()));
    let late = in_time(&what, vendor, which, None, late.as_deref(), context)?;
    Ok(decision.fact(
        &vendor.subject(),
        RiskAccepted {
            risk,
            by,
            until: *until,
            reason,
            late,
        },
    ))
}

fn close(vendor: &Vendor, typed: &str, reason: &str) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("The risk of {name} was not closed");
    let open = vendor.risks.iter().filter(|risk| risk.settled.is_none());
    let names: Vec<&str> = open.map(|risk| risk.risk.as_str()).collect();
    let risk = named(&what, "risk", typed, &names)?.to_owned();
    let reason = needed(&what, "the reason", reason)?;
    let decision = Decision::new(format!("{name}: \"{risk}\" is closed"));
    Ok(decision.fact(&vendor.subject(), RiskClosed { risk, reason }))
}

fn incident_of<'a>(vendor: &Vendor, loaded: &'a Loaded) -> Result<&'a Incident, Refusal> {
    loaded.incident.as_ref().ok_or_else(|| {
        Refusal::not_found(
            format!("{} was not linked", vendor.details.name),
            "the incident is not known",
        )
    })
}

/// Both histories say it, and a reassessment is open at once.
fn link(vendor: &Vendor, incident: &Incident, note: Option<&str>, context: &Context) -> Decision {
    let name = &vendor.details.name;
    let reference = reference(&incident.id, &incident.code);
    if vendor.incidents.iter().any(|one| one.id == incident.id) {
        return Decision::new(format!("{name} is linked to {} already", incident.code));
    }
    let decision = Decision::new(format!("{name} is linked to {}; a reassessment is open", incident.code));
    let decision = linked(decision, vendor, &reference, note);
    reassessed_for(decision, vendor, &reference, &incident.title, context)
}

fn reference(id: &str, code: &str) -> Ref {
    Ref {
        id: id.to_owned(),
        name: code.to_owned(),
    }
}

/// Both histories say that vendor and incident have to do with each other.
pub(super) fn linked(decision: Decision, vendor: &Vendor, incident: &Ref, note: Option<&str>) -> Decision {
    decision
        .fact(
            &Subject::new(SubjectKind::Incident, incident.id.clone()),
            VendorLinked {
                vendor: vendor.mention(),
                categories: vendor.details.categories.clone(),
            },
        )
        .fact(
            &vendor.subject(),
            IncidentLinked {
                incident: incident.clone(),
                note: said(note),
            },
        )
}

/// An incident at a vendor asks for a reassessment at once.
fn reassessed_for(decision: Decision, vendor: &Vendor, incident: &Ref, title: &str, context: &Context) -> Decision {
    decision.fact(
        &vendor.subject(),
        ReassessmentOpened {
            on: today(context),
            cause: format!("incident {}, {title}", incident.name),
            incident: Some(incident.clone()),
        },
    )
}

fn unlink(vendor: &Vendor, incident: &Incident, reason: &str) -> Result<Decision, Refusal> {
    let name = &vendor.details.name;
    let what = format!("{name} was not unlinked");
    let reason = needed(&what, "the reason", reason)?;
    if !vendor.incidents.iter().any(|one| one.id == incident.id) {
        return Err(Refusal::rule(what, format!("it is not linked to {}", incident.code)).by("VM-7"));
    }
    Ok(
        Decision::new(format!("{name} has nothing to do with {}", incident.code))
            .fact(
                &incident.subject(),
                VendorUnlinked {
                    vendor: vendor.mention(),
                    reason: reason.clone(),
                },
            )
            .fact(
                &vendor.subject(),
                IncidentUnlinked {
                    incident: reference(&incident.id, &incident.code),
                    reason,
                },
            ),
    )
}

/// An incident that begins at a vendor: it lists the customers whose data the vendor processes, and what data that is.
fn declared(vendor: &Vendor, declare: &Declare, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let mut declare = declare.clone();
    if vendor.details.customer_data {
        let names = loaded.customers.iter().map(|entry| entry.details.name.clone());
        let known: Vec<String> = declare.customers.iter().map(|name| fold_name(name)).collect();
        declare
            .customers
            .extend(names.filter(|name| !known.contains(&fold_name(name))));
    }
    declare.channel.get_or_insert_with(|| "vendor".to_owned());
    if context.book.current().channel("vendor").is_none() {
        declare.channel = None;
    }
    let decision = incident::decide::declare(&declare, loaded, context)?;
    let incident = reference(&loaded.fresh_id, &loaded.fresh_code);
    let decision = linked(decision, vendor, &incident, None);
    let mut decision = reassessed_for(decision, vendor, &incident, declare.title.trim(), context);
    let data = vendor.details.categories.join(", ");
    let name = &vendor.details.name;
    let all = if data.is_empty() {
        "no categories".to_owned()
    } else {
        data
    };
    decision.done = format!("{}, at {name} ({all}); a reassessment is open", decision.done);
    Ok(decision)
}
