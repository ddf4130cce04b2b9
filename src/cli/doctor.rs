//! `firebell doctor`: everything that could be why something does not work, on one page.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::mpsc::channel;

use serde_json::{Value, json};

use super::glass::Glass;
use super::out::Out;
use super::remind::tty;
use super::table::Table;
use super::verdict::Verdict;
use super::watch::holder;
use crate::clock::{Zone, zone_name};
use crate::engine::health::{Health, health, sqlite_version};
use crate::error::Failure;
use crate::launch::Launch;
use crate::notify::Channel;

/// One thing that was looked at.
struct Finding {
    topic: &'static str,
    words: String,
    is_well: bool,
}

/// How far the newest fact may lie ahead of the clock before it is worth a word.
const AHEAD: chrono::TimeDelta = chrono::TimeDelta::minutes(1);

/// Looks everything over. A store that is not well is exit code 5.
pub fn run(launch: &Launch, out: &mut Out) -> Verdict {
    let mut findings = vec![
        well("firebell", env!("CARGO_PKG_VERSION").to_owned()),
        well("sqlite", sqlite_version().to_owned()),
        well("time zone data", Zone::database_version().to_owned()),
        well(
            "you",
            format!(
                "{}, login {}, on {}",
                launch.who.name, launch.who.login, launch.who.host
            ),
        ),
        well("config folder", launch.paths.config_dir.display().to_string()),
        well("store", launch.store.display().to_string()),
    ];
    let glass = Glass {
        now: crate::clock::truncated(launch.clock.now()),
        zone: launch.zone,
    };
    let now = glass.full(glass.now);
    findings.push(well(
        "clock",
        format!("{now}, zone {} ({})", launch.zone, zone_name(glass.now, launch.zone)),
    ));
    findings.extend(launch.warnings.iter().map(|warning| ill("settings", warning.clone())));
    let is_store_well = match look(launch) {
        None => {
            findings.push(well(
                "facts",
                "there is no store yet; the first use makes it".to_owned(),
            ));
            true
        }
        Some(Ok(health)) => {
            let found = store(&health, glass);
            let is_well = health.damage.is_empty();
            findings.extend(found);
            is_well
        }
        Some(Err(failure)) => {
            findings.push(ill("store", failure.to_string()));
            false
        }
    };
    findings.extend(permissions(&launch.store));
    findings.extend(terminal());
    findings.extend(reminders(launch));
    print(&findings, out);
    if is_store_well {
        Verdict::Done
    } else {
        Verdict::BadStore
    }
}

/// How the store is, if there is one.
fn look(launch: &Launch) -> Option<Result<Health, Failure>> {
    launch
        .store
        .exists()
        .then(|| launch.open().and_then(|engine| health(engine.store())))
}

fn well(topic: &'static str, words: String) -> Finding {
    Finding {
        topic,
        words,
        is_well: true,
    }
}

fn ill(topic: &'static str, words: String) -> Finding {
    Finding {
        is_well: false,
        ..well(topic, words)
    }
}

fn store(health: &Health, glass: Glass) -> Vec<Finding> {
    let kind = if health.test { ", made for tests" } else { "" };
    let schema = format!("{} (this firebell writes {}){kind}", health.schema, health.knows_schema);
    let mut findings = vec![
        well("facts", health.facts.to_string()),
        well("policy in force", health.policy.clone()),
        if health.schema == health.knows_schema {
            well("schema", schema)
        } else {
            ill("schema", schema)
        },
    ];
    if let Some(why) = &health.read_only {
        findings.push(ill("store", format!("may only be read: {why}")));
    }
    match health.damage.as_slice() {
        [] => findings.push(well("pages", "whole; firebell verify checks every fact".to_owned())),
        damage => findings.extend(damage.iter().map(|line| ill("pages", line.clone()))),
    }
    if let Some(newest) = health.newest_at.filter(|newest| *newest - glass.now > AHEAD) {
        let words = format!(
            "{} is ahead of the clock; some machine's clock is wrong",
            glass.full(newest)
        );
        findings.push(ill("newest fact", words));
    }
    findings
}

/// The file is for its owner alone, and so is its folder.
fn permissions(path: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (topic, place, wanted) in [("file mode", Some(path), 0o600), ("folder mode", path.parent(), 0o700)] {
        let Some(mode) = place.and_then(|place| std::fs::metadata(place).ok()) else {
            continue;
        };
        let mode = mode.permissions().mode() & 0o777;
        // The lower six bits are those of the group and of everybody.
        let words = format!("{mode:04o}");
        findings.push(if mode.trailing_zeros() >= 6 {
            well(topic, words)
        } else {
            ill(topic, format!("{words}: others can get at it; chmod {wanted:04o}"))
        });
    }
    findings
}

/// What the environment says of the terminal.
fn terminal() -> Vec<Finding> {
    let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let words: Vec<String> = ["TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| said(name).map(|value| format!("{name}={value}")))
        .collect();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| said(name));
    let is_utf8 = locale.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    let all = if words.is_empty() {
        "nothing is said of it".to_owned()
    } else {
        words.join(" ")
    };
    let glyphs = if is_utf8 { "all" } else { "ASCII only, by its locale" };
    vec![well("terminal", all), well("signs", glyphs.to_owned())]
}

/// How this person is told of deadlines, and whether it works now.
fn reminders(launch: &Launch) -> Vec<Finding> {
    let (wishes, _wished) = channel();
    let mut findings = Vec::new();
    for mut way in launch.ways(tty(), &wishes) {
        let topic = match way.channel {
            Channel::Desktop => "desktop",
            Channel::Terminal => "bell",
            Channel::Command => "own command",
        };
        findings.push(match way.try_reach() {
            Ok(words) => well(topic, words),
            Err(unreached) => ill(topic, format!("away: {unreached}")),
        });
    }
    if findings.iter().all(|one| !one.is_well) {
        let words = "reminders reach nobody; firebell notify test says why".to_owned();
        findings.push(ill("reminders", words));
    }
    findings.push(match holder(&launch.store) {
        Some(by) => well("watch", format!("runs: {by}")),
        None => well(
            "watch",
            "none runs; firebell watch install starts one with your session".to_owned(),
        ),
    });
    findings
}

fn print(findings: &[Finding], out: &mut Out) {
    if out.is_json() {
        let findings: Vec<Value> = findings
            .iter()
            .map(|one| json!({ "topic": one.topic, "is_well": one.is_well, "words": one.words }))
            .collect();
        out.json(&json!({ "findings": findings }));
        return;
    }
    let mut table = Table::new(&[]);
    for one in findings {
        let sign = if one.is_well { "ok" } else { "!" };
        table.row([sign.to_owned(), one.topic.to_owned(), one.words.clone()]);
    }
    table.print(out);
}
