//! What a person was told, and whether they can be: `reminder list` and `notify test` (DL-4, DL-5).

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use serde_json::{Value, json};

use super::glass::Glass;
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::reminder::{Message, MessageKind, Urgency};
use crate::domain::{Refusal, Subject, SubjectKind};
use crate::engine::remind::Ring;
use crate::engine::reminders::{Saying, Telling, tellings};
use crate::engine::{Trouble, load};
use crate::launch::Launch;
use crate::notify::{Channel, Unreached};
use crate::verb::Values;

/// How long a terminal may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// So many are listed; they are the newest.
const ROWS: u32 = 1000;

/// `firebell reminder list`: what was said, newest first.
pub fn list(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let of = match values.get("of") {
        Some(code) => {
            let incident = load::incident(engine.store().find_incident(code)?, code)?;
            Some(Subject::new(SubjectKind::Incident, incident.id))
        }
        None => None,
    };
    let mut told = tellings(engine.store(), of.as_ref(), ROWS)?;
    if values.is_on("failed") {
        told.retain(|one| one.saying == Saying::Failed);
    }
    if out.is_json() {
        let told: Vec<Value> = told.iter().map(as_json).collect();
        out.json(&json!({ "reminders": told }));
    } else if told.is_empty() {
        out.talk("Nothing was said.");
    } else {
        let mut table = Table::listing(&["AT", "STATE", "WHO", "WAY", "WORDS"]);
        for one in &told {
            let words = match one.saying {
                Saying::Failed => format!("{} ({})", one.words, one.outcome),
                Saying::Shown | Saying::Claimed => one.words.clone(),
            };
            table.row([
                glass.full(one.at),
                one.saying.word().to_owned(),
                one.person.clone(),
                one.channel.clone(),
                words,
            ]);
        }
        table.print(out);
    }
    Ok(Verdict::Done)
}

fn as_json(one: &Telling) -> Value {
    json!({
        "at": one.at,
        "state": one.saying.word(),
        "person": one.person,
        "channel": one.channel,
        "words": one.words,
        "outcome": one.outcome,
        "deadlines": one.deadlines,
        "thresholds": one.thresholds,
    })
}

/// `firebell notify test`: a sample on each way, and what came of it. Exit code 1 where it reached nobody.
pub fn test(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let wanted = values.get("channel").map(wanted).transpose()?;
    let (wishes, _wished) = channel();
    let mut ways = launch.ways(tty(), &wishes);
    let message = Message {
        key: "firebell/test".to_owned(),
        kind: MessageKind::Test,
        urgency: Urgency::Normal,
        person: launch.who.name.clone(),
        title: "firebell reaches you here".to_owned(),
        body: "Reminders of deadlines come this way.".to_owned(),
        about: Vec::new(),
        more: 0,
    };
    let mut results = Vec::new();
    for channel in Channel::ALL
        .into_iter()
        .filter(|one| wanted.is_none_or(|wanted| wanted == *one))
    {
        let result = match ways.iter_mut().find(|way| way.channel == channel) {
            Some(way) => way.say(&message).map_err(|unreached| unreached.why),
            None => Err(why_not(channel, launch)),
        };
        results.push((channel, result));
    }
    let reaches = results.iter().any(|(_, result)| result.is_ok());
    if out.is_json() {
        let results: Vec<Value> = results
            .iter()
            .map(|(channel, result)| {
                let words = match result {
                    Ok(words) | Err(words) => words,
                };
                json!({ "channel": channel, "is_shown": result.is_ok(), "words": words })
            })
            .collect();
        out.json(&json!({ "ways": results }));
    } else {
        let mut table = Table::new(&[]);
        for (channel, result) in &results {
            let (sign, words) = match result {
                Ok(words) => ("shown", words),
                Err(words) => ("not shown", words),
            };
            table.row([channel.to_string(), sign.to_owned(), words.clone()]);
        }
        table.print(out);
    }
    Ok(if reaches { Verdict::Done } else { Verdict::Unheard })
}

fn wanted(word: &str) -> Result<Channel, Refusal> {
    Channel::from_word(word).ok_or_else(|| {
        let why = format!("there is no way \"{word}\"");
        Refusal::usage("Nothing was sent", why).candidates(Channel::ALL.map(|one| one.word().to_owned()).to_vec())
    })
}

/// Why a way is not among those of this process.
fn why_not(channel: Channel, launch: &Launch) -> String {
    let notify = &launch.settings.notify;
    match channel {
        Channel::Command if notify.command.is_empty() => "no program is set: notify.command in config.toml".to_owned(),
        Channel::Terminal if tty().is_none() => "there is no terminal here".to_owned(),
        _ => format!("it is off: notify.{channel} in config.toml"),
    }
}

/// The terminal of this process, whatever its outputs are; `None` where it has none.
pub fn tty() -> Option<Ring> {
    // One that is held up (Ctrl-S, an ssh that hangs) must not hold up what else is to be said.
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).ok()?;
    let tty = OpenOptions::new()
        .write(true)
        .custom_flags(flags)
        .open("/dev/tty")
        .ok()?;
    Some(Box::new(move |bytes| match write(&tty, bytes) {
        Ok(true) => Ok("the terminal".to_owned()),
        Ok(false) => Err(Unreached::new("the terminal takes nothing")),
        Err(error) => Err(Unreached::new(format!("the terminal cannot be written: {error}"))),
    }))
}

/// Writes all of it, or gives up after three seconds.
fn write(mut tty: &File, mut bytes: &[u8]) -> io::Result<bool> {
    let end = Instant::now() + PATIENCE;
    while !bytes.is_empty() {
        match tty.write(bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                let left = end.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return Ok(false);
                }
                poll(
                    &mut [PollFd::new(tty, PollFlags::OUT)],
                    Timespec::try_from(left).ok().as_ref(),
                )?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}
