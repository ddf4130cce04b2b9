//! One incident, whole.

use serde_json::{Map, Value, json};

use super::{deadline, instant, line, maybe, row};
use crate::clock::Moment;
use crate::domain::incident::state::{Breach, Done, Waiver};
use crate::domain::{Incident, PolicyBook};
use crate::engine::views::IncidentView;

/// The row of the incident and everything else that is known of it.
pub fn incident(view: &IncidentView, book: &PolicyBook, now: Moment) -> Value {
    let incident = &view.incident;
    let customers: Vec<&str> = incident.customers.iter().map(|one| one.name.as_str()).collect();
    let mut value = row(&view.row, now);
    value["highest_severity"] = json!(incident.highest);
    value["channel"] = json!(incident.channel);
    value["declared_by"] = json!(incident.declared_by);
    value["systems"] = json!(view.systems);
    value["customers"] = json!(customers);
    let vendors = view.incident.vendors.iter();
    let vendors: Vec<Value> = vendors
        .map(|one| json!({ "name": one.vendor.name, "data": one.categories }))
        .collect();
    value["vendors"] = json!(vendors);
    value["roles"] = roles(incident);
    value["phases"] = incident
        .phases
        .iter()
        .map(|visit| json!({ "phase": visit.phase, "at": instant(visit.at) }))
        .collect();
    value["pages"] = incident
        .pages
        .iter()
        .map(|page| {
            json!({
                "person": page.person.name,
                "duties": page.duties,
                "at": instant(page.at),
                "answered_at": maybe(page.answered_at),
                "reason": page.reason,
            })
        })
        .collect();
    value["breach"] = incident.breach.as_ref().map_or(Value::Null, breach);
    value["obligations"] = obligations(incident);
    value["notices"] = incident
        .recipients(&view.deadlines, book)
        .iter()
        .map(|one| super::notice::recipient(one, now))
        .collect();
    value["answers"] = answers(incident);
    value["remediation"] = incident.remediation.as_ref().map_or(Value::Null, |remediation| {
        let mut value = done(&remediation.done);
        value["text"] = json!(remediation.text);
        value
    });
    value["review"] = incident.review.as_ref().map_or(Value::Null, done);
    value["origin"] = incident.imported.as_ref().map_or(Value::Null, |origin| {
        json!({
            "source": origin.source,
            "company": origin.company,
            "product": origin.product,
            "ended_at": maybe(origin.ended_at),
            "categories": origin.categories,
            "keywords": origin.keywords,
            "link": origin.link,
        })
    });
    value["deadlines"] = view.deadlines.iter().map(|one| deadline(one, now)).collect();
    value["log"] = view.log.iter().map(line).collect();
    value
}

fn roles(incident: &Incident) -> Value {
    let one = |(role, holders): (&String, &Vec<_>)| {
        let holders: Vec<Value> = holders.iter().map(holder).collect();
        (role.clone(), Value::Array(holders))
    };
    incident.roles.iter().map(one).collect::<Map<_, _>>().into()
}

fn holder(holder: &crate::domain::incident::state::Holder) -> Value {
    json!({ "person": holder.person.name, "since": instant(holder.since) })
}

fn breach(breach: &Breach) -> Value {
    let customers: Vec<Value> = breach
        .customers
        .iter()
        .map(|told| {
            let sent = told.sent.as_ref();
            json!({
                "name": told.affected.customer.name,
                "contract_hours": told.affected.contract_hours,
                "told_at": maybe(sent.map(|sent| sent.at)),
                "told_by": sent.map(|sent| &sent.by),
                "text_digest": sent.and_then(|sent| sent.text_digest.as_ref()),
                "reason": sent.and_then(|sent| sent.reason.as_ref()),
            })
        })
        .collect();
    json!({
        "confirmed_at": instant(breach.confirmed_at),
        "data": breach.categories,
        "customers": customers,
        "withdrawn": breach.withdrawn.as_ref().map(waiver),
    })
}

fn obligations(incident: &Incident) -> Value {
    let obliged = &incident.obliged;
    let anchors: Map<String, Value> = obliged
        .anchors
        .iter()
        .map(|(anchor, set)| (anchor.to_string(), done(&set.said)))
        .collect();
    let submitted: Map<String, Value> = obliged
        .submitted
        .iter()
        .map(|(rule, submitted)| {
            let mut value = done(&submitted.first);
            value["last_at"] = json!(instant(submitted.last));
            value["by"] = json!(submitted.by);
            (rule.clone(), value)
        })
        .collect();
    let declined: Map<String, Value> = obliged
        .declined
        .iter()
        .map(|(rule, declined)| (rule.clone(), waiver(declined)))
        .collect();
    json!({ "role": obliged.role, "anchors": anchors, "submitted": submitted, "not_notifiable": declined })
}

fn answers(incident: &Incident) -> Value {
    incident
        .answers
        .iter()
        .map(|(question, answer)| {
            let answer = json!({
                "yes": answer.yes,
                "reason": answer.reason,
                "who": answer.who,
                "at": instant(answer.at),
            });
            (question.clone(), answer)
        })
        .collect::<Map<_, _>>()
        .into()
}

fn waiver(waiver: &Waiver) -> Value {
    json!({ "at": instant(waiver.at), "who": waiver.who, "reason": waiver.reason })
}

fn done(done: &Done) -> Value {
    json!({ "at": instant(done.at), "who": done.who, "reason": done.reason })
}
