//! The breach register.

use serde_json::{Value, json};

use super::{instant, maybe};
use crate::domain::incident::registered::{Late, Registered};
use crate::domain::incident::state::Waiver;

/// One incident in the register.
pub fn registered(row: &Registered) -> Value {
    let breach = row.breach.as_ref().map(|breach| {
        let customers = breach.customers.iter().map(|one| {
            let mut value = json!({
                "name": one.name,
                "due_at": maybe(one.due),
                "told_at": maybe(one.told_at),
            });
            add_late(&mut value, &one.late);
            value
        });
        json!({
            "confirmed_at": instant(breach.confirmed_at),
            "data": breach.categories,
            "told": breach.customers.iter().filter(|one| one.told_at.is_some()).count(),
            "of": breach.customers.len(),
            "customers": customers.collect::<Vec<_>>(),
            "withdrawn": breach.withdrawn.as_ref().map(waiver),
        })
    });
    let obligations = row.obligations.iter().map(|one| {
        let mut value = json!({
            "id": one.id,
            "title": one.title,
            "citation": one.citation,
            "recipient": one.recipient,
            "due_at": maybe(one.due),
            "submitted_at": maybe(one.submitted_at),
            "not_notifiable": one.declined.as_ref().map(waiver),
            "cancelled": one.cancelled,
        });
        add_late(&mut value, &one.late);
        value
    });
    let decisions = row
        .decisions
        .iter()
        .map(|one| json!({ "at": instant(one.at), "who": one.who, "what": one.what, "reason": one.reason }));
    json!({
        "code": row.code,
        "title": row.title,
        "codename": row.codename,
        "severity": row.severity,
        "closed": row.is_closed,
        "state": row.standing(),
        "role": row.role,
        "declared_at": maybe(row.declared_at),
        "breach": breach,
        "obligations": obligations.collect::<Vec<_>>(),
        "undecided": row.undecided,
        "decisions": decisions.collect::<Vec<_>>(),
    })
}

fn add_late(value: &mut Value, late: &Late) {
    value["late"] = json!(*late != Late::No);
    value["late_reason"] = match late {
        Late::Done(reason) => json!(reason),
        Late::No | Late::Still => Value::Null,
    };
}

fn waiver(waiver: &Waiver) -> Value {
    json!({ "at": instant(waiver.at), "who": waiver.who, "reason": waiver.reason })
}
