//! Write verbs: words → command → engine, and one sentence back.

use super::glass::Glass;
use super::letter;
use super::out::Out;
use super::preview;
use super::template;
use super::verdict::Verdict;
use crate::clock::Moment;
use crate::domain::Refusal;
use crate::engine::attach::{self, Wanted};
use crate::engine::execute::Manner;
use crate::engine::{Outcome, Trouble};
use crate::launch::Launch;
use crate::verb::build::{Reading, command};
use crate::verb::{ParamKind, Values, Verb};

/// Runs a write verb. The words are enough: nothing is asked back (a script has nobody to answer).
pub fn run(verb: &Verb, values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let reading = Reading {
        now: crate::clock::truncated(launch.clock.now()),
        zone: launch.zone,
    };
    let values = template::read(verb, with_files(verb, values)?, launch, out)?;
    let mut engine = launch.open()?;
    let values = letter::begun(verb, values, launch, &engine)?;
    let command = command(verb, &values, reading)?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let manner = Manner {
        accept_new: values.is_on("new"),
        draft: None,
    };
    if values.is_on("dry-run") {
        let preview = engine.preview(&command, &manner)?;
        preview::print(&preview, engine.book().current(), glass, out);
    } else {
        let outcome = engine.execute(&command, &manner)?;
        say(&outcome, glass, out);
    }
    Ok(Verdict::Done)
}

/// Says what was done, and the time that was understood where one was said.
pub fn say(outcome: &Outcome, glass: Glass, out: &mut Out) {
    let at = said_time(outcome);
    if out.is_json() {
        out.json(&super::json::outcome(outcome, at));
    } else {
        out.line(&outcome.done);
        if let Some(at) = at {
            out.line(&format!("at {}", glass.full(at)));
        }
    }
    for warning in &outcome.warnings {
        out.talk(&format!("warning: {warning}"));
    }
}

/// The time a person said, where it is another than now.
fn said_time(outcome: &Outcome) -> Option<Moment> {
    outcome
        .facts
        .iter()
        .map(|fact| &fact.envelope)
        .find(|envelope| envelope.happened_at != envelope.recorded_at)
        .map(|envelope| envelope.happened_at)
}

/// Reads the files that the parameters name; `-` is standard input.
fn with_files(verb: &Verb, values: &Values) -> Result<Values, Refusal> {
    let mut read = values.clone();
    for param in verb
        .params
        .iter()
        .filter(|param| matches!(param.kind, ParamKind::File | ParamKind::Proof))
    {
        let Some(file) = values.get(param.name) else {
            continue;
        };
        let what = format!("Cannot {}", verb.words);
        let wanted = Wanted {
            param: param.name.to_owned(),
            path: file.to_owned(),
            is_proof: param.kind == ParamKind::Proof,
        };
        let attached = attach::read_for(&wanted, file).map_err(|why| Refusal::usage(what, why))?;
        read.push(&format!("{}-name", param.name), attached.name);
        read.push(&format!("{}-content", param.name), attached.text);
        read.push(&format!("{}-digest", param.name), attached.digest);
    }
    Ok(read)
}
