//! `firebell vendor steps NAME`: what is done and what is left, before production data and at the end (VM-5, VM-8).

use serde_json::{Value, json};

use crate::cli::glass::Glass;
use crate::cli::json as shape;
use crate::cli::out::Out;
use crate::cli::table::Table;
use crate::cli::verdict::Verdict;
use crate::domain::fact::Evidence;
use crate::domain::vendor::state::{OffboardingState, StepState};
use crate::domain::vendor::{Item, ItemState};
use crate::domain::{PolicyBook, State, SubjectKind, Vendor};
use crate::engine::{Trouble, query};
use crate::launch::Launch;
use crate::text::one_line;
use crate::verb::Values;

/// Runs the verb.
pub fn run(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let typed = values.get("name").unwrap_or_default();
    let shown = query::show_named(engine.store(), SubjectKind::Vendor, typed)?;
    let State::Vendor(vendor) = &shown.state else {
        return Ok(Verdict::Done);
    };
    if out.is_json() {
        out.json(&json!({
            "name": vendor.details.name,
            "stage": vendor.stage(),
            "steps": as_json(vendor, engine.book()),
            "end": end_as_json(vendor, engine.book()),
        }));
        return Ok(Verdict::Done);
    }
    out.line(&format!(
        "{}: {}, {}",
        one_line(&vendor.details.name),
        vendor.details.tier,
        vendor.stage().word()
    ));
    if vendor.in_use && vendor.allowed.is_none() {
        out.line("It was in use before it entered the register; these steps are to be caught up on.");
    }
    table(vendor, engine.book(), glass).print(out);
    if vendor.offboarding.is_some() {
        out.line("");
        out.line("The end");
        end_table(vendor, engine.book(), glass).print(out);
    }
    Ok(Verdict::Done)
}

/// The steps of diligence, as part of a page.
pub fn table(vendor: &Vendor, book: &PolicyBook, glass: Glass) -> Table {
    let mut table = Table::inset();
    for item in vendor.checklist(book.current()) {
        let (word, what) = words(&item, glass);
        table.row([word.to_owned(), item.rule.key.clone(), item.rule.name.clone(), what]);
    }
    table
}

fn words(item: &Item, glass: Glass) -> (&'static str, String) {
    match &item.state {
        ItemState::Open => ("open", String::new()),
        ItemState::Announced(at) => ("done", format!("published {}", glass.full(*at))),
        ItemState::Said(StepState::Done {
            at,
            who,
            evidence,
            note,
        }) => {
            let mut what = format!("{who}, {}", glass.full(*at));
            for more in [note.clone(), evidence.as_ref().map(evidence_words)]
                .into_iter()
                .flatten()
            {
                what.push_str(&format!("; {more}"));
            }
            ("done", what)
        }
        ItemState::Said(StepState::Excluded { at, who, reason }) => {
            ("n/a", format!("{who}, {}: {reason}", glass.full(*at)))
        }
    }
}

/// Where the proof lies, and the beginning of its digest.
fn evidence_words(evidence: &Evidence) -> String {
    match &evidence.digest {
        Some(digest) => format!("{} ({}…)", evidence.place, digest.get(..12).unwrap_or(digest)),
        None => evidence.place.clone(),
    }
}

/// The steps of the end with their clocks, and each credential.
pub fn end_table(vendor: &Vendor, book: &PolicyBook, glass: Glass) -> Table {
    let mut table = Table::inset();
    let Some(end) = &vendor.offboarding else { return table };
    for rule in &book.get(&end.policy).programme().offboarding {
        let (word, what) = match end.steps.get(&rule.key) {
            None => ("open", String::new()),
            Some(OffboardingState::Done { done, evidence, note }) => {
                let mut what = format!("{}, {}", done.who, glass.full(done.at));
                for more in [note.clone(), evidence.as_ref().map(evidence_words)]
                    .into_iter()
                    .flatten()
                {
                    what.push_str(&format!("; {more}"));
                }
                ("done", what)
            }
            Some(OffboardingState::Excluded { why }) => ("n/a", format!("{}: {}", why.who, why.reason)),
        };
        table.row([word.to_owned(), rule.key.clone(), rule.name.clone(), what]);
    }
    if let Some(kept) = &end.retention {
        table.row([
            "kept".to_owned(),
            String::new(),
            "What it keeps".to_owned(),
            kept.clone(),
        ]);
    }
    for one in &vendor.credentials {
        let (word, what) = match &one.revoked {
            None => ("open", one.note.clone().unwrap_or_default()),
            Some(done) => {
                let shown = one.evidence.as_ref().map(evidence_words);
                let shown = shown.map_or_else(String::new, |shown| format!("; {shown}"));
                ("revoked", format!("{}, {}{shown}", done.who, glass.full(done.at)))
            }
        };
        table.row([word.to_owned(), "credential".to_owned(), one.name.clone(), what]);
    }
    table
}

/// The steps of diligence for programs.
pub fn as_json(vendor: &Vendor, book: &PolicyBook) -> Vec<Value> {
    let steps = vendor.checklist(book.current()).into_iter();
    let one = |item: Item| {
        let mut value = json!({
            "step": item.rule.key,
            "name": item.rule.name,
            "met_by": item.rule.met_by,
            "state": "open",
            "at": Value::Null,
            "who": Value::Null,
            "note": Value::Null,
            "reason": Value::Null,
            "evidence": Value::Null,
        });
        match &item.state {
            ItemState::Open => {}
            ItemState::Announced(at) => {
                value["state"] = json!("done");
                value["at"] = shape::instant(*at);
            }
            ItemState::Said(StepState::Done {
                at,
                who,
                evidence,
                note,
            }) => {
                value["state"] = json!("done");
                value["at"] = shape::instant(*at);
                value["who"] = json!(who);
                value["note"] = json!(note);
                value["evidence"] = json!(evidence);
            }
            ItemState::Said(StepState::Excluded { at, who, reason }) => {
                value["state"] = json!("not applicable");
                value["at"] = shape::instant(*at);
                value["who"] = json!(who);
                value["reason"] = json!(reason);
            }
        }
        value
    };
    steps.map(one).collect()
}

/// The end for programs; null where it has not begun.
pub fn end_as_json(vendor: &Vendor, book: &PolicyBook) -> Value {
    let Some(end) = &vendor.offboarding else {
        return Value::Null;
    };
    let rules = book.get(&end.policy).programme().offboarding.iter();
    let steps: Vec<Value> = rules
        .map(|rule| {
            let state = end.steps.get(&rule.key);
            json!({
                "step": rule.key,
                "name": rule.name,
                "state": match state {
                    None => "open",
                    Some(OffboardingState::Done { .. }) => "done",
                    Some(OffboardingState::Excluded { .. }) => "not applicable",
                },
                "said": state,
            })
        })
        .collect();
    json!({
        "began_at": shape::instant(end.at),
        "who": end.who,
        "reason": end.reason,
        "retention": end.retention,
        "steps": steps,
    })
}
